//! What is otherwise in one text of a flow than in another, for people: in sentences where both can be read, and as lines.

use samspil_core::difference::{Area, Version, differences};
use samspil_core::flow::read;
use samspil_core::guard::compile_all;
use samspil_core::text::Language;

use crate::words::say;

/// The most lines of a file that are shown as written anew: a screen.
const MAX_LINES: usize = 30;

/// Sentences under a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Group {
    pub(super) heading: String,
    pub(super) sentences: Vec<String>,
}

/// What is otherwise in the newer text, in sentences; nothing where one of them cannot be read. Compiling takes long by its
/// nature: see [`samspil_runtime::Engine::aside`].
pub(super) fn otherwise(before: &str, after: &str, language: Language) -> Option<Vec<Group>> {
    let (old, new) = (read(before).0?, read(after).0?);
    let (of_old, of_new) = (compile_all(&old).0, compile_all(&new).0);
    let before = Version {
        flow: &old,
        guards: &of_old,
        text: before,
    };
    let after = Version {
        flow: &new,
        guards: &of_new,
        text: after,
    };
    let mut groups: Vec<(Area, Group)> = Vec::new();
    for difference in differences(before, after, language) {
        let sentence = say(&difference.what, language);
        match groups.last_mut().filter(|(area, _)| *area == difference.area) {
            Some((_, group)) => group.sentences.push(sentence),
            None => groups.push((
                difference.area,
                Group {
                    heading: say(&samspil_core::text::Message::new(difference.area.key()), language),
                    sentences: vec![sentence],
                },
            )),
        }
    }
    Some(groups.into_iter().map(|(_, group)| group).collect())
}

/// The lines of the newer text between what both begin with and what both end with, each with its number; a part of them
/// where they are many.
pub(super) fn lines_between(before: &str, after: &str) -> Vec<(usize, String)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other);
    let first = same.count();
    let ends = old.iter().skip(first).rev().zip(new.iter().skip(first).rev());
    let last = ends.take_while(|(one, other)| one == other).count();
    let between = new.iter().enumerate().skip(first);
    between
        .take((new.len() - first - last).min(MAX_LINES))
        .map(|(at, line)| (at + 1, (*line).to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_that_were_written_anew_are_those_between() {
        for (before, after, between) in [
            ("a\nb\nc\n", "a\nx\ny\nc\n", vec![(2, "x"), (3, "y")]),
            ("a\nb\n", "a\nb\n", vec![]),
            ("a\na\n", "a\na\na\n", vec![(3, "a")]),
            ("a\nb\n", "b\n", vec![]),
            ("", "a\n", vec![(1, "a")]),
        ] {
            let found = lines_between(before, after);
            let found: Vec<(usize, &str)> = found.iter().map(|(at, line)| (*at, line.as_str())).collect();
            assert_eq!(found, between, "{before:?} {after:?}");
        }
    }
}

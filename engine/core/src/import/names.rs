//! Names in a flow file for the parts of a model: the model's own id where it can be a name, otherwise made from what
//! people call the part.

use std::collections::BTreeSet;

use crate::flow::{MAX_TITLE_CHARS, is_reserved_name};
use crate::id::{ItemId, MAX_NAME_CHARS};

/// Room that a made name leaves for its number, in characters.
const ROOM: usize = 6;

/// What a part is called of which nothing can be said.
const NAMELESS: &str = "part";

/// The names that are given away so far.
#[derive(Clone, Debug)]
pub struct Names {
    taken: BTreeSet<String>,
    /// Ids that are names themselves: kept for the parts whose ids they are.
    own: BTreeSet<String>,
    /// The longest name, in characters.
    longest: usize,
}

impl Default for Names {
    fn default() -> Self {
        Self::of([])
    }
}

impl Names {
    /// Names for parts with these ids. An id that can be a name stays with its part, whatever the others are called.
    #[must_use]
    pub fn of<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self::up_to(MAX_NAME_CHARS, ids)
    }

    /// The same where names may be no longer than this.
    #[must_use]
    pub fn up_to<'a>(longest: usize, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let own = ids
            .into_iter()
            .filter(|id| is_name(id, longest))
            .map(str::to_owned);
        Self {
            taken: BTreeSet::new(),
            own: own.collect(),
            longest,
        }
    }

    /// The name of a part by its id, otherwise by what people call it. No name is given twice.
    pub fn give(&mut self, id: &str, called: &str) -> String {
        if is_name(id, self.longest) && self.taken.insert(id.to_owned()) {
            return id.to_owned();
        }
        let made = [called, id].into_iter().find_map(|text| made(text, self.longest));
        let made = made.unwrap_or_else(|| NAMELESS.to_owned());
        let numbered = (2_u32..).map(|number| format!("{made}_{number}"));
        let free = |name: &String| !self.taken.contains(name) && !self.own.contains(name);
        let name = std::iter::once(made.clone()).chain(numbered).find(free);
        let name = name.unwrap_or(made);
        self.taken.insert(name.clone());
        name
    }
}

fn is_name(text: &str, longest: usize) -> bool {
    ItemId::new(text).is_ok() && text.chars().count() <= longest && !is_reserved_name(text)
}

/// A name made of a text: letters and digits in small letters with `_` between the words.
fn made(text: &str, longest: usize) -> Option<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let mut name = words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_");
    if name.is_empty() {
        return None;
    }
    if !name.starts_with(char::is_alphabetic) || is_reserved_name(&name) {
        name = format!("{NAMELESS}_{name}");
    }
    let name: String = name.chars().take(longest.saturating_sub(ROOM)).collect();
    let name = name.trim_end_matches('_').to_owned();
    ItemId::new(&name).is_ok().then_some(name)
}

/// What people call a part, as a title of a flow file: on one line, and not longer than a title may be.
#[must_use]
pub fn title(text: &str) -> Option<String> {
    let seen: String = text
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MAX_TITLE_CHARS {
        return Some(line).filter(|line| !line.is_empty());
    }
    let cut: String = line.chars().take(MAX_TITLE_CHARS - 1).collect();
    Some(format!("{}…", cut.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_is_a_name_stays_and_others_are_made_unique() {
        let parts = [
            ("3", "Vurdér støtte"),
            ("vurdér_støtte", "Noget andet"),
            ("a-b", ""),
            ("", "3 dage"),
            ("case", "case"),
            ("Event_1", "Vurdér støtte"),
            ("4", "Vurdér støtte"),
            ("Event_1", "Event_1"),
            ("!", "?"),
            ("æ", "!"),
        ];
        let mut names = Names::of(parts.iter().map(|(id, _)| *id));
        let given: Vec<String> = parts.iter().map(|(id, called)| names.give(id, called)).collect();
        assert_eq!(
            given,
            [
                "vurdér_støtte_2",
                "vurdér_støtte",
                "a_b",
                "part_3_dage",
                "part_case",
                "Event_1",
                "vurdér_støtte_3",
                "event_1",
                "part",
                "æ"
            ]
        );
    }

    #[test]
    fn long_names_leave_room_for_their_number() {
        let long = "ord ".repeat(60);
        let mut names = Names::default();
        let given = [names.give("", &long), names.give("", &long)];
        assert!(given.iter().all(|name| ItemId::new(name).is_ok()), "{given:?}");
        assert_ne!(given[0], given[1]);
    }

    #[test]
    fn titles_are_a_line() {
        assert_eq!(title(" a\n\tb "), Some("a b".to_owned()));
        assert_eq!(title(" \u{0}\n"), None);
        let long = title(&"ord ".repeat(200)).unwrap();
        assert!(long.chars().count() <= MAX_TITLE_CHARS && long.ends_with('…'));
    }
}

//! The story as lines for a terminal and as data for programs.

use chrono::NaiveDate;
use samspil_core::calendar::local_date;
use samspil_core::text::{Language, Message, date};
use serde_json::json;

use super::{Kind, Line};
use crate::language::Told;
use crate::words::say;

/// How wide a line may be, in characters: it fits the usual terminal and a printed page.
const WIDTH: usize = 96;

/// How wide the column of dates is.
const DATES: usize = 12;

/// The story under its title, and what it came to in the end.
pub(in crate::demo) fn page(title: &str, lines: &[Line], language: Language) -> Told {
    let mut out = vec![title.to_owned(), "=".repeat(title.chars().count())];
    let mut day: Option<NaiveDate> = None;
    for line in lines {
        let on = local_date(line.at);
        let head = if day == Some(on) { String::new() } else { date(on) };
        day = Some(on);
        out.extend(wrapped(&head, mark(line.kind), &say(&line.said, language)));
    }
    out.push(String::new());
    out.extend(
        wrapped("", "", &say(&summary(lines), language))
            .iter()
            .map(|line| line.trim().to_owned()),
    );
    let told: Vec<_> = lines
        .iter()
        .map(|line| json!({"at": line.at, "kind": line.kind, "said": say(&line.said, language)}))
        .collect();
    Told {
        lines: out,
        json: json!({"case": title, "story": told}),
    }
}

/// What stands before a line of its kind, beside the words that say the same.
const fn mark(kind: Kind) -> &'static str {
    match kind {
        Kind::Done | Kind::Turned => "",
        Kind::Said => "  - ",
        Kind::Reminded => "> ",
        Kind::Late => "! ",
        Kind::Escalated => ">> ",
    }
}

fn summary(lines: &[Line]) -> Message {
    let count = |kind: Kind| lines.iter().filter(|line| line.kind == kind).count();
    let number = |kind: Kind| i64::try_from(count(kind)).unwrap_or(i64::MAX);
    let days = lines.first().zip(lines.last()).map_or(0, |(first, last)| {
        (local_date(last.at) - local_date(first.at)).num_days()
    });
    Message::new("story-summary")
        .with("days", days)
        .with("late", number(Kind::Late))
        .with("reminded", number(Kind::Reminded))
        .with("escalated", number(Kind::Escalated))
}

/// A line broken between words, its later parts under its first.
fn wrapped(head: &str, mark: &str, text: &str) -> Vec<String> {
    let indent = DATES + mark.chars().count();
    let mut lines = Vec::new();
    let mut line = format!("{head:DATES$}{mark}");
    let mut empty = true;
    for word in text.split_whitespace() {
        let fits = line.chars().count() + word.chars().count() < WIDTH;
        if !empty && !fits {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_between_words_and_hang() {
        let lines = wrapped("01.02.2026", "- ", &"ord ".repeat(60));
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert!(lines[0].starts_with("01.02.2026  - ord"));
        assert!(lines[1].starts_with(&format!("{}ord", " ".repeat(DATES + 2))));
        let unbreakable = "x".repeat(200);
        assert_eq!(wrapped("", "", &unbreakable).len(), 1);
    }
}

//! What was done so far, as lines of `samspil play`.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value as Json, json};

/// The most lines that are played anew for a page: a course of some years.
const MAX_MOVES: usize = 200;

/// The most that they may take together, in bytes: forms of some pages each.
const MAX_BYTES: usize = 200_000;

/// What was done so far, oldest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Moves(Vec<String>);

impl Moves {
    /// A case that begins at a moment.
    pub(super) fn beginning(at: DateTime<Utc>) -> Self {
        let at = at.to_rfc3339_opts(SecondsFormat::Secs, true);
        Self(vec![json!({"do": "start", "at": at}).to_string()])
    }

    /// As they stand in the form; none where they are too many, or do not begin a case.
    pub(super) fn read(text: &str) -> Option<Self> {
        let lines: Vec<String> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        let begins = lines.first().is_some_and(|first| {
            let first = serde_json::from_str::<Json>(first);
            first.is_ok_and(|first| first["do"] == "start")
        });
        (begins && lines.len() <= MAX_MOVES && text.len() <= MAX_BYTES).then_some(Self(lines))
    }

    pub(super) fn lines(&self) -> &[String] {
        &self.0
    }

    /// How many things were done since the case began.
    pub(super) fn done(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// One more; false where no more fit.
    pub(super) fn add(&mut self, line: &Json) -> bool {
        let line = line.to_string();
        let bytes: usize = self.0.iter().map(|line| line.len() + 1).sum();
        let fits = self.0.len() < MAX_MOVES && bytes + line.len() < MAX_BYTES;
        if fits {
            self.0.push(line);
        }
        fits
    }

    /// The last is undone; the case stays begun.
    pub(super) fn take_back(&mut self) {
        if self.0.len() > 1 {
            self.0.pop();
        }
    }

    /// As they stand in the form.
    pub(super) fn written(&self) -> String {
        self.0.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_are_bounded_and_begin_a_case() {
        let mut moves = Moves::beginning("2026-01-05T08:00:00Z".parse().unwrap());
        assert_eq!(
            moves.written(),
            "{\"at\":\"2026-01-05T08:00:00Z\",\"do\":\"start\"}"
        );
        let line = json!({"do": "advance", "by": "1 day"});
        assert!(moves.add(&line));
        assert_eq!(Moves::read(&moves.written()), Some(moves.clone()));
        assert!(!moves.add(&json!({"do": "set", "data": "x".repeat(MAX_BYTES)})));
        while moves.add(&line) {}
        assert_eq!(moves.lines().len(), MAX_MOVES);
        for wrong in ["", "{}", "[", &format!("{}\n{{}}", moves.written())] {
            assert_eq!(Moves::read(wrong), None, "{wrong}");
        }
        (0..=MAX_MOVES).for_each(|_| moves.take_back());
        assert_eq!(moves.done(), 0);
    }
}

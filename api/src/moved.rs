//! Deadlines that moved, as the command line tells them.

use samspil_core::text::Message;
use samspil_runtime::Moved;
use serde_json::json;

/// How many of them are deadlines, and no next times of what comes back.
pub(crate) fn deadlines(moves: &[Moved]) -> usize {
    moves.iter().filter(|one| !one.next).count()
}

/// For people.
pub(crate) fn line(one: &Moved) -> Message {
    let key = match (one.overdue, one.next) {
        (true, _) => "calendar-moved-overdue",
        (false, true) => "calendar-moved-next",
        (false, false) => "calendar-moved-one",
    };
    Message::new(key)
        .with("case", one.case.to_string())
        .with("clock", &one.clock_title)
        .with("from", one.from)
        .with("to", one.to)
}

/// For programs.
pub(crate) fn rows(moves: &[Moved]) -> serde_json::Value {
    let row = |one: &Moved| {
        json!({
            "case": one.case,
            "flow": one.flow,
            "clock": one.clock,
            "from": one.from,
            "to": one.to,
            "overdue": one.overdue,
            "next": one.next,
        })
    };
    moves.iter().map(row).collect()
}

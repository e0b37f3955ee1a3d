//! Deadlines that moved, as the command line tells them.

use samspil_core::text::Message;
use samspil_runtime::Moved;
use serde_json::json;

/// For people.
pub(crate) fn line(one: &Moved) -> Message {
    let key = if one.overdue {
        "calendar-moved-overdue"
    } else {
        "calendar-moved-one"
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
        })
    };
    moves.iter().map(row).collect()
}

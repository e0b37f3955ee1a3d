//! What `samspil tune` answers.

use std::sync::Arc;

use samspil_core::case::Runnable;
use samspil_core::flow::{TuningFault, tunable_clocks};
use samspil_core::text::{Language, Message};
use samspil_runtime::{LivePreview, Moved, PastPreview, Tally, TuningRefused, TuningSet};
use serde_json::json;

use super::both;
use super::words::{count, entry, open, summary, told_each};
use crate::account::fault;
use crate::language::Told;
use crate::moved::{deadlines, line, rows};
use crate::words::say;

/// How many deadlines are listed for a person; all are counted.
const MAX_LISTED: usize = 200;

/// Each clock of which something may be tuned, with how far.
pub(super) fn tunable(flows: &[Arc<Runnable>], language: Language) -> Told {
    let mut lines = Vec::new();
    let mut rows = Vec::new();
    for run in flows {
        for limits in tunable_clocks(&run.flow) {
            let head = Message::new("tune-clock")
                .with("flow", run.flow.id.as_str())
                .with("clock", limits.clock.id.as_str())
                .with("title", &limits.clock.title);
            let open = open(&limits);
            lines.push(say(&head, language));
            lines.extend(open.iter().map(|line| format!("  {}", say(line, language))));
            rows.push(json!({
                "flow": run.flow.id,
                "clock": limits.clock.id,
                "open": open.iter().map(|line| say(line, language)).collect::<Vec<_>>(),
            }));
        }
    }
    if lines.is_empty() {
        lines.push(say(&Message::new("tune-none"), language));
    }
    both(lines, serde_json::Value::Array(rows))
}

/// The journal, an entry a line.
pub(super) fn journal(journal: &[TuningSet], language: Language) -> Told {
    let line = |set: &TuningSet| say(&entry(set), language);
    let row = |set: &TuningSet| {
        json!({
            "number": set.entry.number,
            "deed": set.entry.deed,
            "set_at": set.entry.set_at,
            "set_by": set.entry.by,
            "why": set.entry.why,
            "since": set.since,
            "counted_at": set.counted_at,
            "taken_back_by": set.taken_back_by,
        })
    };
    let mut lines: Vec<String> = journal.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(say(&Message::new("tune-journal-none"), language));
    }
    both(lines, journal.iter().map(row).collect())
}

/// What would come of a tuning.
pub(super) fn preview(live: &LivePreview, past: Option<&PastPreview>, language: Language) -> Told {
    let mut lines = summary(live, past);
    lines.extend(live.moved.iter().take(MAX_LISTED).map(line));
    both(
        lines.iter().map(|line| say(line, language)).collect(),
        json!({
            "cases": live.cases,
            "unfit": live.unfit,
            "moved": rows(&live.moved),
            "overdue": live.overdue(),
            "days": live.days(),
            "told": told_each(live),
            "planned": live.planned(),
            "past": past.map(|past| json!({
                "since": past.since,
                "cases": past.cases,
                "left_out": past.left_out,
                "more": past.more,
                "was": tally(&past.was, past.rhythm),
                "would": tally(&past.would, past.rhythm),
            })),
        }),
    )
}

fn tally(tally: &Tally, rhythm: bool) -> serde_json::Value {
    let rounds = json!({ "named": tally.named, "opened": tally.opened, "work": tally.work });
    json!({
        "rounds": rhythm.then_some(rounds),
        "runs": tally.runs,
        "breaches": tally.breaches,
        "reminders": tally.reminders,
        "escalations": tally.escalations,
        "load": tally.load,
    })
}

/// What was laid down, and which deadlines moved.
pub(super) fn moved(number: u32, moves: &[Moved], language: Language) -> Told {
    let head = Message::new("tune-moved")
        .with("number", number)
        .with("count", count(deadlines(moves)));
    let lines = [head].into_iter().chain(moves.iter().take(MAX_LISTED).map(line));
    both(
        lines.map(|line| say(&line, language)).collect(),
        json!({ "number": number, "moved": rows(moves) }),
    )
}

/// Why it was not done.
pub(super) fn refused(refused: TuningRefused, language: Language) -> String {
    let told = |message: &Message| say(message, language);
    let about = |key: &str, number: u32| told(&Message::new(key).with("number", number));
    match refused {
        TuningRefused::Faults(faults) => {
            let line = |fault: &TuningFault| {
                let place = fault.pointer.trim_start_matches('/');
                let separator = if place.is_empty() { "" } else { ": " };
                format!("{place}{separator}{}", told(&fault.message))
            };
            faults.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        TuningRefused::Reason => told(&Message::new("tune-why")),
        TuningRefused::Unknown(number) => about("problem-tuning-unknown", number),
        TuningRefused::TakenBack(number) => about("problem-tuning-taken-back", number),
        TuningRefused::Full => told(&Message::new("problem-tunings-full")),
        TuningRefused::Changed(number) => about("tune-changed", number),
        TuningRefused::Failure(failure) => told(&fault(failure)),
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::id::{CaseId, ClockId, FlowId, PartyId};
    use samspil_core::text::Text;

    use super::*;

    fn tally(named: u32, opened: u32, breaches: u32) -> Tally {
        let each = |count: u32| [(PartyId::new("provider").unwrap(), count)].into();
        Tally {
            runs: opened,
            breaches,
            escalations: breaches,
            load: each(breaches),
            named,
            opened,
            work: each(opened),
            ..Tally::default()
        }
    }

    /// What is said of last year, for people and for programs; of a rhythm more than of a length.
    #[test]
    fn what_last_year_would_have_been_is_told_beside_what_it_was() {
        let next = |day: u32| Moved {
            case: CaseId(uuid::Uuid::nil()),
            flow: FlowId::new("coming").unwrap(),
            clock: ClockId::new("look").unwrap(),
            clock_title: Text::danish("Se til"),
            from: "2026-07-05T07:00:00Z".parse().unwrap(),
            to: format!("2026-05-{day:02}T07:00:00Z").parse().unwrap(),
            overdue: false,
            next: true,
        };
        let live = LivePreview {
            cases: 1,
            moved: vec![next(5), next(6)],
            ..LivePreview::default()
        };
        let past = |rhythm: bool| PastPreview {
            since: "2025-06-20T08:00:00Z".parse().unwrap(),
            cases: 7,
            left_out: 1,
            more: false,
            was: tally(1, 1, 0),
            would: tally(5, 3, 2),
            rhythm,
        };
        let told = preview(&live, Some(&past(true)), Language::English);
        assert!(
            told.lines[0].starts_with("No deadline would move of one open case"),
            "{}",
            told.lines[0]
        );
        assert_eq!(
            told.lines[1..],
            [
                "2 times, what comes back would get another next time.",
                "Had it held last year, since 20.06.2025 10:00: 7 cases replayed, 1 left out.",
                "A task is taken to last as long as the one in the same case that opened nearest to it; where the case had \
                 none, it is taken to be done when due.",
                "Times the rhythm came: 5 instead of 1.",
                "Tasks that opened: 3 instead of 1.",
                "Tasks for provider: 3 instead of 1.",
                "Overrun: 2 instead of 0.",
                "Reminders: 0 instead of 0.",
                "Escalations: 2 instead of 0.",
                "Notices to provider: 2 instead of 0.",
                "Case 00000000-0000-0000-0000-000000000000, Se til: the next time from 05.07.2026 09:00 to 05.05.2026 09:00.",
                "Case 00000000-0000-0000-0000-000000000000, Se til: the next time from 05.07.2026 09:00 to 06.05.2026 09:00.",
            ]
        );
        assert_eq!(
            told.json["past"]["would"]["rounds"],
            json!({"named": 5, "opened": 3, "work": {"provider": 3}})
        );
        let told = preview(&live, Some(&past(false)), Language::Danish);
        assert!(
            told.lines.iter().all(|line| !line.contains("rytme")),
            "{:?}",
            told.lines
        );
        assert_eq!(told.json["past"]["would"]["rounds"], json!(null));
    }
}

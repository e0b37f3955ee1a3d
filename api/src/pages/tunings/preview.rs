//! What would come of a tuning, as the page shows it.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::calendar::local_date;
use samspil_core::case::Runnable;
use samspil_core::id::PartyId;
use samspil_core::text::{Arg, Message, date};
use samspil_runtime::{LivePreview, Moved, PastPreview, Tally};

use super::table;
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;
use crate::tune::words::{replayed, summary};

/// How many deadlines that would move are listed; all are counted.
const MAX_LISTED: usize = 50;

/// What would come of it.
pub(super) struct Preview {
    /// In sentences.
    pub(super) summary: Vec<String>,
    /// The deadlines that would move.
    pub(super) moved: Table,
    /// Last year beside what happened.
    pub(super) past: Option<Table>,
}

impl Preview {
    /// Of a tuning, or of taking one back, where last year is not asked.
    pub(super) fn of(
        page: &Shell,
        run: Option<&Runnable>,
        live: &LivePreview,
        past: Option<&PastPreview>,
    ) -> Self {
        let summary = summary(live, None);
        let replayed: Vec<Message> = past.into_iter().flat_map(replayed).collect();
        let sentences = summary.iter().chain(&replayed);
        Self {
            summary: sentences.map(|line| page.say(line)).collect(),
            moved: moved_table(page, &live.moved),
            past: past.map(|past| compared(page, run, past)),
        }
    }
}

/// The first of the deadlines that would move.
pub(in crate::pages) fn moved_table(page: &Shell, moves: &[Moved]) -> Table {
    table(
        page,
        "tunings-moved-title",
        &["case", "clock", "was", "would"],
        moves.iter().take(MAX_LISTED).map(|one| row(page, one)).collect(),
        "tunings-none-move",
    )
}

fn row(page: &Shell, one: &Moved) -> Vec<Cell> {
    let day = |at| date(local_date(at));
    let would = match one.overdue {
        true => format!("{} ({})", day(one.to), page.t("tunings-overdue")),
        false => day(one.to),
    };
    let title = one.clock_title.in_language(page.language);
    let title = match one.next {
        true => page.say(&Message::new("tunings-next").with("item", title)),
        false => title.to_owned(),
    };
    vec![
        // No link: whoever tunes deadlines need not have a part in the case, and then it is not there for them.
        Cell::Text(one.case.to_string()),
        Cell::Text(title),
        Cell::Text(day(one.from)),
        Cell::Text(would),
    ]
}

/// What happened and what would have, a row for each count.
fn compared(page: &Shell, run: Option<&Runnable>, past: &PastPreview) -> Table {
    let (was, would) = (&past.was, &past.would);
    let line = |what: String, was: u32, would: u32| {
        vec![
            Cell::Text(what),
            Cell::Text(was.to_string()),
            Cell::Text(would.to_string()),
        ]
    };
    type Count = fn(&Tally) -> u32;
    type Each = fn(&Tally) -> &BTreeMap<PartyId, u32>;
    let every: [(&str, Count); 2] = [
        ("tunings-named", |tally| tally.named),
        ("tunings-opened", |tally| tally.opened),
    ];
    let counts: [(&str, Count); 4] = [
        ("tunings-runs", |tally| tally.runs),
        ("tunings-breaches", |tally| tally.breaches),
        ("tunings-reminders", |tally| tally.reminders),
        ("tunings-escalations", |tally| tally.escalations),
    ];
    let each: [(&str, Each); 2] = [
        ("tunings-work", |tally| &tally.work),
        ("tunings-load", |tally| &tally.load),
    ];
    let every = every.iter().filter(|_| past.rhythm);
    let mut rows: Vec<Vec<Cell>> = every
        .chain(&counts)
        .map(|(key, of)| line(page.t(key), of(was), of(would)))
        .collect();
    for (key, of) in each
        .iter()
        .filter(|(key, _)| past.rhythm || *key == "tunings-load")
    {
        let parties: BTreeSet<&PartyId> = of(was).keys().chain(of(would).keys()).collect();
        for party in parties {
            let known = run.and_then(|run| run.flow.parties.get(party));
            let title = known.map_or_else(|| Arg::from(party.as_str()), |known| Arg::from(&known.title));
            let what = page.say(&Message::new(key).with("party", title));
            let count = |tally: &Tally| of(tally).get(party).copied().unwrap_or_default();
            rows.push(line(what, count(was), count(would)));
        }
    }
    table(
        page,
        "tunings-compare-title",
        &["what", "happened", "had"],
        rows,
        "tunings-none-move",
    )
}

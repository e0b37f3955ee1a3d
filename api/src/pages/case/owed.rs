//! What is owed in a case: what, by whom, to whom, by when.

use samspil_core::case::{Eyes, OwedNow, View};
use samspil_core::id::PartyId;
use samspil_core::text::{Message, instant};

use crate::pages::parts::{Cell, Table};
use crate::pages::tasks::due_cell;
use crate::pages::words::{Due, Speaker};

/// What is owed, as far as the reader sees it; soonest due first. None where nothing is.
pub(crate) fn owed(view: &View<'_>, parties: &Eyes, speaker: Speaker<'_>) -> Option<Table> {
    let mut debts = view.debts_seen(parties);
    debts.sort_by_key(|debt| (debt.due.is_none(), debt.due, debt.since));
    if debts.is_empty() {
        return None;
    }
    let heads = ["what", "debtor", "creditor", "since", "due"];
    Some(Table {
        caption: speaker.t("owed-title"),
        head: heads
            .into_iter()
            .map(|head| speaker.say(&Message::new(&format!("owed-{head}"))))
            .collect(),
        rows: debts.iter().map(|debt| row(view, speaker, debt)).collect(),
        empty: String::new(),
    })
}

fn row(view: &View<'_>, speaker: Speaker<'_>, debt: &OwedNow) -> Vec<Cell> {
    let party = |party: &Option<PartyId>| match party {
        Some(party) => Cell::Text(view.party_title(party).in_language(speaker.language).to_owned()),
        None => Cell::Empty,
    };
    let title = Message::new("owed-item").with("item", view.title(&debt.item));
    vec![
        Cell::Text(speaker.say(&title)),
        party(&debt.debtor),
        party(&debt.creditor),
        debt.since
            .map_or(Cell::Empty, |since| Cell::Text(instant(since, speaker.language))),
        debt.due.map_or(Cell::Empty, |due| {
            due_cell(speaker, &Due::new(due, view.at, &view.run.calendar))
        }),
    ]
}

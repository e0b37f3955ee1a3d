//! Who takes part in a case: each party, whom it is bound to, on what ground and until when, what it does, and what it may and
//! may not decide.

use samspil_core::case::{Binding, Eyes, Footing, View};
use samspil_core::flow::{Item, ItemKind, Party};
use samspil_core::text::Message;

use crate::pages::parts::{Cell, Table};
use crate::pages::words::Speaker;

/// The parties in reading order.
pub(crate) fn parties(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Table {
    let language = speaker.language;
    let row = |party: &Party| {
        let bound = view.case.parties.get(&party.id).map_or(&[][..], Vec::as_slice);
        let seen = view.seen_bindings(eyes, &party.id, bound);
        let names: Vec<Cell> = bound
            .iter()
            .zip(seen)
            .flat_map(|(binding, seen)| who(view, eyes, party, (binding, &seen), speaker))
            .collect();
        let does = party.does.as_ref().map(|does| does.in_language(language));
        vec![
            Cell::Text(party.title.in_language(language).to_owned()),
            if names.is_empty() {
                Cell::Small(speaker.t("parties-nobody"))
            } else {
                Cell::Stack(names)
            },
            does.map_or(Cell::Empty, |does| Cell::Text(does.to_owned())),
            decides(view, eyes, party, speaker),
        ]
    };
    let heads = ["party", "who", "does", "decides"];
    Table {
        caption: speaker.t("parties-title"),
        head: heads
            .into_iter()
            .map(|head| speaker.say(&Message::new(&format!("parties-{head}"))))
            .collect(),
        rows: view.run.flow.parties.values().map(row).collect(),
        empty: String::new(),
    }
}

/// The decisions that a party may make, as far as the reader sees them, and that there are others; or that it may make none.
fn decides(view: &View<'_>, eyes: &Eyes, party: &Party, speaker: Speaker<'_>) -> Cell {
    let makes = |item: &&Item| {
        item.kind == ItemKind::Decision
            && (item.owner.as_ref() == Some(&party.id) || item.also_by.contains(&party.id))
    };
    let makes: Vec<&Item> = view.run.flow.items.values().filter(makes).collect();
    if makes.is_empty() {
        return Cell::Small(speaker.t("parties-decides-nothing"));
    }
    let all = makes.len();
    let seen = makes.into_iter().filter(|item| view.sees_item(eyes, item));
    let seen = seen.map(|item| Cell::Text(item.title.in_language(speaker.language).to_owned()));
    let mut cells: Vec<Cell> = seen.collect();
    if cells.len() < all {
        cells.push(Cell::Small(speaker.t("parties-decides-more")));
    }
    Cell::Stack(cells)
}

/// Who it is, what they are to the citizen, when they come and go, and why they see nothing now where that is so.
fn who(
    view: &View<'_>,
    eyes: &Eyes,
    party: &Party,
    (binding, seen): (&Binding, &Binding),
    speaker: Speaker<'_>,
) -> Vec<Cell> {
    let language = speaker.language;
    let hidden = binding.person.is_some() && seen.person.is_none();
    let name = if hidden {
        speaker.t("parties-hidden")
    } else {
        speaker.names.binding(seen, language)
    };
    let mut cells = vec![Cell::Text(name)];
    let relation = seen
        .relation
        .map(|relation| speaker.t(&format!("relation-{}", relation.word().replace('_', "-"))));
    cells.extend(relation.map(Cell::Small));
    let days = match (seen.from, seen.until) {
        (None, None) => None,
        (Some(from), None) => Some(Message::new("parties-from").with("from", from)),
        (None, Some(until)) => Some(Message::new("parties-until").with("until", until)),
        (Some(from), Some(until)) => {
            let message = Message::new("parties-from-until").with("from", from);
            Some(message.with("until", until))
        }
    };
    cells.extend(days.map(|days| Cell::Small(speaker.say(&days))));
    let footing = view.seen_footing(eyes, &party.id, binding);
    let footing = footing.and_then(Footing::message);
    let footing = footing.map(|message| message.with("party", &party.title));
    cells.extend(footing.map(|footing| Cell::Small(speaker.say(&footing))));
    cells
}

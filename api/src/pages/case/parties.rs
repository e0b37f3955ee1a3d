//! Who takes part in a case: each party, whom it is bound to, and what it does.

use samspil_core::case::View;
use samspil_core::flow::Party;
use samspil_core::text::Message;

use crate::pages::parts::{Cell, Table};
use crate::pages::words::Speaker;

/// The parties in reading order.
pub(crate) fn parties(view: &View<'_>, speaker: Speaker<'_>) -> Table {
    let language = speaker.language;
    let row = |party: &Party| {
        let bound = view.case.parties.get(&party.id).map_or(&[][..], Vec::as_slice);
        let names: Vec<Cell> = bound
            .iter()
            .map(|binding| Cell::Text(speaker.names.binding(binding, language)))
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
        ]
    };
    let heads = ["party", "who", "does"];
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

//! The legal sources of a flow: since when each holds, what text it was read in, and whether it has been reviewed.

use samspil_core::flow::Flow;
use samspil_core::text::{Language, Message};

use crate::pages::parts::{Cell, Table};
use crate::words::say;

/// Every source that the flow names; those of which the same is told are one row.
pub(crate) fn sources(flow: &Flow, language: Language) -> Table {
    let t = |key: &str| say(&Message::new(key), language);
    let mut told: Vec<[String; 3]> = Vec::new();
    for law in flow.sources_once() {
        let row = [law.written(), law.validity(), law.review()].map(|message| say(&message, language));
        if !told.contains(&row) {
            told.push(row);
        }
    }
    let head = ["source", "valid", "review"];
    Table {
        caption: t("handbook-sources"),
        head: head.map(|column| t(&format!("handbook-column-{column}"))).into(),
        rows: told.into_iter().map(|row| row.map(Cell::Text).into()).collect(),
        empty: t("handbook-no-sources"),
    }
}

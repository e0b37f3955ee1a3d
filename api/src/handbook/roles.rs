//! Who is who, and every practical task with its one owner.

use samspil_core::flow::{Flow, Item, ItemKind, Party};

use super::Teller;
use crate::pages::parts::{Cell, Table};

/// Whether people do it.
const fn is_work(item: &Item) -> bool {
    matches!(
        item.kind,
        ItemKind::Task | ItemKind::Decision | ItemKind::Meeting | ItemKind::Subcase(_)
    )
}

/// The decisions that a party may make.
fn decisions<'f>(flow: &'f Flow, party: &'f Party) -> impl Iterator<Item = &'f Item> {
    flow.items.values().filter(move |item| {
        item.kind == ItemKind::Decision
            && (item.owner.as_ref() == Some(&party.id) || item.also_by.contains(&party.id))
    })
}

impl Teller<'_> {
    /// Each role, what it does, and what it may and may not decide.
    pub(super) fn roles(&self) -> Table {
        let rows = self.flow.parties.values().map(|party| {
            let decides: Vec<Cell> = decisions(self.flow, party)
                .map(|item| Cell::Text(self.words(&item.title)))
                .collect();
            let leads = party.leads.as_ref().and_then(|led| self.flow.parties.get(led));
            let mut does: Vec<Cell> = party
                .does
                .iter()
                .map(|does| Cell::Text(self.words(does)))
                .collect();
            if let Some(led) = leads {
                let leads = samspil_core::text::Message::new("handbook-leads").with("party", &led.title);
                does.push(Cell::Small(self.say(&leads)));
            }
            if party.coordinates {
                does.push(Cell::Small(self.t("handbook-coordinates")));
            }
            vec![
                Cell::Text(self.words(&party.title)),
                Cell::Text(self.t(&format!("diagram-side-{}", side(party)))),
                Cell::Stack(does),
                if decides.is_empty() {
                    Cell::Text(self.t("handbook-decides-nothing"))
                } else {
                    Cell::Stack(decides)
                },
            ]
        });
        Table {
            caption: self.t("handbook-roles"),
            head: self.head(&["role", "side", "does", "decides"]),
            rows: rows.collect(),
            empty: String::new(),
        }
    }

    /// Every task, decision and meeting with its one owner, who else takes part, and by when.
    pub(super) fn tasks(&self) -> Table {
        let work = self.flow.items.values().filter(|item| is_work(item));
        let rows = work.map(|item| {
            let others = item.with.iter().chain(&item.also_by);
            let others = others.filter_map(|party| self.flow.parties.get(party));
            let others: Vec<Cell> = others.map(|party| Cell::Text(self.words(&party.title))).collect();
            let clock = self.flow.clocks.get(item.id.as_str());
            let due = clock.map(|clock| Cell::Text(self.lasts(clock)));
            let law = item.required_by_law.as_ref();
            let law = law.map(|law| Cell::Small(self.say(&law.written())));
            vec![
                Cell::Stack(
                    std::iter::once(Cell::Text(self.words(&item.title)))
                        .chain(law)
                        .collect(),
                ),
                Cell::Text(self.owner(item)),
                Cell::Stack(others),
                due.unwrap_or(Cell::Empty),
            ]
        });
        Table {
            caption: self.t("handbook-tasks"),
            head: self.head(&["task", "owner", "others", "due"]),
            rows: rows.collect(),
            empty: String::new(),
        }
    }
}

/// The side's word in keys of messages.
const fn side(party: &Party) -> &'static str {
    use samspil_core::flow::Side;
    match party.side {
        Side::Authority => "authority",
        Side::Provider => "provider",
        Side::Citizen => "citizen",
        Side::Relative => "relative",
        Side::Partner => "partner",
    }
}

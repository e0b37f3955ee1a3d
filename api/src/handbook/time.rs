//! Deadlines with their sources, and the ladders that follow them.

use samspil_core::flow::{Anchor, Clock, ClockKind, Lasts, Recipient, Rung, RungAction};
use samspil_core::id::PartyId;
use samspil_core::text::{Message, Text};

use super::Teller;
use crate::pages::parts::{Cell, Table};
use crate::pages::words::rung_when;

/// The word of a kind in keys of messages.
const fn kind(kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::Law => "law",
        ClockKind::Municipal => "municipal",
        ClockKind::Agreement => "agreement",
        ClockKind::Practice => "practice",
    }
}

impl Teller<'_> {
    /// How long a clock runs, in words.
    pub(super) fn lasts(&self, clock: &Clock) -> String {
        let before = |key: &str, anchor: &Anchor| {
            let message = Message::new(key);
            match anchor {
                Anchor::DueOf(item) => message.with("what", self.title(item)),
                Anchor::Field(path) => {
                    let field = self.flow.data.field(path);
                    let title = field.map(|field| self.words(&field.title));
                    message.with("what", title.unwrap_or_else(|| path.to_string()))
                }
                Anchor::Rhythm => message.with("what", self.t("handbook-rhythm")),
            }
        };
        let message = match &clock.lasts {
            Lasts::For(length) => length.message(),
            Lasts::Before(length, anchor) => {
                before("handbook-lasts-before", anchor).with("length", length.message())
            }
            Lasts::Until(anchor) => before("handbook-lasts-until", anchor),
            Lasts::Window(_) => Message::new("handbook-lasts-window"),
            Lasts::By(..) => Message::new("handbook-lasts-by"),
        };
        match &clock.when {
            None => self.say(&message),
            Some(when) => {
                let message = Message::new("handbook-lasts-when").with("lasts", message);
                self.say(&message.with("when", when.text.as_str()))
            }
        }
    }

    /// Every deadline, how long it is, what kind of promise, and where it is written.
    pub(super) fn deadlines(&self) -> Table {
        let rows = self.flow.clocks.values().map(|clock| {
            let law = clock.law.as_ref().map(|law| self.say(&law.written()));
            vec![
                Cell::Text(self.words(&clock.title)),
                Cell::Text(self.lasts(clock)),
                Cell::Text(self.t(&format!("clock-kind-{}", kind(clock.kind)))),
                law.map_or(Cell::Empty, Cell::Text),
            ]
        });
        Table {
            caption: self.t("handbook-deadlines"),
            head: self.head(&["deadline", "lasts", "kind", "source"]),
            rows: rows.collect(),
            empty: self.t("handbook-no-deadlines"),
        }
    }

    /// What happens as each deadline runs out, rung by rung.
    pub(super) fn ladders(&self) -> Vec<(String, Vec<String>)> {
        let clocks = self.flow.clocks.values();
        let with = clocks.filter(|clock| !clock.ladder.is_empty());
        with.map(|clock| {
            let rungs = clock.ladder.iter().map(|rung| self.rung(clock, rung));
            (self.words(&clock.title), rungs.collect())
        })
        .collect()
    }

    fn rung(&self, clock: &Clock, rung: &Rung) -> String {
        let does = match &rung.does {
            RungAction::Remind(to) => self.to("remind", self.recipient(clock, to)),
            RungAction::Tell(to) => self.to("tell", self.recipient(clock, to)),
            RungAction::HandTo(party) => self.to("hand-to", self.party(party)),
            RungAction::Open(item) => self.to("open", self.title(item)),
            RungAction::Call(item) => self.to("call", self.title(item)),
            RungAction::RaisePriority => Message::new("handbook-rung-raise"),
        };
        let line = Message::new("handbook-rung").with("when", rung_when(&rung.at));
        self.say(&line.with("does", does))
    }

    fn to(&self, word: &str, whom: String) -> Message {
        Message::new(&format!("handbook-rung-{word}")).with("to", whom)
    }

    fn party(&self, party: &PartyId) -> String {
        let known = self.flow.parties.get(party);
        known.map_or_else(|| party.to_string(), |party| self.words(&party.title))
    }

    /// Whom a rung speaks to, by name where the clock has an owner.
    fn recipient(&self, clock: &Clock, to: &Recipient) -> String {
        let item = clock
            .item
            .as_ref()
            .and_then(|item| self.flow.items.get(item.base()));
        let owner = item.and_then(|item| item.owner.as_ref());
        let title =
            |title: Option<&Text>, key: &str| title.map_or_else(|| self.t(key), |title| self.words(title));
        match to {
            Recipient::Owner => {
                let party = owner.and_then(|owner| self.flow.parties.get(owner));
                title(party.map(|party| &party.title), "handbook-owner")
            }
            Recipient::Leader => {
                let leader = owner.and_then(|owner| self.flow.leader_of(owner));
                title(leader.map(|leader| &leader.title), "handbook-leader")
            }
            Recipient::Coordinator => {
                let party = self.flow.parties.values().find(|party| party.coordinates);
                title(party.map(|party| &party.title), "handbook-coordinator")
            }
            Recipient::Party(party) => self.party(party),
        }
    }
}

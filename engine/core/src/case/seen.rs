//! What is told of a case to those who see only some of it: history, clocks, reasons and refusals. Each asks `sight`.

use super::asked::unknown_item;
use super::{Block, Change, Event, Eyes, Refusal, View};
use crate::flow::{Anchor, Clock, ClockStart, Lasts, Sent, SentBy};
use crate::id::{ClockId, FieldPath, ItemId, MessageName, PartyId, PhaseId};
use crate::text::{Arg, Message};

impl View<'_> {
    /// Whether one of these parties sees the item with this name; nobody sees one that the case has not.
    #[must_use]
    pub fn sees_named(&self, parties: &Eyes, item: &ItemId) -> bool {
        self.run
            .item(self.case, item)
            .is_some_and(|item| self.sees_item(parties, &item))
    }

    /// Whether one of these parties sees the clock: the item that it measures, and whatever its times are counted
    /// from.
    #[must_use]
    pub fn sees_clock(&self, parties: &Eyes, clock: &Clock) -> bool {
        let item = |item: &ItemId| self.sees_named(parties, item);
        let starts = match &clock.starts {
            ClockStart::CaseStart => true,
            ClockStart::Field(path) | ClockStart::Known(path) => self.sees_field(parties, path),
            ClockStart::Received(received) => {
                let sent = match &received.sent {
                    Sent::Done(from) => item(from),
                    Sent::On(path) => self.sees_field(parties, path),
                };
                let by = match &received.by {
                    SentBy::Channel(_) => true,
                    SentBy::Field(path) => self.sees_field(parties, path),
                };
                let actual = received.actual.as_ref();
                sent && by && actual.is_none_or(|path| self.sees_field(parties, path))
            }
            ClockStart::Opened(from) | ClockStart::Done(from) => item(from),
            ClockStart::Owed { item: owed, by } => item(owed) && item(by),
        };
        let lasts = match &clock.lasts {
            Lasts::For(_) | Lasts::Window(_) => true,
            Lasts::Before(_, anchor) | Lasts::Until(anchor) => match anchor {
                Anchor::DueOf(other) => item(other),
                Anchor::Field(path) => self.sees_field(parties, path),
                Anchor::Rhythm => true,
            },
            Lasts::By(..) => self
                .run
                .guards
                .clock_lasts
                .get(clock.id.base())
                .is_some_and(|guard| {
                    let reads = guard.reads();
                    reads.fields.iter().all(|path| self.sees_field(parties, path))
                        && reads.items.iter().all(item)
                }),
        };
        let guard = clock.id.of_base(&self.run.guards.clock_when);
        let when = guard.is_none_or(|guard| {
            let reads = guard.reads();
            reads.fields.iter().all(|path| self.sees_field(parties, path)) && reads.items.iter().all(item)
        });
        starts && when && lasts && clock.item.as_ref().is_none_or(item)
    }

    /// What happened, as these parties may read it; none where they see nothing of it.
    #[must_use]
    pub fn seen_event(&self, parties: &Eyes, event: &Event) -> Option<Event> {
        let changes: Vec<Change> = event
            .changes
            .iter()
            .filter_map(|change| self.seen_change(parties, change))
            .collect();
        (!changes.is_empty()).then(|| Event {
            at: event.at,
            by: self.seen_actor(parties, &event.by),
            changes,
        })
    }

    fn seen_change(&self, parties: &Eyes, change: &Change) -> Option<Change> {
        if change.is_of_sight() {
            return self.tells_of_sight(parties, change).then(|| change.clone());
        }
        let sees = |item: &ItemId| self.sees_named(parties, item);
        if change.item().is_some_and(|item| !sees(item)) {
            return None;
        }
        if change
            .clock()
            .is_some_and(|clock| !self.sees_clock_named(parties, clock))
        {
            return None;
        }
        let mut seen = self.without_people(parties, change)?;
        match &mut seen {
            Change::CaseStarted {
                out_of_play,
                owed,
                done,
                parent,
                paired,
                title,
                ..
            } => {
                if self.seen_title(parties).is_none() {
                    title.clear();
                }
                // Whether the case above may be known of, that case says.
                *parent = None;
                *paired = None;
                done.retain(sees);
                out_of_play.retain(sees);
                owed.retain(sees);
            }
            Change::DataSet { values } => {
                values.retain(|path, _| self.sees_field(parties, path));
                for (path, value) in values.iter_mut() {
                    *value = value
                        .as_ref()
                        .and_then(|value| self.seen_value(parties, path, value));
                }
                if values.is_empty() {
                    return None;
                }
            }
            // What is taken out of a sub-case is seen where it is put into the case file.
            Change::SubcaseEnded { values, .. } => values.clear(),
            // A form that is not sent is its writer's own.
            Change::DraftSaved { values, .. } => values.clear(),
            Change::Owed { by, .. } | Change::Ended { by } => *by = by.take().filter(sees),
            Change::MessageCame { message, .. } | Change::MessageUsed { message, .. }
                if !self.sees_message(parties, message) =>
            {
                return None;
            }
            Change::Said { message, .. } | Change::SaidToUs { message, .. }
                if !self.sees_spoken(parties, message) =>
            {
                return None;
            }
            // What came too early is told once it is its turn.
            Change::SaidEarly { .. } => return None,
            Change::PairCalled { case, .. } => {
                if !self.sees_pair(parties) {
                    return None;
                }
                *case = None;
            }
            Change::PairBegan { .. } | Change::PairOver { .. } if !self.sees_pair(parties) => return None,
            // What it holds is seen where it is put into the case file.
            Change::MessageCame { holds, .. } | Change::MessageUsed { holds, .. } => holds.clear(),
            _ => {}
        }
        Some(seen)
    }

    /// Whether these eyes may know of a change of who may see the case.
    fn tells_of_sight(&self, eyes: &Eyes, change: &Change) -> bool {
        match change {
            Change::PhaseBegan { phase } => self.knows_phase(eyes, phase),
            _ => self.knows_grounds(eyes),
        }
    }

    /// The change without those people whom these eyes may not know by name, nor the ground on which somebody is there.
    fn without_people(&self, eyes: &Eyes, change: &Change) -> Option<Change> {
        let mut seen = change.clone();
        match &mut seen {
            Change::PartyBound { party, to } => *to = self.seen_bindings(eyes, party, to),
            Change::Claimed { person, .. } | Change::Given { person, .. }
                if self.hides_person(eyes, *person) =>
            {
                return None;
            }
            Change::Done { person, .. } => {
                *person = person.take().filter(|person| !self.hides_person(eyes, *person));
            }
            _ => {}
        }
        Some(seen)
    }

    /// Whether these eyes may know that the phase began: they know of grounds, or see the case in it.
    fn knows_phase(&self, eyes: &Eyes, phase: &PhaseId) -> bool {
        let sees_in = |party: &PartyId| {
            let party = self.run.flow.parties.get(party);
            party.is_some_and(|party| party.sees_in.phases.contains(phase))
        };
        self.knows_grounds(eyes) || eyes.parties().iter().any(sees_in)
    }

    fn sees_clock_named(&self, parties: &Eyes, clock: &ClockId) -> bool {
        self.run
            .clock(clock.as_str())
            .is_some_and(|clock| self.sees_clock(parties, &clock))
    }

    /// A message is seen by those who see what waits for it.
    fn sees_message(&self, parties: &Eyes, message: &MessageName) -> bool {
        let mut items = self.run.flow.items.values();
        items.any(|item| item.awaits() == Some(message) && self.sees_item(parties, item))
    }

    /// What stands in the way, as these parties may read it: what they do not see is neither named nor told.
    #[must_use]
    pub fn seen_block(&self, parties: &Eyes, block: &Block) -> Block {
        let sees = |items: &[ItemId]| -> Vec<ItemId> {
            let seen = items.iter().filter(|item| self.sees_named(parties, item));
            seen.cloned().collect()
        };
        let sees_field = |path: &FieldPath| self.sees_field(parties, path);
        let items = sees(&block.about.items);
        let all_fields = block.about.fields.iter().all(sees_field);
        let mut told = block.clone();
        if !all_fields || items.len() < block.about.items.len() {
            let list = block.message.args.contains_key("items") && !items.is_empty();
            if !all_fields || !list {
                return Block::new(&block.code, Message::new("block-unseen"));
            }
            told.message = told.message.with("items", self.titles(items.iter()));
        }
        if !block.about.lifting.is_empty() {
            let lifting = sees(&block.about.lifting);
            let by = told.lifted_by.take().filter(|_| !lifting.is_empty());
            told.lifted_by = by.map(|by| by.with("items", self.titles(lifting.iter())));
        }
        told
    }

    /// A refusal as these parties may read it. What was asked of an item that they do not see is answered as if there
    /// were no such item.
    #[must_use]
    pub fn seen_refusal(&self, parties: &Eyes, asked: Option<&ItemId>, refusal: Refusal) -> Refusal {
        if let Some(item) = asked.filter(|item| !self.sees_named(parties, item)) {
            let known = self.run.flow.items.values();
            let seen = known.filter(|item| self.sees_item(parties, item));
            return unknown_item(item, seen.map(|item| &item.id));
        }
        let because = refusal
            .because
            .iter()
            .map(|block| self.seen_block(parties, block));
        Refusal {
            because: because.collect(),
            ..refusal
        }
    }

    /// Titles of items, for messages.
    pub(super) fn titles<'i>(&self, items: impl Iterator<Item = &'i ItemId>) -> Arg {
        Arg::List(items.map(|item| self.title(item)).collect())
    }
}

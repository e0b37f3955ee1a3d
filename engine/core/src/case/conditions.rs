//! What stands in the way of an item, told for people, and the moments that delays and rhythms name.

use chrono::{DateTime, Utc};

use super::hindrance::Hindrance;
use super::in_hand::InHand;
use super::runnable::PLAIN_TERM;
use super::{Block, Change, Status, View};
use crate::calendar::{EndAt, Term, Window};
use crate::flow::{After, CountedFrom, Item, Relation, Repeat};
use crate::guard::Truth;
use crate::id::{FieldPath, ItemId, PartyId};
use crate::text::{Arg, Message, Text};

impl View<'_> {
    /// Everything that stands in the way of a new round of the item, told for people; nothing where it may start now.
    #[must_use]
    pub fn blocks(&self, item: &Item) -> Vec<Block> {
        let mut blocks = Vec::new();
        for hindrance in self.hindrances(item).iter() {
            match hindrance {
                Hindrance::Case => blocks.push(Block::new("case", Message::new("block-case"))),
                Hindrance::OutOfPlay => {
                    blocks.push(self.block_naming("out_of_play", "block-out-of-play", item))
                }
                Hindrance::Stage => self.blocks_by_stage(item, &mut blocks),
                Hindrance::OpenedBy => blocks.push(self.block_by_cues(item)),
                Hindrance::After => blocks.extend(self.block_by_after(item)),
                Hindrance::When => blocks.extend(self.block_by_when(item)),
                Hindrance::Owed => blocks.extend(self.blocks_by_owed(item)),
                Hindrance::NotWith => blocks.push(self.block_by_excluding(item)),
                Hindrance::Protocol => blocks.extend(self.block_by_protocol(item)),
                Hindrance::ByLadder => blocks.push(self.block_naming("by_ladder", "block-by-ladder", item)),
                Hindrance::NotAdded => blocks.push(self.block_by_lying_ready(item)),
                Hindrance::AtMost | Hindrance::Until | Hindrance::EachTime => {
                    blocks.extend(self.block_by_repetition(item, hindrance));
                }
                Hindrance::Rows => blocks.push(self.block_by_rows(item)),
                Hindrance::NotBefore => blocks.push(self.block_by_delay(item)),
            }
        }
        blocks
    }

    fn about(&self, key: &str, item: &ItemId) -> Message {
        Message::new(key).with("item", self.title(item))
    }

    fn block_naming(&self, code: &str, key: &str, item: &Item) -> Block {
        Block::new(code, self.about(key, &item.id)).naming([&item.id])
    }

    fn blocks_by_stage(&self, item: &Item, blocks: &mut Vec<Block>) {
        let Some(stage) = &item.parent else { return };
        let message = Message::new("block-stage").with("stage", self.title(stage));
        blocks.push(Block::new("stage", message).naming([stage]));
        let waiting = self.case.item(stage).status == Status::Waiting;
        if let Some(stage) = self.run.item(self.case, stage).filter(|_| waiting) {
            blocks.extend(self.blocks(&stage));
        }
    }

    /// Whether what waits for this item may go on: it happened, or it is out of play and does not block.
    pub(super) fn is_behind_us(&self, item: &ItemId) -> bool {
        let state = self.case.item(item);
        state.happened || state.out_of_play
    }

    fn block_by_after(&self, item: &Item) -> Option<Block> {
        let after = item.after.as_ref()?;
        let mut open: Vec<&ItemId> = after
            .items()
            .iter()
            .filter(|one| !self.is_behind_us(one) && self.applies(item, Relation::After, one))
            .collect();
        let message = match after {
            After::All(_) => Message::new("block-after-all"),
            After::Any(_) => Message::new("block-after-any"),
            After::AtLeast(count, _) => Message::new("block-after-some").with("count", *count),
            After::Coming(items) => {
                open = self.yet_to_come(items);
                Message::new("block-after-coming")
                    .with("count", u32::try_from(open.len()).unwrap_or(u32::MAX))
            }
        };
        let message = message.with("items", self.titles(open.iter().copied()));
        let block = Block::new("after", message).naming(open.iter().copied());
        Some(self.lifted_by_owners(block, &open))
    }

    fn block_by_when(&self, item: &Item) -> Option<Block> {
        let guards = [&self.run.guards.when, &self.run.guards.only_while];
        let mut guards = guards.into_iter().filter_map(|guards| guards.get(item.id.base()));
        let guard = guards.find(|guard| self.judged(Some(guard), &item.id) != Some(Truth::True))?;
        let facts = InHand::new(*self, &item.id);
        let parts: Vec<Arg> = guard.explain(&facts).into_iter().map(Arg::from).collect();
        let fields: Vec<&FieldPath> = guard.reads().fields.iter().collect();
        let fills = |other: &&Item| {
            let mut filled = other.fills.iter();
            filled.any(|filled| fields.iter().any(|path| starts_with(filled, path)))
        };
        let fillers = self.run.flow.items.values().filter(fills);
        let fillers: Vec<ItemId> = fillers.map(|other| other.id.clone()).collect();
        let message = Message::new("block-when").with("parts", Arg::List(parts));
        let mut block = Block::new("when", message).reading(guard);
        if !fillers.is_empty() {
            block =
                block.lifted_by(Message::new("lifted-by-filling").with("items", self.titles(fillers.iter())));
            block.about.lifting = fillers;
        }
        Some(block)
    }

    /// What may not be owed while the item starts or is done.
    pub(super) fn blocks_by_owed(&self, item: &Item) -> Vec<Block> {
        self.unpaid_before(item)
            .map(|other| Block::new("owed", self.about("block-owed", other)).naming([other]))
            .collect()
    }

    fn block_by_excluding(&self, item: &Item) -> Block {
        let under_way = self.excluding(item);
        let under_way: Vec<&ItemId> = under_way.iter().collect();
        let message = Message::new("block-not-with").with("items", self.titles(under_way.iter().copied()));
        self.lifted_by_owners(
            Block::new("not_with", message).naming(under_way.iter().copied()),
            &under_way,
        )
    }

    /// The block with those who can lift it by doing these.
    fn lifted_by_owners(&self, block: Block, items: &[&ItemId]) -> Block {
        let owners: Vec<Arg> = items
            .iter()
            .filter_map(|one| self.run.item(self.case, one))
            .filter_map(|one| self.owner(&one))
            .map(|party| Arg::Both(self.party_title(&party)))
            .collect();
        if owners.is_empty() {
            block
        } else {
            block.lifted_by(Message::new("lifted-by-doing").with("parties", Arg::List(owners)))
        }
    }

    fn block_by_repetition(&self, item: &Item, hindrance: Hindrance) -> Option<Block> {
        let repeats = item.repeats.as_ref()?;
        Some(match hindrance {
            Hindrance::AtMost => {
                let message = Message::new("block-at-most").with("most", repeats.at_most?);
                Block::new("at_most", message)
            }
            Hindrance::EachTime => {
                let message = match &repeats.join {
                    None => Message::new("block-each-time"),
                    Some(join) => self.told_of_join(item, repeats, join),
                };
                let message = message.with("items", self.titles(repeats.each_time.iter()));
                Block::new("each_time", message).naming(&repeats.each_time)
            }
            _ => Block::new("until", Message::new("block-until")),
        })
    }

    fn block_by_rows(&self, item: &Item) -> Block {
        if let Some(guard) = self.run.guards.each.get(&item.id) {
            return Block::new("rows", Message::new("block-numbers")).reading(guard);
        }
        let list = self.run.each(&item.id).and_then(|each| each.list());
        let field = list.and_then(|list| self.run.flow.data.field(list));
        let title = field.map_or_else(Text::default, |field| field.title.clone());
        let mut block = Block::new("rows", Message::new("block-rows").with("list", title));
        block.about.fields.extend(list.cloned());
        block
    }

    fn block_by_lying_ready(&self, item: &Item) -> Block {
        let block = self.block_naming("not_added", "block-not-added", item);
        let Some((_, unplanned, piece)) = self.run.flow.piece(&item.id) else {
            return block;
        };
        block.lifted_by(self.who_adds(unplanned.adders(piece)))
    }

    /// Those who may add something, in words.
    pub(super) fn who_adds(&self, parties: &[PartyId]) -> Message {
        if parties.is_empty() {
            return Message::new("lifted-by-anybody-adding");
        }
        let parties = parties.iter().map(|party| Arg::Both(self.party_title(party)));
        Message::new("lifted-by-adding").with("parties", Arg::List(parties.collect()))
    }

    fn block_by_delay(&self, item: &Item) -> Block {
        let message = match self.not_before(item) {
            Some(opens) if opens < DateTime::<Utc>::MAX_UTC => {
                Message::new("block-not-before").with("at", opens)
            }
            _ => Message::new("block-not-planned"),
        };
        Block::new("not_before", message)
    }

    /// The earliest moment at which a round may open by delay and rhythm; none where neither says anything.
    #[must_use]
    pub fn not_before(&self, item: &Item) -> Option<DateTime<Utc>> {
        if self.run.untimed {
            return self.not_before_without_time(item);
        }
        if item.not_before.is_none() && item.provisos.is_empty() && item.repeats.is_none() {
            return None;
        }
        let delayed = item.not_before.and_then(|length| {
            let met = item
                .after
                .iter()
                .flat_map(|after| after.items())
                .filter_map(|one| self.case.item(one).happened_at)
                .max()
                .unwrap_or(self.case.started_at);
            PLAIN_TERM.ends(met, length, &self.run.calendar).ok()
        });
        let delayed = delayed.max(self.after_provisos(item));
        let planned = item.repeats.as_ref().filter(|repeats| repeats.is_planned());
        let on_rhythm = planned.and_then(|repeats| {
            let state = self.case.item(&item.id);
            let asked_for = state.owed || state.again > 0;
            (!asked_for).then(|| self.rhythm_opens(repeats, state.planned))
        });
        delayed.max(on_rhythm)
    }

    /// The latest moment before which something that the item comes after holds it back, at the time of day when that
    /// was done.
    fn after_provisos(&self, item: &Item) -> Option<DateTime<Utc>> {
        let delays = item.provisos.iter().filter_map(|proviso| {
            let state = self.case.item(&proviso.item);
            let (length, happened) = (proviso.not_before?, state.happened_at?);
            let counts = !state.out_of_play && self.applies(item, proviso.relation, &proviso.item);
            let term = Term {
                at: EndAt::Exact,
                ..PLAIN_TERM
            };
            let over = term.ends(happened, length, &self.run.calendar).ok()?;
            counts.then_some(over)
        });
        delays.max()
    }

    fn rhythm_opens(&self, repeats: &Repeat, planned: Option<DateTime<Utc>>) -> DateTime<Utc> {
        let Some(planned) = planned else {
            return DateTime::<Utc>::MAX_UTC;
        };
        match repeats.opens {
            Some(lead) => crate::calendar::before(planned, lead, &self.run.calendar).unwrap_or(planned),
            None => planned,
        }
    }

    /// The change by which the item's next round gets the time that its rhythm names now, where it has another.
    pub(super) fn planning(&self, item: &Item) -> Option<Change> {
        if item.repeats.as_ref().is_none_or(|repeats| !repeats.is_planned()) {
            return None;
        }
        if !self.hindrances(item).only(Hindrance::NotBefore) {
            return None;
        }
        let state = self.case.item(&item.id);
        let could_start = state.could_start.is_none().then_some(self.at);
        let planned = self.next_planned(item);
        (planned != state.planned || could_start.is_some()).then(|| Change::Planned {
            item: item.id.clone(),
            planned,
            could_start,
        })
    }

    /// The time that the item's rhythm names, or its window proposes, for its next round.
    pub(super) fn next_planned(&self, item: &Item) -> Option<DateTime<Utc>> {
        let repeats = item.repeats.as_ref()?;
        let state = self.case.item(&item.id);
        let anchor = self.anchor(item)?;
        if self.run.untimed {
            return Some(state.planned.unwrap_or(super::untimed::YET_TO_COME));
        }
        if let Some(window) = self.window_of(item) {
            let proposed = window.proposed(anchor, &state.moments, repeats.first, &self.run.calendar);
            return proposed.map(|next| next.at);
        }
        let rhythm = self.rhythm_of(item)?;
        let since = state.planned_before.unwrap_or(anchor);
        let since = since.max(state.ended_at.unwrap_or(since));
        rhythm.next_after(since, anchor, repeats.first, &self.run.calendar)
    }

    /// What an item's intervals or window are counted from.
    pub(super) fn anchor(&self, item: &Item) -> Option<DateTime<Utc>> {
        match &item.repeats.as_ref()?.from {
            Some(CountedFrom::Field(path)) => self.moment_in(Some(&item.id), path),
            Some(CountedFrom::Done(other)) => self.case.item(other).happened_at,
            None => Some(self.case.item(&item.id).could_start.unwrap_or(self.at)),
        }
    }

    /// The end of the last day on which an item's window can still be kept.
    pub(super) fn latest_in_window(&self, item: &ItemId, window: &Window) -> Option<DateTime<Utc>> {
        let item = self.run.item(self.case, item)?;
        let state = self.case.item(&item.id);
        window.latest(self.anchor(&item)?, &state.moments, &self.run.calendar)
    }
}

/// Whether a path is the field itself or lies inside it.
pub(super) fn starts_with(path: &FieldPath, field: &FieldPath) -> bool {
    path.as_str()
        .strip_prefix(field.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

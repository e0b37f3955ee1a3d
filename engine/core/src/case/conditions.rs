//! What must hold before an item may start. The engine, refusals and `why` all ask here.

use chrono::{DateTime, Utc};

use super::runnable::PLAIN_TERM;
use super::{Block, Status, View};
use crate::calendar::instant_of;
use crate::flow::{After, Item, Repeat, Starts, Value};
use crate::guard::Truth;
use crate::id::{FieldPath, ItemId};
use crate::text::{Arg, Message};

impl View<'_> {
    /// Everything that stands in the way of a new round of the item; nothing where it may start now.
    #[must_use]
    pub fn blocks(&self, item: &Item) -> Vec<Block> {
        let state = self.case.item(&item.id);
        let mut blocks = Vec::new();
        if !self.case.is_open() {
            blocks.push(Block::new("case", Message::new("block-case")));
        }
        if state.out_of_play {
            let block = Block::new("out_of_play", self.about("block-out-of-play", &item.id));
            blocks.push(block.naming([&item.id]));
        }
        if state.called {
            return blocks;
        }
        if !self.stage_goes_on(item)
            && let Some(stage) = &item.parent
        {
            let message = Message::new("block-stage").with("stage", self.title(stage));
            blocks.push(Block::new("stage", message).naming([stage]));
            let waiting = self.case.item(stage).status == Status::Waiting;
            if let Some(stage) = self.run.flow.items.get(stage).filter(|_| waiting) {
                blocks.extend(self.blocks(stage));
            }
        }
        blocks.extend(self.block_by_after(item));
        blocks.extend(self.block_by_when(item));
        blocks.extend(self.blocks_by_owed(item));
        blocks.extend(self.block_by_start(item));
        blocks.extend(self.block_by_delay(item));
        blocks
    }

    fn about(&self, key: &str, item: &ItemId) -> Message {
        Message::new(key).with("item", self.title(item))
    }

    /// Whether what waits for this item may go on: it happened, or it is out of play and does not block.
    pub(super) fn is_behind_us(&self, item: &ItemId) -> bool {
        let state = self.case.item(item);
        state.happened || state.out_of_play
    }

    fn block_by_after(&self, item: &Item) -> Option<Block> {
        let after = item.after.as_ref()?;
        let open: Vec<&ItemId> = after
            .items()
            .iter()
            .filter(|one| !self.is_behind_us(one))
            .collect();
        let done = after.items().len() - open.len();
        let (met, message) = match after {
            After::All(_) => (open.is_empty(), Message::new("block-after-all")),
            After::Any(_) => (done > 0, Message::new("block-after-any")),
            After::AtLeast(count, _) => (
                u32::try_from(done).is_ok_and(|done| done >= *count),
                Message::new("block-after-some").with("count", *count),
            ),
        };
        if met {
            return None;
        }
        let message = message.with("items", self.titles(open.iter().copied()));
        let owners: Vec<Arg> = open
            .iter()
            .filter_map(|one| self.run.item(self.case, one))
            .filter_map(|one| self.owner(&one))
            .map(|party| Arg::Both(self.party_title(&party)))
            .collect();
        let block = Block::new("after", message).naming(open.iter().copied());
        Some(if owners.is_empty() {
            block
        } else {
            block.lifted_by(Message::new("lifted-by-doing").with("parties", Arg::List(owners)))
        })
    }

    fn block_by_when(&self, item: &Item) -> Option<Block> {
        let guard = self.run.guards.when.get(&item.id)?;
        if guard.holds(self) == Truth::True {
            return None;
        }
        let parts: Vec<Arg> = guard.explain(self).into_iter().map(Arg::from).collect();
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
        item.not_while_owed
            .iter()
            .filter(|other| {
                let state = self.case.item(other);
                let under_way = state.status == Status::Active;
                (state.owed || under_way) && !state.out_of_play
            })
            .map(|other| Block::new("owed", self.about("block-owed", other)).naming([other]))
            .collect()
    }

    fn block_by_start(&self, item: &Item) -> Option<Block> {
        let state = self.case.item(&item.id);
        if item.starts == Starts::ByLadder {
            let block = Block::new("by_ladder", self.about("block-by-ladder", &item.id));
            return Some(block.naming([&item.id]));
        }
        let repeats = item.repeats.as_ref();
        if let Some(most) = repeats.and_then(|repeats| repeats.at_most)
            && state.round >= most
        {
            return Some(Block::new(
                "at_most",
                Message::new("block-at-most").with("most", most),
            ));
        }
        if state.round > 0 && !state.owed && state.again == 0 && self.is_over(item) {
            return Some(Block::new("until", Message::new("block-until")));
        }
        match repeats {
            Some(repeats) if !repeats.each_time.is_empty() && state.again == 0 && !state.owed => {
                let message = Message::new("block-each-time");
                let message = message.with("items", self.titles(repeats.each_time.iter()));
                Some(Block::new("each_time", message).naming(&repeats.each_time))
            }
            _ => None,
        }
    }

    /// Whether a repetition has come to its end.
    pub(super) fn is_over(&self, item: &Item) -> bool {
        let guard = self.run.guards.until.get(&item.id);
        guard.is_some_and(|guard| guard.holds(self) == Truth::True)
    }

    fn block_by_delay(&self, item: &Item) -> Option<Block> {
        let opens = self.not_before(item)?;
        let message = if opens == DateTime::<Utc>::MAX_UTC {
            Message::new("block-not-planned")
        } else {
            Message::new("block-not-before").with("at", opens)
        };
        (opens > self.at).then(|| Block::new("not_before", message))
    }

    /// The earliest moment at which a round may open by delay and rhythm; none where neither says anything.
    #[must_use]
    pub fn not_before(&self, item: &Item) -> Option<DateTime<Utc>> {
        let state = self.case.item(&item.id);
        let delayed = item.not_before.and_then(|length| {
            let met = item
                .after
                .iter()
                .flat_map(|after| after.items())
                .filter_map(|one| self.case.item(one).happened_at)
                .max()
                .unwrap_or(self.case.started_at);
            PLAIN_TERM
                .due(met, length, &self.run.calendar)
                .ok()
                .map(|due| due.due)
        });
        let on_rhythm = match &item.repeats {
            Some(repeats) if repeats.every.is_some() && !state.owed && state.again == 0 => {
                Some(self.rhythm_opens(repeats, state.planned))
            }
            _ => None,
        };
        delayed.max(on_rhythm)
    }

    fn rhythm_opens(&self, repeats: &Repeat, planned: Option<DateTime<Utc>>) -> DateTime<Utc> {
        let Some(planned) = planned else {
            return DateTime::<Utc>::MAX_UTC;
        };
        match repeats.opens {
            Some(lead) => super::clocks::before(planned, lead, &self.run.calendar).unwrap_or(planned),
            None => planned,
        }
    }

    /// The time that the item's rhythm names for its next round, and the moment it is counted from.
    pub(super) fn next_planned(&self, item: &Item) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let repeats = item.repeats.as_ref()?;
        let rhythm = repeats.every.as_ref()?;
        let state = self.case.item(&item.id);
        let anchor = match &repeats.from {
            Some(path) => self.moment_in(path)?,
            None => state.could_start.unwrap_or(self.at),
        };
        let since = state.planned_before.unwrap_or(anchor);
        let since = since.max(state.ended_at.unwrap_or(since));
        let next = rhythm.next_after(since, anchor, repeats.first, &self.run.calendar)?;
        Some((next, anchor))
    }

    /// The moment that a date in the case file means: the start of its day.
    pub(super) fn moment_in(&self, path: &FieldPath) -> Option<DateTime<Utc>> {
        match self.case.data.get(path) {
            Some(Value::Date(day)) => Some(instant_of(day.and_time(chrono::NaiveTime::MIN))),
            _ => None,
        }
    }
}

/// Whether a path is the field itself or lies inside it.
pub(super) fn starts_with(path: &FieldPath, field: &FieldPath) -> bool {
    path.as_str()
        .strip_prefix(field.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

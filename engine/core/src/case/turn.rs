//! One turn of a case: what is asked is worked out on a copy, change by change.

use std::collections::BTreeMap;
use std::collections::VecDeque;

use chrono::{DateTime, Utc};

use super::clocks::Told;
use super::cues::Listener;
use super::{Actor, Case, Change, Effect, Event, Refusal, Runnable, View};
use crate::flow::Happening;
use crate::flow::Value;
use crate::guard::is_spent;
use crate::id::FieldPath;

/// How many changes one event may hold: a thousand times what a flow with every construct makes at once.
pub(super) const MAX_CHANGES: usize = 10_000;

/// How many changes most events have at most: room for them is made once.
const MOST_HAVE: usize = 16;

/// A case being worked on.
pub(super) struct Turn<'a> {
    pub(super) run: &'a Runnable,
    pub(super) case: Case,
    pub(super) event: Event,
    pub(super) effects: Vec<Effect>,
    /// What rungs have to say, until the end of the turn.
    pub(super) told: Vec<Told>,
    /// What the message in hand holds.
    pub(super) message: BTreeMap<FieldPath, Value>,
    /// When the other of two paired cases said what is being heard.
    pub(super) said_at: Option<DateTime<Utc>>,
    /// What has happened that somebody listens for, and that nobody has been told yet.
    pub(super) news: VecDeque<Happening>,
    /// What was heard in this turn by cues that forget at once.
    pub(super) heard_now: Vec<Listener>,
    /// How many changes may have moved a clock: all but those of items.
    pub(super) clock_changes: usize,
    /// How many there were when no clock had anything to do.
    pub(super) clocks_looked_at: Option<usize>,
    /// How many changes there were when every clock was where it should be.
    pub(super) clocks_in_step: Option<usize>,
}

impl<'a> Turn<'a> {
    pub(super) fn new(run: &'a Runnable, case: Case, at: DateTime<Utc>, by: Actor) -> Self {
        Self {
            run,
            case,
            event: Event {
                at,
                by,
                changes: Vec::with_capacity(MOST_HAVE),
            },
            effects: Vec::new(),
            told: Vec::new(),
            message: BTreeMap::new(),
            said_at: None,
            news: VecDeque::new(),
            heard_now: Vec::new(),
            clock_changes: 0,
            clocks_looked_at: None,
            clocks_in_step: None,
        }
    }

    pub(super) const fn at(&self) -> DateTime<Utc> {
        self.event.at
    }

    pub(super) const fn view(&self) -> View<'_> {
        View {
            run: self.run,
            case: &self.case,
            at: self.event.at,
        }
    }

    /// Makes a change, in the event and in the copy alike.
    pub(super) fn change(&mut self, change: Change) {
        let news = self.run.news(&self.case, self.event.changes.last(), &change);
        self.news.extend(news);
        let moves_clocks = change.item().is_none() || matches!(change, Change::LetterDispatched { .. });
        self.clock_changes += usize::from(moves_clocks);
        self.case.change(&self.event, &change);
        self.event.changes.push(change);
    }

    /// Refuses to go on for ever, or by guards that take too much.
    pub(super) fn within_bounds(&self) -> Result<(), Refusal> {
        if is_spent() {
            Err(Refusal::too_much())
        } else if self.event.changes.len() > MAX_CHANGES {
            Err(Refusal::endless())
        } else {
            Ok(())
        }
    }
}

//! One case in memory and its clock.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::case::{
    Actor, Asked, Binding, Case, Effect, Event, Input, Protection, Refusal, Runnable, Start, Status, Step,
    View, start, step,
};
use crate::id::{CaseId, ItemId, PartyId};
use crate::text::Message;

/// How often a case may wake while the clock moves once: every day for a hundred years, and clocks beside.
pub(super) const MAX_WAKES: usize = 100_000;

/// Why a trial cannot go on.
#[derive(Clone, PartialEq, Debug)]
pub enum TrialError {
    /// No case has been started.
    NotStarted,
    /// The clock would go backwards.
    Backwards,
    /// The case wakes again and again without anything happening.
    Restless,
    /// What was asked is refused.
    Refused(Refusal),
}

impl TrialError {
    /// The refusal, or the error as one.
    #[must_use]
    pub fn into_refusal(self) -> Refusal {
        let (code, key) = match self {
            Self::Refused(refusal) => return refusal,
            Self::NotStarted => ("not_started", "trial-not-started"),
            Self::Backwards => ("backwards", "trial-backwards"),
            Self::Restless => ("restless", "trial-restless"),
        };
        Refusal {
            code: code.to_owned(),
            message: Message::new(key),
            because: Vec::new(),
        }
    }
}

impl From<Refusal> for TrialError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What came of one line of a trial.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Came {
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What should happen outside, each with its moment.
    pub effects: Vec<(DateTime<Utc>, Effect)>,
}

/// One case in memory, and its clock.
#[derive(Clone, Debug)]
pub struct Trial<'a> {
    /// The flow.
    pub run: &'a Runnable,
    /// The case, once it is started.
    pub case: Option<Case>,
    /// What the clock shows.
    pub now: DateTime<Utc>,
}

impl<'a> Trial<'a> {
    /// A trial with no case yet.
    #[must_use]
    pub const fn new(run: &'a Runnable, now: DateTime<Utc>) -> Self {
        Self { run, case: None, now }
    }

    /// Begins a case.
    ///
    /// # Errors
    /// What [`start`] refuses.
    pub fn start(
        &mut self,
        at: DateTime<Utc>,
        title: &str,
        parties: Vec<(PartyId, Vec<Binding>)>,
        data: Json,
    ) -> Result<Came, TrialError> {
        let begin = Start {
            id: CaseId(uuid::Uuid::nil()),
            title: title.to_owned(),
            parties,
            data,
            parent: None,
            paired: None,
            protection: Protection::default(),
        };
        let step = start(self.run, &begin, at, Actor::Outside)?;
        self.now = at;
        Ok(self.take(step))
    }

    /// Begins a case now, as it is begun from another one.
    pub(super) fn begin(&mut self, begin: &Start, by: Actor) -> Result<Came, TrialError> {
        let step = start(self.run, begin, self.now, by)?;
        Ok(self.take(step))
    }

    fn take(&mut self, step: Step) -> Came {
        self.case = Some(step.case);
        let now = self.now;
        Came {
            events: step.event.into_iter().collect(),
            effects: step.effects.into_iter().map(|effect| (now, effect)).collect(),
        }
    }

    /// Asks something of the case, now.
    ///
    /// # Errors
    /// What [`step`] refuses; the case is then as it was.
    pub fn ask(&mut self, by: Actor, what: Asked) -> Result<Came, TrialError> {
        let case = self.case.as_ref().ok_or(TrialError::NotStarted)?;
        let input = Input {
            at: self.now,
            by,
            what,
        };
        let step = step(self.run, case, &input)?;
        Ok(self.take(step))
    }

    /// Moves the clock, with everything that happens on the way at its own moment.
    ///
    /// # Errors
    /// Where the clock would go backwards, or the case never rests.
    pub fn advance(&mut self, to: DateTime<Utc>) -> Result<Came, TrialError> {
        if to < self.now {
            return Err(TrialError::Backwards);
        }
        let mut came = Came::default();
        for _ in 0..MAX_WAKES {
            let view = self.view().ok_or(TrialError::NotStarted)?;
            let Some(wake) = view.next_wake().filter(|wake| *wake <= to) else {
                self.now = to;
                return Ok(came);
            };
            let moved = wake > self.now;
            self.now = self.now.max(wake);
            let more = self.ask(Actor::Engine, Asked::Tick)?;
            if !moved && more.events.is_empty() {
                return Err(TrialError::Restless);
            }
            came.events.extend(more.events);
            came.effects.extend(more.effects);
        }
        Err(TrialError::Restless)
    }

    /// Whoever the item belongs to now, or may add it where it lies ready; someone outside the case where it belongs to nobody.
    #[must_use]
    pub fn usual_actor(&self, item: &ItemId) -> Actor {
        let owner = self.view().and_then(|view| {
            let item = self.run.item(view.case, item)?;
            let ready = view.lies_ready(&item) && view.case.item(&item.id).status != Status::Active;
            let adder = self.run.flow.adder(&item.id).filter(|_| ready);
            adder.cloned().or_else(|| view.owner(&item))
        });
        owner.map_or(Actor::Outside, |party| Actor::Party { party })
    }

    /// The case now.
    #[must_use]
    pub fn view(&self) -> Option<View<'_>> {
        Some(View {
            run: self.run,
            case: self.case.as_ref()?,
            at: self.now,
        })
    }
}

//! The cases that are tried in memory: one, or the two of a pair.

use chrono::{DateTime, Utc};
use samspil_core::case::{Actor, Asked, Binding, Runnable};
use samspil_core::id::PartyId;
use samspil_core::simulate::{Both, Came, CameBoth, Trial, TrialError, Which};
use serde_json::Value as Json;

/// One case and an empty place beside it, or two.
#[derive(Clone)]
pub(crate) enum Cases<'a> {
    /// The other side, if there is one, is played.
    One(Box<[Trial<'a>; 2]>),
    /// Both cases of a pair.
    Two(Box<Both<'a>>),
}

impl<'a> Cases<'a> {
    pub(crate) fn of(run: &'a Runnable, other: Option<&'a Runnable>, now: DateTime<Utc>) -> Self {
        match other {
            Some(other) => Self::Two(Box::new(Both::new(run, other, now))),
            None => Self::One(Box::new([Trial::new(run, now), Trial::new(run, now)])),
        }
    }

    /// One of the cases; the other of one case has not begun.
    pub(crate) const fn of_which(&self, which: Which) -> &Trial<'a> {
        match (self, which) {
            (Self::Two(both), which) => both.of(which),
            (Self::One(trials), Which::First) => &trials[0],
            (Self::One(trials), Which::Second) => &trials[1],
        }
    }

    /// Whether there is such a case, begun or to be begun.
    pub(crate) const fn has(&self, which: Which) -> bool {
        matches!(self, Self::Two(_)) || matches!(which, Which::First)
    }

    pub(crate) fn start(
        &mut self,
        at: DateTime<Utc>,
        title: &str,
        parties: Vec<(PartyId, Vec<Binding>)>,
        data: Json,
    ) -> Result<CameBoth, TrialError> {
        match self {
            Self::One(trials) => alone(trials[0].start(at, title, parties, data)),
            Self::Two(both) => both.start(at, title, parties, data),
        }
    }

    pub(crate) fn ask(&mut self, which: Which, by: Actor, what: Asked) -> Result<CameBoth, TrialError> {
        match self {
            Self::One(trials) => match which {
                Which::First => alone(trials[0].ask(by, what)),
                Which::Second => alone(trials[1].ask(by, what)),
            },
            Self::Two(both) => both.ask(which, by, what),
        }
    }

    pub(crate) fn advance(&mut self, to: DateTime<Utc>) -> Result<CameBoth, TrialError> {
        match self {
            Self::One(trials) => alone(trials[0].advance(to)),
            Self::Two(both) => both.advance(to),
        }
    }
}

fn alone(came: Result<Came, TrialError>) -> Result<CameBoth, TrialError> {
    came.map(|first| CameBoth {
        first,
        second: Came::default(),
    })
}

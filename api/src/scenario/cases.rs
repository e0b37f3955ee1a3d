//! The cases that a scenario tries: one, or the two of a pair.

use chrono::{DateTime, Utc};
use samspil_core::case::{Actor, Asked, Runnable};
use samspil_core::simulate::{Both, Came, CameBoth, Trial, TrialError, Which};

use super::Scenario;

/// One case and an empty place beside it, or two.
pub(super) enum Cases<'a> {
    /// The other side, if there is one, is played.
    One(Box<[Trial<'a>; 2]>),
    /// Both cases of a pair.
    Two(Box<Both<'a>>),
}

impl<'a> Cases<'a> {
    pub(super) fn of(run: &'a Runnable, other: Option<&'a Runnable>, now: DateTime<Utc>) -> Self {
        match other {
            Some(other) => Self::Two(Box::new(Both::new(run, other, now))),
            None => Self::One(Box::new([Trial::new(run, now), Trial::new(run, now)])),
        }
    }

    /// One of the cases; the other of one case has not begun.
    pub(super) const fn of_which(&self, which: Which) -> &Trial<'a> {
        match (self, which) {
            (Self::Two(both), which) => both.of(which),
            (Self::One(trials), Which::First) => &trials[0],
            (Self::One(trials), Which::Second) => &trials[1],
        }
    }

    pub(super) fn start(&mut self, scenario: &Scenario) -> Result<CameBoth, TrialError> {
        let (at, data) = (scenario.starts, scenario.data.clone());
        match self {
            Self::One(trials) => alone(trials[0].start(at, TITLE, Vec::new(), data)),
            Self::Two(both) => both.start(at, TITLE, Vec::new(), data),
        }
    }

    pub(super) fn ask(&mut self, which: Which, by: Actor, what: Asked) -> Result<CameBoth, TrialError> {
        match self {
            Self::One(trials) => alone(trials[0].ask(by, what)),
            Self::Two(both) => both.ask(which, by, what),
        }
    }

    pub(super) fn advance(&mut self, to: DateTime<Utc>) -> Result<CameBoth, TrialError> {
        match self {
            Self::One(trials) => alone(trials[0].advance(to)),
            Self::Two(both) => both.advance(to),
        }
    }
}

/// What people call a case that is tried.
const TITLE: &str = "scenario";

fn alone(came: Result<Came, TrialError>) -> Result<CameBoth, TrialError> {
    came.map(|first| CameBoth {
        first,
        second: Came::default(),
    })
}

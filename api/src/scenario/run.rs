//! Running a scenario: a case in memory with a clock that only moves when the scenario says so.

use samspil_core::case::{Actor, Asked, Case, Event, Runnable};
use samspil_core::flow::Place;
use samspil_core::simulate::{Came, Trial, TrialError};
use samspil_core::text::Message;

use super::compare::compare;
use super::{Does, Scenario, Step};
use crate::play::later;

/// Something that was otherwise than the scenario says.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Failure {
    /// Where it is written.
    pub(crate) place: Place,
    /// The number of the step, from 1; 0 for the start.
    pub(crate) step: usize,
    /// What was looked at: `active`, `clocks.decide`, `refused`, …
    pub(crate) what: String,
    /// What should have been.
    pub(crate) expected: Message,
    /// What was.
    pub(crate) found: Message,
}

/// What came of a scenario.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// How many steps were taken.
    pub(crate) steps: usize,
    /// What was otherwise; a scenario stops at the first step where something was.
    pub(crate) failures: Vec<Failure>,
}

/// Runs a scenario from its start to its end, or to the first step that is otherwise than it says. At its end the
/// events alone must give the same case.
pub(crate) fn run(run: &Runnable, scenario: &Scenario) -> Verdict {
    let mut table = Table {
        trial: Trial::new(run, scenario.starts),
        came: Came::default(),
        history: Vec::new(),
    };
    let started = table
        .trial
        .start(scenario.starts, "scenario", Vec::new(), scenario.data.clone());
    let mut failures: Vec<Failure> = match started {
        Ok(came) => {
            table.take(came);
            Vec::new()
        }
        Err(error) => vec![unasked(Place::default(), error)],
    };
    let mut taken = 0;
    for (number, step) in (1..).zip(&scenario.steps) {
        if !failures.is_empty() {
            break;
        }
        taken = number;
        failures = table.take_step(step);
        for failure in &mut failures {
            failure.step = number;
        }
    }
    if failures.is_empty() && !table.replays() {
        failures.push(Failure {
            place: Place::default(),
            step: taken,
            what: "replay".to_owned(),
            expected: Message::new("scenario-same-case"),
            found: Message::new("scenario-other-case"),
        });
    }
    Verdict {
        steps: taken,
        failures,
    }
}

struct Table<'a> {
    trial: Trial<'a>,
    /// What came since the case was last looked at.
    came: Came,
    history: Vec<Event>,
}

impl Table<'_> {
    fn take(&mut self, came: Came) {
        self.history.extend(came.events.iter().cloned());
        self.came.events.extend(came.events);
        self.came.effects.extend(came.effects);
    }

    fn take_step(&mut self, step: &Step) -> Vec<Failure> {
        let came = match &step.does {
            Does::Expect(expected) => {
                let came = std::mem::take(&mut self.came);
                return match self.trial.view() {
                    Some(view) => compare(&view, &came, expected),
                    None => vec![unasked(step.place, TrialError::NotStarted)],
                };
            }
            Does::Ask { what, by, refused } => {
                let by = by
                    .clone()
                    .map_or_else(|| self.usual(what), |party| Actor::Party { party });
                let came = self.trial.ask(by, what.clone());
                return self.asked(step.place, came, refused.as_deref());
            }
            Does::Advance(length) => match later(self.trial.now, length, self.trial.run) {
                Some(moment) => self.trial.advance(moment),
                None => Err(TrialError::Backwards),
            },
            Does::To(moment) => self.trial.advance(*moment),
        };
        self.asked(step.place, came, None)
    }

    fn asked(&mut self, place: Place, came: Result<Came, TrialError>, refused: Option<&str>) -> Vec<Failure> {
        match (came, refused) {
            (Ok(came), None) => {
                self.take(came);
                Vec::new()
            }
            (Ok(came), Some(code)) => {
                self.take(came);
                vec![Failure {
                    place,
                    step: 0,
                    what: "refused".to_owned(),
                    expected: Message::new("scenario-refusal").with("code", code),
                    found: Message::new("scenario-no-refusal"),
                }]
            }
            (Err(error), code) => {
                let mut failure = unasked(place, error.clone());
                if let Some(code) = code {
                    if error.into_refusal().code == code {
                        return Vec::new();
                    }
                    failure.expected = Message::new("scenario-refusal").with("code", code);
                }
                vec![failure]
            }
        }
    }

    /// Whoever owns the item that is asked about or added; where it has no owner, someone outside the case.
    fn usual(&self, what: &Asked) -> Actor {
        let item = match what {
            Asked::Activate { item, .. }
            | Asked::Complete { item, .. }
            | Asked::Arrange { item, .. }
            | Asked::CallOff { item, .. }
            | Asked::Skip { item, .. }
            | Asked::Redo { item, .. }
            | Asked::Cancel { item, .. }
            | Asked::Rest { item, .. }
            | Asked::GoOn { item }
            | Asked::Fail { item, .. }
            | Asked::TakeOut { item }
            | Asked::BringBack { item }
            | Asked::AddPiece { item, .. }
            | Asked::Finish { item, .. } => item,
            Asked::Add { owner, .. } => return Actor::Party { party: owner.clone() },
            _ => return Actor::Outside,
        };
        self.trial.usual_actor(item)
    }

    fn replays(&self) -> bool {
        let Some((first, rest)) = self.history.split_first() else {
            return self.trial.case.is_none();
        };
        let mut again = Case::begin(first);
        if let Some(case) = &mut again {
            for event in rest {
                case.apply(event);
            }
        }
        again == self.trial.case
    }
}

/// What was asked did not happen.
fn unasked(place: Place, error: TrialError) -> Failure {
    let refusal = error.into_refusal();
    let because: Vec<Message> = refusal.because.into_iter().map(|block| block.message).collect();
    Failure {
        place,
        step: 0,
        what: "refused".to_owned(),
        expected: Message::new("scenario-no-refusal"),
        found: Message::new("scenario-refused")
            .with("code", refusal.code)
            .with("message", refusal.message)
            .with("because", because),
    }
}

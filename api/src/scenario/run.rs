//! Running a scenario: a case in memory with a clock that only moves when the scenario says so.

use std::collections::BTreeSet;

use samspil_core::case::{Actor, Asked, Case, Event, Runnable};
use samspil_core::flow::Place;
use samspil_core::id::{ClockId, ItemId, PersonId};
use samspil_core::simulate::{CameBoth, TrialError, Which};
use samspil_core::text::Message;

use super::about::about;
use super::compare::compare;
use super::{Does, Scenario, Step};
use crate::cases::Cases;
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
    /// What happened in each of the two cases, in its order.
    pub(crate) histories: [Vec<Event>; 2],
    /// What of the flow it came round: items that were done, and clocks that ran.
    pub(crate) covers: Covers,
    /// The same of the other flow of a pair, in all its cases.
    pub(crate) other_covers: Covers,
    /// The letters that were written in the case, in their order.
    #[cfg(test)]
    pub(crate) letters: Vec<samspil_core::case::Effect>,
}

/// What of a flow a made-up case came round.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Covers {
    /// Items that were done.
    pub(crate) items: BTreeSet<ItemId>,
    /// Clocks that ran.
    pub(crate) clocks: BTreeSet<ClockId>,
}

impl Covers {
    fn of(case: Option<&Case>) -> Self {
        let Some(case) = case else {
            return Self::default();
        };
        let done = case.items.iter().filter(|(_, state)| state.times > 0);
        Self {
            items: done.filter_map(|(id, _)| ItemId::new(id.base()).ok()).collect(),
            clocks: case.clocks.keys().cloned().collect(),
        }
    }

    fn add(&mut self, more: Self) {
        self.items.extend(more.items);
        self.clocks.extend(more.clocks);
    }
}

/// Runs a scenario from its start to its end, or to the first step that is otherwise than it says. At its end the
/// events alone must give the same case.
///
/// A scenario of both cases of a pair runs them together, what one says being heard by the other at once. In any other the
/// other side is played: what it says are messages.
pub(crate) fn run(run: &Runnable, other: Option<&Runnable>, scenario: &Scenario) -> Verdict {
    run_while(run, other, scenario, &|| true)
}

/// The same, as long as there is time; where it runs out the scenario fails at the step that it came to.
pub(crate) fn run_while(
    run: &Runnable,
    other: Option<&Runnable>,
    scenario: &Scenario,
    go_on: &dyn Fn() -> bool,
) -> Verdict {
    let mut table = Table {
        cases: Cases::of(run, other.filter(|_| scenario.is_of_both()), scenario.starts),
        came: CameBoth::default(),
        histories: [Vec::new(), Vec::new()],
        other_covers: Covers::default(),
        #[cfg(test)]
        letters: Vec::new(),
    };
    let data = scenario.data.clone();
    let started = table.cases.start(scenario.starts, "scenario", Vec::new(), data);
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
        if !go_on() {
            failures = vec![Failure {
                place: step.place,
                step: number,
                what: "time".to_owned(),
                expected: Message::new("scenario-in-time"),
                found: Message::new("scenario-too-slow"),
            }];
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
        histories: table.histories,
        other_covers: table.other_covers,
        covers: Covers::of(table.cases.of_which(Which::First).case.as_ref()),
        #[cfg(test)]
        letters: table.letters,
    }
}

struct Table<'a> {
    cases: Cases<'a>,
    /// What came since each case was last looked at.
    came: CameBoth,
    histories: [Vec<Event>; 2],
    /// What of the other flow its cases came round.
    other_covers: Covers,
    /// The letters that were written.
    #[cfg(test)]
    letters: Vec<samspil_core::case::Effect>,
}

impl Table<'_> {
    fn take(&mut self, came: CameBoth) {
        #[cfg(test)]
        self.letters
            .extend(came.first.effects.iter().filter_map(|(_, effect)| {
                let is_letter = matches!(effect, samspil_core::case::Effect::Letter { number: Some(_), .. });
                is_letter.then(|| effect.clone())
            }));
        let [own, other] = &mut self.histories;
        own.extend(came.first.events.iter().cloned());
        for event in &came.second.events {
            // A second pair is another case, whose history begins anew.
            if Case::begin(event).is_some() {
                other.clear();
            }
            other.push(event.clone());
        }
        let other = self.cases.of_which(Which::Second);
        self.other_covers.add(Covers::of(other.case.as_ref()));
        self.came.add(came);
    }

    fn take_step(&mut self, step: &Step) -> Vec<Failure> {
        let which = if step.of_other {
            Which::Second
        } else {
            Which::First
        };
        let came = match &step.does {
            Does::Expect(expected) => {
                let came = self.came.take(which);
                return match self.cases.of_which(which).view() {
                    Some(view) => compare(&view, &came, expected),
                    None => vec![unasked(step.place, TrialError::NotStarted)],
                };
            }
            Does::Ask {
                what,
                by,
                person,
                refused,
            } => {
                let by = by
                    .clone()
                    .map_or_else(|| self.usual(which, what), |party| Actor::Party { party });
                let by = person.map_or(by.clone(), |number| one_of(by, number));
                let came = self.cases.ask(which, by, what.clone());
                return self.asked(step.place, came, refused.as_deref());
            }
            Does::Advance(length) => {
                let own = self.cases.of_which(Which::First);
                match later(own.now, length, own.run) {
                    Some(moment) => self.cases.advance(moment),
                    None => Err(TrialError::Backwards),
                }
            }
            Does::To(moment) => self.cases.advance(*moment),
        };
        self.asked(step.place, came, None)
    }

    fn asked(
        &mut self,
        place: Place,
        came: Result<CameBoth, TrialError>,
        refused: Option<&str>,
    ) -> Vec<Failure> {
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
    fn usual(&self, which: Which, what: &Asked) -> Actor {
        if let Asked::Add { owner, .. } = what {
            return Actor::Party { party: owner.clone() };
        }
        let Some(item) = about(what) else {
            return Actor::Outside;
        };
        self.cases.of_which(which).usual_actor(item)
    }

    fn replays(&self) -> bool {
        let [own, other] = &self.histories;
        replays(own, &self.cases.of_which(Which::First).case)
            && replays(other, &self.cases.of_which(Which::Second).case)
    }
}

/// One person of those who ask, known again by a number.
fn one_of(by: Actor, number: u32) -> Actor {
    Actor::Person {
        person: PersonId(uuid::Uuid::from_u128(u128::from(number))),
        parties: match by {
            Actor::Party { party } => vec![party],
            Actor::Person { parties, .. } => parties,
            Actor::Engine | Actor::Outside => Vec::new(),
        },
        answered_by: None,
        stands_in_for: Vec::new(),
    }
}

/// Whether the events alone give the case.
fn replays(history: &[Event], case: &Option<Case>) -> bool {
    let Some((first, rest)) = history.split_first() else {
        return case.is_none();
    };
    let mut again = Case::begin(first);
    if let Some(case) = &mut again {
        for event in rest {
            case.apply(event);
        }
    }
    again == *case
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

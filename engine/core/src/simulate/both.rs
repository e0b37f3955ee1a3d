//! Two cases of a pair in memory, by one clock. What one says the other hears at once.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::trial::{Came, MAX_WAKES, Trial, TrialError};
use crate::case::{Actor, Asked, Begins, Binding, Effect, Runnable, Start};
use crate::id::{CaseId, PartyId};

/// How much may be said because of one thing that happened: two flows that answer each other without end say more.
const MAX_WORDS: usize = 1_000;

/// One of two cases.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// The one that begins the pair.
    First,
    /// The other.
    Second,
}

impl Which {
    const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// What came of one line, in each of the cases.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CameBoth {
    /// In the first.
    pub first: Came,
    /// In the second.
    pub second: Came,
}

impl CameBoth {
    /// What came in one of them.
    #[must_use]
    pub const fn of(&self, which: Which) -> &Came {
        match which {
            Which::First => &self.first,
            Which::Second => &self.second,
        }
    }

    /// With what came later.
    pub fn add(&mut self, came: Self) {
        self.add_of(Which::First, came.first);
        self.add_of(Which::Second, came.second);
    }

    /// What came in one of them, which is then not told again.
    #[must_use]
    pub fn take(&mut self, which: Which) -> Came {
        std::mem::take(self.of_mut(which))
    }

    const fn of_mut(&mut self, which: Which) -> &mut Came {
        match which {
            Which::First => &mut self.first,
            Which::Second => &mut self.second,
        }
    }

    fn add_of(&mut self, which: Which, came: Came) {
        let own = self.of_mut(which);
        own.events.extend(came.events);
        own.effects.extend(came.effects);
    }
}

/// Two cases of a pair; the second begins when the first calls for it.
#[derive(Clone, Debug)]
pub struct Both<'a> {
    /// The case that begins the pair.
    pub first: Trial<'a>,
    /// The other one.
    pub second: Trial<'a>,
}

impl<'a> Both<'a> {
    /// Two cases that have not begun.
    #[must_use]
    pub const fn new(first: &'a Runnable, second: &'a Runnable, now: DateTime<Utc>) -> Self {
        Self {
            first: Trial::new(first, now),
            second: Trial::new(second, now),
        }
    }

    /// One of the cases.
    #[must_use]
    pub const fn of(&self, which: Which) -> &Trial<'a> {
        match which {
            Which::First => &self.first,
            Which::Second => &self.second,
        }
    }

    const fn of_mut(&mut self, which: Which) -> &mut Trial<'a> {
        match which {
            Which::First => &mut self.first,
            Which::Second => &mut self.second,
        }
    }

    /// Begins the first case.
    ///
    /// # Errors
    /// What [`Trial::start`] refuses.
    pub fn start(
        &mut self,
        at: DateTime<Utc>,
        title: &str,
        parties: Vec<(PartyId, Vec<Binding>)>,
        data: Json,
    ) -> Result<CameBoth, TrialError> {
        let before = self.clone();
        let came = self.first.start(at, title, parties, data)?;
        self.second.now = at;
        self.carry(Which::First, came)
            .inspect_err(|_| self.clone_from(&before))
    }

    /// Asks something of one of the cases, now.
    ///
    /// # Errors
    /// What it refuses, or what the other does of what is said to it; both are then as they were.
    pub fn ask(&mut self, which: Which, by: Actor, what: Asked) -> Result<CameBoth, TrialError> {
        let before = self.clone();
        let came = self.of_mut(which).ask(by, what)?;
        self.carry(which, came).inspect_err(|_| self.clone_from(&before))
    }

    /// Moves the clock of both, with everything that happens on the way at its own moment.
    ///
    /// # Errors
    /// Where the clock would go backwards, or a case never rests.
    pub fn advance(&mut self, to: DateTime<Utc>) -> Result<CameBoth, TrialError> {
        if to < self.first.now {
            return Err(TrialError::Backwards);
        }
        let mut came = CameBoth::default();
        for _ in 0..MAX_WAKES {
            let wakes = [Which::First, Which::Second].map(|which| {
                let wake = self.of(which).view().and_then(|view| view.next_wake());
                wake.filter(|wake| *wake <= to).map(|wake| (wake, which))
            });
            let Some((wake, which)) = wakes.into_iter().flatten().min_by_key(|(wake, _)| *wake) else {
                self.set(to);
                return Ok(came);
            };
            let moved = wake > self.first.now;
            self.set(self.first.now.max(wake));
            let more = self.of_mut(which).ask(Actor::Engine, Asked::Tick)?;
            if !moved && more.events.is_empty() {
                return Err(TrialError::Restless);
            }
            came.add(self.carry(which, more)?);
        }
        Err(TrialError::Restless)
    }

    const fn set(&mut self, now: DateTime<Utc>) {
        self.first.now = now;
        self.second.now = now;
    }

    /// Carries over what is said, until nobody says anything.
    fn carry(&mut self, which: Which, came: Came) -> Result<CameBoth, TrialError> {
        let mut all = CameBoth::default();
        let mut said: VecDeque<(Which, Effect)> = VecDeque::new();
        let take = |which: Which, came: &Came, said: &mut VecDeque<(Which, Effect)>| {
            let effects = came.effects.iter().map(|(_, effect)| effect);
            let says = effects.filter(|effect| matches!(effect, Effect::Say { .. }));
            said.extend(says.map(|effect| (which, effect.clone())));
        };
        take(which, &came, &mut said);
        all.add_of(which, came);
        for _ in 0..MAX_WORDS {
            let Some((from, effect)) = said.pop_front() else {
                return Ok(all);
            };
            let Effect::Say {
                pair,
                begins,
                number,
                at,
                word,
                ..
            } = effect
            else {
                continue;
            };
            if let Some(begins) = begins {
                let came = self.begin_second(pair, *begins)?;
                take(Which::Second, &came, &mut said);
                all.add_of(Which::Second, came);
                let began = Asked::PairBegan {
                    pair,
                    case: second_case(pair),
                };
                all.add_of(Which::First, self.first.ask(Actor::Engine, began)?);
            }
            let to = from.other();
            let from = self
                .of(from)
                .case
                .as_ref()
                .map_or(second_case(pair), |case| case.id);
            let heard = Asked::Hear {
                pair,
                from,
                number,
                at,
                word,
            };
            let came = self.of_mut(to).ask(Actor::Engine, heard)?;
            take(to, &came, &mut said);
            all.add_of(to, came);
        }
        Err(TrialError::Restless)
    }

    fn begin_second(&mut self, pair: u32, begins: Begins) -> Result<Came, TrialError> {
        let known = &self.second.run.flow.parties;
        let parties = begins.parties.into_iter();
        let start = Start {
            id: second_case(pair),
            title: begins.title,
            parties: parties.filter(|(party, _)| known.contains_key(party)).collect(),
            data: Json::Null,
            parent: None,
            paired: Some(begins.with),
            protection: begins.protection,
        };
        self.second.begin(&start, Actor::Engine)
    }
}

/// The id of the other case of a pair.
fn second_case(pair: u32) -> CaseId {
    CaseId(uuid::Uuid::from_u128(u128::from(pair)))
}

//! Which tuning of a flow a clock is counted by at a moment.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveTime, Utc};

use super::{Deed, Fitted, Tuning, TuningFault};
use crate::calendar::instant_of;
use crate::flow::Flow;
use crate::id::UnitId;

/// The number of what is only tried: a journal's entries begin with 1.
const TRIED: u32 = 0;

/// An entry of a municipality's journal of tunings. It never changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its number, from 1 with no gaps.
    pub number: u32,
    /// What it does.
    pub deed: Deed,
    /// When it was laid down; it takes effect then, or when its day comes.
    pub set_at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Why, in a line.
    pub why: String,
}

/// A tuning that fits the flow, with the time in which it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ready {
    /// Its number in the journal.
    pub number: u32,
    /// Since when it holds.
    pub since: DateTime<Utc>,
    /// When it was taken back.
    pub until: Option<DateTime<Utc>>,
    /// What was written.
    pub tuning: Tuning,
    /// What it makes of its clock.
    pub fitted: Fitted,
    /// Why, in a line.
    pub why: String,
}

impl Ready {
    /// Whether a clock that starts then is counted by it at this moment.
    fn holds(&self, starts: DateTime<Utc>, at: DateTime<Utc>) -> bool {
        let in_time = self.since <= at && self.until.is_none_or(|until| at < until);
        in_time && (!self.tuning.only_new || self.since <= starts)
    }
}

/// The tunings of one version of a flow.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tunings {
    /// The latest entry of the municipality's journal, whatever flow that concerns.
    latest: u32,
    /// Those that fit, the last to take effect last.
    ready: Vec<Ready>,
    /// When each of their steps takes effect, in order: a tuning begins or is taken back.
    steps: Vec<DateTime<Utc>>,
    /// Those that this version of the flow does not allow.
    unfit: Vec<(u32, Vec<TuningFault>)>,
}

impl Tunings {
    /// The tunings of a flow, from the whole journal in its order.
    #[must_use]
    pub fn of(flow: &Flow, journal: &[Entry]) -> Self {
        let mut found = Self {
            latest: journal.last().map_or(0, |entry| entry.number),
            ..Self::default()
        };
        for entry in journal.iter().filter(|entry| *entry.deed.flow() == flow.id) {
            match &entry.deed {
                Deed::Tuned(tuning) => match tuning.fit_each(flow) {
                    Ok(each) => found.ready.extend(each.into_iter().map(|(tuning, fitted)| Ready {
                        number: entry.number,
                        since: instant_of(tuning.from.and_time(NaiveTime::MIN)).max(entry.set_at),
                        until: None,
                        tuning,
                        fitted,
                        why: entry.why.clone(),
                    })),
                    Err(faults) => found.unfit.push((entry.number, faults)),
                },
                Deed::TakenBack { number, .. } => {
                    let ready = found.ready.iter_mut();
                    for ready in ready.filter(|ready| ready.number == *number) {
                        ready.until.get_or_insert(entry.set_at);
                    }
                }
            }
        }
        found.ready.sort_by_key(|ready| (ready.since, ready.number));
        // However many clocks an entry moves, it is one step.
        let entries: BTreeMap<u32, (DateTime<Utc>, Option<DateTime<Utc>>)> = found
            .ready
            .iter()
            .map(|ready| (ready.number, (ready.since, ready.until)))
            .collect();
        let steps = entries.into_values();
        let steps = steps.flat_map(|(since, until)| [Some(since), until.map(|until| until.max(since))]);
        found.steps = steps.flatten().collect();
        found.steps.sort_unstable();
        found
    }

    /// A tuning as if it had held from the beginning.
    ///
    /// # Errors
    /// All that stands in the way of it.
    pub fn always(flow: &Flow, tuning: Tuning) -> Result<Self, Vec<TuningFault>> {
        Self::default().and_always(flow, tuning)
    }

    /// These, and a tuning as if it had held from the beginning and been laid down last: of other clocks, and where another
    /// unit has the work, what held then holds.
    ///
    /// # Errors
    /// All that stands in the way of it.
    pub fn and_always(mut self, flow: &Flow, tuning: Tuning) -> Result<Self, Vec<TuningFault>> {
        let each = tuning.fit_each(flow)?.into_iter();
        self.ready.extend(each.map(|(tuning, fitted)| Ready {
            number: TRIED,
            since: DateTime::<Utc>::MIN_UTC,
            until: None,
            tuning,
            fitted,
            why: String::new(),
        }));
        Ok(self)
    }

    /// What is tried by [`Self::and_always`], for each clock that it concerns.
    pub fn tried(&self) -> impl Iterator<Item = &Ready> {
        self.ready.iter().filter(|ready| ready.number == TRIED)
    }

    /// The latest entry of the journal that these were made from.
    #[must_use]
    pub const fn latest(&self) -> u32 {
        self.latest
    }

    /// How many steps had taken effect: it only grows, and whoever has counted by as many has counted by the same.
    #[must_use]
    pub fn steps(&self, at: DateTime<Utc>) -> u32 {
        let count = self.steps.partition_point(|step| *step <= at);
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The tuning that a clock is counted by, by the clock's name in the flow: that of the unit which has the work before
    /// that of all, and of these the one that took effect last. The unit is asked for only where one is tuned for.
    #[must_use]
    pub fn holding(
        &self,
        clock: &str,
        unit: impl Fn() -> Option<UnitId>,
        starts: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Option<&Ready> {
        let mut own = None;
        let mut of_all = None;
        let holding = |ready: &&Ready| ready.tuning.clock.as_str() == clock && ready.holds(starts, at);
        for ready in self.ready.iter().filter(holding) {
            match ready.tuning.unit {
                None => of_all = Some(ready),
                Some(wanted) if unit() == Some(wanted) => own = Some(ready),
                Some(_) => {}
            }
        }
        own.or(of_all)
    }

    /// What the tuning with this number makes of a clock, by the clock's name in the flow, where this version of the flow
    /// allows it.
    #[must_use]
    pub fn numbered(&self, number: u32, clock: &str) -> Option<&Ready> {
        let mut ready = self.ready.iter();
        ready.find(|ready| ready.number == number && ready.tuning.clock.as_str() == clock)
    }

    /// Those that fit, the last to take effect last.
    #[must_use]
    pub fn ready(&self) -> &[Ready] {
        &self.ready
    }

    /// Those that this version of the flow does not allow, by number, with what stands in the way.
    #[must_use]
    pub fn unfit(&self) -> &[(u32, Vec<TuningFault>)] {
        &self.unfit
    }

    /// Whether no clock of the flow is tuned.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ready.is_empty()
    }
}

//! What a case holds of its clocks.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::state::is_zero;
use super::{Change, Event};
use crate::calendar::{Length, Stood};
use crate::id::PartyId;

/// How a clock stands; a clock that has run out stays visible as late whatever happens then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockStanding {
    /// It runs.
    Running,
    /// It stands still.
    Paused,
    /// What it measures was done.
    Met,
    /// What it measures ended undone, or the case did.
    Stopped,
}

/// What a clock stands still for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PausedBy {
    /// The case is on hold.
    #[default]
    Hold,
    /// What is owed is out of play.
    Rest,
    /// One of its pauses, by its place among them.
    Pause(u16),
}

/// What a case holds of a rung that has taken effect.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RungTaken {
    /// The moment that it was due, the last time.
    pub at: DateTime<Utc>,
    /// How many times it has been due; of times that passed unnoticed only the last took effect.
    pub times: u16,
    /// The parties that it spoke to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<PartyId>,
    /// One of them has acknowledged it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub acknowledged: bool,
}

/// What a case holds of one clock.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClockState {
    /// Which round of its item it measures; counts its own starts where it has no item.
    pub round: u32,
    /// How often it has been counted anew.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub counted: u32,
    /// When it was last counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_at: Option<DateTime<Utc>>,
    /// The number of the tuning that it is counted by, where it is by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tuning: Option<u32>,
    /// How it stands.
    pub standing: ClockStanding,
    /// When it started.
    pub starts: DateTime<Utc>,
    /// When it is due, pauses and extensions counted in.
    pub due: DateTime<Utc>,
    /// When the work should be planned for.
    pub plan_by: DateTime<Utc>,
    /// The moment to aim for, where the limit is a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<DateTime<Utc>>,
    /// Since when it stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_since: Option<DateTime<Utc>>,
    /// What it stands still for; said of the last time where it runs.
    #[serde(default, skip_serializing_if = "is_plain")]
    pub paused_by: PausedBy,
    /// When it last ran again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumed_at: Option<DateTime<Utc>>,
    /// How long it has stood still before.
    #[serde(default, skip_serializing_if = "Stood::is_none")]
    pub stood: Stood,
    /// How much of each pause has been used.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub used: BTreeMap<u16, Stood>,
    /// By what it has been extended, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub longer: Vec<Length>,
    /// When it ran out undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breached_at: Option<DateTime<Utc>>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    /// The rungs that have taken effect, by their place in the ladder.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rungs: BTreeMap<u16, RungTaken>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_plain(by: &PausedBy) -> bool {
    *by == PausedBy::Hold
}

impl ClockState {
    /// Whether it still counts: running or standing still.
    #[must_use]
    pub const fn counts(&self) -> bool {
        matches!(self.standing, ClockStanding::Running | ClockStanding::Paused)
    }

    /// The word for its state: `running`, `paused`, `breached`, `met`, `met_late`, `stopped`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match (self.standing, self.breached_at.is_some()) {
            (ClockStanding::Running | ClockStanding::Paused, true) => "breached",
            (ClockStanding::Running, false) => "running",
            (ClockStanding::Paused, false) => "paused",
            (ClockStanding::Met, true) => "met_late",
            (ClockStanding::Met, false) => "met",
            (ClockStanding::Stopped, _) => "stopped",
        }
    }

    /// The rungs that have spoken to somebody and that nobody has acknowledged.
    pub fn unanswered(&self) -> impl Iterator<Item = (u16, &RungTaken)> {
        let rungs = self.rungs.iter();
        let open = rungs.filter(|(_, rung)| !rung.to.is_empty() && !rung.acknowledged);
        open.map(|(place, rung)| (*place, rung))
    }

    /// A clock as its start makes it; nothing where the change is no start.
    pub(super) fn started(event: &Event, change: &Change) -> Option<Self> {
        let Change::ClockStarted {
            round,
            starts,
            due,
            plan_by,
            target,
            tuning,
            ..
        } = change
        else {
            return None;
        };
        Some(Self {
            round: *round,
            counted: 0,
            counted_at: Some(event.at),
            tuning: *tuning,
            standing: ClockStanding::Running,
            starts: *starts,
            due: *due,
            plan_by: *plan_by,
            target: *target,
            paused_since: None,
            paused_by: PausedBy::Hold,
            resumed_at: None,
            stood: Stood::default(),
            used: BTreeMap::new(),
            longer: Vec::new(),
            breached_at: None,
            ended_at: None,
            rungs: BTreeMap::new(),
        })
    }

    /// Makes a change of a clock that has started.
    pub(super) fn change(&mut self, event: &Event, change: &Change) {
        match change {
            Change::ClockMoved {
                starts,
                due,
                plan_by,
                target,
                tuning,
                ..
            } => {
                self.starts = *starts;
                self.tuning = *tuning;
                self.runs_to(event, *due, *plan_by, *target);
            }
            Change::ClockPaused { since, by, .. } => {
                self.standing = ClockStanding::Paused;
                self.paused_since = Some(*since);
                self.paused_by = *by;
            }
            Change::ClockResumed {
                stood,
                until,
                due,
                plan_by,
                target,
                ..
            } => {
                self.standing = ClockStanding::Running;
                self.paused_since = None;
                self.resumed_at = Some(*until);
                self.stood = self.stood.and(*stood);
                if let PausedBy::Pause(place) = self.paused_by {
                    let used = self.used.entry(place).or_default();
                    *used = used.and(*stood);
                }
                self.runs_to(event, *due, *plan_by, *target);
            }
            Change::ClockExtended { by, due, plan_by, .. } => {
                self.longer.push(*by);
                self.runs_to(event, *due, *plan_by, self.target);
            }
            Change::ClockBreached { .. } => self.breached_at = Some(event.at),
            Change::ClockMet { .. } => self.end(ClockStanding::Met, event),
            Change::ClockStopped { .. } => self.end(ClockStanding::Stopped, event),
            Change::RungTaken {
                rung, at, times, to, ..
            } => {
                let taken = RungTaken {
                    at: *at,
                    times: *times,
                    to: to.clone(),
                    acknowledged: false,
                };
                self.rungs.insert(*rung, taken);
            }
            Change::RungsAcknowledged { rungs, .. } => {
                for place in rungs {
                    if let Some(rung) = self.rungs.get_mut(place) {
                        rung.acknowledged = true;
                    }
                }
            }
            _ => {}
        }
    }

    const fn runs_to(
        &mut self,
        event: &Event,
        due: DateTime<Utc>,
        plan_by: DateTime<Utc>,
        target: Option<DateTime<Utc>>,
    ) {
        self.counted = self.counted.saturating_add(1);
        self.counted_at = Some(event.at);
        self.due = due;
        self.plan_by = plan_by;
        self.target = target;
    }

    const fn end(&mut self, standing: ClockStanding, event: &Event) {
        self.standing = standing;
        self.ended_at = Some(event.at);
    }
}

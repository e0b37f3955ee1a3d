//! Whether the clock can be trusted. One that was set may make a month of deadlines run out in a second, for good: then
//! timers are held until somebody has looked.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::calendar::local_date;
use samspil_core::id::{PersonId, TenantId};
use samspil_core::text::Message;
use samspil_store::{About, Store};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Failure;
use crate::engine::{Engine, Shared};

/// How far the clock may be out before timers are held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockBounds {
    /// How far it may go on, or back, more than time has passed while the program runs.
    pub jump: TimeDelta,
    /// How long the program may have been stopped. After a longer time it is likelier that the clock is wrong, or that an
    /// old copy of the database has been restored, than that nobody has missed it.
    pub outage: TimeDelta,
}

impl ClockBounds {
    /// For a clock that is moved on purpose.
    pub const NONE: Self = Self {
        jump: TimeDelta::MAX,
        outage: TimeDelta::MAX,
    };
}

impl Default for ClockBounds {
    /// Half of the smallest error that people make, an hour by summer time or a wrong zone; and a month.
    fn default() -> Self {
        Self {
            jump: TimeDelta::minutes(30),
            outage: TimeDelta::days(30),
        }
    }
}

/// More open incidents than a tenant ever has: one for each of its cases that stands still.
const MAX_OPEN: u32 = 100_000;

/// Where a tenant keeps when its timers were last looked at.
const SETTING: &str = "clock";

/// How often that is written down: an outage is measured in days.
const NOTE_EVERY: TimeDelta = TimeDelta::minutes(10);

/// When a tenant's timers were last looked at.
#[derive(Serialize, Deserialize)]
struct Seen {
    at: DateTime<Utc>,
}

/// What is known of the clock on this node.
#[derive(Debug, Default)]
pub(crate) struct ClockWatch {
    /// What it showed at the last look, and how long it had run.
    last: Option<(DateTime<Utc>, Duration)>,
    /// When that was last written down for all tenants.
    noted_at: Option<DateTime<Utc>>,
}

/// A clock that shows something else than it should.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Doubt {
    /// It was set while the program ran: what it should have shown, and what it shows.
    Set(DateTime<Utc>, DateTime<Utc>),
    /// The program was stopped: the last time it was seen, and what it shows.
    Stopped(DateTime<Utc>, DateTime<Utc>),
}

impl Doubt {
    /// In words, once they are asked for.
    fn message(self) -> Message {
        let (key, from, to) = match self {
            Self::Set(from, to) => ("incident-clock-set", from, to),
            Self::Stopped(from, to) if from <= to => ("incident-clock-stopped", from, to),
            Self::Stopped(from, to) => ("incident-clock-back", from, to),
        };
        Message::new(key).with("from", from).with("to", to)
    }
}

impl ClockWatch {
    /// The time by which timers may be claimed. Where the clock is in doubt, that is kept as an incident first, so that
    /// the store gives no timer to anybody.
    pub(crate) async fn look(&mut self, shared: &Shared) -> Result<DateTime<Utc>, Failure> {
        let (now, running) = (shared.clock.now(), shared.clock.running());
        if let Some((shown, ran)) = self.last {
            let passed = running.saturating_sub(ran);
            let passed = TimeDelta::from_std(passed).unwrap_or(TimeDelta::MAX);
            let expected = shown.checked_add_signed(passed).unwrap_or(now);
            if (now - expected).abs() > shared.bounds.jump {
                let tenants = shared.store.tenants().await?;
                let tenants = tenants.into_iter().map(|(tenant, _)| tenant);
                hold(shared, tenants, Doubt::Set(expected, now)).await?;
            }
        }
        if shared.background && self.is_to_be_noted(now) {
            note(shared, now, self.noted_at.is_none()).await?;
            self.noted_at = Some(now);
        }
        self.last = Some((now, running));
        Ok(now)
    }

    fn is_to_be_noted(&self, now: DateTime<Utc>) -> bool {
        self.noted_at
            .is_none_or(|noted| (now - noted).abs() >= NOTE_EVERY)
    }
}

/// Writes down that the timers of all tenants have been looked at; where this is the first look, sees first how long
/// nobody has.
async fn note(shared: &Shared, now: DateTime<Utc>, first: bool) -> Result<(), Failure> {
    for (tenant, _) in shared.store.tenants().await? {
        if first && let Some(doubt) = doubt_after_stop(shared, tenant, now).await? {
            hold(shared, [tenant], doubt).await?;
        }
        let seen =
            serde_json::to_vec(&Seen { at: now }).map_err(|error| Failure::Incident(error.to_string()))?;
        if let Err(error) = shared.store.put_setting(tenant, SETTING, seen).await {
            tracing::warn!(%tenant, %error, "when timers were looked at is not kept");
        }
    }
    Ok(())
}

async fn doubt_after_stop(
    shared: &Shared,
    tenant: TenantId,
    now: DateTime<Utc>,
) -> Result<Option<Doubt>, Failure> {
    let Some(seen) = shared.store.setting(tenant, SETTING).await? else {
        return Ok(None);
    };
    let Ok(Seen { at }) = serde_json::from_slice(&seen) else {
        tracing::warn!(%tenant, "when timers were last looked at cannot be read");
        return Ok(None);
    };
    let away = now - at;
    if away > NOTE_EVERY {
        tracing::info!(%tenant, since = %at, "timers are caught up with");
    }
    let in_doubt = away > shared.bounds.outage || -away > shared.bounds.jump;
    Ok(in_doubt.then_some(Doubt::Stopped(at, now)))
}

/// Holds the timers of tenants. A tenant whose timers are held already has its incident.
async fn hold(
    shared: &Shared,
    tenants: impl IntoIterator<Item = TenantId>,
    doubt: Doubt,
) -> Result<(), Failure> {
    let body =
        serde_json::to_string(&doubt.message()).map_err(|error| Failure::Incident(error.to_string()))?;
    for tenant in tenants {
        shared.keep_incident(tenant, About::Clock, &body).await?;
    }
    Ok(())
}

/// Whether a tenant's timers are held.
pub(crate) async fn is_held(store: &dyn Store, tenant: TenantId) -> Result<bool, Failure> {
    Ok(store.held_tenants().await?.contains(&tenant))
}

impl Engine {
    /// Whether a tenant's timers are held, since the clock is in doubt.
    ///
    /// # Errors
    /// What the store says.
    pub async fn holds_timers(&self, tenant: TenantId) -> Result<bool, Failure> {
        is_held(self.store().as_ref(), tenant).await
    }

    /// Resolves an incident, and goes on at once with what rested for it. False where there is no such open incident. Whoever
    /// has taken out as much as one person may begins anew, but not by their own hand, nor by a program's: whoever answers for it
    /// may be the one who was stopped.
    ///
    /// # Errors
    /// What the store says.
    pub async fn resolve(
        self: &Arc<Self>,
        tenant: TenantId,
        incident: Uuid,
        (by, person): (&str, Option<PersonId>),
    ) -> Result<bool, Failure> {
        let shared = self.shared();
        let now = shared.clock.now();
        let open = shared.store.incidents(tenant, true, MAX_OPEN).await?;
        let about = open.iter().find(|one| one.id == incident).map(|one| one.about);
        let resolved = shared.store.resolve(tenant, incident, by, now).await?;
        if resolved && about == Some(About::TakenOut) {
            let program = match person {
                Some(person) => shared.store.service(tenant, person).await?,
                None => None,
            };
            if program.is_none() {
                shared.store.let_take_out(tenant, local_date(now), person).await?;
            }
        }
        if resolved {
            shared.timers.heard_of(now);
        }
        Ok(resolved)
    }
}

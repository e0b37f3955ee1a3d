//! Tenants' calendars: the newest is at hand, and is asked for anew every few seconds, for another node may have laid
//! one down.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use samspil_core::calendar::{Calendar, CalendarError, CalendarRules};
use samspil_core::id::TenantId;
use samspil_store::{CalendarVersion, Store, StoreError};

use crate::{Engine, Failure};

/// How long a calendar is taken to be the newest: after that the store is asked.
pub(crate) const FRESH: Duration = Duration::seconds(5);

/// How many calendars are kept: one for each municipality, and then some. Each is some 2 MB once it is counted by.
const MAX_KEPT: usize = 200;

/// How many versions are shown: a change each month for eight years.
const MAX_SHOWN: u32 = 100;

/// The longest reason for a calendar, in characters.
const MAX_WHY_CHARS: usize = 500;

struct Kept {
    calendar: Calendar,
    asked_at: DateTime<Utc>,
}

/// The newest calendar of every tenant that has been asked for.
#[derive(Default)]
pub(crate) struct Calendars {
    kept: Mutex<BTreeMap<TenantId, Kept>>,
}

impl Calendars {
    /// A tenant's newest calendar.
    pub(crate) async fn of(
        &self,
        store: &dyn Store,
        tenant: TenantId,
        now: DateTime<Utc>,
    ) -> Result<Calendar, Failure> {
        let known = self.kept(tenant, now);
        if let Some((calendar, true)) = known {
            return Ok(calendar);
        }
        let known = known.map(|(calendar, _)| calendar);
        let newest = store.calendar_version(tenant).await?;
        let calendar = match known {
            Some(calendar) if calendar.version() == newest => calendar,
            _ => read(store, tenant).await?,
        };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.pop_first();
        }
        let one = Kept {
            calendar: calendar.clone(),
            asked_at: now,
        };
        kept.insert(tenant, one);
        Ok(calendar)
    }

    /// What is kept, and whether it is fresh. A clock that was set back makes nothing stay fresh for longer.
    fn kept(&self, tenant: TenantId, now: DateTime<Utc>) -> Option<(Calendar, bool)> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let one = kept.get(&tenant)?;
        let age = now - one.asked_at;
        let fresh = Duration::zero() <= age && age < FRESH;
        Some((one.calendar.clone(), fresh))
    }

    /// Asks the store the next time.
    pub(crate) fn forget(&self, tenant: TenantId) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.remove(&tenant);
    }
}

/// The newest calendar in the store; the plain one where there is none.
async fn read(store: &dyn Store, tenant: TenantId) -> Result<Calendar, Failure> {
    match store.calendars(tenant, 1).await?.first() {
        Some(version) => made(version),
        None => Ok(Calendar::default()),
    }
}

fn made(version: &CalendarVersion) -> Result<Calendar, Failure> {
    let rules: CalendarRules =
        serde_json::from_slice(&version.rules).map_err(|error| Failure::Incident(error.to_string()))?;
    let wrong = |_| Failure::Incident(format!("calendar {} cannot be counted by", version.version));
    Calendar::new(version.version, rules).map_err(wrong)
}

/// Why a calendar was not laid down. Nothing was kept.
#[derive(thiserror::Error, Debug)]
pub enum CalendarRefused {
    /// What is wrong with the rules, all at once.
    #[error("the calendar has {} faults", .0.len())]
    Faults(Vec<CalendarError>),
    /// No reason was given, or one that is too long.
    #[error("no reason")]
    Reason,
    /// Another has been laid down since: this is the latest.
    #[error("version {0} has been laid down since")]
    Changed(u32),
    /// The engine cannot.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for CalendarRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

/// A calendar and how it came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarSet {
    /// Its number; 0 where nobody has laid one down.
    pub version: u32,
    /// What it says.
    pub rules: CalendarRules,
    /// When, by whom and why it was laid down.
    pub set: Option<(DateTime<Utc>, String, String)>,
    /// When every open case had been counted by it.
    pub counted_at: Option<DateTime<Utc>>,
}

impl Engine {
    /// A tenant's calendars, newest first; the plain one alone where nobody has laid one down.
    ///
    /// # Errors
    /// What the store says.
    pub async fn calendars(&self, tenant: TenantId) -> Result<Vec<CalendarSet>, Failure> {
        let versions = self.store().calendars(tenant, MAX_SHOWN).await?;
        if versions.is_empty() {
            return Ok(vec![CalendarSet {
                version: 0,
                rules: CalendarRules::default(),
                set: None,
                counted_at: None,
            }]);
        }
        versions.into_iter().map(set).collect()
    }

    /// The calendar that a tenant's cases are counted by.
    ///
    /// # Errors
    /// What the store says.
    pub async fn calendar(&self, tenant: TenantId) -> Result<Calendar, Failure> {
        self.shared().calendar(tenant).await
    }

    /// Lays a calendar down, after `seen`, the latest that whoever lays it down has seen. Open cases are counted anew by
    /// it afterwards: see [`Engine::recount`].
    ///
    /// # Errors
    /// [`CalendarRefused`] says why not.
    pub async fn set_calendar(
        &self,
        tenant: TenantId,
        rules: CalendarRules,
        seen: u32,
        by: &str,
        why: &str,
    ) -> Result<u32, CalendarRefused> {
        let why = why.trim();
        if why.is_empty() || why.chars().count() > MAX_WHY_CHARS {
            return Err(CalendarRefused::Reason);
        }
        let version = seen.saturating_add(1);
        let bytes = serde_json::to_vec(&rules).map_err(|error| Failure::Incident(error.to_string()))?;
        Calendar::new(version, rules).map_err(CalendarRefused::Faults)?;
        let set = CalendarVersion {
            version,
            rules: bytes,
            set_at: self.clock().now(),
            set_by: by.to_owned(),
            why: why.to_owned(),
            counted_at: None,
        };
        if !self.store().put_calendar(tenant, set.clone()).await? {
            let newest = self.store().calendars(tenant, 1).await?;
            // Asked again after the answer was lost, it is laid down already.
            let own = |newest: &CalendarVersion| {
                let asked = (set.version, &set.rules, &set.set_by, &set.why);
                asked == (newest.version, &newest.rules, &newest.set_by, &newest.why)
            };
            if !newest.first().is_some_and(own) {
                let newest = newest.first().map_or(0, |newest| newest.version);
                return Err(CalendarRefused::Changed(newest));
            }
        }
        self.shared().calendars.forget(tenant);
        Ok(version)
    }
}

fn set(version: CalendarVersion) -> Result<CalendarSet, Failure> {
    let rules =
        serde_json::from_slice(&version.rules).map_err(|error| Failure::Incident(error.to_string()))?;
    Ok(CalendarSet {
        version: version.version,
        rules,
        set: Some((version.set_at, version.set_by, version.why)),
        counted_at: version.counted_at,
    })
}

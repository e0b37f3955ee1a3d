//! The terms on which people of a municipality are signed in: for how long.

use std::ops::RangeInclusive;

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::id::TenantId;
use samspil_store::{Store, StoreError};
use serde::{Deserialize, Serialize};

/// The setting under which a municipality's terms are kept.
const SETTING: &str = "sign_in_terms";

/// How many minutes a session may be left alone: less interrupts a telephone call, more is an open door.
pub(crate) const IDLE_MINUTES: RangeInclusive<u16> = 5..=120;

/// How many hours a session may last in all: never longer than a working day with a meeting after it.
pub(crate) const LONGEST_HOURS: RangeInclusive<u16> = 1..=12;

/// A municipality's terms.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Terms {
    /// How long a session lasts without a request, in minutes.
    pub(crate) idle_minutes: u16,
    /// The longest session, in hours.
    pub(crate) longest_hours: u16,
    /// Whether administrators who sign in with a password must have a code app.
    #[serde(default)]
    pub(crate) administrators_need_code: bool,
}

impl Default for Terms {
    /// A meeting with a citizen without the screen, and a working day (OWASP ASVS 5.0, 7.3.1 and 7.3.2).
    fn default() -> Self {
        Self {
            idle_minutes: 60,
            longest_hours: 8,
            administrators_need_code: false,
        }
    }
}

impl Terms {
    /// The municipality's own, or the usual ones.
    ///
    /// # Errors
    /// Where the store cannot tell, or what is kept cannot be read.
    pub(crate) async fn read(store: &dyn Store, tenant: TenantId) -> Result<Self, StoreError> {
        match store.setting(tenant, SETTING).await? {
            None => Ok(Self::default()),
            Some(kept) => serde_json::from_slice(&kept)
                .map_err(|error| StoreError::Corrupt(format!("the terms of signing in: {error}"))),
        }
    }

    /// Keeps them.
    ///
    /// # Errors
    /// Where the store cannot do it.
    pub(crate) async fn keep(&self, store: &dyn Store, tenant: TenantId) -> Result<(), StoreError> {
        let kept = serde_json::to_vec(self).map_err(|error| StoreError::Database(error.to_string()))?;
        store.put_setting(tenant, SETTING, kept).await
    }

    /// When a session ends that is used now.
    pub(crate) fn ends(&self, began_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
        let longest = began_at + TimeDelta::hours(self.longest_hours.into());
        longest.min(now + TimeDelta::minutes(self.idle_minutes.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_by_the_shorter_of_its_two_bounds() {
        let terms = Terms {
            idle_minutes: 15,
            longest_hours: 1,
            ..Terms::default()
        };
        let began = DateTime::<Utc>::UNIX_EPOCH;
        for (used, ends) in [(0, 15), (44, 59), (45, 60), (50, 60)] {
            let at = |minutes| began + TimeDelta::minutes(minutes);
            assert_eq!(terms.ends(began, at(used)), at(ends), "{used}");
        }
    }

    #[test]
    fn the_usual_terms_are_within_the_bounds() {
        let terms = Terms::default();
        assert!(IDLE_MINUTES.contains(&terms.idle_minutes) && LONGEST_HOURS.contains(&terms.longest_hours));
    }
}

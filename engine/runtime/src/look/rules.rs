//! How long a tenant keeps its access log, whether citizens are told who looked by name, and how much one person may take out.

use std::ops::RangeInclusive;

use chrono::{DateTime, Duration, Utc};
use samspil_core::id::TenantId;
use serde::{Deserialize, Serialize};

use crate::{Engine, Failure};

/// How long entries are kept where nobody says otherwise, in days: two years, within which a citizen asks and a misuse is
/// found.
pub const KEEP_DAYS: u32 = 730;

/// The shortest time that entries are kept, in days: less and a sample of a quarter has nothing to be drawn from.
pub const MIN_KEEP_DAYS: u32 = 90;

/// How many rows of files one person may take out in a day where nobody says otherwise: two full files, or every case of
/// a large department a few times. Whoever empties the lists of a municipality meets it in the first hour.
pub const ROWS_A_DAY: u32 = 10_000;

/// Within which bounds a tenant sets it: below them everyday lists would be refused, and above them it would stop nobody.
pub const ROWS_A_DAY_BOUNDS: RangeInclusive<u32> = 1_000..=100_000;

/// The name of the setting.
const SETTING: &str = "access";

/// What a tenant lays down about its access log.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessRules {
    /// How many days entries are kept, at least [`MIN_KEEP_DAYS`].
    pub keep_days: u32,
    /// Whether those who are told who has looked are told the names of staff, and not their units and roles alone.
    pub names: bool,
    /// How many rows of files one person may take out in a day, within [`ROWS_A_DAY_BOUNDS`].
    #[serde(default = "rows_a_day")]
    pub rows_a_day: u32,
}

const fn rows_a_day() -> u32 {
    ROWS_A_DAY
}

impl Default for AccessRules {
    fn default() -> Self {
        Self {
            keep_days: KEEP_DAYS,
            names: false,
            rows_a_day: ROWS_A_DAY,
        }
    }
}

impl AccessRules {
    /// The moment before which entries are forgotten.
    pub(crate) fn forgotten_before(self, now: DateTime<Utc>) -> DateTime<Utc> {
        let days = self.keep_days.max(MIN_KEEP_DAYS);
        now.checked_sub_signed(Duration::days(i64::from(days)))
            .unwrap_or(DateTime::UNIX_EPOCH)
    }
}

impl Engine {
    /// What a tenant has laid down about its access log.
    ///
    /// # Errors
    /// What the store says.
    pub async fn access_rules(&self, tenant: TenantId) -> Result<AccessRules, Failure> {
        self.shared().access_rules(tenant).await
    }

    /// Lays down how long the access log is kept, what is told of it and how much one person may take out. False where one lies
    /// outside its bounds.
    ///
    /// # Errors
    /// What the store says.
    pub async fn set_access_rules(&self, tenant: TenantId, rules: AccessRules) -> Result<bool, Failure> {
        if rules.keep_days < MIN_KEEP_DAYS || !ROWS_A_DAY_BOUNDS.contains(&rules.rows_a_day) {
            return Ok(false);
        }
        let written = serde_json::to_vec(&rules).map_err(|error| Failure::Incident(error.to_string()))?;
        self.store().put_setting(tenant, SETTING, written).await?;
        Ok(true)
    }
}

impl crate::engine::Shared {
    pub(crate) async fn access_rules(&self, tenant: TenantId) -> Result<AccessRules, Failure> {
        match self.store.setting(tenant, SETTING).await? {
            None => Ok(AccessRules::default()),
            Some(written) => {
                serde_json::from_slice(&written).map_err(|error| Failure::Incident(error.to_string()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_were_laid_down_before_have_the_bound_that_holds_everywhere() {
        let rules: AccessRules = serde_json::from_str(r#"{"keep_days":100,"names":true}"#).unwrap();
        assert_eq!((rules.names, rules.rows_a_day), (true, ROWS_A_DAY));
        assert!(ROWS_A_DAY_BOUNDS.contains(&ROWS_A_DAY));
    }

    #[test]
    fn nothing_younger_than_the_shortest_time_is_forgotten() {
        let now: DateTime<Utc> = "2026-11-26T12:00:00Z".parse().unwrap();
        for (keep_days, expected) in [(730, "2024-11-26"), (91, "2026-08-27"), (1, "2026-08-28")] {
            let rules = AccessRules {
                keep_days,
                ..AccessRules::default()
            };
            let before = rules.forgotten_before(now).date_naive().to_string();
            assert_eq!(before, expected, "{keep_days}");
        }
    }
}

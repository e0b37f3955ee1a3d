//! How long a tenant keeps its access log, and whether citizens are told who looked by name.

use chrono::{DateTime, Duration, Utc};
use samspil_core::id::TenantId;
use serde::{Deserialize, Serialize};

use crate::{Engine, Failure};

/// How long entries are kept where nobody says otherwise, in days: two years, within which a citizen asks and a misuse is
/// found.
pub const KEEP_DAYS: u32 = 730;

/// The shortest time that entries are kept, in days: less and a sample of a quarter has nothing to be drawn from.
pub const MIN_KEEP_DAYS: u32 = 90;

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
}

impl Default for AccessRules {
    fn default() -> Self {
        Self {
            keep_days: KEEP_DAYS,
            names: false,
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

    /// Lays down how long the access log is kept and what is told of it. False where that is shorter than it may be.
    ///
    /// # Errors
    /// What the store says.
    pub async fn set_access_rules(&self, tenant: TenantId, rules: AccessRules) -> Result<bool, Failure> {
        if rules.keep_days < MIN_KEEP_DAYS {
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
    fn nothing_younger_than_the_shortest_time_is_forgotten() {
        let now: DateTime<Utc> = "2026-11-26T12:00:00Z".parse().unwrap();
        for (keep_days, expected) in [(730, "2024-11-26"), (91, "2026-08-27"), (1, "2026-08-28")] {
            let rules = AccessRules {
                keep_days,
                names: false,
            };
            let before = rules.forgotten_before(now).date_naive().to_string();
            assert_eq!(before, expected, "{keep_days}");
        }
    }
}

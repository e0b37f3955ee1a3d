//! The limits that a municipality publishes, for everyone.

mod rate;
mod words;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::id::TenantId;
use samspil_runtime::{Area, Clock, Failure, SystemClock};
use samspil_store::StoreError;

pub(crate) use self::rate::Rate;
pub(crate) use self::words::{counted_from, length};
use crate::app::App;
use crate::server::problem::{Kind, Problem};

/// How long what was gathered is shown, in seconds: a page for everyone costs the database one look a minute, and a
/// new limit is there when whoever published it goes to see.
const FRESH_SECONDS: i64 = 60;

/// How often one address may ask in a minute: a person who reads asks a few times, a collector of all 98
/// municipalities once each.
const MAX_A_MINUTE: u32 = 120;

/// How many digits a municipality's number has (CVR).
const NUMBER_DIGITS: usize = 8;

/// The answers' `Cache-Control`: anyone may keep them for as long as we do.
pub(crate) const CACHED: &str = "public, max-age=60";

/// What a municipality publishes.
#[derive(Debug)]
pub(crate) struct Published {
    /// Its number.
    pub(crate) tenant: TenantId,
    /// Its name.
    pub(crate) name: String,
    /// Its areas, by their titles.
    pub(crate) areas: Vec<Area>,
}

/// What was gathered, and when.
type Kept = (DateTime<Utc>, Arc<Published>);

/// What was published a moment ago, and who asked.
#[derive(Debug)]
pub(crate) struct Limits {
    kept: Mutex<BTreeMap<TenantId, Kept>>,
    rate: Rate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            rate: Rate::new(MAX_A_MINUTE),
        }
    }
}

impl Limits {
    fn fresh(&self, tenant: TenantId, now: DateTime<Utc>) -> Option<Arc<Published>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, published) = kept.get(&tenant)?;
        let age = now - *at;
        (TimeDelta::zero() <= age && age < TimeDelta::seconds(FRESH_SECONDS)).then(|| Arc::clone(published))
    }
}

/// What the municipality with this number publishes. There are no more of them kept than there are municipalities.
///
/// # Errors
/// [`Kind::NOT_FOUND`] where there is no such municipality, [`Kind::TOO_MANY`] where the address asks too often.
pub(crate) async fn published(app: &App, number: &str, from: IpAddr) -> Result<Arc<Published>, Problem> {
    let now = SystemClock.now();
    asked(app, from, now)?;
    let tenant = municipality(number).ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    if let Some(published) = app.limits.fresh(tenant, now) {
        return Ok(published);
    }
    let mut areas = app
        .engine
        .promised(tenant)
        .await
        .map_err(|failure| match failure {
            Failure::Store(StoreError::NoTenant) => Problem::new(Kind::NOT_FOUND),
            other => other.into(),
        })?;
    areas.sort_by(|one, other| one.run().flow.title.da.cmp(&other.run().flow.title.da));
    let published = Arc::new(Published {
        tenant,
        name: app.gate.identity.municipality(tenant).await,
        areas,
    });
    let mut kept = app.limits.kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.insert(tenant, (now, Arc::clone(&published)));
    Ok(published)
}

/// Counts that an address asked.
///
/// # Errors
/// [`Kind::TOO_MANY`] where it asks too often.
pub(crate) fn asked(app: &App, from: IpAddr, now: DateTime<Utc>) -> Result<(), Problem> {
    if app.limits.rate.admits(from, now) {
        Ok(())
    } else {
        Err(Problem::new(Kind::TOO_MANY).with("minutes", 1_i64))
    }
}

fn municipality(number: &str) -> Option<TenantId> {
    let digits = number.len() == NUMBER_DIGITS && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|_| digits).map(TenantId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_municipality_is_asked_for_by_its_eight_digits() {
        for (number, expected) in [
            ("29189951", Some(29_189_951)),
            ("00000001", Some(1)),
            ("1", None),
            ("+9189951", None),
            ("291899510", None),
            ("", None),
        ] {
            assert_eq!(municipality(number), expected.map(TenantId), "{number}");
        }
    }
}

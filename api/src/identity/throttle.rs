//! Failed sign-ins are counted, so that passwords cannot be tried out: per login and address, per login from
//! everywhere, per address for all logins. An attempt counts when it begins, so that many at once do not slip by.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::id::TenantId;

use crate::server::network;

/// How long attempts are counted, in minutes; after it the count begins anew.
const WINDOW_MINUTES: i64 = 15;

/// Failures for one login from one address: a person who mistypes gets enough, 480 a day teach nobody a password.
const MAX_OF_LOGIN_FROM: u32 = 5;

/// Failures for one login from everywhere: against many addresses, yet so many that a stranger does not easily lock
/// someone out.
const MAX_OF_LOGIN: u32 = 50;

/// Wrong codes for one person from everywhere: whoever has the password and guesses a million codes, of which three count,
/// needs a year for an even chance in three.
const MAX_OF_CODE: u32 = 10;

/// Failures from one address: a municipality may stand behind a single one.
const MAX_FROM: u32 = 100;

/// The most counters held, about 1 MB; the oldest make room.
const MAX_COUNTERS: usize = 10_000;

/// What is counted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Key {
    LoginFrom(TenantId, String, IpAddr),
    Login(TenantId, String),
    CodeFrom(TenantId, String, IpAddr),
    Code(TenantId, String),
    From(IpAddr),
}

impl Key {
    const fn most(&self) -> u32 {
        match self {
            Self::LoginFrom(..) | Self::CodeFrom(..) => MAX_OF_LOGIN_FROM,
            Self::Login(..) => MAX_OF_LOGIN,
            Self::Code(..) => MAX_OF_CODE,
            Self::From(_) => MAX_FROM,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Counter {
    since: DateTime<Utc>,
    attempts: u32,
}

impl Counter {
    fn ends(&self) -> DateTime<Utc> {
        self.since + TimeDelta::minutes(WINDOW_MINUTES)
    }
}

/// Who tries to sign in, and from where.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    /// The municipality.
    pub(crate) tenant: TenantId,
    /// The login.
    pub(crate) login: String,
    /// The address.
    pub(crate) from: IpAddr,
    /// By the code of an app, after the password: counted by itself, so that the right password forgives no wrong code.
    pub(crate) code: bool,
}

impl Attempt {
    fn keys(&self) -> [Key; 3] {
        let from = network(self.from);
        let (tenant, login) = (self.tenant, || self.login.clone());
        let (one, all) = if self.code {
            (Key::CodeFrom(tenant, login(), from), Key::Code(tenant, login()))
        } else {
            (Key::LoginFrom(tenant, login(), from), Key::Login(tenant, login()))
        };
        [one, all, Key::From(from)]
    }
}

/// The counters.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    counters: Mutex<BTreeMap<Key, Counter>>,
}

impl Throttle {
    /// Counts an attempt.
    ///
    /// # Errors
    /// How many minutes to wait, rounded up, where there have been too many; the attempt does not count then.
    pub(crate) fn begin(&self, attempt: &Attempt, now: DateTime<Utc>) -> Result<(), i64> {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = attempt.keys();
        let full = keys.iter().filter_map(|key| {
            let counter = counters.get(key).filter(|counter| now < counter.ends())?;
            (counter.attempts >= key.most()).then(|| counter.ends())
        });
        if let Some(free_at) = full.max() {
            return Err(((free_at - now).num_seconds() + 59) / 60);
        }
        for key in keys {
            if counters.len() >= MAX_COUNTERS && !counters.contains_key(&key) {
                make_room(&mut counters, now);
            }
            let fresh = Counter {
                since: now,
                attempts: 0,
            };
            let counter = counters.entry(key).or_insert(fresh);
            if now >= counter.ends() {
                *counter = fresh;
            }
            counter.attempts += 1;
        }
        Ok(())
    }

    /// The attempt was right: it was no failure, and the person's earlier mistakes from this address are forgotten.
    pub(crate) fn succeeded(&self, attempt: &Attempt) {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        for key in attempt.keys() {
            if matches!(key, Key::LoginFrom(..) | Key::CodeFrom(..)) {
                counters.remove(&key);
            } else if let Some(counter) = counters.get_mut(&key) {
                counter.attempts = counter.attempts.saturating_sub(1);
            }
        }
    }
}

/// Forgets what has lapsed, or else the oldest eighth: many at once, so that a flood of addresses does not make each
/// attempt look through the whole table.
fn make_room(counters: &mut BTreeMap<Key, Counter>, now: DateTime<Utc>) {
    counters.retain(|_, counter| now < counter.ends());
    if counters.len() < MAX_COUNTERS {
        return;
    }
    let mut ages: Vec<DateTime<Utc>> = counters.values().map(|counter| counter.since).collect();
    ages.sort_unstable();
    if let Some(cutoff) = ages.get(MAX_COUNTERS / 8).copied() {
        counters.retain(|_, counter| counter.since > cutoff);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(login: &str, from: &str) -> Attempt {
        Attempt {
            tenant: TenantId(1),
            login: login.to_owned(),
            from: from.parse().unwrap(),
            code: false,
        }
    }

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap() + TimeDelta::minutes(minute)
    }

    #[test]
    fn a_login_from_an_address_rests_after_five_failures_and_comes_back() {
        let throttle = Throttle::default();
        let (anna, other) = (attempt("anna", "192.0.2.1"), attempt("anna", "192.0.2.2"));
        for minute in 0..5 {
            assert_eq!(throttle.begin(&anna, at(minute)), Ok(()), "{minute}");
        }
        assert_eq!(throttle.begin(&anna, at(5)), Err(10));
        assert_eq!(throttle.begin(&other, at(5)), Ok(()), "from elsewhere she can");
        assert_eq!(
            throttle.begin(&attempt("bo", "192.0.2.1"), at(5)),
            Ok(()),
            "others can"
        );
        assert_eq!(throttle.begin(&anna, at(15)), Ok(()));
    }

    #[test]
    fn success_forgets_mistakes_and_does_not_count() {
        let throttle = Throttle::default();
        let anna = attempt("anna", "192.0.2.1");
        for _ in 0..(MAX_FROM + MAX_OF_LOGIN) {
            assert_eq!(throttle.begin(&anna, at(0)), Ok(()));
            throttle.succeeded(&anna);
        }
    }

    #[test]
    fn many_addresses_and_many_logins_are_bounded_too() {
        let throttle = Throttle::default();
        let tried = (0..1_000)
            .filter(|n| {
                let from = format!("192.0.2.{}", n % 250);
                throttle.begin(&attempt("anna", &from), at(0)).is_ok()
            })
            .count();
        assert_eq!(tried, 50);
        let tried = (0..1_000)
            .filter(|n| {
                let from = format!("2001:db8::{n:x}");
                throttle
                    .begin(&attempt(&format!("login{n}"), &from), at(0))
                    .is_ok()
            })
            .count();
        assert_eq!(tried, 100, "one /64 is one address");
    }

    #[test]
    fn wrong_codes_are_few_and_the_right_password_forgives_none() {
        let throttle = Throttle::default();
        let tried = (0..100)
            .filter(|n| {
                let password = attempt("anna", &format!("192.0.2.{n}"));
                throttle.begin(&password, at(0)).unwrap();
                throttle.succeeded(&password);
                let code = Attempt {
                    code: true,
                    ..password
                };
                throttle.begin(&code, at(0)).is_ok()
            })
            .count();
        assert_eq!(tried, 10);
    }

    #[test]
    fn the_table_is_bounded() {
        let throttle = Throttle::default();
        for n in 0..10_000_u32 {
            let from = format!("2001:db8:{:x}:{:x}::1", n >> 8, n & 0xff);
            let now = at(0) + TimeDelta::milliseconds(n.into());
            throttle
                .begin(&attempt(&format!("login{n}"), &from), now)
                .unwrap();
        }
        let counters = throttle.counters.lock().unwrap();
        assert!(counters.len() <= MAX_COUNTERS);
        let newest = attempt("login9999", "2001:db8:27:f::1").keys();
        assert!(
            newest.iter().all(|key| counters.contains_key(key)),
            "the newest are kept"
        );
    }
}

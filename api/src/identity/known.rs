//! Tokens seen a moment ago, so that a program that asks often is not looked up for every request; and one that asks many
//! things at once is looked up for one of them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use samspil_store::Hash;
use tokio::sync::OwnedMutexGuard;

use super::signed::Signed;

/// How long a token that was looked up is taken at its word, in seconds. So much longer it gets in after it was taken
/// back, or its person may no longer, on another node; on this one everything is forgotten at once.
const FRESH_SECONDS: i64 = 1;

/// How many tokens are remembered; past it all are forgotten and looked up anew.
const MAX_KNOWN: usize = 1_000;

/// How often everything has been forgotten when a token was looked up: what was read before is not remembered after.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Age(u64);

/// Tokens seen a moment ago, by the sum of their secret.
#[derive(Default)]
pub(crate) struct Known {
    seen: Mutex<Seen>,
    turns: Mutex<Turns>,
}

/// Those who look a token up, or wait for whoever does.
type Turns = BTreeMap<Hash, Arc<tokio::sync::Mutex<()>>>;

/// Somebody's turn at looking a token up, until it is dropped.
pub(crate) struct Turn<'a> {
    known: &'a Known,
    secret: Hash,
    _held: OwnedMutexGuard<()>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut turns = self.known.turns.lock().unwrap_or_else(PoisonError::into_inner);
        // Held by the table and by this turn, and waited for by nobody.
        let is_last = turns
            .get(&self.secret)
            .is_some_and(|turn| Arc::strong_count(turn) <= 2);
        if is_last {
            turns.remove(&self.secret);
        }
    }
}

#[derive(Default)]
struct Seen {
    forgotten: u64,
    tokens: BTreeMap<Hash, (DateTime<Utc>, Signed)>,
}

impl Known {
    /// Waits until nobody else looks this token up: what they found may be known by then.
    pub(crate) async fn turn(&self, secret: Hash) -> Turn<'_> {
        let turn = {
            let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
            if turns.len() >= MAX_KNOWN {
                // Whoever gave up waiting has left theirs behind.
                turns.retain(|_, turn| Arc::strong_count(turn) > 1);
            }
            Arc::clone(turns.entry(secret).or_default())
        };
        Turn {
            known: self,
            secret,
            _held: turn.lock_owned().await,
        }
    }

    /// As whom the token acts, where it was looked up a moment ago; otherwise the age to remember it under. A clock that
    /// was set back makes nothing fresh.
    pub(crate) fn fresh(&self, secret: &Hash, now: DateTime<Utc>) -> Result<Signed, Age> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = seen.tokens.get(secret).filter(|(at, _)| {
            let age = now - *at;
            TimeDelta::zero() <= age && age < TimeDelta::seconds(FRESH_SECONDS)
        });
        fresh.map(|(_, signed)| signed.clone()).ok_or(Age(seen.forgotten))
    }

    /// Remembers a token that was looked up now, unless everything has been forgotten since.
    pub(crate) fn keep(&self, secret: Hash, age: Age, now: DateTime<Utc>, signed: &Signed) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.forgotten != age.0 {
            return;
        }
        if seen.tokens.len() >= MAX_KNOWN {
            seen.tokens.clear();
        }
        seen.tokens.insert(secret, (now, signed.clone()));
    }

    /// Someone's rights changed: whatever was looked up before counts no longer.
    pub(crate) fn forget(&self) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.forgotten += 1;
        seen.tokens.clear();
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::id::{PersonId, TenantId, TokenId};
    use samspil_store::Scope;
    use uuid::Uuid;

    use super::*;
    use crate::identity::signed::Way;

    fn signed() -> Signed {
        Signed {
            tenant: TenantId(1),
            person: PersonId(Uuid::nil()),
            name: "Prøve".to_owned(),
            roles: Vec::new(),
            members: Vec::new(),
            stands_in: Vec::new(),
            scopes: Scope::ALL.to_vec(),
            link: None,
            grounds: samspil_runtime::Grounds::default(),
            way: Way::Token(TokenId(Uuid::nil())),
        }
    }

    #[test]
    fn a_token_is_known_for_a_moment_and_memory_is_bounded() {
        let known = Known::default();
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let later = |millis| now + TimeDelta::milliseconds(millis);
        let age = known.fresh(&[1; 32], now).unwrap_err();
        known.keep([1; 32], age, now, &signed());
        assert!(known.fresh(&[1; 32], later(999)).is_ok());
        assert!(known.fresh(&[1; 32], later(1_000)).is_err());
        assert!(known.fresh(&[1; 32], later(-1)).is_err());
        assert!(known.fresh(&[2; 32], now).is_err());
        for number in 0..=MAX_KNOWN {
            let mut sum = [0; 32];
            sum[..8].copy_from_slice(&number.to_be_bytes());
            known.keep(sum, age, now, &signed());
        }
        assert!(known.seen.lock().unwrap().tokens.len() <= MAX_KNOWN);
    }

    #[tokio::test]
    async fn one_at_a_time_looks_a_token_up_and_nobody_waits_for_another_s() {
        let known = Known::default();
        let first = known.turn([1; 32]).await;
        let mut second = Box::pin(known.turn([1; 32]));
        assert!(futures::poll!(second.as_mut()).is_pending());
        drop(known.turn([2; 32]).await);
        drop(first);
        let second = second.await;
        assert_eq!(known.turns.lock().unwrap().len(), 1);
        drop(second);
        assert!(known.turns.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn whoever_gives_up_waiting_leaves_nothing_for_ever() {
        let known = Known::default();
        for number in 0..=MAX_KNOWN {
            let mut sum = [0; 32];
            sum[..8].copy_from_slice(&number.to_be_bytes());
            let first = known.turn(sum).await;
            let mut second = Box::pin(known.turn(sum));
            assert!(futures::poll!(second.as_mut()).is_pending());
            drop(first);
            drop(second);
        }
        assert!(known.turns.lock().unwrap().len() <= MAX_KNOWN);
    }

    #[test]
    fn what_was_looked_up_before_a_change_is_not_remembered_after_it() {
        let known = Known::default();
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let before = known.fresh(&[1; 32], now).unwrap_err();
        known.keep([1; 32], before, now, &signed());
        known.forget();
        let after = known.fresh(&[1; 32], now).unwrap_err();
        known.keep([1; 32], before, now, &signed());
        assert!(known.fresh(&[1; 32], now).is_err());
        known.keep([1; 32], after, now, &signed());
        assert!(known.fresh(&[1; 32], now).is_ok());
    }
}

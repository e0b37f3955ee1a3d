//! Tokens seen a moment ago, so that a program that asks often is not looked up for every request.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use samspil_store::Hash;

use super::signed::Signed;

/// How long a token that was looked up is taken at its word, in seconds. So much longer a token that was taken back,
/// or a person who may no longer, gets in.
const FRESH_SECONDS: i64 = 1;

/// How many tokens are remembered; past it all are forgotten and looked up anew.
const MAX_KNOWN: usize = 1_000;

/// Tokens seen a moment ago, by the sum of their secret.
#[derive(Default)]
pub(crate) struct Known {
    seen: Mutex<BTreeMap<Hash, (DateTime<Utc>, Signed)>>,
}

impl Known {
    /// As whom the token acts, where it was looked up a moment ago. A clock that was set back makes nothing fresh.
    pub(crate) fn fresh(&self, secret: &Hash, now: DateTime<Utc>) -> Option<Signed> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, signed) = seen.get(secret)?;
        let age = now - *at;
        (TimeDelta::zero() <= age && age < TimeDelta::seconds(FRESH_SECONDS)).then(|| signed.clone())
    }

    /// Remembers a token that was looked up now.
    pub(crate) fn keep(&self, secret: Hash, now: DateTime<Utc>, signed: &Signed) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MAX_KNOWN {
            seen.clear();
        }
        seen.insert(secret, (now, signed.clone()));
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::id::{PersonId, TenantId, TokenId};
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
            way: Way::Token(TokenId(Uuid::nil())),
        }
    }

    #[test]
    fn a_token_is_known_for_a_moment_and_memory_is_bounded() {
        let known = Known::default();
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let later = |millis| now + TimeDelta::milliseconds(millis);
        known.keep([1; 32], now, &signed());
        assert!(known.fresh(&[1; 32], later(999)).is_some());
        assert!(known.fresh(&[1; 32], later(1_000)).is_none());
        assert!(known.fresh(&[1; 32], later(-1)).is_none());
        assert!(known.fresh(&[2; 32], now).is_none());
        for number in 0..=MAX_KNOWN {
            let mut sum = [0; 32];
            sum[..8].copy_from_slice(&number.to_be_bytes());
            known.keep(sum, now, &signed());
        }
        assert!(known.seen.lock().unwrap().len() <= MAX_KNOWN);
    }
}

//! The chain over what administrators did: a changed, removed or reordered row shows.
//!
//! `chain_n = SHA-256("samspil deeds 1" ‖ chain_{n-1} ‖ n as u64 ‖ at in microseconds as i64 ‖ person ‖ by ‖ kind ‖ body)`, written
//! as in the chain of the access log. 32 zero bytes stand before the first.

use sha2::{Digest, Sha256};

use crate::chain::Broken;
use crate::rows::{Deed, Hash, NewDeed};

/// What sets these sums apart from all others.
const DOMAIN: &[u8] = b"samspil deeds 1";

/// The end of the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct DeedHead {
    /// The number of the last deed; 0 where there is none.
    pub number: u64,
    /// The chain's hash after it.
    pub chain: Hash,
}

/// The deed as it is kept behind this end of the chain.
#[must_use]
pub fn extend(before: DeedHead, deed: NewDeed) -> Deed {
    let number = before.number.saturating_add(1);
    let mut hasher = Sha256::new();
    hasher.update(DOMAIN);
    hasher.update(before.chain);
    hasher.update(number.to_be_bytes());
    hasher.update(deed.at.timestamp_micros().to_be_bytes());
    hasher.update([u8::from(deed.person.is_some())]);
    hasher.update(deed.person.map(|person| person.0).unwrap_or_default());
    for text in [&deed.by, &deed.kind, &deed.body] {
        hasher.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(text);
    }
    Deed {
        number,
        deed,
        chain: hasher.finalize().into(),
    }
}

/// The end of the chain after the next row.
///
/// # Errors
/// [`Broken`] where the row is not what followed.
pub fn follow(before: DeedHead, found: &Deed) -> Result<DeedHead, Broken> {
    let expected = extend(before, found.deed.clone());
    if found.number != expected.number {
        return Err(Broken::Number {
            expected: expected.number,
            found: found.number,
        });
    }
    if found.chain != expected.chain {
        return Err(Broken::Chain(expected.number));
    }
    Ok(DeedHead {
        number: expected.number,
        chain: expected.chain,
    })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use samspil_core::id::PersonId;
    use uuid::Uuid;

    use super::*;

    fn chained() -> Vec<Deed> {
        let mut head = DeedHead::default();
        let next = |number: u128| {
            let deed = NewDeed {
                at: DateTime::<Utc>::UNIX_EPOCH,
                person: Some(PersonId(Uuid::from_u128(number))),
                by: "Astrid Dam".to_owned(),
                kind: "tokens".to_owned(),
                body: "{}".to_owned(),
            };
            let deed = extend(head, deed);
            head = DeedHead {
                number: deed.number,
                chain: deed.chain,
            };
            deed
        };
        (1..=4).map(next).collect()
    }

    fn broken(deeds: &[Deed]) -> Option<Broken> {
        let mut head = DeedHead::default();
        deeds.iter().find_map(|deed| match follow(head, deed) {
            Ok(next) => {
                head = next;
                None
            }
            Err(broken) => Some(broken),
        })
    }

    #[test]
    fn what_was_changed_removed_or_moved_shows_at_its_row() {
        assert_eq!(broken(&chained()), None);
        let spoil: [fn(&mut Vec<Deed>); 4] = [
            |deeds| deeds[1].deed.by.push('x'),
            |deeds| deeds[1].deed.person = None,
            |deeds| deeds[1].deed.body = "[]".to_owned(),
            |deeds| deeds[1].deed.kind = "roles".to_owned(),
        ];
        for spoil in spoil {
            let mut deeds = chained();
            spoil(&mut deeds);
            assert_eq!(broken(&deeds), Some(Broken::Chain(2)));
        }
        let mut deeds = chained();
        deeds.remove(1);
        let gone = Broken::Number {
            expected: 2,
            found: 3,
        };
        assert_eq!(broken(&deeds), Some(gone));
        let mut deeds = chained();
        deeds.swap(1, 2);
        assert!(broken(&deeds).is_some());
    }
}

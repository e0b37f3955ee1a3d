//! The chain over a case's history: a changed, removed or reordered event shows.
//!
//! `chain_n = SHA-256(chain_{n-1} ‖ n as u64 ‖ at in microseconds as i64 ‖ SHA-256(body))`, numbers with their highest
//! byte first, and 32 zero bytes before the first event. The body goes in by its sum, so that it can be erased later
//! while the chain still holds.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::rows::{Hash, NewEvent, StoredEvent};

/// The chain before a case's first event.
pub const BEFORE_FIRST: Hash = [0; 32];

/// One event's place in the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// The event's number in the case, from 1.
    pub number: u64,
    /// The sum of its body.
    pub sum: Hash,
    /// The chain's hash with it.
    pub chain: Hash,
}

/// What is wrong at the first event that does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Broken {
    /// An event is missing, or stands where another belongs.
    #[error("event {expected} is missing: {found} stands in its place")]
    Number {
        /// The number that belongs here.
        expected: u64,
        /// The number that stands here.
        found: u64,
    },
    /// The body is not the one that was kept.
    #[error("the body of event {0} was changed")]
    Body(u64),
    /// Its time, or something before it, is not what was kept.
    #[error("event {0} does not fit the chain")]
    Chain(u64),
    /// The history ends elsewhere than the case says.
    #[error("the case has {expected} events, the history {found}")]
    End {
        /// What the case says.
        expected: u64,
        /// What the history has.
        found: u64,
    },
}

/// The sum of these bytes.
#[must_use]
pub fn sum(body: &[u8]) -> Hash {
    Sha256::digest(body).into()
}

/// The chain's hash after an event.
#[must_use]
pub fn link(before: &Hash, number: u64, at: DateTime<Utc>, sum: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(number.to_be_bytes());
    hasher.update(at.timestamp_micros().to_be_bytes());
    hasher.update(sum);
    hasher.finalize().into()
}

/// The links of new events after the event `seen`, whose chain hash is `before`.
#[must_use]
pub fn extend(seen: u64, before: Hash, events: &[NewEvent]) -> Vec<Link> {
    let mut chain = before;
    (seen.saturating_add(1)..)
        .zip(events)
        .map(|(number, event)| {
            let sum = sum(&event.body);
            chain = link(&chain, number, event.at, &sum);
            Link { number, sum, chain }
        })
        .collect()
}

/// Checks a history event by event, so that a long one need not be in memory at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verifier {
    number: u64,
    chain: Hash,
}

impl Default for Verifier {
    fn default() -> Self {
        Self {
            number: 0,
            chain: BEFORE_FIRST,
        }
    }
}

impl Verifier {
    /// Takes the next event.
    ///
    /// # Errors
    /// [`Broken`] where the event does not hold.
    pub fn take(&mut self, event: &StoredEvent) -> Result<(), Broken> {
        let expected = self.number.saturating_add(1);
        if event.number != expected {
            return Err(Broken::Number {
                expected,
                found: event.number,
            });
        }
        if !event.body.is_empty() && sum(&event.body) != event.sum {
            return Err(Broken::Body(expected));
        }
        if link(&self.chain, expected, event.at, &event.sum) != event.chain {
            return Err(Broken::Chain(expected));
        }
        self.number = expected;
        self.chain = event.chain;
        Ok(())
    }

    /// Whether the history ends where the case says.
    ///
    /// # Errors
    /// [`Broken`] where it does not.
    pub fn end(self, version: u64, chain: &Hash) -> Result<(), Broken> {
        if self.number != version {
            Err(Broken::End {
                expected: version,
                found: self.number,
            })
        } else if self.chain != *chain {
            Err(Broken::Chain(version))
        } else {
            Ok(())
        }
    }
}

/// Checks a whole history from its first event.
///
/// # Errors
/// [`Broken`] at the first event that does not hold.
pub fn verify(events: &[StoredEvent]) -> Result<(), Broken> {
    let mut verifier = Verifier::default();
    events.iter().try_for_each(|event| verifier.take(event))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(bodies: &[&str]) -> Vec<StoredEvent> {
        let at = |n: u64| DateTime::from_timestamp_micros(i64::try_from(n).unwrap() * 1_000_003).unwrap();
        let new: Vec<NewEvent> = (1..)
            .zip(bodies)
            .map(|(n, body)| NewEvent {
                at: at(n),
                body: body.as_bytes().to_vec(),
            })
            .collect();
        extend(0, BEFORE_FIRST, &new)
            .into_iter()
            .zip(new)
            .map(|(link, event)| StoredEvent {
                number: link.number,
                at: event.at,
                body: event.body,
                sum: link.sum,
                chain: link.chain,
            })
            .collect()
    }

    /// A way to spoil a history.
    type Spoil = fn(&mut Vec<StoredEvent>);

    #[test]
    fn a_history_holds_until_something_is_done_to_it() {
        let cases: [(Spoil, Result<(), Broken>); 8] = [
            (|_| (), Ok(())),
            (|events| events[1].body[0] ^= 1, Err(Broken::Body(2))),
            (|events| events[1].sum[0] ^= 1, Err(Broken::Body(2))),
            (
                |events| events[1].at += chrono::Duration::microseconds(1),
                Err(Broken::Chain(2)),
            ),
            (|events| events[2].chain[31] ^= 1, Err(Broken::Chain(3))),
            (
                |events| drop(events.remove(1)),
                Err(Broken::Number {
                    expected: 2,
                    found: 3,
                }),
            ),
            (
                |events| events.swap(1, 2),
                Err(Broken::Number {
                    expected: 2,
                    found: 3,
                }),
            ),
            (|events| events[1].body.clear(), Ok(())),
        ];
        for (spoil, expected) in cases {
            let mut events = history(&["opened", "vurdér støtte", "closed"]);
            spoil(&mut events);
            assert_eq!(verify(&events), expected);
        }
    }

    #[test]
    fn two_events_that_swap_bodies_and_sums_are_found() {
        let mut events = history(&["a", "b", "c"]);
        let (body, sum) = (events[0].body.clone(), events[0].sum);
        events[0].body = std::mem::replace(&mut events[1].body, body);
        events[0].sum = std::mem::replace(&mut events[1].sum, sum);
        assert_eq!(verify(&events), Err(Broken::Chain(1)));
    }

    #[test]
    fn a_history_ends_where_the_case_says() {
        let events = history(&["a", "b"]);
        let mut verifier = Verifier::default();
        verifier.take(&events[0]).unwrap();
        let half = verifier;
        assert_eq!(
            half.end(2, &events[1].chain),
            Err(Broken::End {
                expected: 2,
                found: 1
            })
        );
        verifier.take(&events[1]).unwrap();
        assert_eq!(verifier.end(2, &events[1].chain), Ok(()));
        assert_eq!(verifier.end(2, &events[0].chain), Err(Broken::Chain(2)));
    }

    /// Computed with Python's hashlib and struct from the formula above.
    #[test]
    fn the_first_link_is_as_the_formula_says() {
        let at = DateTime::from_timestamp_micros(1_767_600_000_000_001).unwrap();
        let link = link(&BEFORE_FIRST, 1, at, &sum("sag åbnet".as_bytes()));
        assert_eq!(
            hex(&link),
            "c4f455f3c77da7e061eb5562ef0b627bc81ebc155683fc38fd698a0284b48e86"
        );
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

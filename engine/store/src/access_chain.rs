//! The chain over a tenant's access log: a changed, removed or reordered entry shows.
//!
//! `chain_n = SHA-256("samspil access log 1" ‖ chain_{n-1} ‖ n as u64 ‖ at in microseconds as i64 ‖ who ‖ action ‖ object
//! ‖ case ‖ citizen ‖ SHA-256(details))`, numbers with their highest byte first; a text is its length as u64 and its bytes,
//! an id a byte that says whether there is one and then its 16. 32 zero bytes stand before the first entry. Details go in
//! by their sum, so that they can be erased later while the chain still holds.

use std::collections::BTreeSet;

use samspil_core::id::CaseId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Stored;
use crate::chain::{Broken, sum};
use crate::rows::{AccessEntry, AccessHead, Hash, NewAccess};
use crate::words::word;

/// What sets these sums apart from all others.
const DOMAIN: &[u8] = b"samspil access log 1";

/// The chain's hash after an entry.
///
/// # Errors
/// Never, for actions have names.
pub fn link(before: &AccessHead, access: &NewAccess, sum: &Hash) -> Stored<AccessHead> {
    let number = before.number.saturating_add(1);
    let mut hasher = Sha256::new();
    hasher.update(DOMAIN);
    hasher.update(before.chain);
    hasher.update(number.to_be_bytes());
    hasher.update(access.at.timestamp_micros().to_be_bytes());
    text(&mut hasher, access.who.word());
    id(&mut hasher, access.who.person().map(|person| person.0));
    text(&mut hasher, &word(access.action)?);
    text(&mut hasher, &access.object);
    id(&mut hasher, access.case.map(|case| case.0));
    id(&mut hasher, access.citizen.map(|citizen| citizen.0));
    hasher.update(sum);
    Ok(AccessHead {
        number,
        chain: hasher.finalize().into(),
    })
}

fn text(hasher: &mut Sha256, text: &str) {
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    hasher.update(length.to_be_bytes());
    hasher.update(text);
}

fn id(hasher: &mut Sha256, id: Option<Uuid>) {
    hasher.update([u8::from(id.is_some())]);
    hasher.update(id.unwrap_or_default());
}

/// New entries as they are kept after this end of the log.
///
/// # Errors
/// Never, for actions have names.
pub fn extend(end: AccessHead, entries: Vec<NewAccess>) -> Stored<Vec<AccessEntry>> {
    let mut head = end;
    let link_on = |access: NewAccess| {
        let sum = sum(&access.details);
        head = link(&head, &access, &sum)?;
        Ok(AccessEntry {
            number: head.number,
            access,
            sum,
            chain: head.chain,
        })
    };
    entries.into_iter().map(link_on).collect()
}

/// The cases that are no longer as they were seen, and the entries but those about them.
pub(crate) fn of_unchanged(
    seen: &[(CaseId, u64)],
    now: &BTreeSet<(CaseId, u64)>,
    mut entries: Vec<NewAccess>,
) -> (BTreeSet<CaseId>, Vec<NewAccess>) {
    let changed = seen.iter().filter(|seen| !now.contains(seen));
    let changed: BTreeSet<CaseId> = changed.map(|(case, _)| *case).collect();
    entries.retain(|entry| entry.case.is_none_or(|case| !changed.contains(&case)));
    (changed, entries)
}

/// Checks a log entry by entry, from what was forgotten last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Verifier {
    head: AccessHead,
}

impl Verifier {
    /// A verifier of what comes after this.
    #[must_use]
    pub const fn after(start: AccessHead) -> Self {
        Self { head: start }
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// [`Broken`] where it does not hold.
    pub fn take(&mut self, entry: &AccessEntry) -> Result<(), Broken> {
        let expected = self.head.number.saturating_add(1);
        if entry.number != expected {
            return Err(Broken::Number {
                expected,
                found: entry.number,
            });
        }
        if !entry.access.details.is_empty() && sum(&entry.access.details) != entry.sum {
            return Err(Broken::Body(expected));
        }
        let head = link(&self.head, &entry.access, &entry.sum).map_err(|_| Broken::Chain(expected))?;
        if head.chain != entry.chain {
            return Err(Broken::Chain(expected));
        }
        self.head = head;
        Ok(())
    }

    /// The end so far.
    #[must_use]
    pub const fn head(&self) -> AccessHead {
        self.head
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use samspil_core::id::{CaseId, PersonId};

    use super::*;
    use crate::rows::{AccessAction, Accessor};

    fn access(n: u128) -> NewAccess {
        NewAccess {
            at: DateTime::from_timestamp_micros(1_767_600_000_000_001).unwrap(),
            who: Accessor::Person(PersonId(Uuid::from_u128(n))),
            action: AccessAction::Read,
            object: "case".to_owned(),
            case: Some(CaseId(Uuid::from_u128(7))),
            citizen: None,
            details: "sagsbehandler på Ærø".as_bytes().to_vec(),
        }
    }

    fn log() -> Vec<AccessEntry> {
        extend(AccessHead::default(), (1..=4).map(access).collect()).unwrap()
    }

    fn verify(log: &[AccessEntry]) -> Result<(), Broken> {
        let mut verifier = Verifier::default();
        log.iter().try_for_each(|entry| verifier.take(entry))
    }

    /// A way to spoil a log.
    type Spoil = fn(&mut Vec<AccessEntry>);

    #[test]
    fn a_log_holds_until_something_is_done_to_it() {
        let gone = Broken::Number {
            expected: 2,
            found: 3,
        };
        let cases: [(Spoil, Result<(), Broken>); 13] = [
            (|_| (), Ok(())),
            (|log| log[1].access.details.clear(), Ok(())),
            (|log| log[1].access.details[0] ^= 1, Err(Broken::Body(2))),
            (|log| log[1].access.who = Accessor::Engine, Err(Broken::Chain(2))),
            (|log| log[1].access.who = access(9).who, Err(Broken::Chain(2))),
            (
                |log| log[1].access.action = AccessAction::Search,
                Err(Broken::Chain(2)),
            ),
            (|log| log[1].access.object.push('x'), Err(Broken::Chain(2))),
            (|log| log[1].access.case = None, Err(Broken::Chain(2))),
            (
                |log| log[1].access.citizen = Some(PersonId(Uuid::nil())),
                Err(Broken::Chain(2)),
            ),
            (
                |log| log[1].access.at += chrono::Duration::microseconds(1),
                Err(Broken::Chain(2)),
            ),
            (|log| log[2].chain[31] ^= 1, Err(Broken::Chain(3))),
            (|log| drop(log.remove(1)), Err(gone)),
            (|log| log.swap(1, 2), Err(gone)),
        ];
        for (number, (spoil, expected)) in cases.into_iter().enumerate() {
            let mut log = log();
            spoil(&mut log);
            assert_eq!(verify(&log), expected, "case {number}");
        }
    }

    #[test]
    fn what_is_left_holds_from_what_was_forgotten_last() {
        let log = log();
        let mut verifier = Verifier::after(AccessHead {
            number: log[1].number,
            chain: log[1].chain,
        });
        for entry in &log[2..] {
            verifier.take(entry).unwrap();
        }
        assert_eq!(verifier.head().number, 4);
    }

    /// Computed with Python's hashlib and struct from the formula above.
    #[test]
    fn the_first_link_is_as_the_formula_says() {
        let first = link(&AccessHead::default(), &access(1), &sum(&access(1).details)).unwrap();
        let hex: String = first.chain.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "2b283bdb0ddafa1570dcc5cb65fcaec83728b15b59bb3d5d5cd8297c624c0095"
        );
    }
}

//! Tellings that are due, gathered into one mail for each person.

use std::collections::BTreeMap;

use samspil_core::id::PersonId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A mail that tells of several things.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Gathered {
    /// Its id.
    pub(crate) id: Uuid,
    /// To whom.
    pub(crate) person: PersonId,
    /// How many things it tells of.
    pub(crate) things: i64,
    /// The rows of inboxes that they are.
    pub(crate) notices: Vec<u8>,
}

/// Ids one after another, as they are kept.
pub(crate) fn joined(ids: &[Uuid]) -> Vec<u8> {
    ids.iter().flat_map(|id| *id.as_bytes()).collect()
}

/// Ids as they were joined; what is left over at the end is none.
pub(crate) fn parted(bytes: &[u8]) -> Vec<Uuid> {
    let (ids, _) = bytes.as_chunks::<16>();
    ids.iter().map(|id| Uuid::from_bytes(*id)).collect()
}

/// One mail for each person. Its id follows from what it tells of, so that the same is never two mails.
pub(crate) fn gathered(taken: impl IntoIterator<Item = (Uuid, Uuid)>) -> Vec<Gathered> {
    let mut by_person: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for (person, notice) in taken {
        by_person.entry(person).or_default().push(notice);
    }
    let mail = |(person, mut notices): (Uuid, Vec<Uuid>)| {
        notices.sort_unstable();
        Gathered {
            id: id(person, &notices),
            person: PersonId(person),
            things: i64::try_from(notices.len()).unwrap_or(i64::MAX),
            notices: joined(&notices),
        }
    };
    by_person.into_iter().map(mail).collect()
}

fn id(person: Uuid, notices: &[Uuid]) -> Uuid {
    let mut sum = Sha256::new();
    sum.update(person.as_bytes());
    for notice in notices {
        sum.update(notice.as_bytes());
    }
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(sum.finalize()) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(id).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mail_for_each_person_by_what_it_tells_of() {
        let uuid = Uuid::from_u128;
        let mails = gathered([(uuid(2), uuid(20)), (uuid(1), uuid(10)), (uuid(2), uuid(21))]);
        let told: Vec<_> = mails
            .iter()
            .map(|mail| (mail.person.0.as_u128(), mail.things))
            .collect();
        assert_eq!(told, [(1, 1), (2, 2)]);
        assert_eq!(parted(&mails[1].notices), [uuid(20), uuid(21)]);
        let again = gathered([(uuid(2), uuid(21)), (uuid(2), uuid(20))]);
        assert_eq!(again[0], mails[1], "whatever order it comes in");
        assert_ne!(gathered([(uuid(2), uuid(20))])[0].id, again[0].id);
    }
}

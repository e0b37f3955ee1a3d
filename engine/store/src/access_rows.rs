//! What both databases need of the access log.

use samspil_core::id::{CaseId, PersonId};
use uuid::Uuid;

use crate::rows::{AccessEntry, Accessor, Hash, NewAccess, SampleNote};
use crate::words::from_word;
use crate::{StoreError, Stored};

/// An entry's columns as a database gives them.
pub(crate) struct Columns<'r> {
    pub(crate) number: u64,
    pub(crate) at: chrono::DateTime<chrono::Utc>,
    pub(crate) who: &'r str,
    pub(crate) person: Option<Uuid>,
    pub(crate) action: &'r str,
    pub(crate) object: String,
    pub(crate) case: Option<Uuid>,
    pub(crate) citizen: Option<Uuid>,
    pub(crate) sum: Hash,
    pub(crate) chain: Hash,
    pub(crate) details: Option<Vec<u8>>,
}

impl Columns<'_> {
    /// The entry.
    pub(crate) fn entry(self) -> Stored<AccessEntry> {
        let who = Accessor::read(self.who, self.person)
            .ok_or_else(|| StoreError::Corrupt(format!("{} is nobody who looks", self.who)))?;
        Ok(AccessEntry {
            number: self.number,
            access: NewAccess {
                at: self.at,
                who,
                action: from_word(self.action)?,
                object: self.object,
                case: self.case.map(CaseId),
                citizen: self.citizen.map(PersonId),
                details: self.details.unwrap_or_default(),
            },
            sum: self.sum,
            chain: self.chain,
        })
    }
}

/// What was found of an entry of a sample, from its columns; none where nothing was.
pub(crate) fn note(
    verdict: Option<&str>,
    note: Option<String>,
    at: Option<chrono::DateTime<chrono::Utc>>,
    by: Option<Uuid>,
) -> Stored<Option<SampleNote>> {
    let (Some(verdict), Some(at), Some(by)) = (verdict, at, by) else {
        return Ok(None);
    };
    Ok(Some(SampleNote {
        verdict: from_word(verdict)?,
        note: note.unwrap_or_default(),
        at,
        by: PersonId(by),
    }))
}

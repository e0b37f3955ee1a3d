//! What stops a case from being discarded, and what is discarded together.

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::flow::Discard;
use samspil_core::id::{CaseId, PersonId};
use uuid::Uuid;

use super::{CaseRow, Hash};

/// Who did something, and what they were called then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signer {
    /// The person.
    pub person: PersonId,
    /// Their name then.
    pub name: String,
}

/// Who did something, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// Who.
    pub by: Signer,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a legal hold is on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeldFast {
    /// A case.
    Case(CaseId),
    /// All cases that a citizen takes or took part in, and the citizen.
    Citizen(PersonId),
}

/// What stops a case, or all cases of a citizen, from being discarded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LegalHold {
    /// Its id.
    pub id: Uuid,
    /// On what.
    pub on: HeldFast,
    /// Why.
    pub ground: String,
    /// The last day, itself included; until it is lifted where none is named.
    pub until: Option<NaiveDate>,
    /// Who laid it, and when.
    pub laid: Signature,
    /// Who lifted it, when and why.
    pub lifted: Option<(Signature, String)>,
}

impl LegalHold {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.lifted.is_none() && self.until.is_none_or(|until| day <= until)
    }
}

/// A closed case that may be due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClosedCase {
    /// The case.
    pub case: CaseId,
    /// The version of the flow that it runs by.
    pub flow_version: u32,
    /// When it closed.
    pub closed_at: DateTime<Utc>,
}

/// What is discarded together: proposed by one, approved by another, carried out case by case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disposal {
    /// Its id.
    pub id: Uuid,
    /// Its number in the tenant, from 1.
    pub number: u32,
    /// Who proposed it, and when.
    pub proposed: Signature,
    /// Who approved it, and when.
    pub approved: Option<Signature>,
    /// Who withdrew it, and when.
    pub withdrawn: Option<Signature>,
    /// When the last of its cases was seen to.
    pub finished_at: Option<DateTime<Utc>>,
}

/// What became of a case of a disposal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DisposalOutcome {
    /// It was erased.
    Erased,
    /// It was written to an archive, and then erased.
    Archived {
        /// The file, below the folder of the archive.
        file: String,
        /// The file's sum.
        sum: Hash,
    },
    /// It was kept.
    Kept {
        /// Why, by a word.
        why: String,
    },
}

/// A case of a disposal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DisposalCase {
    /// Its place in the disposal, from 1.
    pub place: u32,
    /// The case.
    pub case: CaseId,
    /// The flow's name.
    pub flow: String,
    /// When it closed.
    pub closed_at: DateTime<Utc>,
    /// The last day on which it had to be kept.
    pub last_day: NaiveDate,
    /// What is to become of it.
    pub what: Discard,
    /// What became of it, and when.
    pub done: Option<(DisposalOutcome, DateTime<Utc>)>,
    /// How many citizens were erased with it, whose last case it was.
    pub citizens: u32,
}

/// A case that is to be discarded now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Discarding {
    /// The disposal.
    pub disposal: Uuid,
    /// The case.
    pub case: CaseId,
    /// How many events it has had: with another it is kept.
    pub version: u64,
    /// When, and the day in Copenhagen.
    pub at: DateTime<Utc>,
    /// The day, by which holds are judged.
    pub day: NaiveDate,
    /// The file that it was archived in, with its sum.
    pub archived: Option<(String, Hash)>,
    /// What is noted of citizens who are erased with it: by whom and why.
    pub noted: (String, String),
}

/// A case that a person takes or took part in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseOfPerson {
    /// The case.
    pub row: CaseRow,
    /// As which parties.
    pub parties: Vec<String>,
}

/// The cases of a person, by case, from a row for each case and party.
pub(crate) fn of_person(rows: Vec<(CaseRow, String)>) -> Vec<CaseOfPerson> {
    let mut found: Vec<CaseOfPerson> = Vec::new();
    for (row, party) in rows {
        match found.last_mut().filter(|last| last.row.case == row.case) {
            Some(last) => last.parties.push(party),
            None => found.push(CaseOfPerson {
                row,
                parties: vec![party],
            }),
        }
    }
    found
}

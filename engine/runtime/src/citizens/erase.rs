//! A citizen is erased: their key is destroyed, and those of their cases. The cases stay, with their history and their
//! numbers; what was sealed in them reads as erased.

use chrono::{DateTime, Utc};
use samspil_core::case::Runnable;
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, PersonId, TenantId};
use samspil_core::text::Message;
use samspil_store::{CaseQuery, CaseStatus, Erasure, PartyRow, StoreError};

use super::{Visit, VisitFor};
use crate::{Engine, Failure};

/// How many cases are looked at a time.
const PAGE: u32 = 200;

/// The longest reason, in characters: a few lines.
const MAX_WHY_CHARS: usize = 500;

/// What came of erasing a citizen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Erased {
    /// Their cases, whose sensitive values nobody reads any more.
    pub cases: Vec<CaseId>,
}

/// Why a citizen was not erased.
#[derive(thiserror::Error, Debug)]
pub enum EraseRefused {
    /// No such citizen, or they were erased before.
    #[error("no such citizen")]
    Unknown,
    /// There is no reason, or it is too long.
    #[error("a reason is needed")]
    Why,
    /// Work goes on in cases of theirs.
    #[error("{} of their cases are open", .0.len())]
    Open(Vec<CaseId>),
    /// The engine or the store cannot.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl EraseRefused {
    /// What is wrong and what to do, for people; none where it is the store's own.
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        Some(match self {
            Self::Unknown => Message::new("citizen-unknown"),
            Self::Why => {
                let most = i64::try_from(MAX_WHY_CHARS).unwrap_or(i64::MAX);
                Message::new("citizen-erase-why").with("most", most)
            }
            Self::Open(cases) => {
                let count = i64::try_from(cases.len()).unwrap_or(i64::MAX);
                Message::new("citizen-erase-open").with("count", count)
            }
            Self::Failure(_) => return None,
        })
    }
}

impl From<StoreError> for EraseRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl Engine {
    /// Erases a citizen all of whose cases have ended: nobody can read what was sealed of them any more.
    ///
    /// # Errors
    /// [`EraseRefused`] says why not.
    pub async fn erase_citizen(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        person: PersonId,
        by: &str,
    ) -> Result<Erased, EraseRefused> {
        let why = visit.purpose.trim();
        if why.is_empty() || why.chars().count() > MAX_WHY_CHARS {
            return Err(EraseRefused::Why);
        }
        let there = self.store().citizens(tenant, &[person]).await?;
        if !there.iter().any(|citizen| citizen.erased.is_none()) {
            return Err(EraseRefused::Unknown);
        }
        let (cases, open) = self.cases_about(tenant, person).await?;
        if !open.is_empty() {
            return Err(EraseRefused::Open(open));
        }
        self.visit(tenant, visit, VisitFor::Erased, Some(person)).await?;
        let erasure = Erasure {
            at: self.clock().now(),
            by: by.to_owned(),
            why: why.to_owned(),
        };
        if !self
            .store()
            .erase_citizen(tenant, person, &cases, erasure)
            .await?
        {
            return Err(EraseRefused::Unknown);
        }
        let holders = cases.iter().map(|case| case.0).chain([person.0]);
        self.shared().keys.forget(tenant, holders);
        Ok(Erased { cases })
    }

    /// The cases that are about a citizen, and those of them that are open.
    async fn cases_about(
        &self,
        tenant: TenantId,
        person: PersonId,
    ) -> Result<(Vec<CaseId>, Vec<CaseId>), Failure> {
        let (mut about, mut open) = (Vec::new(), Vec::new());
        let mut after: Option<(DateTime<Utc>, CaseId)> = None;
        loop {
            let query = CaseQuery {
                bound_to: Some((Vec::new(), person)),
                after,
                limit: PAGE,
                ..CaseQuery::default()
            };
            let rows = self.store().find(tenant, &query).await?;
            let Some(last) = rows.last() else {
                return Ok((about, open));
            };
            after = Some((last.changed_at, last.case));
            for row in rows {
                let (flow, version) = (row.head.flow.as_str(), row.head.flow_version);
                let run = self.shared().flow(tenant, flow, version).await?;
                let bound = self.store().parties(tenant, row.case).await?;
                if is_their_own(&run, &bound, person) {
                    about.push(row.case);
                    if row.head.status != CaseStatus::Closed {
                        open.push(row.case);
                    }
                }
            }
        }
    }
}

/// Whether the person takes part as the citizen, not as somebody's relative.
fn is_their_own(run: &Runnable, bound: &[PartyRow], person: PersonId) -> bool {
    let citizens = run.flow.parties.values();
    let mut citizens = citizens.filter(|party| party.side == Side::Citizen);
    citizens.any(|party| {
        let named = |row: &PartyRow| row.person == Some(person) && row.party == party.id.as_str();
        bound.iter().any(named)
    })
}

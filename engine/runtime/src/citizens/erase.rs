//! A citizen is erased: their key is destroyed, and those of their cases. The cases stay, with their history and their
//! numbers; what was sealed in them reads as erased. What people called them, which may name the citizen, and the citizen's
//! account go, too; only the history that a case is proved by still says what it was called when it began.

use samspil_core::calendar::local_date;
use samspil_core::flow::{Flow, Side};
use samspil_core::id::{CaseId, PersonId, TenantId, holds_cpr};
use samspil_core::text::Message;
use samspil_store::{CaseStatus, Erasure, StoreError, Untitled};

use super::visit::MAX_REASON_CHARS;
use super::{Visit, VisitFor};
use crate::sealing::without_title;
use crate::{Engine, Failure};

/// How many cases are looked at a time.
const PAGE: u32 = 200;

/// How many cases are read at a time: each is held whole.
const TOGETHER: usize = 20;

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
    /// The reason holds a CPR number: it stands in the log, which is not sealed.
    #[error("the reason holds a number")]
    Number,
    /// Work goes on in cases of theirs.
    #[error("{} of their cases are open", .0.len())]
    Open(Vec<CaseId>),
    /// A legal hold is on the citizen, or on cases of theirs.
    #[error("a legal hold stops it")]
    Held,
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
                let most = i64::try_from(MAX_REASON_CHARS).unwrap_or(i64::MAX);
                Message::new("citizen-erase-why").with("most", most)
            }
            Self::Number => Message::new("citizen-purpose-number"),
            Self::Open(cases) => {
                let count = i64::try_from(cases.len()).unwrap_or(i64::MAX);
                Message::new("citizen-erase-open").with("count", count)
            }
            Self::Held => Message::new("citizen-erase-held"),
            Self::Failure(_) => return None,
        })
    }
}

impl From<StoreError> for EraseRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

/// The cases that a citizen takes or took part in.
#[derive(Default)]
struct Theirs {
    /// Those about them.
    about: Vec<CaseId>,
    /// Those about others.
    otherwise: Vec<CaseId>,
    /// Those about them that are open.
    open: Vec<CaseId>,
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
        let Theirs {
            about: cases,
            otherwise,
            ..
        } = self.erasable(tenant, person, visit.purpose).await?;
        let why = visit.purpose.trim();
        let untitled = self.untitled(tenant, &cases).await?;
        self.visit(tenant, visit, VisitFor::Erased, Some(person)).await?;
        let erasure = Erasure {
            at: self.clock().now(),
            by: by.to_owned(),
            why: why.to_owned(),
        };
        if !self
            .store()
            .erase_citizen(tenant, person, (&untitled, &otherwise), erasure)
            .await?
        {
            // A case was opened meanwhile, or somebody else was first.
            let open = self.cases_of(tenant, person).await?.open;
            let there = self.store().citizens(tenant, &[person]).await?;
            return Err(match there.iter().any(|citizen| citizen.erased.is_none()) {
                false => EraseRefused::Unknown,
                true if open.is_empty() => Failure::Contended.into(),
                true => EraseRefused::Open(open),
            });
        }
        let holders = cases.iter().map(|case| case.0).chain([person.0]);
        self.shared().keys.forget(tenant, holders);
        Ok(Erased { cases })
    }

    /// Their cases without what people called them.
    async fn untitled(&self, tenant: TenantId, cases: &[CaseId]) -> Result<Vec<Untitled>, Failure> {
        let mut untitled = Vec::with_capacity(cases.len());
        for some in cases.chunks(TOGETHER) {
            for stored in self.store().load(tenant, some, &[]).await?.cases {
                untitled.push(Untitled {
                    case: stored.case,
                    version: stored.version,
                    snapshot: without_title(&stored)?,
                });
            }
        }
        Ok(untitled)
    }

    /// Whether a citizen may be erased: their cases have ended, and no hold stops it.
    ///
    /// # Errors
    /// [`EraseRefused`] says why they may not.
    pub async fn may_erase(&self, tenant: TenantId, person: PersonId, why: &str) -> Result<(), EraseRefused> {
        self.erasable(tenant, person, why).await.map(|_| ())
    }

    async fn erasable(&self, tenant: TenantId, person: PersonId, why: &str) -> Result<Theirs, EraseRefused> {
        let why = why.trim();
        if why.is_empty() || why.chars().count() > MAX_REASON_CHARS {
            return Err(EraseRefused::Why);
        }
        if holds_cpr(why) {
            return Err(EraseRefused::Number);
        }
        let there = self.store().citizens(tenant, &[person]).await?;
        if !there.iter().any(|citizen| citizen.erased.is_none()) {
            return Err(EraseRefused::Unknown);
        }
        let theirs = self.cases_of(tenant, person).await?;
        if !theirs.open.is_empty() {
            return Err(EraseRefused::Open(theirs.open));
        }
        let today = local_date(self.clock().now());
        if self.store().is_held_fast(tenant, person, today).await?
            || !self
                .store()
                .held_fast(tenant, &theirs.about, today)
                .await?
                .is_empty()
        {
            return Err(EraseRefused::Held);
        }
        Ok(theirs)
    }

    async fn cases_of(&self, tenant: TenantId, person: PersonId) -> Result<Theirs, Failure> {
        let mut theirs = Theirs::default();
        let mut after = None;
        loop {
            let found = self.store().cases_of_person(tenant, person, after, PAGE).await?;
            let Some(last) = found.last() else {
                return Ok(theirs);
            };
            after = Some(last.row.case);
            for one in found {
                let head = &one.row.head;
                let run = self.shared().flow(tenant, &head.flow, head.flow_version).await?;
                if is_citizen(&run.flow, &one.parties) {
                    theirs.about.push(one.row.case);
                    if head.status != CaseStatus::Closed {
                        theirs.open.push(one.row.case);
                    }
                } else {
                    theirs.otherwise.push(one.row.case);
                }
            }
        }
    }
}

/// Whether one of these parties is the citizen, not somebody's relative.
pub(super) fn is_citizen(flow: &Flow, parties: &[String]) -> bool {
    let mut parties = parties.iter();
    parties.any(|party| {
        let known = flow.parties.get(party.as_str());
        known.is_some_and(|party| party.side == Side::Citizen)
    })
}

//! Everything that is kept of a citizen, for the citizen (the right of access, GDPR article 15): who they are, their cases
//! whole, others' cases as far as they see them, and who has looked.

use samspil_core::case::{Case, Eyes, RegisterDeed};
use samspil_core::id::{CaseId, PersonId, TenantId};
use samspil_store::AccessQuery;

use super::{Citizen, Visit, VisitRefused};
use crate::look::{Look, LookAbout, Looked, Object, Purpose};
use crate::sealing::{Body, citizens_of};
use crate::{By, CaseRead, Engine, Failure, Grounds};

/// How many cases are given at a time: each is held until it is written.
const PAGE: u32 = 10;

/// A case that a citizen takes or took part in, as it is given to them.
#[derive(Debug)]
pub struct ExportedCase {
    /// The case.
    pub read: CaseRead,
    /// Who reads: everyone where the case is the citizen's own, else the citizen as they see it now.
    pub by: By,
    /// The case is about them.
    pub own: bool,
    /// As which parties they take or took part.
    pub parties: Vec<String>,
}

impl ExportedCase {
    /// With whose eyes it is told; nobody's where the citizen does not see it any more.
    #[must_use]
    pub fn eyes(&self) -> Eyes {
        self.read.eyes(&self.by)
    }
}

impl Engine {
    /// A citizen, to be given everything that is kept of them. Whoever acts in none of their cases gives a reason, which is
    /// told to those who have them.
    ///
    /// # Errors
    /// [`VisitRefused`] says why not.
    pub async fn export_citizen(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        person: PersonId,
    ) -> Result<Citizen, VisitRefused> {
        let rows = self.store().citizens(tenant, &[person]).await?;
        let is_erased = match rows.first() {
            Some(row) => row.erased.is_some(),
            None => return Err(VisitRefused::Unknown),
        };
        self.pass(tenant, visit, RegisterDeed::Extracted, (person, is_erased))
            .await?;
        let opened = self.opened(tenant, rows).await?.into_values().next();
        opened.ok_or(VisitRefused::Unknown)
    }

    /// The cases after one that a citizen takes or took part in, each after it is logged that it was taken out; none where
    /// no more are left.
    ///
    /// # Errors
    /// Where it could not be logged, the store cannot, or a case cannot be read.
    pub async fn export_cases(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        person: PersonId,
        after: Option<CaseId>,
    ) -> Result<Vec<ExportedCase>, Failure> {
        let found = self.store().cases_of_person(tenant, person, after, PAGE).await?;
        let ids: Vec<CaseId> = found.iter().map(|one| one.row.case).collect();
        let stored = self.store().load(tenant, &ids, &[]).await?.cases;
        let mut given = Vec::with_capacity(found.len());
        for one in found {
            let Some(stored) = stored.iter().find(|stored| stored.case == one.row.case) else {
                continue;
            };
            let run = self
                .shared()
                .flow(tenant, &stored.flow, stored.flow_version)
                .await?;
            let case: Case = self.shared().open(tenant, Body::of_case(stored)).await?;
            // Who was named as its citizen by mistake, and is no more, is not given another's case.
            let own = citizens_of(&run, &case.parties).any(|citizen| citizen == person);
            let about = LookAbout {
                case: Some(stored.case),
                citizen: Some(person),
                ..LookAbout::default()
            };
            let mut look = Look::new(Object::Case, visit.way).taking_out();
            if !visit.purpose.trim().is_empty() {
                look = look.for_(Purpose::Reason(visit.purpose.trim().to_owned()));
            }
            self.log_look(tenant, &visit.by(), &look, about).await?;
            let by = if own {
                By::Engine
            } else {
                By::Person {
                    person,
                    members: Vec::new(),
                    stands_in: Vec::new(),
                    grounds: Grounds::default(),
                }
            };
            given.push(ExportedCase {
                read: CaseRead {
                    run,
                    case: std::sync::Arc::new(case),
                    at: self.clock().now(),
                },
                by,
                own,
                parties: one.parties,
            });
        }
        Ok(given)
    }

    /// Who has looked at what is kept of a citizen, newest first, before a number; a part of taking it out.
    ///
    /// # Errors
    /// What the store says.
    pub async fn export_looks(
        &self,
        tenant: TenantId,
        person: PersonId,
        before: Option<u64>,
    ) -> Result<Looked, Failure> {
        let query = AccessQuery {
            citizen: Some(person),
            before,
            ..AccessQuery::default()
        };
        self.page_of_looks(tenant, query).await
    }

    /// What a citizen has looked at themselves, newest first, before a number; a part of taking it out.
    ///
    /// # Errors
    /// What the store says.
    pub async fn export_own_looks(
        &self,
        tenant: TenantId,
        person: PersonId,
        before: Option<u64>,
    ) -> Result<Looked, Failure> {
        let query = AccessQuery {
            person: Some(person),
            before,
            ..AccessQuery::default()
        };
        self.page_of_looks(tenant, query).await
    }
}

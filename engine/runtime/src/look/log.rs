//! The access log as it is read: by those who may know who has looked at a case, and by those who keep it.

use samspil_core::id::{CaseId, PersonId, TenantId};
use samspil_store::{AccessEntry, AccessQuery};

use super::reader::Wanted;
use super::{Criterion, Look, LookDetails, criterion};
use crate::seen::MAX_PAGE;
use crate::{By, CaseRead, Engine, Failure};

/// An entry with its details; none where they were erased.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookedAt {
    /// The entry.
    pub entry: AccessEntry,
    /// Its details.
    pub details: Option<LookDetails>,
}

impl From<AccessEntry> for LookedAt {
    fn from(entry: AccessEntry) -> Self {
        Self {
            details: LookDetails::read(&entry.access.details),
            entry,
        }
    }
}

/// A page of entries, newest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Looked {
    /// The entries.
    pub rows: Vec<LookedAt>,
    /// The number before which the next page begins, where there is one.
    pub next: Option<u64>,
}

/// What a look that is of no case is about.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LookAbout {
    /// The case, where there is one.
    pub case: Option<CaseId>,
    /// The citizen.
    pub citizen: Option<PersonId>,
    /// By what was searched: names and what stood in them, never a personal number.
    pub criterion: Criterion,
    /// How many rows were given.
    pub found: Option<usize>,
}

impl Engine {
    /// Who has looked at a case, for those who may know of it. That they look is itself the newest entry.
    ///
    /// # Errors
    /// [`Failure::NoCase`] also where the asker may not know of it.
    pub async fn looked(
        &self,
        tenant: TenantId,
        by: &By,
        case: CaseId,
        before: Option<u64>,
        look: &Look,
    ) -> Result<(CaseRead, Looked), Failure> {
        let read = self.read(tenant, by, case, look).await?;
        let query = AccessQuery {
            case: Some(case),
            before,
            ..AccessQuery::default()
        };
        Ok((read, self.page_of_looks(tenant, query).await?))
    }

    /// The access log, for those who keep it. That they searched it is itself an entry.
    ///
    /// # Errors
    /// What the store says.
    pub async fn access_log(
        &self,
        tenant: TenantId,
        by: &By,
        query: AccessQuery,
        look: &Look,
    ) -> Result<Looked, Failure> {
        let asked = criterion([
            ("case", query.case.map(|case| case.to_string())),
            ("citizen", query.citizen.map(|citizen| citizen.0.to_string())),
            ("person", query.person.map(|person| person.0.to_string())),
            (
                "action",
                query.action.map(|action| format!("{action:?}").to_lowercase()),
            ),
            ("since", query.since.map(|since| since.to_rfc3339())),
            ("until", query.until.map(|until| until.to_rfc3339())),
            (
                "numbers",
                query.numbers.as_ref().map(|numbers| format!("{numbers:?}")),
            ),
            ("before", query.before.map(|before| before.to_string())),
        ]);
        let citizen = query.citizen;
        let page = self.page_of_looks(tenant, query).await?;
        self.log(tenant, by, look, (asked, Some(page.rows.len())), citizen)
            .await?;
        Ok(page)
    }

    /// Has it logged that somebody looked at something that is no row of a case, before it is shown: at a citizen of the
    /// register, say. What was looked for stands in the criterion.
    ///
    /// # Errors
    /// Where it could not be logged: then nothing may be shown.
    pub async fn log_look(
        &self,
        tenant: TenantId,
        by: &By,
        look: &Look,
        about: LookAbout,
    ) -> Result<(), Failure> {
        let wanted = Wanted::Entry {
            case: about.case,
            citizen: about.citizen,
            criterion: about.criterion,
            found: about.found,
        };
        self.wish(tenant, by, look.clone(), wanted).await?;
        Ok(())
    }

    pub(crate) async fn page_of_looks(
        &self,
        tenant: TenantId,
        mut query: AccessQuery,
    ) -> Result<Looked, Failure> {
        let limit = if query.limit == 0 {
            MAX_PAGE
        } else {
            query.limit.min(MAX_PAGE)
        };
        query.limit = limit + 1;
        let mut found = self.store().access(tenant, &query).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > wanted;
        found.truncate(wanted);
        let next = found.last().map(|last| last.number).filter(|_| more);
        Ok(Looked {
            rows: found.into_iter().map(LookedAt::from).collect(),
            next,
        })
    }

    /// Has it logged that something was given, before it is.
    ///
    /// # Errors
    /// Where it could not be: then nothing may be given.
    pub(crate) async fn log(
        &self,
        tenant: TenantId,
        by: &By,
        look: &Look,
        (criterion, found): (Criterion, Option<usize>),
        citizen: Option<PersonId>,
    ) -> Result<(), Failure> {
        let about = LookAbout {
            citizen,
            criterion,
            found,
            ..LookAbout::default()
        };
        self.log_look(tenant, by, &look.clone().searching(), about).await
    }
}

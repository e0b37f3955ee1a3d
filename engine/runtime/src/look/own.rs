//! Who has looked at what is kept of a citizen, for that citizen: in all cases of theirs, in lists, and in the register.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId};
use samspil_store::AccessQuery;

use super::{Look, LookAbout, LookedAt};
use crate::{By, CaseRead, Engine, Failure};

/// Which looks at what is kept of oneself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OwnLooksList {
    /// Only in this case.
    pub case: Option<CaseId>,
    /// Only from this moment on.
    pub since: Option<DateTime<Utc>>,
    /// Only before this moment.
    pub until: Option<DateTime<Utc>>,
    /// Only before the entry with this number.
    pub before: Option<u64>,
    /// At most this many, up to [`crate::MAX_PAGE`]; that many where it is 0.
    pub limit: u32,
}

/// A look at what is kept of a citizen, as that citizen may read it.
#[derive(Clone, Debug)]
pub struct OwnLook {
    /// The entry.
    pub looked: LookedAt,
    /// Its case, where it has one and the citizen sees it now.
    pub case: Option<CaseRead>,
    /// Who looked, where the citizen may know their name.
    pub person: Option<PersonId>,
}

/// A page of them, newest first.
#[derive(Clone, Debug)]
pub struct OwnLooks {
    /// The looks.
    pub rows: Vec<OwnLook>,
    /// The number before which the next page begins, where there is one.
    pub next: Option<u64>,
}

impl Engine {
    /// Who has looked at what is kept of whoever asks, as a citizen. That they look is itself the newest entry.
    ///
    /// # Errors
    /// [`Failure::NoCase`] for whoever is nobody or came into one case alone; what the store says; where it could not be logged.
    pub async fn own_looks(
        &self,
        tenant: TenantId,
        by: &By,
        list: OwnLooksList,
        look: &Look,
    ) -> Result<OwnLooks, Failure> {
        // Whose it is comes from who asks, and from nothing else that is asked.
        let By::Person { person: citizen, .. } = by else {
            return Err(Failure::NoCase);
        };
        let about = LookAbout {
            citizen: Some(*citizen),
            ..LookAbout::default()
        };
        self.log_look(tenant, by, look, about).await?;
        let query = AccessQuery {
            citizen: Some(*citizen),
            case: list.case,
            since: list.since,
            until: list.until,
            before: list.before,
            limit: list.limit,
            ..AccessQuery::default()
        };
        let page = self.page_of_looks(tenant, query).await?;
        let cases: BTreeSet<CaseId> = page.rows.iter().filter_map(|row| row.entry.access.case).collect();
        let cases: Vec<CaseId> = cases.into_iter().collect();
        let known = self.shared().known(tenant, by, &cases).await?;
        let rows = page.rows.into_iter().map(|looked| {
            let of = looked.entry.access.case;
            let case = of.and_then(|case| known.get(&case)).cloned();
            let person = looked.entry.access.who.person();
            let person = person.filter(|person| may_name(by, of, case.as_ref(), *person));
            OwnLook { looked, case, person }
        });
        Ok(OwnLooks {
            rows: rows.collect(),
            next: page.next,
        })
    }
}

/// Whether the citizen may know who it was: in a case as the case says, and nobody in one that they do not see. What is of
/// no case only people at work look at.
fn may_name(by: &By, of: Option<CaseId>, case: Option<&CaseRead>, person: PersonId) -> bool {
    match (of, case) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(_), Some(read)) => !read.view().hides_person(&read.eyes(by), person),
    }
}

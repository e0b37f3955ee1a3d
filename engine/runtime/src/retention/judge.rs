//! Whether a closed case may be discarded now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::calendar::local_date;
use samspil_core::case::{Case, Runnable};
use samspil_core::flow::Discard;
use samspil_core::id::{CaseId, PersonId, TenantId};
use samspil_store::StoredCase;

use super::terms::{Terms, rule};
use crate::engine::Shared;
use crate::sealing::citizens_of;
use crate::{CaseRead, Failure};

/// Why a case is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeptBecause {
    /// It is not there any more.
    Gone,
    /// Work goes on in it again.
    Open,
    /// The case that it belongs to is open.
    ParentOpen,
    /// Its time is not up, or nothing says how long it is kept.
    NotDue,
    /// A hold stops it.
    Held,
    /// It cannot be read.
    Unreadable,
    /// It changed while it was to be discarded.
    Changed,
}

impl KeptBecause {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Gone,
        Self::Open,
        Self::ParentOpen,
        Self::NotDue,
        Self::Held,
        Self::Unreadable,
        Self::Changed,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Open => "open",
            Self::ParentOpen => "parent_open",
            Self::NotDue => "not_due",
            Self::Held => "held",
            Self::Unreadable => "unreadable",
            Self::Changed => "changed",
        }
    }
}

/// A case that may be discarded.
pub(super) struct Due {
    pub(super) read: CaseRead,
    pub(super) closed_at: DateTime<Utc>,
    pub(super) last_day: NaiveDate,
    pub(super) what: Discard,
    /// The first person who is bound on the citizen's side.
    pub(super) citizen: Option<PersonId>,
}

/// What is asked of many cases and is the same for all of them.
pub(super) struct Judge<'a> {
    pub(super) shared: &'a Shared,
    pub(super) tenant: TenantId,
    pub(super) terms: Terms,
    pub(super) today: NaiveDate,
    /// The newest version of each flow.
    newest: BTreeMap<String, Option<Arc<Runnable>>>,
}

impl<'a> Judge<'a> {
    pub(super) async fn new(shared: &'a Shared, tenant: TenantId) -> Result<Self, Failure> {
        Ok(Self {
            shared,
            tenant,
            terms: shared.retention_terms(tenant).await?,
            today: local_date(shared.clock.now()),
            newest: BTreeMap::new(),
        })
    }

    /// The newest version of a flow.
    pub(super) async fn newest(&mut self, flow: &str) -> Result<Option<Arc<Runnable>>, Failure> {
        if let Some(known) = self.newest.get(flow) {
            return Ok(known.clone());
        }
        let run = match self.shared.store.flow(self.tenant, flow, None).await? {
            None => None,
            Some(version) => Some(self.shared.flow(self.tenant, flow, version.version).await?),
        };
        self.newest.insert(flow.to_owned(), run.clone());
        Ok(run)
    }

    /// Judges cases, each by itself.
    pub(super) async fn judge(
        &mut self,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, Result<Due, KeptBecause>>, Failure> {
        let store = &self.shared.store;
        let stored = store.load(self.tenant, cases, &[]).await?.cases;
        let held = store.held_fast(self.tenant, cases, self.today).await?;
        let opened = self.shared.open_cases(self.tenant, &stored).await?;
        let parents = opened.iter().flatten();
        let parents: BTreeSet<CaseId> = parents
            .filter_map(|case| Some(case.parent.as_ref()?.case))
            .collect();
        let open_parents = self.open_among(parents).await?;
        let mut judged: BTreeMap<CaseId, Result<Due, KeptBecause>> =
            cases.iter().map(|case| (*case, Err(KeptBecause::Gone))).collect();
        for (stored, opened) in stored.into_iter().zip(opened) {
            let verdict = match opened {
                Err(_) => Err(KeptBecause::Unreadable),
                Ok(_) if held.contains(&stored.case) => Err(KeptBecause::Held),
                Ok(case) => match self.one(&stored, case, &open_parents).await {
                    Err(failure) if failure.is_of_one_case() => Err(KeptBecause::Unreadable),
                    verdict => verdict?,
                },
            };
            judged.insert(stored.case, verdict);
        }
        Ok(judged)
    }

    async fn one(
        &mut self,
        stored: &StoredCase,
        case: Case,
        open_parents: &BTreeSet<CaseId>,
    ) -> Result<Result<Due, KeptBecause>, Failure> {
        let Some(closed_at) = case.stood_still_at.filter(|_| case.has_ended()) else {
            return Ok(Err(KeptBecause::Open));
        };
        if case
            .parent
            .as_ref()
            .is_some_and(|parent| open_parents.contains(&parent.case))
        {
            return Ok(Err(KeptBecause::ParentOpen));
        }
        let shared = self.shared;
        let run = shared
            .flow(self.tenant, &stored.flow, stored.flow_version)
            .await?;
        let newest = self.newest(&stored.flow).await?;
        let closed = local_date(closed_at);
        let term = self.terms.get(&stored.flow);
        let rule = newest.and_then(|newest| rule(&run.flow, &newest.flow, term, closed));
        let due = rule.map(|rule| (rule.last_day(closed), rule.then));
        let Some((last_day, what)) = due.filter(|(last_day, _)| *last_day < self.today) else {
            return Ok(Err(KeptBecause::NotDue));
        };
        let citizen = citizens_of(&run, &case.parties).next();
        let read = CaseRead {
            run,
            case: Arc::new(case),
            at: shared.clock.now(),
        };
        Ok(Ok(Due {
            read,
            closed_at,
            last_day,
            what,
            citizen,
        }))
    }

    /// Those of these cases in which work goes on; one that cannot be read counts as open.
    async fn open_among(&self, cases: BTreeSet<CaseId>) -> Result<BTreeSet<CaseId>, Failure> {
        if cases.is_empty() {
            return Ok(cases);
        }
        let cases: Vec<CaseId> = cases.into_iter().collect();
        let stored = self.shared.store.load(self.tenant, &cases, &[]).await?.cases;
        let opened = self.shared.open_cases(self.tenant, &stored).await?;
        let open = stored.iter().zip(opened).filter(|(_, case)| {
            let ended = case.as_ref().is_ok_and(Case::has_ended);
            !ended
        });
        Ok(open.map(|(stored, _)| stored.case).collect())
    }
}

//! One plan: the cases of a citizen side by side, as far as somebody sees each.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_core::across::{Finding, Part, PlanBounds, departments, findings};
use samspil_core::case::Eyes;
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use samspil_store::{CaseOfPerson, CaseStatus};

use crate::look::{Look, LookAbout, criterion};
use crate::sealing::citizens_of;
use crate::{By, CaseRead, Engine, Failure};

/// How many cases one plan holds, the last changed first: nobody has more at a time, and more are read in their list.
const MAX_CASES: usize = 60;

/// How many cases of a citizen are looked through for those.
const MAX_FOUND: u32 = 1_000;

/// One case in the plan.
#[derive(Debug)]
pub struct InPlan {
    /// The case.
    pub read: CaseRead,
    /// With whose eyes the reader sees it.
    pub eyes: Eyes,
}

/// The one plan of a citizen.
#[derive(Debug)]
pub struct OnePlan {
    /// The cases that the reader sees, those under way first, then by when they began.
    pub cases: Vec<InPlan>,
    /// What each of them gives to the plan.
    pub parts: Vec<Part>,
    /// The units of the authority that have a case under way of which the reader learns no more.
    pub elsewhere: BTreeSet<UnitId>,
    /// There are older cases that are not here.
    pub more: bool,
    /// When it was read.
    pub at: DateTime<Utc>,
    /// Within which bounds something shows between the cases.
    pub bounds: PlanBounds,
}

impl OnePlan {
    /// What shows where the cases stand side by side.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        findings(&self.parts, self.at, &self.bounds)
    }
}

impl Engine {
    /// The one plan of a citizen, after a look at each case in it is logged; none where the asker takes part in no case of
    /// theirs. Who acts for the authority in one that is under way learns which other units of the authority have one, and
    /// nothing more of those: more takes a part in the case, which takes a ground or consent. The citizen learns of no case
    /// that is kept from them.
    ///
    /// # Errors
    /// Where it could not be logged, or the store cannot.
    pub async fn one_plan(
        &self,
        tenant: TenantId,
        by: &By,
        citizen: PersonId,
        look: &Look,
    ) -> Result<Option<OnePlan>, Failure> {
        let at = self.clock().now();
        let bounds = self.shared().plan_bounds(tenant).await?;
        let found = self
            .store()
            .cases_of_person(tenant, citizen, None, MAX_FOUND)
            .await?;
        let (ids, more) = of_now(found, at, &bounds);
        if ids.is_empty() {
            return Ok(None);
        }
        let all = self
            .shared()
            .cases_of_citizen(tenant, (by, look), citizen, &ids)
            .await?;
        let (seen, hidden): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.seen);
        let mut cases: Vec<InPlan> = seen
            .into_iter()
            .map(|one| InPlan {
                eyes: one.read.eyes(by),
                read: one.read,
            })
            .collect();
        if cases.is_empty() {
            return Ok(None);
        }
        cases.sort_by_key(|one| {
            let case = &one.read.case;
            (case.has_ended(), case.started_at, case.id)
        });
        let learns = cases
            .iter()
            .any(|one| !one.read.case.has_ended() && acts_for_authority(one));
        let elsewhere = hidden
            .iter()
            .filter(|one| learns && !one.read.case.has_ended())
            .flat_map(|one| departments(&one.read.view(), &[Side::Authority]))
            .collect();
        Ok(Some(OnePlan {
            parts: cases
                .iter()
                .map(|one| Part::of(&one.read.view(), &one.eyes))
                .collect(),
            cases,
            elsewhere,
            more,
            at,
            bounds,
        }))
    }
}

impl CaseRead {
    /// Whom the case is about.
    pub fn citizens(&self) -> impl Iterator<Item = PersonId> {
        citizens_of(&self.run, &self.case.parties)
    }
}

/// What stands beside a case.
#[derive(Debug, Default)]
pub struct Beside {
    /// The other cases of its citizen that are under way, the last changed first: read for their names and for who
    /// coordinates them.
    pub plans: Vec<InPlan>,
    /// Those that hold the overall goal that this case serves, where its flow says so.
    pub goal_in: Vec<InPlan>,
}

impl Engine {
    /// What stands beside a case, as far as the asker sees it. That the names of other cases are shown is an entry of its
    /// own, which says which; a look at the overall goal is logged in the case that holds it.
    ///
    /// # Errors
    /// Where it could not be logged, or the store cannot.
    pub async fn plans_beside(
        &self,
        tenant: TenantId,
        by: &By,
        case: &CaseRead,
        look: &Look,
    ) -> Result<Beside, Failure> {
        let Some(citizen) = case.citizens().next() else {
            return Ok(Beside::default());
        };
        // What else a citizen has would tell who they are.
        if case.view().hides_person(&case.eyes(by), citizen) {
            return Ok(Beside::default());
        }
        let mut found = self
            .store()
            .cases_of_person(tenant, citizen, None, MAX_FOUND)
            .await?;
        found.retain(|one| one.row.case != case.case.id && one.row.head.status != CaseStatus::Closed);
        let (ids, _) = of_now(found, case.at, &PlanBounds::default());
        let mut known = self.known(tenant, by, &ids).await?;
        let beside = ids.iter().filter_map(|id| {
            let read = known.remove(id)?;
            let eyes = read.eyes(by);
            let about_them = read.citizens().any(|one| one == citizen);
            let knows = !eyes.is_looking_in() && !read.view().hides_person(&eyes, citizen);
            (about_them && knows).then_some(InPlan { read, eyes })
        });
        let plans: Vec<InPlan> = beside.collect();
        self.log_beside(tenant, (by, look), (case, citizen), &plans)
            .await?;
        let holds_goal = |one: &&InPlan| !Part::of(&one.read.view(), &one.eyes).overall.is_empty();
        let serves = case.run.flow.about.serves_overall_goal;
        let holding: Vec<CaseId> = plans
            .iter()
            .filter(|_| serves)
            .filter(holds_goal)
            .map(|one| one.read.case.id)
            .collect();
        let mut goal_in = Vec::new();
        if !holding.is_empty() {
            let shared = self.shared();
            let read = shared
                .cases_of_citizen(tenant, (by, look), citizen, &holding)
                .await?;
            goal_in.extend(read.into_iter().filter(|one| one.seen).map(|one| InPlan {
                eyes: one.read.eyes(by),
                read: one.read,
            }));
        }
        Ok(Beside { plans, goal_in })
    }
}

impl Engine {
    /// Has it logged which other cases of the citizen are named beside a case.
    async fn log_beside(
        &self,
        tenant: TenantId,
        (by, look): (&By, &Look),
        (case, citizen): (&CaseRead, PersonId),
        plans: &[InPlan],
    ) -> Result<(), Failure> {
        if plans.is_empty() {
            return Ok(());
        }
        let named: Vec<String> = plans.iter().map(|one| one.read.case.id.to_string()).collect();
        let about = LookAbout {
            case: Some(case.case.id),
            citizen: Some(citizen),
            criterion: criterion([("beside", Some(named.join(" ")))]),
            found: Some(plans.len()),
        };
        self.log_look(tenant, by, look, about).await
    }
}

/// The cases that belong in a plan now, and whether some had to stay out: those under way, and those that closed lately.
fn of_now(found: Vec<CaseOfPerson>, at: DateTime<Utc>, bounds: &PlanBounds) -> (Vec<CaseId>, bool) {
    let lately = |closed: DateTime<Utc>| at - closed <= bounds.back();
    let mut rows: Vec<_> = found
        .into_iter()
        .map(|one| one.row)
        .filter(|row| row.head.status != CaseStatus::Closed || row.head.closed_at.is_some_and(lately))
        .collect();
    rows.sort_by_key(|row| {
        let closed = row.head.status == CaseStatus::Closed;
        (closed, std::cmp::Reverse(row.changed_at), row.case)
    });
    let more = rows.len() > MAX_CASES;
    rows.truncate(MAX_CASES);
    (rows.into_iter().map(|row| row.case).collect(), more)
}

fn acts_for_authority(one: &InPlan) -> bool {
    let mut parties = one.eyes.parties().iter();
    parties.any(|party| {
        let party = one.read.run.flow.parties.get(party);
        party.is_some_and(|party| party.side == Side::Authority)
    })
}

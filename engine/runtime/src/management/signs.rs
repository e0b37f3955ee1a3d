//! The four questions and the signs that a course does not hang together, asked of everything that goes on (A3, A21
//! in `flows/lines.csv`): how many show each. The engine reads the cases for itself; no citizen and no case is
//! told, and nothing of few.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use samspil_core::across::{CaseSign, Finding, Part, case_signs, findings};
use samspil_core::case::{Actor, View};
use samspil_core::id::{CaseId, FlowId, PersonId, TenantId};
use samspil_core::review::Question;
use samspil_store::{CaseQuery, CaseRow, CaseStatus};

use super::MIN_CASES;
use crate::Failure;
use crate::engine::{Engine, Shared};
use crate::sealing::citizens_of;

/// How many cases are read at a time: some 10 kB each.
const PAGE: u32 = 500;

/// How many cases are looked through, those that changed last first: what a large area has under way, read in some seconds.
const MAX_CASES: usize = 10_000;

/// How many cases of a citizen are held side by side: as many as their one plan shows, since each is held against each.
const MAX_PARTS: usize = 60;

/// How many show a sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignRow {
    /// The question that it is an answer to.
    pub question: Question,
    /// The sign, as a stable word.
    pub sign: &'static str,
    /// The flows that it shows in, or between.
    pub flows: BTreeSet<FlowId>,
    /// How many citizens, where it shows between their cases; otherwise how many cases.
    pub count: u64,
    /// It shows between cases: citizens are counted.
    pub of_citizens: bool,
}

/// What shows in everything that goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signs {
    /// When it was read.
    pub at: DateTime<Utc>,
    /// How many cases were looked through.
    pub cases: u64,
    /// There are more than were looked through.
    pub more: bool,
    /// What shows, by question, sign and flows.
    pub rows: Vec<SignRow>,
    /// How many rows are left out because they come from few.
    pub hidden: u64,
}

/// What a row is of: the question, the sign, whether citizens are counted, and the flows.
type RowKey = (Question, &'static str, bool, BTreeSet<FlowId>);

/// What is gathered while the cases are read.
#[derive(Default)]
struct Gathered {
    /// What each citizen's cases give to their one plan.
    parts: BTreeMap<PersonId, Vec<Part>>,
    /// Cases that show something by themselves.
    alone: BTreeMap<RowKey, u64>,
    cases: u64,
    more: bool,
}

impl Engine {
    /// What shows in everything that goes on, or in what a flow takes part in.
    ///
    /// # Errors
    /// What the store says.
    pub async fn signs(&self, tenant: TenantId, flow: Option<&str>) -> Result<Signs, Failure> {
        let shared = self.shared();
        let at = self.clock().now();
        let bounds = shared.plan_bounds(tenant).await?;
        let mut gathered = Gathered::default();
        for status in [CaseStatus::Open, CaseStatus::OnHold, CaseStatus::Closed] {
            let mut after = None;
            loop {
                let query = CaseQuery {
                    status: Some(status),
                    after,
                    limit: PAGE,
                    ..CaseQuery::default()
                };
                let rows = shared.store.find(tenant, &query).await?;
                let Some(last) = rows.last() else { break };
                after = Some((last.changed_at, last.case));
                // What closed long ago is no sign of anything that goes on.
                let lately = |row: &CaseRow| {
                    row.head
                        .closed_at
                        .is_some_and(|closed| at - closed <= bounds.back())
                };
                let counts = |row: &&CaseRow| status != CaseStatus::Closed || lately(row);
                let ids: Vec<CaseId> = rows.iter().filter(counts).map(|row| row.case).collect();
                let is_over = at - last.changed_at > bounds.back() && status == CaseStatus::Closed;
                gathered.read(shared, tenant, (&ids, at)).await?;
                if gathered.more || is_over {
                    break;
                }
            }
        }
        Ok(gathered.signs(at, &bounds, flow))
    }
}

impl Gathered {
    /// Takes in what these cases show.
    async fn read(
        &mut self,
        shared: &Shared,
        tenant: TenantId,
        (ids, at): (&[CaseId], DateTime<Utc>),
    ) -> Result<(), Failure> {
        if shared.stop.is_cancelled() {
            return Err(Failure::Stopping);
        }
        let room = MAX_CASES.saturating_sub(usize::try_from(self.cases).unwrap_or(usize::MAX));
        self.more |= ids.len() > room;
        let ids = ids.get(..room.min(ids.len())).unwrap_or_default();
        let read = shared.store.load(tenant, ids, &[]).await?;
        // A case that cannot be read is an incident where somebody asks something of it.
        let cases = shared.open_cases(tenant, &read.cases).await?;
        for case in cases.into_iter().filter_map(Result::ok) {
            let run = shared.flow(tenant, case.flow.as_str(), case.flow_version).await?;
            let view = View {
                run: &run,
                case: &case,
                at,
            };
            self.cases = self.cases.saturating_add(1);
            if !case.has_ended() {
                for sign in case_signs(&view) {
                    let flows = BTreeSet::from([case.flow.clone()]);
                    let key = (sign.question(), sign.word(), false, flows);
                    let count = self.alone.entry(key).or_default();
                    *count = count.saturating_add(1);
                }
            }
            let eyes = view.eyes_of(&Actor::Engine);
            let part = Part::of(&view, &eyes);
            for citizen in citizens_of(&run, &case.parties).collect::<BTreeSet<_>>() {
                let parts = self.parts.entry(citizen).or_default();
                if parts.len() < MAX_PARTS {
                    parts.push(part.clone());
                }
            }
        }
        // Whoever else waits for this thread comes between two pages.
        tokio::task::yield_now().await;
        Ok(())
    }

    /// What shows in all of it, without what comes from few.
    fn signs(
        self,
        at: DateTime<Utc>,
        bounds: &samspil_core::across::PlanBounds,
        flow: Option<&str>,
    ) -> Signs {
        let mut all = self.alone;
        for parts in self.parts.into_values() {
            let shown: BTreeSet<RowKey> = findings(&parts, at, bounds)
                .iter()
                .map(|finding| {
                    (
                        Question::Coherence,
                        finding.word(),
                        true,
                        flows_of(finding, &parts),
                    )
                })
                .collect();
            for key in shown {
                let count = all.entry(key).or_default();
                *count = count.saturating_add(1);
            }
        }
        let asked =
            |(_, _, _, flows): &RowKey| flow.is_none_or(|flow| flows.iter().any(|one| one.as_str() == flow));
        let all: Vec<(RowKey, u64)> = all.into_iter().filter(|(key, _)| asked(key)).collect();
        let rows = all.iter().filter(|(_, count)| *count >= MIN_CASES);
        let rows: Vec<SignRow> = rows
            .map(|((question, sign, of_citizens, flows), count)| SignRow {
                question: *question,
                sign,
                flows: flows.clone(),
                count: *count,
                of_citizens: *of_citizens,
            })
            .collect();
        Signs {
            at,
            cases: self.cases,
            more: self.more,
            hidden: u64::try_from(all.len().saturating_sub(rows.len())).unwrap_or(u64::MAX),
            rows,
        }
    }
}

/// The flows that a finding is between.
fn flows_of(finding: &Finding, parts: &[Part]) -> BTreeSet<FlowId> {
    let numbers: Vec<usize> = match finding {
        Finding::AskedTwice { first, second } | Finding::TwoStories { first, second } => {
            vec![first.part, second.part]
        }
        Finding::Against { one, other } | Finding::Collide { one, other } => vec![one.part, other.part],
        Finding::Parallel(numbers) | Finding::Crowded { parts: numbers, .. } => numbers.clone(),
        Finding::Back { ended, anew } => vec![*ended, *anew],
    };
    let parts = numbers.into_iter().filter_map(|number| parts.get(number));
    parts.map(|part| part.flow.clone()).collect()
}

/// Every sign that there is, as its word, with the question that it belongs to.
pub const SIGNS: [(&str, Question); 13] = [
    (
        CaseSign::WorkWithoutOwner.word(),
        CaseSign::WorkWithoutOwner.question(),
    ),
    (CaseSign::SidesApart.word(), CaseSign::SidesApart.question()),
    (CaseSign::NoPurpose.word(), CaseSign::NoPurpose.question()),
    (CaseSign::GoalAlone.word(), CaseSign::GoalAlone.question()),
    (CaseSign::FollowUpLate.word(), CaseSign::FollowUpLate.question()),
    ("asked_twice", Question::Coherence),
    ("parallel", Question::Coherence),
    ("against", Question::Coherence),
    ("collide", Question::Coherence),
    ("crowded", Question::Coherence),
    ("two_stories", Question::Coherence),
    (CaseSign::WaitsLong.word(), CaseSign::WaitsLong.question()),
    ("back", Question::Coherence),
];

//! Open cases are counted anew by a new calendar or tuning: what lies ahead moves, what is past stays, and what moved is told.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use samspil_core::calendar::{Calendar, CalendarRules};
use samspil_core::case::{Actor, Asked, Case, Change, Event, Input, Runnable, step};
use samspil_core::id::{CaseId, ClockId, FlowId, TenantId};
use samspil_core::text::Text;
use samspil_store::{BatchName, CaseQuery, CaseStatus};

use crate::batches::{Course, of_calendar, of_tuning};
use crate::calendars::{CalendarRefused, FRESH};
use crate::clock::rests_until;
use crate::engine::{Engine, Shared};
use crate::writer::{Command, MAX_BATCH, Wanted};
use crate::{By, Failure};

/// How many cases are read at a time: some 10 kB each.
const PAGE: u32 = 500;

/// How long after it was laid down every node counts by a calendar: each asks for the newest every few seconds.
const KNOWN_EVERYWHERE: Duration = Duration::seconds(3 * FRESH.num_seconds());

/// How often it is looked for calendars and tunings that not every case is counted by yet.
const LOOK_EVERY: Duration = Duration::minutes(1);

/// A deadline that a calendar or a tuning moves, or the next time of what comes back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The case.
    pub case: CaseId,
    /// Its flow.
    pub flow: FlowId,
    /// The clock.
    pub clock: ClockId,
    /// What people call it.
    pub clock_title: Text,
    /// When it was due.
    pub from: DateTime<Utc>,
    /// When it is due now.
    pub to: DateTime<Utc>,
    /// It is overdue at once.
    pub overdue: bool,
    /// No deadline is meant, but the next time of what comes back: its clock starts then.
    pub next: bool,
}

/// What an event moved, seen from the case before it.
pub(crate) fn moved(run: &Runnable, before: &Case, event: &Event, now: DateTime<Utc>) -> Vec<Moved> {
    let changes = event.changes.iter();
    let moves = changes.filter_map(|change| match change {
        Change::ClockMoved { clock, due, .. } => {
            let state = before.clocks.get(clock)?;
            let title = &run.clock(clock.as_str())?.title;
            (state.due != *due).then(|| Moved {
                case: before.id,
                flow: before.flow.clone(),
                clock: clock.clone(),
                clock_title: title.clone(),
                from: state.due,
                to: *due,
                overdue: *due <= now,
                next: false,
            })
        }
        Change::Planned {
            item,
            planned: Some(to),
            ..
        } => {
            let from = before.items.get(item)?.planned.filter(|from| from != to)?;
            Some(Moved {
                case: before.id,
                flow: before.flow.clone(),
                clock: ClockId::new(item.as_str()).ok()?,
                clock_title: run.item(before, item)?.title.clone(),
                from,
                to: *to,
                overdue: false,
                next: true,
            })
        }
        _ => None,
    });
    moves.collect()
}

/// The cases of a tenant that are not closed, page by page, those that changed last first.
pub(crate) struct OpenCases {
    tenant: TenantId,
    flow: Option<FlowId>,
    status: CaseStatus,
    after: Option<(DateTime<Utc>, CaseId)>,
}

impl OpenCases {
    /// Those of one flow, or of all.
    pub(crate) const fn of(tenant: TenantId, flow: Option<FlowId>) -> Self {
        Self {
            tenant,
            flow,
            status: CaseStatus::Open,
            after: None,
        }
    }

    /// The next page; none after the last.
    pub(crate) async fn next(&mut self, shared: &Shared) -> Result<Option<Vec<Case>>, Failure> {
        if shared.stop.is_cancelled() {
            return Err(Failure::Stopping);
        }
        let query = CaseQuery {
            flow: self.flow.as_ref().map(ToString::to_string),
            status: Some(self.status),
            after: self.after,
            limit: PAGE,
            ..CaseQuery::default()
        };
        let rows = shared.store.find(self.tenant, &query).await?;
        self.after = rows.last().map(|last| (last.changed_at, last.case));
        if self.after.is_none() {
            if self.status == CaseStatus::OnHold {
                return Ok(None);
            }
            self.status = CaseStatus::OnHold;
            return Ok(Some(Vec::new()));
        }
        let ids: Vec<CaseId> = rows.iter().map(|row| row.case).collect();
        let read = shared.store.load(self.tenant, &ids, &[]).await?;
        let cases = shared.open_cases(self.tenant, &read.cases).await?;
        // A case that cannot be read is an incident where somebody asks something of it.
        Ok(Some(cases.into_iter().filter_map(Result::ok).collect()))
    }
}

/// A flow's versions that count by a calendar which is only tried.
struct Tried {
    calendar: Calendar,
    flows: BTreeMap<(FlowId, u32), Runnable>,
}

impl Tried {
    async fn flow(&mut self, shared: &Shared, tenant: TenantId, case: &Case) -> Result<&Runnable, Failure> {
        match self.flows.entry((case.flow.clone(), case.flow_version)) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(new) => {
                let run = shared.flow(tenant, case.flow.as_str(), case.flow_version).await?;
                Ok(new.insert(run.counting_by(self.calendar.clone())))
            }
        }
    }
}

impl Engine {
    /// Which deadlines of open cases a calendar would move; nothing is kept.
    ///
    /// # Errors
    /// What is wrong with the rules, or what the store says.
    pub async fn preview_calendar(
        &self,
        tenant: TenantId,
        rules: CalendarRules,
    ) -> Result<Vec<Moved>, CalendarRefused> {
        let shared = self.shared();
        let now = shared.clock.now();
        let version = shared.store.calendar_version(tenant).await?.saturating_add(1);
        let calendar = Calendar::new(version, rules).map_err(CalendarRefused::Faults)?;
        let mut tried = Tried {
            calendar,
            flows: BTreeMap::new(),
        };
        let (mut all, mut open) = (Vec::new(), OpenCases::of(tenant, None));
        while let Some(cases) = open.next(shared).await? {
            for case in cases {
                let run = tried.flow(shared, tenant, &case).await?;
                let input = Input {
                    at: now,
                    by: Actor::Engine,
                    what: Asked::Tick,
                };
                // A case that the engine cannot bring forward is an incident already, or will be.
                if let Ok(step) = step(run, &case, &input)
                    && let Some(event) = &step.event
                {
                    all.extend(moved(run, &case, event, now));
                }
            }
        }
        Ok(all)
    }

    /// Counts every open case anew that is not counted by the newest calendar and tunings yet, and gives what moved. Begun again
    /// where it was broken off, it goes on with those that are left.
    ///
    /// # Errors
    /// What the store says.
    pub async fn recount(&self, tenant: TenantId) -> Result<Vec<Moved>, Failure> {
        let course = self.course_of_counting(tenant).await?;
        let counted = self.count_open(tenant, &course).await;
        course.end_as(&counted).await;
        counted
    }

    /// The same for a batch that failed or stands still, which is begun anew by somebody, whatever else is to be counted.
    ///
    /// # Errors
    /// What the store says.
    pub async fn recount_again(
        &self,
        tenant: TenantId,
        batch: &BatchName,
        by: &str,
    ) -> Result<Vec<Moved>, Failure> {
        let cases = self.store().running(tenant).await?;
        let whole = cases.iter().map(|one| one.cases).sum();
        let begun = vec![(batch.clone(), by.to_owned())];
        let course = Course::begin(self.shared(), tenant, begun, (0, Some(whole))).await?;
        let counted = self.count_open(tenant, &course).await;
        course.end_as(&counted).await;
        counted
    }

    /// Goes through all open cases, and says after each page of them how far it is.
    async fn count_open(&self, tenant: TenantId, course: &Course) -> Result<Vec<Moved>, Failure> {
        let shared = self.shared();
        let newest = shared.calendar(tenant).await?.version();
        let (mut all, mut open, mut done) = (Vec::new(), OpenCases::of(tenant, None), 0_u64);
        let counted = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        while let Some(cases) = open.next(shared).await? {
            done = done.saturating_add(counted(cases.len()));
            let mut outdated = Vec::new();
            for case in cases {
                if case.calendar < newest || self.is_out_of_tune(tenant, &case).await? {
                    outdated.push(case);
                }
            }
            for part in outdated.chunks(MAX_BATCH) {
                let mut asked = Vec::new();
                for case in part {
                    asked.push(self.count_anew(tenant, case));
                }
                for moves in futures::future::try_join_all(asked).await? {
                    all.extend(moves);
                }
            }
            course.came(done, counted(all.len())).await?;
        }
        course.whole(done, counted(all.len())).await?;
        Ok(all)
    }

    /// Whether a tuning has taken effect that the case is not counted by yet. A flow that cannot be read has none.
    async fn is_out_of_tune(&self, tenant: TenantId, case: &Case) -> Result<bool, Failure> {
        let shared = self.shared();
        match shared.flow(tenant, case.flow.as_str(), case.flow_version).await {
            Ok(run) => Ok(case.tunings < run.tunings.steps(shared.clock.now())),
            Err(failure @ (Failure::Store(_) | Failure::Stopping)) => Err(failure),
            Err(_) => Ok(false),
        }
    }

    async fn count_anew(&self, tenant: TenantId, case: &Case) -> Result<Vec<Moved>, Failure> {
        let (shared, tick) = (self.shared(), Wanted::Do(Asked::Tick));
        let command = Command::new(case.id, By::Engine, tick);
        let answer = match self.send(tenant, command).await {
            Ok(answer) => answer,
            // A case that rests for an incident is counted when it goes on.
            Err(Failure::Refused(_) | Failure::Incident(_) | Failure::NoCase) => return Ok(Vec::new()),
            Err(failure) => return Err(failure),
        };
        let Some(event) = answer.event else {
            return Ok(Vec::new());
        };
        let run = shared.flow(tenant, case.flow.as_str(), case.flow_version).await?;
        Ok(moved(&run, case, &event, shared.clock.now()))
    }
}

/// Sees to it that every case is counted by the newest calendar and tunings, until the engine stops.
pub(crate) async fn run(engine: Arc<Engine>) {
    let shared = Arc::clone(engine.shared());
    loop {
        if let Err(failure) = finish_all(&engine).await {
            tracing::warn!(%failure, "cases are counted anew later");
        }
        let next = shared.clock.now() + LOOK_EVERY;
        if !rests_until(shared.clock.as_ref(), &shared.stop, next).await {
            return;
        }
    }
}

async fn finish_all(engine: &Engine) -> Result<(), Failure> {
    let shared = engine.shared();
    for (tenant, _) in shared.store.tenants().await? {
        let newest = shared.store.calendars(tenant, 1).await?;
        let newest = newest.first().filter(|newest| newest.counted_at.is_none());
        let began = shared.clock.now();
        let tunings = shared.uncounted(tenant, began).await?;
        if newest.is_none() && tunings.is_empty() {
            continue;
        }
        let moves = engine.recount(tenant).await?;
        tracing::info!(%tenant, moved = moves.len(), "cases are counted anew");
        // What began before every node knew of it may have missed a case that a node had in its hands.
        let known = |since: DateTime<Utc>| began - since >= KNOWN_EVERYWHERE;
        let now = shared.clock.now();
        if let Some(newest) = newest.filter(|newest| known(newest.set_at)) {
            shared.store.calendar_counted(tenant, newest.version, now).await?;
            let name = of_calendar(newest.version);
            shared.store.end_batch(tenant, &name, None, now).await?;
        }
        for (number, since) in tunings {
            if known(since) {
                shared.store.tuning_counted(tenant, number, now).await?;
                let name = of_tuning(number);
                shared.store.end_batch(tenant, &name, None, now).await?;
            }
        }
    }
    Ok(())
}

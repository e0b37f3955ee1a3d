//! Last year's cases replayed with a tuning, as if it had held then, beside what happened.

use std::collections::{BTreeMap, btree_map};
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use samspil_core::case::{Course, Event, Hindsight, Runnable, hindsight};
use samspil_core::flow::{Clock, RungAction, Tuning, Tunings};
use samspil_core::id::{CaseId, PartyId, TenantId};
use samspil_store::CaseQuery;

use crate::engine::Shared;
use crate::sealing::{About, Body};
use crate::{Engine, Failure};

/// How far back last year goes.
const YEAR: Duration = Duration::days(365);

/// How many cases are replayed, those that changed last first: what a large municipality has of one kind in a year.
const MAX_CASES: u32 = 10_000;

/// How many cases are listed at a time.
const PAGE: u32 = 500;

/// How many histories are read at a time: some 20 kB each.
const MAX_AT_ONCE: usize = 100;

/// How a clock went, over many cases.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// How many times it ran.
    pub runs: u32,
    /// How many times it ran out undone.
    pub breaches: u32,
    /// How many times a rung reminded somebody of what came up.
    pub reminders: u32,
    /// How many times a rung did more than that: told of lateness, handed over, opened, called or raised.
    pub escalations: u32,
    /// How many times each party was spoken to.
    pub load: BTreeMap<PartyId, u32>,
}

impl Tally {
    fn add(&mut self, clock: &Clock, course: &Course) {
        self.runs += 1;
        self.breaches += u32::from(course.breached);
        for (place, _, to) in &course.rungs {
            let rung = clock.ladder.get(usize::from(*place));
            match rung.map(|rung| &rung.does) {
                Some(RungAction::Remind(_)) => self.reminders += 1,
                _ => self.escalations += 1,
            }
            for party in to {
                *self.load.entry(party.clone()).or_default() += 1;
            }
        }
    }
}

/// What a tuning would have made of last year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastPreview {
    /// Since when.
    pub since: DateTime<Utc>,
    /// How many cases were replayed.
    pub cases: u32,
    /// How many were left out: they ran by a version of the flow that does not allow it, or their history was erased.
    pub left_out: u32,
    /// There were more cases than are replayed.
    pub more: bool,
    /// What happened.
    pub was: Tally,
    /// What would have happened.
    pub would: Tally,
}

/// A version of the flow tuned as if from the beginning; none where it does not allow it.
type Versions = BTreeMap<u32, Option<Arc<Runnable>>>;

/// The cases of a page by the versions that they ran by.
struct Page {
    cases: BTreeMap<CaseId, Arc<Runnable>>,
    left_out: u32,
    oldest: Option<(DateTime<Utc>, CaseId)>,
    is_last: bool,
}

impl Engine {
    /// Last year's cases replayed with a tuning.
    pub(super) async fn try_on_last_year(
        &self,
        tenant: TenantId,
        tuning: &Tuning,
    ) -> Result<PastPreview, Failure> {
        let shared = self.shared();
        // Each replay keeps a core busy for seconds.
        let alone = shared.replaying.acquire().await.map_err(|_| Failure::Stopping)?;
        let now = shared.clock.now();
        let mut found = PastPreview {
            since: now - YEAR,
            cases: 0,
            left_out: 0,
            more: false,
            was: Tally::default(),
            would: Tally::default(),
        };
        let (mut versions, mut after) = (Versions::new(), None);
        loop {
            if shared.stop.is_cancelled() {
                return Err(Failure::Stopping);
            }
            let page = page(shared, tenant, tuning, (found.since, after), &mut versions).await?;
            found.left_out += page.left_out;
            let ids: Vec<CaseId> = page.cases.keys().copied().collect();
            for part in ids.chunks(MAX_AT_ONCE) {
                let histories = shared.store.histories(tenant, part).await?;
                let histories = opened(shared, tenant, &histories).await?;
                let runs = page.cases.clone();
                let since = found.since;
                let replayed = tokio::task::spawn_blocking(move || replay(&runs, histories, (since, now)));
                let replayed = replayed
                    .await
                    .map_err(|error| Failure::Incident(error.to_string()))?;
                found.add(replayed);
            }
            after = page.oldest;
            if page.is_last {
                break;
            }
            if found.cases + found.left_out >= MAX_CASES {
                found.more = true;
                break;
            }
        }
        drop(alone);
        Ok(found)
    }
}

impl PastPreview {
    fn add(&mut self, part: Part) {
        self.cases += part.cases;
        self.left_out += part.left_out;
        for (whole, part) in [(&mut self.was, part.was), (&mut self.would, part.would)] {
            whole.runs += part.runs;
            whole.breaches += part.breaches;
            whole.reminders += part.reminders;
            whole.escalations += part.escalations;
            for (party, count) in part.load {
                *whole.load.entry(party).or_default() += count;
            }
        }
    }
}

/// The next cases that changed last year, with the versions that they ran by.
async fn page(
    shared: &Shared,
    tenant: TenantId,
    tuning: &Tuning,
    (since, after): (DateTime<Utc>, Option<(DateTime<Utc>, CaseId)>),
    versions: &mut Versions,
) -> Result<Page, Failure> {
    let query = CaseQuery {
        flow: Some(tuning.flow.to_string()),
        after,
        limit: PAGE,
        ..CaseQuery::default()
    };
    let rows = shared.store.find(tenant, &query).await?;
    let mut page = Page {
        cases: BTreeMap::new(),
        left_out: 0,
        oldest: rows.last().map(|last| (last.changed_at, last.case)),
        is_last: rows.last().is_none_or(|last| last.changed_at < since),
    };
    for row in rows.iter().filter(|row| row.changed_at >= since) {
        let version = row.head.flow_version;
        if let btree_map::Entry::Vacant(place) = versions.entry(version) {
            let run = shared.flow(tenant, tuning.flow.as_str(), version).await?;
            let tunings = Tunings::always(&run.flow, tuning.clone()).ok();
            let tried = tunings.map(|tunings| Arc::new(Runnable::clone(&run).tuned_by(tunings)));
            place.insert(tried);
        }
        match versions.get(&version) {
            Some(Some(run)) => {
                page.cases.insert(row.case, Arc::clone(run));
            }
            _ => page.left_out += 1,
        }
    }
    Ok(page)
}

/// What came of some cases.
#[derive(Default)]
struct Part {
    cases: u32,
    left_out: u32,
    was: Tally,
    would: Tally,
}

/// The events of several cases, each case's from its first on.
async fn opened(
    shared: &Shared,
    tenant: TenantId,
    histories: &[(CaseId, Vec<u8>)],
) -> Result<Vec<(CaseId, Result<Event, Failure>)>, Failure> {
    let cases = histories.chunk_by(|one, other| one.0 == other.0);
    let bodies: Vec<Body<'_>> = cases
        .flat_map(|one| (1..).zip(one))
        .map(|(number, (case, bytes))| Body {
            about: About::Event(*case, number),
            bytes,
        })
        .collect();
    let events = shared.open_all(tenant, &bodies).await?;
    Ok(histories.iter().map(|(case, _)| *case).zip(events).collect())
}

fn replay(
    runs: &BTreeMap<CaseId, Arc<Runnable>>,
    histories: Vec<(CaseId, Result<Event, Failure>)>,
    (since, now): (DateTime<Utc>, DateTime<Utc>),
) -> Part {
    let mut part = Part::default();
    for one in histories.chunk_by(|one, other| one.0 == other.0) {
        let events = one.iter().map(|(_, event)| event.clone());
        let events: Result<Vec<Event>, _> = events.collect();
        let run = one.first().and_then(|(case, _)| runs.get(case));
        let (Ok(events), Some(run)) = (events, run) else {
            part.left_out += 1;
            continue;
        };
        part.cases += 1;
        let tuned = run.tunings.ready().iter();
        for written in tuned.filter_map(|ready| run.flow.clocks.get(&ready.tuning.clock)) {
            let Hindsight { was, would } = hindsight(run, &events, written.id.as_str(), now);
            let recent = |course: &&Course| course.starts >= since;
            was.iter()
                .filter(recent)
                .for_each(|course| part.was.add(written, course));
            would
                .iter()
                .filter(recent)
                .for_each(|course| part.would.add(written, course));
        }
    }
    part
}

//! Last year's cases replayed with a tuning, as if it had held then, beside what happened.

use std::collections::{BTreeMap, btree_map};
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use samspil_core::case::{
    Course, Event, Hindsight, Recurrence, RhythmHindsight, Round, Runnable, hindsight, rhythm_hindsight,
};
use samspil_core::flow::{Clock, Ready, RungAction, Tuning};
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

/// How a clock went, over many cases, and how often its item came back where that is in a rhythm.
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
    /// How many times its rhythm named while the item could come, also where the one before was still open.
    pub named: u32,
    /// How many times it opened.
    pub opened: u32,
    /// How many of these each party had to do.
    pub work: BTreeMap<PartyId, u32>,
}

impl Tally {
    /// What of an item came back since then.
    fn add_all(&mut self, clock: &Clock, found: &Recurrence, since: DateTime<Utc>) {
        let recent = |round: &&Round| round.opened >= since;
        for round in found.rounds.iter().filter(recent) {
            self.opened += 1;
            self.named += u32::from(round.planned.is_some());
            if let Some(owner) = &round.owner {
                *self.work.entry(owner.clone()).or_default() += 1;
            }
        }
        let passed = found.rounds.iter().flat_map(|round| &round.passed);
        let passed = passed.filter(|at| **at >= since).count();
        self.named = self
            .named
            .saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.add_courses(clock, &found.courses, since);
    }

    fn add_courses(&mut self, clock: &Clock, courses: &[Course], since: DateTime<Utc>) {
        let recent = courses.iter().filter(|course| course.starts >= since);
        recent.for_each(|course| self.add(clock, course));
    }

    /// The same of other cases.
    fn join(&mut self, other: Self) {
        let Self {
            runs,
            breaches,
            reminders,
            escalations,
            load,
            named,
            opened,
            work,
        } = other;
        self.runs += runs;
        self.breaches += breaches;
        self.reminders += reminders;
        self.escalations += escalations;
        self.named += named;
        self.opened += opened;
        for (whole, part) in [(&mut self.load, load), (&mut self.work, work)] {
            for (party, count) in part {
                *whole.entry(party).or_default() += count;
            }
        }
    }

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
    /// A rhythm is tried: how often its item came back is told too.
    pub rhythm: bool,
}

/// A version of the flow as it is and as it is tried, as if it had been tuned so from the beginning.
struct Both {
    was: Arc<Runnable>,
    tried: Arc<Runnable>,
}

/// The versions of the flow; none where one does not allow what is tried.
type Versions = BTreeMap<u32, Option<Arc<Both>>>;

/// The cases of a page by the versions that they ran by.
struct Page {
    cases: BTreeMap<CaseId, Arc<Both>>,
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
            rhythm: tuning.every.is_some(),
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
        self.was.join(part.was);
        self.would.join(part.would);
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
            let tunings = run.tunings.clone().and_always(&run.flow, tuning.clone()).ok();
            let both = tunings.map(|tunings| Both {
                tried: Arc::new(Runnable::clone(&run).tuned_by(tunings)),
                was: run,
            });
            place.insert(both.map(Arc::new));
        }
        match versions.get(&version) {
            Some(Some(both)) => {
                page.cases.insert(row.case, Arc::clone(both));
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
    runs: &BTreeMap<CaseId, Arc<Both>>,
    histories: Vec<(CaseId, Result<Event, Failure>)>,
    (since, now): (DateTime<Utc>, DateTime<Utc>),
) -> Part {
    let mut part = Part::default();
    for one in histories.chunk_by(|one, other| one.0 == other.0) {
        let events = one.iter().map(|(_, event)| event.clone());
        let events: Result<Vec<Event>, _> = events.collect();
        let both = one.first().and_then(|(case, _)| runs.get(case));
        let (Ok(events), Some(both)) = (events, both) else {
            part.left_out += 1;
            continue;
        };
        part.cases += 1;
        for ready in both.tried.tunings.tried() {
            part.add(both, ready, &events, (since, now));
        }
    }
    part
}

impl Part {
    /// How one clock went in a case, and how it would have gone.
    fn add(
        &mut self,
        both: &Both,
        ready: &Ready,
        events: &[Event],
        (since, now): (DateTime<Utc>, DateTime<Utc>),
    ) {
        let name = &ready.tuning.clock;
        let Some(written) = both.tried.flow.clocks.get(name) else {
            return;
        };
        if ready.fitted.every.is_some() {
            let RhythmHindsight { was, would } =
                rhythm_hindsight(&both.was, &both.tried, events, name.as_str(), now);
            self.was.add_all(written, &was, since);
            self.would.add_all(written, &would, since);
        } else {
            let Hindsight { was, would } = hindsight(&both.tried, events, name.as_str(), now);
            self.was.add_courses(written, &was, since);
            self.would.add_courses(written, &would, since);
        }
    }
}

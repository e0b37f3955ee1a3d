//! What a tuning would do to the cases that are open now. Nothing is kept.

use std::collections::{BTreeMap, btree_map};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::calendar::local_date;
use samspil_core::case::{Actor, Asked, Case, Effect, Event, Input, NoticeKind, Runnable, Step, View, step};
use samspil_core::flow::{Deed, Entry, Tuning, Tunings};
use samspil_core::id::{CaseId, FlowId, PartyId, PersonId, TenantId};

use super::{TuningPreview, TuningRefused};
use crate::recount::{OpenCases, moved};
use crate::{Engine, Failure, Moved};

/// Whom a tuning would have told at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// In which case.
    pub case: CaseId,
    /// The party.
    pub party: PartyId,
    /// Who of it, where somebody has the work.
    pub person: Option<PersonId>,
    /// Of something that is late; otherwise of something that comes up.
    pub late: bool,
}

/// What a tuning would do to open cases, were it to take effect now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LivePreview {
    /// How many cases were looked at.
    pub cases: u32,
    /// The deadlines that move, and the next times of what comes back.
    pub moved: Vec<Moved>,
    /// Who is told of it at once, because a rung is due then.
    pub told: Vec<Told>,
    /// How many cases run by a version of the flow that does not allow it: they stay as they are.
    pub unfit: u32,
}

impl LivePreview {
    /// How many deadlines move.
    #[must_use]
    pub fn deadlines(&self) -> usize {
        self.moved.iter().filter(|one| !one.next).count()
    }

    /// How many times an item that comes back gets another time for its next round.
    #[must_use]
    pub fn planned(&self) -> usize {
        self.moved.len() - self.deadlines()
    }

    /// How many deadlines are overdue at once.
    #[must_use]
    pub fn overdue(&self) -> usize {
        self.moved.iter().filter(|one| one.overdue).count()
    }

    /// The smallest and the greatest number of days that a deadline moves; less than nothing is earlier.
    #[must_use]
    pub fn days(&self) -> Option<(i64, i64)> {
        let days = |one: &Moved| (local_date(one.to) - local_date(one.from)).num_days();
        let all = || self.moved.iter().filter(|one| !one.next).map(days);
        Some((all().min()?, all().max()?))
    }
}

/// A version of the flow as it is and as it is tried; none where it does not allow what is tried.
type Versions = BTreeMap<u32, (Arc<Runnable>, Option<Runnable>)>;

fn tick(at: DateTime<Utc>) -> Input {
    Input {
        at,
        by: Actor::Engine,
        what: Asked::Tick,
    }
}

impl Engine {
    /// What a tuning would do: to open cases, and to last year's had it held then. Nothing is kept.
    ///
    /// # Errors
    /// What is wrong with the tuning, or what the store says.
    pub async fn preview_tuning(
        &self,
        tenant: TenantId,
        tuning: Tuning,
    ) -> Result<TuningPreview, TuningRefused> {
        self.must_be_sound(tenant, &tuning).await?;
        let live = self
            .try_on_open_cases(tenant, Deed::Tuned(tuning.clone()))
            .await?;
        let past = self.try_on_last_year(tenant, &tuning).await?;
        Ok(TuningPreview { live, past })
    }

    /// What taking a tuning back would do to open cases. Nothing is kept.
    ///
    /// # Errors
    /// Where there is no such tuning, or what the store says.
    pub async fn preview_taking_back(
        &self,
        tenant: TenantId,
        number: u32,
    ) -> Result<LivePreview, TuningRefused> {
        let deed = self.taking_back(tenant, number, u32::MAX).await?;
        Ok(self.try_on_open_cases(tenant, deed).await?)
    }

    async fn try_on_open_cases(&self, tenant: TenantId, deed: Deed) -> Result<LivePreview, Failure> {
        let shared = self.shared();
        let (now, flow) = (shared.clock.now(), deed.flow().clone());
        let journal = with_tried(&shared.journal(tenant).await?, deed, now);
        let mut found = LivePreview::default();
        let (mut versions, mut open) = (Versions::new(), OpenCases::of(tenant, Some(flow.clone())));
        while let Some(cases) = open.next(shared).await? {
            for case in cases {
                found.cases += 1;
                let version = case.flow_version;
                if let btree_map::Entry::Vacant(place) = versions.entry(version) {
                    place.insert(self.tried(tenant, &flow, version, &journal).await?);
                }
                match versions.get(&version) {
                    Some((run, Some(tried))) => look(&mut found, run, tried, case, now),
                    _ => found.unfit += 1,
                }
            }
        }
        Ok(found)
    }

    async fn tried(
        &self,
        tenant: TenantId,
        flow: &FlowId,
        version: u32,
        journal: &[Entry],
    ) -> Result<(Arc<Runnable>, Option<Runnable>), Failure> {
        let run = self.shared().flow(tenant, flow.as_str(), version).await?;
        let tunings = Tunings::of(&run.flow, journal);
        let last = tunings.latest();
        let fits = tunings.unfit().iter().all(|(number, _)| *number != last);
        let tried = fits.then(|| Runnable::clone(&run).tuned_by(tunings));
        Ok((run, tried))
    }
}

/// The journal with what is tried as its last entry, in effect at once.
fn with_tried(journal: &[Entry], deed: Deed, now: DateTime<Utc>) -> Vec<Entry> {
    let deed = match deed {
        Deed::Tuned(tuning) => Deed::Tuned(Tuning {
            from: local_date(now),
            ..tuning
        }),
        back @ Deed::TakenBack { .. } => back,
    };
    let tried = Entry {
        number: journal.last().map_or(0, |entry| entry.number).saturating_add(1),
        deed,
        set_at: now,
        by: String::new(),
        why: String::new(),
    };
    journal.iter().cloned().chain([tried]).collect()
}

/// What the tuning alone does to a case: whatever is due anyhow comes first.
fn look(found: &mut LivePreview, run: &Runnable, tried: &Runnable, case: Case, now: DateTime<Utc>) {
    let view = View {
        run,
        case: &case,
        at: now,
    };
    let due = view.next_wake().is_some_and(|wake| wake <= now);
    // A case that the engine cannot bring forward is an incident already, or will be.
    let case = match due.then(|| step(run, &case, &tick(now))) {
        None => case,
        Some(Ok(step)) => step.case,
        Some(Err(_)) => return,
    };
    let Ok(Step { event, effects, .. }) = step(tried, &case, &tick(now)) else {
        return;
    };
    let moves = |event: &Event| moved(tried, &case, event, now);
    found.moved.extend(event.iter().flat_map(moves));
    let told = effects.into_iter().filter_map(|effect| match effect {
        Effect::Notice { kind, to, person, .. } => Some(Told {
            case: case.id,
            party: to,
            person,
            late: kind == NoticeKind::Lateness,
        }),
        Effect::Meeting { .. }
        | Effect::Letter { .. }
        | Effect::BeginCase { .. }
        | Effect::EndCase { .. }
        | Effect::TellParent { .. }
        | Effect::Say { .. } => None,
    });
    found.told.extend(told);
}

//! One transaction's worth of commands.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::FutureExt as _;
use samspil_core::calendar::local_date;
use samspil_core::case::{Asked, Binding, Case, Input, Refusal, Runnable, Start, Step, View, start, step};
use samspil_core::id::{CaseId, PartyId, TenantId};
use samspil_store::{Commit, Hash, Outcome, StoreError, StoredCase};

use crate::beginning::may_begin;
use crate::engine::Shared;
use crate::grounds::looked_again;
use crate::near::Near;
use crate::places::Places;
use crate::resting::{PANICKED, resting, told_of_unread};
use crate::rows::{From, commit};
use crate::snapshots::{Kept, Snapshots};
use crate::vault::VaultError;
use crate::writer::{Wanted, Work};
use crate::{Answer, By, Failure};

/// How often a command is decided anew because others changed its case in between.
const MAX_TRIES: usize = 8;

/// A case that a batch works on.
struct Held {
    kept: Kept,
    /// Read for this batch. What lay in memory may be older than what another node has made of the case since: a commit
    /// shows that, but whatever is answered without one must come from what was read.
    read: bool,
}

/// The cases that a batch works on.
#[derive(Default)]
struct AtHand {
    /// Of one that cannot be read, why.
    held: BTreeMap<CaseId, Result<Held, String>>,
    /// Those that are there and that whoever asks cannot have to do with: they stay closed.
    far: BTreeSet<CaseId>,
}

/// Works off commands of one tenant, at most one per case.
pub(crate) struct Batch<'a> {
    shared: &'a Arc<Shared>,
    tenant: TenantId,
    snapshots: &'a mut Snapshots,
}

/// What came of deciding: what is to be committed together.
#[derive(Default)]
pub(crate) struct Decisions {
    decided: Vec<Decided>,
    commits: Vec<Commit>,
}

impl Decisions {
    pub(crate) const fn len(&self) -> usize {
        self.decided.len()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.decided.is_empty()
    }

    /// The cases whose commands were decided.
    pub(crate) fn cases(&self) -> impl Iterator<Item = CaseId> {
        self.decided.iter().map(|decided| decided.work.case)
    }

    /// Hands the commits to the store, which brings them to the disk whatever becomes of the flight. It begins at once, in
    /// a task of its own, so one more around it would only pass its answer on.
    pub(crate) fn take_off(self, shared: &Arc<Shared>, tenant: TenantId) -> Flight {
        let (store, commits) = (Arc::clone(&shared.store), self.commits);
        let mut commit: Committing = Box::pin(async move { store.commit(tenant, commits).await });
        Flight {
            decided: self.decided,
            outcome: (&mut commit).now_or_never(),
            commit,
        }
    }
}

/// A command that was decided and waits for its commit.
struct Decided {
    work: Work,
    step: Step,
    wake_at: Option<DateTime<Utc>>,
}

/// What the store answers in the end.
type Committing = Pin<Box<dyn Future<Output = Result<Vec<Outcome>, StoreError>> + Send>>;

/// A batch on its way to the disk.
pub(crate) struct Flight {
    decided: Vec<Decided>,
    commit: Committing,
    /// What became of it, once it has landed.
    outcome: Option<Result<Vec<Outcome>, StoreError>>,
}

impl Flight {
    /// The cases whose commands it carries.
    pub(crate) fn cases(&self) -> impl Iterator<Item = CaseId> {
        self.decided.iter().map(|decided| decided.work.case)
    }

    /// Waits until it is on the disk, or is known not to be.
    pub(crate) async fn landed(&mut self) {
        if self.outcome.is_none() {
            self.outcome = Some((&mut self.commit).await);
        }
    }

    /// Answers its commands; gives back those that must be decided again.
    pub(crate) async fn land(mut self, batch: &mut Batch<'_>) -> Vec<Work> {
        self.landed().await;
        match self.outcome {
            Some(Ok(outcomes)) => batch.answer(self.decided, outcomes),
            Some(Err(error)) => {
                batch.lose(self.decided, &error);
                Vec::new()
            }
            None => Vec::new(),
        }
    }
}

impl<'a> Batch<'a> {
    pub(crate) const fn new(shared: &'a Arc<Shared>, tenant: TenantId, snapshots: &'a mut Snapshots) -> Self {
        Self {
            shared,
            tenant,
            snapshots,
        }
    }

    /// Decides commands: adds what is to be committed, and answers those that change nothing.
    pub(crate) async fn decide(&mut self, mut work: Vec<Work>, decisions: &mut Decisions) {
        work = self.looked_again(work).await;
        // Of a flow over which something panics, the case itself is told when it is decided.
        let made = AssertUnwindSafe(self.make_keys(&work)).catch_unwind().await;
        if let Err(failure) = made.unwrap_or(Err(Failure::Panicked)) {
            tracing::warn!(%failure, "keys of new cases are made one by one");
        }
        while !work.is_empty() {
            let at_hand = match self.fetch(&work).await {
                Ok(at_hand) => at_hand,
                Err(error) => {
                    answer_all(work, &error);
                    break;
                }
            };
            work = self.decide_all(work, &at_hand, decisions).await;
        }
    }

    /// Looks again at those whose places have changed since they were read, or were read for another day; answers those who
    /// may ask no more.
    async fn looked_again(&self, work: Vec<Work>) -> Vec<Work> {
        let mut looked = Vec::with_capacity(work.len());
        for mut one in work {
            let day = local_date(one.at);
            let read = one.by.grounds().read;
            if one.in_doubt || read.is_some_and(|read| read.day != day) {
                match looked_again(self.shared.store.as_ref(), self.tenant, &one.by, day).await {
                    Ok(by) => (one.by, one.in_doubt) = (by, false),
                    Err(failure) => {
                        one.reply.send(Err(failure));
                        continue;
                    }
                }
            }
            looked.push(one);
        }
        looked
    }

    /// Makes the keys of the cases that begin, together.
    async fn make_keys(&self, work: &[Work]) -> Result<(), Failure> {
        let mut beginning = Vec::new();
        for one in work {
            if let Wanted::Begin { flow, version, start } = &one.wanted {
                let run = self.shared.flow(self.tenant, flow, *version).await?;
                let parties: BTreeMap<_, _> = start.parties.iter().cloned().collect();
                beginning.push((run, one.case, parties));
            }
        }
        self.shared.make_keys(self.tenant, &beginning).await
    }

    /// The cases of a batch, from memory or read anew. What the batch works on stays with it, whatever memory lets go.
    async fn fetch(&mut self, work: &[Work]) -> Result<AtHand, Failure> {
        let mut at_hand = AtHand::default();
        let mut unknown = Vec::new();
        for one in work {
            match (self.snapshots.get(one.case), &one.wanted) {
                (Some(kept), _) => {
                    let kept = kept.clone();
                    at_hand.held.insert(one.case, Ok(Held { kept, read: false }));
                }
                (None, Wanted::Do(_)) => unknown.push(one.case),
                // Whether a case of this id is there already, the store says when it is kept.
                (None, Wanted::Begin { .. }) => {}
            }
        }
        if unknown.is_empty() {
            return Ok(at_hand);
        }
        let read = self.shared.store.load(self.tenant, &unknown, &[]).await?;
        let (far, near): (Vec<_>, Vec<_>) = read.cases.into_iter().partition(|stored| {
            let mut asked = work.iter().filter(|one| one.case == stored.case);
            asked.all(|one| is_far(one, stored))
        });
        at_hand.far = far.iter().map(|stored| stored.case).collect();
        let opened = self.shared.open_cases(self.tenant, &near).await?;
        for (stored, opened) in near.into_iter().zip(opened) {
            match opened {
                Ok(case) => {
                    let kept = Kept {
                        case: Arc::new(case),
                        chain: stored.chain,
                    };
                    at_hand.held.insert(stored.case, Ok(Held { kept, read: true }));
                }
                Err(failure) => {
                    let what = match failure {
                        Failure::Incident(what) => what,
                        failure => failure.to_string(),
                    };
                    self.shared.raise(self.tenant, stored.case, &what).await;
                    at_hand.held.insert(stored.case, Err(what));
                }
            }
        }
        Ok(at_hand)
    }

    /// Gives back what must be decided again from what the store holds.
    async fn decide_all(
        &mut self,
        work: Vec<Work>,
        at_hand: &AtHand,
        decisions: &mut Decisions,
    ) -> Vec<Work> {
        let mut doubtful = Vec::new();
        for one in work {
            let (held, decision) = match at_hand.held.get(&one.case) {
                _ if at_hand.far.contains(&one.case) => (None, Err(Failure::NotTheirs)),
                Some(Err(what)) => (None, Err(self.unread(&one, what).await)),
                Some(Ok(held)) => (Some(held), self.decide_safely(&one, Some(&held.kept)).await),
                None => (None, self.decide_safely(&one, None).await),
            };
            let answer = match decision {
                Ok((step, commit)) if step.event.is_some() || one.fence.is_some() => {
                    decisions.decided.push(Decided {
                        work: one,
                        step,
                        wake_at: commit.wake_at,
                    });
                    decisions.commits.push(commit);
                    continue;
                }
                Ok((step, _)) => Ok(Answer {
                    case: one.case,
                    version: step.case.version,
                    event: None,
                }),
                Err(failure) => Err(failure),
            };
            if held.is_some_and(|held| !held.read) {
                self.snapshots.forget(one.case);
                doubtful.push(one);
            } else {
                let answer = self.given_before(&one, answer).await;
                let answer = answer.map_err(|failure| known_to(&one, held, failure));
                one.reply.send(answer);
            }
        }
        doubtful
    }

    /// What is told of a case that cannot be read, which is an incident already.
    async fn unread(&self, work: &Work, what: &str) -> Failure {
        let (store, failure) = (self.shared.store.as_ref(), Failure::Incident(what.to_owned()));
        told_of_unread(store, self.tenant, (&work.by, work.case), failure).await
    }

    async fn begun(
        &self,
        work: &Work,
        flow: &str,
        version: u32,
        begin: &Start,
    ) -> Result<(Arc<Runnable>, Step), Failure> {
        let run = self.shared.flow(self.tenant, flow, version).await?;
        if !run.sensitive.is_empty() && !self.shared.vault.has_keys() {
            return Err(VaultError::NoKeys.into());
        }
        let day = local_date(work.at);
        may_begin(
            self.shared.store.as_ref(),
            (self.tenant, day),
            &work.by,
            &run.flow,
            begin,
        )
        .await?;
        let parties = begin.parties.iter().cloned().collect();
        let step = start(&run, begin, work.at, work.by.beginning(&run.flow, &parties))?;
        Ok((run, step))
    }

    /// Decides a command. What panics over it stops this one and no other: nothing of it is kept.
    async fn decide_safely(&self, work: &Work, kept: Option<&Kept>) -> Result<(Step, Commit), Failure> {
        // Whatever it was about to change is thrown away with it; what all share stands behind locks that it let go of.
        let deciding = AssertUnwindSafe(self.decide_one(work, kept));
        let decided = deciding.catch_unwind().await;
        decided.unwrap_or_else(|_| {
            tracing::error!(tenant = %self.tenant, case = %work.case, "what was asked of a case panicked");
            Err(match kept {
                Some(_) => Failure::Incident(PANICKED.to_owned()),
                // There is no case that could rest.
                None => Failure::Panicked,
            })
        })
    }

    async fn decide_one(&self, work: &Work, kept: Option<&Kept>) -> Result<(Step, Commit), Failure> {
        let (run, mut step) = match (&work.wanted, kept) {
            (
                Wanted::Begin {
                    flow,
                    version,
                    start: begin,
                },
                None,
            ) => self.begun(work, flow, *version, begin).await?,
            (Wanted::Begin { .. }, Some(kept)) => {
                return Err(Failure::Changed {
                    now: kept.case.version,
                });
            }
            (Wanted::Do(_), None) => return Err(Failure::NoCase),
            (Wanted::Do(what), Some(kept)) => self.done(work, what, kept).await?,
        };
        let from = From {
            before: kept.map(|kept| kept.case.as_ref()),
            chain: kept.map_or([0; 32], |kept| kept.chain),
            key: work.key,
            fence: work.fence,
            stands: work.by.grounds().read.map(|read| read.changes),
            at: work.at,
        };
        let seal = self.shared.seal_of(self.tenant, &run, &step.case).await?;
        let commit = commit(&run, &from, &mut step, &seal)?;
        Ok((step, commit))
    }

    /// What comes of something asked of a case, where the asker may know of it.
    async fn done(&self, work: &Work, what: &Asked, kept: &Kept) -> Result<(Arc<Runnable>, Step), Failure> {
        let opens = opens(what);
        if !opens && !work.by.is_near(&kept.case) {
            return Err(Failure::NotTheirs);
        }
        if kept.case.calendar > self.shared.calendar(self.tenant).await?.version() {
            // Another node counts by a newer one already.
            self.shared.calendars.forget(self.tenant);
        }
        let (flow, version) = (kept.case.flow.as_str(), kept.case.flow_version);
        let mut run = self.shared.flow(self.tenant, flow, version).await?;
        if kept.case.tunings > run.tunings.steps(work.at) {
            // Another node has heard of a tuning already.
            self.shared.journals.forget(self.tenant);
            run = self.shared.flow(self.tenant, flow, version).await?;
        }
        let view = View {
            run: &run,
            case: &kept.case,
            at: work.at,
        };
        let may_open = || opens && work.by.is_of_authority(&run.flow);
        if !work.by.may_see(&view) && !may_open() {
            return Err(Failure::NotTheirs);
        }
        if work.seen.is_some_and(|seen| seen != kept.case.version) {
            return Err(Failure::Changed {
                now: kept.case.version,
            });
        }
        let bound = kept.case.parties.values().flatten();
        let asked = (&work.by, what.clone());
        let input = Input {
            at: work.at,
            by: work.by.in_case(&view),
            what: self.shared.kept_protected(self.tenant, asked, bound).await?,
        };
        let step = step(&run, kept.case.as_ref(), &input)
            .map_err(|refusal| told(&view, &work.by, &input, refusal))?;
        self.must_stand(work, &view, what).await?;
        Ok((run, step))
    }

    /// Whom a person binds anew stands where they are bound. It is asked of what may be done else, so that nobody learns by it
    /// who stands where. Those who are bound today may stay: they are taken out by whoever knows that they have gone.
    async fn must_stand(&self, work: &Work, view: &View<'_>, what: &Asked) -> Result<(), Failure> {
        let (Asked::Bind { party, to, .. } | Asked::PassOn { party, to, .. }) = what else {
            return Ok(());
        };
        if matches!(work.by, By::Engine | By::Outside) {
            return Ok(());
        }
        let is_bound = |one: &Binding| {
            let mut bound = view.bound_now(party);
            bound.any(|bound| (bound.unit, bound.person) == (one.unit, one.person))
        };
        let come = to.iter().filter(|one| !is_bound(one)).map(|one| (party, one));
        let come: Vec<(&PartyId, &Binding)> = come.collect();
        let places = Places {
            store: self.shared.store.as_ref(),
            tenant: self.tenant,
            flow: &view.run.flow,
        };
        places.must_stand(&come, local_date(work.at)).await
    }

    /// What changes nothing now may have been done before, by the same command: then that is the answer. A case that
    /// cannot go on by itself is an incident; its timer rests until someone has looked.
    async fn given_before(&self, work: &Work, answer: Result<Answer, Failure>) -> Result<Answer, Failure> {
        if let Some(key) = work.key {
            let read = self.shared.store.load(self.tenant, &[], &[key.id]).await?;
            match read.answers.into_iter().next() {
                None => {}
                Some(stored) if stored.body != key.body => return Err(Failure::KeyReused),
                Some(stored) => return answer_of(&stored.answer),
            }
        }
        if matches!(work.wanted, Wanted::Do(_))
            && let Some(what) = answer.as_ref().err().and_then(resting)
        {
            self.shared.raise(self.tenant, work.case, &what).await;
        }
        answer
    }

    /// Answers that nothing is known: what the store holds is not known either, so nothing in memory is trusted.
    fn lose(&mut self, decided: Vec<Decided>, failure: &StoreError) {
        for Decided { work, .. } in decided {
            self.snapshots.forget(work.case);
            answer_all(vec![work], &Failure::Store(failure.clone()));
        }
    }

    /// Keeps a case in memory as long as work on it goes on. What is taken from one that has ended, as its title is with its
    /// citizen, must come back from the memory of no node when somebody reopens it.
    fn remember(&mut self, id: CaseId, case: Case, chain: Hash) {
        if case.has_ended() {
            self.snapshots.forget(id);
        } else {
            let case = Arc::new(case);
            self.snapshots.keep(id, Kept { case, chain });
        }
    }

    /// Answers what is settled; gives back what must be decided again.
    fn answer(&mut self, decided: Vec<Decided>, outcomes: Vec<Outcome>) -> Vec<Work> {
        let mut again = Vec::new();
        let mut soonest = None;
        let mut to_send = false;
        for (Decided { work, step, wake_at }, outcome) in decided.into_iter().zip(outcomes) {
            let answer = match outcome {
                Outcome::Committed { version, chain } => {
                    soonest = [soonest, wake_at].into_iter().flatten().min();
                    to_send |= !step.effects.is_empty();
                    let event = step.event;
                    self.remember(work.case, step.case, chain);
                    Ok(Answer {
                        case: work.case,
                        version,
                        event,
                    })
                }
                Outcome::Conflict | Outcome::StandsChanged => {
                    let in_doubt = outcome == Outcome::StandsChanged;
                    if !in_doubt {
                        self.snapshots.forget(work.case);
                    }
                    let tries = work.tries.saturating_add(1);
                    if tries < MAX_TRIES {
                        again.push(Work {
                            tries,
                            in_doubt,
                            ..work
                        });
                        continue;
                    }
                    Err(Failure::Contended)
                }
                Outcome::AnsweredBefore(bytes) => answer_of(&bytes),
                Outcome::KeyReused => Err(Failure::KeyReused),
                Outcome::Fenced => Err(Failure::Contended),
            };
            work.reply.send(answer);
        }
        if to_send {
            self.shared.relay.heard();
        }
        if let Some(soonest) = soonest {
            self.shared.timers.heard_of(soonest);
        }
        again
    }
}

/// That a case cannot go on, told only to those who have to do with it; to others it is not there.
fn known_to(work: &Work, held: Option<&Held>, failure: Failure) -> Failure {
    match (failure, held) {
        (Failure::Incident(_), Some(held)) if !work.by.hears_of(&held.kept.case) => Failure::NotTheirs,
        (failure, _) => failure,
    }
}

/// Whether this opens a case that whoever asks has nothing to do with.
const fn opens(what: &Asked) -> bool {
    matches!(what, Asked::OpenWithReason { .. })
}

/// Whether whoever asks cannot have to do with the case, and does not open it either. What cannot be read is nobody's; the
/// engine has to do with every case, and looks into none for that.
fn is_far(work: &Work, stored: &StoredCase) -> bool {
    let opens = matches!(&work.wanted, Wanted::Do(what) if opens(what));
    work.by.person().is_some() && !opens && Near::of(stored).is_some_and(|near| !near.holds(&work.by))
}

/// The refusal as whoever asked may read it; that the case never comes to rest is for whoever looks after it.
fn told(view: &View<'_>, by: &By, input: &Input, refusal: Refusal) -> Refusal {
    if by.person().is_none() || refusal.lays_to_rest() {
        return refusal;
    }
    view.seen_refusal(&by.eyes(view), input.what.item(), refusal)
}

fn answer_of(bytes: &[u8]) -> Result<Answer, Failure> {
    serde_json::from_slice(bytes).map_err(|error| Failure::Incident(error.to_string()))
}

fn answer_all(work: Vec<Work>, failure: &Failure) {
    for one in work {
        one.reply.send(Err(failure.clone()));
    }
}

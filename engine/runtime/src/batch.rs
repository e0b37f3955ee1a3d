//! One transaction's worth of commands.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::case::{Actor, Case, Input, Refusal, Runnable, Step, View, start, step};
use samspil_core::id::{CaseId, TenantId};
use samspil_store::{Commit, Outcome, StoreError};

use crate::engine::Shared;
use crate::rows::{From, commit};
use crate::snapshots::{Kept, Snapshots};
use crate::writer::{Wanted, Work};
use crate::{Answer, Failure};

/// How often a command is decided anew because others changed its case in between.
const MAX_TRIES: usize = 8;

/// The cases that a batch works on.
type AtHand = BTreeMap<CaseId, Kept>;

/// Works off commands of one tenant, at most one per case.
pub(crate) struct Batch<'a> {
    shared: &'a Arc<Shared>,
    tenant: TenantId,
    snapshots: &'a mut Snapshots,
}

/// A command that was decided and waits for its commit.
struct Decided {
    work: Work,
    step: Step,
    wake_at: Option<DateTime<Utc>>,
}

impl<'a> Batch<'a> {
    pub(crate) const fn new(shared: &'a Arc<Shared>, tenant: TenantId, snapshots: &'a mut Snapshots) -> Self {
        Self {
            shared,
            tenant,
            snapshots,
        }
    }

    /// Decides and commits; commands whose cases others changed meanwhile are decided again.
    pub(crate) async fn work_off(&mut self, mut work: Vec<Work>) {
        for _ in 0..MAX_TRIES {
            let at_hand = match self.fetch(&work).await {
                Ok(at_hand) => at_hand,
                Err(error) => return answer_all(work, &error),
            };
            let (decided, commits) = self.decide(work, &at_hand).await;
            if decided.is_empty() {
                return;
            }
            work = match self.shared.store.commit(self.tenant, commits).await {
                Ok(outcomes) => self.answer(decided, outcomes),
                Err(error) => {
                    let lost = decided
                        .into_iter()
                        .map(|decided| decided.work)
                        .collect::<Vec<_>>();
                    // What the store holds is not known now: nothing in memory is trusted.
                    for one in &lost {
                        self.snapshots.forget(one.case);
                    }
                    return answer_all(lost, &error);
                }
            };
            if work.is_empty() {
                return;
            }
        }
        for one in work {
            let _ = one.reply.send(Err(Failure::Contended));
        }
    }

    /// The cases of a batch, from memory or read anew. What the batch works on stays with it, whatever memory lets go.
    async fn fetch(&mut self, work: &[Work]) -> Result<AtHand, StoreError> {
        let mut at_hand = AtHand::new();
        let mut unknown = Vec::new();
        for one in work {
            match (self.snapshots.get(one.case), &one.wanted) {
                (Some(kept), _) => {
                    at_hand.insert(one.case, kept.clone());
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
        for stored in read.cases {
            match serde_json::from_slice::<Case>(&stored.snapshot) {
                Ok(case) => {
                    let kept = Kept {
                        case: Arc::new(case),
                        chain: stored.chain,
                    };
                    at_hand.insert(stored.case, kept);
                }
                Err(error) => {
                    self.shared
                        .raise(self.tenant, stored.case, &error.to_string())
                        .await
                }
            }
        }
        Ok(at_hand)
    }

    async fn decide(&mut self, work: Vec<Work>, at_hand: &AtHand) -> (Vec<Decided>, Vec<Commit>) {
        let mut decided = Vec::with_capacity(work.len());
        let mut commits = Vec::with_capacity(work.len());
        for one in work {
            match self.decide_one(&one, at_hand.get(&one.case)).await {
                Ok((step, _)) if step.event.is_none() && one.fence.is_none() => {
                    let answer = Answer {
                        case: one.case,
                        version: step.case.version,
                        event: None,
                    };
                    // Nothing changed, so there is nothing to keep; whoever asked may have gone.
                    let _ = one.reply.send(Ok(answer));
                }
                Ok((step, commit)) => {
                    let wake_at = commit.wake_at;
                    commits.push(commit);
                    decided.push(Decided {
                        work: one,
                        step,
                        wake_at,
                    });
                }
                Err(failure) => {
                    let answer = self.given_before(&one, failure).await;
                    let _ = one.reply.send(answer);
                }
            }
        }
        (decided, commits)
    }

    async fn decide_one(&self, work: &Work, kept: Option<&Kept>) -> Result<(Step, Commit), Failure> {
        let (run, step) = match (&work.wanted, kept) {
            (
                Wanted::Begin {
                    flow,
                    version,
                    start: begin,
                },
                None,
            ) => {
                let run = self.shared.flow(self.tenant, flow, *version).await?;
                let parties = begin.parties.iter().cloned().collect();
                let step = start(&run, begin, work.at, work.by.in_case(&parties))?;
                (run, step)
            }
            (Wanted::Begin { .. }, Some(kept)) => {
                return Err(Failure::Changed {
                    now: kept.case.version,
                });
            }
            (Wanted::Do(_), None) => return Err(Failure::NoCase),
            (Wanted::Do(what), Some(kept)) => {
                if !work.by.may_see(&kept.case) {
                    return Err(Failure::NoCase);
                }
                if work.seen.is_some_and(|seen| seen != kept.case.version) {
                    return Err(Failure::Changed {
                        now: kept.case.version,
                    });
                }
                let run = self
                    .shared
                    .flow(self.tenant, kept.case.flow.as_str(), kept.case.flow_version)
                    .await?;
                let input = Input {
                    at: work.at,
                    by: work.by.in_case(&kept.case.parties),
                    what: what.clone(),
                };
                let step = self.guarded_step(&run, kept.case.as_ref(), &input).await?;
                (run, step)
            }
        };
        let from = From {
            before: kept.map(|kept| kept.case.as_ref()),
            chain: kept.map_or([0; 32], |kept| kept.chain),
            key: work.key,
            fence: work.fence,
            at: work.at,
        };
        let commit = commit(&run, &from, &step)?;
        Ok((step, commit))
    }

    /// A case that never comes to rest is an incident; its timer rests until someone has looked.
    async fn guarded_step(&self, run: &Runnable, case: &Case, input: &Input) -> Result<Step, Failure> {
        match step(run, case, input) {
            Err(refusal) if is_incident(&refusal) => {
                self.shared.raise(self.tenant, case.id, &refusal.code).await;
                Err(refusal.into())
            }
            Err(refusal) => Err(told(run, case, input, refusal).into()),
            Ok(step) => Ok(step),
        }
    }

    /// What was refused now may have been done before, by the same command: then that is the answer.
    async fn given_before(&self, work: &Work, failure: Failure) -> Result<Answer, Failure> {
        let Some(key) = work.key else { return Err(failure) };
        let read = self.shared.store.load(self.tenant, &[], &[key.id]).await?;
        match read.answers.into_iter().next() {
            None => Err(failure),
            Some(stored) if stored.body != key.body => Err(Failure::KeyReused),
            Some(stored) => answer_of(&stored.answer),
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
                    self.snapshots.keep(
                        work.case,
                        Kept {
                            case: Arc::new(step.case),
                            chain,
                        },
                    );
                    Ok(Answer {
                        case: work.case,
                        version,
                        event,
                    })
                }
                Outcome::Conflict => {
                    self.snapshots.forget(work.case);
                    again.push(work);
                    continue;
                }
                Outcome::AnsweredBefore(bytes) => answer_of(&bytes),
                Outcome::KeyReused => Err(Failure::KeyReused),
                Outcome::Fenced => Err(Failure::Contended),
            };
            let _ = work.reply.send(answer);
        }
        if to_send {
            self.shared.notices.notify_one();
        }
        if let Some(soonest) = soonest {
            self.shared.timers.heard_of(soonest);
        }
        again
    }
}

/// The refusal as whoever asked may read it.
fn told(run: &Runnable, case: &Case, input: &Input, refusal: Refusal) -> Refusal {
    let Actor::Person { parties, .. } = &input.by else {
        return refusal;
    };
    let view = View {
        run,
        case,
        at: input.at,
    };
    view.seen_refusal(parties, input.what.item(), refusal)
}

fn is_incident(refusal: &Refusal) -> bool {
    refusal.code == "endless"
}

fn answer_of(bytes: &[u8]) -> Result<Answer, Failure> {
    serde_json::from_slice(bytes).map_err(|error| Failure::Incident(error.to_string()))
}

fn answer_all(work: Vec<Work>, failure: &StoreError) {
    for one in work {
        // Whoever asked may have gone; then nobody waits for the answer.
        let _ = one.reply.send(Err(Failure::Store(failure.clone())));
    }
}

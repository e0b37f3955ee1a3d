//! A writer: receives many commands, decides them, commits them together, answers.
//!
//! While one batch is on its way to the disk the next is decided, from commands for other cases: what a case is like is
//! known only when its batch is kept.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use samspil_core::case::{Asked, Start};
use samspil_core::id::{CaseId, TenantId};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use crate::batch::{Batch, Decisions, Flight};
use crate::engine::Shared;
use crate::round::Ticket;
use crate::rows::Key;
use crate::snapshots::Snapshots;
use crate::{Answer, By, Failure};

/// How many commands of people one transaction takes at most: past this the wait for the first outgrows the gain.
pub(crate) const MAX_BATCH: usize = 64;

/// How many commands may wait for one writer; more are told to come back.
pub(crate) const MAX_WAITING: usize = 1_024;

/// How long the next batch waits for those who were just answered, in milliseconds: about what a commit takes. Their
/// answers go out and what they ask next comes in within it, and a batch that is twice as full costs one wait for the
/// disk instead of two; longer would hold up those who have come.
const GATHERING_MILLISECONDS: u64 = 2;

/// From how many on those who ask one writer go in two halves that take turns: while one is on its way to the disk the other
/// is decided. With fewer a second wait for the disk costs more than deciding beside it gains.
const HALVES_FROM: usize = 16;

/// How many of those who ask go together, where a batch takes so many at most.
const fn share(asking: usize, most: usize) -> usize {
    let half = asking.div_ceil(2);
    if asking < HALVES_FROM || half > most {
        most
    } else {
        half
    }
}

/// Whether the next batch waits for more: as many may come as go together. Whoever works alone is never held up.
const fn waits_for_more(answered: usize, come: usize, share: usize) -> bool {
    let wanted = if answered < share { answered } else { share };
    answered > 1 && come < wanted
}

/// What a command asks.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    /// Begin a case of this flow version.
    Begin {
        flow: String,
        version: u32,
        start: Box<Start>,
    },
    /// Do this in a case.
    Do(Asked),
}

/// What is sent to a writer: what is asked of which case, and on what terms.
pub(crate) struct Command {
    pub(crate) case: CaseId,
    pub(crate) by: By,
    pub(crate) wanted: Wanted,
    /// What makes a second sending known.
    pub(crate) key: Option<Key>,
    /// The version that the asker saw and insists on.
    pub(crate) seen: Option<u64>,
    /// By which claim it is asked, where the case was claimed.
    pub(crate) fence: Option<u64>,
    /// The time that the asker vouches for; now where nobody does.
    pub(crate) at: Option<DateTime<Utc>>,
}

impl Command {
    /// On no terms.
    pub(crate) const fn new(case: CaseId, by: By, wanted: Wanted) -> Self {
        Self {
            case,
            by,
            wanted,
            key: None,
            seen: None,
            fence: None,
            at: None,
        }
    }

    pub(crate) fn work(self, now: DateTime<Utc>, reply: Reply) -> Work {
        Work {
            case: self.case,
            at: self.at.unwrap_or(now),
            by: self.by,
            wanted: self.wanted,
            key: self.key,
            seen: self.seen,
            fence: self.fence,
            tries: 0,
            in_doubt: false,
            reply,
        }
    }
}

/// A command on its way to a writer.
pub(crate) struct Work {
    pub(crate) case: CaseId,
    pub(crate) at: DateTime<Utc>,
    pub(crate) by: By,
    pub(crate) wanted: Wanted,
    pub(crate) key: Option<Key>,
    /// The version that the asker saw and insists on.
    pub(crate) seen: Option<u64>,
    pub(crate) fence: Option<u64>,
    /// How often it was decided in vain, because others changed its case in between.
    pub(crate) tries: usize,
    /// Who stands where has changed since the asker's places were read.
    pub(crate) in_doubt: bool,
    pub(crate) reply: Reply,
}

/// Where an answer goes.
#[derive(Debug)]
pub(crate) enum Reply {
    /// To whoever asked and waits for it.
    Asker(oneshot::Sender<Result<Answer, Failure>>),
    /// To the round of timers that it is of.
    Timer(Ticket),
}

impl Reply {
    /// Answers.
    pub(crate) fn send(self, answer: Result<Answer, Failure>) {
        match self {
            Self::Asker(asker) => {
                // Whoever asked may have gone; then nobody waits for the answer.
                let _ = asker.send(answer);
            }
            Self::Timer(ticket) => ticket.settle(answer),
        }
    }
}

/// Whose commands a writer does. Timers have writers of their own, so that nobody stands in line behind ten thousand
/// deadlines that end together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Lane {
    /// Those of people and programs, who wait for the answer.
    People,
    /// Those of claimed timers.
    Timers,
}

impl Lane {
    /// The one that a command goes in.
    pub(crate) const fn of(command: &Command) -> Self {
        if command.fence.is_some() {
            Self::Timers
        } else {
            Self::People
        }
    }

    fn snapshots(self) -> Snapshots {
        match self {
            Self::People => Snapshots::many(),
            Self::Timers => Snapshots::none(),
        }
    }
}

/// Where a writer's commands are sent.
pub(crate) type Queue = mpsc::Sender<Work>;

/// Starts a writer. It ends when all senders are gone and what waited is done.
pub(crate) fn start(
    shared: Arc<Shared>,
    tenant: TenantId,
    lane: Lane,
) -> (Queue, tokio::task::JoinHandle<()>) {
    let (queue, waiting) = mpsc::channel(MAX_WAITING);
    let writer = Writer {
        lane,
        shared,
        tenant,
        waiting,
        snapshots: lane.snapshots(),
        held: Vec::new(),
        share: MAX_BATCH,
        next: Decisions::default(),
        flight: None,
    };
    (queue, tokio::spawn(writer.run()))
}

struct Writer {
    lane: Lane,
    shared: Arc<Shared>,
    tenant: TenantId,
    waiting: mpsc::Receiver<Work>,
    snapshots: Snapshots,
    /// Commands that were received and not decided.
    held: Vec<Work>,
    /// How many of people's commands the next batch takes.
    share: usize,
    /// What is decided and goes with the next batch.
    next: Decisions,
    /// The batch that is on its way to the disk.
    flight: Option<Flight>,
}

impl Writer {
    async fn run(mut self) {
        loop {
            let work = self.next_work();
            let idle = work.is_empty();
            if !idle {
                let mut next = std::mem::take(&mut self.next);
                self.batch().decide(work, &mut next).await;
                self.next = next;
            }
            if self.flight.is_none() && !self.next.is_empty() {
                let next = std::mem::take(&mut self.next);
                self.flight = Some(next.take_off(&self.shared, self.tenant));
            } else if idle && !self.wait().await {
                return;
            }
        }
    }

    /// How many commands the next transaction takes at most as things stand.
    fn most(&self) -> usize {
        match self.lane {
            Lane::People => self.share,
            Lane::Timers => self.shared.store.timers_per_batch(self.shared.under_way.others()),
        }
    }

    fn batch(&mut self) -> Batch<'_> {
        Batch::new(&self.shared, self.tenant, &mut self.snapshots)
    }

    /// How many of so many people who ask go together. Where a tenant has several writers, what one decides goes on beside
    /// what another writes.
    fn shared_out(&self, asking: usize) -> usize {
        match self.shared.store.writers_per_tenant() {
            ..=1 => share(asking, MAX_BATCH),
            _ => MAX_BATCH,
        }
    }

    /// The first command of every case that is neither decided nor on its way, also of those that wait to be received;
    /// no more than the next batch has room for.
    fn next_work(&mut self) -> Vec<Work> {
        let most = self.most();
        while self.held.len() < most
            && let Ok(work) = self.waiting.try_recv()
        {
            self.held.push(work);
        }
        let mut room = most.saturating_sub(self.next.len());
        let under_way = self.flight.iter().flat_map(Flight::cases);
        let mut taken: BTreeSet<CaseId> = under_way.chain(self.next.cases()).collect();
        let (work, later) = std::mem::take(&mut self.held).into_iter().partition(|one| {
            let now = room > 0 && taken.insert(one.case);
            room = room.saturating_sub(usize::from(now));
            now
        });
        self.held = later;
        work
    }

    /// Waits until something can be decided or written; false where nothing will come.
    async fn wait(&mut self) -> bool {
        let most = self.most();
        let room = most.saturating_sub(self.held.len());
        let Some(flight) = &mut self.flight else {
            return self.waiting.recv_many(&mut self.held, most).await > 0;
        };
        tokio::select! {
            () = flight.landed() => self.land().await,
            received = self.waiting.recv_many(&mut self.held, room), if room > 0 => {
                if received == 0 {
                    self.land().await;
                }
            }
        }
        true
    }

    /// Waits for the batch that is on its way and answers it; what must be decided again comes before all others.
    async fn land(&mut self) {
        if let Some(flight) = self.flight.take() {
            let answered = flight.cases().count();
            let mut again = flight.land(&mut self.batch()).await;
            again.append(&mut self.held);
            self.held = again;
            let asking = answered + self.held.len() + self.next.len();
            self.share = self.shared_out(asking);
            self.gather(answered).await;
        }
    }

    /// Receives what those who were answered ask next: it goes with the next batch, which would else leave half empty.
    async fn gather(&mut self, answered: usize) {
        tokio::task::yield_now().await;
        let until = Instant::now() + Duration::from_millis(GATHERING_MILLISECONDS);
        let most = self.most();
        while waits_for_more(answered, self.held.len() + self.next.len(), most) {
            let room = most.saturating_sub(self.held.len());
            let received = self.waiting.recv_many(&mut self.held, room);
            if !matches!(timeout_at(until, received).await, Ok(1..)) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_go_in_halves_and_few_together() {
        for (asking, expected) in [
            (0, MAX_BATCH),
            (1, MAX_BATCH),
            (HALVES_FROM - 1, MAX_BATCH),
            (HALVES_FROM, HALVES_FROM / 2),
            (HALVES_FROM + 1, HALVES_FROM / 2 + 1),
            (2 * MAX_BATCH, MAX_BATCH),
            (MAX_WAITING, MAX_BATCH),
        ] {
            assert_eq!(share(asking, MAX_BATCH), expected, "{asking}");
        }
    }

    #[test]
    fn a_batch_waits_for_as_many_as_were_answered() {
        for (answered, come, expected) in [
            (0, 0, false),
            (1, 0, false),
            (2, 1, true),
            (2, 2, false),
            (MAX_BATCH, MAX_BATCH - 1, true),
            (MAX_BATCH + 1, MAX_BATCH, false),
        ] {
            assert_eq!(
                waits_for_more(answered, come, MAX_BATCH),
                expected,
                "{answered} {come}"
            );
        }
    }
}

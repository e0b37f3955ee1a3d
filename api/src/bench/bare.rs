//! The yardstick under the same load: many clients, waiting completions grouped, at most one for each case.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use futures::stream::{self, StreamExt, TryStreamExt};
use samspil_core::calendar::Calendar;
use samspil_core::case::Runnable;
use samspil_core::flow::read;
use samspil_core::guard::compile_all;
use samspil_core::simulate::Trial;
use samspil_runtime::{Ids, RandomIds};
use samspil_store::bare::{BareCompletion, BarePostgres, BareSqlite};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::measure::{Figures, clients, now};
use super::work::{FLOW, STEPS, begin, command};

/// How many completions one transaction takes at most, as in the engine.
const MAX_BATCH: usize = 64;

/// How many writers a PostgreSQL database is given: with fewer the yardstick is no faster.
const POSTGRES_WRITERS: usize = 4;

/// A database behind the yardstick.
#[derive(Clone)]
pub(crate) enum Bare {
    Sqlite(Arc<BareSqlite>),
    Postgres(Arc<BarePostgres>),
}

impl Bare {
    pub(crate) async fn sqlite(folder: &Path) -> Result<Self, String> {
        let bare = BareSqlite::open(&folder.join("bare.sqlite")).await;
        bare.map(|bare| Self::Sqlite(Arc::new(bare)))
            .map_err(|error| error.to_string())
    }

    pub(crate) async fn postgres(url: &str) -> Result<Self, String> {
        let connections = u32::try_from(POSTGRES_WRITERS).unwrap_or(1);
        let bare = BarePostgres::open(url, connections).await;
        bare.map(|bare| Self::Postgres(Arc::new(bare)))
            .map_err(|error| error.to_string())
    }

    /// Lets the database count what its tables hold, as it does by itself within a minute of fast growth: cases are not
    /// opened a hundred thousand a minute, and PostgreSQL plans for empty tables until it has counted.
    pub(crate) async fn count_tables(&self) -> Result<(), String> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(bare) => bare.count_tables().await.map_err(|error| error.to_string()),
        }
    }

    const fn writers(&self) -> usize {
        match self {
            Self::Sqlite(_) => 1,
            Self::Postgres(_) => POSTGRES_WRITERS,
        }
    }

    async fn seed(&self, cases: &[Uuid]) -> Result<(), String> {
        let done = match self {
            Self::Sqlite(bare) => bare.seed(cases).await,
            Self::Postgres(bare) => bare.seed(cases).await,
        };
        done.map_err(|error| error.to_string())
    }

    async fn fire(&self, batch: &[BareCompletion]) -> Result<(), String> {
        let done = match self {
            Self::Sqlite(bare) => bare.fire(batch).await,
            Self::Postgres(bare) => bare.fire(batch).await,
        };
        done.map_err(|error| error.to_string())
    }

    async fn complete(&self, batch: &[BareCompletion]) -> Result<(), String> {
        let done = match self {
            Self::Sqlite(bare) => bare.complete(batch).await,
            Self::Postgres(bare) => bare.complete(batch).await,
        };
        done.map_err(|error| error.to_string())
    }
}

type Work = (BareCompletion, oneshot::Sender<Result<(), String>>);

async fn write(bare: Bare, mut waiting: mpsc::Receiver<Work>) {
    let mut held: Vec<Work> = Vec::new();
    loop {
        if held.is_empty() && waiting.recv_many(&mut held, MAX_BATCH).await == 0 {
            return;
        }
        while held.len() < MAX_BATCH
            && let Ok(work) = waiting.try_recv()
        {
            held.push(work);
        }
        let mut seen = BTreeSet::new();
        let (now, later): (Vec<Work>, Vec<Work>) = std::mem::take(&mut held)
            .into_iter()
            .partition(|(one, _)| seen.insert(one.case));
        held = later;
        let (batch, replies): (Vec<BareCompletion>, Vec<_>) = now.into_iter().unzip();
        let done = bare.complete(&batch).await;
        for reply in replies {
            // A client that has gone waits for nothing.
            let _ = reply.send(done.clone());
        }
    }
}

/// What the engine writes of a completed task of the reference work: an event and a snapshot.
fn sample() -> Result<(Vec<u8>, Vec<u8>), String> {
    let flow = read(FLOW).0.ok_or("the reference flow cannot be read")?;
    let (guards, _) = compile_all(&flow);
    let run = Runnable::new(flow, guards, 1, Calendar::default());
    let mut trial = Trial::new(&run, DateTime::<Utc>::UNIX_EPOCH);
    let (_, first) = begin(1);
    let started = trial.start(
        DateTime::<Utc>::UNIX_EPOCH,
        &first.title,
        first.parties,
        first.data,
    );
    started.map_err(|error| format!("{error:?}"))?;
    let mut event = Vec::new();
    for step in 0..STEPS / 2 {
        let (by, what) = command(step).ok_or("no step")?;
        let by = trial.view().map(|view| by.in_case(&view)).ok_or("no case")?;
        let came = trial.ask(by, what).map_err(|error| format!("{error:?}"))?;
        event = serde_json::to_vec(&came.events.first()).map_err(|error| error.to_string())?;
    }
    let snapshot = serde_json::to_vec(&trial.case).map_err(|error| error.to_string())?;
    Ok((event, snapshot))
}

/// The same number of completions as the engine's run, with rows of the same size.
pub(crate) async fn complete(bare: &Bare, name: &str, count: usize, cases: usize) -> Result<Figures, String> {
    let ids: Arc<[Uuid]> = (0..cases).map(|_| RandomIds.next()).collect();
    bare.seed(&ids).await?;
    let (event, snapshot) = sample()?;
    let mut queues = Vec::new();
    for _ in 0..bare.writers() {
        let (queue, waiting) = mpsc::channel(MAX_BATCH * 16);
        tokio::spawn(write(bare.clone(), waiting));
        queues.push(queue);
    }
    let queues: Arc<[mpsc::Sender<Work>]> = queues.into();
    let share = cases / count.max(1);
    clients(name, count, share * STEPS, move |client, round| {
        let case = ids.get(client * share + round % share.max(1)).copied();
        let (queues, event, snapshot) = (Arc::clone(&queues), event.clone(), snapshot.clone());
        async move {
            let case = case.ok_or("no case")?;
            let completion = BareCompletion {
                case,
                command: RandomIds.next(),
                at: DateTime::<Utc>::UNIX_EPOCH + Duration::minutes(i64::try_from(round).unwrap_or_default()),
                event,
                snapshot,
                notice: (RandomIds.next(), Vec::new()),
                answer: case.as_bytes().to_vec(),
            };
            let last = usize::from(case.as_bytes().last().copied().unwrap_or_default());
            let queue = queues.get(last % queues.len().max(1)).ok_or("no writer")?;
            let (reply, answer) = oneshot::channel();
            queue
                .send((completion, reply))
                .await
                .map_err(|error| error.to_string())?;
            answer.await.map_err(|error| error.to_string())?
        }
    })
    .await
}

/// How many clocks one transaction fires: more are not faster.
const MAX_FIRED: usize = 250;

/// Fires clocks, each with this event and snapshot, as many at once as there are writers; how long it took.
pub(crate) async fn fire(
    bare: &Bare,
    count: usize,
    (event, snapshot): &(Vec<u8>, Vec<u8>),
) -> Result<std::time::Duration, String> {
    let ids: Vec<Uuid> = (0..count).map(|_| RandomIds.next()).collect();
    bare.seed(&ids).await?;
    let batches: Vec<Vec<BareCompletion>> = ids
        .chunks(MAX_FIRED)
        .map(|cases| {
            let firing = |case: &Uuid| BareCompletion {
                case: *case,
                command: *case,
                at: DateTime::<Utc>::UNIX_EPOCH,
                event: event.clone(),
                snapshot: snapshot.clone(),
                notice: (RandomIds.next(), event.clone()),
                answer: Vec::new(),
            };
            cases.iter().map(firing).collect()
        })
        .collect();
    let began = now();
    let fired = batches.iter().map(|batch| bare.fire(batch));
    stream::iter(fired)
        .buffer_unordered(bare.writers())
        .try_collect::<()>()
        .await?;
    Ok(began.elapsed())
}

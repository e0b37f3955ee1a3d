//! Clocks that are all due in the same second.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use samspil_core::case::Case;
use samspil_core::id::{CaseId, TenantId};
use samspil_runtime::{Begin, By, Clock, Engine, SystemClock, TestClock};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use super::super::measure::{Figures, clients, clients_until, now};
use super::super::{Place, bare, in_process, open, work};
use super::Time;

/// The flow of the clocks.
const FLOW: &str = include_str!("clocks.yaml");

/// How many cases are begun at once.
const BEGINNERS: usize = 64;

/// How many other commands each client asks for before the clocks are due, for comparison.
const ROUNDS_BEFORE: usize = 200;

/// How many cases are read at a time, to see that their clocks have run out.
const PAGE: usize = 500;

/// What one store made of it.
#[derive(Serialize)]
pub(super) struct Storm {
    pub(super) place: &'static str,
    pub(super) clocks: usize,
    /// The same rows by bare statements, in milliseconds.
    pub(super) bare_ms: u64,
    /// Until the last of them was durable, while others asked for other things.
    pub(super) engine_ms: u64,
    /// Other commands while no clock was due.
    pub(super) others_before: Figures,
    /// Other commands meanwhile.
    pub(super) others_meanwhile: Figures,
}

fn millis(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

/// Measures on one store.
pub(super) async fn measure(place: &Place, asked: &Time) -> Result<Storm, String> {
    let tenant = work::tenant(std::process::id());
    let clock = Arc::new(TestClock::new(SystemClock.now()));
    let engine = in_process::engine_by(
        open(&place.url).await?,
        tenant,
        Arc::clone(&clock) as Arc<dyn Clock>,
    )
    .await?;
    let published = engine.publish(tenant, FLOW, "bench").await;
    published.map_err(|error| error.to_string())?;
    let cases = begin_all(&engine, tenant, asked.clocks).await?;
    let due = due(&engine, tenant, &cases).await?;
    let other = other_command(&engine, tenant);
    let name = format!("{} others before", place.name);
    let others_before = clients(&name, asked.clients, ROUNDS_BEFORE, other.clone()).await?;
    let over = CancellationToken::new();
    let name = format!("{} others meanwhile", place.name);
    let (clients, until) = (asked.clients, over.clone());
    let others = tokio::spawn(async move { clients_until(&name, clients, until, other).await });
    clock.move_to(due);
    let began = now();
    engine.wake_all_due().await.map_err(|error| error.to_string())?;
    let engine_ms = millis(began.elapsed());
    over.cancel();
    let others_meanwhile = others.await.map_err(|error| error.to_string())??;
    let fired = all_have_fired(&engine, tenant, &cases).await?;
    engine.stop().await;
    let bare_ms = millis(bare::fire(&place.bare, cases.len(), &fired).await?);
    Ok(Storm {
        place: place.name,
        clocks: cases.len(),
        bare_ms,
        engine_ms,
        others_before,
        others_meanwhile,
    })
}

fn clock_case(number: usize) -> (By, Begin) {
    let (by, mut begin) = work::begin(number);
    "clocks".clone_into(&mut begin.flow);
    (by, begin)
}

async fn begin_all(engine: &Arc<Engine>, tenant: TenantId, count: usize) -> Result<Vec<CaseId>, String> {
    let (sender, mut made) = tokio::sync::mpsc::channel(count.max(1));
    let own = Arc::clone(engine);
    let rounds = count.div_ceil(BEGINNERS);
    clients("begin", BEGINNERS, rounds, move |client, round| {
        let (engine, sender) = (Arc::clone(&own), sender.clone());
        let number = client * rounds + round;
        async move {
            if number >= count {
                return Ok(());
            }
            let (by, begin) = clock_case(number);
            let answer = engine.begin(tenant, by, begin, None).await;
            let case = answer.map_err(|failure| failure.to_string())?.case;
            sender.try_send(case).map_err(|error| error.to_string())
        }
    })
    .await?;
    let mut cases = Vec::with_capacity(count);
    while let Ok(case) = made.try_recv() {
        cases.push(case);
    }
    Ok(cases)
}

/// When the last of the clocks is due: all in the same second, unless midnight came between.
async fn due(engine: &Engine, tenant: TenantId, cases: &[CaseId]) -> Result<DateTime<Utc>, String> {
    let mut last = None;
    for stored in read(engine, tenant, cases).await? {
        last = last.max(stored.clocks.values().map(|clock| clock.due).max());
    }
    last.ok_or_else(|| "no clock".to_owned())
}

async fn read(engine: &Engine, tenant: TenantId, cases: &[CaseId]) -> Result<Vec<Case>, String> {
    let mut all = Vec::with_capacity(cases.len());
    for page in cases.chunks(PAGE) {
        let stored = engine.store().load(tenant, page, &[]).await;
        for one in stored.map_err(|error| error.to_string())?.cases {
            all.push(serde_json::from_slice(&one.snapshot).map_err(|error| error.to_string())?);
        }
    }
    Ok(all)
}

/// Something else that is asked for: a case of the reference work is begun.
fn other_command(
    engine: &Arc<Engine>,
    tenant: TenantId,
) -> impl Fn(usize, usize) -> futures::future::BoxFuture<'static, Result<(), String>> + Clone + Send + Sync + 'static
{
    let engine = Arc::clone(engine);
    move |_, round| {
        let engine = Arc::clone(&engine);
        Box::pin(async move {
            let (by, begin) = work::begin(round);
            let answer = engine.begin(tenant, by, begin, None).await;
            answer.map(|_| ()).map_err(|failure| failure.to_string())
        })
    }
}

/// Sees that every clock has run out, and gives what was written of one of them: its event and its snapshot.
async fn all_have_fired(
    engine: &Engine,
    tenant: TenantId,
    cases: &[CaseId],
) -> Result<(Vec<u8>, Vec<u8>), String> {
    let read = read(engine, tenant, cases).await?;
    let left = read.iter().filter(|case| {
        let mut clocks = case.clocks.values();
        clocks.any(|clock| clock.breached_at.is_none())
    });
    let left = left.count();
    if left > 0 || read.len() != cases.len() {
        return Err(format!("{left} of {} clocks have not run out", cases.len()));
    }
    let one = *cases.first().ok_or("no clock")?;
    let events = engine.store().events(tenant, one, 1, 1).await;
    let event = events.map_err(|error| error.to_string())?.pop();
    let event = event.ok_or("nothing was written")?.body;
    let snapshot = serde_json::to_vec(read.first().ok_or("no clock")?).map_err(|error| error.to_string())?;
    Ok((event, snapshot))
}

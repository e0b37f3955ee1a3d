//! The engine itself, asked from the same process.

use std::sync::Arc;

use samspil_core::case::Asked;
use samspil_core::id::{CaseId, CommandId, TenantId};
use samspil_runtime::{Ask, By, Clock, Engine, RandomIds, Settings, SystemClock};
use samspil_store::Store;

use super::measure::{Figures, clients};
use super::work::{FLOW, STEPS, begin, command};

/// An engine over a store, with the flow published.
pub(crate) async fn engine(store: Arc<dyn Store>, tenant: TenantId) -> Result<Arc<Engine>, String> {
    engine_by(store, tenant, Arc::new(SystemClock)).await
}

/// The same by another clock.
pub(crate) async fn engine_by(
    store: Arc<dyn Store>,
    tenant: TenantId,
    clock: Arc<dyn Clock>,
) -> Result<Arc<Engine>, String> {
    store
        .add_tenant(tenant, "Måling")
        .await
        .map_err(|error| error.to_string())?;
    let engine = Engine::new(store, clock, Arc::new(RandomIds), Settings::default());
    engine
        .publish(tenant, FLOW, "bench")
        .await
        .map_err(|error| error.to_string())?;
    Ok(engine)
}

/// How many cases are begun at once while the store is filled.
const BEGINNERS: usize = 64;

/// Begins cases, many at once.
pub(crate) async fn fill(
    engine: &Arc<Engine>,
    tenant: TenantId,
    name: &str,
    count: usize,
) -> Result<(Vec<CaseId>, Figures), String> {
    let per_client = count.div_ceil(BEGINNERS);
    let (sender, mut made) = tokio::sync::mpsc::channel(per_client.saturating_mul(BEGINNERS).max(1));
    let own = Arc::clone(engine);
    let figures = clients(name, BEGINNERS, per_client, move |client, round| {
        let (engine, sender) = (Arc::clone(&own), sender.clone());
        async move {
            let (by, first) = begin(client * per_client + round);
            let answer = engine.begin(tenant, by, first, None).await;
            let answer = answer.map_err(|failure| failure.to_string())?;
            sender.try_send(answer.case).map_err(|error| error.to_string())
        }
    })
    .await?;
    let mut cases = Vec::with_capacity(count);
    while let Ok(case) = made.try_recv() {
        cases.push(case);
    }
    Ok((cases, figures))
}

/// Whole cases: each client begins one, brings it through its five tasks, and begins the next.
pub(crate) async fn whole(
    engine: &Arc<Engine>,
    tenant: TenantId,
    name: &str,
    count: usize,
    cases: usize,
) -> Result<Figures, String> {
    let share = cases / count.max(1);
    let engine = Arc::clone(engine);
    clients(name, count, share, move |client, round| {
        let engine = Arc::clone(&engine);
        async move {
            let (by, first) = begin(client * share + round);
            let begun = engine.begin(tenant, by, first, None).await;
            let case = begun.map_err(|failure| failure.to_string())?.case;
            for step in 0..STEPS {
                one_step(&engine, tenant, case, command(step)).await?;
            }
            Ok(())
        }
    })
    .await
}

async fn one_step(
    engine: &Engine,
    tenant: TenantId,
    case: CaseId,
    wanted: Option<(By, Asked)>,
) -> Result<(), String> {
    let (by, what) = wanted.ok_or("no step")?;
    let key = CommandId(engine.ids().next());
    let ask = Ask {
        case,
        what,
        seen: None,
    };
    let answer = engine.ask(tenant, by, ask, Some(key)).await;
    answer.map(|_| ()).map_err(|failure| failure.to_string())
}

/// Brings cases through their five tasks: each client has its own, and does one step of each in turn.
pub(crate) async fn complete(
    engine: &Arc<Engine>,
    tenant: TenantId,
    name: &str,
    count: usize,
    cases: &[CaseId],
) -> Result<Figures, String> {
    let share = cases.len() / count.max(1);
    let own: Arc<[CaseId]> = cases.into();
    let engine = Arc::clone(engine);
    clients(name, count, share * STEPS, move |client, round| {
        let engine = Arc::clone(&engine);
        let case = own.get(client * share + round % share.max(1)).copied();
        let wanted = command(round / share.max(1));
        async move { one_step(&engine, tenant, case.ok_or("no case")?, wanted).await }
    })
    .await
}

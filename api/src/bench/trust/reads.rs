//! Reads a second, by the same many at once, with the log and without: in turn, so that both have the same machine. What is
//! bound is what the log costs where so many read that the machine sets the pace; where few do, each waits for the disk, and
//! that is told beside it.

use std::sync::Arc;

use samspil_core::id::{CaseId, TenantId};
use samspil_runtime::{Engine, Look, Object, WayIn};

use super::Trust;
use crate::bench::bound::{Bound, Row};
use crate::bench::measure::clients;
use crate::bench::report::Report;
use crate::bench::work::begin;
use crate::bench::{Place, in_process, next_tenant, open};

/// How often each is measured; the best counts, for whatever else the machine does makes both slower and none faster.
const ROUNDS: usize = 5;

/// So much fewer read at once where the disk sets the pace.
const FEWER: usize = 4;

/// A read keeps at least so much of its throughput when it is logged, in hundredths.
const LEAST_SHARE: u64 = 85;

/// Measures.
pub(super) async fn measure(place: &Place, asked: &Trust) -> Result<Vec<Row>, String> {
    let tenant = next_tenant(&Report::default());
    let engine = in_process::engine(open(&place.url).await?, tenant).await?;
    let (cases, _) = in_process::fill(&engine, tenant, "fill", asked.cases).await?;
    let cases: Arc<[CaseId]> = cases.into();
    let few = (asked.clients / FEWER).max(1);
    let [(unlogged, logged), by_few] = [
        pair(&engine, tenant, &cases, (asked.clients, asked.reads)).await?,
        pair(&engine, tenant, &cases, (few, asked.reads)).await?,
    ];
    engine.stop().await;
    let row = |what, figure, bound| Row {
        what,
        place: place.name,
        figure,
        bound,
    };
    Ok(vec![
        row("unlogged", unlogged, Bound::Beside),
        row("logged", logged, Bound::Beside),
        row(
            "logged-share",
            share((unlogged, logged)),
            Bound::AtLeast(LEAST_SHARE),
        ),
        row("logged-share-few", share(by_few), Bound::Beside),
    ])
}

/// What is left of the first with the second, in hundredths.
fn share((unlogged, logged): (u64, u64)) -> u64 {
    logged.saturating_mul(100) / unlogged.max(1)
}

/// Reads a second without the log and with it.
async fn pair(
    engine: &Arc<Engine>,
    tenant: TenantId,
    cases: &Arc<[CaseId]>,
    (count, reads): (usize, usize),
) -> Result<(u64, u64), String> {
    let (mut unlogged, mut logged) = (0, 0);
    for _ in 0..ROUNDS {
        unlogged = unlogged.max(round(engine, tenant, cases, (count, reads), false).await?);
        logged = logged.max(round(engine, tenant, cases, (count, reads), true).await?);
    }
    Ok((unlogged, logged))
}

/// Everyone reads cases, one after another; how many reads a second that is in all.
async fn round(
    engine: &Arc<Engine>,
    tenant: TenantId,
    cases: &Arc<[CaseId]>,
    (count, reads): (usize, usize),
    logged: bool,
) -> Result<u64, String> {
    let (engine, cases) = (Arc::clone(engine), Arc::clone(cases));
    let figures = clients("read", count, reads, move |client, round| {
        let (engine, cases) = (Arc::clone(&engine), Arc::clone(&cases));
        async move {
            let place = (client * reads + round) % cases.len().max(1);
            let case = cases.get(place).copied().ok_or("no case")?;
            let (by, _) = begin(0);
            let read = if logged {
                let look = Look::new(Object::Case, WayIn::Program);
                engine.read(tenant, &by, case, &look).await
            } else {
                engine.read_for_itself(tenant, case).await
            };
            let read = read.map_err(|failure| failure.to_string())?;
            if by.may_see(&read.view()) {
                Ok(())
            } else {
                Err("unseen".to_owned())
            }
        }
    });
    Ok(figures.await?.per_second)
}

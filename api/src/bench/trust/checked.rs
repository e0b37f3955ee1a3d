//! How many events and entries a second it is checked that nobody has altered.

use std::collections::BTreeMap;
use std::sync::Arc;

use samspil_runtime::audit::{Checked, verify};
use samspil_store::Store;

use super::Trust;
use crate::bench::bound::{Bound, Row};
use crate::bench::measure::now;
use crate::bench::report::Report;
use crate::bench::{Place, in_process, next_tenant, open};

/// How many clients bring the cases to their end.
const CLIENTS: usize = 32;

/// At least so many a second.
const LEAST: u64 = 100_000;

/// How often it is measured; the best counts.
const ROUNDS: usize = 3;

/// Measures.
pub(super) async fn measure(place: &Place, asked: &Trust) -> Result<Vec<Row>, String> {
    let tenant = next_tenant(&Report::default());
    let engine = in_process::engine(open(&place.url).await?, tenant).await?;
    let (cases, _) = in_process::fill(&engine, tenant, "fill", asked.cases).await?;
    in_process::complete(&engine, tenant, "complete", CLIENTS, &cases).await?;
    engine.stop().await;
    let store = open(&place.url).await?;
    let (mut checked, mut replayed) = (0, 0);
    for _ in 0..ROUNDS {
        checked = checked.max(once(&store, false).await?);
        replayed = replayed.max(once(&store, true).await?);
    }
    store.close().await;
    let row = |what, figure, bound| Row {
        what,
        place: place.name,
        figure,
        bound,
    };
    Ok(vec![
        row("checked", checked, Bound::AtLeast(LEAST)),
        row("replayed", replayed, Bound::Beside),
    ])
}

/// Checks all that there is; links a second.
async fn once(store: &Arc<dyn Store>, replay: bool) -> Result<u64, String> {
    let anchors = BTreeMap::new();
    let checked = Checked {
        replay,
        anchors: &anchors,
    };
    let began = now();
    let (tally, wrong) = verify(store, checked, &mut |_| ())
        .await
        .map_err(|error| error.to_string())?;
    let micros = u64::try_from(began.elapsed().as_micros())
        .unwrap_or(u64::MAX)
        .max(1);
    match wrong.first() {
        Some(wrong) => Err(format!("{wrong:?}")),
        None => Ok((tally.events + tally.entries).saturating_mul(1_000_000) / micros),
    }
}

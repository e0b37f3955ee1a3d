//! What it costs that sensitive fields are sealed: the same work by the same flow, with text fields marked as sensitive and
//! without, in turn, each first as often as the other: whoever comes second finds a larger database.

use std::sync::Arc;

use samspil_core::id::TenantId;
use samspil_runtime::vault::{KeyFile, Vault};
use samspil_runtime::{Engine, RandomIds, Settings, SystemClock};

use super::Trust;
use crate::bench::bound::{Bound, Row};
use crate::bench::report::Report;
use crate::bench::work::FLOW;
use crate::bench::{Place, in_process, next_tenant, open};

/// How many clients do the work.
const CLIENTS: usize = 32;

/// How often each is measured; the best counts.
const ROUNDS: usize = 6;

/// Completions keep at least so much of their throughput where fields are sealed, in hundredths.
const LEAST_SHARE: u64 = 90;

/// The fields of the flow that are marked: all that people write in words.
const WORDS: (&str, &str) = ("{type: text", "{type: text, sensitive: true");

/// Measures.
pub(super) async fn measure(place: &Place, asked: &Trust) -> Result<Vec<Row>, String> {
    let (mut plain, mut sealed) = (0, 0);
    // In each of the two orders all cases are gone through.
    let cases = asked.cases.div_ceil(ROUNDS / 2).max(CLIENTS);
    let first = next_tenant(&Report::default()).0;
    for round in 0..ROUNDS {
        let step = i32::try_from(round).unwrap_or_default().saturating_mul(2);
        let tenant = |more: i32| TenantId(first.saturating_add(10).saturating_add(step).saturating_add(more));
        for is_sealed in [round % 2 == 1, round % 2 == 0] {
            let best = if is_sealed { &mut sealed } else { &mut plain };
            let tenant = tenant(i32::from(is_sealed));
            *best = (*best).max(once(place, tenant, cases, is_sealed).await?);
        }
    }
    let row = |what, figure, bound| Row {
        what,
        place: place.name,
        figure,
        bound,
    };
    Ok(vec![
        row("unsealed", plain, Bound::Beside),
        row("sealed", sealed, Bound::Beside),
        row(
            "sealed-share",
            sealed.saturating_mul(100) / plain.max(1),
            Bound::AtLeast(LEAST_SHARE),
        ),
    ])
}

/// Completions a second.
async fn once(place: &Place, tenant: TenantId, cases: usize, sealed: bool) -> Result<u64, String> {
    let store = open(&place.url).await?;
    store
        .add_tenant(tenant, "Måling")
        .await
        .map_err(|error| error.to_string())?;
    let keys = KeyFile::fresh().map_err(|error| error.to_string())?;
    let (vault, flow) = if sealed {
        (Vault::new(Arc::new(keys)), FLOW.replace(WORDS.0, WORDS.1))
    } else {
        (Vault::none(), FLOW.to_owned())
    };
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    let engine = Engine::with_vault(store, clock, ids, vault, Settings::default());
    engine
        .publish(tenant, &flow, "bench")
        .await
        .map_err(|error| error.to_string())?;
    let (cases, _) = in_process::fill(&engine, tenant, "fill", cases).await?;
    let figures = in_process::complete(&engine, tenant, "complete", CLIENTS, &cases).await?;
    engine.stop().await;
    Ok(figures.per_second)
}

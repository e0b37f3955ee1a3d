//! `samspil bench`: the reference work, measured beside bare statements that do the same row work.

mod in_process;
mod measure;
mod work;

use clap::Args;
use samspil_core::text::Language;

use self::measure::Figures;
use crate::language::{Answer, Told};

/// What to measure.
#[derive(Args)]
pub(crate) struct Bench {
    /// The PostgreSQL database to measure beside SQLite.
    #[arg(long)]
    database_url: Option<String>,
    /// How many clients at once, several with commas.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 16, 32, 64])]
    clients: Vec<usize>,
    /// How many cases each run goes through.
    #[arg(long, default_value_t = 1_280)]
    cases: usize,
}

/// Measures and tells.
pub(crate) fn answer(asked: &Bench, _language: Language) -> Answer {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let figures = runtime.block_on(run(asked))?;
    let lines = figures
        .iter()
        .map(|one| {
            format!(
                "{:<28} {:>4} {:>8} {:>8}/s {:>8} µs {:>8} µs",
                one.name, one.clients, one.count, one.per_second, one.p50_us, one.p99_us
            )
        })
        .collect();
    let json = serde_json::to_value(&figures).map_err(|error| error.to_string())?;
    Ok(Told { lines, json })
}

async fn run(asked: &Bench) -> Result<Vec<Figures>, String> {
    let mut all = Vec::new();
    for count in &asked.clients {
        let folder = std::env::temp_dir().join(format!("samspil-bench-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let store = samspil_store::open(&format!("sqlite:{}", folder.display()))
            .await
            .map_err(|error| error.to_string())?;
        let engine = in_process::engine(store).await?;
        let cases = if *count == 1 { asked.cases / 8 } else { asked.cases };
        let (cases, begun) = in_process::fill(&engine, cases).await?;
        all.push(begun);
        all.push(in_process::complete(&engine, "sqlite in process", *count, &cases).await?);
        engine.stop().await;
        std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    }
    Ok(all)
}

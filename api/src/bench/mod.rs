//! `samspil bench`: the reference work, measured beside bare statements that do the same row work.

mod bare;
mod in_process;
mod measure;
mod work;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use samspil_core::text::Language;
use samspil_store::Store;

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

/// One client has so many fewer cases than many: it takes as long.
const ONE_CLIENT_SHARE: usize = 8;

/// Measures and tells.
pub(crate) fn answer(asked: &Bench, _language: Language) -> Answer {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let figures = runtime.block_on(run(asked))?;
    let lines = figures.iter().map(line).collect();
    let json = serde_json::to_value(&figures).map_err(|error| error.to_string())?;
    Ok(Told { lines, json })
}

fn line(one: &Figures) -> String {
    format!(
        "{:<28} {:>4} {:>8} {:>8}/s {:>8} µs {:>8} µs",
        one.name, one.clients, one.count, one.per_second, one.p50_us, one.p99_us
    )
}

/// A folder that is gone when the measuring ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Self, String> {
        let path = std::env::temp_dir().join(format!("samspil-bench-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).map_err(|error| error.to_string())?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is left to whoever cleans the folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn open(url: &str) -> Result<Arc<dyn Store>, String> {
    samspil_store::open(url).await.map_err(|error| error.to_string())
}

async fn run(asked: &Bench) -> Result<Vec<Figures>, String> {
    let mut all = Vec::new();
    for (number, count) in (0..).zip(&asked.clients) {
        let folder = Folder::new(&count.to_string())?;
        let sqlite = format!("sqlite:{}", folder.path().display());
        let bare = bare::Bare::sqlite(folder.path()).await?;
        all.extend(one_run(asked, "sqlite", &sqlite, &bare, number, *count).await?);
        if let Some(url) = &asked.database_url {
            let bare = bare::Bare::postgres(url).await?;
            all.extend(one_run(asked, "postgres", url, &bare, number, *count).await?);
        }
    }
    Ok(all)
}

async fn one_run(
    asked: &Bench,
    name: &str,
    url: &str,
    bare: &bare::Bare,
    number: u32,
    count: usize,
) -> Result<Vec<Figures>, String> {
    let tenant = work::tenant(std::process::id().wrapping_mul(10).wrapping_add(number));
    let engine = in_process::engine(open(url).await?, tenant).await?;
    let cases = if count == 1 {
        asked.cases / ONE_CLIENT_SHARE
    } else {
        asked.cases
    };
    let measured = bare::complete(bare, &format!("{name} bare"), count, cases).await?;
    let (cases, mut begun) = in_process::fill(&engine, tenant, cases).await?;
    begun.name = format!("{name} begin");
    let done = in_process::complete(&engine, tenant, &format!("{name} in process"), count, &cases).await?;
    engine.stop().await;
    Ok(vec![measured, begun, done])
}

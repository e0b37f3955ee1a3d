//! `samspil bench`: the reference work, measured beside bare statements that do the same row work; and by itself, what
//! the language and time cost.

mod bare;
mod bound;
mod cold;
mod folder;
mod growth;
mod in_process;
mod language;
mod measure;
mod pages;
mod report;
mod served;
mod time;
mod trust;
mod tuning;
mod work;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};
use samspil_core::id::TenantId;
use samspil_core::text::Language;
use samspil_store::Store;

use self::bare::Bare;
use self::folder::Folder;
use self::report::Report;
use crate::language::{Answer, Told};
use crate::waiting::until_done;

/// What to measure: the reference work, or something by itself.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Bench {
    #[command(subcommand)]
    alone: Option<Alone>,
    /// The PostgreSQL database to measure beside SQLite.
    #[arg(long)]
    database_url: Option<String>,
    /// How many clients at once, several with commas.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 16, 32, 64])]
    clients: Vec<usize>,
    /// How many cases each run goes through.
    #[arg(long, default_value_t = 1_280)]
    cases: usize,
    /// Measure with this many open cases too, and with a tenth of them.
    #[arg(long)]
    open_cases: Option<usize>,
    /// Begins one case in this folder, completes its first task and ends; what the cold start is measured by.
    #[arg(long, hide = true)]
    cold: Option<PathBuf>,
}

/// What is measured by itself.
#[derive(Subcommand)]
enum Alone {
    /// How fast flow files are read, checked, drawn and played.
    Language {
        /// A DCR graph to play a log of cases through.
        #[arg(long, requires = "log")]
        graph: Option<PathBuf>,
        /// The log, as JSON: {"variants": [{"trace": ["event"], "count": 1}]}.
        #[arg(long, requires = "graph")]
        log: Option<PathBuf>,
    },
    /// How fast pages with much on them come, and how soon many browsers hear of a change.
    Pages(pages::Pages),
    /// Clocks that are all due at once, and the calendar.
    Time(time::Time),
    /// What it costs that every look is logged, and how fast it is checked that nobody has altered anything.
    Trust(trust::Trust),
    /// How fast the preview of a tuning is, on open cases and on last year's.
    Tuning {
        /// Over how many cases.
        #[arg(long, default_value_t = 10_000)]
        cases: usize,
        /// The PostgreSQL database to measure beside SQLite.
        #[arg(long)]
        database_url: Option<String>,
    },
}

/// One client has so many fewer cases than many: it takes as long.
const ONE_CLIENT_SHARE: usize = 8;

/// How many clients the server is asked by.
const HTTP_CLIENTS: usize = 32;

/// Measures and tells.
pub(crate) fn answer(asked: &Bench, language: Language) -> Answer {
    until_done(measured(asked, language))?
}

async fn measured(asked: &Bench, language: Language) -> Answer {
    let (lines, json) = match &asked.alone {
        Some(Alone::Time(asked)) => {
            let report = time::measure(asked).await?;
            (report.lines(language), serde_json::to_value(&report))
        }
        Some(Alone::Trust(asked)) => {
            let rows = trust::measure(asked).await?;
            (
                bound::lines("trust", &rows, language),
                serde_json::to_value(&rows),
            )
        }
        Some(Alone::Pages(asked)) => {
            let rows = pages::measure(asked).await?;
            (
                bound::lines("pages", &rows, language),
                serde_json::to_value(&rows),
            )
        }
        Some(Alone::Tuning { cases, database_url }) => {
            let rows = tuning::measure(*cases, database_url.as_deref()).await?;
            (tuning::lines(&rows, language), serde_json::to_value(&rows))
        }
        Some(Alone::Language { graph, log }) => {
            let files = graph.clone().zip(log.clone());
            let files = files.map(|(graph, cases)| language::LogFiles { graph, cases });
            let rows = language::measure(files.as_ref(), language)?;
            (language::lines(&rows, language), serde_json::to_value(&rows))
        }
        None => match &asked.cold {
            Some(folder) => {
                cold::once(folder).await?;
                (Vec::new(), Ok(serde_json::Value::Null))
            }
            None => {
                let report = run(asked).await?;
                (report.lines(language), serde_json::to_value(&report))
            }
        },
    };
    let json = json.map_err(|error| error.to_string())?;
    Ok(Told { lines, json })
}

async fn open(url: &str) -> Result<Arc<dyn Store>, String> {
    samspil_store::open(url).await.map_err(|error| error.to_string())
}

/// A database to measure on.
struct Place {
    name: &'static str,
    url: String,
    bare: Bare,
    _folder: Option<Folder>,
}

impl Place {
    async fn sqlite() -> Result<Self, String> {
        let folder = Folder::new()?;
        Ok(Self {
            name: "sqlite",
            url: folder.url(),
            bare: Bare::sqlite(folder.path()).await?,
            _folder: Some(folder),
        })
    }

    async fn postgres(url: &str) -> Result<Self, String> {
        Ok(Self {
            name: "postgres",
            url: url.to_owned(),
            bare: Bare::postgres(url).await?,
            _folder: None,
        })
    }
}

/// A new tenant for every run.
fn next_tenant(report: &Report) -> TenantId {
    let number = u32::try_from(report.figures.len()).unwrap_or_default();
    work::tenant(std::process::id().wrapping_mul(100).wrapping_add(number))
}

async fn run(asked: &Bench) -> Result<Report, String> {
    let mut report = Report::default();
    for count in &asked.clients {
        // Each run has a database of its own, so that no run pays for the one before.
        one_run(asked, &Place::sqlite().await?, *count, &mut report).await?;
        if let Some(url) = &asked.database_url {
            one_run(asked, &Place::postgres(url).await?, *count, &mut report).await?;
        }
    }
    over_http(asked, &Place::sqlite().await?, &mut report).await?;
    if let Some(url) = &asked.database_url {
        over_http(asked, &Place::postgres(url).await?, &mut report).await?;
    }
    report.cold_start_ms = Some(cold::start_ms()?);
    if let Some(many) = asked.open_cases {
        growth::measure(&Place::sqlite().await?, many, &mut report).await?;
        if let Some(url) = &asked.database_url {
            growth::measure(&Place::postgres(url).await?, many, &mut report).await?;
        }
    }
    Ok(report)
}

async fn one_run(asked: &Bench, place: &Place, count: usize, report: &mut Report) -> Result<(), String> {
    let tenant = next_tenant(report);
    let cases = if count == 1 {
        asked.cases / ONE_CLIENT_SHARE
    } else {
        asked.cases
    };
    report.add(bare::complete(&place.bare, &format!("{} bare", place.name), count, cases).await?);
    let engine = in_process::engine(open(&place.url).await?, tenant).await?;
    let name = format!("{} begin", place.name);
    let (cases, begun) = in_process::fill(&engine, tenant, &name, cases).await?;
    report.add(begun);
    let name = format!("{} in process", place.name);
    report.add(in_process::complete(&engine, tenant, &name, count, &cases).await?);
    engine.stop().await;
    Ok(())
}

async fn over_http(asked: &Bench, place: &Place, report: &mut Report) -> Result<(), String> {
    let tenant = next_tenant(report);
    let engine = in_process::engine(open(&place.url).await?, tenant).await?;
    let (cases, _) = in_process::fill(&engine, tenant, "begin", asked.cases).await?;
    let token = served::account(engine.store(), tenant).await?;
    engine.stop().await;
    let server = served::Served::start(&place.url)?;
    let name = format!("{} over HTTP", place.name);
    report.add(server.complete(&name, HTTP_CLIENTS, &token, &cases).await?);
    Ok(())
}

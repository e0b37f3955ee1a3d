//! `samspil bench`: the reference work, measured beside bare statements that do the same row work; and by itself, what
//! the language and time cost.

mod asked;
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

use clap::builder::RangedU64ValueParser;
use clap::{Args, Subcommand};
use samspil_core::id::TenantId;
use samspil_core::text::Language;
use samspil_store::Store;

use self::bare::Bare;
use self::folder::Folder;
use self::report::Report;
use crate::language::{Answer, Told};
use crate::progress::bar;
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
    /// Measure with this many open cases too, and with a tenth of them; else memory alone, with ten thousand.
    #[arg(long)]
    open_cases: Option<usize>,
    /// How often all of it is measured; the middle of each figure counts.
    #[arg(long, default_value_t = 1, value_parser = RangedU64ValueParser::<usize>::new().range(1..=MAX_RUNS))]
    runs: usize,
    /// How long nobody asks the server before its memory at rest is looked at, in seconds.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(..=MAX_REST_SECONDS))]
    rest: u64,
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

/// The most often that all of it is measured: it takes minutes each time.
const MAX_RUNS: u64 = 25;

/// The longest rest, in seconds: what is given back at all is given back within a minute.
const MAX_REST_SECONDS: u64 = 60;

/// One client has so many fewer cases than many: it takes as long.
const ONE_CLIENT_SHARE: usize = 8;

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

/// How many tenants a process may use before it meets those of the next.
const TENANTS_EACH: u32 = 2_000;

/// A new tenant for every run.
fn next_tenant(report: &Report) -> TenantId {
    let number = u32::try_from(report.before + report.figures.len()).unwrap_or_default();
    work::tenant(std::process::id().wrapping_mul(TENANTS_EACH).wrapping_add(number))
}

/// What whoever waits sees: what is measured, of all that is.
const BAR: &str = "{msg:30} [{bar:30}] {pos}/{len}";

/// How many figures each store gives for each number of clients: bare, begun, completed, whole cases, over HTTP.
const FIGURES_EACH: usize = 5;

/// How many figures each store gives with so many open cases.
const FIGURES_OPEN: usize = 2;

async fn run(asked: &Bench) -> Result<Report, String> {
    let stores = 1 + usize::from(asked.database_url.is_some());
    let open = FIGURES_OPEN * (1 + usize::from(asked.open_cases.is_some()));
    let figures = asked.runs * stores * (asked.clients.len() * FIGURES_EACH + open);
    let bar = bar(BAR, u64::try_from(figures).ok());
    let mut runs = Vec::with_capacity(asked.runs);
    let mut before = 0;
    for _ in 0..asked.runs {
        let mut report = Report {
            bar: Some(bar.clone()),
            before,
            ..Report::default()
        };
        once(asked, &mut report).await?;
        before += report.figures.len();
        runs.push(report);
    }
    bar.finish_and_clear();
    Ok(Report::of_runs(runs))
}

async fn once(asked: &Bench, report: &mut Report) -> Result<(), String> {
    for count in &asked.clients {
        // Each run has a database of its own, so that no run pays for the one before.
        one_run(asked, &Place::sqlite().await?, *count, report).await?;
        if let Some(url) = &asked.database_url {
            one_run(asked, &Place::postgres(url).await?, *count, report).await?;
        }
    }
    over_http(asked, &Place::sqlite().await?, report).await?;
    if let Some(url) = &asked.database_url {
        over_http(asked, &Place::postgres(url).await?, report).await?;
    }
    report.cold_start_ms = Some(cold::start_ms()?);
    with_open(asked, &Place::sqlite().await?, report).await?;
    if let Some(url) = &asked.database_url {
        with_open(asked, &Place::postgres(url).await?, report).await?;
    }
    Ok(())
}

async fn with_open(asked: &Bench, place: &Place, report: &mut Report) -> Result<(), String> {
    match asked.open_cases {
        Some(many) => growth::measure(place, (many, asked), report).await,
        None => growth::memory(place, asked, report).await,
    }
}

/// How many cases so many clients go through.
const fn cases_of(asked: &Bench, count: usize) -> usize {
    if count == 1 {
        asked.cases / ONE_CLIENT_SHARE
    } else {
        asked.cases
    }
}

async fn one_run(asked: &Bench, place: &Place, count: usize, report: &mut Report) -> Result<(), String> {
    let tenant = next_tenant(report);
    let cases = cases_of(asked, count);
    report.now(place.name);
    report.add(bare::complete(&place.bare, &format!("{} bare", place.name), count, cases).await?);
    let engine = in_process::engine(open(&place.url).await?, tenant).await?;
    let name = format!("{} begin", place.name);
    let (begun, figures) = in_process::fill(&engine, tenant, &name, cases).await?;
    report.add(figures);
    let name = format!("{} in process", place.name);
    report.add(in_process::complete(&engine, tenant, &name, count, &begun).await?);
    let name = format!("{} whole cases", place.name);
    report.add(in_process::whole(&engine, tenant, &name, count, cases).await?);
    engine.stop().await;
    Ok(())
}

async fn over_http(asked: &Bench, place: &Place, report: &mut Report) -> Result<(), String> {
    let tenant = next_tenant(report);
    let engine = in_process::engine(open(&place.url).await?, tenant).await?;
    let mut begun = Vec::with_capacity(asked.clients.len());
    for count in &asked.clients {
        let (cases, _) = in_process::fill(&engine, tenant, "begin", cases_of(asked, *count)).await?;
        begun.push((*count, cases));
    }
    let token = served::in_units(engine.store(), tenant, "bench").await?;
    engine.stop().await;
    let server = served::Served::start(&place.url)?;
    let name = format!("{} over HTTP", place.name);
    report.now(&name);
    for (count, cases) in begun {
        report.add(server.complete(&name, count, &token, &cases).await?);
    }
    Ok(())
}

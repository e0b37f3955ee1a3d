//! What is in people's way at the steps of flows, and trials of versions that are to take it away, for process owners.

mod decide;
mod hassles;
mod measured;
mod one;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use samspil_core::calendar::local_date;
use samspil_core::text::{Message, date};
use samspil_store::{FlowTrial, HassleCount, TrialDecision};

use self::hassles::open_at_steps;
use super::address::segment;
use super::parts::{Badge, Cell, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::management::Titles;
use crate::server::problem::Problem;
use crate::trials::MAX_TRIALS;

/// Where the pages lie.
pub(super) const PATH: &str = "/trials";

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page))
        .route("/trials/hassles/{flow}", get(hassles::page))
        .route("/trials/hassles/{flow}/{hassle}/settle", post(hassles::settle))
        .route("/trials/{trial}", get(one::page))
        .route("/trials/{trial}/decide", post(decide::decide))
        .route("/trials/{trial}/start", post(decide::start))
}

#[derive(Template)]
#[template(path = "trials/page.html")]
struct TrialsPage<'page> {
    page: &'page Shell,
    hassles: Table,
    trials: Table,
}

/// The page.
async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("trials-title"));
    let store = app.engine.store();
    let counts = store.hassle_counts(signed.tenant).await?;
    let trials = store.trials(signed.tenant, MAX_TRIALS).await?;
    let of_counts = counts.iter().map(|count| count.flow.as_str());
    let flows = of_counts.chain(trials.iter().map(|trial| trial.flow.as_str()));
    let titles = Titles::read(&app, signed.tenant, flows).await?;
    let template = TrialsPage {
        hassles: table_of_hassles(&page, &counts, &titles),
        trials: table_of_trials(&app, &page, &trials, &titles),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

fn heads(page: &Shell, columns: &[&str]) -> Vec<String> {
    let head = columns.iter();
    head.map(|column| page.t(&format!("trial-column-{column}")))
        .collect()
}

/// How many.
fn number(page: &Shell, count: u64) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    page.say(&Message::new("management-number").with("count", count))
}

/// What is not settled, by flow and step over all versions; the most first.
fn table_of_hassles(page: &Shell, counts: &[HassleCount], titles: &Titles) -> Table {
    let mut steps = open_at_steps(counts);
    steps.sort_by_key(|step| std::cmp::Reverse(step.count));
    let rows = steps.iter().map(|step| {
        vec![
            Cell::Link {
                href: format!(
                    "{PATH}/hassles/{}#step-{}",
                    segment(step.flow),
                    segment(step.step)
                ),
                text: titles.part(step.flow, step.step, page.language),
            },
            Cell::Text(titles.flow(step.flow, page.language)),
            Cell::Text(number(page, step.count)),
        ]
    });
    Table {
        caption: page.t("hassles-by-step"),
        head: heads(page, &["step", "flow", "hassles"]),
        rows: rows.collect(),
        empty: page.t("hassles-none"),
    }
}

fn table_of_trials(app: &App, page: &Shell, trials: &[FlowTrial], titles: &Titles) -> Table {
    let rows = trials.iter().map(|trial| {
        vec![
            Cell::Link {
                href: address(trial),
                text: titles.flow(&trial.flow, page.language),
            },
            Cell::Text(version(page, trial)),
            Cell::Text(units(page, trial, titles)),
            Cell::Text(days(page, trial)),
            Cell::Badge(state(app, page, trial)),
        ]
    });
    Table {
        caption: page.t("trials-all"),
        head: heads(page, &["trial", "version", "units", "days", "state"]),
        rows: rows.collect(),
        empty: page.t("trials-none"),
    }
}

/// Where a trial lies.
pub(super) fn address(trial: &FlowTrial) -> String {
    format!("{PATH}/{}", trial.id)
}

/// Its version, where it has one.
fn version(page: &Shell, trial: &FlowTrial) -> String {
    trial.started.as_ref().map_or_else(
        || page.t("trial-no-version"),
        |start| page.say(&Message::new("trial-version").with("version", start.version)),
    )
}

/// The names of its units.
fn units(page: &Shell, trial: &FlowTrial, titles: &Titles) -> String {
    let names = trial
        .units
        .iter()
        .map(|unit| titles.unit(Some(*unit), page.language));
    names.collect::<Vec<_>>().join(", ")
}

/// From when until when.
fn days(page: &Shell, trial: &FlowTrial) -> String {
    let days = Message::new("trial-days").with("first", date(trial.first_day));
    page.say(&days.with("last", date(trial.last_day)))
}

/// How it stands, in a word: it waits for somebody to start it, for its first day, runs, waits for a decision, or is decided.
pub(super) fn state(app: &App, page: &Shell, trial: &FlowTrial) -> Badge {
    let today = local_date(app.engine.clock().now());
    let (key, tone) = match (&trial.ended, &trial.started) {
        (Some(end), _) => match end.decision {
            TrialDecision::Keep => ("kept", None),
            TrialDecision::Change => ("changed", None),
            TrialDecision::Drop => ("dropped", None),
        },
        (None, None) => ("waits", Some(Tone::Warning)),
        (None, Some(_)) if today < trial.first_day => ("comes", Some(Tone::Info)),
        (None, Some(_)) if today > trial.last_day => ("to-decide", Some(Tone::Warning)),
        (None, Some(_)) => ("runs", Some(Tone::Success)),
    };
    Badge {
        text: page.t(&format!("trial-state-{key}")),
        tone,
    }
}

#[cfg(test)]
mod tests;

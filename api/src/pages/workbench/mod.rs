//! The process owner's workbench: drafts of flows, written beside their picture, looked through, tried and published.

mod begin;
mod both;
mod changes;
mod check;
mod editor;
mod explore;
mod findings;
mod handbook;
mod list;
mod play;
mod publish;
mod scenarios;
mod steps;
mod told;
mod trial;

use axum::Router;
use axum::routing::{get, post};
use samspil_core::text::{Message, instant};
use samspil_runtime::{Checked, PublishError};
use samspil_store::Draft;

use super::address::segment;
use super::shell::Shell;
use crate::app::App;
use crate::four_eyes::{self, Proposal};
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// Where the pages lie.
const PATH: &str = "/workbench";

/// The routes of these pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(list::page).post(begin::new))
        .route("/workbench/{flow}", get(editor::page).post(editor::write))
        .route("/workbench/{flow}/begin", post(begin::of_published))
        .route("/workbench/{flow}/changes", get(changes::page))
        .route("/workbench/{flow}/check", post(check::check))
        .route("/workbench/{flow}/explore", get(explore::page))
        .route("/workbench/{flow}/give-up", post(editor::give_up))
        .route("/workbench/{flow}/handbook", get(handbook::page))
        .route("/workbench/{flow}/play", get(play::page).post(play::act))
        .route("/workbench/{flow}/publish", get(publish::page).post(publish::act))
        .route(
            "/workbench/{flow}/scenarios",
            get(scenarios::page).post(scenarios::write),
        )
        .route("/workbench/{flow}/schema", get(check::schema))
        .route("/workbench/{flow}/steps", get(steps::page))
        .route("/workbench/{flow}/trial", get(trial::page).post(trial::make))
}

/// A page of a draft.
struct Tab {
    href: String,
    text: String,
    current: bool,
}

/// What every page of a draft shows: which it is, and the others.
struct Bench {
    /// Its address.
    path: String,
    tabs: Vec<Tab>,
    /// Who wrote it when, and who proposed it.
    notes: Vec<String>,
}

/// The pages of a draft, by the last part of their address, in the order in which a draft goes through them.
const TABS: [(&str, &str); 9] = [
    ("", "workbench-tab-write"),
    ("steps", "workbench-tab-steps"),
    ("play", "workbench-tab-play"),
    ("scenarios", "workbench-tab-scenarios"),
    ("explore", "workbench-tab-explore"),
    ("changes", "workbench-tab-changes"),
    ("handbook", "workbench-tab-handbook"),
    ("trial", "workbench-tab-trial"),
    ("publish", "workbench-tab-publish"),
];

impl Bench {
    async fn new(
        app: &App,
        signed: &Signed,
        page: &Shell,
        draft: &Draft,
        current: &str,
    ) -> Result<Self, Problem> {
        let proposed = proposal_of(app, signed, draft).await?;
        Ok(Self::with(page, draft, proposed.as_ref(), current))
    }

    /// The same where it is known whether the draft is proposed.
    fn with(page: &Shell, draft: &Draft, proposed: Option<&Proposal>, current: &str) -> Self {
        let tab = |(part, key): &(&str, &str)| Tab {
            href: place(&draft.flow, part),
            text: page.t(key),
            current: *part == current,
        };
        let written = Message::new("workbench-written")
            .with("by", draft.written_by.as_str())
            .with("at", instant(draft.written_at, page.language));
        let mut notes = vec![page.say(&written)];
        if let Some(proposed) = proposed {
            let proposed = Message::new("workbench-proposed")
                .with("by", proposed.name.as_str())
                .with("at", instant(proposed.at, page.language));
            notes.push(page.say(&proposed));
        }
        Self {
            path: place(&draft.flow, ""),
            tabs: TABS.iter().map(tab).collect(),
            notes,
        }
    }
}

/// That this writing of a draft is proposed for publishing.
async fn proposal_of(app: &App, signed: &Signed, draft: &Draft) -> Result<Option<Proposal>, Problem> {
    let mut proposed = four_eyes::proposed_of(&app.engine, signed.tenant).await?;
    Ok(proposed.remove(&(draft.flow.clone(), draft.number)))
}

/// The address of a page of a draft.
fn place(flow: &str, part: &str) -> String {
    let flow = segment(flow);
    match part {
        "" => format!("{PATH}/{flow}"),
        part => format!("{PATH}/{flow}/{part}"),
    }
}

/// The draft of a flow.
///
/// # Errors
/// Where there is none.
async fn draft_of(app: &App, signed: &Signed, flow: &str) -> Result<Draft, Problem> {
    let newest = app.engine.store().draft(signed.tenant, flow, None).await?;
    let open = newest.filter(|draft| !draft.is_over());
    open.ok_or_else(|| Problem::new(Kind::NOT_FOUND))
}

/// A flow file looked through.
///
/// # Errors
/// What the store says, or that it takes too long.
async fn looked_through(app: &App, signed: &Signed, text: &str) -> Result<Checked, Problem> {
    let checked = app.engine.check_flow(signed.tenant, text).await;
    checked.map_err(unchecked)
}

/// Why a flow could not be looked through.
fn unchecked(error: PublishError) -> Problem {
    match error {
        PublishError::Store(error) => error.into(),
        PublishError::Slow | PublishError::Findings(_) | PublishError::Changed(_) => slow(),
    }
}

/// Work on a flow took too long.
fn slow() -> Problem {
    Problem::new(Kind::FLOW_UNFIT).detail(Message::new("problem-flow-slow"))
}

#[cfg(test)]
mod pair_test;
#[cfg(test)]
mod tests;

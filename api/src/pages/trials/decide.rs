//! Starting a trial that waits, and deciding one.

use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::Message;
use samspil_runtime::TrialRefused;
use samspil_store::{FlowTrial, TrialFile};
use serde::Deserialize;
use uuid::Uuid;

use super::address;
use super::one::{DECISIONS, Deciding, drawn, word};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::parts::{Alert, Tone};
use crate::pages::shell::Shell;
use crate::server::problem::Problem;
use crate::trials::{self, Decided, asking, refused};

/// The form as it is sent.
#[derive(Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    because: String,
}

/// Starts it.
pub(super) async fn start(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(trial): Path<Uuid>,
) -> Result<Response, Problem> {
    let found = trials::found(&app, &signed, trial).await?;
    let by = asking(&app, &signed).await?;
    match trials::start(&app, &signed, &found, &by).await {
        Ok(started) => Ok(said(&app, &started, Tone::Success, "flash-trial-started")),
        Err(error) => again(&app, page, &signed, &found, (Deciding::default(), error)).await,
    }
}

/// Decides it.
pub(super) async fn decide(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(trial): Path<Uuid>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let found = trials::found(&app, &signed, trial).await?;
    let chosen = DECISIONS.into_iter().find(|one| word(*one) == written.decision);
    let deciding = Deciding {
        decision: written.decision,
        because: written.because,
    };
    let Some(decision) = chosen else {
        let told = Message::new("trial-decision-missing");
        return wrong(&app, page, &signed, &found, (deciding, &told)).await;
    };
    let asked = (decision, deciding.because.as_str());
    match trials::decide(&app, &signed, &found, asked).await {
        Ok(Decided::Done) => Ok(said(&app, &found.0, Tone::Success, "flash-trial-decided")),
        Ok(Decided::Waits) => Ok(said(&app, &found.0, Tone::Info, "flash-trial-keep-waits")),
        Ok(Decided::Other(by)) => {
            let told = Message::new("trial-other-waits").with("by", by);
            wrong(&app, page, &signed, &found, (deciding, &told)).await
        }
        Err(error) => again(&app, page, &signed, &found, (deciding, error)).await,
    }
}

/// The page again, with what stands in the way.
async fn again(
    app: &App,
    page: Shell,
    signed: &Signed,
    found: &(FlowTrial, TrialFile),
    (deciding, error): (Deciding, TrialRefused),
) -> Result<Response, Problem> {
    let told = match (error.message(), error) {
        (Some(told), _) => told,
        (None, TrialRefused::Publish(samspil_runtime::PublishError::Findings(_))) => {
            Message::new("trial-file-unfit")
        }
        (None, error) => return Err(refused(error)),
    };
    wrong(app, page, signed, found, (deciding, &told)).await
}

async fn wrong(
    app: &App,
    page: Shell,
    signed: &Signed,
    found: &(FlowTrial, TrialFile),
    (deciding, told): (Deciding, &Message),
) -> Result<Response, Problem> {
    let alert = Alert::new(page.language, Tone::Error, page.say(told));
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    drawn(app, page, signed, found, (deciding, Some(alert), status)).await
}

fn said(app: &App, trial: &FlowTrial, tone: Tone, key: &str) -> Response {
    let mut answer = Redirect::to(&address(trial)).into_response();
    flash::say_next(&mut answer, tone, key, app.gate.https);
    answer
}

//! Taking a task, putting it back, and beginning one that waits for a hand.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::case::Asked;
use samspil_core::id::{CaseId, ItemId};
use samspil_runtime::Ask;
use serde::Deserialize;

use crate::app::App;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::back::own_path;
use crate::pages::flash;
use crate::pages::parts::Tone;
use crate::server::problem::{Kind, Problem};

/// The page to come back to.
#[derive(Deserialize)]
pub(crate) struct Back {
    back: Option<String>,
}

impl Back {
    /// The page of our own, where one is asked for.
    pub(crate) fn path(&self) -> Option<&str> {
        self.back.as_deref().map(|back| own_path(Some(back)))
    }
}

/// Takes it.
pub(crate) async fn claim(
    State(app): State<App>,
    Path((case, item)): Path<(CaseId, String)>,
    signed: Signed,
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    let what = |item| Asked::Claim { item };
    asked(&app, &signed, case, &item, what).await?;
    Ok(done(&app, case, &item, &back, "flash-task-taken"))
}

/// Puts it back.
pub(crate) async fn release(
    State(app): State<App>,
    Path((case, item)): Path<(CaseId, String)>,
    signed: Signed,
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    let what = |item| Asked::Release { item };
    asked(&app, &signed, case, &item, what).await?;
    Ok(done(&app, case, &item, &back, "flash-task-released"))
}

/// Begins it.
pub(crate) async fn begin(
    State(app): State<App>,
    Path((case, item)): Path<(CaseId, String)>,
    signed: Signed,
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    let what = |item| Asked::Activate { item, reason: None };
    asked(&app, &signed, case, &item, what).await?;
    Ok(done(&app, case, &item, &back, "flash-task-begun"))
}

async fn asked(
    app: &App,
    signed: &Signed,
    case: CaseId,
    item: &str,
    what: impl FnOnce(ItemId) -> Asked,
) -> Result<(), Problem> {
    let item = ItemId::with_row(item).map_err(|_| Problem::new(Kind::NOT_FOUND))?;
    let ask = Ask {
        case,
        what: what(item),
        seen: None,
    };
    // Asked twice it changes nothing, so it needs no key.
    let asked = app.engine.ask(signed.tenant, signed.by(), ask, None).await;
    Ok(asked.map(|_| ())?)
}

fn done(app: &App, case: CaseId, item: &str, back: &Back, key: &str) -> Response {
    let own = format!("/cases/{case}/tasks/{}", segment(item));
    let mut answer = Redirect::to(back.path().unwrap_or(&own)).into_response();
    flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
    answer
}

//! A hold is lifted.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;
use serde::Deserialize;
use uuid::Uuid;

use super::{done, refusal};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::parts::{Alert, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::retention::signer;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "retention/hold.html")]
struct HoldPage<'page> {
    page: &'page Shell,
    hold: Uuid,
    ground: String,
    alert: Option<Alert>,
    form: Form,
}

/// The form as it is sent.
#[derive(Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    why: String,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(hold): Path<Uuid>,
) -> Result<Response, Problem> {
    drawn(&app, page, &signed, hold, None).await
}

/// Lifts it.
pub(super) async fn lift(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(hold): Path<Uuid>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let by = signed.by();
    let by = (&by, signed.way_in(), signer(&signed));
    match app.engine.lift_hold(signed.tenant, by, hold, &written.why).await {
        Ok(()) => Ok(done(&app, super::PATH, "flash-retention-lifted")),
        Err(refused) => {
            let why = refusal(refused)?;
            drawn(&app, page, &signed, hold, Some(why)).await
        }
    }
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    hold: Uuid,
    refused: Option<Message>,
) -> Result<Response, Problem> {
    let holds = app.engine.holds(signed.tenant).await?;
    let known = holds
        .into_iter()
        .find(|one| one.id == hold && one.lifted.is_none());
    let known = known.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let page = page.titled(&Message::new("retention-lift-title"));
    let mut form = Form::new(page.language);
    form.add(Field::text("why", page.t("retention-why")).longest(500));
    let status = match refused {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = HoldPage {
        hold,
        ground: known.ground,
        alert: refused.map(|why| Alert::new(page.language, Tone::Error, page.say(&why))),
        form,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

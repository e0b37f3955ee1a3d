//! Taking a tuning back: what would come of it, and then doing it.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;
use serde::Deserialize;

use super::clock::{applied, refusal};
use super::preview::Preview;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::parts::{Alert, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "tunings/back.html")]
struct BackPage<'page> {
    page: &'page Shell,
    number: u32,
    seen: u32,
    alert: Option<Alert>,
    form: Form,
    preview: Option<Preview>,
}

/// The form as it is sent.
#[derive(Deserialize)]
pub(in crate::pages) struct Written {
    #[serde(default)]
    seen: u32,
    #[serde(default)]
    why: String,
}

/// The page.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(number): Path<u32>,
) -> Result<Response, Problem> {
    drawn(&app, page, &signed, number, None).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    number: u32,
    refused: Option<String>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("tunings-back-title").with("number", number));
    let mut form = Form::new(page.language);
    form.add(Field::text("why", page.t("tunings-why")).longest(500));
    let (preview, refused) = match app.engine.preview_taking_back(signed.tenant, number).await {
        Ok(live) => (Some(Preview::of(&page, None, &live, None)), refused),
        Err(error) => (None, Some(refusal(&page, error)?)),
    };
    let status = match refused {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = BackPage {
        number,
        seen: app.engine.store().tuning_number(signed.tenant).await?,
        alert: refused.map(|sentence| Alert::new(page.language, Tone::Error, sentence)),
        form,
        preview,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

/// Takes it back.
pub(in crate::pages) async fn take(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(number): Path<u32>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let back = app
        .engine
        .take_back(signed.tenant, number, written.seen, &signed.name, &written.why);
    match back.await {
        Ok(entry) => Ok(applied(&app, &signed, entry, "flash-tuning-back").await),
        Err(error) => {
            let sentence = refusal(&page, error)?;
            drawn(&app, page, &signed, number, Some(sentence)).await
        }
    }
}

//! What is kept of a citizen is changed.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_runtime::{Citizen, RegisterRefused};

use super::{Written, read, register_fields};
use crate::app::App;
use crate::citizens::{Visitor, visit};
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::parts::{Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};

/// The longest reason, in characters: a few lines.
const MAX_REASON_CHARS: u32 = 500;

#[derive(Template)]
#[template(path = "citizens/change.html")]
struct Change<'page> {
    page: &'page Shell,
    citizen: PersonId,
    form: Form,
}

/// The page, with what is kept now; the number is not told.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    page: Shell,
    Visitor(signed): Visitor,
    Path(citizen): Path<PersonId>,
) -> Result<Response, Problem> {
    let known = known(&app, &signed, citizen).await?;
    let identity = known
        .identity
        .as_ref()
        .ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let day = known
        .protected_since
        .map(|day| day.format("%d.%m.%Y").to_string());
    let written = Written {
        name: identity.name.clone(),
        address: identity.address.clone(),
        protected_since: day.unwrap_or_default(),
        ..Written::default()
    };
    let asks = asks(&app, &signed, citizen).await?;
    Ok(drawn(page, (citizen, asks), &known, (&written, Vec::new())))
}

/// Keeps it.
pub(in crate::pages) async fn send(
    State(app): State<App>,
    page: Shell,
    Visitor(signed): Visitor,
    Path(citizen): Path<PersonId>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let known = known(&app, &signed, citizen).await?;
    let mut register = match read(&written) {
        Ok(register) => register,
        Err(wrong) => {
            let asks = asks(&app, &signed, citizen).await?;
            return Ok(drawn(page, (citizen, asks), &known, (&written, wrong)));
        }
    };
    if written.cpr.trim().is_empty() {
        register.identity.cpr = known.identity.as_ref().and_then(|identity| identity.cpr.clone());
    }
    let changed =
        app.engine
            .change_citizen(signed.tenant, visit(&signed, &written.reason), citizen, register);
    match changed.await {
        Ok(()) => {
            let mut answer = Redirect::to(&format!("{}/{citizen}", super::PATH)).into_response();
            flash::say_next(
                &mut answer,
                Tone::Success,
                "flash-citizen-changed",
                app.gate.https,
            );
            Ok(answer)
        }
        Err(RegisterRefused::Failure(failure)) => Err(failure.into()),
        Err(refused) => {
            let of_reason = matches!(refused, RegisterRefused::NoReason | RegisterRefused::Number);
            let message = refused
                .message()
                .unwrap_or_else(|| Message::new("citizen-unknown"));
            let wrong = vec![(if of_reason { "reason" } else { "cpr" }, message)];
            let asked = (citizen, of_reason || asks(&app, &signed, citizen).await?);
            Ok(drawn(page, asked, &known, (&written, wrong)))
        }
    }
}

/// Whether the form asks for a reason.
async fn asks(app: &App, signed: &Signed, citizen: PersonId) -> Result<bool, Problem> {
    let asks = app.engine.needs_reason(signed.tenant, visit(signed, ""), citizen);
    Ok(asks.await?)
}

async fn known(app: &App, signed: &Signed, citizen: PersonId) -> Result<Citizen, Problem> {
    let found = app
        .engine
        .citizen(signed.tenant, visit(signed, ""), citizen)
        .await?;
    found
        .filter(|citizen| citizen.erased.is_none())
        .ok_or_else(|| Problem::new(Kind::NOT_FOUND))
}

fn drawn(
    page: Shell,
    (citizen, asks): (PersonId, bool),
    known: &Citizen,
    (written, wrong): (&Written, Vec<(&'static str, Message)>),
) -> Response {
    let name = known.identity.as_ref().map(|identity| identity.name.as_str());
    let title = Message::new("citizens-change-title").with("name", name.unwrap_or_default());
    let page = page.titled(&title);
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let mut form = register_fields(&page, written, "citizens-change-number");
    if asks {
        let reason = Field::text("reason", page.t("citizens-reason")).hint(page.t("citizens-stranger"));
        form.add(reason.longest(MAX_REASON_CHARS).value(&written.reason));
    }
    for (name, wrong) in &wrong {
        form.wrong(name, page.say(wrong));
    }
    let template = Change {
        citizen,
        form,
        page: &page,
    };
    show(status, &page, &template)
}

//! A citizen is erased.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_runtime::EraseRefused;
use serde::Deserialize;

use crate::app::App;
use crate::citizens::visit;
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::parts::{Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "citizens/erase.html")]
struct Erase<'page> {
    page: &'page Shell,
    citizen: PersonId,
    form: Form,
}

/// The form as it is sent.
#[derive(Deserialize, Default)]
pub(in crate::pages) struct Why {
    #[serde(default)]
    why: String,
}

/// The page.
pub(in crate::pages) async fn page(page: Shell, Path(citizen): Path<PersonId>) -> Response {
    drawn(page, citizen, &Why::default(), None)
}

/// Erases.
pub(in crate::pages) async fn send(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(citizen): Path<PersonId>,
    Body(why): Body<Why>,
) -> Result<Response, Problem> {
    let visit = visit(&signed, &why.why);
    let erased = app
        .engine
        .erase_citizen(signed.tenant, visit, citizen, &signed.name)
        .await;
    match erased {
        Ok(_) => {
            // The register is not for whoever is only an administrator.
            let mut answer = Redirect::to(crate::pages::retention::PATH).into_response();
            flash::say_next(&mut answer, Tone::Success, "flash-citizen-erased", app.gate.https);
            Ok(answer)
        }
        Err(EraseRefused::Failure(failure)) => Err(failure.into()),
        Err(EraseRefused::Unknown) => Err(Problem::new(Kind::NOT_FOUND)),
        Err(refused) => Ok(drawn(page, citizen, &why, refused.message())),
    }
}

fn drawn(page: Shell, citizen: PersonId, why: &Why, wrong: Option<Message>) -> Response {
    let page = page.titled(&Message::new("citizens-erase"));
    let mut form = Form::new(page.language);
    form.add(
        Field::text("why", page.t("retention-why"))
            .value(&why.why)
            .longest(500),
    );
    let status = match &wrong {
        None => StatusCode::OK,
        Some(wrong) => {
            form.wrong("why", page.say(wrong));
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let template = Erase {
        citizen,
        form,
        page: &page,
    };
    show(status, &page, &template)
}

//! The register of citizens: finding one by their number, registering one, and one's own page.

pub(super) mod change;
pub(super) mod erase;
pub(super) mod one;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form as Body, Router};
use samspil_core::id::Cpr;
use samspil_core::text::Message;
use samspil_runtime::{Identity, IdentityError, Register, RegisterRefused, VisitRefused};
use serde::Deserialize;

use super::flash;
use super::key::Key;
use super::parts::{Alert, Field, Form, Tone};
use super::shell::Shell;
use super::show::show;
use super::words::written;
use crate::app::App;
use crate::citizens::{Visitor, visit};
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Where the pages lie.
pub(super) const PATH: &str = "/citizens";

/// The longest number as people write it, in characters, with room for spaces.
const MAX_CPR_CHARS: u32 = 16;

#[derive(Template)]
#[template(path = "citizens/find.html")]
struct Find<'page> {
    page: &'page Shell,
    alert: Option<Alert>,
    find: Form,
    /// The form that registers, once somebody was sought in vain or wants to register without a number.
    register: Option<Form>,
    key: Key,
}

/// What a form sends: a search, or a citizen to register.
#[derive(Deserialize, Default)]
pub(super) struct Written {
    #[serde(default, rename = "do")]
    pressed: String,
    #[serde(default)]
    key: Key,
    #[serde(default)]
    cpr: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    protected_since: String,
    #[serde(default)]
    reason: String,
}

/// The routes of the pages about citizens.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page).post(send))
        .route("/citizens/{citizen}", get(one::page))
        .route("/citizens/{citizen}/reveal", post(one::reveal))
        .route("/citizens/{citizen}/export", post(one::export))
        .route("/citizens/{citizen}/change", get(change::page).post(change::send))
        .route("/citizens/{citizen}/erase", get(erase::page).post(erase::send))
}

/// The page.
async fn page(page: Shell, _: Visitor) -> Response {
    let page = titled(page);
    drawn(&page, &Written::default(), Drawn::default())
}

fn titled(page: Shell) -> Shell {
    page.titled(&Message::new("citizens-title"))
}

/// What stands on the page beside what was written.
#[derive(Default)]
struct Drawn {
    status: StatusCode,
    alert: Option<Alert>,
    register: bool,
    wrong: Vec<(&'static str, Message)>,
    key: Key,
}

/// Finds a citizen, or registers one.
async fn send(
    State(app): State<App>,
    page: Shell,
    Visitor(signed): Visitor,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let page = titled(page);
    match written.pressed.as_str() {
        "register" => register(&app, &page, &signed, &written).await,
        "begin" => {
            let drawing = Drawn {
                register: true,
                key: Key::new(app.engine.ids().as_ref()),
                ..Drawn::default()
            };
            Ok(drawn(&page, &Written::default(), drawing))
        }
        _ => find(&app, &page, &signed, &written).await,
    }
}

async fn find(app: &App, page: &Shell, signed: &Signed, written: &Written) -> Result<Response, Problem> {
    let cpr = match Cpr::read(&written.cpr) {
        Ok(cpr) => cpr,
        Err(error) => {
            let drawing = Drawn {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                wrong: vec![("cpr", IdentityError::from(error).message())],
                ..Drawn::default()
            };
            return Ok(drawn(page, written, drawing));
        }
    };
    let visit = visit(signed, "");
    let found = app.engine.find_citizen(signed.tenant, visit, &cpr).await?;
    if let Some(citizen) = found {
        return Ok(Redirect::to(&format!("{PATH}/{}", citizen.person)).into_response());
    }
    let drawing = Drawn {
        alert: Some(Alert::new(page.language, Tone::Info, page.t("citizens-none"))),
        register: true,
        key: Key::new(app.engine.ids().as_ref()),
        ..Drawn::default()
    };
    Ok(drawn(page, written, drawing))
}

async fn register(app: &App, page: &Shell, signed: &Signed, written: &Written) -> Result<Response, Problem> {
    let again = |wrong: Vec<(&'static str, Message)>| Drawn {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        register: true,
        wrong,
        key: written.key.clone(),
        ..Drawn::default()
    };
    let register = match read(written) {
        Ok(register) => register,
        Err(wrong) => return Ok(drawn(page, written, again(wrong))),
    };
    let key = written.key.command();
    let added = app
        .engine
        .register_citizen(signed.tenant, visit(signed, ""), register, key);
    match added.await {
        Ok(citizen) => {
            let mut answer = Redirect::to(&format!("{PATH}/{citizen}")).into_response();
            flash::say_next(
                &mut answer,
                Tone::Success,
                "flash-citizen-registered",
                app.gate.https,
            );
            Ok(answer)
        }
        Err(RegisterRefused::Failure(failure)) => Err(failure.into()),
        Err(RegisterRefused::NoPlace) => Err(VisitRefused::NoPlace.into()),
        Err(refused) => {
            let message = refused
                .message()
                .unwrap_or_else(|| Message::new("citizen-unknown"));
            Ok(drawn(page, written, again(vec![("cpr", message)])))
        }
    }
}

fn read(written: &Written) -> Result<Register, Vec<(&'static str, Message)>> {
    let day = written.protected_since.trim();
    let protected_since = match (day.is_empty(), written::date(day)) {
        (true, _) => Ok(None),
        (false, Some(day)) => Ok(Some(day)),
        (false, None) => Err(("protected_since", Message::new("away-write-day"))),
    };
    let identity = Identity::read(&written.cpr, &written.name, &written.address);
    match (identity, protected_since) {
        (Ok(identity), Ok(protected_since)) => Ok(Register {
            identity,
            protected_since,
        }),
        (identity, day) => {
            let wrong = identity.err().unwrap_or_default().into_iter();
            let wrong = wrong.map(|error| (place_of(error), error.message()));
            Err(wrong.chain(day.err()).collect())
        }
    }
}

const fn place_of(error: IdentityError) -> &'static str {
    match error {
        IdentityError::Cpr(_) => "cpr",
        IdentityError::Name => "name",
        IdentityError::Address => "address",
    }
}

fn drawn(page: &Shell, written: &Written, drawing: Drawn) -> Response {
    let mut find = Form::new(page.language);
    find.add(cpr_field(page, written, page.t("citizens-cpr-hint")));
    let mut register = register_fields(page, written, "citizens-cpr-none");
    for (name, wrong) in &drawing.wrong {
        let form = if drawing.register {
            &mut register
        } else {
            &mut find
        };
        form.wrong(name, page.say(wrong));
    }
    let template = Find {
        alert: drawing.alert,
        find,
        register: drawing.register.then_some(register),
        key: drawing.key,
        page,
    };
    show(drawing.status, page, &template)
}

fn cpr_field(page: &Shell, written: &Written, hint: String) -> Field {
    Field::text("cpr", page.t("citizens-cpr"))
        .hint(hint)
        .longest(MAX_CPR_CHARS)
        .value(&written.cpr)
}

/// What is asked of a citizen who is registered or changed; `hint` is the key of what is said of the number.
fn register_fields(page: &Shell, written: &Written, hint: &str) -> Form {
    let mut form = Form::new(page.language);
    form.add(cpr_field(page, written, page.t(hint)).optional());
    form.add(Field::text("name", page.t("citizens-name")).value(&written.name));
    form.add(
        Field::lines("address", page.t("citizens-address"), 3)
            .value(&written.address)
            .optional(),
    );
    form.add(
        Field::date("protected_since", page.t("citizens-protected"))
            .hint(page.t("citizens-protected-hint"))
            .value(&written.protected_since)
            .optional(),
    );
    form
}

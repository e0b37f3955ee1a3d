//! The reader's code app and recovery codes.

use axum::Extension;
use axum::Form as Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use samspil_core::text::Message;
use serde::Deserialize;

use super::{PATH, Sent, done, drawn};
use crate::app::App;
use crate::identity::{SignInError, Signed};
use crate::pages::parts::{Field, Form};
use crate::pages::shell::Shell;
use crate::pages::sign_in::code::Written as WrittenCode;
use crate::pages::sign_in::enrol::{Shown, enrolment, recovery};
use crate::pages::sign_in::{caller, problem};
use crate::server::listen::Peer;
use crate::server::problem::{Kind, Problem};

/// What the page tells of it.
pub(super) struct CodeApp {
    pub(super) used: bool,
    /// What is told of it, in words.
    pub(super) state: String,
    /// The form that asks for the password before anything is changed.
    pub(super) form: Form,
}

impl CodeApp {
    pub(super) async fn read(
        app: &App,
        page: &Shell,
        signed: &Signed,
        sent: Option<Form>,
    ) -> Result<Self, Problem> {
        let identity = &app.gate.identity;
        let state = identity.code_app_state(signed.tenant, signed.person).await?;
        let left = i64::from(state.recovery_codes);
        Ok(Self {
            used: state.used,
            state: if state.used {
                page.say(&Message::new("code-app-used").with("left", left))
            } else {
                page.t("code-app-none")
            },
            form: sent.unwrap_or_else(|| form(page)),
        })
    }
}

fn form(page: &Shell) -> Form {
    let mut form = Form::new(page.language);
    let field = Field::password("code_password", page.t("password-current"));
    form.add(field.autocomplete("current-password"));
    form
}

/// The form as it is sent.
#[derive(Deserialize)]
pub(in crate::pages) struct Written {
    #[serde(default)]
    code_password: String,
    /// What is to be done: `begin`, `codes` or `end`.
    #[serde(default)]
    deed: String,
}

/// Begins with an app, gives new recovery codes, or gives the app up: each asks for the password.
pub(in crate::pages) async fn change(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let identity = &app.gate.identity;
    let caller = caller(peer, &headers);
    let password = &written.code_password;
    let refused = match written.deed.as_str() {
        "begin" => match identity.begin_code_app(&signed, password, &caller).await {
            Ok(begun) => return Ok(enrolment(page, begun, shown(false))),
            Err(error) => error,
        },
        "codes" => match identity.recovery_codes_anew(&signed, password, &caller).await {
            Ok(codes) => return Ok(recovery(page, codes, PATH)),
            Err(error) => error,
        },
        "end" => match identity.give_up_code_app(&signed, password, &caller).await {
            Ok(()) => return Ok(done(&app, "flash-code-app-ended")),
            Err(error) => error,
        },
        _ => return Err(Problem::new(Kind::BAD_REQUEST)),
    };
    if !matches!(refused, SignInError::Wrong) {
        return Err(problem(refused));
    }
    let mut form = form(&page);
    form.wrong("code_password", page.t("password-wrong"));
    let sent = Sent {
        code_app: Some(form),
        ..Sent::default()
    };
    drawn(&app, page, &signed, sent, StatusCode::UNPROCESSABLE_ENTITY).await
}

const fn shown(wrong: bool) -> Shown<'static> {
    Shown {
        status: if wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        },
        alert: None,
        wrong,
        action: "/settings/code/confirm",
        next: PATH,
    }
}

/// Takes it into use with its first code.
pub(in crate::pages) async fn confirm(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(written): Body<WrittenCode>,
) -> Result<Response, Problem> {
    let identity = &app.gate.identity;
    let caller = caller(peer, &headers);
    let whose = (signed.tenant, signed.person);
    let confirmed = identity
        .confirm_code_app(whose, signed.session(), &written.code, &caller)
        .await;
    match confirmed {
        Ok(codes) => Ok(recovery(page, codes, PATH)),
        Err(SignInError::Wrong) => match identity.begun_code_app(&signed).await {
            Ok(begun) => Ok(enrolment(page, begun, shown(true))),
            Err(SignInError::Wrong) => Err(Problem::new(Kind::NOT_FOUND)),
            Err(error) => Err(problem(error)),
        },
        Err(error) => Err(problem(error)),
    }
}

//! A link that is opened once. The page alone opens nothing: what looks through mail follows links too.

use askama::Template;
use axum::Extension;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use samspil_core::text::Message;
use samspil_store::{Opens, Step};
use serde::Deserialize;

use super::parts::{Alert, Field, Form, Tone};
use super::shell::Shell;
use super::show::show;
use super::sign_in::{bounded, caller, opened, problem};
use crate::app::App;
use crate::identity::SignInError;
use crate::identity::password::{MAX_BYTES, MIN_CHARACTERS};
use crate::identity::secret::Secret;
use crate::server::listen::Peer;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "sign_in/link.html")]
struct LinkPage<'page> {
    page: &'page Shell,
    alert: Option<Alert>,
    /// What is to be written; none where the link opens nothing.
    form: Option<Form>,
    about: String,
    button: String,
}

/// What a reader wrote.
#[derive(Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    new: String,
    #[serde(default)]
    again: String,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    Extension(peer): Extension<Peer>,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    bounded(&app, peer)?;
    let Some(opens) = opens(&app, &secret).await? else {
        return Ok(over(page));
    };
    let form = form(&page, &opens);
    Ok(drawn(page, &opens, form, StatusCode::OK))
}

/// Opens it.
pub(super) async fn open(
    State(app): State<App>,
    page: Shell,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    bounded(&app, peer)?;
    let Some(opens) = opens(&app, &secret).await? else {
        return Ok(over(page));
    };
    let Some(secret) = Secret::read(&secret) else {
        return Ok(over(page));
    };
    let (identity, caller) = (&app.gate.identity, caller(peer, &headers));
    let taken = match opens {
        Opens::Case { .. } => match identity.follow_link(&secret, &caller).await {
            Ok((session, case)) => Ok((session, Step::SignedIn, format!("/cases/{case}/own"))),
            Err(error) => Err(error),
        },
        Opens::Account => {
            let mut form = form(&page, &opens);
            if written.new != written.again {
                form.wrong("again", page.t("password-not-the-same"));
            }
            if !form.is_right() {
                return Ok(drawn(page, &opens, form, StatusCode::UNPROCESSABLE_ENTITY));
            }
            match identity.take_account(&secret, &written.new, &caller).await {
                Err(fault @ (SignInError::Unfit | SignInError::Guessable)) => {
                    let why = match fault {
                        SignInError::Guessable => page.t("account-password-guessable"),
                        _ => unfit(&page),
                    };
                    form.wrong("new", why);
                    return Ok(drawn(page, &opens, form, StatusCode::UNPROCESSABLE_ENTITY));
                }
                taken => taken.map(|(session, step)| (session, step, "/".to_owned())),
            }
        }
    };
    match taken {
        Ok((session, step, next)) => opened(&app, &headers, &session, step, &next).await,
        Err(SignInError::Wrong) => Ok(over(page)),
        Err(error) => Err(problem(error)),
    }
}

async fn opens(app: &App, secret: &str) -> Result<Option<Opens>, Problem> {
    let Some(secret) = Secret::read(secret) else {
        return Ok(None);
    };
    let open = app.gate.identity.open_link(&secret).await?;
    Ok(open.map(|(link, _)| link.opens))
}

fn form(page: &Shell, opens: &Opens) -> Form {
    let mut form = Form::new(page.language);
    if *opens == Opens::Account {
        let least = i64::try_from(MIN_CHARACTERS).unwrap_or(i64::MAX);
        let hint = page.say(&Message::new("password-hint").with("least", least));
        let new = Field::password("new", page.t("password-new"));
        form.add(new.autocomplete("new-password").hint(hint));
        let again = Field::password("again", page.t("password-again"));
        form.add(again.autocomplete("new-password"));
    }
    form
}

fn unfit(page: &Shell) -> String {
    let bound = |bound: usize| i64::try_from(bound).unwrap_or(i64::MAX);
    let message = Message::new("account-password-length").with("least", bound(MIN_CHARACTERS));
    page.say(&message.with("most", bound(MAX_BYTES)))
}

fn drawn(page: Shell, opens: &Opens, form: Form, status: StatusCode) -> Response {
    let (title, about, button) = match opens {
        Opens::Account => ("link-account-title", "link-account-about", "link-account-open"),
        Opens::Case { .. } => ("link-case-title", "link-case-about", "link-case-open"),
    };
    let page = page.titled(&Message::new(title));
    let template = LinkPage {
        about: page.say(&Message::new(about)),
        button: page.say(&Message::new(button)),
        page: &page,
        alert: None,
        form: Some(form),
    };
    show(status, &page, &template)
}

/// It opens nothing: used, over, taken back or never made; nobody is told which.
fn over(page: Shell) -> Response {
    let page = page.titled(&Message::new("link-over-title"));
    let alert = Alert::new(page.language, Tone::Warning, page.t("link-over"));
    let template = LinkPage {
        page: &page,
        alert: Some(alert),
        form: None,
        about: String::new(),
        button: String::new(),
    };
    show(StatusCode::NOT_FOUND, &page, &template)
}

//! What a person chooses for themselves: how they are told, when they are away and who stands in, where they are signed
//! in.

pub(super) mod away;
pub(super) mod code;
pub(super) mod feed;
pub(super) mod password;
pub(super) mod signed_in;
mod told;

use askama::Template;
use axum::Form as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::Message;

use self::away::Away;
use self::code::CodeApp;
use self::feed::Feed;
use self::signed_in::SignedIn;
pub(super) use self::told::Told;
use super::flash;
use super::parts::{Alert, Form, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Where the page lies.
pub(super) const PATH: &str = "/settings";

#[derive(Template)]
#[template(path = "settings/page.html")]
struct Settings<'page> {
    page: &'page Shell,
    /// Where mail goes.
    address: String,
    told: Form,
    feed: Feed,
    away: Away,
    signed_in: SignedIn,
    /// The form for a new password, where the reader has one.
    password: Option<Form>,
    /// Their code app, where they sign in with a password.
    code_app: Option<CodeApp>,
}

/// What stands on the page beside what is kept: forms that were sent and could not be taken, and what is shown once.
#[derive(Default)]
struct Sent {
    told: Option<Told>,
    absence: Option<away::Written>,
    alert: Option<Alert>,
    /// The way to a calendar that was just made.
    feed: Option<crate::feed::Made>,
    /// What is wrong with a new password.
    password: Option<Form>,
    /// What is wrong with the password that a change of the code app asks for.
    code_app: Option<Form>,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    drawn(&app, page, &signed, Sent::default(), StatusCode::OK).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    sent: Sent,
    status: StatusCode,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("settings-title"));
    let store = app.engine.store();
    let reach = crate::reach::reach_of(store.as_ref(), signed.tenant, signed.person).await?;
    let address = match &reach.address {
        Some(address) => page.say(&Message::new("settings-address").with("address", address.as_str())),
        None => page.t("settings-no-address"),
    };
    let person = store.person(signed.tenant, signed.person).await?;
    let has_password = person.is_some_and(|person| person.password.is_some());
    let password = sent.password.unwrap_or_else(|| password::form(&page));
    let told = sent.told.unwrap_or_else(|| Told::of(&reach, page.language));
    let code_app = match has_password {
        true => Some(CodeApp::read(app, &page, signed, sent.code_app).await?),
        false => None,
    };
    let template = Settings {
        code_app,
        address,
        told: told.form(&page),
        feed: Feed::read(app, &page, signed, sent.feed).await?,
        away: Away::read(app, &page, signed, sent.absence, sent.alert).await?,
        signed_in: SignedIn::read(app, &page, signed).await?,
        password: has_password.then_some(password),
        page: &page,
    };
    Ok(show(status, &page, &template))
}

/// Chooses how the reader is told.
pub(super) async fn choose(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Told>,
) -> Result<Response, Problem> {
    let store = app.engine.store();
    let before = crate::reach::reach_of(store.as_ref(), signed.tenant, signed.person).await?;
    let Some(reach) = written
        .reach(before)
        .filter(|reach| crate::reach::misfit(reach).is_none())
    else {
        let sent = Sent {
            told: Some(written),
            ..Sent::default()
        };
        return drawn(&app, page, &signed, sent, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    store.put_reach(signed.tenant, reach).await?;
    Ok(done(&app, "flash-settings-kept"))
}

/// Back to the page, with a word about what was done.
fn done(app: &App, key: &'static str) -> Response {
    let mut answer = Redirect::to(PATH).into_response();
    flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
    answer
}

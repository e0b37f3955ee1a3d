//! A new password.

use axum::Extension;
use axum::Form as Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use samspil_core::text::Message;
use serde::Deserialize;

use super::{Sent, done, drawn};
use crate::app::App;
use crate::identity::password::{MAX_BYTES, MIN_CHARACTERS};
use crate::identity::{SignInError, Signed};
use crate::pages::parts::{Field, Form};
use crate::pages::shell::Shell;
use crate::pages::sign_in::{caller, problem};
use crate::server::listen::Peer;
use crate::server::problem::Problem;

/// The form as it is sent.
#[derive(Default, Deserialize)]
pub(in crate::pages) struct Written {
    #[serde(default)]
    current: String,
    #[serde(default)]
    new: String,
    #[serde(default)]
    again: String,
}

/// The empty form. Nothing that was written is ever shown again.
pub(super) fn form(page: &Shell) -> Form {
    let least = i64::try_from(MIN_CHARACTERS).unwrap_or(i64::MAX);
    let hint = page.say(&Message::new("password-hint").with("least", least));
    let mut form = Form::new(page.language);
    let current = Field::password("current", page.t("password-current"));
    form.add(current.autocomplete("current-password"));
    let new = Field::password("new", page.t("password-new"));
    form.add(new.autocomplete("new-password").hint(hint));
    let again = Field::password("again", page.t("password-again"));
    form.add(again.autocomplete("new-password"));
    form
}

/// Changes it.
pub(in crate::pages) async fn change(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let mut form = form(&page);
    if written.current.is_empty() {
        form.wrong("current", page.t("password-write-current"));
    }
    if written.new != written.again {
        form.wrong("again", page.t("password-not-the-same"));
    }
    let fits = written.new.chars().count() >= MIN_CHARACTERS && written.new.len() <= MAX_BYTES;
    if !fits {
        form.wrong("new", unfit(&page));
    }
    if form.is_right() {
        let words = (written.current.as_str(), written.new.as_str());
        let caller = caller(peer, &headers);
        let changed = app.gate.identity.change_password(&signed, words, &caller).await;
        match changed {
            Ok(()) => return Ok(done(&app, "flash-password-changed")),
            Err(SignInError::Wrong) => form.wrong("current", page.t("password-wrong")),
            Err(SignInError::Guessable) => form.wrong("new", page.t("account-password-guessable")),
            Err(SignInError::Unfit) => form.wrong("new", unfit(&page)),
            Err(error) => return Err(problem(error)),
        }
    }
    let sent = Sent {
        password: Some(form),
        ..Sent::default()
    };
    drawn(&app, page, &signed, sent, StatusCode::UNPROCESSABLE_ENTITY).await
}

fn unfit(page: &Shell) -> String {
    let bound = |bound: usize| i64::try_from(bound).unwrap_or(i64::MAX);
    page.say(
        &Message::new("account-password-length")
            .with("least", bound(MIN_CHARACTERS))
            .with("most", bound(MAX_BYTES)),
    )
}

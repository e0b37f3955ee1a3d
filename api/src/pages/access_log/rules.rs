//! How long the access log is kept, and whether those who are told who has looked are told names.

use askama::Template;
use axum::Form as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::Message;
use samspil_runtime::{AccessRules, MIN_KEEP_DAYS};
use serde::Deserialize;

use super::PATH;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::parts::{Choice, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "access_log/rules.html")]
struct RulesPage<'page> {
    page: &'page Shell,
    form: Form,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    keep_days: String,
    #[serde(default)]
    names: String,
}

impl Written {
    pub(super) fn of(rules: AccessRules) -> Self {
        Self {
            keep_days: rules.keep_days.to_string(),
            names: if rules.names { "yes" } else { "no" }.to_owned(),
        }
    }

    fn rules(&self) -> Option<AccessRules> {
        let keep_days = self.keep_days.trim().parse().ok()?;
        let names = self.names == "yes";
        (keep_days >= MIN_KEEP_DAYS).then_some(AccessRules { keep_days, names })
    }
}

pub(super) fn form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    let days = Field::number("keep_days", page.t("access-keep")).suffix(page.t("access-keep-days"));
    form.add(days.value(&written.keep_days));
    let choice = |word: &str, key: &str| Choice::new(word.to_owned(), page.say(&Message::new(key)));
    let choices = vec![choice("no", "access-names-no"), choice("yes", "access-names-yes")];
    form.add(Field::radio("names", page.t("access-names"), choices).value(&written.names));
    form
}

/// Lays it down, or says at its field what is wrong.
pub(super) async fn keep(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let Some(rules) = written.rules() else {
        let page = page.titled(&Message::new("access-rules"));
        let mut form = form(&page, &written);
        let least = Message::new("access-keep-too-short").with("least", i64::from(MIN_KEEP_DAYS));
        form.wrong("keep_days", page.say(&least));
        let template = RulesPage { page: &page, form };
        return Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page, &template));
    };
    app.engine.set_access_rules(signed.tenant, rules).await?;
    let mut answer = Redirect::to(PATH).into_response();
    flash::say_next(
        &mut answer,
        Tone::Success,
        "flash-access-rules-kept",
        app.gate.https,
    );
    Ok(answer)
}

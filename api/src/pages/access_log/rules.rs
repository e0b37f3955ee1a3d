//! How long the access log is kept, whether those who are told who has looked are told names, and how much one person may take
//! out.

use askama::Template;
use axum::Form as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use rust_decimal::Decimal;
use samspil_core::text::Message;
use samspil_runtime::{AccessRules, MIN_KEEP_DAYS, ROWS_A_DAY_BOUNDS};
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
    #[serde(default)]
    rows_a_day: String,
}

impl Written {
    pub(super) fn of(rules: AccessRules) -> Self {
        Self {
            keep_days: rules.keep_days.to_string(),
            names: if rules.names { "yes" } else { "no" }.to_owned(),
            rows_a_day: rules.rows_a_day.to_string(),
        }
    }

    /// What was written; otherwise the field that is wrong, and why.
    fn rules(&self) -> Result<AccessRules, (&'static str, Message)> {
        let keep_days = self.keep_days.trim().parse().ok();
        let keep_days = keep_days.filter(|days| *days >= MIN_KEEP_DAYS).ok_or_else(|| {
            let least = i64::from(MIN_KEEP_DAYS);
            (
                "keep_days",
                Message::new("access-keep-too-short").with("least", least),
            )
        })?;
        let rows_a_day = self.rows_a_day.trim().parse().ok();
        let rows_a_day = rows_a_day.filter(|rows| ROWS_A_DAY_BOUNDS.contains(rows));
        Ok(AccessRules {
            keep_days,
            names: self.names == "yes",
            rows_a_day: rows_a_day.ok_or_else(|| ("rows_a_day", rows_outside()))?,
        })
    }
}

fn rows_outside() -> Message {
    Message::new("access-rows-outside")
        .with("least", Decimal::from(*ROWS_A_DAY_BOUNDS.start()))
        .with("most", Decimal::from(*ROWS_A_DAY_BOUNDS.end()))
}

pub(super) fn form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    let days = Field::number("keep_days", page.t("access-keep")).suffix(page.t("access-keep-days"));
    form.add(days.value(&written.keep_days));
    let choice = |word: &str, key: &str| Choice::new(word.to_owned(), page.say(&Message::new(key)));
    let choices = vec![choice("no", "access-names-no"), choice("yes", "access-names-yes")];
    form.add(Field::radio("names", page.t("access-names"), choices).value(&written.names));
    let rows = Field::number("rows_a_day", page.t("access-rows")).suffix(page.t("access-rows-rows"));
    form.add(rows.value(&written.rows_a_day));
    form
}

/// Lays it down, or says at its field what is wrong.
pub(super) async fn keep(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let rules = match written.rules() {
        Ok(rules) => rules,
        Err((field, why)) => {
            let page = page.titled(&Message::new("access-rules"));
            let mut form = form(&page, &written);
            form.wrong(field, page.say(&why));
            let template = RulesPage { page: &page, form };
            return Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page, &template));
        }
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

//! Noting what is in one's way at a step, from the page of the task or of the case: unfolded with one click and sent with
//! another.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::case::{Eyes, Status, View};
use samspil_core::id::CaseId;
use samspil_core::text::Message;
use samspil_runtime::{HassleRefused, Ids, MAX_HASSLE_CHARS, Object};
use serde::Deserialize;

use super::back::own_path;
use super::flash;
use super::key::Key;
use super::parts::{Choice, Field, Form, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::retention::signer;
use crate::server::problem::Problem;

/// Lines of the box.
const LINES: u16 = 3;

/// The form, to be unfolded.
#[derive(Template, Clone, Debug)]
#[template(path = "hassle/form.html")]
pub(super) struct HassleForm {
    title: String,
    about: String,
    send: String,
    action: String,
    /// The step, where it is not chosen.
    step: Option<String>,
    back: String,
    key: Key,
    form: Form,
}

impl askama::filters::HtmlSafe for HassleForm {}

/// What somebody has written.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    step: String,
    #[serde(default)]
    said: String,
    #[serde(default)]
    back: String,
    #[serde(default)]
    key: Key,
}

/// Where a form leads back to, and the step where it is one alone.
pub(super) struct Place<'a> {
    pub(super) case: CaseId,
    pub(super) step: Option<&'a str>,
    pub(super) back: String,
}

impl HassleForm {
    /// For people at work; the steps are those of the case's flow that the reader sees. None for others, or where there is no
    /// step.
    pub(super) fn new(
        page: &Shell,
        signed: &Signed,
        (view, eyes): (&View<'_>, &Eyes),
        place: Place<'_>,
        ids: &dyn Ids,
    ) -> Option<Self> {
        let written = Written {
            key: Key::new(ids),
            back: place.back,
            ..Written::default()
        };
        if signed.roles.is_empty() {
            return None;
        }
        let choices = match place.step {
            Some(step) => view
                .run
                .flow
                .items
                .keys()
                .any(|id| id.as_str() == step)
                .then(Vec::new)?,
            None => Some(choices(page, view, eyes)).filter(|choices| !choices.is_empty())?,
        };
        let step = place.step.map(str::to_owned);
        Some(Self::drawn(page, place.case, (step, choices), &written))
    }

    fn drawn(
        page: &Shell,
        case: CaseId,
        (step, choices): (Option<String>, Vec<Choice>),
        written: &Written,
    ) -> Self {
        let mut form = Form::new(page.language);
        if step.is_none() {
            let field = Field::select("step", page.t("trial-column-step"), choices);
            form.add(field.within("hassle").value(&written.step));
        }
        let said = Field::lines("said", page.t("hassle-said"), LINES).hint(page.t("hassle-hint"));
        form.add(
            said.within("hassle")
                .longest(MAX_HASSLE_CHARS)
                .value(&written.said),
        );
        Self {
            title: page.t("hassle-note"),
            about: page.t("hassle-about"),
            send: page.t("hassle-send"),
            action: format!("/cases/{case}/hassles"),
            step,
            back: written.back.clone(),
            key: written.key.clone(),
            form,
        }
    }
}

/// The steps that the reader sees; what goes on now comes first.
fn choices(page: &Shell, view: &View<'_>, eyes: &Eyes) -> Vec<Choice> {
    let items = view.run.flow.items.values();
    let mut seen: Vec<_> = items.filter(|item| view.sees_item(eyes, item)).collect();
    let goes_on = |item: &&samspil_core::flow::Item| {
        !matches!(view.case.item(&item.id).status, Status::Active | Status::Possible)
    };
    seen.sort_by_key(goes_on);
    let choice = |item: &samspil_core::flow::Item| {
        Choice::new(
            item.id.to_string(),
            item.title.in_language(page.language).to_owned(),
        )
    };
    seen.into_iter().map(choice).collect()
}

#[derive(Template)]
#[template(path = "hassle/page.html")]
struct HasslePage<'page> {
    page: &'page Shell,
    form: HassleForm,
}

/// Keeps it, and leads back; or shows what is wrong, with what was written.
pub(super) async fn note(
    State(app): State<App>,
    Path(case): Path<CaseId>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let look = signed.look(Object::Form);
    let id = written
        .key
        .command()
        .map_or_else(|| app.engine.ids().next(), |key| key.0);
    let (by, name) = (signed.by(), signer(&signed));
    let place = (case, written.step.as_str(), &look);
    let noted = app
        .engine
        .note_hassle(signed.tenant, (&by, &name), place, (id, &written.said))
        .await;
    let error = match noted {
        Ok(()) => {
            let back = Some(written.back.as_str()).filter(|back| !back.is_empty());
            let back = back.map_or_else(
                || format!("/cases/{case}"),
                |back| own_path(Some(back)).to_owned(),
            );
            let mut answer = Redirect::to(&back).into_response();
            flash::say_next(&mut answer, Tone::Success, "flash-hassle-noted", app.gate.https);
            return Ok(answer);
        }
        Err(error) => error,
    };
    let Some(told) = error.message() else {
        return Err(match error {
            HassleRefused::Failure(failure) => failure.into(),
            _ => Problem::new(crate::server::problem::Kind::FAULT),
        });
    };
    if matches!(error, HassleRefused::Step) {
        return Err(Problem::new(crate::server::problem::Kind::NOT_FOUND));
    }
    let page = page.titled(&Message::new("hassle-note"));
    let step = (Some(written.step.clone()), Vec::new());
    let mut form = HassleForm::drawn(&page, case, step, &written);
    form.form.wrong("said", page.say(&told));
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(show(status, &page, &HasslePage { page: &page, form }))
}

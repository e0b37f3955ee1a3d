//! What the reader notes of a task for themselves: when they will follow up, how much it presses, and words of their own.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::id::CaseId;
use samspil_core::text::Message;
use samspil_runtime::{LookAbout, MAX_TAG_CHARS, MAX_TAGS, MarkRefused, Object};
use samspil_store::{TaskMark, TaskRow};
use serde::Deserialize;

use super::tab::{PRIORITIES, priority};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::back::{encoded, own_path};
use crate::pages::flash;
use crate::pages::parts::{Choice, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::written;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "tasks/mark.html")]
struct MarkPage<'page> {
    page: &'page Shell,
    case: CaseId,
    case_title: String,
    title: String,
    form: Form,
    back: String,
}

/// The page to come back to.
#[derive(Deserialize)]
pub(crate) struct Asked {
    back: Option<String>,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    follow_up: String,
    #[serde(default)]
    priority: String,
    #[serde(default)]
    tags: String,
    #[serde(default)]
    back: String,
}

/// Where the page lies, with the page to come back to.
pub(super) fn address(case: CaseId, item: &str, back: &str) -> String {
    format!(
        "/cases/{case}/tasks/{}/mark?back={}",
        segment(item),
        encoded(back)
    )
}

/// Words between commas, each once.
pub(super) fn tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

impl Written {
    fn of(mark: &TaskMark) -> Self {
        let priority = PRIORITIES
            .iter()
            .find(|(_, priority)| mark.priority == Some(*priority));
        Self {
            follow_up: mark.follow_up.map(|day| day.to_string()).unwrap_or_default(),
            priority: priority.map(|(word, _)| (*word).to_owned()).unwrap_or_default(),
            tags: mark.tags.join(", "),
            back: String::new(),
        }
    }
}

async fn task(app: &App, signed: &Signed, case: CaseId, item: &str) -> Result<TaskRow, Problem> {
    let found = app
        .engine
        .task_to_mark(signed.tenant, &signed.by(), (case, item))
        .await?;
    let found = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    logged(app, signed, case).await?;
    Ok(found)
}

/// Has it logged that a task of a case is shown, before it is.
///
/// # Errors
/// Where it could not be: then nothing may be shown.
pub(super) async fn logged(app: &App, signed: &Signed, case: CaseId) -> Result<(), Problem> {
    let about = LookAbout {
        case: Some(case),
        ..LookAbout::default()
    };
    let look = signed.look(Object::Tasks);
    app.engine
        .log_look(signed.tenant, &signed.by(), &look, about)
        .await?;
    Ok(())
}

/// The page.
pub(crate) async fn page(
    State(app): State<App>,
    Path((case, item)): Path<(CaseId, String)>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let task = task(&app, &signed, case, &item).await?;
    let marks = app
        .engine
        .store()
        .task_marks(signed.tenant, signed.person)
        .await?;
    let own = marks.iter().find(|mark| mark.is_of(case, &task));
    let mut written = own.map(Written::of).unwrap_or_default();
    own_path(asked.back.as_deref().or(Some("/tasks"))).clone_into(&mut written.back);
    let form = form(&page, &written);
    Ok(drawn(page, case, &task, (form, &written)))
}

/// Keeps it.
pub(crate) async fn keep(
    State(app): State<App>,
    Path((case, item)): Path<(CaseId, String)>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let task = task(&app, &signed, case, &item).await?;
    let mut form = form(&page, &written);
    let day = written.follow_up.trim();
    let follow_up = written::date(day);
    if follow_up.is_none() && !day.is_empty() {
        form.wrong("follow_up", page.t("away-write-day"));
    }
    let mark = TaskMark {
        case,
        item,
        round: task.round,
        follow_up,
        priority: priority(&written.priority),
        tags: tags(&written.tags),
    };
    if form.is_right() {
        match app.engine.mark_task(signed.tenant, &signed.by(), mark).await {
            Ok(()) => {
                let mut answer = Redirect::to(own_path(Some(&written.back))).into_response();
                flash::say_next(&mut answer, Tone::Success, "flash-task-marked", app.gate.https);
                return Ok(answer);
            }
            Err(MarkRefused::NotThere) => return Err(Problem::new(Kind::NOT_FOUND)),
            Err(MarkRefused::Failure(failure)) => return Err(failure.into()),
            Err(MarkRefused::TooMuch) => form.wrong("tags", page.say(&bound("mark-too-much"))),
        }
    }
    Ok(drawn(page, case, &task, (form, &written)))
}

/// A sentence about how much may be noted.
fn bound(key: &str) -> Message {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Message::new(key)
        .with("most", number(MAX_TAGS))
        .with("longest", number(MAX_TAG_CHARS))
}

fn form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    let day = Field::date("follow_up", page.t("mark-follow-up"));
    let day = day.hint(page.t("mark-follow-up-hint")).optional();
    form.add(day.value(&written.follow_up));
    let mut choices = vec![Choice::new(String::new(), page.t("mark-priority-none"))];
    choices.extend(PRIORITIES.iter().map(|(word, _)| {
        let label = page.t(&format!("mark-priority-{word}"));
        Choice::new((*word).to_owned(), label)
    }));
    let field = Field::select("priority", page.t("mark-priority"), choices);
    form.add(field.optional().value(&written.priority));
    let field = Field::text("tags", page.t("mark-tags"));
    form.add(
        field
            .hint(page.say(&bound("mark-tags-hint")))
            .optional()
            .value(&written.tags),
    );
    form
}

fn drawn(page: Shell, case: CaseId, task: &TaskRow, (form, written): (Form, &Written)) -> Response {
    let page = page.titled(&Message::new("mark-title"));
    let status = match form.is_right() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = MarkPage {
        case,
        case_title: task.case_title.clone(),
        title: task.title.in_language(page.language).to_owned(),
        form,
        back: own_path(Some(&written.back)).to_owned(),
        page: &page,
    };
    show(status, &page, &template)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_between_commas_and_each_once() {
        assert_eq!(tags(" ring til, Ærø ,,ring til,"), ["ring til", "Ærø"]);
        assert!(tags(" , ").is_empty());
    }
}

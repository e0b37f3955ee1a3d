//! A file of the organisation: sent, looked at, and then taken in; and the organisation as a file.

use askama::Template;
use axum::extract::{Multipart, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use samspil_core::calendar::local_date;
use samspil_core::text::Message;
use serde::Deserialize;

use super::{done, heads};
use crate::app::App;
use crate::identity::Signed;
use crate::organisation::{Asked, MAX_NAME_CHARS, Plan, exported, read, take_in as taken_in};
use crate::pages::parts::{Alert, Cell, Choice, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};

/// The most fields of a form with a file.
const MAX_FIELDS: usize = 8;

#[derive(Template)]
#[template(path = "organisation/file.html")]
struct FilePage<'page> {
    page: &'page Shell,
    /// What is wrong with the file that was sent.
    alert: Option<Alert>,
    source: Field,
    looked_at: Option<LookedAt>,
}

/// A file that was sent, and what would come of it.
struct LookedAt {
    note: Option<Alert>,
    warning: Option<Alert>,
    summary: String,
    table: Table,
    /// Asks whether what takes away much is meant.
    confirm: Option<Form>,
    source: String,
    text: String,
    /// It would change something.
    changes: bool,
}

/// What was sent.
#[derive(Debug, Default)]
struct Sent {
    source: String,
    bytes: Vec<u8>,
    confirm: bool,
}

impl Sent {
    /// Reads a form with a file in it, or with the text of one that was looked at.
    async fn read(mut form: Multipart) -> Result<Self, Problem> {
        let unread = |_| Problem::new(Kind::BAD_REQUEST);
        let mut sent = Self::default();
        for _ in 0..MAX_FIELDS {
            let Some(field) = form.next_field().await.map_err(unread)? else {
                return Ok(sent);
            };
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|_| Problem::too_large())?;
            match name.as_str() {
                "source" => sent.source = String::from_utf8_lossy(&bytes).trim().to_owned(),
                "file" | "text" => sent.bytes = bytes.to_vec(),
                "confirm" => sent.confirm = true,
                _ => {}
            }
        }
        Err(Problem::new(Kind::BAD_REQUEST))
    }
}

fn source(page: &Shell, written: &str) -> Field {
    let field = Field::text("source", page.t("organisation-source"))
        .longest(100)
        .value(written);
    field
        .hint(page.t("organisation-source-hint"))
        .worded(page.language)
}

fn drawn(page: Shell, (alert, written, looked_at): (Option<Alert>, &str, Option<LookedAt>)) -> Response {
    let page = page.titled(&Message::new("organisation-file"));
    let status = match alert {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = FilePage {
        alert,
        source: source(&page, written),
        looked_at,
        page: &page,
    };
    show(status, &page, &template)
}

/// The page.
pub(super) async fn page(page: Shell) -> Response {
    drawn(page, (None, "csv", None))
}

/// What is wrong with what was sent, or the problem where the file is not to blame.
fn wrong(page: &Shell, problem: &Problem) -> Option<Alert> {
    let mendable = [Kind::UNFIT.status, Kind::CONFLICT.status].contains(&problem.status());
    mendable.then(|| {
        Alert::new(page.language, Tone::Error, problem.sentence(page.language))
            .reasons(problem.reasons(page.language))
    })
}

async fn plan(
    app: &App,
    signed: &Signed,
    sent: &Sent,
    dry_run: bool,
) -> Result<(Plan, Option<Message>), Problem> {
    let file = read(&sent.bytes)?;
    let name = sent.source.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME_CHARS || name.chars().any(char::is_control) {
        return Err(Problem::new(Kind::UNFIT).detail(Message::new("organisation-no-source")));
    }
    let asked = Asked {
        source: name,
        today: local_date(app.engine.clock().now()),
    };
    let plan = taken_in(app, signed, &file, asked, (dry_run, sent.confirm)).await?;
    Ok((plan, file.note))
}

/// Looks at a file: what would come, change and end.
pub(super) async fn preview(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    form: Multipart,
) -> Result<Response, Problem> {
    let sent = Sent::read(form).await?;
    match plan(&app, &signed, &sent, true).await {
        Ok((plan, note)) => {
            let looked_at = looked_at(&page, &plan, note, &sent);
            Ok(drawn(page, (None, &sent.source, Some(looked_at))))
        }
        Err(problem) => match wrong(&page, &problem) {
            Some(alert) => Ok(drawn(page, (Some(alert), &sent.source, None))),
            None => Err(problem),
        },
    }
}

fn looked_at(page: &Shell, plan: &Plan, note: Option<Message>, sent: &Sent) -> LookedAt {
    let alert = |message: &Message| Alert::new(page.language, Tone::Warning, page.say(message));
    let rows = plan
        .steps()
        .map(|step| vec![Cell::Text(page.say(&step.message()))]);
    let confirm = plan.takes_much().then(|| {
        let mut form = Form::new(page.language);
        let yes = vec![Choice::new("yes".to_owned(), page.t("organisation-confirm"))];
        form.add(Field::check("confirm", page.t("organisation-confirm-about"), yes));
        form
    });
    LookedAt {
        note: note.as_ref().map(alert),
        warning: plan.takes_much().then(|| alert(&plan.warning())),
        summary: page.say(&plan.summary()),
        table: Table {
            caption: page.t("organisation-plan-title"),
            head: heads(page, &["step"]),
            rows: rows.collect(),
            empty: page.t("organisation-plan-none"),
        },
        confirm,
        source: sent.source.clone(),
        text: crate::organisation::text(&sent.bytes),
        changes: !plan.changed.is_empty(),
    }
}

/// Takes in a file that was looked at.
pub(super) async fn take_in(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    form: Multipart,
) -> Result<Response, Problem> {
    let sent = Sent::read(form).await?;
    match plan(&app, &signed, &sent, false).await {
        Ok(_) => Ok(done(&app, super::PATH, "flash-organisation-taken-in")),
        Err(problem) => match wrong(&page, &problem) {
            Some(alert) => Ok(drawn(page, (Some(alert), &sent.source, None))),
            None => Err(problem),
        },
    }
}

/// Which file is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    source: Option<String>,
}

/// The organisation as a file.
pub(super) async fn export(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let organisation = app.engine.store().organisation(signed.tenant).await?;
    let source = wanted.source.as_deref().filter(|source| !source.is_empty());
    let text = exported(&organisation, source, page.language);
    let about = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"organisation.csv\""),
    ];
    Ok((about, text).into_response())
}

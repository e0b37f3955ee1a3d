//! Changing the calendar: a line more, a line less, or a version taken back. What would move is shown first, and only what was
//! looked at is laid down.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::calendar::CalendarRules;
use samspil_core::id::UnitId;
use samspil_core::text::Message;
use samspil_runtime::{CalendarRefused, CalendarSet, Moved};
use samspil_store::chain::sum;

use super::form::{Kind, Written, form, line, why};
use super::{PATH, units};
use crate::app::App;
use crate::calendar::lines::{Line, lines, told, with, without};
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::parts::{Alert, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::tunings::moved_table;
use crate::server::problem::{Kind as ProblemKind, Problem};

#[derive(Template)]
#[template(path = "calendars/change.html")]
struct ChangePage<'page> {
    page: &'page Shell,
    action: String,
    alert: Option<Alert>,
    form: Form,
    preview: Option<Preview>,
    /// What was shown: it is laid down only as it was looked at.
    previewed: String,
    seen: u32,
    /// The form alone says what changes, and can be looked at anew.
    may_look: bool,
}

/// What would come of it.
struct Preview {
    did: Vec<String>,
    summary: String,
    moved: Table,
}

/// What is to change, and where the page of it lies.
struct Asked {
    title: Message,
    action: String,
    form: Form,
    may_look: bool,
}

/// The newest calendar.
async fn newest(app: &App, signed: &Signed) -> Result<CalendarSet, Problem> {
    let all = app.engine.calendars(signed.tenant).await?;
    let newest = all.into_iter().next();
    newest.ok_or_else(|| Problem::new(ProblemKind::NOT_FOUND))
}

/// The form for a line more.
pub(super) async fn add(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(kind): Path<String>,
) -> Result<Response, Problem> {
    let kind = Kind::named(&kind).ok_or_else(|| Problem::new(ProblemKind::NOT_FOUND))?;
    let units = units(&app, &signed).await?;
    let newest = newest(&app, &signed).await?;
    let form = form(&page, kind, &Written::default(), &units);
    drawn(
        page,
        adding(kind, form),
        (newest.version, String::new()),
        (None, None),
    )
}

fn adding(kind: Kind, form: Form) -> Asked {
    Asked {
        title: Message::new(&format!("calendars-add-{}", kind.word())),
        action: format!("{PATH}/add/{}", kind.word()),
        form,
        may_look: true,
    }
}

/// A line more: what would come of it, or it is laid down where that is what was looked at.
pub(super) async fn add_sent(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(kind): Path<String>,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let kind = Kind::named(&kind).ok_or_else(|| Problem::new(ProblemKind::NOT_FOUND))?;
    let units = units(&app, &signed).await?;
    let newest = newest(&app, &signed).await?;
    let written = Written::of(pairs);
    let mut form = form(&page, kind, &written, &units);
    let Some(line) = line(&page, kind, &written, &mut form, &units) else {
        return drawn(
            page,
            adding(kind, form),
            (newest.version, String::new()),
            (None, None),
        );
    };
    let rules = with(newest.rules.clone(), &line);
    sent(
        (&app, page, &signed),
        adding(kind, form),
        &newest,
        rules,
        &written,
        &units,
    )
    .await
}

/// The line that an address names, in the newest version.
fn named(newest: &CalendarSet, version: u32, place: usize) -> Result<Line, Problem> {
    if newest.version != version {
        return Err(Problem::new(ProblemKind::CONFLICT)
            .code("calendar_changed")
            .detail(Message::new("problem-calendar-changed").with("version", newest.version)));
    }
    let mut all = lines(&newest.rules);
    match place < all.len() {
        true => Ok(all.swap_remove(place)),
        false => Err(Problem::new(ProblemKind::NOT_FOUND)),
    }
}

fn leaving(page: &Shell, version: u32, place: usize, line: &Line, units: &BTreeMap<UnitId, String>) -> Asked {
    let mut form = Form::new(page.language);
    form.add(why(page));
    Asked {
        title: Message::new("calendars-away-title").with("line", line.message(units)),
        action: format!("{PATH}/versions/{version}/lines/{place}/away"),
        form,
        may_look: false,
    }
}

/// What would come of taking a line away.
pub(super) async fn away(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path((version, place)): Path<(u32, usize)>,
) -> Result<Response, Problem> {
    take_away((&app, page, &signed), (version, place), &Written::default()).await
}

/// Takes a line away.
pub(super) async fn away_sent(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path((version, place)): Path<(u32, usize)>,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    take_away((&app, page, &signed), (version, place), &Written::of(pairs)).await
}

async fn take_away(
    (app, page, signed): (&App, Shell, &Signed),
    (version, place): (u32, usize),
    written: &Written,
) -> Result<Response, Problem> {
    let newest = newest(app, signed).await?;
    let line = named(&newest, version, place)?;
    let units = units(app, signed).await?;
    let asked = leaving(&page, version, place, &line, &units);
    let Some(rules) = without(newest.rules.clone(), &line) else {
        let stays = Message::new("calendars-stays");
        return drawn(page, asked, (version, String::new()), (Some(stays), None));
    };
    sent((app, page, signed), asked, &newest, rules, written, &units).await
}

/// What would come of taking the newest version back.
pub(super) async fn back(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(version): Path<u32>,
) -> Result<Response, Problem> {
    take_back((&app, page, &signed), version, &Written::default()).await
}

/// Takes the newest version back: what the one before says is laid down anew.
pub(super) async fn back_sent(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(version): Path<u32>,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    take_back((&app, page, &signed), version, &Written::of(pairs)).await
}

async fn take_back(
    (app, page, signed): (&App, Shell, &Signed),
    version: u32,
    written: &Written,
) -> Result<Response, Problem> {
    let all = app.engine.calendars(signed.tenant).await?;
    let newest = all
        .first()
        .filter(|newest| newest.version == version && version > 0);
    let newest = newest.ok_or_else(|| Problem::new(ProblemKind::NOT_FOUND))?;
    let before = all.get(1).map(|before| before.rules.clone()).unwrap_or_default();
    let units = units(app, signed).await?;
    let mut form = Form::new(page.language);
    form.add(why(&page));
    let asked = Asked {
        title: Message::new("calendars-back-title").with("version", version),
        action: format!("{PATH}/versions/{version}/back"),
        form,
        may_look: false,
    };
    sent((app, page, signed), asked, newest, before, written, &units).await
}

/// Lays a calendar down where it is what was looked at and a reason is there; otherwise shows what would come of it.
async fn sent(
    (app, page, signed): (&App, Shell, &Signed),
    mut asked: Asked,
    newest: &CalendarSet,
    rules: CalendarRules,
    written: &Written,
    units: &BTreeMap<UnitId, String>,
) -> Result<Response, Problem> {
    let shown = sum(&serde_json::to_vec(&rules).unwrap_or_default());
    let shown: String = shown.iter().map(|byte| format!("{byte:02x}")).collect();
    let seen = written.get("seen").parse().unwrap_or(newest.version);
    let looked_at = written.get("do") == "apply" && written.get("previewed") == shown;
    let mut alert = None;
    if looked_at {
        let set = app.engine.set_calendar(
            signed.tenant,
            rules.clone(),
            seen,
            &signed.name,
            written.get("why"),
        );
        match set.await {
            Ok(version) => return Ok(laid_down(app, signed, version).await),
            Err(refused) => alert = refusal(&page, &mut asked.form, refused)?,
        }
    }
    let state = (newest.version, shown);
    match app.engine.preview_calendar(signed.tenant, rules.clone()).await {
        Ok(moves) => {
            let preview = preview(&page, told(Some(&newest.rules), &rules, units), &moves);
            drawn(page, asked, state, (alert, Some(preview)))
        }
        Err(refused) => {
            let alert = refusal(&page, &mut asked.form, refused)?;
            drawn(page, asked, state, (alert, None))
        }
    }
}

/// Why it cannot be: at the field for the reason, or above the form.
fn refusal(page: &Shell, form: &mut Form, refused: CalendarRefused) -> Result<Option<Message>, Problem> {
    match refused {
        CalendarRefused::Faults(faults) => Ok(faults.into_iter().next().map(|fault| fault.message)),
        CalendarRefused::Reason => {
            form.wrong("why", page.t("problem-calendar-why"));
            Ok(None)
        }
        CalendarRefused::Changed(version) => Ok(Some(
            Message::new("problem-calendar-changed").with("version", version),
        )),
        CalendarRefused::Failure(failure) => Err(failure.into()),
    }
}

fn preview(page: &Shell, did: Vec<Message>, moves: &[Moved]) -> Preview {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let overdue = moves.iter().filter(|one| one.overdue).count();
    let summary = Message::new("calendars-would-move")
        .with("count", count(moves.len()))
        .with("overdue", count(overdue));
    Preview {
        did: did.iter().map(|line| page.say(line)).collect(),
        summary: page.say(&summary),
        moved: moved_table(page, moves),
    }
}

fn drawn(
    page: Shell,
    asked: Asked,
    (seen, previewed): (u32, String),
    (alert, preview): (Option<Message>, Option<Preview>),
) -> Result<Response, Problem> {
    let page = page.titled(&asked.title);
    let status = match asked.form.is_right() && alert.is_none() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = ChangePage {
        action: asked.action,
        alert: alert.map(|why| Alert::new(page.language, Tone::Error, page.say(&why))),
        form: asked.form,
        preview,
        previewed,
        seen,
        may_look: asked.may_look,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

/// Open cases are counted anew, and the reader goes back to the calendar; where counting is broken off it goes on by itself.
async fn laid_down(app: &App, signed: &Signed, version: u32) -> Response {
    let tenant = signed.tenant;
    tracing::info!(%tenant, by = %signed.person, version, "a calendar was laid down");
    if let Err(failure) = app.engine.recount(tenant).await {
        tracing::warn!(%tenant, %failure, "cases are counted anew later");
    }
    let mut answer = Redirect::to(PATH).into_response();
    flash::say_next(
        &mut answer,
        Tone::Success,
        "flash-calendar-laid-down",
        app.gate.https,
    );
    answer
}

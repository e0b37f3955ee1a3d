//! The coordinator's board: all cases of one coordinator with what is late and what comes next, and handing them over.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form as Body, Router};
use chrono::{DateTime, Utc};
use samspil_core::calendar::Calendar;
use samspil_core::case::OpenTask;
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_runtime::{Coordinated, Object, PassOn};
use samspil_store::Person;
use serde::Deserialize;

use super::address::segment;
use super::flash;
use super::key::Key;
use super::names::Names;
use super::parts::{Alert, Cell, Field, Form, Table, Tone};
use super::shell::Shell;
use super::show::show;
use super::tasks::due_cell;
use super::words::{Due, Speaker};
use crate::app::App;
use crate::coordination::{Stands, can_take_over, on_case};
use crate::identity::Signed;
use crate::server::problem::Problem;

/// The longest login, in characters.
const MAX_LOGIN_CHARS: u32 = 100;

/// The longest note, in characters: the core takes no more.
const MAX_NOTE_CHARS: u32 = 500;

#[derive(Template)]
#[template(path = "coordination.html")]
struct BoardPage<'page> {
    page: &'page Shell,
    /// Whose board it is; none where the reader's own.
    name: Option<String>,
    alert: Option<Alert>,
    /// The login of that, as it was asked for.
    of: String,
    find: Form,
    table: Table,
    more: bool,
    form: Form,
    key: Key,
}

/// Whose board.
#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    of: String,
}

/// From whom to whom, as it is sent.
#[derive(Deserialize, Default)]
struct Written {
    #[serde(default)]
    key: Key,
    #[serde(default)]
    of: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    note: String,
}

/// The routes of the pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/coordination", get(page))
        .route("/coordination/hand-over", post(hand_over))
}

/// The board.
async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let written = Written {
        of: asked.of,
        key: Key::new(app.engine.ids().as_ref()),
        ..Written::default()
    };
    drawn(&app, page, &signed, (written, Told::default())).await
}

/// What is said on the page.
#[derive(Default)]
struct Told {
    wrong: Vec<(&'static str, Message)>,
    stayed: Option<Message>,
}

/// Whoever has this login.
async fn someone(app: &App, signed: &Signed, login: &str) -> Result<Option<Person>, Problem> {
    let store = app.engine.store();
    Ok(store.person_by_login(signed.tenant, login.trim()).await?)
}

/// Hands everything over.
async fn hand_over(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let mut told = Told::default();
    let to = someone(&app, &signed, &written.to).await?;
    let to = to.filter(can_take_over);
    if to.is_none() {
        told.wrong.push(("to", Message::new("coordination-nobody")));
    }
    let length = written.note.trim().chars().count();
    if length == 0 || length > usize::try_from(MAX_NOTE_CHARS).unwrap_or(usize::MAX) {
        let most = i64::from(MAX_NOTE_CHARS);
        let message = Message::new("coordination-note-wrong").with("most", most);
        told.wrong.push(("note", message));
    }
    let from = if written.of.trim().is_empty() {
        Some(signed.person)
    } else {
        someone(&app, &signed, &written.of).await?.map(|person| person.id)
    };
    let (Some(to), Some(from), Some(key), true) = (to, from, written.key.command(), told.wrong.is_empty())
    else {
        return drawn(&app, page, &signed, (written, told)).await;
    };
    let pass = PassOn {
        from,
        to: to.id,
        note: written.note.clone(),
    };
    let look = signed.look(Object::Cases);
    let passed = app
        .engine
        .pass_on(signed.tenant, &signed.by(), &pass, (key, &look))
        .await?;
    if passed.stayed.is_empty() && !passed.done.is_empty() && !passed.more {
        let mut answer = Redirect::to("/coordination").into_response();
        flash::say_next(
            &mut answer,
            Tone::Success,
            "flash-coordination-passed-on",
            app.gate.https,
        );
        return Ok(answer);
    }
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let message = Message::new("coordination-stayed").with("done", count(passed.done.len()));
    told.stayed = Some(message.with("stayed", count(passed.stayed.len())));
    let written = Written {
        key: Key::new(app.engine.ids().as_ref()),
        ..written
    };
    drawn(&app, page, &signed, (written, told)).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (written, told): (Written, Told),
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("coordination-title"));
    let mut find = Form::new(page.language);
    let of = Field::text("of", page.t("coordination-of")).hint(page.t("coordination-of-hint"));
    find.add(of.longest(MAX_LOGIN_CHARS).value(&written.of).optional());
    let named = !written.of.trim().is_empty();
    let person = if named {
        someone(app, signed, &written.of).await?
    } else {
        None
    };
    if named && person.is_none() {
        find.wrong("of", page.t("coordination-unknown"));
    }
    let of: Option<PersonId> = person.as_ref().map(|person| person.id);
    let look = page.looking(signed.look(Object::Cases));
    let board = if named && of.is_none() {
        samspil_runtime::Board::default()
    } else {
        app.engine
            .coordinated(signed.tenant, &signed.by(), of, &look)
            .await?
    };
    let calendar = app.engine.calendar(signed.tenant).await?;
    let now = app.engine.clock().now();
    let names = Names::default();
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let right = find.is_right() && told.wrong.is_empty() && told.stayed.is_none();
    let template = BoardPage {
        alert: told
            .stayed
            .as_ref()
            .map(|said| Alert::new(page.language, Tone::Warning, page.say(said))),
        name: person.map(|person| person.name),
        table: table(speaker, &board.cases, (now, &calendar)),
        more: board.more,
        form: form(&page, &written, &told),
        key: written.key,
        of: written.of,
        find,
        page: &page,
    };
    let status = if right {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(status, &page, &template))
}

fn form(page: &Shell, written: &Written, told: &Told) -> Form {
    let mut form = Form::new(page.language);
    let to = Field::text("to", page.t("coordination-to")).hint(page.t("coordination-of-hint"));
    form.add(to.longest(MAX_LOGIN_CHARS).value(&written.to));
    let note = Field::lines("note", page.t("coordination-note"), 4);
    let note = note.hint(page.t("coordination-note-hint"));
    form.add(note.longest(MAX_NOTE_CHARS).value(&written.note));
    for (name, wrong) in &told.wrong {
        form.wrong(name, page.say(wrong));
    }
    form
}

fn table(speaker: Speaker<'_>, cases: &[Coordinated], day: (DateTime<Utc>, &Calendar)) -> Table {
    let mut found: Vec<(&Coordinated, Stands)> = cases.iter().map(|one| (one, on_case(one, day.0))).collect();
    found.sort_by_key(|(_, stands)| {
        let next = stands.next.as_ref().map(|(at, _)| *at);
        let late = stands.late.first().and_then(|task| task.due);
        (stands.late.is_empty(), late, next.is_none(), next)
    });
    let head = [
        "coordination-column-case",
        "coordination-column-late",
        "coordination-column-next",
        "coordination-column-waits",
    ];
    Table {
        caption: speaker.t("coordination-title"),
        head: head.iter().map(|key| speaker.t(key)).collect(),
        rows: found
            .iter()
            .map(|(one, stands)| row(speaker, one, stands, day))
            .collect(),
        empty: speaker.t("coordination-none"),
    }
}

fn row(
    speaker: Speaker<'_>,
    one: &Coordinated,
    stands: &Stands,
    (now, calendar): (DateTime<Utc>, &Calendar),
) -> Vec<Cell> {
    let language = speaker.language;
    let task = |task: &OpenTask, at: Option<DateTime<Utc>>| {
        let link = Cell::Link {
            href: format!(
                "/cases/{}/tasks/{}",
                one.read.case.id,
                segment(task.item.as_str())
            ),
            text: task.title.in_language(language).to_owned(),
        };
        let due = at.map(|at| due_cell(speaker, &Due::new(at, now, calendar)));
        Cell::Stack(std::iter::once(link).chain(due).collect())
    };
    let waits: Vec<Cell> = stands
        .waits_for
        .iter()
        .map(|party| Cell::Text(party.in_language(language).to_owned()))
        .collect();
    let some = |cells: Vec<Cell>| {
        if cells.is_empty() {
            Cell::Empty
        } else {
            Cell::Stack(cells)
        }
    };
    vec![
        Cell::Stack(vec![
            Cell::Link {
                href: format!("/cases/{}", one.read.case.id),
                text: one.read.title(&one.eyes, language),
            },
            Cell::Small(one.read.run.flow.title.in_language(language).to_owned()),
        ]),
        some(stands.late.iter().map(|late| task(late, late.due)).collect()),
        stands
            .next
            .as_ref()
            .map_or(Cell::Empty, |(at, next)| task(next, Some(*at))),
        some(waits),
    ]
}

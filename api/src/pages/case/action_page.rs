//! A page that asks about one action, and what comes of asking: the same for a case, for a clock and for an item.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::case::{Asked, Event};
use samspil_core::id::CaseId;
use samspil_runtime::{Ask, Failure, Object};

use super::history::Teller;
use super::people::people;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::failed::refused;
use crate::pages::flash;
use crate::pages::key::Key;
use crate::pages::names::Names;
use crate::pages::parts::{Alert, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::Speaker;
use crate::server::problem::Problem;

/// The longest reason, in characters: what the core takes.
pub(crate) const MAX_REASON_CHARS: u32 = 500;

/// How often it is asked again where the case changed in ways that the reader does not see.
const MAX_TRIES: usize = 3;

/// How many events are told of what happened meanwhile; past that the reader is only told that much has happened.
const MAX_TOLD: u32 = 20;

/// How many lines a reason shows.
const REASON_LINES: u16 = 3;

#[derive(Template)]
#[template(path = "case/action.html")]
struct ActionPage<'page> {
    page: &'page Shell,
    case: CaseId,
    case_title: String,
    about: String,
    alert: Option<Alert>,
    form: Form,
    key: Key,
    button: String,
}

/// The field for the reason.
pub(crate) fn reason(page: &Shell, written: &str) -> Field {
    let reason = Field::lines("reason", page.t("action-reason"), REASON_LINES);
    let reason = reason.hint(page.t("action-reason-hint"));
    reason.longest(MAX_REASON_CHARS).value(written)
}

/// The page; `about` says what follows from the action.
pub(crate) fn drawn(
    page: &Shell,
    (case, case_title): (CaseId, String),
    about: String,
    (form, key, alert): (Form, &Key, Option<Alert>),
) -> Response {
    let status = if form.is_right() && alert.is_none() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = ActionPage {
        page,
        case,
        case_title,
        about,
        alert,
        form,
        key: key.clone(),
        button: page.title.clone(),
    };
    show(status, page, &template)
}

/// Asks for it, once for each key: leads to the case, which says the text `done` first. An alert where it was refused, or where
/// others changed the case since the form was shown; with it the key that the form goes on with.
pub(crate) async fn ask(
    app: &App,
    signed: &Signed,
    page: &Shell,
    asked: (CaseId, Asked, &Key),
    done: &str,
) -> Result<Result<Response, (Alert, Key)>, Problem> {
    ask_then(app, signed, page, asked, (done, None)).await
}

/// The same, which leads to another page where one is named.
pub(crate) async fn ask_then(
    app: &App,
    signed: &Signed,
    page: &Shell,
    (case, what, key): (CaseId, Asked, &Key),
    (done, to): (&str, Option<&str>),
) -> Result<Result<Response, (Alert, Key)>, Problem> {
    let mut key = key.clone();
    for _ in 0..MAX_TRIES {
        let ask = Ask {
            case,
            what: what.clone(),
            seen: key.seen(),
        };
        let answer = app.engine.ask(signed.tenant, signed.by(), ask, key.command());
        match answer.await {
            Ok(_) => {
                let to = to.map_or_else(|| page.home(case), str::to_owned);
                let mut answer = Redirect::to(&to).into_response();
                flash::say_next(&mut answer, Tone::Success, done, app.gate.https);
                return Ok(Ok(answer));
            }
            Err(Failure::Refused(refusal)) => {
                let speaker = Speaker {
                    language: page.language,
                    names: &Names::default(),
                };
                return Ok(Err((refused(speaker, &refusal), key)));
            }
            Err(Failure::Changed { .. }) => {
                let seen = key.seen().unwrap_or_default();
                let (told, now) = meanwhile(app, signed, page, (case, seen)).await?;
                key = key.seeing(now);
                // What the reader may not know of stands in their way no more than if it were not there.
                if let Some(told) = told {
                    return Ok(Err((told, key)));
                }
            }
            Err(failure) => return Err(failure.into()),
        }
    }
    Err(Failure::Contended.into())
}

/// What others have done in the case since this version, for the top of the page; none where the reader sees nothing of it.
/// With it the version that the case has now.
async fn meanwhile(
    app: &App,
    signed: &Signed,
    page: &Shell,
    (case, seen): (CaseId, u64),
) -> Result<(Option<Alert>, u64), Problem> {
    let by = signed.by();
    let look = signed.look(Object::History);
    let read = app.engine.read(signed.tenant, &by, case, &look).await?;
    let eyes = read.eyes(&by);
    let history = app
        .engine
        .history_of(signed.tenant, &by, &read, (seen, MAX_TOLD))
        .await?;
    let events: Vec<&Event> = history
        .events
        .iter()
        .filter_map(|past| past.event.as_ref())
        .collect();
    if events.is_empty() && history.next.is_none() {
        return Ok((None, read.case.version));
    }
    let named = people(&read, &eyes, events.iter().copied());
    let names = Names::read(app.engine.store().as_ref(), signed.tenant, &named).await?;
    let names = names.and_citizens(&app.engine, signed.tenant, &named).await?;
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let teller = Teller {
        view: read.view(),
        speaker,
    };
    let told = events.iter().map(|event| {
        let entry = teller.entry(event);
        format!("{}, {}: {}", entry.at, entry.who, entry.lines.join(" "))
    });
    let alert = Alert::new(page.language, Tone::Warning, page.t("action-stale"));
    Ok((Some(alert.reasons(told.collect())), read.case.version))
}

//! A task's form as it was sent: done, kept as a draft, or with a row more or less.

use axum::Form as Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::case::Asked;
use samspil_core::flow::Record;
use samspil_core::id::{CaseId, FieldPath};
use samspil_core::text::Message;
use samspil_runtime::{Ask, Failure};

use super::asked;
use super::hand::Back;
use super::inputs::Inputs;
use super::loaded::{Loaded, load};
use super::news::news;
use super::read::{Reading, read};
use super::refusal::at_fields;
use super::rows::{Pressed, with_rows};
use super::{Written, drawn};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::day::{self, DAY, Returned};
use crate::pages::failed::refused;
use crate::pages::flash;
use crate::pages::key::Key;
use crate::pages::parts::{Alert, Tone};
use crate::pages::shell::Shell;
use crate::pages::words::Speaker;
use crate::server::problem::Problem;

/// What a form says that its page keeps as a draft by itself, while its writer goes on.
const BY_ITSELF: &str = "autosave";

/// The header that tells such a page how many events the case has had now, so that its own draft is no news to it.
const SEEN: &str = "samspil-seen";

/// How often a form is sent again where the case changed in ways that do not touch it.
const MAX_TRIES: usize = 3;

/// Does what was pressed; whatever comes of it, nothing that was written is lost.
pub(crate) async fn send(
    State(app): State<App>,
    Path((case, item)): Path<(CaseId, String)>,
    page: Shell,
    signed: Signed,
    Query(back): Query<Back>,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let loaded = load(&app, &signed, case, &item).await?;
    let mut inputs = Inputs::sent(pairs);
    let mut written = Written {
        key: Key::from(inputs.get("key").to_owned()),
        seen: inputs.get("seen").parse().ok(),
        back: back.path().map(str::to_owned),
        ..Written::default()
    };
    match Pressed::of(inputs.get("do")) {
        pressed @ (Pressed::Add(_) | Pressed::Remove(..)) => {
            written.focus = with_rows(&loaded.parts(), &mut inputs, &pressed);
            written.inputs = Some(inputs);
            drawn(&app, &signed, page, &loaded, written, StatusCode::OK).await
        }
        pressed => {
            let complete = pressed == Pressed::Complete;
            let on_day = complete && back.path() == Some(DAY);
            let by_itself = inputs.get("do") == BY_ITSELF;
            let asks = (&inputs, page.language);
            if complete && !on_day && asked::is_unsaid(&app, &signed, &loaded, asks).await? {
                let unsaid = page.t("plan-asked-confirm");
                let unsaid = Alert::new(page.language, Tone::Error, unsaid);
                written.alerts.push(unsaid);
                written.inputs = Some(inputs);
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return drawn(&app, &signed, page, &loaded, written, status).await;
            }
            let sent = Sent {
                inputs,
                complete,
                on_day,
            };
            let home = page.home(case);
            let done = finish(&app, &signed, page, loaded, (sent, written)).await?;
            Ok(match done {
                Done::Well(_, version) if by_itself => {
                    let seen = [(SEEN, version.to_string())];
                    (StatusCode::NO_CONTENT, seen).into_response()
                }
                Done::Well(loaded, _) => gone_well(&app, &home, &loaded, complete, &back),
                Done::Not(page) => page,
            })
        }
    }
}

/// What came of a form.
enum Done {
    /// What was asked, and how many events the case has had now.
    Well(Box<Loaded>, u64),
    /// Nothing; the page says why.
    Not(Response),
}

/// A form as it was sent.
struct Sent {
    inputs: Inputs,
    /// It is to be done, not kept as a draft.
    complete: bool,
    /// It was sent from the page of the day's notes.
    on_day: bool,
}

/// Shows the form again where it was sent from, with all that was written.
async fn again(
    app: &App,
    signed: &Signed,
    mut page: Shell,
    loaded: &Loaded,
    (sent, mut written, status): (Sent, Written, StatusCode),
) -> Result<Done, Problem> {
    if sent.on_day {
        let returned = Returned {
            loaded,
            inputs: &sent.inputs,
            faults: &written.faults,
            alerts: &written.alerts,
            key: &written.key,
            seen: written.seen.unwrap_or(loaded.read.case.version),
        };
        if let Some(shown) = day::again(app, &mut page, signed, (&returned, status)).await? {
            return Ok(Done::Not(shown));
        }
    }
    written.inputs = Some(sent.inputs);
    let shown = drawn(app, signed, page, loaded, written, status);
    shown.await.map(Done::Not)
}

/// Reads the form and asks the engine, or shows what is wrong where it is.
async fn finish(
    app: &App,
    signed: &Signed,
    page: Shell,
    mut loaded: Loaded,
    (sent, mut written): (Sent, Written),
) -> Result<Done, Problem> {
    let complete = sent.complete;
    for _ in 0..MAX_TRIES {
        let data = {
            let rows = |path: &FieldPath| -> Vec<Record> { loaded.rows(path) };
            let sees = |path: &FieldPath| loaded.sees(path);
            let reading = Reading {
                language: page.language,
                complete,
                held: &rows,
                sees: &sees,
            };
            let (data, faults) = read(&loaded.parts(), &sent.inputs, reading);
            written.faults = faults;
            data
        };
        if !written.faults.is_empty() {
            break;
        }
        let item = loaded.item.id.clone();
        let what = if complete {
            Asked::Complete { item, data }
        } else {
            Asked::SaveDraft { item, data }
        };
        let ask = Ask {
            case: loaded.read.case.id,
            what,
            seen: written.seen,
        };
        let asked = app
            .engine
            .ask(signed.tenant, signed.by(), ask, written.key.command());
        match asked.await {
            Ok(answer) => return Ok(Done::Well(Box::new(loaded), answer.version)),
            Err(Failure::Changed { .. }) => {
                let seen = written.seen.unwrap_or_default();
                let case = loaded.read.case.id;
                let item = loaded.item.id.to_string();
                loaded = load(app, signed, case, &item).await?;
                written.seen = Some(loaded.read.case.version);
                let Some(told) = news(app, signed, &loaded, seen, page.language).await? else {
                    continue;
                };
                written.alerts.push(told);
                return again(app, signed, page, &loaded, (sent, written, StatusCode::CONFLICT)).await;
            }
            Err(failure) => {
                let status = failed(&page, &loaded, &sent.inputs, &mut written, failure);
                return again(app, signed, page, &loaded, (sent, written, status)).await;
            }
        }
    }
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if written.faults.is_empty() {
        status = failed(&page, &loaded, &sent.inputs, &mut written, Failure::Contended);
    }
    again(app, signed, page, &loaded, (sent, written, status)).await
}

/// Says why the engine did not do it: at the fields where it is about them, else at the top.
fn failed(
    page: &Shell,
    loaded: &Loaded,
    inputs: &Inputs,
    written: &mut Written,
    failure: Failure,
) -> StatusCode {
    let names = crate::pages::names::Names::default();
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    match failure {
        Failure::Refused(refusal) => {
            let (faults, rest) = at_fields(loaded, inputs, *refusal);
            written.faults = faults;
            written
                .alerts
                .extend(rest.map(|refusal| refused(speaker, &refusal)));
            StatusCode::UNPROCESSABLE_ENTITY
        }
        failure => {
            let sent = matches!(failure, Failure::KeyReused);
            let problem = Problem::from(failure);
            let sentence = if sent {
                page.t("form-sent-before")
            } else {
                problem.sentence(page.language)
            };
            let kept = speaker.say(&Message::new("form-kept"));
            let alert = Alert::new(page.language, Tone::Error, format!("{sentence} {kept}"));
            written.alerts.push(alert);
            problem.status()
        }
    }
}

fn gone_well(app: &App, home: &str, loaded: &Loaded, complete: bool, back: &Back) -> Response {
    let (to, key) = if let Some(back) = back.path().filter(|_| complete) {
        let key = if back == DAY {
            "flash-note-saved"
        } else {
            "flash-own-saved"
        };
        (back.to_owned(), key)
    } else if complete {
        (home.to_owned(), "flash-task-done")
    } else {
        (loaded.address(), "flash-draft-saved")
    };
    let mut answer = Redirect::to(&to).into_response();
    flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
    answer
}

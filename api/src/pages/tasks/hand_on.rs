//! Handing several tasks on: those that were chosen in a list, to a colleague or a unit, with one reason.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::calendar::local_date;
use samspil_core::id::{CaseId, ItemId, PersonId, UnitId};
use samspil_core::text::Message;
use samspil_runtime::{Failure, HandOn, HandedOn, MAX_HANDED_ON, NotHanded};
use samspil_store::TaskRow;
use url::form_urlencoded::parse;
use uuid::Uuid;

use super::mark::logged;
use crate::app::App;
use crate::hand_on::{colleague, unit};
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::back::own_path;
use crate::pages::case::action_page::{MAX_REASON_CHARS, reason};
use crate::pages::failed::{blocked, capital};
use crate::pages::flash;
use crate::pages::key::Key;
use crate::pages::names::Names;
use crate::pages::parts::{Alert, Cell, Choice, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::Speaker;
use crate::server::problem::Problem;

/// Where the page lies.
pub(crate) const PATH: &str = "/tasks/hand-on";

/// The most colleagues and units to choose among: beyond them nobody finds their way in a list.
const MAX_CHOICES: usize = 300;

#[derive(Template)]
#[template(path = "tasks/hand_on.html")]
struct HandOnPage<'page> {
    page: &'page Shell,
    alert: Option<Alert>,
    table: Table,
    /// The tasks as they are sent again.
    chosen: Vec<String>,
    form: Form,
    key: Key,
    back: String,
}

/// What is sent.
#[derive(Clone, Debug, Default)]
struct Written {
    tasks: Vec<(CaseId, ItemId)>,
    to: String,
    reason: String,
    back: String,
    key: Key,
}

/// A task as its box in a list sends it.
pub(super) fn name(case: CaseId, item: &str) -> String {
    format!("{case}/{item}")
}

fn read(text: &str) -> Option<(CaseId, ItemId)> {
    let (case, item) = text.split_once('/')?;
    Some((CaseId(Uuid::try_parse(case).ok()?), ItemId::with_row(item).ok()?))
}

impl Written {
    /// What a query or a form says; what cannot be read is left out.
    fn of(text: &str) -> Self {
        let mut written = Self::default();
        for (name, value) in parse(text.as_bytes()) {
            match name.as_ref() {
                "task" if written.tasks.len() < MAX_HANDED_ON => {
                    let task = read(&value).filter(|task| !written.tasks.contains(task));
                    written.tasks.extend(task);
                }
                "to" => written.to = value.into_owned(),
                "reason" => written.reason = value.into_owned(),
                "back" => own_path(Some(&value)).clone_into(&mut written.back),
                "key" => written.key = Key::from(value.into_owned()),
                _ => {}
            }
        }
        written
    }

    /// Where the list lies that the tasks were chosen in.
    fn list(&self) -> &str {
        match self.back.as_str() {
            "" => "/tasks",
            back => back,
        }
    }
}

/// The page that asks to whom and why.
pub(crate) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut written = Written::of(&query.unwrap_or_default());
    written.key = Key::new(app.engine.ids().as_ref());
    let page = page.titled(&Message::new("hand-on-title"));
    let form = form(&app, &page, &signed, &written).await?;
    drawn(&app, &page, &signed, (&written, form, Vec::new())).await
}

/// Hands them on; what stayed is told of, with why.
pub(crate) async fn send(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    body: String,
) -> Result<Response, Problem> {
    let mut written = Written::of(&body);
    let page = page.titled(&Message::new("hand-on-title"));
    let mut form = form(&app, &page, &signed, &written).await?;
    let chosen = written.to.split_once(':');
    let chosen = chosen.and_then(|(what, id)| Some((what, Uuid::try_parse(id).ok()?)));
    let to = match chosen {
        Some(("person", id)) => colleague(&app, signed.tenant, PersonId(id)).await?,
        Some(("unit", id)) => unit(&app, signed.tenant, UnitId(id)).await?,
        _ => None,
    };
    if to.is_none() {
        form.wrong("to", page.t("hand-on-to-missing"));
    }
    let length = written.reason.trim().chars().count();
    if length == 0 || length > usize::try_from(MAX_REASON_CHARS).unwrap_or(usize::MAX) {
        let wrong = Message::new("hand-on-reason-wrong").with("most", MAX_REASON_CHARS);
        form.wrong("reason", page.say(&wrong));
    }
    let is_whole = form.is_right() && !written.tasks.is_empty();
    if is_whole && written.key.command().is_none() {
        return again(&app, &page, &signed, (written, form), "form-no-key").await;
    }
    let (Some(to), Some(key), true, false) = (
        to,
        written.key.command(),
        form.is_right(),
        written.tasks.is_empty(),
    ) else {
        return drawn(&app, &page, &signed, (&written, form, Vec::new())).await;
    };
    let wanted = HandOn {
        tasks: written.tasks.clone(),
        to,
        reason: written.reason.clone(),
    };
    let by = signed.by();
    let handed = match app.engine.hand_on(signed.tenant, &by, &wanted, key).await {
        Ok(handed) => handed,
        Err(Failure::KeyReused) => {
            return again(&app, &page, &signed, (written, form), "form-sent-before").await;
        }
        Err(failure) => return Err(failure.into()),
    };
    if handed.stayed.is_empty() {
        let mut answer = Redirect::to(written.list()).into_response();
        flash::say_next(
            &mut answer,
            Tone::Success,
            "flash-tasks-handed-on",
            app.gate.https,
        );
        return Ok(answer);
    }
    // What stayed may go to somebody else, which is another command.
    written.key = Key::new(app.engine.ids().as_ref());
    stayed(&app, &page, &signed, (written, form, handed)).await
}

/// The page once more with a new key, and why nothing was handed on.
async fn again(
    app: &App,
    page: &Shell,
    signed: &Signed,
    (mut written, form): (Written, Form),
    why: &str,
) -> Result<Response, Problem> {
    written.key = Key::new(app.engine.ids().as_ref());
    let alert = Alert::new(page.language, Tone::Error, page.t(why));
    drawn_with(app, page, signed, (&written, form, Vec::new()), Some(alert)).await
}

async fn stayed(
    app: &App,
    page: &Shell,
    signed: &Signed,
    (mut written, form, handed): (Written, Form, HandedOn),
) -> Result<Response, Problem> {
    let names = Names::default();
    let speaker = Speaker {
        language: page.language,
        names: &names,
    };
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let said = Message::new("hand-on-stayed")
        .with("done", count(handed.done.len()))
        .with("stayed", count(handed.stayed.len()));
    let why = handed.stayed.iter().map(|(.., why)| told(speaker, why)).collect();
    written.tasks = handed
        .stayed
        .into_iter()
        .map(|(case, item, _)| (case, item))
        .collect();
    let alert = Alert::new(page.language, Tone::Warning, page.say(&said));
    drawn_with(app, page, signed, (&written, form, why), Some(alert)).await
}

/// Why a task stayed.
fn told(speaker: Speaker<'_>, why: &NotHanded) -> String {
    match why {
        NotHanded::NotThere => speaker.t("hand-on-not-there"),
        NotHanded::NotTheirs => speaker.t("hand-on-not-theirs"),
        NotHanded::NoParty => speaker.t("hand-on-no-party"),
        NotHanded::Failure(Failure::Refused(refusal)) => {
            let reasons = refusal.because.iter().map(|block| blocked(speaker, block));
            let sentence = capital(&speaker.say(&refusal.message));
            std::iter::once(sentence)
                .chain(reasons)
                .collect::<Vec<_>>()
                .join(" ")
        }
        NotHanded::Failure(_) => speaker.t("hand-on-not-now"),
    }
}

async fn form(app: &App, page: &Shell, signed: &Signed, written: &Written) -> Result<Form, Problem> {
    let mut form = Form::new(page.language);
    let store = app.engine.store();
    let today = local_date(app.engine.clock().now());
    let own: BTreeSet<UnitId> = signed.members.iter().map(|place| place.unit).collect();
    let mut people = BTreeSet::new();
    for unit in &own {
        let there = store.members_of(signed.tenant, *unit, today).await?;
        people.extend(there.into_iter().map(|place| place.person));
    }
    people.remove(&signed.person);
    let people: Vec<PersonId> = people.into_iter().take(MAX_CHOICES).collect();
    let colleagues = store.people_among(signed.tenant, &people).await?;
    let units = store.units_on(signed.tenant, today).await?;
    let sides: Vec<_> = units.iter().filter(|unit| own.contains(&unit.id)).collect();
    let mut choices = vec![Choice::new(String::new(), page.t("form-choose-one"))];
    choices.extend(
        colleagues
            .into_iter()
            .filter(|person| person.active)
            .map(|person| Choice::new(format!("person:{}", person.id.0), person.name)),
    );
    let beside = units
        .iter()
        .filter(|unit| sides.iter().any(|own| own.side == unit.side))
        .take(MAX_CHOICES);
    choices.extend(beside.map(|unit| {
        let label = page.say(&Message::new("hand-on-unit").with("unit", unit.name.as_str()));
        Choice::new(format!("unit:{}", unit.id.0), label)
    }));
    let to = Field::select("to", page.t("hand-on-to"), choices);
    form.add(to.hint(page.t("hand-on-to-hint")).value(&written.to));
    form.add(reason(page, &written.reason).hint(page.t("hand-on-reason-hint")));
    Ok(form)
}

async fn drawn(
    app: &App,
    page: &Shell,
    signed: &Signed,
    (written, form, why): (&Written, Form, Vec<String>),
) -> Result<Response, Problem> {
    let nothing = written
        .tasks
        .is_empty()
        .then(|| Alert::new(page.language, Tone::Warning, page.t("hand-on-nothing")));
    drawn_with(app, page, signed, (written, form, why), nothing).await
}

async fn drawn_with(
    app: &App,
    page: &Shell,
    signed: &Signed,
    (written, form, why): (&Written, Form, Vec<String>),
    alert: Option<Alert>,
) -> Result<Response, Problem> {
    let mut rows = Vec::new();
    let mut chosen = Vec::new();
    let mut shown = BTreeSet::new();
    let tasks = written.tasks.iter();
    let tasks: Vec<(CaseId, &str)> = tasks.map(|(case, item)| (*case, item.as_str())).collect();
    let found = app
        .engine
        .tasks_to_mark(signed.tenant, &signed.by(), &tasks)
        .await?;
    for (place, ((case, item), found)) in written.tasks.iter().zip(found).enumerate() {
        let Some(found) = found else {
            continue;
        };
        shown.insert(*case);
        chosen.push(name(*case, item.as_str()));
        rows.push(row(page, *case, &found, why.get(place)));
    }
    for case in shown {
        logged(app, signed, case).await?;
    }
    let status = match alert.is_none() && form.is_right() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut head = vec![page.t("tasks-column-task"), page.t("tasks-column-case")];
    head.extend((!why.is_empty()).then(|| page.t("hand-on-column-why")));
    let template = HandOnPage {
        alert,
        table: Table {
            caption: page.t("hand-on-chosen"),
            head,
            rows,
            empty: page.t("hand-on-nothing"),
        },
        chosen,
        form,
        key: written.key.clone(),
        back: written.list().to_owned(),
        page,
    };
    Ok(show(status, page, &template))
}

fn row(page: &Shell, case: CaseId, task: &TaskRow, why: Option<&String>) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Link {
            href: format!("/cases/{case}/tasks/{}", segment(&task.item)),
            text: task.title.in_language(page.language).to_owned(),
        },
        Cell::Text(task.case_title.clone()),
    ];
    cells.extend(why.map(|why| Cell::Text(why.clone())));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_read_once_each_and_what_is_no_task_is_left_out() {
        let case = CaseId(Uuid::from_u128(7));
        let text = format!(
            "task={case}%2Fassess&task={case}%2Fassess&task=x%2Fassess&task={case}&task={case}%2Fanswer%5Ba%5D\
             &to=unit%3A1&reason=Ferie+%C3%B8&back=%2F%2Felsewhere.example"
        );
        let written = Written::of(&text);
        let items: Vec<&str> = written.tasks.iter().map(|(_, item)| item.as_str()).collect();
        assert_eq!(items.first(), Some(&"assess"));
        assert!(items.len() <= 2, "{items:?}");
        assert_eq!(
            (written.to.as_str(), written.reason.as_str()),
            ("unit:1", "Ferie ø")
        );
        assert_eq!(written.list(), "/");
        let many: Vec<String> = (0..MAX_HANDED_ON + 5)
            .map(|number| format!("task={}%2Fassess", Uuid::from_u128(number as u128)))
            .collect();
        assert_eq!(Written::of(&many.join("&")).tasks.len(), MAX_HANDED_ON);
    }
}

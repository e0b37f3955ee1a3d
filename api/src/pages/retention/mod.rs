//! How long closed cases are kept, for administrators: what flows say and the municipality has laid down, holds, and
//! disposals.

mod disposal;
mod hold;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form as Body, Router};
use chrono::{DateTime, Utc};
use samspil_core::calendar::Length;
use samspil_core::id::{CaseId, PersonId};
use samspil_core::text::{Message, date, instant};
use samspil_runtime::{RetentionOfFlow, RetentionRefused};
use samspil_store::{Disposal, HeldFast, LegalHold};
use serde::Deserialize;
use uuid::Uuid;

use super::citizens::erase;
use super::flash;
use super::parts::{Alert, Cell, Choice, Field, Form, Table, Tone};
use super::shell::Shell;
use super::show::show;
use super::words::written::date as written_date;
use crate::app::App;
use crate::identity::Signed;
use crate::retention::{signer, standing};
use crate::server::problem::Problem;

/// Where the pages lie.
pub(super) const PATH: &str = "/retention";

/// The routes of these pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page))
        .route("/retention/flows", post(keep))
        .route("/retention/holds", post(lay))
        .route("/retention/holds/{hold}", get(hold::page).post(hold::lift))
        .route("/retention/disposals", post(propose))
        .route("/retention/disposals/{disposal}", get(disposal::page))
        .route("/retention/disposals/{disposal}/{way}", post(disposal::act))
}

#[derive(Template)]
#[template(path = "retention/page.html")]
struct Overview<'page> {
    page: &'page Shell,
    alert: Option<Alert>,
    flows: Table,
    disposals: Table,
    holds: Table,
    /// Citizens whom another administrator is to erase.
    erasures: Option<Table>,
    keep: Form,
    hold: Form,
}

/// What a form sends.
#[derive(Deserialize, Default)]
struct Written {
    #[serde(default)]
    flow: String,
    #[serde(default)]
    keep: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    ground: String,
    #[serde(default)]
    until: String,
}

async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    drawn(&app, page, &signed, &Written::default(), None).await
}

/// Lays down how long a flow's cases are kept.
async fn keep(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let text = written.keep.trim();
    let keep = if text.is_empty() {
        Ok(None)
    } else {
        text.parse::<Length>().map(Some)
    };
    let keep = match keep {
        Ok(keep) => keep,
        Err(error) => return drawn(&app, page, &signed, &written, Some(error.message())).await,
    };
    let kept = app
        .engine
        .keep_longer(signed.tenant, &written.flow, keep, &signed.name, &written.why);
    match kept.await {
        Ok(()) => Ok(done(&app, PATH, "flash-retention-kept")),
        Err(refused) => {
            let why = refusal(refused)?;
            drawn(&app, page, &signed, &written, Some(why)).await
        }
    }
}

/// Lays a hold.
async fn lay(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let until = match (written.until.trim(), written_date(written.until.trim())) {
        ("", _) => Ok(None),
        (_, Some(day)) => Ok(Some(day)),
        (_, None) => Err(Message::new("away-write-day")),
    };
    let on = match (Uuid::try_parse(written.number.trim()), written.on.as_str()) {
        (Ok(id), "citizen") => Ok(HeldFast::Citizen(PersonId(id))),
        (Ok(id), _) => Ok(HeldFast::Case(CaseId(id))),
        (Err(_), _) => Err(Message::new("retention-hold-number")),
    };
    let (until, on) = match (until, on) {
        (Ok(until), Ok(on)) => (until, on),
        (Err(why), _) | (_, Err(why)) => return drawn(&app, page, &signed, &written, Some(why)).await,
    };
    let by = signed.by();
    let by = (&by, signed.way_in(), signer(&signed));
    match app
        .engine
        .lay_hold(signed.tenant, by, on, &written.ground, until)
        .await
    {
        Ok(_) => Ok(done(&app, PATH, "flash-retention-held")),
        Err(refused) => {
            let why = refusal(refused)?;
            drawn(&app, page, &signed, &written, Some(why)).await
        }
    }
}

/// Proposes what is due.
async fn propose(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    match app.engine.propose_disposal(signed.tenant, signer(&signed)).await {
        Ok(disposal) => {
            let to = format!("{PATH}/disposals/{}", disposal.id);
            Ok(done(&app, &to, "flash-retention-proposed"))
        }
        Err(refused) => {
            let why = refusal(refused)?;
            drawn(&app, page, &signed, &Written::default(), Some(why)).await
        }
    }
}

fn done(app: &App, to: &str, key: &'static str) -> Response {
    let mut answer = Redirect::to(to).into_response();
    flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
    answer
}

/// What was refused, for people.
fn refusal(refused: RetentionRefused) -> Result<Message, Problem> {
    match (refused.message(), refused) {
        (Some(message), _) => Ok(message),
        (None, RetentionRefused::Failure(failure)) => Err(failure.into()),
        (None, _) => Ok(Message::new("retention-unknown")),
    }
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    written: &Written,
    refused: Option<Message>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("retention-title"));
    let flows = app.engine.retention(signed.tenant).await?;
    let disposals = app.engine.disposals(signed.tenant).await?;
    let holds = app.engine.holds(signed.tenant).await?;
    let status = match refused {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = Overview {
        erasures: erase::waiting(app, &page, signed).await?,
        alert: refused.map(|why| Alert::new(page.language, Tone::Error, page.say(&why))),
        keep: keep_form(&page, &flows, written),
        hold: hold_form(&page, written),
        flows: table(
            &page,
            "flows",
            &["flow", "keep", "then", "longer"],
            flows.iter().map(|one| flow_row(&page, one)),
        ),
        disposals: table(
            &page,
            "disposals",
            &["number", "proposed", "standing"],
            disposals.iter().map(|one| disposal_row(&page, one)),
        ),
        holds: table(
            &page,
            "holds",
            &["on", "ground", "until", "laid"],
            holds.iter().map(|one| hold_row(&page, one)),
        ),
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.disposals, &template.flows, &template.holds]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(status, &page, &template))
}

fn table(page: &Shell, name: &str, head: &[&str], rows: impl Iterator<Item = Vec<Cell>>) -> Table {
    let t = |key: String| page.say(&Message::new(&key));
    Table {
        caption: t(format!("retention-{name}")),
        head: head
            .iter()
            .map(|column| t(format!("retention-column-{column}")))
            .collect(),
        rows: rows.collect(),
        empty: t(format!("retention-{name}-none")),
    }
}

fn flow_row(page: &Shell, one: &RetentionOfFlow) -> Vec<Cell> {
    let rule = one.rule.as_ref();
    let keep = rule.map_or_else(|| Message::new("retention-for-ever"), |rule| rule.keep.message());
    let law = rule.and_then(|rule| rule.law.as_ref());
    let law = law.map(|law| Cell::Small(page.say(&law.written())));
    let then = rule.map(|rule| Message::new(&format!("retention-then-{}", rule.then.word())));
    let longer = one.term.as_ref().map(|term| {
        let by = Message::new("retention-by").with("by", term.by.as_str());
        let by = by.with("at", instant(term.at, page.language));
        Cell::Stack(vec![
            Cell::Text(page.say(&term.keep.message())),
            Cell::Small(term.why.clone()),
            Cell::Small(page.say(&by)),
        ])
    });
    let kept = std::iter::once(Cell::Text(page.say(&keep))).chain(law);
    vec![
        Cell::Text(one.title.in_language(page.language).to_owned()),
        Cell::Stack(kept.collect()),
        then.map_or(Cell::Empty, |then| Cell::Text(page.say(&then))),
        longer.unwrap_or(Cell::Empty),
    ]
}

fn disposal_row(page: &Shell, one: &Disposal) -> Vec<Cell> {
    vec![
        Cell::Link {
            href: format!("{PATH}/disposals/{}", one.id),
            text: page.say(&Message::new("retention-disposal").with("number", one.number)),
        },
        Cell::Stack(vec![
            Cell::Text(one.proposed.by.name.clone()),
            time(page, one.proposed.at),
        ]),
        Cell::Text(page.say(&Message::new(standing(one)))),
    ]
}

fn hold_row(page: &Shell, one: &LegalHold) -> Vec<Cell> {
    let on = match one.on {
        HeldFast::Case(case) => page.say(&Message::new("retention-on-case").with("number", case.to_string())),
        HeldFast::Citizen(citizen) => {
            page.say(&Message::new("retention-on-citizen").with("number", citizen.0.to_string()))
        }
    };
    let until = match (&one.lifted, one.until) {
        (Some((by, why)), _) => {
            let lifted = Message::new("retention-lifted").with("by", by.by.name.as_str());
            Cell::Stack(vec![
                Cell::Text(page.say(&lifted)),
                time(page, by.at),
                Cell::Small(why.clone()),
            ])
        }
        (None, until) => {
            let until = until.map_or_else(|| page.t("retention-until-lifted"), date);
            Cell::Stack(vec![
                Cell::Text(until),
                Cell::Link {
                    href: format!("{PATH}/holds/{}", one.id),
                    text: page.t("retention-lift"),
                },
            ])
        }
    };
    vec![
        Cell::Text(on),
        Cell::Text(one.ground.clone()),
        until,
        Cell::Stack(vec![
            Cell::Text(one.laid.by.name.clone()),
            time(page, one.laid.at),
        ]),
    ]
}

fn time(page: &Shell, at: DateTime<Utc>) -> Cell {
    Cell::moment(at, page.language)
}

fn keep_form(page: &Shell, flows: &[RetentionOfFlow], written: &Written) -> Form {
    let mut form = Form::new(page.language);
    let ruled = flows.iter().filter(|one| one.rule.is_some());
    let choices = ruled.map(|one| {
        let title = one.title.in_language(page.language).to_owned();
        Choice::new(one.flow.clone(), title)
    });
    let flow = Field::select("flow", page.t("retention-column-flow"), choices.collect());
    form.add(flow.value(&written.flow));
    let keep = Field::text("keep", page.t("retention-column-longer")).hint(page.t("retention-keep-hint"));
    form.add(keep.value(&written.keep).longest(40).optional());
    form.add(
        Field::text("why", page.t("retention-why"))
            .value(&written.why)
            .longest(500),
    );
    form
}

fn hold_form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    let on = ["case", "citizen"].map(|on| {
        let text = page.say(&Message::new(&format!("retention-hold-{on}")));
        Choice::new(on.to_owned(), text)
    });
    let chosen = if written.on.is_empty() {
        "case"
    } else {
        &written.on
    };
    form.add(Field::radio("on", page.t("retention-column-on"), on.to_vec()).value(chosen));
    let number = Field::text("number", page.t("retention-number")).hint(page.t("retention-number-hint"));
    form.add(number.value(&written.number).longest(36));
    form.add(
        Field::text("ground", page.t("retention-column-ground"))
            .value(&written.ground)
            .longest(500),
    );
    let until = Field::date("until", page.t("retention-column-until"));
    form.add(
        until
            .hint(page.t("retention-until-hint"))
            .value(&written.until)
            .optional(),
    );
    form
}

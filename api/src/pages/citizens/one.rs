//! One citizen: who they are with the number hidden, that their name and address are protected, and their cases.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::id::{Cpr, PersonId};
use samspil_core::text::{Message, date};
use samspil_runtime::{CaseList, Citizen, MAX_PAGE, Object};
use samspil_store::{CaseRow, Role};
use serde::Deserialize;

use crate::app::App;
use crate::citizens::{Visitor, purpose_fault, taken_out, visit};
use crate::identity::Signed;
use crate::pages::cases::state;
use crate::pages::export::Form as FileForm;
use crate::pages::parts::{Alert, Cell, Definitions, Field, Form, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "citizens/one.html")]
struct One<'page> {
    page: &'page Shell,
    citizen: PersonId,
    /// What an alert says of protection or erasure.
    alert: Option<Alert>,
    facts: Definitions,
    /// All of the number, once it was asked for.
    number: Option<Alert>,
    reveal: Option<Form>,
    /// The form that takes everything out for the citizen.
    export: Form,
    /// What is kept can be changed.
    changes: bool,
    /// Whoever reads may erase.
    erases: bool,
    cases: Table,
    /// The reader acts for the authority in none of their cases: what they do here is told to others.
    stranger: bool,
}

/// The form that asks for the number, or for everything.
#[derive(Deserialize)]
pub(in crate::pages) struct Written {
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    reason: String,
}

/// The page.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    page: Shell,
    Visitor(signed): Visitor,
    Path(citizen): Path<PersonId>,
) -> Result<Response, Problem> {
    drawn(&app, page, &signed, citizen, Asked::default()).await
}

/// Shows all of the number.
pub(in crate::pages) async fn reveal(
    State(app): State<App>,
    page: Shell,
    Visitor(signed): Visitor,
    Path(citizen): Path<PersonId>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    if let Some(fault) = purpose_fault(&written.purpose) {
        let asked = Asked {
            purpose: written.purpose,
            wrong: Some(fault),
            ..Asked::default()
        };
        return drawn(&app, page, &signed, citizen, asked).await;
    }
    let visit = visit(&signed, &written.purpose);
    let cpr = app.engine.reveal_number(signed.tenant, visit, citizen).await?;
    let said = match &cpr {
        Some(cpr) => Message::new("citizens-number").with("number", cpr.in_full()),
        None => Message::new("citizens-no-number"),
    };
    let asked = Asked {
        number: Some(said),
        ..Asked::default()
    };
    drawn(&app, page, &signed, citizen, asked).await
}

/// Everything of the citizen as a file, for the citizen.
pub(in crate::pages) async fn export(
    State(app): State<App>,
    page: Shell,
    Visitor(signed): Visitor,
    Path(citizen): Path<PersonId>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    if let Some(fault) = purpose_fault(&written.reason) {
        let asked = Asked {
            export: written.reason,
            wrong_export: Some(fault),
            ..Asked::default()
        };
        return drawn(&app, page, &signed, citizen, asked).await;
    }
    let how = (written.reason.as_str(), FileForm::Html, page.language);
    taken_out(&app, &signed, citizen, how).await
}

/// What was asked of the page.
#[derive(Default)]
struct Asked {
    purpose: String,
    wrong: Option<Message>,
    number: Option<Message>,
    export: String,
    wrong_export: Option<Message>,
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    citizen: PersonId,
    asked: Asked,
) -> Result<Response, Problem> {
    let found = app
        .engine
        .citizen(signed.tenant, visit(signed, ""), citizen)
        .await?;
    let found = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let list = CaseList {
        with: Some(citizen),
        limit: MAX_PAGE,
        ..CaseList::default()
    };
    let look = signed.look(Object::Cases);
    let page_of = app
        .engine
        .cases(signed.tenant, &signed.by(), &list, &look)
        .await?;
    let rows = page_of.rows;
    let stranger = app
        .engine
        .needs_reason(signed.tenant, visit(signed, ""), citizen)
        .await?;
    let mut page = page;
    page.title = match &found.identity {
        Some(identity) => identity.name.clone(),
        None => page.t("citizens-name-erased"),
    };
    let status = match asked.wrong.as_ref().or(asked.wrong_export.as_ref()) {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let cpr = found.identity.as_ref().and_then(|identity| identity.cpr.as_ref());
    let template = One {
        citizen,
        alert: alert(&page, &found),
        facts: facts(&page, &found),
        reveal: cpr
            .is_some()
            .then(|| purpose_form(&page, "purpose", &asked.purpose, asked.wrong.as_ref())),
        export: purpose_form(&page, "reason", &asked.export, asked.wrong_export.as_ref()),
        changes: found.erased.is_none(),
        erases: found.erased.is_none() && signed.roles.contains(&Role::Administrator),
        number: asked
            .number
            .as_ref()
            .map(|said| Alert::new(page.language, Tone::Info, page.say(said))),
        cases: table(&page, &rows),
        stranger,
        page: &page,
    };
    Ok(show(status, &page, &template))
}

fn alert(page: &Shell, citizen: &Citizen) -> Option<Alert> {
    if citizen.erased.is_some() {
        return Some(Alert::new(
            page.language,
            Tone::Warning,
            page.t("citizens-erased"),
        ));
    }
    let since = citizen.protected_since?;
    let said = Message::new("citizens-protected-since").with("day", date(since));
    let alert = Alert::new(page.language, Tone::Warning, page.say(&said));
    Some(alert.headed(page.t("citizens-protected-sign")))
}

fn facts(page: &Shell, citizen: &Citizen) -> Definitions {
    let Some(identity) = &citizen.identity else {
        return Definitions(Vec::new());
    };
    let number = identity.cpr.as_ref().map(Cpr::masked);
    let replacement = identity.cpr.as_ref().is_some_and(Cpr::is_replacement);
    let label = page.t(if replacement {
        "citizens-replacement"
    } else {
        "citizens-cpr"
    });
    let address = Some(identity.address.clone()).filter(|address| !address.is_empty());
    let facts = [(label, number), (page.t("citizens-address"), address)];
    let known = facts
        .into_iter()
        .filter_map(|(label, text)| Some((label, Cell::Text(text?))));
    Definitions(known.collect())
}

/// What for.
fn purpose_form(page: &Shell, name: &str, written: &str, wrong: Option<&Message>) -> Form {
    let mut form = Form::new(page.language);
    let purpose = Field::text(name, page.t("citizens-purpose"));
    form.add(purpose.longest(500).value(written));
    if let Some(wrong) = wrong {
        form.wrong(name, page.say(wrong));
    }
    form
}

fn table(page: &Shell, rows: &[CaseRow]) -> Table {
    Table {
        caption: page.t("citizens-cases"),
        head: vec![page.t("citizens-case"), page.t("citizens-case-status")],
        rows: rows
            .iter()
            .map(|row| {
                vec![
                    Cell::Link {
                        href: format!("/cases/{}", row.case),
                        text: row.head.title.clone(),
                    },
                    state(page, row),
                ]
            })
            .collect(),
        empty: page.t("citizens-cases-none"),
    }
}

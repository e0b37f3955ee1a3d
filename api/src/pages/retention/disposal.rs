//! A disposal: what it names, who proposed and approved it, and what became of each case.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::{Message, date};
use samspil_store::{Disposal, DisposalCase, Signature};
use uuid::Uuid;

use super::{done, refusal, time};
use crate::app::App;
use crate::four_eyes::answers;
use crate::identity::Signed;
use crate::pages::parts::{Alert, Cell, Definitions, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::retention::{PIECE, carrying, outcome, signer, standing};
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "retention/disposal.html")]
struct DisposalPage<'page> {
    page: &'page Shell,
    disposal: Uuid,
    alert: Option<Alert>,
    facts: Definitions,
    cases: Table,
    /// What can be done with it: the way and what stands on the button.
    ways: Vec<(&'static str, String)>,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(disposal): Path<Uuid>,
) -> Result<Response, Problem> {
    drawn(&app, page, &signed, disposal, None).await
}

/// Approves it, withdraws it, or carries some of it out.
pub(super) async fn act(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path((disposal, way)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    let (tenant, signer) = (signed.tenant, signer(&signed));
    let (did, key) = match way.as_str() {
        "approve" => {
            let approved = app.engine.approve_disposal(tenant, disposal, signer).await;
            (approved, "flash-retention-approved")
        }
        "withdraw" => {
            let withdrawn = app.engine.withdraw_disposal(tenant, disposal, signer).await;
            (withdrawn, "flash-retention-withdrawn")
        }
        "carry-out" => {
            let by = signed.by();
            let carrying = carrying(&app, &signed, (&by, &signer), PIECE);
            let carried = app.engine.carry_out_disposal(tenant, disposal, carrying, &|_| ());
            (carried.await.map(|_| ()), "flash-retention-carried")
        }
        _ => return Err(Problem::new(Kind::NOT_FOUND)),
    };
    match did {
        Ok(()) => Ok(done(&app, &format!("{}/disposals/{disposal}", super::PATH), key)),
        Err(refused) => {
            let why = refusal(refused)?;
            drawn(&app, page, &signed, disposal, Some(why)).await
        }
    }
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    disposal: Uuid,
    refused: Option<Message>,
) -> Result<Response, Problem> {
    let found = app.engine.disposal(signed.tenant, disposal).await?;
    let (known, cases) = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let page = page.titled(&Message::new("retention-disposal").with("number", known.number));
    let status = match refused {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    // A program and whoever answers for it are one.
    let store = app.engine.store().as_ref();
    let proposer = answers(store, signed.tenant, known.proposed.by.person).await?;
    let is_own = proposer == answers(store, signed.tenant, signed.person).await?;
    let template = DisposalPage {
        disposal,
        alert: refused.map(|why| Alert::new(page.language, Tone::Error, page.say(&why))),
        facts: facts(&page, &known, &cases),
        ways: ways(is_own, &known)
            .iter()
            .map(|way| (*way, page.say(&Message::new(&format!("retention-way-{way}")))))
            .collect(),
        cases: table(&page, &cases),
        page: &page,
    };
    Ok(show(status, &page, &template))
}

/// What whoever is signed in can do with it, where it is their own or not.
fn ways(is_own: bool, known: &Disposal) -> &'static [&'static str] {
    match (&known.approved, &known.withdrawn, known.finished_at) {
        (None, None, _) if is_own => &["withdraw"],
        (None, None, _) => &["approve", "withdraw"],
        (Some(_), None, None) => &["carry-out"],
        _ => &[],
    }
}

fn facts(page: &Shell, known: &Disposal, cases: &[DisposalCase]) -> Definitions {
    let by = |signature: &Signature| {
        Cell::Stack(vec![
            Cell::Text(signature.by.name.clone()),
            time(page, signature.at),
        ])
    };
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for one in cases {
        let key = match &one.done {
            None => "retention-count-waiting",
            Some((samspil_store::DisposalOutcome::Erased, _)) => "retention-count-erased",
            Some((samspil_store::DisposalOutcome::Archived { .. }, _)) => "retention-count-archived",
            Some((samspil_store::DisposalOutcome::Kept { .. }, _)) => "retention-count-kept",
        };
        *counts.entry(key.to_owned()).or_default() += 1;
    }
    let citizens: u32 = cases.iter().map(|one| one.citizens).sum();
    let count =
        |(key, count): (&String, &i64)| Cell::Text(page.say(&Message::new(key).with("count", *count)));
    let mut counted: Vec<Cell> = counts.iter().map(count).collect();
    let erased = Message::new("retention-count-citizens").with("count", citizens);
    counted.extend((citizens > 0).then(|| Cell::Text(page.say(&erased))));
    let facts = [
        (
            "retention-column-standing",
            Some(Cell::Text(page.say(&Message::new(standing(known))))),
        ),
        ("retention-column-proposed", Some(by(&known.proposed))),
        ("retention-approved-by", known.approved.as_ref().map(by)),
        ("retention-withdrawn-by", known.withdrawn.as_ref().map(by)),
        (
            "retention-finished-at",
            known.finished_at.map(|at| time(page, at)),
        ),
        ("retention-cases", Some(Cell::Stack(counted))),
    ];
    let facts = facts.into_iter();
    Definitions(
        facts
            .filter_map(|(key, cell)| Some((page.t(key), cell?)))
            .collect(),
    )
}

fn table(page: &Shell, cases: &[DisposalCase]) -> Table {
    let row = |one: &DisposalCase| {
        vec![
            Cell::Text(one.case.to_string()),
            Cell::Text(one.flow.clone()),
            Cell::Text(date(one.last_day)),
            Cell::Text(outcome(one, page.language)),
        ]
    };
    super::table(
        page,
        "cases",
        &["case", "flow", "last-day", "outcome"],
        cases.iter().map(row),
    )
}

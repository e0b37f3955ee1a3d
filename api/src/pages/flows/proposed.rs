//! Versions of flows that wait for another process owner: what they show to more, and the word that publishes them.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, SecondsFormat, Utc};
use samspil_core::text::Message;
use samspil_runtime::PublishError;
use samspil_store::Role;
use serde::Deserialize;

use super::heads;
use crate::app::App;
use crate::four_eyes::{self, Publishing, What};
use crate::identity::Signed;
use crate::pages::flash;
use crate::pages::parts::{Cell, Table, Tone};
use crate::pages::shell::Shell;
use crate::retention::signer;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};

/// What waits, for process owners; none where nothing does.
pub(super) async fn waits(app: &App, page: &Shell, signed: &Signed) -> Result<Option<Table>, Problem> {
    if !signed.roles.contains(&Role::ProcessOwner) {
        return Ok(None);
    }
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    let asks = four_eyes::answers(store.as_ref(), signed.tenant, signed.person).await?;
    let mut rows = Vec::new();
    for proposal in four_eyes::waiting(store.as_ref(), signed.tenant, now).await? {
        let is_own = proposal.is_own(signed.person, asks);
        let What::Publish { flow, text, .. } = proposal.what else {
            continue;
        };
        // What cannot be published any more is told when it is tried.
        let wider = app.engine.widened(signed.tenant, &text).await;
        let wider = wider.map(|widening| widening.shows).unwrap_or_default();
        let shows = wider.iter().map(|told| Cell::Text(page.say(told))).collect();
        let action = match is_own {
            true => Cell::Text(page.t("flows-waits-for-another")),
            false => Cell::Post {
                action: format!(
                    "/flows/{flow}/approve?at={}",
                    proposal.at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
                ),
                text: page.t("flows-approve"),
                about: flow.clone(),
            },
        };
        rows.push(vec![
            Cell::Text(flow),
            Cell::Stack(shows),
            Cell::Text(proposal.name),
            Cell::moment(proposal.at, page.language),
            action,
        ]);
    }
    for (proposal, by) in four_eyes::overtaken(store.as_ref(), signed.tenant, now).await? {
        if let What::Publish { flow, .. } = proposal.what {
            rows.push(vec![
                Cell::Text(flow),
                Cell::Stack(Vec::new()),
                Cell::Text(proposal.name),
                Cell::moment(proposal.at, page.language),
                Cell::Text(page.say(&by.message())),
            ]);
        }
    }
    let table = Table {
        caption: page.t("flows-waiting"),
        head: heads(page, &["flow", "shows", "by", "proposed", "do"]),
        rows,
        empty: String::new(),
    };
    Ok((!table.rows.is_empty()).then_some(table))
}

/// What whoever approves has read.
#[derive(Deserialize)]
pub(in crate::pages) struct Read {
    /// When it was proposed.
    #[serde(default)]
    at: Option<DateTime<Utc>>,
}

/// Publishes what waits about a flow.
pub(in crate::pages) async fn approve(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Path(flow): Path<String>,
    Query(read): Query<Read>,
) -> Result<Response, Problem> {
    let approved = four_eyes::approved(&app.engine, signed.tenant, (&flow, read.at), &signer(&signed)).await;
    let approved = approved.map_err(|error| match error {
        PublishError::Store(error) => error.into(),
        PublishError::Slow => Problem::new(Kind::FLOW_UNFIT).detail(Message::new("problem-flow-slow")),
        PublishError::Findings(_) => {
            Problem::new(Kind::CONFLICT).detail(Message::new("flows-proposed-unfit"))
        }
        PublishError::Changed(newest) => {
            Problem::new(Kind::CONFLICT).detail(four_eyes::meanwhile(newest.as_deref(), language))
        }
    })?;
    match approved {
        Some(Publishing::Done(_)) => {
            let mut answer = Redirect::to(&format!("/flows/{flow}")).into_response();
            flash::say_next(&mut answer, Tone::Success, "flash-flow-published", app.gate.https);
            Ok(answer)
        }
        Some(Publishing::Waits(..) | Publishing::Other(_) | Publishing::Full) => {
            Err(Problem::new(Kind::CONFLICT).detail(Message::new("flows-waits-for-another")))
        }
        None => Err(Problem::new(Kind::NOT_FOUND)),
    }
}

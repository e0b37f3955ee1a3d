//! The providers that people sign in by, for administrators: which there are, what waits for another administrator, and what
//! was changed.

mod form;

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form as Body, Router};
use chrono::{DateTime, SecondsFormat, Utc};
use samspil_core::text::{Message, instant};
use samspil_store::SettingChange;
use serde::Deserialize;

use super::flash;
use super::names::Names;
use super::parts::{Cell, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::calendar::yaml::yaml;
use crate::four_eyes::{Proposal, What};
use crate::identity::Signed;
use crate::openid::kept::{Kept, all};
use crate::openid::{Provider, keeping};
use crate::retention::signer;
use crate::server::problem::{Kind, Problem};

/// Where the pages lie.
const PATH: &str = "/sign-in-providers";

#[derive(Template)]
#[template(path = "sign_in_providers/page.html")]
struct ProvidersPage<'page> {
    page: &'page Shell,
    kept: Table,
    waiting: Vec<Waiting>,
    journal: Table,
}

/// A provider that waits, as drawn.
struct Waiting {
    name: String,
    title: String,
    said: String,
    /// The whole of it, so that whoever approves it has read it.
    text: String,
    /// Where it is approved; none where the reader has proposed it.
    approve: Option<String>,
}

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page).post(form::send))
        .route("/sign-in-providers/new", get(form::new))
        .route("/sign-in-providers/of/{provider}", get(form::one))
        .route("/sign-in-providers/of/{provider}/approve", post(approve))
        .route("/sign-in-providers/of/{provider}/retire", post(retire))
        .route("/sign-in-providers/of/{provider}/withdraw", post(withdraw))
}

fn heads(page: &Shell, columns: &[&str]) -> Vec<String> {
    let head = |column: &&str| page.t(&format!("providers-column-{column}"));
    columns.iter().map(head).collect()
}

fn time(page: &Shell, at: DateTime<Utc>) -> Cell {
    Cell::moment(at, page.language)
}

/// Whom a provider is for, in words.
fn meant_for(page: &Shell, provider: &Provider) -> String {
    let word = provider.meant_for.map_or("anyone", |whom| whom.word());
    page.t(&format!("providers-for-{word}"))
}

/// The page.
async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("providers-title"));
    let store = app.engine.store();
    let kept = all(store.as_ref(), signed.tenant).await?;
    let proposed = keeping::proposed(&app, signed.tenant).await?;
    let entries = keeping::journal(&app, signed.tenant).await?;
    let people: BTreeSet<_> = entries
        .iter()
        .flat_map(|entry| [entry.by, entry.proposed_by])
        .flatten()
        .collect();
    let names = Names::read(store.as_ref(), signed.tenant, &people).await?;
    let template = ProvidersPage {
        kept: Table {
            caption: page.t("providers-title"),
            head: heads(&page, &["name", "for", "issuer", "secret", "do"]),
            rows: kept.iter().map(|kept| row(&page, kept)).collect(),
            empty: page.t("providers-none"),
        },
        waiting: proposed
            .into_iter()
            .filter_map(|one| waiting(&page, &signed, one))
            .collect(),
        journal: Table {
            caption: page.t("providers-journal"),
            head: heads(&page, &["when", "name", "done", "by", "proposed"]),
            rows: entries.iter().map(|entry| noted(&page, &names, entry)).collect(),
            empty: page.t("providers-journal-none"),
        },
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

fn row(page: &Shell, kept: &Kept) -> Vec<Cell> {
    let provider = &kept.provider;
    let secret = if kept.has_secret() { "has" } else { "none" };
    vec![
        Cell::Stack(vec![
            Cell::Link {
                href: format!("{PATH}/of/{}", provider.name),
                text: provider.title.in_language(page.language).to_owned(),
            },
            Cell::Small(provider.name.clone()),
        ]),
        Cell::Text(meant_for(page, provider)),
        Cell::Text(provider.issuer.clone()),
        Cell::Text(page.t(&format!("providers-secret-{secret}"))),
        Cell::Post {
            action: format!("{PATH}/of/{}/retire", provider.name),
            text: page.t("providers-retire"),
            about: provider.name.clone(),
        },
    ]
}

fn waiting(page: &Shell, signed: &Signed, proposal: Proposal) -> Option<Waiting> {
    let What::SignIn { provider, secret } = proposal.what else {
        return None;
    };
    let said = Message::new("providers-waits")
        .with("name", proposal.name)
        .with("at", instant(proposal.at, page.language))
        .with("secret", if secret.is_some() { "new" } else { "none" });
    let at = proposal.at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let approve = format!("{PATH}/of/{}/approve?at={at}", provider.name);
    Some(Waiting {
        title: provider.title.in_language(page.language).to_owned(),
        said: page.say(&said),
        text: yaml(&serde_json::json!(provider)).join("\n"),
        approve: (proposal.by != signed.person).then_some(approve),
        name: provider.name,
    })
}

fn noted(page: &Shell, names: &Names, entry: &SettingChange) -> Vec<Cell> {
    let named = |person| names.person(person, page.language);
    let by = entry
        .by
        .map(named)
        .unwrap_or_else(|| page.t("providers-by-machine"));
    vec![
        time(page, entry.at),
        Cell::Text(entry.about.clone()),
        Cell::Text(page.t(&format!("providers-done-{}", entry.done.word()))),
        Cell::Text(by),
        entry
            .proposed_by
            .map_or(Cell::Empty, |person| Cell::Text(named(person))),
    ]
}

/// What whoever approves has read.
#[derive(Deserialize)]
struct Read {
    /// When it was proposed.
    at: DateTime<Utc>,
}

/// Nothing but the button.
#[derive(Deserialize)]
struct Pressed {}

async fn approve(
    State(app): State<App>,
    signed: Signed,
    Path(name): Path<String>,
    Query(read): Query<Read>,
    Body(Pressed {}): Body<Pressed>,
) -> Result<Response, Problem> {
    let signer = signer(&signed);
    keeping::approve(&app, (signed.tenant, &signer), &name, read.at).await?;
    Ok(done(&app, "flash-provider-approved"))
}

async fn withdraw(
    State(app): State<App>,
    signed: Signed,
    Path(name): Path<String>,
    Body(Pressed {}): Body<Pressed>,
) -> Result<Response, Problem> {
    match keeping::withdraw(&app, signed.tenant, &name).await? {
        true => Ok(done(&app, "flash-provider-withdrawn")),
        false => Err(Problem::new(Kind::NOT_FOUND)),
    }
}

async fn retire(
    State(app): State<App>,
    signed: Signed,
    Path(name): Path<String>,
    Body(Pressed {}): Body<Pressed>,
) -> Result<Response, Problem> {
    keeping::take_away(&app, signed.tenant, signed.person, &name).await?;
    Ok(done(&app, "flash-provider-retired"))
}

fn done(app: &App, key: &str) -> Response {
    let mut answer = Redirect::to(PATH).into_response();
    flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
    answer
}

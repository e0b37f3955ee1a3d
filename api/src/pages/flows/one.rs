//! One version of a flow: its picture, what is worth looking at in it, and everything that it says of each item.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::diagram::{Node, Scene, Wanted};
use samspil_core::flow::{Diagnostic, Flow};
use samspil_core::text::{Message, date, instant};
use samspil_store::{FlowHead, FlowTrial, FlowVersion, Role};

use super::chapter::{Chapter, REFERENCE, chapters};
use super::tables::{Decided, tables};
use super::version::{Asked, Version};
use super::{heads, published};
use crate::app::App;
use crate::handbook::sources::sources;
use crate::identity::Signed;
use crate::pages::parts::{Cell, Picture, Table};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::source;
use crate::server::problem::Problem;
use crate::trials::MAX_TRIALS;

/// How many versions stand in the table: as many as anybody looks through.
const MAX_VERSIONS: u32 = 50;

#[derive(Template)]
#[template(path = "flows/one.html")]
struct FlowPage<'page> {
    page: &'page Shell,
    published: String,
    purpose: Option<String>,
    law: Vec<String>,
    about: Vec<String>,
    picture: Picture,
    findings: Table,
    sources: Table,
    chapters: Vec<Chapter>,
    tables: Vec<Decided>,
    versions: Table,
    file: String,
    handbook: String,
    review: String,
    /// Where the steps are with what live cases say of each, for process owners.
    steps: Option<String>,
}

/// The page.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let Version {
        published: version,
        flow,
        guards,
        findings,
    } = Version::read(&app, &signed, &name, &asked).await?;
    let store = app.engine.store();
    let versions = store
        .versions(signed.tenant, &name, asked.before, MAX_VERSIONS + 1)
        .await?;
    let trials = store.trials(signed.tenant, MAX_TRIALS).await?;
    let scene = Scene::new(&flow, &guards, &Wanted::whole(page.language));
    let mut page = page;
    page.title.clone_from(&scene.title);
    let to_reference = |node: &Node| {
        let named = !node.name.is_empty();
        named.then(|| format!("#{}", node.anchor(REFERENCE)))
    };
    let template = FlowPage {
        published: told(&page, &version),
        purpose: purpose(&page, &flow),
        law: flow.about.law.iter().map(|law| page.say(&source(law))).collect(),
        about: scene.about.clone(),
        picture: Picture::new(&page, &scene, &to_reference),
        findings: table_of_findings(&page, &findings),
        sources: sources(&flow, page.language),
        chapters: chapters(&page, &scene),
        tables: tables(&page, &guards),
        versions: table_of_versions(&page, (&versions, version.version), &trials),
        steps: signed
            .roles
            .contains(&Role::ProcessOwner)
            .then(|| format!("/flows/{name}/steps")),
        file: format!("/api/v1/flows/{name}/versions/{}", version.version),
        handbook: format!("/flows/{name}/handbook?version={}", version.version),
        review: format!("/flows/{name}/review?version={}", version.version),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

fn told(page: &Shell, version: &FlowVersion) -> String {
    let told = Message::new("flow-published")
        .with("version", version.version)
        .with("at", instant(version.published_at, page.language))
        .with("by", version.published_by.as_str());
    page.say(&told)
}

fn purpose(page: &Shell, flow: &Flow) -> Option<String> {
    let purpose = flow.about.purpose.as_ref()?;
    Some(purpose.in_language(page.language).to_owned())
}

fn table_of_findings(page: &Shell, findings: &[Diagnostic]) -> Table {
    let rows = findings.iter().map(|finding| {
        let what = Cell::Text(page.say(&finding.what));
        let hint = finding.hint.as_ref().map(|hint| Cell::Small(page.say(hint)));
        vec![
            Cell::Text(finding.code.0.to_owned()),
            Cell::Text(finding.place.line.to_string()),
            Cell::Stack(std::iter::once(what).chain(hint).collect()),
        ]
    });
    Table {
        caption: page.t("flow-findings"),
        head: heads(page, &["code", "line", "finding"]),
        rows: rows.collect(),
        empty: page.t("flow-no-findings"),
    }
}

/// That a version is marked as a trial, with its days.
fn on_trial(page: &Shell, version: &FlowHead, trials: &[FlowTrial]) -> Option<Cell> {
    let marks = |trial: &&FlowTrial| {
        let started = trial.started.as_ref();
        trial.flow == version.flow && started.is_some_and(|start| start.version == version.version)
    };
    let trial = trials.iter().find(marks)?;
    let told = Message::new("flow-on-trial").with("first", date(trial.first_day));
    Some(Cell::Small(page.say(&told.with("last", date(trial.last_day)))))
}

/// The versions, of which one more is there than is shown where there are older ones; the page is that of the version `shown`.
fn table_of_versions(page: &Shell, (versions, shown): (&[FlowHead], u32), trials: &[FlowTrial]) -> Table {
    let most = usize::try_from(MAX_VERSIONS).unwrap_or(usize::MAX);
    let row = |version: &FlowHead| {
        let link = Cell::Link {
            href: format!("/flows/{}?version={}", version.flow, version.version),
            text: version.version.to_string(),
        };
        let mut row = vec![match on_trial(page, version, trials) {
            Some(marked) => Cell::Stack(vec![link, marked]),
            None => link,
        }];
        row.extend(published(page, version.published_at, &version.published_by));
        row
    };
    let mut rows: Vec<Vec<Cell>> = versions.iter().take(most).map(row).collect();
    if let (Some(last), true) = (versions.iter().take(most).next_back(), versions.len() > most) {
        let older = Cell::Link {
            href: format!(
                "/flows/{}?version={shown}&before={}#versions",
                last.flow, last.version
            ),
            text: page.t("flow-older-versions"),
        };
        rows.push(vec![older, Cell::Text(String::new()), Cell::Text(String::new())]);
    }
    Table {
        caption: page.t("flow-versions"),
        head: heads(page, &["version", "published", "by"]),
        rows,
        empty: page.t("flow-no-older-versions"),
    }
}

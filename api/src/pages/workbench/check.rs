//! A draft looked through while it is written: findings, picture and names, as data for the editor.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::{Form as Body, Json};
use samspil_core::diagram::{Node, Scene, Shown, Wanted, svg};
use samspil_core::flow::{FieldKind, Flow, MAX_FLOW_BYTES, Severity};
use samspil_core::guard::{Guards, functions};
use samspil_core::text::{Language, Message};
use samspil_runtime::Checked;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::findings::{anchor, summary, table};
use super::{looked_through, slow};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::parts::{PREFIX, Picture};
use crate::pages::shell::Shell;
use crate::server::problem::{Kind, Problem};
use crate::words::say;

/// What is written.
#[derive(Deserialize)]
pub(super) struct Text {
    text: String,
}

/// What the editor shows.
#[derive(Serialize)]
pub(super) struct Looked {
    summary: String,
    findings: Vec<Finding>,
    /// The same as a list for people.
    list: String,
    /// The picture, where the file can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
    /// The line of each box of the picture, by its id.
    lines: BTreeMap<String, u32>,
    /// The flow's own names, with what each is.
    names: Vec<Name>,
}

/// A finding with its place; columns count characters.
#[derive(Serialize)]
struct Finding {
    code: &'static str,
    severity: Severity,
    line: u32,
    column: u32,
    length: u32,
    what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

/// A name that may stand in the file.
#[derive(Serialize)]
struct Name {
    name: String,
    what: &'static str,
    title: String,
}

/// Looks through what is written; nothing is kept.
pub(super) async fn check(
    State(app): State<App>,
    Path(_): Path<String>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Text>,
) -> Result<Json<Looked>, Problem> {
    if written.text.len() > MAX_FLOW_BYTES {
        let most = i64::try_from(MAX_FLOW_BYTES / 1024).unwrap_or(i64::MAX);
        return Err(Problem::new(Kind::TOO_LARGE).with("most", most));
    }
    let checked = looked_through(&app, &signed, &written.text).await?;
    let findings = checked.findings.iter().map(|finding| Finding {
        code: finding.code.0,
        severity: finding.severity,
        line: finding.place.line,
        column: finding.place.column,
        length: finding.place.length,
        what: page.say(&finding.what),
        hint: finding.hint.as_ref().map(|hint| page.say(hint)),
    });
    let findings = findings.collect();
    let sum = summary(&page, &checked.findings);
    let list = table(&page, &checked.findings).render().unwrap_or_default();
    let flow = checked.flow.as_ref().map(|(flow, _)| flow);
    let (lines, names) = (
        flow.map(lines).unwrap_or_default(),
        flow.map(|flow| names(flow, page.language)).unwrap_or_default(),
    );
    let picture = picture(&app, &page, checked).await?;
    Ok(Json(Looked {
        summary: sum,
        findings,
        list,
        picture: picture.and_then(|picture| picture.render().ok()),
        lines,
        names,
    }))
}

/// The picture of a draft, each box of which leads to its line; none where the file cannot be read.
pub(super) async fn picture(app: &App, page: &Shell, checked: Checked) -> Result<Option<Picture>, Problem> {
    let Some((flow, guards)) = checked.flow else {
        return Ok(None);
    };
    let language = page.language;
    let drawn = app.engine.aside(move || drawn(&flow, &guards, language)).await;
    Ok(Some(Picture::of(page, drawn.ok_or_else(slow)?)))
}

fn drawn(flow: &Flow, guards: &Guards, language: Language) -> Result<String, Message> {
    let scene = Scene::new(flow, guards, &Wanted::whole(language));
    let lines = lines(flow);
    let link = |node: &Node| {
        let line = lines.get(&node.anchor(PREFIX))?;
        Some(format!("#{}", anchor(*line)))
    };
    let shown = Shown {
        alone: false,
        prefix: PREFIX,
        link: &link,
    };
    svg(&scene, &shown)
}

/// The line of each box, by its id in the picture.
fn lines(flow: &Flow) -> BTreeMap<String, u32> {
    let mut lines = BTreeMap::new();
    for (id, item) in &flow.items {
        lines.insert(format!("{PREFIX}{id}"), item.place.line);
    }
    for (id, clock) in &flow.clocks {
        lines.insert(format!("{PREFIX}clock.{id}"), clock.place.line);
    }
    lines
}

/// The names that a flow gives, and the functions of conditions.
fn names(flow: &Flow, language: Language) -> Vec<Name> {
    let mut names = Vec::new();
    let mut add = |name: String, what, title: &str| {
        names.push(Name {
            name,
            what,
            title: title.to_owned(),
        });
    };
    for (id, item) in &flow.items {
        add(id.to_string(), "item", item.title.in_language(language));
    }
    for (id, party) in &flow.parties {
        add(id.to_string(), "party", party.title.in_language(language));
    }
    let mut fields: Vec<_> = flow.data.fields().collect();
    while let Some(field) = fields.pop() {
        add(field.path.to_string(), "field", field.title.in_language(language));
        if let FieldKind::List { columns: inner } | FieldKind::Record { fields: inner } = &field.kind {
            fields.extend(inner.values());
        }
    }
    for (id, clock) in &flow.clocks {
        add(id.to_string(), "clock", clock.title.in_language(language));
    }
    for id in flow.ladders.keys() {
        add(id.to_string(), "ladder", "");
    }
    for function in functions() {
        let title = format!("{}. {}", function.signature, say(&function.about(), language));
        add(function.name.to_owned(), "function", &title);
    }
    names
}

/// The language, for completion and for what each key is for.
pub(super) async fn schema(Path(_): Path<String>, page: Shell, _: Signed) -> Json<Value> {
    Json(samspil_core::flow::schema(page.language))
}

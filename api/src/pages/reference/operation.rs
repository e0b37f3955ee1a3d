//! One thing that can be asked of the API.

use axum::http::Method;
use samspil_core::text::Message;
use samspil_store::Role;
use serde_json::Value as Json;

use super::shape::shape;
use super::text;
use crate::identity::{Rule, rule};
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;

/// One thing that can be asked.
pub(super) struct Operation {
    /// Its name in the document, and its place on the page.
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    /// Who may ask.
    pub(super) who: String,
    pub(super) parameters: Option<Table>,
    /// What is sent with it.
    pub(super) body: Option<Cell>,
    pub(super) answers: Table,
}

/// All operations by path and method, each with the name of its area.
pub(super) fn operations(page: &Shell, document: &Json) -> Vec<(String, Operation)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().into_iter().flatten();
            methods.map(move |(method, described)| {
                (
                    text(described, "/tags/0"),
                    operation(page, path, method, described),
                )
            })
        })
        .collect()
}

fn operation(page: &Shell, path: &str, method: &str, described: &Json) -> Operation {
    let method = method.to_uppercase();
    Operation {
        id: text(described, "/operationId"),
        who: who(page, &method, path),
        summary: text(described, "/summary"),
        parameters: parameters(page, described),
        body: content(page, &described["requestBody"]),
        answers: answers(page, described),
        path: path.to_owned(),
        method,
    }
}

/// Who may ask, by the table that every request is admitted by.
fn who(page: &Shell, method: &str, path: &str) -> String {
    let found = Method::from_bytes(method.as_bytes())
        .ok()
        .and_then(|method| rule(&method, path));
    match found {
        None => page.t("reference-nobody"),
        Some(Rule::Public) => page.t("reference-public"),
        Some(Rule::SignedIn) => page.t("reference-signed-in"),
        Some(Rule::AnyRole) => page.t("reference-any-role"),
        Some(Rule::Provisioning) => {
            let role = page.t(role_key(Role::Administrator));
            page.say(&Message::new("reference-role").with("role", role))
        }
        Some(Rule::Role(role)) => {
            let role = page.t(role_key(role));
            page.say(&Message::new("reference-role").with("role", role))
        }
    }
}

fn parameters(page: &Shell, described: &Json) -> Option<Table> {
    let rows: Vec<Vec<Cell>> = described["parameters"]
        .as_array()?
        .iter()
        .map(|parameter| {
            let needed = parameter["required"].as_bool().unwrap_or_default();
            vec![
                Cell::Text(text(parameter, "/name")),
                Cell::Text(text(parameter, "/in")),
                shape(page, &parameter["schema"]),
                Cell::Text(page.t(if needed { "yes" } else { "no" })),
                Cell::Text(text(parameter, "/description")),
            ]
        })
        .collect();
    let head = [
        "reference-name",
        "reference-where",
        "reference-shape",
        "reference-needed",
        "reference-about",
    ];
    Some(Table {
        caption: page.t("reference-parameters"),
        head: head.map(|key| page.t(key)).to_vec(),
        rows,
        empty: String::new(),
    })
}

/// What a body holds: its kinds, each with its shape.
fn content(page: &Shell, body: &Json) -> Option<Cell> {
    let kinds = body["content"].as_object()?.iter();
    let told =
        kinds.map(|(kind, of)| Cell::Several(vec![Cell::Text(kind.to_owned()), shape(page, &of["schema"])]));
    Some(Cell::Stack(told.collect()))
}

fn answers(page: &Shell, described: &Json) -> Table {
    let answers = described["responses"].as_object().into_iter().flatten();
    let rows = answers.map(|(status, answer)| {
        let status = if status == "default" {
            page.t("reference-otherwise")
        } else {
            status.to_owned()
        };
        vec![
            Cell::Text(status),
            Cell::Text(text(answer, "/description")),
            content(page, answer).unwrap_or(Cell::Empty),
        ]
    });
    let head = ["reference-status", "reference-about", "reference-body"];
    Table {
        caption: page.t("reference-answers"),
        head: head.map(|key| page.t(key)).to_vec(),
        rows: rows.collect(),
        empty: String::new(),
    }
}

/// The key of a role's name.
const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Staff => "role-staff",
        Role::ProcessOwner => "role-process-owner",
        Role::Administrator => "role-administrator",
    }
}

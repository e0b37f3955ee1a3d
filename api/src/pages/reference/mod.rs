//! The API's description as a page: what can be asked, what with, and what comes of it. It is drawn from the same
//! document that programs read, so that the two cannot drift apart.

mod operation;
mod shape;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;
use serde_json::Value as Json;

use self::operation::{Operation, operations};
use self::shape::{Part, parts};
use super::shell::Shell;
use super::show::show;
use crate::app::App;

/// Where programs read the document.
const DOCUMENT: &str = "/api/v1/openapi.json";

/// Operations about the same thing.
struct Area {
    name: String,
    about: String,
    operations: Vec<Operation>,
}

#[derive(Template)]
#[template(path = "reference/reference.html")]
struct Reference<'page> {
    page: &'page Shell,
    about: String,
    areas: Vec<Area>,
    parts: Vec<Part>,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell) -> Response {
    let page = page.titled(&Message::new("reference-title"));
    let document = (app.described)();
    let template = Reference {
        about: text(&document, "/info/description"),
        areas: areas(&page, &document),
        parts: parts(&page, &document),
        page: &page,
    };
    show(StatusCode::OK, &page, &template)
}

/// The areas in the document's order; operations of none that is described come last, each area by its name.
fn areas(page: &Shell, document: &Json) -> Vec<Area> {
    let mut areas: Vec<Area> = document["tags"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|tag| Area {
            name: text(tag, "/name"),
            about: text(tag, "/description"),
            operations: Vec::new(),
        })
        .collect();
    for (name, operation) in operations(page, document) {
        match areas.iter_mut().find(|area| area.name == name) {
            Some(area) => area.operations.push(operation),
            None => areas.push(Area {
                name,
                about: String::new(),
                operations: vec![operation],
            }),
        }
    }
    areas.retain(|area| !area.operations.is_empty());
    areas
}

/// The text at a place of the document; nothing where there is none.
fn text(of: &Json, pointer: &str) -> String {
    let found = of.pointer(pointer).and_then(Json::as_str);
    found.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use samspil_core::text::Language;

    use super::*;

    /// Every operation and every schema of the document has its place, and every link leads to one.
    #[test]
    fn the_whole_document_is_on_the_page() {
        let document = crate::endpoints::described_json();
        let page = Shell::bare(Language::English, "/about/api");
        let template = Reference {
            about: text(&document, "/info/description"),
            areas: areas(&page, &document),
            parts: parts(&page, &document),
            page: &page,
        };
        let html = template.render().unwrap();
        let mut shown = 0;
        for (path, methods) in document["paths"].as_object().unwrap() {
            for operation in methods.as_object().unwrap().values() {
                let id = operation["operationId"].as_str().unwrap();
                assert!(html.contains(&format!("id=\"{id}\"")), "{path} {id}");
                shown += 1;
            }
        }
        for name in document["components"]["schemas"].as_object().unwrap().keys() {
            assert!(html.contains(&format!("id=\"schema-{name}\"")), "{name}");
        }
        for link in html.split("href=\"#").skip(1) {
            let to = link.split('"').next().unwrap();
            assert!(
                to == "main-content" || html.contains(&format!("id=\"{to}\"")),
                "{to}"
            );
        }
        assert!(shown > 30, "{shown}");
    }
}

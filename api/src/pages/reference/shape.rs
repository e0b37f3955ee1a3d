//! What a value looks like: told in words, with links to those that have a name.

use samspil_core::text::Message;
use serde_json::Value as Json;

use super::text;
use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;

/// Where named shapes lie in the document.
const NAMED: &str = "#/components/schemas/";

/// How deep a shape without a name is told.
const MAX_DEPTH: usize = 6;

/// A shape that has a name.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) about: String,
    /// Its fields, or those of each of its forms.
    pub(super) forms: Vec<Form>,
}

/// One form of a shape.
pub(super) struct Form {
    pub(super) title: String,
    pub(super) about: String,
    pub(super) fields: Option<Table>,
    /// What it is, where it has no fields.
    pub(super) is: Option<Cell>,
}

/// All shapes that have a name.
pub(super) fn parts(page: &Shell, document: &Json) -> Vec<Part> {
    let named = document["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten();
    named
        .map(|(name, schema)| {
            let forms = schema["oneOf"].as_array();
            let forms = forms.map_or_else(
                || vec![form(page, name, schema)],
                |forms| forms.iter().map(|one| form(page, name, one)).collect(),
            );
            Part {
                name: name.clone(),
                about: text(schema, "/description"),
                forms,
            }
        })
        .collect()
}

fn form(page: &Shell, name: &str, schema: &Json) -> Form {
    let title = text(schema, "/title");
    let fields = fields(page, name, &title, schema);
    Form {
        about: if title.is_empty() {
            String::new()
        } else {
            text(schema, "/description")
        },
        is: fields.is_none().then(|| shape(page, schema)),
        fields,
        title,
    }
}

fn fields(page: &Shell, name: &str, title: &str, schema: &Json) -> Option<Table> {
    let needed: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    let rows = schema["properties"].as_object()?.iter().map(|(field, of)| {
        vec![
            Cell::Text(field.clone()),
            shape(page, of),
            Cell::Text(page.t(if needed.contains(&field.as_str()) {
                "yes"
            } else {
                "no"
            })),
            Cell::Text(text(of, "/description")),
        ]
    });
    let head = [
        "reference-name",
        "reference-shape",
        "reference-needed",
        "reference-about",
    ];
    let of = format!("{name} {title}");
    Some(Table {
        caption: page.say(&Message::new("reference-fields").with("name", of.trim())),
        head: head.map(|key| page.t(key)).to_vec(),
        rows: rows.collect(),
        empty: page.t("reference-no-fields"),
    })
}

/// What a value looks like.
pub(super) fn shape(page: &Shell, schema: &Json) -> Cell {
    told(page, schema, 0)
}

fn told(page: &Shell, schema: &Json, depth: usize) -> Cell {
    if depth > MAX_DEPTH {
        return Cell::Text("…".to_owned());
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|to| to.strip_prefix(NAMED)) {
        return Cell::Link {
            href: format!("#schema-{name}"),
            text: name.to_owned(),
        };
    }
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<String> = words
            .iter()
            .filter_map(Json::as_str)
            .map(|word| format!("\"{word}\""))
            .collect();
        return Cell::Text(words.join(", "));
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        if let Some(forms) = schema[several].as_array() {
            let forms = forms.iter().map(|one| told(page, one, depth + 1));
            return Cell::Several(forms.collect());
        }
    }
    if schema["items"].is_object() {
        let of = told(page, &schema["items"], depth + 1);
        return Cell::Several(vec![Cell::Text(page.t("reference-list-of")), of]);
    }
    if schema["additionalProperties"].is_object() {
        let of = told(page, &schema["additionalProperties"], depth + 1);
        return Cell::Several(vec![Cell::Text(page.t("reference-map-of")), of]);
    }
    Cell::Text(plain(schema))
}

/// The kind of a plain value, as the document names it: `string (uuid)`, `integer, null`.
fn plain(schema: &Json) -> String {
    let kind = match &schema["type"] {
        Json::String(kind) => kind.clone(),
        Json::Array(kinds) => {
            let kinds: Vec<&str> = kinds.iter().filter_map(Json::as_str).collect();
            kinds.join(", ")
        }
        _ => String::new(),
    };
    match schema["format"].as_str() {
        Some(format) => format!("{kind} ({format})"),
        None => kind,
    }
}

#[cfg(test)]
mod tests {
    use askama::Template;
    use samspil_core::text::Language;
    use serde_json::json;

    use super::*;

    #[test]
    fn shapes_in_words() {
        let page = Shell::bare(Language::English, "/about/api");
        for (schema, expected) in [
            (json!({"type": "string", "format": "uuid"}), "string (uuid)"),
            (json!({"type": ["integer", "null"]}), "integer, null"),
            (json!({"enum": ["a", "b"]}), "\"a\", \"b\""),
            (json!({"$ref": "#/components/schemas/Task"}), "#schema-Task"),
            (
                json!({"type": "array", "items": {"$ref": "#/components/schemas/Task"}}),
                "#schema-Task",
            ),
            (json!({"oneOf": [{"type": "null"}, {"type": "string"}]}), "null"),
            (json!({}), ""),
        ] {
            let html = shape(&page, &schema).render().unwrap().replace("&#34;", "\"");
            assert!(html.contains(expected), "{schema}: {html}");
        }
    }
}

//! The language as JSON Schema, so that an editor completes and checks a flow file while it is written.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::grammar::{Construct, KeyRule, Kinds, Need, Shape};
use super::read::{TEXT, grammar};
use crate::id::MAX_NAME_CHARS;
use crate::text::{Language, Message, core_catalogue};

/// Letters, digits and `_`, a letter first.
const NAME: &str = r"^\p{L}[\p{L}\p{N}_]*$";

/// Two or more names with dots between.
const PATH: &str = r"^\p{L}[\p{L}\p{N}_]*(\.\p{L}[\p{L}\p{N}_]*)+$";

/// The schema (draft-07, which editors know best), with descriptions in this language.
#[must_use]
pub fn schema(language: Language) -> Value {
    let mut writer = Writer {
        language,
        definitions: BTreeMap::new(),
    };
    let root = writer.object(grammar(), Kinds::ALL);
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Samspil",
    });
    if let (Value::Object(schema), Value::Object(root)) = (&mut schema, root) {
        schema.extend(root);
        schema.insert("definitions".to_owned(), json!(writer.definitions));
    }
    schema
}

struct Writer {
    language: Language,
    /// Each construct once; nothing yet where it is being written.
    definitions: BTreeMap<String, Value>,
}

impl Writer {
    fn reference(&mut self, construct: &'static Construct, kind: &str, kinds: Kinds) -> Value {
        let name = if kind.is_empty() {
            construct.name.to_owned()
        } else {
            format!("{}-{kind}", construct.name)
        };
        if !self.definitions.contains_key(&name) {
            self.definitions.insert(name.clone(), Value::Null);
            let object = self.object(construct, kinds);
            self.definitions.insert(name.clone(), object);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    fn object(&mut self, construct: &'static Construct, kinds: Kinds) -> Value {
        let rules = construct.keys.iter().filter(|rule| rule.kinds.meets(kinds));
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for rule in rules {
            let mut shape = self.shape(&rule.shape);
            if let Some(description) = self.description(construct, rule) {
                // Beside a reference, draft-07 overlooks everything else.
                if shape.get("$ref").is_some() {
                    shape = json!({ "allOf": [shape] });
                }
                if let Value::Object(shape) = &mut shape {
                    shape.insert("description".to_owned(), Value::String(description));
                }
            }
            properties.insert(rule.name.to_owned(), shape);
            if rule.need != Need::May {
                required.push(rule.name);
            }
        }
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    }

    /// The construct's own keys, and any others of this shape.
    fn beside(&mut self, construct: &'static Construct, shape: &Shape) -> Value {
        let mut own = self.object(construct, Kinds::ALL);
        let others = self.shape(shape);
        if let Value::Object(own) = &mut own {
            own.insert("additionalProperties".to_owned(), others);
        }
        own
    }

    /// What the key is for: said of this construct, or of every construct that has such a key.
    fn description(&self, construct: &Construct, rule: &KeyRule) -> Option<String> {
        let own = format!("key-{}-{}", construct.name, rule.name);
        let shared = format!("key-any-{}", rule.name);
        let key = [own, shared]
            .into_iter()
            .find(|key| core_catalogue().knows(key))?;
        Some(Message::new(&key).say(self.language))
    }

    fn shape(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Text => {
                let both = self.reference(&TEXT, "", Kinds::ALL);
                json!({ "anyOf": [scalar(), both] })
            }
            Shape::Line | Shape::Expression => scalar(),
            Shape::Name(super::Named::Flow) => json!({ "type": "string", "maxLength": MAX_NAME_CHARS }),
            Shape::Name(_) | Shape::Recipient => name(),
            Shape::Names(_) => json!({ "anyOf": [name(), { "type": "array", "items": name() }] }),
            Shape::Sight => json!({ "anyOf": [
                { "enum": ["everyone"] },
                name(),
                { "type": "array", "items": name() },
            ] }),
            Shape::Path => json!({ "type": "string", "pattern": PATH }),
            Shape::Length
            | Shape::DueLength
            | Shape::Rhythm
            | Shape::LengthRange
            | Shape::Moment
            | Shape::MomentRange
            | Shape::Exactly
            | Shape::Start
            | Shape::EndAt
            | Shape::Days => examples(of_time(shape)),
            Shape::Date => json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" }),
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Count(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
            Shape::OneOf(words) => one_of(words),
            Shape::Levels => json!({ "type": "string", "pattern": r"^-?\d+\.\.-?\d+$" }),
            Shape::Kle => json!({ "type": "string", "pattern": r"^\d{2}\.\d{2}\.\d{2}$" }),
            Shape::Object(construct) => self.reference(construct, "", Kinds::ALL),
            Shape::Kind(construct, kinds) => {
                let kind = construct.kinds.iter().find(|(_, kind)| kind == kinds);
                self.reference(construct, kind.map_or("", |(word, _)| *word), *kinds)
            }
            Shape::AnyKind(construct) => {
                let kinds = construct.kinds.iter();
                let all: Vec<Value> = kinds
                    .map(|(word, kinds)| self.reference(construct, word, *kinds))
                    .collect();
                json!({ "anyOf": all })
            }
            Shape::List(shape) => json!({ "type": "array", "items": self.shape(shape) }),
            Shape::Map(shape) => json!({ "type": "object", "additionalProperties": self.shape(shape) }),
            Shape::TitledMap(shape) => {
                let (title, inside) = (self.shape(&Shape::Text), self.shape(shape));
                json!({
                    "type": "object",
                    "properties": { "title": { "anyOf": [title, inside] } },
                    "additionalProperties": inside,
                })
            }
            Shape::Beside(construct, shape) => self.beside(construct, shape),
            Shape::Cell => cell(),
            Shape::Outcome => scalar(),
            Shape::Any(shapes) => {
                let all: Vec<Value> = shapes.iter().map(|shape| self.shape(shape)).collect();
                json!({ "anyOf": all })
            }
        }
    }
}

/// A cell of a decision table.
fn cell() -> Value {
    let several = json!({ "type": "array", "items": scalar() });
    json!({ "anyOf": [
        scalar(),
        several,
        {
            "type": "object",
            "properties": { "not": { "anyOf": [scalar(), several] } },
            "required": ["not"],
            "additionalProperties": false,
        },
    ] })
}

/// A text; an editor takes `85` for a number and `true` for a boolean, and the reader does not.
fn scalar() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn name() -> Value {
    json!({ "type": "string", "pattern": NAME, "maxLength": MAX_NAME_CHARS })
}

/// How what has to do with time is written.
const fn of_time(shape: &Shape) -> &'static [&'static str] {
    match shape {
        Shape::Length => &[
            "3 working days",
            "8 weeks",
            "24 hours",
            "3 months",
            "end of month",
        ],
        Shape::Exactly => &["PT1H30M", "P14D", "2026-01-05T09:00", "order.start"],
        Shape::DueLength => &[
            "3 working days",
            "4 weeks",
            "4 weeks..6 weeks",
            "10 working days before order.start",
            "deadline.limit",
        ],
        Shape::Rhythm => &[
            "3 months",
            "3 months from decision.made_on",
            "every Monday 08:00",
            "every 2 weeks on Monday 08:00",
            "first working day of the month",
            "every 1 March",
        ],
        Shape::LengthRange => &["4 weeks..26 weeks"],
        Shape::MomentRange => &["1 working day..10 working days", "50 %..90 %"],
        Shape::Moment => &[
            "75 %",
            "5 working days before",
            "target",
            "due",
            "2 working days after",
        ],
        Shape::Start => &["case", "application.received_on", "opened(item)", "done(item)"],
        Shape::EndAt => &["end_of_day", "12:00", "exact"],
        Shape::Days => &["2026-01-01..2026-12-31", "2026-01-01.."],
        _ => &[],
    }
}

fn examples(examples: &[&str]) -> Value {
    json!({ "type": "string", "examples": examples })
}

/// The words, with those that an editor takes for a number or a boolean in that form too.
fn one_of(words: &[&str]) -> Value {
    let mut all: Vec<Value> = words.iter().map(|word| json!(word)).collect();
    let other = |word: &&str| serde_json::from_str::<Value>(word).ok();
    all.extend(words.iter().filter_map(other));
    json!({ "enum": all })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::yaml::{Kind, Node, Style, tree};

    /// The file as an editor sees it.
    fn seen(node: &Node) -> Value {
        match &node.kind {
            Kind::Map(entries) => {
                let parts = entries.iter();
                Value::Object(
                    parts
                        .map(|entry| (entry.key.text.clone(), seen(&entry.value)))
                        .collect(),
                )
            }
            Kind::List(parts) => Value::Array(parts.iter().map(seen).collect()),
            Kind::Scalar {
                text,
                style: Style::Plain,
            } => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
            Kind::Scalar { text, .. } => json!(text),
            Kind::Empty | Kind::Refused => Value::Null,
        }
    }

    /// As much of JSON Schema as the schema uses; patterns are left to editors.
    fn holds(root: &Value, schema: &Value, value: &Value) -> bool {
        let part = |key: &str| schema.get(key);
        if let Some(Value::String(reference)) = part("$ref") {
            let found = root.pointer(reference.trim_start_matches('#')).unwrap();
            return holds(root, found, value);
        }
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_i64() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let is = |wanted: &Value| wanted == kind || (wanted == "number" && kind == "integer");
        let typed = part("type").is_none_or(|wanted| {
            wanted
                .as_array()
                .map_or_else(|| is(wanted), |all| all.iter().any(is))
        });
        let listed = part("enum").is_none_or(|all| all.as_array().unwrap().contains(value));
        let every = |key: &str, all: bool| {
            part(key).is_none_or(|shapes| {
                let mut shapes = shapes.as_array().unwrap().iter();
                let fits = |shape: &Value| holds(root, shape, value);
                if all { shapes.all(fits) } else { shapes.any(fits) }
            })
        };
        let bounded = value.as_i64().is_none_or(|number| {
            part("minimum").is_none_or(|least| number >= least.as_i64().unwrap())
                && part("maximum").is_none_or(|most| number <= most.as_i64().unwrap())
        });
        let items = value.as_array().is_none_or(|items| {
            part("items").is_none_or(|shape| items.iter().all(|item| holds(root, shape, item)))
        });
        let object = value.as_object().is_none_or(|object| {
            let needed = part("required").and_then(Value::as_array);
            let complete =
                needed.is_none_or(|keys| keys.iter().all(|key| object.contains_key(key.as_str().unwrap())));
            complete
                && object.iter().all(|(key, value)| {
                    let own = part("properties").and_then(|properties| properties.get(key));
                    match own.or_else(|| part("additionalProperties")) {
                        Some(Value::Bool(allowed)) => *allowed,
                        Some(shape) => holds(root, shape, value),
                        None => true,
                    }
                })
        });
        typed && listed && every("anyOf", false) && every("allOf", true) && bounded && items && object
    }

    fn fits(text: &str) -> bool {
        let schema = schema(Language::Danish);
        holds(&schema, &schema, &seen(&tree(text).0.unwrap()))
    }

    #[test]
    fn what_the_reader_takes_fits_the_schema_and_what_it_refuses_does_not() {
        let good = include_str!("read/testdata/every_construct.yaml");
        assert!(fits(good));
        assert!(fits(include_str!("read/testdata/social_support.yaml")));
        for (written, wrong) in [
            ("purpose: Vise", "purpos: Vise"),
            ("side: partner", "side: friend"),
            ("task: Husk sagen\n    by: caseworker", "task: Husk sagen"),
            (
                "milestone: Indsatsen",
                "by: caseworker\n        milestone: Indsatsen",
            ),
            ("samspil: 1", "samspil: 2"),
            ("at_most: 2\n", "at_most: 0\n"),
            ("optional: true, unit", "optional: yes, unit"),
        ] {
            assert!(
                good.contains(written) && !fits(&good.replacen(written, wrong, 1)),
                "{wrong}"
            );
        }
    }

    #[test]
    fn every_key_says_what_it_is_for() {
        fn silent(value: &Value, path: &str, found: &mut Vec<String>) {
            let Some(object) = value.as_object() else { return };
            if let (Some(Value::Object(properties)), Some(_)) =
                (object.get("properties"), object.get("required"))
            {
                let mute = properties
                    .iter()
                    .filter(|(_, shape)| shape.get("description").is_none());
                found.extend(mute.map(|(key, _)| format!("{path}/{key}")));
            }
            for (key, part) in object {
                silent(part, &format!("{path}/{key}"), found);
            }
        }
        let mut found = Vec::new();
        silent(&schema(Language::English), "", &mut found);
        assert_eq!(found, Vec::<String>::new());
    }
}

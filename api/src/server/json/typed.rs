//! A JSON value to a type, with a pointer to what does not fit.

use samspil_core::json::Shape;
use samspil_core::text::Message;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use crate::server::problem::{Kind, Problem};

/// Reads a value as this type.
pub(super) fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(Shape(value)).map_err(|error| {
        let pointer = pointer(error.path());
        told(&error.inner().to_string(), pointer, value)
    })
}

/// `/lines/0/rate` (RFC 6901).
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        let part = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.clone(),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

/// The reader's words as ours. The reader says what is wrong in English and Rust; its first words are the same
/// since serde 1.0, and what cannot be recognised still gets its place.
fn told(reader: &str, pointer: String, value: &Value) -> Problem {
    let quoted = reader.split('`').nth(1).unwrap_or_default();
    if reader.starts_with("unknown field") {
        return Problem::new(Kind::UNKNOWN_FIELD)
            .with("name", quoted)
            .pointer(pointer);
    }
    if reader.starts_with("missing field") {
        return Problem::new(Kind::MISSING_FIELD)
            .with("name", quoted)
            .pointer(pointer);
    }
    let problem = Problem::new(Kind::WRONG_VALUE);
    let problem = if reader.starts_with("unknown variant") {
        problem.detail(Message::new("problem-wrong-choice-detail").with("name", quoted))
    } else {
        problem.with("found", found(value.pointer(&pointer).unwrap_or(value)))
    };
    problem.pointer(pointer)
}

fn found(value: &Value) -> Message {
    Message::new(match value {
        Value::Null => "found-null",
        Value::Bool(_) => "found-bool",
        Value::Number(_) => "found-number",
        Value::String(_) => "found-text",
        Value::Array(_) => "found-list",
        Value::Object(_) => "found-object",
    })
}

#[cfg(test)]
mod tests {
    use samspil_core::text::Language;
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Order {
        lines: Vec<Line>,
        #[serde(default)]
        kind: Option<Choice>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Line {
        hours: u32,
        #[serde(default, rename = "a/b")]
        slash: Option<bool>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(rename_all = "snake_case")]
    enum Choice {
        Granted,
        Refused,
    }

    #[test]
    fn what_does_not_fit_is_pointed_at() {
        for (value, code, pointer, sentence) in [
            (
                json!({"lines": [{"hours": 1}], "x": 1}),
                "unknown-field",
                "/x",
                "\"x\"",
            ),
            (
                json!({"lines": [{"hours": 1, "x~y": 1}]}),
                "unknown-field",
                "/lines/0/x~0y",
                "\"x~y\"",
            ),
            (
                json!({"lines": [{"hours": 1}, {}]}),
                "missing-field",
                "/lines/1",
                "\"hours\"",
            ),
            (json!({}), "missing-field", "", "\"lines\""),
            (
                json!({"lines": [{"hours": "1"}]}),
                "wrong-value",
                "/lines/0/hours",
                "a text",
            ),
            (
                json!({"lines": [{"hours": -1}]}),
                "wrong-value",
                "/lines/0/hours",
                "a number",
            ),
            (
                json!({"lines": [{"hours": 1, "a/b": null}, {"hours": 1, "a/b": []}]}),
                "wrong-value",
                "/lines/1/a~1b",
                "a list",
            ),
            (
                json!({"lines": [], "kind": "maybe"}),
                "wrong-value",
                "/kind",
                "\"maybe\"",
            ),
            (json!({"lines": {}}), "wrong-value", "/lines", "an object"),
            (json!([1, 2, 3]), "wrong-value", "", "a list"),
            (json!(true), "wrong-value", "", "true or false"),
        ] {
            let problem = read::<Order>(&value).unwrap_err();
            let said = problem.sentence(Language::English);
            assert_eq!(
                (problem.stable_code(), problem.points_at()),
                (code, Some(pointer)),
                "{value}: {said}"
            );
            assert!(said.contains(sentence), "{value}: {said}");
        }
        let fits = json!({"lines": [{"hours": 1, "a/b": true}], "kind": "granted"});
        assert!(read::<Order>(&fits).is_ok());
    }
}

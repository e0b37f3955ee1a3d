//! A name stands once in an object, however its letters are written: names of attributes are the same in small and large
//! letters (RFC 7643 section 2.1), and of two that differ by them alone two readers would take different ones.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::server::problem::{Kind, Problem};

/// Refuses a body in which an object has an attribute twice. How deep it goes was bounded when it was read.
///
/// # Errors
/// [`Kind::DUPLICATE_KEY`] with the place of the second.
pub(super) fn once(body: &Value) -> Result<(), Problem> {
    let Some(way) = twice(body) else {
        return Ok(());
    };
    let name = way.first().cloned().unwrap_or_default();
    let at: String = way
        .iter()
        .rev()
        .map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1")))
        .collect();
    Err(Problem::new(Kind::DUPLICATE_KEY).with("name", name).pointer(at))
}

/// The way to a name that stands twice, the innermost first.
fn twice(value: &Value) -> Option<Vec<String>> {
    let within = |step: String, value: &Value| {
        let mut way = twice(value)?;
        way.push(step);
        Some(way)
    };
    match value {
        Value::Array(list) => list
            .iter()
            .enumerate()
            .find_map(|(place, value)| within(place.to_string(), value)),
        Value::Object(object) => {
            let mut seen = BTreeSet::new();
            object.iter().find_map(|(name, value)| {
                if seen.insert(name.to_lowercase()) {
                    within(name.clone(), value)
                } else {
                    Some(vec![name.clone()])
                }
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_in_other_letters_is_the_same_name() {
        for (body, at) in [
            (json!({"userName": "a", "name": {"userName": "b"}}), None),
            (json!([{"value": 1}, {"Value": 1}]), None),
            (json!({"userName": "a", "username": "b"}), Some("/username")),
            (
                json!({"Operations": [{"op": "add"}, {"OP": "add", "op": "remove"}]}),
                Some("/Operations/1/op"),
            ),
            (
                json!({"urn:a/b": {"Title": "x", "title": "y"}}),
                Some("/urn:a~1b/title"),
            ),
        ] {
            let refused = once(&body).err();
            let found = refused
                .as_ref()
                .map(|problem| (problem.stable_code(), problem.points_at()));
            assert_eq!(found, at.map(|at| ("duplicate-key", Some(at))), "{body}");
        }
    }
}

//! Bodies that change a resource (RFC 7644 section 3.5.2), as one list of changes.

use samspil_core::text::Message;
use serde_json::{Map, Value};

use super::once::once;
use super::path::{Path, path, plain};
use crate::server::problem::{Kind, Problem};

/// The most operations of a body.
const MAX_OPERATIONS: usize = 1_000;

/// What a body that changes is.
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// What is done with an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    Add,
    Replace,
    Remove,
}

/// One change of one attribute.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Change {
    pub(super) deed: Deed,
    pub(super) path: Path,
    pub(super) value: Value,
}

fn syntax(key: &str) -> Problem {
    Problem::new(Kind::BAD_REQUEST)
        .code("invalid_syntax")
        .detail(Message::new(key))
}

/// The name in an object whatever its letters, and that it has no other than these.
fn fields<'a>(object: &'a Map<String, Value>, known: &[&str]) -> Result<Vec<Option<&'a Value>>, Problem> {
    let other = object
        .keys()
        .find(|name| !known.contains(&name.to_lowercase().as_str()));
    if let Some(other) = other {
        return Err(Problem::new(Kind::BAD_REQUEST)
            .code("invalid_syntax")
            .detail(Message::new("scim-unknown").with("name", other.as_str())));
    }
    let find = |name: &&str| {
        object
            .iter()
            .find(|(key, _)| key.to_lowercase() == **name)
            .map(|(_, value)| value)
    };
    Ok(known.iter().map(find).collect())
}

/// Reads a body with operations. One without a path changes each attribute that its value names.
pub(super) fn changes(body: &Value) -> Result<Vec<Change>, Problem> {
    once(body)?;
    let body = body.as_object().ok_or_else(|| syntax("scim-patch"))?;
    let found = fields(body, &["schemas", "operations"])?;
    let schemas = found.first().copied().flatten().and_then(Value::as_array);
    let is = schemas.is_some_and(|list| list.iter().any(|name| name == PATCH));
    let operations = found.get(1).copied().flatten().and_then(Value::as_array);
    let Some(operations) = operations.filter(|list| is && (1..=MAX_OPERATIONS).contains(&list.len())) else {
        return Err(syntax("scim-patch"));
    };
    let mut changes = Vec::new();
    for operation in operations {
        add(operation, &mut changes)?;
        if changes.len() > MAX_OPERATIONS {
            return Err(syntax("scim-patch"));
        }
    }
    Ok(changes)
}

fn add(operation: &Value, changes: &mut Vec<Change>) -> Result<(), Problem> {
    let operation = operation.as_object().ok_or_else(|| syntax("scim-patch"))?;
    let found = fields(operation, &["op", "path", "value"])?;
    let text = |at: usize| found.get(at).copied().flatten().and_then(Value::as_str);
    let value = found.get(2).copied().flatten();
    let deed = match text(0).map(str::to_lowercase).as_deref() {
        Some("add") => Deed::Add,
        Some("replace") => Deed::Replace,
        Some("remove") => Deed::Remove,
        _ => return Err(syntax("scim-patch")),
    };
    if let Some(written) = text(1).filter(|path| !path.trim().is_empty()) {
        if value.is_none() && deed != Deed::Remove {
            return Err(syntax("scim-patch"));
        }
        changes.push(Change {
            deed,
            path: path(written)?,
            value: value.cloned().unwrap_or_default(),
        });
        return Ok(());
    }
    match (deed, value.and_then(Value::as_object)) {
        (Deed::Remove, _) => Err(Problem::new(Kind::BAD_REQUEST)
            .code("no_target")
            .detail(Message::new("scim-path"))),
        (_, None) => Err(syntax("scim-patch")),
        (_, Some(object)) => {
            for change in of_object(object, deed)? {
                changes.push(change);
            }
            Ok(())
        }
    }
}

/// A resource, or part of one, as a change of each attribute that it names.
pub(super) fn of_object(object: &Map<String, Value>, deed: Deed) -> Result<Vec<Change>, Problem> {
    let mut changes = Vec::new();
    for (name, value) in object {
        let small = name.to_lowercase();
        if small == "schemas" {
            continue;
        }
        // A schema's own object holds attributes of it.
        match value
            .as_object()
            .filter(|_| small.starts_with("urn:") && plain(&format!("{small}:")).is_empty())
        {
            Some(inner) => {
                for (name, value) in inner {
                    changes.push(Change {
                        deed,
                        path: path(name)?,
                        value: value.clone(),
                    });
                }
            }
            None => changes.push(Change {
                deed,
                path: path(name)?,
                value: value.clone(),
            }),
        }
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(operations: Value) -> Result<Vec<(Deed, String)>, String> {
        let body = json!({"schemas": [PATCH], "Operations": operations});
        let changes = changes(&body).map_err(|problem| problem.stable_code().to_owned())?;
        let told = |change: Change| {
            let part = change
                .path
                .part
                .map(|part| format!(".{part}"))
                .unwrap_or_default();
            (change.deed, format!("{}{part}", change.path.attribute))
        };
        Ok(changes.into_iter().map(told).collect())
    }

    #[test]
    fn operations_are_read_as_directories_write_them() {
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        for (operations, expected) in [
            (
                json!([{"op": "Replace", "path": "active", "value": "False"}]),
                Ok(vec![(Deed::Replace, "active".to_owned())]),
            ),
            (
                json!([{"op": "add", "value": {"userName": "a", "name.givenName": "b"}}]),
                Ok(vec![
                    (Deed::Add, "name.givenname".to_owned()),
                    (Deed::Add, "username".to_owned()),
                ]),
            ),
            (
                json!([{"op": "replace", "value": {enterprise: {"department": "x"}}}]),
                Ok(vec![(Deed::Replace, "department".to_owned())]),
            ),
            (
                json!([{"op": "remove", "path": "members[value eq \"1\"]"}]),
                Ok(vec![(Deed::Remove, "members".to_owned())]),
            ),
            (json!([{"op": "remove"}]), Err("no_target".to_owned())),
            (
                json!([{"op": "add", "path": "title"}]),
                Err("invalid_syntax".to_owned()),
            ),
            (
                json!([{"op": "move", "path": "title"}]),
                Err("invalid_syntax".to_owned()),
            ),
            (
                json!([{"op": "add", "path": "a b", "value": 1}]),
                Err("invalid_path".to_owned()),
            ),
            (
                json!([{"op": "add", "value": 1, "more": 2}]),
                Err("invalid_syntax".to_owned()),
            ),
            (json!([]), Err("invalid_syntax".to_owned())),
            (json!({}), Err("invalid_syntax".to_owned())),
        ] {
            assert_eq!(read(operations.clone()), expected, "{operations}");
        }
        let without = json!({"Operations": [{"op": "add", "value": {"title": "x"}}]});
        assert!(changes(&without).is_err(), "its schema is not said");
    }
}

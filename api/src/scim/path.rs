//! Filters and paths (RFC 7644 sections 3.4.2.2 and 3.5.2): what directories are documented to send of them.

use samspil_core::text::Message;
use serde_json::Value;

use crate::server::problem::{Kind, Problem};

/// The longest filter or path, in characters: far beyond two ids and a name.
const MAX_CHARS: usize = 1_000;

/// How many comparisons a filter may have.
const MAX_TERMS: usize = 8;

/// Schemas whose names may stand before an attribute.
const SCHEMAS: [&str; 3] = [
    "urn:ietf:params:scim:schemas:core:2.0:user:",
    "urn:ietf:params:scim:schemas:core:2.0:group:",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:",
];

/// One comparison of a filter: an attribute, in small letters, is equal to a value.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Term {
    pub(super) attribute: String,
    pub(super) value: Value,
}

/// Which attribute a change is about.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Path {
    /// The attribute, in small letters and without its schema.
    pub(super) attribute: String,
    /// Which of its values.
    pub(super) which: Vec<Term>,
    /// Which part of them, in small letters.
    pub(super) part: Option<String>,
}

fn bad_filter() -> Problem {
    Problem::new(Kind::BAD_REQUEST)
        .code("invalid_filter")
        .detail(Message::new("scim-filter"))
}

fn bad_path() -> Problem {
    Problem::new(Kind::BAD_REQUEST)
        .code("invalid_path")
        .detail(Message::new("scim-path"))
}

/// An attribute in small letters, without its schema.
pub(super) fn plain(attribute: &str) -> String {
    let small = attribute.to_lowercase();
    let bare = SCHEMAS.iter().find_map(|schema| small.strip_prefix(schema));
    bare.map(str::to_owned).unwrap_or(small)
}

/// Reads `userName eq "x" and active eq true`.
pub(super) fn filter(text: &str) -> Result<Vec<Term>, Problem> {
    if text.chars().count() > MAX_CHARS {
        return Err(bad_filter());
    }
    let mut terms = Vec::new();
    let mut rest = text.trim();
    loop {
        let (term, after) = term(rest).ok_or_else(bad_filter)?;
        terms.push(term);
        if terms.len() > MAX_TERMS {
            return Err(bad_filter());
        }
        let after = after.trim_start();
        if after.is_empty() {
            return Ok(terms);
        }
        let (word, more) = after.split_once(char::is_whitespace).ok_or_else(bad_filter)?;
        if !word.eq_ignore_ascii_case("and") {
            return Err(bad_filter());
        }
        rest = more.trim_start();
    }
}

/// One comparison, and what stands behind it.
fn term(text: &str) -> Option<(Term, &str)> {
    let (attribute, rest) = text.split_once(char::is_whitespace)?;
    let (operator, rest) = rest.trim_start().split_once(char::is_whitespace)?;
    if !operator.eq_ignore_ascii_case("eq") || !is_name(attribute) {
        return None;
    }
    let rest = rest.trim_start();
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
    let value = match values.next() {
        Some(Ok(value)) if !value.is_array() && !value.is_object() => value,
        // Some write True and False.
        _ => {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let value = Value::Bool(word.to_ascii_lowercase().parse().ok()?);
            return Some((named(attribute, value), after));
        }
    };
    let after = rest.get(values.byte_offset()..)?;
    Some((named(attribute, value), after))
}

fn named(attribute: &str, value: Value) -> Term {
    Term {
        attribute: plain(attribute),
        value,
    }
}

fn is_name(text: &str) -> bool {
    let sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | ':' | '_' | '-' | '$');
    !text.is_empty() && text.chars().all(sign)
}

/// Reads `members[value eq "x"]`, `name.givenName`, `emails[type eq "work"].value`.
pub(super) fn path(text: &str) -> Result<Path, Problem> {
    let text = text.trim();
    if text.chars().count() > MAX_CHARS {
        return Err(bad_path());
    }
    let (head, which, rest) = match text.split_once('[') {
        None => (text, Vec::new(), ""),
        Some((head, rest)) => {
            let (inner, after) = rest.rsplit_once(']').ok_or_else(bad_path)?;
            (head, filter(inner).map_err(|_| bad_path())?, after)
        }
    };
    if !is_name(head) {
        return Err(bad_path());
    }
    let head = plain(head);
    let (attribute, mut part) = match head.split_once('.') {
        Some((attribute, part)) => (attribute.to_owned(), Some(part.to_owned())),
        None => (head, None),
    };
    if !rest.is_empty() {
        let behind = rest
            .strip_prefix('.')
            .filter(|name| is_name(name))
            .ok_or_else(bad_path)?;
        part = Some(behind.to_lowercase());
    }
    Ok(Path {
        attribute,
        which,
        part,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn filters_are_read_or_refused() {
        let read = |text: &str| {
            let terms = filter(text).ok()?;
            Some(
                terms
                    .into_iter()
                    .map(|term| (term.attribute, term.value))
                    .collect::<Vec<_>>(),
            )
        };
        let one = |name: &str, value: Value| vec![(name.to_owned(), value)];
        for (text, expected) in [
            (r#"userName eq "anna""#, Some(one("username", json!("anna")))),
            (
                r#"USERNAME EQ "a\"b and c""#,
                Some(one("username", json!("a\"b and c"))),
            ),
            (
                r#"urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a""#,
                Some(one("username", json!("a"))),
            ),
            ("active eq true", Some(one("active", json!(true)))),
            ("active eq False", Some(one("active", json!(false)))),
            (
                r#"id eq "1" and members eq "2""#,
                Some(vec![
                    ("id".to_owned(), json!("1")),
                    ("members".to_owned(), json!("2")),
                ]),
            ),
            ("", None),
            ("userName", None),
            (r#"userName co "a""#, None),
            (r#"userName eq "a" or id eq "b""#, None),
            (r#"userName eq "a" and"#, None),
            (r#"userName eq "a" x"#, None),
            (r#"(userName eq "a")"#, None),
            ("userName eq [1]", None),
            ("userName eq anna", None),
            (r#"userName eq "a"#, None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        let many = [r#"id eq "1""#; MAX_TERMS + 1].join(" and ");
        assert!(filter(&many).is_err() && filter(&"x".repeat(MAX_CHARS + 1)).is_err());
    }

    #[test]
    fn paths_are_read_or_refused() {
        for (text, expected) in [
            ("members", Some(("members", 0, None))),
            (r#"members[value eq "1"]"#, Some(("members", 1, None))),
            ("name.givenName", Some(("name", 0, Some("givenname")))),
            (
                r#"emails[type eq "work"].value"#,
                Some(("emails", 1, Some("value"))),
            ),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                Some(("department", 0, None)),
            ),
            ("", None),
            ("members[", None),
            ("members[]", None),
            (r#"members[value co "1"]"#, None),
            (r#"members[value eq "1"]x"#, None),
            ("a b", None),
        ] {
            let read = path(text).ok();
            let read = read
                .as_ref()
                .map(|path| (path.attribute.as_str(), path.which.len(), path.part.as_deref()));
            assert_eq!(read, expected, "{text}");
        }
    }
}

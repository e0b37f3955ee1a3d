//! Bytes to a JSON value: not too deep, and no name twice in an object, for two readers could then differ about
//! what was sent.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// How deep lists and objects may lie inside each other: twice what the deepest answer of our own needs, and half
/// of what the reader can take.
pub const MAX_DEPTH: usize = 64;

/// Why bytes are no JSON text as it is taken here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unread {
    /// Lists and objects lie deeper than [`MAX_DEPTH`] inside each other.
    TooDeep,
    /// An object has this name twice.
    Twice(String),
    /// They are not one JSON text.
    NoJson {
        /// The line at which that is seen, from 1.
        line: usize,
        /// The column, in bytes.
        column: usize,
    },
}

/// Reads one JSON text.
///
/// # Errors
/// [`Unread`] says why not.
pub fn read(body: &[u8]) -> Result<Value, Unread> {
    if depth(body) > MAX_DEPTH {
        return Err(Unread::TooDeep);
    }
    let twice = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read = Strict { twice: &twice }.deserialize(&mut reader);
    let value = read.and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| match twice.take() {
        Some(name) => Unread::Twice(name),
        None => Unread::NoJson {
            line: error.line(),
            column: error.column(),
        },
    })
}

/// How deep brackets lie inside each other, outside of strings.
fn depth(body: &[u8]) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                open += 1;
                deepest = deepest.max(open);
            }
            b']' | b'}' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Reads any value and remembers a name that stands twice.
struct Strict<'read> {
    twice: &'read RefCell<Option<String>>,
}

impl Strict<'_> {
    const fn again(&self) -> Self {
        Self { twice: self.twice }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self.again())? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if fields.contains_key(&name) {
                self.twice.replace(Some(name));
                return Err(A::Error::custom("a name twice"));
            }
            let value = object.next_value_seed(self.again())?;
            fields.insert(name, value);
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// Pieces that bodies are made of, and that readers often forget.
    const PIECES: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        "\"a\"",
        "\"b\"",
        "\"a\":",
        "\"a\" : 1",
        ",",
        ":",
        "1",
        "-0",
        "1e400",
        "0.1",
        "01",
        "true",
        "nul",
        "null",
        " ",
        "\n",
        "\\",
        "\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "/*",
        "//",
        "\u{feff}",
        "\u{0}",
        "99999999999999999999",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        "\"æ\u{202e}\"",
    ];

    proptest! {
        #[test]
        fn any_text_is_read_as_the_library_reads_it_or_refused(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        ) {
            let text = pieces.concat();
            let library = serde_json::from_str::<Value>(&text);
            match read(text.as_bytes()) {
                Ok(value) => prop_assert_eq!(Some(value), library.ok(), "{}", text),
                Err(unread) => {
                    let stricter = !matches!(unread, Unread::NoJson { .. });
                    prop_assert!(stricter || library.is_err(), "{} {:?}", text, unread);
                }
            }
        }
    }

    #[test]
    fn every_kind_of_value() {
        let text = r#"{"a": [1, -2, 2.5, "x\n", true, null, {}], "[": "]"}"#;
        let expected = json!({"a": [1, -2, 2.5, "x\n", true, null, {}], "[": "]"});
        assert_eq!(read(text.as_bytes()).unwrap(), expected);
    }

    #[test]
    fn what_is_not_one_json_text_is_refused_with_its_place() {
        let at = |line, column| Unread::NoJson { line, column };
        let twice = || Unread::Twice("b".to_owned());
        for (text, expected) in [
            ("", at(1, 0)),
            ("{\"a\":\n 1,}", at(2, 4)),
            ("1 2", at(1, 3)),
            ("\"\u{1}\"", at(1, 2)),
            ("NaN", at(1, 1)),
            ("1e999", at(1, 5)),
            (r#"{"a": {"b": 1, "b": 2}}"#, twice()),
            (r#"{"b": 1, "\u0062": 2}"#, twice()),
        ] {
            assert_eq!(read(text.as_bytes()), Err(expected), "{text}");
        }
        assert!(matches!(read(b"\"\xff\""), Err(Unread::NoJson { .. })));
    }

    #[test]
    fn depth_is_bounded_before_anything_is_read() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(read(nested(MAX_DEPTH).as_bytes()).is_ok());
        let refused = read(nested(MAX_DEPTH + 1).as_bytes());
        assert_eq!(refused, Err(Unread::TooDeep));
        let quoted = format!("\"{}\\\"{}\"", "[".repeat(100), "{".repeat(100));
        assert!(read(quoted.as_bytes()).is_ok(), "brackets in a string are text");
        assert!(read("[".repeat(500_000).as_bytes()).is_err());
    }
}

//! Bytes to a JSON value: not too deep, and no name twice in an object, for two readers could then differ about
//! what was sent.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::server::problem::{Kind, Problem};

/// How deep lists and objects may lie inside each other: twice what the deepest answer of our own needs, and half
/// of what the reader can take.
const MAX_DEPTH: usize = 64;

/// Reads one JSON text.
pub(super) fn read(body: &[u8]) -> Result<Value, Problem> {
    if depth(body) > MAX_DEPTH {
        return Err(Problem::new(Kind::TOO_DEEP).with("most", i64::try_from(MAX_DEPTH).unwrap_or(i64::MAX)));
    }
    let twice = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read = Strict { twice: &twice }.deserialize(&mut reader);
    let value = read.and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| match twice.take() {
        Some(name) => Problem::new(Kind::DUPLICATE_KEY).with("name", name),
        None => Problem::new(Kind::BAD_JSON)
            .with("line", place(error.line()))
            .with("column", place(error.column())),
    })
}

fn place(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
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
    use samspil_core::text::Language;
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
                Err(problem) => {
                    let stricter = matches!(problem.stable_code(), "duplicate-key" | "too-deep");
                    prop_assert!(stricter || library.is_err(), "{} {:?}", text, problem);
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
        for (text, code, sentence) in [
            ("", "bad-json", "line 1, column 0"),
            ("{\"a\":\n 1,}", "bad-json", "line 2, column 4"),
            ("1 2", "bad-json", "line 1, column 3"),
            ("\"\u{1}\"", "bad-json", "line 1, column 2"),
            ("NaN", "bad-json", "line 1"),
            ("1e999", "bad-json", "line 1"),
            (r#"{"a": {"b": 1, "b": 2}}"#, "duplicate-key", "\"b\""),
            (r#"{"b": 1, "\u0062": 2}"#, "duplicate-key", "\"b\""),
        ] {
            let problem = read(text.as_bytes()).unwrap_err();
            assert_eq!(problem.stable_code(), code, "{text}");
            let said = problem.sentence(Language::English);
            assert!(said.contains(sentence), "{text}: {said}");
        }
        assert_eq!(read(b"\"\xff\"").unwrap_err().stable_code(), "bad-json");
    }

    #[test]
    fn depth_is_bounded_before_anything_is_read() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(read(nested(MAX_DEPTH).as_bytes()).is_ok());
        let refused = read(nested(MAX_DEPTH + 1).as_bytes()).unwrap_err();
        assert_eq!(refused.stable_code(), "too-deep");
        let quoted = format!("\"{}\\\"{}\"", "[".repeat(100), "{".repeat(100));
        assert!(read(quoted.as_bytes()).is_ok(), "brackets in a string are text");
        assert!(read("[".repeat(500_000).as_bytes()).is_err());
    }
}

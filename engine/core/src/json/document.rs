//! Bytes to a JSON value: not too deep, and no name twice in an object, for two readers could then differ about
//! what was sent.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// How deep lists and objects may lie inside each other: twice what the deepest answer of our own needs, and half
/// of what the reader can take.
pub const MAX_DEPTH: usize = 64;

/// The longest place that is told, in bytes: lists at every depth have room with their numbers, and names that somebody
/// made long are not sent back to them. What would be longer is told by what it lies in.
pub const MAX_POINTER_BYTES: usize = 256;

/// How much of a name that stands twice is told, in characters.
const MAX_NAME_CHARS: usize = 100;

/// Why bytes are no JSON text as it is taken here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unread {
    /// Lists and objects lie deeper than [`MAX_DEPTH`] inside each other.
    TooDeep {
        /// The first that does, as a JSON pointer.
        at: String,
    },
    /// An object has a name twice.
    Twice {
        /// The name.
        name: String,
        /// Where it stands, as a JSON pointer.
        at: String,
    },
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
    let fault = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(body);
    let strict = Strict {
        fault: &fault,
        depth: 0,
    };
    let read = strict.deserialize(&mut reader);
    let value = read.and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| match fault.take() {
        Some(fault) => fault.told(),
        None => Unread::NoJson {
            line: error.line(),
            column: error.column(),
        },
    })
}

/// What is stricter here than the reader, and the way to it from within.
struct Fault {
    /// The name that stands twice; none where it lies too deep.
    twice: Option<String>,
    /// Names and numbers, the innermost first.
    way: Vec<String>,
}

impl Fault {
    fn told(self) -> Unread {
        let at = pointer(&self.way);
        match self.twice {
            Some(name) => Unread::Twice {
                name: name.chars().take(MAX_NAME_CHARS).collect(),
                at,
            },
            None => Unread::TooDeep { at },
        }
    }
}

/// A way from within as a pointer (RFC 6901), as far as it has room.
fn pointer(way: &[String]) -> String {
    let mut pointer = String::new();
    for step in way.iter().rev() {
        let step = step.replace('~', "~0").replace('/', "~1");
        if pointer.len() + 1 + step.len() > MAX_POINTER_BYTES {
            break;
        }
        pointer.push('/');
        pointer.push_str(&step);
    }
    pointer
}

/// Reads any value and remembers what is wrong with it. The way there is gathered on the way out, so that what is well
/// costs nothing.
struct Strict<'read> {
    fault: &'read RefCell<Option<Fault>>,
    /// How many lists and objects it lies in.
    depth: usize,
}

impl Strict<'_> {
    const fn within(&self) -> Self {
        Self {
            fault: self.fault,
            depth: self.depth + 1,
        }
    }

    fn enter<E: serde::de::Error>(&self) -> Result<(), E> {
        if self.depth < MAX_DEPTH {
            return Ok(());
        }
        self.fault.replace(Some(Fault {
            twice: None,
            way: Vec::new(),
        }));
        Err(E::custom("too deep"))
    }

    /// What was wrong lies in this.
    fn lies_in(&self, step: impl FnOnce() -> String) {
        if let Some(fault) = self.fault.borrow_mut().as_mut() {
            fault.way.push(step());
        }
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
        self.enter()?;
        let mut values = Vec::new();
        loop {
            match list.next_element_seed(self.within()) {
                Ok(Some(value)) => values.push(value),
                Ok(None) => return Ok(Value::Array(values)),
                Err(error) => {
                    self.lies_in(|| values.len().to_string());
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if fields.contains_key(&name) {
                self.fault.replace(Some(Fault {
                    twice: Some(name.clone()),
                    way: vec![name],
                }));
                return Err(A::Error::custom("a name twice"));
            }
            match object.next_value_seed(self.within()) {
                Ok(value) => {
                    fields.insert(name, value);
                }
                Err(error) => {
                    self.lies_in(|| name);
                    return Err(error);
                }
            }
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
        let twice = |at: &str| Unread::Twice {
            name: "b".to_owned(),
            at: at.to_owned(),
        };
        for (text, expected) in [
            ("", at(1, 0)),
            ("{\"a\":\n 1,}", at(2, 4)),
            ("1 2", at(1, 3)),
            ("\"\u{1}\"", at(1, 2)),
            ("NaN", at(1, 1)),
            ("1e999", at(1, 5)),
            (r#"{"a": {"b": 1, "b": 2}}"#, twice("/a/b")),
            (r#"{"b": 1, "\u0062": 2}"#, twice("/b")),
            (r#"{"c": [], "a/~": [1, {"b": 1, "b": 2}]}"#, twice("/a~1~0/1/b")),
        ] {
            assert_eq!(read(text.as_bytes()), Err(expected), "{text}");
        }
        assert!(matches!(read(b"\"\xff\""), Err(Unread::NoJson { .. })));
    }

    #[test]
    fn depth_is_bounded_and_pointed_at() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(read(nested(MAX_DEPTH).as_bytes()).is_ok());
        let too_deep = |at: String| Err(Unread::TooDeep { at });
        let refused = read(nested(MAX_DEPTH + 1).as_bytes());
        assert_eq!(refused, too_deep("/0".repeat(MAX_DEPTH)));
        let objects = format!(r#"{{"x": [7, {}"#, r#"{"a":"#.repeat(MAX_DEPTH));
        let at = format!("/x/1{}", "/a".repeat(MAX_DEPTH - 2));
        assert_eq!(read(objects.as_bytes()), too_deep(at));
        let quoted = format!("\"{}\\\"{}\"", "[".repeat(100), "{".repeat(100));
        assert!(read(quoted.as_bytes()).is_ok(), "brackets in a string are text");
        assert!(read("[".repeat(500_000).as_bytes()).is_err());
    }

    #[test]
    fn a_place_is_told_as_far_as_it_has_room() {
        let name = "n".repeat(MAX_POINTER_BYTES - 3);
        let told = |text: String| match read(text.as_bytes()) {
            Err(Unread::Twice { at, .. }) => at,
            other => panic!("{other:?}"),
        };
        let long = format!(r#"{{"{name}": 1, "{name}": 2}}"#);
        let Err(Unread::Twice { name: cut, .. }) = read(long.as_bytes()) else {
            panic!("{long}");
        };
        assert_eq!(cut, name[..MAX_NAME_CHARS]);
        let fits = told(format!(r#"{{"{name}": {{"b": 1, "b": 2}}}}"#));
        assert_eq!(fits, format!("/{name}/b"));
        let longer = told(format!(r#"{{"{name}": {{"bb": 1, "bb": 2}}}}"#));
        assert_eq!(longer, format!("/{name}"), "what it lies in");
        let long = "n".repeat(MAX_POINTER_BYTES);
        assert_eq!(told(format!(r#"{{"{long}": {{"b": 1, "b": 2}}}}"#)), "");
    }
}

//! A JSON value for readers of types, where an object is an object: serde's own reader also takes a list for one, its
//! fields in the order in which the code happens to name them.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

/// A value that is read with its shape.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'value>(pub &'value Value);

impl<'value> IntoDeserializer<'value, Error> for Shape<'value> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Shape<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(list) => {
                let mut list = SeqDeserializer::new(list.iter().map(Listed));
                let value = visitor.visit_seq(&mut list)?;
                list.end().map(|()| value)
            }
            Value::Object(fields) => {
                let fields = fields.iter().map(|(name, value)| (name.as_str(), Shape(value)));
                let mut fields = MapDeserializer::new(fields);
                let value = visitor.visit_map(&mut fields)?;
                fields.end().map(|()| value)
            }
            plain => plain.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.0.is_object() {
            self.deserialize_any(visitor)
        } else {
            Err(Error::invalid_type(Unexpected::Other("no object"), &visitor))
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    /// A kind has a name: serde's own reader also takes its number, in the order in which the code happens to name them.
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_string() {
            self.deserialize_any(visitor)
        } else {
            Err(Error::invalid_type(Unexpected::Other("no text"), &visitor))
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map ignored_any
    }
}

/// A value in a list, which is never the name of a kind: serde's own reader takes a list for an object that says of which
/// kind it is, the first in it for the name or number of the kind.
struct Listed<'value>(&'value Value);

impl<'value> IntoDeserializer<'value, Error> for Listed<'value> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Listed<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        Shape(self.0).deserialize_any(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        Err(Error::invalid_type(Unexpected::Other("no object"), &visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        Shape(self.0).deserialize_struct(name, fields, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        Shape(self.0).deserialize_option(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        Shape(self.0).deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        Shape(self.0).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::DeserializeOwned;
    use serde_json::json;

    use super::*;

    #[derive(Deserialize, PartialEq, Debug)]
    #[serde(deny_unknown_fields)]
    struct Line {
        hours: u32,
        #[serde(default)]
        note: Option<String>,
    }

    #[derive(Deserialize, PartialEq, Debug)]
    struct Order {
        lines: Vec<Line>,
        any: Value,
    }

    #[derive(Deserialize, PartialEq, Debug)]
    #[serde(tag = "do", rename_all = "snake_case")]
    enum Wanted {
        Hold,
        Note { text: String },
    }

    #[test]
    fn neither_a_list_nor_a_number_names_a_kind() {
        assert_eq!(read(&json!({"do": "hold"})), Some(Wanted::Hold));
        let noted = Wanted::Note { text: "x".to_owned() };
        assert_eq!(read(&json!([{"do": "note", "text": "x"}])), Some(vec![noted]));
        for value in [
            json!([0]),
            json!(["hold"]),
            json!(["note", "x"]),
            json!({"do": 0}),
            json!({"do": 1, "text": "x"}),
            json!({"do": null}),
            json!({"do": true}),
        ] {
            assert_eq!(read::<Wanted>(&value), None, "{value}");
        }
    }

    fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
        T::deserialize(Shape(value)).ok()
    }

    #[test]
    fn an_object_is_an_object_at_every_depth() {
        let line = |hours, note: Option<&str>| Line {
            hours,
            note: note.map(str::to_owned),
        };
        let (whole, short) = (
            json!({"hours": 1, "note": "x"}),
            json!({"hours": 1, "note": null}),
        );
        assert_eq!(read(&whole), Some(line(1, Some("x"))));
        assert_eq!(read(&short), Some(line(1, None)));
        let any = json!([1, {"a": [null, true, 2.5, "x"]}]);
        let order = json!({"lines": [whole], "any": any});
        let expected = Order {
            lines: vec![line(1, Some("x"))],
            any,
        };
        assert_eq!(read(&order), Some(expected));
        for value in [
            json!([1, "x"]),
            json!({"hours": 1, "x": 1}),
            json!({"hours": "1"}),
            json!({"hours": -1}),
            json!(null),
        ] {
            assert_eq!(read::<Line>(&value), None, "{value}");
        }
        assert_eq!(read::<Order>(&json!({"lines": [[1, "x"]], "any": 1})), None);
        assert_eq!(read::<[u32; 2]>(&json!([1, 2])), Some([1, 2]));
        assert_eq!(read::<[u32; 2]>(&json!([1, 2, 3])), None);
    }
}

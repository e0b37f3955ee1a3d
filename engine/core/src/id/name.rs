//! The text of a name, compared quickly: a case looks items up by their names all the time.

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// How many bytes of a name are compared before the rest is looked at: most names differ within them.
const HEAD_BYTES: usize = 16;

/// A text in the order of its bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Arc<str>", into = "Arc<str>")]
pub(super) struct Name {
    /// Its first bytes as a number, with zeros behind a shorter text: what orders two of them orders the texts too, and
    /// where they are equal the texts decide.
    head: u128,
    text: Arc<str>,
}

/// The first bytes of a text as a number.
pub(super) fn head_of(text: &str) -> u128 {
    let mut head = [0; HEAD_BYTES];
    for (place, byte) in head.iter_mut().zip(text.bytes()) {
        *place = byte;
    }
    u128::from_be_bytes(head)
}

impl Name {
    /// See [`Name::head`].
    pub(super) const fn head(&self) -> u128 {
        self.head
    }
}

impl From<Arc<str>> for Name {
    fn from(text: Arc<str>) -> Self {
        Self {
            head: head_of(&text),
            text,
        }
    }
}

impl From<Name> for Arc<str> {
    fn from(name: Name) -> Self {
        name.text
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Hash for Name {
    /// As the text itself, by which maps are asked too.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.text.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn names_are_ordered_as_their_texts(shared in "[aæ\0]{0,20}", one in "[a-cæø#\0]{0,4}", other in "[a-cæø#\0]{0,4}") {
            let texts = [&one, &other].map(|end| format!("{shared}{end}"));
            let [one, other] = texts.each_ref().map(|text| Name::from(Arc::from(text.as_str())));
            prop_assert_eq!(one.cmp(&other), texts[0].cmp(&texts[1]));
            prop_assert_eq!(one == other, texts[0] == texts[1]);
        }
    }

    #[test]
    fn a_name_is_written_as_its_text() {
        let name = Name::from(Arc::from("støtte"));
        let written = serde_json::to_string(&name).unwrap();
        assert_eq!(written, "\"støtte\"");
        assert_eq!(serde_json::from_str::<Name>(&written).unwrap(), name);
    }
}

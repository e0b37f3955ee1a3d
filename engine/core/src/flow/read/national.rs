//! `codes`: the national code of each choice or level of a field.

use std::collections::BTreeMap;

use crate::flow::FieldKind;
use crate::flow::code::NOT_ONE_OF;
use crate::flow::grammar::Shape;
use crate::flow::yaml::Entry;
use crate::text::Message;

use super::Reading;

pub(super) const CODES: Shape = Shape::Map(&Shape::Line);

/// The codes by choice or level; one for what the field has not is told of.
pub(super) fn codes(entry: Option<&Entry>, kind: &FieldKind, out: &mut Reading) -> BTreeMap<String, String> {
    let entries = entry.and_then(|entry| out.map(&entry.value, &CODES));
    let mut found = BTreeMap::new();
    for one in entries.unwrap_or_default() {
        let name = one.key.text.as_str();
        if has(kind, name) {
            found.extend(out.line(Some(one)).map(|code| (name.to_owned(), code)));
        } else {
            let what = Message::new("flow-code-of-nothing").with("choice", name);
            let hint = Message::new("flow-code-of-nothing-hint");
            out.error(NOT_ONE_OF, one.key.place, what, hint);
        }
    }
    found
}

/// Whether a field has this choice or level. That another kind of field has neither is told elsewhere.
fn has(kind: &FieldKind, name: &str) -> bool {
    match kind {
        FieldKind::Choice { of } => of.contains_key(name),
        FieldKind::Level { from, to } => name.parse().is_ok_and(|level| (*from..=*to).contains(&level)),
        _ => true,
    }
}

//! `until`: what ends a wait.

use crate::flow::WaitFor;
use crate::flow::code::ONE_OF_KEYS;
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::Entry;
use crate::id::MessageName;
use crate::text::Message;

use super::scalars::words;
use super::{At, Reading, keys};

/// A message is kept unless it is said otherwise.
const NOT_KEPT: [(&str, ()); 1] = [("false", ())];

keys! {
    /// What ends a wait.
    UNTIL: UntilKeys = "until" {
        message: may, Shape::Name(Named::Message);
        matching: may, Shape::Expression;
        kept: may, Shape::OneOf(&words(&NOT_KEPT));
        after: may, Shape::Length;
    }
}

/// A message, a length of time, or whichever comes first.
pub(super) fn until(entry: Option<&Entry>, out: &mut Reading) -> Option<WaitFor> {
    let entry = entry?;
    let keys = UntilKeys::open(&At::value(entry), out)?;
    if keys.message.is_none() && keys.after.is_none() {
        let hint = Message::new("flow-one-of-keys-hint").with("keys", vec!["message", "after"]);
        out.error(
            ONE_OF_KEYS,
            entry.key.place,
            Message::new("flow-none-of-keys"),
            hint,
        );
    }
    let message = keys.message.and_then(|entry| {
        let text = out.scalar(&entry.value, &Shape::Name(Named::Message))?;
        out.checked(text, entry.value.text_place(), MessageName::new)
    });
    if keys.message.is_none() {
        for written in [keys.matching, keys.kept].into_iter().flatten() {
            out.key_not_here(&written.key, &["message"]);
        }
    }
    Some(WaitFor {
        message,
        matching: out.expression(keys.matching),
        not_kept: out.one_of(keys.kept, &NOT_KEPT).is_some(),
        after: out.length(keys.after),
    })
}

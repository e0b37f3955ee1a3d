//! `until`: what ends a wait.

use crate::calendar::{Stretch, moment};
use crate::flow::code::{NOT_EXACT, ONE_OF_KEYS};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::Entry;
use crate::flow::{Exactly, WaitFor};
use crate::id::{FieldPath, MessageName};
use crate::text::Message;

use super::references::Target;
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
        exactly: may, Shape::Exactly;
        r#while = "while": may, Shape::Expression;
    }
}

/// A message, a length of time, or whichever comes first.
pub(super) fn until(entry: Option<&Entry>, out: &mut Reading) -> Option<WaitFor> {
    let entry = entry?;
    let keys = UntilKeys::open(&At::value(entry), out)?;
    if keys.message.is_none() && keys.after.is_none() && keys.exactly.is_none() {
        let names = vec!["message", "after", "exactly"];
        let hint = Message::new("flow-one-of-keys-hint").with("keys", names);
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
        exactly: keys.exactly.and_then(|entry| exactly(entry, out)),
        only_while: out.expression(keys.r#while),
        takes: Vec::new(),
    })
}

/// `PT1H30M`, `2026-01-05T09:00`, or a field that holds such a thing.
fn exactly(entry: &Entry, out: &mut Reading) -> Option<Exactly> {
    let text = out.scalar(&entry.value, &Shape::Exactly)?;
    if let Ok(stretch) = text.parse::<Stretch>() {
        return Some(Exactly::After(stretch));
    }
    if let Some(moment) = moment(text) {
        return Some(Exactly::At(moment));
    }
    let place = entry.value.text_place();
    if FieldPath::new(text).is_err() {
        out.not_of_form(NOT_EXACT, place, text, &Shape::Exactly);
        return None;
    }
    out.path_text(text, place, Target::FilledField)
        .map(Exactly::Field)
}

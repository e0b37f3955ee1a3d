//! `says`, `gives` and `takes`: what an item says to the other of two paired cases, and what a wait takes over.

use crate::flow::code::{NOT_NAME, NOT_PATH};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::Entry;
use crate::flow::{SaidField, Says, TakenField};
use crate::id::{FieldPath, ItemId, MessageName};

use super::Reading;
use super::references::Target;
use super::subcase::{GIVES, TAKES, crossing};

/// What is said, with the fields that it is given; fields without a message belong to nothing.
pub(super) fn says(message: Option<&Entry>, gives: Option<&Entry>, out: &mut Reading) -> Option<Says> {
    let Some(entry) = message else {
        if let Some(gives) = gives {
            out.key_not_here(&gives.key, &["says", "subcase"]);
        }
        return None;
    };
    let place = entry.value.text_place();
    let text = out.scalar(&entry.value, &Shape::Name(Named::Message))?;
    let message = out.checked(text, place, MessageName::new)?;
    let gives = crossing(gives, &GIVES, out, |out, entry| {
        let name = &entry.key;
        if ItemId::new(&name.text).is_err() {
            out.not_of_form(NOT_NAME, name.place, &name.text, &Shape::Name(Named::Item));
            return None;
        }
        Some(SaidField {
            field: name.text.clone(),
            place: name.place,
            value: out.expression(Some(entry))?,
        })
    });
    Some(Says {
        message,
        place,
        gives,
    })
}

/// This case's fields, and the message's field that each takes over: `order.lines.answer: lines.answer`.
pub(super) fn taken(entry: Option<&Entry>, out: &mut Reading) -> Vec<TakenField> {
    crossing(entry, &TAKES, out, |out, entry| {
        let mine = out.path_text(&entry.key.text, entry.key.place, Target::FilledField);
        let text = out.scalar(&entry.value, &Shape::Path)?;
        let place = entry.value.text_place();
        // A message's field is a name, or a column of it: as a path it would stand below the message.
        if FieldPath::new(&format!("message.{text}")).is_err() {
            out.not_of_form(NOT_PATH, place, text, &Shape::Path);
            return None;
        }
        Some(TakenField {
            mine: mine?,
            theirs: text.to_owned(),
            place,
        })
    })
}

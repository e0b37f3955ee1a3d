//! `retention`: how long a closed case is kept, and what becomes of it then.

use crate::flow::code::NOT_KEPT;
use crate::flow::grammar::Shape;
use crate::flow::yaml::Entry;
use crate::flow::{Discard, Retention};
use crate::text::Message;

use super::law::{LAW, law_of};
use super::scalars::words;
use super::{At, Reading, keys};

/// The one moment that a case's age is counted from.
const FROM: &str = "closed";

const THEN: [(&str, Discard); 2] = [
    (Discard::Erase.word(), Discard::Erase),
    (Discard::Archive.word(), Discard::Archive),
];

keys! {
    /// How long a closed case is kept.
    RETENTION: RetentionKeys = "retention" {
        from: must, Shape::OneOf(&[FROM]);
        keep: must, Shape::Length;
        then: must, Shape::OneOf(&words(&THEN));
        law: may, Shape::Object(&LAW);
    }
}

/// How long the flow's cases are kept.
pub(super) fn retention(entry: Option<&Entry>, out: &mut Reading) -> Option<Retention> {
    let keys = RetentionKeys::open(&At::value(entry?), out)?;
    let from = out.one_of(keys.from, &[(FROM, ())]);
    let keep = out.length(keys.keep);
    if let (Some(keep), Some(entry)) = (keep, keys.keep)
        && !keep.is_of_days()
    {
        let what = Message::new("flow-not-kept").with("length", keep.message());
        let hint = Message::new("flow-not-kept-hint");
        out.error(NOT_KEPT, entry.value.text_place(), what, hint);
    }
    let then = out.one_of(keys.then, &THEN);
    let law = law_of(keys.law, out);
    from?;
    Some(Retention {
        keep: keep?,
        then: then?,
        law,
    })
}

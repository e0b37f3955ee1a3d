//! What starts a clock.

use crate::flow::code::{MISSING_KEY, NOT_START};
use crate::flow::grammar::Shape;
use crate::flow::yaml::{Entry, Kind, Node};
use crate::flow::{Anchor, ClockStart, Lasts, Place};
use crate::id::ItemId;
use crate::text::Message;

use super::Reading;
use super::lengths::ending;
use super::received::{RECEIVED, received};
use super::references::Target;

/// What may follow `starts:`.
pub(super) const STARTS: Shape = Shape::Any(&[Shape::Start, Shape::Object(&RECEIVED)]);

/// What starts the clock: what is written, otherwise the moment that it is counted back from becoming known.
pub(super) fn starts(
    written: Option<&Entry>,
    lasts: Option<&Lasts>,
    clock: &Entry,
    out: &mut Reading,
) -> Option<ClockStart> {
    if let Some(written) = written {
        return match written.value.kind {
            Kind::Map(_) => received(written, out),
            _ => start(&written.value, out),
        };
    }
    match lasts {
        Some(Lasts::Before(_, Anchor::Field(path)) | Lasts::Until(Anchor::Field(path))) => {
            Some(ClockStart::Known(path.clone()))
        }
        Some(Lasts::Before(_, Anchor::DueOf(item)) | Lasts::Until(Anchor::DueOf(item))) => {
            Some(ClockStart::Opened(item.clone()))
        }
        Some(_) => {
            out.missing(MISSING_KEY, clock.key.place, "starts", &Shape::Start);
            None
        }
        None => None,
    }
}

/// `case`, `opened(item)`, `done(item)` or the path of a date.
fn start(node: &Node, out: &mut Reading) -> Option<ClockStart> {
    let text = out.scalar(node, &Shape::Start)?;
    if text == "case" {
        return Some(ClockStart::CaseStart);
    }
    if let Some(item) = done_item(text, node.text_place(), out) {
        return item.map(ClockStart::Done);
    }
    if let Some(item) = called("opened", text, node.text_place(), out) {
        return item.map(ClockStart::Opened);
    }
    if text.contains('.') && !text.contains('(') {
        let path = out.path_text(text, node.text_place(), Target::DateField);
        return path.map(ClockStart::Field);
    }
    no_start(text, node, out)
}

/// The item in `done(item)`; nothing where the text is something else, nothing inside where the item is no name.
pub(super) fn done_item(text: &str, place: Place, out: &mut Reading) -> Option<Option<ItemId>> {
    called("done", text, place, out)
}

fn called(word: &str, text: &str, place: Place, out: &mut Reading) -> Option<Option<ItemId>> {
    let rest = text.strip_prefix(word)?.strip_prefix('(')?;
    let name = rest.strip_suffix(')')?;
    let mut place = ending(place, text, rest);
    place.length = place.length.saturating_sub(1).max(1);
    let item = out.checked(name, place, ItemId::new);
    if item.is_some() {
        out.refer(Target::Item, name, place);
    }
    Some(item)
}

/// Says that the text cannot start a clock.
pub(super) fn no_start<T>(text: &str, node: &Node, out: &mut Reading) -> Option<T> {
    let what = Message::new("flow-not-start").with("text", text);
    out.error(NOT_START, node.place, what, Message::new("flow-not-start-hint"));
    None
}

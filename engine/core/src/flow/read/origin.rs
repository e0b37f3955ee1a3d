//! What an imported flow remembers of its model: `known_as` and `not_carried`.

use crate::flow::code::NOT_CARRIED;
use crate::flow::grammar::Shape;
use crate::flow::yaml::{Entry, Node};
use crate::flow::{Diagnostic, KnownAs, NotCarried};
use crate::text::Message;

use super::{At, Reading, keys};

/// The longest id or name in a model, in characters: a sentence that somebody drew as a box.
pub const MAX_ORIGIN_CHARS: usize = 500;

/// How many parts of a model a flow can name as not carried.
pub const MAX_NOT_CARRIED: usize = 500;

/// What `not_carried:` holds.
pub(super) const NOT_CARRIED_SHAPE: Shape = Shape::List(&Shape::Object(&LEFT_OUT));

keys! {
    /// What an item was called in the model that it was imported from.
    KNOWN_AS: KnownAsKeys = "known_as" {
        id: must, Shape::Line;
        name: may, Shape::Line;
        also: may, Shape::Any(&[Shape::Line, Shape::List(&Shape::Line)]);
    }
}

keys! {
    /// A part of the model that is not carried.
    LEFT_OUT: LeftOutKeys = "not_carried" {
        id: may, Shape::Line;
        what: must, Shape::Text;
    }
}

/// What the item was called.
pub(super) fn known_as(entry: Option<&Entry>, out: &mut Reading) -> Option<KnownAs> {
    let keys = KnownAsKeys::open(&At::value(entry?), out)?;
    let name = original(keys.name, out);
    let also = out.several(keys.also, |out, node| {
        let text = out.scalar(node, &Shape::Line)?;
        out.check_length(node, text, MAX_ORIGIN_CHARS);
        Some(text.to_owned())
    });
    Some(KnownAs {
        id: original(keys.id, out)?,
        name,
        also,
    })
}

/// What something was called in a model, as it stands there.
pub(super) fn original(entry: Option<&Entry>, out: &mut Reading) -> Option<String> {
    let node = &entry?.value;
    let text = out.scalar(node, &Shape::Line)?;
    out.check_length(node, text, MAX_ORIGIN_CHARS);
    Some(text.to_owned())
}

/// What is not carried; each is shown until somebody has seen to it and takes it away.
pub(super) fn not_carried(entry: Option<&Entry>, out: &mut Reading) -> Vec<NotCarried> {
    let Some(entry) = entry else { return Vec::new() };
    let Some(parts) = out.list(&entry.value, &NOT_CARRIED_SHAPE) else {
        return Vec::new();
    };
    let parts = out.at_most(parts, MAX_NOT_CARRIED, entry.key.place);
    parts.iter().filter_map(|part| left_out(part, out)).collect()
}

fn left_out(part: &Node, out: &mut Reading) -> Option<NotCarried> {
    let keys = LeftOutKeys::open(&At::part(part), out)?;
    let id = original(keys.id, out);
    let what = out.text(keys.what)?;
    let place = keys.what.map_or(part.place, |entry| entry.value.place);
    let said = Message::new("flow-not-carried").with("what", &what);
    let finding = Diagnostic::warning(NOT_CARRIED, place, said);
    out.report(finding.hinting(Message::new("flow-not-carried-hint")));
    Some(NotCarried { id, what, place })
}

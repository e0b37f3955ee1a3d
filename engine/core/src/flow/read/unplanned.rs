//! `unplanned`: what people may add to a stage or to the case, and within which limits.

use crate::flow::code::{NOT_NAME, NOTHING_WRITTEN};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Kind, Node};
use crate::flow::{Clock, Item, ItemKind, OwnWords, Piece, Unplanned, WorkKind, added_name};
use crate::id::{ItemId, MAX_NAME_CHARS};
use crate::text::{Message, Text};

use super::due::{DUE_SHAPE, due};
use super::ladder::{LADDER, Ladders};
use super::names::is_word;
use super::references::Target;
use super::scalars::words;
use super::{At, Reading, keys};

/// How often something may be added in one place: past this, the flow does not fit the work.
pub(super) const MAX_ADDED: u32 = 100;

/// The word where nothing may be added.
const NEVER: &str = "never";

const KINDS: [(&str, WorkKind); 2] = [("task", WorkKind::Task), ("meeting", WorkKind::Meeting)];

/// Whether a reason is needed.
const REASONS: [(&str, bool); 2] = [("needed", false), ("not_needed", true)];

const KIND: Shape = Shape::OneOf(&words(&KINDS));

/// What follows `unplanned:`.
pub(super) const UNPLANNED_SHAPE: Shape = Shape::Any(&[Shape::OneOf(&[NEVER]), Shape::Object(&UNPLANNED)]);

keys! {
    /// What people may add, and within which limits.
    UNPLANNED: UnplannedKeys = "unplanned" {
        by: may, Shape::Names(Named::Party);
        pieces: may, Shape::Any(&[
            Shape::Names(Named::Item),
            Shape::Object(&PIECE),
            Shape::List(&Shape::Any(&[Shape::Name(Named::Item), Shape::Object(&PIECE)])),
        ]);
        own_words: may, Shape::Any(&[Shape::OneOf(&[NEVER]), Shape::Object(&OWN_WORDS)]);
        at_most: may, Shape::Count(1, MAX_ADDED);
        reason: may, Shape::OneOf(&words(&REASONS));
    }
}

keys! {
    /// A piece of work that lies ready, and on what terms.
    PIECE: PieceKeys = "piece" {
        item: must, Shape::Name(Named::Item);
        when: may, Shape::Expression;
        by: may, Shape::Names(Named::Party);
    }
}

keys! {
    /// Work that people describe themselves.
    OWN_WORDS: OwnWordsKeys = "own_words" {
        for_whom = "for": may, Shape::Names(Named::Party);
        title: may, Shape::Text;
        kinds: may, Shape::Any(&[KIND, Shape::List(&KIND)]);
        due: may, DUE_SHAPE;
        ladder: may, LADDER;
    }
}

/// Where something may be added.
pub(super) struct Whereto<'l> {
    /// The stage; none where it is the case.
    pub(super) stage: Option<&'l ItemId>,
    /// What people call the stage or the case.
    pub(super) title: &'l Text,
    pub(super) ladders: &'l Ladders,
}

/// What may be added to a stage, or to the case; and the clock of what people describe themselves, where it is due.
pub(super) fn unplanned(
    entry: Option<&Entry>,
    place: &Whereto<'_>,
    out: &mut Reading,
) -> (Option<Unplanned>, Option<Clock>) {
    let Some(entry) = entry else { return (None, None) };
    let nothing = Unplanned {
        own_words: None,
        place: entry.key.place,
        ..Unplanned::default()
    };
    if is_word(&entry.value, NEVER) {
        return (Some(nothing), None);
    }
    let Some(keys) = UnplannedKeys::open(&At::value(entry), out) else {
        return (Some(nothing), None);
    };
    let by = out.parties(keys.by);
    let pieces = pieces(keys.pieces, out);
    let (own_words, clock) = match keys.own_words {
        Some(written) if is_word(&written.value, NEVER) => (None, None),
        written => {
            // What people describe gets this name, whether or not the flow says more of it.
            let id = added_id(place.stage, written.unwrap_or(entry), out);
            match written {
                None => (Unplanned::default().own_words, None),
                Some(written) => own_words(written, place, id, out),
            }
        }
    };
    if own_words.is_none() && pieces.is_empty() && !out.has_errors() {
        let what = Message::new("flow-adds-nothing");
        out.error(
            NOTHING_WRITTEN,
            entry.key.place,
            what,
            Message::new("flow-adds-nothing-hint"),
        );
    }
    let limits = Unplanned {
        by,
        pieces,
        own_words,
        at_most: out.count(keys.at_most, 1, MAX_ADDED),
        without_reason: out.one_of(keys.reason, &REASONS).unwrap_or_default(),
        ..nothing
    };
    (Some(limits), clock)
}

fn pieces(entry: Option<&Entry>, out: &mut Reading) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    out.several(entry, |out, node| {
        let piece = piece(node, out)?;
        let name = piece.item.clone();
        // The second mention of a name is told of, and says nothing.
        if !pieces.iter().any(|other| other.item == name) {
            pieces.push(piece);
        }
        Some(name)
    });
    pieces
}

fn piece(node: &Node, out: &mut Reading) -> Option<Piece> {
    if !matches!(node.kind, Kind::Map(_)) {
        return Some(Piece {
            item: out.item(node, Target::Added)?,
            when: None,
            by: Vec::new(),
        });
    }
    let keys = PieceKeys::open(&At::part(node), out)?;
    let item = keys.item.and_then(|entry| out.item(&entry.value, Target::Added));
    let when = out.expression(keys.when);
    let by = out.parties(keys.by);
    Some(Piece {
        item: item?,
        when,
        by,
    })
}

fn own_words(
    entry: &Entry,
    place: &Whereto<'_>,
    id: Option<ItemId>,
    out: &mut Reading,
) -> (Option<OwnWords>, Option<Clock>) {
    let Some(keys) = OwnWordsKeys::open(&At::value(entry), out) else {
        return (None, None);
    };
    let mut kinds = out.several(keys.kinds, |out, node| out.word(node, &KINDS));
    if kinds.is_empty() {
        kinds.push(WorkKind::Task);
    }
    let to = out.parties(keys.for_whom);
    let clock = id.and_then(|id| clock(place, &keys, id, entry, out));
    (Some(OwnWords { to, kinds }), clock)
}

/// The name of what people describe, which may be too long where its stage has a long one.
fn added_id(stage: Option<&ItemId>, entry: &Entry, out: &mut Reading) -> Option<ItemId> {
    let name = added_name(stage);
    let Ok(id) = ItemId::new(&name) else {
        let most = u32::try_from(MAX_NAME_CHARS).unwrap_or(u32::MAX);
        let what = Message::new("flow-not-name").with("name", name);
        let hint = Message::new("flow-not-name-long").with("most", most);
        out.error(NOT_NAME, entry.key.place, what, hint);
        return None;
    };
    Some(id)
}

/// The clock of what people describe: one for each, and named as they are.
fn clock(
    place: &Whereto<'_>,
    keys: &OwnWordsKeys<'_>,
    id: ItemId,
    entry: &Entry,
    out: &mut Reading,
) -> Option<Clock> {
    let (written, beside) = (keys.due, keys.ladder);
    // Read as the clock of an item of that name would be.
    let title = out.title(keys.title).unwrap_or_else(|| place.title.clone());
    let stand_in = Item::new(id, ItemKind::Task, title, entry.key.place);
    due(&stand_in, written, beside, place.ladders, out)
}

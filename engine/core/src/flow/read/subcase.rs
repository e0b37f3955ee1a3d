//! Sub-cases: which flow they run by, and what goes in and out.

use crate::flow::code::{NOT_PATH, ONE_OF_KEYS};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::Entry;
use crate::flow::{BoundAs, Given, Place, SubcaseOf, Taken};
use crate::id::{FieldPath, FlowId, PartyId};
use crate::text::Message;

use super::Reading;
use super::references::Target;

/// How many fields go in, how many come out, and how many parties are bound otherwise than by name: as many as an item
/// may set.
pub(super) const MAX_CROSSING: usize = 100;

pub(super) const GIVES: Shape = Shape::Map(&Shape::Expression);
pub(super) const TAKES: Shape = Shape::Map(&Shape::Path);
pub(super) const BOUND_AS: Shape = Shape::Map(&Shape::Name(Named::Party));

/// What is written of a sub-case, beside its title.
pub(super) struct Written<'n> {
    pub(super) begins: Option<&'n Entry>,
    pub(super) apart: Option<&'n Entry>,
    pub(super) gives: Option<&'n Entry>,
    pub(super) takes: Option<&'n Entry>,
    pub(super) parties: Option<&'n Entry>,
}

/// The sub-case; none where it is not said by which flow.
pub(super) fn subcase(written: &Written<'_>, out: &mut Reading) -> Option<SubcaseOf> {
    let gives = crossing(written.gives, &GIVES, out, |out, entry| {
        let theirs = their_field(&entry.key.text, entry.key.place, out);
        let (theirs, value) = theirs.zip(out.expression(Some(entry)))?;
        Some(Given {
            theirs,
            place: entry.key.place,
            value,
        })
    });
    let takes = crossing(written.takes, &TAKES, out, |out, entry| {
        let mine = out.path_text(&entry.key.text, entry.key.place, Target::FilledField);
        let text = out.scalar(&entry.value, &Shape::Path)?;
        let place = entry.value.text_place();
        let (mine, theirs) = mine.zip(their_field(text, place, out))?;
        Some(Taken { mine, theirs, place })
    });
    let parties = bound_as(written.parties, out);
    let apart = out.boolean(written.apart);
    if let Some(takes) = written.takes.filter(|_| apart) {
        let what = Message::new("flow-apart-takes");
        out.error(
            ONE_OF_KEYS,
            takes.key.place,
            what,
            Message::new("flow-apart-takes-hint"),
        );
    }
    let begins = written.begins?;
    let text = out.scalar(&begins.value, &Shape::Name(Named::Flow))?;
    let place = begins.value.text_place();
    Some(SubcaseOf {
        flow: out.checked(text, place, FlowId::new)?,
        place,
        apart,
        gives,
        takes,
        parties,
    })
}

/// Parties of another case that are bound as other parties of this one are.
pub(super) fn bound_as(entry: Option<&Entry>, out: &mut Reading) -> Vec<BoundAs> {
    crossing(entry, &BOUND_AS, out, |out, entry| {
        let theirs = out.checked(&entry.key.text, entry.key.place, PartyId::new);
        let (theirs, mine) = theirs.zip(out.party(Some(entry)))?;
        Some(BoundAs {
            theirs,
            place: entry.key.place,
            mine,
        })
    })
}

/// What goes from one case to another, each by one entry.
pub(super) fn crossing<T>(
    entry: Option<&Entry>,
    shape: &Shape,
    out: &mut Reading,
    one: impl Fn(&mut Reading, &Entry) -> Option<T>,
) -> Vec<T> {
    let Some(entry) = entry else { return Vec::new() };
    let Some(entries) = out.map(&entry.value, shape) else {
        return Vec::new();
    };
    let entries = out.at_most(entries, MAX_CROSSING, entry.key.place);
    entries.iter().filter_map(|entry| one(out, entry)).collect()
}

/// A field of the sub-case: whether there is one of that name, only its own flow can tell.
fn their_field(text: &str, place: Place, out: &mut Reading) -> Option<FieldPath> {
    let path = FieldPath::new(text).ok().filter(|path| path.parts().count() == 2);
    if path.is_none() {
        out.not_of_form(NOT_PATH, place, text, &Shape::Path);
    }
    path
}

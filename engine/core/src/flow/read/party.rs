//! Parties.

use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::Entry;
use crate::flow::{Party, SeesIn, Side};
use crate::id::PartyId;

use super::names::Given;
use super::phase::sees_in;
use super::scalars::words;
use super::texts::from_name;
use super::{At, Reading, keys};

/// How many parties a flow may have: more than have ever sat at one table.
pub(super) const MAX_PARTIES: usize = 60;

const SIDES: [(&str, Side); 5] = [
    ("authority", Side::Authority),
    ("provider", Side::Provider),
    ("citizen", Side::Citizen),
    ("relative", Side::Relative),
    ("partner", Side::Partner),
];

const NEEDS: [(&str, ()); 1] = [("consent", ())];

keys! {
    /// A party.
    PARTY: PartyKeys = "party" {
        title: must, Shape::Text;
        side: must, Shape::OneOf(&words(&SIDES));
        does: may, Shape::Text;
        leads: may, Shape::Name(Named::Party);
        coordinates: may, Shape::Boolean;
        demanded: may, Shape::Boolean;
        many: may, Shape::Boolean;
        optional: may, Shape::Boolean;
        needs: may, Shape::OneOf(&words(&NEEDS));
        sees_in: may, Shape::Names(Named::Phase);
        and_after: may, Shape::Length;
    }
}

/// A party. What cannot be read is put in its place, so that others may still name the party.
pub(super) fn party(entry: &Entry, out: &mut Reading) -> Option<Party> {
    let id = out.given(&entry.key, Given::Party, PartyId::new)?;
    let keys = PartyKeys::open(&At::value(entry), out);
    let Some(keys) = keys else {
        return Some(Party {
            title: from_name(id.as_str()),
            id,
            side: Side::Partner,
            does: None,
            leads: None,
            coordinates: false,
            demanded: false,
            many: false,
            optional: false,
            needs_consent: false,
            sees_in: SeesIn::default(),
            place: entry.key.place,
        });
    };
    Some(Party {
        title: out.title_or_name(keys.title, id.as_str()),
        id,
        side: out.one_of(keys.side, &SIDES).unwrap_or(Side::Partner),
        does: out.text(keys.does),
        leads: out.party(keys.leads),
        coordinates: out.boolean(keys.coordinates),
        demanded: out.boolean(keys.demanded),
        many: out.boolean(keys.many),
        optional: out.boolean(keys.optional),
        needs_consent: out.one_of(keys.needs, &NEEDS).is_some(),
        sees_in: sees_in(keys.sees_in, keys.and_after, out),
        place: entry.key.place,
    })
}

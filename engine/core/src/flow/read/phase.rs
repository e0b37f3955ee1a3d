//! `phases`, and who sees what in which of them.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::calendar::Length;
use crate::flow::code::NOT_AFTER_PHASE;
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::Entry;
use crate::flow::{Phase, PhaseStart, SeesIn};
use crate::id::{PartyId, PhaseId};
use crate::text::Message;

use super::names::{Given, is_word};
use super::references::Target;
use super::region::CASE;
use super::{At, Reading, keys};

/// How many phases a flow may have: more than anyone keeps apart.
const MAX_PHASES: usize = 30;

/// What `phases:` holds.
pub(super) const PHASES: Shape = Shape::Map(&Shape::Object(&PHASE));

/// What `seen_in:` holds.
pub(super) const SEEN_IN: Shape = Shape::Map(&Shape::Names(Named::Phase));

/// Phases by name.
pub(super) type Phases = IndexMap<PhaseId, Phase>;

keys! {
    /// A phase.
    PHASE: PhaseKeys = "phase" {
        title: may, Shape::Text;
        from: must, Shape::Name(Named::Item);
    }
}

/// The phases, in reading order.
pub(super) fn phases(entry: Option<&Entry>, out: &mut Reading) -> Phases {
    let mut found = Phases::new();
    let Some(entry) = entry else { return found };
    let Some(entries) = out.map(&entry.value, &PHASES) else {
        return found;
    };
    for entry in out.at_most(entries, MAX_PHASES, entry.key.place) {
        let id = out.given(&entry.key, Given::Other, PhaseId::new);
        let keys = PhaseKeys::open(&At::value(entry), out);
        let Some((id, keys)) = id.zip(keys) else { continue };
        let from = keys.from.and_then(|from| {
            if is_word(&from.value, CASE) {
                return Some(PhaseStart::Case);
            }
            out.item(&from.value, Target::Item).map(PhaseStart::Item)
        });
        let title = out.title_or_name(keys.title, id.as_str());
        let phase = from.map(|from| Phase {
            id: id.clone(),
            title,
            from,
            place: entry.key.place,
        });
        found.extend(phase.map(|phase| (id, phase)));
    }
    found
}

/// When a party sees the case.
pub(super) fn sees_in(phases: Option<&Entry>, after: Option<&Entry>, out: &mut Reading) -> SeesIn {
    let named = names(phases, out);
    let and_after = out.length(after);
    if let Some(after) = after {
        let days = matches!(
            and_after,
            None | Some(Length::Days(_) | Length::Weeks(_) | Length::Months(_) | Length::Years(_))
        );
        if phases.is_none() || !days {
            let hint = Message::new("flow-not-after-phase-hint");
            out.error(
                NOT_AFTER_PHASE,
                after.value.place,
                Message::new("flow-not-after-phase"),
                hint,
            );
        }
    }
    SeesIn {
        phases: named,
        and_after,
    }
}

/// In which phases alone each of these parties sees a field.
pub(super) fn seen_in(entry: Option<&Entry>, out: &mut Reading) -> BTreeMap<PartyId, Vec<PhaseId>> {
    let entries = entry.and_then(|entry| out.map(&entry.value, &SEEN_IN));
    let mut found = BTreeMap::new();
    for entry in entries.unwrap_or_default() {
        let party = out.checked(&entry.key.text, entry.key.place, PartyId::new);
        let phases = names(Some(entry), out);
        if let Some(party) = party {
            out.refer(Target::Party, party.as_str(), entry.key.place);
            found.insert(party, phases);
        }
    }
    found
}

fn names(entry: Option<&Entry>, out: &mut Reading) -> Vec<PhaseId> {
    out.several(entry, |out, node| out.name(node, Target::Phase, PhaseId::new))
}

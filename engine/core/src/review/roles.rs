//! How do we know and respect each other's roles? Each role is described, none does what the law gives another, and what is
//! kept from some has a reason.

use super::Asked;
use crate::flow::{FieldKind, ItemKind, ReviewFinding, Side, Sight};

pub(super) fn ask(asked: &mut Asked<'_>) {
    let flow = asked.flow;
    for party in flow.parties.values().filter(|party| party.does.is_none()) {
        asked.find(
            ReviewFinding::NotDescribed,
            (party.id.as_str(), &party.title, party.place),
        );
    }
    // Deciding is the authority's alone (forvaltningsloven § 2); who else may do it decides as well.
    for item in flow.items.values().filter(|item| item.kind == ItemKind::Decision) {
        let mut all = item.owner.iter().chain(&item.also_by);
        if all.any(|party| asked.side(party) != Some(Side::Authority)) {
            asked.find_at(ReviewFinding::NotTheirs, item);
        }
    }
    if flow.about.unseen_because.is_some() {
        return;
    }
    for field in flow.data.fields() {
        let inner = match &field.kind {
            FieldKind::List { columns: inner } | FieldKind::Record { fields: inner } => Some(inner),
            _ => None,
        };
        let inner = inner.into_iter().flat_map(|inner| inner.values());
        let all = std::iter::once(field).chain(inner);
        for one in all.filter(|one| matches!(one.seen_by, Sight::Parties(_)) && one.unseen_because.is_none())
        {
            asked.find(
                ReviewFinding::HiddenUnsaid,
                (one.path.as_str(), &one.title, one.place),
            );
        }
    }
}

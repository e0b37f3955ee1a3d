//! Who takes part.

use super::{Area, Found};
use crate::flow::{Flow, Party};

/// The parties that came, went and are otherwise.
pub(super) fn compare(before: &Flow, after: &Flow, found: &mut Found) {
    for (id, party) in &after.parties {
        match before.parties.get(id) {
            None => found.about(Area::Parties, "difference-party-added", &party.title),
            Some(old) => one(old, party, found),
        }
    }
    for (id, party) in &before.parties {
        if !after.parties.contains_key(id) {
            found.about(Area::Parties, "difference-party-removed", &party.title);
        }
    }
}

fn one(old: &Party, new: &Party, found: &mut Found) {
    found.renamed(Area::Parties, &old.title, &new.title);
    let mut told = |so: bool, key: &str| {
        if so {
            found.about(Area::Parties, key, &new.title);
        }
    };
    told(old.does != new.does, "difference-party-does");
    told(old.leads != new.leads, "difference-party-leads");
    told(
        new.coordinates && !old.coordinates,
        "difference-party-coordinates",
    );
    told(
        old.coordinates && !new.coordinates,
        "difference-party-coordinates-no-more",
    );
    told(old.side != new.side, "difference-party-side");
    told(new.demanded && !old.demanded, "difference-party-demanded");
    told(old.demanded && !new.demanded, "difference-party-not-demanded");
    told(new.many && !old.many, "difference-party-many");
    told(old.many && !new.many, "difference-party-one");
    told(new.optional && !old.optional, "difference-party-optional");
    told(old.optional && !new.optional, "difference-party-needed");
    told(
        new.needs_consent && !old.needs_consent,
        "difference-party-consent",
    );
    told(
        old.needs_consent && !new.needs_consent,
        "difference-party-no-consent",
    );
}

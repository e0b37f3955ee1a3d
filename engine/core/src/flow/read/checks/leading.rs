//! Who leads whom: never in a circle, never two.

use std::collections::BTreeMap;

use crate::flow::Flow;
use crate::flow::code::{LEADS_CIRCLE, TWO_LEADERS};
use crate::id::PartyId;
use crate::text::Message;

use super::super::Reading;
use super::order::circles;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    let mut leaders: BTreeMap<&PartyId, &PartyId> = BTreeMap::new();
    for party in flow.parties.values() {
        let Some(led) = &party.leads else { continue };
        if let Some(other) = leaders.get(led) {
            let what = Message::new("flow-two-leaders")
                .with("party", led.as_str())
                .with("one", other.as_str())
                .with("other", party.id.as_str());
            out.error(
                TWO_LEADERS,
                party.place,
                what,
                Message::new("flow-two-leaders-hint"),
            );
        } else {
            leaders.insert(led, &party.id);
        }
    }
    let next = flow
        .parties
        .values()
        .filter_map(|party| Some((party.id.as_str(), party.leads.as_ref()?.as_str())));
    for circle in circles(&next.collect()) {
        let place = circle
            .first()
            .and_then(|name| flow.parties.get(*name))
            .map(|party| party.place);
        let what = Message::new("flow-leads-circle").with("parties", circle);
        out.error(
            LEADS_CIRCLE,
            place.unwrap_or_default(),
            what,
            Message::new("flow-leads-circle-hint"),
        );
    }
}

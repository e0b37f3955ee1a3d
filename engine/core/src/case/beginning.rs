//! Who begins a case: whoever stands on the side that the flow is of. A case tells of a citizen, so that whoever could begin
//! one anywhere would give themselves sight.

use super::Refusal;
use super::refusal::Block;
use crate::flow::{Flow, Party, Side};
use crate::text::{Arg, Message};

/// The side whose people begin cases of a flow: the authority's, or the provider's where no authority takes part. None where
/// neither does.
#[must_use]
pub fn begun_by(flow: &Flow) -> Option<Side> {
    let is_there = |side: &Side| flow.parties.values().any(|party| party.side == *side);
    [Side::Authority, Side::Provider].into_iter().find(is_there)
}

impl Refusal {
    /// Whoever would begin the case stands nowhere on that side today.
    #[must_use]
    pub fn begun_elsewhere(flow: &Flow, side: Side) -> Self {
        let parties = flow.parties.values().filter(|party| party.side == side);
        let titles = parties.map(|party| Arg::Both(party.title.clone())).collect();
        let lifting = Message::new("lifted-by-doing").with("parties", Arg::List(titles));
        let block = Block::new("place", Message::new("block-no-place-there")).lifted_by(lifting);
        Self::new("begun_elsewhere", Message::new("refusal-begun-elsewhere")).because(vec![block])
    }

    /// Somebody is bound in person to a party of the authority and stands nowhere there today.
    #[must_use]
    pub fn stands_nowhere(party: &Party) -> Self {
        let message = Message::new("refusal-stands-nowhere").with("party", &party.title);
        Self::new("stands_nowhere", message)
    }
}

//! How do purpose and goals run through to what is done? The chain is whole, those who deliver see its beginning, and no goal
//! stands alone.

use super::Asked;
use crate::flow::{ReviewFinding, Side, Subject};

pub(super) fn ask(asked: &mut Asked<'_>) {
    let flow = asked.flow;
    if flow.about.subject != Subject::Citizen || !asked.delivers() {
        return;
    }
    let Some((chain, purpose)) = flow
        .chain
        .as_ref()
        .and_then(|chain| Some((chain, chain.purpose.as_ref()?)))
    else {
        return asked.find_whole(ReviewFinding::NoChain);
    };
    let delivering: Vec<_> = flow
        .parties
        .values()
        .filter(|party| party.side == Side::Provider)
        .filter(|party| {
            flow.items
                .values()
                .any(|item| item.owner.as_ref() == Some(&party.id))
        })
        .collect();
    for party in delivering {
        if !asked.sees(&party.id, purpose) || !asked.sees(&party.id, &chain.wishes) {
            asked.find(
                ReviewFinding::NoChain,
                (party.id.as_str(), &party.title, party.place),
            );
        }
    }
    if chain.activities.is_none() && chain.sub_goals.is_none() {
        asked.find_whole(ReviewFinding::GoalAlone);
    }
}

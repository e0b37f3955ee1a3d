//! What only the whole flow can show: circles, empty roles, rungs without effect.

mod added;
mod climbing;
mod excluding;
mod going_back;
mod leading;
mod lettering;
mod opened;
mod order;
mod pairing;
mod rows;
mod telling;
mod waiting;

use crate::flow::Flow;

use super::Reading;

/// Every check of the flow's structure; `paired` where the file says that its cases are, readable or not.
pub(super) fn check(flow: &Flow, paired: bool, out: &mut Reading) {
    leading::check(flow, out);
    waiting::check(flow, out);
    excluding::check(flow, out);
    rows::check(flow, out);
    super::message::check(flow, out);
    pairing::check(flow, paired, out);
    order::check(flow, out);
    telling::check(flow, out);
    climbing::check(flow, out);
    opened::check(flow, out);
    added::check(flow, out);
    lettering::check(flow, out);
    going_back::check(flow, out);
    super::chain::check(flow, out);
    super::law::unnamed(flow, out);
}

//! What only the whole flow can show: circles, empty roles, rungs without effect.

mod added;
mod climbing;
mod excluding;
mod going_back;
mod leading;
mod opened;
mod order;
mod rows;
mod telling;
mod waiting;

use crate::flow::Flow;

use super::Reading;

/// Every check of the flow's structure.
pub(super) fn check(flow: &Flow, out: &mut Reading) {
    leading::check(flow, out);
    waiting::check(flow, out);
    excluding::check(flow, out);
    rows::check(flow, out);
    super::message::check(flow, out);
    order::check(flow, out);
    telling::check(flow, out);
    climbing::check(flow, out);
    opened::check(flow, out);
    added::check(flow, out);
    going_back::check(flow, out);
}

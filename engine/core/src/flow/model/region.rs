//! Regions: items and clocks that end together, wherever they lie.

use crate::flow::Place;
use crate::id::{ClockId, ItemId, RegionId};

/// A named set of items and clocks of the case, to be ended together (CMMN exit over several plan items).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Region {
    /// Its name in the flow file.
    pub id: RegionId,
    /// Stages and items.
    pub items: Vec<ItemId>,
    /// Clocks of the case.
    pub clocks: Vec<ClockId>,
    /// Where it is declared.
    pub place: Place,
}

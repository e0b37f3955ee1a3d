//! The item that a step is about: whoever owns it asks, where the scenario names nobody.

use samspil_core::case::Asked;
use samspil_core::id::ItemId;

/// The item, where it is about one.
pub(crate) const fn about(what: &Asked) -> Option<&ItemId> {
    match what {
        Asked::Activate { item, .. }
        | Asked::Complete { item, .. }
        | Asked::Arrange { item, .. }
        | Asked::CallOff { item, .. }
        | Asked::Dispatch { item, .. }
        | Asked::Skip { item, .. }
        | Asked::Redo { item, .. }
        | Asked::Cancel { item, .. }
        | Asked::Rest { item, .. }
        | Asked::GoOn { item }
        | Asked::Fail { item, .. }
        | Asked::TakeOut { item }
        | Asked::BringBack { item }
        | Asked::AddPiece { item, .. }
        | Asked::Finish { item, .. } => Some(item),
        _ => None,
    }
}

//! Names of things: what a tenant, case, flow, item, party or person is called, and nothing more.

mod by_name;
mod cpr;
mod machine;
mod name;
mod written;

pub use by_name::{ByName, Sought};
pub use cpr::{Cpr, CprError, holds_cpr, may_hold_cpr};
pub use machine::{AbsenceId, CaseId, CommandId, EventId, PersonId, SessionId, TenantId, TokenId, UnitId};
pub use written::{
    ClockId, FieldPath, FlowId, ItemId, LadderId, MAX_NAME_CHARS, MessageName, NameError, PartyId, PhaseId,
    RegionId, SideId, TableId,
};

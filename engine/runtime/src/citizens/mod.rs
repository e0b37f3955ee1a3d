//! The register of citizens: who a case is about. It is kept sealed, found by a keyed sum of the CPR number, and every look
//! at it is told to whoever keeps the log.

mod erase;
mod export;
mod identity;
mod protection;
mod register;
mod reseal;
mod visit;

pub use erase::{EraseRefused, Erased};
pub use export::ExportedCase;
pub use identity::{Citizen, Identity, IdentityError};
pub(crate) use protection::{people_of, run as tell_protection};
pub use register::{Register, RegisterRefused};
pub use reseal::Resealed;
pub use visit::{Visit, VisitFor, VisitRefused};

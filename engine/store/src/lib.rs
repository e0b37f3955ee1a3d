//! Keeping: SQLite and PostgreSQL behind one set of traits.
//!
//! A store keeps bytes and rows and knows nothing of flows: what an event or a snapshot means is the core's business.
//! Everything that a command changes is one [`Commit`], written in one transaction or not at all.

pub mod access_chain;
mod access_rows;
mod administration_store;
pub mod bare;
pub mod chain;
mod citizen_store;
mod cvr;
mod danish_order;
pub mod deed_chain;
mod draft_store;
mod error;
mod fault;
mod figure_store;
mod flow_store;
mod gathered;
mod judge;
mod migrations;
mod open;
mod organisation_rows;
mod own_store;
mod packed;
mod place;
pub mod postgres;
mod retention_store;
mod rows;
mod sign_in_store;
pub mod sqlite;
mod survey_store;
mod tenant_store;
mod traits;
mod trial_store;
mod way;
mod words;

pub use administration_store::{BackupStore, BatchStore, DeedStore};
pub use citizen_store::CitizenStore;
pub use cvr::is_cvr;
pub use draft_store::{DRAFTS_KEPT, DraftStore};
pub use error::StoreError;
pub use figure_store::{FigureStore, Spread};
pub use flow_store::FlowStore;
pub use judge::MAX_BATCH;
pub use open::{migrate, open};
pub use own_store::{MAX_OWN_LISTS, MAX_TASK_MARKS, OwnStore};
pub use packed::unpacked;
pub use retention_store::RetentionStore;
pub use rows::*;
pub use sign_in_store::{MAX_BEGUN_SIGN_INS, SignInStore};
pub use survey_store::SurveyStore;
pub use tenant_store::TenantStore;
pub use traits::*;
pub use trial_store::TrialStore;

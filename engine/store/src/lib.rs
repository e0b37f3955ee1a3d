//! Keeping: SQLite and PostgreSQL behind one set of traits.
//!
//! A store keeps bytes and rows and knows nothing of flows: what an event or a snapshot means is the core's business.
//! Everything that a command changes is one [`Commit`], written in one transaction or not at all.

mod error;
mod rows;
mod traits;

pub use error::StoreError;
pub use rows::*;
pub use traits::*;

//! Cases of every way of working beside the first one, each in a state that is worth a look: scenarios, played by real
//! commands under the made-up clock.

mod cast;
mod citizens;
mod glossary;
mod replay;
mod shift;
mod survey;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use samspil_core::id::PersonId;
use samspil_runtime::{Engine, RegisterRefused};

use super::people::Town;

pub(super) use self::citizens::CITIZENS;
pub(super) use self::glossary::lay_down;
pub(super) use self::replay::{ReplayError, Replays};
pub(super) use self::survey::measure;
pub(super) use self::table::{METHODS, Method};

/// The citizens of the register, by their names in the table.
///
/// # Errors
/// What the engine says.
pub(super) async fn citizens(
    engine: &Engine,
    town: &Town,
    password: &str,
) -> Result<BTreeMap<&'static str, PersonId>, RegisterRefused> {
    citizens::keep(engine, town, password).await
}

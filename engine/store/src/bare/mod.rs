//! The yardstick: the same rows as a completed task costs, written by the best way known with sqlx alone.
//!
//! The tables are the store's own, with all their columns, checks and indexes, in a file or a schema apart. There are no
//! traits, no verdicts, no chain to reckon, no tenants to keep apart, no row level security, no foreign keys, no fences and
//! nothing to decide: what is measured against this shows what all of those cost.
//!
//! For each completion of a batch, in one transaction for the whole batch and in a fixed number of statements:
//!
//! | read | what |
//! |---|---|
//! | 1 | the case's row: its version and its snapshot |
//! | 2 | the row under the command's key, which must not be there |
//!
//! | write | table | what |
//! |---|---|---|
//! | 1 | `cases` | the row changed: the next version, when it changed, the snapshot |
//! | 2 | `events` | a row added: the case, the next number, the time, the body |
//! | 3 | `tasks` | the row of the completed task removed |
//! | 4 | `tasks` | a row added for the task that follows it |
//! | 5 | `timers` | the row changed: when the case is due next |
//! | 6 | `outgoing` | a row added: what is to be sent |
//! | 7 | `commands` | a row added: the key and the answer |

//! A clock that fires without being asked writes four of these rows: 1, 2, 5 and 6.

mod postgres;
mod sqlite;

use chrono::{DateTime, Utc};
use uuid::Uuid;

pub use postgres::BarePostgres;
pub use sqlite::BareSqlite;

/// One task completed in one case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BareCompletion {
    /// The case; it must have been made by `seed`. At most one completion for each case in a batch.
    pub case: Uuid,
    /// The command's key.
    pub command: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What happened.
    pub event: Vec<u8>,
    /// The state after it.
    pub snapshot: Vec<u8>,
    /// What is to be sent, and its id.
    pub notice: (Uuid, Vec<u8>),
    /// What is answered.
    pub answer: Vec<u8>,
}

/// The tenant of all rows.
const TENANT: i32 = 1;

/// The unit that all tasks are of.
const UNIT: Uuid = Uuid::from_u128(7);

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn cases() -> Vec<Uuid> {
        (1..=3).map(Uuid::from_u128).collect()
    }

    fn at(round: u8) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::Duration::minutes(i64::from(round))
    }

    /// A completion for each case; bodies are as long as the round's number.
    pub(super) fn batch(round: u8) -> Vec<BareCompletion> {
        let bytes = || vec![round; usize::from(round)];
        cases()
            .into_iter()
            .map(|case| {
                let own = Uuid::from_u128(case.as_u128() + 100 * u128::from(round));
                BareCompletion {
                    case,
                    command: own,
                    at: at(round),
                    event: bytes(),
                    snapshot: bytes(),
                    notice: (own, bytes()),
                    answer: bytes(),
                }
            })
            .collect()
    }
}

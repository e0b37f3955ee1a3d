//! Danish time: holidays, working days, lengths, terms, cron and rhythms, all in Europe/Copenhagen.
//!
//! The rules and their sources are in the folder's README. Instants are UTC, dates are dates.

mod closed_days;
mod cron;
mod easter;
mod holidays;
mod length;
mod receipt;
mod rhythm;
mod term;
mod working_days;
mod zone;

pub use closed_days::{ClosedDay, ClosedDays};
pub use cron::{CronError, CronExpr};
pub use easter::easter_sunday;
pub use holidays::holiday;
pub use length::{Length, LengthError, MAX_LENGTH_COUNT};
pub use receipt::{Channel, ReceiptRule};
pub use rhythm::{Rhythm, RhythmError};
pub use term::{Due, PlanBy, Roll, Term, TermError};
pub use working_days::{Calendar, DaySet};
pub use zone::{end_of_day, instant_of, local_date, local_time};

//! Danish time: holidays, working days, lengths, terms, cron and rhythms, all in Europe/Copenhagen.
//!
//! The rules and their sources are in the folder's README. Instants are UTC, dates are dates.

mod closed_days;
mod cron;
mod easter;
mod holidays;
mod length;
mod opening;
mod receipt;
mod reckon;
mod rhythm;
mod rules;
mod stood;
mod stretch;
mod table;
mod term;
#[cfg(test)]
mod term_oracle_test;
#[cfg(test)]
mod term_test;
mod window;
mod working_days;
mod zone;

pub use closed_days::{ClosedDay, ClosedDays, HalfOfficial, OwnClosed};
pub use cron::{CronError, CronExpr};
pub use easter::easter_sunday;
pub use holidays::holiday;
pub use length::{Length, LengthError, MAX_LENGTH_COUNT};
pub use opening::{Hours, Opening};
pub use receipt::{Channel, ReceiptRule};
pub use reckon::{Due, Runs, Span};
pub use rhythm::{Rhythm, RhythmError};
pub use rules::{CalendarError, CalendarRules, UnitRules};
pub use stood::Stood;
pub use stretch::Stretch;
pub use term::{DayZero, EndAt, PlanBy, Roll, Term, TermError, before};
pub use window::{Proposed, Window, least_days};
pub use working_days::{Calendar, DaySet};
pub use zone::{end_of_day, ends_its_day, instant_of, local_date, local_time, moment};

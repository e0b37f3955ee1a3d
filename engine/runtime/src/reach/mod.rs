//! How people are told of what arrives: who is meant, who stands in for them, and when mail of it goes.

mod addressees;
mod register;
mod when;

use chrono::NaiveTime;
use samspil_core::id::PersonId;
use samspil_core::text::Language;
use samspil_store::{Channel, Reach};

pub(crate) use addressees::Addressees;
pub(crate) use when::after_quiet;

/// When the digest comes where nothing was chosen, in hours: as the working day begins.
const DIGEST_HOUR: u32 = 8;

/// From when nothing is mailed at once where nothing was chosen, in hours. Deadlines end at midnight, and nobody should
/// be told of one in bed.
const QUIET_FROM_HOUR: u32 = 18;

/// Until when, in hours.
const QUIET_UNTIL_HOUR: u32 = 7;

/// How a person is told who has chosen nothing.
#[must_use]
pub fn usual_reach(person: PersonId, address: Option<String>) -> Reach {
    Reach {
        person,
        address,
        language: Language::Danish,
        reminders: Channel::Digest,
        lateness: Channel::AtOnce,
        for_unit: Channel::Digest,
        meetings: Channel::AtOnce,
        digest_at: hour(DIGEST_HOUR),
        quiet: Some((hour(QUIET_FROM_HOUR), hour(QUIET_UNTIL_HOUR))),
    }
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}

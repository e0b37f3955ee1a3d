//! When a letter is taken to have been received: Ankestyrelsen's presumptions (domain.md B.2).
//!
//! The numbers are data: the postal market changed on 1 January 2026, so a tenant may set its own.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Calendar, DaySet, TermError};

/// How a letter was sent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Digital Post: received the day it is made available, whatever day of the week.
    DigitalPost,
    /// An ordinary letter.
    Letter,
    /// A quick letter.
    QuickLetter,
}

/// How long a letter is taken to be on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReceiptRule {
    /// Working days after the date of an ordinary letter.
    pub letter_working_days: u32,
    /// Calendar days after the date of a quick letter.
    pub quick_letter_days: u32,
    /// Which days count for ordinary letters.
    pub days: DaySet,
}

impl Default for ReceiptRule {
    fn default() -> Self {
        Self {
            letter_working_days: 6,
            quick_letter_days: 2,
            days: DaySet::Office,
        }
    }
}

impl ReceiptRule {
    /// The day on which something sent this way is taken to be received.
    ///
    /// # Errors
    /// [`TermError`] where the calendar cannot answer.
    pub fn received_on(
        &self,
        channel: Channel,
        sent_on: NaiveDate,
        calendar: &Calendar,
    ) -> Result<NaiveDate, TermError> {
        match channel {
            Channel::DigitalPost => Ok(sent_on),
            Channel::Letter => calendar
                .nth_after(sent_on, self.letter_working_days, self.days)
                .ok_or(TermError::NoWorkingDay),
            Channel::QuickLetter => sent_on
                .checked_add_days(Days::new(u64::from(self.quick_letter_days)))
                .ok_or(TermError::OutOfRange),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_channel_has_its_presumption() {
        let sent_on = "2026-12-18".parse().unwrap();
        for (channel, expected) in [
            (Channel::DigitalPost, "2026-12-18"),
            (Channel::Letter, "2026-12-30"),
            (Channel::QuickLetter, "2026-12-20"),
        ] {
            let received = ReceiptRule::default().received_on(channel, sent_on, &Calendar::default());
            assert_eq!(received, Ok(expected.parse().unwrap()), "{channel:?}");
        }
    }
}

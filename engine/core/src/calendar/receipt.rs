//! When a letter is taken to have been received: Ankestyrelsen's presumptions.
//!
//! The numbers are data: the postal market changed on 1 January 2026, so a tenant may set its own.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Calendar, DaySet, TermError};
use crate::text::Message;

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
    /// Handed over or said in person.
    InPerson,
}

impl Channel {
    /// All of them, with the word that a choice field names each by.
    pub const ALL: [(&'static str, Self); 4] = [
        ("digital_post", Self::DigitalPost),
        ("letter", Self::Letter),
        ("quick_letter", Self::QuickLetter),
        ("in_person", Self::InPerson),
    ];

    /// The channel with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(word, _)| *word == name);
        found.map(|(_, channel)| *channel)
    }

    /// The word that a choice field names it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, channel)| *channel == self);
        found.map_or("", |(word, _)| word)
    }

    /// What people call it.
    #[must_use]
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::DigitalPost => "channel-digital-post",
            Self::Letter => "channel-letter",
            Self::QuickLetter => "channel-quick-letter",
            Self::InPerson => "channel-in-person",
        })
    }
}

/// How long a letter is taken to be on its way, and since when that holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptRule {
    /// The first date of sending for which it holds; the one with the latest date holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Working days after the date of an ordinary letter.
    pub letter_working_days: u32,
    /// Calendar days after the date of a quick letter.
    pub quick_letter_days: u32,
    /// Which days count for ordinary letters.
    #[serde(default)]
    pub days: DaySet,
}

impl Default for ReceiptRule {
    fn default() -> Self {
        Self {
            from: None,
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
            Channel::DigitalPost | Channel::InPerson => Ok(sent_on),
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
            (Channel::InPerson, "2026-12-18"),
        ] {
            let received = ReceiptRule::default().received_on(channel, sent_on, &Calendar::default());
            assert_eq!(received, Ok(expected.parse().unwrap()), "{channel:?}");
        }
    }

    #[test]
    fn the_rule_of_the_day_of_sending_holds() {
        use crate::calendar::CalendarRules;
        let newer = ReceiptRule {
            from: Some("2026-01-01".parse().unwrap()),
            letter_working_days: 8,
            ..ReceiptRule::default()
        };
        let rules = CalendarRules {
            receipt: vec![newer, ReceiptRule::default()],
            ..CalendarRules::default()
        };
        let calendar = Calendar::new(1, rules).unwrap();
        for (sent_on, working_days) in [("2025-12-31", 6), ("2026-01-01", 8), ("2030-06-01", 8)] {
            let rule = calendar.receipt(sent_on.parse().unwrap());
            assert_eq!(rule.letter_working_days, working_days, "{sent_on}");
        }
    }
}

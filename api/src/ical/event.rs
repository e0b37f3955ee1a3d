//! An event of a calendar.

use chrono::{DateTime, Days, NaiveDate, Utc};
use uuid::Uuid;

use super::text::Lines;
use super::{Method, zone};

/// When an event is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum When {
    /// All day.
    Day(NaiveDate),
    /// At a moment.
    At(DateTime<Utc>),
    /// From one moment to another.
    Span(DateTime<Utc>, DateTime<Utc>),
}

/// Who asks whom to come, by their mail addresses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct People {
    /// Who asks.
    pub(crate) organizer: String,
    /// Who is asked.
    pub(crate) attendee: String,
}

/// An event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Event {
    /// Under which calendars know it.
    pub(crate) uid: Uuid,
    /// How often it has changed.
    pub(crate) number: u32,
    /// When it changed last.
    pub(crate) changed_at: DateTime<Utc>,
    /// When it is.
    pub(crate) when: When,
    /// What it is.
    pub(crate) summary: String,
    /// More about it.
    pub(crate) description: String,
    /// Where one reads on.
    pub(crate) address: String,
    /// Who asks whom, where it is sent by mail.
    pub(crate) people: Option<People>,
}

impl Event {
    /// Whether it has a time of day.
    pub(super) const fn names_zone(&self) -> bool {
        !matches!(self.when, When::Day(_))
    }

    pub(super) fn write(&self, method: Method, lines: &mut Lines) {
        lines.plain("BEGIN", "VEVENT");
        lines.plain("UID", &self.uid.to_string());
        lines.plain("SEQUENCE", &self.number.to_string());
        zone::utc(lines, "DTSTAMP", self.changed_at);
        zone::utc(lines, "LAST-MODIFIED", self.changed_at);
        self.write_when(lines);
        lines.text("SUMMARY", &self.summary);
        lines.text("DESCRIPTION", &self.description);
        lines.plain("URL", &self.address);
        let status = if method == Method::Cancel {
            "CANCELLED"
        } else {
            "CONFIRMED"
        };
        lines.plain("STATUS", status);
        if let Some(people) = &self.people {
            lines.plain("ORGANIZER", &format!("mailto:{}", people.organizer));
            let asked = "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE";
            lines.plain(asked, &format!("mailto:{}", people.attendee));
        }
        lines.plain("END", "VEVENT");
    }

    /// A deadline takes nobody's time: whoever looks for a free hour finds it.
    fn write_when(&self, lines: &mut Lines) {
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        match self.when {
            When::Day(on) => {
                lines.plain("DTSTART;VALUE=DATE", &day(on));
                let next = on.checked_add_days(Days::new(1)).unwrap_or(on);
                lines.plain("DTEND;VALUE=DATE", &day(next));
                lines.plain("TRANSP", "TRANSPARENT");
            }
            When::At(at) => {
                zone::moment(lines, "DTSTART", at);
                lines.plain("TRANSP", "TRANSPARENT");
            }
            When::Span(starts, ends) => {
                zone::moment(lines, "DTSTART", starts);
                zone::moment(lines, "DTEND", ends);
                lines.plain("TRANSP", "OPAQUE");
            }
        }
    }
}

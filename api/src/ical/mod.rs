//! Calendars as RFC 5545 writes them.

mod event;
mod text;
mod zone;

pub(crate) use self::event::{Event, People, When};
use self::text::Lines;

/// What a calendar is for (RFC 5546).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Method {
    /// To be read again and again.
    Publish,
    /// Asks someone to come, or tells them that it moves.
    Request,
    /// Tells them that it is off.
    Cancel,
}

impl Method {
    /// As it is written, also in the header of a mail.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// The kind of what is written.
pub(crate) const KIND: &str = "text/calendar; charset=utf-8";

/// How often a calendar should look anew, in ISO 8601: deadlines move by the day, not by the minute.
const REFRESH: &str = "PT1H";

/// A calendar with these events; one that is published has a name.
pub(crate) fn calendar(method: Method, name: Option<&str>, events: &[Event]) -> String {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", "-//Samspil//Samspil//DA");
    lines.plain("CALSCALE", "GREGORIAN");
    lines.plain("METHOD", method.word());
    if let Some(name) = name {
        lines.text("NAME", name);
        lines.text("X-WR-CALNAME", name);
        lines.plain("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
        lines.plain("X-PUBLISHED-TTL", REFRESH);
    }
    if events.iter().any(Event::names_zone) {
        zone::write(&mut lines);
    }
    for event in events {
        event.write(method, &mut lines);
    }
    lines.plain("END", "VCALENDAR");
    lines.finish()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn event(when: When) -> Event {
        Event {
            uid: Uuid::from_u128(7),
            number: 2,
            changed_at: at("2026-01-05T08:00:00Z"),
            when,
            summary: "Mød borgeren; aftal, hvad der skal ske".to_owned(),
            description: "Log ind".to_owned(),
            address: "https://sager.example.dk/cases/7".to_owned(),
            people: None,
        }
    }

    #[test]
    fn a_calendar_reads_as_the_standard_says() {
        let day = event(When::Day("2026-01-30".parse().unwrap()));
        let span = event(When::Span(at("2026-03-28T09:00:00Z"), at("2026-03-28T10:30:00Z")));
        insta::assert_snapshot!(
            calendar(Method::Publish, Some("Samspil"), &[day, span]).replace("\r\n", "\n")
        );
    }

    #[test]
    fn an_invitation_names_who_asks_and_who_is_asked_and_what_takes_it_back_says_so() {
        let mut meeting = event(When::Span(at("2026-01-07T09:00:00Z"), at("2026-01-07T10:00:00Z")));
        meeting.people = Some(People {
            organizer: "samspil@kommune.example".to_owned(),
            attendee: "anna@kommune.example".to_owned(),
        });
        let written = [Method::Request, Method::Cancel].map(|method| {
            let all = calendar(method, None, std::slice::from_ref(&meeting));
            let lines = all
                .lines()
                .filter(|line| !line.starts_with("TZ") && !line.starts_with("RRULE"));
            lines.collect::<Vec<_>>().join("\n")
        });
        insta::assert_snapshot!(written.join("\n---\n"));
    }

    /// When summer time begins and ends in 2026, a meeting before, over and after it: as it is written.
    #[test]
    fn meetings_in_the_nights_of_summer_time_are_told_apart() {
        for (starts, ends, expected) in [
            (
                "2026-03-29T00:30:00Z",
                "2026-03-29T01:30:00Z",
                "TZID=Europe/Copenhagen:20260329T013000 TZID=Europe/Copenhagen:20260329T033000",
            ),
            (
                "2026-03-29T01:00:00Z",
                "2026-03-29T02:00:00Z",
                "TZID=Europe/Copenhagen:20260329T030000 TZID=Europe/Copenhagen:20260329T040000",
            ),
            (
                "2026-10-25T00:30:00Z",
                "2026-10-25T01:30:00Z",
                ":20261025T003000Z :20261025T013000Z",
            ),
            (
                "2026-10-25T01:30:00Z",
                "2026-10-25T02:30:00Z",
                ":20261025T013000Z TZID=Europe/Copenhagen:20261025T033000",
            ),
        ] {
            let written = calendar(Method::Publish, None, &[event(When::Span(at(starts), at(ends)))]);
            let moments = written
                .lines()
                .skip_while(|line| *line != "BEGIN:VEVENT")
                .filter_map(|line| {
                    line.strip_prefix("DTSTART")
                        .or_else(|| line.strip_prefix("DTEND"))
                })
                .map(|moment| moment.trim_start_matches(';'));
            assert_eq!(moments.collect::<Vec<_>>().join(" "), expected, "{starts}");
        }
    }
}

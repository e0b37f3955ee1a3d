//! Europe/Copenhagen, as calendars are told of it (RFC 5545 section 3.6.5), and moments in it.

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::calendar::local_time;

use super::text::Lines;

/// What the zone is called.
const ZONE: &str = "Europe/Copenhagen";

/// The two halves of the year since the rules became what they are (directive 2000/84/EC; as in 1996): name, offset before
/// and in it, first beginning, and the month whose last Sunday it begins on.
const HALVES: [[&str; 6]; 2] = [
    ["DAYLIGHT", "CEST", "+0100", "+0200", "19960331T020000", "3"],
    ["STANDARD", "CET", "+0200", "+0100", "19961027T030000", "10"],
];

/// Writes what the zone is.
pub(super) fn write(lines: &mut Lines) {
    lines.plain("BEGIN", "VTIMEZONE");
    lines.plain("TZID", ZONE);
    for [half, name, before, within, first, month] in HALVES {
        lines.plain("BEGIN", half);
        lines.plain("TZNAME", name);
        lines.plain("TZOFFSETFROM", before);
        lines.plain("TZOFFSETTO", within);
        lines.plain("DTSTART", first);
        lines.plain("RRULE", &format!("FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU"));
        lines.plain("END", half);
    }
    lines.plain("END", "VTIMEZONE");
}

/// How far apart the two moments are that the clock on the wall shows alike in autumn.
const TWICE: TimeDelta = TimeDelta::hours(1);

/// Writes a moment by the clock on the wall; one of two that the clock shows alike by UTC, for programs do not agree on
/// which of them is meant (RFC 5545 section 3.3.5 says the first).
pub(super) fn moment(lines: &mut Lines, name: &str, at: DateTime<Utc>) {
    let wall = local_time(at);
    if [at - TWICE, at + TWICE]
        .iter()
        .any(|other| local_time(*other) == wall)
    {
        utc(lines, name, at);
    } else {
        let value = wall.format("%Y%m%dT%H%M%S").to_string();
        lines.plain(&format!("{name};TZID={ZONE}"), &value);
    }
}

/// Writes a moment by UTC.
pub(super) fn utc(lines: &mut Lines, name: &str, at: DateTime<Utc>) {
    lines.plain(name, &at.format("%Y%m%dT%H%M%SZ").to_string());
}

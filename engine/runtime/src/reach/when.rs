//! When a person is told by mail: at once, after quiet hours, or with the next digest. Times of day are Copenhagen's.

use chrono::{DateTime, Days, Duration, NaiveTime, Utc};
use samspil_core::calendar::{instant_of, local_time};
use samspil_core::case::NoticeKind;
use samspil_store::{Channel, Reach};

use crate::NoticeBody;

/// Why a person is told, as they choose by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Something of theirs is coming up.
    Reminder,
    /// Something is late.
    Lateness,
    /// It is for a unit of theirs, where others act as the same party.
    ForUnit,
    /// A meeting that they take part in.
    Meeting,
}

impl Kind {
    /// Why whoever this is for is told; none where nobody is told of it.
    pub(super) fn of(body: &NoticeBody) -> Option<Self> {
        match body.meeting {
            Some(_) => Some(Self::Meeting),
            None => body.kind.map(Self::from),
        }
    }
}

impl From<NoticeKind> for Kind {
    fn from(kind: NoticeKind) -> Self {
        match kind {
            NoticeKind::Reminder => Self::Reminder,
            NoticeKind::Lateness | NoticeKind::Opened => Self::Lateness,
        }
    }
}

/// How the person wants to be told of this.
const fn channel(reach: &Reach, kind: Kind) -> Channel {
    match kind {
        Kind::Reminder => reach.reminders,
        Kind::Lateness => reach.lateness,
        Kind::ForUnit => reach.for_unit,
        Kind::Meeting => reach.meetings,
    }
}

/// Whether the person wants a mail of its own for this, which goes into their calendar.
pub(super) fn goes_into_calendar(reach: &Reach, kind: Kind) -> bool {
    kind == Kind::Meeting && reach.meetings == Channel::AtOnce
}

/// When mail of something that arrives now goes; none where it lies in the inbox alone.
pub(super) fn mailed_at(reach: &Reach, kind: Kind, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    reach.address.as_ref()?;
    match channel(reach, kind) {
        Channel::Inbox => None,
        Channel::AtOnce => Some(after_quiet(reach.quiet, now)),
        Channel::Digest => Some(next(reach.digest_at, now)),
    }
}

/// Now, or the end of the quiet hours that it lies in.
pub(crate) fn after_quiet(quiet: Option<(NaiveTime, NaiveTime)>, now: DateTime<Utc>) -> DateTime<Utc> {
    let time = local_time(now).time();
    match quiet {
        Some((from, until)) if within(time, from, until) => next(until, now),
        _ => now,
    }
}

fn within(time: NaiveTime, from: NaiveTime, until: NaiveTime) -> bool {
    if from <= until {
        from <= time && time < until
    } else {
        from <= time || time < until
    }
}

/// The next moment at which the clock on the wall shows this time. Where it shows it twice, both count; where summer
/// time leaves it out, the moment after.
fn next(time: NaiveTime, now: DateTime<Utc>) -> DateTime<Utc> {
    let today = local_time(now).date();
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let first = |day: chrono::NaiveDate| instant_of(day.and_time(time));
    let second = first(today) + Duration::hours(1);
    let again = (local_time(second).time() == time).then_some(second);
    [Some(first(today)), again, Some(first(tomorrow))]
        .into_iter()
        .flatten()
        .find(|moment| *moment > now)
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use samspil_core::id::PersonId;
    use uuid::Uuid;

    use super::*;
    use crate::reach::usual_reach;

    /// Now, quiet hours, and when mail goes. The hour from 2 to 3 is left out on 29 March and comes twice on 25 October
    /// 2026.
    const AT_ONCE: &str = "
2026-01-05T09:00:00+01:00 | 20:00-07:00 | 2026-01-05T09:00:00+01:00
2026-01-05T20:00:00+01:00 | 20:00-07:00 | 2026-01-06T07:00:00+01:00
2026-01-05T23:59:59+01:00 | 20:00-07:00 | 2026-01-06T07:00:00+01:00
2026-01-06T06:59:59+01:00 | 20:00-07:00 | 2026-01-06T07:00:00+01:00
2026-01-06T07:00:00+01:00 | 20:00-07:00 | 2026-01-06T07:00:00+01:00
2026-01-05T12:30:00+01:00 | 12:00-13:00 | 2026-01-05T13:00:00+01:00
2026-01-05T12:30:00+01:00 | -           | 2026-01-05T12:30:00+01:00
2026-03-29T01:30:00+01:00 | 22:00-02:30 | 2026-03-29T03:00:00+02:00
2026-10-25T02:10:00+02:00 | 22:00-02:30 | 2026-10-25T02:30:00+02:00
2026-10-25T02:10:00+01:00 | 22:00-02:30 | 2026-10-25T02:30:00+01:00
2026-10-25T02:40:00+01:00 | 22:00-02:30 | 2026-10-25T02:40:00+01:00
2026-12-31T23:00:00+01:00 | 20:00-07:00 | 2027-01-01T07:00:00+01:00";

    /// Now, the digest's time, and when it goes.
    const DIGEST: &str = "
2026-01-05T07:59:59+01:00 | 08:00 | 2026-01-05T08:00:00+01:00
2026-01-05T08:00:00+01:00 | 08:00 | 2026-01-06T08:00:00+01:00
2026-03-28T12:00:00+01:00 | 02:30 | 2026-03-29T03:00:00+02:00
2026-10-24T12:00:00+02:00 | 02:30 | 2026-10-25T02:30:00+02:00";

    fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
        let cells = |row: &'static str| row.split('|').map(str::trim).collect::<Vec<_>>();
        table
            .trim()
            .lines()
            .map(move |row| cells(row).try_into().unwrap())
    }

    fn reach() -> Reach {
        usual_reach(PersonId(Uuid::nil()), Some("anna@kommune.example".to_owned()))
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn at_once_is_outside_quiet_hours() {
        for [now, quiet, expected] in rows(AT_ONCE) {
            let quiet = quiet
                .split_once('-')
                .and_then(|(from, until)| Some((from.parse().ok()?, until.parse().ok()?)));
            let reach = Reach { quiet, ..reach() };
            let goes = mailed_at(&reach, Kind::Lateness, at(now));
            assert_eq!(goes, Some(at(expected)), "{now} {quiet:?}");
        }
    }

    #[test]
    fn the_digest_comes_at_its_time() {
        for [now, time, expected] in rows(DIGEST) {
            let reach = Reach {
                digest_at: time.parse().unwrap(),
                ..reach()
            };
            assert_eq!(
                mailed_at(&reach, Kind::Reminder, at(now)),
                Some(at(expected)),
                "{now} {time}"
            );
        }
    }

    #[test]
    fn each_kind_goes_as_it_was_chosen_and_nothing_without_an_address() {
        let now = at("2026-01-05T12:00:00+01:00");
        let reach = Reach {
            for_unit: Channel::Digest,
            lateness: Channel::Inbox,
            reminders: Channel::AtOnce,
            ..reach()
        };
        assert_eq!(mailed_at(&reach, Kind::Reminder, now), Some(now));
        assert_eq!(mailed_at(&reach, Kind::Lateness, now), None);
        assert_eq!(
            mailed_at(&reach, Kind::ForUnit, now),
            Some(at("2026-01-06T08:00:00+01:00"))
        );
        let without = Reach {
            address: None,
            ..reach
        };
        assert_eq!(mailed_at(&without, Kind::Reminder, now), None);
    }
}

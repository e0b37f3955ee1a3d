//! From a start and a length to a due moment, with the arithmetic line by line.

use chrono::{DateTime, Datelike, Days, Duration, Months, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::Europe::Copenhagen;

use super::term::day_before;
use super::{
    Calendar, DayZero, EndAt, Length, PlanBy, Roll, Stood, Term, TermError, end_of_day, instant_of,
    local_date, local_time,
};
use crate::text::{Arg, Message};

/// How long a clock runs, and what has made it longer.
#[derive(Clone, Debug)]
pub struct Span<'a> {
    /// When it started.
    pub start: DateTime<Utc>,
    /// How long it runs.
    pub runs: Runs,
    /// How long it has stood still.
    pub stood: Stood,
    /// By what it has been extended, in order.
    pub longer: &'a [Length],
}

/// How long a clock runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Runs {
    /// So long from its start.
    For(Length),
    /// Until so long before a moment.
    Before(Length, DateTime<Utc>),
    /// Until a moment.
    Until(DateTime<Utc>),
}

/// A due moment and how it came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// When it is due.
    pub due: DateTime<Utc>,
    /// When the work should be planned for; never later than due.
    pub plan_by: DateTime<Utc>,
    /// The arithmetic, line by line.
    pub arithmetic: Vec<Message>,
}

/// The arithmetic, where somebody wants to read it.
struct Lines(Option<Vec<Message>>);

impl Lines {
    fn say(&mut self, line: impl FnOnce() -> Message) {
        if let Some(lines) = &mut self.0 {
            lines.push(line());
        }
    }
}

/// Where counting has arrived.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    /// On a day, whose time is said by the term.
    Day(NaiveDate),
    /// At a moment.
    Moment(DateTime<Utc>),
}

impl End {
    fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Moment(at) => local_date(at),
        }
    }
}

impl Term {
    /// When a length that starts here is due, with the arithmetic. Hours and minutes run exactly, everything else to the
    /// last day's end in Copenhagen, unless the term says otherwise.
    ///
    /// # Errors
    /// [`TermError`] where the calendar cannot answer.
    pub fn due(&self, start: DateTime<Utc>, length: Length, calendar: &Calendar) -> Result<Due, TermError> {
        self.told(&Span::plain(start, Runs::For(length)), calendar)
    }

    /// When a length that starts here is due, without a word.
    ///
    /// # Errors
    /// [`TermError`] where the calendar cannot answer.
    pub fn ends(
        &self,
        start: DateTime<Utc>,
        length: Length,
        calendar: &Calendar,
    ) -> Result<DateTime<Utc>, TermError> {
        let (due, _) = self.reckon(&Span::plain(start, Runs::For(length)), calendar)?;
        Ok(due)
    }

    /// When a span is due, with the arithmetic.
    ///
    /// # Errors
    /// [`TermError`] where the calendar cannot answer.
    pub fn told(&self, span: &Span<'_>, calendar: &Calendar) -> Result<Due, TermError> {
        let mut lines = Lines(Some(Vec::new()));
        let (due, plan_by) = self.walk(span, calendar, &mut lines)?;
        Ok(Due {
            due,
            plan_by,
            arithmetic: lines.0.unwrap_or_default(),
        })
    }

    /// When a span is due and when to plan for, without a word.
    ///
    /// # Errors
    /// [`TermError`] where the calendar cannot answer.
    pub fn reckon(
        &self,
        span: &Span<'_>,
        calendar: &Calendar,
    ) -> Result<(DateTime<Utc>, DateTime<Utc>), TermError> {
        self.walk(span, calendar, &mut Lines(None))
    }

    fn walk(
        &self,
        span: &Span<'_>,
        calendar: &Calendar,
        lines: &mut Lines,
    ) -> Result<(DateTime<Utc>, DateTime<Utc>), TermError> {
        let raw = self.raw_end(span, calendar, lines)?;
        let raw = self.with_stillness(raw, span, calendar, lines)?;
        let raw = self.extended(raw, span, calendar, lines)?;
        match raw {
            End::Moment(due) => {
                if offset_of(due) != offset_of(span.start) && is_elapsed(span) {
                    lines.say(|| Message::new("term-summer-time"));
                }
                lines.say(|| Message::new("term-due-at").with("due", due));
                Ok((due, due))
            }
            End::Day(raw) => self.on_day(raw, span, calendar, lines),
        }
    }

    /// Roll, time of day and the day to plan for.
    fn on_day(
        &self,
        raw: NaiveDate,
        span: &Span<'_>,
        calendar: &Calendar,
        lines: &mut Lines,
    ) -> Result<(DateTime<Utc>, DateTime<Utc>), TermError> {
        let end = match self.roll {
            Roll::None => raw,
            Roll::NextWorkingDay => calendar
                .on_or_after(raw, self.days)
                .ok_or(TermError::NoWorkingDay)?,
        };
        if end != raw {
            lines.say(|| {
                Message::new("term-rolled")
                    .with("day", raw)
                    .with("because", self.because(raw, calendar))
                    .with("to", end)
            });
        }
        let due = self.moment_on(end, span);
        lines.say(|| match self.at {
            EndAt::EndOfDay => Message::new("term-due-on").with("day", end),
            EndAt::Time(_) | EndAt::Exact => Message::new("term-due-at").with("due", due),
        });
        let plan_day = match self.plan_by {
            PlanBy::Same => end,
            PlanBy::PreviousWorkingDay => calendar
                .on_or_before(end, self.days)
                .ok_or(TermError::NoWorkingDay)?,
        };
        if plan_day == end {
            return Ok((due, due));
        }
        lines.say(|| {
            Message::new("term-plan-by")
                .with("because", self.because(end, calendar))
                .with("day", plan_day)
        });
        Ok((due, self.moment_on(plan_day, span)))
    }

    fn moment_on(&self, day: NaiveDate, span: &Span<'_>) -> DateTime<Utc> {
        match self.at {
            EndAt::EndOfDay => end_of_day(day),
            EndAt::Time(time) => instant_of(day.and_time(time)),
            EndAt::Exact => {
                let counted_from = match span.runs {
                    Runs::For(_) => span.start,
                    Runs::Before(_, moment) | Runs::Until(moment) => moment,
                };
                instant_of(day.and_time(local_time(counted_from).time()))
            }
        }
    }

    /// The end where nothing stood still and nothing was extended.
    fn raw_end(&self, span: &Span<'_>, calendar: &Calendar, lines: &mut Lines) -> Result<End, TermError> {
        match span.runs {
            Runs::For(length) => {
                lines.say(|| self.line_of_start(span.start, length));
                lines.say(|| Message::new("term-length").with("length", length.message()));
                let end = self.first_end(span.start, length, calendar)?;
                match end {
                    End::Day(end) => self.tell_days(local_date(span.start), end, length, calendar, lines),
                    End::Moment(_) => self.tell_passed(End::Moment(span.start), end, length, calendar, lines),
                }
                Ok(end)
            }
            Runs::Before(length, moment) => {
                lines.say(|| Message::new("clock-until").with("at", moment));
                lines.say(|| Message::new("clock-before").with("length", length.message()));
                if length.is_elapsed() {
                    let end = match length {
                        Length::OfficeHours(count) => {
                            calendar.open_time_before(moment, Duration::hours(i64::from(count)), self.days)
                        }
                        _ => super::before(moment, length, calendar),
                    };
                    let end = end.map(End::Moment).ok_or(TermError::OutOfRange)?;
                    self.tell_passed(end, End::Moment(moment), length, calendar, lines);
                    return Ok(end);
                }
                let day = local_date(moment);
                let end = day_before(day, length, calendar, self.days).ok_or(TermError::OutOfRange)?;
                if let Length::WorkingDays(_) = length {
                    self.tell_skipped(end, day, calendar, lines);
                }
                Ok(End::Day(end))
            }
            Runs::Until(moment) => {
                lines.say(|| Message::new("clock-to").with("at", moment));
                let day = local_date(moment);
                Ok(if moment == end_of_day(day) {
                    End::Day(day)
                } else {
                    End::Moment(moment)
                })
            }
        }
    }

    fn line_of_start(&self, start: DateTime<Utc>, length: Length) -> Message {
        let key = match (length, self.day_zero) {
            (length, _) if length.is_elapsed() => "term-from-moment",
            (Length::EndOfMonth | Length::AtAge(_), _) => "term-from-moment",
            (_, DayZero::NotCounted) => "term-from",
            (_, DayZero::Counted) => "term-from-counted",
        };
        Message::new(key).with("start", start)
    }

    fn first_end(&self, start: DateTime<Utc>, length: Length, calendar: &Calendar) -> Result<End, TermError> {
        if length.is_elapsed() {
            return self.later(End::Moment(start), length, calendar);
        }
        let first = local_date(start);
        let before_first = match self.day_zero {
            DayZero::NotCounted => first,
            DayZero::Counted => first.pred_opt().ok_or(TermError::OutOfRange)?,
        };
        let end = match length {
            Length::EndOfMonth => last_of_month(first),
            Length::AtAge(months) => first.checked_add_months(Months::new(months)),
            Length::Months(_) | Length::Years(_) if self.day_zero == DayZero::Counted => {
                // From the first of a month, a month ends on that month's last day, however long the one before was.
                let after =
                    months_of(length).and_then(|months| first.checked_add_months(Months::new(months)));
                after.and_then(|day| day.pred_opt())
            }
            _ => return self.later(End::Day(before_first), length, calendar),
        };
        end.map(End::Day).ok_or(TermError::OutOfRange)
    }

    /// So much later than where counting has arrived.
    fn later(&self, from: End, length: Length, calendar: &Calendar) -> Result<End, TermError> {
        let moment = |time: Duration| {
            let from = self.moment_of(from);
            from.checked_add_signed(time)
                .map(End::Moment)
                .ok_or(TermError::OutOfRange)
        };
        match length {
            Length::Minutes(count) => return moment(Duration::minutes(i64::from(count))),
            Length::Hours(count) => return moment(Duration::hours(i64::from(count))),
            Length::OfficeHours(count) => {
                let time = Duration::hours(i64::from(count));
                let end = calendar.open_time_after(self.moment_of(from), time, self.days);
                return end.map(End::Moment).ok_or(TermError::NoWorkingDay);
            }
            _ => {}
        }
        let day_later = |day: NaiveDate| match length {
            Length::Days(count) => day.checked_add_days(Days::new(u64::from(count))),
            Length::Weeks(count) => day.checked_add_days(Days::new(u64::from(count) * 7)),
            Length::WorkingDays(count) => calendar.nth_after(day, count, self.days),
            Length::EndOfMonth => last_of_month(day),
            _ => day.checked_add_months(Months::new(months_of(length)?)),
        };
        match from {
            End::Day(day) => day_later(day).map(End::Day),
            End::Moment(at) => {
                let local = local_time(at);
                let day = day_later(local.date());
                day.map(|day| End::Moment(instant_of(day.and_time(local.time()))))
            }
        }
        .ok_or(match length {
            Length::WorkingDays(_) => TermError::NoWorkingDay,
            _ => TermError::OutOfRange,
        })
    }

    fn moment_of(&self, end: End) -> DateTime<Utc> {
        match end {
            End::Moment(at) => at,
            End::Day(day) => match self.at {
                EndAt::Time(time) => instant_of(day.and_time(time)),
                EndAt::EndOfDay | EndAt::Exact => end_of_day(day),
            },
        }
    }

    /// What stood still is added in the unit that the clock counts by, so that what was left of it stays left.
    fn with_stillness(
        &self,
        raw: End,
        span: &Span<'_>,
        calendar: &Calendar,
        lines: &mut Lines,
    ) -> Result<End, TermError> {
        let stood = span.stood;
        if stood.is_none() {
            return Ok(raw);
        }
        let (key, count, end) = match (raw, span.runs) {
            (End::Moment(at), Runs::For(Length::OfficeHours(_))) => {
                let end = calendar.open_time_after(at, stood.office_time(), self.days);
                let hours = stood.office_seconds / SECONDS_IN_HOUR;
                ("term-stood-office-hours", hours, end.map(End::Moment))
            }
            (End::Moment(at), _) => {
                let end = at.checked_add_signed(stood.elapsed());
                let hours = stood.seconds / SECONDS_IN_HOUR;
                ("term-stood-hours", hours, end.map(End::Moment))
            }
            (End::Day(day), Runs::For(Length::WorkingDays(_))) => {
                let end = calendar.nth_after(day, stood.working_days, self.days);
                let days = i64::from(stood.working_days);
                ("term-stood-working-days", days, end.map(End::Day))
            }
            (End::Day(day), _) => {
                let end = day.checked_add_days(Days::new(u64::from(stood.days)));
                ("term-stood-days", i64::from(stood.days), end.map(End::Day))
            }
        };
        let end = end.ok_or(TermError::OutOfRange)?;
        if let Runs::For(length) = span.runs {
            self.tell_passed(raw, end, length, calendar, lines);
        }
        lines.say(|| Message::new(key).with("count", count).with("to", told(end)));
        Ok(end)
    }

    fn extended(
        &self,
        mut end: End,
        span: &Span<'_>,
        calendar: &Calendar,
        lines: &mut Lines,
    ) -> Result<End, TermError> {
        for length in span.longer {
            let from = end;
            end = self.later(from, *length, calendar)?;
            self.tell_passed(from, end, *length, calendar, lines);
            lines.say(|| {
                Message::new("term-extended")
                    .with("length", length.message())
                    .with("to", told(end))
            });
        }
        Ok(end)
    }

    fn tell_days(
        &self,
        first: NaiveDate,
        end: NaiveDate,
        length: Length,
        calendar: &Calendar,
        lines: &mut Lines,
    ) {
        if let Length::WorkingDays(_) = length {
            self.tell_skipped(first, end, calendar, lines);
        }
        if clamped(first, end, length, self.day_zero) {
            lines.say(|| Message::new("term-clamped").with("day", end));
        }
    }

    /// What counting on from somewhere passed over, where it passes over anything: working days, and hours in which the
    /// offices are open.
    fn tell_passed(&self, from: End, end: End, length: Length, calendar: &Calendar, lines: &mut Lines) {
        let (first, last) = (from.day(), end.day());
        match length {
            Length::WorkingDays(_) => self.tell_skipped(first, last, calendar, lines),
            // The day on which the hours begin may itself be closed.
            Length::OfficeHours(_) => {
                if let Some(before) = first.pred_opt() {
                    self.tell_skipped(before, last, calendar, lines);
                }
            }
            _ => {}
        }
    }

    /// The holidays and closed days that counting passed over, by name; weekends need no naming.
    fn tell_skipped(&self, first: NaiveDate, end: NaiveDate, calendar: &Calendar, lines: &mut Lines) {
        if lines.0.is_none() {
            return;
        }
        let between = first.iter_days().skip(1).take_while(|day| *day < end);
        for day in between {
            if let Some(name) = calendar.closed(day, self.days) {
                lines.say(|| Message::new("term-skipped").with("day", day).with("name", name));
            }
        }
    }

    fn because(&self, day: NaiveDate, calendar: &Calendar) -> Arg {
        calendar
            .closed(day, self.days)
            .map_or_else(|| Message::new("term-weekend").into(), Arg::from)
    }
}

impl Span<'_> {
    /// A span that never stood still and was never extended.
    #[must_use]
    pub const fn plain(start: DateTime<Utc>, runs: Runs) -> Self {
        Self {
            start,
            runs,
            stood: Stood {
                seconds: 0,
                days: 0,
                working_days: 0,
                office_seconds: 0,
            },
            longer: &[],
        }
    }
}

const SECONDS_IN_HOUR: i64 = 3_600;

const MONTHS_IN_YEAR: u32 = 12;

fn told(end: End) -> Arg {
    match end {
        End::Day(day) => day.into(),
        End::Moment(at) => at.into(),
    }
}

const fn is_elapsed(span: &Span<'_>) -> bool {
    matches!(span.runs, Runs::For(length) if length.is_elapsed())
}

fn offset_of(at: DateTime<Utc>) -> i32 {
    Copenhagen
        .offset_from_utc_datetime(&at.naive_utc())
        .fix()
        .local_minus_utc()
}

fn months_of(length: Length) -> Option<u32> {
    match length {
        Length::Months(count) | Length::AtAge(count) => Some(count),
        Length::Years(count) => count.checked_mul(MONTHS_IN_YEAR),
        _ => None,
    }
}

fn last_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// Whether a month or year was too short for the day that it started on.
fn clamped(first: NaiveDate, end: NaiveDate, length: Length, day_zero: DayZero) -> bool {
    let counted_from_first = matches!(length, Length::Months(_) | Length::Years(_) | Length::AtAge(_));
    counted_from_first && day_zero == DayZero::NotCounted && end.day() < first.day()
}

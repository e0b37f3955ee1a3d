//! Rhythms as authors write them, and as people read them.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::{Rhythm, RhythmError, Sort, Which};
use crate::calendar::Length;
use crate::text::{Arg, Language, Message, time_of_day};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Mon),
    ("Tuesday", Weekday::Tue),
    ("Wednesday", Weekday::Wed),
    ("Thursday", Weekday::Thu),
    ("Friday", Weekday::Fri),
    ("Saturday", Weekday::Sat),
    ("Sunday", Weekday::Sun),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const NTH: [(&str, u8); 4] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4)];

/// A year in which every day of every month exists.
const LEAP_YEAR: i32 = 2000;

fn weekday(word: &str) -> Option<Weekday> {
    let found = WEEKDAYS.iter().find(|(name, _)| *name == word);
    found.map(|(_, weekday)| *weekday)
}

fn name_of(day: Weekday) -> &'static str {
    WEEKDAYS
        .iter()
        .find(|(_, weekday)| *weekday == day)
        .map_or("", |(name, _)| name)
}

fn month_name(month: u32) -> &'static str {
    let place = usize::try_from(month).unwrap_or_default();
    place
        .checked_sub(1)
        .and_then(|place| MONTHS.get(place))
        .copied()
        .unwrap_or_default()
}

fn clock(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |text: &str| text.len() == 2 && text.chars().all(|c| c.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// Words and the time after them; the start of the day where no time is written.
fn timed(text: &str) -> (&str, Option<NaiveTime>) {
    match text.rsplit_once(' ') {
        Some((words, last)) if last.contains(':') => (words, clock(last)),
        _ => (text, Some(NaiveTime::MIN)),
    }
}

fn sort(word: &str) -> Option<Sort> {
    match word {
        "day" => Some(Sort::Day),
        "working day" => Some(Sort::WorkingDay),
        other => weekday(other).map(Sort::Weekday),
    }
}

/// `second Tuesday`, `last working day`, `day 15`.
fn which(words: &str) -> Option<Which> {
    if let Some(number) = words.strip_prefix("day ") {
        let number = number.parse().ok()?;
        return (1..=31).contains(&number).then_some(Which::Day(number));
    }
    let (nth, rest) = words.split_once(' ')?;
    let sort = sort(rest)?;
    if nth == "last" {
        return Some(Which::Last(sort));
    }
    let found = NTH.iter().find(|(word, _)| *word == nth);
    found.map(|(_, number)| Which::Nth(*number, sort))
}

/// `1 March`.
fn yearly(words: &str, time: NaiveTime) -> Option<Result<Rhythm, RhythmError>> {
    let (day, month) = words.split_once(' ')?;
    let month = MONTHS.iter().position(|name| *name == month)?;
    let (month, day) = (u32::try_from(month).ok()? + 1, day.parse().ok()?);
    Some(match NaiveDate::from_ymd_opt(LEAP_YEAR, month, day) {
        Some(_) => Ok(Rhythm::Yearly { month, day, time }),
        None => Err(RhythmError::Never),
    })
}

/// `2 weeks on Monday`.
fn every_weeks(words: &str, time: NaiveTime) -> Option<Rhythm> {
    let (length, day) = words.split_once(" on ")?;
    match length.parse() {
        Ok(Length::Weeks(weeks)) => Some(Rhythm::EveryWeeks(weeks, weekday(day)?, time)),
        _ => None,
    }
}

/// `Monday`, `Monday, Thursday`.
fn weekly(words: &str, time: NaiveTime) -> Option<Rhythm> {
    let mut days = Vec::new();
    for word in words.split(", ") {
        let day = weekday(word)?;
        if days.contains(&day) {
            return None;
        }
        days.push(day);
    }
    Some(Rhythm::Weekly(days, time))
}

impl FromStr for Rhythm {
    type Err = RhythmError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(expression) = text.strip_prefix("cron ") {
            return expression.parse().map(Self::Cron).map_err(RhythmError::Cron);
        }
        let (words, time) = timed(text);
        let time = time.ok_or(RhythmError::Form)?;
        if let Some(words) = words.strip_suffix(" of the month") {
            let which = which(words).ok_or(RhythmError::Form)?;
            return Ok(Self::Monthly(which, time));
        }
        let rest = words.strip_prefix("every ").unwrap_or(words);
        if let Ok(length) = rest.parse::<Length>()
            && length.is_plain()
            && words == text
        {
            return Ok(Self::Every(length));
        }
        if let Some(yearly) = yearly(rest, time) {
            return yearly;
        }
        // A day that comes every week or oftener comes at a time that is said.
        let said = words != text;
        let often = match rest {
            "day" => Some(Self::Daily(time)),
            "working day" => Some(Self::WorkingDays(time)),
            _ => every_weeks(rest, time).or_else(|| weekly(rest, time)),
        };
        often.filter(|_| said).ok_or(RhythmError::Form)
    }
}

impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = |time: &NaiveTime| time.format("%H:%M").to_string();
        let later = |time: &NaiveTime| {
            if *time == NaiveTime::MIN {
                String::new()
            } else {
                time.format(" %H:%M").to_string()
            }
        };
        match self {
            Self::Cron(expression) => write!(f, "cron {expression}"),
            Self::Daily(at) => write!(f, "every day {}", time(at)),
            Self::WorkingDays(at) => write!(f, "every working day {}", time(at)),
            Self::Weekly(days, at) => {
                let names: Vec<&str> = days.iter().map(|day| name_of(*day)).collect();
                write!(f, "every {} {}", names.join(", "), time(at))
            }
            Self::EveryWeeks(weeks, day, at) => {
                write!(
                    f,
                    "every {} on {} {}",
                    Length::Weeks(*weeks),
                    name_of(*day),
                    time(at)
                )
            }
            Self::Monthly(which, at) => write!(f, "{which} of the month{}", later(at)),
            Self::Yearly { month, day, time: at } => {
                write!(f, "every {day} {}{}", month_name(*month), later(at))
            }
            Self::Every(length) => write!(f, "every {length}"),
        }
    }
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(number) => write!(f, "day {number}"),
            Self::Last(sort) => write!(f, "last {sort}"),
            Self::Nth(number, sort) => {
                let word = NTH.iter().find(|(_, nth)| nth == number);
                write!(f, "{} {sort}", word.map_or("", |(word, _)| word))
            }
        }
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day",
            Self::WorkingDay => "working day",
            Self::Weekday(day) => name_of(*day),
        })
    }
}

impl Rhythm {
    /// The rhythm in words, for people; the time of day is written as this language does.
    #[must_use]
    pub fn message(&self, language: Language) -> Message {
        let at = |message: Message, time: &NaiveTime| message.with("time", time_of_day(*time, language));
        let timed = |key: &str, time: &NaiveTime| {
            let known = i64::from(*time != NaiveTime::MIN);
            at(Message::new(key), time).with("known", known)
        };
        match self {
            Self::Cron(expression) => Message::new("rhythm-cron").with("cron", expression.to_string()),
            Self::Daily(time) => at(Message::new("rhythm-day"), time),
            Self::WorkingDays(time) => at(Message::new("rhythm-working-day"), time),
            Self::Weekly(days, time) => {
                let days: Vec<Message> = days.iter().map(|day| weekday_message(*day)).collect();
                at(Message::new("rhythm-weekly").with("days", days), time)
            }
            Self::EveryWeeks(weeks, day, time) => {
                let message = Message::new("rhythm-every-weeks").with("weeks", *weeks);
                at(message.with("day", weekday_message(*day)), time)
            }
            Self::Monthly(Which::Day(number), time) => {
                timed("rhythm-day-of-month", time).with("number", i64::from(*number))
            }
            Self::Monthly(Which::Last(sort), time) => {
                timed("rhythm-last-of-month", time).with("sort", sort.message())
            }
            Self::Monthly(Which::Nth(number, sort), time) => timed("rhythm-nth-of-month", time)
                .with("number", i64::from(*number))
                .with("sort", sort.message()),
            Self::Yearly { month, day, time } => {
                let month = Message::new(&format!("month-{month}"));
                timed("rhythm-yearly", time)
                    .with("day", *day)
                    .with("month", month)
            }
            Self::Every(length) => Message::new("rhythm-interval").with("length", length.message()),
        }
    }
}

impl Sort {
    fn message(self) -> Arg {
        match self {
            Self::Day => Message::new("sort-day").into(),
            Self::WorkingDay => Message::new("sort-working-day").into(),
            Self::Weekday(day) => weekday_message(day).into(),
        }
    }
}

fn weekday_message(day: Weekday) -> Message {
    Message::new(&format!("weekday-{}", name_of(day).to_lowercase()))
}

//! The functions of the guard language: the whole list, with what each takes and gives.

use super::datum::Datum;
use super::kind::{Kind, Number};
use super::plain;
use super::typed::{Gathering, Question};
use crate::calendar::Calendar;
use crate::text::Message;

/// What a plain function takes in one place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Takes {
    Date,
    Integer,
    Text,
}

impl Takes {
    pub(super) const fn accepts(self, kind: &Kind) -> bool {
        matches!(
            (self, kind),
            (_, Kind::Broken)
                | (Self::Date, Kind::Date)
                | (Self::Text, Kind::Text | Kind::Choice(_))
                | (Self::Integer, Kind::Number(Number::Integer | Number::Level(..)))
        )
    }

    pub(super) fn message(self) -> Message {
        match self {
            Self::Date => Kind::Date,
            Self::Integer => Kind::Number(Number::Integer),
            Self::Text => Kind::Text,
        }
        .message()
    }
}

/// A function of its arguments and the calendar alone. An unknown argument makes it unknown.
#[derive(Debug)]
pub(super) struct Plain {
    pub(super) name: &'static str,
    pub(super) takes: &'static [Takes],
    pub(super) gives: Kind,
    /// How many steps it takes beyond its own.
    pub(super) costs: fn(&[Datum<'_>], &Calendar) -> u64,
    pub(super) run: fn(&[Datum<'_>], &Calendar) -> Option<Datum<'static>>,
}

/// What a function does with what it is given.
#[derive(Clone, Copy, Debug)]
pub(super) enum Does {
    /// Makes one value of a list's rows.
    Gather(Gathering),
    /// Asks about an item.
    Ask(Question),
    Exists,
    Newer,
    Today,
    Date,
    Time,
    Plain(&'static Plain),
}

/// A function of the guard language.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is written and what it gives: `done(item) → boolean`.
    pub signature: &'static str,
    pub(super) does: Does,
}

impl Function {
    /// What it is for, in a sentence.
    #[must_use]
    pub fn about(&self) -> Message {
        Message::new(&format!("guard-about-{}", self.name.replace('_', "-")))
    }
}

const fn function(name: &'static str, signature: &'static str, does: Does) -> Function {
    Function {
        name,
        signature,
        does,
    }
}

const INTEGER: Kind = Kind::Number(Number::Integer);

static DAYS_BETWEEN: Plain = Plain {
    name: "days_between",
    takes: &[Takes::Date, Takes::Date],
    gives: INTEGER,
    costs: plain::nothing,
    run: plain::days_between,
};
static WORKING_DAYS_BETWEEN: Plain = Plain {
    name: "working_days_between",
    takes: &[Takes::Date, Takes::Date],
    gives: INTEGER,
    costs: plain::by_day,
    run: plain::working_days_between,
};
static MONTHS_BETWEEN: Plain = Plain {
    name: "months_between",
    takes: &[Takes::Date, Takes::Date],
    gives: INTEGER,
    costs: plain::nothing,
    run: plain::months_between,
};
static AGE_ON: Plain = Plain {
    name: "age_on",
    takes: &[Takes::Date, Takes::Date],
    gives: INTEGER,
    costs: plain::nothing,
    run: plain::age_on,
};
static DAYS_AFTER: Plain = Plain {
    name: "days_after",
    takes: &[Takes::Date, Takes::Integer],
    gives: Kind::Date,
    costs: plain::nothing,
    run: plain::days_after,
};
static CONTAINS: Plain = Plain {
    name: "contains",
    takes: &[Takes::Text, Takes::Text],
    gives: Kind::Boolean,
    costs: plain::by_letter,
    run: plain::contains,
};
static LENGTH: Plain = Plain {
    name: "length",
    takes: &[Takes::Text],
    gives: INTEGER,
    costs: plain::by_letter,
    run: plain::length,
};

static FUNCTIONS: [Function; 27] = [
    function(
        "all",
        "all(column: boolean) → boolean",
        Does::Gather(Gathering::All),
    ),
    function(
        "any",
        "any(column: boolean) → boolean",
        Does::Gather(Gathering::Any),
    ),
    function(
        "none",
        "none(column: boolean) → boolean",
        Does::Gather(Gathering::None),
    ),
    function(
        "count",
        "count(list, or column: boolean) → integer",
        Does::Gather(Gathering::Count),
    ),
    function(
        "sum",
        "sum(column: number) → number",
        Does::Gather(Gathering::Sum),
    ),
    function(
        "min",
        "min(column: number, date or time) → same",
        Does::Gather(Gathering::Min),
    ),
    function(
        "max",
        "max(column: number, date or time) → same",
        Does::Gather(Gathering::Max),
    ),
    function("done", "done(item) → boolean", Does::Ask(Question::Done)),
    function("owed", "owed(item) → boolean", Does::Ask(Question::Owed)),
    function("times", "times(item) → integer", Does::Ask(Question::Times)),
    function("rounds", "rounds(item) → integer", Does::Ask(Question::Rounds)),
    function("skipped", "skipped(item) → boolean", Does::Ask(Question::Skipped)),
    function("open", "open(item) → boolean", Does::Ask(Question::Open)),
    function(
        "may_come",
        "may_come(item) → boolean",
        Does::Ask(Question::MayCome),
    ),
    function("done_on", "done_on(item) → date", Does::Ask(Question::DoneOn)),
    function("exists", "exists(field) → boolean", Does::Exists),
    function(
        "newer",
        "newer(date or done(item), date or done(item)) → boolean",
        Does::Newer,
    ),
    function("today", "today → date", Does::Today),
    function("date", "date(\"2026-01-05\") → date", Does::Date),
    function("time", "time(\"08:30\") → time", Does::Time),
    function(
        "days_between",
        "days_between(date, date) → integer",
        Does::Plain(&DAYS_BETWEEN),
    ),
    function(
        "working_days_between",
        "working_days_between(date, date) → integer",
        Does::Plain(&WORKING_DAYS_BETWEEN),
    ),
    function(
        "months_between",
        "months_between(date, date) → integer",
        Does::Plain(&MONTHS_BETWEEN),
    ),
    function(
        "days_after",
        "days_after(date, integer) → date",
        Does::Plain(&DAYS_AFTER),
    ),
    function(
        "age_on",
        "age_on(born: date, date) → integer",
        Does::Plain(&AGE_ON),
    ),
    function(
        "contains",
        "contains(text, text) → boolean",
        Does::Plain(&CONTAINS),
    ),
    function("length", "length(text) → integer", Does::Plain(&LENGTH)),
];

/// Every function of the guard language.
#[must_use]
pub fn functions() -> &'static [Function] {
    &FUNCTIONS
}

/// Whether a function goes through rows.
pub(super) fn gathers(name: &str) -> bool {
    named(name).is_some_and(|function| matches!(function.does, Does::Gather(_)))
}

pub(super) fn named(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, core_catalogue};

    #[test]
    fn every_function_is_explained_and_found_by_its_own_name() {
        for function in functions() {
            assert!(core_catalogue().knows(&function.about().key), "{}", function.name);
            assert_eq!(named(function.name).unwrap().signature, function.signature);
            if let Does::Plain(plain) = function.does {
                let words = format!("guard-words-{}", plain.name.replace('_', "-"));
                assert_eq!(plain.name, function.name);
                assert!(core_catalogue().knows(&words), "{words}");
            }
            assert!(function.signature.starts_with(function.name));
            for language in Language::ALL {
                let explained = Message::new("explain-F0505").say(language);
                assert!(explained.contains(function.name), "{} {language}", function.name);
            }
        }
        assert!(named("eval").is_none());
    }

    #[test]
    fn the_whole_list() {
        let list: Vec<&str> = functions().iter().map(|function| function.signature).collect();
        insta::assert_snapshot!(list.join("\n"), @r#"
        all(column: boolean) → boolean
        any(column: boolean) → boolean
        none(column: boolean) → boolean
        count(list, or column: boolean) → integer
        sum(column: number) → number
        min(column: number, date or time) → same
        max(column: number, date or time) → same
        done(item) → boolean
        owed(item) → boolean
        times(item) → integer
        rounds(item) → integer
        skipped(item) → boolean
        open(item) → boolean
        may_come(item) → boolean
        done_on(item) → date
        exists(field) → boolean
        newer(date or done(item), date or done(item)) → boolean
        today → date
        date("2026-01-05") → date
        time("08:30") → time
        days_between(date, date) → integer
        working_days_between(date, date) → integer
        months_between(date, date) → integer
        days_after(date, integer) → date
        age_on(born: date, date) → integer
        contains(text, text) → boolean
        length(text) → integer
        "#);
    }
}

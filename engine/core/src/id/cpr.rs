//! The number by which the state knows a person.

use std::fmt;

use chrono::NaiveDate;

/// How many digits a number has.
const DIGITS: usize = 10;

/// How many of them are the day of birth.
const DATE_DIGITS: usize = 6;

/// What is added to the day of birth in a replacement number.
const REPLACEMENT_DAYS: u32 = 60;

/// What is shown of the last four digits.
const HIDDEN: &str = "****";

/// A CPR number, or the replacement number of a person who has none. It is shown with its last digits hidden; only
/// [`Cpr::digits`] tells all of it.
///
/// Modulus 11 is not asked for: numbers without it have been given since October 2007.
#[derive(Clone, PartialEq, Eq)]
pub struct Cpr {
    digits: String,
    born_on: NaiveDate,
    replacement: bool,
}

/// Why a text is no CPR number. It tells nothing of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CprError {
    /// Not ten digits, with a dash or spaces between at most.
    Shape,
    /// The first six are no date.
    Date,
}

impl fmt::Display for CprError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "a CPR number is ten digits",
            Self::Date => "the first six digits are no date",
        })
    }
}

impl std::error::Error for CprError {}

impl Cpr {
    /// Reads a number as people write it: ten digits, with a dash or spaces between.
    ///
    /// # Errors
    /// [`CprError`] says why it is none.
    pub fn read(text: &str) -> Result<Self, CprError> {
        let between = |c: &char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2013}');
        let digits: String = text.chars().filter(|c| !between(c)).collect();
        if digits.len() != DIGITS || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(CprError::Shape);
        }
        let number = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
        let (Some(day), Some(month), Some(year), Some(century)) =
            (number(0, 2), number(2, 4), number(4, 6), number(6, 7))
        else {
            return Err(CprError::Shape);
        };
        let replacement = day > REPLACEMENT_DAYS;
        let day = if replacement { day - REPLACEMENT_DAYS } else { day };
        let born_on = i32::try_from(first_year(century, year) + year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
            .ok_or(CprError::Date)?;
        Ok(Self {
            digits,
            born_on,
            replacement,
        })
    }

    /// All ten digits. Whoever takes them shows or keeps a person's number.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// As it may be shown: `010203-****`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (date, _) = self.parts();
        format!("{date}-{HIDDEN}")
    }

    /// All of it as people write it, with its dash.
    #[must_use]
    pub fn in_full(&self) -> String {
        let (date, rest) = self.parts();
        format!("{date}-{rest}")
    }

    fn parts(&self) -> (&str, &str) {
        self.digits.split_at_checked(6).unwrap_or_default()
    }

    /// The day of birth that it tells.
    #[must_use]
    pub const fn born_on(&self) -> NaiveDate {
        self.born_on
    }

    /// The age on a day, in whole years; none before birth.
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> Option<u32> {
        day.years_since(self.born_on)
    }

    /// Whether it is a replacement number, which no other authority knows.
    #[must_use]
    pub const fn is_replacement(&self) -> bool {
        self.replacement
    }
}

/// Whether ten digits that could be a number stand somewhere in a text: together, with a dash, or with a space between
/// the date and the rest. It is asked of titles, which lists, notices and logs of other systems show.
#[must_use]
pub fn may_hold_cpr(text: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2013}');
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).count();
    let words = text.split(|c: char| !c.is_ascii_digit() && !dash(c));
    if words.into_iter().any(|word| digits(word) == DIGITS) {
        return true;
    }
    let mut parts = text.split(|c: char| !c.is_ascii_digit() && !c.is_whitespace());
    parts.any(|part| {
        let numbers: Vec<&str> = part.split_whitespace().collect();
        numbers.windows(2).any(|pair| {
            pair.iter().map(|number| number.len()).eq([6, 4]) && Cpr::read(&pair.concat()).is_ok()
        })
    })
}

/// Whether a CPR number or a replacement number stands in a text: ten digits together, or six and four with a dash or a space
/// between, whose first six are a day. A longer number, or one that is no day, is something else. It is asked of what is written
/// where nothing is sealed.
#[must_use]
pub fn holds_cpr(text: &str) -> bool {
    let is_dash = |before: &str| {
        let mut signs = before.chars();
        signs.next_back().is_some_and(dash) && signs.next_back().is_none()
    };
    let is_between = |before: &str| {
        let mut signs = before.chars();
        let one = signs.next().filter(|_| signs.next().is_none());
        one.is_some_and(|sign| dash(sign) || sign.is_whitespace())
    };
    let (runs, rest) = runs_of_digits(text);
    let after = |place: usize| runs.get(place).map_or(rest, |(before, _)| *before);
    runs.iter().enumerate().any(|(place, (before, digits))| {
        if is_word(before, after(place + 1)) {
            return false;
        }
        if digits.len() == DIGITS {
            return Cpr::read(digits).is_ok();
        }
        let Some((between, rest)) = runs.get(place + 1) else {
            return false;
        };
        // A part of something longer, as `2026-610203-1234`.
        let longer =
            (place > 0 && is_dash(before)) || runs.get(place + 2).is_some_and(|(after, _)| is_dash(after));
        let parted = digits.len() == DATE_DIGITS && rest.len() == DIGITS - DATE_DIGITS && is_between(between);
        let word = is_word("", after(place + 2));
        parted && !longer && !word && Cpr::read(&format!("{digits}{rest}")).is_ok()
    })
}

/// Whether digits are a part of a word, as in the name of a file or a sum in hexadecimal; what they are called may touch them.
fn is_word(before: &str, after: &str) -> bool {
    let joins = |sign: Option<char>| sign.is_some_and(char::is_alphabetic);
    let named = before.to_lowercase().ends_with("cpr");
    joins(after.chars().next()) || (joins(before.chars().next_back()) && !named)
}

const fn dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2013}')
}

/// The digits of a text, as they stand together, each with what stands before them; and what stands after the last.
fn runs_of_digits(text: &str) -> (Vec<(&str, &str)>, &str) {
    let (mut runs, mut rest) = (Vec::new(), text);
    while let Some(from) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let (before, tail) = rest.split_at_checked(from).unwrap_or_default();
        let until = tail
            .find(|sign: char| !sign.is_ascii_digit())
            .unwrap_or(tail.len());
        let (digits, after) = tail.split_at_checked(until).unwrap_or_default();
        runs.push((before, digits));
        rest = after;
    }
    (runs, rest)
}

impl fmt::Debug for Cpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// The first year of the century that the seventh digit tells, for a year of two digits.
const fn first_year(seventh: u32, year: u32) -> u32 {
    match (seventh, year) {
        (0..=3, _) => 1900,
        (4 | 9, 0..=36) => 2000,
        (4 | 9, _) => 1900,
        (_, 0..=57) => 2000,
        _ => 1800,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A number in its two parts, for no file may hold a whole one.
    fn of(date: &str, rest: &str) -> Result<Cpr, CprError> {
        Cpr::read(&format!("{date}-{rest}"))
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        let (date, rest) = ("010203", "1234");
        for text in [
            format!("{date}{rest}"),
            format!("{date}-{rest}"),
            format!("{date} {rest}"),
            format!("{date}\u{2013}{rest}"),
            format!("{date}\u{a0}{rest}"),
            " 01 02 03 12 34 ".to_owned(),
        ] {
            let read = Cpr::read(&text).unwrap();
            assert_eq!(read.digits(), format!("{date}{rest}"), "{text}");
            assert_eq!(read.in_full(), format!("{date}-{rest}"));
        }
    }

    #[test]
    fn the_seventh_digit_tells_the_century() {
        for (date, rest, born_on) in [
            ("010100", "0000", "1900-01-01"),
            ("311299", "3999", "1999-12-31"),
            ("010136", "4000", "2036-01-01"),
            ("010137", "4000", "1937-01-01"),
            ("010157", "5000", "2057-01-01"),
            ("010158", "5000", "1858-01-01"),
            ("010199", "8000", "1899-01-01"),
            ("010157", "8000", "2057-01-01"),
            ("010136", "9000", "2036-01-01"),
            ("010137", "9000", "1937-01-01"),
            ("290200", "4000", "2000-02-29"),
        ] {
            assert_eq!(of(date, rest).unwrap().born_on(), day(born_on), "{date}-{rest}");
        }
    }

    #[test]
    fn a_day_past_sixty_is_a_replacement_number() {
        for (date, replacement, born_on) in [
            ("610203", true, "1903-02-01"),
            ("910103", true, "1903-01-31"),
            ("310103", false, "1903-01-31"),
        ] {
            let read = of(date, "1234").unwrap();
            let found = (read.is_replacement(), read.born_on());
            assert_eq!(found, (replacement, day(born_on)), "{date}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "010203-123",
            "010203-12345",
            "010203/1234",
            "O10203-1234",
            "٠١٠٢٠٣-1234",
        ] {
            assert_eq!(Cpr::read(text).unwrap_err(), CprError::Shape, "{text}");
        }
        for date in [
            "000203", "320103", "290203", "290200", "600203", "920103", "011303", "010003",
        ] {
            assert_eq!(of(date, "1234").unwrap_err(), CprError::Date, "{date}");
        }
    }

    #[test]
    fn a_text_may_hold_a_number() {
        for (text, holds) in [
            ("Sag 12", false),
            ("Sag 2026-0012345", false),
            ("2026-01-05 kl. 12:30", false),
            ("tlf. 12 34 56 78", false),
            ("000000 1234", false),
            ("6102031234", true),
            ("Ansøgning 610203-1234, ny", true),
            ("610203\u{2013}1234", true),
            ("Anna 610203 1234", true),
            ("61020312345", false),
        ] {
            assert_eq!(may_hold_cpr(text), holds, "{text}");
        }
    }

    #[test]
    fn a_number_is_found_in_what_people_write_and_nothing_else_is() {
        let (date, rest) = ("610203", "1234");
        for (text, holds) in [
            (format!("{date}{rest}"), true),
            (format!("Født ({date}-{rest})."), true),
            (format!("{date}\u{2013}{rest}"), true),
            (format!("cpr. {date} {rest}, ringer"), true),
            (format!("Sag 12: {date}-{rest}"), true),
            (format!("CPR{date}{rest}"), true),
            (format!("af{date}{rest}"), false),
            (format!("{date}{rest}b"), false),
            (format!("{date}-{rest}b"), false),
            (format!("5{date}{rest}"), false),
            (format!("{date}-{rest}5"), false),
            (format!("2026-{date}-{rest}"), false),
            (format!("{date}-{rest}-07"), false),
            (format!("{date} - {rest}"), false),
            (format!("{date}, {rest} kr."), false),
            ("321302-1234".to_owned(), false),
            ("9876543210".to_owned(), false),
            ("000000 1234".to_owned(), false),
            ("2026-01-05 kl. 12:30".to_owned(), false),
            ("tlf. 12 34 56 78".to_owned(), false),
            ("EAN 5790000000012".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(holds_cpr(&text), holds, "{text}");
        }
    }

    #[test]
    fn a_number_that_fails_modulus_eleven_is_one() {
        for last in 0..10 {
            assert!(of("010107", &format!("400{last}")).is_ok());
        }
    }

    #[test]
    fn its_last_digits_are_never_shown_unasked() {
        let read = of("010203", "1234").unwrap();
        assert_eq!(read.masked(), "010203-****");
        assert_eq!(
            format!("{read:?} {:?}", Some(&read)),
            "010203-**** Some(010203-****)"
        );
    }

    #[test]
    fn an_age_is_counted_in_whole_years() {
        let read = of("290200", "4000").unwrap();
        for (on, age) in [
            ("2000-02-28", None),
            ("2000-02-29", Some(0)),
            ("2018-02-28", Some(17)),
            ("2018-03-01", Some(18)),
        ] {
            assert_eq!(read.age_on(day(on)), age, "{on}");
        }
    }
}

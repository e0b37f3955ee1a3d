//! What people write in fields: numbers, dates and times as Danes write them, and as browsers send
//! them. Each answer is none where the text cannot be read with certainty.

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use samspil_core::text::{Language, long_date, time_of_day};

/// The longest text that is looked at, in characters: more than any number or date has.
const MAX_CHARS: usize = 60;

/// Digits between two group separators.
const GROUP: usize = 3;

/// The first year that is taken as meant: nobody in a case was born before.
const FIRST_YEAR: i32 = 1900;

/// The last year that is taken as meant.
const LAST_YEAR: i32 = 2199;

/// A time of day as it stands in a field: what is read back, with no word before it.
pub(crate) fn in_field(time: NaiveTime, language: Language) -> String {
    let said = time_of_day(time, language);
    said.trim_start_matches("kl. ").to_owned()
}

/// A whole number.
pub(crate) fn whole(text: &str, language: Language) -> Option<i64> {
    let number = decimal(text, language)?;
    number
        .fract()
        .is_zero()
        .then(|| i64::try_from(number.trunc()).ok())?
}

/// An amount in kroner: a number, with or without `kr.`.
pub(crate) fn money(text: &str, language: Language) -> Option<Decimal> {
    let text = text.trim();
    let bare = ["kr.", "kr", "DKK", ",-"].into_iter().fold(text, |bare, word| {
        let bare = bare.trim();
        bare.strip_suffix(word)
            .or_else(|| bare.strip_prefix(word))
            .unwrap_or(bare)
    });
    decimal(bare, language)
}

/// A number: `1.234,50` in Danish, `1,234.50` in English. The other language's form is read where it can mean only
/// one thing.
pub(crate) fn decimal(text: &str, language: Language) -> Option<Decimal> {
    if text.chars().count() > MAX_CHARS {
        return None;
    }
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (sign, digits) = match plain.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", plain.as_str()),
    };
    let (whole, fraction) = parts(digits, language)?;
    let group = whole.chars().find(|c| !c.is_ascii_digit());
    let whole = match group {
        Some(group) => ungrouped(whole, group)?,
        None => whole.to_owned(),
    };
    let numeric = |digits: &str| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    if !numeric(&whole) || fraction.is_some_and(|fraction| !numeric(fraction)) {
        return None;
    }
    format!("{sign}{whole}.{}", fraction.unwrap_or("0"))
        .parse::<Decimal>()
        .ok()
        .map(|number| number.normalize())
}

/// What stands before and after the decimal sign.
fn parts(digits: &str, language: Language) -> Option<(&str, Option<&str>)> {
    let (group, point) = match language {
        Language::Danish => ('.', ','),
        Language::English => (',', '.'),
    };
    let split = |at: usize| Some((digits.get(..at)?, Some(digits.get(at + 1..)?)));
    match (digits.rfind(point), digits.rfind(group)) {
        (None, None) => Some((digits, None)),
        (Some(at), None) if digits.find(point) == Some(at) => split(at),
        (Some(_), None) => Some((digits, None)),
        (Some(point), Some(group)) => split(point.max(group)),
        (None, Some(at)) => {
            let only = digits.find(group) == Some(at);
            let grouped = digits.len() - at == GROUP + 1 && (1..=GROUP).contains(&at);
            if only && (!grouped || digits.starts_with('0')) {
                split(at)
            } else {
                Some((digits, None))
            }
        }
    }
}

/// The digits without separators; none where the groups are not groups of three.
fn ungrouped(whole: &str, separator: char) -> Option<String> {
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let fits = (1..=GROUP).contains(&first.len()) && rest.iter().all(|group| group.len() == GROUP);
    fits.then(|| format!("{first}{}", rest.concat()))
}

/// A date: `31.03.2026`, `31-3-2026`, `31/3 2026`, `31. marts 2026`, or as browsers send it, `2026-03-31`.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    if text.chars().count() > MAX_CHARS {
        return None;
    }
    let text = text.trim().to_lowercase();
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '/'))
        .filter(|part| !part.is_empty())
        .collect();
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    let month = number(month, 2).or_else(|| named_month(month))?;
    let (year, day) = match (number(first, 4).filter(|_| first.len() == 4), number(last, 4)) {
        (Some(year), Some(day)) => (year, day),
        (None, Some(year)) if last.len() == 4 => (year, number(first, 2)?),
        _ => return None,
    };
    let year = i32::try_from(year).ok()?;
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some(day)
}

fn number(text: &str, most: usize) -> Option<u32> {
    let digits = text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

/// The month by its name, whole or its first three letters, in either language.
fn named_month(word: &str) -> Option<u32> {
    let meant = |month: &u32| {
        let first = NaiveDate::from_ymd_opt(2026, *month, 1);
        Language::ALL.into_iter().any(|language| {
            let long = first.map(|first| long_date(first, language).to_lowercase());
            let name = long.as_deref().and_then(|long| long.split(' ').nth(1));
            name.is_some_and(|name| name == word || name.get(..3) == Some(word))
        })
    };
    (1..=12).find(meant)
}

/// A time of day: `14.30`, `14:30`, `kl. 14.30`, `1430` or `14`.
pub(crate) fn time(text: &str) -> Option<NaiveTime> {
    if text.chars().count() > MAX_CHARS {
        return None;
    }
    let text = text.trim().to_lowercase();
    let bare = text.strip_prefix("kl.").or_else(|| text.strip_prefix("kl"));
    let bare = bare.unwrap_or(&text).trim();
    let (hour, minute) = match bare.split_once(['.', ':']) {
        Some((hour, minute)) => (hour, minute),
        None if bare.len() == 4 => (bare.get(..2)?, bare.get(2..)?),
        None => (bare, "00"),
    };
    let minute = number(minute, 2).filter(|_| minute.len() == 2)?;
    NaiveTime::from_hms_opt(number(hour, 2)?, minute, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_the_reader_s_form_and_in_the_other_where_it_is_certain() {
        for (text, danish, english) in [
            ("1234", Some("1234"), Some("1234")),
            ("1.234,50", Some("1234.5"), Some("1234.5")),
            ("1,234.50", Some("1234.5"), Some("1234.5")),
            ("1.234", Some("1234"), Some("1.234")),
            ("1,234", Some("1.234"), Some("1234")),
            ("1.5", Some("1.5"), Some("1.5")),
            ("0.125", Some("0.125"), Some("0.125")),
            ("12,5", Some("12.5"), Some("12.5")),
            ("1.234.567", Some("1234567"), Some("1234567")),
            ("1,234.567,8", None, None),
            ("1 234,5", Some("1234.5"), Some("1234.5")),
            ("\u{2212}2,5", Some("-2.5"), Some("-2.5")),
            ("-7", Some("-7"), Some("-7")),
            ("", None, None),
            ("-", None, None),
            ("1.23.456", None, None),
            ("1,2,3", None, None),
            ("12.34,5", None, None),
            ("12a", None, None),
            ("1e5", None, None),
            (",5", None, None),
            ("5,", None, None),
            ("٣", None, None),
            (&"9".repeat(40), None, None),
        ] {
            let read = |language| decimal(text, language).map(|number| number.to_string());
            assert_eq!(read(Language::Danish).as_deref(), danish, "{text} in Danish");
            assert_eq!(read(Language::English).as_deref(), english, "{text} in English");
        }
    }

    #[test]
    fn whole_numbers_and_amounts() {
        for (text, expected) in [
            ("12", Some(12)),
            ("1.200", Some(1200)),
            ("12,0", Some(12)),
            ("12,5", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(whole(text, Language::Danish), expected, "{text}");
        }
        for (text, expected) in [
            ("1.105 kr.", Some("1105")),
            ("kr. 1.105,50", Some("1105.5")),
            ("DKK 12", Some("12")),
            ("1.105,-", Some("1105")),
            ("kroner", None),
        ] {
            let read = money(text, Language::Danish).map(|amount| amount.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_we_write_is_read_back() {
        for number in ["0.5", "-1234.56", "1000", "999999999.01", "12"] {
            let number: Decimal = number.parse().unwrap();
            for language in Language::ALL {
                let written = samspil_core::text::decimal(number, language);
                assert_eq!(decimal(&written, language), Some(number), "{written}");
                let written = samspil_core::text::amount(number, language);
                assert_eq!(money(&written, language), Some(number), "{written}");
            }
        }
    }

    #[test]
    fn dates_in_danish_form_and_as_browsers_send_them() {
        for (text, expected) in [
            ("31.03.2026", Some("2026-03-31")),
            ("31-3-2026", Some("2026-03-31")),
            ("31/3 2026", Some("2026-03-31")),
            ("31. marts 2026", Some("2026-03-31")),
            ("31 March 2026", Some("2026-03-31")),
            ("1. okt. 2026", Some("2026-10-01")),
            ("2026-03-31", Some("2026-03-31")),
            (" 1.1.2026 ", Some("2026-01-01")),
            ("29.02.2026", None),
            ("03.31.2026", None),
            ("31.03.26", None),
            ("31.03", None),
            ("31.03.20266", None),
            ("i morgen", None),
            ("1.1.1026", None),
            ("", None),
        ] {
            let read = date(text).map(|day| day.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn times_of_day() {
        for (text, expected) in [
            ("14.30", Some("14:30:00")),
            ("14:30", Some("14:30:00")),
            ("kl. 9.05", Some("09:05:00")),
            ("1430", Some("14:30:00")),
            ("9", Some("09:00:00")),
            ("24.00", None),
            ("9.5", None),
            ("halv ni", None),
            ("", None),
        ] {
            let read = time(text).map(|time| time.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}

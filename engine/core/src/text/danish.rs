//! Dates, times and numbers as Danes write them, and as English readers in Denmark expect them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Offset, TimeZone, Timelike, Utc};
use chrono_tz::Europe::Copenhagen;
use rust_decimal::Decimal;

use super::Language;

const DANISH_MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];
const ENGLISH_MONTHS: [&str; 12] = [
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

/// `23.11.2026`, in both languages: month never comes first.
#[must_use]
pub fn date(date: NaiveDate) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// `23. november 2026` or `23 November 2026`.
#[must_use]
pub fn long_date(date: NaiveDate, language: Language) -> String {
    let month = usize::try_from(date.month0()).unwrap_or_default();
    match language {
        Language::Danish => {
            format!(
                "{}. {} {}",
                date.day(),
                DANISH_MONTHS.get(month).unwrap_or(&""),
                date.year()
            )
        }
        Language::English => {
            format!(
                "{} {} {}",
                date.day(),
                ENGLISH_MONTHS.get(month).unwrap_or(&""),
                date.year()
            )
        }
    }
}

/// `kl. 14.30` or `14:30`.
#[must_use]
pub fn time_of_day(time: NaiveTime, language: Language) -> String {
    match language {
        Language::Danish => format!("kl. {:02}.{:02}", time.hour(), time.minute()),
        Language::English => format!("{:02}:{:02}", time.hour(), time.minute()),
    }
}

/// Date and time of day in Copenhagen.
#[must_use]
pub fn instant(at: DateTime<Utc>, language: Language) -> String {
    // At the ends of what a moment can hold there is no local time; chrono's own way there panics.
    let utc = at.naive_utc();
    let offset = Copenhagen.offset_from_utc_datetime(&utc).fix();
    let local = utc.checked_add_offset(offset).unwrap_or(utc);
    format!("{} {}", date(local.date()), time_of_day(local.time(), language))
}

/// `1.234,5` or `1,234.5`.
#[must_use]
pub fn decimal(number: Decimal, language: Language) -> String {
    grouped(&number.normalize().to_string(), language)
}

/// Kroner with two decimals where there are øre: `1.105 kr.`, `2.172,97 kr.`, `DKK 2,172.97`.
#[must_use]
pub fn amount(kroner: Decimal, language: Language) -> String {
    let digits = if kroner.fract().is_zero() {
        kroner.trunc().to_string()
    } else {
        format!("{:.2}", kroner.round_dp(2))
    };
    match language {
        Language::Danish => format!("{} kr.", grouped(&digits, language)),
        Language::English => format!("DKK {}", grouped(&digits, language)),
    }
}

/// Groups of three digits with the language's separators.
fn grouped(plain: &str, language: Language) -> String {
    let (group, point) = match language {
        Language::Danish => ('.', ','),
        Language::English => (',', '.'),
    };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_money_in_both_forms() {
        for (number, danish, english) in [
            ("1234.5", "1.234,5", "1,234.5"),
            ("-999", "-999", "-999"),
            ("1000000", "1.000.000", "1,000,000"),
            ("0.10", "0,1", "0.1"),
        ] {
            let number: Decimal = number.parse().unwrap();
            assert_eq!(decimal(number, Language::Danish), danish);
            assert_eq!(decimal(number, Language::English), english);
        }
        assert_eq!(amount("1105".parse().unwrap(), Language::Danish), "1.105 kr.");
        assert_eq!(
            amount("2172.97".parse().unwrap(), Language::Danish),
            "2.172,97 kr."
        );
        assert_eq!(
            amount("2172.9".parse().unwrap(), Language::English),
            "DKK 2,172.90"
        );
    }

    #[test]
    fn every_moment_can_be_written() {
        let summer: DateTime<Utc> = "2026-07-01T10:00:00Z".parse().unwrap();
        assert_eq!(instant(summer, Language::Danish), "01.07.2026 kl. 12.00");
        for end in [DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC] {
            assert!(!instant(end, Language::Danish).is_empty());
        }
    }

    #[test]
    fn dates_in_both_forms() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
        assert_eq!(date(day), "03.11.2026");
        assert_eq!(long_date(day, Language::Danish), "3. november 2026");
        assert_eq!(long_date(day, Language::English), "3 November 2026");
    }
}

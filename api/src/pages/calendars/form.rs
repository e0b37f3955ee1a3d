//! The forms by which a line is added to the calendar.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use samspil_core::calendar::{ClosedDay, HalfOfficial, Hours, Opening, OwnClosed};
use samspil_core::id::UnitId;
use samspil_core::text::Text;

use crate::calendar::lines::{Line, Says, WEEKDAYS};
use crate::pages::parts::{Choice, Field, Form};
use crate::pages::shell::Shell;

/// The longest name of a closed day, in characters, as the calendar takes it.
const MAX_NAME_CHARS: u32 = 120;

/// The longest reason, in characters, as the calendar takes it.
pub(super) const MAX_WHY_CHARS: u32 = 500;

/// The longest hours of a day: `08:00-16:00`, with some room.
const MAX_HOURS_CHARS: u32 = 20;

/// What is added.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Dates of one's own.
    Own,
    /// A half-official day.
    Office,
    /// Opening hours.
    Hours,
}

impl Kind {
    /// The kind of this word.
    pub(super) fn named(word: &str) -> Option<Self> {
        [Self::Own, Self::Office, Self::Hours]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    /// The word in addresses and message keys.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Office => "office",
            Self::Hours => "hours",
        }
    }
}

/// What is sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Written(BTreeMap<String, String>);

impl Written {
    /// Of the pairs of a form.
    pub(super) fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// A field, without what stands around its words; empty where it is not there.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// A date; `Err` where something is written that is none.
    fn day(&self, name: &str) -> Result<Option<NaiveDate>, ()> {
        match self.get(name) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| ()),
        }
    }
}

/// The closed days that are the same every year, by the word that the form sends.
const OFFICE_DAYS: [(&str, ClosedDay); 6] = [
    ("constitution_day", ClosedDay::ConstitutionDay),
    ("christmas_eve", ClosedDay::ChristmasEve),
    ("new_years_eve", ClosedDay::NewYearsEve),
    ("friday_after_ascension", ClosedDay::FridayAfterAscension),
    ("may_day", ClosedDay::MayDay),
    ("after_christmas", ClosedDay::AfterChristmas),
];

/// The form as it was filled in.
pub(super) fn form(page: &Shell, kind: Kind, written: &Written, units: &BTreeMap<UnitId, String>) -> Form {
    let mut form = Form::new(page.language);
    let filled = |field: Field| {
        let value = written.get(field.name()).to_owned();
        field.value(&value)
    };
    let mut choices = vec![Choice::new(String::new(), page.t("calendars-whole"))];
    let mut by_name: Vec<(&UnitId, &String)> = units.iter().collect();
    by_name.sort_by_key(|(_, name)| *name);
    let by_name = by_name.into_iter();
    choices.extend(by_name.map(|(unit, name)| Choice::new(unit.to_string(), name.clone())));
    form.add(filled(
        Field::select("unit", page.t("calendars-where"), choices).optional(),
    ));
    match kind {
        Kind::Own => {
            form.add(filled(Field::date("from", page.t("calendars-first"))));
            let last = Field::date("to", page.t("calendars-last")).hint(page.t("calendars-last-hint"));
            form.add(filled(last.optional()));
            let name = Field::text("name_da", page.t("calendars-name-da"));
            form.add(filled(name.longest(MAX_NAME_CHARS)));
            let name = Field::text("name_en", page.t("calendars-name-en")).longest(MAX_NAME_CHARS);
            form.add(filled(name.optional()));
        }
        Kind::Office => {
            let title = |day: &ClosedDay| day.title().in_language(page.language).to_owned();
            let days = OFFICE_DAYS
                .iter()
                .map(|(word, day)| Choice::new((*word).to_owned(), title(day)));
            form.add(filled(Field::select(
                "day",
                page.t("calendars-day"),
                days.collect(),
            )));
            let from = Field::date("from", page.t("calendars-from")).hint(page.t("calendars-from-hint"));
            form.add(filled(from.optional()));
            form.add(filled(Field::date("to", page.t("calendars-until")).optional()));
        }
        Kind::Hours => {
            let from = Field::date("from", page.t("calendars-from"));
            form.add(filled(from.hint(page.t("calendars-hours-from-hint"))));
            for (_, key) in WEEKDAYS {
                let hours = Field::text(key, page.t(key)).longest(MAX_HOURS_CHARS);
                form.add(filled(hours.hint(page.t("calendars-hours-hint")).optional()));
            }
        }
    }
    form.add(filled(why(page)));
    form
}

/// The field for the reason: it is needed where the change is made, and not where it is only looked at.
pub(super) fn why(page: &Shell) -> Field {
    let field = Field::text("why", page.t("calendars-why")).longest(MAX_WHY_CHARS);
    field.hint(page.t("calendars-why-hint")).optional()
}

/// The line that a form says; what is wrong with it is said at its fields.
pub(super) fn line(
    page: &Shell,
    kind: Kind,
    written: &Written,
    form: &mut Form,
    units: &BTreeMap<UnitId, String>,
) -> Option<Line> {
    let unit = match written.get("unit") {
        "" => None,
        text => {
            let known = units.keys().copied().find(|unit| unit.to_string() == text);
            if known.is_none() {
                form.wrong("unit", page.t("calendars-unit-wrong"));
            }
            known
        }
    };
    let mut day = |name: &str, needed: bool| {
        let found = written.day(name);
        if found == Err(()) || needed && found == Ok(None) {
            form.wrong(name, page.t("calendars-day-wrong"));
        }
        found.ok().flatten()
    };
    let from = day("from", kind != Kind::Office);
    let says = match kind {
        Kind::Own => {
            let to = day("to", false);
            let (da, en) = (written.get("name_da"), written.get("name_en"));
            if da.is_empty() {
                form.wrong("name_da", page.t("calendars-name-wrong"));
            }
            from.map(|from| {
                Says::Own(OwnClosed {
                    from,
                    to,
                    name: Text {
                        da: da.to_owned(),
                        en: (!en.is_empty()).then(|| en.to_owned()),
                    },
                })
            })
        }
        Kind::Office => {
            let to = day("to", false);
            let chosen = OFFICE_DAYS.iter().find(|(word, _)| *word == written.get("day"));
            if chosen.is_none() {
                form.wrong("day", page.t("calendars-day-chosen-wrong"));
            }
            chosen.map(|(_, day)| Says::Office(HalfOfficial { day: *day, from, to }))
        }
        Kind::Hours => {
            let hours = all_hours(page, written, form);
            from.map(|from| {
                Says::Hours(Opening {
                    from: Some(from),
                    hours,
                })
            })
        }
    };
    says.filter(|_| form.is_right()).map(|says| Line { unit, says })
}

fn all_hours(page: &Shell, written: &Written, form: &mut Form) -> Vec<Hours> {
    let mut all = Vec::new();
    for (on, key) in WEEKDAYS {
        match written.get(key) {
            "" => {}
            text => match hours(text) {
                Some((opens, closes)) => all.push(Hours { on, opens, closes }),
                None => form.wrong(key, page.t("calendars-hours-wrong")),
            },
        }
    }
    if all.is_empty() {
        form.wrong(WEEKDAYS[0].1, page.t("calendars-hours-none"));
    }
    all
}

/// From when to when: `9-15`, `08:30-16:00`, `8.30 - 16`.
fn hours(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (opens, closes) = text.split_once(['-', '–'])?;
    let time = |text: &str| {
        let text = text.trim().replace('.', ":");
        let (hour, minute) = text.split_once(':').unwrap_or((text.as_str(), "0"));
        NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
    };
    let (opens, closes) = (time(opens)?, time(closes)?);
    (opens < closes).then_some((opens, closes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        for (text, expected) in [
            ("9-15", Some((at(9, 0), at(15, 0)))),
            ("08:30-16:00", Some((at(8, 30), at(16, 0)))),
            ("8.30 – 16", Some((at(8, 30), at(16, 0)))),
            ("15-9", None),
            ("9-9", None),
            ("9", None),
            ("9-25", None),
            ("ni-femten", None),
        ] {
            assert_eq!(hours(text), expected, "{text}");
        }
    }
}

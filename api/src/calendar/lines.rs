//! A calendar line by line: what stands in it, what a change adds or takes away, and how each line is told.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Weekday};
use samspil_core::calendar::{
    CalendarRules, ClosedDays, HalfOfficial, Hours, Opening, OwnClosed, ReceiptRule, UnitRules,
};
use samspil_core::id::UnitId;
use samspil_core::text::{Arg, Message};
use samspil_runtime::CalendarSet;

/// The words of the days of the week, Monday first.
pub(crate) const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "weekday-monday"),
    (Weekday::Tue, "weekday-tuesday"),
    (Weekday::Wed, "weekday-wednesday"),
    (Weekday::Thu, "weekday-thursday"),
    (Weekday::Fri, "weekday-friday"),
    (Weekday::Sat, "weekday-saturday"),
    (Weekday::Sun, "weekday-sunday"),
];

/// What a line says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Says {
    /// A half-official day is closed.
    Office(HalfOfficial),
    /// Dates of one's own are closed.
    Own(OwnClosed),
    /// When the offices are open.
    Hours(Opening),
    /// When letters are received.
    Receipt(ReceiptRule),
}

/// A line, of the municipality or of one unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    /// The unit; the whole municipality where none is named.
    pub(crate) unit: Option<UnitId>,
    /// What it says.
    pub(crate) says: Says,
}

/// The lines of a calendar: those of the municipality first.
pub(crate) fn lines(rules: &CalendarRules) -> Vec<Line> {
    let mut all = of(None, &rules.closed_days, &rules.opening);
    all.extend(rules.receipt.iter().map(|rule| Line {
        unit: None,
        says: Says::Receipt(*rule),
    }));
    for (unit, own) in &rules.units {
        all.extend(of(Some(*unit), &own.closed_days, &own.opening));
    }
    all
}

fn of(unit: Option<UnitId>, closed: &ClosedDays, opening: &[Opening]) -> Vec<Line> {
    let office = closed.half_official.iter().map(|day| Says::Office(*day));
    let own = closed.own.iter().map(|own| Says::Own(own.clone()));
    let hours = opening.iter().map(|hours| Says::Hours(hours.clone()));
    office
        .chain(own)
        .chain(hours)
        .map(|says| Line { unit, says })
        .collect()
}

/// The calendar with one line more.
pub(crate) fn with(mut rules: CalendarRules, line: &Line) -> CalendarRules {
    let (closed, opening) = match line.unit {
        None => (&mut rules.closed_days, &mut rules.opening),
        Some(unit) => {
            let none = || UnitRules {
                closed_days: ClosedDays::none(),
                opening: Vec::new(),
            };
            let own = rules.units.entry(unit).or_insert_with(none);
            (&mut own.closed_days, &mut own.opening)
        }
    };
    match &line.says {
        Says::Office(day) => closed.half_official.push(*day),
        Says::Own(own) => {
            closed.own.push(own.clone());
            closed.own.sort_by_key(|own| own.from);
        }
        Says::Hours(hours) => opening.push(hours.clone()),
        Says::Receipt(rule) => rules.receipt.push(*rule),
    }
    rules
}

/// The calendar without a line. Hours of the municipality are not taken away where they are the only ones: the offices would
/// never be open.
pub(crate) fn without(mut rules: CalendarRules, line: &Line) -> Option<CalendarRules> {
    let plain = (&mut rules.closed_days, &mut rules.opening);
    let (closed, opening) = match line.unit {
        None => plain,
        Some(unit) => {
            let own = rules.units.get_mut(&unit)?;
            (&mut own.closed_days, &mut own.opening)
        }
    };
    match &line.says {
        Says::Office(day) => taken(&mut closed.half_official, day)?,
        Says::Own(own) => taken(&mut closed.own, own)?,
        Says::Hours(_) if line.unit.is_none() && opening.len() <= 1 => return None,
        Says::Hours(hours) => taken(opening, hours)?,
        Says::Receipt(_) if rules.receipt.len() <= 1 => return None,
        Says::Receipt(rule) => taken(&mut rules.receipt, rule)?,
    }
    rules.units.retain(|_, own| {
        let closed = &own.closed_days;
        !(closed.half_official.is_empty() && closed.own.is_empty() && own.opening.is_empty())
    });
    Some(rules)
}

fn taken<T: PartialEq>(list: &mut Vec<T>, one: &T) -> Option<()> {
    let place = list.iter().position(|known| known == one)?;
    list.remove(place);
    Some(())
}

/// What one calendar says that another does not: the lines that are gone, and those that are new.
pub(crate) fn difference(before: &CalendarRules, after: &CalendarRules) -> (Vec<Line>, Vec<Line>) {
    let (mut gone, mut new) = (lines(before), Vec::new());
    for line in lines(after) {
        if taken(&mut gone, &line).is_none() {
            new.push(line);
        }
    }
    (gone, new)
}

/// What a version changed, in sentences: what was taken away, then what came.
pub(crate) fn told(
    before: Option<&CalendarRules>,
    after: &CalendarRules,
    units: &BTreeMap<UnitId, String>,
) -> Vec<Message> {
    let plain = CalendarRules::default();
    let (gone, new) = difference(before.unwrap_or(&plain), after);
    let say = |key: &str, line: &Line| Message::new(key).with("line", line.message(units));
    let gone = gone.iter().map(|line| say("calendars-gone", line));
    gone.chain(new.iter().map(|line| say("calendars-new", line)))
        .collect()
}

/// What the version at a place of a list changed, newest first. Of the last that is listed nothing is told where there were others
/// before it.
pub(crate) fn changes(all: &[CalendarSet], place: usize, units: &BTreeMap<UnitId, String>) -> Vec<Message> {
    let before = all.get(place + 1).map(|before| &before.rules);
    match all.get(place) {
        Some(one) if before.is_some() || one.version <= 1 => told(before, &one.rules, units),
        _ => Vec::new(),
    }
}

impl Line {
    /// What the line says, in a sentence; a unit that is not known by name stays unnamed.
    pub(crate) fn message(&self, units: &BTreeMap<UnitId, String>) -> Message {
        let said = match &self.says {
            Says::Office(day) => {
                let said = dated("calendars-office", day.from, day.to);
                said.with("name", day.day.title())
            }
            Says::Own(own) => {
                let key = match own.to.filter(|to| *to != own.from) {
                    None => Message::new("calendars-own-day"),
                    Some(to) => Message::new("calendars-own-days").with("to", to),
                };
                key.with("name", &own.name).with("from", own.from)
            }
            Says::Hours(opening) => {
                let said = dated("calendars-hours", opening.from, None);
                said.with("hours", opening.hours.iter().map(hours).collect::<Vec<Arg>>())
            }
            Says::Receipt(rule) => dated("calendars-receipt", rule.from, None)
                .with("letter", rule.letter_working_days)
                .with("quick", rule.quick_letter_days),
        };
        match self.unit {
            None => said,
            Some(unit) => {
                let name = units.get(&unit).cloned().unwrap_or_else(|| unit.to_string());
                Message::new("calendars-of-unit")
                    .with("unit", name)
                    .with("said", said)
            }
        }
    }
}

/// The sentence of a key for since and until when it holds.
fn dated(key: &str, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Message {
    match (from, to) {
        (None, None) => Message::new(&format!("{key}-always")),
        (Some(from), None) => Message::new(&format!("{key}-from")).with("from", from),
        (None, Some(to)) => Message::new(&format!("{key}-until")).with("to", to),
        (Some(from), Some(to)) => {
            let said = Message::new(&format!("{key}-between"));
            said.with("from", from).with("to", to)
        }
    }
}

fn hours(hours: &Hours) -> Arg {
    let name = WEEKDAYS.iter().find(|(day, _)| *day == hours.on);
    let name = Message::new(name.map_or("", |(_, key)| *key));
    let time = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    Message::new("calendars-hours-day")
        .with("day", name)
        .with("opens", time(hours.opens))
        .with("closes", time(hours.closes))
        .into()
}

#[cfg(test)]
mod tests {
    use samspil_core::calendar::ClosedDay;
    use samspil_core::text::{Language, Text};
    use uuid::Uuid;

    use super::*;
    use crate::words::say;

    fn unit() -> UnitId {
        UnitId(Uuid::from_u128(7))
    }

    fn every_kind() -> Vec<Line> {
        let day = |text: &str| text.parse().unwrap();
        let of = |unit, says| Line { unit, says };
        vec![
            of(
                None,
                Says::Office(HalfOfficial {
                    day: ClosedDay::FridayAfterAscension,
                    from: Some(day("2027-01-01")),
                    to: None,
                }),
            ),
            of(
                Some(unit()),
                Says::Own(OwnClosed {
                    from: day("2026-07-20"),
                    to: Some(day("2026-07-24")),
                    name: Text::danish("Sommerlukket"),
                }),
            ),
            of(
                Some(unit()),
                Says::Hours(Opening {
                    from: Some(day("2026-05-01")),
                    ..Opening::default()
                }),
            ),
        ]
    }

    #[test]
    fn what_is_added_is_the_difference_and_can_be_taken_away_again() {
        let plain = CalendarRules::default();
        for line in every_kind() {
            let more = with(plain.clone(), &line);
            assert_eq!(difference(&plain, &more), (vec![], vec![line.clone()]));
            assert_eq!(difference(&more, &plain), (vec![line.clone()], vec![]));
            assert_eq!(without(more, &line).unwrap(), plain, "{line:?}");
            assert_eq!(without(plain.clone(), &line), None, "it is not there");
        }
    }

    #[test]
    fn the_only_hours_of_the_municipality_stay() {
        let plain = CalendarRules::default();
        let hours = lines(&plain)
            .into_iter()
            .find(|line| matches!(line.says, Says::Hours(_)));
        assert_eq!(without(plain, &hours.unwrap()), None);
    }

    #[test]
    fn what_the_last_of_a_cut_list_changed_is_not_guessed_at() {
        let line = &every_kind()[0];
        let version = |version, rules: CalendarRules| CalendarSet {
            version,
            rules,
            set: None,
            counted_at: None,
        };
        let plain = CalendarRules::default();
        let more = with(plain.clone(), line);
        for (all, expected) in [
            (vec![version(1, more.clone())], vec![1]),
            (
                vec![version(2, plain.clone()), version(1, more.clone())],
                vec![1, 1],
            ),
            (vec![version(8, plain), version(7, more)], vec![1, 0]),
        ] {
            let told = (0..all.len()).map(|place| changes(&all, place, &BTreeMap::new()).len());
            assert_eq!(told.collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn each_line_is_told_in_both_languages() {
        let units = BTreeMap::from([(unit(), "Voksenmyndighed".to_owned())]);
        let told = |language| -> Vec<String> {
            let lines = every_kind();
            lines
                .iter()
                .map(|line| say(&line.message(&units), language))
                .collect()
        };
        let danish = told(Language::Danish);
        assert_eq!(
            danish[0],
            "Fredag efter Kristi himmelfart er lukket fra 01.01.2027"
        );
        assert_eq!(
            danish[1],
            "Voksenmyndighed: Sommerlukket, lukket fra 20.07.2026 til 24.07.2026"
        );
        assert!(
            danish[2].contains("fra 01.05.2026") && danish[2].contains("mandag 09:00-15:00"),
            "{}",
            danish[2]
        );
        assert_eq!(
            told(Language::English)[0],
            "Friday after Ascension is closed from 01.01.2027"
        );
    }
}

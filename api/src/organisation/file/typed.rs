//! Rows with what they mean.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use csv::StringRecord;
use samspil_core::flow::Side;
use samspil_core::text::{Language, Message};
use samspil_store::{Days, Ownership, UnitKind};

use super::heads::{Column, Heads, KINDS, Kind, OWNERS, SIDES, UNIT_KINDS, Words, YES_NO, word};
use super::{Fault, Faults};
use crate::identity::plain_login;
use crate::organisation::check::named;
use crate::pages::words::written;
use crate::table::csv::is_formula;

/// A unit of the file.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct UnitRow {
    pub(crate) line: u64,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) parent: Option<String>,
    pub(crate) kind: UnitKind,
    pub(crate) side: Side,
    pub(crate) cvr: Option<u32>,
    pub(crate) ownership: Option<Ownership>,
    pub(crate) days: Days,
}

/// A person of the file.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct PersonRow {
    pub(crate) line: u64,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) login: String,
    pub(crate) job_function: Option<String>,
}

/// A place of the file.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct PlaceRow {
    pub(crate) line: u64,
    pub(crate) person: String,
    pub(crate) unit: String,
    pub(crate) acts_as: Option<Vec<String>>,
    pub(crate) job_function: Option<String>,
    pub(crate) leads: bool,
    /// The id of whom the person stands in for there: one of the file's, or of who is here already.
    pub(crate) stands_in_for: Option<String>,
    pub(crate) days: Days,
}

/// A job function of the file.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct FunctionRow {
    pub(crate) line: u64,
    pub(crate) name: String,
    pub(crate) acts_as: Vec<String>,
    pub(crate) leads: bool,
}

/// What stands in a file.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct File {
    /// What is said of how it was read.
    pub(crate) note: Option<Message>,
    pub(crate) units: Vec<UnitRow>,
    pub(crate) people: Vec<PersonRow>,
    pub(crate) places: Vec<PlaceRow>,
    pub(crate) functions: Vec<FunctionRow>,
}

/// A line that is being read.
pub(crate) struct Line<'a> {
    heads: &'a Heads,
    record: &'a StringRecord,
    number: u64,
    faults: &'a mut Faults,
}

impl<'a> Line<'a> {
    pub(super) const fn new(
        heads: &'a Heads,
        record: &'a StringRecord,
        number: u64,
        faults: &'a mut Faults,
    ) -> Self {
        Self {
            heads,
            record,
            number,
            faults,
        }
    }

    fn wrong(&mut self, column: Column, message: Message) {
        self.faults.add(at(self.heads, self.number, column, message));
    }

    /// What stands in a column; none where nothing does. What a spreadsheet would run is refused.
    fn text(&mut self, column: Column) -> Option<&'a str> {
        let (place, _) = self.heads.find(column)?;
        let cell = self.record.get(place)?;
        let text = cell.trim();
        // A sign before a formula is how files keep it from being one.
        if is_formula(text.trim_start_matches('\'')) {
            self.wrong(column, Message::new("organisation-file-formula"));
            return None;
        }
        if text.chars().any(char::is_control) {
            self.wrong(column, Message::new("organisation-file-signs"));
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// A name or id that must be there.
    fn needed(&mut self, column: Column) -> Option<String> {
        let before = self.faults.all;
        let text = self.text(column);
        if text.is_none() && self.faults.all == before {
            self.wrong(column, Message::new("organisation-file-missing"));
        }
        let text = text?.to_owned();
        self.short(column, &text).then_some(text)
    }

    fn short(&mut self, column: Column, text: &str) -> bool {
        let mut wrong = None;
        named(text, &mut |message| wrong = Some(message));
        let fits = wrong.is_none();
        if let Some(message) = wrong {
            self.wrong(column, message);
        }
        fits
    }

    fn optional(&mut self, column: Column) -> Option<String> {
        let text = self.text(column)?.to_owned();
        self.short(column, &text).then_some(text)
    }

    /// One of a list of words, in either language.
    fn word<T: Copy>(&mut self, column: Column, words: Words<T>) -> Option<T> {
        let plain = self.text(column)?.to_lowercase().replace('_', " ");
        let found = words
            .iter()
            .find(|(danish, english, _)| *danish == plain || *english == plain);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(danish, ..)| *danish).collect();
            self.wrong(
                column,
                Message::new("organisation-file-word").with("known", known),
            );
        }
        found.map(|(.., meant)| *meant)
    }

    fn day(&mut self, column: Column) -> Option<NaiveDate> {
        let text = self.text(column)?;
        let day = written::date(text);
        if day.is_none() {
            self.wrong(column, Message::new("organisation-file-day"));
        }
        day
    }

    fn days(&mut self) -> Days {
        let days = Days {
            from: self.day(Column::From),
            until: self.day(Column::Until),
        };
        if days
            .from
            .zip(days.until)
            .is_some_and(|(from, until)| until < from)
        {
            self.wrong(Column::Until, Message::new("organisation-days"));
        }
        days
    }

    fn cvr(&mut self) -> Option<u32> {
        let number = self.text(Column::Cvr)?.replace(' ', "").parse().ok();
        if number.is_none() {
            self.wrong(Column::Cvr, Message::new("organisation-cvr"));
        }
        number
    }

    fn acts_as(&mut self) -> Option<Vec<String>> {
        let text = self.text(Column::ActsAs)?;
        let parties = text
            .split([',', '|'])
            .map(str::trim)
            .filter(|party| !party.is_empty());
        Some(parties.map(str::to_owned).collect())
    }
}

fn at(heads: &Heads, line: u64, column: Column, message: Message) -> Fault {
    let (number, head) = heads
        .find(column)
        .map_or((0, column.head(Language::Danish)), |(at, head)| (at + 1, head));
    Fault {
        line,
        column: number,
        head: head.to_owned(),
        message,
    }
}

impl File {
    pub(super) fn with(note: Option<Message>) -> Self {
        Self {
            note,
            ..Self::default()
        }
    }

    /// Adds what a line says.
    pub(super) fn add(&mut self, line: &mut Line<'_>) {
        let before = line.faults.all;
        let kind = line.word(Column::Type, KINDS);
        if kind.is_none() && line.faults.all == before {
            line.wrong(Column::Type, Message::new("organisation-file-missing"));
        }
        match kind {
            None => {}
            Some(Kind::Unit) => self.units.extend(unit(line)),
            Some(Kind::Person) => self.people.extend(person(line)),
            Some(Kind::Place) => self.places.extend(place(line)),
            Some(Kind::Function) => self.functions.extend(function(line)),
        }
    }

    /// What lines say of each other.
    pub(super) fn check(&self, heads: &Heads, faults: &mut Faults) {
        let mut add = |line, column, message| faults.add(at(heads, line, column, message));
        let lines = |of: Vec<(String, u64)>| -> (BTreeMap<String, u64>, Vec<(u64, u64)>) {
            let mut first = BTreeMap::new();
            let mut again = Vec::new();
            for (key, line) in of {
                match first.get(&key) {
                    Some(before) => again.push((line, *before)),
                    None => {
                        first.insert(key, line);
                    }
                }
            }
            (first, again)
        };
        let twice = |before: u64| {
            Message::new("organisation-file-twice").with("line", i64::try_from(before).unwrap_or(i64::MAX))
        };
        let (units, again) = lines(self.units.iter().map(|row| (row.id.clone(), row.line)).collect());
        let (people, other) = lines(self.people.iter().map(|row| (row.id.clone(), row.line)).collect());
        for (line, before) in again.into_iter().chain(other) {
            add(line, Column::Id, twice(before));
        }
        let by_name = self
            .units
            .iter()
            .map(|row| (row.name.clone(), row.line))
            .collect();
        let functions = self
            .functions
            .iter()
            .map(|row| (row.name.clone(), row.line))
            .collect();
        for (line, before) in lines(by_name).1.into_iter().chain(lines(functions).1) {
            add(line, Column::Name, twice(before));
        }
        let logins = self
            .people
            .iter()
            .map(|row| (row.login.clone(), row.line))
            .collect();
        for (line, before) in lines(logins).1 {
            add(line, Column::Login, twice(before));
        }
        let key = |row: &PlaceRow| {
            let stead = row.stands_in_for.as_deref().unwrap_or_default();
            format!("{}\n{}\n{:?}\n{stead}", row.person, row.unit, row.days.from)
        };
        let places = self.places.iter().map(|row| (key(row), row.line)).collect();
        for (line, before) in lines(places).1 {
            add(line, Column::Person, twice(before));
        }
        let unknown = |id: &str| Message::new("organisation-file-unknown").with("id", id);
        for row in &self.units {
            if let Some(parent) = row.parent.as_ref().filter(|parent| !units.contains_key(*parent)) {
                add(row.line, Column::Parent, unknown(parent));
            }
        }
        for row in &self.places {
            if !people.contains_key(&row.person) {
                add(row.line, Column::Person, unknown(&row.person));
            }
            if !units.contains_key(&row.unit) {
                add(row.line, Column::Unit, unknown(&row.unit));
            }
        }
    }
}

fn unit(line: &mut Line<'_>) -> Option<UnitRow> {
    let (id, name) = (line.needed(Column::Id), line.needed(Column::Name));
    let row = (
        line.optional(Column::Parent),
        line.word(Column::Kind, UNIT_KINDS),
        line.word(Column::Side, SIDES),
        line.cvr(),
        line.word(Column::Ownership, OWNERS),
        line.days(),
    );
    let (parent, kind, side, cvr, ownership, days) = row;
    Some(UnitRow {
        line: line.number,
        id: id?,
        name: name?,
        parent,
        kind: kind.unwrap_or(UnitKind::Department),
        side: side.unwrap_or(Side::Authority),
        cvr,
        ownership,
        days,
    })
}

fn person(line: &mut Line<'_>) -> Option<PersonRow> {
    let (id, name, login) = (
        line.needed(Column::Id),
        line.needed(Column::Name),
        line.needed(Column::Login),
    );
    let job_function = line.optional(Column::Job);
    if login
        .as_ref()
        .is_some_and(|login| login.contains(char::is_whitespace))
    {
        line.wrong(Column::Login, Message::new("organisation-file-login"));
        return None;
    }
    Some(PersonRow {
        line: line.number,
        id: id?,
        name: name?,
        login: plain_login(&login?),
        job_function,
    })
}

fn place(line: &mut Line<'_>) -> Option<PlaceRow> {
    let (person, unit) = (line.needed(Column::Person), line.needed(Column::Unit));
    let (acts_as, job_function, days) = (line.acts_as(), line.optional(Column::Job), line.days());
    let leads = line.word(Column::Leads, YES_NO).unwrap_or(false);
    let stands_in_for = line.optional(Column::StandsInFor);
    Some(PlaceRow {
        line: line.number,
        person: person?,
        unit: unit?,
        acts_as,
        job_function,
        leads,
        stands_in_for,
        days,
    })
}

fn function(line: &mut Line<'_>) -> Option<FunctionRow> {
    let name = line.needed(Column::Name);
    let (acts_as, leads) = (line.acts_as(), line.word(Column::Leads, YES_NO));
    Some(FunctionRow {
        line: line.number,
        name: name?,
        acts_as: acts_as.unwrap_or_default(),
        leads: leads.unwrap_or(false),
    })
}

/// The words of a row, for writing one.
pub(crate) struct Worded(pub(crate) Language);

impl Worded {
    pub(crate) fn kind(&self, kind: Kind) -> &'static str {
        word(KINDS, &kind, self.0)
    }

    pub(crate) fn unit(&self, kind: UnitKind) -> &'static str {
        word(UNIT_KINDS, &kind, self.0)
    }

    pub(crate) fn side(&self, side: Side) -> &'static str {
        word(SIDES, &side, self.0)
    }

    pub(crate) fn owner(&self, owner: Option<Ownership>) -> &'static str {
        owner.map_or("", |owner| word(OWNERS, &owner, self.0))
    }

    pub(crate) fn yes_no(&self, yes: bool) -> &'static str {
        word(YES_NO, &yes, self.0)
    }
}

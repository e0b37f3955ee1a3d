//! What a file would change: what comes, changes and ends of what its source has said before.
//!
//! What people or other sources wrote is left alone; nothing is taken away, it ends.

mod diff;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::{Language, Message};
use samspil_store::{Changed, OrgPerson, OrgUnit, Organisation, Place, Role};
use uuid::Uuid;

use super::check::{Subject, Unfit, check, merged};
use super::file::{Column, Fault, Faults, File};
use diff::Diff;

/// How many of a source's people may lose their account or their last place by one file without being asked, in per
/// cent of those who have one: more is a file that was cut short.
pub(crate) const MAX_TAKEN_PERCENT: usize = 10;

/// So few may always: in a small source one is many per cent.
pub(crate) const FEW: usize = 3;

/// What happens to a thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum What {
    /// It is new.
    New,
    /// It is changed.
    Changed,
    /// It was written by hand, and the source has it from now on.
    TakenOver,
    /// It had ended.
    Back,
    /// It ends.
    Ended,
}

/// What kind of thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Thing {
    Function,
    Unit,
    Person,
    Place,
}

/// One step of a plan.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Step {
    pub(crate) what: What,
    pub(crate) thing: Thing,
    /// What it is called.
    pub(crate) name: String,
}

/// What a file would change.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) changed: Changed,
    pub(crate) steps: Vec<Step>,
    /// How many people would lose their account or last place.
    pub(crate) taken: usize,
    /// Of so many.
    pub(crate) counted: usize,
}

impl Plan {
    /// It would take away more than is done without asking.
    pub(crate) const fn takes_much(&self) -> bool {
        self.taken > FEW && self.taken * 100 > self.counted * MAX_TAKEN_PERCENT
    }
}

/// From when on: what ends today ended with the day before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// The source's name.
    pub(crate) source: &'a str,
    /// Today.
    pub(crate) today: NaiveDate,
}

/// Works out what a file would change.
///
/// # Errors
/// What would not hold, by line and column.
pub(crate) fn planned(
    before: &Organisation,
    file: &File,
    asked: Asked<'_>,
    new_id: &dyn Fn() -> Uuid,
) -> Result<Plan, Faults> {
    let mut diff = Diff::new(before, asked, new_id);
    diff.functions(&file.functions);
    diff.units(&file.units);
    diff.people(&file.people);
    diff.places(&file.places);
    let (changed, mut steps, lines) = diff.done()?;
    steps.sort();
    let after = merged(before, &changed);
    let unfit = check(before, &after, &changed);
    if !unfit.is_empty() {
        return Err(placed(&unfit, &lines, &after));
    }
    let (taken, counted) = taken(before, &after, asked);
    Ok(Plan {
        changed,
        steps,
        taken,
        counted,
    })
}

/// How many of the source's people who have an account and a place now will not, of how many.
fn taken(before: &Organisation, after: &Organisation, asked: Asked<'_>) -> (usize, usize) {
    let standing = |organisation: &Organisation| -> BTreeSet<PersonId> {
        let units: BTreeSet<UnitId> = organisation
            .units
            .iter()
            .filter(|unit| unit.days.has(asked.today))
            .map(|unit| unit.id)
            .collect();
        let places = organisation
            .places
            .iter()
            .filter(|place| place.days.has(asked.today) && units.contains(&place.unit));
        places.map(|place| place.person).collect()
    };
    let (had, have) = (standing(before), standing(after));
    let of_source = |person: &&OrgPerson| {
        person.active
            && person
                .source
                .as_ref()
                .is_some_and(|source| source.name == asked.source)
    };
    let counted: Vec<&OrgPerson> = before.people.iter().filter(of_source).collect();
    let closed: BTreeSet<PersonId> = after
        .people
        .iter()
        .filter(|person| !person.active)
        .map(|person| person.id)
        .collect();
    let lost = counted.iter().filter(|person| {
        closed.contains(&person.id) || (had.contains(&person.id) && !have.contains(&person.id))
    });
    (lost.count(), counted.len())
}

/// Where in the file each thing stands.
pub(super) type Lines = BTreeMap<Subject, u64>;

fn placed(unfit: &[Unfit], lines: &Lines, after: &Organisation) -> Faults {
    let mut faults = Faults::default();
    for one in unfit {
        let column = match one.field {
            "name" => Column::Name,
            "parent" => Column::Parent,
            "kind" => Column::Kind,
            "side" => Column::Side,
            "cvr" => Column::Cvr,
            "login" => Column::Login,
            "acts_as" => Column::ActsAs,
            "job" => Column::Job,
            "unit" => Column::Unit,
            "person" => Column::Person,
            "stands_in_for" => Column::StandsInFor,
            _ => Column::Until,
        };
        let line = lines.get(&one.subject).copied().unwrap_or(0);
        let message = match line {
            0 => Message::new("organisation-file-elsewhere")
                .with("name", named(&one.subject, after))
                .with("what", one.message.clone()),
            _ => one.message.clone(),
        };
        faults.add(Fault {
            line,
            column: 0,
            head: column.head(Language::Danish).to_owned(),
            message,
        });
    }
    faults
}

fn named(subject: &Subject, after: &Organisation) -> String {
    let unit = |id: UnitId| {
        after
            .units
            .iter()
            .find(|unit| unit.id == id)
            .map(|unit| unit.name.clone())
    };
    let person = |id: PersonId| {
        after
            .people
            .iter()
            .find(|one| one.id == id)
            .map(|one| one.name.clone())
    };
    match subject {
        Subject::Unit(id) => unit(*id),
        Subject::Person(id) => person(*id),
        Subject::Place(id) => {
            let place = after.places.iter().find(|place| place.id == *id);
            place.map(|place| Called::of(after).place(place))
        }
        Subject::Function(name) => Some(name.clone()),
    }
    .unwrap_or_default()
}

/// What units and people are called.
pub(super) struct Called<'a> {
    units: BTreeMap<UnitId, &'a str>,
    people: BTreeMap<PersonId, &'a str>,
}

impl<'a> Called<'a> {
    pub(super) fn of(organisation: &'a Organisation) -> Self {
        Self {
            units: organisation
                .units
                .iter()
                .map(|unit| (unit.id, unit.name.as_str()))
                .collect(),
            people: organisation
                .people
                .iter()
                .map(|one| (one.id, one.name.as_str()))
                .collect(),
        }
    }

    /// A place: whose it is, and where.
    pub(super) fn place(&self, place: &Place) -> String {
        let person = self.people.get(&place.person).copied().unwrap_or_default();
        let unit = self.units.get(&place.unit).copied().unwrap_or_default();
        format!("{person} · {unit}")
    }
}

/// What somebody new may do: handle tasks. No file makes anybody more.
pub(super) fn new_roles() -> Vec<Role> {
    vec![Role::Staff]
}

/// Days that lie within those of the unit above where nothing is said.
pub(crate) fn fitted(mut unit: OrgUnit, parent: Option<&OrgUnit>) -> OrgUnit {
    if let Some(parent) = parent {
        unit.days.from = unit.days.from.or(parent.days.from);
        unit.days.until = unit.days.until.or(parent.days.until);
    }
    unit
}

//! What both stores share of the organisation: changes as flat rows, and what people's places come to on a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samspil_core::id::{PersonId, UnitId};
use serde_json::{Value, json};

use crate::rows::{Changed, Days, JobFunction, Member, OrgPerson, OrgUnit, Place, Source, Stands, StandsIn};
use crate::{StoreError, Stored};

/// A change as four lists of flat rows, each one parameter of one statement.
pub(crate) struct Lists {
    pub(crate) units: String,
    pub(crate) people: String,
    pub(crate) places: String,
    pub(crate) functions: String,
}

impl Lists {
    pub(crate) fn of(changed: &Changed) -> Self {
        let list = |rows: Vec<Value>| Value::Array(rows).to_string();
        Self {
            units: list(changed.units.iter().map(unit).collect()),
            people: list(changed.people.iter().map(person).collect()),
            places: list(changed.places.iter().map(place).collect()),
            functions: list(changed.functions.iter().map(function).collect()),
        }
    }
}

fn said_by(source: Option<&Source>) -> (Option<&str>, Option<&str>) {
    (
        source.map(|source| source.name.as_str()),
        source.and_then(|source| source.external_id.as_deref()),
    )
}

fn unit(unit: &OrgUnit) -> Value {
    let (source, external_id) = said_by(unit.source.as_ref());
    json!({
        "id": unit.id, "name": unit.name, "side": unit.side, "parent": unit.parent, "kind": unit.kind, "cvr": unit.cvr,
        "ownership": unit.ownership, "from_day": unit.days.from, "until_day": unit.days.until, "source": source,
        "external_id": external_id,
    })
}

fn person(person: &OrgPerson) -> Value {
    let (source, external_id) = said_by(person.source.as_ref());
    json!({
        "id": person.id, "login": person.login, "name": person.name, "roles": person.roles, "active": person.active,
        "job_function": person.job_function, "source": source, "external_id": external_id,
    })
}

fn place(place: &Place) -> Value {
    json!({
        "id": place.id, "person": place.person, "unit": place.unit, "acts_as": place.acts_as,
        "job_function": place.job_function, "leads": place.leads, "stands_in_for": place.stands_in_for,
        "from_day": place.days.from, "until_day": place.days.until, "source": place.source,
    })
}

fn function(function: &JobFunction) -> Value {
    json!({ "name": function.name, "acts_as": function.acts_as, "leads": function.leads })
}

/// Who says so, from two columns.
pub(crate) fn source(name: Option<String>, external_id: Option<String>) -> Option<Source> {
    name.map(|name| Source { name, external_id })
}

/// A day as SQLite keeps it.
pub(crate) fn day(text: &str) -> Stored<NaiveDate> {
    text.parse()
        .map_err(|_| StoreError::Corrupt(format!("{text} is no day")))
}

/// Days from two texts.
pub(crate) fn days(from: Option<&str>, until: Option<&str>) -> Stored<Days> {
    Ok(Days {
        from: from.map(day).transpose()?,
        until: until.map(day).transpose()?,
    })
}

/// A place that counts on a day.
#[derive(Clone)]
pub(crate) struct Standing {
    pub(crate) person: PersonId,
    pub(crate) unit: UnitId,
    pub(crate) acts_as: Vec<String>,
    pub(crate) leads: bool,
    pub(crate) stands_in_for: Option<PersonId>,
}

/// What a person's places come to with those of whoever is away and has them as a deputy.
pub(crate) fn stands(changes: u64, own: Vec<Standing>, away: Vec<(PersonId, Vec<Standing>)>) -> Stands {
    let mut stead: BTreeMap<PersonId, Vec<Standing>> = BTreeMap::new();
    for place in &own {
        if let Some(person) = place.stands_in_for.filter(|person| *person != place.person) {
            let place = Standing {
                person,
                ..place.clone()
            };
            stead.entry(person).or_default().push(place);
        }
    }
    for (person, places) in away {
        // Whoever stands in for somebody does not stand in for those whom these stand in for.
        let places = places.into_iter().filter(|place| place.stands_in_for.is_none());
        stead.entry(person).or_default().extend(places);
    }
    let alone = own.iter().filter(|place| place.stands_in_for.is_none());
    let alone = members(alone.cloned().collect());
    let beyond = |mut there: Member| {
        let own = alone.iter().filter(|member| member.unit == there.unit);
        let own: Vec<&String> = own.flat_map(|member| &member.acts_as).collect();
        there.acts_as.retain(|party| !own.contains(&party));
        (!there.acts_as.is_empty()).then_some(there)
    };
    let stands_in = stead.into_iter().map(|(person, places)| StandsIn {
        person,
        members: members(places).into_iter().filter_map(beyond).collect(),
    });
    Stands {
        changes,
        stands_in: stands_in.collect(),
        members: members(own),
    }
}

/// Places as one for each person and unit, in that order: who has two in a unit acts as the parties of both.
pub(crate) fn members(standing: Vec<Standing>) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::with_capacity(standing.len());
    for place in standing {
        let of = |member: &&mut Member| member.person == place.person && member.unit == place.unit;
        match members.iter_mut().find(of) {
            Some(member) => {
                let more = place.acts_as.into_iter();
                let new: Vec<String> = more.filter(|party| !member.acts_as.contains(party)).collect();
                member.acts_as.extend(new);
            }
            None => members.push(Member {
                person: place.person,
                unit: place.unit,
                acts_as: place.acts_as,
            }),
        }
    }
    members.sort_by_key(|member| (member.person, member.unit));
    members
}

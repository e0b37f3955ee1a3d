//! A world drawn by chance: a flow, people at their places, and a case that deeds are done in, once in the engine and once in the
//! oracle's record.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use samspil_core::calendar::Calendar;
use samspil_core::case::{Actor, Asked, Effect, Event, Runnable};
use samspil_core::flow::{Severity, Value, read};
use samspil_core::guard::compile_all;
use samspil_core::id::{PartyId, PersonId, UnitId};
use samspil_core::simulate::Trial;
use samspil_runtime::{By, Grounds};
use samspil_store::{Member, StandsIn};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::chance::Chance;
use crate::flow::{Field, Flow, Kind};
use crate::oracle::day_of;
use crate::record::{Bound, Consent, Deed, Letter, Person, Record, Stead};

/// How many people a world has; the last of them has no place.
pub(crate) const PEOPLE: u128 = 12;

/// How many units.
const UNITS: u128 = 4;

const RELATIONS: [&str; 6] = [
    "guardian",
    "power_of_attorney_read",
    "power_of_attorney_act",
    "supporter",
    "spouse",
    "other",
];

pub(crate) fn starts() -> DateTime<Utc> {
    "2026-01-05T08:00:00Z".parse().unwrap()
}

pub(crate) fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

pub(crate) fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(1_000 + number))
}

/// A flow that the engine takes, and the same ready to run.
pub(crate) fn flow(chance: &mut Chance) -> (Flow, Runnable) {
    loop {
        let drawn = Flow::drawn(chance);
        let (flow, mut findings) = read(&drawn.written());
        let Some(flow) = flow else { continue };
        let (guards, more) = compile_all(&flow);
        findings.extend(more);
        if findings.iter().all(|finding| finding.severity != Severity::Error) {
            return (drawn, Runnable::new(flow, guards, 1, Calendar::default()));
        }
    }
}

/// People and where they work, and who stands in for whom where anybody does.
pub(crate) fn people(flow: &Flow, chance: &mut Chance, do_stand_in: bool) -> Vec<Person> {
    let names: Vec<&'static str> = flow.parties.iter().map(|party| party.name).collect();
    let people = (1..=PEOPLE).map(|number| {
        let count = if number == PEOPLE { 0 } else { chance.below(3) };
        let places = (0..count).map(|_| (chance.below(UNITS as usize) as u128, chance.some(&names, 2)));
        Person {
            number,
            places: places.collect(),
            stead: Vec::new(),
        }
    });
    let mut people: Vec<Person> = people.collect();
    if do_stand_in {
        let places: Vec<_> = people.iter().map(|one| one.places.clone()).collect();
        for one in &mut people {
            let count = chance.below(3);
            one.stead = (0..count)
                .map(|_| {
                    let of = chance.below(PEOPLE as usize);
                    let from = day_of(starts()) + Duration::days(chance.below(30) as i64);
                    Stead {
                        of: 1 + of as u128,
                        places: places[of].clone(),
                        from,
                        until: from + Duration::days(chance.below(12) as i64),
                    }
                })
                .collect();
        }
    }
    people
}

fn members(of: u128, places: &[(u128, Vec<&'static str>)]) -> Vec<Member> {
    let member = |(place, roles): &(u128, Vec<&'static str>)| Member {
        person: person(of),
        unit: unit(*place),
        acts_as: roles.iter().map(|role| (*role).to_owned()).collect(),
    };
    places.iter().map(member).collect()
}

/// The person as the engine knows who asks, on the day of a moment.
pub(crate) fn by(one: &Person, at: DateTime<Utc>) -> By {
    let today = day_of(at);
    let stead = one
        .stead
        .iter()
        .filter(|stead| stead.from <= today && today <= stead.until);
    let stands_in = stead.map(|stead| StandsIn {
        person: person(stead.of),
        members: members(stead.of, &stead.places),
    });
    By::Person {
        person: person(one.number),
        members: members(one.number, &one.places),
        stands_in: stands_in.collect(),
        grounds: Grounds::default(),
    }
}

/// What a field is filled with: a text that is found again wherever it comes out.
fn filled(field: &Field, mark: &str) -> Json {
    let inner = || -> serde_json::Map<String, Json> {
        let parts = field
            .inner
            .iter()
            .filter(|inner| !matches!(inner.kind, Kind::Is(_)));
        parts
            .map(|inner| (inner.name().to_owned(), json!(canary(inner, mark))))
            .collect()
    };
    match field.kind {
        Kind::Record => Json::Object(inner()),
        Kind::List => json!([inner()]),
        _ => json!(canary(field, mark)),
    }
}

/// Every text in a value.
pub(crate) fn texts(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Text(text) => [text.clone()].into(),
        Value::List(rows) => rows.iter().flat_map(|row| row.values()).flat_map(texts).collect(),
        Value::Record(record) => record.values().flat_map(texts).collect(),
        _ => BTreeSet::new(),
    }
}

/// What a case is called.
pub(crate) fn title(mark: &str) -> String {
    format!("{mark}:title:")
}

/// The text that a field holds.
pub(crate) fn canary(field: &Field, mark: &str) -> String {
    format!("{mark}:{}:", field.path)
}

/// A case, in the engine and in the oracle's record.
pub(crate) struct World<'r> {
    pub(crate) flow: &'r Flow,
    pub(crate) people: Vec<Person>,
    pub(crate) trial: Trial<'r>,
    pub(crate) events: Vec<Event>,
    pub(crate) record: Record,
    /// The texts that the engine put into each letter.
    pub(crate) told: Vec<BTreeSet<String>>,
    /// What its texts begin with.
    pub(crate) mark: &'static str,
    /// What was asked of the case, by whom and when.
    pub(crate) script: Vec<(DateTime<Utc>, Actor, Asked)>,
    pub(crate) chance: Chance,
}

impl<'r> World<'r> {
    pub(crate) fn new(
        flow: &'r Flow,
        run: &'r Runnable,
        mark: &'static str,
        people: Vec<Person>,
        chance: Chance,
    ) -> Self {
        let mut trial = Trial::new(run, starts());
        let came = trial
            .start(starts(), &title(mark), Vec::new(), Json::Null)
            .unwrap();
        let mut world = Self {
            flow,
            people,
            trial,
            events: came.events,
            record: Record::default(),
            told: Vec::new(),
            mark,
            script: Vec::new(),
            chance,
        };
        world.record.deeds.push((0, Deed::Began));
        world.begin_phase(None);
        world
    }

    fn names(&self) -> Vec<&'static str> {
        self.flow.parties.iter().map(|party| party.name).collect()
    }

    /// A phase begins with the case, or with an item.
    fn begin_phase(&mut self, item: Option<&str>) {
        let with = self
            .flow
            .phases
            .iter()
            .rev()
            .find(|(_, from)| from.as_deref() == item);
        if let Some((name, _)) = with
            && self.record.phases.last().is_none_or(|(now, _)| now != name)
        {
            self.record.phases.push((name.clone(), self.trial.now));
        }
    }

    fn ask(&mut self, by: Actor, what: Json) -> bool {
        let asked: Asked = serde_json::from_value(what).unwrap();
        match self.trial.ask(by.clone(), asked.clone()) {
            Ok(came) => {
                let happened = !came.events.is_empty();
                self.told
                    .extend(came.effects.iter().filter_map(|(_, effect)| match effect {
                        Effect::Letter { tells, .. } => Some(tells.values().flat_map(texts).collect()),
                        _ => None,
                    }));
                self.events.extend(came.events);
                self.script.push((self.trial.now, by, asked));
                happened
            }
            Err(_) => false,
        }
    }

    fn did(&mut self, deed: Deed) {
        let number = self.events.len() as u64 - 1;
        self.record.deeds.push((number, deed));
    }

    fn day(&mut self) -> Option<NaiveDate> {
        let today = day_of(self.trial.now);
        let away = self.chance.below(8) as i64 - 3;
        (!self.chance.once_in(2)).then(|| today + Duration::days(away))
    }

    /// Does something in the case.
    pub(crate) fn deed(&mut self) {
        match self.chance.below(12) {
            0..=2 => self.bind(),
            3 => self.consent(),
            4 => self.withdraw(),
            5 => self.protect(),
            6 => self.open(),
            7 => self.set(),
            8 | 9 => self.complete(),
            10 => self.hand_over(),
            _ => self.pass_time(),
        }
    }

    fn bind(&mut self) {
        let names = self.names();
        let party = *self.chance.one(&names);
        let relative = self.flow.party(party).side == crate::flow::Side::Relative;
        let count = 1 + self.chance.below(3);
        let bound: Vec<Bound> = (0..count)
            .map(|_| {
                let who = self.chance.below(4);
                let (from, until) = (self.day(), self.day());
                Bound {
                    unit: (who < 2).then(|| self.chance.below(UNITS as usize) as u128),
                    person: (who > 0).then(|| 1 + self.chance.below(PEOPLE as usize) as u128),
                    relation: (relative && self.chance.once_in(2)).then(|| *self.chance.one(&RELATIONS)),
                    from: from.filter(|from| until.is_none_or(|until| *from <= until)),
                    until,
                }
            })
            .collect();
        let to: Vec<Json> = bound
            .iter()
            .map(|one| {
                let mut to = json!({"unit": one.unit.map(unit), "person": one.person.map(person), "relation": one.relation});
                for (key, day) in [("from", one.from), ("until", one.until)] {
                    if let Some(day) = day {
                        to[key] = json!(day);
                    }
                }
                to
            })
            .collect();
        if self.ask(Actor::Outside, json!({"do": "bind", "party": party, "to": to})) {
            self.record
                .named
                .extend(bound.iter().filter_map(|one| one.person));
            self.record.bound.insert(party, bound);
            self.did(Deed::Bound);
        }
    }

    fn consent(&mut self) {
        let names: Vec<&'static str> = self
            .flow
            .parties
            .iter()
            .filter(|party| party.needs_consent)
            .map(|party| party.name)
            .collect();
        let party = *self.chance.one(&names);
        let paths: Vec<String> = self
            .flow
            .all_fields()
            .flat_map(|(outer, inner)| [outer.section().to_owned(), inner.path.clone()])
            .collect();
        let who = self.chance.below(4);
        let bound = self
            .record
            .bound
            .get(party)
            .and_then(|bound| bound.first())
            .cloned();
        let consent = Consent {
            party,
            unit: bound.as_ref().and_then(|bound| bound.unit).filter(|_| who == 0),
            person: bound.and_then(|bound| bound.person).filter(|_| who == 1),
            covers: if self.chance.once_in(2) {
                self.chance.some(&paths, 3)
            } else {
                Vec::new()
            },
            until: self.day(),
            withdrawn: false,
        };
        let mut terms = json!({"party": party, "unit": consent.unit.map(unit), "person": consent.person.map(person), "covers": consent.covers, "how": "spoken"});
        if let Some(until) = consent.until {
            terms["until"] = json!(until);
        }
        if self.ask(Actor::Outside, json!({"do": "give_consent", "terms": terms})) {
            self.record.consents.push(consent);
            self.did(Deed::Trust);
        }
    }

    fn withdraw(&mut self) {
        let number = 1 + self.chance.below(self.record.consents.len());
        if self.ask(
            Actor::Outside,
            json!({"do": "withdraw_consent", "number": number}),
        ) {
            self.record.consents[number - 1].withdrawn = true;
            self.did(Deed::Trust);
        }
    }

    fn protect(&mut self) {
        let (name, address) = (self.chance.once_in(2), self.chance.once_in(2));
        let before = (self.record.name_protected, self.record.address_protected);
        if before != (name, address)
            && self.ask(
                Actor::Outside,
                json!({"do": "protect", "protection": {"name": name, "address": address}}),
            )
        {
            (self.record.name_protected, self.record.address_protected) = (name, address);
            self.did(Deed::Trust);
        }
    }

    fn open(&mut self) {
        let who = 1 + self.chance.below(PEOPLE as usize) as u128;
        let hours = 1 + self.chance.below(8);
        let one = &self.people[who as usize - 1];
        let authority = |role: &&str| self.flow.party(role).side == crate::flow::Side::Authority;
        let of_authority = one.places.iter().any(|(_, roles)| roles.iter().any(&authority));
        let acts = match by(one, self.trial.now).in_case(&self.trial.view().unwrap()) {
            Actor::Person { parties, .. } => !parties.is_empty(),
            _ => true,
        };
        if acts || !of_authority {
            return;
        }
        let by = Actor::Person {
            person: person(who),
            parties: Vec::new(),
            answered_by: None,
            stands_in_for: Vec::new(),
        };
        if self.ask(
            by,
            json!({"do": "open_with_reason", "reason": "Vagt", "hours": hours}),
        ) {
            let until = self.trial.now + Duration::hours(hours as i64);
            self.record.opened.retain(|(one, _)| *one != who);
            self.record.opened.push((who, until));
            self.did(Deed::Trust);
        }
    }

    fn set(&mut self) {
        let fillable: Vec<&Field> = self
            .flow
            .fields
            .iter()
            .filter(|field| !matches!(field.kind, Kind::Is(_)))
            .collect();
        let fields = self.chance.some(&fillable, 4);
        let mut data = json!({});
        for field in &fields {
            data[field.section()][field.name()] = filled(field, self.mark);
        }
        let held = self.trial.case.as_ref().unwrap().data.clone();
        if self.ask(Actor::Outside, json!({"do": "set", "data": data})) {
            let new = fields
                .iter()
                .filter(|field| !held.contains_key(field.path.as_str()));
            let new: Vec<String> = new.map(|field| field.path.clone()).collect();
            if !new.is_empty() {
                self.did(Deed::Set(new));
            }
        }
    }

    fn complete(&mut self) {
        let items = &self.flow.items;
        let item = self.chance.one(items);
        let letter = item.letter;
        let (name, owner) = (
            item.name.clone(),
            self.record.handed.get(&item.name).copied().unwrap_or(item.owner),
        );
        let by = Actor::Party {
            party: PartyId::new(owner).unwrap(),
        };
        if self.ask(by, json!({"do": "complete", "item": name})) {
            self.record.letters.extend(letter.map(|document| Letter {
                item: name.clone(),
                document,
                at: self.trial.now,
                then: Record {
                    letters: Vec::new(),
                    ..self.record.clone()
                },
            }));
            self.record.handed.remove(&name);
            self.did(Deed::Done(name.clone()));
            self.begin_phase(Some(&name));
        }
    }

    fn hand_over(&mut self) {
        let item = self.chance.one(&self.flow.items);
        let side = self.flow.party(item.owner).side;
        let heirs: Vec<&'static str> = self
            .flow
            .parties
            .iter()
            .filter(|party| party.side == side)
            .map(|party| party.name)
            .collect();
        let to = *self.chance.one(&heirs);
        let name = item.name.clone();
        if self.ask(Actor::Engine, json!({"do": "hand_over", "item": name, "to": to})) {
            self.record.handed.insert(name.clone(), to);
            self.did(Deed::HandedOver(name));
        }
    }

    fn pass_time(&mut self) {
        let hours = 1 + self.chance.below(60) as i64;
        let to = self.trial.now + Duration::hours(hours);
        let came = self.trial.advance(to).unwrap();
        self.events.extend(came.events);
    }
}

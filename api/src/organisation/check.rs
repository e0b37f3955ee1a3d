//! What must hold of the organisation after every change, whoever makes it.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::flow::Side;
use samspil_core::id::{PartyId, PersonId, UnitId};
use samspil_core::text::Message;
use samspil_store::{
    Changed, Days, MAX_UNIT_DEPTH, OrgPerson, OrgUnit, Organisation, Place, Role, UnitKind, is_cvr,
};
use uuid::Uuid;

/// How many parties somebody acts as in one unit, at most.
pub(crate) const MAX_PARTIES: usize = 50;

/// The longest name, login, job function or outside id, in characters: fits a line of a list.
pub(crate) const MAX_NAME_CHARS: usize = 100;

/// Says that nobody would be left to administer.
pub(super) const LAST_ADMINISTRATOR: &str = "organisation-last-administrator";

/// Says that a unit lies deeper than units may.
const DEEP: &str = "organisation-deep";

/// What does not hold is about one of these.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Subject {
    /// A unit.
    Unit(UnitId),
    /// A person.
    Person(PersonId),
    /// A place.
    Place(Uuid),
    /// A job function, by its name.
    Function(String),
}

/// What does not hold.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Unfit {
    /// Of what.
    pub(crate) subject: Subject,
    /// Which of its values.
    pub(crate) field: &'static str,
    /// Why.
    pub(crate) message: Message,
}

/// The organisation as it is after a change.
pub(crate) fn merged(before: &Organisation, changed: &Changed) -> Organisation {
    fn over<T: Clone, K: Ord>(list: &mut Vec<T>, new: &[T], key: impl Fn(&T) -> K) {
        let known: BTreeMap<K, usize> = list.iter().enumerate().map(|(at, one)| (key(one), at)).collect();
        for one in new {
            match known.get(&key(one)).and_then(|at| list.get_mut(*at)) {
                Some(known) => *known = one.clone(),
                None => list.push(one.clone()),
            }
        }
    }
    let mut after = before.clone();
    over(&mut after.units, &changed.units, |unit| unit.id);
    over(&mut after.people, &changed.people, |person| person.id);
    over(&mut after.places, &changed.places, |place| place.id);
    over(&mut after.functions, &changed.functions, |function| {
        function.name.clone()
    });
    after
}

/// What does not hold of what was changed, all at once.
pub(crate) fn check(before: &Organisation, after: &Organisation, changed: &Changed) -> Vec<Unfit> {
    let mut unfit = Vec::new();
    units(after, changed, &mut unfit);
    people(before, after, changed, &mut unfit);
    places(after, changed, &mut unfit);
    for function in &changed.functions {
        let mut say = |field, message| {
            unfit.push(Unfit {
                subject: Subject::Function(function.name.clone()),
                field,
                message,
            });
        };
        named(&function.name, &mut |message| say("name", message));
        parties(&function.acts_as, &mut |message| say("acts_as", message));
    }
    unfit
}

/// Says it of a name that is empty, too long or has signs that do not show.
pub(crate) fn named(name: &str, say: &mut impl FnMut(Message)) {
    let fits = (1..=MAX_NAME_CHARS).contains(&name.trim().chars().count());
    if !fits || name.chars().any(char::is_control) {
        let most = i64::try_from(MAX_NAME_CHARS).unwrap_or(i64::MAX);
        say(Message::new("problem-name").with("most", most));
    }
}

/// Says it of names that no party can have, and of too many.
fn parties(acts_as: &[String], say: &mut impl FnMut(Message)) {
    if acts_as.len() > MAX_PARTIES {
        say(Message::new("problem-too-many-places"));
    }
    for party in acts_as.iter().filter(|party| PartyId::new(party).is_err()) {
        say(Message::new("organisation-no-party").with("party", party.as_str()));
    }
}

fn ordered(days: &Days, say: &mut impl FnMut(Message)) {
    if days.from.zip(days.until).is_some_and(|(from, until)| {
        // What ends on the day before it began has never been.
        until.succ_opt().is_some_and(|after| after < from)
    }) {
        say(Message::new("organisation-days"));
    }
}

/// The units above one, nearest first; `Err` where they come back to it or lie too deep.
pub(crate) fn above<'a>(
    units: &BTreeMap<UnitId, &'a OrgUnit>,
    unit: &OrgUnit,
) -> Result<Vec<&'a OrgUnit>, &'static str> {
    let mut found: Vec<&OrgUnit> = Vec::new();
    let mut parent = unit.parent;
    while let Some(up) = parent.and_then(|parent| units.get(&parent)) {
        if up.id == unit.id || found.iter().any(|one| one.id == up.id) {
            return Err("organisation-cycle");
        }
        if found.len() >= MAX_UNIT_DEPTH {
            return Err(DEEP);
        }
        found.push(up);
        parent = up.parent;
    }
    Ok(found)
}

/// How often each stands.
fn counted<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

fn units(after: &Organisation, changed: &Changed, unfit: &mut Vec<Unfit>) {
    let known: BTreeMap<UnitId, &OrgUnit> = after.units.iter().map(|unit| (unit.id, unit)).collect();
    let names = counted(after.units.iter().map(|unit| unit.name.as_str()));
    let touched: BTreeSet<UnitId> = changed.units.iter().map(|unit| unit.id).collect();
    let is_near = |unit: &&OrgUnit| {
        touched.contains(&unit.id) || unit.parent.is_some_and(|parent| touched.contains(&parent))
    };
    for unit in after.units.iter().filter(is_near) {
        let mut say = |field, message| {
            unfit.push(Unfit {
                subject: Subject::Unit(unit.id),
                field,
                message,
            });
        };
        named(&unit.name, &mut |message| say("name", message));
        if names.get(unit.name.as_str()).is_some_and(|count| *count > 1) {
            say("name", Message::new("problem-name-taken"));
        }
        ordered(&unit.days, &mut |message| say("until", message));
        organisation(after, unit, &mut say);
        match (unit.parent, unit.parent.and_then(|parent| known.get(&parent))) {
            (Some(_), None) => say("parent", Message::new("problem-unknown-unit")),
            (Some(_), Some(parent)) => {
                if let Err(key) = above(&known, unit) {
                    say("parent", Message::new(key).with("name", unit.name.as_str()));
                }
                if parent.side != unit.side && parent.side != Side::Authority {
                    say(
                        "side",
                        Message::new("organisation-side").with("name", parent.name.as_str()),
                    );
                }
                if !unit.days.lie_within(&parent.days) {
                    let message = Message::new("organisation-outlives")
                        .with("name", unit.name.as_str())
                        .with("parent", parent.name.as_str());
                    say("until", message);
                }
            }
            (None, _) => {}
        }
    }
    // What is moved takes along all beneath it.
    let farther = after
        .units
        .iter()
        .filter(|unit| !touched.is_empty() && !is_near(unit));
    for unit in farther.filter(|unit| above(&known, unit).is_err_and(|key| key == DEEP)) {
        unfit.push(Unfit {
            subject: Subject::Unit(unit.id),
            field: "parent",
            message: Message::new(DEEP).with("name", unit.name.as_str()),
        });
    }
}

/// What holds of CVR numbers and owners.
fn organisation(after: &Organisation, unit: &OrgUnit, say: &mut impl FnMut(&'static str, Message)) {
    if let Some(cvr) = unit.cvr {
        if !is_cvr(cvr) {
            say("cvr", Message::new("organisation-cvr"));
        }
        let others = after.units.iter().filter(|other| other.id != unit.id);
        if let Some(other) = others
            .filter(|other| other.cvr == Some(cvr))
            .find(|other| other.days.until.is_none())
        {
            let message = Message::new("organisation-cvr-taken").with("name", other.name.as_str());
            say("cvr", message);
        }
    }
    if unit.kind != UnitKind::Organisation && (unit.cvr.is_some() || unit.ownership.is_some()) {
        say("kind", Message::new("organisation-only"));
    }
    if matches!(unit.side, Side::Citizen | Side::Relative) {
        say("side", Message::new("organisation-no-side"));
    }
}

fn people(before: &Organisation, after: &Organisation, changed: &Changed, unfit: &mut Vec<Unfit>) {
    let logins = counted(after.people.iter().map(|person| person.login.as_str()));
    let administers = |organisation: &Organisation| {
        let of = |person: &OrgPerson| person.active && person.roles.contains(&Role::Administrator);
        organisation.people.iter().any(of)
    };
    let last = administers(before) && !administers(after);
    let were: BTreeMap<PersonId, &OrgPerson> =
        before.people.iter().map(|person| (person.id, person)).collect();
    for person in &changed.people {
        let mut say = |field, message| {
            unfit.push(Unfit {
                subject: Subject::Person(person.id),
                field,
                message,
            });
        };
        named(&person.name, &mut |message| say("name", message));
        named(&person.login, &mut |message| say("login", message));
        if person.login.chars().any(char::is_whitespace) {
            let most = i64::try_from(MAX_NAME_CHARS).unwrap_or(i64::MAX);
            say("login", Message::new("account-login").with("most", most));
        }
        if logins.get(person.login.as_str()).is_some_and(|count| *count > 1) {
            say("login", Message::new("problem-login-taken"));
        }
        if let Some(function) = &person.job_function {
            named(function, &mut |message| say("job", message));
        }
        if last
            && were
                .get(&person.id)
                .is_some_and(|was| was.active && was.roles.contains(&Role::Administrator))
        {
            say("active", Message::new(LAST_ADMINISTRATOR));
        }
    }
}

fn places(after: &Organisation, changed: &Changed, unfit: &mut Vec<Unfit>) {
    let units: BTreeSet<UnitId> = after.units.iter().map(|unit| unit.id).collect();
    let people: BTreeSet<PersonId> = after.people.iter().map(|person| person.id).collect();
    let programs: BTreeSet<PersonId> = after.programs.iter().copied().collect();
    for place in &changed.places {
        let mut say = |field, message| {
            unfit.push(Unfit {
                subject: Subject::Place(place.id),
                field,
                message,
            });
        };
        if !units.contains(&place.unit) {
            say("unit", Message::new("problem-unknown-unit"));
        }
        if !people.contains(&place.person) && !programs.contains(&place.person) {
            say("person", Message::new("problem-unknown-person"));
        }
        ordered(&place.days, &mut |message| say("until", message));
        parties(place.acts_as.as_deref().unwrap_or_default(), &mut |message| {
            say("acts_as", message);
        });
        if let Some(function) = &place.job_function {
            named(function, &mut |message| say("job", message));
        }
        stands_in(place, &people, &mut say);
    }
}

/// Whoever stands in does it for somebody else, and until a day.
fn stands_in(place: &Place, people: &BTreeSet<PersonId>, say: &mut impl FnMut(&'static str, Message)) {
    let Some(other) = place.stands_in_for else { return };
    if other == place.person || !people.contains(&other) {
        say("stands_in_for", Message::new("organisation-stands-in"));
    }
    if place.days.until.is_none() {
        say("until", Message::new("organisation-stands-in-until"));
    }
}

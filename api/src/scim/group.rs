//! Units as SCIM groups; their members are the people with a place there today.

use std::collections::BTreeSet;

use axum::extract::{Path as Address, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use samspil_core::flow::Side;
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::Message;
use samspil_store::{ChangeWay, Changed, Days, OrgUnit, Organisation, Place, Source, UnitKind};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::patch::{Change, Deed, changes};
use super::path::Term;
use super::query::{Asked, Compared, Query, Shown};
use super::{
    SOURCE, another, external, fixed, invalid, of_another, one, organisation, today, unchanged, unknown,
    whole, wished,
};
use crate::app::App;
use crate::identity::Signed;
use crate::organisation::{change, change_and_read, ended, last_day};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// What a group is.
pub(super) const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// The most members that a body names at once.
const MAX_MEMBERS: usize = 10_000;

/// A group as a directory wishes it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Wish {
    display_name: Option<String>,
    external_id: Option<String>,
    members: BTreeSet<PersonId>,
    /// Members were spoken of.
    of_members: bool,
}

impl Wish {
    fn apply(&mut self, change: &Change) -> Result<(), Problem> {
        let removed = change.deed == Deed::Remove;
        let word = || match &change.value {
            Value::String(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
            _ => Err(invalid("scim-text")),
        };
        match change.path.attribute.as_str() {
            "displayname" if removed => Err(fixed()),
            "displayname" => {
                self.display_name = Some(word()?);
                Ok(())
            }
            "externalid" => {
                self.external_id = if removed || change.value.is_null() {
                    None
                } else {
                    Some(word()?)
                };
                Ok(())
            }
            "members" => self.members(change),
            "id" | "meta" => Ok(()),
            other => Err(unknown(other)),
        }
    }

    fn members(&mut self, change: &Change) -> Result<(), Problem> {
        self.of_members = true;
        let chosen = which(&change.path.which)?;
        if let Some(one) = chosen
            && (change.deed != Deed::Remove || change.path.part.is_some())
        {
            return self.member(change, one);
        }
        match (change.deed, chosen) {
            (Deed::Remove, Some(one)) => {
                self.members.remove(&one);
            }
            (Deed::Remove, None) if change.value.is_null() => self.members.clear(),
            (Deed::Remove, None) => {
                for one in people(&change.value)? {
                    self.members.remove(&one);
                }
            }
            (Deed::Add, _) => self.members.extend(people(&change.value)?),
            (Deed::Replace, _) => self.members = people(&change.value)?,
        }
        Ok(())
    }

    /// One member that a path chooses (RFC 7644 sections 3.5.2.1 and 3.5.2.3): nobody is chosen who is not there. What a
    /// directory says of them beside who they are is theirs and not the group's, and is passed over.
    fn member(&mut self, change: &Change, one: PersonId) -> Result<(), Problem> {
        if !self.members.contains(&one) {
            return Err(Problem::new(Kind::BAD_REQUEST)
                .code("no_target")
                .detail(Message::new("scim-no-member")));
        }
        match change.path.part.as_deref() {
            Some("display" | "type" | "$ref") => return Ok(()),
            Some("value") if change.deed == Deed::Remove => return Err(fixed()),
            Some("value") | None => {}
            Some(other) => return Err(unknown(other)),
        }
        let names_nobody = change
            .value
            .as_object()
            .is_some_and(|one| !one.contains_key("value"));
        let people = if names_nobody {
            BTreeSet::from([one])
        } else {
            people(&change.value)?
        };
        match change.deed {
            // Who a member is cannot be added to; that it is them already is no change.
            Deed::Add if people != BTreeSet::from([one]) => Err(fixed()),
            Deed::Add | Deed::Remove => Ok(()),
            Deed::Replace => {
                self.members.remove(&one);
                self.members.extend(people);
                Ok(())
            }
        }
    }
}

/// The member that a path chooses; none where it chooses none.
fn which(terms: &[Term]) -> Result<Option<PersonId>, Problem> {
    match terms {
        [] => Ok(None),
        [term] if term.attribute == "value" => {
            let id = term.value.as_str().and_then(|id| Uuid::try_parse(id).ok());
            // Nobody has an id of another shape: there is nothing to take away.
            Ok(Some(id.map_or(PersonId(Uuid::nil()), PersonId)))
        }
        _ => Err(Problem::new(Kind::BAD_REQUEST)
            .code("invalid_filter")
            .detail(Message::new("scim-filter"))),
    }
}

/// The people of a list, or of one value alone.
fn people(value: &Value) -> Result<BTreeSet<PersonId>, Problem> {
    let one = |value: &Value| {
        let id = value.get("value").unwrap_or(value).as_str();
        let id = id.and_then(|id| Uuid::try_parse(id).ok()).map(PersonId);
        id.ok_or_else(|| invalid("scim-member"))
    };
    match value {
        Value::Array(list) if list.len() > MAX_MEMBERS => Err(Problem::too_large()),
        Value::Array(list) => list.iter().map(one).collect(),
        Value::Null => Ok(BTreeSet::new()),
        value => Ok(BTreeSet::from([one(value)?])),
    }
}

fn outside(unit: &OrgUnit) -> Option<&str> {
    external(unit.source.as_ref())
}

/// The people there today; a directory knows of no programs.
fn members(organisation: &Organisation, unit: UnitId, today: NaiveDate) -> BTreeSet<PersonId> {
    let there = organisation.places.iter().filter(|place| {
        place.unit == unit && place.days.has(today) && !organisation.programs.contains(&place.person)
    });
    there.map(|place| place.person).collect()
}

fn drawn(app: &App, organisation: &Organisation, unit: &OrgUnit, today: NaiveDate, shown: &Shown) -> Value {
    let mut group = Map::from_iter([
        ("schemas".to_owned(), json!([SCHEMA])),
        ("id".to_owned(), json!(unit.id)),
        ("displayName".to_owned(), json!(unit.name)),
    ]);
    if let Some(id) = outside(unit) {
        group.insert("externalId".to_owned(), json!(id));
    }
    if shown.has("members") {
        let people = members(organisation, unit.id, today);
        let people = organisation
            .people
            .iter()
            .filter(|person| people.contains(&person.id));
        let people = people.map(|person| json!({"value": person.id, "display": person.name, "type": "User"}));
        group.insert("members".to_owned(), people.collect());
    }
    let location = format!("{}{}/Groups/{}", app.url, super::ROOT, unit.id);
    whole(Value::Object(group), "Group", &location)
}

fn found<'a>(organisation: &'a Organisation, id: &str, today: NaiveDate) -> Result<&'a OrgUnit, Problem> {
    let id = Uuid::try_parse(id).ok();
    let known = organisation
        .units
        .iter()
        .find(|unit| Some(unit.id.0) == id && !unit.days.is_over(today));
    known.ok_or_else(|| Problem::new(Kind::NOT_FOUND))
}

/// What groups are found by.
const COMPARED: [Compared; 5] = [
    ("displayName", "displayname", Value::is_string),
    ("externalId", "externalid", Value::is_string),
    ("id", "id", Value::is_string),
    ("members", "members", Value::is_string),
    ("members.value", "members.value", Value::is_string),
];

fn fits(organisation: &Organisation, unit: &OrgUnit, terms: &[Term], today: NaiveDate) -> bool {
    let is = |term: &Term| match (term.attribute.as_str(), &term.value) {
        ("displayname", Value::String(name)) => unit.name.to_lowercase() == name.trim().to_lowercase(),
        ("externalid", Value::String(id)) => outside(unit) == Some(id),
        ("id", Value::String(id)) => unit.id.to_string() == *id,
        ("members" | "members.value", Value::String(id)) => {
            let id = Uuid::try_parse(id).ok();
            id.is_some_and(|id| members(organisation, unit.id, today).contains(&PersonId(id)))
        }
        _ => false,
    };
    !unit.days.is_over(today) && terms.iter().all(is)
}

/// Groups.
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Asked(query): Asked,
) -> Result<Response, Problem> {
    let terms = query.terms(&COMPARED)?;
    let organisation = organisation(&app, &signed).await?;
    let (today, shown) = (today(&app), query.shown());
    let there = organisation
        .units
        .iter()
        .filter(|unit| fits(&organisation, unit, &terms, today));
    let mut units: Vec<&OrgUnit> = there.collect();
    units.sort_by_key(|unit| unit.id);
    Ok(query.page(&units, |unit| drawn(&app, &organisation, unit, today, &shown)))
}

/// One group.
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    Address(id): Address<String>,
    Asked(query): Asked,
) -> Result<Response, Problem> {
    let organisation = organisation(&app, &signed).await?;
    let today = today(&app);
    let unit = found(&organisation, &id, today)?;
    // Its version is that of all of it, whatever of it is shown.
    let group = drawn(&app, &organisation, unit, today, &Shown::default());
    Ok(one(StatusCode::OK, &headers, &group, &query.shown()))
}

/// The answer after a change: as the change leaves it.
fn now(
    app: &App,
    status: StatusCode,
    headers: &HeaderMap,
    query: &Query,
    (id, after): (UnitId, &Organisation),
) -> Result<Response, Problem> {
    let today = today(app);
    let unit = found(after, &id.to_string(), today)?;
    let group = drawn(app, after, unit, today, &Shown::default());
    Ok(one(status, headers, &group, &query.shown()))
}

/// A unit, and the places that begin and end with its members as they are to be.
fn carried_out(
    before: &Organisation,
    unit: OrgUnit,
    wish: &Wish,
    today: NaiveDate,
    new_id: impl Fn() -> Uuid,
) -> Result<Changed, Problem> {
    let mut changed = Changed::default();
    if wish.of_members {
        let now = members(before, unit.id, today);
        let known: BTreeSet<PersonId> = before.people.iter().map(|person| person.id).collect();
        if !wish.members.difference(&now).all(|new| known.contains(new)) {
            return Err(invalid("scim-member"));
        }
        let gone = before.places.iter().filter(|place| {
            place.unit == unit.id
                && place.days.has(today)
                && now.contains(&place.person)
                && !wish.members.contains(&place.person)
        });
        changed.places.extend(ended(gone, today));
        changed
            .places
            .extend(wish.members.difference(&now).map(|person| Place {
                id: new_id(),
                person: *person,
                unit: unit.id,
                acts_as: None,
                job_function: None,
                leads: false,
                stands_in_for: None,
                days: Days {
                    from: Some(today),
                    until: unit.days.until,
                },
                source: Some(SOURCE.to_owned()),
            }));
    }
    if !before.units.contains(&unit) {
        changed.units.push(unit);
    }
    Ok(changed)
}

/// A new group; a unit that has ended and has this outside id or name comes back.
pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    Asked(query): Asked,
    Json(body): Json<Value>,
) -> Result<Response, Problem> {
    let mut wish = Wish::default();
    for change in wished(&body, SCHEMA)? {
        wish.apply(&change)?;
    }
    let name = wish.display_name.clone().ok_or_else(|| invalid("scim-text"))?;
    let (new, today) = (UnitId(app.engine.ids().next()), today(&app));
    let (id, after) = change_and_read(&app, &signed, ChangeWay::Scim, |before| {
        let named_so = before
            .units
            .iter()
            .find(|unit| outside(unit).is_some() && outside(unit) == wish.external_id.as_deref());
        let own = named_so.filter(|unit| unit.source.as_ref().is_some_and(|source| source.name == SOURCE));
        let known = own.or_else(|| before.units.iter().find(|unit| unit.name == name));
        let is_other = named_so.is_some_and(|other| known.is_none_or(|known| known.id != other.id));
        if known.is_some_and(|unit| !unit.days.is_over(today)) || is_other {
            return Err(Problem::new(Kind::CONFLICT)
                .code("name_taken")
                .detail(Message::new("organisation-taken")));
        }
        if let Some(source) = known.and_then(|known| another(known.source.as_ref())) {
            return Err(of_another(source));
        }
        let unit = OrgUnit {
            id: known.map_or(new, |unit| unit.id),
            name: name.clone(),
            side: known.map_or(Side::Authority, |unit| unit.side),
            parent: None,
            kind: known.map_or(UnitKind::Team, |unit| unit.kind),
            cvr: known.and_then(|unit| unit.cvr),
            ownership: known.and_then(|unit| unit.ownership),
            days: Days {
                from: known.map_or(Some(today), |unit| unit.days.from),
                until: None,
            },
            source: Some(Source {
                name: SOURCE.to_owned(),
                external_id: wish.external_id.clone(),
            }),
        };
        let id = unit.id;
        Ok((
            carried_out(before, unit, &wish, today, || app.engine.ids().next())?,
            id,
        ))
    })
    .await?;
    now(&app, StatusCode::CREATED, &headers, &query, (id, &after))
}

async fn changed(
    app: &App,
    signed: &Signed,
    (headers, id, query): (&HeaderMap, &str, &Query),
    changes: &[Change],
    afresh: bool,
) -> Result<Response, Problem> {
    let today = today(app);
    let (id, after) = change_and_read(app, signed, ChangeWay::Scim, |before| {
        let known = found(before, id, today)?;
        unchanged(headers, &drawn(app, before, known, today, &Shown::default()))?;
        let mut wish = Wish {
            display_name: Some(known.name.clone()),
            external_id: outside(known).map(str::to_owned).filter(|_| !afresh),
            members: members(before, known.id, today),
            of_members: false,
        };
        for change in changes {
            wish.apply(change)?;
        }
        let held = another(known.source.as_ref());
        let unit = OrgUnit {
            name: wish.display_name.clone().unwrap_or_else(|| known.name.clone()),
            source: Some(Source {
                name: SOURCE.to_owned(),
                external_id: wish.external_id.clone(),
            }),
            ..known.clone()
        };
        let unit = match held {
            // Who is a member may be a directory's to say, what the unit is stays that source's.
            Some(source) if unit.name != known.name || outside(&unit) != outside(known) => {
                return Err(of_another(source));
            }
            Some(_) => known.clone(),
            None => unit,
        };
        let id = unit.id;
        Ok((
            carried_out(before, unit, &wish, today, || app.engine.ids().next())?,
            id,
        ))
    })
    .await?;
    now(app, StatusCode::OK, headers, query, (id, &after))
}

/// A group as it is to be; members that are not spoken of stay.
pub(super) async fn replace(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    Address(id): Address<String>,
    Asked(query): Asked,
    Json(body): Json<Value>,
) -> Result<Response, Problem> {
    let changes = wished(&body, SCHEMA)?;
    changed(&app, &signed, (&headers, &id, &query), &changes, true).await
}

/// Changes of a group.
pub(super) async fn patch(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    Address(id): Address<String>,
    Asked(query): Asked,
    Json(body): Json<Value>,
) -> Result<Response, Problem> {
    let changes = changes(&body)?;
    changed(&app, &signed, (&headers, &id, &query), &changes, false).await
}

/// Ends a unit and the places there, and lets go of it.
pub(super) async fn delete(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    Address(id): Address<String>,
) -> Result<Response, Problem> {
    let today = today(&app);
    change(&app, &signed, ChangeWay::Scim, |before| {
        let known = found(before, &id, today)?;
        unchanged(&headers, &drawn(&app, before, known, today, &Shown::default()))?;
        let there = before.places.iter().filter(|place| place.unit == known.id);
        let changed = Changed {
            places: ended(there, today),
            units: vec![OrgUnit {
                days: known.days.ended(last_day(today)),
                source: known.source.clone().filter(|source| source.name != SOURCE),
                ..known.clone()
            }],
            ..Changed::default()
        };
        Ok((changed, ()))
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

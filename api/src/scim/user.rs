//! People as SCIM users.

use axum::extract::{Path as Address, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_store::{ChangeWay, Changed, OrgPerson, Organisation, Role, Source};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::patch::{Change, Deed, changes};
use super::path::Term;
use super::query::{Asked, Compared, Query};
use super::{
    SOURCE, another, external, fixed, invalid, of_another, one, organisation, today, unchanged, unknown,
    whole, wished,
};
use crate::app::App;
use crate::identity::{Signed, plain_login};
use crate::organisation::{change, change_and_read, ended};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// What a user is.
pub(super) const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// What directories say of people that is not kept here: read, and passed over. What is in neither list is refused.
const PASSED_OVER: &[&str] = &[
    "id",
    "meta",
    "groups",
    "nickname",
    "profileurl",
    "usertype",
    "preferredlanguage",
    "locale",
    "timezone",
    "emails",
    "phonenumbers",
    "ims",
    "photos",
    "addresses",
    "roles",
    "entitlements",
    "x509certificates",
    "password",
    "employeenumber",
    "costcenter",
    "organization",
    "division",
    "department",
    "manager",
];

/// A user as a directory wishes them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Wish {
    user_name: Option<String>,
    external_id: Option<String>,
    display_name: Option<String>,
    formatted: Option<String>,
    given: Option<String>,
    family: Option<String>,
    title: Option<String>,
    active: Option<bool>,
}

fn text(value: &Value) -> Result<Option<String>, Problem> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        _ => Err(invalid("scim-text")),
    }
}

/// A truth, also as some write it: "True".
fn truth(value: &Value) -> Result<bool, Problem> {
    let read = match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(word) => word.to_ascii_lowercase().parse().ok(),
        _ => None,
    };
    read.ok_or_else(|| invalid("scim-truth"))
}

impl Wish {
    fn of(person: &OrgPerson) -> Self {
        Self {
            user_name: Some(person.login.clone()),
            external_id: outside(person).map(str::to_owned),
            title: person.job_function.clone(),
            active: Some(person.active),
            ..Self::default()
        }
    }

    fn apply(&mut self, change: &Change) -> Result<(), Problem> {
        let removed = change.deed == Deed::Remove;
        let value = if removed { &Value::Null } else { &change.value };
        match change.path.attribute.as_str() {
            "username" if removed => return Err(fixed()),
            "username" => self.user_name = Some(text(value)?.ok_or_else(|| invalid("scim-text"))?),
            "active" if removed => return Err(fixed()),
            "active" => self.active = Some(truth(value)?),
            "externalid" => self.external_id = text(value)?,
            "displayname" => self.display_name = text(value)?,
            "title" => self.title = text(value)?,
            "name" => self.name(change.path.part.as_deref(), value)?,
            known if PASSED_OVER.contains(&known) => {}
            other => return Err(unknown(other)),
        }
        Ok(())
    }

    fn name(&mut self, part: Option<&str>, value: &Value) -> Result<(), Problem> {
        match (part, value) {
            (Some("formatted"), value) => self.formatted = text(value)?,
            (Some("givenname"), value) => self.given = text(value)?,
            (Some("familyname"), value) => self.family = text(value)?,
            (Some("middlename" | "honorificprefix" | "honorificsuffix"), _) | (None, Value::Null) => {}
            (None, Value::Object(parts)) => {
                for (part, value) in parts {
                    self.name(Some(&part.to_lowercase()), value)?;
                }
            }
            _ => return Err(invalid("scim-text")),
        }
        Ok(())
    }

    /// What the person is to be called, where anything says so.
    fn called(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.given, &self.family]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let joined = (parts.len() == 2).then(|| parts.join(" "));
        self.display_name
            .clone()
            .or_else(|| self.formatted.clone())
            .or(joined)
    }

    /// The person as they are to be.
    fn person(self, known: Option<&OrgPerson>, id: PersonId) -> Result<OrgPerson, Problem> {
        let login = plain_login(&self.user_name.clone().ok_or_else(|| invalid("scim-user-name"))?);
        let name = self.called().or_else(|| known.map(|person| person.name.clone()));
        Ok(OrgPerson {
            id,
            name: name.unwrap_or_else(|| login.clone()),
            login,
            roles: known.map_or_else(|| vec![Role::Staff], |person| person.roles.clone()),
            active: self
                .active
                .unwrap_or_else(|| known.is_none_or(|person| person.active)),
            job_function: self.title,
            source: Some(Source {
                name: SOURCE.to_owned(),
                external_id: self.external_id,
            }),
        })
    }
}

fn outside(person: &OrgPerson) -> Option<&str> {
    external(person.source.as_ref())
}

/// Whether a directory sees them: whoever it has said, and everyone who may sign in.
fn is_there(person: &OrgPerson) -> bool {
    person.active || person.source.as_ref().is_some_and(|source| source.name == SOURCE)
}

fn location(app: &App, person: PersonId) -> String {
    format!("{}{}/Users/{person}", app.url, super::ROOT)
}

fn drawn(app: &App, organisation: &Organisation, person: &OrgPerson, today: NaiveDate) -> Value {
    let own = organisation
        .places
        .iter()
        .filter(|place| place.person == person.id && place.days.has(today));
    let mut groups: Vec<Value> = Vec::new();
    for place in own {
        let unit = organisation
            .units
            .iter()
            .find(|unit| unit.id == place.unit && unit.days.has(today));
        let group = unit.map(|unit| json!({"value": unit.id, "display": unit.name, "type": "direct"}));
        groups.extend(group.filter(|group| !groups.contains(group)));
    }
    let mut user = Map::from_iter([
        ("schemas".to_owned(), json!([SCHEMA])),
        ("id".to_owned(), json!(person.id)),
        ("userName".to_owned(), json!(person.login)),
        ("displayName".to_owned(), json!(person.name)),
        ("name".to_owned(), json!({"formatted": person.name})),
        ("active".to_owned(), json!(person.active)),
        ("groups".to_owned(), json!(groups)),
    ]);
    for (name, value) in [
        ("externalId", outside(person)),
        ("title", person.job_function.as_deref()),
    ] {
        if let Some(value) = value {
            user.insert(name.to_owned(), json!(value));
        }
    }
    whole(Value::Object(user), "User", &location(app, person.id))
}

/// What users are found by.
const COMPARED: [Compared; 7] = [
    ("userName", "username", Value::is_string),
    ("externalId", "externalid", Value::is_string),
    ("id", "id", Value::is_string),
    ("displayName", "displayname", Value::is_string),
    ("name.formatted", "name.formatted", Value::is_string),
    ("title", "title", Value::is_string),
    ("active", "active", Value::is_boolean),
];

fn fits(person: &OrgPerson, terms: &[Term]) -> bool {
    let is = |term: &Term| match (term.attribute.as_str(), &term.value) {
        ("username", Value::String(name)) => plain_login(name) == person.login,
        ("externalid", Value::String(id)) => outside(person) == Some(id),
        ("id", Value::String(id)) => person.id.to_string() == *id,
        ("displayname" | "name.formatted", Value::String(name)) => person.name == *name,
        ("title", Value::String(title)) => person.job_function.as_ref() == Some(title),
        ("active", Value::Bool(active)) => person.active == *active,
        _ => false,
    };
    is_there(person) && terms.iter().all(is)
}

/// The user with this id.
fn found<'a>(organisation: &'a Organisation, id: &str) -> Result<&'a OrgPerson, Problem> {
    let id = Uuid::try_parse(id).ok();
    let known = organisation
        .people
        .iter()
        .find(|person| Some(person.id.0) == id && is_there(person));
    known.ok_or_else(|| Problem::new(Kind::NOT_FOUND))
}

/// Users.
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Asked(query): Asked,
) -> Result<Response, Problem> {
    let terms = query.terms(&COMPARED)?;
    let organisation = organisation(&app, &signed).await?;
    let mut people: Vec<&OrgPerson> = organisation
        .people
        .iter()
        .filter(|person| fits(person, &terms))
        .collect();
    // One order whatever people are called meanwhile, so that pages follow each other.
    people.sort_by_key(|person| person.id);
    let today = today(&app);
    Ok(query.page(&people, |person| drawn(&app, &organisation, person, today)))
}

/// One user.
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    Address(id): Address<String>,
    Asked(query): Asked,
) -> Result<Response, Problem> {
    let organisation = organisation(&app, &signed).await?;
    let person = found(&organisation, &id)?;
    let user = drawn(&app, &organisation, person, today(&app));
    Ok(one(StatusCode::OK, &headers, &user, &query.shown()))
}

/// The answer after a change: as the change leaves it.
fn now(
    app: &App,
    status: StatusCode,
    headers: &HeaderMap,
    query: &Query,
    (id, after): (PersonId, &Organisation),
) -> Result<Response, Problem> {
    let person = after.people.iter().find(|person| person.id == id);
    let person = person.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let user = drawn(app, after, person, today(app));
    Ok(one(status, headers, &user, &query.shown()))
}

fn of_people(person: OrgPerson) -> Changed {
    Changed {
        people: vec![person],
        ..Changed::default()
    }
}

/// A new user. One who was here, and is seen by no directory, comes back.
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
    let new = PersonId(app.engine.ids().next());
    let (id, after) = change_and_read(&app, &signed, ChangeWay::Scim, |before| {
        let login = plain_login(wish.user_name.as_deref().unwrap_or_default());
        let known = before.people.iter().find(|person| person.login == login);
        let named_so = before
            .people
            .iter()
            .find(|person| outside(person).is_some() && outside(person) == wish.external_id.as_deref());
        let is_other = named_so.is_some_and(|other| known.is_none_or(|known| known.id != other.id));
        if known.is_some_and(is_there) || is_other {
            return Err(Problem::new(Kind::CONFLICT)
                .code("login_taken")
                .detail(Message::new("organisation-taken")));
        }
        if let Some(source) = known.and_then(|known| another(known.source.as_ref())) {
            return Err(of_another(source));
        }
        let wish = Wish {
            active: wish.active.or(Some(true)),
            ..wish.clone()
        };
        let person = wish.person(known, known.map_or(new, |person| person.id))?;
        let id = person.id;
        Ok((of_people(person), id))
    })
    .await?;
    now(&app, StatusCode::CREATED, &headers, &query, (id, &after))
}

/// Changes a user by what a body says, from what they are or from nothing.
async fn changed(
    app: &App,
    signed: &Signed,
    (headers, id, query): (&HeaderMap, &str, &Query),
    changes: &[Change],
    afresh: bool,
) -> Result<Response, Problem> {
    let (id, after) = change_and_read(app, signed, ChangeWay::Scim, |before| {
        let known = found(before, id)?;
        unchanged(headers, &drawn(app, before, known, today(app)))?;
        let mut wish = match afresh {
            // What is not said of whether they may sign in stays.
            true => Wish::default(),
            false => Wish::of(known),
        };
        for change in changes {
            wish.apply(change)?;
        }
        let mut person = wish.person(Some(known), known.id)?;
        if let Some(source) = another(known.source.as_ref()) {
            // Whoever is closed by a directory is out, whoever made them; all else is that source's to say.
            let to_be = OrgPerson {
                active: person.active,
                ..known.clone()
            };
            if outside(&person) != outside(known)
                || (OrgPerson {
                    source: known.source.clone(),
                    ..person
                }) != to_be
            {
                return Err(of_another(source));
            }
            person = to_be;
        }
        let same = person == *known;
        let changed = if same {
            Changed::default()
        } else {
            of_people(person)
        };
        Ok((changed, known.id))
    })
    .await?;
    now(app, StatusCode::OK, headers, query, (id, &after))
}

/// A user as they are to be.
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

/// Changes of a user.
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

/// Closes a user, ends their places, and lets go of them. Nothing that they did is taken away.
pub(super) async fn delete(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    Address(id): Address<String>,
) -> Result<Response, Problem> {
    let today = today(&app);
    change(&app, &signed, ChangeWay::Scim, |before| {
        let known = found(before, &id)?;
        unchanged(&headers, &drawn(&app, before, known, today))?;
        let theirs = before.places.iter().filter(|place| place.person == known.id);
        let changed = Changed {
            people: vec![OrgPerson {
                active: false,
                source: known.source.clone().filter(|source| source.name != SOURCE),
                ..known.clone()
            }],
            places: ended(theirs, today),
            ..Changed::default()
        };
        Ok((changed, ()))
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

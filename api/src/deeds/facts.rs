//! How things stand that a deed may change, in words that need no language: read before and after it, the difference is what the
//! deed did.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use samspil_core::calendar::local_date;
use samspil_core::id::{PersonId, TenantId};
use samspil_runtime::{Failure, MAX_PAGE};
use samspil_store::{Disposal, OrgPerson, Organisation, Role};
use uuid::Uuid;

use crate::app::App;

/// What is named by a request: the parts of its path, and a login or flow that its form names.
pub(super) type Named = BTreeMap<String, String>;

/// How things stand, by word.
pub(super) type Facts = BTreeMap<String, String>;

/// How things stand, and what the deed is about by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Standing {
    pub(super) about: String,
    pub(super) facts: Facts,
}

impl Standing {
    fn say(&mut self, word: &str, fact: impl ToString) {
        self.facts.insert(word.to_owned(), fact.to_string());
    }

    fn about(&mut self, about: impl ToString) {
        if self.about.is_empty() {
            self.about = about.to_string();
        }
    }
}

/// The settings that are one JSON value, by the word of the deed that changes them.
const SETTINGS: [(&str, &str); 5] = [
    ("access-rules", "access"),
    ("calendar-terms", "calendar_terms"),
    ("plan-bounds", "plan_bounds"),
    ("publishing-terms", "publishing_terms"),
    ("sign-in-terms", "sign_in_terms"),
];

/// How things stand that a deed of this word may change.
///
/// # Errors
/// What the store says.
pub(super) async fn standing(
    app: &App,
    tenant: TenantId,
    did: &str,
    named: &Named,
) -> Result<Standing, Failure> {
    let mut standing = Standing::default();
    let id = |name: &str| named.get(name).and_then(|id| Uuid::try_parse(id).ok());
    let organisation = app.engine.store().organisation(tenant).await?;
    let today = local_date(app.engine.clock().now());
    if let Some(setting) = SETTINGS.iter().find(|(word, _)| *word == did) {
        of_setting(app, tenant, setting.1, &mut standing).await?;
    }
    let by_login = named.get("login").and_then(|login| {
        let mut people = organisation.people.iter();
        people.find(|person| person.login.eq_ignore_ascii_case(login.trim()))
    });
    let person = id("person")
        .map(PersonId)
        .or_else(|| by_login.map(|person| person.id));
    if let Some(person) = person {
        of_person(app, tenant, &organisation, person, &mut standing).await?;
    }
    if let Some(place) = id("place")
        && let Some(found) = organisation.places.iter().find(|known| known.id == place)
    {
        standing.about(named_person(&organisation, found.person));
        standing.say(
            "last-day",
            found.days.until.map(|day| day.to_string()).unwrap_or_default(),
        );
    }
    of_unit(&organisation, id("unit"), named, today, &mut standing);
    of_retention(app, tenant, named, &mut standing).await?;
    of_flows(app, tenant, did, named, &mut standing).await?;
    of_others(app, tenant, named, &mut standing).await?;
    Ok(standing)
}

/// What of one standing is otherwise in another: before and after, by word.
pub(super) fn difference(before: &Facts, after: &Facts) -> (Facts, Facts) {
    let changed = |own: &Facts, other: &Facts| {
        let own = own.iter().filter(|(word, fact)| other.get(*word) != Some(*fact));
        own.map(|(word, fact)| (word.clone(), fact.clone())).collect()
    };
    (changed(before, after), changed(after, before))
}

async fn of_setting(app: &App, tenant: TenantId, name: &str, standing: &mut Standing) -> Result<(), Failure> {
    let kept = app.engine.store().setting(tenant, name).await?;
    let kept = kept.and_then(|kept| serde_json::from_slice(&kept).ok());
    if let Some(serde_json::Value::Object(values)) = kept {
        for (word, value) in values {
            let plain = value.as_str().map(str::to_owned);
            standing.say(&word, plain.unwrap_or_else(|| value.to_string()));
        }
    }
    Ok(())
}

fn named_person(organisation: &Organisation, id: PersonId) -> String {
    let found = organisation.people.iter().find(|person| person.id == id);
    found.map_or_else(|| id.to_string(), |person| person.name.clone())
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Staff => "staff",
        Role::ProcessOwner => "process-owner",
        Role::Administrator => "administrator",
    }
}

async fn of_person(
    app: &App,
    tenant: TenantId,
    organisation: &Organisation,
    id: PersonId,
    standing: &mut Standing,
) -> Result<(), Failure> {
    let store = app.engine.store();
    let now = app.gate.identity.now();
    if let Some(person) = organisation.people.iter().find(|known| known.id == id) {
        standing.about(&person.name);
        account(person, standing);
    }
    let places = organisation.places.iter().filter(|place| place.person == id);
    let mut places: Vec<String> = places
        .map(|place| {
            let unit = organisation.units.iter().find(|unit| unit.id == place.unit);
            let unit = unit.map_or_else(String::new, |unit| unit.name.clone());
            let acts_as = place.acts_as.clone().unwrap_or_default().join(" + ");
            format!("{unit} ({acts_as})")
        })
        .collect();
    places.sort();
    standing.say("places", places.join(", "));
    let tokens = store.tokens(tenant, id).await?;
    let lasting = tokens.iter().filter(|token| token.ends_at > now);
    let mut tokens: Vec<String> = lasting.map(|token| token.name.clone()).collect();
    tokens.sort();
    standing.say("tokens", tokens.join(", "));
    standing.say("sessions", store.sessions(tenant, id, now).await?.len());
    let since = local_date(app.engine.clock().now());
    let absences = store.absences(tenant, id, since).await?;
    let absences: Vec<String> = absences
        .iter()
        .map(|away| format!("{} – {}", away.first_day, away.last_day))
        .collect();
    standing.say("absences", absences.join(", "));
    if let Some(service) = store.service(tenant, id).await? {
        standing.say("answers", named_person(organisation, service.owner));
    }
    Ok(())
}

fn account(person: &OrgPerson, standing: &mut Standing) {
    standing.say("name", &person.name);
    standing.say("login", &person.login);
    let roles: Vec<&str> = person.roles.iter().map(|own| role(*own)).collect();
    standing.say("roles", roles.join(", "));
    standing.say("active", person.active);
    standing.say("function", person.job_function.clone().unwrap_or_default());
}

fn of_unit(
    organisation: &Organisation,
    id: Option<Uuid>,
    named: &Named,
    today: chrono::NaiveDate,
    standing: &mut Standing,
) {
    if let Some(unit) = organisation.units.iter().find(|unit| Some(unit.id.0) == id) {
        standing.about(&unit.name);
        standing.say("name", &unit.name);
        standing.say("kind", unit.kind.word());
        let parent = organisation
            .units
            .iter()
            .find(|known| Some(known.id) == unit.parent);
        standing.say(
            "parent",
            parent.map_or_else(String::new, |parent| parent.name.clone()),
        );
        standing.say(
            "last-day",
            unit.days.until.map(|day| day.to_string()).unwrap_or_default(),
        );
    }
    if id.is_some() {
        let there = organisation
            .places
            .iter()
            .filter(|place| Some(place.unit.0) == id);
        standing.say(
            "places-there",
            there.filter(|place| place.days.has(today)).count(),
        );
    }
    if let Some(name) = named.get("name") {
        standing.about(name);
        if let Some(function) = organisation.functions.iter().find(|known| known.name == *name) {
            standing.say("acts-as", function.acts_as.join(", "));
            standing.say("leads", function.leads);
        }
    }
}

async fn of_retention(
    app: &App,
    tenant: TenantId,
    named: &Named,
    standing: &mut Standing,
) -> Result<(), Failure> {
    let id = |name: &str| named.get(name).and_then(|id| Uuid::try_parse(id).ok());
    if let Some(disposal) = id("disposal")
        && let Some((known, cases)) = app.engine.disposal(tenant, disposal).await?
    {
        standing.about(known.number);
        standing.say("state", state(&known));
        let seen_to = cases.iter().filter(|one| one.done.is_some()).count();
        standing.say("cases", format!("{seen_to}/{}", cases.len()));
    }
    if let Some(hold) = id("hold") {
        let holds = app.engine.holds(tenant).await?;
        if let Some(hold) = holds.iter().find(|known| known.id == hold) {
            standing.about(hold.id);
            standing.say("lifted", hold.lifted.is_some());
        }
    }
    if let Some(flow) = named.get("flow") {
        let terms = app.engine.retention(tenant).await?;
        if let Some(term) = terms.iter().find(|term| term.flow == *flow) {
            standing.say(
                "keep",
                term.term
                    .as_ref()
                    .map(|term| term.keep.to_string())
                    .unwrap_or_default(),
            );
        }
    }
    Ok(())
}

/// How a disposal stands, by word.
fn state(known: &Disposal) -> &'static str {
    match (&known.approved, &known.withdrawn, known.finished_at) {
        (_, Some(_), _) => "withdrawn",
        (_, _, Some(_)) => "finished",
        (Some(_), _, _) => "approved",
        (None, None, None) => "proposed",
    }
}

async fn of_flows(
    app: &App,
    tenant: TenantId,
    did: &str,
    named: &Named,
    standing: &mut Standing,
) -> Result<(), Failure> {
    if !did.starts_with("publish") {
        return Ok(());
    }
    if let Some(flow) = named.get("flow") {
        standing.about(flow);
    }
    for flow in app.engine.store().flows(tenant).await? {
        standing.say(&format!("flow {}", flow.flow), flow.version);
    }
    waits(app, tenant, app.engine.clock().now(), standing).await
}

/// How much waits for a second person.
async fn waits(
    app: &App,
    tenant: TenantId,
    now: DateTime<Utc>,
    standing: &mut Standing,
) -> Result<(), Failure> {
    let waiting = crate::four_eyes::waiting(app.engine.store().as_ref(), tenant, now).await?;
    standing.say("waits", waiting.len());
    Ok(())
}

async fn of_others(
    app: &App,
    tenant: TenantId,
    named: &Named,
    standing: &mut Standing,
) -> Result<(), Failure> {
    let store = app.engine.store();
    let id = |name: &str| named.get(name).and_then(|id| Uuid::try_parse(id).ok());
    if let Some(incident) = id("incident") {
        let all = store.incidents(tenant, false, MAX_PAGE).await?;
        if let Some(found) = all.iter().find(|known| known.id == incident) {
            let case = found.about.case().map(|case| format!(" {case}"));
            standing.about(format!("{}{}", found.about.word(), case.unwrap_or_default()));
            standing.say("resolved", found.resolved_at.is_some());
        }
    }
    if let Some(mail) = id("mail") {
        let all = store.given_up_mails(tenant, MAX_PAGE).await?;
        standing.about(mail);
        standing.say("given-up", all.iter().any(|known| known.id == mail));
    }
    if let Some(provider) = named.get("provider") {
        standing.about(provider);
        let all = crate::openid::keeping::journal_of(store.as_ref(), tenant).await?;
        let newest = all.into_iter().find(|change| change.about == *provider);
        standing.say("settings", newest.map(|change| change.body).unwrap_or_default());
    }
    if named.contains_key("provider") || named.contains_key("citizen") {
        waits(app, tenant, app.engine.clock().now(), standing).await?;
    }
    if let Some(citizen) = named.get("citizen") {
        standing.about(citizen);
    }
    if let (Some(kind), Some(about)) = (named.get("kind"), named.get("about")) {
        let all = app.engine.batches(tenant).await?;
        standing.about(format!("{kind} {about}"));
        let found = all
            .iter()
            .find(|(batch, _)| batch.name.kind.word() == kind && batch.name.about == *about);
        if let Some((batch, state)) = found {
            standing.say("state", state.word());
            standing.say("tries", batch.tries);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_otherwise_is_told() {
        let facts = |pairs: &[(&str, &str)]| -> Facts {
            let pairs = pairs.iter();
            pairs
                .map(|(word, fact)| ((*word).to_owned(), (*fact).to_owned()))
                .collect()
        };
        let before = facts(&[("roles", "staff"), ("active", "true"), ("gone", "x")]);
        let after = facts(&[
            ("roles", "staff, administrator"),
            ("active", "true"),
            ("new", "y"),
        ]);
        assert_eq!(
            difference(&before, &after),
            (
                facts(&[("roles", "staff"), ("gone", "x")]),
                facts(&[("roles", "staff, administrator"), ("new", "y")])
            )
        );
    }
}

//! New municipalities, units, people and tokens.

use std::io::BufRead;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use clap::ValueEnum;
use samspil_core::flow::Side;
use samspil_core::id::{PersonId, TenantId, TokenId, UnitId};
use samspil_core::text::{Language, Message};
use samspil_store::{
    Changed, Days, NewPassword, OrgPerson, OrgUnit, Person, Place, Role, Scope, Store, Token, UnitKind,
};
use serde_json::json;

use super::link::{self, LinkSettings};
use super::place::ActsAs;
use super::{fault, of_store, random, written};
use crate::deeds::on_the_machine;
use crate::identity::guessable;
use crate::identity::password::{MAX_BYTES, MIN_CHARACTERS, PasswordError, Passwords};
use crate::identity::plain_login;
use crate::identity::secret::Secret;
use crate::language::Told;
use crate::words::say;

/// The longest name or user name, in characters: fits a line of a list.
const MAX_NAME_CHARS: usize = 100;

/// The numbers that have eight digits and do not begin with 0 (CVR).
const NUMBERS: std::ops::RangeInclusive<i32> = 10_000_000..=99_999_999;

/// The longest that a token may last, in days: two years, for what nobody renews nobody remembers.
const MAX_TOKEN_DAYS: u16 = 731;

/// The side of a unit.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum UnitSide {
    /// Myndighed.
    Authority,
    /// Udfører.
    Provider,
    /// Another authority, a doctor.
    Partner,
}

/// What a person may do beside their work in cases.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum PersonRole {
    /// Publishes flows.
    ProcessOwner,
    /// Handles tasks.
    Staff,
    /// Keeps people, units, calendars and health.
    Administrator,
}

impl From<PersonRole> for Role {
    fn from(role: PersonRole) -> Self {
        match role {
            PersonRole::ProcessOwner => Self::ProcessOwner,
            PersonRole::Staff => Self::Staff,
            PersonRole::Administrator => Self::Administrator,
        }
    }
}

/// What may be done with a token.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum TokenScope {
    /// Read what the person may see in cases, tasks and flows.
    Read,
    /// Begin cases, do tasks and ask other things of cases.
    Tasks,
    /// Publish flows.
    Publish,
    /// Do and read what is for administrators.
    Administer,
    /// Change what is the person's own: tokens, sessions, absence, how they are told.
    Account,
    /// Provision people and units from a directory (SCIM); of an administrator's program.
    Scim,
}

impl From<TokenScope> for Scope {
    fn from(scope: TokenScope) -> Self {
        match scope {
            TokenScope::Read => Self::Read,
            TokenScope::Tasks => Self::Tasks,
            TokenScope::Publish => Self::Publish,
            TokenScope::Administer => Self::Administer,
            TokenScope::Account => Self::Account,
            TokenScope::Scim => Self::Scim,
        }
    }
}

fn name(text: &str) -> Result<String, Message> {
    let text = text.trim();
    let fits = (1..=MAX_NAME_CHARS).contains(&text.chars().count());
    let most = i64::try_from(MAX_NAME_CHARS).unwrap_or(i64::MAX);
    if fits && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(Message::new("account-name").with("most", most))
    }
}

fn told(message: &Message, language: Language, json: serde_json::Value) -> Told {
    Told {
        lines: vec![say(message, language)],
        json,
    }
}

/// Makes room for a municipality.
pub(super) async fn municipality(
    store: &Arc<dyn Store>,
    number: i32,
    called: &str,
    language: Language,
) -> Result<Told, Message> {
    if !NUMBERS.contains(&number) {
        return Err(Message::new("account-number"));
    }
    let called = name(called)?;
    store
        .add_tenant(TenantId(number), &called)
        .await
        .map_err(of_store)?;
    let message = Message::new("account-added-municipality")
        .with("name", called.as_str())
        .with("number", number.to_string());
    Ok(told(
        &message,
        language,
        json!({ "municipality": number, "name": called }),
    ))
}

/// Adds a unit.
pub(super) async fn unit(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    (called, now): (&str, DateTime<Utc>),
    side: UnitSide,
    language: Language,
) -> Result<Told, Message> {
    let called = name(called)?;
    let id = UnitId(random::id()?);
    let unit = OrgUnit {
        id,
        name: called.clone(),
        side: match side {
            UnitSide::Authority => Side::Authority,
            UnitSide::Provider => Side::Provider,
            UnitSide::Partner => Side::Partner,
        },
        parent: None,
        kind: UnitKind::Department,
        cvr: None,
        ownership: None,
        days: Days::ALWAYS,
        source: None,
    };
    written(store, tenant, now, |before| {
        if before.units.iter().any(|unit| unit.name == called) {
            return Err(Message::new("account-unit-taken").with("name", called.as_str()));
        }
        Ok(Changed {
            units: vec![unit.clone()],
            ..Changed::default()
        })
    })
    .await?;
    let message = Message::new("account-added-unit").with("name", called.as_str());
    Ok(told(&message, language, json!({ "unit": id, "name": called })))
}

/// A person to be.
pub(super) struct NewPerson {
    pub(super) login: String,
    pub(super) name: String,
    pub(super) roles: Vec<PersonRole>,
    pub(super) acts_as: Vec<ActsAs>,
    pub(super) way: Way,
}

/// How a new person gets a password.
pub(super) enum Way {
    /// It is made up, or the first line of standard input.
    Password { stdin: bool },
    /// They choose it themselves, by a link.
    Link(LinkSettings),
}

/// Adds a person with their places, and tells the password where it was made up, or the link by which they choose one.
pub(super) async fn person(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    new: NewPerson,
    now: DateTime<Utc>,
    language: Language,
) -> Result<Told, Message> {
    let login = login(&new.login)?;
    let called = name(&new.name)?;
    let id = PersonId(random::id()?);
    let places = places(store, tenant, id, new.acts_as).await?;
    if store
        .person_by_login(tenant, &login)
        .await
        .map_err(of_store)?
        .is_some()
    {
        return Err(Message::new("account-login-taken").with("login", login));
    }
    let password = match &new.way {
        Way::Password { stdin } => Some(Chosen::new(*stdin)?),
        Way::Link(_) => None,
    };
    let mut roles: Vec<Role> = new.roles.iter().copied().map(Role::from).collect();
    roles.sort_unstable();
    roles.dedup();
    let kept = match &password {
        Some(password) => Some(password.hash(store, tenant, &login).await?),
        None => None,
    };
    let changed = Changed {
        people: vec![OrgPerson {
            id,
            login: login.clone(),
            name: called.clone(),
            roles,
            active: true,
            job_function: None,
            source: None,
        }],
        places,
        passwords: kept.map(|kept| own(id, kept)).into_iter().collect(),
        ..Changed::default()
    };
    written(store, tenant, now, |before| {
        if before.people.iter().any(|person| person.login == login) {
            return Err(Message::new("account-login-taken").with("login", login.as_str()));
        }
        Ok(changed.clone())
    })
    .await?;
    let message = Message::new("account-added-person")
        .with("name", called.as_str())
        .with("login", login.as_str());
    let mut json = json!({ "person": id, "login": login });
    match (password, &new.way) {
        (Some(password), _) => {
            json["password"] = json!(password.shown());
            Ok(password.told(told(&message, language, json), language))
        }
        (None, Way::Link(settings)) => {
            let (address, ends_at) = link::link(store, tenant, id, (settings, now)).await?;
            json["link"] = json!(address);
            json["ends_at"] = json!(ends_at);
            let mut told = told(&message, language, json);
            told.lines.push(say(&link::line(&address, ends_at), language));
            Ok(told)
        }
        (None, Way::Password { .. }) => Ok(told(&message, language, json)),
    }
}

fn own(person: PersonId, kept: String) -> NewPassword {
    NewPassword {
        person,
        seen: None,
        kept,
    }
}

async fn places(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    person: PersonId,
    acts_as: Vec<ActsAs>,
) -> Result<Vec<Place>, Message> {
    let units = store.units(tenant).await.map_err(of_store)?;
    let known = || -> Vec<String> { units.iter().map(|unit| unit.name.clone()).collect() };
    let given = |place: ActsAs| {
        let Some(unit) = units.iter().find(|unit| unit.name == place.unit) else {
            return Err(Message::new("account-unknown-unit")
                .with("name", place.unit)
                .with("known", known()));
        };
        Ok(Place {
            id: random::id()?,
            person,
            unit: unit.id,
            acts_as: Some(place.parties),
            job_function: None,
            leads: false,
            stands_in_for: None,
            days: Days::ALWAYS,
            source: None,
        })
    };
    acts_as.into_iter().map(given).collect()
}

fn login(text: &str) -> Result<String, Message> {
    let login = plain_login(text);
    let fits = (1..=MAX_NAME_CHARS).contains(&login.chars().count());
    let most = i64::try_from(MAX_NAME_CHARS).unwrap_or(i64::MAX);
    if fits && !login.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Ok(login)
    } else {
        Err(Message::new("account-login").with("most", most))
    }
}

/// A token to be.
pub(super) struct NewToken {
    pub(super) login: String,
    pub(super) name: String,
    pub(super) days: u16,
    pub(super) scopes: Vec<TokenScope>,
}

/// Adds a token and tells its secret, once.
pub(super) async fn token(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    new: NewToken,
    now: DateTime<Utc>,
    language: Language,
) -> Result<Told, Message> {
    if !(1..=MAX_TOKEN_DAYS).contains(&new.days) {
        return Err(Message::new("account-days").with("most", u32::from(MAX_TOKEN_DAYS)));
    }
    let person = known(store, tenant, &new.login).await?;
    let mut scopes: Vec<Scope> = new.scopes.into_iter().map(Scope::from).collect();
    scopes.sort_unstable();
    scopes.dedup();
    let secret = Secret::new(tenant).map_err(fault)?;
    let id = TokenId(random::id()?);
    let ends_at = now + TimeDelta::days(i64::from(new.days));
    let token = Token {
        id,
        secret: secret.sum(),
        name: name(&new.name)?,
        person: person.id,
        scopes,
        made_at: now,
        ends_at,
        used_at: None,
    };
    store.put_token(tenant, token).await.map_err(of_store)?;
    let deed = on_the_machine(
        store.as_ref(),
        tenant,
        ("tokens", "token-made"),
        &person.name,
        now,
    );
    deed.await.map_err(of_store)?;
    let message = Message::new("account-added-token")
        .with("ends", ends_at)
        .with("secret", secret.reveal());
    let json = json!({ "token": id, "secret": secret.reveal(), "ends_at": ends_at });
    Ok(told(&message, language, json))
}

/// The person with this user name.
pub(super) async fn known(store: &Arc<dyn Store>, tenant: TenantId, login: &str) -> Result<Person, Message> {
    let found = store.person_by_login(tenant, &plain_login(login)).await;
    let unknown = || Message::new("account-unknown-login").with("login", login);
    found.map_err(of_store)?.ok_or_else(unknown)
}

/// The first line of standard input.
pub(super) fn first_line() -> Result<String, Message> {
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line).map_err(fault)?;
    let text = line.trim_end_matches(['\r', '\n']).to_owned();
    if read == 0 || text.is_empty() {
        return Err(Message::new("account-no-input"));
    }
    Ok(text)
}

/// A password: read, or made up and then to be told.
pub(super) struct Chosen {
    text: String,
    made_up: bool,
}

impl Chosen {
    /// The first line of standard input, or one that is made up.
    pub(super) fn new(stdin: bool) -> Result<Self, Message> {
        if !stdin {
            let text = random::password()?;
            return Ok(Self { text, made_up: true });
        }
        let text = first_line()?;
        Ok(Self { text, made_up: false })
    }

    /// The string under which it is kept.
    pub(super) async fn hash(
        &self,
        store: &Arc<dyn Store>,
        tenant: TenantId,
        login: &str,
    ) -> Result<String, Message> {
        let tenants = store.tenants().await.map_err(of_store)?;
        let name = tenants.into_iter().find(|(known, _)| *known == tenant);
        let name = name.map(|(_, name)| name).unwrap_or_default();
        if !self.made_up && guessable(&self.text, &[login, &name]) {
            return Err(Message::new("account-password-guessable"));
        }
        let passwords = Passwords::new().map_err(fault)?;
        passwords.hash(&self.text).await.map_err(|error| match error {
            PasswordError::Length => Message::new("account-password-length")
                .with("least", i64::try_from(MIN_CHARACTERS).unwrap_or(i64::MAX))
                .with("most", i64::try_from(MAX_BYTES).unwrap_or(i64::MAX)),
            error => fault(error),
        })
    }

    /// For programs: the password where nobody knows it yet.
    pub(super) fn shown(&self) -> Option<&str> {
        self.made_up.then_some(self.text.as_str())
    }

    /// Adds the line that tells it, where it was made up.
    pub(super) fn told(&self, mut told: Told, language: Language) -> Told {
        if let Some(password) = self.shown() {
            let line = Message::new("account-password-is").with("password", password);
            told.lines.push(say(&line, language));
        }
        told
    }
}

//! Changing the organisation: by what was seen, checked, and once more where somebody was first.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, TenantId};
use samspil_core::text::Message;
use samspil_store::{ChangeWay, Changed, Kept, Organisation, OrganisationChange, Service, Store, StoreError};

use super::check::{LAST_ADMINISTRATOR, Unfit, check, merged};
use super::directories::is_directory;
use super::own::gives;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem, Reason};

/// How often a change is made anew because somebody was first.
const MAX_TRIES: usize = 8;

/// Who changes, when and by which way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct By {
    pub(crate) person: Option<PersonId>,
    pub(crate) way: ChangeWay,
    pub(crate) at: DateTime<Utc>,
}

/// Why the organisation stays as it is.
#[derive(Debug)]
pub(crate) enum Refused<E> {
    /// Whoever was to say what changes says no.
    Made(E),
    /// It would not hold.
    Unfit(Vec<Unfit>),
    /// A name or id is another's, of whom nothing may be seen here: a program's.
    Taken,
    /// Others change it all the time.
    Busy,
    /// What the store says.
    Store(StoreError),
}

/// A change that is kept.
#[derive(Debug)]
pub(crate) struct Done<T> {
    /// What is told of it.
    pub(crate) told: T,
    /// What was changed; nothing where it was so before.
    changed: Changed,
    /// The organisation with it.
    after: Organisation,
}

/// Makes a change of what is there and keeps it, where it changes anything.
///
/// # Errors
/// Why it stays as it is.
pub(crate) async fn keep<T, E>(
    store: &dyn Store,
    tenant: TenantId,
    by: By,
    make: impl Fn(&Organisation) -> Result<(Changed, T), E>,
) -> Result<Done<T>, Refused<E>> {
    for _ in 0..MAX_TRIES {
        let before = store.organisation(tenant).await.map_err(Refused::Store)?;
        let (changed, told) = make(&before).map_err(Refused::Made)?;
        if changed.is_empty() {
            return Ok(Done {
                told,
                changed,
                after: before,
            });
        }
        let after = merged(&before, &changed);
        let mut unfit = check(&before, &after, &changed);
        if by.way == ChangeWay::SignIn {
            // What a provider says no more is over at once, also for the last: whoever runs the program makes another.
            unfit.retain(|unfit| unfit.message.key != LAST_ADMINISTRATOR);
        }
        if !unfit.is_empty() {
            return Err(Refused::Unfit(unfit));
        }
        let change = OrganisationChange {
            seen: before.version,
            at: by.at,
            by: by.person,
            way: by.way,
            changed: changed.clone(),
        };
        match store
            .keep_organisation(tenant, change)
            .await
            .map_err(Refused::Store)?
        {
            Kept::Yes(version) => {
                tracing::info!(%tenant, version, way = by.way.word(), "the organisation was changed");
                return Ok(Done {
                    told,
                    changed,
                    after: Organisation { version, ..after },
                });
            }
            Kept::Moved => {}
            Kept::Taken => return Err(Refused::Taken),
        }
    }
    Err(Refused::Busy)
}

/// The same for somebody who is signed in: whoever was closed is out at once.
///
/// # Errors
/// A problem that points at what is wrong.
pub(crate) async fn change<T>(
    app: &App,
    signed: &Signed,
    way: ChangeWay,
    make: impl Fn(&Organisation) -> Result<(Changed, T), Problem>,
) -> Result<T, Problem> {
    let (told, _) = change_and_read(app, signed, way, make).await?;
    Ok(told)
}

/// The same, with the organisation as the change leaves it.
///
/// # Errors
/// A problem that points at what is wrong.
pub(crate) async fn change_and_read<T>(
    app: &App,
    signed: &Signed,
    way: ChangeWay,
    make: impl Fn(&Organisation) -> Result<(Changed, T), Problem>,
) -> Result<(T, Organisation), Problem> {
    let by = By {
        person: Some(signed.person),
        way,
        at: app.engine.clock().now(),
    };
    let store = app.engine.store();
    let theirs = own_people(app, signed, way).await?;
    let own = |before: &Organisation| {
        let (changed, told) = make(before)?;
        if gives(before, &changed, &theirs) {
            let why = match way {
                ChangeWay::Scim => "problem-own-sight-scim",
                _ => "problem-own-sight",
            };
            return Err(Problem::new(Kind::CONFLICT)
                .code("own_sight")
                .detail(Message::new(why)));
        }
        let closed = changed.people.iter().any(|person| {
            let stays = person.active && person.roles.contains(&samspil_store::Role::Administrator);
            person.id == signed.person && !stays
        });
        match closed {
            true => Err(Problem::new(Kind::CONFLICT)
                .code("own_access")
                .detail(Message::new("problem-own-access"))),
            false => Ok((changed, told)),
        }
    };
    let done = keep(store.as_ref(), signed.tenant, by, own).await?;
    if !done.changed.is_empty() {
        // The store has ended the sessions and tokens of whoever was closed; what is known of tokens here follows.
        app.gate.identity.forget();
    }
    Ok((done.told, done.after))
}

/// Whose places, roles and job functions whoever asks gives nobody: their own, those of whoever answers for them where they are
/// a program, those of all programs that this person answers for, and those in whose stead they act. Looked at with each change and not where a token is made:
/// so it holds for tokens that are there already, and ends with the approval.
///
/// # Errors
/// What the store says.
pub(crate) async fn own_people(
    app: &App,
    signed: &Signed,
    way: ChangeWay,
) -> Result<BTreeSet<PersonId>, StoreError> {
    let store = app.engine.store().as_ref();
    let programs = store.services(signed.tenant).await?;
    let is_it = |program: &&Service| program.person == signed.person;
    let asks = match programs.iter().find(is_it).copied() {
        None => signed.person,
        // What a directory says of them it says of all, where another administrator has agreed that it is one.
        Some(program) if way == ChangeWay::Scim && is_directory(store, signed.tenant, program).await? => {
            signed.person
        }
        Some(program) => program.owner,
    };
    let answered_for = programs.iter().filter(|program| program.owner == asks);
    let people = answered_for.map(|program| program.person);
    let stood_for = signed.stands_in.iter().map(|one| one.person);
    Ok(people.chain([signed.person, asks]).chain(stood_for).collect())
}

impl From<Refused<Self>> for Problem {
    fn from(refused: Refused<Self>) -> Self {
        match refused {
            Refused::Made(problem) => problem,
            Refused::Unfit(unfit) => of_unfit(&unfit),
            Refused::Taken => Self::new(Kind::CONFLICT)
                .code("taken")
                .detail(Message::new("organisation-taken")),
            Refused::Busy => Self::new(Kind::BUSY),
            Refused::Store(error) => error.into(),
        }
    }
}

/// All that does not hold, the first in front: what is another's is a conflict, all else does not fit.
fn of_unfit(unfit: &[Unfit]) -> Problem {
    let first = unfit.first();
    let key = first.map_or("", |first| first.message.key.as_str());
    let conflicts = [
        "problem-name-taken",
        "problem-login-taken",
        "organisation-cvr-taken",
    ];
    let kind = match conflicts.contains(&key) {
        true => Kind::CONFLICT,
        false => Kind::UNFIT,
    };
    let code = match key {
        "problem-name" => "name",
        "problem-unknown-unit" => "unknown_binding",
        "problem-too-many-places" => "too_many_places",
        key => key.strip_prefix("problem-").unwrap_or(key),
    };
    let reasons = unfit.iter().map(|unfit| Reason {
        code: unfit.field.to_owned(),
        message: Some(unfit.message.clone()),
        pointer: Some(format!("/{}", unfit.field)),
        ..Reason::default()
    });
    let problem = Problem::new(kind).code(&code.replace('-', "_"));
    match first {
        Some(first) => problem
            .detail(first.message.clone())
            .pointer(format!("/{}", first.field))
            .because(reasons.collect()),
        None => problem,
    }
}

//! What one person proposes and another approves, beside cases: a citizen is erased, a new version of a flow shows more to
//! somebody or is to be looked at by somebody else, others sign people in, a program gets a role or speaks for a directory.
//! Who asks first proposes, and who asks for the same after them approves it. All of it waits in one place, whichever page
//! or program it was proposed by.

mod erasing;
mod publishing;
mod terms;

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::id::{PersonId, TenantId};
use samspil_core::text::Message;
use samspil_store::{Role, Signer, Store, StoreError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) use self::erasing::{Erasing, erase};
pub(crate) use self::publishing::{
    Publishing, ToPublish, answers, approved, for_two, meanwhile, propose, proposed_of, publish,
};
pub(crate) use self::terms::PublishingTerms;
use crate::openid::Provider;

/// The setting under which a municipality's proposals are kept.
const SETTING: &str = "proposals";

/// How many may wait at once: far more than two people go through, and 256 KB each at most.
const MAX_WAITING: usize = 50;

/// How many that were overtaken are told of at once; of more the oldest are forgotten. They are few, and each holds a file.
const MAX_OVERTAKEN: usize = 10;

/// How long one waits before it is forgotten, in days: over a holiday.
const MAX_DAYS: i64 = 30;

/// How often a change is made anew because somebody was first.
const MAX_TRIES: usize = 8;

/// What is proposed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    /// That a citizen is erased.
    Erase {
        /// The citizen.
        citizen: PersonId,
        /// Why.
        why: String,
    },
    /// That a flow file becomes the flow's next version.
    Publish {
        /// The flow.
        flow: String,
        /// The file.
        text: String,
        /// The newest version then, which the file was held against; 0 where there was none.
        #[serde(default)]
        after: Option<u32>,
        /// The writing of the draft that it was proposed from.
        #[serde(default)]
        draft: Option<u32>,
        /// The trial that is kept by it.
        #[serde(default)]
        trial: Option<KeptTrial>,
    },
    /// That a program gets roles that nobody who answers for it has, or speaks for a directory.
    Program {
        /// The program, as a person.
        person: PersonId,
        /// Its name.
        name: String,
        /// Its roles, ordered.
        roles: Vec<Role>,
        /// Its tokens open something.
        active: bool,
        /// What it says by SCIM counts of everybody, also of whoever answers for it.
        #[serde(default)]
        directory: bool,
    },
    /// That a sign-in provider is set up, or anew.
    SignIn {
        /// The provider.
        provider: Box<Provider>,
        /// Our secret there, sealed; the one that is kept where there is none.
        secret: Option<String>,
    },
}

/// A trial whose version is to be everybody's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct KeptTrial {
    /// The trial.
    pub(crate) trial: Uuid,
    /// Why it is kept.
    pub(crate) because: String,
}

/// What a proposal is about: one of each waits at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum About<'a> {
    /// A citizen.
    Citizen(PersonId),
    /// A flow.
    Flow(&'a str),
    /// A program.
    Program(PersonId),
    /// A sign-in provider.
    SignIn(&'a str),
}

impl What {
    /// What it is about.
    pub(crate) fn about(&self) -> About<'_> {
        match self {
            Self::Erase { citizen, .. } => About::Citizen(*citizen),
            Self::Publish { flow, .. } => About::Flow(flow),
            Self::Program { person, .. } => About::Program(*person),
            Self::SignIn { provider, .. } => About::SignIn(&provider.name),
        }
    }

    /// Whether whoever asks for this approves what was proposed: the same citizen, whatever they write; the same file.
    fn approves(&self, proposed: &Self) -> bool {
        match (self, proposed) {
            (Self::Publish { text, .. }, Self::Publish { text: proposed, .. }) => text == proposed,
            (Self::Program { .. } | Self::SignIn { .. }, _) => self == proposed,
            _ => self.about() == proposed.about(),
        }
    }
}

/// What waits for another person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Proposal {
    /// What.
    pub(crate) what: What,
    /// Who proposed it: whoever answered for the program then, where it was one.
    pub(crate) by: PersonId,
    /// The program, where it was one: it approves nothing of its own, whoever answers for it by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) through: Option<PersonId>,
    /// Their name then.
    pub(crate) name: String,
    /// When.
    pub(crate) at: DateTime<Utc>,
    /// What came in between, so that nobody can agree to it any more; it is told until it is proposed anew or withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) overtaken: Option<Overtaken>,
}

/// What came in between a proposal and its approval.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Overtaken {
    /// This version of the flow was published.
    Published(u32),
    /// The draft was written anew.
    Written,
}

impl Overtaken {
    /// In words, with what to do.
    pub(crate) fn message(self) -> Message {
        match self {
            Self::Published(version) => Message::new("flows-overtaken-published").with("version", version),
            Self::Written => Message::new("flows-overtaken-written"),
        }
    }
}

impl Proposal {
    /// Whether it is somebody's own, so that they cannot approve it; `answers` is who answers for them.
    pub(crate) fn is_own(&self, person: PersonId, answers: PersonId) -> bool {
        self.by == answers || self.through == Some(person)
    }

    fn waits_about(&self, about: About<'_>) -> bool {
        self.overtaken.is_none() && self.what.about() == about
    }
}

/// What asking came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Word {
    /// It waits for somebody else.
    First(Proposal),
    /// Somebody else had proposed it: it may be done.
    Second(Proposal),
    /// Somebody else has proposed something different about the same.
    Other(Proposal),
    /// Too much waits.
    Full,
}

/// Proposes, or finds what another has proposed. A program speaks for the person who answers for it.
///
/// # Errors
/// Where the store cannot do it.
pub(crate) async fn word(
    store: &dyn Store,
    tenant: TenantId,
    signer: &Signer,
    what: What,
    now: DateTime<Utc>,
) -> Result<Word, StoreError> {
    let by = answers(store, tenant, signer.person).await?;
    for _ in 0..MAX_TRIES {
        let seen = store.setting(tenant, SETTING).await?;
        let mut list = read(seen.as_deref(), now)?;
        let known = list.iter().position(|one| one.waits_about(what.about()));
        if let Some(known) = known
            .and_then(|known| list.get(known))
            .filter(|known| !known.is_own(signer.person, by))
        {
            return Ok(match what.approves(&known.what) {
                true => Word::Second(known.clone()),
                false => Word::Other(known.clone()),
            });
        }
        // What they proposed before is proposed anew; what another's came to is still to be told.
        list.retain(|one| {
            one.what.about() != what.about() || (one.overtaken.is_some() && !one.is_own(signer.person, by))
        });
        if list.iter().filter(|one| one.overtaken.is_none()).count() >= MAX_WAITING {
            return Ok(Word::Full);
        }
        let proposal = Proposal {
            what: what.clone(),
            by,
            through: (signer.person != by).then_some(signer.person),
            name: signer.name.clone(),
            at: now,
            overtaken: None,
        };
        list.push(proposal.clone());
        if store
            .swap_setting(tenant, SETTING, seen.as_deref(), written(&list)?)
            .await?
        {
            return Ok(Word::First(proposal));
        }
    }
    Err(busy())
}

/// What waits, the oldest first.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn waiting(
    store: &dyn Store,
    tenant: TenantId,
    now: DateTime<Utc>,
) -> Result<Vec<Proposal>, StoreError> {
    let mut list = read(store.setting(tenant, SETTING).await?.as_deref(), now)?;
    list.retain(|one| one.overtaken.is_none());
    Ok(list)
}

/// What can be agreed to no more, and is told until it is proposed anew or withdrawn, the oldest first.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn overtaken(
    store: &dyn Store,
    tenant: TenantId,
    now: DateTime<Utc>,
) -> Result<Vec<(Proposal, Overtaken)>, StoreError> {
    let list = read(store.setting(tenant, SETTING).await?.as_deref(), now)?;
    let told = list.into_iter().filter_map(|one| {
        let by = one.overtaken?;
        Some((one, by))
    });
    Ok(told.collect())
}

/// Takes what waits about something away, and what was overtaken of it: it was done, or is withdrawn. False where there is
/// none.
///
/// # Errors
/// Where the store cannot do it.
pub(crate) async fn let_go(
    store: &dyn Store,
    tenant: TenantId,
    about: About<'_>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    without(store, tenant, now, |one| one.what.about() == about).await
}

/// Takes exactly this away, so that one alone carries it out. False where it waits no longer, or something else by now.
///
/// # Errors
/// Where the store cannot do it.
pub(crate) async fn take(
    store: &dyn Store,
    tenant: TenantId,
    proposal: &Proposal,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    without(store, tenant, now, |one| one == proposal).await
}

/// Takes away that a trial is kept: something else was decided of it. False where nobody had proposed it.
///
/// # Errors
/// Where the store cannot do it.
pub(crate) async fn let_go_trial(
    store: &dyn Store,
    tenant: TenantId,
    trial: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let keeps = |one: &Proposal| match &one.what {
        What::Publish {
            trial: Some(kept), ..
        } => kept.trial == trial,
        _ => false,
    };
    without(store, tenant, now, keeps).await
}

async fn without(
    store: &dyn Store,
    tenant: TenantId,
    now: DateTime<Utc>,
    is_it: impl Fn(&Proposal) -> bool + Send + Sync,
) -> Result<bool, StoreError> {
    changed(store, tenant, now, |list| list.retain(|one| !is_it(one))).await
}

/// Notes of what waits that it can be agreed to no more, where this says what came in between.
///
/// # Errors
/// Where the store cannot do it.
pub(crate) async fn overtake(
    store: &dyn Store,
    tenant: TenantId,
    now: DateTime<Utc>,
    came: impl Fn(&Proposal) -> Option<Overtaken> + Send + Sync,
) -> Result<bool, StoreError> {
    let note = |list: &mut Vec<Proposal>| {
        for one in list.iter_mut().filter(|one| one.overtaken.is_none()) {
            one.overtaken = came(one);
        }
        let told = list.iter().filter(|one| one.overtaken.is_some()).count();
        let mut too_many = told.saturating_sub(MAX_OVERTAKEN);
        list.retain(|one| {
            let goes = one.overtaken.is_some() && too_many > 0;
            too_many -= usize::from(goes);
            !goes
        });
    };
    changed(store, tenant, now, note).await
}

/// Changes what is kept; false where that leaves it as it is.
async fn changed(
    store: &dyn Store,
    tenant: TenantId,
    now: DateTime<Utc>,
    change: impl Fn(&mut Vec<Proposal>) + Send + Sync,
) -> Result<bool, StoreError> {
    for _ in 0..MAX_TRIES {
        let seen = store.setting(tenant, SETTING).await?;
        let mut list = read(seen.as_deref(), now)?;
        let before = list.clone();
        change(&mut list);
        if list == before {
            return Ok(false);
        }
        if store
            .swap_setting(tenant, SETTING, seen.as_deref(), written(&list)?)
            .await?
        {
            return Ok(true);
        }
    }
    Err(busy())
}

fn read(kept: Option<&[u8]>, now: DateTime<Utc>) -> Result<Vec<Proposal>, StoreError> {
    let unread = |error| StoreError::Corrupt(format!("what waits for another person: {error}"));
    let mut list: Vec<Proposal> = match kept {
        None => Vec::new(),
        Some(kept) => serde_json::from_slice(kept).map_err(unread)?,
    };
    list.retain(|one| now - one.at < TimeDelta::days(MAX_DAYS));
    Ok(list)
}

fn written(list: &[Proposal]) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(list).map_err(|error| StoreError::Database(error.to_string()))
}

fn busy() -> StoreError {
    StoreError::Database("what waits for another person is changed all the time".to_owned())
}

/// The two who did it, as it is noted.
fn both(proposal: &Proposal, signer: &Signer) -> String {
    format!("{}, {}", proposal.name, signer.name)
}

#[cfg(test)]
mod tests;

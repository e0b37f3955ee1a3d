//! Providers are set up while the program runs: what one administrator proposes, another approves, since whoever sets a
//! provider up says who is let in as whom. One alone takes a provider away.

use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, TenantId};
use samspil_core::text::Message;
use samspil_runtime::vault::{Vault, VaultError};
use samspil_store::{SettingChange, SettingDone, Signer, Store, StoreError};
use serde_json::json;

use super::kept::{Kept, MAX_PROVIDERS, SETTING, all, change_noted};
use super::provider::Provider;
use crate::app::App;
use crate::four_eyes::{About, Proposal, What, Word, let_go, take, waiting, word};
use crate::server::problem::{Kind, Problem};

/// The most entries of the journal that are shown.
pub(crate) const MAX_ENTRIES: u32 = 100;

/// Who changes providers, and when.
#[derive(Clone, Copy)]
pub(super) struct By {
    /// By whom; none on the machine itself.
    pub(super) person: Option<PersonId>,
    /// Who had proposed it.
    pub(super) proposed: Option<PersonId>,
    /// When.
    pub(super) at: DateTime<Utc>,
}

impl By {
    fn note(self, provider: &Provider, done: SettingDone, secret: &str) -> SettingChange {
        SettingChange {
            about: provider.name.clone(),
            done,
            at: self.at,
            by: self.person,
            proposed_by: self.proposed,
            body: json!({ "provider": provider, "secret": secret }).to_string(),
        }
    }
}

/// Why the providers stay as they are.
#[derive(Debug)]
pub(super) enum Unkept {
    /// A municipality has so many at most.
    TooMany,
    /// There is none of the name.
    Unknown,
    /// What the store says.
    Store(StoreError),
    /// The secret cannot be sealed.
    Vault(VaultError),
}

impl From<StoreError> for Unkept {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<VaultError> for Unkept {
    fn from(error: VaultError) -> Self {
        Self::Vault(error)
    }
}

impl From<Unkept> for Problem {
    fn from(unkept: Unkept) -> Self {
        match unkept {
            Unkept::TooMany => Self::new(Kind::CONFLICT)
                .code("too_many_providers")
                .detail(too_many()),
            Unkept::Unknown => Self::new(Kind::NOT_FOUND),
            Unkept::Store(error) => error.into(),
            Unkept::Vault(_) => Self::new(Kind::NO_KEYS),
        }
    }
}

/// That there are as many as there may be.
pub(super) fn too_many() -> Message {
    let most = i64::try_from(MAX_PROVIDERS).unwrap_or(i64::MAX);
    Message::new("login-too-many").with("most", most)
}

/// Keeps a provider, new or in place of the one of its name; without a secret it keeps the one that it had. Where more than
/// its title is another, the sessions that were begun at it as it was end: who they are was said by something else. Gives
/// whether there is a secret then.
pub(super) async fn keep(
    store: &dyn Store,
    tenant: TenantId,
    by: By,
    provider: &Provider,
    sealed: Option<&str>,
) -> Result<bool, Unkept> {
    let (has, ends) = change_noted::<_, Unkept>(store, tenant, |kept| {
        let place = kept.iter().position(|kept| kept.provider.name == provider.name);
        let before = place.map(|place| kept.remove(place));
        if kept.len() >= MAX_PROVIDERS {
            return Err(Unkept::TooMany);
        }
        let old = before
            .as_ref()
            .and_then(|before| before.sealed_secret().map(str::to_owned));
        let secret = match (sealed, &old) {
            (Some(_), _) => "new",
            (None, Some(_)) => "kept",
            (None, None) => "none",
        };
        let anew = Kept::sealed(provider.clone(), sealed.map(str::to_owned).or(old));
        let ends = before
            .as_ref()
            .is_some_and(|before| !before.provider.lets_in_as(provider));
        let done = match before {
            Some(_) => SettingDone::Changed,
            None => SettingDone::Added,
        };
        let has = anew.has_secret();
        kept.insert(place.unwrap_or(kept.len()), anew);
        Ok(((has, ends), Some(by.note(provider, done, secret))))
    })
    .await?;
    if ends {
        store.end_sessions_by(tenant, &provider.name).await?;
    }
    Ok(has)
}

/// Takes a provider away, and ends the sessions that were begun at it: nobody is in by what is no longer trusted.
pub(super) async fn retire(store: &dyn Store, tenant: TenantId, by: By, name: &str) -> Result<u64, Unkept> {
    change_noted::<_, Unkept>(store, tenant, |kept| {
        let place = kept.iter().position(|kept| kept.provider.name == name);
        let gone = place.map(|place| kept.remove(place)).ok_or(Unkept::Unknown)?;
        Ok(((), Some(by.note(&gone.provider, SettingDone::Retired, "none"))))
    })
    .await?;
    Ok(store.end_sessions_by(tenant, name).await?)
}

/// Seals a secret for a provider.
pub(super) fn sealed(
    vault: &Vault,
    tenant: TenantId,
    provider: &Provider,
    secret: Option<&str>,
) -> Result<Option<String>, VaultError> {
    let kept = Kept::new(vault, tenant, provider.clone(), secret)?;
    Ok(kept.sealed_secret().map(str::to_owned))
}

/// Proposes a provider, or a secret for it; it counts when another administrator has approved it.
///
/// # Errors
/// That something else about the provider waits, too much waits, or it cannot be kept.
pub(crate) async fn propose(
    app: &App,
    (tenant, signer): (TenantId, &Signer),
    provider: Provider,
    secret: Option<&str>,
) -> Result<Proposal, Problem> {
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    let known = all(store.as_ref(), tenant).await?;
    let is_new = !known.iter().any(|kept| kept.provider.name == provider.name);
    if is_new && known.len() >= MAX_PROVIDERS {
        return Err(Unkept::TooMany.into());
    }
    let secret = sealed(app.engine.vault(), tenant, &provider, secret).map_err(Unkept::from)?;
    let name = provider.name.clone();
    let what = What::SignIn {
        provider: Box::new(provider),
        secret,
    };
    match word(store.as_ref(), tenant, signer, what, now).await? {
        Word::First(proposal) => {
            tracing::info!(%tenant, by = %signer.person, name, "a sign-in provider was proposed");
            Ok(proposal)
        }
        // Approving is a word of its own: whoever sends the same has perhaps not seen that it waits.
        Word::Second(proposal) | Word::Other(proposal) => Err(Problem::new(Kind::CONFLICT)
            .code("another_waits")
            .detail(Message::new("problem-another-provider").with("name", proposal.name))),
        Word::Full => Err(Problem::new(Kind::BUSY)),
    }
}

/// Approves what waits about a provider, as it was proposed then.
///
/// # Errors
/// That nothing waits, or something else by now; that it is one's own; or that it cannot be kept.
pub(crate) async fn approve(
    app: &App,
    (tenant, signer): (TenantId, &Signer),
    name: &str,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    let (store, now) = (app.engine.store().as_ref(), app.engine.clock().now());
    let waits = waiting(store, tenant, now).await?;
    let is_it = |one: &&Proposal| one.at == at && one.what.about() == About::SignIn(name);
    let proposal = waits.iter().find(is_it);
    let proposal = proposal.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    // A program approves for whoever answers for it.
    let service = store.service(tenant, signer.person).await?;
    let answers = service.map_or(signer.person, |service| service.owner);
    if proposal.is_own(signer.person, answers) {
        return Err(Problem::new(Kind::CONFLICT)
            .code("own_proposal")
            .detail(Message::new("problem-own-proposal")));
    }
    let What::SignIn { provider, secret } = &proposal.what else {
        return Err(Problem::new(Kind::NOT_FOUND));
    };
    let by = By {
        person: Some(signer.person),
        proposed: Some(proposal.by),
        at: now,
    };
    // Sealed anew under the newest key; one that cannot be read any more is not kept.
    let waits = Kept::sealed(provider.as_ref().clone(), secret.clone());
    let vault = app.engine.vault();
    let secret = waits.secret(vault, tenant).map_err(Unkept::from)?;
    let secret = sealed(vault, tenant, provider, secret.as_deref()).map_err(Unkept::from)?;
    // Of two who approve it at once, or withdraw it meanwhile, one is first.
    if !take(store, tenant, proposal, now).await? {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    keep(store, tenant, by, provider, secret.as_deref()).await?;
    tracing::info!(%tenant, proposed = %proposal.by, by = %signer.person, name, "a sign-in provider was set up");
    Ok(())
}

/// Withdraws what waits about a provider. False where nothing waits.
///
/// # Errors
/// Where the store cannot do it.
pub(crate) async fn withdraw(app: &App, tenant: TenantId, name: &str) -> Result<bool, Problem> {
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    Ok(let_go(store.as_ref(), tenant, About::SignIn(name), now).await?)
}

/// Takes a provider away. Gives how many sessions ended with it.
///
/// # Errors
/// That there is none of the name, or what the store says.
pub(crate) async fn take_away(app: &App, tenant: TenantId, by: PersonId, name: &str) -> Result<u64, Problem> {
    let noted = By {
        person: Some(by),
        proposed: None,
        at: app.engine.clock().now(),
    };
    let ended = retire(app.engine.store().as_ref(), tenant, noted, name).await?;
    tracing::info!(%tenant, %by, name, ended, "a sign-in provider was taken away");
    Ok(ended)
}

/// What waits about providers, the oldest first.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn proposed(app: &App, tenant: TenantId) -> Result<Vec<Proposal>, Problem> {
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    let mut waits = waiting(store.as_ref(), tenant, now).await?;
    waits.retain(|one| matches!(one.what, What::SignIn { .. }));
    Ok(waits)
}

/// The journal, newest first.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn journal(app: &App, tenant: TenantId) -> Result<Vec<SettingChange>, Problem> {
    Ok(journal_of(app.engine.store().as_ref(), tenant).await?)
}

/// The same of a store.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn journal_of(
    store: &dyn Store,
    tenant: TenantId,
) -> Result<Vec<SettingChange>, StoreError> {
    store.setting_changes(tenant, SETTING, MAX_ENTRIES).await
}

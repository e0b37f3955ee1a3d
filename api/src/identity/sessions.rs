//! Signing in and out, and whose a secret is.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use samspil_core::calendar::local_date;
use samspil_core::id::{PersonId, SessionId, TenantId, TokenId};
use samspil_runtime::vault::{Vault, VaultError};
use samspil_runtime::{Grounds, ReadFrom};
use samspil_store::{Person, Scope, Session, Step, Store, StoreError, Token};
use uuid::Uuid;

use super::answered::Answered;
use super::breached::Breached;
use super::caller::Caller;
use super::known::Known;
use super::links::CaseLink;
use super::password::{PasswordError, Passwords};
use super::secret::{NoRandom, Secret, new_id};
use super::signed::{Signed, Way};
use super::terms::Terms;
use super::throttle::{Attempt, Throttle};

/// How exactly it is kept when a token was last used, in minutes: its owner asks whether it is used at all, and a write
/// for every request would cost more than the request.
const USED_MINUTES: i64 = 60;

/// How long somebody who showed their password may take for the code of their app, or to take one into use, in minutes.
const HALF_MINUTES: i64 = 15;

/// Where the time comes from.
pub(crate) type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Where the day comes from.
pub(crate) type Today = Arc<dyn Fn() -> NaiveDate + Send + Sync>;

/// Why nobody was signed in.
#[derive(thiserror::Error, Debug)]
pub(crate) enum SignInError {
    /// Unknown login or wrong password; nobody is told which.
    #[error("unknown login or wrong password")]
    Wrong,
    /// Too many failures: how many minutes to wait.
    #[error("too many failures")]
    TooMany(i64),
    /// A new password that is too short or too long.
    #[error("the new password's length")]
    Unfit,
    /// A new password that others could guess.
    #[error("the new password is too easy to guess")]
    Guessable,
    /// Too much to do.
    #[error("too many sign-ins at once")]
    Busy,
    /// There are no keys to seal or unseal by.
    #[error("there are no keys, or not the right ones")]
    NoKeys,
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The machine could not do it.
    #[error("signing in failed: {0}")]
    Fault(String),
}

impl From<PasswordError> for SignInError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::Busy,
            PasswordError::Length => Self::Wrong,
            PasswordError::Fault(detail) => Self::Fault(detail),
        }
    }
}

impl From<NoRandom> for SignInError {
    fn from(error: NoRandom) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<VaultError> for SignInError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::NoKeys | VaultError::NoSuchKey { .. } => Self::NoKeys,
            error => Self::Fault(error.to_string()),
        }
    }
}

/// By what somebody signs in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum By {
    /// By a password, with a code where they have an app.
    Password,
    /// By a provider's word.
    Provider(String),
    /// By a link.
    Link(Uuid),
}

/// What knows people.
pub(crate) struct Identity {
    store: Arc<dyn Store>,
    now: Now,
    vault: Vault,
    today: Today,
    /// The day of what is known of tokens.
    day: Mutex<NaiveDate>,
    passwords: Passwords,
    throttle: Throttle,
    pub(super) known: Known,
    names: Mutex<BTreeMap<TenantId, String>>,
    pub(super) breached: Option<Breached>,
}

impl Identity {
    /// Over a store.
    ///
    /// # Errors
    /// Where the machine has no random numbers.
    pub(crate) fn new(store: Arc<dyn Store>, now: Now) -> Result<Self, PasswordError> {
        let clock = Arc::clone(&now);
        Ok(Self {
            store,
            now,
            vault: Vault::none(),
            today: Arc::new(move || local_date(clock())),
            day: Mutex::default(),
            passwords: Passwords::new()?,
            throttle: Throttle::default(),
            known: Known::default(),
            names: Mutex::default(),
            breached: None,
        })
    }

    /// The same with the keys that the secrets of code apps are sealed by.
    pub(crate) fn sealing_by(self, vault: Vault) -> Self {
        Self { vault, ..self }
    }

    /// The municipalities that one can sign in to, by number.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn municipalities(&self) -> Result<Vec<(TenantId, String)>, StoreError> {
        self.store.tenants().await
    }

    /// A municipality's name, remembered; empty where the store cannot tell, for a page is worth more than its name.
    pub(crate) async fn municipality(&self, tenant: TenantId) -> String {
        let known = |names: &BTreeMap<TenantId, String>| names.get(&tenant).cloned();
        if let Some(name) = known(&self.names.lock().unwrap_or_else(PoisonError::into_inner)) {
            return name;
        }
        let all = self.store.tenants().await.unwrap_or_default();
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.extend(all);
        known(&names).unwrap_or_default()
    }

    /// The store.
    pub(super) fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// What seals the secrets of code apps.
    pub(super) const fn vault(&self) -> &Vault {
        &self.vault
    }

    /// What counts failures.
    pub(super) const fn throttle(&self) -> &Throttle {
        &self.throttle
    }

    /// What computes passwords.
    pub(super) const fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// The day, which says whose places count.
    pub(crate) fn today(&self) -> NaiveDate {
        (self.today)()
    }

    /// Places begin and end with the day: what was known of tokens on another counts no longer.
    fn turn_the_day(&self) {
        let today = self.today();
        let before = {
            let mut day = self.day.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *day, today)
        };
        if before != today {
            self.known.forget();
        }
    }

    /// The same by a clock of cases, where they go by another than people who sign in.
    #[must_use]
    pub(crate) fn by_day(mut self, today: Today) -> Self {
        self.today = today;
        self
    }

    /// The moment.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    /// Signs a person in and gives the secret for their cookie, and what is still missing.
    ///
    /// # Errors
    /// [`SignInError`] says why not.
    pub(crate) async fn sign_in(
        &self,
        tenant: TenantId,
        login: &str,
        password: &str,
        caller: &Caller,
    ) -> Result<(Secret, Step), SignInError> {
        let person = self.shown(tenant, login, password, caller.from).await?;
        self.after_password(tenant, person.id, caller).await
    }

    /// The session of somebody who showed their password, and what is still missing: until that is shown, it opens
    /// nothing else and lasts a few minutes.
    pub(super) async fn after_password(
        &self,
        tenant: TenantId,
        person: PersonId,
        caller: &Caller,
    ) -> Result<(Secret, Step), SignInError> {
        let known = self.store.person(tenant, person).await?;
        let step = match &known {
            Some(person) => self.missing(tenant, person).await?,
            None => return Err(SignInError::Wrong),
        };
        if step == Step::Enrol {
            // Somebody else who has the password may have been shown what was begun, and would keep it.
            self.store.end_code_app(tenant, person).await?;
        }
        let secret = self.put(tenant, person, caller, (By::Password, step)).await?;
        Ok((secret, step))
    }

    /// Signs in whom a provider has named.
    ///
    /// # Errors
    /// [`SignInError`] says why not.
    pub(crate) async fn begin_by_provider(
        &self,
        tenant: TenantId,
        person: PersonId,
        provider: &str,
        caller: &Caller,
    ) -> Result<Secret, SignInError> {
        let by = By::Provider(provider.to_owned());
        self.begin(tenant, person, caller, by).await
    }

    /// That somebody who is signed in shows their password again.
    pub(super) async fn shown_again(
        &self,
        signed: &Signed,
        password: &str,
        caller: &Caller,
    ) -> Result<Person, SignInError> {
        let person = self.store.person(signed.tenant, signed.person).await?;
        let login = person.map_or_else(String::new, |person| person.login);
        self.shown(signed.tenant, &login, password, caller.from).await
    }

    /// The person that shows their password.
    ///
    /// # Errors
    /// [`SignInError`] says why it is not taken for theirs.
    async fn shown(
        &self,
        tenant: TenantId,
        login: &str,
        password: &str,
        from: IpAddr,
    ) -> Result<Person, SignInError> {
        let attempt = Attempt {
            tenant,
            login: plain_login(login),
            from,
            code: false,
        };
        self.throttle
            .begin(&attempt, (self.now)())
            .map_err(SignInError::TooMany)?;
        let known = match self.store.person_by_login(tenant, &attempt.login).await {
            Ok(known) => known,
            Err(StoreError::NoTenant) => None,
            Err(error) => return Err(error.into()),
        };
        let kept = known.as_ref().and_then(|person| person.password.as_deref());
        let matches = self.passwords.matches(password, kept).await?;
        let Some(person) = known.filter(|person| matches && person.active) else {
            tracing::warn!(%tenant, %from, "a sign-in failed");
            return Err(SignInError::Wrong);
        };
        self.throttle.succeeded(&attempt);
        match self.hashed_anew(tenant, &person, password).await {
            Some(anew) => Ok(Person {
                password: Some(anew),
                ..person
            }),
            None => Ok(person),
        }
    }

    pub(super) async fn begin(
        &self,
        tenant: TenantId,
        person: PersonId,
        caller: &Caller,
        by: By,
    ) -> Result<Secret, SignInError> {
        self.put(tenant, person, caller, (by, Step::SignedIn)).await
    }

    async fn put(
        &self,
        tenant: TenantId,
        person: PersonId,
        caller: &Caller,
        (by, step): (By, Step),
    ) -> Result<Secret, SignInError> {
        let secret = Secret::new(tenant)?;
        let now = self.now();
        let terms = Terms::read(self.store(), tenant).await?;
        let session = Session {
            id: SessionId(new_id()?),
            secret: secret.sum(),
            person,
            began_at: now,
            seen_at: now,
            ends_at: match step {
                Step::SignedIn => terms.ends(now, now),
                Step::Code | Step::Enrol => now + TimeDelta::minutes(HALF_MINUTES),
            },
            provider: match &by {
                By::Provider(name) => Some(name.clone()),
                By::Password | By::Link(_) => None,
            },
            link: match &by {
                By::Link(link) => Some(*link),
                By::Password | By::Provider(_) => None,
            },
            device: caller.device.clone(),
            step,
        };
        self.store.put_session(tenant, session).await?;
        tracing::info!(%tenant, %person, from = %caller.from, ?by, ?step, "signed in");
        Ok(secret)
    }

    /// Ends the session of a request. A token is not ended by signing out.
    ///
    /// # Errors
    /// Where the store cannot do it.
    pub(crate) async fn sign_out(&self, signed: &Signed) -> Result<(), StoreError> {
        if let Some(session) = signed.session() {
            self.store
                .end_session(signed.tenant, signed.person, session)
                .await?;
        }
        Ok(())
    }

    /// Whose session this is. None where it has ended or the person may not sign in any more. A session in use is
    /// prolonged by the municipality's terms when half of what it was given is over.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn by_cookie(&self, secret: &Secret) -> Result<Option<Signed>, StoreError> {
        self.by_cookie_for(secret, true).await
    }

    /// The same for something that a person does, or that a page asks by itself: that is no use, and prolongs nothing.
    pub(super) async fn by_cookie_for(
        &self,
        secret: &Secret,
        is_use: bool,
    ) -> Result<Option<Signed>, StoreError> {
        let (tenant, now) = (secret.tenant(), self.now());
        let Some(session) = absent(self.store.session(tenant, secret.sum(), now).await)? else {
            return Ok(None);
        };
        if session.step != Step::SignedIn {
            return Ok(None);
        }
        let way = Way::Session(session.id);
        let Some(mut signed) = self.signed(tenant, session.person, way, &Scope::ALL).await? else {
            return Ok(None);
        };
        if let Some(link) = session.link {
            // One that was taken back opens nothing any more.
            let link = self.store.link(tenant, link).await?;
            let Some((id, opens)) = link.and_then(|link| Some((link.id, CaseLink::of(&link)?))) else {
                return Ok(None);
            };
            signed.come_by(id, opens);
        }
        if is_use && session.ends_at - now < (session.ends_at - session.seen_at) / 2 {
            let terms = Terms::read(self.store(), tenant).await?;
            let ends_at = terms.ends(session.began_at, now);
            if ends_at != session.ends_at {
                self.store
                    .prolong_session(tenant, session.id, now, ends_at)
                    .await?;
            }
        }
        Ok(Some(signed))
    }

    /// As whom this token acts. None where it has ended, or the person may not sign in any more, or nobody answers for
    /// the program.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn by_token(&self, secret: &Secret) -> Result<Option<Signed>, StoreError> {
        let (tenant, sum) = (secret.tenant(), secret.sum());
        self.turn_the_day();
        if let Ok(signed) = self.known.fresh(&sum, self.now()) {
            return Ok(Some(signed));
        }
        let turn = self.known.turn(sum).await;
        let now = self.now();
        let age = match self.known.fresh(&sum, now) {
            Ok(signed) => return Ok(Some(signed)),
            Err(age) => age,
        };
        let Some(token) = absent(self.store.token(tenant, sum, now).await)? else {
            return Ok(None);
        };
        let Some(mut signed) = self
            .signed(tenant, token.person, Way::Token(token.id), &token.scopes)
            .await?
        else {
            return Ok(None);
        };
        // After what the places were read from: whose program it is by then shows when a command of it is written.
        match self.answered_by(tenant, token.person).await? {
            Answered::ByThemselves => {}
            Answered::By(owner) => signed.grounds.answered_by = Some(owner),
            Answered::ByNobody => return Ok(None),
        }
        self.known.keep(sum, age, now, &signed);
        drop(turn);
        self.used(tenant, &token, now).await;
        Ok(Some(signed))
    }

    /// Keeps when the token was used, where that is not known about. What cannot be kept keeps nobody out.
    async fn used(&self, tenant: TenantId, token: &Token, now: DateTime<Utc>) {
        let known = token
            .used_at
            .is_some_and(|at| now - at < TimeDelta::minutes(USED_MINUTES));
        if known {
            return;
        }
        if let Err(error) = self.store.token_used(tenant, token.id, now).await {
            tracing::warn!(%tenant, token = %token.id, %error, "it was not kept that a token was used");
        }
    }

    async fn signed(
        &self,
        tenant: TenantId,
        person: PersonId,
        way: Way,
        scopes: &[Scope],
    ) -> Result<Option<Signed>, StoreError> {
        let day = self.today();
        // First: what changes while the rest is read shows when a command that goes by it is written.
        let stands = self.store.stands(tenant, person, day).await?;
        let Some(person) = self
            .store
            .person(tenant, person)
            .await?
            .filter(|person| person.active)
        else {
            return Ok(None);
        };
        let grounds = Grounds {
            read: Some(ReadFrom {
                changes: stands.changes,
                day,
            }),
            ..Grounds::default()
        };
        Ok(Some(Signed {
            tenant,
            person: person.id,
            name: person.name,
            roles: person.roles,
            members: stands.members,
            stands_in: stands.stands_in,
            scopes: scopes.to_vec(),
            link: None,
            grounds,
            way,
        }))
    }

    /// Someone's rights or places changed: what was known of tokens counts no longer. Whoever may not sign in any more is
    /// signed out everywhere.
    ///
    /// # Errors
    /// Where the store cannot do it.
    pub(crate) async fn changed(
        &self,
        tenant: TenantId,
        person: PersonId,
        active: bool,
    ) -> Result<(), StoreError> {
        self.known.forget();
        if !active {
            self.end_sessions(tenant, person, None).await?;
        }
        Ok(())
    }

    /// Places changed: what was known of tokens counts no longer.
    pub(crate) fn forget(&self) {
        self.known.forget();
    }

    /// Where a person is signed in, the session that was last used first.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn sessions(
        &self,
        tenant: TenantId,
        person: PersonId,
    ) -> Result<Vec<Session>, StoreError> {
        self.store.sessions(tenant, person, self.now()).await
    }

    /// Signs a person out everywhere but in one session. Gives how many were ended.
    ///
    /// # Errors
    /// Where the store cannot do it.
    pub(crate) async fn end_sessions(
        &self,
        tenant: TenantId,
        person: PersonId,
        but: Option<SessionId>,
    ) -> Result<u64, StoreError> {
        let ended = self.store.end_sessions(tenant, person, but).await?;
        tracing::info!(%tenant, %person, ended, "signed out everywhere");
        Ok(ended)
    }

    /// Ends a token at once. False where the person has no such token.
    ///
    /// # Errors
    /// Where the store cannot do it.
    pub(crate) async fn end_token(
        &self,
        tenant: TenantId,
        person: PersonId,
        token: TokenId,
    ) -> Result<bool, StoreError> {
        let ended = self.store.end_token(tenant, person, token).await?;
        self.known.forget();
        Ok(ended)
    }
}

/// A login as it is kept: without spaces around it, in small letters, for people type it as they like.
pub(crate) fn plain_login(login: &str) -> String {
    login.trim().to_lowercase()
}

/// A secret of a municipality that is not here opens nothing.
fn absent<T>(answer: Result<Option<T>, StoreError>) -> Result<Option<T>, StoreError> {
    match answer {
        Err(StoreError::NoTenant) => Ok(None),
        answer => answer,
    }
}

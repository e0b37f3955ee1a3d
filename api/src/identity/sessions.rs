//! Signing in and out, and whose a secret is.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::id::{SessionId, TenantId};
use samspil_store::{Person, Session, Store, StoreError};

use super::known::Known;
use super::password::{PasswordError, Passwords};
use super::secret::{NoRandom, Secret, random};
use super::signed::{Signed, Way};
use super::throttle::{Attempt, Throttle};

/// The longest session, in hours: a working day (OWASP ASVS 5.0, 7.3.2).
const LONGEST_HOURS: i64 = 8;

/// How long a session lasts without a request, in minutes: a meeting with a citizen, without the screen.
const IDLE_MINUTES: i64 = 60;

/// Where the time comes from.
pub(crate) type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Why nobody was signed in.
#[derive(thiserror::Error, Debug)]
pub(crate) enum SignInError {
    /// Unknown login or wrong password; nobody is told which.
    #[error("unknown login or wrong password")]
    Wrong,
    /// Too many failures: how many minutes to wait.
    #[error("too many failures")]
    TooMany(i64),
    /// Too much to do.
    #[error("too many sign-ins at once")]
    Busy,
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

/// What knows people.
pub(crate) struct Identity {
    store: Arc<dyn Store>,
    now: Now,
    passwords: Passwords,
    throttle: Throttle,
    known: Known,
    names: Mutex<BTreeMap<TenantId, String>>,
}

impl Identity {
    /// Over a store.
    ///
    /// # Errors
    /// Where the machine has no random numbers.
    pub(crate) fn new(store: Arc<dyn Store>, now: Now) -> Result<Self, PasswordError> {
        Ok(Self {
            store,
            now,
            passwords: Passwords::new()?,
            throttle: Throttle::default(),
            known: Known::default(),
            names: Mutex::default(),
        })
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

    /// Signs a person in and gives the secret for their cookie.
    ///
    /// # Errors
    /// [`SignInError`] says why not.
    pub(crate) async fn sign_in(
        &self,
        tenant: TenantId,
        login: &str,
        password: &str,
        from: IpAddr,
    ) -> Result<Secret, SignInError> {
        let attempt = Attempt {
            tenant,
            login: plain_login(login),
            from,
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
            tracing::info!(%tenant, "a sign-in failed");
            return Err(SignInError::Wrong);
        };
        self.throttle.succeeded(&attempt);
        self.begin(tenant, &person).await
    }

    async fn begin(&self, tenant: TenantId, person: &Person) -> Result<Secret, SignInError> {
        let secret = Secret::new(tenant)?;
        let began_at = (self.now)();
        let session = Session {
            id: SessionId(uuid::Builder::from_random_bytes(random()?).into_uuid()),
            secret: secret.sum(),
            person: person.id,
            began_at,
            ends_at: ends(began_at, began_at),
        };
        self.store.put_session(tenant, session).await?;
        tracing::info!(%tenant, person = %person.id, "signed in");
        Ok(secret)
    }

    /// Ends the session of a request. A token is not ended by signing out.
    ///
    /// # Errors
    /// Where the store cannot do it.
    pub(crate) async fn sign_out(&self, signed: &Signed) -> Result<(), StoreError> {
        match signed.way {
            Way::Session(session) => self.store.end_session(signed.tenant, session).await,
            Way::Token(_) => Ok(()),
        }
    }

    /// Whose session this is. None where it has ended or the person may not sign in any more. A session in use is
    /// prolonged, up to its longest.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn by_cookie(&self, secret: &Secret) -> Result<Option<Signed>, StoreError> {
        let (tenant, now) = (secret.tenant(), (self.now)());
        let Some(session) = absent(self.store.session(tenant, secret.sum(), now).await)? else {
            return Ok(None);
        };
        let Some(signed) = self
            .signed(tenant, session.person, Way::Session(session.id))
            .await?
        else {
            return Ok(None);
        };
        let ends_at = ends(session.began_at, now);
        if session.ends_at - now < TimeDelta::minutes(IDLE_MINUTES / 2) && session.ends_at < ends_at {
            self.store
                .put_session(tenant, Session { ends_at, ..session })
                .await?;
        }
        Ok(Some(signed))
    }

    /// As whom this token acts. None where it has ended or the person may not sign in any more.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn by_token(&self, secret: &Secret) -> Result<Option<Signed>, StoreError> {
        let (tenant, sum, now) = (secret.tenant(), secret.sum(), (self.now)());
        if let Some(signed) = self.known.fresh(&sum, now) {
            return Ok(Some(signed));
        }
        let Some(token) = absent(self.store.token(tenant, sum, now).await)? else {
            return Ok(None);
        };
        let signed = self.signed(tenant, token.person, Way::Token(token.id)).await?;
        if let Some(signed) = &signed {
            self.known.keep(sum, now, signed);
        }
        Ok(signed)
    }

    async fn signed(
        &self,
        tenant: TenantId,
        person: samspil_core::id::PersonId,
        way: Way,
    ) -> Result<Option<Signed>, StoreError> {
        let Some(person) = self
            .store
            .person(tenant, person)
            .await?
            .filter(|person| person.active)
        else {
            return Ok(None);
        };
        Ok(Some(Signed {
            tenant,
            person: person.id,
            name: person.name,
            roles: person.roles,
            members: self.store.members(tenant, person.id).await?,
            way,
        }))
    }
}

/// A login as it is kept: without spaces around it, in small letters, for people type it as they like.
pub(crate) fn plain_login(login: &str) -> String {
    login.trim().to_lowercase()
}

/// When a session ends that is used now.
fn ends(began_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    let longest = began_at + TimeDelta::hours(LONGEST_HOURS);
    longest.min(now + TimeDelta::minutes(IDLE_MINUTES))
}

/// A secret of a municipality that is not here opens nothing.
fn absent<T>(answer: Result<Option<T>, StoreError>) -> Result<Option<T>, StoreError> {
    match answer {
        Err(StoreError::NoTenant) => Ok(None),
        answer => answer,
    }
}

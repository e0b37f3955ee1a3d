//! Code apps: taken into use, asked after the password, taken away; and the recovery codes for whoever has lost theirs.

use samspil_core::id::{PersonId, TenantId};
use samspil_runtime::vault::{Purpose, Secret as Unsealed, Vault, VaultError};
use samspil_store::{CodeApp, Hash, Person, Role, Step, Store, StoreError};
use sha2::{Digest, Sha256};

use super::caller::Caller;
use super::code::{SECRET_BYTES, address, in_letters, step_of};
use super::secret::{Secret, made_up, random};
use super::sessions::{Identity, SignInError};
use super::signed::Signed;
use super::terms::Terms;
use super::throttle::Attempt;

/// What the secrets of code apps are sealed for.
const PURPOSE: Purpose = Purpose::new("code app");

/// How many recovery codes a person gets: some a year for years.
const RECOVERY_CODES: usize = 10;

/// What someone takes a code app into use with.
pub(crate) struct Enrolment {
    /// The secret, in letters.
    pub(crate) letters: String,
    /// The same for the app to read.
    pub(crate) address: String,
}

/// What a person has of a code app.
pub(crate) struct CodeAppState {
    /// It is in use.
    pub(crate) used: bool,
    /// How many recovery codes are left.
    pub(crate) recovery_codes: u32,
}

impl Identity {
    /// What is still missing for a person who showed their password.
    pub(super) async fn missing(&self, tenant: TenantId, person: &Person) -> Result<Step, StoreError> {
        let app = self.store().code_app(tenant, person.id).await?;
        if app.is_some_and(|app| app.confirmed_at.is_some()) {
            return Ok(Step::Code);
        }
        let terms = Terms::read(self.store(), tenant).await?;
        let must = terms.administrators_need_code && person.roles.contains(&Role::Administrator);
        Ok(if must { Step::Enrol } else { Step::SignedIn })
    }

    /// Who has begun to sign in on this browser, and what is missing. None where nothing is.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn half_signed(&self, secret: &Secret) -> Result<Option<(Person, Step)>, StoreError> {
        let tenant = secret.tenant();
        let session = match self.store().session(tenant, secret.sum(), self.now()).await {
            Err(StoreError::NoTenant) => None,
            session => session?,
        };
        let Some(session) = session.filter(|session| session.step != Step::SignedIn) else {
            return Ok(None);
        };
        let person = self.store().person(tenant, session.person).await?;
        Ok(person
            .filter(|person| person.active)
            .map(|person| (person, session.step)))
    }

    /// Signs in somebody who showed their password and now the code of their app, or a recovery code. The session that
    /// was half is over.
    ///
    /// # Errors
    /// [`SignInError`] says why not.
    pub(crate) async fn show_code(
        &self,
        half: &Secret,
        given: &str,
        caller: &Caller,
    ) -> Result<Secret, SignInError> {
        let tenant = half.tenant();
        let Some((person, Step::Code)) = self.half_signed(half).await? else {
            return Err(SignInError::Wrong);
        };
        let attempt = self.attempt(tenant, &person, caller)?;
        if !self.is_code_of(tenant, person.id, given).await?
            && !self
                .store()
                .take_recovery_code(tenant, person.id, recovery_sum(given))
                .await?
        {
            tracing::info!(%tenant, person = %person.id, "a code was wrong");
            return Err(SignInError::Wrong);
        }
        self.throttle().succeeded(&attempt);
        self.whole(half, person.id, caller).await
    }

    /// The code app that somebody is to take into use: the one that was begun, or a new one.
    ///
    /// # Errors
    /// Where there are no keys to seal it by, or the store cannot. [`SignInError::Wrong`] where one is in use already.
    pub(crate) async fn enrol(&self, tenant: TenantId, person: PersonId) -> Result<Enrolment, SignInError> {
        let known = self.store().person(tenant, person).await?;
        let login = known.ok_or(SignInError::Wrong)?.login;
        let begun = self.store().code_app(tenant, person).await?;
        let secret = match begun {
            Some(app) if app.confirmed_at.is_some() => return Err(SignInError::Wrong),
            Some(app) => self.unsealed(tenant, &app)?,
            None => {
                let secret = Unsealed::from(random::<SECRET_BYTES>()?.to_vec());
                let app = CodeApp {
                    person,
                    sealed: self
                        .vault()
                        .seal(tenant, PURPOSE, person.0.as_bytes(), secret.bytes())?,
                    confirmed_at: None,
                    last_step: 0,
                };
                self.store().put_code_app(tenant, app).await?;
                secret
            }
        };
        Ok(Enrolment {
            letters: in_letters(secret.bytes()),
            address: address(secret.bytes(), &login, &self.municipality(tenant).await),
        })
    }

    /// The code app that somebody who shows their password is to take into use.
    ///
    /// # Errors
    /// [`SignInError`] says why there is none.
    pub(crate) async fn begin_code_app(
        &self,
        signed: &Signed,
        password: &str,
        caller: &Caller,
    ) -> Result<Enrolment, SignInError> {
        self.shown_again(signed, password, caller).await?;
        self.enrol(signed.tenant, signed.person).await
    }

    /// The code app that was begun and not yet taken into use.
    ///
    /// # Errors
    /// [`SignInError::Wrong`] where none was.
    pub(crate) async fn begun_code_app(&self, signed: &Signed) -> Result<Enrolment, SignInError> {
        match self.store().code_app(signed.tenant, signed.person).await? {
            Some(_) => self.enrol(signed.tenant, signed.person).await,
            None => Err(SignInError::Wrong),
        }
    }

    /// Takes the code app into use with its first code, and gives the recovery codes. Whoever is signed in elsewhere is
    /// not any more.
    ///
    /// # Errors
    /// [`SignInError`] says why not.
    pub(crate) async fn confirm_code_app(
        &self,
        (tenant, person): (TenantId, PersonId),
        but: Option<samspil_core::id::SessionId>,
        given: &str,
        caller: &Caller,
    ) -> Result<Vec<String>, SignInError> {
        let known = self.store().person(tenant, person).await?;
        let known = known.ok_or(SignInError::Wrong)?;
        let begun = self.store().code_app(tenant, person).await?;
        if begun.is_none_or(|app| app.confirmed_at.is_some()) {
            return Err(SignInError::Wrong);
        }
        let attempt = self.attempt(tenant, &known, caller)?;
        if !self.is_code_of(tenant, person, given).await? {
            return Err(SignInError::Wrong);
        }
        self.throttle().succeeded(&attempt);
        let codes = self.new_recovery_codes(tenant, person).await?;
        self.end_sessions(tenant, person, but).await?;
        tracing::info!(%tenant, %person, "a code app was taken into use");
        Ok(codes)
    }

    /// Signs in somebody who had to take a code app into use and has. The session that was half is over.
    ///
    /// # Errors
    /// [`SignInError`] says why not.
    pub(crate) async fn enrolled(
        &self,
        half: &Secret,
        given: &str,
        caller: &Caller,
    ) -> Result<(Secret, Vec<String>), SignInError> {
        let Some((person, Step::Enrol)) = self.half_signed(half).await? else {
            return Err(SignInError::Wrong);
        };
        let whose = (half.tenant(), person.id);
        let codes = self.confirm_code_app(whose, None, given, caller).await?;
        let secret = self
            .begin(half.tenant(), person.id, caller, super::sessions::By::Password)
            .await?;
        Ok((secret, codes))
    }

    /// What a person has of a code app.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn code_app_state(
        &self,
        tenant: TenantId,
        person: PersonId,
    ) -> Result<CodeAppState, StoreError> {
        let app = self.store().code_app(tenant, person).await?;
        Ok(CodeAppState {
            used: app.is_some_and(|app| app.confirmed_at.is_some()),
            recovery_codes: self.store().recovery_codes_left(tenant, person).await?,
        })
    }

    /// That somebody who is signed in shows the code of their app.
    pub(super) async fn code_again(
        &self,
        signed: &Signed,
        given: &str,
        caller: &Caller,
    ) -> Result<(), SignInError> {
        let (tenant, person) = (signed.tenant, signed.person);
        let known = self.store().person(tenant, person).await?;
        let known = known.ok_or(SignInError::Wrong)?;
        // One that was begun and never taken into use shows nothing.
        if !self.code_app_state(tenant, person).await?.used {
            return Err(SignInError::Wrong);
        }
        let attempt = self.attempt(tenant, &known, caller)?;
        if !self.is_code_of(tenant, person, given).await? {
            return Err(SignInError::Wrong);
        }
        self.throttle().succeeded(&attempt);
        Ok(())
    }

    /// New recovery codes for somebody who shows their password; the old ones are gone.
    ///
    /// # Errors
    /// [`SignInError`] says why not.
    pub(crate) async fn recovery_codes_anew(
        &self,
        signed: &Signed,
        password: &str,
        caller: &Caller,
    ) -> Result<Vec<String>, SignInError> {
        self.shown_again(signed, password, caller).await?;
        if !self.code_app_state(signed.tenant, signed.person).await?.used {
            return Err(SignInError::Wrong);
        }
        self.new_recovery_codes(signed.tenant, signed.person).await
    }

    /// Takes the code app away from somebody who shows their password, and signs them out everywhere else.
    ///
    /// # Errors
    /// [`SignInError`] says why not.
    pub(crate) async fn give_up_code_app(
        &self,
        signed: &Signed,
        password: &str,
        caller: &Caller,
    ) -> Result<(), SignInError> {
        self.shown_again(signed, password, caller).await?;
        self.store().end_code_app(signed.tenant, signed.person).await?;
        self.end_sessions(signed.tenant, signed.person, signed.session())
            .await?;
        tracing::info!(tenant = %signed.tenant, person = %signed.person, "a code app was given up");
        Ok(())
    }

    /// Takes somebody's code app away, and signs them out everywhere. False where they have none.
    ///
    /// # Errors
    /// Where the store cannot do it.
    pub(crate) async fn reset_code_app(
        &self,
        tenant: TenantId,
        person: PersonId,
    ) -> Result<bool, StoreError> {
        let ended = self.store().end_code_app(tenant, person).await?;
        if ended {
            self.end_sessions(tenant, person, None).await?;
        }
        Ok(ended)
    }

    /// The whole session in place of the half one.
    async fn whole(&self, half: &Secret, person: PersonId, caller: &Caller) -> Result<Secret, SignInError> {
        let tenant = half.tenant();
        if let Some(session) = self.store().session(tenant, half.sum(), self.now()).await? {
            self.store().end_session(tenant, person, session.id).await?;
        }
        self.begin(tenant, person, caller, super::sessions::By::Password)
            .await
    }

    fn attempt(&self, tenant: TenantId, person: &Person, caller: &Caller) -> Result<Attempt, SignInError> {
        let attempt = Attempt {
            tenant,
            login: person.login.clone(),
            from: caller.from,
            code: true,
        };
        self.throttle()
            .begin(&attempt, self.now())
            .map_err(SignInError::TooMany)?;
        Ok(attempt)
    }

    /// Whether this is the code of their app now, which is taken then.
    async fn is_code_of(&self, tenant: TenantId, person: PersonId, given: &str) -> Result<bool, SignInError> {
        let Some(app) = self.store().code_app(tenant, person).await? else {
            return Ok(false);
        };
        let now = self.now();
        let secret = self.unsealed(tenant, &app)?;
        let Some(step) = step_of(secret.bytes(), &app, given, now) else {
            return Ok(false);
        };
        Ok(self.store().take_step(tenant, person, step, now).await?)
    }

    fn unsealed(&self, tenant: TenantId, app: &CodeApp) -> Result<Unsealed, VaultError> {
        let about = app.person.0.as_bytes();
        self.vault().unseal(tenant, PURPOSE, about, &app.sealed)
    }

    async fn new_recovery_codes(
        &self,
        tenant: TenantId,
        person: PersonId,
    ) -> Result<Vec<String>, SignInError> {
        let codes = (0..RECOVERY_CODES)
            .map(|_| made_up())
            .collect::<Result<Vec<String>, _>>()?;
        let sums = codes.iter().map(|code| recovery_sum(code)).collect();
        self.store().put_recovery_codes(tenant, person, sums).await?;
        Ok(codes)
    }
}

/// The sum under which a recovery code is kept. Of 140 random bits one round suffices.
fn recovery_sum(code: &str) -> Hash {
    let letters: String = code
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    Sha256::digest(letters.as_bytes()).into()
}

/// Seals the secrets of code apps anew under the newest key.
///
/// # Errors
/// Where an older key is not among the keys, or the store cannot.
pub(crate) async fn reseal_code_apps(
    store: &dyn Store,
    vault: &Vault,
    tenant: TenantId,
) -> Result<(), samspil_runtime::Failure> {
    let newest = vault.newest(tenant)?;
    for app in store.code_apps(tenant).await? {
        if Vault::sealed_under(&app.sealed)? == newest {
            continue;
        }
        let about = app.person.0.as_bytes();
        let secret = vault.unseal(tenant, PURPOSE, about, &app.sealed)?;
        let sealed = vault.seal(tenant, PURPOSE, about, secret.bytes())?;
        store
            .reseal_code_app(tenant, app.person, &app.sealed, sealed)
            .await?;
    }
    Ok(())
}

//! What a store can do for signing in beside passwords.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId};
use uuid::Uuid;

use crate::rows::{BegunSignIn, CodeApp, Hash, Link, ProviderIdentity, ShownBy};
use crate::traits::Stored;

/// How many sign-ins may be under way at the providers of a tenant: a large municipality's whole staff on a morning.
pub const MAX_BEGUN_SIGN_INS: u32 = 10_000;

/// Who is signed in still; providers, code apps and links.
#[async_trait]
pub trait SignInStore: Send + Sync {
    /// Whether what somebody showed opens anything still: it has not ended, nor has the link that it came of; they may sign
    /// in, and so may whoever answers for them where they are a program.
    async fn is_signed_in(
        &self,
        tenant: TenantId,
        person: PersonId,
        by: ShownBy,
        now: DateTime<Utc>,
    ) -> Stored<bool>;

    /// Keeps who somebody is at a provider, new or seen again. One who is known there stays who they are.
    async fn put_identity(&self, tenant: TenantId, identity: ProviderIdentity) -> Stored<()>;
    /// Whom a provider means.
    async fn identity(
        &self,
        tenant: TenantId,
        issuer: &str,
        subject: &str,
    ) -> Stored<Option<ProviderIdentity>>;
    /// Who a person is at providers.
    async fn identities_of(&self, tenant: TenantId, person: PersonId) -> Stored<Vec<ProviderIdentity>>;

    /// Keeps that a sign-in has begun, and forgets those that nobody waits for any more. False where
    /// [`MAX_BEGUN_SIGN_INS`] are under way.
    async fn put_begun(&self, tenant: TenantId, begun: BegunSignIn, now: DateTime<Utc>) -> Stored<bool>;
    /// Takes the sign-in that this browser began with this state, which is under way no longer then. That of another
    /// browser stays.
    async fn take_begun(
        &self,
        tenant: TenantId,
        state: Hash,
        browser: Hash,
        now: DateTime<Utc>,
    ) -> Stored<Option<BegunSignIn>>;

    /// Keeps a person's code app, in place of one that they had.
    async fn put_code_app(&self, tenant: TenantId, app: CodeApp) -> Stored<()>;
    /// A person's code app.
    async fn code_app(&self, tenant: TenantId, person: PersonId) -> Stored<Option<CodeApp>>;
    /// All code apps.
    async fn code_apps(&self, tenant: TenantId) -> Stored<Vec<CodeApp>>;
    /// Takes the code of a step of time, and confirms the app with its first. False where that of this step or a later
    /// one was taken.
    async fn take_step(
        &self,
        tenant: TenantId,
        person: PersonId,
        step: i64,
        at: DateTime<Utc>,
    ) -> Stored<bool>;
    /// Keeps an app's secret as it is sealed anew. One that was changed meanwhile stays as it is.
    async fn reseal_code_app(
        &self,
        tenant: TenantId,
        person: PersonId,
        old: &[u8],
        new: Vec<u8>,
    ) -> Stored<()>;
    /// Takes a person's code app away, with their recovery codes. False where they had none.
    async fn end_code_app(&self, tenant: TenantId, person: PersonId) -> Stored<bool>;
    /// Keeps a person's recovery codes, in place of those that they had.
    async fn put_recovery_codes(&self, tenant: TenantId, person: PersonId, codes: Vec<Hash>) -> Stored<()>;
    /// How many recovery codes a person has left.
    async fn recovery_codes_left(&self, tenant: TenantId, person: PersonId) -> Stored<u32>;
    /// Takes a recovery code, which is gone then. False where the person has none such.
    async fn take_recovery_code(&self, tenant: TenantId, person: PersonId, code: Hash) -> Stored<bool>;

    /// Keeps a link; one into an account in place of those that its person had.
    async fn put_link(&self, tenant: TenantId, link: Link) -> Stored<()>;
    /// The link with this secret, opened or not.
    async fn link_by_secret(&self, tenant: TenantId, secret: Hash) -> Stored<Option<Link>>;
    /// The link.
    async fn link(&self, tenant: TenantId, link: Uuid) -> Stored<Option<Link>>;
    /// Links into a case, newest first.
    async fn links_of_case(&self, tenant: TenantId, case: CaseId, limit: u32) -> Stored<Vec<Link>>;
    /// Links that were made for a person, newest first.
    async fn links_of_person(&self, tenant: TenantId, person: PersonId, limit: u32) -> Stored<Vec<Link>>;
    /// Opens a link. False where it was opened before, is over or is gone.
    async fn use_link(&self, tenant: TenantId, link: Uuid, at: DateTime<Utc>) -> Stored<bool>;
    /// Takes a link back. False where it is gone.
    async fn end_link(&self, tenant: TenantId, link: Uuid) -> Stored<bool>;
}

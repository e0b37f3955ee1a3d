//! A fresh store for one test.

use std::sync::Arc;

use samspil_core::id::TenantId;
use samspil_store::{Commit, Hash, Outcome, Store, StoredEvent, open};
use sqlx::{Connection, SqliteConnection};

/// The tenant that most tests work in.
pub(crate) const TENANT: TenantId = TenantId(11_111_111);

/// Another tenant of the same store.
pub(crate) const OTHER: TenantId = TenantId(22_222_222);

/// More events than any test makes.
const ALL: u32 = 10_000;

/// A store of its own with two tenants, and what must live as long as it.
pub(crate) struct Ground {
    pub(crate) store: Arc<dyn Store>,
    /// The address under which a second node opens the same store.
    pub(crate) url: String,
    _folder: Option<tempfile::TempDir>,
}

impl Ground {
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        Self::at(url, Some(folder)).await
    }

    pub(crate) async fn postgres() -> Self {
        Self::at(samspil_tests::postgres::database().await, None).await
    }

    async fn at(url: String, folder: Option<tempfile::TempDir>) -> Self {
        let store = open(&url).await.unwrap();
        for tenant in [TENANT, OTHER] {
            store.add_tenant(tenant, "Ærø Prøvekommune").await.unwrap();
        }
        Self {
            store,
            url,
            _folder: folder,
        }
    }

    /// Whether it is a folder with a file for each tenant.
    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    /// Writes one commit in [`TENANT`].
    pub(crate) async fn commit(&self, commit: Commit) -> Outcome {
        self.batch(vec![commit]).await.remove(0)
    }

    /// Writes a batch in [`TENANT`].
    pub(crate) async fn batch(&self, batch: Vec<Commit>) -> Vec<Outcome> {
        self.store.commit(TENANT, batch).await.unwrap()
    }

    /// Writes one commit that must be kept; the version and the chain after it.
    pub(crate) async fn keep(&self, commit: Commit) -> (u64, Hash) {
        match self.commit(commit).await {
            Outcome::Committed { version, chain } => (version, chain),
            other => panic!("not kept: {other:?}"),
        }
    }

    /// Runs a statement on the rows behind the store's back; on SQLite on those of [`TENANT`].
    pub(crate) async fn raw(&self, statement: &'static str) {
        if let Some(folder) = self.url.strip_prefix("sqlite:") {
            let file = format!("sqlite:{folder}/{TENANT}.sqlite");
            let mut connection = SqliteConnection::connect(&file).await.unwrap();
            sqlx::query(statement).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        } else {
            let mut connection = samspil_tests::postgres::superuser(&self.url).await;
            sqlx::query(statement).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }

    /// A case's whole history.
    pub(crate) async fn history(&self, case: samspil_core::id::CaseId) -> Vec<StoredEvent> {
        self.store.events(TENANT, case, 0, ALL).await.unwrap()
    }
}

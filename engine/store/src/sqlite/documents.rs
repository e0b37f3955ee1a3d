//! Documents of cases, and the municipality's own words in letters.

use async_trait::async_trait;
use samspil_core::id::{CaseId, TenantId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::SqliteStore;
use crate::rows::{DocumentRow, LetterWordsRow};
use crate::traits::{DocumentStore, Stored};
use crate::words::{hash, moment, natural};

const ADD: &str = "
INSERT INTO documents (tenant, document_id, case_id, item, number, name, written_at, sum, sealed_by, body)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
FROM cases WHERE tenant = ?1 AND case_id = ?3 AND erased_at IS NULL
ON CONFLICT DO NOTHING";

const OF_CASE: &str = "
SELECT document_id FROM documents WHERE tenant = ?1 AND case_id = ?2
ORDER BY written_at DESC, document_id LIMIT ?3";

const BY_ID: &str = "
SELECT document_id, case_id, item, number, name, written_at, sum, sealed_by, body
FROM documents WHERE tenant = ?1 AND document_id = ?2";

#[async_trait]
impl DocumentStore for SqliteStore {
    async fn add_document(&self, tenant: TenantId, document: DocumentRow) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let added = sqlx::query(ADD)
            .bind(tenant.0)
            .bind(document.id)
            .bind(document.case.0)
            .bind(document.item)
            .bind(document.number)
            .bind(document.name)
            .bind(document.written_at.timestamp_micros())
            .bind(document.sum.to_vec())
            .bind(document.sealed_by)
            .bind(document.body)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        Ok(added.rows_affected() == 1)
    }

    async fn document_ids(&self, tenant: TenantId, case: CaseId, limit: u32) -> Stored<Vec<Uuid>> {
        let file = self.files.get(tenant).await?;
        let ids: Vec<Uuid> = sqlx::query_scalar(OF_CASE)
            .bind(tenant.0)
            .bind(case.0)
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        Ok(ids)
    }

    async fn document(&self, tenant: TenantId, id: Uuid) -> Stored<Option<DocumentRow>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(BY_ID)
            .bind(tenant.0)
            .bind(id)
            .fetch_optional(&mut *file.read().await?)
            .await?;
        row.as_ref().map(document).transpose()
    }

    async fn put_letter_words(&self, tenant: TenantId, words: LetterWordsRow) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let written = sqlx::query(
            "INSERT INTO letter_words (tenant, version, words, set_at, set_by, why)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6
             WHERE ?2 = 1 + (SELECT coalesce(max(version), 0) FROM letter_words WHERE tenant = ?1)",
        )
        .bind(tenant.0)
        .bind(words.version)
        .bind(&words.words)
        .bind(words.set_at.timestamp_micros())
        .bind(&words.set_by)
        .bind(&words.why)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn letter_words(&self, tenant: TenantId, limit: u32) -> Stored<Vec<LetterWordsRow>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT version, words, set_at, set_by, why FROM letter_words
             WHERE tenant = ?1 ORDER BY version DESC LIMIT ?2",
        )
        .bind(tenant.0)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(words).collect()
    }
}

fn document(row: &SqliteRow) -> Stored<DocumentRow> {
    Ok(DocumentRow {
        id: row.try_get("document_id")?,
        case: CaseId(row.try_get("case_id")?),
        item: row.try_get("item")?,
        number: natural(row.try_get("number")?)?,
        name: row.try_get("name")?,
        written_at: moment(row.try_get("written_at")?)?,
        sum: hash(row.try_get("sum")?)?,
        sealed_by: row.try_get("sealed_by")?,
        body: row.try_get("body")?,
    })
}

fn words(row: &SqliteRow) -> Stored<LetterWordsRow> {
    Ok(LetterWordsRow {
        version: natural(row.try_get("version")?)?,
        words: row.try_get("words")?,
        set_at: moment(row.try_get("set_at")?)?,
        set_by: row.try_get("set_by")?,
        why: row.try_get("why")?,
    })
}

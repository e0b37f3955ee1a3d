//! Handing notices over: any number of them is two hand-overs to the database.

use std::collections::BTreeSet;

use samspil_core::id::TenantId;
use serde::Serialize;
use uuid::Uuid;

use super::SqliteStore;
use super::heap::{Heap, micros};
use super::tenant_file::Writing;
use crate::Stored;
use crate::rows::{Delivery, HandOver};
use crate::words::{column, json};

/// Parameters: tenant, heap, notices. What was claimed and is still ours is taken away.
const GONE: &str = "
DELETE FROM outgoing WHERE tenant = $1 AND claimed = 1 AND (notice_id, fence) IN (
    SELECT substr($2, r.value ->> 'id', 16), r.value ->> 'fence' FROM jsonb_each($3) AS r)
RETURNING notice_id";

/// Parameters: tenant, heap, rows of inboxes, tellings, mails.
const WRITE: &str = "
INSERT INTO inbox (tenant, notice_id, number, case_id, unit_id, person_id, at, read_at, body, on_behalf_of)
SELECT $1, substr($2, r.value ->> 'id', 16), r.value ->> 'number', substr($2, r.value ->> 'case', 16),
    substr($2, r.value ->> 'unit', 16), substr($2, r.value ->> 'person', 16), r.value ->> 'at', r.value ->> 'read_at',
    substr($2, r.value ->> '$.body[0]', r.value ->> '$.body[1]'), substr($2, r.value ->> 'on_behalf_of', 16)
FROM jsonb_each($3) AS r WHERE true
ON CONFLICT (tenant, notice_id, number) DO NOTHING;

INSERT INTO tellings (tenant, notice_id, person_id, due_at)
SELECT $1, substr($2, r.value ->> 'notice', 16), substr($2, r.value ->> 'person', 16), r.value ->> 'due_at'
FROM jsonb_each($4) AS r WHERE true
ON CONFLICT (tenant, notice_id, person_id) DO NOTHING;

INSERT INTO mails (tenant, mail_id, person_id, made_at, things, free_at, notices, body)
SELECT $1, substr($2, r.value ->> 'id', 16), substr($2, r.value ->> 'person', 16), r.value ->> 'made_at', 1,
    r.value ->> 'due_at', substr($2, r.value ->> 'notice', 16),
    substr($2, r.value ->> '$.body[0]', r.value ->> '$.body[1]')
FROM jsonb_each($5) AS r WHERE true
ON CONFLICT (tenant, mail_id) DO NOTHING";

#[derive(Serialize)]
struct Ours {
    id: usize,
    fence: i64,
}

#[derive(Serialize)]
struct Arrived {
    id: usize,
    number: i64,
    case: usize,
    unit: Option<usize>,
    person: Option<usize>,
    at: i64,
    read_at: Option<i64>,
    body: (usize, usize),
    on_behalf_of: Option<usize>,
}

#[derive(Serialize)]
struct ToTell {
    notice: usize,
    person: usize,
    due_at: i64,
}

#[derive(Serialize)]
struct ToMail {
    id: usize,
    person: usize,
    made_at: i64,
    due_at: i64,
    notice: usize,
    body: (usize, usize),
}

/// Where the notices go, as rows.
#[derive(Default)]
struct Rows {
    heap: Heap,
    inbox: Vec<Arrived>,
    tellings: Vec<ToTell>,
    mails: Vec<ToMail>,
}

impl Rows {
    fn add(&mut self, delivery: &Delivery) {
        let heap = &mut self.heap;
        for (number, row) in (0_i64..).zip(&delivery.inbox) {
            self.inbox.push(Arrived {
                id: heap.id(row.id),
                number,
                case: heap.id(row.case.0),
                unit: row.unit.map(|unit| heap.id(unit.0)),
                person: row.person.map(|person| heap.id(person.0)),
                at: micros(row.at),
                read_at: row.read_at.map(micros),
                body: heap.body(&row.body),
                on_behalf_of: row.on_behalf_of.map(|person| heap.id(person.0)),
            });
        }
        for telling in &delivery.tellings {
            self.tellings.push(ToTell {
                notice: heap.id(telling.notice),
                person: heap.id(telling.person.0),
                due_at: micros(telling.due_at),
            });
        }
        for mail in &delivery.mails {
            self.mails.push(ToMail {
                id: heap.id(mail.id),
                person: heap.id(mail.person.0),
                made_at: micros(mail.made_at),
                due_at: micros(mail.due_at),
                notice: heap.id(mail.notice),
                body: heap.body(&mail.body),
            });
        }
    }

    const fn is_empty(&self) -> bool {
        self.inbox.is_empty() && self.tellings.is_empty() && self.mails.is_empty()
    }

    async fn write(self, writing: &mut Writing, tenant: TenantId) -> Stored<()> {
        sqlx::query(WRITE)
            .bind(tenant.0)
            .bind(self.heap.0)
            .bind(json(&self.inbox)?)
            .bind(json(&self.tellings)?)
            .bind(json(&self.mails)?)
            .execute(writing.connection()?)
            .await?;
        Ok(())
    }
}

impl SqliteStore {
    /// Hands notices over, and gives those whose claim was still ours.
    pub(super) async fn hand_over(&self, tenant: TenantId, handed: Vec<HandOver>) -> Stored<BTreeSet<Uuid>> {
        let mut heap = Heap::default();
        let mut ours = Vec::with_capacity(handed.len());
        for one in &handed {
            ours.push(Ours {
                id: heap.id(one.notice),
                fence: column(one.fence)?,
            });
        }
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        let gone: Vec<Uuid> = sqlx::query_scalar(GONE)
            .bind(tenant.0)
            .bind(heap.0)
            .bind(json(&ours)?)
            .fetch_all(writing.connection()?)
            .await?;
        let gone: BTreeSet<Uuid> = gone.into_iter().collect();
        let mut rows = Rows::default();
        let kept = handed.iter().filter(|one| gone.contains(&one.notice));
        kept.for_each(|one| rows.add(&one.delivery));
        if !rows.is_empty() {
            rows.write(&mut writing, tenant).await?;
        }
        writing.commit().await?;
        Ok(gone)
    }
}

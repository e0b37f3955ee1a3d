//! Handing notices over: any number of them is two statements.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use uuid::Uuid;

use super::PostgresStore;
use super::statement::{Part, Statement, columns};
use crate::Stored;
use crate::gathered::joined;
use crate::rows::{Delivery, HandOver};
use crate::words::column;

/// The claimed ones that are still ours, found by their whole keys and taken away.
const GONE: &str = "
DELETE FROM outgoing USING unnest($2::uuid[], $3::bigint[]) AS ours (notice_id, fence)
WHERE outgoing.tenant = $1 AND outgoing.notice_id = ours.notice_id AND outgoing.fence = ours.fence AND claimed
RETURNING outgoing.notice_id";

const INBOX: Part = Part::Change(
    "
    INSERT INTO inbox (tenant, notice_id, number, case_id, unit_id, person_id, at, read_at, body, on_behalf_of)
    SELECT $1, i.* FROM unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[],
        ?::timestamptz[], ?::bytea[], ?::uuid[]) AS i
    ON CONFLICT (tenant, notice_id, number) DO NOTHING",
);

const TELLINGS: Part = Part::Change(
    "
    INSERT INTO tellings (tenant, notice_id, person_id, due_at)
    SELECT $1, t.* FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) AS t
    ON CONFLICT (tenant, notice_id, person_id) DO NOTHING",
);

const MAILS: Part = Part::Change(
    "
    INSERT INTO mails (tenant, mail_id, person_id, made_at, things, free_at, notices, body)
    SELECT $1, m.mail_id, m.person_id, m.made_at, 1, m.free_at, m.notices, m.body
    FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::bytea[], ?::bytea[])
    AS m (mail_id, person_id, made_at, free_at, notices, body)
    ON CONFLICT (tenant, mail_id) DO NOTHING",
);

columns!(Inbox {
    notice: Uuid,
    number: i64,
    case: Uuid,
    unit: Option<Uuid>,
    person: Option<Uuid>,
    at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
    body: Vec<u8>,
    on_behalf_of: Option<Uuid>,
});

columns!(Tellings {
    notice: Uuid,
    person: Uuid,
    due_at: DateTime<Utc>,
});

columns!(Mails {
    id: Uuid,
    person: Uuid,
    made_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
    notices: Vec<u8>,
    body: Vec<u8>,
});

/// Where the notices go, as arrays.
#[derive(Default)]
struct Rows {
    inbox: Inbox,
    tellings: Tellings,
    mails: Mails,
}

impl Rows {
    fn add(&mut self, delivery: Delivery) {
        for (number, row) in (0_i64..).zip(delivery.inbox) {
            self.inbox.push(
                row.id,
                number,
                row.case.0,
                row.unit.map(|unit| unit.0),
                row.person.map(|person| person.0),
                row.at,
                row.read_at,
                row.body,
                row.on_behalf_of.map(|person| person.0),
            );
        }
        for telling in delivery.tellings {
            self.tellings
                .push(telling.notice, telling.person.0, telling.due_at);
        }
        for mail in delivery.mails {
            let notices = joined(&[mail.notice]);
            self.mails.push(
                mail.id,
                mail.person.0,
                mail.made_at,
                mail.due_at,
                notices,
                mail.body,
            );
        }
    }

    fn statement(self, tenant: TenantId) -> Stored<Statement> {
        let mut statement = Statement::of(tenant)?;
        self.inbox.write(&mut statement, INBOX)?;
        self.tellings.write(&mut statement, TELLINGS)?;
        self.mails.write(&mut statement, MAILS)?;
        Ok(statement)
    }
}

impl PostgresStore {
    /// Hands notices over, and gives those whose claim was still ours.
    pub(super) async fn hand_over(
        &self,
        tenant: TenantId,
        mut handed: Vec<HandOver>,
    ) -> Stored<BTreeSet<Uuid>> {
        // In the order of their keys, so that two nodes do not wait for each other's rows for ever.
        handed.sort_by_key(|one| one.notice);
        let notices: Vec<Uuid> = handed.iter().map(|one| one.notice).collect();
        let fences: Stored<Vec<i64>> = handed.iter().map(|one| column(one.fence)).collect();
        let mut transaction = self.tenants.begin_batch(tenant).await?;
        let gone: Vec<Uuid> = sqlx::query_scalar(GONE)
            .bind(tenant.0)
            .bind(notices)
            .bind(fences?)
            .fetch_all(transaction.connection())
            .await?;
        let gone: BTreeSet<Uuid> = gone.into_iter().collect();
        let mut rows = Rows::default();
        for one in handed {
            if gone.contains(&one.notice) {
                rows.add(one.delivery);
            }
        }
        let statement = rows.statement(tenant)?;
        if !statement.is_empty() {
            statement.query().execute(transaction.connection()).await?;
        }
        transaction.commit().await?;
        Ok(gone)
    }
}

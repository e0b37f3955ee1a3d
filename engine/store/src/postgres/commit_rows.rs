//! A batch as arrays, one for each column: a batch of any size is a fixed few statements.

use chrono::{DateTime, Utc};
use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use uuid::Uuid;

use crate::Stored;
use crate::judge::Kept;
use crate::rows::{Command, Commit, TaskRow};
use crate::words::{column, folded, json, word};

/// A question on its way to the database.
type Asking<'q> = Query<'q, Postgres, PgArguments>;

/// Columns of rows of one kind, filled row by row and bound in order.
macro_rules! columns {
    ($(#[$doc:meta])* $name:ident { $($column:ident: $kind:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Default)]
        struct $name {
            $($column: Vec<$kind>,)+
        }

        impl $name {
            #[allow(clippy::too_many_arguments, reason = "one for each column of the table")]
            fn push(&mut self, $($column: $kind),+) {
                $(self.$column.push($column);)+
            }

            fn bind(self, asking: Asking<'_>) -> Asking<'_> {
                asking$(.bind(self.$column))+
            }
        }
    };
}

columns!(Cases {
    case: Uuid,
    version: i64,
    chain: Vec<u8>,
    flow: String,
    flow_version: i64,
    status: String,
    opened_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    changed_at: DateTime<Utc>,
    title: String,
    title_folded: String,
    stage: Option<String>,
    snapshot: Vec<u8>,
    wake_at: Option<DateTime<Utc>>,
});

columns!(Events {
    case: Uuid,
    number: i64,
    at: DateTime<Utc>,
    sum: Vec<u8>,
    chain: Vec<u8>,
    body: Vec<u8>,
});

columns!(TasksGone {
    case: Uuid,
    item: String,
});

columns!(Tasks {
    case: Uuid,
    item: String,
    round: i64,
    title: String,
    party: String,
    party_title: String,
    unit: Option<Uuid>,
    person: Option<Uuid>,
    claimed_by: Option<Uuid>,
    opened_at: DateTime<Utc>,
    due: Option<DateTime<Utc>>,
    plan_by: Option<DateTime<Utc>>,
    owed: bool,
    raised: bool,
    case_title: String,
    flow_title: String,
});

columns!(PartiesAnew { case: Uuid });

columns!(Parties {
    case: Uuid,
    party: String,
    unit: Option<Uuid>,
    person: Option<Uuid>,
});

columns!(Notices {
    case: Uuid,
    id: Uuid,
    at: DateTime<Utc>,
    body: Vec<u8>,
});

columns!(Keys {
    case: Uuid,
    id: Uuid,
    at: DateTime<Utc>,
    body: Vec<u8>,
    answer: Vec<u8>,
});

/// All rows of a batch.
#[derive(Default)]
pub(super) struct Rows {
    cases: Cases,
    events: Events,
    tasks_gone: TasksGone,
    tasks: Tasks,
    parties_anew: PartiesAnew,
    parties: Parties,
    notices: Notices,
    keys: Keys,
}

impl Rows {
    /// The rows of the commits that are kept. They are written in the order of
    /// their keys, so that two batches that wait for each other's rows do not wait for ever.
    pub(super) fn of(mut kept: Vec<(Commit, &Kept)>) -> Stored<Self> {
        let mut rows = Self::default();
        let mut keys = Vec::new();
        kept.sort_by_key(|(commit, _)| commit.case);
        for (mut commit, kept) in kept {
            keys.extend(
                commit
                    .command
                    .take()
                    .map(|command| (command, commit.case.0, commit.at)),
            );
            rows.add(commit, kept)?;
        }
        keys.sort_by_key(|(command, ..)| command.id);
        for (command, case, at) in keys {
            let Command { id, body, answer } = command;
            rows.keys.push(case, id.0, at, body.to_vec(), answer);
        }
        Ok(rows)
    }

    fn add(&mut self, commit: Commit, kept: &Kept) -> Stored<()> {
        let case = commit.case.0;
        for (event, link) in commit.events.into_iter().zip(&kept.links) {
            let (sum, chain) = (link.sum.to_vec(), link.chain.to_vec());
            self.events
                .push(case, column(link.number)?, event.at, sum, chain, event.body);
        }
        for item in commit.tasks_gone {
            // A task that goes away and comes again is one that changes.
            if !commit.tasks.iter().any(|task| task.item == item) {
                self.tasks_gone.push(case, item);
            }
        }
        for task in commit.tasks {
            self.add_task(case, task)?;
        }
        if let Some(parties) = commit.parties {
            self.parties_anew.push(case);
            for party in parties {
                let (unit, person) = (party.unit.map(|unit| unit.0), party.person.map(|person| person.0));
                self.parties.push(case, party.party, unit, person);
            }
        }
        for notice in commit.notices {
            self.notices.push(case, notice.id, commit.at, notice.body);
        }
        let head = commit.head;
        self.cases.push(
            case,
            column(kept.version)?,
            kept.chain.to_vec(),
            head.flow,
            i64::from(head.flow_version),
            word(head.status)?,
            head.opened_at,
            head.closed_at,
            commit.at,
            head.title.clone(),
            folded(&head.title),
            head.stage.as_ref().map(json).transpose()?,
            commit.snapshot,
            commit.wake_at,
        );
        Ok(())
    }

    fn add_task(&mut self, case: Uuid, task: TaskRow) -> Stored<()> {
        self.tasks.push(
            case,
            task.item,
            i64::from(task.round),
            json(&task.title)?,
            task.party,
            json(&task.party_title)?,
            task.unit.map(|unit| unit.0),
            task.person.map(|person| person.0),
            task.claimed_by.map(|person| person.0),
            task.opened_at,
            task.due,
            task.plan_by,
            task.owed,
            task.raised,
            task.case_title,
            json(&task.flow_title)?,
        );
        Ok(())
    }

    /// The arrays as parameters, in the order that the statement has them.
    pub(super) fn bind(self, asking: Asking<'_>) -> Asking<'_> {
        let asking = self.events.bind(self.cases.bind(asking));
        let asking = self.tasks.bind(self.tasks_gone.bind(asking));
        let asking = self.parties.bind(self.parties_anew.bind(asking));
        self.keys.bind(self.notices.bind(asking))
    }
}

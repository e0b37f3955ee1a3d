//! What a store holds, read by statements of our own.

use std::collections::BTreeMap;

use samspil_store::unpacked;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use uuid::Uuid;

/// A case.
#[derive(Clone, Debug)]
pub(crate) struct CaseRow {
    pub(crate) version: u64,
    pub(crate) chain: Vec<u8>,
    pub(crate) status: String,
    pub(crate) snapshot: Vec<u8>,
}

/// An event.
#[derive(Clone, Debug)]
pub(crate) struct EventRow {
    pub(crate) number: u64,
    /// In microseconds since 1970.
    pub(crate) at: i64,
    pub(crate) sum: Vec<u8>,
    pub(crate) chain: Vec<u8>,
    pub(crate) body: Vec<u8>,
}

/// A command that was answered.
#[derive(Clone, Debug)]
pub(crate) struct CommandRow {
    pub(crate) case: Uuid,
    pub(crate) answer: Vec<u8>,
}

/// An open task: its item, its round, and when it is due, in microseconds.
pub(crate) type TaskRow = (String, u64, Option<i64>);

/// All rows. What belongs to a case lies under its id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    pub(crate) cases: BTreeMap<Uuid, CaseRow>,
    /// In the order of their numbers.
    pub(crate) events: BTreeMap<Uuid, Vec<EventRow>>,
    pub(crate) commands: BTreeMap<Uuid, CommandRow>,
    /// In the order of their names.
    pub(crate) tasks: BTreeMap<Uuid, Vec<TaskRow>>,
    /// When the case is to be looked at next, in microseconds.
    pub(crate) timers: BTreeMap<Uuid, Option<i64>>,
    /// Notices that have arrived, with the number of their rows.
    pub(crate) arrived: BTreeMap<Uuid, Vec<Uuid>>,
    /// Notices on their way.
    pub(crate) outgoing: Vec<Uuid>,
    /// What went wrong with cases.
    pub(crate) incidents: Vec<String>,
}

/// Reads everything over a connection; `$moment` writes how a column that holds a moment is read as microseconds.
macro_rules! read {
    ($connection:expr, $moment:expr) => {{
        let moment = $moment;
        let mut kept = Kept::default();
        macro_rules! rows {
            ($of:ty, $statement:expr) => {
                sqlx::query_as::<_, $of>(AssertSqlSafe($statement))
                    .fetch_all(&mut $connection)
                    .await
                    .unwrap()
            };
        }
        let cases = "SELECT case_id, version, chain, status, snapshot FROM cases".to_owned();
        for (case, version, chain, status, snapshot) in rows!((Uuid, i64, Vec<u8>, String, Vec<u8>), cases) {
            let row = CaseRow {
                version: natural(version),
                chain,
                status,
                snapshot: unpacked(snapshot),
            };
            kept.cases.insert(case, row);
        }
        let events = format!(
            "SELECT case_id, number, {}, sum, chain, body FROM events ORDER BY case_id, number",
            moment("at")
        );
        for (case, number, at, sum, chain, body) in rows!((Uuid, i64, i64, Vec<u8>, Vec<u8>, Vec<u8>), events)
        {
            let row = EventRow {
                number: natural(number),
                at,
                sum,
                chain,
                body,
            };
            kept.events.entry(case).or_default().push(row);
        }
        let commands = "SELECT command_id, case_id, answer FROM commands".to_owned();
        for (key, case, answer) in rows!((Uuid, Uuid, Vec<u8>), commands) {
            kept.commands.insert(key, CommandRow { case, answer });
        }
        let tasks = format!(
            "SELECT case_id, item, round, {} FROM tasks ORDER BY case_id, item",
            moment("due")
        );
        for (case, item, round, due) in rows!((Uuid, String, i64, Option<i64>), tasks) {
            kept.tasks
                .entry(case)
                .or_default()
                .push((item, natural(round), due));
        }
        let timers = format!("SELECT case_id, {} FROM timers", moment("wake_at"));
        kept.timers.extend(rows!((Uuid, Option<i64>), timers));
        let arrived = "SELECT case_id, notice_id FROM inbox".to_owned();
        for (case, notice) in rows!((Uuid, Uuid), arrived) {
            kept.arrived.entry(case).or_default().push(notice);
        }
        let outgoing = "SELECT notice_id FROM outgoing".to_owned();
        kept.outgoing
            .extend(rows!((Uuid,), outgoing).into_iter().map(|(notice,)| notice));
        let incidents = "SELECT case_id, body FROM incidents".to_owned();
        for (case, body) in rows!((Option<Uuid>, Vec<u8>), incidents) {
            kept.incidents
                .push(format!("{case:?}: {}", String::from_utf8_lossy(&body)));
        }
        $connection.close().await.unwrap();
        kept
    }};
}

/// All that a store holds of the tenant.
pub(crate) async fn read(url: &str) -> Kept {
    if let Some(folder) = url.strip_prefix("sqlite:") {
        let file = format!("{folder}/{}.sqlite", samspil_tests::lines::TENANT);
        let options = sqlx::sqlite::SqliteConnectOptions::new();
        let mut connection = options.filename(file).read_only(true).connect().await.unwrap();
        read!(connection, str::to_owned)
    } else {
        let mut connection = samspil_tests::postgres::superuser(url).await;
        let moment = |column: &str| format!("(extract(epoch FROM {column}) * 1000000)::bigint");
        read!(connection, moment)
    }
}

fn natural(number: i64) -> u64 {
    u64::try_from(number).unwrap()
}

//! What SQLite makes of a statement, for tests: a list or a batch that goes through a whole table shows here, not in
//! the first large municipality.

use sqlx::AssertSqlSafe;

use super::connection;

/// The steps of a statement's plan, one in a line.
pub(super) async fn plan(statement: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = connection::writer(&folder.path().join("plan.sqlite"), true)
        .await
        .unwrap();
    let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
    let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain).fetch_all(&mut writer).await.unwrap();
    let steps: Vec<String> = steps.into_iter().map(|(.., step)| step).collect();
    steps.join("\n")
}

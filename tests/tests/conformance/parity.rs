//! Both stores have the same migrations and the same tables, so that neither drifts from the other.

use std::collections::BTreeSet;
use std::path::Path;

use samspil_tests::postgres::superuser;
use sqlx::{Connection, SqliteConnection};

use crate::ground::{Ground, TENANT};

/// A column as `table.column`, and whether it must have a value.
type Column = (String, bool);

#[test]
fn migrations_have_the_same_numbers_and_names() {
    let names = |store: &str| -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../migrations")
            .join(store);
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(names("sqlite").contains("0001_tenants.sql"));
}

#[tokio::test]
async fn tables_have_the_same_columns() {
    let sqlite = Ground::sqlite().await;
    let folder = sqlite.url.strip_prefix("sqlite:").unwrap();
    let file = format!("sqlite:{folder}/{TENANT}.sqlite");
    let mut connection = SqliteConnection::connect(&file).await.unwrap();
    let of_sqlite: Vec<Column> = sqlx::query_as(
        "SELECT tables.name || '.' || columns.name, columns.\"notnull\" OR columns.pk > 0
         FROM sqlite_schema AS tables, pragma_table_xinfo(tables.name) AS columns
         WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' AND tables.name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let postgres = Ground::postgres().await;
    let mut connection = superuser(&postgres.url).await;
    let of_postgres: Vec<Column> = sqlx::query_as(
        "SELECT table_name || '.' || column_name, is_nullable = 'NO' FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let sorted = |columns: Vec<Column>| columns.into_iter().collect::<BTreeSet<_>>();
    assert_eq!(sorted(of_sqlite), sorted(of_postgres));
}

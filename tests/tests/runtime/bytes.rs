//! Everything that a store has written, whichever way it is kept.

use std::path::Path;

use samspil_store::unpacked;
use samspil_tests::postgres::superuser;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

use crate::ground::TENANT;

/// All of it as one heap of bytes, and what is kept packed also as it was before.
pub(crate) async fn bytes(folder: Option<&tempfile::TempDir>, url: &str) -> Vec<u8> {
    let mut heap = states(folder, url).await.concat();
    heap.extend(match folder {
        Some(folder) => files(folder.path()),
        None => rows(&mut superuser(url).await).await,
    });
    heap
}

/// The states of all cases, as they were before they were packed.
pub(crate) async fn states(folder: Option<&tempfile::TempDir>, url: &str) -> Vec<Vec<u8>> {
    let select = "SELECT snapshot FROM cases";
    let kept: Result<Vec<Vec<u8>>, sqlx::Error> = match folder {
        Some(_) => {
            let mut file = SqliteConnection::connect(&format!("{url}/{TENANT}.sqlite"))
                .await
                .unwrap();
            sqlx::query_scalar(select).fetch_all(&mut file).await
        }
        None => {
            sqlx::query_scalar(select)
                .fetch_all(&mut superuser(url).await)
                .await
        }
    };
    kept.unwrap().into_iter().map(unpacked).collect()
}

fn files(folder: &Path) -> Vec<u8> {
    let mut heap = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            heap.extend(files(&path));
        } else {
            heap.extend(std::fs::read(&path).unwrap());
        }
    }
    heap
}

/// Every row of every table as text, and what is bytes in it as bytes.
async fn rows(connection: &mut PgConnection) -> Vec<u8> {
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
            .fetch_all(&mut *connection)
            .await
            .unwrap();
    let mut heap = Vec::new();
    for table in tables {
        let select = format!("SELECT t::text FROM {table} t");
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(select))
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        for row in rows {
            heap.extend(row.as_bytes());
            for part in row.split("\\x").skip(1) {
                let digits: Vec<u8> = part.bytes().take_while(u8::is_ascii_hexdigit).collect();
                heap.extend(digits.chunks_exact(2).map(|two| {
                    let two = std::str::from_utf8(two).unwrap();
                    u8::from_str_radix(two, 16).unwrap()
                }));
            }
        }
    }
    heap
}

pub(crate) fn holds(heap: &[u8], needle: &str) -> bool {
    heap.windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

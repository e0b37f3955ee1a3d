//! The migrations of both stores, as they lie in `migrations/`.

use std::borrow::Cow;
use std::sync::LazyLock;

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// What brings a tenant's file to the newest form.
pub(crate) static OF_SQLITE: LazyLock<Migrator> = LazyLock::new(|| migrator(SQLITE));

/// What brings a PostgreSQL database to the newest form.
pub(crate) static OF_POSTGRES: LazyLock<Migrator> = LazyLock::new(|| migrator(POSTGRES));

fn migrator(files: &'static [(i64, &'static str, &'static str)]) -> Migrator {
    let migration = |(number, name, text): &(i64, &'static str, &'static str)| {
        let (name, text) = (Cow::Borrowed(*name), (*text).into_sql_str());
        Migration::new(*number, name, MigrationType::Simple, text, false)
    };
    Migrator::with_migrations(files.iter().map(migration).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_stores_have_the_same_migrations_in_rising_numbers() {
        let names = |files: &[(i64, &'static str, &'static str)]| -> Vec<(i64, &'static str)> {
            files.iter().map(|(number, name, _)| (*number, *name)).collect()
        };
        assert_eq!(names(SQLITE), names(POSTGRES));
        let numbers: Vec<i64> = SQLITE.iter().map(|(number, ..)| *number).collect();
        assert_eq!(numbers.first(), Some(&1));
        assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    }
}

//! One statement, put together of the parts that have something to write: a table that nothing is written to would cost
//! its opening, with its indexes and rules, all the same.

use std::fmt::Write as _;

use samspil_core::id::TenantId;
use sqlx::postgres::{PgArguments, Postgres};
use sqlx::query::Query;
use sqlx::{Arguments, AssertSqlSafe, Encode, Type};

use crate::{StoreError, Stored};

/// A part of a statement: `$1` is the tenant, each `?` the next value that is bound.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// Rows are added or changed.
    Change(&'static str),
    /// Rows are added or changed, and how many is answered; these come before all calls.
    Counted(&'static str),
    /// A function is called for each row.
    Call(&'static str),
}

/// A statement of one tenant with its values. No two parts may touch the same row, so their order is of no weight.
pub(super) struct Statement {
    changes: Vec<String>,
    counts: Vec<String>,
    calls: Vec<String>,
    values: PgArguments,
}

impl Statement {
    pub(super) fn of(tenant: TenantId) -> Stored<Self> {
        let mut statement = Self {
            changes: Vec::new(),
            counts: Vec::new(),
            calls: Vec::new(),
            values: PgArguments::default(),
        };
        statement.bind(tenant.0)?;
        Ok(statement)
    }

    /// Whether nothing is to be written.
    pub(super) const fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.calls.is_empty()
    }

    /// Adds a part; its values follow.
    pub(super) fn part(&mut self, part: Part) {
        let bound = self.values.len();
        match part {
            Part::Change(text) => self.changes.push(numbered(text, bound)),
            Part::Counted(text) => {
                let count = format!("SELECT count(*) FROM part_{}", self.changes.len());
                self.counts.push(count);
                self.changes
                    .push(format!("{} RETURNING 1", numbered(text, bound)));
            }
            Part::Call(text) => self.calls.push(numbered(text, bound)),
        }
    }

    /// Binds the next value.
    pub(super) fn bind<'v, V>(&mut self, value: V) -> Stored<()>
    where
        V: Encode<'v, Postgres> + Type<Postgres>,
    {
        let added = self.values.add(value);
        added.map_err(|error| StoreError::Database(error.to_string()))
    }

    /// The whole. There are few combinations of parts, and each is planned once by each connection.
    pub(super) fn query<'q>(self) -> Query<'q, Postgres, PgArguments> {
        let text = text(&self.changes, &[self.counts, self.calls].concat());
        sqlx::query_with(AssertSqlSafe(text), self.values)
    }
}

/// Columns of rows of one kind, filled row by row and bound in order.
macro_rules! columns {
    ($(#[$doc:meta])* $name:ident $(<$life:lifetime>)? { $($column:ident: $kind:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Default)]
        struct $name $(<$life>)? {
            $($column: Vec<$kind>,)+
        }

        impl $(<$life>)? $name $(<$life>)? {
            #[allow(clippy::too_many_arguments, reason = "one for each column of the table")]
            fn push(&mut self, $($column: $kind),+) {
                $(self.$column.push($column);)+
            }

            /// Adds a part that writes these rows; none where there are no rows.
            fn write(self, statement: &mut Statement, part: Part) -> Stored<()> {
                if [$(self.$column.is_empty()),+].contains(&false) {
                    statement.part(part);
                    $(statement.bind(self.$column)?;)+
                }
                Ok(())
            }
        }
    };
}

pub(super) use columns;

/// Fixed texts alone go in; values never do.
fn text(changes: &[String], calls: &[String]) -> String {
    let mut text = String::new();
    for (number, change) in changes.iter().enumerate() {
        let word = if number == 0 { "WITH" } else { "," };
        // Writing to a text never fails.
        let _ = write!(text, "{word} part_{number} AS ({change})");
    }
    if calls.is_empty() {
        text.push_str(" SELECT WHERE false");
    }
    for (number, call) in calls.iter().enumerate() {
        text.push_str(if number == 0 { " " } else { " UNION ALL " });
        text.push_str(call);
    }
    text
}

/// The text with its places numbered from the first that is free.
fn numbered(text: &str, bound: usize) -> String {
    let mut pieces = text.split('?');
    let mut numbered = pieces.next().unwrap_or_default().to_owned();
    for (place, piece) in pieces.enumerate() {
        let number = bound.saturating_add(place).saturating_add(1);
        // As above.
        let _ = write!(numbered, "${number}{piece}");
    }
    numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_numbered_on_and_stand_beside_each_other() {
        let change = |bound| numbered("INSERT INTO a SELECT $1, a.* FROM unnest(?, ?) AS a", bound);
        let call = |bound| numbered("SELECT f($1, g.a) FROM unnest(?) AS g (a)", bound);
        for (changes, calls, expected) in [
            (
                vec![change(1), change(3)],
                vec![call(5), call(6)],
                "WITH part_0 AS (INSERT INTO a SELECT $1, a.* FROM unnest($2, $3) AS a), \
                 part_1 AS (INSERT INTO a SELECT $1, a.* FROM unnest($4, $5) AS a) \
                 SELECT f($1, g.a) FROM unnest($6) AS g (a) UNION ALL SELECT f($1, g.a) FROM unnest($7) AS g (a)",
            ),
            (
                vec![change(1)],
                vec![],
                "WITH part_0 AS (INSERT INTO a SELECT $1, a.* FROM unnest($2, $3) AS a) SELECT WHERE false",
            ),
        ] {
            assert_eq!(text(&changes, &calls), expected);
        }
    }
}

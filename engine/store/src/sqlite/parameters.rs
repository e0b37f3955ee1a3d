//! Lists as one parameter.

use samspil_core::id::PersonId;
use sqlx::{QueryBuilder, Sqlite};
use uuid::Uuid;

/// Ids as a JSON list of hexadecimal texts, for `unhex(value)` over `json_each`.
pub(super) fn ids(ids: impl IntoIterator<Item = Uuid>) -> String {
    let quoted: Vec<String> = ids.into_iter().map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", quoted.join(","))
}

/// Whether a column holds one of these people; most lists are one person's, and one is looked up plainly.
pub(super) fn of_people(sql: &mut QueryBuilder<Sqlite>, column: &str, people: &[PersonId]) {
    sql.push(column);
    if let [one] = people {
        sql.push(" = ").push_bind(one.0);
    } else {
        sql.push(" IN (SELECT unhex(value) FROM json_each(");
        sql.push_bind(ids(people.iter().map(|person| person.0)))
            .push("))");
    }
}

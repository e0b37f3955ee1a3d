//! The four questions and the signs that a course does not hang together, asked of everything that goes on: how many show
//! each, nobody's name, and nothing of few.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use samspil_runtime::MIN_CASES;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::Query;
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Of which flow.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OfFlow {
    /// Only what this flow has a part in.
    flow: Option<String>,
}

/// How many show a sign.
#[derive(Serialize, ToSchema)]
struct SignShown {
    /// The question that it is an answer to.
    #[schema(schema_with = schema::review_question)]
    question: &'static str,
    /// The sign, as a stable word.
    #[schema(schema_with = schema::sign)]
    sign: &'static str,
    /// The flows that it shows in, or between.
    flows: Vec<String>,
    /// How many show it.
    count: u64,
    /// Whether citizens are counted, since it shows between their cases; otherwise cases are.
    of_citizens: bool,
}

/// What shows in everything that goes on.
#[derive(Serialize, ToSchema)]
pub(super) struct SignsShown {
    /// When it was read.
    at: DateTime<Utc>,
    /// How many cases were looked through.
    cases: u64,
    /// There are more, which were not.
    more: bool,
    /// The fewest that a row is shown of.
    least: u64,
    /// What shows, by question, sign and flows.
    rows: Vec<SignShown>,
    /// How many rows are left out because they come from few.
    hidden: u64,
}

/// What shows in everything that goes on of the four questions, and of the signs that courses do not hang together.
#[utoipa::path(
    get, path = "/management/signs", tag = "management", params(OfFlow), responses((status = 200, body = SignsShown)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Query(of): Query<OfFlow>,
) -> Result<Json<SignsShown>, Problem> {
    let found = app.engine.signs(signed.tenant, of.flow.as_deref()).await?;
    let rows = found.rows.iter().map(|row| SignShown {
        question: row.question.word(),
        sign: row.sign,
        flows: row.flows.iter().map(ToString::to_string).collect(),
        count: row.count,
        of_citizens: row.of_citizens,
    });
    Ok(Json(SignsShown {
        at: found.at,
        cases: found.cases,
        more: found.more,
        least: MIN_CASES,
        rows: rows.collect(),
        hidden: found.hidden,
    }))
}

#[cfg(test)]
mod tests {
    use samspil_runtime::SIGNS;

    use super::*;

    #[test]
    fn the_document_knows_every_sign() {
        let words = SIGNS.map(|(word, _)| word);
        let known = schema::ALL.iter().find(|(name, _)| *name == "sign");
        assert_eq!(known.map(|(_, known)| *known), Some(words.as_slice()));
    }
}

//! The review of a flow: what Varde's four questions and the failure signs find in it, and what it answers.

use axum::Json as Body;
use axum::extract::{Path, State};
use samspil_core::flow::read as read_flow;
use samspil_core::guard::compile_all;
use samspil_core::review::{Found, Question, review};
use samspil_core::text::Language;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::Query;
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::review::asked;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};
use crate::words::say;

/// Which version.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OfVersion {
    /// The version; the newest where none is named.
    version: Option<u32>,
}

/// Something that the review found.
#[derive(Serialize, ToSchema)]
struct ReviewFound {
    /// The question that it belongs to.
    #[schema(schema_with = schema::review_question)]
    question: &'static str,
    /// The question, in the reader's language.
    asked: String,
    /// What was found, as a stable word.
    finding: &'static str,
    /// The stage, item, party or field; the flow's name where it is the whole.
    at: String,
    /// The line of the flow file, from 1; 0 where the whole file is meant.
    line: u32,
    /// What was found, in the reader's language.
    what: String,
    /// What to do.
    hint: String,
    /// Why it is as it should be, where the flow says so.
    answered: Option<String>,
}

/// The review of a version of a flow.
#[derive(Serialize, ToSchema)]
pub(super) struct FlowReview {
    /// The flow.
    flow: String,
    /// The version.
    version: u32,
    /// Everything that was found, by question and place; what the flow answers is here with its answer.
    findings: Vec<ReviewFound>,
    /// How many of them the flow does not answer.
    open: usize,
}

/// The review of a flow: does each stage have an owner, is each role described, does the purpose reach what is done, is help
/// followed up, and does the course hang together?
#[utoipa::path(
    get, path = "/flows/{flow}/review", tag = "flows",
    params(("flow" = String, Path, description = "The flow's name."), OfVersion),
    responses((status = 200, body = FlowReview)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path(flow): Path<String>,
    Query(of): Query<OfVersion>,
    Reads(language): Reads,
) -> Result<Body<FlowReview>, Problem> {
    let found = app.engine.store().flow(signed.tenant, &flow, of.version).await?;
    let version = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let (Some(flow), _) = read_flow(&version.text) else {
        return Err(Problem::new(Kind::FAULT));
    };
    let (guards, _) = compile_all(&flow);
    let found = review(&flow, &guards);
    Ok(Body(FlowReview {
        flow: version.flow,
        version: version.version,
        open: found.iter().filter(|found| found.answered.is_none()).count(),
        findings: found.iter().map(|found| told(found, language)).collect(),
    }))
}

fn told(found: &Found, language: Language) -> ReviewFound {
    let question = Question::of(found.finding);
    ReviewFound {
        question: question.word(),
        asked: say(&asked(question), language),
        finding: found.finding.word(),
        at: found.at.clone(),
        line: found.place.line,
        what: say(&found.what, language),
        hint: say(&found.hint, language),
        answered: found
            .answered
            .as_ref()
            .map(|because| because.in_language(language).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_knows_every_question() {
        let words = Question::ALL.map(Question::word);
        let known = schema::ALL.iter().find(|(name, _)| *name == "review_question");
        assert_eq!(known.map(|(_, known)| *known), Some(words.as_slice()));
    }
}

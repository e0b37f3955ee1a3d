//! The municipality's own words in letters: letterhead, contact and guidance on appeals.

use axum::Json as Body;
use axum::extract::State;
use chrono::{DateTime, Utc};
use samspil_runtime::{LetterWords, LetterWordsSet, WordsRefused, WordsVersion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// The municipality's words, and how they came about.
#[derive(Serialize, ToSchema)]
pub(super) struct WordsShown {
    /// Their number; 0 where nobody has laid any down.
    version: u32,
    /// `letterhead`, `contact`, `complaint_body`, `appeal_guidance`, each `{da, en}`, and `appeal_by_act` by act. What is
    /// empty is as the program has it. `glossary`: the municipality's words, each with `word` as `{da, en}`, `meaning`, and
    /// under `sides` what `authority`, `provider`, `citizen`, `relative` and `partner` say: `word` and `meaning`.
    #[schema(schema_with = schema::object)]
    words: LetterWords,
    /// When they were laid down.
    set_at: Option<DateTime<Utc>>,
    /// By whom.
    set_by: Option<String>,
    /// Why.
    why: Option<String>,
}

impl From<WordsVersion> for WordsShown {
    fn from(version: WordsVersion) -> Self {
        Self {
            version: version.version,
            words: version.words,
            set_at: Some(version.set_at),
            set_by: Some(version.set_by),
            why: Some(version.why),
        }
    }
}

/// Words as they are to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsToBe {
    /// What they say.
    #[schema(schema_with = schema::object)]
    words: LetterWords,
    /// The number of the latest that you have seen.
    seen: u32,
    /// Why, in a line.
    why: String,
}

/// The words that letters are written with.
#[utoipa::path(get, path = "/letter-words", tag = "letters", responses((status = 200, body = WordsShown)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> Result<Body<WordsShown>, Problem> {
    let newest = app.engine.letter_words_now(signed.tenant).await?;
    Ok(Body(newest.map_or_else(
        || WordsShown {
            version: 0,
            words: LetterWords::default(),
            set_at: None,
            set_by: None,
            why: None,
        },
        WordsShown::from,
    )))
}

/// The words that have been laid down, newest first: 50 at most.
#[utoipa::path(
    get, path = "/letter-words/versions", tag = "letters",
    responses((status = 200, body = Vec<WordsShown>)),
)]
pub(super) async fn versions(
    State(app): State<App>,
    signed: Signed,
) -> Result<Body<Vec<WordsShown>>, Problem> {
    let all = app.engine.letter_words(signed.tenant).await?;
    Ok(Body(all.into_iter().map(WordsShown::from).collect()))
}

/// Lays words down for the letters that are written from now on. Those that were written stay as they are.
#[utoipa::path(
    put, path = "/letter-words", tag = "letters", request_body = WordsToBe,
    responses((status = 200, body = WordsShown)),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Json(to_be): Json<WordsToBe>,
) -> Result<Body<WordsShown>, Problem> {
    let set = LetterWordsSet {
        words: to_be.words,
        seen: to_be.seen,
        by: signed.name.clone(),
        why: to_be.why,
    };
    let version = app.engine.set_letter_words(signed.tenant, set).await;
    let version = version.map_err(|refused| match refused {
        WordsRefused::Wrong(what) => Problem::new(Kind::UNFIT).code("letter_words").detail(what),
        WordsRefused::Changed => Problem::new(Kind::CONFLICT)
            .code("letter_words_changed")
            .detail(samspil_core::text::Message::new("letter-words-changed"))
            .pointer("/seen".to_owned()),
        WordsRefused::Store(error) => Problem::from(samspil_runtime::Failure::from(error)),
    })?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, version, "words of letters were laid down");
    read(State(app), signed).await
}

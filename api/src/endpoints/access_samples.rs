//! Sample checks of the access log.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_runtime::SampleRefused;
use samspil_store::{Sample, SampleNote, SampleVerdict};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::headers::Key;
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json as Body;
use crate::server::problem::{Kind, Problem};

/// Entries that were drawn by chance.
#[derive(Serialize, ToSchema)]
pub(super) struct SampleShown {
    /// Its id.
    sample: Uuid,
    /// When it was drawn.
    at: DateTime<Utc>,
    /// By whom.
    #[schema(value_type = Uuid)]
    drawn_by: PersonId,
    /// From which moment on entries were drawn.
    since: DateTime<Utc>,
    /// Before which moment.
    until: DateTime<Utc>,
    /// The entries.
    entries: Vec<SampledShown>,
}

/// One of them, with what was found.
#[derive(Serialize, ToSchema)]
pub(super) struct SampledShown {
    /// The entry's number.
    number: u64,
    /// What was found; none where nobody has looked.
    #[schema(schema_with = schema::maybe_sample_verdict)]
    verdict: Option<SampleVerdict>,
    /// In words.
    note: Option<String>,
    /// When.
    noted_at: Option<DateTime<Utc>>,
    /// By whom.
    #[schema(value_type = Option<Uuid>)]
    noted_by: Option<PersonId>,
}

fn sampled((number, note): (u64, Option<SampleNote>)) -> SampledShown {
    SampledShown {
        number,
        verdict: note.as_ref().map(|note| note.verdict),
        noted_at: note.as_ref().map(|note| note.at),
        noted_by: note.as_ref().map(|note| note.by),
        note: note.map(|note| note.note),
    }
}

fn shown(sample: Sample) -> SampleShown {
    SampleShown {
        sample: sample.id,
        at: sample.at,
        drawn_by: sample.drawn_by,
        since: sample.since,
        until: sample.until,
        entries: sample.entries.into_iter().map(sampled).collect(),
    }
}

/// What is to be drawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSample {
    /// From which moment on.
    since: DateTime<Utc>,
    /// Before which moment.
    until: DateTime<Utc>,
    /// How many entries, 100 at most.
    count: u32,
}

/// What was found of an entry.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNote {
    /// What was found.
    #[schema(schema_with = schema::sample_verdict)]
    verdict: SampleVerdict,
    /// In words, 500 characters at most; may be empty where all was in order.
    #[serde(default)]
    note: String,
}

/// Samples, newest first.
#[utoipa::path(
    get, path = "/access-log/samples", tag = "access", responses((status = 200, body = Vec<SampleShown>)),
)]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Json<Vec<SampleShown>>, Problem> {
    let samples = app.engine.samples(signed.tenant).await?;
    Ok(Json(samples.into_iter().map(shown).collect()))
}

/// Draws entries by chance, and keeps which.
#[utoipa::path(
    post, path = "/access-log/samples", tag = "access", request_body = NewSample,
    responses((status = 201, body = SampleShown)),
)]
pub(super) async fn draw(
    State(app): State<App>,
    signed: Signed,
    Key(key): Key,
    Body(new): Body<NewSample>,
) -> Result<(StatusCode, Json<SampleShown>), Problem> {
    let span = (new.since, new.until);
    let drawn = app
        .engine
        .draw_sample(signed.tenant, signed.person, key.0, span, new.count)
        .await
        .map_err(refused)?;
    Ok((StatusCode::CREATED, Json(shown(drawn))))
}

/// Notes what was found of an entry; once.
#[utoipa::path(
    post, path = "/access-log/samples/{sample}/entries/{number}", tag = "access", request_body = NewNote,
    params(
        ("sample" = Uuid, Path, description = "The sample."),
        ("number" = u64, Path, description = "The entry's number."),
    ),
    responses((status = 204, description = "It is noted.")),
)]
pub(super) async fn note(
    State(app): State<App>,
    signed: Signed,
    Path(place): Path<(Uuid, u64)>,
    _key: Key,
    Body(new): Body<NewNote>,
) -> Result<StatusCode, Problem> {
    app.engine
        .note_sampled(signed.tenant, signed.person, place, (new.verdict, &new.note))
        .await
        .map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

fn refused(refused: SampleRefused) -> Problem {
    match refused {
        SampleRefused::Nothing => Problem::new(Kind::UNFIT).detail(Message::new("access-sample-nothing")),
        SampleRefused::Note => Problem::new(Kind::UNFIT)
            .detail(Message::new("access-sample-note-wrong"))
            .pointer("/note".to_owned()),
        SampleRefused::Noted => Problem::new(Kind::CONFLICT).detail(Message::new("access-sample-noted")),
        SampleRefused::Failure(failure) => failure.into(),
    }
}

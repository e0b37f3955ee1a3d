//! The letters of a case: what is known of each, its text as it was written, and writing one that lacked something.

use axum::Json;
use axum::extract::{Path, State};
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{CaseId, ItemId};
use samspil_core::text::Text;
use samspil_runtime::{CaseRead, KnownLetter, Object, WriteRefused};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::headers::Key;
use super::schema::{self, Words};
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// A letter of a case.
#[derive(Serialize, ToSchema)]
pub(super) struct LetterShown {
    /// The document's id.
    #[schema(schema_with = schema::uuid)]
    id: Uuid,
    /// The item that it was written for.
    #[schema(value_type = String)]
    item: ItemId,
    /// Its number among the letters of its item.
    number: u32,
    /// Its name in the flow.
    document: String,
    /// Its heading.
    #[schema(value_type = Words)]
    title: Text,
    /// The party that receives it.
    to: String,
    /// When it was written.
    written_at: DateTime<Utc>,
    /// Whether its text is kept; otherwise it lacks something, and `failed` says what.
    is_written: bool,
    /// By which channel it was sent.
    channel: Option<String>,
    /// The day on which it was sent.
    sent_on: Option<NaiveDate>,
    /// The day on which it is taken to have come, by its channel; none where somebody has shown another, or it did not come.
    presumed_on: Option<NaiveDate>,
    /// The day on which it came, where somebody has shown that.
    received_on: Option<NaiveDate>,
    /// What shows it.
    shown_by: Option<String>,
    /// Why it did not come, or was not written.
    failed: Option<String>,
}

/// A document as it was written. It never changes.
#[derive(Serialize, ToSchema)]
pub(super) struct DocumentShown {
    /// What is known of the letter.
    letter: LetterShown,
    /// Whether its text can still be read: where the citizen was erased, nobody can.
    erased: bool,
    /// The municipality's letterhead, as it was.
    #[schema(value_type = Option<Words>)]
    letterhead: Option<Text>,
    /// The day that it bears.
    date: Option<NaiveDate>,
    /// To whom it is written.
    addressee: Option<String>,
    /// What it says, as HTML: headings, paragraphs, lists and emphasis, and nothing else.
    #[schema(value_type = Option<Words>)]
    text: Option<Text>,
    /// Whether it is a form of which nothing may be changed.
    locked: bool,
}

fn shown(read: &CaseRead, known: KnownLetter) -> LetterShown {
    let letter = known.letter;
    let title = read.document(&letter).map(|document| document.title.clone());
    let presumed_on = read.view().presumed_received(&letter);
    let (received_on, shown_by) = letter
        .received
        .map_or((None, None), |(on, by)| (Some(on), Some(by)));
    LetterShown {
        id: known.id,
        item: known.item,
        number: letter.number,
        title: title.unwrap_or_else(|| Text::danish(letter.document.as_str())),
        document: letter.document,
        to: letter.to.to_string(),
        written_at: letter.written_at,
        is_written: known.is_written,
        channel: letter.sent.map(|(channel, _)| channel.name().to_owned()),
        sent_on: letter.sent.map(|(_, on)| on),
        presumed_on,
        received_on,
        shown_by,
        failed: letter.failed,
    }
}

/// The letters of a case that you may read, newest first: 200 at most.
#[utoipa::path(
    get, path = "/cases/{case}/documents", tag = "cases",
    params(("case" = uuid::Uuid, Path, description = "The case.")),
    responses((status = 200, body = Vec<LetterShown>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Path(case): Path<CaseId>,
) -> Result<Json<Vec<LetterShown>>, Problem> {
    let (tenant, by) = (signed.tenant, signed.by());
    let read = app
        .engine
        .read(tenant, &by, case, &signed.look(Object::Case))
        .await?;
    let letters = app.engine.letters(tenant, &by, &read).await?;
    Ok(Json(
        letters.into_iter().map(|known| shown(&read, known)).collect(),
    ))
}

/// A document as it was written. That you opened it is logged.
#[utoipa::path(
    get, path = "/cases/{case}/documents/{document}", tag = "cases",
    params(
        ("case" = uuid::Uuid, Path, description = "The case."),
        ("document" = uuid::Uuid, Path, description = "The document."),
    ),
    responses((status = 200, body = DocumentShown)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path((case, document)): Path<(CaseId, Uuid)>,
) -> Result<Json<DocumentShown>, Problem> {
    let look = signed.look(Object::Document);
    let by = signed.by();
    let found = app
        .engine
        .read_document(signed.tenant, &by, (case, document), &look);
    let (read, known, frozen) = found.await?;
    let letter = shown(&read, known);
    Ok(Json(match frozen {
        None => DocumentShown {
            letter,
            erased: true,
            letterhead: None,
            date: None,
            addressee: None,
            text: None,
            locked: false,
        },
        Some(frozen) => DocumentShown {
            letter,
            erased: false,
            letterhead: Some(frozen.letterhead),
            date: Some(frozen.date),
            addressee: Some(frozen.to),
            text: Some(frozen.text),
            locked: frozen.locked,
        },
    }))
}

/// Writes a letter that lacked something, from the case as it is now. A letter that has been written stays as it is.
#[utoipa::path(
    post, path = "/cases/{case}/letters/{item}/{number}/write", tag = "cases",
    params(
        ("case" = uuid::Uuid, Path, description = "The case."),
        ("item" = String, Path, description = "The item that sends it."),
        ("number" = u32, Path, description = "Its number among the letters of its item."),
    ),
    responses((status = 204)),
)]
pub(super) async fn write(
    State(app): State<App>,
    signed: Signed,
    _key: Key,
    Path((case, item, number)): Path<(CaseId, String, u32)>,
) -> Result<axum::http::StatusCode, Problem> {
    let (tenant, by) = (signed.tenant, signed.by());
    let item = ItemId::with_row(&item).map_err(|_| Problem::new(Kind::NOT_FOUND))?;
    let read = app
        .engine
        .read(tenant, &by, case, &signed.look(Object::Form))
        .await?;
    let written = app.engine.write_letter(tenant, &by, &read, &item, number).await;
    match written {
        Ok(()) => Ok(axum::http::StatusCode::NO_CONTENT),
        Err(WriteRefused::Failure(failure)) => Err(failure.into()),
        Err(refused) => Err(Problem::new(Kind::CONFLICT)
            .code("not_written")
            .detail(refused.message())),
    }
}

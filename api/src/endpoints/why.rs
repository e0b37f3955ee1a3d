//! Why an item stands as it does.

use axum::Json;
use axum::extract::{Path, State};
use samspil_core::case::{Block, Status, why_seen};
use samspil_core::id::{CaseId, ItemId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{Object, Purpose};
use serde::Serialize;
use utoipa::ToSchema;

use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};
use crate::words::say;

/// Why an item stands as it does, in the reader's language.
#[derive(Serialize, ToSchema)]
pub(super) struct Why {
    /// The item.
    #[schema(value_type = String)]
    item: ItemId,
    /// Where it stands.
    #[schema(schema_with = schema::item_status)]
    status: Status,
    /// How it came there.
    because: Vec<String>,
    /// What stands in the way of its start, or keeps a stage from ending.
    blocks: Vec<InTheWay>,
    /// What happens when it is done.
    then: Vec<String>,
    /// How its deadline came about, line by line.
    clock: Vec<String>,
}

/// One thing that stands in the way.
#[derive(Serialize, ToSchema)]
pub(super) struct InTheWay {
    /// Its stable code.
    code: String,
    /// What it is.
    message: String,
    /// Who or what can lift it.
    lifted_by: Option<String>,
}

/// Why an item stands as it does: what stands in the way, who can change it, and what would happen then.
#[utoipa::path(
    get, path = "/cases/{case}/items/{item}/why", tag = "cases",
    params(
        ("case" = uuid::Uuid, Path, description = "The case."),
        ("item" = String, Path, description = "The item's name in the flow."),
    ),
    responses((status = 200, body = Why)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Path((case, item)): Path<(CaseId, String)>,
) -> Result<Json<Why>, Problem> {
    let by = signed.by();
    let look = signed.look(Object::Why).for_(Purpose::Task(item.clone()));
    let read = app.engine.read(signed.tenant, &by, case, &look).await?;
    let item = ItemId::with_row(&item).ok();
    let why = item.and_then(|item| why_seen(&read.view(), &read.eyes(&by), &item));
    let why = why.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    Ok(Json(Why {
        item: why.item,
        status: why.status,
        because: said(&why.because, language),
        blocks: why
            .blocks
            .iter()
            .map(|block| in_the_way(block, language))
            .collect(),
        then: said(&why.then, language),
        clock: said(&why.clock, language),
    }))
}

/// Sentences in the reader's language.
pub(super) fn said(messages: &[Message], language: Language) -> Vec<String> {
    messages.iter().map(|message| say(message, language)).collect()
}

fn in_the_way(block: &Block, language: Language) -> InTheWay {
    InTheWay {
        code: block.code.clone(),
        message: say(&block.message, language),
        lifted_by: block.lifted_by.as_ref().map(|who| say(who, language)),
    }
}

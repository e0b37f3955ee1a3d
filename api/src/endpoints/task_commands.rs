//! The commands of everyday work, each at an address of its own.

use axum::extract::{Path, State};
use axum::response::Response;
use samspil_core::case::Asked;
use samspil_core::id::{CaseId, ItemId, PartyId};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::command::Changed;
use super::commands::done;
use super::headers::{Key, Seen};
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// A form's data.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Sections of fields, as the flow declares them.
    #[serde(default)]
    #[schema(schema_with = schema::object)]
    data: Value,
}

/// To whom.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOwner {
    /// The party's name.
    to: String,
    /// Why.
    #[serde(default)]
    reason: Option<String>,
}

fn named(item: &str) -> Result<ItemId, Problem> {
    ItemId::with_row(item).map_err(|_| Problem::new(Kind::NOT_FOUND))
}

macro_rules! task_command {
    ($(#[$doc:meta])* $name:ident, $path:literal, $($body:ident: $shape:ty,)? |$item:ident| $asked:expr) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, tag = "commands", $(request_body = $shape,)?
            params(
                ("case" = uuid::Uuid, Path, description = "The case."),
                ("item" = String, Path, description = "The item's name in the flow."),
            ),
            responses((status = 200, body = Changed, description = "It is done, and kept.")),
        )]
        pub(super) async fn $name(
            State(app): State<App>,
            signed: Signed,
            Path((case, item)): Path<(CaseId, String)>,
            Key(key): Key,
            Seen(seen): Seen,
            $(Json($body): Json<$shape>,)?
        ) -> Result<Response, Problem> {
            let $item = named(&item)?;
            done(&app, &signed, (case, $asked), seen, key).await
        }
    };
}

task_command! {
    /// Takes a task on.
    claim, "/cases/{case}/tasks/{item}/claim", |item| Asked::Claim { item }
}

task_command! {
    /// Lets a task go.
    release, "/cases/{case}/tasks/{item}/release", |item| Asked::Release { item }
}

task_command! {
    /// Does a task, with its form's data.
    complete, "/cases/{case}/tasks/{item}/complete", form: Form,
    |item| Asked::Complete { item, data: form.data }
}

task_command! {
    /// Keeps what is written in a task's form without sending it.
    draft, "/cases/{case}/tasks/{item}/draft", form: Form,
    |item| Asked::SaveDraft { item, data: form.data }
}

task_command! {
    /// Gives a task to another party on the same side.
    hand_over, "/cases/{case}/tasks/{item}/hand-over", body: NewOwner,
    |item| Asked::HandOver { item, to: party(&body)?, reason: body.reason }
}

fn party(body: &NewOwner) -> Result<PartyId, Problem> {
    PartyId::new(&body.to).map_err(|_| {
        let wrong = Problem::new(Kind::WRONG_VALUE);
        wrong
            .detail(
                samspil_core::text::Message::new("problem-wrong-choice-detail")
                    .with("name", body.to.as_str()),
            )
            .pointer("/to".to_owned())
    })
}

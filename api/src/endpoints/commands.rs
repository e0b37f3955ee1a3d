//! Whatever may be asked of a case, at one address.

use std::borrow::Cow;

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use samspil_core::case::Asked;
use samspil_core::id::{CaseId, CommandId};
use samspil_runtime::Ask;
use serde_json::{Map, Value};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::command::{
    Activate, Added, Arranged, Bind, Changed, Consented, Data, Deviation, Dispatched, Extension, HandOver,
    OfClock, OfConsent, OfItem, Opening, PassedOn, Piece, Plain, Protected, Reason, Sent, WithForm, read,
};
use super::headers::{Key, Seen, tag};
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::Problem;

/// A command: `do` says what, the rest is what that needs.
pub(super) struct Command;

/// A command's word, what it means, and what it needs beside it.
type Described = (&'static str, &'static str, fn() -> RefOr<Schema>);

/// All commands, for the document.
const COMMANDS: &[Described] = &[
    (
        "activate",
        "Start an item that waits for a hand. Out of turn it takes a reason.",
        Activate::schema,
    ),
    ("claim", "Take a task on.", OfItem::schema),
    ("release", "Let a task go.", OfItem::schema),
    (
        "hand_over",
        "Give a task to another party on the same side.",
        HandOver::schema,
    ),
    (
        "save_draft",
        "Keep what is written in a form without sending it.",
        WithForm::schema,
    ),
    ("complete", "Do it, with its form's data.", WithForm::schema),
    (
        "arrange",
        "Agree when and where a meeting is to be, or move it.",
        Arranged::schema,
    ),
    (
        "call_off",
        "Call off what was agreed; the meeting itself stays to be held.",
        Deviation::schema,
    ),
    (
        "dispatch",
        "Say what has become of a letter: sent, received on a day that somebody can show, or not come. One that did not come \
         opens work for whoever sent it, and nothing runs from its receipt.",
        Dispatched::schema,
    ),
    ("skip", "Leave it out.", Deviation::schema),
    ("redo", "Have it done anew.", Deviation::schema),
    ("cancel", "End it undone.", Deviation::schema),
    (
        "finish",
        "Say that enough rows are done of what is there once for each row.",
        Deviation::schema,
    ),
    (
        "rest",
        "Lay it to rest: it stays open, and nothing of it is done meanwhile.",
        Deviation::schema,
    ),
    ("go_on", "Let it go on after a rest.", OfItem::schema),
    ("fail", "Give it up as failed.", Deviation::schema),
    (
        "take_out",
        "Take an item out of play that nobody has begun.",
        OfItem::schema,
    ),
    ("bring_back", "Bring an item back into play.", OfItem::schema),
    ("add", "Add work that the flow did not plan.", Added::schema),
    ("add_piece", "Add a piece of work that lies ready.", Piece::schema),
    ("set", "Set data outside any form.", Data::schema),
    (
        "bind",
        "Bind a party to these units and people and to no others.",
        Bind::schema,
    ),
    (
        "pass_on",
        "Bind a party to others in place of whoever leaves, with a note that they find among their work.",
        PassedOn::schema,
    ),
    (
        "give_consent",
        "Take down a consent of the citizen's: what a party that needs it may see.",
        Consented::schema,
    ),
    (
        "withdraw_consent",
        "Take a consent back. It ends at once.",
        OfConsent::schema,
    ),
    (
        "protect",
        "Say what of the citizen is protected.",
        Protected::schema,
    ),
    (
        "open_with_reason",
        "Open a case that you have nothing to do with, to read it for some hours. Its owner and their leader are told.",
        Opening::schema,
    ),
    ("message", "A message from outside.", Sent::schema),
    ("hold", "Put the case on hold.", Reason::schema),
    ("resume", "Let the case go on.", Plain::schema),
    (
        "close",
        "Close a case in which nothing is owed and nothing more is waited for.",
        Plain::schema,
    ),
    (
        "terminate",
        "End the case before its work is done.",
        Reason::schema,
    ),
    ("reopen", "Open the case again.", Reason::schema),
    (
        "extend",
        "Put the end of a clock off, within what its rule allows.",
        Extension::schema,
    ),
    (
        "acknowledge",
        "Have it known that somebody has seen what a clock's rungs have said, and is on it.",
        OfClock::schema,
    ),
];

impl PartialSchema for Command {
    fn schema() -> RefOr<Schema> {
        let about = "A command: `do` says what, the rest is what that needs.";
        let mut one_of = OneOfBuilder::new().description(Some(about));
        for (word, means, shape) in COMMANDS {
            let RefOr::T(Schema::Object(mut object)) = shape() else {
                continue;
            };
            let tag = ObjectBuilder::new()
                .schema_type(Type::String)
                .enum_values(Some([*word]));
            object
                .properties
                .insert("do".to_owned(), RefOr::T(Schema::Object(tag.build())));
            object.required.insert(0, "do".to_owned());
            object.title = Some((*word).to_owned());
            object.description = Some((*means).to_owned());
            one_of = one_of.item(object);
        }
        one_of.into()
    }
}

impl ToSchema for Command {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Command")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push(("Bound".to_owned(), super::command::Bound::schema()));
    }
}

/// Asks something of a case. With `If-Match` it is done only where the case is still at that version.
#[utoipa::path(
    post, path = "/cases/{case}/commands", tag = "commands", request_body = Command,
    params(("case" = uuid::Uuid, Path, description = "The case.")),
    responses((status = 200, body = Changed, description = "It is done, and kept.")),
)]
pub(super) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Path(case): Path<CaseId>,
    Key(key): Key,
    Seen(seen): Seen,
    Json(body): Json<Map<String, Value>>,
) -> Result<Response, Problem> {
    let what = read(&app, (&signed, case), body).await?;
    done(&app, &signed, (case, what), seen, key).await
}

/// Asks it of the engine and answers with the case's new version.
pub(super) async fn done(
    app: &App,
    signed: &Signed,
    (case, what): (CaseId, Asked),
    seen: Option<u64>,
    key: CommandId,
) -> Result<Response, Problem> {
    let ask = Ask { case, what, seen };
    let answer = app.engine.ask(signed.tenant, signed.by(), ask, Some(key)).await?;
    Ok(([tag(answer.version)], Body(Changed::from(&answer))).into_response())
}

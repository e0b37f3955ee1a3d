//! Handing several tasks on at once.

use axum::extract::State;
use samspil_core::id::{CaseId, ItemId, PersonId, UnitId};
use samspil_core::text::Message;
use samspil_runtime::{HandOn, MAX_HANDED_ON};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::headers::Key;
use super::schema;
use crate::app::App;
use crate::hand_on::{code, colleague, unit};
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// An open task.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChosenTask {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// The item's name.
    item: String,
}

/// Which tasks, to whom and why: a colleague or a unit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToHandOn {
    /// The tasks, 100 at most.
    tasks: Vec<ChosenTask>,
    /// The colleague, in whose hands each task is laid that they act for the owner of.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    person: Option<PersonId>,
    /// The unit, whose party in each case gets the task.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    unit: Option<UnitId>,
    /// Why; it stands in the history of each case.
    reason: String,
}

/// A task that went over.
#[derive(Serialize, ToSchema)]
struct HandedTask {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// The item's name.
    item: String,
}

/// A task that stayed where it was.
#[derive(Serialize, ToSchema)]
struct StayedTask {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// The item's name.
    item: String,
    /// Why, as a stable code.
    code: String,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
pub(super) struct TasksHandedOn {
    /// The tasks that went over.
    done: Vec<HandedTask>,
    /// Those that did not.
    stayed: Vec<StayedTask>,
}

fn wrong(pointer: &str, key: &str) -> Problem {
    let wrong = Problem::new(Kind::WRONG_VALUE).detail(Message::new(key));
    wrong.pointer(pointer.to_owned())
}

/// Hands several tasks on to a colleague or a unit: a command to each task, each by itself. Sent again with the same key,
/// what went over stays so and the rest is tried.
#[utoipa::path(
    post, path = "/tasks/hand-on", tag = "tasks", request_body = ToHandOn,
    responses((status = 200, body = TasksHandedOn)),
)]
pub(super) async fn hand_on(
    State(app): State<App>,
    signed: Signed,
    key: Key,
    Json(wanted): Json<ToHandOn>,
) -> Result<axum::Json<TasksHandedOn>, Problem> {
    if wanted.tasks.len() > MAX_HANDED_ON {
        let most = i64::try_from(MAX_HANDED_ON).unwrap_or(i64::MAX);
        let detail = Message::new("hand-on-too-many").with("most", most);
        return Err(Problem::new(Kind::WRONG_VALUE)
            .detail(detail)
            .pointer("/tasks".to_owned()));
    }
    let to = match (wanted.person, wanted.unit) {
        (Some(person), None) => colleague(&app, signed.tenant, person).await?,
        (None, Some(of)) => unit(&app, signed.tenant, of).await?,
        _ => None,
    };
    let to = to.ok_or_else(|| {
        let place = if wanted.unit.is_some() { "/unit" } else { "/person" };
        wrong(place, "hand-on-to-missing")
    })?;
    let mut tasks = Vec::new();
    for (place, task) in wanted.tasks.iter().enumerate() {
        let item = ItemId::with_row(&task.item);
        let item = item.map_err(|_| wrong(&format!("/tasks/{place}/item"), "hand-on-not-there"))?;
        tasks.push((task.case, item));
    }
    let wanted = HandOn {
        tasks,
        to,
        reason: wanted.reason,
    };
    let handed = app
        .engine
        .hand_on(signed.tenant, &signed.by(), &wanted, key.0)
        .await?;
    let done = handed.done.into_iter().map(|(case, item)| HandedTask {
        case,
        item: item.to_string(),
    });
    let stayed = handed.stayed.into_iter().map(|(case, item, why)| StayedTask {
        case,
        item: item.to_string(),
        code: code(&why),
    });
    Ok(axum::Json(TasksHandedOn {
        done: done.collect(),
        stayed: stayed.collect(),
    }))
}

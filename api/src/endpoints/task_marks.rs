//! What a person notes of a task for themselves.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use samspil_core::id::CaseId;
use samspil_core::text::Message;
use samspil_runtime::{MAX_TAG_CHARS, MAX_TAGS, MarkRefused};
use samspil_store::{TaskMark, TaskPriority};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// How much a task presses, for one person.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Presses {
    /// Before others.
    High,
    /// After others.
    Low,
}

impl From<Presses> for TaskPriority {
    fn from(presses: Presses) -> Self {
        match presses {
            Presses::High => Self::High,
            Presses::Low => Self::Low,
        }
    }
}

impl From<TaskPriority> for Presses {
    fn from(priority: TaskPriority) -> Self {
        match priority {
            TaskPriority::High => Self::High,
            TaskPriority::Low => Self::Low,
        }
    }
}

/// What you note of a task for yourself; nobody else sees it, and it goes away with the task.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Mark {
    /// When you will follow up, which is no deadline.
    #[serde(default)]
    follow_up: Option<NaiveDate>,
    /// How much it presses; as others do where nothing is said.
    #[serde(default)]
    priority: Option<Presses>,
    /// Words of your own: 5 at most, each of 30 characters at most.
    #[serde(default)]
    tags: Vec<String>,
}

impl From<&TaskMark> for Mark {
    fn from(mark: &TaskMark) -> Self {
        Self {
            follow_up: mark.follow_up,
            priority: mark.priority.map(Presses::from),
            tags: mark.tags.clone(),
        }
    }
}

/// Notes something of a task, in place of what you had noted; what says nothing takes it away.
#[utoipa::path(
    put, path = "/cases/{case}/tasks/{item}/mark", tag = "tasks", request_body = Mark,
    params(
        ("case" = uuid::Uuid, Path, description = "The case."),
        ("item" = String, Path, description = "The item's name in the flow."),
    ),
    responses((status = 204, description = "It is kept.")),
)]
pub(super) async fn mark(
    State(app): State<App>,
    signed: Signed,
    Path((case, item)): Path<(CaseId, String)>,
    Json(wanted): Json<Mark>,
) -> Result<StatusCode, Problem> {
    let missing = || Problem::new(Kind::NOT_FOUND);
    let by = signed.by();
    let task = app.engine.task_to_mark(signed.tenant, &by, (case, &item)).await?;
    let mark = TaskMark {
        case,
        item,
        round: task.ok_or_else(missing)?.round,
        follow_up: wanted.follow_up,
        priority: wanted.priority.map(TaskPriority::from),
        tags: wanted.tags,
    };
    match app.engine.mark_task(signed.tenant, &by, mark).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(MarkRefused::NotThere) => Err(missing()),
        Err(MarkRefused::Failure(failure)) => Err(failure.into()),
        Err(MarkRefused::TooMuch) => {
            let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
            let message = Message::new("mark-too-much")
                .with("most", number(MAX_TAGS))
                .with("longest", number(MAX_TAG_CHARS));
            let wrong = Problem::new(Kind::WRONG_VALUE).detail(message);
            Err(wrong.pointer("/tags".to_owned()))
        }
    }
}

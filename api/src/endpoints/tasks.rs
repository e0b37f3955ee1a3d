//! Task lists.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{CaseId, PersonId, UnitId};
use samspil_core::text::Text;
use samspil_runtime::{By, Marks, Object, TaskList, TaskOf};
use samspil_store::{TaskMark, TaskOrder, TaskRow};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::{PAGE, Query};
use super::schema::{self, Words};
use super::task_marks::{Mark, Presses};
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Whose tasks.
#[derive(Clone, Copy, Deserialize, ToSchema, Default)]
#[serde(rename_all = "snake_case")]
pub(super) enum Whose {
    /// What you have taken on, and what is yours alone.
    #[default]
    Mine,
    /// What belongs to your units.
    Units,
    /// What you wait for: others' tasks in your cases.
    Waiting,
}

/// The order of a list; what a ladder has put first comes first in each.
#[derive(Clone, Copy, Deserialize, ToSchema, Default)]
#[serde(rename_all = "snake_case")]
pub(super) enum Order {
    /// Soonest due first, those with no due date last.
    #[default]
    Due,
    /// Newest first.
    Newest,
    /// By the day on which you will follow up, soonest first; those of which you have noted none come last.
    FollowUp,
}

/// Which tasks.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Whose; yours where nothing is said.
    #[param(inline)]
    #[serde(default)]
    whose: Whose,
    /// Only those that are late.
    #[serde(default)]
    overdue: bool,
    /// Only those nobody has taken on.
    #[serde(default)]
    unclaimed: bool,
    /// Only those that you have noted something of.
    #[serde(default)]
    marked: bool,
    /// Only those that you will follow up on this day or before.
    follow_up_until: Option<NaiveDate>,
    /// Only those that press so for you.
    #[param(inline)]
    priority: Option<Presses>,
    /// Only those with this word of yours.
    tag: Option<String>,
    /// The order; by due date where nothing is said.
    #[param(inline)]
    #[serde(default)]
    order: Order,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// The most rows: 50 where nothing is said, 100 at most. A page may hold fewer and still have a next.
    limit: Option<u32>,
}

/// A page of tasks.
#[derive(Serialize, ToSchema)]
pub(super) struct Tasks {
    /// The tasks.
    rows: Vec<Task>,
    /// Where the next page begins, where there is one.
    next: Option<String>,
}

/// An open task.
#[derive(Serialize, ToSchema)]
pub(super) struct Task {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// What the case is called.
    case_title: String,
    /// The flow's title.
    #[schema(value_type = Words)]
    flow_title: Text,
    /// The item's name.
    item: String,
    /// The round.
    round: u32,
    /// What people call it.
    #[schema(value_type = Words)]
    title: Text,
    /// The party that owns it.
    party: String,
    /// What people call that party.
    #[schema(value_type = Words)]
    party_title: Text,
    /// The unit that owns it.
    #[schema(value_type = Option<uuid::Uuid>)]
    unit: Option<UnitId>,
    /// The person who alone owns it.
    #[schema(value_type = Option<uuid::Uuid>)]
    person: Option<PersonId>,
    /// Who has taken it on.
    #[schema(value_type = Option<uuid::Uuid>)]
    claimed_by: Option<PersonId>,
    /// In whose stead it is yours, where it is not yours yourself.
    #[schema(value_type = Option<uuid::Uuid>)]
    in_stead_of: Option<PersonId>,
    /// When it opened.
    opened_at: DateTime<Utc>,
    /// When it is due.
    due: Option<DateTime<Utc>>,
    /// When it should be planned for.
    plan_by: Option<DateTime<Utc>>,
    /// Whether someone else's work made it owed.
    owed: bool,
    /// Put first by a ladder.
    raised: bool,
    /// What you have noted of it.
    mark: Option<Mark>,
}

impl Task {
    /// The row, with what its reader has noted of it.
    fn of((case, row): (CaseId, TaskRow), marks: &[TaskMark], by: &By) -> Self {
        let own = marks.iter().find(|mark| mark.is_of(case, &row));
        let in_stead_of = by.stead_of(&row);
        Self {
            mark: own.map(Mark::from),
            case,
            case_title: row.case_title,
            flow_title: row.flow_title,
            item: row.item,
            round: row.round,
            title: row.title,
            party: row.party,
            party_title: row.party_title,
            unit: row.unit,
            person: row.person,
            claimed_by: row.claimed_by,
            in_stead_of,
            opened_at: row.opened_at,
            due: row.due,
            plan_by: row.plan_by,
            owed: row.owed,
            raised: row.raised,
        }
    }
}

/// Open tasks: yours, your units', or those that you wait for.
#[utoipa::path(get, path = "/tasks", tag = "tasks", params(Wanted), responses((status = 200, body = Tasks)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Tasks>, Problem> {
    let marks = Marks {
        follow_up_until: wanted.follow_up_until,
        priority: wanted.priority.map(Into::into),
        tag: wanted.tag,
    };
    let list = TaskList {
        of: match wanted.whose {
            Whose::Mine => TaskOf::Mine,
            Whose::Units => TaskOf::Units,
            Whose::Waiting => TaskOf::Others,
        },
        overdue: wanted.overdue,
        unclaimed: wanted.unclaimed,
        marked: (wanted.marked || marks != Marks::default()).then_some(marks),
        order: match wanted.order {
            Order::Due => TaskOrder::Due,
            Order::Newest => TaskOrder::Newest,
            Order::FollowUp => TaskOrder::FollowUp(signed.person),
        },
        after: wanted.after,
        limit: wanted.limit.unwrap_or(PAGE),
    };
    let by = signed.by();
    let page = app
        .engine
        .tasks(signed.tenant, &by, &list, &signed.look(Object::Tasks))
        .await?;
    let marks = app
        .engine
        .store()
        .task_marks(signed.tenant, signed.person)
        .await?;
    let rows = page.rows.into_iter();
    Ok(Json(Tasks {
        rows: rows.map(|row| Task::of(row, &marks, &by)).collect(),
        next: page.next,
    }))
}

//! The history of a case.

use axum::Json;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use samspil_core::case::{Change, Event, to_json};
use samspil_core::flow::Value as Datum;
use samspil_core::id::CaseId;
use samspil_runtime::{Object, Past};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use super::query::{PAGE, Query};
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// Which part of the history.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The number of the event after which the page begins: `next` of the page before.
    after: Option<u64>,
    /// The most events: 50 where nothing is said, 100 at most.
    limit: Option<u32>,
}

/// A page of a history, oldest first.
#[derive(Serialize, ToSchema)]
pub(super) struct History {
    /// The events. Those of which you see nothing are not here, so numbers may have gaps.
    events: Vec<PastEvent>,
    /// The number after which the next page begins, where there is one.
    next: Option<u64>,
}

/// One event.
#[derive(Serialize, ToSchema)]
pub(super) struct PastEvent {
    /// Its number in the case, from 1; the case had this version after it.
    number: u64,
    /// When it happened.
    at: DateTime<Utc>,
    /// By whom; none where it was erased.
    #[schema(schema_with = schema::object_or_null)]
    by: Option<Value>,
    /// What changed, as far as you see it; nothing where it was erased.
    #[schema(schema_with = schema::changes)]
    changes: Vec<Value>,
}

/// The history of a case, as you may see it.
#[utoipa::path(
    get, path = "/cases/{case}/events", tag = "cases",
    params(("case" = uuid::Uuid, Path, description = "The case."), Wanted),
    responses((status = 200, body = History)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path(case): Path<CaseId>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<History>, Problem> {
    let (after, limit) = (wanted.after.unwrap_or_default(), wanted.limit.unwrap_or(PAGE));
    let history = app
        .engine
        .history(
            signed.tenant,
            &signed.by(),
            case,
            (after, limit),
            &signed.look(Object::History),
        )
        .await?;
    Ok(Json(History {
        events: history.events.into_iter().map(told).collect(),
        next: history.next,
    }))
}

fn told(past: Past) -> PastEvent {
    let (by, changes) = match &past.event {
        Some(event) => (serde_json::to_value(&event.by).ok(), changes(event)),
        None => (None, Vec::new()),
    };
    PastEvent {
        number: past.number,
        at: past.at,
        by,
        changes,
    }
}

fn changes(event: &Event) -> Vec<Value> {
    event.changes.iter().filter_map(change).collect()
}

/// A change as programs read it: values as they are in data, not as the core keeps them.
fn change(change: &Change) -> Option<Value> {
    let mut told = serde_json::to_value(change).ok()?;
    if let Change::DataSet { values } = change {
        let plain = |value: &Option<Datum>| value.as_ref().map_or(Value::Null, to_json);
        let values: Map<String, Value> = values
            .iter()
            .map(|(path, value)| (path.to_string(), plain(value)))
            .collect();
        told.as_object_mut()?
            .insert("values".to_owned(), Value::Object(values));
    }
    Some(told)
}

#[cfg(test)]
mod tests {
    use samspil_core::id::FieldPath;
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_told_as_data() {
        let path = |text: &str| FieldPath::new(text).unwrap();
        let values = [
            (path("d.n"), Some(Datum::Integer(3))),
            (path("d.gone"), None),
            (path("d.money"), Some(Datum::Money("10.50".parse().unwrap()))),
        ];
        let set = Change::DataSet {
            values: values.into(),
        };
        let expected = json!({"is": "data_set", "values": {"d.gone": null, "d.money": "10.50", "d.n": 3}});
        assert_eq!(change(&set), Some(expected));
        assert_eq!(change(&Change::Closed), Some(json!({"is": "closed"})));
    }
}

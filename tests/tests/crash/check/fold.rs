//! A case's state as its events make it: no more than the two flows of the test can bring about, and strict, so that a
//! change nobody expects is a complaint.

use serde_json::{Map, Value as Json, json};

/// The state after these events, in the form of a snapshot; what is wrong where an event does not fit.
pub(super) fn fold(events: &[Json]) -> Result<Json, String> {
    let mut case = Map::new();
    for part in ["data", "parties", "items", "clocks"] {
        case.insert(part.to_owned(), json!({}));
    }
    let mut case = Json::Object(case);
    for event in events {
        let changes = event["changes"].as_array().ok_or("an event without changes")?;
        for change in changes {
            apply(&mut case, &event["at"], change)?;
        }
    }
    case["version"] = json!(events.len());
    if let Some(parts) = case.as_object_mut() {
        parts.retain(|_, part| part.as_object().is_none_or(|part| !part.is_empty()));
    }
    Ok(case)
}

fn apply(case: &mut Json, at: &Json, change: &Json) -> Result<(), String> {
    let text = |name: &str| change[name].as_str().unwrap_or_default();
    match text("is") {
        "case_started" => {
            if !case["id"].is_null() {
                return Err("it begins twice".to_owned());
            }
            for name in ["id", "flow", "flow_version", "title"] {
                case[name] = change[name].clone();
            }
            case["started_at"] = at.clone();
            case["standing"] = json!("open");
        }
        "party_bound" => case["parties"][text("party")] = change["to"].clone(),
        "data_set" => {
            for (field, value) in change["values"].as_object().into_iter().flatten() {
                case["data"][field] = value.clone();
            }
        }
        "opened" | "done" => item(&mut case["items"][text("item")], at, change)?,
        "clock_started" | "clock_met" | "clock_breached" | "rung_taken" => {
            clock(&mut case["clocks"][text("clock")], at, change)?;
        }
        "closed" => {
            case["standing"] = json!("closed");
            case["stood_still_at"] = at.clone();
        }
        other => return Err(format!("nothing here brings about {other}")),
    }
    Ok(())
}

fn item(item: &mut Json, at: &Json, change: &Json) -> Result<(), String> {
    match (change["is"].as_str(), item["status"].as_str()) {
        (Some("opened"), None) => {
            *item = json!({"status": "active", "round": change["round"], "opened_at": at, "begun": true});
        }
        (Some("done"), Some("active")) => {
            item["status"] = json!("done");
            item["times"] = json!(1);
            item["came"] = json!(1);
            item["happened"] = json!(true);
            item["happened_at"] = at.clone();
            item["ended_at"] = at.clone();
            if !change["person"].is_null() {
                item["done_by"] = change["person"].clone();
            }
        }
        (_, status) => return Err(format!("{change} where the item is {status:?}")),
    }
    Ok(())
}

fn clock(clock: &mut Json, at: &Json, change: &Json) -> Result<(), String> {
    let running = clock["standing"] == "running";
    match change["is"].as_str() {
        Some("clock_started") if clock.is_null() => {
            *clock = json!({"standing": "running", "counted_at": at});
            for name in ["round", "starts", "due", "plan_by"] {
                clock[name] = change[name].clone();
            }
        }
        Some("clock_met") if running => {
            clock["standing"] = json!("met");
            clock["ended_at"] = at.clone();
        }
        Some("clock_breached") if running && clock["breached_at"].is_null() => {
            clock["breached_at"] = at.clone();
        }
        Some("rung_taken") if running => {
            let rung = change["rung"].to_string();
            if !clock["rungs"][&rung].is_null() {
                return Err(format!("{change} for the second time"));
            }
            clock["rungs"][&rung] = json!({"at": change["at"], "times": change["times"], "to": change["to"]});
        }
        _ => return Err(format!("{change} where the clock is {clock}")),
    }
    Ok(())
}

//! A scenario file, read strictly against the flow that it tries.

use samspil_core::flow::Flow;
use samspil_core::flow::yaml::tree;
use serde_json::Value as Json;

use super::reading::{Reading, may, must};
use super::steps::step;
use super::{Fault, Scenario};

/// Reads a scenario; `other` is the other flow of a pair. All that is wrong with it is said at once, in the order of its places.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn read(text: &str, flow: &Flow, other: Option<&Flow>) -> Result<Scenario, Vec<Fault>> {
    let (root, findings) = tree(text);
    let faults = findings
        .into_iter()
        .map(|finding| Fault {
            place: finding.place,
            what: finding.what,
            hint: finding.hint,
        })
        .collect();
    let mut out = Reading { flow, other, faults };
    let scenario = root.and_then(|root| {
        let keys = [must("scenario"), must("starts"), may("data"), must("steps")];
        let keys = out.open(&root, root.place, &keys)?;
        let title = keys.get("scenario").and_then(|entry| out.title(entry));
        let starts = keys.get("starts").and_then(|entry| out.moment(entry));
        let data = keys.get("data").map_or(Json::Null, |entry| entry.value.to_json());
        let steps = keys.get("steps").map(|entry| out.list(entry)).unwrap_or_default();
        let steps = steps.iter().filter_map(|node| step(node, &mut out)).collect();
        Some(Scenario {
            title: title?,
            starts: starts?,
            data,
            steps,
        })
    });
    let mut faults = out.faults;
    faults.sort_by_key(|fault| fault.place);
    scenario.filter(|_| faults.is_empty()).ok_or(faults)
}

//! Steps about who may see the case: whom a party is bound to, what the citizen consents to, and what is protected.

use std::collections::BTreeSet;

use samspil_core::case::{Asked, Protection};
use samspil_core::flow::yaml::{Entry, Kind, Node};
use serde_json::json;

use super::reading::{Opened, Reading, Rule, may, must};

/// What stands beside whom a party is bound to.
pub(super) const BIND: [Rule; 1] = [must("whom")];

/// What stands beside to whom a consent is given.
pub(super) const CONSENT: [Rule; 4] = [may("covers"), must("how"), may("given_by"), may("until")];

/// What the step asks; none for a word that is about something else.
pub(super) fn asked(name: &str, own: &Entry, keys: &Opened<'_>, out: &mut Reading<'_>) -> Option<Asked> {
    let asked = match name {
        "bind" => {
            let party = out.party(&own.value)?;
            json!({ "do": "bind", "party": party, "to": keys.get("whom")?.value.to_json() })
        }
        "consent" => {
            let mut terms = json!({ "party": out.party(&own.value)? });
            for key in ["how", "given_by", "until"] {
                if let Some(entry) = keys.get(key) {
                    terms[key] = entry.value.to_json();
                }
            }
            if let Some(covers) = keys.get("covers") {
                terms["covers"] = json!(words(&covers.value, out));
            }
            json!({ "do": "give_consent", "terms": terms })
        }
        "withdraw" => {
            let number: Option<u32> = out.text(&own.value)?.parse().ok();
            json!({ "do": "withdraw_consent", "number": number })
        }
        "protect" => {
            let what = words(&own.value, out);
            let protection = Protection {
                name: what.contains("name"),
                address: what.contains("address"),
            };
            json!({ "do": "protect", "protection": protection })
        }
        _ => return None,
    };
    let read = serde_json::from_value(asked);
    if read.is_err() {
        out.wants(own.key.place, "scenario-wants-trust");
    }
    read.ok()
}

/// One word or several.
fn words(node: &Node, out: &mut Reading<'_>) -> BTreeSet<String> {
    match &node.kind {
        Kind::List(parts) => parts
            .iter()
            .filter_map(|part| out.text(part).map(str::to_owned))
            .collect(),
        _ => out.text(node).map(str::to_owned).into_iter().collect(),
    }
}

//! A case that has had many events.

use std::sync::Arc;

use samspil_core::case::{Asked, Binding};
use samspil_core::id::{CaseId, CommandId, ItemId, PartyId, TenantId};
use samspil_runtime::{Ask, Begin, Engine};
use serde_json::json;

use crate::bench::work::{completion, units};

/// The flow.
const FLOW: &str = include_str!("notes.yaml");

/// Begins a case and writes notes in it until it has had so many events.
pub(super) async fn case_with(engine: &Arc<Engine>, tenant: TenantId, events: u64) -> Result<CaseId, String> {
    let fault = |failure: samspil_runtime::Failure| failure.to_string();
    let published = engine.publish(tenant, FLOW, "bench").await;
    published.map_err(|error| error.to_string())?;
    let [(authority, _), (provider, _)] = units();
    let party = |name: &str, unit| {
        let binding = Binding::to(Some(unit), None);
        PartyId::new(name)
            .map(|party| (party, vec![binding]))
            .map_err(|_| name.to_owned())
    };
    let begin = Begin {
        flow: "bench-notes".to_owned(),
        version: None,
        title: "En lang sag".to_owned(),
        parties: [party("authority", authority)?, party("provider", provider)?]
            .into_iter()
            .collect(),
        data: json!({"plan": {"words": "Jeg vil selv", "purpose": "En rolig hverdag"}}),
    };
    // Who begins the reference work, and who delivers it.
    let (starter, _) = crate::bench::work::begin(0);
    let (writer, _, _) = completion(2).ok_or("nobody delivers")?;
    let mut answer = engine.begin(tenant, starter, begin, None).await.map_err(fault)?;
    let case = answer.case;
    let item = ItemId::new("note").map_err(|_| "note")?;
    // Each note is an event at the least.
    for number in 0..events {
        if answer.version >= events {
            break;
        }
        let what = Asked::Complete {
            item: item.clone(),
            data: json!({"day": {"note": format!("Dag {number}: det gik som ventet")}}),
        };
        let ask = Ask {
            case,
            what,
            seen: None,
        };
        let key = CommandId(engine.ids().next());
        answer = engine
            .ask(tenant, writer.clone(), ask, Some(key))
            .await
            .map_err(fault)?;
    }
    Ok(case)
}

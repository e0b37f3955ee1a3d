//! What one case wants done in another: sub-cases begin and end, and tell the case that they belong to that they have ended;
//! and what one of two paired cases says, the other hears.
//!
//! An errand lies in the outbox with the event that caused it, and is run until it has succeeded: perhaps twice, by two
//! nodes, or after a node that stopped in the middle. Each of its steps is known by the case that it changes, so that it
//! counts once.

use std::collections::BTreeMap;

use samspil_core::case::{Asked, Binding, Case, Effect, Parent, Protection, Start, Subcase, as_sections};
use samspil_core::flow::Value;
use samspil_core::id::{CaseId, CommandId, FieldPath, FlowId, PartyId, TenantId};
use samspil_core::text::Message;
use samspil_store::{About, Outgoing};

use crate::citizens::people_of;
use crate::engine::Engine;
use crate::pairs::Said;
use crate::rows::{Key, id_of, sum_of};
use crate::writer::{Command, Wanted};
use crate::{By, Failure};

/// Why an errand could not be run.
pub(crate) enum Stuck {
    /// It is tried again; nobody need look.
    ForNow,
    /// Somebody must look at this; it is tried again meanwhile.
    Until(Message),
}

/// Runs what an errand asks.
pub(crate) async fn run(engine: &Engine, errand: &Outgoing, effect: Effect) -> Result<(), Stuck> {
    let (tenant, case) = (errand.tenant, errand.case);
    match effect {
        Effect::BeginCase {
            flow,
            title,
            parent,
            parties,
            data,
            protection,
        } => {
            let begin = Beginning {
                flow,
                title,
                parent,
                parties,
                data,
                protection,
            };
            begin.run(engine, tenant).await
        }
        Effect::EndCase {
            case: subcase,
            because,
            reason,
        } => {
            let asked = Asked::EndWithParent { because, reason };
            ask(engine, tenant, subcase, asked).await
        }
        Effect::TellParent {
            parent,
            done,
            reason,
            data,
        } => {
            let asked = Asked::SubcaseEnded {
                item: parent.item,
                round: Some(parent.round),
                case: Some(case),
                done,
                reason,
                data: as_sections(&data),
            };
            ask(engine, tenant, parent.case, asked).await
        }
        Effect::Say {
            pair,
            to,
            begins,
            number,
            at,
            word,
        } => {
            let said = Said {
                pair,
                to,
                begins: begins.map(|begins| *begins),
                number,
                at,
                word,
            };
            said.carry(engine, tenant, case).await
        }
        Effect::Notice { .. } | Effect::Meeting { .. } | Effect::Letter { .. } => Ok(()),
    }
}

/// A sub-case that is to begin.
struct Beginning {
    flow: FlowId,
    title: String,
    parent: Parent,
    parties: BTreeMap<PartyId, Vec<Binding>>,
    data: BTreeMap<FieldPath, Value>,
    protection: Protection,
}

impl Beginning {
    /// Begins the sub-case, unless it is there or nobody wants it any more, and tells the case that it belongs to.
    async fn run(self, engine: &Engine, tenant: TenantId) -> Result<(), Stuck> {
        let (above, round) = (self.parent.case, self.parent.round);
        let subcase = self.id();
        let read = engine.store().load(tenant, &[above, subcase], &[]).await;
        let read = read.map_err(|_| Stuck::ForNow)?;
        let there = read.cases.iter().any(|stored| stored.case == subcase);
        let stored = read.cases.iter().find(|stored| stored.case == above);
        let case = stored.and_then(|stored| serde_json::from_slice::<Case>(&stored.snapshot).ok());
        let Some(case) = case else {
            return Err(Stuck::Until(asked_of("incident-case-unread", above)));
        };
        let known = case.subcase(&self.parent.item, round);
        let told = known.is_none_or(|known| known.case.is_some());
        if told || (!there && !known.is_some_and(Subcase::goes_on)) {
            return Ok(());
        }
        let item = self.parent.item.clone();
        if !there {
            self.begin(engine, tenant, subcase).await?;
        }
        let asked = Asked::SubcaseBegan {
            item,
            round,
            case: subcase,
        };
        ask(engine, tenant, above, asked).await
    }

    async fn begin(self, engine: &Engine, tenant: TenantId, subcase: CaseId) -> Result<(), Stuck> {
        let (above, item, flow) = (self.parent.case, self.parent.item.clone(), self.flow.clone());
        let stuck = |failure: Failure| {
            let what = |key: &str| {
                let message = asked_of(key, above).with("item", item.as_str());
                message.with("flow", flow.as_str())
            };
            match failure {
                Failure::NoFlow => Stuck::Until(what("incident-subcase-no-flow")),
                Failure::Refused(refusal) => {
                    let message = what("incident-subcase-refused").with("code", refusal.code.as_str());
                    Stuck::Until(message.with("why", refusal.message))
                }
                failure => of_failure(failure, above),
            }
        };
        let start = Start {
            id: subcase,
            title: self.title,
            parties: self.parties.into_iter().collect(),
            data: as_sections(&self.data),
            parent: Some(self.parent),
            paired: None,
            protection: self.protection,
        };
        begin_case(engine, tenant, &flow, b"subcase", start, stuck).await
    }

    /// One round of an item is one sub-case, however often it is begun.
    fn id(&self) -> CaseId {
        let parent = &self.parent;
        CaseId(id_of(&[
            b"subcase",
            parent.case.0.as_bytes(),
            parent.item.as_str().as_bytes(),
            &parent.round.to_be_bytes(),
        ]))
    }
}

/// Begins a case of another one by the newest version of its flow, or the one that its units try, once however often it is
/// asked. Parties that the flow does not have are left out.
pub(crate) async fn begin_case(
    engine: &Engine,
    tenant: TenantId,
    flow: &FlowId,
    what: &[u8],
    mut start: Start,
    stuck: impl Fn(Failure) -> Stuck,
) -> Result<(), Stuck> {
    let shared = engine.shared();
    let version = shared.version_for(tenant, flow.as_str(), &start.parties).await;
    let version = version.map_err(|failure| match failure {
        Failure::Store(_) => Stuck::ForNow,
        failure => stuck(failure),
    })?;
    let run = engine.shared().flow(tenant, flow.as_str(), version).await;
    let run = run.map_err(&stuck)?;
    start
        .parties
        .retain(|(party, _)| run.flow.parties.contains_key(party));
    // Somebody may have come under protection since the case that begins this one said so.
    let people = people_of(start.parties.iter().flat_map(|(_, to)| to));
    let hidden = engine.shared().protection_of(tenant, people).await;
    let hidden = hidden.map_err(|_| Stuck::ForNow)?;
    start.protection = Protection {
        name: start.protection.name || hidden.name,
        address: start.protection.address || hidden.address,
    };
    let id = start.id;
    let key = Key {
        // Not the id itself: whoever sends it for a key would be told that the case is there.
        id: CommandId(id_of(&[b"begin", id.0.as_bytes()])),
        body: sum_of(tenant, &[what, id.0.as_bytes()]),
    };
    let wanted = Wanted::Begin {
        flow: flow.to_string(),
        version,
        start: Box::new(start),
    };
    let command = Command {
        key: Some(key),
        ..Command::new(id, By::Engine, wanted)
    };
    let began = engine.send(tenant, command);
    began.await.map(|_| ()).map_err(&stuck)
}

pub(crate) async fn ask(engine: &Engine, tenant: TenantId, case: CaseId, asked: Asked) -> Result<(), Stuck> {
    let answer = engine.send(tenant, Command::new(case, By::Engine, Wanted::Do(asked)));
    answer
        .await
        .map(|_| ())
        .map_err(|failure| of_failure(failure, case))
}

pub(crate) fn of_failure(failure: Failure, case: CaseId) -> Stuck {
    match failure {
        Failure::Store(_)
        | Failure::Busy
        | Failure::Stopping
        | Failure::Contended
        | Failure::Changed { .. } => Stuck::ForNow,
        Failure::Refused(refusal) => {
            let message = asked_of("incident-errand-refused", case).with("code", refusal.code.as_str());
            Stuck::Until(message.with("why", refusal.message))
        }
        failure => Stuck::Until(asked_of("incident-errand-failed", case).with("why", failure.to_string())),
    }
}

pub(crate) fn asked_of(key: &str, case: CaseId) -> Message {
    Message::new(key).with("case", case.0.to_string())
}

/// Says that somebody must look at the link between two cases; no case's own time rests for it.
pub(crate) async fn raise(engine: &Engine, tenant: TenantId, what: &Message) {
    let what = serde_json::to_string(what).unwrap_or_default();
    engine.shared().raise_about(tenant, About::Subcase, &what).await;
}

//! What one of two paired cases says, the other hears. The first thing that is said begins the other case.

use chrono::{DateTime, Utc};
use samspil_core::case::{Asked, Begins, Case, Paired, Start, Word};
use samspil_core::id::{CaseId, TenantId};

use crate::Failure;
use crate::engine::Engine;
use crate::errands::{Stuck, ask, asked_of, begin_case, of_failure};
use crate::rows::id_of;

/// Something that a case said.
pub(crate) struct Said {
    pub(crate) pair: u32,
    /// The other case, as far as the one that said it knew.
    pub(crate) to: Option<CaseId>,
    /// How the other case begins.
    pub(crate) begins: Option<Begins>,
    pub(crate) number: u32,
    pub(crate) at: DateTime<Utc>,
    pub(crate) word: Word,
}

impl Said {
    /// Brings it to the other case, which counts it once. Where that is there no longer, the one that said it is told.
    pub(crate) async fn carry(self, engine: &Engine, tenant: TenantId, from: CaseId) -> Result<(), Stuck> {
        let pair = self.pair;
        let to = self.to.unwrap_or_else(|| other_of(from, pair));
        let read = engine.store().load(tenant, &[from, to], &[]).await;
        let read = read.map_err(|_| Stuck::ForNow)?;
        let there = read.cases.iter().any(|stored| stored.case == to);
        if !there {
            let stored = read.cases.iter().find(|stored| stored.case == from);
            let own = stored.and_then(|stored| serde_json::from_slice::<Case>(&stored.snapshot).ok());
            let Some(own) = own else {
                return Err(Stuck::Until(asked_of("incident-case-unread", from)));
            };
            let paired = own.pairs.iter().find(|one| one.number == pair);
            match (paired, self.begins) {
                // It was over before the other case began: nobody is to be told.
                (None | Some(Paired { over: Some(_), .. }), _) => return Ok(()),
                (Some(Paired { case: Some(_), .. }), _) => {
                    return ask(engine, tenant, from, Asked::PairGone { pair }).await;
                }
                (Some(_), Some(begins)) => begin(engine, tenant, to, begins).await?,
                // What begins it is under way.
                (Some(_), None) => return Err(Stuck::ForNow),
            }
        }
        if self.to.is_none() {
            ask(engine, tenant, from, Asked::PairBegan { pair, case: to }).await?;
        }
        let heard = Asked::Hear {
            pair,
            from,
            number: self.number,
            at: self.at,
            word: self.word,
        };
        ask(engine, tenant, to, heard).await
    }
}

async fn begin(engine: &Engine, tenant: TenantId, id: CaseId, begins: Begins) -> Result<(), Stuck> {
    let (with, flow) = (begins.with.case, begins.flow.clone());
    let stuck = |failure: Failure| {
        let what = |key: &str| asked_of(key, with).with("flow", flow.as_str());
        match failure {
            Failure::NoFlow => Stuck::Until(what("incident-pair-no-flow")),
            Failure::Refused(refusal) => {
                let message = what("incident-pair-refused").with("code", refusal.code.as_str());
                Stuck::Until(message.with("why", refusal.message))
            }
            failure => of_failure(failure, with),
        }
    };
    let start = Start {
        id,
        title: begins.title,
        parties: begins.parties.into_iter().collect(),
        data: serde_json::Value::Null,
        parent: None,
        paired: Some(begins.with),
        protection: begins.protection,
    };
    begin_case(engine, tenant, &begins.flow, b"pair", start, stuck).await
}

/// Each pair of a case has one other case, however often it is begun.
fn other_of(case: CaseId, pair: u32) -> CaseId {
    CaseId(id_of(&[b"pair", case.0.as_bytes(), &pair.to_be_bytes()]))
}

//! Publishing a flow: read, checked, kept as a version that never changes.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::calendar::Calendar;
use samspil_core::case::{Runnable, VersionsBefore};
use samspil_core::flow::{
    Diagnostic, Field, FieldKind, Flow, ItemKind, not_approved_anew, protocol_from, read, with_protocol,
};
use samspil_core::guard::{Guards, Linked, check_pair, check_subcases, compile_all};
use samspil_core::id::{FlowId, TenantId};
use samspil_core::text::Message;
use samspil_store::{FlowVersion, StoreError};

use crate::Engine;

/// How many versions of a flow are looked back on for what the newest has no longer: years of work on one.
const MAX_VERSIONS_BACK: u32 = 200;

/// Why a flow was not published. Nothing was kept.
#[derive(thiserror::Error, Debug)]
pub enum PublishError {
    /// What is wrong with the file, all at once.
    #[error("the flow has {} findings", .0.len())]
    Findings(Vec<Diagnostic>),
    /// Reading the file and compiling its guards took too long.
    #[error("the flow takes too long to read")]
    Slow,
    /// It was held against another version than the newest one, which is in here; none where there is none yet.
    #[error("another version of the flow is the newest by now")]
    Changed(Option<Box<FlowVersion>>),
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a flow file would show to more than the version before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Widening {
    /// The flow's name.
    pub flow: String,
    /// The newest version, which it was held against; 0 where there is none yet.
    pub after: u32,
    /// The file is the newest version.
    pub is_it: bool,
    /// What it shows to more, in sentences; none of them where there is no version before.
    pub shows: Vec<Message>,
}

impl Engine {
    /// Publishes a flow after whatever version is the newest; the same text as that version is that version. A flow that
    /// takes the protocol of a pair from another is kept with it.
    ///
    /// # Errors
    /// [`PublishError`] lists everything that is wrong with the file.
    pub async fn publish(&self, tenant: TenantId, text: &str, by: &str) -> Result<FlowVersion, PublishError> {
        self.publish_after(tenant, text, by, None).await
    }

    /// The same where the newest version is this one, which the file was held against: 0 where there is none yet, nothing
    /// where any will do.
    ///
    /// # Errors
    /// [`PublishError::Changed`] where another version was published meanwhile; the others as they stand.
    pub async fn publish_after(
        &self,
        tenant: TenantId,
        text: &str,
        by: &str,
        after: Option<u32>,
    ) -> Result<FlowVersion, PublishError> {
        let (flow, _, whole) = self.fit(tenant, text).await?;
        let mut version = FlowVersion {
            flow: flow.id.to_string(),
            version: 0,
            title: flow.title.clone(),
            text: whole,
            published_at: self.clock().now(),
            published_by: by.to_owned(),
        };
        let kept = self.store().publish(tenant, version.clone(), after).await?;
        let Some(number) = kept else {
            let newest = self.store().flow(tenant, &version.flow, None).await?;
            return Err(PublishError::Changed(newest.map(Box::new)));
        };
        version.version = number;
        self.shared().houses.forget(tenant);
        Ok(version)
    }

    /// What a flow file would show to more than the newest version of its flow.
    ///
    /// # Errors
    /// [`PublishError`] lists everything that is wrong with the file.
    pub async fn widened(&self, tenant: TenantId, text: &str) -> Result<Widening, PublishError> {
        let (flow, guards, whole) = self.fit(tenant, text).await?;
        let id = flow.id.to_string();
        let before = self.store().flow(tenant, &id, None).await?;
        let mut widening = Widening {
            flow: id,
            after: before.as_ref().map_or(0, |before| before.version),
            is_it: before.as_ref().is_some_and(|before| before.text == whole),
            shows: Vec::new(),
        };
        let Some(before) = before.filter(|_| !widening.is_it) else {
            return Ok(widening);
        };
        // What cannot be compared may show anything.
        let unknown = || vec![Message::new("widened-unknown")];
        let known = self.versions_with(tenant, &flow, before).await?;
        let tried = self.tried_since(tenant, &flow, widening.after).await?;
        let Some((mut versions, tried)) = known.zip(tried) else {
            widening.shows = unknown();
            return Ok(widening);
        };
        let behind_newest = versions.len().min(1);
        drop(versions.splice(behind_newest..behind_newest, tried));
        let others = self.flows_of_subcases(tenant, &flow).await?;
        let run = |(flow, guards)| Runnable::new(flow, guards, 1, Calendar::default());
        let own = flow.id.clone();
        widening.shows = self
            .in_turn(move || {
                let after = run((flow, guards));
                let ordinary = versions.iter().filter(|(is_tried, _)| !is_tried);
                let ordinary: Vec<Runnable> = ordinary.map(|(_, one)| run(one.clone())).collect();
                let versions: Vec<Runnable> = versions.into_iter().map(|(_, one)| run(one)).collect();
                let mut subcases: BTreeMap<FlowId, Runnable> =
                    others.into_iter().map(|(id, other)| (id, run(other))).collect();
                subcases.insert(own, after.clone());
                let against = |versions: &[Runnable]| {
                    let subcases = &subcases;
                    after.widened(&VersionsBefore { versions, subcases })
                };
                let mut shows = against(&versions);
                // What was shown on trial alone is shown to more by a version for all.
                if ordinary.len() < versions.len() {
                    for told in against(&ordinary) {
                        if !shows.contains(&told) {
                            shows.push(told);
                        }
                    }
                }
                shows
            })
            .await?;
        Ok(widening)
    }

    /// The newest version, and of those before it the ones that may be the last to have had a field or an item of this file
    /// that the newest has not, each with whether it was on trial: what that had an ordinary one may have had otherwise. None
    /// where one of them cannot be read, or it would take too many.
    async fn versions_with(
        &self,
        tenant: TenantId,
        flow: &Flow,
        newest: FlowVersion,
    ) -> Result<Option<Vec<(bool, (Flow, Guards))>>, PublishError> {
        let mut wanted = names(flow);
        let (mut versions, mut number) = (Vec::new(), newest.version);
        let mut next = Some(newest);
        for _ in 0..MAX_VERSIONS_BACK {
            let Some(version) = next else {
                return Ok(Some(versions));
            };
            if versions.is_empty() || wanted.iter().any(|name| may_hold(&version.text, name)) {
                let tried = self
                    .store()
                    .trial_of(tenant, flow.id.as_str(), version.version)
                    .await?;
                let Some((old, guards)) = self.compiled(version.text).await?.0 else {
                    return Ok(None);
                };
                if tried.is_none() {
                    let had = names(&old);
                    wanted.retain(|name| !had.contains(name));
                }
                versions.push((tried.is_some(), (old, guards)));
            }
            number = number.saturating_sub(1);
            next = match wanted.is_empty() || number == 0 {
                true => None,
                false => self.store().flow(tenant, flow.id.as_str(), Some(number)).await?,
            };
        }
        Ok(next.is_none().then_some(versions))
    }

    /// The trials that were begun since the newest version and may have a field or an item of this file: their cases hold what
    /// no ordinary one does. None where one of them cannot be read.
    async fn tried_since(
        &self,
        tenant: TenantId,
        flow: &Flow,
        newest: u32,
    ) -> Result<Option<Vec<(bool, (Flow, Guards))>>, PublishError> {
        let wanted = names(flow);
        let mut tried = Vec::new();
        let name = flow.id.as_str();
        let back = self
            .store()
            .versions(tenant, name, None, MAX_VERSIONS_BACK)
            .await?;
        for head in back.into_iter().filter(|one| one.version > newest) {
            let Some(version) = self.store().flow(tenant, name, Some(head.version)).await? else {
                continue;
            };
            if wanted.iter().any(|name| may_hold(&version.text, name)) {
                let Some(old) = self.compiled(version.text).await?.0 else {
                    return Ok(None);
                };
                tried.push((true, old));
            }
        }
        Ok(Some(tried))
    }

    /// A flow file that may be published: read, with its guards, and as it is kept.
    pub(crate) async fn fit(
        &self,
        tenant: TenantId,
        text: &str,
    ) -> Result<(Flow, Guards, String), PublishError> {
        let checked = self.check_flow(tenant, text).await?;
        let is_wrong = checked.is_wrong();
        match checked.flow.filter(|_| !is_wrong) {
            Some((flow, guards)) => Ok((flow, guards, checked.text)),
            None => Err(PublishError::Findings(checked.findings)),
        }
    }

    /// Reads or compiles beside the threads that answer, with an end.
    pub(crate) async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PublishError> {
        let done = self.shared().compiling.run(work).await;
        done.ok_or(PublishError::Slow)
    }

    /// The flow with its guards, and what is wrong with them.
    pub(crate) async fn compiled(
        &self,
        text: String,
    ) -> Result<(Option<(Flow, Guards)>, Vec<Diagnostic>), PublishError> {
        self.in_turn(move || {
            let (flow, mut findings) = read(&text);
            let flow = flow.map(|flow| {
                let (guards, of_guards) = compile_all(&flow);
                findings.extend(of_guards);
                (flow, guards)
            });
            (flow, findings)
        })
        .await
    }

    /// The newest published version of a flow, with its guards.
    async fn published(&self, tenant: TenantId, id: &FlowId) -> Result<Option<(Flow, Guards)>, PublishError> {
        match self.store().flow(tenant, id.as_str(), None).await? {
            Some(published) => Ok(self.compiled(published.text).await?.0),
            None => Ok(None),
        }
    }

    /// The flow as it is kept: one of a pair takes the protocol as the other flow was last published with it.
    pub(crate) async fn with_protocol(&self, tenant: TenantId, text: &str) -> Result<String, PublishError> {
        let text = text.to_owned();
        let (text, other) = self
            .in_turn(move || {
                let other = protocol_from(&text);
                (text, other)
            })
            .await?;
        let Some(other) = other else {
            return Ok(text);
        };
        match self.store().flow(tenant, other.as_str(), None).await? {
            Some(published) => {
                self.in_turn(move || with_protocol(&text, &published.text).unwrap_or(text))
                    .await
            }
            None => Ok(text),
        }
    }

    /// What does not fit between the two flows of a pair. The one that takes the protocol is published after the other and
    /// held against it; the other way round nothing could be changed in both.
    pub(crate) async fn of_pair(
        &self,
        tenant: TenantId,
        flow: &Flow,
        guards: &Guards,
    ) -> Result<Vec<Diagnostic>, PublishError> {
        let Some(pair) = &flow.pair else {
            return Ok(Vec::new());
        };
        let other = self.published(tenant, &pair.with).await?;
        let known = |_: &FlowId| {
            let (flow, guards) = other.as_ref()?;
            Some(Linked { flow, guards })
        };
        Ok(check_pair(Linked { flow, guards }, &known))
    }

    /// Where a flow's house says something else than in the newest version, whether both sides have approved that.
    pub(crate) async fn of_house(
        &self,
        tenant: TenantId,
        flow: &Flow,
    ) -> Result<Vec<Diagnostic>, PublishError> {
        let Some(house) = &flow.house else {
            return Ok(Vec::new());
        };
        let newest = self.published(tenant, &flow.id).await?;
        let before = newest.and_then(|(flow, _)| flow.house);
        Ok(before.map_or_else(Vec::new, |before| not_approved_anew(&before, house)))
    }

    /// What does not fit between a flow's sub-cases and the newest published versions of the flows that they run by. One
    /// that is not published is none of the errors: flows that begin each other could never be published.
    pub(crate) async fn of_subcases(
        &self,
        tenant: TenantId,
        flow: &Flow,
        guards: &Guards,
    ) -> Result<Vec<Diagnostic>, PublishError> {
        let others = self.flows_of_subcases(tenant, flow).await?;
        let known = |flow: &FlowId| {
            let (flow, guards) = others.get(flow)?;
            Some(Linked { flow, guards })
        };
        Ok(check_subcases(Linked { flow, guards }, &known))
    }

    /// The other flows that a flow's sub-cases run by, as they were published last.
    async fn flows_of_subcases(
        &self,
        tenant: TenantId,
        flow: &Flow,
    ) -> Result<BTreeMap<FlowId, (Flow, Guards)>, PublishError> {
        let mut others: BTreeMap<FlowId, (Flow, Guards)> = BTreeMap::new();
        for item in flow.items.values() {
            let ItemKind::Subcase(of) = &item.kind else {
                continue;
            };
            if of.flow == flow.id || others.contains_key(&of.flow) {
                continue;
            }
            if let Some(other) = self.published(tenant, &of.flow).await? {
                others.insert(of.flow.clone(), other);
            }
        }
        Ok(others)
    }
}

/// What a flow calls its fields, with their parts, and its items: the last of each path is how the file writes it.
fn names(flow: &Flow) -> BTreeSet<String> {
    let parts = |field: &Field| -> Vec<String> {
        let inner = match &field.kind {
            FieldKind::List { columns: inner } | FieldKind::Record { fields: inner } => Some(inner),
            _ => None,
        };
        let inner = inner.into_iter().flat_map(|inner| inner.values());
        inner.map(|inner| inner.path.to_string()).collect()
    };
    let fields = flow.data.fields().flat_map(|field| {
        let inner = parts(field);
        std::iter::once(field.path.to_string()).chain(inner)
    });
    let items = flow.items.keys().map(ToString::to_string);
    fields.chain(items).collect()
}

/// Whether a file may have something of that name: the name stands in it, or could stand there in another writing.
fn may_hold(text: &str, name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    text.contains(last) || text.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_where_it_may_have_what_is_looked_for() {
        for (text, name, may) in [
            ("data:\n  plan:\n    why: {type: text}\n", "plan.why", true),
            ("data:\n  plan:\n    how: {type: text}\n", "plan.why", false),
            (
                "data:\n  plan:\n    \"w\\u0068y\": {type: text}\n",
                "plan.why",
                true,
            ),
        ] {
            assert_eq!(may_hold(text, name), may, "{text}");
        }
    }
}

//! A new version of a flow that shows more to somebody is published by two people.

use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_runtime::{Engine, PublishError};
use samspil_store::{FlowVersion, Signer};

use super::{About, Proposal, PublishingTerms, What, Word, both, let_go, waiting, word};

/// What asking for it came to.
pub(crate) enum Publishing {
    /// It is published.
    Done(FlowVersion),
    /// It waits for another process owner, for these sentences' sake; none where the municipality demands it of all.
    Waits(Proposal, Vec<Message>),
    /// Somebody else's version of the flow waits.
    Other(Proposal),
    /// Too much waits.
    Full,
}

/// The flow of a file that two people publish, with the sentences for whose sake; none of them where the municipality demands
/// it of all. Nothing where one may publish it.
///
/// # Errors
/// [`PublishError`] lists everything that is wrong with the file.
pub(crate) async fn for_two(
    engine: &Engine,
    tenant: TenantId,
    text: &str,
) -> Result<Option<(String, Vec<Message>)>, PublishError> {
    let Some((flow, wider)) = engine.widened(tenant, text).await? else {
        return Ok(None);
    };
    let terms = PublishingTerms::read(engine.store().as_ref(), tenant).await?;
    Ok((!wider.is_empty() || terms.always_two).then_some((flow, wider)))
}

/// Publishes a flow file, or proposes it where it shows more than the version before.
///
/// # Errors
/// [`PublishError`] lists everything that is wrong with the file.
pub(crate) async fn publish(
    engine: &Engine,
    tenant: TenantId,
    text: &str,
    signer: &Signer,
) -> Result<Publishing, PublishError> {
    let (store, now) = (engine.store().as_ref(), engine.clock().now());
    let Some((flow, wider)) = for_two(engine, tenant, text).await? else {
        let version = engine.publish(tenant, text, &signer.name).await?;
        let is_it = |one: &Proposal| matches!(&one.what, What::Publish { text: waits, .. } if waits == text);
        if waiting(store, tenant, now).await?.iter().any(is_it) {
            let_go(store, tenant, About::Flow(&version.flow), now).await?;
        }
        return Ok(Publishing::Done(version));
    };
    let what = What::Publish {
        flow: flow.clone(),
        text: text.to_owned(),
    };
    match word(store, tenant, signer, what, now).await? {
        Word::First(proposal) => {
            tracing::info!(%tenant, by = %signer.person, flow, "a version of a flow was proposed");
            Ok(Publishing::Waits(proposal, wider))
        }
        Word::Second(proposal) => {
            let version = engine.publish(tenant, text, &both(&proposal, signer)).await?;
            let_go(store, tenant, About::Flow(&flow), now).await?;
            tracing::info!(%tenant, proposed = %proposal.by, by = %signer.person, flow, "a version was approved");
            Ok(Publishing::Done(version))
        }
        Word::Other(proposal) => Ok(Publishing::Other(proposal)),
        Word::Full => Ok(Publishing::Full),
    }
}

/// Approves what waits about a flow, as it was proposed then; none where nothing waits, or something else by now.
///
/// # Errors
/// [`PublishError`] lists what is wrong with the file by now.
pub(crate) async fn approved(
    engine: &Engine,
    tenant: TenantId,
    (flow, at): (&str, Option<DateTime<Utc>>),
    signer: &Signer,
) -> Result<Option<Publishing>, PublishError> {
    let waits = waiting(engine.store().as_ref(), tenant, engine.clock().now()).await?;
    // What was proposed anew since is not what was read.
    let mut read = waits.into_iter().filter(|one| Some(one.at) == at);
    let text = read.find_map(|one| match one.what {
        What::Publish { flow: of, text } => (of == flow).then_some(text),
        What::Erase { .. } | What::Program { .. } | What::SignIn { .. } => None,
    });
    match text {
        None => Ok(None),
        Some(text) => publish(engine, tenant, &text, signer).await.map(Some),
    }
}

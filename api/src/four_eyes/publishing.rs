//! A new version of a flow that shows more to somebody is published by two people, wherever each of them says so: on the pages
//! of its draft, in the list of what waits, or by a program.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, TenantId};
use samspil_core::text::{Language, Message, instant};
use samspil_runtime::{Engine, PublishError, Widening};
use samspil_store::{Draft, FlowVersion, Signer, Store, StoreError, TrialDecision, TrialEnd};
use uuid::Uuid;

use super::{
    About, KeptTrial, Overtaken, Proposal, PublishingTerms, What, Word, both, overtake, overtaken, take,
    waiting, without, word,
};
use crate::words::say;

/// The most trials among which those of one file are sought: years of them.
const MAX_TRIALS: u32 = 200;

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

/// What is to be published.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ToPublish<'a> {
    /// The file.
    pub(crate) text: &'a str,
    /// The version that whoever asks has held it against: 0 where there was none, nothing where they say nothing of it.
    pub(crate) seen: Option<u32>,
    /// The writing of a draft that it is.
    pub(crate) draft: Option<u32>,
    /// The trial that is kept by it, and why.
    pub(crate) trial: Option<(Uuid, &'a str)>,
}

impl ToPublish<'_> {
    fn of(self, widening: &Widening) -> What {
        What::Publish {
            flow: widening.flow.clone(),
            text: self.text.to_owned(),
            after: Some(widening.after),
            draft: self.draft,
            trial: self.trial.map(|(trial, because)| KeptTrial {
                trial,
                because: because.to_owned(),
            }),
        }
    }
}

/// For what sentences' sake two people publish a file; none of them where the municipality demands it of all. Nothing where
/// one may publish it.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn for_two(
    engine: &Engine,
    tenant: TenantId,
    widening: &Widening,
) -> Result<Option<Vec<Message>>, StoreError> {
    if widening.after == 0 || widening.is_it {
        return Ok(None);
    }
    let terms = PublishingTerms::read(engine.store().as_ref(), tenant).await?;
    let two = !widening.shows.is_empty() || terms.always_two;
    Ok(two.then(|| widening.shows.clone()))
}

/// Publishes a flow file, or proposes it where it shows more than the version before; whoever publishes what another has
/// proposed approves it.
///
/// # Errors
/// [`PublishError`] lists everything that is wrong with the file, or says that another version was published since it was
/// held against one.
pub(crate) async fn publish(
    engine: &Engine,
    tenant: TenantId,
    to_be: ToPublish<'_>,
    signer: &Signer,
) -> Result<Publishing, PublishError> {
    let widening = held_against(engine, tenant, to_be).await?;
    let (store, now) = (engine.store().as_ref(), engine.clock().now());
    let two = for_two(engine, tenant, &widening).await?;
    let waits = standing(store, tenant, &widening, now).await?;
    let waits = waits.filter(|proposal| to_be.of(&widening).approves(&proposal.what));
    let by = answers(store, tenant, signer.person).await?;
    let proposed = waits
        .as_ref()
        .is_some_and(|proposal| !proposal.is_own(signer.person, by));
    let Some(wider) = two.or_else(|| proposed.then(Vec::new)) else {
        let version = carried_out(engine, tenant, (to_be, waits.as_ref()), &widening, signer).await?;
        return Ok(Publishing::Done(version));
    };
    match word(store, tenant, signer, to_be.of(&widening), now).await? {
        Word::First(proposal) => {
            let flow = &widening.flow;
            tracing::info!(%tenant, by = %signer.person, flow, "a version of a flow was proposed");
            Ok(Publishing::Waits(proposal, wider))
        }
        Word::Second(proposal) => {
            let version = carried_out(engine, tenant, (to_be, Some(&proposal)), &widening, signer).await?;
            let flow = &widening.flow;
            tracing::info!(%tenant, proposed = %proposal.by, by = %signer.person, flow, "a version was approved");
            Ok(Publishing::Done(version))
        }
        Word::Other(proposal) => Ok(Publishing::Other(proposal)),
        Word::Full => Ok(Publishing::Full),
    }
}

/// Proposes a version of a flow, also one that a single person may publish; none where the file is the newest version
/// already.
///
/// # Errors
/// [`PublishError`] as for [`publish`].
pub(crate) async fn propose(
    engine: &Engine,
    tenant: TenantId,
    to_be: ToPublish<'_>,
    signer: &Signer,
) -> Result<Option<Word>, PublishError> {
    let widening = held_against(engine, tenant, to_be).await?;
    let (store, now) = (engine.store().as_ref(), engine.clock().now());
    standing(store, tenant, &widening, now).await?;
    if widening.is_it {
        return Ok(None);
    }
    let said = word(store, tenant, signer, to_be.of(&widening), now).await?;
    Ok(Some(said))
}

/// Approves what waits about a flow, as it was proposed then; none where nothing waits, or something else by now.
///
/// # Errors
/// [`PublishError`] lists what is wrong with the file by now, or says that another version was published since.
pub(crate) async fn approved(
    engine: &Engine,
    tenant: TenantId,
    (flow, at): (&str, Option<DateTime<Utc>>),
    signer: &Signer,
) -> Result<Option<Publishing>, PublishError> {
    let waits = waiting(engine.store().as_ref(), tenant, engine.clock().now()).await?;
    // What was proposed anew since is not what was read.
    let mut read = waits.into_iter().filter(|one| Some(one.at) == at);
    let read = read.find_map(|one| match one.what {
        What::Publish {
            flow: of,
            text,
            after,
            draft,
            trial,
        } if of == flow => Some((text, after, draft, trial)),
        _ => None,
    });
    let Some((text, seen, draft, trial)) = read else {
        return overtaken_meanwhile(engine, tenant, (flow, at)).await;
    };
    if let Some(number) = draft {
        let newest = engine.store().draft(tenant, flow, None).await?;
        if newest.is_none_or(|newest| newest.number != number) {
            return Ok(None);
        }
    }
    let to_be = ToPublish {
        text: &text,
        seen,
        draft,
        trial: trial.as_ref().map(|kept| (kept.trial, kept.because.as_str())),
    };
    publish(engine, tenant, to_be, signer).await.map(Some)
}

/// That another version was published since a proposal was read, where that is what became of it; none where it is not there.
async fn overtaken_meanwhile(
    engine: &Engine,
    tenant: TenantId,
    (flow, at): (&str, Option<DateTime<Utc>>),
) -> Result<Option<Publishing>, PublishError> {
    let list = overtaken(engine.store().as_ref(), tenant, engine.clock().now()).await?;
    let was_published = list.iter().any(|(one, by)| {
        one.what.about() == About::Flow(flow) && Some(one.at) == at && matches!(by, Overtaken::Published(_))
    });
    if !was_published {
        return Ok(None);
    }
    let newest = engine.store().flow(tenant, flow, None).await?;
    Err(PublishError::Changed(newest.map(Box::new)))
}

/// Who has proposed what stands in drafts, by flow: each writing by its number, where nothing was published since.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn proposed_of(
    engine: &Engine,
    tenant: TenantId,
) -> Result<BTreeMap<(String, u32), Proposal>, StoreError> {
    let store = engine.store().as_ref();
    let newest: BTreeMap<String, u32> = store
        .flows(tenant)
        .await?
        .into_iter()
        .map(|version| (version.flow, version.version))
        .collect();
    let waits = waiting(store, tenant, engine.clock().now()).await?;
    let of_drafts = waits.into_iter().filter_map(|proposal| match &proposal.what {
        What::Publish {
            flow,
            after,
            draft: Some(draft),
            ..
        } => {
            let version = newest.get(flow).copied().unwrap_or_default();
            let stands = after.is_none_or(|after| after == version);
            stands.then(|| ((flow.clone(), *draft), proposal.clone()))
        }
        _ => None,
    });
    Ok(of_drafts.collect())
}

/// The file as it stands to the newest version, where that is the one that whoever asks has seen.
async fn held_against(
    engine: &Engine,
    tenant: TenantId,
    to_be: ToPublish<'_>,
) -> Result<Widening, PublishError> {
    let widening = engine.widened(tenant, to_be.text).await?;
    if !widening.is_it && to_be.seen.is_some_and(|seen| seen != widening.after) {
        let newest = engine.store().flow(tenant, &widening.flow, None).await?;
        return Err(PublishError::Changed(newest.map(Box::new)));
    }
    Ok(widening)
}

/// What waits about a flow, where it can still be agreed to: nothing was published since, and its draft was not written anew.
/// What cannot is told of from now on.
async fn standing(
    store: &dyn Store,
    tenant: TenantId,
    widening: &Widening,
    now: DateTime<Utc>,
) -> Result<Option<Proposal>, StoreError> {
    let about = About::Flow(&widening.flow);
    let waits = waiting(store, tenant, now).await?;
    let Some(proposal) = waits.into_iter().find(|one| one.what.about() == about) else {
        return Ok(None);
    };
    let What::Publish { after, draft, .. } = &proposal.what else {
        return Ok(None);
    };
    let written = match draft {
        None => false,
        Some(number) => {
            let newest = store.draft(tenant, &widening.flow, None).await?;
            newest.is_none_or(|newest| newest.number != *number)
        }
    };
    let published = after.is_some_and(|after| after != widening.after);
    let came = match (published, written) {
        (true, _) => Overtaken::Published(widening.after),
        (false, true) => Overtaken::Written,
        (false, false) => return Ok(Some(proposal)),
    };
    // This one alone: what somebody has proposed meanwhile waits on.
    overtake(store, tenant, now, |one| (*one == proposal).then_some(came)).await?;
    Ok(None)
}

/// Publishes a file by whoever proposed it and whoever approves it. What was proposed waits no longer; the draft that it was
/// written in is over, and its scenarios are kept with the version; so is the trial that is kept by it.
async fn carried_out(
    engine: &Engine,
    tenant: TenantId,
    (to_be, proposal): (ToPublish<'_>, Option<&Proposal>),
    widening: &Widening,
    signer: &Signer,
) -> Result<FlowVersion, PublishError> {
    let store = engine.store().as_ref();
    // A program and whoever answers for it are one.
    let publishes = answers(store, tenant, signer.person).await?;
    let by = match proposal {
        Some(proposal) if !proposal.is_own(signer.person, publishes) => both(proposal, signer),
        _ => signer.name.clone(),
    };
    let after = Some(widening.after);
    let version = engine.publish_after(tenant, to_be.text, &by, after).await?;
    let (draft, trial) = match proposal.map(|proposal| &proposal.what) {
        Some(What::Publish { draft, trial, .. }) => (*draft, trial.as_ref()),
        _ => (None, None),
    };
    let trial = trial.map(|kept| (kept.trial, kept.because.as_str()));
    end_trials(engine, tenant, (to_be.text, to_be.trial.or(trial)), &version).await?;
    if let Some(number) = to_be.draft.or(draft)
        && let Some(draft) = store.draft(tenant, &version.flow, Some(number)).await?
    {
        end_draft(engine, tenant, draft, &version, signer).await?;
    }
    settle(
        store,
        tenant,
        (to_be.text, proposal),
        &version,
        engine.clock().now(),
    )
    .await?;
    Ok(version)
}

/// What was carried out waits no longer, nor does what is the same. What else somebody has proposed of the flow, maybe while this
/// was carried out, can be agreed to no more, and that is told: it is not lost.
async fn settle(
    store: &dyn Store,
    tenant: TenantId,
    (text, proposal): (&str, Option<&Proposal>),
    version: &FlowVersion,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if let Some(proposal) = proposal {
        take(store, tenant, proposal, now).await?;
    }
    let about = About::Flow(&version.flow);
    let is_same = |one: &Proposal| matches!(&one.what, What::Publish { text: of, .. } if of == text);
    without(store, tenant, now, |one| {
        one.what.about() == about && is_same(one)
    })
    .await?;
    let came = |one: &Proposal| match &one.what {
        What::Publish { flow, after, .. } if *flow == version.flow && *after != Some(version.version) => {
            Some(Overtaken::Published(version.version))
        }
        _ => None,
    };
    overtake(store, tenant, now, came).await?;
    Ok(())
}

/// Ends the trial that is kept by what was published, and every other of the flow that tries the same file: it is everybody's
/// now, whoever published it and from where, and nothing is left to decide.
async fn end_trials(
    engine: &Engine,
    tenant: TenantId,
    (text, kept): (&str, Option<(Uuid, &str)>),
    version: &FlowVersion,
) -> Result<(), StoreError> {
    let store = engine.store();
    let trials = store.trials(tenant, MAX_TRIALS).await?;
    let open = trials
        .into_iter()
        .filter(|trial| trial.flow == version.flow && trial.ended.is_none());
    let named = kept.map(|(trial, _)| trial);
    for trial in open.filter(|trial| Some(trial.id) != named) {
        let file = store.trial_file(tenant, trial.id).await?;
        if file.is_some_and(|file| file.text == text) {
            let because = say(&Message::new("trial-kept-by-publishing"), Language::Danish);
            end_trial(engine, tenant, (trial.id, &because), version).await?;
        }
    }
    match kept {
        // Its scenarios are those that are kept with the version.
        Some(kept) => end_trial(engine, tenant, kept, version).await,
        None => Ok(()),
    }
}

/// Keeps a trial's scenarios with the version that it became, and ends it as kept: also where something else was decided of it
/// in between, for its version is everybody's by now.
async fn end_trial(
    engine: &Engine,
    tenant: TenantId,
    (trial, because): (Uuid, &str),
    version: &FlowVersion,
) -> Result<(), StoreError> {
    let store = engine.store();
    if let Some(file) = store.trial_file(tenant, trial).await? {
        store
            .put_scenarios(tenant, &version.flow, version.version, file.scenarios)
            .await?;
    }
    let end = TrialEnd {
        decision: TrialDecision::Keep,
        because: because.to_owned(),
        at: engine.clock().now(),
        by: version.published_by.clone(),
        kept_as: Some(version.version),
    };
    if store.end_trial(tenant, trial, end).await? {
        tracing::info!(%tenant, by = version.published_by, flow = version.flow, %trial, "a trial was kept");
    }
    Ok(())
}

/// Keeps a draft's scenarios with the version that it became, and ends it. Where somebody has written meanwhile, what they
/// wrote stays a draft.
async fn end_draft(
    engine: &Engine,
    tenant: TenantId,
    draft: Draft,
    version: &FlowVersion,
    signer: &Signer,
) -> Result<(), StoreError> {
    let store = engine.store();
    if draft.is_over() {
        return Ok(());
    }
    store
        .put_scenarios(tenant, &draft.flow, version.version, draft.scenarios.clone())
        .await?;
    let over = draft.over(engine.clock().now(), &signer.name);
    store.write_draft(tenant, over).await?;
    Ok(())
}

/// That another version is the newest than the one that a file was held against.
pub(crate) fn meanwhile(newest: Option<&FlowVersion>, language: Language) -> Message {
    match newest {
        None => Message::new("problem-published-never"),
        Some(newest) => Message::new("problem-published-meanwhile")
            .with("version", newest.version)
            .with("by", newest.published_by.as_str())
            .with("at", instant(newest.published_at, language)),
    }
}

/// Who answers for what somebody asks: a program speaks for its owner.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn answers(
    store: &dyn Store,
    tenant: TenantId,
    person: PersonId,
) -> Result<PersonId, StoreError> {
    let service = store.service(tenant, person).await?;
    Ok(service.map_or(person, |service| service.owner))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TENANT, day, publish as what, signer, store};
    use super::*;

    fn version(number: u32) -> FlowVersion {
        FlowVersion {
            flow: "help".to_owned(),
            version: number,
            title: samspil_core::text::Text::danish("Hjælp"),
            text: "a".to_owned(),
            published_at: day(0),
            published_by: "Person 2".to_owned(),
        }
    }

    /// What waits and what is told of as overtaken, by their files, after the first of these was carried out as version 2 while the
    /// others came.
    async fn left(meanwhile: &[(u128, &str, u32)]) -> (Vec<String>, Vec<String>) {
        let (_folder, store) = store().await;
        let store = store.as_ref();
        let of = |text: &str, against: u32| match what(text) {
            What::Publish { flow, text, .. } => What::Publish {
                flow,
                text,
                after: Some(against),
                draft: None,
                trial: None,
            },
            other => other,
        };
        let Word::First(carried) = word(store, TENANT, &signer(1), of("a", 1), day(0)).await.unwrap() else {
            panic!("it is the first");
        };
        for (by, text, against) in meanwhile {
            let said = word(store, TENANT, &signer(*by), of(text, *against), day(1))
                .await
                .unwrap();
            assert!(matches!(said, Word::First(_)), "{said:?}");
        }
        settle(store, TENANT, ("a", Some(&carried)), &version(2), day(1))
            .await
            .unwrap();
        let file = |one: Proposal| match one.what {
            What::Publish { text, .. } => text,
            other => panic!("{other:?}"),
        };
        let waits = waiting(store, TENANT, day(1))
            .await
            .unwrap()
            .into_iter()
            .map(file)
            .collect();
        let told = overtaken(store, TENANT, day(1)).await.unwrap();
        (waits, told.into_iter().map(|(one, _)| file(one)).collect())
    }

    #[tokio::test]
    async fn what_is_proposed_while_an_older_one_is_carried_out_is_not_lost() {
        for (meanwhile, waits, told) in [
            (&[][..], Vec::new(), Vec::new()),
            // Whoever proposed it proposed something else, held against the version before.
            (&[(1, "b", 1)][..], Vec::new(), vec!["b"]),
            // Held against the one that was just published it stands.
            (&[(1, "b", 2)][..], vec!["b"], Vec::new()),
            // The same file again is what was carried out.
            (&[(1, "a", 1)][..], Vec::new(), Vec::new()),
        ] {
            let (now, overtaken) = left(meanwhile).await;
            assert_eq!(now, waits, "{meanwhile:?}");
            assert_eq!(overtaken, told, "{meanwhile:?}");
        }
    }
}

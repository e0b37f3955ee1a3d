//! Trials of versions, as pages and API share them: who starts one, and what becomes of the one that is decided.

use samspil_core::text::Message;
use samspil_runtime::{NewTrial, PublishError, TrialRefused};
use samspil_store::{Draft, FlowTrial, Signer, TrialDecision, TrialEnd, TrialFile};
use uuid::Uuid;

use crate::app::App;
use crate::four_eyes::{self, Publishing, ToPublish};
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// The most trials that are listed: years of them.
pub(crate) const MAX_TRIALS: u32 = 200;

/// What deciding a trial came to.
pub(crate) enum Decided {
    /// It is over.
    Done,
    /// It is kept as soon as another process owner says the same.
    Waits,
    /// Another version of the flow waits for its second person: who proposed it.
    Other(String),
}

/// Who asks; a program speaks for the person who answers for it.
///
/// # Errors
/// What the store says.
pub(crate) async fn asking(app: &App, signed: &Signed) -> Result<Signer, Problem> {
    let service = app.engine.store().service(signed.tenant, signed.person).await?;
    Ok(Signer {
        person: service.map_or(signed.person, |service| service.owner),
        name: signed.name.clone(),
    })
}

/// A trial with its file.
///
/// # Errors
/// Where there is none; what the store says.
pub(crate) async fn found(
    app: &App,
    signed: &Signed,
    trial: Uuid,
) -> Result<(FlowTrial, TrialFile), Problem> {
    let found = app.engine.trial_with_file(signed.tenant, trial).await;
    found.map_err(refused)
}

/// What stands in the way, as a problem.
pub(crate) fn refused(why: TrialRefused) -> Problem {
    match (why.message(), why) {
        (_, TrialRefused::Unknown) => Problem::new(Kind::NOT_FOUND),
        (
            Some(told),
            TrialRefused::Overlaps
            | TrialRefused::Over
            | TrialRefused::Past
            | TrialRefused::Own
            | TrialRefused::Busy
            | TrialRefused::NotStarted
            | TrialRefused::Behind(_),
        ) => Problem::new(Kind::CONFLICT).detail(told),
        (Some(told), _) => Problem::new(Kind::WRONG_VALUE).detail(told),
        (None, TrialRefused::Publish(PublishError::Store(error))) => error.into(),
        (None, TrialRefused::Publish(PublishError::Changed(newest))) => {
            let version = newest.map_or(0, |newest| newest.version);
            refused(TrialRefused::Behind(version))
        }
        (None, TrialRefused::Publish(PublishError::Slow)) => {
            Problem::new(Kind::FLOW_UNFIT).detail(Message::new("problem-flow-slow"))
        }
        (None, _) => Problem::new(Kind::FLOW_UNFIT).detail(Message::new("trial-file-unfit")),
    }
}

/// The sentences for whose sake two people start a trial; none where one may.
///
/// # Errors
/// [`TrialRefused::Publish`] lists what is wrong with the file.
pub(crate) async fn for_two(
    app: &App,
    signed: &Signed,
    text: &str,
) -> Result<Option<Vec<Message>>, TrialRefused> {
    let widening = app.engine.widened(signed.tenant, text).await?;
    let two = four_eyes::for_two(&app.engine, signed.tenant, &widening).await;
    Ok(two.map_err(PublishError::from)?)
}

/// Makes a trial, and starts it where one person may publish such a version. Otherwise it waits for another.
///
/// # Errors
/// [`TrialRefused`] says why not.
pub(crate) async fn make(
    app: &App,
    signed: &Signed,
    asked: NewTrial,
    by: &Signer,
) -> Result<FlowTrial, TrialRefused> {
    let text = asked.text.clone();
    let made = app.engine.make_trial(signed.tenant, asked, by).await?;
    if made.started.is_some() || for_two(app, signed, &text).await?.is_some() {
        return Ok(made);
    }
    app.engine.start_trial(signed.tenant, made.id, &by.name).await
}

/// Starts a trial that waits.
///
/// # Errors
/// [`TrialRefused`] says why not; [`TrialRefused::Own`] where two are to do it and whoever made it asks.
pub(crate) async fn start(
    app: &App,
    signed: &Signed,
    (trial, file): &(FlowTrial, TrialFile),
    by: &Signer,
) -> Result<FlowTrial, TrialRefused> {
    let is_own = by.person == trial.maker;
    if is_own && for_two(app, signed, &file.text).await?.is_some() {
        return Err(TrialRefused::Own);
    }
    let by = match is_own {
        true => by.name.clone(),
        false => format!("{}, {}", trial.made_by, by.name),
    };
    app.engine.start_trial(signed.tenant, trial.id, &by).await
}

/// Decides a trial: publishes its version for all, begins a draft of it to be changed, or drops it.
///
/// # Errors
/// [`TrialRefused`] says why not.
pub(crate) async fn decide(
    app: &App,
    signed: &Signed,
    (trial, file): &(FlowTrial, TrialFile),
    (decision, because): (TrialDecision, &str),
) -> Result<Decided, TrialRefused> {
    let asked = (decision, because);
    let because = app.engine.may_decide(signed.tenant, trial, asked).await?;
    if decision == TrialDecision::Keep {
        let signer = crate::retention::signer(signed);
        let to_be = ToPublish {
            text: &file.text,
            seen: Some(trial.beside),
            draft: None,
            trial: Some((trial.id, because.as_str())),
        };
        // What is published ends its trial, whoever approves it and wherever.
        return match four_eyes::publish(&app.engine, signed.tenant, to_be, &signer).await? {
            Publishing::Done(_) => Ok(Decided::Done),
            Publishing::Waits(..) => Ok(Decided::Waits),
            Publishing::Other(proposal) => Ok(Decided::Other(proposal.name)),
            Publishing::Full => Err(TrialRefused::Busy),
        };
    }
    let now = app.engine.clock().now();
    let end = TrialEnd {
        decision,
        because,
        at: now,
        by: signed.name.clone(),
        kept_as: None,
    };
    app.engine.end_trial(signed.tenant, trial, end).await?;
    four_eyes::let_go_trial(app.engine.store().as_ref(), signed.tenant, trial.id, now).await?;
    if decision == TrialDecision::Change {
        begin_draft(app, signed, trial, file).await?;
    }
    Ok(Decided::Done)
}

/// A draft of what was tried, where there is none of the flow.
async fn begin_draft(
    app: &App,
    signed: &Signed,
    trial: &FlowTrial,
    file: &TrialFile,
) -> Result<(), TrialRefused> {
    let store = app.engine.store();
    let newest = store.draft(signed.tenant, &trial.flow, None).await?;
    if newest.as_ref().is_some_and(|draft| !draft.is_over()) {
        return Ok(());
    }
    let draft = Draft {
        flow: trial.flow.clone(),
        number: newest.map_or(0, |draft| draft.number).saturating_add(1),
        text: file.text.clone(),
        scenarios: file.scenarios.clone(),
        written_at: app.engine.clock().now(),
        written_by: signed.name.clone(),
    };
    // Where somebody began one at the same moment, theirs stays.
    store.write_draft(signed.tenant, draft).await?;
    Ok(())
}

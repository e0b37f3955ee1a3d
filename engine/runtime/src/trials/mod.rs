//! Trials: a version of a flow for the new cases of some units, between two days, beside the ordinary version; what is in
//! people's way at its steps, what came of it, and what is decided.

mod hassles;
mod measured;
mod refused;

use samspil_core::calendar::local_date;
use samspil_core::case::Binding;
use samspil_core::id::{PartyId, TenantId, UnitId};
use samspil_core::text::Message;
use samspil_store::{
    FlowTrial, HassleSettled, KnownHassle, ScenarioFile, Signer, TrialDecision, TrialEnd, TrialFile,
    TrialVersion,
};
use uuid::Uuid;

pub use self::hassles::{HassleRefused, MAX_HASSLE_CHARS};
pub use self::measured::{Measured, TrialFigures};
pub use self::refused::TrialRefused;
use crate::engine::Shared;
use crate::{Engine, Failure};

/// The longest text about a trial, in characters: a few lines.
pub const MAX_TRIAL_CHARS: u32 = 1_000;

/// The longest trial, in days: a year. What is tried for longer is how the work is done.
pub const MAX_TRIAL_DAYS: i64 = 366;

/// The most units of a trial, and the most hassles that it takes out of the way: more than can be looked after.
pub const MAX_TRIAL_PARTS: usize = 100;

/// The most hassles that are read at once: more than anybody goes through at a time.
pub const MAX_HASSLES: u32 = 500;

/// Whom the parties of a case are bound to.
type Parties = [(PartyId, Vec<Binding>)];

/// A trial as it is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewTrial {
    /// Its id; the same id is the same trial.
    pub id: Uuid,
    /// The flow file.
    pub text: String,
    /// Its scenarios.
    pub scenarios: Vec<ScenarioFile>,
    /// What is expected of it, and how that will be seen.
    pub aim: String,
    /// The units whose new cases take it.
    pub units: Vec<UnitId>,
    /// The first day and the last, both included.
    pub days: (chrono::NaiveDate, chrono::NaiveDate),
    /// What it is to take out of the way.
    pub hassles: Vec<Uuid>,
    /// The survey by which it is measured.
    pub survey: Option<Uuid>,
}

impl Shared {
    /// The version that a new case of these parties takes: that of a trial that one of their units has today, or the ordinary
    /// one.
    pub(crate) async fn version_for(
        &self,
        tenant: TenantId,
        flow: &str,
        parties: &Parties,
    ) -> Result<u32, Failure> {
        let bound = parties.iter().flat_map(|(_, to)| to);
        let units: Vec<UnitId> = bound.filter_map(|binding| binding.unit).collect();
        let today = local_date(self.clock.now());
        if !units.is_empty()
            && let Some(version) = self.store.trial_version(tenant, flow, &units, today).await?
        {
            return Ok(version);
        }
        let latest = self.store.flow(tenant, flow, None).await?;
        Ok(latest.ok_or(Failure::NoFlow)?.version)
    }

    /// The same where a version is named: any that was ordinary, and that of a trial where it is what the case would take.
    pub(crate) async fn begins_by(
        &self,
        tenant: TenantId,
        (flow, version): (&str, Option<u32>),
        parties: &Parties,
    ) -> Result<u32, Failure> {
        let Some(version) = version else {
            return self.version_for(tenant, flow, parties).await;
        };
        if self.store.trial_of(tenant, flow, version).await?.is_some()
            && self.version_for(tenant, flow, parties).await? != version
        {
            return Err(Failure::OnTrial);
        }
        Ok(version)
    }
}

impl Engine {
    /// The version of a flow that a new case of these parties takes today.
    ///
    /// # Errors
    /// [`Failure::NoFlow`] where there is none.
    pub async fn version_for(&self, tenant: TenantId, flow: &str, parties: &Parties) -> Result<u32, Failure> {
        self.shared().version_for(tenant, flow, parties).await
    }

    /// Makes a trial of a flow file that may be published; it is started by itself.
    ///
    /// # Errors
    /// [`TrialRefused`] says why not.
    pub async fn make_trial(
        &self,
        tenant: TenantId,
        asked: NewTrial,
        by: &Signer,
    ) -> Result<FlowTrial, TrialRefused> {
        let aim = written(&asked.aim).ok_or(TrialRefused::Aim)?;
        self.days_fit(asked.days)?;
        self.parts_fit(tenant, &asked).await?;
        let (flow, _, whole) = self.fit(tenant, &asked.text).await?;
        let flow = flow.id.to_string();
        let beside = self.store().flow(tenant, &flow, None).await?;
        let beside = beside.ok_or(TrialRefused::NoFlow)?;
        if beside.text == whole {
            return Err(TrialRefused::Same);
        }
        let known = self.store().hassles_of(tenant, &asked.hassles).await?;
        let is_it = |known: &KnownHassle, one: &Uuid| known.hassle.id == *one && known.hassle.flow == flow;
        let of_flow = |one: &Uuid| known.iter().any(|known| is_it(known, one));
        if !asked.hassles.iter().all(of_flow) {
            return Err(TrialRefused::Hassles);
        }
        let trial = FlowTrial {
            id: asked.id,
            flow,
            beside: beside.version,
            aim,
            units: sorted(asked.units),
            first_day: asked.days.0,
            last_day: asked.days.1,
            hassles: sorted(asked.hassles),
            survey: asked.survey,
            made_at: self.clock().now(),
            made_by: by.name.clone(),
            maker: by.person,
            started: None,
            ended: None,
        };
        let file = TrialFile {
            text: asked.text,
            scenarios: asked.scenarios,
        };
        if self.store().make_trial(tenant, trial.clone(), file).await? {
            tracing::info!(%tenant, by = %by.person, flow = trial.flow, trial = %trial.id, "a trial was made");
            return Ok(trial);
        }
        match self.store().trial(tenant, asked.id).await? {
            Some(there) if there.flow == trial.flow => Ok(there),
            _ => Err(TrialRefused::Overlaps),
        }
    }

    fn days_fit(&self, (first, last): (chrono::NaiveDate, chrono::NaiveDate)) -> Result<(), TrialRefused> {
        let today = local_date(self.clock().now());
        let fits = first >= today && last >= first && (last - first).num_days() < MAX_TRIAL_DAYS;
        if fits { Ok(()) } else { Err(TrialRefused::Days) }
    }

    async fn parts_fit(&self, tenant: TenantId, asked: &NewTrial) -> Result<(), TrialRefused> {
        let there = self.store().units_on(tenant, asked.days.0).await?;
        let is_there = |unit: &UnitId| there.iter().any(|there| there.id == *unit);
        if asked.units.is_empty() || asked.units.len() > MAX_TRIAL_PARTS || !asked.units.iter().all(is_there)
        {
            return Err(TrialRefused::Units);
        }
        if asked.hassles.len() > MAX_TRIAL_PARTS {
            return Err(TrialRefused::Hassles);
        }
        if let Some(survey) = asked.survey
            && self.store().survey(tenant, survey).await?.is_none()
        {
            return Err(TrialRefused::Survey);
        }
        Ok(())
    }

    /// Starts a trial: its file becomes a version that is marked as a trial. Who may do that has been settled.
    ///
    /// # Errors
    /// [`TrialRefused`] says why not: the file is looked through anew.
    pub async fn start_trial(
        &self,
        tenant: TenantId,
        trial: Uuid,
        by: &str,
    ) -> Result<FlowTrial, TrialRefused> {
        let (waits, file) = self.trial_with_file(tenant, trial).await?;
        if waits.ended.is_some() {
            return Err(TrialRefused::Over);
        }
        if waits.started.is_none() && waits.last_day < local_date(self.clock().now()) {
            return Err(TrialRefused::Past);
        }
        let (flow, _, whole) = self.fit(tenant, &file.text).await?;
        let kept = TrialVersion {
            title: flow.title.clone(),
            text: whole,
            at: self.clock().now(),
            by: by.to_owned(),
        };
        self.store().start_trial(tenant, trial, kept).await?;
        let started = self.store().trial(tenant, trial).await?;
        let started = started.ok_or(TrialRefused::Unknown)?;
        tracing::info!(%tenant, by, flow = started.flow, trial = %trial, "a trial was started");
        Ok(started)
    }

    /// A trial with its file.
    ///
    /// # Errors
    /// [`TrialRefused::Unknown`] where there is none.
    pub async fn trial_with_file(
        &self,
        tenant: TenantId,
        trial: Uuid,
    ) -> Result<(FlowTrial, TrialFile), TrialRefused> {
        let found = self.store().trial(tenant, trial).await?;
        let file = self.store().trial_file(tenant, trial).await?;
        found.zip(file).ok_or(TrialRefused::Unknown)
    }

    /// That a trial may be decided in this way now, and the reason as it is kept. One that is kept has to be started, and made
    /// beside the version that is the newest still: otherwise what was published since would be lost.
    ///
    /// # Errors
    /// [`TrialRefused`] says why not.
    pub async fn may_decide(
        &self,
        tenant: TenantId,
        trial: &FlowTrial,
        (decision, because): (TrialDecision, &str),
    ) -> Result<String, TrialRefused> {
        if trial.ended.is_some() {
            return Err(TrialRefused::Over);
        }
        let because = written(because).ok_or(TrialRefused::Reason)?;
        let Some(start) = trial.started.as_ref().filter(|_| decision == TrialDecision::Keep) else {
            return match decision {
                TrialDecision::Keep => Err(TrialRefused::NotStarted),
                TrialDecision::Change | TrialDecision::Drop => Ok(because),
            };
        };
        let newest = self.store().flow(tenant, &trial.flow, None).await?;
        let newest = newest.ok_or(TrialRefused::NoFlow)?;
        let tried = self
            .store()
            .flow(tenant, &trial.flow, Some(start.version))
            .await?;
        let is_published = tried.is_some_and(|tried| tried.text == newest.text);
        if newest.version == trial.beside || is_published {
            Ok(because)
        } else {
            Err(TrialRefused::Behind(newest.version))
        }
    }

    /// Ends a trial by a decision that may be taken; where it is kept, its version has been published.
    ///
    /// # Errors
    /// [`TrialRefused::Over`] where it is over.
    pub async fn end_trial(
        &self,
        tenant: TenantId,
        trial: &FlowTrial,
        end: TrialEnd,
    ) -> Result<(), TrialRefused> {
        let (decision, by) = (end.decision, end.by.clone());
        if !self.store().end_trial(tenant, trial.id, end).await? {
            return Err(TrialRefused::Over);
        }
        tracing::info!(%tenant, by, flow = trial.flow, trial = %trial.id, ?decision, "a trial was decided");
        Ok(())
    }

    /// Settles a hassle with a word about how.
    ///
    /// # Errors
    /// [`TrialRefused`] says why not.
    pub async fn settle_hassle(
        &self,
        tenant: TenantId,
        hassle: Uuid,
        (because, by): (&str, &Signer),
    ) -> Result<(), TrialRefused> {
        let settled = HassleSettled {
            at: self.clock().now(),
            by: by.name.clone(),
            because: written(because).ok_or(TrialRefused::Reason)?,
        };
        if self.store().settle_hassle(tenant, hassle, settled).await? {
            return Ok(());
        }
        Err(TrialRefused::Unknown)
    }
}

/// What somebody wrote, where it is something and not too long.
fn written(text: &str) -> Option<String> {
    let text = text.trim();
    let longest = usize::try_from(MAX_TRIAL_CHARS).unwrap_or(usize::MAX);
    (!text.is_empty() && text.chars().count() <= longest).then(|| text.to_owned())
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

/// A whole number for a sentence.
fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A sentence with the most that is taken of something.
fn most(key: &str, most: i64) -> Message {
    Message::new(key).with("most", most)
}

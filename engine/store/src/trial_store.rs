//! What a store can do about hassles and trials.

use async_trait::async_trait;
use chrono::NaiveDate;
use samspil_core::id::{TenantId, UnitId};
use uuid::Uuid;

use crate::rows::{
    FlowTrial, Hassle, HassleCount, HasslePlace, HassleSettled, KnownHassle, TrialEnd, TrialFile,
    TrialVersion,
};
use crate::traits::Stored;

/// Hassles at the steps of flows, and trials of versions. The version of a trial is never the newest of its flow.
#[async_trait]
pub trait TrialStore: Send + Sync {
    /// Keeps a hassle. False where there is one of this id.
    async fn note_hassle(&self, tenant: TenantId, hassle: Hassle) -> Stored<bool>;

    /// Hassles of a flow or of all flows after a place: those that are not settled first, newest first.
    async fn hassles(
        &self,
        tenant: TenantId,
        flow: Option<&str>,
        after: Option<HasslePlace>,
        limit: u32,
    ) -> Stored<Vec<KnownHassle>>;

    /// These hassles, of whatever flow, newest first; one that is not there is left out.
    async fn hassles_of(&self, tenant: TenantId, hassles: &[Uuid]) -> Stored<Vec<KnownHassle>>;

    /// How many hassles are not settled, by flow, step and version.
    async fn hassle_counts(&self, tenant: TenantId) -> Stored<Vec<HassleCount>>;

    /// Settles a hassle. False where it is settled, or not there.
    async fn settle_hassle(&self, tenant: TenantId, hassle: Uuid, settled: HassleSettled) -> Stored<bool>;

    /// Keeps a trial that is neither started nor ended. False where there is one of this id, or another that is not over has one
    /// of its units on one of its days: a new case would not know which to take.
    async fn make_trial(&self, tenant: TenantId, trial: FlowTrial, file: TrialFile) -> Stored<bool>;

    /// Gives a trial its version, the next of its flow, with its scenarios. None where it is started or over, or not there.
    async fn start_trial(&self, tenant: TenantId, trial: Uuid, kept: TrialVersion) -> Stored<Option<u32>>;

    /// Ends a trial; where it is kept, the hassles that it took out of the way are settled by it. False where it is over, or not
    /// there. One that is kept has been published: it is kept even where something else was decided in between.
    async fn end_trial(&self, tenant: TenantId, trial: Uuid, end: TrialEnd) -> Stored<bool>;

    /// Trials, newest first.
    async fn trials(&self, tenant: TenantId, limit: u32) -> Stored<Vec<FlowTrial>>;

    /// One trial.
    async fn trial(&self, tenant: TenantId, trial: Uuid) -> Stored<Option<FlowTrial>>;

    /// The trial that a version of a flow is marked by.
    async fn trial_of(&self, tenant: TenantId, flow: &str, version: u32) -> Stored<Option<FlowTrial>>;

    /// The file of a trial.
    async fn trial_file(&self, tenant: TenantId, trial: Uuid) -> Stored<Option<TrialFile>>;

    /// The version that a new case of these units takes on a day, where a trial of the flow that is not over has one of them.
    async fn trial_version(
        &self,
        tenant: TenantId,
        flow: &str,
        units: &[UnitId],
        day: NaiveDate,
    ) -> Stored<Option<u32>>;
}

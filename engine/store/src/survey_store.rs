//! What a store can do about surveys.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use uuid::Uuid;

use crate::rows::{
    Hash, LinkCounts, SurveyAnswer, SurveyLink, SurveyRow, SurveyVersion, SurveyWave, WaveOf, WholeSurvey,
};
use crate::traits::Stored;

/// Surveys, their waves and what was answered. Answers and versions are added and never changed.
#[async_trait]
pub trait SurveyStore: Send + Sync {
    /// Keeps a survey with its first version. False where there is one of this id.
    async fn put_survey(&self, tenant: TenantId, survey: SurveyRow, first: SurveyVersion) -> Stored<bool>;

    /// Keeps a version, where it is the next. False where another was laid down since, or there is no such survey.
    async fn put_survey_version(
        &self,
        tenant: TenantId,
        survey: Uuid,
        version: SurveyVersion,
    ) -> Stored<bool>;

    /// Surveys, newest first.
    async fn surveys(&self, tenant: TenantId, limit: u32) -> Stored<Vec<SurveyRow>>;

    /// A survey with its versions and waves.
    async fn survey(&self, tenant: TenantId, survey: Uuid) -> Stored<Option<WholeSurvey>>;

    /// Opens a wave, where it is the next and those before are closed. False otherwise.
    async fn open_wave(&self, tenant: TenantId, survey: Uuid, wave: SurveyWave) -> Stored<bool>;

    /// Closes a wave: nothing more is answered. False where it is closed, or not there.
    async fn close_wave(&self, tenant: TenantId, of: WaveOf, at: DateTime<Utc>, by: &str) -> Stored<bool>;

    /// Keeps links into a wave. False, and none is kept, where it is not open.
    async fn put_survey_links(&self, tenant: TenantId, of: WaveOf, links: Vec<SurveyLink>) -> Stored<bool>;

    /// The link with this secret.
    async fn survey_link(&self, tenant: TenantId, secret: Hash) -> Stored<Option<SurveyLink>>;

    /// How many links of a wave there are, and how many were answered by.
    async fn survey_links(&self, tenant: TenantId, of: WaveOf) -> Stored<LinkCounts>;

    /// Keeps an answer, where its wave is open; by a link where one is named, which is then used. False where the wave is
    /// closed, the link was used or is another's, or the answer is there already.
    async fn add_answer(&self, tenant: TenantId, answer: SurveyAnswer, link: Option<Hash>) -> Stored<bool>;

    /// What was answered in a wave, by its ids.
    async fn answers(&self, tenant: TenantId, of: WaveOf) -> Stored<Vec<SurveyAnswer>>;
}

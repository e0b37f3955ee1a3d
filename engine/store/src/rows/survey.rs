//! Surveys, their waves and what was answered.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use samspil_core::survey::{Answers, Group, Question};
use samspil_core::text::Text;
use uuid::Uuid;

use super::Hash;

/// A survey.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SurveyRow {
    /// Its id.
    pub id: Uuid,
    /// What people call it.
    pub title: Text,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: String,
    /// Whoever answers has a number in their group, the same from wave to wave; otherwise it is anonymous.
    pub linked: bool,
}

/// A version of a survey's questions. It never changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SurveyVersion {
    /// Its number, from 1 with no gaps.
    pub number: u32,
    /// The questions.
    pub questions: Vec<Question>,
    /// When it was laid down.
    pub laid_at: DateTime<Utc>,
    /// By whom.
    pub laid_by: String,
}

/// A wave: a time in which one version is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SurveyWave {
    /// Its number, from 1 with no gaps: the first is before.
    pub number: u32,
    /// The version that is asked.
    pub version: u32,
    /// When it opened.
    pub opened_at: DateTime<Utc>,
    /// Who opened it.
    pub opened_by: String,
    /// Why other questions are asked than in the wave before, where they are.
    pub broken_because: Option<String>,
    /// When it was closed, and by whom.
    pub closed: Option<(DateTime<Utc>, String)>,
}

/// A survey with its versions and waves, each in their order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WholeSurvey {
    /// The survey.
    pub survey: SurveyRow,
    /// The versions of its questions.
    pub versions: Vec<SurveyVersion>,
    /// Its waves.
    pub waves: Vec<SurveyWave>,
}

impl WholeSurvey {
    /// The questions of a version.
    #[must_use]
    pub fn questions(&self, version: u32) -> Option<&[Question]> {
        let mut versions = self.versions.iter();
        let found = versions.find(|one| one.number == version);
        found.map(|version| version.questions.as_slice())
    }

    /// The wave that is open; the last alone can be.
    #[must_use]
    pub fn open(&self) -> Option<&SurveyWave> {
        self.waves.last().filter(|wave| wave.closed.is_none())
    }
}

/// Which wave of which survey.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct WaveOf {
    /// The survey.
    pub survey: Uuid,
    /// The wave's number.
    pub wave: u32,
}

/// A link by which one of a group answers once. It has no end of its own: it ends with its wave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SurveyLink {
    /// The sum of its secret.
    pub secret: Hash,
    /// Into which wave.
    pub of: WaveOf,
    /// Who answers by it.
    pub group: Group,
    /// The number of whoever answers by it; 0 where the survey is anonymous.
    pub number: u32,
    /// It was answered by.
    pub used: bool,
}

/// How an answer came.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerWay {
    /// By a link.
    Link,
    /// On paper, and written in by somebody.
    Paper,
}

/// What one who was asked has answered. Nothing in it says by which link, or when; who, only by a number where the survey is
/// linked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SurveyAnswer {
    /// Its id, of chance alone.
    pub id: Uuid,
    /// In which wave.
    pub of: WaveOf,
    /// Of which group.
    pub group: Group,
    /// The number of whoever has answered, once in a wave; 0 where the survey is anonymous.
    pub number: u32,
    /// How it came.
    pub way: AnswerWay,
    /// The answers.
    pub answers: Answers,
}

/// How many links of a wave each group has, and how many were answered by.
pub type LinkCounts = BTreeMap<Group, (u64, u64)>;

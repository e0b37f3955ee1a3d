//! Where a rule comes from. Numbers of sections mean nothing without their act (domain.md 0, fact 6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A rule's legal source, as data with a validity (domain.md B.6).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LegalSource {
    /// The act, in Danish: `serviceloven`.
    pub act: String,
    /// The section (*paragraf*): `85`, `83 a`.
    pub section: String,
    /// The subsection (*stykke*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subsection: Option<String>,
    /// The number inside the subsection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The first day on which the rule applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// The last day on which the rule applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The person or role that reviewed the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_by: Option<String>,
    /// When the source was reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<NaiveDate>,
}

//! Where a rule comes from. Numbers of sections mean nothing without their act (domain.md 0, fact 6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::Message;

/// A rule's legal source, as data with a validity (domain.md B.6).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LegalSource {
    /// The act, in Danish: `serviceloven`.
    pub act: String,
    /// The section (*paragraf*): `85`, `83 a`; or another part by its name: `art. 33`, `kap. 16`.
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

impl LegalSource {
    /// Whether the rule holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// The part of the act as it is written: a number is a section.
    #[must_use]
    pub fn part(&self) -> String {
        if self.section.starts_with(|c: char| c.is_ascii_digit()) {
            format!("§ {}", self.section)
        } else {
            self.section.clone()
        }
    }

    /// The act and the part, for a line that has no room for more.
    #[must_use]
    pub fn short(&self) -> String {
        format!("{} {}", self.act, self.part())
    }

    /// The source in words, down to what is named (domain.md D.13). The act's own name is Danish in every language, for
    /// there is no other law.
    #[must_use]
    pub fn written(&self) -> Message {
        let message = Message::new(match (&self.subsection, &self.number) {
            (None, None) => "law-section",
            (Some(_), None) => "law-subsection",
            (None, Some(_)) => "law-section-number",
            (Some(_), Some(_)) => "law-number",
        });
        message
            .with("act", self.act.as_str())
            .with("part", self.part())
            .with("subsection", self.subsection.as_deref().unwrap_or_default())
            .with("number", self.number.as_deref().unwrap_or_default())
    }
}

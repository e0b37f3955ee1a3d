//! The municipality's own words in letters: its letterhead, how it is reached, and how one appeals, for each act.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message, Text};
use samspil_store::{LetterWordsRow, StoreError};
use serde::{Deserialize, Serialize};

use super::GlossaryWord;
use crate::{Engine, Failure};

/// The longest of these texts, in characters: half a page.
pub const MAX_WORD_CHARS: usize = 2_000;

/// How many acts may have guidance of their own.
const MAX_ACTS: usize = 30;

/// How many versions are shown.
const MAX_VERSIONS: u32 = 50;

/// A municipality's own words. What is left empty is as the program has it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterWords {
    /// What stands above every letter.
    #[serde(default)]
    pub letterhead: Text,
    /// How the municipality is reached.
    #[serde(default)]
    pub contact: Text,
    /// Who decides on appeals.
    #[serde(default)]
    pub complaint_body: Text,
    /// How one appeals where no act has guidance of its own.
    #[serde(default)]
    pub appeal_guidance: Text,
    /// How one appeals against decisions by an act.
    #[serde(default)]
    pub appeal_by_act: BTreeMap<String, Text>,
    /// The municipality's glossary.
    #[serde(default)]
    pub glossary: Vec<GlossaryWord>,
}

/// Which text, where one is wrong.
fn texts(words: &LetterWords) -> impl Iterator<Item = &Text> {
    let own = [
        &words.letterhead,
        &words.contact,
        &words.complaint_body,
        &words.appeal_guidance,
    ];
    own.into_iter().chain(words.appeal_by_act.values())
}

/// A version of them, with when, by whom and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordsVersion {
    /// The version; 0 where nothing has been laid down.
    pub version: u32,
    /// The words.
    pub words: LetterWords,
    /// When.
    pub set_at: DateTime<Utc>,
    /// By whom.
    pub set_by: String,
    /// Why.
    pub why: String,
}

/// What is to be laid down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LetterWordsSet {
    /// The words.
    pub words: LetterWords,
    /// The version that they were written from.
    pub seen: u32,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: String,
}

/// Why they were not laid down. Nothing was changed.
#[derive(thiserror::Error, Debug)]
pub enum WordsRefused {
    /// A text is too long, there are too many acts, or no reason was given.
    #[error("wrong: {}", .0.key)]
    Wrong(Message),
    /// Somebody else laid down words meanwhile.
    #[error("changed meanwhile")]
    Changed,
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LetterWords {
    /// The guidance on appeals by an act, which people and flows write in small letters or with a capital.
    fn appeal(&self, act: Option<&str>) -> Text {
        let same = |known: &str, act: &str| known.trim().to_lowercase() == act.trim().to_lowercase();
        let own = act.and_then(|act| self.appeal_by_act.iter().find(|(known, _)| same(known, act)));
        let own = own.map(|(_, text)| text).filter(|text| !text.da.is_empty());
        or_usual(own.unwrap_or(&self.appeal_guidance), "letter-usual-appeal")
    }

    /// What single words stand for in letters, beside parties.
    pub(super) fn words(
        &self,
        act: Option<&str>,
        municipality: &str,
        language: Language,
    ) -> BTreeMap<String, String> {
        let body = or_usual(&self.complaint_body, "letter-usual-complaint-body");
        let contact = if self.contact.da.is_empty() {
            Text::danish(municipality)
        } else {
            self.contact.clone()
        };
        let told = [
            ("letterhead", self.head(municipality)),
            ("contact", contact),
            ("complaint_body", body),
            ("appeal_guidance", self.appeal(act)),
            ("municipality", Text::danish(municipality)),
        ];
        let told = told.into_iter();
        told.map(|(name, text)| (name.to_owned(), text.in_language(language).to_owned()))
            .collect()
    }

    /// The letterhead; the municipality's name where nothing is laid down.
    pub(super) fn head(&self, municipality: &str) -> Text {
        if self.letterhead.da.is_empty() {
            Text::danish(municipality)
        } else {
            self.letterhead.clone()
        }
    }

    fn wrong(&self) -> Option<Message> {
        let long = |text: &str| text.chars().count() > MAX_WORD_CHARS;
        let mut all = texts(self);
        if all.any(|text| long(&text.da) || text.en.as_deref().is_some_and(long)) {
            let most = i64::try_from(MAX_WORD_CHARS).unwrap_or(i64::MAX);
            return Some(Message::new("letter-words-long").with("most", most));
        }
        let odd = |act: &String| act.trim().is_empty() || act.chars().count() > 120;
        if self.appeal_by_act.len() > MAX_ACTS || self.appeal_by_act.keys().any(odd) {
            let most = i64::try_from(MAX_ACTS).unwrap_or(i64::MAX);
            return Some(Message::new("letter-words-acts").with("most", most));
        }
        super::glossary::wrong(&self.glossary)
    }
}

fn or_usual(text: &Text, key: &str) -> Text {
    if !text.da.is_empty() {
        return text.clone();
    }
    let usual = Message::new(key);
    Text {
        da: usual.say(Language::Danish),
        en: Some(usual.say(Language::English)),
    }
}

impl Engine {
    /// The municipality's words as they are now, and as they were, newest first; the first of them holds.
    ///
    /// # Errors
    /// What the store says.
    pub async fn letter_words(&self, tenant: TenantId) -> Result<Vec<WordsVersion>, Failure> {
        let rows = self.store().letter_words(tenant, MAX_VERSIONS).await?;
        rows.into_iter().map(version).collect()
    }

    /// The municipality's words as they are now; none where nothing has been laid down.
    ///
    /// # Errors
    /// What the store says.
    pub async fn letter_words_now(&self, tenant: TenantId) -> Result<Option<WordsVersion>, Failure> {
        let rows = self.store().letter_words(tenant, 1).await?;
        rows.into_iter().next().map(version).transpose()
    }

    /// Lays down the municipality's words.
    ///
    /// # Errors
    /// [`WordsRefused`] says why not.
    pub async fn set_letter_words(&self, tenant: TenantId, set: LetterWordsSet) -> Result<u32, WordsRefused> {
        if let Some(wrong) = set.words.wrong() {
            return Err(WordsRefused::Wrong(wrong));
        }
        let why = set.why.trim();
        if why.is_empty() || why.chars().count() > MAX_WORD_CHARS {
            return Err(WordsRefused::Wrong(Message::new("letter-words-why")));
        }
        let words = serde_json::to_vec(&set.words).unwrap_or_default();
        let row = LetterWordsRow {
            version: set.seen.saturating_add(1),
            words,
            set_at: self.clock().now(),
            set_by: set.by,
            why: why.to_owned(),
        };
        let version = row.version;
        if self.store().put_letter_words(tenant, row).await? {
            Ok(version)
        } else {
            Err(WordsRefused::Changed)
        }
    }
}

fn version(row: LetterWordsRow) -> Result<WordsVersion, Failure> {
    let words = serde_json::from_slice(&row.words).map_err(|error| Failure::Incident(error.to_string()))?;
    Ok(WordsVersion {
        version: row.version,
        words,
        set_at: row.set_at,
        set_by: row.set_by,
        why: row.why,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guidance_is_that_of_the_act_however_it_is_written_and_otherwise_the_municipalitys() {
        let words = LetterWords {
            appeal_guidance: Text::danish("Skriv."),
            appeal_by_act: BTreeMap::from([
                ("Barnets lov".to_owned(), Text::danish("Ring.")),
                ("serviceloven".to_owned(), Text::default()),
            ]),
            ..LetterWords::default()
        };
        for (act, said) in [
            (Some("barnets lov"), "Ring."),
            (Some("Barnets Lov "), "Ring."),
            (Some("serviceloven"), "Skriv."),
            (Some("klageloven"), "Skriv."),
            (None, "Skriv."),
        ] {
            assert_eq!(words.appeal(act).da, said, "{act:?}");
        }
    }
}

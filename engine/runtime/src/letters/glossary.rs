//! The municipality's glossary: words with what they mean, and what each side says where the sides differ (A10.2 in
//! `flows/lines.csv`).

use std::collections::BTreeMap;

use samspil_core::flow::Side;
use samspil_core::text::{Message, Text};
use serde::{Deserialize, Serialize};

/// How many words a glossary may have: more than anybody reads.
const MAX_WORDS: usize = 300;

/// The longest word, in characters.
const MAX_GLOSSARY_WORD_CHARS: usize = 100;

/// The longest meaning, in characters: a few sentences.
const MAX_MEANING_CHARS: usize = 1_000;

/// What one side says, and what it means by it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideWord {
    /// The word that the side uses.
    pub word: String,
    /// What it means by it; empty where that is what all mean.
    #[serde(default)]
    pub meaning: String,
}

/// A word of the glossary.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GlossaryWord {
    /// The word, in Danish and English.
    pub word: Text,
    /// What it means.
    #[serde(default)]
    pub meaning: String,
    /// What each side says, where it has a word or a meaning of its own.
    #[serde(default)]
    pub sides: BTreeMap<Side, SideWord>,
}

impl GlossaryWord {
    /// Whether the sides say or mean something else than each other.
    #[must_use]
    pub fn differs(&self) -> bool {
        let plain = |side: &SideWord| side.word == self.word.da && side.meaning.is_empty();
        self.sides.values().any(|side| !plain(side))
    }

    /// Whether one of these texts uses the word, in the words of any side: a word is a word, not a part of another,
    /// but for its ending.
    #[must_use]
    pub fn is_used_in(&self, texts: &[&str]) -> bool {
        let own = std::iter::once(self.word.da.as_str()).chain(self.word.en.as_deref());
        let all: Vec<String> = own
            .chain(self.sides.values().map(|side| side.word.as_str()))
            .map(str::to_lowercase)
            .filter(|word| !word.is_empty())
            .collect();
        let uses = |text: &&str| {
            let text = text.to_lowercase();
            all.iter().any(|word| begins_a_word(&text, word))
        };
        texts.iter().any(uses)
    }
}

/// Whether a word of the text begins so: an ending may follow (`indsatsen`), as Danish adds them.
fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric())
    })
}

/// What is wrong with a glossary.
pub(super) fn wrong(words: &[GlossaryWord]) -> Option<Message> {
    let count = |most: usize| i64::try_from(most).unwrap_or(i64::MAX);
    if words.len() > MAX_WORDS {
        return Some(Message::new("glossary-too-many").with("most", count(MAX_WORDS)));
    }
    let mut seen = std::collections::BTreeSet::new();
    for word in words {
        let name = word.word.da.trim();
        let all = std::iter::once(name).chain(word.sides.values().map(|side| side.word.trim()));
        let odd = |word: &str| word.is_empty() || word.chars().count() > MAX_GLOSSARY_WORD_CHARS;
        if all.into_iter().any(odd) {
            let message = Message::new("glossary-word").with("word", name);
            return Some(message.with("most", count(MAX_GLOSSARY_WORD_CHARS)));
        }
        let mut meanings =
            std::iter::once(&word.meaning).chain(word.sides.values().map(|side| &side.meaning));
        if meanings.any(|meaning| meaning.chars().count() > MAX_MEANING_CHARS) {
            let message = Message::new("glossary-meaning").with("word", name);
            return Some(message.with("most", count(MAX_MEANING_CHARS)));
        }
        if !seen.insert(name.to_lowercase()) {
            return Some(Message::new("glossary-twice").with("word", name));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(da: &str, sides: &[(Side, &str, &str)]) -> GlossaryWord {
        let side = |(side, word, meaning): &(Side, &str, &str)| {
            let said = SideWord {
                word: (*word).to_owned(),
                meaning: (*meaning).to_owned(),
            };
            (*side, said)
        };
        GlossaryWord {
            word: Text::danish(da),
            meaning: String::new(),
            sides: sides.iter().map(side).collect(),
        }
    }

    #[test]
    fn sides_differ_by_word_or_meaning() {
        assert!(!word("indsats", &[]).differs());
        assert!(!word("indsats", &[(Side::Provider, "indsats", "")]).differs());
        assert!(word("indsats", &[(Side::Provider, "ydelse", "")]).differs());
        assert!(word("indsats", &[(Side::Authority, "indsats", "det, der er bevilget")]).differs());
    }

    #[test]
    fn a_word_is_used_in_any_sides_words_and_with_an_ending_but_not_inside_another() {
        let word = word("indsats", &[(Side::Provider, "ydelse", "")]);
        for (text, used) in [
            ("Beskriv Indsatsen", true),
            ("Skriv ydelserne", true),
            ("En storindsats", false),
            ("Skriv status", false),
        ] {
            assert_eq!(word.is_used_in(&[text]), used, "{text}");
        }
    }

    #[test]
    fn what_is_too_long_empty_or_twice_is_refused() {
        let long = "x".repeat(MAX_MEANING_CHARS + 1);
        for (words, key) in [
            (vec![word("", &[])], Some("glossary-word")),
            (
                vec![word("a", &[(Side::Citizen, " ", "")])],
                Some("glossary-word"),
            ),
            (
                vec![word("a", &[(Side::Citizen, "b", &long)])],
                Some("glossary-meaning"),
            ),
            (vec![word("a", &[]), word("A", &[])], Some("glossary-twice")),
            (vec![word("a", &[]); MAX_WORDS + 1], Some("glossary-too-many")),
            (vec![word("a", &[]), word("b", &[])], None),
        ] {
            assert_eq!(wrong(&words).map(|message| message.key), key.map(str::to_owned));
        }
    }
}

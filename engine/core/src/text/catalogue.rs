//! Message files read once and asked for sentences.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Arg, Language, Message, danish};

/// Messages inside messages go no deeper than this; deeper is shown as `…`.
const MAX_NESTING: usize = 8;

/// The messages of one part of the product, in both languages.
pub struct Catalogue {
    danish: FluentBundle<FluentResource>,
    english: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// Reads message files, Danish and English, later files adding to earlier ones.
    ///
    /// # Errors
    /// A sentence about the first line that Fluent cannot read, or the first key that is written twice.
    pub fn new(danish: &[&str], english: &[&str]) -> Result<Self, String> {
        Ok(Self {
            danish: bundle(Language::Danish, danish)?,
            english: bundle(Language::English, english)?,
        })
    }

    /// Whether both languages have this message.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.danish.has_message(key) && self.english.has_message(key)
    }

    /// The sentence in this language. A key that no file has is shown as itself, so that nothing is hidden.
    #[must_use]
    pub fn say(&self, message: &Message, language: Language) -> String {
        self.say_nested(message, language, 0)
    }

    /// A fact in words.
    pub(super) fn fact(&self, arg: &Arg, language: Language) -> String {
        self.words(arg, language, 0)
    }

    fn say_nested(&self, message: &Message, language: Language, depth: usize) -> String {
        let bundle = match language {
            Language::Danish => &self.danish,
            Language::English => &self.english,
        };
        let Some(pattern) = bundle.get_message(&message.key).and_then(|found| found.value()) else {
            return if std::ptr::eq(self, core_catalogue()) {
                message.key.clone()
            } else {
                core_catalogue().say_nested(message, language, depth)
            };
        };
        let mut args = FluentArgs::new();
        for (name, arg) in &message.args {
            args.set(name.clone(), self.value(arg, language, depth));
        }
        let mut errors = Vec::new();
        bundle
            .format_pattern(pattern, Some(&args), &mut errors)
            .into_owned()
    }

    fn value(&self, arg: &Arg, language: Language, depth: usize) -> FluentValue<'static> {
        match arg {
            Arg::Number(number) => FluentValue::from(*number),
            other => FluentValue::from(self.words(other, language, depth)),
        }
    }

    fn words(&self, arg: &Arg, language: Language, depth: usize) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Both(text) => text.in_language(language).to_owned(),
            Arg::Number(number) => number.to_string(),
            Arg::Decimal(number) => danish::decimal(*number, language),
            Arg::Date(day) => danish::date(*day),
            Arg::Instant(at) => danish::instant(*at, language),
            Arg::Message(_) if depth >= MAX_NESTING => "…".to_owned(),
            Arg::Message(message) => self.say_nested(message, language, depth + 1),
            Arg::List(list) => list
                .iter()
                .map(|one| self.words(one, language, depth))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
}

fn bundle(language: Language, files: &[&str]) -> Result<FluentBundle<FluentResource>, String> {
    let mut bundle = empty(language);
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned())
            .map_err(|(_, errors)| format!("message file: {errors:?}"))?;
        bundle
            .add_resource(resource)
            .map_err(|errors| format!("message file: {errors:?}"))?;
    }
    Ok(bundle)
}

fn empty(language: Language) -> FluentBundle<FluentResource> {
    let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    bundle.set_use_isolating(false);
    bundle
}

/// Pairs the Danish and English files of one name.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        (
            [$(include_str!(concat!("../../texts/da/", $name, ".ftl"))),*],
            [$(include_str!(concat!("../../texts/en/", $name, ".ftl"))),*],
        )
    };
}

/// The files of the core itself.
macro_rules! own_files {
    () => {
        files!(
            "calendar",
            "case",
            "diagram",
            "difference",
            "explain",
            "explore",
            "flow",
            "guard",
            "import",
            "keys",
            "letter",
            "pair",
            "review",
            "survey",
            "table",
        )
    };
}

/// The core's own messages.
///
/// The files are part of the program and a test reads them, so a fault in them shows there; at run time a bundle
/// without messages shows keys instead of stopping a case.
#[must_use]
pub fn core_catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let (danish, english) = own_files!();
        Catalogue::new(&danish, &english).unwrap_or_else(|_| Catalogue {
            danish: empty(Language::Danish),
            english: empty(Language::English),
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(files: &[&str]) -> BTreeSet<String> {
        files
            .iter()
            .flat_map(|file| file.lines())
            .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
            .filter_map(|line| line.split_once('='))
            .map(|(key, _)| key.trim().to_owned())
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        let (danish, english) = own_files!();
        assert_eq!(keys(&danish), keys(&english));
        Catalogue::new(&danish, &english).unwrap();
    }

    #[test]
    fn a_message_holds_facts_and_messages() {
        let catalogue = Catalogue::new(
            &["outer = Fordi { $why } den { $on }\ninner = { $n } dage"],
            &["outer = Because { $why } on { $on }\ninner = { $n } days"],
        )
        .unwrap();
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
        let message = Message::new("outer")
            .with("why", Message::new("inner").with("n", 3_i64))
            .with("on", day);
        assert_eq!(
            catalogue.say(&message, Language::Danish),
            "Fordi 3 dage den 03.11.2026"
        );
        assert_eq!(
            catalogue.say(&message, Language::English),
            "Because 3 days on 03.11.2026"
        );
        assert_eq!(
            catalogue.say(&Message::new("nowhere"), Language::Danish),
            "nowhere"
        );
    }
}

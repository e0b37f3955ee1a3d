//! The program's own sentences, with the core's behind them.

use std::sync::OnceLock;

use samspil_core::text::{Catalogue, Language, Message, core_catalogue};

/// Pairs the Danish and English files of one name.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        (
            [$(include_str!(concat!("../texts/da/", $name, ".ftl"))),*],
            [$(include_str!(concat!("../texts/en/", $name, ".ftl"))),*],
        )
    };
}

/// The program's own messages; what they lack comes from the core's.
pub(crate) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Option<Catalogue>> = OnceLock::new();
    let own = CATALOGUE.get_or_init(|| {
        // A line for each, so that two people can add one at the same time.
        #[rustfmt::skip]
        let (danish, english) = files!(
            "access",
            "backups",
            "batches",
            "bench",
            "calendars",
            "cases",
            "check",
            "citizens",
            "deeds",
            "demo",
            "diagram",
            "explore",
            "feed",
            "flows",
            "glossary",
            "goals",
            "history",
            "houses",
            "import",
            "inbox",
            "incidents",
            "keys",
            "limits",
            "login",
            "mail",
            "mails",
            "management",
            "organisation",
            "own",
            "pages",
            "plan",
            "play",
            "problems",
            "providers",
            "reach",
            "retention",
            "review",
            "scenario",
            "scim",
            "serve",
            "settings",
            "sight",
            "sign_in",
            "store",
            "story",
            "surveys",
            "table",
            "tasks",
            "trials",
            "tune",
            "verify",
            "words",
            "workbench",
        );
        Catalogue::new(&danish, &english)
            .inspect_err(|error| tracing::error!(?error, "the program has no texts of its own"))
            .ok()
    });
    own.as_ref().unwrap_or_else(|| core_catalogue())
}

/// The sentence in this language.
pub(crate) fn say(message: &Message, language: Language) -> String {
    message.say_from(catalogue(), language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_read_and_the_core_answers_for_the_rest() {
        assert!(catalogue().knows("store-no-tenant"));
        let core = Message::new("language-unknown");
        assert_eq!(say(&core, Language::Danish), core.say(Language::Danish));
    }

    #[test]
    fn no_sentence_of_the_program_hides_one_of_the_core() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/texts/da");
        let mut seen = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for (key, _) in text.lines().filter_map(|line| line.split_once(" =")) {
                assert!(!core_catalogue().knows(key), "{key}");
                seen += 1;
            }
        }
        assert!(seen > 100, "{seen}");
    }
}

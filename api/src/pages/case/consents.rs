//! What the citizen has consented to, as a table.

use samspil_core::case::{Consent, Eyes, View};
use samspil_core::id::PersonId;
use samspil_core::text::{Language, Message, instant};

use crate::pages::parts::{Cell, Table};
use crate::pages::words::Speaker;
use crate::words::say;

/// The consents, newest first; none where there are none, or the reader may not know of them.
pub(crate) fn consents(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Option<Table> {
    if view.case.consents.is_empty() || !view.knows_grounds(eyes) {
        return None;
    }
    let all: Vec<&Consent> = view.case.consents.iter().rev().collect();
    Some(table(view, &all, speaker, "consents-title"))
}

/// What the citizen of the case has consented that somebody sees, newest first; none where they have not.
pub(crate) fn consents_to(view: &View<'_>, person: PersonId, speaker: Speaker<'_>) -> Option<Table> {
    let bound = |consent: &Consent| {
        view.case.parties.iter().any(|(party, to)| {
            let mut own = to.iter().filter(|one| one.person == Some(person));
            own.any(|one| consent.is_about(party, one))
        })
    };
    let to_them = |consent: &&Consent| consent.terms.person == Some(person) || bound(consent);
    let theirs: Vec<&Consent> = view.case.consents.iter().rev().filter(to_them).collect();
    (!theirs.is_empty()).then(|| table(view, &theirs, speaker, "consents-to-you"))
}

fn table(view: &View<'_>, consents: &[&Consent], speaker: Speaker<'_>, caption: &str) -> Table {
    let language = speaker.language;
    let row = |consent: &&Consent| {
        let terms = &consent.terms;
        let whom = [Some(
            view.party_title(&terms.party).in_language(language).to_owned(),
        )];
        let whom = whom.into_iter().chain([
            terms.person.map(|person| speaker.names.person(person, language)),
            terms.unit.map(|unit| speaker.names.unit(unit, language)),
        ]);
        let whom: Vec<String> = whom.flatten().collect();
        let by = speaker.t(&format!("consent-by-{}", terms.given_by.word()));
        let how = speaker.t(&format!("consent-{}", terms.how.word()));
        let given = Message::new("consent-given-at")
            .with("by", by)
            .with("how", how.to_lowercase())
            .with("at", instant(consent.given_at, language));
        vec![
            Cell::Text(whom.join(", ")),
            Cell::Text(covered(view, consent, language)),
            Cell::Text(speaker.say(&given)),
            Cell::Text(ends(view, consent, language)),
        ]
    };
    let heads = ["to", "covers", "given", "ends"];
    Table {
        caption: speaker.t(caption),
        head: heads.map(|head| speaker.t(&format!("consents-{head}"))).to_vec(),
        rows: consents.iter().map(row).collect(),
        empty: String::new(),
    }
}

/// What it covers: the titles of sections and fields, or all.
pub(super) fn covered(view: &View<'_>, consent: &Consent, language: Language) -> String {
    let schema = &view.run.flow.data;
    let title = |path: &String| match schema.sections.get(path) {
        Some(section) => section.title.in_language(language).to_owned(),
        None => {
            let field = samspil_core::id::FieldPath::new(path).ok();
            let field = field.and_then(|path| schema.field(&path));
            field.map_or_else(
                || path.clone(),
                |field| field.title.in_language(language).to_owned(),
            )
        }
    };
    let titles: Vec<String> = consent.terms.covers.iter().map(title).collect();
    if titles.is_empty() {
        say(&Message::new("consent-covers-all"), language)
    } else {
        titles.join(", ")
    }
}

fn ends(view: &View<'_>, consent: &Consent, language: Language) -> String {
    let message = match (consent.withdrawn_at, consent.terms.until) {
        (Some(at), _) => Message::new("consent-withdrawn").with("at", instant(at, language)),
        (None, Some(until)) if consent.holds(view.at) => {
            Message::new("consent-holds-until").with("day", until)
        }
        (None, Some(until)) => Message::new("consent-ended").with("day", until),
        (None, None) => Message::new("consent-holds"),
    };
    say(&message, language)
}

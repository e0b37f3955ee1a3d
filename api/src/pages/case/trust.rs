//! Forms about who may see the case: a consent given or taken back, and what of the citizen is protected.

use chrono::NaiveDate;
use samspil_core::case::{Asked, Consent, Eyes, GivenBy, GivenHow, Protection, Terms, View};
use samspil_core::flow::{Party, Side};
use samspil_core::id::PartyId;
use samspil_core::text::{Language, Message};

use super::action::Written;
use super::consents::covered;
use crate::pages::parts::{Choice, Field, Form};
use crate::pages::shell::Shell;
use crate::pages::words::written::date as written_date;

/// What is protected, in the words that the form sends.
const PROTECTIONS: [(&str, Protection); 4] = [
    (
        "none",
        Protection {
            name: false,
            address: false,
        },
    ),
    (
        "address",
        Protection {
            name: false,
            address: true,
        },
    ),
    (
        "name",
        Protection {
            name: true,
            address: false,
        },
    ),
    (
        "both",
        Protection {
            name: true,
            address: true,
        },
    ),
];

/// Whether somebody with these eyes may speak for the citizen: the citizen, a guardian, or the authority on their behalf.
fn speaks(view: &View<'_>, eyes: &Eyes) -> bool {
    let side = |party: &PartyId| view.run.flow.parties.get(party).map(|party| party.side);
    let mut acting = eyes.acting().iter();
    eyes.is_guardian() || acting.any(|party| matches!(side(party), Some(Side::Citizen | Side::Authority)))
}

fn needing<'v>(view: &View<'v>) -> impl Iterator<Item = &'v Party> {
    let parties = view.run.flow.parties.values();
    parties.filter(|party| party.needs_consent)
}

/// The consents that hold now.
pub(crate) fn holding<'v>(view: &View<'v>) -> impl Iterator<Item = &'v Consent> {
    let at = view.at;
    view.case.consents.iter().filter(move |consent| consent.holds(at))
}

/// Whether a consent may be taken down now.
pub(crate) fn offers_giving(view: &View<'_>, eyes: &Eyes) -> bool {
    !view.case.has_ended() && speaks(view, eyes) && needing(view).next().is_some()
}

/// Whether there is a consent to take back.
pub(crate) fn offers_taking_back(view: &View<'_>, eyes: &Eyes) -> bool {
    speaks(view, eyes) && holding(view).next().is_some()
}

/// Whether the reader may say what is protected: the authority may.
pub(super) fn offers_protecting(view: &View<'_>, eyes: &Eyes) -> bool {
    let side = |party: &PartyId| view.run.flow.parties.get(party).map(|party| party.side);
    let mut acting = eyes.acting().iter();
    acting.any(|party| side(party) == Some(Side::Authority))
}

/// To whom, to what, how and until when.
pub(super) fn giving(page: &Shell, view: &View<'_>, written: &Written, form: &mut Form) {
    to_whom(page, view, written, form);
    let hows = GivenHow::ALL
        .map(|how| Choice::new(how.word().to_owned(), page.t(&format!("consent-{}", how.word()))));
    form.add(Field::radio("how", page.t("consent-how"), hows.to_vec()).value(&written.how));
    let givers = [GivenBy::Citizen, GivenBy::Guardian];
    let givers =
        givers.map(|by| Choice::new(by.word().to_owned(), page.t(&format!("consent-by-{}", by.word()))));
    let given_by = if written.given_by.is_empty() {
        GivenBy::Citizen.word()
    } else {
        &written.given_by
    };
    form.add(Field::radio("given_by", page.t("consent-given-by"), givers.to_vec()).value(given_by));
    lasting(page, written, form);
}

/// To whom, and to what.
pub(crate) fn to_whom(page: &Shell, view: &View<'_>, written: &Written, form: &mut Form) {
    let language = page.language;
    let parties = needing(view)
        .map(|party| Choice::new(party.id.to_string(), party.title.in_language(language).to_owned()));
    let party = Field::radio("party", page.t("consent-party"), parties.collect());
    form.add(party.value(&written.party));
    let sections = view.run.flow.data.sections.iter();
    let sections = sections
        .map(|(name, section)| Choice::new(name.clone(), section.title.in_language(language).to_owned()));
    let all = Choice::new(String::new(), page.t("consent-covers-all"));
    let covers = Field::select(
        "covers",
        page.t("consent-covers"),
        std::iter::once(all).chain(sections).collect(),
    );
    form.add(covers.value(&written.covers).optional());
}

/// Until when.
pub(crate) fn lasting(page: &Shell, written: &Written, form: &mut Form) {
    let until = Field::date("until", page.t("consent-until")).hint(page.t("consent-until-hint"));
    form.add(until.value(&written.until).optional());
}

/// Which consent.
pub(super) fn taking_back(page: &Shell, view: &View<'_>, written: &Written, form: &mut Form) {
    let choices = holding(view)
        .map(|consent| Choice::new(consent.number.to_string(), named(view, consent, page.language)));
    let field = Field::radio("number", page.t("consent-which"), choices.collect());
    form.add(field.value(&written.number));
}

/// To whom and to what a consent was given, in a line.
pub(crate) fn named(view: &View<'_>, consent: &Consent, language: Language) -> String {
    let title = view.party_title(&consent.terms.party);
    let covers = covered(view, consent, language);
    format!("{}: {covers}", title.in_language(language))
}

/// What is protected.
pub(super) fn protecting(page: &Shell, view: &View<'_>, written: &Written, form: &mut Form) {
    let choices =
        PROTECTIONS.map(|(word, _)| Choice::new(word.to_owned(), page.t(&format!("protection-{word}"))));
    let now = PROTECTIONS
        .iter()
        .find(|(_, protection)| *protection == view.case.protection);
    let now = now.map_or("none", |(word, _)| word);
    let chosen = if written.protection.is_empty() {
        now
    } else {
        &written.protection
    };
    form.add(Field::radio("protection", page.t("protection"), choices.to_vec()).value(chosen));
}

/// The consent that is written; none where something is missing.
pub(super) fn given(written: &Written) -> Option<Asked> {
    let how = GivenHow::ALL.into_iter().find(|how| how.word() == written.how)?;
    let guardian = written.given_by == GivenBy::Guardian.word();
    let covers = Some(written.covers.clone()).filter(|covers| !covers.is_empty());
    Some(Asked::GiveConsent {
        terms: Terms {
            party: PartyId::new(&written.party).ok()?,
            unit: None,
            person: None,
            covers: covers.into_iter().collect(),
            given_by: if guardian {
                GivenBy::Guardian
            } else {
                GivenBy::Citizen
            },
            how,
            until: until(written)?,
        },
    })
}

/// The last day: none where nothing is written, nothing where it is no day.
#[allow(clippy::option_option, reason = "no day and a wrong day are two things")]
pub(super) fn until(written: &Written) -> Option<Option<NaiveDate>> {
    match written.until.trim() {
        "" => Some(None),
        text => written_date(text).map(Some),
    }
}

/// The consent that is to be taken back.
pub(super) fn taken_back(written: &Written) -> Option<Asked> {
    let number = written.number.parse().ok()?;
    Some(Asked::WithdrawConsent { number })
}

/// What is to be protected.
pub(super) fn protected(written: &Written) -> Option<Asked> {
    let chosen = PROTECTIONS.iter().find(|(word, _)| *word == written.protection)?;
    Some(Asked::Protect { protection: chosen.1 })
}

/// Says at its field what is missing.
pub(super) fn missing(page: &Shell, written: &Written, form: &mut Form) {
    if written.party.is_empty() {
        form.wrong("party", page.t("consent-party-missing"));
    }
    if written.how.is_empty() {
        form.wrong("how", page.t("consent-how-missing"));
    }
    if until(written).is_none() {
        form.wrong("until", page.say(&Message::new("consent-until-wrong")));
    }
    if written.number.is_empty() {
        form.wrong("number", page.t("consent-which-missing"));
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use samspil_core::calendar::Calendar;
    use samspil_core::case::{Binding, Relation, Runnable};
    use samspil_core::flow::read;
    use samspil_core::guard::compile_all;
    use samspil_core::id::PersonId;
    use samspil_core::simulate::Trial;
    use samspil_runtime::{By, Grounds};
    use uuid::Uuid;

    use super::*;

    const FLOW: &str = "samspil: 1
flow: f
title: Sag
parties:
  worker: {title: Sagsbehandler, side: authority}
  provider: {title: Udfører, side: provider}
  relative: {title: Pårørende, side: relative, many: true}
  friend: {title: Ven, side: relative, optional: true, needs: consent}
does:
  assess: {task: Vurdér, by: worker}
";

    #[test]
    fn a_guardian_speaks_for_the_citizen_and_other_relatives_do_not() {
        let (flow, _) = read(FLOW);
        let flow = flow.unwrap();
        let (guards, _) = compile_all(&flow);
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        let person = |number| PersonId(Uuid::from_u128(number));
        let to = |number, relation| Binding {
            relation,
            ..Binding::to(None, Some(person(number)))
        };
        let party = |name: &str| PartyId::new(name).unwrap();
        let parties = vec![
            (party("worker"), vec![to(1, None)]),
            (party("provider"), vec![to(2, None)]),
            (
                party("relative"),
                vec![
                    to(3, Some(Relation::Guardian)),
                    to(4, Some(Relation::Spouse)),
                    Binding {
                        until: "1969-12-01".parse().ok(),
                        ..to(5, Some(Relation::Guardian))
                    },
                ],
            ),
        ];
        let mut trial = Trial::new(&run, DateTime::UNIX_EPOCH);
        trial
            .start(DateTime::UNIX_EPOCH, "Sag", parties, serde_json::Value::Null)
            .unwrap();
        let view = trial.view().unwrap();
        for (number, speaks) in [(1, true), (2, false), (3, true), (4, false), (5, false)] {
            let by = By::Person {
                person: person(number),
                members: Vec::new(),
                stands_in: Vec::new(),
                grounds: Grounds::default(),
            };
            assert_eq!(offers_giving(&view, &by.eyes(&view)), speaks, "{number}");
        }
    }
}

//! Writing a letter: what the case told is put into the document's text with the municipality's words and people's names,
//! and kept. It is written once, however often it is tried.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::calendar::local_date;
use samspil_core::case::{Asked, Case, Dispatch, Effect, View};
use samspil_core::flow::{Document, Flow, Protected, Side, Value};
use samspil_core::id::{CaseId, FieldPath, ItemId, PartyId, PersonId, TenantId};
use samspil_core::letter::{Facts, LetterFault, write};
use samspil_core::text::{Arg, Language, Message, Text, long_date};
use samspil_store::DocumentRow;
use uuid::Uuid;

use super::{Frozen, LetterWords};
use crate::engine::Engine;
use crate::errands::{Stuck, ask, of_failure};
use crate::relay::NoticeBody;
use crate::rows::id_of;
use crate::sealing::Seal;
use crate::{By, CaseRead, Failure};

/// How many characters of what is missing are told in a case's history.
const MAX_REASON_CHARS: usize = 480;

/// A letter that is to be written.
pub(crate) struct WrittenLetter {
    pub(crate) case: CaseId,
    pub(crate) item: ItemId,
    pub(crate) number: u32,
    pub(crate) document: String,
    pub(crate) tells: BTreeMap<FieldPath, Value>,
}

impl WrittenLetter {
    /// The letter that an effect of the case wants written; none where its text is not the flow's.
    pub(crate) fn of(case: CaseId, effect: Effect) -> Option<Self> {
        match effect {
            Effect::Letter {
                item,
                document,
                number: Some(number),
                tells,
                ..
            } => Some(Self {
                case,
                item,
                number,
                document,
                tells,
            }),
            _ => None,
        }
    }
}

/// Why a letter was not written. Nothing was kept and nothing sent.
#[derive(thiserror::Error, Debug)]
pub enum WriteRefused {
    /// It should show what the case does not have.
    #[error("lacks: {}", .0.key)]
    Lacks(Message),
    /// There is no such letter, or it has been written.
    #[error("no such letter to write")]
    Nothing,
    /// The engine cannot.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// The id of a letter: the same letter has the same.
pub(super) fn letter_id(case: CaseId, item: &ItemId, number: u32) -> Uuid {
    id_of(&[
        b"document",
        case.0.as_bytes(),
        item.as_str().as_bytes(),
        &number.to_be_bytes(),
    ])
}

/// Writes a letter as an errand, and gives the word of it for whoever receives it; none where there is nothing to read. One
/// that lacks something comes back as work for whoever sends it.
pub(crate) async fn make(
    engine: &Engine,
    tenant: TenantId,
    letter: WrittenLetter,
) -> Result<Option<NoticeBody>, Stuck> {
    let case = letter.case;
    let read = engine.read_for_itself(tenant, case).await;
    let read = read.map_err(|_| Stuck::ForNow)?;
    match engine.write(tenant, &read, &letter).await {
        // One that was written before may not have been told of: the node stopped in between.
        Ok(_) => Ok(NoticeBody::of_letter(&read.view(), &letter.document)),
        Err(WriteRefused::Nothing) => Ok(None),
        Err(WriteRefused::Failure(failure)) => Err(of_failure(failure, case)),
        Err(WriteRefused::Lacks(why)) => {
            let known = read.case.item(&letter.item).letters.iter();
            let mut known = known.filter(|known| known.number == letter.number);
            if known.any(|known| known.failed.is_some()) {
                return Ok(None);
            }
            let reason = why.say(Language::Danish).chars().take(MAX_REASON_CHARS).collect();
            let asked = Asked::Dispatch {
                item: letter.item,
                number: Some(letter.number),
                news: Dispatch::Failed { reason },
            };
            ask(engine, tenant, case, asked).await.map(|()| None)
        }
    }
}

impl Engine {
    /// Writes a letter that could not be written before, from the case as it is now.
    ///
    /// # Errors
    /// [`WriteRefused`] says why not.
    pub async fn write_letter(
        &self,
        tenant: TenantId,
        by: &By,
        read: &CaseRead,
        item: &ItemId,
        number: u32,
    ) -> Result<(), WriteRefused> {
        let view = read.view();
        let mut known = read.case.item(item).letters.iter();
        let known = known.rfind(|letter| letter.number == number);
        let letter = known.ok_or(WriteRefused::Nothing)?;
        if !view.sends_letter(&by.eyes(&view), item) {
            return Err(WriteRefused::Nothing);
        }
        let document = read.run.flow.documents.get(&letter.document);
        let tells = document.map(|document| view.told_by(document));
        let letter = WrittenLetter {
            case: read.case.id,
            item: item.clone(),
            number,
            document: letter.document.clone(),
            tells: tells.ok_or(WriteRefused::Nothing)?,
        };
        if self.write(tenant, read, &letter).await? {
            Ok(())
        } else {
            Err(WriteRefused::Nothing)
        }
    }

    /// Writes a letter. False where it is there already; then that one stays as it is.
    async fn write(
        &self,
        tenant: TenantId,
        read: &CaseRead,
        letter: &WrittenLetter,
    ) -> Result<bool, WriteRefused> {
        let (run, case) = (&read.run, &read.case);
        let document = run.flow.documents.get(&letter.document);
        let document = document.ok_or(WriteRefused::Nothing)?;
        let id = letter_id(case.id, &letter.item, letter.number);
        if self
            .store()
            .document(tenant, id)
            .await
            .map_err(Failure::from)?
            .is_some()
        {
            return Ok(false);
        }
        let frozen = self.filled(tenant, read, letter, document).await?;
        let shared = self.shared();
        let seal = shared.document_seal(tenant, run, case).await?;
        // Nobody is left whom it is of.
        if matches!(seal, Seal::Destroyed) {
            return Err(WriteRefused::Nothing);
        }
        let (body, sum, sealed_by) = shared.frozen(id, &frozen, &seal)?;
        let row = DocumentRow {
            id,
            case: case.id,
            item: letter.item.to_string(),
            number: letter.number,
            name: letter.document.clone(),
            written_at: self.clock().now(),
            sum,
            sealed_by,
            body,
        };
        let added = self
            .store()
            .add_document(tenant, row)
            .await
            .map_err(Failure::from)?;
        Ok(added)
    }

    /// The document's text in each language that it is written in.
    async fn filled(
        &self,
        tenant: TenantId,
        read: &CaseRead,
        letter: &WrittenLetter,
        document: &Document,
    ) -> Result<Frozen, WriteRefused> {
        let flow = &read.run.flow;
        let words = self.letter_words_now(tenant).await?;
        let words = words.map_or_else(LetterWords::default, |version| version.words);
        let tenants = self.store().tenants().await.map_err(Failure::from)?;
        let municipality = tenants.into_iter().find(|(number, _)| *number == tenant);
        let municipality = municipality.map_or_else(String::new, |(_, name)| name);
        let names = self.names_in(tenant, &read.case, letter).await?;
        let mut at = read.case.item(&letter.item).letters.iter();
        let at = at.rfind(|known| known.number == letter.number);
        let date = local_date(at.map_or_else(|| self.clock().now(), |known| known.written_at));
        let person = |id: &str| names.person(id);
        let act = document.appeal.clone().or_else(|| {
            let first = flow.about.law.first();
            first.map(|law| law.act.clone())
        });
        let text = |language: Language| -> Result<String, WriteRefused> {
            let mut all = words.words(act.as_deref(), &municipality, language);
            all.extend(names.of_parties(&read.view(), letter, document, language));
            all.insert("date".to_owned(), long_date(date, language));
            let facts = Facts {
                values: &letter.tells,
                words: &all,
                person: &person,
            };
            write(flow, document, &facts, language).map_err(|fault| lacks(fault, document))
        };
        let english = document.text.en.as_ref().map(|_| text(Language::English));
        let to = flow.receiver(document);
        let to = to.map(|to| names.party(&read.view(), &to, Language::Danish));
        Ok(Frozen {
            title: document.title.clone(),
            letterhead: words.head(&municipality),
            date,
            to: to.unwrap_or_default(),
            text: Text {
                da: text(Language::Danish)?,
                en: english.transpose()?,
            },
            locked: document.locked,
        })
    }

    /// What the people are called whom the case or the letter names.
    async fn names_in(
        &self,
        tenant: TenantId,
        case: &Case,
        letter: &WrittenLetter,
    ) -> Result<Names, Failure> {
        let bound = case
            .parties
            .values()
            .flatten()
            .filter_map(|binding| binding.person);
        let told = letter.tells.values().filter_map(|value| match value {
            Value::Person(id) => id.parse().ok().map(PersonId),
            _ => None,
        });
        let did = case.item(&letter.item).done_by;
        let people: BTreeSet<PersonId> = bound.chain(told).chain(did).collect();
        let mut names = Names::default();
        for unit in self.store().units(tenant).await? {
            names.units.insert(unit.id.0, unit.name);
        }
        let mut unknown = Vec::new();
        for id in people {
            match self.store().person(tenant, id).await? {
                Some(person) => {
                    names.people.insert(id, person.name);
                }
                None => unknown.push(id),
            }
        }
        for (person, citizen) in self.citizens_named(tenant, &unknown).await? {
            if let Some(identity) = citizen.identity {
                names.people.insert(person, identity.name);
            }
        }
        Ok(names)
    }
}

fn lacks(fault: LetterFault, document: &Document) -> WriteRefused {
    WriteRefused::Lacks(match fault {
        LetterFault::Lacks(fields) => {
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            let message = Message::new("letter-lacks").with("document", &document.title);
            message.with("fields", fields)
        }
        LetterFault::TooMuch => Message::new("letter-too-much").with("document", &document.title),
    })
}

/// What people and units are called.
#[derive(Default)]
struct Names {
    people: BTreeMap<PersonId, String>,
    units: BTreeMap<Uuid, String>,
}

impl Names {
    fn person(&self, written: &str) -> String {
        let known = written.parse().ok().and_then(|id| self.people.get(&PersonId(id)));
        known.cloned().unwrap_or_else(|| written.to_owned())
    }

    /// Who is bound to a party now: people by name, otherwise units, otherwise what the party is called.
    fn party(&self, view: &View<'_>, party: &PartyId, language: Language) -> String {
        let bound: Vec<String> = view
            .bound_now(party)
            .filter_map(|binding| {
                let person = binding.person.and_then(|person| self.people.get(&person));
                let unit = || binding.unit.and_then(|unit| self.units.get(&unit.0));
                person.or_else(unit).cloned()
            })
            .collect();
        if bound.is_empty() {
            return view.party_title(party).in_language(language).to_owned();
        }
        bound.join(", ")
    }

    /// Every party by name, and who the letter is between. A name that is protected stands in no letter but the citizen's
    /// own and the authority's.
    fn of_parties(
        &self,
        view: &View<'_>,
        letter: &WrittenLetter,
        document: &Document,
        language: Language,
    ) -> BTreeMap<String, String> {
        let flow: &Flow = &view.run.flow;
        let to = flow.receiver(document);
        let side = to.and_then(|to| flow.parties.get(&to)).map(|party| party.side);
        let knows = matches!(side, Some(Side::Citizen | Side::Authority));
        let hidden = view.case.protection.holds(Protected::Name) && !knows;
        let told = |party: &&samspil_core::flow::Party| !(hidden && party.side == Side::Citizen);
        let parties = flow.parties.values().filter(told);
        let mut all: BTreeMap<String, String> = parties
            .map(|party| (party.id.to_string(), self.party(view, &party.id, language)))
            .collect();
        let citizen = flow.parties.values().find(|party| party.side == Side::Citizen);
        if let Some(citizen) = citizen.filter(told) {
            all.entry("citizen".to_owned())
                .or_insert_with(|| self.party(view, &citizen.id, language));
        }
        let item = view.run.item(view.case, &letter.item);
        let sender = item.and_then(|item| view.letter_sender(&item));
        if let Some(sender) = sender {
            let done_by = view.case.item(&letter.item).done_by;
            let person = done_by.and_then(|person| self.people.get(&person)).cloned();
            let name = person.unwrap_or_else(|| self.party(view, &sender, language));
            all.insert("caseworker".to_owned(), name);
        }
        all
    }
}

impl WriteRefused {
    /// What is wrong, for people.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Lacks(message) => message.clone(),
            Self::Nothing => Message::new("letter-nothing-to-write"),
            Self::Failure(failure) => {
                Message::new("letter-not-written").with("why", Arg::Text(failure.to_string()))
            }
        }
    }
}

//! A case in words, whole: its file, its parties, what was consented to, its letters and everything that happened.

use askama::Template;
use chrono::{DateTime, Utc};
use samspil_core::case::{Event, Eyes};
use samspil_core::id::{CaseId, PartyId, PersonId, TenantId};
use samspil_core::text::{Language, Message, instant};
use samspil_runtime::{By, CaseRead, Engine, Failure, Frozen, MAX_PAGE};
use serde_json::{Value, json};

use super::json as plain;
use crate::pages::case::consents::{consents, consents_to};
use crate::pages::case::data::{File, SectionShown};
use crate::pages::case::document::{Sheet, sheet};
use crate::pages::case::history::{Entry, Teller};
use crate::pages::case::parties::parties;
use crate::pages::case::people::people;
use crate::pages::case::standing;
use crate::pages::names::Names;
use crate::pages::parts::Table;
use crate::pages::words::Speaker;
use crate::words::say;

/// How many events of a case an archive tells in words: one every hour for two years. Of more the oldest are, and it is said;
/// all of them lie in its file for programs.
const MAX_ARCHIVED: usize = 20_000;

/// How many events of a case a citizen is given in one part, some megabytes; the rest follow in parts of their own.
const EVENTS_TOGETHER: usize = 1_000;

/// For whom a case is told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Whose<'a> {
    /// For a citizen, who takes or took part as these parties; `own` where it is about them.
    Citizen {
        citizen: PersonId,
        own: bool,
        parties: &'a [String],
    },
    /// For an archive.
    Archive,
}

impl Whose<'_> {
    const fn most(self) -> usize {
        match self {
            Self::Citizen { .. } => EVENTS_TOGETHER,
            Self::Archive => MAX_ARCHIVED,
        }
    }
}

/// A case in words.
#[derive(Template)]
#[template(path = "export/case.html")]
pub(crate) struct CaseTold {
    case: CaseId,
    title: String,
    flow: String,
    standing: String,
    times: Vec<String>,
    started_at: DateTime<Utc>,
    /// What it is to whoever it is told to.
    role: Option<String>,
    /// Whoever it is told to does not see the case any more.
    unseen: Option<String>,
    parties: Option<Table>,
    consents: Option<Table>,
    /// What the citizen of another's case has consented that they see.
    consents_to: Option<Table>,
    sections: Vec<SectionShown>,
    /// The letters as they were written, the one that counts before its translation.
    letters: Vec<Sheet>,
    history: Vec<Entry>,
    words: Words,
    cut: Option<String>,
    /// The number of the event after which the history goes on, where it does.
    next: Option<u64>,
}

// It escapes what it shows itself.
impl askama::filters::HtmlSafe for CaseTold {}

/// Headings and the like.
struct Words {
    file: String,
    letters: String,
    history: String,
    more: String,
    number: String,
}

impl CaseTold {
    /// Tells a case as somebody sees it.
    ///
    /// # Errors
    /// What the store says, or that an event or a letter cannot be read.
    pub(crate) async fn of(
        engine: &Engine,
        tenant: TenantId,
        (read, by): (&CaseRead, &By),
        whose: Whose<'_>,
        language: Language,
    ) -> Result<Self, Failure> {
        let eyes = read.eyes(by);
        let (events, next) = if eyes.is_empty() {
            (Vec::new(), None)
        } else {
            some_events(engine, tenant, (read, by), (0, whose.most())).await?
        };
        let letters = if eyes.is_empty() {
            Vec::new()
        } else {
            engine.all_documents(tenant, by, read).await?
        };
        let named = people(read, &eyes, events.iter());
        let names = Names::read(engine.store().as_ref(), tenant, &named).await?;
        let names = names.and_citizens(engine, tenant, &named).await?;
        let speaker = Speaker {
            language,
            names: &names,
        };
        let known = (events.as_slice(), next, letters.as_slice());
        Ok(Self::drawn(read, &eyes, known, whose, speaker))
    }

    fn drawn(
        read: &CaseRead,
        eyes: &Eyes,
        (events, next, letters): (&[Event], Option<u64>, &[Frozen]),
        whose: Whose<'_>,
        speaker: Speaker<'_>,
    ) -> Self {
        let (view, language) = (read.view(), speaker.language);
        let seen = !eyes.is_empty();
        let file = File {
            view,
            parties: eyes,
            speaker,
        };
        let teller = Teller { view, speaker };
        let most = i64::try_from(whose.most()).unwrap_or(i64::MAX);
        let cut = next.is_some() && matches!(whose, Whose::Archive);
        let flow = read.run.flow.title.in_language(language).to_owned();
        // What a case is called may name whom it is about: whoever sees it no more knows it by its flow.
        let title = if seen {
            read.title(eyes, language)
        } else {
            flow.clone()
        };
        Self {
            case: read.case.id,
            title,
            flow,
            standing: standing(speaker, read.case.standing).text,
            times: times(read, language),
            started_at: read.case.started_at,
            role: role(read, whose, language),
            unseen: (!seen).then(|| speaker.t("export-unseen")),
            parties: seen.then(|| parties(&view, eyes, speaker)),
            consents: consents(&view, eyes, speaker).filter(|_| seen),
            consents_to: match whose {
                Whose::Citizen {
                    citizen, own: false, ..
                } => consents_to(&view, citizen, speaker),
                _ => None,
            },
            sections: if seen { file.sections() } else { Vec::new() },
            letters: letters.iter().flat_map(sheets).collect(),
            history: events.iter().map(|event| teller.entry(event)).collect(),
            words: Words {
                file: speaker.t("case-data"),
                letters: speaker.t("letters-title"),
                history: speaker.t("case-history"),
                more: speaker.t("history-more"),
                number: speaker.t("export-number"),
            },
            cut: cut.then(|| speaker.say(&Message::new("export-history-cut").with("most", most))),
            next,
        }
    }

    /// The number of the event after which the history goes on, where it does.
    pub(crate) const fn next(&self) -> Option<u64> {
        self.next
    }

    /// What the case is called.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// As a part of a document.
    pub(crate) fn html(&self) -> String {
        self.render().unwrap_or_default()
    }

    /// What happened, for programs.
    pub(crate) fn json_history(&self) -> Vec<Value> {
        self.history.iter().map(happened).collect()
    }

    /// The rest for programs.
    pub(crate) fn json(&self) -> Value {
        json!({
            "case": self.case,
            "title": self.title,
            "flow": self.flow,
            "standing": self.standing,
            "started_at": self.started_at,
            "role": self.role,
            "unseen": self.unseen,
            "parties": self.parties.as_ref().map(plain::table),
            "consents": self.consents.as_ref().map(plain::table),
            "consents_to_you": self.consents_to.as_ref().map(plain::table),
            "file": self.sections.iter().map(plain::section).collect::<Vec<_>>(),
            "letters": self.letters.iter().map(plain::letter).collect::<Vec<_>>(),
        })
    }
}

/// An event for programs.
fn happened(entry: &Entry) -> Value {
    let what: Vec<&String> = entry.lines.iter().chain(&entry.more).collect();
    json!({ "at": entry.iso, "who": entry.who, "what": what })
}

/// How a case's history goes on.
#[derive(Template)]
#[template(path = "export/history.html")]
pub(crate) struct HistoryOn {
    title: String,
    more: String,
    history: Vec<Entry>,
    next: Option<u64>,
}

impl HistoryOn {
    /// Tells what happened in a case after an event.
    ///
    /// # Errors
    /// What the store says, or that an event cannot be read.
    pub(crate) async fn of(
        engine: &Engine,
        tenant: TenantId,
        (read, by): (&CaseRead, &By),
        after: u64,
        language: Language,
    ) -> Result<Self, Failure> {
        let part = (after, EVENTS_TOGETHER);
        let (events, next) = some_events(engine, tenant, (read, by), part).await?;
        let named = people(read, &read.eyes(by), events.iter());
        let names = Names::read(engine.store().as_ref(), tenant, &named).await?;
        let names = names.and_citizens(engine, tenant, &named).await?;
        let speaker = Speaker {
            language,
            names: &names,
        };
        let teller = Teller {
            view: read.view(),
            speaker,
        };
        Ok(Self {
            title: speaker.t("export-history-on"),
            more: speaker.t("history-more"),
            history: events.iter().map(|event| teller.entry(event)).collect(),
            next,
        })
    }

    /// The number of the event after which it goes on further, where it does.
    pub(crate) const fn next(&self) -> Option<u64> {
        self.next
    }

    /// As a part of a document.
    pub(crate) fn html(&self) -> String {
        self.render().unwrap_or_default()
    }

    /// The same for programs.
    pub(crate) fn json(&self) -> Vec<Value> {
        self.history.iter().map(happened).collect()
    }
}

/// A letter in each language that it is written in.
fn sheets(frozen: &Frozen) -> impl Iterator<Item = Sheet> + '_ {
    let english = frozen.text.en.as_ref().map(|_| Language::English);
    let languages = std::iter::once(Language::Danish).chain(english);
    languages.map(move |language| sheet(frozen, language))
}

fn times(read: &CaseRead, language: Language) -> Vec<String> {
    let started = Message::new("case-started").with("at", instant(read.case.started_at, language));
    let ended = read.case.stood_still_at.filter(|_| read.case.has_ended());
    let ended = ended.map(|at| Message::new("case-ended").with("at", at));
    let all = [Some(started), ended].into_iter().flatten();
    all.map(|message| say(&message, language)).collect()
}

fn role(read: &CaseRead, whose: Whose<'_>, language: Language) -> Option<String> {
    let Whose::Citizen { own, parties, .. } = whose else {
        return None;
    };
    let title = |party: &String| {
        let known = PartyId::new(party).ok();
        let known = known.and_then(|party| read.run.flow.parties.get(&party));
        known.map_or_else(
            || party.clone(),
            |party| party.title.in_language(language).to_owned(),
        )
    };
    let titles: Vec<String> = parties.iter().map(title).collect();
    let key = if own { "export-own" } else { "export-anothers" };
    Some(say(&Message::new(key).with("as", titles.join(", ")), language))
}

/// Events after one, as somebody sees them, about so many, and the number of the last where more follow.
pub(super) async fn some_events(
    engine: &Engine,
    tenant: TenantId,
    (read, by): (&CaseRead, &By),
    (mut after, most): (u64, usize),
) -> Result<(Vec<Event>, Option<u64>), Failure> {
    let mut events = Vec::new();
    loop {
        let room = u32::try_from(most.saturating_sub(events.len())).unwrap_or(MAX_PAGE);
        let page = engine.history_of(tenant, by, read, (after, room.min(MAX_PAGE)));
        let page = page.await?;
        events.extend(page.events.into_iter().filter_map(|past| past.event));
        match page.next {
            None => return Ok((events, None)),
            Some(next) if events.len() >= most => return Ok((events, Some(next))),
            Some(next) => after = next,
        }
    }
}

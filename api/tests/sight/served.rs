//! The program over a store in which two municipalities were played, and everyone who asks it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use futures::{StreamExt, stream};
use samspil_core::id::{CaseId, TenantId};
use samspil_runtime::Clock;
use samspil_store::{AccessEntry, Store};
use samspil_tests::program::{Answer, Asking, Program};
use serde_json::{Value, json};
use tokio::time::timeout;
use uuid::Uuid;

use crate::asked::{Question, Way, questions, questions_by_link};
use crate::by_link::ByLink;
use crate::flow::Flow;
use crate::heard::{Answers, Heard, Holds, Kept, Marks};
use crate::of_case::of_nothing;
use crate::readers::{by_link, by_session, by_token, citizens, cookie, links, people, secret};
use crate::town::{Town, begin_last, case, engine, last_case};
use crate::world::person;

/// How many people ask at a time.
const AT_ONCE: usize = 6;

/// More letters than any case has.
const ALL_LETTERS: u32 = 1_000;

/// More entries of the access log than all questions of a test make.
const ALL_ENTRIES: u32 = 1_000_000;

/// How many hours later people ask once more: past the ends of days, consents and openings, as in the comparison inside the
/// engine.
pub(crate) const LATER_HOURS: i64 = 100;

/// A version that no case has.
const NO_VERSION: &str = "\"999999999\"";

/// How long a test waits for news before it gives up.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// The program as everyone meets it at one moment.
pub(crate) struct Served {
    program: Program,
    /// The store that the program runs on, to see what it logs.
    store: Arc<dyn Store>,
    pub(crate) at: DateTime<Utc>,
    /// The letters of each case of each municipality, in the order in which they were written.
    letters: Vec<Vec<Vec<Kept>>>,
}

impl Served {
    /// Plays the municipalities into the store at an address and serves it.
    pub(crate) async fn new(url: &str, towns: &[Town<'_>], flow: &Flow) -> Self {
        let (engine, clock) = engine(url, towns, flow).await;
        let worlds = towns.iter().flat_map(|town| &town.worlds);
        let last = worlds.map(|world| world.trial.now).max().unwrap();
        clock.move_to(last);
        engine.wake_all_due().await.unwrap();
        engine.hand_over_all().await.unwrap();
        clock.move_to(last + Duration::minutes(5));
        let mut letters = Vec::new();
        for town in towns {
            begin_last(&engine, town, flow).await;
            // Erasing takes an account away: those who ask have theirs from then on.
            citizens(engine.store().as_ref(), town).await;
            people(engine.store().as_ref(), town).await;
            links(engine.store().as_ref(), town, flow).await;
            letters.push(written(engine.store().as_ref(), town).await);
        }
        let at = clock.now();
        let store = Arc::clone(engine.store());
        engine.stop().await;
        store.close().await;
        let now = at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let program = Program::serve(env!("CARGO_BIN_EXE_samspil"), url, &["--test-clock", &now]);
        let store = samspil_store::open(url).await.unwrap();
        Self {
            program,
            store,
            at,
            letters,
        }
    }

    /// What has been logged since this entry, and the last of it.
    async fn logged(&self, tenant: TenantId, after: &mut u64) -> Vec<AccessEntry> {
        let new = self
            .store
            .access_after(tenant, *after, ALL_ENTRIES)
            .await
            .unwrap();
        *after = new.last().map_or(*after, |entry| entry.number);
        new
    }

    /// Everyone asks everything; and once more for what stands in cases, when nobody has done anything for a while.
    pub(crate) async fn answers(&self, towns: &[Town<'_>], flow: &Flow) -> Answers {
        let marks = Marks::new(towns, flow);
        let mut all = self.asked(&marks, towns, flow, false).await;
        let later = (self.at + Duration::hours(LATER_HOURS)).to_rfc3339_opts(SecondsFormat::Secs, true);
        let (town, mut people) = (&towns[0], towns[0].people.iter());
        let clock = self.program.ask("POST", "/api/v1/test-clock");
        let clock = clock.by(&secret(town, &by_token(people.next_back().unwrap())));
        clock.json(&json!({"to": later})).send().await.is(200);
        all.extend(self.asked(&marks, towns, flow, true).await);
        Answers { all, marks }
    }

    async fn asked(&self, marks: &Marks, towns: &[Town<'_>], flow: &Flow, later: bool) -> Vec<Heard> {
        let asker = |number, person, link| Asker {
            served: self,
            town: &towns[number],
            number,
            person,
            link,
            later,
            marks,
        };
        let mut everyone = Vec::new();
        for (number, town) in towns.iter().enumerate() {
            everyone.extend((0..town.people.len()).map(|person| asker(number, person, None)));
            let links = ByLink::all(town, flow).into_iter().enumerate();
            everyone.extend(links.map(|link| asker(number, link.1.person, Some(link))));
        }
        let asked = everyone.into_iter().map(|asker| asker.asks(flow));
        let all: Vec<Vec<Heard>> = stream::iter(asked).buffer_unordered(AT_ONCE).collect().await;
        all.into_iter().flatten().collect()
    }

    /// Nothing of what stands in a case is in the program's log.
    pub(crate) fn log_holds_no_mark(&self, towns: &[Town<'_>]) {
        let log = self.program.log();
        for world in towns.iter().flat_map(|town| &town.worlds) {
            let mark = format!("{}:", world.mark);
            assert!(!log.contains(&mark), "the log holds {mark}");
        }
    }
}

/// What stands before the number of a problem: in a program's answer, and on a page.
const NUMBERED: [&str; 2] = ["urn:uuid:", "<code>"];

/// One who asks.
struct Asker<'a, 'r> {
    served: &'a Served,
    town: &'a Town<'r>,
    number: usize,
    person: usize,
    /// The link that they came by, with its place among those of the municipality.
    link: Option<(usize, ByLink)>,
    /// They ask once more, after a while.
    later: bool,
    marks: &'a Marks,
}

impl Asker<'_, '_> {
    async fn asks(self, flow: &Flow) -> Vec<Heard> {
        let letters = &self.served.letters[self.number];
        let mut questions = match &self.link {
            Some((place, link)) => questions_by_link(self.town, flow, (*place, link), letters),
            None => questions(self.town, flow, self.person, letters),
        };
        questions.retain(|question| self.is_asked(question));
        let nothing = self.nothing(&questions, flow).await;
        let mut all = Vec::new();
        let store = self.served.store.as_ref();
        let mut last = store.access_head(self.town.tenant).await.unwrap().number;
        for question in questions {
            let answer = self.answer(&question).await;
            assert!(answer.status < 500, "{}: {}", question.path, answer.text);
            if matches!(question.way, Way::Refused(_) | Way::Stale(_)) {
                assert!(answer.status >= 400, "{}: {}", question.path, answer.text);
            }
            let entries = self.served.logged(self.town.tenant, &mut last).await;
            all.push(self.heard(&question, (&answer, &entries), &nothing, flow));
        }
        all
    }

    /// Whether this is asked now: later what stands in cases, and nothing else.
    fn is_asked(&self, question: &Question) -> bool {
        !self.later || matches!(question.holds, Holds::Everything | Holds::History)
    }

    /// How each question is answered of a case that is not there: by the question without the case and the item.
    async fn nothing(&self, questions: &[Question], flow: &Flow) -> BTreeMap<String, (u16, String)> {
        let asked: BTreeSet<String> = questions.iter().map(|question| bare(question, flow)).collect();
        let mut nothing = BTreeMap::new();
        for question in of_nothing(flow) {
            let name = bare(&question, flow);
            if asked.contains(&name) && !nothing.contains_key(&name) {
                let answer = self.answer(&question).await;
                let told = plain(&Heard::told_apart(&answer), &question.path, flow);
                nothing.insert(name, (answer.status, told));
            }
        }
        nothing
    }

    /// What an answer comes to, with what was logged while it was given.
    fn heard(
        &self,
        question: &Question,
        (answer, entries): (&Answer, &[AccessEntry]),
        nothing: &BTreeMap<String, (u16, String)>,
        flow: &Flow,
    ) -> Heard {
        let (status, missing) = match nothing.get(&bare(question, flow)) {
            Some((status, text)) if question.of.is_some() => (*status, text.as_str()),
            _ => (answer.status, ""),
        };
        let own = plain(&Heard::told_apart(answer), &question.path, flow);
        // Whoever came by a link into a case knows that it is there.
        let is_known = self
            .link
            .as_ref()
            .is_some_and(|(_, link)| question.of == Some(link.case));
        let is_alike = answer.status == status && own == missing;
        let differs = question.of.is_some() && !is_known && !is_alike;
        let text = Heard::text(answer);
        let cases = 0..self.town.worlds.len();
        let named = cases.filter(|number| text.contains(&case(*number as u128).to_string()));
        let letters = &self.served.letters[self.number];
        let of = question.of.map_or(&[][..], |of| letters[of].as_slice());
        let items = flow.items.iter().map(|item| format!("\"{}\"", item.name));
        let found = self.marks.found(&text);
        let mut sends = places(of.iter().map(Kept::way), &text);
        // An answer may repeat what was asked.
        sends.retain(|place| !question.path.contains(&of[*place].way()));
        Heard {
            town: self.number,
            person: self.person,
            link: self.link.as_ref().map(|(place, _)| *place),
            later: self.later,
            unlogged: self.unlogged(&found, entries, question.of.is_some()),
            found,
            named: if question.of.is_some() {
                BTreeSet::new()
            } else {
                named.collect()
            },
            letters: places(of.iter().map(|letter| letter.id.to_string()), &text),
            sends,
            items: places(items, &text),
            of: question.of,
            holds: if goes_on(answer) && is_list(question.holds) {
                Holds::Nothing
            } else {
                question.holds
            },
            status: answer.status,
            missing: differs.then_some(own),
            asked: self.told(question),
        }
    }

    /// What was asked, for people.
    fn told(&self, question: &Question) -> String {
        match &self.link {
            Some((_, link)) => format!("{} by a link into {} as {}", question.path, link.case, link.party),
            None => question.path.clone(),
        }
    }

    /// The cases of which something was told while none of these entries says that this person looked: at the case, or,
    /// where it was not asked for by itself, at a list.
    fn unlogged(&self, found: &BTreeSet<usize>, entries: &[AccessEntry], of_case: bool) -> BTreeSet<usize> {
        let who = person(self.town.people[self.person].number);
        let own: Vec<&AccessEntry> = entries
            .iter()
            .filter(|entry| entry.access.who.person() == Some(who))
            .collect();
        let looked: BTreeSet<Option<CaseId>> = own.iter().map(|entry| entry.access.case).collect();
        // That other cases are named beside one is an entry of that one, which says which.
        let says_which = |told: usize| {
            let id = case(told as u128).to_string();
            own.iter()
                .any(|entry| String::from_utf8_lossy(&entry.access.details).contains(&id))
        };
        let marks = found.iter().map(|mark| self.marks.all[*mark]);
        let told = marks
            .filter(|mark| mark.town == self.number)
            .map(|mark| mark.case);
        told.filter(|told| {
            let in_list = !of_case && looked.contains(&None);
            !in_list && !looked.contains(&Some(case(*told as u128))) && !says_which(*told)
        })
        .collect()
    }

    fn ask(&self, method: &str, path: &str) -> Asking {
        let asking = self.served.program.ask(method, path);
        let one = &self.town.people[self.person];
        match &self.link {
            Some((place, _)) => asking.header("cookie", &cookie(self.town, &by_link(*place))),
            // Every other person comes by a browser.
            None if self.person % 2 == 1 => asking.header("cookie", &cookie(self.town, &by_session(one))),
            None => asking.by(&secret(self.town, &by_token(one))),
        }
    }

    async fn answer(&self, question: &Question) -> Answer {
        match &question.way {
            Way::Get => self.ask("GET", &question.path).send().await,
            Way::Refused(body) | Way::Search(body) => {
                self.ask("POST", &question.path).json(body).send().await
            }
            Way::Stale(body) => {
                let asking = self.ask("POST", &question.path).header("if-match", NO_VERSION);
                asking.json(body).send().await
            }
            Way::Form(body) => {
                let asking = self.ask("POST", &question.path);
                let asking = asking.body("application/x-www-form-urlencoded", *body);
                asking.send().await
            }
            Way::Calendar => {
                let made = self.ask("POST", "/api/v1/me/feed").send().await.is(201).json();
                let address = made["address"].as_str().unwrap();
                let path = address.strip_prefix(self.served.program.url.as_str()).unwrap();
                self.served.program.ask("GET", path).send().await.is(200)
            }
            Way::News => self.news(&question.path).await,
            Way::Export(form) => {
                let asking = self.ask("POST", &question.path).header("accept", form);
                asking.json(&json!({"purpose": "Indsigt"})).send().await
            }
        }
    }

    /// What changed since the beginning, until the case that everyone hears of.
    async fn news(&self, path: &str) -> Answer {
        let (mut told, mut pieces) = self.ask("GET", path).header("last-event-id", "0").open().await;
        let last = last_case().to_string();
        while !told.text.contains(&last) {
            let piece = timeout(PATIENCE, pieces.next()).await.unwrap();
            told.text
                .push_str(&piece.unwrap_or_else(|| panic!("the news end: {}", told.text)));
        }
        assert!(
            !told.text.contains("event: reset"),
            "so few changes are told one by one"
        );
        told
    }
}

/// Which of these texts stand in an answer, by their places.
fn places(texts: impl Iterator<Item = String>, answer: &str) -> BTreeSet<usize> {
    let found = texts.enumerate().filter(|(_, text)| answer.contains(text));
    found.map(|(place, _)| place).collect()
}

/// Whether an answer may say less than it has to, since more stands on its next page.
fn is_list(holds: Holds) -> bool {
    !matches!(holds, Holds::Order | Holds::Export(_))
}

/// Whether more stands on the next page.
fn goes_on(answer: &Answer) -> bool {
    let page: Option<Value> = serde_json::from_str(&answer.text).ok();
    page.is_some_and(|page| page["next"].is_u64())
}

/// A question without the case and the item that stand in it.
fn bare(question: &Question, flow: &Flow) -> String {
    let parts = parts(&question.path).map(|part| if is_own(part, flow) { "_" } else { part });
    let parts = parts.collect::<Vec<_>>().join("/");
    format!("{} {parts}", question.asks()[0].0)
}

/// The parts of a path, and of what is asked behind it.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', '?', '='])
}

/// Whether a part of a path names a case or an item.
fn is_own(part: &str, flow: &Flow) -> bool {
    Uuid::parse_str(part).is_ok() || flow.items.iter().any(|item| item.name == part)
}

/// A body without the number that every problem is given by itself.
fn unnumbered(text: &str) -> String {
    NUMBERED.iter().fold(text.to_owned(), |text, before| {
        let mut pieces = text.split(before);
        let mut plain = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let is_number = piece
                .get(..36)
                .is_some_and(|number| Uuid::parse_str(number).is_ok());
            plain.push_str(before);
            plain.push_str(if is_number { &piece[36..] } else { piece });
        }
        plain
    })
}

/// A body without what it repeats of the question, and without its problem's own number.
fn plain(text: &str, path: &str, flow: &Flow) -> String {
    let parts = parts(path).filter(|part| is_own(part, flow));
    parts.fold(unnumbered(text), |text, part| {
        if Uuid::parse_str(part).is_ok() {
            return text.replace(part, "_");
        }
        let text = text.replace(&format!("/{part}"), "/_");
        text.replace(&format!("%2F{part}"), "%2F_")
    })
}

/// The letters of each case, in the order in which the oracle knows them: all that it knows of were written.
async fn written(store: &dyn Store, town: &Town<'_>) -> Vec<Vec<Kept>> {
    let mut all = Vec::new();
    for (number, world) in (0..).zip(&town.worlds) {
        let mut kept: BTreeMap<String, Vec<Kept>> = BTreeMap::new();
        let ids = store.document_ids(town.tenant, case(number), ALL_LETTERS).await;
        for id in ids.unwrap() {
            let row = store.document(town.tenant, id).await.unwrap().unwrap();
            let (item, number) = (row.item, row.number);
            kept.entry(item.clone())
                .or_default()
                .push(Kept { id, item, number });
        }
        for of_item in kept.values_mut() {
            of_item.sort_by_key(|letter| std::cmp::Reverse(letter.number));
        }
        assert_eq!(world.told.len(), world.record.letters.len());
        let known = world.record.letters.iter();
        let known = known.map(|letter| kept.get_mut(&letter.item).unwrap().pop().unwrap());
        all.push(known.collect());
        assert!(kept.values().all(Vec::is_empty), "{kept:?}");
    }
    all
}

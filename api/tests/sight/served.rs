//! The program over a store in which two municipalities were played, and everyone who asks it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use futures::{StreamExt, stream};
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, TokenId};
use samspil_runtime::Clock;
use samspil_store::{Citizen, Erasure, HeldKey, Member, Role, Scope, Store, Token, Unit};
use samspil_tests::program::{Answer, Asking, Program};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::time::timeout;
use uuid::Uuid;

use crate::asked::{Question, Way, of_nothing, questions};
use crate::flow::Flow;
use crate::heard::{Answers, Heard, Holds, Kept, Marks};
use crate::record::Person;
use crate::town::{Town, begin_last, case, engine, last_case};
use crate::world::{person, unit};

/// How many people ask at a time.
const AT_ONCE: usize = 6;

/// How many units a municipality has.
const UNITS: u128 = 4;

/// The one among them that is a provider's.
pub(crate) const PROVIDER: u128 = 3;

/// More letters than any case has.
const ALL_LETTERS: u32 = 1_000;

/// How long a test waits for news before it gives up.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// The program as everyone meets it at one moment.
pub(crate) struct Served {
    program: Program,
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
            people(engine.store().as_ref(), town).await;
            citizens(engine.store().as_ref(), town).await;
            letters.push(written(engine.store().as_ref(), town).await);
        }
        let at = clock.now();
        let store = Arc::clone(engine.store());
        engine.stop().await;
        store.close().await;
        let now = at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let program = Program::serve(env!("CARGO_BIN_EXE_samspil"), url, &["--test-clock", &now]);
        Self { program, at, letters }
    }

    /// Everyone asks everything.
    pub(crate) async fn answers(&self, towns: &[Town<'_>], flow: &Flow) -> Answers {
        let marks = Marks::new(towns, flow);
        let everyone = towns
            .iter()
            .enumerate()
            .flat_map(|(number, town)| (0..town.people.len()).map(move |person| (number, town, person)));
        let asked = everyone.map(|(number, town, person)| {
            let marks = &marks;
            async move {
                let asker = Asker {
                    served: self,
                    town,
                    number,
                    person,
                    marks,
                };
                asker.asks(flow).await
            }
        });
        let all: Vec<Vec<Heard>> = stream::iter(asked).buffer_unordered(AT_ONCE).collect().await;
        Answers {
            all: all.into_iter().flatten().collect(),
            marks,
        }
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
    marks: &'a Marks,
}

impl Asker<'_, '_> {
    async fn asks(&self, flow: &Flow) -> Vec<Heard> {
        // How each question is answered of a case that is not there: by the question without the case and the item.
        let mut nothing: BTreeMap<String, (u16, String)> = BTreeMap::new();
        for question in of_nothing(flow) {
            let answer = self.answer(&question).await;
            nothing.insert(
                bare(&question.path, flow),
                (answer.status, plain(&answer.text, &question.path, flow)),
            );
        }
        let mut all = Vec::new();
        let letters = &self.served.letters[self.number];
        for question in questions(self.town, flow, self.person, letters) {
            let answer = self.answer(&question).await;
            assert!(answer.status < 500, "{}: {}", question.path, answer.text);
            if matches!(question.way, Way::Refused(_)) {
                assert!(answer.status >= 400, "{}: {}", question.path, answer.text);
            }
            let (status, missing) = match nothing.get(&bare(&question.path, flow)) {
                Some((status, text)) if question.of.is_some() => (*status, text.as_str()),
                _ => (answer.status, ""),
            };
            let own = plain(&answer.text, &question.path, flow);
            let differs = question.of.is_some() && (answer.status != status || own != missing);
            let text = Heard::text(&answer);
            let cases = 0..self.town.worlds.len();
            let named = cases.filter(|number| text.contains(&case(*number as u128).to_string()));
            let of = question.of.map_or(&[][..], |of| letters[of].as_slice());
            let items = flow.items.iter().map(|item| format!("\"{}\"", item.name));
            all.push(Heard {
                town: self.number,
                person: self.person,
                found: self.marks.found(&text),
                named: if question.of.is_some() {
                    BTreeSet::new()
                } else {
                    named.collect()
                },
                letters: places(of.iter().map(|letter| letter.id.to_string()), &text),
                sends: places(of.iter().map(Kept::way), &text),
                items: places(items, &text),
                of: question.of,
                holds: if goes_on(&answer) && is_list(question.holds) {
                    Holds::Nothing
                } else {
                    question.holds
                },
                status: answer.status,
                missing: differs.then_some(own),
                asked: question.path,
            });
        }
        all
    }

    fn ask(&self, method: &str, path: &str) -> Asking {
        let asking = self.served.program.ask(method, path);
        asking.by(&token(self.town, &self.town.people[self.person]))
    }

    async fn answer(&self, question: &Question) -> Answer {
        match &question.way {
            Way::Get => self.ask("GET", &question.path).send().await,
            Way::Refused(body) | Way::Search(body) => {
                self.ask("POST", &question.path).json(body).send().await
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

/// A path without the case and the item that stand in it.
fn bare(path: &str, flow: &Flow) -> String {
    let parts = path
        .split('/')
        .map(|part| if is_own(part, flow) { "_" } else { part });
    parts.collect::<Vec<_>>().join("/")
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
    let parts = path.split(['/', '?']).filter(|part| is_own(part, flow));
    parts.fold(unnumbered(text), |text, part| {
        if Uuid::parse_str(part).is_ok() {
            return text.replace(part, "_");
        }
        let text = text.replace(&format!("/{part}"), "/_");
        text.replace(&format!("%2F{part}"), "%2F_")
    })
}

/// A person's token: any 256 bits do.
fn token(town: &Town<'_>, one: &Person) -> String {
    let login = format!("p{}", one.number);
    format!("samspil_{}_{login:A<43}", town.tenant)
}

/// The people of a municipality with their places; whoever has none is nobody's staff. One of the others, and one of none,
/// keeps order.
async fn people(store: &dyn Store, town: &Town<'_>) {
    for number in 0..UNITS {
        let unit = Unit {
            id: unit(number),
            name: format!("Enhed {number}"),
            side: if number == PROVIDER {
                Side::Provider
            } else {
                Side::Authority
            },
        };
        store.put_unit(town.tenant, unit).await.unwrap();
    }
    let count = town.people.len();
    for (number, one) in town.people.iter().enumerate() {
        let mut roles = Vec::new();
        if !one.places.is_empty() {
            roles.push(Role::Staff);
        }
        if number + 2 >= count {
            roles.extend([Role::Administrator, Role::ProcessOwner]);
        }
        let id = person(one.number);
        let kept = samspil_store::Person {
            id,
            login: format!("p{}", one.number),
            name: format!("Navn {}", one.number),
            password: None,
            roles,
            active: true,
        };
        assert!(store.put_person(town.tenant, kept).await.unwrap());
        let mut places: BTreeMap<u128, BTreeSet<&str>> = BTreeMap::new();
        for (place, acts_as) in &one.places {
            places.entry(*place).or_default().extend(acts_as);
        }
        let members = places.into_iter().map(|(place, acts_as)| Member {
            person: id,
            unit: unit(place),
            acts_as: acts_as.into_iter().map(str::to_owned).collect(),
        });
        store
            .put_members(town.tenant, id, members.collect())
            .await
            .unwrap();
        let token = Token {
            id: TokenId(Uuid::from_u128(0x3000 + one.number)),
            secret: Sha256::digest(token(town, one)).into(),
            name: "prøve".to_owned(),
            person: id,
            made_at: "2026-01-01T00:00:00Z".parse().unwrap(),
            ends_at: "2100-01-01T00:00:00Z".parse().unwrap(),
            scopes: Scope::ALL.to_vec(),
            used_at: None,
        };
        store.put_token(town.tenant, token).await.unwrap();
    }
}

/// Everyone of a municipality as a citizen of its register, of whom nothing is kept but that they are there, and their cases:
/// who they were was erased, so that the program needs no keys.
async fn citizens(store: &dyn Store, town: &Town<'_>) {
    let at: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
    let cases = (0..).map(case).take(town.worlds.len());
    let cases: Vec<CaseId> = cases.chain([last_case()]).collect();
    for one in &town.people {
        let citizen = Citizen {
            person: person(one.number),
            number_sum: None,
            identity: Some(b"nobody opens it".to_vec()),
            protected_since: None,
            registered_at: at,
            changed_at: at,
            erased: None,
        };
        let key = HeldKey {
            holder: citizen.person.0,
            sealed: Some(b"nobody opens it".to_vec()),
            under: 1,
        };
        let erasure = Erasure {
            at,
            by: "prøve".to_owned(),
            why: "prøve".to_owned(),
        };
        let who = citizen.person;
        assert!(store.add_citizen(town.tenant, citizen, key).await.unwrap());
        let erased = store.erase_citizen(town.tenant, who, (&[], &cases), erasure);
        assert!(erased.await.unwrap());
    }
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

//! What somebody asks: every address that can speak of a case. `gate.rs` holds that none is forgotten.

use samspil_core::id::CaseId;
use serde_json::{Value, json};

use crate::across::{across, kept_order};
use crate::by_link::ByLink;
use crate::flow::Flow;
use crate::heard::{Holds, Kept};
use crate::of_case::{of_case, of_letter, rest_of_case};
use crate::record::Person;
use crate::town::{Town, case};
use crate::world::person;

/// How many turns the rest of a case's addresses are asked in: of each case everyone asks a part of them, another part of the
/// next, and a few people together all of them. So the time that it takes grows by an eighth of what all would take.
const TURNS: usize = 8;

/// The same of the one case that whoever came by a link may ask about.
const OWN_TURNS: usize = 2;

/// How a question is sent.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    Get,
    /// With a body, by a command that is always refused.
    Refused(Value),
    /// With a body, by a command that insists on a version that no case has, and so changes nothing.
    Stale(Value),
    /// With a body that says what is looked for, which stands in no address.
    Search(Value),
    /// The same by the form of a page.
    Form(&'static str),
    /// News since the beginning, until the case that everyone hears of.
    News,
    /// The calendar at an address that is made first.
    Calendar,
    /// Everything that is kept of a citizen, in this form.
    Export(&'static str),
}

/// A question.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) path: String,
    pub(crate) way: Way,
    pub(crate) of: Option<usize>,
    pub(crate) holds: Holds,
}

pub(crate) fn get(path: &str, holds: Holds) -> Question {
    Question {
        path: path.to_owned(),
        way: Way::Get,
        of: None,
        holds,
    }
}

impl Question {
    /// What is asked for it over HTTP: each method and address.
    pub(crate) fn asks(&self) -> Vec<(&'static str, &str)> {
        let path = self.path.split('?').next().unwrap();
        match self.way {
            Way::Get | Way::News => vec![("GET", path)],
            Way::Calendar => vec![("POST", "/api/v1/me/feed"), ("GET", "/calendar/secret.ics")],
            Way::Refused(_) | Way::Stale(_) | Way::Search(_) | Way::Form(_) | Way::Export(_) => {
                vec![("POST", path)]
            }
        }
    }
}

/// What a person asks: of every case with its letters, of two citizens, and across all.
pub(crate) fn questions(town: &Town<'_>, flow: &Flow, number: usize, letters: &[Vec<Kept>]) -> Vec<Question> {
    let one = &town.people[number];
    let mut all = across(town, one);
    if keeps_order(town, number) || number == 0 {
        all.extend(kept_order(flow, one));
    }
    let other = (number + 5) % town.people.len();
    all.push(export(one, number, "application/json"));
    all.push(export(&town.people[other], other, "text/html"));
    for (at, id) in (0..).map(case).take(town.worlds.len()).enumerate() {
        // Two items of each case, so that a few people have asked of all of them.
        let items = [0, 1].map(|more| {
            flow.items[(number + at + more * 3) % flow.items.len()]
                .name
                .as_str()
        });
        let rest = rest_of_case(id, items).into_iter();
        // Turned otherwise than the items are, so that the same is not always asked of the same item.
        let rest = rest.skip((number * 3 + at) % TURNS).step_by(TURNS);
        all.extend(about(at, of_case(id, items).into_iter().chain(rest)));
        all.extend(of_letters(at, id, &letters[at]));
    }
    all
}

/// What somebody asks who came by a link, by its place among them: its case, what stands in the next one, and some of what lies
/// across, all of which is out of reach.
pub(crate) fn questions_by_link(
    town: &Town<'_>,
    flow: &Flow,
    (place, link): (usize, &ByLink),
    letters: &[Vec<Kept>],
) -> Vec<Question> {
    let items = [0, 3].map(|item| flow.items[item].name.as_str());
    let (own, next) = (link.case, (link.case + 1) % town.worlds.len());
    let id = |at: usize| case(at as u128);
    // The front page leads on into the case, and so names it.
    let mut all: Vec<Question> = across(town, &town.people[link.person])
        .into_iter()
        .filter(|question| matches!(question.way, Way::Get) && question.path != "/")
        .skip(place % TURNS)
        .step_by(TURNS)
        .collect();
    let rest = rest_of_case(id(own), items).into_iter();
    let rest = rest.skip(place % OWN_TURNS).step_by(OWN_TURNS);
    all.extend(about(own, of_case(id(own), items).into_iter().chain(rest)));
    all.extend(of_letters(own, id(own), &letters[own]));
    let foreign = of_case(id(next), items).into_iter();
    let foreign = foreign.filter(|question| question.holds != Holds::Nothing);
    all.extend(about(next, foreign));
    all
}

/// Whether a person of a municipality keeps order in it: the last two, one of whom works nowhere.
pub(crate) fn keeps_order(town: &Town<'_>, number: usize) -> bool {
    number + 2 >= town.people.len()
}

/// The same questions of a case by its number.
fn about(at: usize, questions: impl Iterator<Item = Question>) -> impl Iterator<Item = Question> {
    questions.map(move |question| Question {
        of: Some(at),
        ..question
    })
}

fn of_letters(at: usize, id: CaseId, letters: &[Kept]) -> Vec<Question> {
    let all = letters.iter().enumerate();
    let all = all.flat_map(|(place, letter)| of_letter(id, place, letter));
    about(at, all).collect()
}

fn export(citizen: &Person, number: usize, form: &'static str) -> Question {
    let path = format!("/api/v1/citizens/{}/export", person(citizen.number));
    Question {
        way: Way::Export(form),
        ..get(&path, Holds::Export(number))
    }
}

pub(crate) fn search(text: &str, holds: Holds) -> Question {
    Question {
        way: Way::Search(json!({"text": text, "limit": 100})),
        ..get("/api/v1/cases/search", holds)
    }
}

//! What somebody asks: every address that can speak of a case.

use samspil_core::id::CaseId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::flow::Flow;
use crate::heard::{Holds, Kept};
use crate::record::Person;
use crate::town::{Town, case};
use crate::world::person;

/// How a question is sent.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    Get,
    /// With a body, by a command that is always refused.
    Refused(Value),
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

fn get(path: &str, holds: Holds) -> Question {
    Question {
        path: path.to_owned(),
        way: Way::Get,
        of: None,
        holds,
    }
}

fn search(text: &str, holds: Holds) -> Question {
    Question {
        way: Way::Search(json!({"text": text, "limit": 100})),
        ..get("/api/v1/cases/search", holds)
    }
}

/// What a person asks: of every case with its letters, of two citizens, and across all.
pub(crate) fn questions(town: &Town<'_>, flow: &Flow, number: usize, letters: &[Vec<Kept>]) -> Vec<Question> {
    let mut all = across(town, &town.people[number]);
    let other = (number + 5) % town.people.len();
    all.push(export(&town.people[number], number, "application/json"));
    all.push(export(&town.people[other], other, "text/html"));
    for (at, id) in (0..).map(case).take(town.worlds.len()).enumerate() {
        // Two items of each case, so that a few people have asked of all of them.
        let items = [0, 1].map(|more| {
            flow.items[(number + at + more * 3) % flow.items.len()]
                .name
                .as_str()
        });
        all.extend(of_case(id, items).into_iter().map(|question| Question {
            of: Some(at),
            ..question
        }));
        for (place, letter) in letters[at].iter().enumerate() {
            all.extend(of_letter(id, letter.id).map(|question| Question {
                of: Some(at),
                holds: Holds::Letter(place),
                ..question
            }));
        }
    }
    all
}

fn export(citizen: &Person, number: usize, form: &'static str) -> Question {
    let path = format!("/api/v1/citizens/{}/export", person(citizen.number));
    Question {
        way: Way::Export(form),
        ..get(&path, Holds::Export(number))
    }
}

/// A letter, as a program and as people read it.
fn of_letter(case: CaseId, letter: Uuid) -> [Question; 2] {
    ["/api/v1", ""].map(|before| {
        let path = format!("{before}/cases/{case}/documents/{letter}");
        get(&path, Holds::Nothing)
    })
}

/// The same questions of a case that is not there.
pub(crate) fn of_nothing(flow: &Flow) -> Vec<Question> {
    let nothing = case(50);
    let mut all = of_case(nothing, [&flow.items[0].name, &flow.items[3].name]);
    all.extend(of_letter(nothing, nothing.0));
    all
}

fn of_case(id: CaseId, items: [&str; 2]) -> Vec<Question> {
    let api = format!("/api/v1/cases/{id}");
    let page = format!("/cases/{id}");
    let mut all = vec![
        get(&api, Holds::Everything),
        get(&format!("{api}/events?limit=100"), Holds::History),
        get(&format!("{api}/clocks"), Holds::Nothing),
        get(&format!("{api}/documents"), Holds::Letters),
        get(&format!("{api}/looked"), Holds::Nothing),
        get(&format!("{api}/links"), Holds::Nothing),
        get(&page, Holds::Title),
    ];
    for more in ["history", "picture", "goals", "brief", "looked", "actions/hold"] {
        all.push(get(&format!("{page}/{more}"), Holds::Nothing));
    }
    for item in items {
        all.push(get(&format!("{api}/items/{item}/why"), Holds::Nothing));
        all.push(get(&format!("{page}/tasks/{item}"), Holds::Nothing));
        let nowhere = json!({"data": {"s0": {"nowhere": "x"}}});
        all.push(Question {
            way: Way::Refused(nowhere),
            ..get(&format!("{api}/tasks/{item}/complete"), Holds::Nothing)
        });
    }
    let skips = json!({"do": "skip", "item": items[0], "reason": ""});
    all.push(Question {
        way: Way::Refused(skips),
        ..get(&format!("{api}/commands"), Holds::Nothing)
    });
    all
}

fn across(town: &Town<'_>, one: &Person) -> Vec<Question> {
    let own = person(one.number);
    let mut all = vec![
        get("/api/v1/cases?limit=100", Holds::Rows { searched: false }),
        search("TITLE", Holds::Rows { searched: true }),
        search("s0.f00", Holds::NoRows),
        search(town.other, Holds::NoRows),
        Question {
            way: Way::Form("text=title"),
            ..get("/cases", Holds::Nothing)
        },
        Question {
            way: Way::News,
            ..get("/api/v1/changes", Holds::Rows { searched: false })
        },
        Question {
            way: Way::Calendar,
            ..get("/calendar", Holds::Nothing)
        },
    ];
    for path in [
        "/api/v1/me",
        "/api/v1/tasks?whose=mine&limit=100",
        "/api/v1/tasks?whose=units&limit=100",
        "/api/v1/tasks?whose=waiting&limit=100",
        "/api/v1/inbox?limit=100",
        "/api/v1/me/plan",
        "/api/v1/coordination",
        "/api/v1/management",
        "/api/v1/management.csv",
        "/api/v1/management/signs",
        "/api/v1/retention",
        "/api/v1/units",
        "/",
        "/tasks",
        "/cases",
        "/inbox",
        "/day",
        "/plan",
        "/coordination",
        "/management",
        "/management/signs",
        "/retention",
        "/houses",
    ] {
        all.push(get(path, Holds::Nothing));
    }
    for path in [
        "/api/v1/access-log?limit=100",
        "/api/v1/access-log.csv",
        "/api/v1/incidents",
        "/api/v1/mails",
        "/access-log",
        "/incidents",
    ] {
        all.push(get(path, Holds::Order));
    }
    for path in ["/cases", "/plan"] {
        all.push(get(&format!("/api/v1/citizens/{own}{path}"), Holds::Nothing));
    }
    all
}

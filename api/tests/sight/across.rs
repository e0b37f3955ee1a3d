//! What is asked across cases: lists, plans, files, and what order is kept by.

use crate::asked::{Question, Way, get, search};
use crate::flow::Flow;
use crate::heard::Holds;
use crate::record::Person;
use crate::town::Town;
use crate::world::person;

/// Lists, plans and what is a person's own.
const LISTS: [&str; 33] = [
    "/api/v1/me",
    "/api/v1/tasks?whose=mine&limit=100",
    "/api/v1/tasks?whose=units&limit=100",
    "/api/v1/tasks?whose=waiting&limit=100",
    "/api/v1/inbox?limit=100",
    "/api/v1/me/plan",
    "/api/v1/me/looked",
    "/own/looked",
    "/own/looked.csv",
    "/api/v1/coordination",
    "/api/v1/management",
    "/api/v1/management.csv",
    "/api/v1/management/signs",
    "/api/v1/retention",
    "/api/v1/units",
    "/",
    "/tasks",
    "/tasks?as=csv",
    "/cases",
    "/cases?as=csv",
    "/inbox",
    "/day",
    "/week",
    "/week?units=true",
    "/own",
    "/lists",
    "/plan",
    "/coordination",
    "/management",
    "/management/signs",
    "/retention",
    "/houses",
    "/houses/tried",
];

/// What everyone asks.
pub(crate) fn across(town: &Town<'_>, one: &Person) -> Vec<Question> {
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
    for path in LISTS {
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
    for path in ["/api/v1/citizens/OWN", "/citizens/OWN"] {
        let path = path.replace("OWN", &own.to_string());
        all.push(get(&path, Holds::Nothing));
        all.push(get(&format!("{path}/plan"), Holds::Nothing));
    }
    all.push(get(&format!("/api/v1/citizens/{own}/cases"), Holds::Nothing));
    all
}

/// What those ask who keep order and measure, and one who may not.
pub(crate) fn kept_order(flow: &Flow, one: &Person) -> Vec<Question> {
    let (item, own) = (&flow.items[0].name, person(one.number));
    let mut paths: Vec<String> = [
        "/api/v1/backups",
        "/api/v1/batches",
        "/api/v1/deeds",
        "/api/v1/flows",
        "/api/v1/hassles",
        "/api/v1/retention/disposals",
        "/api/v1/retention/holds",
        "/api/v1/trials",
        "/batches",
        "/flows",
        "/flows/tried/steps",
        "/journal",
        "/mails",
        "/surveys",
        "/system",
        "/trials",
        "/trials/hassles/tried",
    ]
    .map(str::to_owned)
    .into();
    paths.push(format!("/management/deviations/tried/{item}"));
    paths.push(format!("/citizens/{own}/erase"));
    paths.iter().map(|path| get(path, Holds::Order)).collect()
}

//! No address is forgotten: every route of the table of who may ask what is asked by somebody, or stands here with why not.

use uuid::Uuid;

use crate::asked::questions;
use crate::chance::Chance;
use crate::heard::Kept;
use crate::town::Town;
use crate::world;

/// The routes, a line each: method, path, who is let in. Another test compares them with the router.
const ROUTES: &str =
    include_str!("../../src/identity/snapshots/samspil__identity__rules__tests__who_may_ask_what.snap");

/// The methods of the table.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Those that nobody asks here, with why: a method or all of them, and an address or what addresses begin with.
const NOT_ASKED: &[(&str, &str, &str)] = &[
    // What opens the way in, and what everyone may read: no case is told of there.
    (
        "GET",
        "/about/*",
        "the parts that pages are made of, and the API in words",
    ),
    ("GET", "/assets/{name}", "files of the program"),
    ("GET", "/language/{tag}", "the reader's language"),
    ("*", "/limits*", "what the municipality promises in numbers"),
    ("*", "/api/v1/limits*", "the same"),
    ("GET", "/health*", "whether the program is well"),
    ("GET", "/api/v1/health*", "the same"),
    ("GET", "/api/v1/openapi.json", "the API in a form for programs"),
    ("*", "/sign-in*", "signing in, and who may be signed in by"),
    ("*", "/api/v1/sign-in*", "the same"),
    ("POST", "/sign-out", "signing out"),
    (
        "*",
        "/link/{secret}",
        "it names no case before it is opened: links.rs of the API's tests",
    ),
    ("*", "/answer/{secret}", "a survey knows of no case"),
    (
        "GET",
        "/calendar/samspil.ics",
        "the same calendar by login and password: feed.rs of the API's tests",
    ),
    // Who works where, and on what terms.
    ("*", "/api/v1/people*", "people and their places"),
    ("*", "/api/v1/services*", "programs and who answers for them"),
    ("*", "/api/v1/tokens*", "the asker's own"),
    ("*", "/api/v1/me/absences*", "the asker's own"),
    ("*", "/api/v1/me/deputies", "the same"),
    ("*", "/api/v1/me/feed", "the same"),
    ("*", "/api/v1/me/reach", "the same"),
    ("*", "/api/v1/me/sessions*", "the same"),
    ("*", "/settings*", "the asker's own"),
    ("*", "/roles*", "people and their roles"),
    ("*", "/scim/*", "people and their groups"),
    ("*", "/organisation*", "units and places"),
    ("*", "/api/v1/organisation*", "the same"),
    ("*", "/api/v1/job-functions*", "what places let people do"),
    ("*", "/api/v1/units/{unit}", "a unit"),
    ("*", "/api/v1/calendar*", "working days"),
    ("*", "/calendars*", "the same"),
    ("*", "/tunings*", "how long deadlines are"),
    ("*", "/api/v1/tun*", "the same"),
    ("*", "/letter-words", "the municipality's own words in letters"),
    ("*", "/api/v1/letter-words*", "the same"),
    ("*", "/api/v1/plan-bounds", "a setting"),
    ("*", "/api/v1/publishing-terms", "a setting"),
    ("*", "/api/v1/access-log/rules", "a setting"),
    ("POST", "/access-log/rules", "a setting"),
    ("POST", "/api/v1/test-clock", "the clock of a test"),
    // Flows, which hold no case.
    (
        "*",
        "/workbench*",
        "flows as they are written, and cases that are made up",
    ),
    ("*", "/api/v1/drafts/{flow}/coverage", "the same"),
    ("*", "/api/v1/flows*", "flows as they were published"),
    ("*", "/flows/*", "the same"),
    ("GET", "/glossary", "words of flows"),
    // Forms that hold nothing of a case before something is written into them.
    ("GET", "/cases/new", "an empty form"),
    ("GET", "/cases/open", "an empty form"),
    ("GET", "/citizens", "an empty form"),
    (
        "GET",
        "/citizens/{citizen}/change",
        "who a citizen is, and none of their cases",
    ),
    // What is there only after it was made; its list is asked.
    ("*", "/access-log/samples*", "drawn from the log, which is asked"),
    ("*", "/api/v1/access-log/samples*", "the same"),
    ("*", "/surveys*", "a survey knows of no case"),
    (
        "GET",
        "/trials/{trial}",
        "figures of a trial, of which there is none here",
    ),
    ("GET", "/api/v1/trials/{trial}", "the same"),
    (
        "GET",
        "/retention/disposals/{disposal}",
        "cases by number, of which none is due here: retention.rs of the API's tests",
    ),
    ("GET", "/api/v1/retention/disposals/{disposal}", "the same"),
    (
        "GET",
        "/retention/holds/{hold}",
        "a hold, of which there is none here",
    ),
    // What changes a case where it goes well; the same loading is asked by GET, the same commands where they are refused.
    ("POST", "/api/v1/cases", "it begins a case"),
    ("POST", "/cases/new", "it begins a case"),
    (
        "POST",
        "/cases/open",
        "it opens a case, which the engine's oracle asks for",
    ),
    ("POST", "/cases/{case}/actions/{action}", "its page is asked"),
    (
        "POST",
        "/cases/{case}/tasks/*",
        "its page is asked, and the command at its own address",
    ),
    (
        "PUT",
        "/api/v1/cases/{case}/tasks/{item}/mark",
        "its page is asked",
    ),
    (
        "POST",
        "/cases/{case}/links/{link}/end",
        "the page that lists them is asked",
    ),
    (
        "DELETE",
        "/api/v1/cases/{case}/links/{link}",
        "the list of them is asked",
    ),
    (
        "POST",
        "/tasks/hand-on",
        "its page is asked with a task of each case",
    ),
    ("POST", "/api/v1/tasks/hand-on", "the same"),
    ("POST", "/coordination/hand-over", "its page is asked"),
    ("POST", "/api/v1/coordination/hand-over", "the list is asked"),
    ("POST", "/inbox/{notice}/read", "the inbox is asked"),
    ("POST", "/api/v1/inbox/{notice}/read", "the same"),
    ("POST", "/lists*", "the asker's own lists"),
    // What changes something that is no case.
    (
        "change",
        "/citizens*",
        "who a citizen is; their page is asked, and all that is kept of them at its own address",
    ),
    ("change", "/api/v1/citizens*", "the same"),
    ("POST", "/api/v1/backups", "a copy of all"),
    (
        "POST",
        "/api/v1/batches*",
        "work in many steps, whose list is asked",
    ),
    ("POST", "/batches*", "the same"),
    (
        "POST",
        "/api/v1/incidents*",
        "what administrators keep order by; its list is asked",
    ),
    ("POST", "/incidents*", "the same"),
    ("*", "/api/v1/mails/*", "the same"),
    ("POST", "/mails/*", "the same"),
    (
        "change",
        "/api/v1/retention/*",
        "how long cases are kept; the lists are asked",
    ),
    ("POST", "/retention/*", "the same"),
    (
        "POST",
        "/api/v1/hassles*",
        "what is in people's way; the list is asked",
    ),
    ("POST", "/api/v1/trials*", "trials; the list is asked"),
    ("POST", "/trials/*", "the same"),
];

fn routes() -> Vec<(&'static str, &'static str)> {
    let lines = ROUTES.lines().filter_map(|line| {
        let (method, rest) = line.split_once(' ')?;
        let method = METHODS.into_iter().find(|known| *known == method)?;
        Some((method, rest.split_whitespace().next()?))
    });
    lines.collect()
}

/// The route that an address is answered by: among those that fit it the one that says most of it itself.
fn answering<'r>(routes: &[(&'r str, &'r str)], (method, path): (&str, &str)) -> Option<(&'r str, &'r str)> {
    let asked: Vec<&str> = path.split('/').collect();
    let said = |route: &str| -> Option<usize> {
        let parts: Vec<&str> = route.split('/').collect();
        let fits = |(part, asked): (&&str, &&str)| part.starts_with('{') || part == asked;
        let all = parts.len() == asked.len() && parts.iter().zip(&asked).all(fits);
        all.then(|| parts.iter().filter(|part| !part.starts_with('{')).count())
    };
    let fitting = routes.iter().filter(|(known, _)| *known == method);
    let fitting = fitting.filter_map(|route| Some((said(route.1)?, *route)));
    fitting.max_by_key(|(said, _)| *said).map(|(_, route)| route)
}

/// Whether an exemption is of a route.
fn exempts((method, path, _): &(&str, &str, &str), route: (&str, &str)) -> bool {
    let begins = path
        .strip_suffix('*')
        .is_some_and(|begins| route.1.starts_with(begins));
    let fits = match *method {
        "*" => true,
        "change" => route.0 != "GET",
        method => method == route.0,
    };
    fits && (begins || *path == route.1)
}

#[test]
fn every_route_is_asked_or_says_why_it_is_not() {
    let mut chance = Chance::new(crate::SEED);
    let (flow, run) = world::flow(&mut chance);
    let town = Town::played(0, 2, (&flow, &run), &mut chance);
    let letter = Kept {
        id: Uuid::from_u128(1),
        item: flow.items[0].name.clone(),
        number: 1,
    };
    let letters = vec![vec![letter]; town.worlds.len()];
    let routes = routes();
    assert!(routes.len() > 150, "{}", routes.len());
    let mut left = routes.clone();
    for person in 0..town.people.len() {
        for question in questions(&town, &flow, person, &letters) {
            for (method, path) in question.asks() {
                let route = answering(&routes, (method, path));
                let route = route.unwrap_or_else(|| panic!("{method} {path} is no route"));
                left.retain(|one| *one != route);
            }
        }
    }
    for exempt in NOT_ASKED {
        let before = left.len();
        left.retain(|route| !exempts(exempt, *route));
        assert!(left.len() < before, "{exempt:?} exempts nothing");
    }
    assert_eq!(
        left,
        [],
        "they can speak of a case or list something, or why do they not?"
    );
}

//! A body that is understood for every route that takes one, and who sends it: what tests of walls and of strict reading
//! begin from.

use samspil_tests::program::Asking;
use serde_json::{Value, json};

use crate::ground::{AUTHORITY, Ground, HERE, START, person, token, unit};
use crate::roles::{address, kind};
use crate::scim::{GROUP, USER};

/// A number that nobody has.
const CPR: &str = "610203-9876";

/// A body, and where it goes.
pub(crate) struct Sent {
    /// The method and the path, as the table of routes writes it.
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// Who may send it.
    pub(crate) by: &'static str,
    pub(crate) body: Value,
}

impl Sent {
    pub(crate) fn is_scim(&self) -> bool {
        self.path.starts_with("/scim/")
    }

    /// The path with what is there put in its places.
    pub(crate) fn address(&self, world: &World) -> String {
        let path = self.path.replace("{citizen}", &world.citizen);
        let path = path.replace("{group}", &unit(30).0.to_string());
        address(&path.replace("{name}", "raadgiver"), &world.case)
    }
}

/// What the bodies speak of.
pub(crate) struct World {
    pub(crate) case: String,
    pub(crate) citizen: String,
}

impl World {
    /// A case here with its order sent, which this title and this name of a citizen stand in.
    pub(crate) async fn new(ground: &Ground, case: String, name: &str) -> Self {
        let new = json!({ "name": name });
        let asking = ground.ask("anna", "POST", "/citizens").json(&new);
        let citizen = asking.send().await.is(201).json();
        Self {
            case,
            citizen: citizen["citizen"].as_str().unwrap().to_owned(),
        }
    }
}

fn sent(method: &'static str, path: &'static str, by: &'static str, body: Value) -> Sent {
    Sent {
        method,
        path,
        by,
        body,
    }
}

/// Every one of them, in the order in which they can be sent.
pub(crate) fn all(world: &World) -> Vec<Sent> {
    let mut all = of_cases(world);
    all.extend(of_citizens(world));
    all.extend(of_own());
    all.extend(of_owners());
    all.extend(of_administrators());
    all.extend(of_people());
    all.extend(of_terms());
    all.extend(of_scim());
    all
}

/// The same with the rules of a calendar as the program has them.
pub(crate) async fn with_rules(ground: &Ground, mut all: Vec<Sent>) -> Vec<Sent> {
    let rules = ground.get("admin", "/calendar").await["rules"].take();
    for sent in &mut all {
        if sent.body.get("rules").is_some() {
            sent.body["rules"] = rules.clone();
        }
    }
    all
}

fn of_cases(world: &World) -> Vec<Sent> {
    let answered = json!({"data": {"order": {"lines": [{"answer": "accepted"}]}}});
    let tasks = json!([{"case": world.case, "item": "answer_order"}]);
    vec![
        sent(
            "POST",
            "/api/v1/cases",
            "anna",
            crate::ground::beginning("En anden sag"),
        ),
        sent("POST", "/api/v1/cases/search", "anna", json!({"text": "sag"})),
        sent(
            "POST",
            "/api/v1/cases/{case}/commands",
            "anna",
            json!({"do": "set", "data": {"order": {"limit": "48.00"}}}),
        ),
        sent(
            "POST",
            "/api/v1/cases/{case}/hassles",
            "anna",
            json!({"step": "assess", "said": "Borgeren spørges to gange"}),
        ),
        sent(
            "POST",
            "/api/v1/cases/{case}/links",
            "anna",
            json!({"party": "citizen", "person": person("bo")}),
        ),
        sent(
            "PUT",
            "/api/v1/cases/{case}/tasks/{item}/mark",
            "ulla",
            json!({"priority": "high", "tags": ["ring"]}),
        ),
        sent(
            "POST",
            "/api/v1/cases/{case}/tasks/{item}/draft",
            "ulla",
            answered.clone(),
        ),
        sent(
            "POST",
            "/api/v1/cases/{case}/tasks/{item}/hand-over",
            "ulla",
            json!({"to": "caseworker", "reason": "Ferie"}),
        ),
        sent(
            "POST",
            "/api/v1/cases/{case}/tasks/{item}/complete",
            "ulla",
            answered,
        ),
        sent(
            "POST",
            "/api/v1/tasks/hand-on",
            "anna",
            json!({"tasks": tasks, "person": person("asta"), "reason": "Ferie"}),
        ),
        sent(
            "POST",
            "/api/v1/coordination/hand-over",
            "tove",
            json!({"from": person("anna"), "to": person("asta"), "note": "Ring om mandagen"}),
        ),
    ]
}

fn of_citizens(world: &World) -> Vec<Sent> {
    let purpose = || json!({"purpose": "Indsigt"});
    vec![
        sent(
            "POST",
            "/api/v1/citizens",
            "anna",
            json!({"cpr": CPR, "name": "En borger"}),
        ),
        sent("POST", "/api/v1/citizens/search", "anna", json!({"cpr": CPR})),
        sent(
            "PUT",
            "/api/v1/citizens/{citizen}",
            "anna",
            json!({"name": "Et nyt navn"}),
        ),
        sent("POST", "/api/v1/citizens/{citizen}/reveal", "anna", purpose()),
        sent("POST", "/api/v1/citizens/{citizen}/export", "anna", purpose()),
        sent("POST", "/api/v1/citizens/{citizen}/erase", "admin", purpose()),
        sent(
            "POST",
            "/api/v1/retention/holds",
            "admin",
            json!({"case": world.case, "ground": "Retssag"}),
        ),
        sent(
            "POST",
            "/api/v1/retention/holds/{hold}/lift",
            "admin",
            json!({"why": "Dom"}),
        ),
        sent(
            "PUT",
            "/api/v1/retention/flows/{flow}",
            "admin",
            json!({"keep": "10 years", "why": "Praksis"}),
        ),
    ]
}

fn of_own() -> Vec<Sent> {
    let away = json!({"deputy": person("asta"), "first_day": "2026-02-02", "last_day": "2026-02-06"});
    let reach = json!({
        "language": "da", "reminders": "inbox", "lateness": "inbox", "for_unit": "inbox", "digest_at": "08:00",
    });
    vec![
        sent("POST", "/api/v1/me/absences", "anna", away.clone()),
        sent("PUT", "/api/v1/me/reach", "anna", reach),
        sent("POST", "/api/v1/me/feed", "anna", json!({"way": "login"})),
        sent(
            "POST",
            "/api/v1/tokens",
            "anna",
            json!({"name": "nat", "scopes": ["read"]}),
        ),
        sent(
            "POST",
            "/api/v1/people/{person}/absences",
            "admin",
            json!({"deputy": person("anna"), "first_day": "2026-02-02", "last_day": "2026-02-06"}),
        ),
    ]
}

fn of_owners() -> Vec<Sent> {
    vec![
        sent(
            "POST",
            "/api/v1/hassles/{hassle}/settle",
            "owner",
            json!({"because": "Et andet skema"}),
        ),
        sent(
            "POST",
            "/api/v1/trials",
            "owner",
            json!({
                "text": crate::ground::FLOW, "aim": "Borgeren spørges én gang", "units": [unit(AUTHORITY)],
                "first_day": "2026-01-05", "last_day": "2026-01-30",
            }),
        ),
        sent(
            "POST",
            "/api/v1/trials/{trial}/decision",
            "owner",
            json!({"decision": "drop", "because": "Vi så det på tallene"}),
        ),
    ]
}

fn of_administrators() -> Vec<Sent> {
    let tuning = json!({"flow": "help", "clock": "decide", "from": "2026-01-05", "lasts": "6 weeks"});
    let provider = json!({
        "name": "staff", "title": {"da": "Medarbejdere", "en": "Staff"}, "issuer": "https://10.1.2.3",
        "client_id": "samspil", "meant_for": "staff", "people": {"made": true}, "gives": [{"roles": ["staff"]}],
    });
    let rows = [
        (
            "POST",
            "/api/v1/access-log/samples",
            json!({"since": START, "until": "2026-01-06T00:00:00Z", "count": 1}),
        ),
        (
            "POST",
            "/api/v1/access-log/samples/{sample}/entries/{number}",
            json!({"verdict": "in_order"}),
        ),
        (
            "PUT",
            "/api/v1/access-log/rules",
            json!({"keep_days": 730, "names": true}),
        ),
        (
            "POST",
            "/api/v1/backups",
            json!({"taken_at": START, "place": "Kælderen"}),
        ),
        // What they hold is read from the program.
        ("POST", "/api/v1/calendar/preview", json!({"rules": {}})),
        (
            "PUT",
            "/api/v1/calendar",
            json!({"rules": {}, "seen": 0, "why": "Sommer"}),
        ),
        (
            "PUT",
            "/api/v1/letter-words",
            json!({"words": {}, "seen": 0, "why": "Nye ord"}),
        ),
        ("POST", "/api/v1/tunings/preview", json!({"tuning": tuning})),
        (
            "POST",
            "/api/v1/tunings",
            json!({"tuning": tuning, "seen": 0, "why": "Færre sager"}),
        ),
        (
            "POST",
            "/api/v1/tunings/{number}/take-back",
            json!({"seen": 0, "why": "Alligevel ikke"}),
        ),
        (
            "PUT",
            "/api/v1/sign-in-providers/{provider}",
            json!({"provider": provider}),
        ),
        (
            "POST",
            "/api/v1/sign-in-providers/{provider}/approve",
            json!({"proposed_at": START}),
        ),
        (
            "POST",
            "/api/v1/sign-in-trial",
            json!({"provider": provider, "claims": {}}),
        ),
    ];
    rows.map(|(method, path, body)| sent(method, path, "admin", body))
        .into()
}

fn of_people() -> Vec<Sent> {
    let rows = [
        (
            "PUT",
            "/api/v1/job-functions/{name}",
            json!({"acts_as": ["caseworker"]}),
        ),
        (
            "PUT",
            "/api/v1/units/{unit}",
            json!({"name": "En anden enhed", "side": "authority"}),
        ),
        (
            "PUT",
            "/api/v1/people/{person}",
            json!({"login": "asta", "name": "Et nyt navn", "roles": ["staff"]}),
        ),
        (
            "PUT",
            "/api/v1/people/{person}/address",
            json!({"address": "asta@kommune.example"}),
        ),
        (
            "PUT",
            "/api/v1/people/{person}/places",
            json!([{"unit": unit(AUTHORITY), "acts_as": ["caseworker"]}]),
        ),
        (
            "PUT",
            "/api/v1/services/{person}",
            json!({"name": "Fagsystemet", "roles": ["staff"]}),
        ),
        (
            "POST",
            "/api/v1/services/{person}/tokens",
            json!({"name": "nat", "scopes": ["read"]}),
        ),
    ];
    rows.map(|(method, path, body)| sent(method, path, "admin", body))
        .into()
}

fn of_terms() -> Vec<Sent> {
    let bounds = json!({
        "asked_again_days": 90, "begun_together_days": 60, "back_days": 365, "departments_a_week": 3,
    });
    let rows = [
        ("/api/v1/calendar-terms", json!({"secret_addresses": true})),
        ("/api/v1/plan-bounds", bounds),
        ("/api/v1/publishing-terms", json!({"always_two": true})),
        (
            "/api/v1/sign-in-terms",
            json!({"idle_minutes": 30, "longest_hours": 8}),
        ),
    ];
    rows.map(|(path, body)| sent("PUT", path, "admin", body)).into()
}

fn of_scim() -> Vec<Sent> {
    let change = |path: &str, value: &str| {
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "replace", "path": path, "value": value}],
        })
    };
    let user = |login: &str| json!({"schemas": [USER], "userName": login, "displayName": "Mette M"});
    let group = |name: &str| json!({"schemas": [GROUP], "displayName": name});
    let rows = [
        ("POST", "/scim/v2/Users", user("mette")),
        ("PUT", "/scim/v2/Users/{user}", user("asta")),
        ("PATCH", "/scim/v2/Users/{user}", change("title", "Rådgiver")),
        ("POST", "/scim/v2/Groups", group("Team Nord")),
        ("PUT", "/scim/v2/Groups/{group}", group("En tredje")),
        (
            "PATCH",
            "/scim/v2/Groups/{group}",
            change("displayName", "En fjerde"),
        ),
    ];
    rows.map(|(method, path, body)| sent(method, path, "admin", body))
        .into()
}

/// Asks with a body of this text, as whoever may send it here.
pub(crate) fn asking(ground: &Ground, sent: &Sent, address: &str, text: String) -> Asking {
    let asking = ground.program.ask_without_going_on(sent.method, address);
    asking
        .by(&token(HERE, sent.by))
        .header("accept-language", "en")
        .body(kind(sent.path), text)
}

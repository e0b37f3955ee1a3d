//! Who sees a case when: days, consents, phases, protection, and a case opened with a reason.

use chrono::DateTime;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::case::{Actor, Asked, Effect, Eyes, NoticeKind, Runnable, View, why, why_seen};
use crate::flow::Value;
use crate::id::{FieldPath, ItemId, PartyId, PersonId};
use crate::simulate::script::{check, moment, replays, runnable_of};
use crate::simulate::{Came, Trial, TrialError};

const FLOW: &str = "samspil: 1
flow: tried
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
  other: {title: Udfører, side: provider, sees_in: [bids, delivery], and_after: 7 days}
  citizen: {title: Borger, side: citizen}
  relative: {title: Pårørende, side: relative, many: true, optional: true, needs: consent}
phases:
  asked: {from: case}
  bids: {from: ask}
  delivery: {from: order}
  after: {from: end}
data:
  d:
    wish: {type: text, optional: true, seen_by: everyone}
    price: {type: text, optional: true, seen_by: everyone, seen_in: {other: delivery}}
    street: {type: text, optional: true, seen_by: everyone, protected: address}
    label: {is: exists(d.street), seen_by: everyone}
    name: {type: text, optional: true, seen_by: everyone, protected: name}
  e:
    note: {type: text, optional: true, seen_by: everyone}
does:
  ask: {task: A, by: worker}
  order: {task: O, by: worker, after: ask}
  end: {task: E, by: worker, after: order}
  tell: {task: T, by: relative, seen_by: everyone}
";

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

/// The eyes of whoever is bound as this person.
fn eyes(view: &View<'_>, number: u128) -> Eyes {
    view.eyes_where(Some(person(number)), |_, binding| {
        binding.person == Some(person(number))
    })
}

/// `party` of the eyes, or `-`; and `acts` where they may do something.
fn told(view: &View<'_>, number: u128) -> String {
    let eyes = eyes(view, number);
    let parties: Vec<&str> = eyes.parties().iter().map(PartyId::as_str).collect();
    match (parties.is_empty(), eyes.acting().is_empty()) {
        (true, _) => "-".to_owned(),
        (false, true) => format!("{} reads", parties.join("+")),
        (false, false) => parties.join("+"),
    }
}

struct Played<'r> {
    trial: Trial<'r>,
    history: Vec<crate::case::Event>,
}

impl<'r> Played<'r> {
    fn new(run: &'r Runnable) -> Self {
        let mut trial = Trial::new(run, DateTime::UNIX_EPOCH);
        let data = json!({"d": {"wish": "w", "price": "p", "street": "s", "name": "n"}, "e": {"note": "x"}});
        let came = trial.start(moment("2026-01-05 09:00"), "Anna Hansen", Vec::new(), data);
        let history = came.unwrap().events;
        Self { trial, history }
    }

    fn keep(&mut self, came: Result<Came, TrialError>) -> Result<Came, String> {
        match came {
            Ok(came) => {
                self.history.extend(came.events.clone());
                Ok(came)
            }
            Err(error) => Err(error.into_refusal().code),
        }
    }

    fn ask(&mut self, by: Actor, what: Json) -> Result<Came, String> {
        let asked: Asked = serde_json::from_value(what).unwrap();
        let came = self.trial.ask(by, asked);
        self.keep(came)
    }

    fn does(&mut self, what: Json) {
        self.ask(party("worker"), what).unwrap();
    }

    fn to(&mut self, time: &str) {
        let came = self.trial.advance(moment(time));
        self.keep(came).unwrap();
    }

    fn view(&self) -> View<'_> {
        self.trial.view().unwrap()
    }

    fn sees(&self, number: u128, path: &str) -> bool {
        let view = self.view();
        let path = FieldPath::new(path).unwrap();
        let value = Value::Text(String::new());
        view.seen_value(&eyes(&view, number), &path, &value).is_some()
    }
}

impl Drop for Played<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            replays(self.trial.case.as_ref().unwrap(), &self.history);
        }
    }
}

fn party(name: &str) -> Actor {
    Actor::Party {
        party: PartyId::new(name).unwrap(),
    }
}

fn bind(party: &str, to: Json) -> Json {
    json!({"do": "bind", "party": party, "to": to})
}

#[test]
fn a_binding_counts_within_its_days_and_a_relation_says_who_only_reads() {
    let run = runnable_of(FLOW);
    let mut played = Played::new(&run);
    played.does(bind(
        "citizen",
        json!([{"person": person(1), "from": "2026-02-01", "until": "2026-02-10"}]),
    ));
    for (at, seen) in [
        ("2026-01-31 23:59", "-"),
        ("2026-02-01 00:00", "citizen"),
        ("2026-02-10 23:59", "citizen"),
        ("2026-02-11 00:00", "-"),
    ] {
        played.to(at);
        assert_eq!(told(&played.view(), 1), seen, "{at}");
    }
    // Who comes and goes with a day is an event of the case by itself.
    let looked: Vec<_> = played
        .history
        .iter()
        .filter(|event| event.by == Actor::Engine)
        .collect();
    assert_eq!(looked.len(), 2, "{looked:#?}");
    for (to, code) in [
        (
            json!([{"person": person(1), "relation": "spouse"}]),
            "wrong_relation",
        ),
        (
            json!([{"person": person(1), "from": "2026-02-02", "until": "2026-02-01"}]),
            "wrong_days",
        ),
    ] {
        assert_eq!(
            played.ask(party("worker"), bind("citizen", to)).unwrap_err(),
            code
        );
    }
}

#[test]
fn a_party_that_needs_consent_is_there_only_under_one_and_sees_what_it_covers() {
    let run = runnable_of(FLOW);
    let mut played = Played::new(&run);
    played.does(bind(
        "relative",
        json!([
            {"person": person(1), "relation": "spouse"},
            {"person": person(2), "relation": "power_of_attorney_read"},
            {"person": person(3), "relation": "guardian"},
        ]),
    ));
    assert_eq!(told(&played.view(), 1), "-");
    let consent = |person: Option<PersonId>, covers: Json, until: Json| json!({"do": "give_consent", "terms": {"party": "relative", "person": person, "covers": covers, "how": "spoken", "until": until}});
    played
        .ask(
            party("citizen"),
            consent(Some(person(1)), json!(["e"]), Json::Null),
        )
        .unwrap();
    assert_eq!(
        (told(&played.view(), 1), told(&played.view(), 2)),
        ("relative".to_owned(), "-".to_owned())
    );
    assert!(played.sees(1, "e.note") && !played.sees(1, "d.wish"));
    played
        .ask(party("worker"), consent(None, json!([]), json!("2026-01-31")))
        .unwrap();
    assert!(played.sees(1, "d.wish"), "all by one consent is all");
    assert_eq!(told(&played.view(), 2), "relative reads");
    played.to("2026-02-01 00:00");
    assert_eq!(told(&played.view(), 2), "-");
    assert!(!played.sees(1, "d.wish") && played.sees(1, "e.note"));
    let withdraw = |number: u32| json!({"do": "withdraw_consent", "number": number});
    for (by, what, code) in [
        (party("other"), withdraw(1), "not_owner"),
        (party("citizen"), withdraw(2), "no_consent"),
        (party("citizen"), withdraw(7), "no_consent"),
        (
            party("citizen"),
            consent(None, json!(["nowhere"]), Json::Null),
            "covers_nothing",
        ),
        (
            party("citizen"),
            consent(None, json!([]), json!("2026-01-31")),
            "consent_over",
        ),
    ] {
        assert_eq!(played.ask(by, what.clone()).unwrap_err(), code, "{what}");
    }
    played.ask(party("citizen"), withdraw(1)).unwrap();
    assert_eq!(told(&played.view(), 1), "-");
    // Nobody is left there: the party does nothing, and whoever waits for it is told why.
    let complete = json!({"do": "complete", "item": "tell"});
    assert_eq!(played.ask(party("relative"), complete).unwrap_err(), "not_there");
    let told = why(&played.view(), &ItemId::new("tell").unwrap())
        .unwrap()
        .because;
    assert!(
        told.iter().any(|line| line.key == "footing-consent-withdrawn"),
        "{told:?}"
    );
    the_ground_is_told_to_those_who_may_know_it(&played.view());
}

/// On what ground somebody was there is told to those alone who may know it.
fn the_ground_is_told_to_those_who_may_know_it(view: &View<'_>) {
    for (reader, knows) in [
        ("worker", true),
        ("relative", true),
        ("citizen", true),
        ("other", false),
    ] {
        let eyes = Eyes::of(vec![PartyId::new(reader).unwrap()]);
        let seen = why_seen(view, &eyes, &ItemId::new("tell").unwrap());
        let told = seen.is_some_and(|why| {
            let mut lines = why.because.iter();
            lines.any(|line| line.key == "footing-consent-withdrawn")
        });
        assert_eq!(told, knows, "{reader}");
    }
}

#[test]
fn a_guardian_of_the_case_consents_where_one_is_there() {
    let run = runnable_of(&FLOW.replace(
        "needs: consent}",
        "needs: consent}\n  proxy: {title: Værge, side: relative, optional: true}",
    ));
    let mut played = Played::new(&run);
    let consent = json!({"do": "give_consent", "terms": {"party": "relative", "how": "written", "given_by": "guardian"}});
    assert_eq!(
        played.ask(party("worker"), consent.clone()).unwrap_err(),
        "no_guardian"
    );
    played.does(bind(
        "proxy",
        json!([{"person": person(1), "relation": "guardian", "until": "2026-01-31"}]),
    ));
    played.ask(party("proxy"), consent.clone()).unwrap();
    played.to("2026-02-01 10:00");
    assert_eq!(played.ask(party("proxy"), consent).unwrap_err(), "not_there");
}

#[test]
fn a_party_sees_the_case_in_its_phases_and_a_while_after() {
    let run = runnable_of(FLOW);
    let mut played = Played::new(&run);
    played.does(bind("other", json!([{"person": person(1)}])));
    assert_eq!(told(&played.view(), 1), "-", "before its phases");
    let complete = |item: &str| json!({"do": "complete", "item": item});
    played.does(complete("ask"));
    assert!(played.sees(1, "d.wish") && !played.sees(1, "d.price"));
    played.does(complete("order"));
    assert!(played.sees(1, "d.price"));
    played.does(complete("end"));
    played.to("2026-01-12 23:59");
    assert!(played.sees(1, "d.price"), "its time after the phase");
    played.to("2026-01-13 00:00");
    assert_eq!(told(&played.view(), 1), "-");
    played.does(json!({"do": "redo", "item": "order", "reason": "igen"}));
    played.does(complete("order"));
    assert_eq!(told(&played.view(), 1), "other", "its phase begins again");
}

#[test]
fn what_is_protected_is_for_the_authority_and_the_citizen_alone() {
    let run = runnable_of(FLOW);
    let mut played = Played::new(&run);
    played.does(json!({"do": "complete", "item": "ask"}));
    for (name, number) in [("worker", 1), ("citizen", 2), ("other", 3)] {
        played.does(bind(name, json!([{"person": person(number)}])));
    }
    let titles = |played: &Played<'_>| {
        let view = played.view();
        [1, 2, 3].map(|number| view.seen_title(&eyes(&view, number)).is_some())
    };
    for (protection, fields, seen, title) in [
        (
            json!({"name": false, "address": false}),
            ["d.street", "d.label", "d.name"],
            [true; 3],
            true,
        ),
        (
            json!({"name": false, "address": true}),
            ["d.street", "d.label", "d.name"],
            [false, false, true],
            true,
        ),
        (
            json!({"name": true, "address": false}),
            ["d.street", "d.label", "d.name"],
            [true, true, false],
            false,
        ),
    ] {
        played.does(json!({"do": "protect", "protection": protection}));
        for (field, seen) in fields.into_iter().zip(seen) {
            let told = [1, 2, 3].map(|number| played.sees(number, field));
            assert_eq!(told, [true, true, seen], "{protection} {field}");
        }
        assert_eq!(titles(&played), [true, true, title], "{protection}");
    }
    let view = played.view();
    let hidden = [1, 2, 3].map(|number| view.hides_person(&eyes(&view, number), person(2)));
    assert_eq!(hidden, [false, false, true]);
    for event in &played.history {
        let seen = view.seen_event(&eyes(&view, 3), event);
        let seen = serde_json::to_string(&seen).unwrap();
        for word in ["Anna Hansen", &person(2).0.to_string(), "protection_set"] {
            assert!(!seen.contains(word), "{word}: {seen}");
        }
    }
}

#[test]
fn a_case_is_opened_with_a_reason_for_some_hours_and_its_owner_hears_of_it() {
    let run = runnable_of(FLOW);
    let mut played = Played::new(&run);
    played.does(bind("worker", json!([{"person": person(1)}])));
    let stranger = || Actor::Person {
        person: person(9),
        parties: Vec::new(),
        answered_by: None,
        stands_in_for: Vec::new(),
    };
    let open = |reason: &str, hours: u32| json!({"do": "open_with_reason", "reason": reason, "hours": hours});
    for (reason, hours, code) in [
        (" ", 1, "reason_missing"),
        ("Vagt", 0, "open_hours"),
        ("Vagt", 9, "open_hours"),
    ] {
        assert_eq!(played.ask(stranger(), open(reason, hours)).unwrap_err(), code);
    }
    let own = Actor::Person {
        person: person(1),
        parties: vec![PartyId::new("worker").unwrap()],
        answered_by: None,
        stands_in_for: Vec::new(),
    };
    assert_eq!(played.ask(own, open("Vagt", 1)).unwrap_err(), "takes_part");
    let came = played.ask(stranger(), open("Vagt", 2)).unwrap();
    assert_eq!(told_of_looking(&came), ["worker", "boss"]);
    assert_eq!(told(&played.view(), 9), "worker+boss reads");
    let complete = json!({"do": "complete", "item": "ask"});
    assert_eq!(played.ask(stranger(), complete).unwrap_err(), "only_reads");
    played.to("2026-01-05 11:00");
    assert_eq!(told(&played.view(), 9), "-");
}

/// Whom a notice tells that somebody looked who is not in the case.
fn told_of_looking(came: &Came) -> Vec<&str> {
    let to = came.effects.iter().filter_map(|(_, effect)| match effect {
        Effect::Notice {
            kind: NoticeKind::Opened,
            to,
            ..
        } => Some(to.as_str()),
        _ => None,
    });
    to.collect()
}

#[test]
fn what_a_stranger_did_in_the_register_is_told_to_those_who_have_the_case() {
    let run = runnable_of(FLOW);
    let mut played = Played::new(&run);
    for (name, number) in [("worker", 1), ("citizen", 2), ("other", 3)] {
        played.does(bind(name, json!([{"person": person(number)}])));
    }
    let visited = |reason: &str| json!({"do": "register_visited", "person": person(9), "deed": "revealed", "reason": reason});
    assert_eq!(
        played.ask(party("worker"), visited("Vagt")).unwrap_err(),
        "not_owner",
        "the engine alone says it"
    );
    assert_eq!(
        played.ask(Actor::Engine, visited(" ")).unwrap_err(),
        "reason_missing"
    );
    let came = played.ask(Actor::Engine, visited("Vagt")).unwrap();
    assert_eq!(told_of_looking(&came), ["worker", "boss"]);
    assert_eq!(told(&played.view(), 9), "-", "the case is not opened by it");
    played.does(json!({"do": "complete", "item": "ask"}));
    let view = played.view();
    let reads = [1, 2, 3].map(|number| {
        let mut history = played.history.iter();
        history.any(|event| {
            let seen = view.seen_event(&eyes(&view, number), event);
            serde_json::to_string(&seen).unwrap().contains("Vagt")
        })
    });
    assert_eq!(reads, [true, true, false]);
    played.does(json!({"do": "terminate", "reason": "slut"}));
    assert_eq!(played.ask(Actor::Engine, visited("Vagt")).unwrap_err(), "closed");
}

#[test]
fn whoever_is_bound_brings_the_protection_of_the_register_along() {
    let run = runnable_of(FLOW);
    for how in ["bind", "pass_on"] {
        let mut played = Played::new(&run);
        played.does(json!({"do": "complete", "item": "ask"}));
        played.does(bind("other", json!([{"person": person(3)}])));
        let mut binds =
            json!({"do": how, "party": "citizen", "to": [{"person": person(2)}], "protected": true});
        if how == "pass_on" {
            binds["note"] = json!("Ny på sagen");
        }
        assert!(played.sees(3, "d.street"));
        let other = played.ask(party("other"), binds.clone()).unwrap_err();
        assert_eq!(other, "not_owner");
        assert!(played.sees(3, "d.street"), "nothing came of it");
        let events = played.history.len();
        played.does(binds);
        assert!(!played.sees(3, "d.street") && !played.sees(3, "d.name"), "{how}");
        assert!(played.sees(3, "d.wish") && played.sees(2, "d.street"));
        assert_eq!(played.history.len(), events + 1, "in the same event");
        // Whoever comes after them says nothing of it.
        played.does(bind("other", json!([{"person": person(4)}])));
        assert!(!played.sees(4, "d.street"));
    }
}

#[test]
fn a_meeting_is_told_to_those_who_are_there() {
    check(
        "
  kin: {title: Pårørende, side: relative, optional: true, needs: consent}
does:
  talk: {meeting: Tal, by: worker, with: [kin, other]}
",
        "start 2026-01-05 09:00
         person kin 1
         person other 2
         arrange talk 2026-01-07 10:00 Rådhuset
         = notices other:set:talk:0
         ask {\"do\": \"give_consent\", \"terms\": {\"party\": \"kin\", \"how\": \"spoken\", \"until\": \"2026-01-06\"}}
         = notices kin:set:talk:0
         to 2026-01-07 00:00
         = notices
         arrange talk 2026-01-08 10:00 Rådhuset
         = notices other:moved:talk:2",
    );
}

//! What is told of a case to those who see only some of it, as one flow and tables.

use chrono::DateTime;
use serde_json::json;

use super::script::runnable;
use super::{Came, Trial};
use crate::case::{Actor, Asked, Binding, Eyes, Runnable, why_seen};
use crate::id::{ItemId, PartyId};
use crate::text::Language;

/// The other party sees its own work and nothing of how much the boss will pay.
const FLOW: &str = "data:
  price:
    most: {type: integer, title: Loft, seen_by: [worker, boss]}
    offer: {type: text, title: Tilbud, seen_by: everyone}
clocks:
  all: {title: Hele sagen, kind: practice, starts: case, lasts: 4 weeks, stops: {when: done(settle)}}
stages:
  s:
    title: Forløb
    does:
      set: {task: Sæt loft, by: worker, fills: [price.most], due: 3 days}
      bid: {task: Byd, by: other, fills: [price.offer]}
      settle: {task: Afgør, by: worker, with: [other], after: [set, bid], when: price.most > 7}
      later: {task: Arkivér, by: worker, after: settle}
";

fn begun(run: &Runnable) -> (Trial<'_>, Came) {
    let mut trial = Trial::new(run, DateTime::UNIX_EPOCH);
    let came = trial
        .start(DateTime::UNIX_EPOCH, "sag", Vec::new(), serde_json::Value::Null)
        .unwrap();
    (trial, came)
}

fn item(name: &str) -> ItemId {
    ItemId::new(name).unwrap()
}

fn eyes(name: &str) -> Eyes {
    Eyes::of(vec![PartyId::new(name).unwrap()])
}

fn party(name: &str) -> Actor {
    Actor::Party {
        party: PartyId::new(name).unwrap(),
    }
}

#[test]
fn why_names_only_what_is_seen() {
    let run = runnable(FLOW);
    let (mut trial, _) = begun(&run);
    let said = |trial: &Trial<'_>, by: &str, id: &str| {
        let why = why_seen(&trial.view().unwrap(), &eyes(by), &item(id))?;
        let blocks = why
            .blocks
            .iter()
            .flat_map(|block| [Some(&block.message), block.lifted_by.as_ref()]);
        let lines: Vec<String> = blocks
            .flatten()
            .chain(&why.then)
            .map(|message| message.say(Language::English))
            .collect();
        Some(lines.join(" | "))
    };
    assert_eq!(
        said(&trial, "worker", "settle").unwrap(),
        "first missing: Sæt loft, Byd | Sagsbehandler, Udfører can do that | the condition does not hold: Loft is \
         not filled in; more than 7 is needed | it is filled in in Sæt loft | Waits for it: Arkivér."
    );
    assert_eq!(
        said(&trial, "other", "settle").unwrap(),
        "first missing: Byd | Sagsbehandler, Udfører can do that | something else, which you have no access to see, \
         stands in the way"
    );
    assert_eq!(said(&trial, "other", "set"), None);
    assert_eq!(said(&trial, "worker", "nowhere"), None);
    let low = Asked::Complete {
        item: item("set"),
        data: json!({"price": {"most": 5}}),
    };
    trial.ask(party("worker"), low).unwrap();
    let told = said(&trial, "other", "settle").unwrap();
    assert!(!told.contains('5') && !told.contains("Loft"), "{told}");
}

#[test]
fn history_holds_only_what_is_seen() {
    let run = runnable(FLOW);
    let (mut trial, began) = begun(&run);
    let set = Asked::Complete {
        item: item("set"),
        data: json!({"price": {"most": 5}}),
    };
    let set = trial.ask(party("worker"), set).unwrap();
    let draft = Asked::SaveDraft {
        item: item("bid"),
        data: json!({"price": {"offer": "kladde"}}),
    };
    let draft = trial.ask(party("other"), draft).unwrap();
    let view = trial.view().unwrap();
    let told = |came: &Came, by: &str| {
        let seen = came
            .events
            .iter()
            .filter_map(|event| view.seen_event(&eyes(by), event));
        serde_json::to_string(&seen.collect::<Vec<_>>()).unwrap()
    };
    for (came, by, holds, lacks) in [
        (
            &began,
            "worker",
            &["case_started", "\"set\"", "\"bid\"", "\"all\""][..],
            &[][..],
        ),
        (
            &began,
            "other",
            &["case_started", "\"bid\"", "\"all\""],
            &["\"set\"", "clock\":\"set"],
        ),
        (&set, "worker", &["price.most", "clock_met"], &[]),
        (&set, "other", &["[]"], &["price"]),
        (&draft, "worker", &["draft_saved"], &["kladde"]),
        (&draft, "other", &["draft_saved"], &["kladde"]),
    ] {
        let said = told(came, by);
        for word in holds {
            assert!(said.contains(word), "{by} is told {word}: {said}");
        }
        for word in lacks {
            assert!(!said.contains(word), "{by} is not told {word}: {said}");
        }
    }
}

#[test]
fn a_refusal_about_what_is_not_seen_is_that_it_is_not_there() {
    let run = runnable(FLOW);
    let (mut trial, _) = begun(&run);
    for (asked, by, code, sentence) in [
        ("set", "other", "unknown_item", "called set. Did you mean settle?"),
        (
            "sett",
            "other",
            "unknown_item",
            "called sett. Did you mean settle?",
        ),
        ("sett", "worker", "unknown_item", "called sett. Did you mean set?"),
        ("bid", "worker", "not_owner", "belongs to Udfører"),
    ] {
        let claim = Asked::Claim { item: item(asked) };
        let refusal = trial.ask(party(by), claim.clone()).unwrap_err().into_refusal();
        let seen = trial
            .view()
            .unwrap()
            .seen_refusal(&eyes(by), claim.item(), refusal);
        let said = seen.message.say(Language::English);
        assert_eq!(seen.code, code, "{asked} by {by}");
        assert!(said.contains(sentence), "{asked} by {by}: {said}");
    }
    let claim = Asked::Claim { item: item("set") };
    let refusal = trial
        .ask(party("other"), claim.clone())
        .unwrap_err()
        .into_refusal();
    let nobody = trial
        .view()
        .unwrap()
        .seen_refusal(&Eyes::default(), claim.item(), refusal);
    assert_eq!(
        nobody.message.say(Language::English),
        "The flow has nothing called set."
    );
}

#[test]
fn only_the_authority_binds_parties_anew() {
    let run = runnable(FLOW);
    let (mut trial, _) = begun(&run);
    let bind = Asked::Bind {
        party: PartyId::new("worker").unwrap(),
        to: vec![Binding::to(
            None,
            Some(crate::id::PersonId(uuid::Uuid::from_u128(1))),
        )],
        protected: false,
    };
    let refused = trial
        .ask(party("other"), bind.clone())
        .unwrap_err()
        .into_refusal();
    assert_eq!(refused.code, "not_owner");
    assert!(trial.ask(party("boss"), bind).is_ok());
}

//! Who sees what, as one flow and a table.

use chrono::DateTime;

use super::Trial;
use super::script::runnable;
use crate::case::{Actor, Eyes};
use crate::flow::Value;
use crate::id::{FieldPath, ItemId, PartyId};

const FLOW: &str = "data:
  order:
    wish: {type: text, seen_by: everyone}
    secret: {type: text, seen_by: [boss]}
    inner: {type: text, optional: true}
    limit: {type: integer, optional: true}
    lines:
      list:
        need: {type: text}
        rate: {type: money, seen_by: [worker]}
        answer: {type: text, optional: true}
stages:
  s:
    title: S
    does:
      write: {task: Skriv, by: worker, fills: [order.wish, order.secret, order.inner, order.lines]}
      answer: {task: Svar, by: other, after: write, when: order.limit > 0, fills: [order.lines.answer]}
      alone: {task: Alene, by: worker, after: answer}
  hidden:
    title: H
    does:
      quiet: {task: Stille, by: worker, seen_by: [boss]}
";

#[test]
fn fields_are_seen_by_those_who_need_them() {
    let run = runnable(FLOW);
    let mut trial = Trial::new(&run, DateTime::UNIX_EPOCH);
    trial
        .start(DateTime::UNIX_EPOCH, "sag", Vec::new(), serde_json::Value::Null)
        .unwrap();
    let view = trial.view().unwrap();
    let eyes = |party: &str| Eyes::of(vec![PartyId::new(party).unwrap()]);
    for (field, seen_by) in [
        ("order.wish", ["worker", "other", "boss"].as_slice()),
        ("order.secret", &["boss"]),
        ("order.inner", &["worker"]),
        ("order.limit", &["other"]),
        ("order.lines", &["worker", "other"]),
        ("order.lines.need", &["worker", "other"]),
        ("order.lines.rate", &["worker"]),
        ("order.lines.answer", &["worker", "other"]),
        ("order.nothing", &[]),
    ] {
        for party in ["worker", "other", "boss"] {
            let seen = view.sees_field(&eyes(party), &FieldPath::new(field).unwrap());
            assert_eq!(seen, seen_by.contains(&party), "{field} by {party}");
        }
        // What is kept or given whole holds every field that there is.
        let seen = view.sees_field(&view.eyes_of(&Actor::Engine), &FieldPath::new(field).unwrap());
        assert_eq!(seen, field != "order.nothing", "{field}");
    }
    let row = [("need", "støtte"), ("rate", "100")];
    let row = row
        .map(|(name, text)| (name.to_owned(), Value::Text(text.to_owned())))
        .into();
    let lines = FieldPath::new("order.lines").unwrap();
    let seen = view.seen_value(&eyes("other"), &lines, &Value::List(vec![row]));
    let Some(Value::List(rows)) = seen else {
        panic!("the list is seen")
    };
    assert_eq!(rows[0].keys().collect::<Vec<_>>(), ["need"]);
    assert_eq!(
        view.seen_value(&eyes("boss"), &lines, &Value::List(Vec::new())),
        None
    );
}

#[test]
fn items_are_seen_by_those_who_do_lead_or_wait_for_them() {
    let run = runnable(FLOW);
    let mut trial = Trial::new(&run, DateTime::UNIX_EPOCH);
    trial
        .start(DateTime::UNIX_EPOCH, "sag", Vec::new(), serde_json::Value::Null)
        .unwrap();
    let view = trial.view().unwrap();
    for (item, seen_by) in [
        ("write", ["worker", "other", "boss"].as_slice()),
        ("answer", &["other", "worker"]),
        ("alone", &["worker", "boss"]),
        ("quiet", &["boss"]),
        ("s", &["worker", "other", "boss"]),
        ("hidden", &["boss"]),
    ] {
        for party in ["worker", "other", "boss"] {
            let id = ItemId::new(item).unwrap();
            let seen = view.sees_item(
                &Eyes::of(vec![PartyId::new(party).unwrap()]),
                &run.flow.items[&id],
            );
            assert_eq!(seen, seen_by.contains(&party), "{item} by {party}");
        }
    }
}

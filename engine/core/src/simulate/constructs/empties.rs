//! What stands empty when a round begins.

use crate::simulate::script::check;

const FLOW: &str = "data:
  d:
    said: {type: text, optional: true}
    words: {optional: true, list: {whose: {type: text}, agreed: {type: boolean}}}
    lines: {list: {number: {type: text}, hours: {type: integer}, got: {type: text, optional: true}}}
    place: {record: {street: {type: text}, floor: {type: integer, optional: true}}}
does:
  order: {task: Bestil, by: worker, fills: [d.lines, d.place]}
  tell:
    task: Fortæl
    by: worker
    after: order
    repeats: {freely: true}
    fills: [d.said, d.words, d.lines.got, d.place.floor]
    empties: [d.said, d.words, d.lines.got, d.place.floor]
    done_when: exists(d.said) && all(d.words.agreed)
closes: by_hand
";

#[test]
fn what_was_answered_last_time_is_no_answer_this_time() {
    let told = r#"{"d": {"said": "Godt", "words": [{"whose": "A", "agreed": true}], "lines": [{"got": "mere"}, {"got": "som ventet"}], "place": {"floor": 2}}}"#;
    let script = r#"start 2026-01-05 09:00
         do order {"d": {"lines": [{"number": "1", "hours": 2}, {"number": "2", "hours": 3}], "place": {"street": "Havnegade"}}}
         ! not_finished do tell
         do tell TOLD
         = active tell
         = data d.said null d.words null d.lines [{"number": "1", "hours": 2}, {"number": "2", "hours": 3}] d.place {"street": "Havnegade"}
         ! not_finished do tell
         ! not_finished do tell {"d": {"said": "Godt"}}
         do tell TOLD
         = data d.said null d.words null"#;
    check(FLOW, &script.replace("TOLD", told));
}

#[test]
fn what_is_there_for_a_row_empties_its_own_row_alone() {
    let flow = "data:
  d:
    lines: {list: {number: {type: text}, got: {type: text, optional: true}}}
stages:
  day:
    title: Dag for dag
    repeats: {each: d.lines, key: number}
    does:
      note:
        task: Notér
        by: worker
        repeats: {freely: true}
        fills: d.lines.got
        empties: d.lines.got
        done_when: exists(got)
      stop: {task: Slut, by: worker}
does:
  order: {task: Bestil, by: worker, fills: d.lines, optional: true, repeats: {freely: true}}
closes: by_hand
";
    check(
        flow,
        r#"start 2026-01-05 09:00 {"d": {"lines": [{"number": "1"}, {"number": "2"}]}}
         set {"d": {"lines": [{"number": "1"}, {"number": "2", "got": "mere"}]}}
         do note#1 {"d": {"lines": {"got": "mindre"}}}
         = data d.lines [{"number": "1"}, {"number": "2", "got": "mere"}]
         do order {"d": {"lines": [{"number": "1"}, {"number": "2", "got": "mere"}, {"number": "3"}]}}
         = data d.lines [{"number": "1"}, {"number": "2", "got": "mere"}, {"number": "3"}]
         ! not_finished do note#1
         do note#2"#,
    );
}

#[test]
fn what_is_done_anew_is_answered_anew() {
    let flow = "data:
  d: {said: {type: text}}
does:
  tell: {task: Fortæl, by: worker, fills: d.said, empties: d.said}
  read: {task: Læs, by: worker, after: tell}
closes: by_hand
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do tell {"d": {"said": "Godt"}}
         = data d.said "Godt"
         redo tell
         = data d.said null
         ! missing_data do tell
         do tell {"d": {"said": "Bedre"}}
         = data d.said "Bedre""#,
    );
}

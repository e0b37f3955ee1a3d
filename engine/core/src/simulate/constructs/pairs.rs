//! Paired cases: an order at one, its delivery at the other, and what they owe each other.

use serde_json::{Value as Json, json};

use crate::case::{Actor, Asked};
use crate::id::{ItemId, MessageName, PartyId};
use crate::simulate::Trial;
use crate::simulate::script::runnable_of;
use crate::simulate::script_both::check_both;
use crate::text::Arg;

const ORDERING: &str = "samspil: 1
flow: ordering
title: Bestilling
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
  provider: {title: Udfører, side: provider}
data:
  order:
    starts_on: {type: date}
    price: {type: money, per: day, optional: true}
    lines:
      list:
        number: {type: text}
        hours: {type: integer}
        secret: {type: text, optional: true}
        answer: {type: choice, of: [accepted, changed, declined], optional: true}
        reason: {type: text, optional: true}
    over: {type: text, optional: true}
pair: {with: delivery, as: orderer, other: provider, parties: {head: provider}}
protocol:
  title: {da: Bestilling og levering, en: Order and delivery}
  sides: {orderer: {da: Myndighed, en: Authority}, provider: {da: Udfører, en: Provider}}
  messages:
    ordered:
      title: Bestilling
      by: orderer
      at_most: 3
      rows: {lines: number}
      holds:
        starts_on: {type: date}
        lines: {list: {number: {type: text}, hours: {type: integer}}}
      owes: {message: answered, due: 5 working days}
    answered:
      title: Svar
      by: provider
      answers: ordered
      rows: {lines: number}
      holds:
        lines:
          list:
            number: {type: text}
            answer: {type: choice, of: [accepted, changed, declined]}
            reason: {type: text, optional: true}
    status: {title: Status, by: provider, after: answered, repeats: true, holds: {text: {type: text}}}
    ended: {title: Afsluttet, by: either, ends: true, holds: {why: {type: text, optional: true}}}
does:
  send:
    task: Send bestillingen
    by: worker
    fills: [order.starts_on, order.lines]
    says: ordered
    gives: {starts_on: order.starts_on, lines: order.lines}
  answered:
    wait: Udfører svarer
    after: send
    until: {message: answered}
    takes: {order.lines.answer: lines.answer, order.lines.reason: lines.reason}
    ladder: {at: due, tell: boss}
  again:
    task: Bliv enige
    by: worker
    after: answered
    when: any(order.lines.answer != \"accepted\")
    then_again: send
  status: {wait: Status, after: send, until: {message: status}, repeats: {freely: true}}
  stop: {task: Afslut, by: worker, optional: true, says: ended, gives: {why: order.over}}
  stopped: {wait: Udfører afslutter, after: send, until: {message: ended}, waited_for: never}
  gone:
    wait: Udførers sag lukkede
    after: send
    until: {message: other_case_ended}
    sets: {order.over: message.reason}
    waited_for: never
closes: {when: done(stop) || done(stopped)}
";

const DELIVERY: &str = "samspil: 1
flow: delivery
title: Levering
parties:
  authority: {title: Myndighed, side: authority}
  head: {title: Leder hos udfører, side: provider}
data:
  order:
    starts_on: {type: date, optional: true}
    lines:
      list:
        number: {type: text}
        hours: {type: integer}
        answer: {type: choice, of: [accepted, changed, declined], optional: true}
        reason: {type: text, optional: true}
        note: {type: text, optional: true}
  status: {text: {type: text, optional: true}}
pair: {with: ordering, as: provider, other: authority}
does:
  ordered:
    wait: Bestilling
    until: {message: ordered}
    takes: {order.starts_on: starts_on, order.lines: lines}
    repeats: {freely: true}
    waited_for: first_time
  answer:
    task: Svar
    by: head
    after: ordered
    fills: [order.lines.answer, order.lines.reason, order.lines.note]
    done_when: all(exists(order.lines.answer))
    says: answered
    gives: {lines: order.lines}
    ladder: {at: 2 working days before, remind: owner}
  write:
    task: Skriv status
    by: head
    after: answer
    fills: [status.text]
    says: status
    gives: {text: status.text}
    repeats: {freely: true}
  stop: {task: Afslut, by: head, optional: true, says: ended}
  stopped: {wait: Myndigheden afslutter, until: {message: ended}, waited_for: never}
closes: {when: done(stop) || done(stopped)}
";

#[test]
fn what_one_says_the_other_hears_with_what_it_owes_for_it() {
    check_both(
        ORDERING,
        DELIVERY,
        r#"start 2026-01-05 09:00
         = active send | possible send
         do send {"order": {"starts_on": "2026-02-01", "lines": [{"number": "L1", "hours": 3, "secret": "x"}, {"number": "L2", "hours": 5}]}}
         = active answered gone status stopped | owed answered | debts answered:provider:worker:2026-01-12
         = clocks send_owes_answered:running:2026-01-12
         2: = active answer ordered stopped | owed answer | debts answer:head:authority:2026-01-12
         2: = clocks ordered_owes_answer:running:2026-01-12
         2: = data order.lines [{"number": "L1", "hours": 3}, {"number": "L2", "hours": 5}]
         ! ended do send
         2: do answer {"order": {"lines": [{"answer": "accepted", "note": "egen"}, {"answer": "accepted"}]}}
         = data order.lines [{"number": "L1", "hours": 3, "secret": "x", "answer": "accepted"}, {"number": "L2", "hours": 5, "answer": "accepted"}]
         = owed  | clocks send_owes_answered:met:2026-01-12
         2: = owed  | clocks ordered_owes_answer:met:2026-01-12
         2: do write {"status": {"text": "Det går"}}
         2: do write {"status": {"text": "Det går bedre"}}
         2: = active ordered stopped write"#,
    );
}

const SENT: &str = r#"start 2026-01-05 09:00
         do send {"order": {"starts_on": "2026-02-01", "lines": [{"number": "L1", "hours": 3}, {"number": "L2", "hours": 5}]}}"#;

fn sent(then: &str) -> String {
    format!("{SENT}\n{then}")
}

#[test]
fn each_line_is_accepted_changed_or_declined_and_the_order_may_be_said_anew() {
    check_both(
        ORDERING,
        DELIVERY,
        &sent(
            r#"2: ! not_finished do answer {"order": {"lines": [{"answer": "accepted"}, {"reason": "?"}]}}
         2: do answer {"order": {"lines": [{"answer": "accepted"}, {"answer": "declined", "reason": "Ingen plads"}]}}
         = active again gone status stopped
         = data order.lines [{"number": "L1", "hours": 3, "answer": "accepted"}, {"number": "L2", "hours": 5, "answer": "declined", "reason": "Ingen plads"}]
         do again
         = active gone send status stopped
         do send {"order": {"lines": [{"number": "L1", "hours": 3}, {"number": "L2", "hours": 2}]}}
         2: = active answer ordered stopped write | owed answer
         2: = data order.lines [{"number": "L1", "hours": 3, "answer": "accepted"}, {"number": "L2", "hours": 2, "answer": "declined", "reason": "Ingen plads"}]
         2: do answer {"order": {"lines": [{"answer": "accepted"}, {"answer": "accepted"}]}}
         = owed  | active gone status stopped"#,
        ),
    );
}

#[test]
fn a_late_answer_climbs_the_ladder_of_each_side() {
    check_both(
        ORDERING,
        DELIVERY,
        &sent(
            "to 2026-01-09 09:00
         2: = notices head:reminder:ordered_owes_answer | rungs ordered_owes_answer:remind
         = notices
         to 2026-01-13 09:00
         = notices boss:lateness:send_owes_answered | clocks send_owes_answered:breached:2026-01-12
         2: = clocks ordered_owes_answer:breached:2026-01-12",
        ),
    );
}

#[test]
fn either_side_may_end_the_pair_and_what_is_owed_in_it_ends_with_it() {
    check_both(
        ORDERING,
        DELIVERY,
        &sent(
            r#"do stop
         = owed  | active  | state closed
         2: = owed  | active  | state closed
         2: ! closed do stop"#,
        ),
    );
    check_both(
        ORDERING,
        DELIVERY,
        &sent(
            r#"2: do stop
         2: = state closed | owed
         = state closed | owed "#,
        ),
    );
}

#[test]
fn a_case_that_ends_without_a_word_is_told_of_and_another_may_be_begun() {
    check_both(
        &ORDERING
            .replace(
                "when: any(order.lines.answer != \"accepted\")",
                "when: exists(order.over)",
            )
            .replace(
                "    after: answered\n    when",
                "    after: {any: [answered, gone]}\n    when",
            ),
        DELIVERY,
        &sent(
            r#"2: as authority terminate
         2: = state closed
         = active again | owed  | done gone send
         = data order.over "fordi"
         do again
         = active send
         do send
         = active answered gone status stopped | owed answered
         2: = active answer ordered stopped | owed answer | state open
         2: do answer {"order": {"lines": [{"answer": "accepted"}, {"answer": "accepted"}]}}
         = owed "#,
        ),
    );
    check_both(
        ORDERING,
        DELIVERY,
        &sent(
            "terminate
         = state closed
         2: = active  | owed  | state open",
        ),
    );
}

#[test]
fn what_is_said_before_it_can_be_taken_up_counts_from_when_it_was_said() {
    check_both(
        ORDERING,
        DELIVERY,
        &sent(
            "2: as authority hold
         do stop
         2: = active answer ordered stopped
         2: as authority resume
         2: = active  | owed  | state closed",
        ),
    );
    check_both(
        ORDERING,
        &DELIVERY.replace(
            "  ordered:\n",
            "  ready: {task: Klar, by: head}\n  ordered:\n    after: ready\n",
        ),
        &sent(
            "2: = active ready stopped | owed
         to 2026-01-07 09:00
         2: do ready
         2: = active answer ordered stopped | debts answer:head:authority:2026-01-12",
        ),
    );
}

#[test]
fn nothing_is_said_out_of_turn() {
    check_both(
        ORDERING,
        &DELIVERY.replace(
            "    after: answer\n    fills: [status.text]",
            "    fills: [status.text]",
        ),
        &sent(
            r#"2: = active answer ordered stopped
         2: ! blocked do write {"status": {"text": "For tidligt"}}
         2: do answer {"order": {"lines": [{"answer": "accepted"}, {"answer": "accepted"}]}}
         2: = active ordered stopped write"#,
        ),
    );
    check_both(
        &ORDERING.replace("says: ordered\n", "says: ordered\n    repeats: {freely: true}\n"),
        DELIVERY,
        &sent(
            r#"= active answered gone status stopped
         ! blocked do send
         2: do answer {"order": {"lines": [{"answer": "accepted"}, {"answer": "accepted"}]}}
         = active again gone send status stopped"#
                .replace("again ", "")
                .as_str(),
        ),
    );
    check_both(
        ORDERING,
        DELIVERY,
        r#"start 2026-01-05 09:00
         ! missing_data do send {"order": {"lines": []}}
         ! missing_data do send {"order": {"starts_on": "2026-02-01", "lines": [{"number": "L1", "hours": 3}, {"number": "L1", "hours": 1}]}}
         ! blocked do stop"#,
    );
}

#[test]
fn an_answer_speaks_of_exactly_the_rows_of_the_order() {
    // Where the answering side changes its own list, what it says is held against what it was asked.
    let open = DELIVERY.replace(
        "fills: [order.lines.answer, order.lines.reason, order.lines.note]",
        "fills: [order.lines]",
    );
    check_both(
        ORDERING,
        &open,
        &sent(
            r#"2: ! missing_data do answer {"order": {"lines": [{"number": "L1", "hours": 3, "answer": "accepted"}]}}
         2: ! missing_data do answer {"order": {"lines": []}}
         2: ! missing_data do answer {"order": {"lines": [{"number": "L1", "hours": 3, "answer": "accepted"}, {"number": "L2", "hours": 5, "answer": "accepted"}, {"number": "L3", "hours": 1, "answer": "accepted"}]}}
         2: ! missing_data do answer {"order": {"lines": [{"number": "L1", "hours": 3, "answer": "accepted"}, {"number": "L1", "hours": 5, "answer": "accepted"}]}}
         2: do answer {"order": {"lines": [{"number": "L2", "hours": 5, "answer": "declined"}, {"number": "L1", "hours": 3, "answer": "accepted"}]}}
         = owed  | active again gone status stopped
         do again
         do send {"order": {"lines": [{"number": "L3", "hours": 3}]}}
         2: ! missing_data do answer {"order": {"lines": [{"number": "L2", "hours": 5, "answer": "accepted"}]}}
         2: do answer {"order": {"lines": [{"number": "L3", "hours": 3, "answer": "accepted"}]}}
         = owed  | active gone status stopped"#,
        ),
    );
}

#[test]
fn whoever_plays_the_other_side_is_told_which_rows_are_wrong() {
    let run = runnable_of(ORDERING);
    let mut trial = Trial::new(&run, chrono::DateTime::UNIX_EPOCH);
    trial
        .start(chrono::DateTime::UNIX_EPOCH, "sag", Vec::new(), Json::Null)
        .unwrap();
    let worker = Actor::Party {
        party: PartyId::new("worker").unwrap(),
    };
    let lines = json!([{"number": "L1", "hours": 3}, {"number": "L2", "hours": 5}]);
    let data = json!({"order": {"starts_on": "2026-02-01", "lines": lines}});
    trial
        .ask(
            worker,
            Asked::Complete {
                item: ItemId::new("send").unwrap(),
                data,
            },
        )
        .unwrap();
    let lines = ["L1", "L1", "L9"].map(|number| json!({"number": number, "answer": "accepted"}));
    let answer = Asked::Message {
        message: MessageName::new("answered").unwrap(),
        data: json!({ "lines": lines }),
    };
    let refusal = trial.ask(Actor::Outside, answer).unwrap_err().into_refusal();
    assert_eq!(refusal.code, "wrong_data");
    let told: Vec<(&str, &Arg)> = refusal
        .because
        .iter()
        .map(|block| (block.message.key.as_str(), &block.message.args["rows"]))
        .collect();
    let [twice, missing, unasked] = ["L1", "L2", "L9"].map(|row| Arg::from(vec![row]));
    assert_eq!(
        told,
        [
            ("block-rows-twice", &twice),
            ("block-rows-missing", &missing),
            ("block-rows-unasked", &unasked),
        ]
    );
}

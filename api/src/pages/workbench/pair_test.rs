//! Both flows of a pair as drafts: their cases are played together by one clock, and scenarios of both tell what each side comes
//! round.

use super::super::trial::{OWNERS, Trial};
use super::tests::moves_of;

const ORDERING: &str = "samspil: 1
flow: ordering
title: Bestilling
parties:
  worker: {title: Sagsbehandler, side: authority}
  provider: {title: Udfører, side: provider}
data:
  order: {what: {type: text}, answer: {type: text, optional: true}, statuses: {type: integer, starts_as: 0}}
  end: {why: {type: text, optional: true}}
pair: {with: delivery, as: orderer, other: provider, parties: {head: worker}}

protocol:
  title: Bestilling og levering
  sides: {orderer: Myndighed, deliverer: Udfører}
  messages:
    ordered:
      by: orderer
      holds: {what: {type: text}}
      owes: {message: answered, due: 5 working days}
    answered: {by: deliverer, answers: ordered, holds: {text: {type: text}}}
    status: {by: deliverer, after: answered, repeats: true, holds: {number: {type: integer}}}
    ended: {by: either, ends: true}

does:
  send: {task: Send, by: worker, fills: [order.what], says: ordered, gives: {what: order.what}}
  answered: {wait: Svar, after: send, until: {message: answered}, takes: {order.answer: text}}
  status:
    wait: Status
    after: send
    until: {message: status}
    sets: {order.statuses: order.statuses * 10 + message.number}
    repeats: {freely: true}
  stop: {task: Afslut, by: worker, optional: true, says: ended}
  stopped: {wait: Udfører afslutter, after: send, until: {message: ended}}
  gone: {wait: Sagen lukkede, after: send, until: {message: other_case_ended}, sets: {end.why: message.reason}}
closes: by_hand
";

const DELIVERY: &str = "samspil: 1
flow: delivery
title: Levering
parties:
  head: {title: Leder, side: provider}
  worker: {title: Sagsbehandler, side: authority}
data:
  order: {what: {type: text, optional: true}, answer: {type: text, optional: true}}
  status: {number: {type: integer, optional: true}}
pair: {with: ordering, as: deliverer, other: worker}
does:
  ordered: {wait: Bestilling, until: {message: ordered}, takes: {order.what: what}}
  answer: {task: Svar, by: head, after: ordered, fills: [order.answer], says: answered, gives: {text: order.answer}}
  write:
    task: Status
    by: head
    fills: [status.number]
    says: status
    gives: {number: status.number}
    repeats: {freely: true}
  stop: {task: Afslut, by: head, optional: true, says: ended}
  stopped: {wait: Myndigheden afslutter, until: {message: ended}}
closes: by_hand
";

const PLAY: &str = "/workbench/ordering/play";

/// Writes a flow as a draft.
async fn drafted(trial: &Trial, name: &str, text: &str) {
    let begun = trial
        .post(OWNERS[0], "/workbench", &[("name", name), ("title", name)])
        .await;
    assert_eq!(begun.status, 303, "{}", begun.body);
    let kept = [("text", text), ("seen", "1"), ("do", "keep")];
    let kept = trial.post(OWNERS[0], &format!("/workbench/{name}"), &kept).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
}

/// Plays on from a page, with what is asked beside what was done so far.
async fn on(trial: &Trial, address: &str, page: &str, asked: &[(&str, &str)]) -> String {
    let moves = moves_of(page);
    let form: Vec<(&str, &str)> = std::iter::once(("moves", moves.as_str()))
        .chain(asked.iter().copied())
        .collect();
    let answer = trial.post(OWNERS[0], address, &form).await;
    assert_eq!(answer.status, 200, "{asked:?}");
    answer.body
}

#[tokio::test]
async fn both_cases_of_a_pair_are_played_by_clicking_through_them_with_one_clock() {
    let trial = Trial::new().await;
    drafted(&trial, "ordering", ORDERING).await;
    let single = trial.get(OWNERS[0], PLAY).await.body;
    assert!(
        single.contains("hverken er udgivet eller har en kladde") && !single.contains("Parrets to sager"),
        "{single}"
    );
    drafted(&trial, "delivery", DELIVERY).await;
    let page = trial.get(OWNERS[0], PLAY).await.body;
    for told in [
        "spiller med fra sin kladde",
        "Parrets to sager",
        "Sagen er ikke begyndt",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("value=\"side other\""), "it has not begun: {page}");

    let send = [("item", "send"), ("do", "complete"), ("f-order-what", "Støtte")];
    let sent = on(&trial, PLAY, &page, &send).await;
    assert!(
        sent.contains("Der skete også noget i den anden sag") && sent.contains("value=\"side other\""),
        "{sent}"
    );
    let there = on(&trial, PLAY, &sent, &[("as", "worker"), ("do", "side other")]).await;
    assert!(
        there.contains("value=\"open answer\"") && there.contains("Støtte"),
        "{there}"
    );
    assert!(
        !there.contains("value=\"open send\"") && there.contains("Leder"),
        "the other flow's own parties and work: {there}"
    );
    // One clock for both, and in either case what it brings.
    let later = on(&trial, PLAY, &there, &[("side", "other"), ("do", "pass 1 day")]).await;
    assert!(
        later.contains("06.01.2026") && later.contains("value=\"open answer\""),
        "{later}"
    );
    let answer = [
        ("side", "other"),
        ("as", "head"),
        ("item", "answer"),
        ("do", "complete"),
        ("f-order-answer", "Ja, fra 1. februar"),
    ];
    let answered = on(&trial, PLAY, &later, &answer).await;
    assert!(
        answered.contains("Der skete også noget i den anden sag"),
        "{answered}"
    );
    let back_home = on(
        &trial,
        PLAY,
        &answered,
        &[("side", "other"), ("do", "side first")],
    )
    .await;
    assert!(
        back_home.contains("Ja, fra 1. februar") && back_home.contains("06.01.2026"),
        "what one says the other hears: {back_home}"
    );
    assert!(
        moves_of(&back_home).contains("\"of\":\"other\""),
        "the lines are those of samspil play"
    );
}

/// A refusal says why, what was done last is taken back in both cases, and either can be played alone.
#[tokio::test]
async fn what_was_done_in_a_pair_is_taken_back_in_both_and_one_can_be_played_alone() {
    let trial = Trial::new().await;
    drafted(&trial, "ordering", ORDERING).await;
    drafted(&trial, "delivery", DELIVERY).await;
    let page = trial.get(OWNERS[0], PLAY).await.body;
    let send = [("item", "send"), ("do", "complete"), ("f-order-what", "Støtte")];
    let sent = on(&trial, PLAY, &page, &send).await;
    let skip = [("side", "other"), ("item", "ordered"), ("do", "skip")];
    let refused = on(&trial, PLAY, &sent, &skip).await;
    assert!(refused.contains("alert-error"), "{refused}");
    let answer = [
        ("side", "other"),
        ("item", "answer"),
        ("do", "complete"),
        ("f-order-answer", "Ja"),
    ];
    let answered = on(&trial, PLAY, &sent, &answer).await;
    let undone = on(&trial, PLAY, &answered, &[("side", "other"), ("do", "back")]).await;
    assert_eq!(moves_of(&undone), moves_of(&sent));
    assert!(undone.contains("value=\"open answer\""), "{undone}");
    let taken_back = on(&trial, PLAY, &sent, &[("side", "other"), ("do", "back")]).await;
    assert_eq!(moves_of(&taken_back), moves_of(&page));
    assert!(
        taken_back.contains("value=\"open send\""),
        "a case that has not begun is nothing to look at: {taken_back}"
    );
    let alone = trial.get(OWNERS[0], &format!("{PLAY}?alone=true")).await.body;
    assert!(
        alone.contains("Kun denne sag spilles") && !alone.contains("Parrets to sager"),
        "{alone}"
    );
    let alone = on(&trial, PLAY, &alone, &[("alone", "yes"), ("do", "pass 1 day")]).await;
    assert!(!alone.contains("Parrets to sager"), "{alone}");
}

#[tokio::test]
async fn the_side_that_takes_the_protocol_is_played_against_the_version_that_wrote_it() {
    let trial = Trial::new().await;
    trial
        .engine
        .publish(super::super::trial::TENANT, ORDERING, "Pia")
        .await
        .unwrap();
    drafted(&trial, "delivery", DELIVERY).await;
    let address = "/workbench/delivery/play";
    let page = trial.get(OWNERS[0], address).await.body;
    assert!(page.contains("spiller med fra version 1"), "{page}");
    assert!(
        page.contains("value=\"open send\""),
        "the case that begins the pair comes first: {page}"
    );
    let send = [("item", "send"), ("do", "complete"), ("f-order-what", "Støtte")];
    let sent = on(&trial, address, &page, &send).await;
    let own = on(&trial, address, &sent, &[("do", "side other")]).await;
    assert!(own.contains("value=\"open answer\""), "{own}");
}

#[tokio::test]
async fn scenarios_of_both_cases_are_run_and_tell_what_each_side_comes_round() {
    let trial = Trial::new().await;
    drafted(&trial, "ordering", ORDERING).await;
    let address = "/workbench/ordering/scenarios";
    let text = "scenario: Bestilt og svaret
starts: 2026-01-05 09:00
steps:
  - {complete: send, data: {order: {what: Støtte}}}
  - other: {expect: {owed: [answer]}}
  - other: {complete: answer, data: {order: {answer: Ja}}}
  - expect: {done: {includes: [answered]}}
";
    let keep = [("name", "svaret"), ("text", text), ("seen", "2"), ("do", "keep")];
    assert_eq!(trial.post(OWNERS[0], address, &keep).await.status, 303);
    let single = trial.get(OWNERS[0], address).await.body;
    assert!(
        single.contains("Gik anderledes") && !single.contains("<h3>"),
        "there is no other side: {single}"
    );
    drafted(&trial, "delivery", DELIVERY).await;
    let page = trial.get(OWNERS[0], address).await.body;
    assert!(!page.contains("Gik anderledes"), "{page}");
    let (_, covers) = page.split_once("<h2 id=\"covers\">").unwrap();
    let (own, other) = covers.split_once("<h3>Levering</h3>").unwrap();
    assert!(
        own.contains("<h3>Bestilling</h3>") && own.contains("udfører 2 af 6 trin"),
        "{own}"
    );
    assert!(other.contains("udfører 2 af 5 trin"), "{other}");
    assert!(other.contains("Ingen af dem udfører: Status, Afslut"), "{other}");
}

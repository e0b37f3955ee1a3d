//! The checker can fail: everything that could go wrong is done to a run that went well, and the checker sees it.

use crate::check::check;
use crate::drive::{Plan, run, settle};
use crate::kept::{Kept, read};
use crate::ledger::Ledger;
use crate::{END, shown};
use uuid::Uuid;

/// Something done to a store, or to what clients were told; and what the checker says to it.
type Spoil = (&'static str, fn(&mut Kept, &mut Ledger), &'static str);

const SPOILS: [Spoil; 22] = [
    (
        "the last event is gone",
        |kept, _| drop(events(kept).pop()),
        "is lost",
    ),
    (
        "an event in the middle is gone",
        |kept, _| drop(events(kept).remove(1)),
        "stands where",
    ),
    (
        "an event is there twice",
        |kept, _| {
            let events = events(kept);
            events.insert(1, events[1].clone());
        },
        "stands where",
    ),
    (
        "a step is done twice",
        |kept, _| {
            let events = events(kept);
            let mut again = events[2].clone();
            again.number = 1 + events.len() as u64;
            events.push(again);
        },
        "its steps are done as",
    ),
    (
        "a body is changed",
        |kept, _| events(kept)[1].body.push(b' '),
        "another sum",
    ),
    (
        "a time is changed",
        |kept, _| events(kept)[1].at += 1,
        "the chain is broken",
    ),
    (
        "the case is at another version",
        |kept, _| case(kept).version += 1,
        "after",
    ),
    (
        "the case has another chain",
        |kept, _| case(kept).chain[0] ^= 1,
        "ends elsewhere",
    ),
    (
        "the snapshot is older",
        |kept, _| {
            let text = String::from_utf8(case(kept).snapshot.clone()).unwrap();
            case(kept).snapshot = text.replace("\"closed\"", "\"open\"").into_bytes();
        },
        "the snapshot is",
    ),
    (
        "the case is listed as open",
        |kept, _| case(kept).status = "open".to_owned(),
        "status open",
    ),
    (
        "a task stays in the lists",
        |kept, _| {
            let id = closed(kept);
            kept.tasks.insert(id, vec![("assess".to_owned(), 1, None)]);
        },
        "tasks",
    ),
    (
        "a timer stays",
        |kept, _| {
            let id = closed(kept);
            kept.timers.insert(id, Some(0));
        },
        "wakes at",
    ),
    ("all timers are gone", |kept, _| kept.timers.clear(), "no timer"),
    (
        "an answer is not kept",
        |kept, _| drop(kept.commands.pop_first()),
        "acknowledged, and lost",
    ),
    (
        "another answer is kept",
        |kept, _| command(kept).answer = b"{\"version\":99}".to_vec(),
        "told otherwise",
    ),
    (
        "an answer that nobody asked for is kept",
        |kept, _| {
            let copy = command(kept).clone();
            kept.commands.insert(Uuid::nil(), copy);
        },
        "nobody asked it",
    ),
    (
        "a client never heard",
        |_, ledger| ledger.0.first_entry().unwrap().get_mut().done.clear(),
        "never answered",
    ),
    (
        "a client heard two things",
        |_, ledger| {
            let mut entry = ledger.0.first_entry().unwrap();
            entry.get_mut().done.push((Uuid::nil(), 1));
        },
        "acknowledged differently",
    ),
    (
        "a command that was kept had been refused",
        |_, ledger| {
            let mut entry = ledger.0.first_entry().unwrap();
            entry.get_mut().done.clear();
            entry.get_mut().refused.push("blocked".to_owned());
        },
        "refused, and yet kept",
    ),
    (
        "a notice arrived twice",
        |kept, _| {
            let mut arrived = kept.arrived.first_entry().unwrap();
            let again = arrived.get()[0];
            arrived.get_mut().push(again);
        },
        "notices arrived",
    ),
    (
        "a notice is still on its way",
        |kept, _| kept.outgoing.push(Uuid::nil()),
        "never arrived",
    ),
    (
        "everything is gone",
        |kept, _| *kept = Kept::default(),
        "acknowledged, and lost",
    ),
];

/// The first case that went through all its steps without anything else between.
fn closed(kept: &Kept) -> Uuid {
    let mut closed = kept.cases.iter().filter(|(_, case)| case.status == "closed");
    *closed.find(|(_, case)| case.version == 6).unwrap().0
}

fn case(kept: &mut Kept) -> &mut crate::kept::CaseRow {
    let id = closed(kept);
    kept.cases.get_mut(&id).unwrap()
}

fn events(kept: &mut Kept) -> &mut Vec<crate::kept::EventRow> {
    let id = closed(kept);
    kept.events.get_mut(&id).unwrap()
}

fn command(kept: &mut Kept) -> &mut crate::kept::CommandRow {
    kept.commands.values_mut().next().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_checker_sees_what_is_done_to_a_run_that_went_well() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan {
        url: format!("sqlite:{}", folder.path().display()),
        nodes: 1,
        kills: 2,
        clients: 4,
        seed: 2,
    };
    let over = run(&plan).await;
    let now = settle(&plan.url, over.now + END).await;
    let kept = read(&plan.url).await;
    let complaints = check(&kept, &over.ledger, now);
    assert!(complaints.is_empty(), "{}", shown(&complaints));
    assert!(!kept.arrived.is_empty(), "no case of the flow with a ladder");
    for (name, spoil, says) in SPOILS {
        let (mut kept, mut ledger) = (kept.clone(), over.ledger.clone());
        spoil(&mut kept, &mut ledger);
        let complaints = check(&kept, &ledger, now);
        let seen = complaints.iter().any(|complaint| complaint.contains(says));
        assert!(seen, "{name}: {}", shown(&complaints));
    }
}

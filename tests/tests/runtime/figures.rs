//! What those who lead are told of many cases.

use samspil_core::case::Asked;
use samspil_core::id::ItemId;
use samspil_runtime::{By, FigureTable, Look, Management, ManagementAsk, Object, WayIn};

use crate::ground::{Ground, TENANT, by, moment, unit};

/// So many cases that figures of them are shown.
const CASES: u64 = samspil_runtime::MIN_CASES;

fn asked() -> ManagementAsk {
    ManagementAsk {
        period: "2026-K1".parse().unwrap(),
        flow: None,
        unit: None,
    }
}

async fn management(ground: &Ground) -> Management {
    ground.engine.management(TENANT, &asked()).await.unwrap()
}

/// Cases in which the work of the first is done after three days, and that of the other after seven more, two days late.
async fn cases(ground: &Ground, count: u64) {
    let mut begun = Vec::new();
    for _ in 0..count {
        begun.push(ground.begin(None).await.unwrap().case);
    }
    ground.clock.move_to(moment("2026-01-08T09:00"));
    for case in &begun {
        ground
            .complete(Ground::worker(), *case, "assess", 3, None)
            .await
            .unwrap();
    }
    ground.clock.move_to(moment("2026-01-15T09:00"));
    for case in &begun {
        ground
            .complete(Ground::other(), *case, "deliver", 0, None)
            .await
            .unwrap();
    }
}

/// Name, parties, how often, in time and late, and half of the days of each row.
fn told(table: &FigureTable) -> Vec<String> {
    let rows = table.rows.iter().map(|row| {
        let (key, days) = (&row.key, row.days.median());
        let days = days.map_or_else(|| "-".to_owned(), |days| days.to_string());
        let words = [&key.name, &key.party, &key.other];
        let words: Vec<&str> = words
            .into_iter()
            .map(String::as_str)
            .filter(|word| !word.is_empty())
            .collect();
        format!(
            "{}: {} {}/{} {days}",
            words.join(" "),
            row.times,
            row.in_time,
            row.late
        )
    });
    rows.collect()
}

#[tokio::test]
async fn a04_3_work_in_time_and_days_between_contacts_are_told() {
    let ground = Ground::new(false).await;
    cases(&ground, CASES).await;
    let found = management(&ground).await;
    assert_eq!(
        told(&found.contacts),
        [": 5 0/0 -"],
        "the work that was handed on, and nothing before it"
    );
    assert_eq!(told(&found.waits), ["worker other: 5 0/0 3"]);
    assert_eq!(told(&found.tasks), ["other: 5 0/5 7", "worker: 5 5/0 3"]);
    assert_eq!(
        told(&found.deadlines),
        ["assess worker: 5 5/0 3", "deliver other: 5 0/5 7"]
    );
    let share = found.tasks.rows.iter().map(|row| row.of_hundred_in_time());
    assert_eq!(share.collect::<Vec<_>>(), [Some(0), Some(100)]);
    assert_eq!(found.load.rows, [], "nothing is open");
    let other_quarter = ManagementAsk {
        period: "2026-K2".parse().unwrap(),
        ..asked()
    };
    let none = ground.engine.management(TENANT, &other_quarter).await.unwrap();
    assert_eq!(told(&none.tasks), Vec::<String>::new());
    let of_unit = ManagementAsk {
        unit: Some(unit(20)),
        ..asked()
    };
    let of_unit = ground.engine.management(TENANT, &of_unit).await.unwrap();
    assert_eq!(told(&of_unit.tasks), ["other: 5 0/5 7"]);
}

#[tokio::test]
async fn of_few_cases_nothing_is_told() {
    let ground = Ground::new(false).await;
    for _ in 1..CASES {
        ground.begin(None).await.unwrap();
    }
    let few = management(&ground).await.load;
    assert_eq!((few.rows.len(), few.hidden), (0, 1));
    ground.begin(None).await.unwrap();
    let load = management(&ground).await.load;
    assert_eq!(
        (load.rows[0].tasks, load.rows[0].overdue, load.hidden),
        (CASES, 0, 0)
    );
    let case = ground.begin(None).await.unwrap().case;
    ground
        .complete(Ground::worker(), case, "assess", 3, None)
        .await
        .unwrap();
    let found = management(&ground).await;
    assert_eq!((found.tasks.rows.len(), found.tasks.hidden), (0, 1));
    assert_eq!((found.waits.rows.len(), found.waits.hidden), (0, 1));
}

#[tokio::test]
async fn a14_4_deviations_are_counted_step_by_step_and_their_reasons_read_by_those_who_may() {
    let ground = Ground::new(false).await;
    for number in 0..CASES {
        let case = ground.begin(None).await.unwrap().case;
        let skip = Asked::Skip {
            item: ItemId::new("assess").unwrap(),
            reason: format!("Vurderet før {number}"),
        };
        ground.ask(Ground::worker(), case, skip).await.unwrap();
    }
    let found = management(&ground).await;
    assert_eq!(told(&found.deviations), ["assess skipped: 5 0/0 -"]);
    let ask = ManagementAsk {
        flow: Some("tried".to_owned()),
        ..asked()
    };
    let look = Look::new(Object::Deviations, WayIn::Program);
    let reasons = async |by: By| {
        let reasons = ground
            .engine
            .deviation_reasons(TENANT, &by, (&ask, "assess"), &look);
        let reasons = reasons.await.unwrap();
        let why: Vec<String> = reasons.rows.into_iter().map(|row| row.why).collect();
        (why, reasons.unseen)
    };
    let (why, unseen) = reasons(Ground::worker()).await;
    assert_eq!((why.len(), unseen), (5, false));
    assert_eq!(why[0], "Vurderet før 4", "the newest first");
    let stranger = reasons(by(9, 90, "worker")).await;
    assert_eq!(
        stranger,
        (Vec::new(), true),
        "who may not know of a case reads nothing of it"
    );
    let query = samspil_store::AccessQuery {
        limit: 9,
        ..Default::default()
    };
    let log = ground.store.access(TENANT, &query).await.unwrap();
    let looked: Vec<&str> = log.iter().map(|entry| entry.access.object.as_str()).collect();
    assert_eq!(looked, ["deviations", "deviations"]);
}

//! Figures over many cases.

use samspil_core::case::Counted;
use samspil_store::{
    CaseStatus, Commit, FigureCell, FigureCount, FigureEvent, FigureKey, FigureQuery, FigureRow, LiveQuery,
    LiveSteps, OpenWork, Spread, TaskRow,
};

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, following, opening, task, unit};

/// Minutes in a day.
const DAY: i64 = 24 * 60;

/// What is counted in a case, so many minutes after it began.
pub(crate) fn figure(counted: Counted, name: &str, since: Option<i64>) -> FigureRow {
    FigureRow {
        counted,
        name: name.to_owned(),
        party: "provider".to_owned(),
        other: String::new(),
        unit: Some(unit(1)),
        since: since.map(at),
        in_time: None,
    }
}

/// All of one kind in the first year.
pub(crate) fn query(counted: Counted) -> FigureQuery {
    FigureQuery {
        counted,
        since: at(-1),
        until: at(365 * DAY),
        flow: None,
        version: None,
        unit: None,
        by_name: true,
    }
}

fn with(commit: Commit, figures: Vec<FigureRow>) -> Commit {
    Commit { figures, ..commit }
}

/// Three cases: two whose work was done in time after two days, and one of another unit and flow that was late.
async fn three_cases(ground: &Ground) {
    for number in 1..=3 {
        let late = number == 3;
        let mut begun = opening(case(number));
        if late {
            begun.head.flow = "levering".to_owned();
        }
        let head = begun.head.clone();
        let last = ground.keep(begun).await;
        let done = FigureRow {
            in_time: Some(!late),
            unit: Some(unit(if late { 2 } else { 1 })),
            ..figure(Counted::Done, "assess", Some(0))
        };
        let waited = FigureRow {
            counted: Counted::Waited,
            other: "authority".to_owned(),
            in_time: None,
            ..done.clone()
        };
        let commit = Commit {
            head,
            ..following(case(number), last, 2 * DAY)
        };
        ground.keep(with(commit, vec![done, waited])).await;
    }
}

/// The flow, the unit, the cases and the counts of each cell.
fn told(cells: &[FigureCell]) -> Vec<(&str, bool, u64, &[FigureCount])> {
    cells
        .iter()
        .map(|cell| {
            let FigureKey { flow, unit: of, .. } = &cell.key;
            (
                flow.as_str(),
                *of == Some(unit(1)),
                cell.cases,
                cell.counts.as_slice(),
            )
        })
        .collect()
}

const fn count(in_time: Option<bool>, days: Option<u32>, times: u64) -> FigureCount {
    FigureCount { in_time, days, times }
}

pub(crate) async fn what_belongs_together_is_counted_together(ground: &Ground) {
    three_cases(ground).await;
    let store = &ground.store;
    let all = store.figures(TENANT, &query(Counted::Done)).await.unwrap();
    let (in_time, late) = ([count(Some(true), Some(2), 2)], [count(Some(false), Some(2), 1)]);
    assert_eq!(
        told(&all),
        [
            ("levering", false, 1, &late[..]),
            ("voksen-bum", true, 2, &in_time[..])
        ]
    );
    assert_eq!(
        (all[1].key.name.as_str(), all[1].key.other.as_str()),
        ("assess", "")
    );
    let waits = FigureQuery {
        by_name: false,
        ..query(Counted::Waited)
    };
    let waits = store.figures(TENANT, &waits).await.unwrap();
    assert_eq!(
        (waits[1].key.name.as_str(), waits[1].key.other.as_str()),
        ("", "authority")
    );
    assert_eq!(waits[1].counts, [count(None, Some(2), 2)]);
    assert_eq!(store.figures(OTHER, &query(Counted::Done)).await.unwrap(), []);
}

/// What a query is narrowed to.
type Narrow = fn(&mut FigureQuery);

pub(crate) async fn what_is_asked_for_narrows_what_is_counted(ground: &Ground) {
    three_cases(ground).await;
    let narrower: [(Narrow, usize); 9] = [
        (|query| query.flow = Some("levering".to_owned()), 1),
        (|query| query.unit = Some(unit(1)), 1),
        (|query| query.unit = Some(unit(9)), 0),
        (|query| query.version = Some(2), 0),
        (|query| query.version = Some(1), 2),
        (|query| query.since = at(2 * DAY + 1), 0),
        (|query| query.since = at(2 * DAY), 2),
        (|query| query.until = at(2 * DAY), 0),
        (|query| query.counted = Counted::Deadline, 0),
    ];
    for (narrow, cells) in narrower {
        let mut asked = query(Counted::Done);
        narrow(&mut asked);
        let found = ground.store.figures(TENANT, &asked).await.unwrap();
        assert_eq!(found.len(), cells, "{asked:?}");
    }
}

pub(crate) async fn a_contact_is_counted_from_the_one_before_it_in_its_case(ground: &Ground) {
    let contact = || vec![figure(Counted::Contact, "assess", None)];
    let last = ground.keep(with(opening(case(1)), contact())).await;
    ground.keep(with(opening(case(2)), Vec::new())).await;
    let last = ground
        .keep(with(following(case(1), last, 3 * DAY), contact()))
        .await;
    let done = vec![figure(Counted::Done, "assess", None)];
    let last = ground.keep(with(following(case(1), last, 4 * DAY), done)).await;
    ground
        .keep(with(following(case(1), last, 8 * DAY), contact()))
        .await;
    let found = ground
        .store
        .figures(TENANT, &query(Counted::Contact))
        .await
        .unwrap();
    assert_eq!(
        found[0].counts,
        [
            count(None, None, 1),
            count(None, Some(3), 1),
            count(None, Some(5), 1)
        ],
        "the first is counted from nothing"
    );
    assert_eq!(found[0].cases, 1);
    let done = ground.store.figures(TENANT, &query(Counted::Done)).await.unwrap();
    assert_eq!(
        done[0].counts,
        [count(None, None, 1)],
        "what has no beginning is given none"
    );
}

pub(crate) async fn the_events_behind_a_figure_come_newest_first(ground: &Ground) {
    let skipped = |name: &str| vec![figure(Counted::Deviated, name, None)];
    for number in 1..=3 {
        let last = ground.keep(opening(case(number))).await;
        let minutes = i64::try_from(number).unwrap();
        let name = if number == 2 { "decide" } else { "assess" };
        ground
            .keep(with(following(case(number), last, minutes), skipped(name)))
            .await;
    }
    let store = &ground.store;
    let events = async |limit| {
        let query = query(Counted::Deviated);
        store
            .figure_events(TENANT, &query, "assess", limit)
            .await
            .unwrap()
    };
    let event = |number| FigureEvent {
        case: case(number),
        number: 2,
    };
    assert_eq!(events(9).await, [event(3), event(1)]);
    assert_eq!(events(1).await, [event(3)]);
}

pub(crate) async fn open_work_is_counted_by_flow_party_and_unit(ground: &Ground) {
    let late = |item: &str| TaskRow {
        due: Some(at(5)),
        ..task(item, Some(unit(1)))
    };
    for number in 1..=2 {
        let commit = Commit {
            tasks: vec![late("assess"), task("decide", Some(unit(1))), task("hear", None)],
            ..opening(case(number))
        };
        ground.keep(commit).await;
    }
    let open = |of, tasks, overdue| OpenWork {
        flow: "voksen-bum".to_owned(),
        party: "authority".to_owned(),
        unit: of,
        cases: 2,
        tasks,
        overdue,
    };
    let now = ground.store.open_work(TENANT, at(6)).await.unwrap();
    assert_eq!(now, [open(None, 2, 0), open(Some(unit(1)), 4, 2)]);
    let before = ground.store.open_work(TENANT, at(5)).await.unwrap();
    assert_eq!(before[1].overdue, 0, "what is due now is not late");
    assert_eq!(ground.store.open_work(OTHER, at(6)).await.unwrap(), []);
}

/// Three live cases with open work at two steps, and a closed one; people deviated twice in each.
async fn live_cases(ground: &Ground) {
    for (number, version, status) in [
        (1, 1, CaseStatus::Open),
        (2, 2, CaseStatus::OnHold),
        (3, 2, CaseStatus::Open),
        (4, 2, CaseStatus::Closed),
    ] {
        let mut begun = opening(case(number));
        begun.head.flow_version = version;
        begun.head.status = status;
        begun.head.closed_at = (status == CaseStatus::Closed).then(|| at(1));
        let opened = |item: &str, minutes| TaskRow {
            opened_at: at(minutes),
            ..task(item, Some(unit(1)))
        };
        // A row's own piece of work is the same step; closed cases have no open work.
        if status != CaseStatus::Closed {
            begun.tasks = vec![
                opened("assess", 0),
                opened("visit#r1", DAY),
                opened("visit#r2", 2 * DAY),
            ];
        }
        let skipped = FigureRow {
            other: "skipped".to_owned(),
            ..figure(Counted::Deviated, "assess", None)
        };
        ground.keep(with(begun, vec![skipped.clone(), skipped])).await;
    }
}

/// What is told of a step: its name, in how many cases, and how often it took so many days.
type Step = (String, u64, Vec<(Option<u32>, u64)>);

pub(crate) async fn live_cases_tell_of_each_step_how_long_it_waits_and_how_often_people_deviated(
    ground: &Ground,
) {
    live_cases(ground).await;
    let told = async |version, minutes| {
        let query = LiveQuery {
            flow: "voksen-bum".to_owned(),
            version,
            now: at(minutes),
        };
        let steps = ground.store.live_steps(TENANT, &query).await.unwrap();
        let told = |cells: &[FigureCell]| -> Vec<Step> {
            let cell = |cell: &FigureCell| {
                let counts = cell.counts.iter().map(|count| (count.days, count.times));
                (cell.key.name.clone(), cell.cases, counts.collect())
            };
            cells.iter().map(cell).collect()
        };
        (told(&steps.waiting), told(&steps.deviated))
    };
    let (waiting, deviated) = told(None, 3 * DAY + 1).await;
    let step = |name: &str, cases, counts: &[(Option<u32>, u64)]| (name.to_owned(), cases, counts.to_vec());
    assert_eq!(
        waiting,
        [
            step("assess", 1, &[(Some(3), 1)]),
            step("assess", 2, &[(Some(3), 2)]),
            step("visit", 1, &[(Some(1), 1), (Some(2), 1)]),
            step("visit", 2, &[(Some(1), 2), (Some(2), 2)]),
        ],
        "each version by itself"
    );
    assert_eq!(
        deviated,
        [step("assess", 1, &[(None, 2)]), step("assess", 2, &[(None, 4)])],
        "closed cases are not live"
    );
    let (waiting, deviated) = told(Some(2), DAY).await;
    assert_eq!(
        waiting,
        [
            step("assess", 2, &[(Some(1), 2)]),
            step("visit", 2, &[(Some(0), 4)])
        ]
    );
    assert_eq!(deviated, [step("assess", 2, &[(None, 4)])]);
    let nothing = LiveQuery {
        flow: "levering".to_owned(),
        version: None,
        now: at(0),
    };
    assert_eq!(
        ground.store.live_steps(TENANT, &nothing).await.unwrap(),
        LiveSteps::default()
    );
}

pub(crate) async fn a_commit_that_conflicts_is_not_counted(ground: &Ground) {
    let last = ground.keep(opening(case(1))).await;
    let done = || vec![figure(Counted::Done, "assess", Some(0))];
    ground.keep(with(following(case(1), last, 1), done())).await;
    ground.commit(with(following(case(1), last, 1), done())).await;
    let found = ground.store.figures(TENANT, &query(Counted::Done)).await.unwrap();
    assert_eq!(found[0].counts, [count(None, Some(0), 1)]);
}

pub(crate) async fn what_is_done_before_its_clock_begins_took_no_days(ground: &Ground) {
    let last = ground.keep(opening(case(1))).await;
    let met = vec![figure(Counted::Deadline, "goals_set", Some(9 * DAY))];
    ground.keep(with(following(case(1), last, 2 * DAY), met)).await;
    let found = ground
        .store
        .figures(TENANT, &query(Counted::Deadline))
        .await
        .unwrap();
    assert_eq!(found[0].counts, [count(None, Some(0), 1)]);
}

pub(crate) async fn what_cases_gave_waits_until_it_is_spread_out_once(ground: &Ground) {
    three_cases(ground).await;
    let store = &ground.store;
    let some = async |tenant, limit| store.spread_some(tenant, Spread::Newest, limit).await.unwrap();
    assert_eq!(some(OTHER, 9).await, 0, "each municipality's own");
    assert_eq!(some(TENANT, 2).await, 2, "so many at most");
    assert_eq!(store.spread_figures(TENANT, Spread::All).await.unwrap(), 1);
    assert_eq!(
        store.spread_figures(TENANT, Spread::All).await.unwrap(),
        0,
        "nothing waits any more"
    );
    let told = store.figures(TENANT, &query(Counted::Done)).await.unwrap();
    assert_eq!(store.figures(TENANT, &query(Counted::Done)).await.unwrap(), told);
    assert_ne!(told, []);
}

pub(crate) async fn what_came_late_by_an_old_clock_waits_for_the_night(ground: &Ground) {
    let done = |since| vec![figure(Counted::Done, "assess", Some(since))];
    ground.keep(with(opening(case(1)), done(0))).await;
    let last = ground.keep(opening(case(2))).await;
    ground
        .keep(with(following(case(2), last, 9 * DAY), done(0)))
        .await;
    let store = &ground.store;
    let times = async || {
        let found = store.figures(TENANT, &query(Counted::Done)).await.unwrap();
        found[0].counts.iter().map(|count| count.times).sum::<u64>()
    };
    assert_eq!(times().await, 2);
    // At the time of the first, so nine days before the newest that is spread out; and one just before the newest.
    ground.keep(with(opening(case(3)), done(0))).await;
    let last = ground.keep(opening(case(4))).await;
    ground
        .keep(with(following(case(4), last, 9 * DAY - 60), done(0)))
        .await;
    assert_eq!(times().await, 3, "the one an hour before the newest is there");
    assert_eq!(store.spread_figures(TENANT, Spread::All).await.unwrap(), 1);
    assert_eq!(times().await, 4);
}

pub(crate) async fn two_who_spread_out_at_once_count_nothing_twice(ground: &Ground) {
    let contact = || vec![figure(Counted::Contact, "assess", None)];
    let last = ground.keep(with(opening(case(1)), contact())).await;
    ground
        .keep(with(following(case(1), last, 3 * DAY), contact()))
        .await;
    let store = &ground.store;
    let (one, other) = tokio::join!(
        store.spread_figures(TENANT, Spread::All),
        store.spread_figures(TENANT, Spread::Newest)
    );
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    let told = store.figures(TENANT, &query(Counted::Contact)).await.unwrap();
    assert_eq!(
        told[0].counts,
        [count(None, None, 1), count(None, Some(3), 1)],
        "each from the one before"
    );
}

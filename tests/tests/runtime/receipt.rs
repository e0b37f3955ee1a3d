//! A real municipality's cases replayed with their deadlines under a clock that is moved, where the folder with them is
//! there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use chrono::{DateTime, Duration, SubsecRound, Utc};
use samspil_core::calendar::local_time;
use samspil_core::case::{Asked, Binding};
use samspil_core::id::{CaseId, ItemId, PartyId};
use samspil_runtime::{Ask, Begin};
use samspil_tests::vectors;
use serde_json::Value as Json;

use crate::ground::{Ground, TENANT, moment, unit};

/// Before the first of the cases.
const BEFORE: &str = "2008-01-01T00:00";

/// One case of the log.
struct Past {
    /// When it started, to the second: deadlines are kept to the second.
    started: DateTime<Utc>,
    /// How many days its deadline lies after that.
    days: i64,
    /// When it ended, where it did.
    ended: Option<DateTime<Utc>>,
}

/// The cases of a log in XES: what stands before a case's first event.
fn past(log: &str) -> Vec<Past> {
    let heads = log.split("<trace>").skip(1);
    let heads = heads.map(|trace| trace.split("<event>").next().unwrap());
    heads.map(one).collect()
}

fn one(head: &str) -> Past {
    let date = |key: &str| -> Option<DateTime<Utc>> {
        let (_, rest) = head.split_once(&format!("<date key=\"{key}\" value=\""))?;
        let (text, _) = rest.split_once('"')?;
        Some(DateTime::parse_from_rfc3339(text).unwrap().to_utc())
    };
    let started = date("startdate").unwrap().trunc_subsecs(0);
    let away = local_time(date("deadline").unwrap()) - local_time(started);
    Past {
        started,
        // Deadlines lie some hours beside the time of day at which the case started in a handful of cases.
        days: (away + Duration::hours(12)).num_days(),
        ended: date("enddate"),
    }
}

/// A flow whose one task must be done in so many days, to the second.
fn flow(days: i64) -> String {
    format!(
        "samspil: 1
flow: days_{days}
title: Kvittering
parties:
  worker: {{title: Sagsbehandler, side: authority}}
stages:
  s:
    title: S
    does:
      decide: {{task: Afgør, by: worker, due: {{lasts: {days} days, at: exact, ladder: [{{at: due, tell: worker}}]}}}}
"
    )
}

/// The clock goes on, and whatever is due on the way is done at its own moment.
async fn go(ground: &Ground, to: DateTime<Utc>) {
    while let Some(next) = ground
        .engine
        .next_timer()
        .await
        .unwrap()
        .filter(|next| *next <= to)
    {
        ground.clock.move_to(next);
        ground.engine.wake_all_due().await.unwrap();
    }
    ground.clock.move_to(to);
}

async fn begin(ground: &Ground, days: i64) -> CaseId {
    let binding = Binding::to(Some(unit(10)), None);
    let begin = Begin {
        flow: format!("days_{days}"),
        version: None,
        title: "Kvittering".to_owned(),
        parties: vec![(PartyId::new("worker").unwrap(), vec![binding])],
        data: Json::Null,
    };
    let begun = ground.engine.begin(TENANT, Ground::worker(), begin, None).await;
    begun.unwrap().case
}

async fn end(ground: &Ground, case: CaseId) {
    let ask = Ask {
        case,
        what: Asked::Complete {
            item: ItemId::new("decide").unwrap(),
            data: Json::Null,
        },
        seen: None,
    };
    ground
        .engine
        .ask(TENANT, Ground::worker(), ask, None)
        .await
        .unwrap();
}

/// How many of the cases that ended were late, by what their clocks say.
async fn replay(past: &[Past]) -> (usize, usize) {
    let ground = Ground::at(moment(BEFORE)).await;
    for days in past.iter().map(|one| one.days).collect::<BTreeSet<_>>() {
        ground.engine.publish(TENANT, &flow(days), "test").await.unwrap();
    }
    // What begins comes before what ends at the same moment.
    let mut happens: BTreeSet<(DateTime<Utc>, bool, usize)> = BTreeSet::new();
    for (place, one) in past.iter().enumerate() {
        happens.insert((one.started, false, place));
        if let Some(ended) = one.ended {
            happens.insert((ended.max(one.started), true, place));
        }
    }
    let mut begun = BTreeMap::new();
    for (at, ends, place) in happens {
        go(&ground, at).await;
        if ends {
            end(&ground, begun[&place]).await;
        } else {
            begun.insert(place, begin(&ground, past[place].days).await);
        }
    }
    let (mut ended, mut late) = (0, 0);
    for (place, _) in past.iter().enumerate().filter(|(_, one)| one.ended.is_some()) {
        let read = ground
            .engine
            .read(TENANT, &Ground::worker(), begun[&place], &Ground::look())
            .await
            .unwrap();
        ended += 1;
        late += usize::from(read.case.clocks["decide"].breached_at.is_some());
    }
    (ended, late)
}

#[tokio::test]
#[cfg_attr(no_vectors, ignore = "no folder with vectors")]
async fn as_many_of_a_municipality_s_cases_are_late_as_were() {
    let folder = vectors::folder().join("municipal");
    let mut log = String::new();
    vectors::unpacked(&folder.join("receipt.xes.gz"))
        .read_to_string(&mut log)
        .unwrap();
    let stats = std::fs::read(folder.join("receipt.stats.json")).unwrap();
    let stats: Json = serde_json::from_slice(&stats).unwrap();
    let past = past(&log);
    assert_eq!(stats["cases"], past.len());
    let (ended, late) = replay(&past).await;
    assert_eq!(stats["cases_with_deadline_and_end"], ended);
    assert_eq!(stats["cases_ended_after_deadline"], late);
}

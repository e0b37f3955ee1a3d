//! What came for a citizen, what they keep for themselves, and what is laid down about keeping and erasing them.

use std::collections::BTreeSet;

use chrono::DateTime;
use samspil_core::text::{date, instant};
use samspil_runtime::{Arrived, Failure};
use samspil_store::{HeldFast, LegalHold, TaskPriority};

use super::{MAX_ROWS, Of, Section};
use crate::four_eyes::{self, What};
use crate::pages::parts::Cell;

/// What arrived for them.
pub(super) async fn inbox(of: Of<'_>) -> Result<Section, Failure> {
    let names = of.named(&BTreeSet::new()).await?;
    let speaker = of.speaker(&names);
    let what = |arrived: &Arrived| match &arrived.notice {
        Some((_, body)) => speaker.say(&body.message),
        None => of.t("export-unseen"),
    };
    let case = |arrived: &Arrived| match &arrived.notice {
        Some((case, _)) => Cell::Text(case.to_string()),
        None => Cell::Empty,
    };
    let most = usize::try_from(MAX_ROWS).unwrap_or(usize::MAX);
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let (arrived, next) = of.engine.export_inbox(of.tenant, of.citizen, after).await?;
        rows.extend(arrived.iter().map(|arrived| {
            vec![
                Cell::moment(arrived.at, of.language),
                Cell::Text(what(arrived)),
                case(arrived),
                match arrived.read_at {
                    Some(at) => Cell::moment(at, of.language),
                    None => Cell::Empty,
                },
            ]
        }));
        after = next;
        if after.is_none() || rows.len() > most {
            break;
        }
    }
    Ok(of.section("inbox", &["when", "what", "case", "read"], rows))
}

/// Mail to them that waits or was given up.
pub(super) async fn mails(of: Of<'_>) -> Result<Section, Failure> {
    let store = of.engine.store();
    let kept = store
        .mails_of_person(of.tenant, of.citizen, MAX_ROWS.saturating_add(1))
        .await?;
    let rows = kept.into_iter().map(|mail| {
        vec![
            Cell::moment(mail.made_at, of.language),
            Cell::Text(mail.things.to_string()),
            Cell::Text(mail.tries.to_string()),
            mail.given_up_at
                .map_or(Cell::Empty, |at| Cell::moment(at, of.language)),
        ]
    });
    let columns = ["made", "things", "tries", "given-up"];
    Ok(of.section("mails", &columns, rows.collect()))
}

/// When they said that they are away, and who stands in.
pub(super) async fn absences(of: Of<'_>) -> Result<Section, Failure> {
    let store = of.engine.store();
    // Also those that are long over.
    let ever = DateTime::UNIX_EPOCH.date_naive();
    let kept = store.absences(of.tenant, of.citizen, ever).await?;
    let deputies = kept.iter().map(|absence| absence.deputy).collect();
    let names = of.named(&deputies).await?;
    let rows = kept.iter().map(|absence| {
        vec![
            Cell::Text(date(absence.first_day)),
            Cell::Text(date(absence.last_day)),
            Cell::Text(names.person(absence.deputy, of.language)),
        ]
    });
    Ok(of.section("absences", &["from", "until", "deputy"], rows.collect()))
}

/// Lists that they gave a name.
pub(super) async fn lists(of: Of<'_>) -> Result<Section, Failure> {
    let kept = of.engine.store().own_lists(of.tenant, of.citizen).await?;
    let rows = kept.into_iter().map(|list| {
        vec![
            Cell::Text(list.name),
            Cell::Text(list.address),
            Cell::moment(list.kept_at, of.language),
        ]
    });
    Ok(of.section("lists", &["list", "address", "when"], rows.collect()))
}

/// What they noted of tasks for themselves.
pub(super) async fn marks(of: Of<'_>) -> Result<Section, Failure> {
    let kept = of.engine.store().task_marks(of.tenant, of.citizen).await?;
    let presses = |priority: TaskPriority| {
        of.t(match priority {
            TaskPriority::High => "export-high",
            TaskPriority::Low => "export-low",
        })
    };
    let rows = kept.into_iter().map(|mark| {
        vec![
            Cell::Text(mark.item),
            mark.follow_up.map_or(Cell::Empty, |day| Cell::Text(date(day))),
            mark.priority
                .map_or(Cell::Empty, |priority| Cell::Text(presses(priority))),
            Cell::Text(mark.tags.join(", ")),
        ]
    });
    let columns = ["task", "follow-up", "priority", "tags"];
    Ok(of.section("marks", &columns, rows.collect()))
}

/// What stops them and their cases from being erased. What is on another's case is the other's.
pub(super) async fn holds(of: Of<'_>) -> Result<Section, Failure> {
    let store = of.engine.store();
    let kept = store
        .holds_of_citizen(of.tenant, of.citizen, MAX_ROWS.saturating_add(1))
        .await?;
    let theirs = kept.iter().filter(|hold| match hold.on {
        HeldFast::Citizen(_) => true,
        HeldFast::Case(case) => of.own.contains(&case),
    });
    let on = |hold: &LegalHold| match hold.on {
        HeldFast::Citizen(_) => of.t("export-on-you"),
        HeldFast::Case(case) => case.to_string(),
    };
    let rows = theirs.map(|hold| {
        let lifted = hold.lifted.as_ref();
        vec![
            Cell::Text(on(hold)),
            Cell::Text(hold.ground.clone()),
            hold.until.map_or(Cell::Empty, |day| Cell::Text(date(day))),
            Cell::Text(format!(
                "{}, {}",
                hold.laid.by.name,
                instant(hold.laid.at, of.language)
            )),
            lifted.map_or(Cell::Empty, |(by, why)| {
                Cell::Text(format!("{}, {}: {why}", by.by.name, instant(by.at, of.language)))
            }),
        ]
    });
    let columns = ["on", "ground", "until", "laid", "lifted"];
    Ok(of.section("holds", &columns, rows.collect()))
}

/// That somebody has proposed to erase them.
pub(super) async fn proposals(of: Of<'_>) -> Result<Section, Failure> {
    let (store, now) = (of.engine.store(), of.engine.clock().now());
    let waits = four_eyes::waiting(store.as_ref(), of.tenant, now).await?;
    let rows = waits.into_iter().filter_map(|one| match one.what {
        What::Erase { citizen, why } if citizen == of.citizen => Some(vec![
            Cell::moment(one.at, of.language),
            Cell::Text(one.name),
            Cell::Text(why),
        ]),
        _ => None,
    });
    Ok(of.section("proposals", &["when", "who", "why"], rows.collect()))
}

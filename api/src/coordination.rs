//! What somebody coordinates, as pages and API share it.

use chrono::{DateTime, Utc};
use samspil_core::case::{OpenTask, open_tasks};
use samspil_core::id::{PersonId, TenantId};
use samspil_core::text::{Message, Text};
use samspil_runtime::{Coordinated, Failure};
use samspil_store::{Person, Role};

use crate::app::App;
use crate::server::problem::{Kind, Problem};

/// How a case stands for whoever coordinates it.
pub(crate) struct Stands {
    /// What is due or held next, and when.
    pub(crate) next: Option<(DateTime<Utc>, OpenTask)>,
    /// What is late, the oldest first.
    pub(crate) late: Vec<OpenTask>,
    /// What the parties that something is waited for from are called, each once.
    pub(crate) waits_for: Vec<Text>,
}

/// When a task comes up: when it is held, or when it is due.
fn comes_at(task: &OpenTask) -> Option<DateTime<Utc>> {
    task.meets.as_ref().map(|meets| meets.starts).or(task.due)
}

/// How the case stands now, as far as its coordinator sees it.
pub(crate) fn on_case(one: &Coordinated, now: DateTime<Utc>) -> Stands {
    let view = one.read.view();
    let mut tasks = open_tasks(&view);
    tasks.retain(|task| view.sees_named(&one.eyes, &task.item));
    let mut waits_for: Vec<Text> = Vec::new();
    for task in tasks
        .iter()
        .filter(|task| !one.eyes.acting().contains(&task.party))
    {
        let title = view.party_title(&task.party);
        if !waits_for.contains(&title) {
            waits_for.push(title);
        }
    }
    let (mut late, rest): (Vec<OpenTask>, Vec<OpenTask>) = tasks
        .into_iter()
        .partition(|task| task.due.is_some_and(|due| due < now));
    late.sort_by_key(|task| task.due);
    let next = rest
        .into_iter()
        .filter_map(|task| Some((comes_at(&task)?, task)))
        .min_by_key(|(at, _)| *at);
    Stands {
        next,
        late,
        waits_for,
    }
}

/// Whether somebody works here and can sign in.
pub(crate) fn can_take_over(person: &Person) -> bool {
    person.active && person.roles.contains(&Role::Staff)
}

/// Cases go only to somebody who is there to take them.
///
/// # Errors
/// Where there is nobody of that id who may sign in.
pub(crate) async fn must_be_there(app: &App, tenant: TenantId, to: PersonId) -> Result<(), Problem> {
    let there = app.engine.store().person(tenant, to).await?;
    if there.as_ref().is_some_and(can_take_over) {
        return Ok(());
    }
    let problem = Problem::new(Kind::WRONG_VALUE).detail(Message::new("coordination-nobody"));
    Err(problem.pointer("/to".to_owned()))
}

/// Why a case stayed, as a stable code.
pub(crate) fn failed(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => refusal.code.as_str().to_owned(),
        Failure::NoCase => "no_case".to_owned(),
        Failure::Busy | Failure::Contended | Failure::Stopping => "busy".to_owned(),
        Failure::Changed { .. } => "changed".to_owned(),
        Failure::KeyReused => "key_reused".to_owned(),
        _ => "fault".to_owned(),
    }
}

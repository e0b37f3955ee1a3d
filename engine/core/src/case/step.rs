//! One step: what is asked of a case, and what came of it.

use super::asked::{ask, must_tell_apart, repeat, set_values};
use super::clocks::tell;
use super::footing::look_again;
use super::meeting::invite;
use super::pairs::tell_other;
use super::settle::settle;
use super::subcases::{let_go, tell_parent};
use super::turn::Turn;
use super::typed::{Filling, Values, typed_data};
use super::{Actor, Asked, Case, Change, Effect, Event, Input, Refusal, Runnable, Start, phases};
use crate::flow::Item;
use crate::guard::within_budget;
use crate::id::may_hold_cpr;
use crate::text::Message;

/// What came of a step.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What happened; none where the step changed nothing.
    pub event: Option<Event>,
    /// What should happen outside.
    pub effects: Vec<Effect>,
    /// The case afterwards.
    pub case: Case,
}

/// The longest title of a case, in characters: a line of a list, and room.
const MAX_TITLE_CHARS: usize = 200;

/// Begins a case.
///
/// # Errors
/// A refusal where a party is not the flow's or data is wrong.
pub fn start(
    run: &Runnable,
    begin: &Start,
    at: chrono::DateTime<chrono::Utc>,
    by: Actor,
) -> Result<Step, Refusal> {
    within_budget(|| started_by(run, begin, at, by)).unwrap_or_else(|| Err(Refusal::too_much()))
}

fn started_by(
    run: &Runnable,
    begin: &Start,
    at: chrono::DateTime<chrono::Utc>,
    by: Actor,
) -> Result<Step, Refusal> {
    let flow = &run.flow;
    let title = begin.title.trim();
    if title.is_empty() || title.chars().count() > MAX_TITLE_CHARS {
        let most = i64::try_from(MAX_TITLE_CHARS).unwrap_or(i64::MAX);
        let message = Message::new("refusal-title").with("most", most);
        return Err(Refusal::new("title", message));
    }
    // What others begin bears the title of the case that began it.
    if begin.parent.is_none() && begin.paired.is_none() && may_hold_cpr(title) {
        return Err(Refusal::new("title", Message::new("refusal-title-cpr")));
    }
    let started = started(run, begin, title, at);
    let first = Event {
        at,
        by: by.clone(),
        changes: vec![started],
    };
    let Some(mut case) = Case::begin(&first) else {
        return Err(Refusal::endless());
    };
    case.version = 0;
    let mut turn = Turn::new(run, case, at, by);
    for change in &first.changes {
        let news = run.news(&turn.case, None, change);
        turn.news.extend(news);
    }
    turn.event.changes = first.changes;
    if let Some(paired) = &begin.paired {
        turn.change(Change::PairCalled {
            pair: paired.number,
            flow: paired.flow.clone(),
            case: Some(paired.case),
        });
    }
    if !begin.protection.is_none() {
        turn.change(Change::ProtectionSet {
            protection: begin.protection,
        });
    }
    for (party, to) in &begin.parties {
        super::asked::bind(&mut turn, party, to)?;
    }
    super::asked::must_be_bound(&turn)?;
    let filling = Filling {
        schema: &flow.data,
        only: None,
        before: &turn.case.data,
        row: None,
        // What another case begins was written there.
        written: (begin.parent.is_none() && begin.paired.is_none()).then_some(&run.sensitive),
    };
    let given = typed_data(&filling, &begin.data).map_err(|because| {
        Refusal::new("wrong_data", Message::new("refusal-wrong-values")).because(because)
    })?;
    let view = turn.view();
    let starts_as = run.guards.starts_as.iter();
    let mut values: Values = starts_as
        .map(|(path, guard)| (path.clone(), guard.value(&view)))
        .collect();
    values.extend(given);
    must_tell_apart(&turn, &values)?;
    set_values(&mut turn, values);
    for item in flow.items.values().filter(|item| item.done_before) {
        repeat(&mut turn, item);
    }
    finish(turn)
}

/// The change that begins a case.
fn started(run: &Runnable, begin: &Start, title: &str, at: chrono::DateTime<chrono::Utc>) -> Change {
    let those = |is: fn(&Item) -> bool| {
        let items = run.flow.items.values().filter(|item| is(item));
        items.map(|item| item.id.clone()).collect()
    };
    Change::CaseStarted {
        id: begin.id,
        flow: run.flow.id.clone(),
        flow_version: run.version,
        title: title.to_owned(),
        calendar: run.calendar.version(),
        tunings: run.tunings.steps(at),
        out_of_play: those(|item| item.out_of_play),
        owed: those(|item| item.owed_at_start),
        done: those(|item| item.done_before),
        parent: begin.parent.clone(),
        paired: begin.paired.clone(),
    }
}

/// What happens when this is asked of a case. The case itself is not touched; the step holds it as it is afterwards.
///
/// # Errors
/// A refusal says why it cannot be done and who can lift that.
pub fn step(run: &Runnable, case: &Case, input: &Input) -> Result<Step, Refusal> {
    step_on(run, case.clone(), input)
}

/// The same with a case that nobody needs as it was.
///
/// # Errors
/// A refusal says why it cannot be done and who can lift that.
pub fn step_on(run: &Runnable, case: Case, input: &Input) -> Result<Step, Refusal> {
    within_budget(|| stepped(run, case, input)).unwrap_or_else(|| Err(Refusal::too_much()))
}

fn stepped(run: &Runnable, case: Case, input: &Input) -> Result<Step, Refusal> {
    let mut turn = Turn::new(run, case, input.at, input.by.clone());
    look_again(&mut turn);
    if input.what != Asked::Tick && is_to_be_counted_anew(&turn) {
        settle(&mut turn)?;
    }
    ask(&mut turn, &input.what)?;
    finish(turn)
}

/// Whether a calendar or a tuning has taken effect that the case is not counted by yet. Then it is before anything is asked of
/// it, so that nobody is let do by the old what the new forbids, or refused what it allows.
fn is_to_be_counted_anew(turn: &Turn<'_>) -> bool {
    let (run, case) = (turn.run, &turn.case);
    let older = case.calendar < run.calendar.version() || case.tunings < run.tunings.steps(turn.at());
    case.is_open() && older
}

fn finish(mut turn: Turn<'_>) -> Result<Step, Refusal> {
    settle(&mut turn)?;
    phases::begin(&mut turn);
    let_go(&mut turn);
    tell_parent(&mut turn);
    invite(&mut turn);
    tell_other(&mut turn);
    tell(&mut turn);
    let Turn {
        mut case,
        event,
        effects,
        ..
    } = turn;
    let event = (!event.changes.is_empty()).then_some(event);
    if event.is_some() {
        case.version += 1;
    }
    Ok(Step { event, effects, case })
}

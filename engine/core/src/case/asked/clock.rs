//! What people may ask of a clock: to put its end off, and to have it known that somebody is on it.

use std::borrow::Cow;

use super::{given, likeness, must_act_for};
use crate::calendar::Length;
use crate::case::clocks::{Basis, Counted, counted};
use crate::case::turn::Turn;
use crate::case::{Block, Change, ClockState, Refusal, View, settle};
use crate::flow::Clock;
use crate::id::{ClockId, PartyId};
use crate::text::{Arg, Message};

/// How often one clock may be put off: more is another clock.
const MAX_EXTENSIONS: usize = 20;

/// The clock and how it stands, where it counts.
fn counting<'a>(turn: &Turn<'a>, id: &ClockId) -> Result<(Cow<'a, Clock>, ClockState), Refusal> {
    settle::must_be_open(&turn.view())?;
    let run = turn.run;
    let Some(clock) = run.clock_in(&turn.case, id.as_str()) else {
        let near = run
            .flow
            .clocks
            .keys()
            .max_by_key(|name| likeness(name.as_str(), id.as_str()));
        let message = match near {
            Some(near) => Message::new("refusal-unknown-clock").with("near", near.as_str()),
            None => Message::new("refusal-no-clock"),
        };
        return Err(Refusal::new("unknown_clock", message.with("clock", id.as_str())));
    };
    match turn.case.clocks.get(id).filter(|state| state.counts()) {
        Some(state) => Ok((clock, state.clone())),
        None => {
            let message = Message::new("refusal-clock-not-running").with("clock", &clock.title);
            Err(Refusal::new("clock_not_running", message))
        }
    }
}

/// Only those who answer for the clock.
fn must_answer_for(turn: &Turn<'_>, clock: &Clock) -> Result<(), Refusal> {
    let view = turn.view();
    let owners = view.owners_of_clock(clock);
    if owners.is_empty() {
        return super::standing::must_be_authority(turn);
    }
    let by: Vec<PartyId> = view.parties_of(&turn.event.by);
    if view.answers_for(&by, clock) {
        return Ok(());
    }
    must_act_for(turn, owners.first(), true)
}

/// Puts the end of a clock off, within what the rule allows.
pub(super) fn extend(turn: &mut Turn<'_>, id: &ClockId, by: Length, reason: &str) -> Result<(), Refusal> {
    let (clock, state) = counting(turn, id)?;
    must_answer_for(turn, &clock)?;
    let reason = given(reason)?.to_owned();
    let counted = put_off(&turn.view(), &clock, &state, by)?;
    turn.change(Change::ClockExtended {
        clock: id.clone(),
        by,
        reason,
        due: counted.due,
        plan_by: counted.plan_by,
    });
    Ok(())
}

/// Where a clock runs to when its end is put off by so much more, within what its rule allows.
pub(in crate::case) fn put_off(
    view: &View<'_>,
    clock: &Clock,
    state: &ClockState,
    by: Length,
) -> Result<Counted, Refusal> {
    let about = |key: &str| Message::new(key).with("clock", &clock.title);
    let Some(extends) = &clock.extends else {
        return Err(Refusal::new("not_extendable", about("refusal-not-extendable")));
    };
    if state.breached_at.is_some() {
        let block = Block::new("breached", about("block-ran-out"));
        return Err(Refusal::new("breached", about("refusal-ran-out")).because(vec![block]));
    }
    if !by.is_plain() || state.longer.len() >= MAX_EXTENSIONS {
        return Err(Refusal::new(
            "not_an_extension",
            about("refusal-not-an-extension"),
        ));
    }
    let running_to = |longer: &[Length]| {
        let basis = Basis {
            longer,
            ..Basis::of(state)
        };
        counted(view, clock, &basis)
    };
    let longer: Vec<Length> = state.longer.iter().copied().chain([by]).collect();
    let (Some(wanted), Some(most)) = (running_to(&longer), running_to(&[extends.at_most])) else {
        return Err(Refusal::new(
            "not_an_extension",
            about("refusal-not-an-extension"),
        ));
    };
    if wanted.due > most.due {
        let block = Block::new("extension_cap", Message::new("block-extension-cap"));
        let most_told = about("refusal-extension-cap")
            .with("length", extends.at_most.message())
            .with("law", Arg::from(extends.ground.written()))
            .with("latest", most.due);
        return Err(Refusal::new("extension_cap", most_told).because(vec![block]));
    }
    Ok(wanted)
}

/// Has it known that somebody has seen what the rungs of a clock have said, and is on it.
pub(super) fn acknowledge(turn: &mut Turn<'_>, id: &ClockId) -> Result<(), Refusal> {
    let (clock, state) = counting(turn, id)?;
    let open: Vec<u16> = state.unanswered().map(|(place, _)| place).collect();
    if open.is_empty() {
        let message = Message::new("refusal-nothing-to-acknowledge").with("clock", &clock.title);
        return Err(Refusal::new("nothing_to_acknowledge", message));
    }
    let spoken_to = |place: &u16| {
        let to = state.rungs.get(place).map_or(&[][..], |rung| rung.to.as_slice());
        to.iter().any(|party| turn.event.by.is(party))
    };
    let mut own: Vec<u16> = open.iter().copied().filter(spoken_to).collect();
    if own.is_empty() {
        // Whoever answers for the work may say so for all.
        must_answer_for(turn, &clock)?;
        own = open;
    }
    turn.change(Change::RungsAcknowledged {
        clock: id.clone(),
        rungs: own,
    });
    Ok(())
}

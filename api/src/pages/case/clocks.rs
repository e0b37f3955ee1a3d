//! The clocks of a case: when each is due and how it stands, how that was counted, by which rule, and what its ladder
//! has done and will do.

use std::borrow::Cow;

use samspil_core::case::{ClockState, Eyes, RungTaken, View, arithmetic};
use samspil_core::flow::{Clock, ClockKind};
use samspil_core::text::{Message, instant};

use super::action::Offer;
use super::clock_action::offers;
use crate::pages::failed::capital;
use crate::pages::parts::{Badge, Cell, Tone};
use crate::pages::tasks::due_cell;
use crate::pages::words::{Due, Speaker, rung, source};

/// A clock.
#[derive(Clone, Debug)]
pub(crate) struct ClockShown {
    /// What it is called.
    pub(crate) title: String,
    /// How it stands.
    pub(crate) state: Badge,
    /// When it is due, and how far off that is where it still counts.
    pub(crate) due: Cell,
    /// The day to plan for, where it is another.
    pub(crate) plan_by: Option<String>,
    /// The day to aim for, where the limit is a range.
    pub(crate) target: Option<String>,
    /// What kind of promise it keeps, and by which rule.
    pub(crate) source: String,
    /// How it was counted.
    pub(crate) arithmetic: Vec<String>,
    /// The rungs of its ladder, and how each stands where it has taken effect.
    pub(crate) rungs: Vec<(String, Option<String>)>,
    /// What the reader may do about it.
    pub(crate) offers: Vec<Offer>,
    /// It still counts.
    pub(crate) counts: bool,
}

/// The clocks that the reader sees: those that count first, soonest due first.
pub(crate) fn clocks(view: &View<'_>, parties: &Eyes, speaker: Speaker<'_>) -> Vec<ClockShown> {
    let mut seen: Vec<(Cow<'_, Clock>, &ClockState)> = view
        .case
        .clocks
        .iter()
        .filter_map(|(id, state)| Some((view.run.clock_in(view.case, id.as_str())?, state)))
        .filter(|(clock, _)| view.sees_clock(parties, clock))
        .collect();
    seen.sort_by_key(|(_, state)| (!state.counts(), state.due));
    seen.into_iter()
        .map(|(clock, state)| ClockShown {
            offers: offers(view, parties, &clock, speaker),
            ..shown(view, speaker, &clock, state)
        })
        .collect()
}

fn shown(view: &View<'_>, speaker: Speaker<'_>, clock: &Clock, state: &ClockState) -> ClockShown {
    let due = Due::new(state.due, view.at, &view.run.calendar);
    let plan_by = Due::new(state.plan_by, view.at, &view.run.calendar);
    let lines = arithmetic(view, clock);
    let rungs = (0_u16..).zip(&clock.ladder).map(|(place, step)| {
        let line = speaker.say(&rung(view, clock, step));
        let taken = state.rungs.get(&place);
        (capital(&line), taken.map(|taken| standing(speaker, taken)))
    });
    ClockShown {
        title: clock.title.in_language(speaker.language).to_owned(),
        state: badge(speaker, state),
        due: if state.counts() {
            due_cell(speaker, &due)
        } else {
            Cell::Time {
                iso: due.iso.clone(),
                text: speaker.say(&due.on),
            }
        },
        plan_by: (state.counts() && state.plan_by != state.due).then(|| speaker.say(&plan_by.on)),
        source: promise(speaker, clock),
        arithmetic: lines.iter().map(|line| capital(&speaker.say(line))).collect(),
        target: state
            .target
            .filter(|_| state.counts())
            .map(|target| speaker.say(&Due::new(target, view.at, &view.run.calendar).on)),
        rungs: rungs.collect(),
        offers: Vec::new(),
        counts: state.counts(),
    }
}

/// That a rung has taken effect, how often, and whether somebody has answered.
fn standing(speaker: Speaker<'_>, taken: &RungTaken) -> String {
    let key = if taken.acknowledged {
        "clock-rung-acknowledged"
    } else {
        "clock-rung-taken"
    };
    speaker.say(&Message::new(key).with("times", i64::from(taken.times)))
}

fn badge(speaker: Speaker<'_>, state: &ClockState) -> Badge {
    let (key, tone) = match state.word() {
        "breached" => ("clock-breached", Some(Tone::Error)),
        "paused" => ("clock-paused", Some(Tone::Warning)),
        "met" => ("clock-met", Some(Tone::Success)),
        "met_late" => ("clock-met-late", Some(Tone::Warning)),
        "stopped" => ("clock-stopped", None),
        _ => ("clock-running", Some(Tone::Info)),
    };
    let mut message = Message::new(key);
    if let Some(ended) = state.ended_at {
        message = message.with("at", instant(ended, speaker.language));
    }
    Badge {
        text: speaker.say(&message),
        tone,
    }
}

fn promise(speaker: Speaker<'_>, clock: &Clock) -> String {
    let kind = speaker.t(match clock.kind {
        ClockKind::Law => "clock-kind-law",
        ClockKind::Municipal => "clock-kind-municipal",
        ClockKind::Agreement => "clock-kind-agreement",
        ClockKind::Practice => "clock-kind-practice",
    });
    match &clock.law {
        Some(law) => format!("{kind}: {}", speaker.say(&source(law))),
        None => kind,
    }
}

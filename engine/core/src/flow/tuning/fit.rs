//! A tuning fitted to a version of its flow: a clock to count by, or everything that stands in the way.

use std::cmp::Ordering;

use super::{Limits, RungLimits, RungTuning, Tuning, TuningFault, limits};
use crate::calendar::{Length, LengthError, Rhythm};
use crate::flow::{
    Clock, ClockKind, Flow, Lasts, RhythmTunable, RungAction, RungAt, RungRange, Tunable, nearest,
};
use crate::id::{ClockId, ItemId};
use crate::text::{Arg, Message};

/// What a tuning makes of a clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fitted {
    /// The clock that is counted by.
    pub clock: Clock,
    /// The rhythm in which its item comes back, where that is tuned.
    pub every: Option<Rhythm>,
}

impl Tuning {
    /// The tuning fitted to a version of its flow.
    ///
    /// # Errors
    /// Everything that stands in the way, each in its place: what the flow does not mark `tunable`, what lies outside
    /// its limits, and what the law does not leave open.
    pub fn fit(&self, flow: &Flow) -> Result<Fitted, Vec<TuningFault>> {
        let Some(clock) = flow.clocks.get(&self.clock) else {
            let known = flow.clocks.keys().map(ClockId::as_str);
            let message = match nearest(self.clock.as_str(), known) {
                Some(near) => Message::new("tuning-unknown-clock").with("near", near),
                None => Message::new("tuning-no-clock"),
            };
            let message = message.with("clock", self.clock.as_str());
            return Err(vec![TuningFault::new("/clock", "unknown_clock", message)]);
        };
        let mut fitting = Fitting {
            limits: limits(flow, clock),
            fitted: Fitted {
                clock: clock.clone(),
                every: None,
            },
            faults: Vec::new(),
        };
        if self.is_empty() {
            let message = Message::new("tuning-nothing");
            fitting.fault("", "nothing", message);
        }
        fitting.lasts(self.lasts.as_deref());
        fitting.target(self.target.as_deref());
        for (item, most) in &self.pauses {
            fitting.pause(item, most);
        }
        for (number, rung) in &self.rungs {
            fitting.rung(*number, rung);
        }
        for (rule, text) in &self.rules {
            fitting.rule(rule, text);
        }
        fitting.extends(self.extends.as_deref());
        fitting.window(self.window.as_ref());
        fitting.every(self.every.as_deref());
        if fitting.faults.is_empty() {
            Ok(fitting.fitted)
        } else {
            Err(fitting.faults)
        }
    }
}

/// A tuning on its way onto a clock.
pub(super) struct Fitting<'a> {
    pub(super) limits: Limits<'a>,
    pub(super) fitted: Fitted,
    faults: Vec<TuningFault>,
}

impl Fitting<'_> {
    pub(super) fn fault(&mut self, pointer: impl Into<String>, code: &'static str, message: Message) {
        self.faults.push(TuningFault::new(pointer, code, message));
    }

    fn length(&mut self, pointer: &str, text: &str) -> Option<Length> {
        let length = text.trim().parse().map_err(LengthError::message);
        length
            .map_err(|message| self.fault(pointer, "not_a_length", message))
            .ok()
    }

    pub(super) fn not_tunable(&mut self, pointer: &str) {
        let message = Message::new("tuning-not-tunable").with("clock", &self.limits.clock.title);
        self.fault(pointer, "not_tunable", message);
    }

    /// A length inside a range: of the range's own unit, so that no calendar is needed to compare them.
    pub(super) fn inside(&mut self, pointer: &str, text: &str, range: &Tunable) -> Option<Length> {
        let length = self.length(pointer, text)?;
        let (low, high) = (length.compared(range.from), length.compared(range.to));
        let told = |key: &str| {
            Message::new(key)
                .with("from", range.from.message())
                .with("to", range.to.message())
        };
        match (low, high) {
            (Some(low), Some(high)) if low.is_ge() && high.is_le() => return Some(length),
            (Some(_), Some(_)) => {
                let law = self.limits.clock.law.as_ref();
                let message = match law.filter(|_| self.limits.clock.kind == ClockKind::Law) {
                    Some(law) => told("tuning-outside-law").with("law", law.written()),
                    None => told("tuning-outside-limits"),
                };
                self.fault(pointer, "outside_limits", message);
            }
            _ => self.fault(pointer, "other_unit", told("tuning-other-unit")),
        }
        None
    }

    fn lasts(&mut self, text: Option<&str>) {
        let Some(text) = text else { return };
        let Some((_, range)) = self.limits.lasts.clone() else {
            return self.not_tunable("/lasts");
        };
        if let Some(length) = self.inside("/lasts", text, &range) {
            match &mut self.fitted.clock.lasts {
                Lasts::For(lasts) | Lasts::Before(lasts, _) => *lasts = length,
                Lasts::Until(_) | Lasts::Window(_) | Lasts::By(..) => {}
            }
        }
    }

    /// The length to aim for stays shorter than the longest.
    fn target(&mut self, text: Option<&str>) {
        if let Some(text) = text {
            if self.limits.clock.target.is_none() || self.limits.lasts.is_none() {
                return self.not_tunable("/target");
            }
            self.fitted.clock.target = self.length("/target", text);
        }
        let (Some(target), Lasts::For(longest)) = (self.fitted.clock.target, &self.fitted.clock.lasts) else {
            return;
        };
        if target.compared(*longest).is_none_or(Ordering::is_ge) {
            let message = Message::new("tuning-target")
                .with("target", target.message())
                .with("longest", longest.message());
            self.fault("/target", "target", message);
        }
    }

    fn pause(&mut self, item: &ItemId, text: &str) {
        let pointer = format!("/pauses/{item}");
        let found = self.limits.pauses.iter().find(|(during, ..)| *during == item);
        let Some(range) = found.map(|(.., range)| range.clone()) else {
            return self.not_tunable(&pointer);
        };
        let Some(length) = self.inside(&pointer, text, &range) else {
            return;
        };
        let pauses = self.fitted.clock.pauses.iter_mut();
        for pause in pauses.filter(|pause| pause.during == *item && pause.tunable.is_some()) {
            pause.at_most = Some(length);
        }
    }

    fn rung(&mut self, number: u16, tuning: &RungTuning) {
        let pointer = format!("/rungs/{number}");
        let found = self.limits.rungs.iter().find(|rung| rung.number == number);
        let Some(RungLimits { rung, at, to, .. }) = found.cloned() else {
            let count = self.limits.clock.ladder.len();
            let message = Message::new("tuning-no-rung")
                .with("number", u32::from(number))
                .with("count", u32::try_from(count).unwrap_or(u32::MAX));
            return self.fault(pointer, "no_rung", message);
        };
        let moved = tuning.at.as_deref().map(|text| {
            let pointer = format!("{pointer}/at");
            match &at {
                Some(range) => self.moment(&pointer, text, &rung.at, range),
                None => {
                    self.not_tunable(&pointer);
                    None
                }
            }
        });
        let heard = tuning.to.as_deref().map(|text| {
            let found = to.iter().find(|to| to.to_string() == text.trim()).cloned();
            if found.is_none() {
                let known: Vec<Arg> = to.iter().map(|to| Arg::Text(to.to_string())).collect();
                let key = if known.is_empty() {
                    "tuning-not-told-otherwise"
                } else {
                    "tuning-not-told"
                };
                let message = Message::new(key).with("known", Arg::List(known));
                self.fault(format!("{pointer}/to"), "not_told", message);
            }
            found
        });
        let place = usize::from(number.saturating_sub(1));
        let Some(rung) = self.fitted.clock.ladder.get_mut(place) else {
            return;
        };
        if let Some(Some(at)) = moved {
            rung.at = at;
        }
        if let (Some(Some(heard)), RungAction::Remind(to) | RungAction::Tell(to)) = (heard, &mut rung.does) {
            *to = heard;
        }
    }

    /// A moment on the same side of due, inside its range.
    fn moment(&mut self, pointer: &str, text: &str, written: &RungAt, range: &RungRange) -> Option<RungAt> {
        let moment = RungAt::written(text.trim());
        match (moment, written, range) {
            (Some(RungAt::Percent(share)), RungAt::Percent(_), RungRange::Percent(from, to)) => {
                if (*from..=*to).contains(&share) {
                    return Some(RungAt::Percent(share));
                }
                let message = Message::new("tuning-outside-share")
                    .with("from", u32::from(*from))
                    .with("to", u32::from(*to));
                self.fault(pointer, "outside_limits", message);
                None
            }
            (Some(RungAt::Before(length)), RungAt::Before(_), RungRange::Distance(range)) => {
                let inside = self.inside(pointer, &length.to_string(), range);
                inside.map(RungAt::Before)
            }
            (Some(RungAt::After(length)), RungAt::After(_), RungRange::Distance(range)) => {
                let inside = self.inside(pointer, &length.to_string(), range);
                inside.map(RungAt::After)
            }
            _ => {
                let message = Message::new("tuning-not-moment").with("written", written.to_string());
                self.fault(pointer, "not_a_moment", message);
                None
            }
        }
    }

    fn every(&mut self, text: Option<&str>) {
        let Some(text) = text else { return };
        let Some(tunable) = self.limits.every.clone() else {
            return self.not_tunable("/every");
        };
        let rhythm = match text.trim().parse::<Rhythm>() {
            Ok(rhythm) => rhythm,
            Err(error) => return self.fault("/every", "not_a_rhythm", error.message()),
        };
        match (&rhythm, &tunable) {
            (Rhythm::Every(length), RhythmTunable::Interval(range)) => {
                if self.inside("/every", &length.to_string(), range).is_some() {
                    self.fitted.every = Some(rhythm);
                }
            }
            (_, RhythmTunable::OneOf(rhythms)) if rhythms.contains(&rhythm) => {
                self.fitted.every = Some(rhythm);
            }
            _ => {
                let message = match &tunable {
                    RhythmTunable::Interval(range) => Message::new("tuning-not-interval")
                        .with("from", range.from.message())
                        .with("to", range.to.message()),
                    RhythmTunable::OneOf(rhythms) => {
                        let known: Vec<String> = rhythms.iter().map(ToString::to_string).collect();
                        Message::new("tuning-not-one-of").with("known", known)
                    }
                };
                self.fault("/every", "outside_limits", message);
            }
        }
    }
}

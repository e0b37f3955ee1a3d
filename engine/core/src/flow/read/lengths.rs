//! Lengths of time, rhythms, and lengths before a moment.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::calendar::{Length, Rhythm};
use crate::flow::code::{KEY_NOT_HERE, NOT_LENGTH, NOT_RANGE, NOT_RHYTHM, NOT_TARGET, OUTSIDE_RANGE};
use crate::flow::grammar::Shape;
use crate::flow::yaml::{Entry, Node};
use crate::flow::{Anchor, Expression, Lasts, Place, Tunable};
use crate::id::{FieldPath, ItemId};
use crate::text::Message;

use super::Reading;
use super::references::Target;

impl Reading {
    /// A text as a length.
    pub(super) fn length_text(&mut self, text: &str, place: Place) -> Option<Length> {
        match text.parse::<Length>() {
            Ok(length) => Some(length),
            Err(error) => {
                let what = Message::new("flow-not-length").with("text", text);
                self.error(NOT_LENGTH, place, what, error.message());
                None
            }
        }
    }

    /// A length.
    pub(super) fn length(&mut self, entry: Option<&Entry>) -> Option<Length> {
        let node = &entry?.value;
        let text = self.scalar(node, &Shape::Length)?;
        self.length_text(text, node.text_place())
    }

    /// A text as a rhythm.
    pub(super) fn rhythm_text(&mut self, text: &str, place: Place) -> Option<Rhythm> {
        match text.parse::<Rhythm>() {
            Ok(rhythm) => Some(rhythm),
            Err(error) => {
                let what = Message::new("flow-not-rhythm").with("text", text);
                self.error(NOT_RHYTHM, place, what, error.message());
                None
            }
        }
    }

    /// What follows `lasts:`, as far as it can be read.
    pub(super) fn lasting(&mut self, entry: Option<&Entry>) -> (Option<Lasts>, Option<Length>) {
        match entry.and_then(|entry| self.lasts(&entry.value)) {
            Some((lasts, target)) => (Some(lasts), target),
            None => (None, None),
        }
    }

    /// `8 weeks`, `4 weeks..6 weeks` with the length to aim for, `10 working days before follow_up_meeting`,
    /// `until order.start`, or a table's `deadline.limit`.
    pub(super) fn lasts(&mut self, node: &Node) -> Option<(Lasts, Option<Length>)> {
        let text = self.scalar(node, &Shape::DueLength)?;
        let place = node.text_place();
        if let Some(moment) = text.strip_prefix("until ") {
            let anchor = self.anchor(moment, ending(place, text, moment))?;
            return Some((Lasts::Until(anchor), None));
        }
        if let Some((aim, most)) = text.split_once("..") {
            return self.range(text, place, (aim, most));
        }
        if !text.contains(char::is_whitespace) && FieldPath::new(text).is_ok() {
            let text = text.to_owned();
            let outcome = Expression { text, place };
            return Some((Lasts::By(outcome, BTreeMap::new()), None));
        }
        let Some((length, moment)) = text.split_once(" before ") else {
            return self
                .length_text(text, place)
                .map(|length| (Lasts::For(length), None));
        };
        let anchor = self.anchor(moment, ending(place, text, moment));
        let length = self.length_text(length, beginning(place, length));
        Some((Lasts::Before(length?, anchor?), None))
    }

    /// The length to aim for and the longest: both of one unit, the first the shorter.
    fn range(&mut self, text: &str, place: Place, parts: (&str, &str)) -> Option<(Lasts, Option<Length>)> {
        let (aim, most) = parts;
        let aimed = self.length_text(aim.trim(), beginning(place, aim));
        let longest = self.length_text(most.trim(), ending(place, text, most));
        let (aimed, longest) = (aimed?, longest?);
        if aimed.compared(longest).is_none_or(Ordering::is_ge) {
            let what = Message::new("flow-not-target").with("text", text);
            self.error(NOT_TARGET, place, what, Message::new("flow-not-target-hint"));
            return None;
        }
        Some((Lasts::For(longest), Some(aimed)))
    }

    /// A field with a date, or an item that has a clock of its own.
    fn anchor(&mut self, text: &str, place: Place) -> Option<Anchor> {
        if text.contains('.') {
            return self.path_text(text, place, Target::DateField).map(Anchor::Field);
        }
        let item = self.checked(text, place, ItemId::new)?;
        self.refer(Target::Clocked, text, place);
        Some(Anchor::DueOf(item))
    }

    /// `4 weeks..26 weeks`; the length itself must lie inside.
    pub(super) fn tunable(&mut self, entry: Option<&Entry>, lasts: Option<&Lasts>) -> Option<Tunable> {
        let entry = entry?;
        // What a table or a date says is changed there.
        if let Some(Lasts::By(..) | Lasts::Until(_) | Lasts::Window(_)) = lasts {
            let what = Message::new("flow-not-tunable");
            let hint = Message::new("flow-not-tunable-hint");
            self.error(KEY_NOT_HERE, entry.key.place, what, hint);
            return None;
        }
        let node = &entry.value;
        let text = self.scalar(node, &Shape::LengthRange)?;
        let place = node.text_place();
        let Some((from, to)) = text.split_once("..") else {
            self.not_of_form(NOT_RANGE, place, text, &Shape::LengthRange);
            return None;
        };
        let low = self.length_text(from.trim(), beginning(place, from));
        let high = self.length_text(to.trim(), ending(place, text, to));
        let (from, to) = (low?, high?);
        if from.compared(to).is_some_and(Ordering::is_gt) {
            self.not_of_form(NOT_RANGE, place, text, &Shape::LengthRange);
            return None;
        }
        if let Some(Lasts::For(length) | Lasts::Before(length, _)) = lasts {
            let below = length.compared(from).is_some_and(Ordering::is_lt);
            let above = length.compared(to).is_some_and(Ordering::is_gt);
            if below || above {
                let what = Message::new("flow-outside-range").with("length", length.message());
                self.error(
                    OUTSIDE_RANGE,
                    place,
                    what,
                    Message::new("flow-outside-range-hint"),
                );
            }
        }
        Some(Tunable { from, to })
    }
}

fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// The place of the first words of a text.
pub(super) fn beginning(place: Place, words: &str) -> Place {
    Place {
        length: characters(words).clamp(1, place.length.max(1)),
        ..place
    }
}

/// The place of the last words of a text, where the text stands on one line.
pub(super) fn ending(place: Place, text: &str, words: &str) -> Place {
    let before = characters(text).saturating_sub(characters(words));
    if before >= place.length {
        return place;
    }
    Place {
        column: place.column.saturating_add(before),
        length: place.length.saturating_sub(before),
        ..place
    }
}

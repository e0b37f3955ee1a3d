//! What a drawn flow listens for, and what it says to the other of two paired cases, as a flow file.

use std::fmt::Write;

use crate::drawn::{Cue, FIELD_TURNINGS, Heard, Kind, TURNINGS};
use crate::written::{FIELDS, Placed};

impl Placed<'_> {
    /// The cues that open it; what repeats is not opened by a condition alone, which would hold again at once.
    pub(crate) fn opened_by(&self, number: usize) -> Option<String> {
        let piece = &self.pieces[number];
        self.cues(&piece.opened_by, piece.repeats.is_some())
    }

    pub(crate) fn cues(&self, cues: &[Cue], must_listen: bool) -> Option<String> {
        let fits = |cue: &&Cue| !cue.all.is_empty() || (cue.when.is_some() && !must_listen);
        let written: Vec<String> = cues.iter().filter(fits).map(|cue| self.cue(cue)).collect();
        (!written.is_empty()).then(|| format!("{{any: [{}]}}", written.join(", ")))
    }

    fn cue(&self, cue: &Cue) -> String {
        let heard = |heard: &Heard| match heard {
            Heard::Item { turning, of } => {
                let turning = TURNINGS[usize::from(*turning) % TURNINGS.len()];
                format!("{{{turning}: {}}}", self.name(self.any(*of)))
            }
            Heard::Field { turning, field } => {
                let turning = FIELD_TURNINGS[usize::from(*turning) % FIELD_TURNINGS.len()];
                format!("{{{turning}: {}}}", FIELDS[usize::from(*field) % FIELDS.len()])
            }
        };
        let mut keys = Vec::new();
        if !cue.all.is_empty() {
            let all: Vec<String> = cue.all.iter().map(heard).collect();
            keys.push(format!("all: [{}]", all.join(", ")));
        }
        keys.extend(
            cue.when
                .as_ref()
                .map(|when| format!("when: '{}'", self.condition(when))),
        );
        keys.extend(cue.at_once.then(|| "at_once: true".to_owned()));
        keys.extend(cue.as_done.then(|| "as_done: true".to_owned()));
        format!("{{{}}}", keys.join(", "))
    }

    /// The messages of a protocol that this side says, or else hears; the first is the one that begins the pair where its
    /// side does.
    fn messages(begins: bool, own: bool) -> [&'static str; 3] {
        if begins == own {
            ["first", "note_one", "end_one"]
        } else {
            ["answer", "note_two", "end_two"]
        }
    }

    /// What an item says to the other case, or waits for from it. An answer is given and awaited by one item alone.
    pub(crate) fn spoken(&self, number: usize) -> Option<&'static str> {
        let begins = self.begins?;
        let speaks = self.drawn_to_speak(begins, number)?;
        let before = (0..number).any(|other| self.drawn_to_speak(begins, other) == Some(speaks));
        let opened = (0..self.pieces.len()).any(|other| self.drawn_to_speak(begins, other) == Some("first"));
        Some(speaks).filter(|speaks| opened && !(before && *speaks == "answer"))
    }

    fn drawn_to_speak(&self, begins: bool, number: usize) -> Option<&'static str> {
        let drawn = usize::from(self.pieces[number].speaks?);
        let own = match self.kind(number) {
            Kind::Task | Kind::Action if self.many(number).is_none() => true,
            Kind::Wait => false,
            _ => return None,
        };
        let all = Self::messages(begins, own);
        match drawn % 8 {
            0..3 => Some(all[0]),
            3..5 => Some(all[1]),
            5 => Some(all[2]),
            6 if !own => Some("other_case_ended"),
            _ => None,
        }
    }

    /// The pair and its protocol, of which every message is said or heard by something of the flow.
    pub(crate) fn protocol(&self) -> String {
        let Some(begins) = self.begins else {
            return String::new();
        };
        let used = |name: &str| (0..self.pieces.len()).any(|number| self.spoken(number) == Some(name));
        if !used("first") {
            return String::new();
        }
        let side = if begins { "one" } else { "two" };
        let mut text = format!(
            "pair: {{with: other, as: {side}, other: provider}}\nprotocol:\n  title: P\n  sides: {{one: En, two: To}}\n  messages:\n"
        );
        let owes = if used("answer") {
            ", owes: {message: answer}"
        } else {
            ""
        };
        let after = if used("answer") { ", after: answer" } else { "" };
        for (name, terms) in [
            ("first", format!("by: one, at_most: 2{owes}")),
            ("answer", "by: two, answers: first".to_owned()),
            ("note_one", format!("by: one{after}")),
            ("note_two", format!("by: two, repeats: true{after}")),
            ("end_one", "by: one, ends: true".to_owned()),
            ("end_two", "by: two, ends: true".to_owned()),
        ] {
            if used(name) {
                let _ = writeln!(text, "    {name}: {{{terms}}}");
            }
        }
        text
    }
}

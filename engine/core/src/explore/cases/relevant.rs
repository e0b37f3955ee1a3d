//! Which data of a flow can make a difference to what is done.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::Runnable;
use crate::flow::{
    Anchor, ClockStart, CountedFrom, EachOf, Exactly, Field, Happening, ItemKind, Lasts, Received, Sent,
    SentBy,
};
use crate::guard::{Cuts, Guard};
use crate::id::FieldPath;

/// How many rows are tried of a list for whose rows something is there once each: one beside another.
pub(in crate::explore) const MOST_ROWS: usize = 2;

/// The data that matter, and what guards tell apart in them.
#[derive(Debug, Default)]
pub(in crate::explore) struct Relevant {
    /// Top fields, `section.field`.
    pub(in crate::explore) fields: BTreeSet<FieldPath>,
    pub(super) cuts: Cuts,
    /// The lists for whose rows something is there once each, with the column that tells rows apart.
    pub(in crate::explore) each: BTreeMap<FieldPath, String>,
    /// Other lists whose rows are told apart, in the case and in what the other of two paired cases says.
    pub(super) told_apart: BTreeMap<FieldPath, String>,
}

/// `section.field` of a path.
pub(super) fn top_of(path: &FieldPath) -> Option<FieldPath> {
    let mut parts = path.parts();
    let (section, name) = (parts.next()?, parts.next()?);
    FieldPath::new(&format!("{section}.{name}")).ok()
}

impl Relevant {
    /// What the guards of a flow look at that decide what happens, and what is set from what: of `run` as it is
    /// searched, `whole` as it is written.
    pub(in crate::explore) fn of(run: &Runnable, whole: &Runnable) -> Self {
        let mut relevant = Self::default();
        let guards = &run.guards;
        for guard in guards.deciding() {
            relevant.add(guard);
        }
        relevant.add_rows(run);
        let timed = !run.is_untimed();
        for clock in whole
            .flow
            .clocks
            .values()
            .filter(|clock| timed || clock.opens_something())
        {
            let asked = [&guards.clock_when, &guards.clock_stops].into_iter();
            for guard in asked.filter_map(|guards| guards.get(&clock.id)) {
                relevant.add(guard);
            }
            if let Some(guard) = guards.clock_lasts.get(&clock.id).filter(|_| timed) {
                relevant.add(guard);
            }
            match &clock.starts {
                ClockStart::Field(path) | ClockStart::Known(path) => relevant.add_time(path, timed),
                ClockStart::Received(received) => relevant.add_received(received, timed),
                _ => {}
            }
            if let Lasts::Before(_, Anchor::Field(path)) | Lasts::Until(Anchor::Field(path)) = &clock.lasts {
                relevant.add_time(path, timed);
            }
        }
        for repeats in run.flow.items.values().filter_map(|item| item.repeats.as_ref()) {
            if let Some(CountedFrom::Field(path)) = repeats.from.as_ref().filter(|_| repeats.is_planned()) {
                relevant.add_time(path, timed);
            }
        }
        for item in run.flow.items.values() {
            if let ItemKind::Wait(wait) = &item.kind
                && let Some(Exactly::Field(path)) = &wait.exactly
            {
                relevant.add_time(path, timed);
            }
        }
        let cues = run
            .flow
            .items
            .values()
            .flat_map(|item| item.opened_by.iter().chain(&item.ended_by));
        for happening in cues.chain(&run.flow.ended_by).flat_map(|cue| &cue.all) {
            if let Happening::Field(_, path) = happening {
                relevant.add_turning(path);
            }
        }
        relevant.add_said(run);
        relevant.add_sources(run);
        relevant.add_heard(run);
        relevant
    }

    /// Which rows a list has matters where something is there once for each, and what expressions ask of their own row.
    fn add_rows(&mut self, run: &Runnable) {
        for item in run.flow.items.values() {
            let Some((_, each)) = run.flow.set_of(&item.id) else {
                continue;
            };
            let EachOf::Row { list, key } = &each.of else {
                continue;
            };
            self.each.insert(list.clone(), key.clone());
            self.fields.extend(top_of(list));
            let cut = self.cuts.fields.entry(list.clone()).or_default();
            cut.rows = cut.rows.max(MOST_ROWS);
            let terms = run.guards.provisos.get(&item.id).into_iter().flatten();
            let terms = terms.map(|(_, _, guard)| guard);
            for guard in run.guards.of_item(&item.id).chain(terms) {
                guard.cut_in_row(list, &mut self.cuts);
            }
        }
    }

    fn add(&mut self, guard: &Guard) {
        guard.cut(&mut self.cuts);
        self.fields.extend(guard.reads().fields.iter().cloned());
    }

    /// A date that time is counted from or to: every day makes a difference, or where lengths of time are left out
    /// only whether there is one.
    fn add_time(&mut self, path: &FieldPath, timed: bool) {
        let cut = self.cuts.fields.entry(path.clone()).or_default();
        cut.today |= timed;
        cut.reckoned |= timed;
        self.fields.extend(top_of(path));
    }

    /// What is received is counted from the day on which it was sent, how, and when it came after all.
    fn add_received(&mut self, received: &Received, timed: bool) {
        if let Sent::On(path) = &received.sent {
            self.add_time(path, timed);
        }
        if !timed {
            return;
        }
        if let SentBy::Field(path) = &received.by {
            self.add_time(path, timed);
        }
        if let Some(path) = &received.actual {
            self.add_time(path, timed);
        }
        if let Some(path) = &received.evidence {
            self.add_turning(path);
        }
    }

    /// A field of which it matters that it is filled, changed or emptied.
    fn add_turning(&mut self, path: &FieldPath) {
        let cut = self.cuts.fields.entry(path.clone()).or_default();
        cut.turns = true;
        cut.rows = cut.rows.max(1);
        self.fields.extend(top_of(path));
    }

    /// What is said to the other of two paired cases must be there: fields that may stay empty make a difference where it
    /// must hold them.
    fn add_said(&mut self, run: &Runnable) {
        let Some(pair) = &run.flow.pair else { return };
        for item in run.flow.items.values() {
            let message = item
                .says
                .as_ref()
                .and_then(|says| pair.protocol.messages.get(&says.message));
            let Some(message) = message else { continue };
            for (path, guard) in run.guards.gives.get(&item.id).into_iter().flatten() {
                let name = path.parts().last().unwrap_or_default();
                let held = message.holds.get(name).filter(|held| !held.optional);
                for read in &guard.reads().fields {
                    self.fields.extend(top_of(read));
                    let own = run.flow.data.field(read);
                    if let Some((held, own)) = held.zip(own) {
                        self.add_needed(held, own);
                    }
                    if let Some(key) = message.rows.get(name) {
                        self.told_apart.insert(read.clone(), key.clone());
                    }
                }
            }
        }
    }

    /// A field that something must hold, and that may stay empty; of a list or record each part of it.
    fn add_needed(&mut self, held: &Field, own: &Field) {
        if own.optional {
            self.add_turning(&own.path);
        }
        for (name, part) in held.parts().into_iter().flatten() {
            let own = own.parts().and_then(|parts| parts.get(name));
            if let Some(own) = own.filter(|_| !part.optional) {
                self.add_needed(part, own);
            }
        }
    }

    /// What the other of two paired cases says is told apart as the fields are that take it over.
    fn add_heard(&mut self, run: &Runnable) {
        let Some(pair) = &run.flow.pair else { return };
        for message in pair
            .protocol
            .messages
            .values()
            .filter(|message| pair.hears(message))
        {
            for (list, column) in &message.rows {
                let path = message.holds.get(list).map(|field| field.path.clone());
                self.told_apart.extend(path.map(|path| (path, column.clone())));
            }
        }
        for item in run.flow.items.values() {
            let ItemKind::Wait(wait) = &item.kind else {
                continue;
            };
            for taken in &wait.takes {
                let theirs = format!("message.{}", taken.theirs);
                let mine = taken.mine.as_str();
                let cuts = self.cuts.fields.iter();
                let copied: Vec<_> = cuts
                    .filter_map(|(path, cut)| {
                        let rest = path.as_str().strip_prefix(mine)?;
                        let inside = rest.is_empty() || rest.starts_with('.');
                        let path = FieldPath::new(&format!("{theirs}{rest}")).ok();
                        path.filter(|_| inside).map(|path| (path, cut.clone()))
                    })
                    .collect();
                for (path, cut) in copied {
                    self.cuts.fields.entry(path).or_insert(cut);
                }
            }
        }
    }

    /// What data that matter are set from matters too.
    fn add_sources(&mut self, run: &Runnable) {
        let sets: Vec<&(FieldPath, Guard)> = run.guards.sets.values().flatten().collect();
        let mut seen = vec![false; sets.len()];
        // Each round but the last takes one in.
        for _ in 0..=sets.len() {
            let mut more = false;
            for ((path, guard), seen) in sets.iter().zip(&mut seen) {
                let matters = top_of(path).is_some_and(|top| self.fields.contains(&top));
                if matters && !*seen {
                    guard.cut_for(path, &mut self.cuts);
                    self.fields.extend(guard.reads().fields.iter().cloned());
                    *seen = true;
                    more = true;
                }
            }
            if !more {
                break;
            }
        }
    }

    /// Whether a field, or something inside it, matters.
    pub(super) fn matters(&self, path: &FieldPath) -> bool {
        let inside = format!("{path}.");
        self.cuts
            .fields
            .keys()
            .any(|cut| cut == path || cut.as_str().starts_with(&inside))
    }
}

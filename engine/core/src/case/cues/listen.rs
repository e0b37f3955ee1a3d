//! Who listens now, and what each has heard.

use super::index::{Listener, parts};
use crate::case::turn::Turn;
use crate::case::{Change, Status, View};
use crate::flow::{Cue, Item, ItemKind};
use crate::guard::{Guard, Truth};
use crate::id::ItemId;

impl View<'_> {
    /// Whether a listener has ears now: a cue that opens, while its item waits or may have another round; a cue that
    /// ends, until its item has ended.
    pub(super) fn listens(&self, listener: &Listener) -> bool {
        let Some(id) = &listener.item else {
            return self.case.is_open();
        };
        let Some(item) = self.run.flow.items.get(id) else {
            return false;
        };
        let state = self.case.item(id);
        let waits_here = state.status != Status::Waiting || (self.stage_goes_on(item) && self.is_there(item));
        if listener.out {
            return !state.status.has_ended() && waits_here;
        }
        match state.status {
            _ if state.out_of_play || !self.is_there(item) => false,
            Status::Waiting if waits_here => true,
            Status::Active | Status::Possible => item.repeats.is_some(),
            _ => listener.outside && (item.repeats.is_some() || self.may_still_begin(item)),
        }
    }

    /// Whether the item never began, and no stage that it lies in has ended.
    fn may_still_begin(&self, item: &Item) -> bool {
        !self.case.item(&item.id).begun
            && !self.case.item(&item.id).status.has_ended()
            && !self
                .stages_of(item)
                .any(|stage| self.case.item(&stage.id).status.has_ended())
    }

    /// The stages that an item lies in, innermost first.
    pub(in crate::case) fn stages_of<'v>(&'v self, item: &'v Item) -> impl Iterator<Item = &'v Item> {
        let items = &self.run.flow.items;
        let above = |item: &&'v Item| item.parent.as_ref().and_then(|stage| items.get(stage));
        std::iter::successors(above(&item), move |stage| above(stage)).take(items.len())
    }

    /// Whether everything of a cue has come about. `now` holds what was heard of cues that forget at once.
    pub(super) fn is_met(&self, item: Option<&Item>, out: bool, number: usize, now: &[Listener]) -> bool {
        let cues = self.cues_of(item, out);
        let Some(cue) = cues.get(number) else {
            return false;
        };
        let heard = |part: u16| match item {
            None => self.case.heard_out.contains(&part),
            Some(item) if out => self.case.item(&item.id).heard_out.contains(&part),
            Some(item) => self.case.item(&item.id).heard.contains(&part),
        };
        let item = item.map(|item| &item.id);
        let heard_now = |part: u16| {
            let own = |one: &&Listener| one.item.as_ref() == item && one.out == out;
            now.iter().filter(own).any(|one| one.part == part)
        };
        let own = parts(cues).zip(0_u16..).filter(|((of, _), _)| *of == number);
        let mut own = own.map(|(_, part)| part);
        let all = own.all(|part| heard(part) || (cue.at_once && heard_now(part)));
        all && self.holds_for_cue(item, out, number)
    }

    /// Whether the condition of a cue holds; a cue that has none holds where it listens for anything at all.
    fn holds_for_cue(&self, item: Option<&ItemId>, out: bool, number: usize) -> bool {
        let guards = &self.run.guards;
        let all = match item {
            None => Some(&guards.case_ended_by),
            Some(item) if out => guards.ended_by.get(item),
            Some(item) => guards.opened_by.get(item),
        };
        let guard: Option<&Guard> = all.and_then(|all| all.get(number)).and_then(Option::as_ref);
        guard.is_none_or(|guard| guard.holds(self) == Truth::True)
    }

    /// The cues that open an item, or that end it or the case.
    pub(super) fn cues_of<'v>(&'v self, item: Option<&'v Item>, out: bool) -> &'v [Cue] {
        match item {
            None => &self.run.flow.ended_by,
            Some(item) if out => &item.ended_by,
            Some(item) => &item.opened_by,
        }
    }

    /// Whether an open wait has lost its meaning: others listened for it, and none of them does any more.
    pub(super) fn is_unheard(&self, wait: &Item) -> bool {
        if !matches!(wait.kind, ItemKind::Wait(_)) || self.case.item(&wait.id).status != Status::Active {
            return false;
        }
        let mut listeners = self.run.cues.who_listen_to(&wait.id).peekable();
        listeners.peek().is_some() && !listeners.any(|listener| self.still_needs(listener))
    }

    /// Whether what a listener waits for could still mean something to it, now or later.
    fn still_needs(&self, listener: &Listener) -> bool {
        let Some(item) = listener
            .item
            .as_ref()
            .and_then(|item| self.run.flow.items.get(item))
        else {
            return true;
        };
        let status = self.case.item(&item.id).status;
        let over = self
            .stages_of(item)
            .any(|stage| self.case.item(&stage.id).status.has_ended() && stage.repeats.is_none());
        let wants = if listener.out {
            !status.has_ended()
        } else {
            status == Status::Waiting || (item.repeats.is_some() && !status.has_ended())
        };
        wants && !over
    }
}

/// Writes down what a listener heard; says whether it was new to it.
pub(super) fn hear(turn: &mut Turn<'_>, listener: &Listener) -> bool {
    let view = turn.view();
    let item = listener
        .item
        .as_ref()
        .and_then(|item| turn.run.flow.items.get(item));
    let at_once = view
        .cues_of(item, listener.out)
        .get(listener.cue)
        .is_some_and(|cue| cue.at_once);
    if at_once {
        if !turn.heard_now.contains(listener) {
            turn.heard_now.push(listener.clone());
        }
        return true;
    }
    let part = listener.part;
    let change = match item {
        None if turn.case.heard_out.contains(&part) => return false,
        None => Change::CaseHeard { part },
        Some(item) => {
            let state = turn.case.item(&item.id);
            let heard = if listener.out {
                &state.heard_out
            } else {
                &state.heard
            };
            if heard.contains(&part) {
                return false;
            }
            Change::Heard {
                item: item.id.clone(),
                part,
                out: listener.out,
            }
        }
    };
    turn.change(change);
    true
}

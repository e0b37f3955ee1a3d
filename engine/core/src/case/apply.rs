//! What an event makes of a case. Cannot fail: a change that does not fit is passed over.

use super::{Agreed, Case, Change, ClockState, Event, ItemState, KeptMessage, Letter, Standing, Status};
use chrono::{DateTime, Utc};

use crate::id::{ItemId, PartyId, PersonId};

impl Case {
    /// A case as its first event makes it; none where the event does not begin a case.
    #[must_use]
    pub fn begin(event: &Event) -> Option<Self> {
        let (id, flow, flow_version, title) = event.changes.iter().find_map(|change| match change {
            Change::CaseStarted {
                id,
                flow,
                flow_version,
                title,
                ..
            } => Some((*id, flow.clone(), *flow_version, title.clone())),
            _ => None,
        })?;
        let mut case = Self {
            id,
            flow,
            flow_version,
            title,
            parent: None,
            subcases: Default::default(),
            pairs: Default::default(),
            paired: None,
            version: 0,
            standing: Standing::Open,
            started_at: event.at,
            stood_still_at: None,
            reopened: false,
            data: Default::default(),
            parties: Default::default(),
            consents: Default::default(),
            looked_on: None,
            phase: None,
            left: Default::default(),
            protection: Default::default(),
            opened_by: Default::default(),
            items: Default::default(),
            added: Default::default(),
            heard_out: Default::default(),
            calendar: 0,
            tunings: 0,
            clocks: Default::default(),
            kept: Default::default(),
            messages: Default::default(),
        };
        case.apply(event);
        Some(case)
    }

    /// Makes the event's changes.
    pub fn apply(&mut self, event: &Event) {
        for change in &event.changes {
            self.change(event, change);
        }
        self.version += 1;
    }

    /// Makes one change of an event.
    pub(super) fn change(&mut self, event: &Event, change: &Change) {
        if change.clock().is_some() {
            self.change_clock(event, change);
        } else if change.pair().is_some() {
            self.change_pair(event, change);
        } else if change.subcase().is_some() {
            self.change_subcase(change);
        } else if change.item().is_some() {
            self.change_item(event, change);
        } else if change.is_of_sight() {
            self.change_trust(event, change);
        } else {
            self.change_case(event, change);
        }
    }

    fn change_case(&mut self, event: &Event, change: &Change) {
        match change {
            Change::CaseStarted { .. } => self.start(event, change),
            Change::CalendarTaken { version } => self.calendar = *version,
            Change::TuningsTaken { steps } => self.tunings = *steps,
            Change::PartyBound { party, to } => {
                self.parties.insert(party.clone(), to.clone());
            }
            Change::DataSet { values } => {
                for (path, value) in values {
                    match value {
                        Some(value) => self.data.insert(path.clone(), value.clone()),
                        None => self.data.remove(path),
                    };
                }
            }
            Change::MessageCame {
                message,
                kept: true,
                holds,
                said_at,
                ..
            } if !holds.is_empty() || said_at.is_some() => self.kept.push(KeptMessage {
                message: message.clone(),
                holds: holds.clone(),
                said_at: *said_at,
            }),
            Change::MessageCame {
                message, kept: true, ..
            } => {
                *self.messages.entry(message.clone()).or_default() += 1;
            }
            Change::MessageUsed { message, holds } => {
                let used = |kept: &KeptMessage| kept.message == *message && kept.holds == *holds;
                if let Some(index) = self.kept.iter().position(used) {
                    self.kept.remove(index);
                    return;
                }
                // Only plain messages, which hold nothing, are counted.
                if !holds.is_empty() {
                    return;
                }
                let left = self
                    .messages
                    .remove(message)
                    .unwrap_or_default()
                    .saturating_sub(1);
                if left > 0 {
                    self.messages.insert(message.clone(), left);
                }
            }
            Change::CaseHeard { part } => {
                self.heard_out.insert(*part);
            }
            Change::Held { .. } => self.stand(Standing::OnHold, event),
            Change::Closed => self.stand(Standing::Closed, event),
            Change::Terminated { .. } | Change::Ended { .. } | Change::EndedWithParent { .. } => {
                self.stand(Standing::Terminated, event);
            }
            Change::Resumed => self.go_on(),
            Change::Reopened { .. } => {
                self.go_on();
                self.reopened = true;
            }
            _ => {}
        }
    }

    /// How it stands at first: by which calendar it counts, and what is done, out of play and owed.
    fn start(&mut self, event: &Event, change: &Change) {
        let Change::CaseStarted {
            out_of_play,
            owed,
            calendar,
            tunings,
            done,
            parent,
            paired,
            ..
        } = change
        else {
            return;
        };
        self.calendar = *calendar;
        self.parent = parent.clone();
        self.paired = paired.clone();
        self.tunings = *tunings;
        for item in done {
            self.state(item).be_done(event, None);
        }
        for item in out_of_play {
            self.state(item).out_of_play = true;
        }
        for item in owed {
            self.state(item).owe(event.at, None, None);
        }
    }

    fn stand(&mut self, standing: Standing, event: &Event) {
        self.standing = standing;
        self.stood_still_at = Some(event.at);
        // A case that was opened again and rests is one that was opened again.
        self.reopened &= matches!(standing, Standing::OnHold);
    }

    fn go_on(&mut self) {
        self.standing = Standing::Open;
        self.stood_still_at = None;
    }

    fn state(&mut self, item: &ItemId) -> &mut ItemState {
        self.items.begun(item)
    }

    fn change_item(&mut self, event: &Event, change: &Change) {
        let Some(item) = change.item() else { return };
        if let Change::Done { .. } = change {
            self.reopened = false;
        }
        if let Change::Added { work, .. } = change {
            self.added.insert(item.clone(), work.clone());
        }
        let state = self.state(item);
        match change {
            Change::Planned {
                planned, could_start, ..
            } => {
                state.planned = *planned;
                state.could_start = could_start.or(state.could_start);
            }
            Change::BecamePossible { .. } => state.status = Status::Possible,
            Change::NoLongerPossible { .. } => state.no_longer_possible(),
            Change::RowCame { .. } => state.row_came(),
            Change::RowGone { .. } => state.row_gone(event),
            Change::Opened { round, ends_at, .. } => state.open(event, *round, *ends_at),
            Change::Claimed { .. }
            | Change::Given { .. }
            | Change::Released { .. }
            | Change::HandedOver { .. } => state.change_hands(change),
            Change::DraftSaved { values, .. } => state.draft = values.clone(),
            Change::Done {
                person, remembered, ..
            } => {
                state.be_done(event, *person);
                state.remember(event, *remembered);
            }
            Change::Skipped { reason, .. } => {
                state.end(event, Status::Skipped);
                state.come();
                state.deviate(reason);
            }
            Change::Redone { reason, .. } => {
                state.wait_anew();
                state.called = true;
                state.owe(event.at, None, None);
                state.deviate(reason);
            }
            Change::OutOfTurn { reason, .. } => {
                state.called = true;
                state.deviate(reason);
            }
            Change::Added { work, .. } => {
                state.called = true;
                state.owe(event.at, None, None);
                state.deviate(&work.reason);
            }
            Change::PieceAdded { reason, .. } => state.add(reason),
            Change::Cancelled { .. } => state.end(event, Status::Cancelled),
            Change::Again { forget, .. } => {
                state.wait_anew();
                if *forget {
                    state.forget();
                }
            }
            Change::AskedAgain { .. } => state.again += 1,
            Change::Owed { by, to, since, .. } => {
                state.owe(since.unwrap_or(event.at), by.as_ref(), to.as_ref())
            }
            Change::TakenOut { .. } => state.take_out(),
            Change::BroughtBack { .. } => state.out_of_play = false,
            Change::Arrived { .. } | Change::Joined { .. } | Change::JoinsAnew { .. } => state.join(change),
            _ => state.hear_or_rest(event, change),
        }
    }

    fn change_clock(&mut self, event: &Event, change: &Change) {
        let Some(id) = change.clock() else { return };
        if let Some(mut clock) = ClockState::started(event, change) {
            let before = self.clocks.get(id);
            clock.counted = before.map_or(0, |before| before.counted.saturating_add(1));
            self.clocks.insert(id.clone(), clock);
        } else if let Some(clock) = self.clocks.get_mut(id) {
            clock.change(event, change);
        }
    }
}

impl ItemState {
    fn change_hands(&mut self, change: &Change) {
        self.claimed_by = match change {
            Change::Claimed { person, .. } | Change::Given { person, .. } => Some(*person),
            Change::HandedOver { to, .. } => {
                self.handed_to = Some(to.clone());
                None
            }
            _ => None,
        };
    }

    fn hear_or_rest(&mut self, event: &Event, change: &Change) {
        match change {
            Change::Heard { part, out: true, .. } => {
                self.heard_out.insert(*part);
            }
            Change::Heard { part, .. } => {
                self.heard.insert(*part);
            }
            Change::Cued { .. } => self.take_cue(),
            Change::Called { .. } => self.called = true,
            Change::Raised { .. } => self.raised = true,
            Change::WaitEnds { ends_at, .. } => self.ends_at = Some(*ends_at),
            Change::Rested { reason, .. } => {
                self.resting = true;
                self.reason = Some(reason.clone());
            }
            Change::WentOn { .. } => self.resting = false,
            Change::MeetingSet { .. } | Change::MeetingCalledOff { .. } | Change::MeetingTold { .. } => {
                Agreed::change(&mut self.agreed, self.round, event, change);
            }
            Change::LetterWritten { .. } | Change::LetterDispatched { .. } => {
                Letter::change(&mut self.letters, change);
            }
            Change::Failed { reason, .. } => {
                self.end(event, Status::Cancelled);
                self.failed = true;
                self.reason = Some(reason.clone());
            }
            _ => {}
        }
    }

    fn join(&mut self, change: &Change) {
        match change {
            Change::Arrived { by, .. } => {
                let count = self.arrived.entry(by.clone()).or_default();
                *count = count.saturating_add(1);
            }
            Change::Joined { .. } => self.joined = true,
            Change::JoinsAnew { times, .. } => {
                self.joined = false;
                self.arrived.retain(|_, count| {
                    *count = count.saturating_sub(*times);
                    *count > 0
                });
            }
            _ => {}
        }
    }

    fn open(&mut self, event: &Event, round: u32, ends_at: Option<chrono::DateTime<chrono::Utc>>) {
        self.status = Status::Active;
        self.round = round;
        self.opened_at = Some(event.at);
        self.ended_at = None;
        self.ends_at = ends_at;
        self.begun = true;
        self.failed = false;
        self.heard_out.clear();
        if self.cued {
            self.cued = false;
        } else {
            self.again = self.again.saturating_sub(1);
        }
        self.called = false;
        self.added = self.added.saturating_sub(1);
    }

    /// A round more, which opens once nothing else stands in its way.
    fn add(&mut self, reason: &str) {
        if self.status.has_ended() {
            self.wait_anew();
        }
        self.added = self.added.saturating_add(1);
        self.added_times = self.added_times.saturating_add(1);
        self.deviations += 1;
        self.reason = (!reason.is_empty()).then(|| reason.to_owned());
    }

    fn end(&mut self, event: &Event, status: Status) {
        self.status = status;
        self.ended_at = Some(event.at);
        self.ends_at = None;
        self.owed = false;
        self.owed_since = None;
        self.owed_by = None;
        self.owed_to = None;
        self.claimed_by = None;
        self.handed_to = None;
        self.raised = false;
        self.called = false;
        self.resting = false;
        self.cued = false;
        self.heard_out.clear();
        self.draft.clear();
        if let Some(planned) = self.planned.take() {
            self.planned_before = Some(planned);
        }
    }

    fn be_done(&mut self, event: &Event, person: Option<PersonId>) {
        self.end(event, Status::Done);
        // It has been held, so nothing of it is called off.
        self.agreed = None;
        self.times += 1;
        self.come();
        self.happened_at = Some(event.at);
        self.done_by = person;
        self.done_for = person.and_then(|_| event.by.answered_by());
    }

    /// Keeps the moments of its last times.
    fn remember(&mut self, event: &Event, count: u32) {
        let most = usize::try_from(count).unwrap_or(usize::MAX);
        if most > 0 {
            self.moments.push(event.at);
            let old = self.moments.len().saturating_sub(most);
            self.moments.drain(..old);
        }
    }

    /// What ended because its row went begins anew; what was done stays done.
    const fn row_came(&mut self) {
        if self.gone && matches!(self.status, Status::Cancelled) {
            self.status = Status::Waiting;
        }
        self.gone = false;
    }

    /// What was there for the row ends with it.
    fn row_gone(&mut self, event: &Event) {
        if !self.status.has_ended() {
            self.end(event, Status::Cancelled);
        }
        self.gone = true;
    }

    const fn come(&mut self) {
        self.came = self.came.saturating_add(1);
        self.happened = true;
    }

    /// What is owed already stays owed on its first terms.
    fn owe(&mut self, since: DateTime<Utc>, by: Option<&ItemId>, to: Option<&PartyId>) {
        if self.owed {
            return;
        }
        self.owed = true;
        self.owed_since = Some(since);
        self.owed_by = by.cloned();
        self.owed_to = to.cloned();
    }

    /// A cue was met: it opens the item, or asks for another round beside the one that is there.
    fn take_cue(&mut self) {
        self.heard.clear();
        if self.cued || self.status != Status::Waiting {
            self.again += 1;
        } else {
            self.cued = true;
        }
    }

    const fn take_out(&mut self) {
        self.out_of_play = true;
        self.resting = false;
        if matches!(self.status, Status::Active | Status::Possible) {
            self.status = Status::Waiting;
            self.claimed_by = None;
        }
    }

    /// What a wait that may not go on was opened by is not lost, and the round that came to nothing is not counted.
    fn no_longer_possible(&mut self) {
        if self.status == Status::Active {
            self.cued = true;
            self.added += u32::from(self.added_times > 0);
            self.round = self.round.saturating_sub(1);
            self.ends_at = None;
        }
        self.status = Status::Waiting;
    }

    fn wait_anew(&mut self) {
        self.status = Status::Waiting;
        // What was laid to rest was the round before.
        self.resting = false;
        self.claimed_by = None;
        self.handed_to = None;
    }

    /// What comes after it waits again, and its rhythm is counted anew.
    fn forget(&mut self) {
        self.moments.clear();
        self.came = 0;
        self.happened = false;
        self.begun = false;
        self.again = 0;
        self.added = 0;
        self.arrived.clear();
        self.joined = false;
        self.heard.clear();
        self.heard_out.clear();
        self.planned = None;
        self.planned_before = None;
        self.could_start = None;
    }

    fn deviate(&mut self, reason: &str) {
        self.deviations += 1;
        self.reason = Some(reason.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::case::Actor;
    use crate::id::MessageName;

    fn event(changes: Json) -> Event {
        Event {
            at: DateTime::UNIX_EPOCH,
            by: Actor::Engine,
            changes: serde_json::from_value(changes).unwrap(),
        }
    }

    #[test]
    fn a_message_that_held_something_is_not_one_of_those_that_are_counted() {
        let letter = MessageName::new("letter").unwrap();
        let id = uuid::Uuid::nil();
        let mut case = Case::begin(&event(json!([
            {"is": "case_started", "id": id, "flow": "f", "flow_version": 1, "title": "sag"},
            {"is": "message_came", "message": "letter", "kept": true, "holds": {}},
        ])))
        .unwrap();
        let held = json!({"message.n": {"integer": 1}});
        case.apply(&event(
            json!([{"is": "message_used", "message": "letter", "holds": held}]),
        ));
        assert_eq!(case.messages.get(&letter), Some(&1));
        case.apply(&event(
            json!([{"is": "message_used", "message": "letter", "holds": {}}]),
        ));
        assert_eq!(case.messages.get(&letter), None);
    }
}

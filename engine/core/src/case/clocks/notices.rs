//! Whom rungs speak to, and what is said: one notice to each, however many rungs have come at once.

use chrono::{DateTime, Utc};

use super::super::turn::Turn;
use super::super::{Effect, Eyes, NoticeKind, RungRef, View};
use crate::flow::{Clock, Recipient, RungAction};
use crate::id::{ItemId, PartyId, PersonId};
use crate::text::{Arg, Message, Text};

/// Whom something is said to: a party, and the person of it who has the work.
type To = (PartyId, Option<PersonId>);

/// What a rung has to say to one, kept until the end of the turn.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::case) struct Told {
    rung: RungRef,
    title: Text,
    due: DateTime<Utc>,
    to: To,
}

/// Whom a rung speaks to, each once.
pub(in crate::case) fn addressed(view: &View<'_>, clock: &Clock, does: &RungAction) -> Vec<To> {
    match does {
        RungAction::Remind(to) | RungAction::Tell(to) => recipients(view, clock, to),
        RungAction::Call(item) => taking_part(view, item),
        RungAction::HandTo(_) | RungAction::Open(_) | RungAction::RaisePriority => Vec::new(),
    }
}

/// The owners of what the clock concerns, their leaders, or a party by name or place.
fn recipients(view: &View<'_>, clock: &Clock, to: &Recipient) -> Vec<To> {
    let flow = &view.run.flow;
    let one = |party: &PartyId| vec![(reached(view, party), None)];
    match to {
        Recipient::Party(party) => return one(party),
        Recipient::Coordinator => {
            return flow.coordinator().map_or_else(Vec::new, |party| one(&party.id));
        }
        Recipient::Owner | Recipient::Leader => {}
    }
    let mut found = Vec::new();
    for item in &view.run.concerns(clock) {
        let owner = view.run.item(view.case, item).and_then(|item| view.owner(&item));
        let Some(owner) = owner else { continue };
        let one = match to {
            Recipient::Leader => {
                let leader = flow
                    .leader_of(&owner)
                    .map_or(owner.clone(), |leader| leader.id.clone());
                (reached(view, &leader), None)
            }
            _ => match view.case.item(item).claimed_by {
                Some(person) => (owner, Some(person)),
                None => (reached(view, &owner), None),
            },
        };
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// The owner of a meeting and those who take part.
pub(super) fn taking_part(view: &View<'_>, item: &ItemId) -> Vec<To> {
    let Some(meeting) = view.run.item(view.case, item) else {
        return Vec::new();
    };
    let mut found: Vec<To> = Vec::new();
    for party in view.owner(&meeting).iter().chain(&meeting.with) {
        let one = (reached(view, party), None);
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// The party itself where somebody is bound to it; otherwise the first that hears in its place, so that a rung never
/// speaks into an empty room. Where that is nobody the word stays with the party, in the case.
fn reached(view: &View<'_>, party: &PartyId) -> PartyId {
    let bound = |party: &&PartyId| view.bound_now(party).next().is_some();
    view.run.flow.hearers(party).find(bound).unwrap_or(party).clone()
}

/// Keeps what a rung has to say until the end of the turn.
pub(super) fn note(turn: &mut Turn<'_>, clock: &Clock, place: u16, kind: NoticeKind, to: Vec<To>) {
    let Some(state) = turn.case.clocks.get(&clock.id) else {
        return;
    };
    let (round, due) = (state.round, state.due);
    turn.told.extend(to.into_iter().map(|to| Told {
        rung: RungRef {
            kind,
            clock: clock.id.clone(),
            round,
            rung: place,
        },
        title: clock.title.clone(),
        due,
        to,
    }));
}

/// Says what the rungs of the turn have to say: one notice to each, that tells all.
pub(in crate::case) fn tell(turn: &mut Turn<'_>) {
    let told = std::mem::take(&mut turn.told);
    let mut by_reader: Vec<(To, Vec<Told>)> = Vec::new();
    for one in told {
        match by_reader.iter_mut().find(|(to, _)| *to == one.to) {
            Some((_, list)) => list.push(one),
            None => by_reader.push((one.to.clone(), vec![one])),
        }
    }
    for ((party, person), list) in by_reader {
        let late = list.iter().any(|one| one.rung.kind == NoticeKind::Lateness);
        let kind = if late {
            NoticeKind::Lateness
        } else {
            NoticeKind::Reminder
        };
        let case = turn.view().told_title(&Eyes::of(vec![party.clone()]));
        let message = message(&list, kind, case);
        turn.effects.push(Effect::Notice {
            kind,
            rungs: list.into_iter().map(|one| one.rung).collect(),
            to: party,
            person,
            message,
        });
    }
}

fn message(list: &[Told], kind: NoticeKind, case: Arg) -> Message {
    // The same clock may have come to several rungs at once; it is named once.
    let mut clocks: Vec<&Told> = Vec::new();
    for one in list {
        if !clocks.iter().any(|other| other.rung.clock == one.rung.clock) {
            clocks.push(one);
        }
    }
    if let [only] = clocks.as_slice() {
        return Message::new(match kind {
            NoticeKind::Reminder => "notice-reminder",
            NoticeKind::Lateness | NoticeKind::Opened => "notice-lateness",
        })
        .with("clock", &only.title)
        .with("due", only.due)
        .with("case", case);
    }
    let each = clocks.iter().map(|one| {
        Message::new("notice-one-of-several")
            .with("clock", &one.title)
            .with("due", one.due)
    });
    let each: Vec<Message> = each.collect();
    Message::new("notice-several")
        .with("clocks", each)
        .with("case", case)
}

//! What is agreed for a meeting, and who hears of it: when it is set, moved or called off, and when those who take part
//! are others than before.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::turn::Turn;
use super::{Binding, Change, Effect, Event, Eyes, Footing, Status, View};
use crate::flow::Item;
use crate::id::{ItemId, PartyId};
use crate::text::{Arg, Message};

/// What is new about a meeting for whoever takes part.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingNews {
    /// They take part in it.
    Set,
    /// They took part in it before, and it is at another time or place.
    Moved,
    /// It is not held as agreed.
    CalledOff,
    /// It is held without them.
    Left,
}

/// Someone who knows of a meeting, as what they take part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Invited {
    /// The party.
    pub party: PartyId,
    /// The unit or person.
    #[serde(flatten)]
    pub who: Binding,
}

/// When and where a meeting is to be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Agreed {
    /// The round of the item that it was agreed for.
    pub round: u32,
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// Where, in words.
    pub place: String,
    /// How often it has changed.
    pub number: u32,
    /// When it was agreed so.
    pub since: DateTime<Utc>,
    /// It was called off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub called_off: bool,
    /// Who knows of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invited: Vec<Invited>,
}

impl Agreed {
    /// What a change makes of what is agreed for an item in this round.
    pub(super) fn change(agreed: &mut Option<Box<Self>>, round: u32, event: &Event, change: &Change) {
        match (change, agreed.as_mut()) {
            (
                Change::MeetingSet {
                    starts, ends, place, ..
                },
                before,
            ) => {
                let before = before.filter(|before| before.round == round);
                *agreed = Some(Box::new(Self {
                    round,
                    starts: *starts,
                    ends: *ends,
                    place: place.clone(),
                    number: before
                        .as_ref()
                        .map_or(0, |before| before.number.saturating_add(1)),
                    since: event.at,
                    called_off: false,
                    invited: before.map_or_else(Vec::new, |before| std::mem::take(&mut before.invited)),
                }));
            }
            (Change::MeetingCalledOff { .. }, Some(agreed)) => {
                agreed.called_off = true;
                agreed.number = agreed.number.saturating_add(1);
                agreed.since = event.at;
            }
            (Change::MeetingTold { to, number, .. }, Some(agreed)) => {
                agreed.invited.clone_from(to);
                agreed.number = *number;
            }
            _ => {}
        }
    }
}

impl<'a> View<'a> {
    /// What is agreed for an item and holds.
    #[must_use]
    pub fn agreed(&self, item: &Item) -> Option<&'a Agreed> {
        let state = self.case.item(&item.id);
        let agreed = state.agreed.as_deref()?;
        let holds = !agreed.called_off && agreed.round == state.round && state.status == Status::Active;
        (holds && !self.case.has_ended()).then_some(agreed)
    }

    /// Who takes part: the owner, whoever has taken it on, and those whom the flow names beside; each once.
    fn takes_part(&self, item: &Item) -> Vec<Invited> {
        let owner = self.owner(item);
        let hand = self.case.item(&item.id).claimed_by.zip(owner.clone());
        let mut found: Vec<Invited> = Vec::new();
        let mut add = |party: &PartyId, who: Binding| {
            if !found.iter().any(|other| other.who == who) {
                found.push(Invited {
                    party: party.clone(),
                    who,
                });
            }
        };
        if let Some((person, party)) = hand {
            add(&party, Binding::to(None, Some(person)));
        }
        for party in owner.iter().chain(&item.with) {
            for bound in self.bound_now(party) {
                add(party, bound.who());
            }
        }
        found
    }
}

/// Tells at the end of a turn whoever does not know how a meeting stands.
pub(super) fn invite(turn: &mut Turn<'_>) {
    let agreed = turn.case.items.iter().filter(|(_, state)| state.agreed.is_some());
    let meetings: Vec<ItemId> = agreed.map(|(id, _)| id.clone()).collect();
    for id in meetings {
        tell_of(turn, &id);
    }
}

fn tell_of(turn: &mut Turn<'_>, id: &ItemId) {
    let Some(item) = turn.run.item(&turn.case, id) else {
        return;
    };
    let Some(agreed) = turn.case.item(id).agreed.clone() else {
        return;
    };
    let view = turn.view();
    let now = view
        .agreed(&item)
        .map_or_else(Vec::new, |_| view.takes_part(&item));
    let set_now = turn.event.changes.iter().any(|change| match change {
        Change::MeetingSet { item, .. } | Change::MeetingCalledOff { item, .. } => item == id,
        _ => false,
    });
    let knew = |one: &&Invited| agreed.invited.iter().any(|other| other.who == one.who);
    let gone: Vec<Invited> = agreed
        .invited
        .iter()
        .filter(|one| !now.iter().any(|other| other.who == one.who))
        .cloned()
        .collect();
    let (stay, new): (Vec<Invited>, Vec<Invited>) = now.iter().cloned().partition(|one| knew(&one));
    let kept = if set_now { stay.clone() } else { Vec::new() };
    if gone.is_empty() && new.is_empty() && kept.is_empty() {
        return;
    }
    // Whoever is told that it is off must be told by a higher number than before.
    let number = agreed
        .number
        .saturating_add(u32::from(!gone.is_empty() && !set_now));
    let off = if view.agreed(&item).is_some() {
        MeetingNews::Left
    } else {
        MeetingNews::CalledOff
    };
    let mut effects = Vec::new();
    for (news, whom, others) in [
        (MeetingNews::Set, new, stay),
        (MeetingNews::Moved, kept, Vec::new()),
        (off, still_meant(&view, gone), now.clone()),
    ] {
        effects.extend(told(&view, &item, &agreed, (news, number), (whom, &others)));
    }
    turn.effects.extend(effects);
    turn.change(Change::MeetingTold {
        item: id.clone(),
        number,
        to: now,
    });
}

/// Those of whoever takes part no longer who may hear of the case: somebody whose time or consent is over hears nothing.
fn still_meant(view: &View<'_>, gone: Vec<Invited>) -> Vec<Invited> {
    let lapsed = |one: &Invited| {
        let bound = view.case.parties.get(&one.party).into_iter().flatten();
        let mut own = bound.filter(|bound| bound.who() == one.who).peekable();
        own.peek().is_some() && own.all(|bound| view.footing(&one.party, bound) != Footing::Holds)
    };
    gone.into_iter().filter(|one| !lapsed(one)).collect()
}

/// A word to each party of which someone is told.
fn told(
    view: &View<'_>,
    item: &Item,
    agreed: &Agreed,
    (news, number): (MeetingNews, u32),
    (whom, others): (Vec<Invited>, &[Invited]),
) -> Vec<Effect> {
    let mut by_party: Vec<(PartyId, Vec<Binding>)> = Vec::new();
    for one in whom {
        match by_party.iter_mut().find(|(party, _)| *party == one.party) {
            Some((_, bound)) => bound.push(one.who),
            None => by_party.push((one.party, vec![one.who])),
        }
    }
    let key = match news {
        MeetingNews::Set => "notice-meeting-set",
        MeetingNews::Moved => "notice-meeting-moved",
        MeetingNews::CalledOff => "notice-meeting-called-off",
        MeetingNews::Left => "notice-meeting-left",
    };
    let message = |to: &PartyId| {
        Message::new(key)
            .with("item", Arg::Both(item.title.clone()))
            .with("starts", agreed.starts)
            .with("place", agreed.place.as_str())
            .with("case", view.told_title(&Eyes::of(vec![to.clone()])))
    };
    let effect = |(to, bound)| Effect::Meeting {
        message: message(&to),
        item: item.id.clone(),
        round: agreed.round,
        news,
        number,
        starts: agreed.starts,
        ends: agreed.ends,
        to,
        bound,
        others: others.to_vec(),
    };
    by_party.into_iter().map(effect).collect()
}

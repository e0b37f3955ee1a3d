//! What people and other systems may ask of a case, one file for each kind.

mod added;
mod clock;
mod complete;
mod data;
mod deviate;
mod done;
mod hand;
mod meeting;
mod outside;
mod pass_on;
mod rest;
mod standing;
mod subcase;
mod trust;

pub(super) use added::MAX_ADDED;
pub(super) use clock::put_off;
pub(super) use data::{in_row, lacks, must_tell_apart, set_values};
pub(super) use done::{done, repeat, wait_anew};
pub(super) use outside::{bind, must_be_bound};

use std::borrow::Cow;

use super::footing::must_take_part;
use super::turn::Turn;
use super::{Actor, Asked, Block, Dispatch, Refusal, letter, pairs};
use crate::flow::Item;
use crate::id::{ItemId, PartyId, holds_cpr};
use crate::text::{Arg, Message};

/// Does what is asked, before the case settles.
pub(super) fn ask(turn: &mut Turn<'_>, what: &Asked) -> Result<(), Refusal> {
    if !matches!(what, Asked::OpenWithReason { .. }) {
        must_take_part(turn)?;
    }
    match what {
        Asked::Tick => Ok(()),
        Asked::Activate { item, reason } => hand::activate(turn, item, reason.as_deref()),
        Asked::Claim { item } => hand::claim(turn, item),
        Asked::Release { item } => hand::release(turn, item),
        Asked::HandOver { .. } | Asked::Give { .. } => hand::to_others(turn, what),
        Asked::SaveDraft { item, data } => complete::save_draft(turn, item, data),
        Asked::Complete { item, data } => complete::complete(turn, item, data),
        Asked::Arrange {
            item,
            starts,
            ends,
            place,
        } => meeting::arrange(turn, item, (*starts, *ends), place),
        Asked::CallOff { item, reason } => meeting::call_off(turn, item, reason),
        Asked::Dispatch { item, number, news } => dispatch(turn, item, *number, news),
        Asked::Skip { item, reason } => deviate::skip(turn, item, reason),
        Asked::Redo { item, reason } => deviate::redo(turn, item, reason),
        Asked::Cancel { item, reason } => deviate::cancel(turn, item, reason),
        Asked::Rest { item, reason } => rest::rest(turn, item, reason),
        Asked::GoOn { item } => rest::go_on(turn, item),
        Asked::Fail { item, reason } => rest::fail(turn, item, reason),
        Asked::TakeOut { item } => rest::take_out(turn, item),
        Asked::BringBack { item } => rest::bring_back(turn, item),
        Asked::Finish { item, reason } => deviate::finish(turn, item, reason),
        Asked::Add { .. } | Asked::AddPiece { .. } => added::ask(turn, what),
        Asked::Set { data } => outside::set(turn, data),
        Asked::Bind { .. } | Asked::PassOn { .. } => pass_on::ask(turn, what),
        Asked::GiveConsent { .. }
        | Asked::WithdrawConsent { .. }
        | Asked::Protect { .. }
        | Asked::OpenWithReason { .. }
        | Asked::RegisterVisited { .. } => trust::ask(turn, what),
        Asked::Message { message, data } => outside::message(turn, message, data),
        Asked::Hold { reason } => standing::hold(turn, reason),
        Asked::Resume => standing::resume(turn),
        Asked::Close => standing::close(turn),
        Asked::Terminate { reason } => standing::terminate(turn, reason),
        Asked::Reopen { reason } => standing::reopen(turn, reason),
        Asked::Extend { clock, by, reason } => clock::extend(turn, clock, *by, reason),
        Asked::Acknowledge { clock } => clock::acknowledge(turn, clock),
        Asked::SubcaseBegan { item, round, case } => subcase::began(turn, item, *round, *case),
        Asked::SubcaseEnded {
            item,
            round,
            case,
            done,
            reason,
            data,
        } => {
            let ending = subcase::Ending {
                round: *round,
                case: *case,
                done: *done,
                reason: reason.as_deref(),
                data,
            };
            subcase::ended(turn, item, &ending)
        }
        Asked::PairBegan { .. } | Asked::PairGone { .. } | Asked::Hear { .. } => pairs::take_up(turn, what),
        Asked::EndWithParent { because, reason } => {
            subcase::end_with_parent(turn, *because, reason.as_deref())
        }
    }
}

/// What has become of a letter, as whoever sends it knows.
fn dispatch(turn: &mut Turn<'_>, item: &ItemId, number: Option<u32>, news: &Dispatch) -> Result<(), Refusal> {
    let item = known(turn, item)?;
    let sender = turn.view().letter_sender(&item);
    must_act_for(turn, sender.as_ref(), true)?;
    if let Dispatch::Received { shown_by: words, .. } | Dispatch::Failed { reason: words } = news {
        given(words)?;
    }
    letter::dispatch(turn, &item, number, news)
}

/// The item, or a refusal that names the nearest.
fn known<'a>(turn: &Turn<'a>, item: &ItemId) -> Result<Cow<'a, Item>, Refusal> {
    let run = turn.run;
    run.item(&turn.case, item)
        .ok_or_else(|| unknown_item(item, run.flow.items.keys()))
}

/// There is no such item; the nearest of those that there are is named.
pub(super) fn unknown_item<'a>(item: &ItemId, known: impl Iterator<Item = &'a ItemId>) -> Refusal {
    let near = known.max_by_key(|name| likeness(name.as_str(), item.as_str()));
    let message = match near {
        Some(near) => Message::new("refusal-unknown-item").with("near", near.as_str()),
        None => Message::new("refusal-no-item"),
    };
    Refusal::new("unknown_item", message.with("item", item.as_str()))
}

/// How like two names are, in thousandths.
fn likeness(one: &str, other: &str) -> usize {
    let most = one.chars().count().max(other.chars().count()).max(1);
    let apart = strsim::damerau_levenshtein(one, other).min(most);
    (most - apart) * 1_000 / most
}

/// Whether the actor may act for this party; leaders may where `leaders` says so.
fn must_act_for(turn: &Turn<'_>, party: Option<&PartyId>, leaders: bool) -> Result<(), Refusal> {
    let by = &turn.event.by;
    let allowed = match party {
        Some(party) => {
            let leader = turn.run.flow.leader_of(party);
            by.is(party) || (leaders && leader.is_some_and(|leader| by.is(&leader.id)))
        }
        None => *by == Actor::Engine,
    };
    if allowed {
        return Ok(());
    }
    let owner = party.map_or_else(
        || Arg::Message(Box::new(Message::new("the-engine"))),
        |party| Arg::Both(turn.view().party_title(party)),
    );
    let block = Block::new("owner", Message::new("block-owner").with("party", owner.clone()))
        .lifted_by(Message::new("lifted-by-party").with("party", owner.clone()));
    Err(Refusal::new(
        "not_owner",
        Message::new("refusal-not-owner").with("party", owner),
    )
    .because(vec![block]))
}

/// Whether the actor may do this item: for whoever owns it, or for another party that may do it as well.
fn must_do(turn: &Turn<'_>, item: &Item, leaders: bool) -> Result<(), Refusal> {
    if item.also_by.iter().any(|party| turn.event.by.is(party)) {
        return Ok(());
    }
    must_act_for(turn, turn.view().owner(item).as_ref(), leaders)
}

/// A reason in words, or a refusal.
fn given(reason: &str) -> Result<&str, Refusal> {
    /// A line of a log, and then some: in characters.
    const MAX_REASON_CHARS: usize = 500;
    let reason = reason.trim();
    if reason.is_empty() {
        Err(Refusal::new(
            "reason_missing",
            Message::new("refusal-reason-missing"),
        ))
    } else if reason.chars().count() > MAX_REASON_CHARS {
        let most = i64::try_from(MAX_REASON_CHARS).unwrap_or(i64::MAX);
        Err(Refusal::new(
            "reason_long",
            Message::new("refusal-reason-long").with("most", most),
        ))
    } else if holds_cpr(reason) {
        Err(Refusal::new("reason_number", Message::new("refusal-reason-cpr")))
    } else {
        Ok(reason)
    }
}

//! Work that the flow did not plan: in people's own words, or a piece that lies ready.

use super::{given, known, must_act_for};
use crate::case::turn::Turn;
use crate::case::{AddedWork, Asked, Block, Change, Refusal, Status, settle};
use crate::flow::{Unplanned, WorkKind, added_name};
use crate::id::{ItemId, PartyId, may_hold_cpr};
use crate::text::{Arg, Message, Text};

/// How much unplanned work a case may hold: past this, the flow does not fit the work.
pub(in crate::case) const MAX_ADDED: usize = 100;

/// The longest title, in characters: a line of a list.
const MAX_TITLE_CHARS: usize = 120;

/// Work as people describe it.
struct Work<'a> {
    title: &'a str,
    owner: &'a PartyId,
    reason: &'a str,
    stage: Option<&'a ItemId>,
    kind: WorkKind,
}

/// Adds what is asked for.
pub(super) fn ask(turn: &mut Turn<'_>, what: &Asked) -> Result<(), Refusal> {
    match what {
        Asked::Add {
            title,
            owner,
            reason,
            stage,
            kind,
        } => {
            let work = Work {
                title,
                owner,
                reason,
                stage: stage.as_ref(),
                kind: *kind,
            };
            add(turn, &work)
        }
        Asked::AddPiece { item, reason } => add_piece(turn, item, reason),
        _ => Ok(()),
    }
}

/// Adds work for a party; whoever adds it acts for a party of the case.
fn add(turn: &mut Turn<'_>, work: &Work<'_>) -> Result<(), Refusal> {
    settle::must_be_open(&turn.view())?;
    let flow = &turn.run.flow;
    if !flow.parties.contains_key(work.owner) {
        let message = Message::new("refusal-unknown-party").with("party", work.owner.as_str());
        return Err(Refusal::new("unknown_party", message));
    }
    if let Some(stage) = work.stage {
        known(turn, stage)?;
    }
    let limits = flow
        .limits_in(work.stage)
        .ok_or_else(|| not_here(turn, work.stage))?;
    let limits = &*limits;
    let own_words = limits.own_words.as_ref();
    let own_words = own_words.ok_or_else(|| not_here(turn, work.stage))?;
    must_be_one_of(turn, &limits.by, Some(work.owner))?;
    if !own_words.to.is_empty() && !own_words.to.contains(work.owner) {
        return Err(not_for(turn, &own_words.to));
    }
    if !own_words.kinds.contains(&work.kind) {
        return Err(beyond("kind", "block-added-kind"));
    }
    let reason = reason(limits, work.reason)?;
    must_go_on(turn, work.stage)?;
    must_have_room(turn, work.stage, limits)?;
    let title = work.title.trim();
    let fits = !title.is_empty() && title.chars().count() <= MAX_TITLE_CHARS;
    if !fits || turn.case.added.len() >= MAX_ADDED {
        return Err(Refusal::new("added_work", Message::new("refusal-added-work")));
    }
    if may_hold_cpr(title) {
        return Err(Refusal::new("added_work", Message::new("refusal-title-cpr")));
    }
    let number = (turn.case.added_to(work.stage).count() + 1).to_string();
    let added = AddedWork {
        title: Text::danish(title),
        owner: work.owner.clone(),
        reason,
        stage: work.stage.cloned(),
        kind: work.kind,
    };
    turn.change(Change::Added {
        item: ItemId::of_row(&added_name(work.stage), &number),
        work: added,
    });
    Ok(())
}

/// Adds a piece of work that lies ready.
fn add_piece(turn: &mut Turn<'_>, id: &ItemId, why: &str) -> Result<(), Refusal> {
    settle::must_be_open(&turn.view())?;
    let item = known(turn, id)?;
    let run = turn.run;
    let Some((stage, limits, piece)) = run.flow.piece(id) else {
        let message = Message::new("refusal-not-ready").with("item", &item.title);
        return Err(Refusal::new("not_ready", message));
    };
    let by = limits.adders(piece);
    must_be_one_of(turn, by, turn.view().owner(&item).as_ref())?;
    let reason = reason(limits, why)?;
    must_go_on(turn, item.parent.as_ref().or(stage))?;
    let blocks = turn.view().blocks_by_adding(&item);
    if !blocks.is_empty() {
        return Err(super::hand::blocked(&item, blocks));
    }
    must_have_room(turn, stage, limits)?;
    turn.change(Change::PieceAdded {
        item: id.clone(),
        reason,
    });
    Ok(())
}

fn reason(limits: &Unplanned, reason: &str) -> Result<String, Refusal> {
    if limits.without_reason && reason.trim().is_empty() {
        return Ok(String::new());
    }
    given(reason).map(str::to_owned)
}

/// Whoever adds acts for one of these parties or leads one; where none is named, for any party of the case, or for
/// whoever gets the work.
fn must_be_one_of(turn: &Turn<'_>, parties: &[PartyId], owner: Option<&PartyId>) -> Result<(), Refusal> {
    let by = &turn.event.by;
    if turn.view().is_adder(parties, |party| by.is(party)) {
        return Ok(());
    }
    if parties.is_empty() {
        return must_act_for(turn, owner, true);
    }
    let titles = parties
        .iter()
        .map(|party| Arg::Both(turn.view().party_title(party)));
    let block = Block::new("owner", Message::new("block-adding")).lifted_by(turn.view().who_adds(parties));
    let message = Message::new("refusal-not-owner").with("party", Arg::List(titles.collect()));
    Err(Refusal::new("not_owner", message).because(vec![block]))
}

/// Work is added to a stage only while it goes on.
fn must_go_on(turn: &Turn<'_>, stage: Option<&ItemId>) -> Result<(), Refusal> {
    let Some(stage) = stage else { return Ok(()) };
    let view = turn.view();
    if view.goes_on(stage) {
        return Ok(());
    }
    let message = Message::new("block-stage").with("stage", view.title(stage));
    let mut blocks = vec![Block::new("stage", message).naming([stage])];
    if let Some(stage) = turn
        .run
        .item(&turn.case, stage)
        .filter(|_| turn.case.item(stage).status == Status::Waiting)
    {
        blocks.extend(view.blocks(&stage));
    }
    let message = Message::new("refusal-not-addable").with("stage", view.title(stage));
    Err(Refusal::new("blocked", message).because(blocks))
}

/// No more is added than the flow allows.
fn must_have_room(turn: &Turn<'_>, stage: Option<&ItemId>, limits: &Unplanned) -> Result<(), Refusal> {
    match limits.at_most {
        Some(most) if !turn.view().has_room(stage, limits) => {
            let message = Message::new("block-added-at-most").with("most", most);
            Err(beyond_limits(vec![flows("at_most", message)]))
        }
        _ => Ok(()),
    }
}

fn not_here(turn: &Turn<'_>, stage: Option<&ItemId>) -> Refusal {
    let message = match stage {
        Some(stage) => Message::new("block-added-not-here").with("stage", turn.view().title(stage)),
        None => Message::new("block-added-never"),
    };
    beyond_limits(vec![flows("not_here", message)])
}

fn not_for(turn: &Turn<'_>, parties: &[PartyId]) -> Refusal {
    let titles = parties
        .iter()
        .map(|party| Arg::Both(turn.view().party_title(party)));
    let message = Message::new("block-added-for").with("parties", Arg::List(titles.collect()));
    beyond_limits(vec![flows("for", message)])
}

fn beyond(code: &str, key: &str) -> Refusal {
    beyond_limits(vec![flows(code, Message::new(key))])
}

/// A limit of the flow: whoever answers for the flow can move it.
fn flows(code: &str, message: Message) -> Block {
    Block::new(code, message).lifted_by(Message::new("lifted-by-the-flow"))
}

fn beyond_limits(because: Vec<Block>) -> Refusal {
    Refusal::new("beyond_limits", Message::new("refusal-beyond-limits")).because(because)
}

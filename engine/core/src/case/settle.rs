//! Settling: after every input, whatever has become possible opens, until nothing changes.

use std::borrow::Cow;

use super::expected::is_expected;
use super::rows::{counts, rows};
use super::turn::Turn;
use super::{Block, Change, Refusal, Standing, Status, View, clocks, cues, each_time, empties, sets, waits};
use crate::flow::{Awaited, Item, ItemKind, WaitsFor};
use crate::guard::Truth;
use crate::id::ItemId;
use crate::text::Message;

/// How many passes a case may need to settle: more than the longest chain of actions and milestones one would write.
const MAX_PASSES: usize = 500;

/// Opens, ends and starts whatever should, until nothing changes.
///
/// # Errors
/// A refusal where the case never comes to rest; then nothing of the input counts.
pub(super) fn settle(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    for _ in 0..MAX_PASSES {
        let before = turn.event.changes.len();
        pass(turn)?;
        turn.within_bounds()?;
        if turn.event.changes.len() == before {
            return Ok(());
        }
    }
    Err(Refusal::endless())
}

fn pass(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    if turn.case.is_open() {
        cues::take(turn)?;
    }
    if turn.case.is_open() {
        super::pairs::leave_off(turn);
        end_what_ends(turn);
        let run = turn.run;
        let mut around = Around::default();
        for item in run.flow.items.values() {
            if !turn.case.is_open() {
                break;
            }
            match run.sets.get(&item.id) {
                None => open_or_close_in(turn, item, &mut around)?,
                Some(root) if *root == item.id => sets::settle_set(turn, item)?,
                Some(root) => settle_in_rows(turn, root, item)?,
            }
        }
    }
    // Nothing ends by itself while somebody has not been told what happened: it could open something in it.
    if turn.case.is_open() && turn.news.is_empty() {
        open_added(turn);
        complete_stages(turn)?;
    }
    clocks::sync(turn);
    if turn.case.is_open() {
        clocks::take_due(turn)?;
        if turn.news.is_empty() {
            close(turn);
        }
    }
    Ok(())
}

/// An exit wins over a repetition: what should end does so before anything opens. The case itself does not end while
/// something is owed that the law demands, nor again once a person has opened it.
fn end_what_ends(turn: &mut Turn<'_>) {
    let run = turn.run;
    if let Some(guard) = &run.guards.case_ends
        && !turn.case.reopened
        && turn.view().owed_by_law().next().is_none()
        && guard.holds(&turn.view()) == Truth::True
    {
        return end_case(turn, None);
    }
    for (item, guard) in &run.guards.ends_when {
        for item in meant(turn, item).iter() {
            let status = turn.case.item(item).status;
            let under_way = matches!(status, Status::Active | Status::Possible);
            if under_way && turn.view().judged(Some(guard), item) == Some(Truth::True) {
                cancel(turn, item);
            }
        }
    }
}

/// What a name of the flow stands for in the case: itself, or what the rows that are there have of it.
fn meant<'i>(turn: &Turn<'_>, item: &'i ItemId) -> Cow<'i, [ItemId]> {
    match turn.run.sets.get(item) {
        None => Cow::Borrowed(std::slice::from_ref(item)),
        Some(root) => rows(&turn.case, root)
            .filter(|(_, state)| counts(state))
            .filter_map(|(id, _)| id.row())
            .map(|row| ItemId::of_row(item.as_str(), row))
            .collect(),
    }
}

/// Opens and closes what lies in a set, for each row whose part of the set goes on.
fn settle_in_rows(turn: &mut Turn<'_>, root: &ItemId, item: &Item) -> Result<(), Refusal> {
    let run = turn.run;
    let live: Vec<ItemId> = rows(&turn.case, root)
        .filter(|(_, state)| counts(state) && state.round > 0)
        .filter_map(|(id, _)| id.row())
        .map(|row| ItemId::of_row(item.id.as_str(), row))
        .collect();
    for id in live {
        if let Some(item) = run.item(&turn.case, &id) {
            open_or_close(turn, &item)?;
        }
    }
    Ok(())
}

/// Ends an item undone, and with a stage everything in it.
pub(super) fn cancel(turn: &mut Turn<'_>, item: &ItemId) {
    if turn.case.item(item).status.has_ended() {
        return;
    }
    turn.change(Change::Cancelled { item: item.clone() });
    for inner in turn.run.children(&turn.case, item) {
        cancel(turn, &inner);
    }
}

/// What was found last of the stage that items lie in: those that follow each other mostly lie in the same.
#[derive(Default)]
struct Around<'r> {
    stage: Option<&'r ItemId>,
    goes_on: bool,
    /// After how many changes that was.
    changes: usize,
}

impl<'r> Around<'r> {
    /// Whether the stage that the item lies in goes on.
    fn goes_on(&mut self, turn: &Turn<'_>, item: &'r Item) -> bool {
        let Some(stage) = item.parent.as_ref() else {
            return true;
        };
        let changes = turn.event.changes.len();
        let known = self.changes == changes
            && self
                .stage
                .is_some_and(|known| std::ptr::eq(known.as_str(), stage.as_str()));
        if !known {
            let goes_on = turn.view().stage_goes_on(item);
            *self = Self {
                stage: Some(stage),
                goes_on,
                changes,
            };
        }
        self.goes_on
    }
}

pub(super) fn open_or_close(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    open_or_close_in(turn, item, &mut Around::default())
}

fn open_or_close_in<'r>(turn: &mut Turn<'_>, item: &'r Item, around: &mut Around<'r>) -> Result<(), Refusal> {
    let state = turn.case.item(&item.id);
    let (status, called) = (state.status, state.called);
    match status {
        Status::Waiting if !called && !around.goes_on(turn, item) => Ok(()),
        Status::Waiting | Status::Possible => plan_and_open(turn, item),
        Status::Active if each_time::put_away(turn, item) => Ok(()),
        Status::Active if matches!(item.kind, ItemKind::Subcase(_)) => super::subcases::end(turn, item),
        Status::Active => waits::end_or_begin_anew(turn, item),
        // A ladder or a person can call for what has ended; `called` says so.
        Status::Done | Status::Skipped | Status::Cancelled => Ok(()),
    }
}

pub(super) fn plan_and_open(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    plan(turn, item);
    let state = turn.case.item(&item.id);
    let (possible, called) = (state.status == Status::Possible, state.called);
    if !turn.view().is_free(item) {
        if possible {
            turn.change(Change::NoLongerPossible {
                item: item.id.clone(),
            });
        }
        return Ok(());
    }
    let by_hand = turn.view().starts_by_hand(item) && !called;
    if !by_hand {
        open(turn, item)
    } else if possible {
        Ok(())
    } else {
        turn.change(Change::BecamePossible {
            item: item.id.clone(),
        });
        clocks::hand_on(turn, &item.id);
        Ok(())
    }
}

/// Asks the item's rhythm for the time of its next round.
fn plan(turn: &mut Turn<'_>, item: &Item) {
    if let Some(planning) = turn.view().planning(item) {
        turn.change(planning);
    }
}

/// Opens a round; milestones and actions are done at once.
pub(super) fn open(turn: &mut Turn<'_>, item: &Item) -> Result<(), Refusal> {
    let state = turn.case.item(&item.id);
    let (round, happened) = (state.round.saturating_add(1), state.happened);
    turn.change(Change::Opened {
        item: item.id.clone(),
        round,
        ends_at: waits::ends_at(turn, item),
    });
    clocks::hand_on(turn, &item.id);
    if turn.run.is_set(&item.id) {
        sets::begin(turn, &item.id, happened);
        return Ok(());
    }
    empties::empty(turn, item);
    match &item.kind {
        ItemKind::Milestone | ItemKind::Action => super::asked::done(turn, item),
        ItemKind::Stage => {
            begin_stage(turn, item);
            Ok(())
        }
        ItemKind::Wait(wait) => super::messages::take_kept(turn, item, wait),
        ItemKind::Subcase(of) => super::subcases::call(turn, item, of),
        ItemKind::Task | ItemKind::Decision | ItemKind::Meeting => Ok(()),
    }
}

/// In a stage that begins anew everything waits anew.
fn begin_stage(turn: &mut Turn<'_>, stage: &Item) {
    if stage.done_each_time {
        return;
    }
    for item in turn.run.children(&turn.case, &stage.id) {
        // What people added belongs to the time in which they did.
        if turn.case.added.contains_key(&item) {
            continue;
        }
        let state = turn.case.item(&item);
        let heard = !state.heard.is_empty() || !state.heard_out.is_empty();
        if state.status.has_ended() || state.happened || heard {
            turn.change(Change::Again { item, forget: true });
        }
    }
}

/// Added work opens as soon as it is there.
fn open_added(turn: &mut Turn<'_>) {
    let waiting: Vec<ItemId> = turn
        .case
        .added
        .keys()
        .filter(|id| turn.case.item(id).status == Status::Waiting)
        .cloned()
        .collect();
    for item in waiting {
        let round = turn.case.item(&item).round.saturating_add(1);
        turn.change(Change::Opened {
            item,
            round,
            ends_at: None,
        });
    }
}

/// A stage is done when nothing in it is under way, owed or to be expected. Inner stages come first.
fn complete_stages(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    let run = turn.run;
    for stage in run
        .flow
        .items
        .values()
        .rev()
        .filter(|item| matches!(item.kind, ItemKind::Stage) && !item.done_each_time)
    {
        for id in meant(turn, &stage.id).iter() {
            if turn.case.item(id).status != Status::Active || is_kept(&turn.view(), Some(id)) {
                continue;
            }
            let stage = run.item(&turn.case, id);
            if let Some(stage) = stage.filter(|stage| turn.view().may_finish(stage)) {
                super::asked::done(turn, &stage)?;
            }
        }
        if !turn.news.is_empty() {
            break;
        }
    }
    Ok(())
}

/// What keeps a stage, or the case, from ending: what is under way, owed, or will come by itself.
pub(super) fn what_keeps(view: &View<'_>, stage: Option<&ItemId>) -> Vec<Block> {
    let mut kept = in_rows(view, stage);
    kept.extend(keepers(view, stage).map(|(code, item)| (code, item.clone())));
    kept.iter()
        .map(|(code, item)| kept_by(view, code, item))
        .collect()
}

/// Whether anything keeps a stage, a set, or the case, from ending.
pub(super) fn is_kept(view: &View<'_>, stage: Option<&ItemId>) -> bool {
    keepers(view, stage).next().is_some() || !in_rows(view, stage).is_empty()
}

/// What keeps a set, or what a row has of a stage in it, from ending; each with the code of why.
fn in_rows(view: &View<'_>, stage: Option<&ItemId>) -> Vec<(&'static str, ItemId)> {
    let Some(stage) = stage.filter(|stage| view.run.sets.contains_key(stage.base())) else {
        return Vec::new();
    };
    let children = view.run.children(view.case, stage).into_iter();
    children
        .filter_map(|id| Some((keeps(view, &*view.run.item(view.case, &id)?)?, id)))
        .collect()
}

/// What keeps a stage, or the case, from ending, each with the code of why.
fn keepers<'v>(
    view: &'v View<'_>,
    stage: Option<&'v ItemId>,
) -> impl Iterator<Item = (&'static str, &'v ItemId)> {
    let plain = stage.is_none_or(|stage| !view.run.sets.contains_key(stage.base()));
    let inside = view.run.flow.inside(stage).filter(move |_| plain);
    let planned = inside.filter_map(|item| Some((keeps(view, item)?, &item.id)));
    let added = view.case.added_to(stage);
    let added = added.filter(|id| view.case.item(id).status == Status::Active);
    planned.chain(added.map(|id| ("active", id)))
}

fn kept_by(view: &View<'_>, code: &str, item: &ItemId) -> Block {
    let message = Message::new(&format!("kept-by-{code}")).with("item", view.title(item));
    Block::new(code, message).naming([item])
}

/// Why an item keeps its stage, or the case, from ending.
fn keeps(view: &View<'_>, item: &Item) -> Option<&'static str> {
    let state = view.case.item(&item.id);
    if state.out_of_play {
        return None;
    }
    if state.owed {
        return Some("owed");
    }
    if !view.is_there(item) {
        return None;
    }
    if view.lacks_times(item) {
        return Some("at_least");
    }
    if state.gone {
        return None;
    }
    if item.done_each_time {
        return each_time::keeps(view, item);
    }
    if view.run.is_set(&item.id) && state.status.has_ended() {
        // What was left going on when enough was done.
        let mut under_way = rows(view.case, &item.id).map(|(_, state)| state);
        return under_way
            .any(|state| state.status == Status::Active || state.owed)
            .then_some("active");
    }
    let never = match item.awaited {
        Awaited::Never => true,
        Awaited::FirstTime => state.happened,
        _ => false,
    };
    if never || state.status.has_ended() {
        return None;
    }
    match state.status {
        Status::Active if is_free(item) && state.happened => return None,
        Status::Active if !matches!(item.kind, ItemKind::Wait(_)) => return Some("active"),
        _ => {}
    }
    // A round that nothing stands in the way of opens in the next pass.
    if state.status == Status::Waiting && state.begun && view.is_free(item) {
        return Some("expected");
    }
    if !state.happened && view.is_required(item) {
        return Some("required");
    }
    let stage = item
        .parent
        .as_ref()
        .and_then(|stage| view.run.flow.items.get(stage.base()));
    match stage.map_or(view.run.flow.waits_for, |stage| stage.waits_for) {
        WaitsFor::Coming => keeps_as_coming(view, item),
        WaitsFor::All => keeps_as_unended(view, item),
        WaitsFor::Required => None,
    }
}

/// Why an item keeps a stage that waits for what is coming.
fn keeps_as_coming(view: &View<'_>, item: &Item) -> Option<&'static str> {
    let state = view.case.item(&item.id);
    match state.status {
        Status::Active => Some("active"),
        _ if item.awaited == Awaited::UnderWay => None,
        Status::Possible if item.optional || state.happened => None,
        Status::Possible => Some("possible"),
        Status::Waiting if item.awaited == Awaited::OncePossible => None,
        Status::Waiting if !item.optional && is_expected(view, item) => Some("expected"),
        _ => None,
    }
}

impl View<'_> {
    /// Whether the item has happened less often than it must, and may still happen.
    fn lacks_times(&self, item: &Item) -> bool {
        let state = self.case.item(&item.id);
        let Some(repeats) = &item.repeats else {
            return false;
        };
        let is_left = state.status == Status::Active || repeats.at_most.is_none_or(|most| state.round < most);
        repeats.at_least.is_some_and(|least| state.came < least)
            && is_left
            && !item.optional
            && state.status != Status::Cancelled
            && !self.is_over(item)
    }
}

/// Why an item keeps a stage that waits for all that has not ended. A round that may come again is not waited for.
fn keeps_as_unended(view: &View<'_>, item: &Item) -> Option<&'static str> {
    let state = view.case.item(&item.id);
    match (state.status, item.awaited) {
        _ if item.optional => None,
        (_, Awaited::UnderWay) | (Status::Active | Status::Waiting, Awaited::OncePossible) => None,
        (Status::Active, _) => Some("active"),
        (Status::Possible, _) => Some("possible"),
        (Status::Waiting, _) if !state.begun => Some("waiting"),
        _ => None,
    }
}

/// Whether the item may be done as often as anyone wants, so that it never stops a stage once it was done.
pub(super) fn is_free(item: &Item) -> bool {
    item.repeats.as_ref().is_some_and(|repeats| repeats.freely)
}

/// Whether anything of the case was ever opened, or has ended without it.
fn has_begun(view: &View<'_>) -> bool {
    let mut items = view.case.items.values();
    items.any(|state| state.round > 0 || state.status.has_ended())
}

/// Whether the case may close by its flow.
fn may_close(view: &View<'_>) -> bool {
    view.unpaid().next().is_none()
        && match &view.run.guards.closes {
            Some(guard) => guard.holds(view) == Truth::True,
            None => view.run.flow.closes_by_hand || (has_begun(view) && !is_kept(view, None)),
        }
}

/// What keeps the case from closing by its flow; nothing where it may close.
pub(super) fn what_keeps_case(view: &View<'_>) -> Vec<Block> {
    let mut kept: Vec<Block> = view.unpaid().map(|item| kept_by(view, "owed", item)).collect();
    if view.run.flow.closes_by_hand {
        return kept;
    }
    match &view.run.guards.closes {
        Some(guard) => {
            if guard.holds(view) != Truth::True {
                let parts: Vec<crate::text::Arg> = guard.explain(view).into_iter().map(Into::into).collect();
                let message = Message::new("kept-by-closes").with("parts", crate::text::Arg::List(parts));
                kept.push(Block::new("closes", message).reading(guard));
            }
        }
        None => {
            kept.extend(
                what_keeps(view, None)
                    .into_iter()
                    .filter(|block| block.code != "owed"),
            );
            if !has_begun(view) {
                kept.push(Block::new("nothing_yet", Message::new("kept-by-nothing-yet")));
            }
        }
    }
    kept
}

impl View<'_> {
    /// What keeps the case from closing by its flow; nothing where it may close.
    #[must_use]
    pub fn keeps_from_closing(&self) -> Vec<Block> {
        what_keeps_case(self)
    }

    /// Whether the case may close by its flow, or has come to its end.
    #[must_use]
    pub fn may_close(&self) -> bool {
        self.case.has_ended() || may_close(self)
    }

    /// Whether an open item may be done: it does not rest, and nothing is owed that must not be.
    #[must_use]
    pub fn may_finish(&self, item: &Item) -> bool {
        !self.case.item(&item.id).resting && self.unpaid_before(item).next().is_none()
    }
}

/// Closes a case whose flow says that its work is done.
fn close(turn: &mut Turn<'_>) {
    if turn.run.flow.closes_by_hand || turn.case.reopened || !may_close(&turn.view()) {
        return;
    }
    close_now(turn);
}

/// Closes the case, its work done.
pub(super) fn close_now(turn: &mut Turn<'_>) {
    end_all(turn);
    turn.change(Change::Closed);
}

/// Ends the case before its work is done, as its flow says.
pub(super) fn end_case(turn: &mut Turn<'_>, by: Option<ItemId>) {
    end_all(turn);
    turn.change(Change::Ended { by });
}

/// Ends the case as one of its cues says: before its work is done, or as if it were. It does not end while something
/// is owed that the law demands, nor again once a person has opened it.
pub(super) fn end_case_by_cue(turn: &mut Turn<'_>, as_done: bool) {
    if turn.case.reopened || turn.view().owed_by_law().next().is_some() {
        return;
    }
    if as_done {
        close_now(turn);
    } else {
        end_case(turn, None);
    }
}

/// Ends everything that is under way, as a case does when it ends.
pub(super) fn end_all(turn: &mut Turn<'_>) {
    let open: Vec<ItemId> = turn
        .case
        .items
        .iter()
        .filter(|(_, state)| matches!(state.status, Status::Active | Status::Possible))
        .map(|(id, _)| id.clone())
        .collect();
    for item in open {
        turn.change(Change::Cancelled { item });
    }
}

/// Whether the case stands open.
pub(super) fn must_be_open(view: &View<'_>) -> Result<(), Refusal> {
    let key = match view.case.standing {
        Standing::Open => return Ok(()),
        Standing::OnHold => "refusal-on-hold",
        Standing::Closed | Standing::Terminated => "refusal-closed",
    };
    let block =
        Block::new("case", Message::new("block-case")).lifted_by(Message::new(match view.case.standing {
            Standing::OnHold => "lifted-by-resuming",
            _ => "lifted-by-reopening",
        }));
    let code = if view.case.standing == Standing::OnHold {
        "on_hold"
    } else {
        "closed"
    };
    Err(Refusal::new(code, Message::new(key)).because(vec![block]))
}

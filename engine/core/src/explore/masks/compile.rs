//! From a flow to masks, where it says no more than masks can.

use super::formula::Bits;
use super::marks::{Layout, Marks};
use crate::case::Runnable;
use crate::explore::cases::{Moves, Relevant};
use crate::explore::machine::State;
use crate::flow::{After, Awaited, Flow, Item, ItemKind, Repeat, Starts, WaitFor, WaitsFor};
use crate::id::ItemId;

/// The most items that a mask has bits for.
const MAX_ITEMS: usize = 64;

/// The most words of a state: with where it was met from and its place in the table, no more than 64 bytes are kept.
pub(in crate::explore) const MAX_WORDS: usize = 6;

/// How many of what comes before an item are needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Needs {
    All,
    AtLeast(u32),
}

/// What a flow says of one item.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    /// The bit of its stage; 0 at the top.
    pub(super) stage: u64,
    /// The bits of all stages that it lies in.
    pub(super) around: u64,
    /// What lies directly in it.
    pub(super) inside: u64,
    pub(super) after: u64,
    pub(super) needs: Needs,
    pub(super) when: Option<Bits>,
    pub(super) ends_when: Option<Bits>,
    pub(super) not_while_owed: u64,
    pub(super) excludes: u64,
    pub(super) owes: u64,
    pub(super) removes: u64,
    pub(super) brings_back: u64,
    pub(super) ends: u64,
    /// What begins anew when it sends the work back, in order.
    pub(super) sent_back: Vec<u64>,
    /// What must be looked at again where something of it changes.
    pub(super) touches: u64,
}

/// What may stand in the way of an item, close together: it is asked of every item of every state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Barrier {
    pub(super) bit: u64,
    pub(super) place: u32,
    /// Must be under way.
    pub(super) stage: u64,
    /// Must all be behind us.
    pub(super) after: u64,
    pub(super) not_while_owed: u64,
    pub(super) excludes: u64,
    /// There is more to ask, which is seldom.
    pub(super) more: bool,
}

/// What doing an item does to the words of a state: bits that are cleared, and then bits that are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delta {
    pub(super) clears: State<MAX_WORDS>,
    pub(super) sets: State<MAX_WORDS>,
}

/// A flow as masks.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) rules: Vec<Rules>,
    /// What stands in the way of work that is started by hand.
    pub(super) barriers: Vec<Barrier>,
    /// Tasks, decisions and meetings.
    pub(super) work: u64,
    /// Waits.
    pub(super) waits: u64,
    /// Stages.
    pub(super) stages: u64,
    /// Milestones and actions: done at once.
    pub(super) at_once: u64,
    pub(super) by_hand: u64,
    pub(super) optional: u64,
    pub(super) freely: u64,
    /// What lies at the top.
    pub(super) top: u64,
    /// Items whose start nothing can stand in the way of while they are in play.
    pub(super) unhindered: u64,
    /// Work of which it matters whether it is under way.
    pub(super) watched: u64,
    /// Items that end when something holds.
    pub(super) ends_when: u64,
    pub(super) closes: Option<Bits>,
    /// Nothing opens or ends by itself: all that follows a move is what the move does.
    pub(super) still: bool,
    /// What doing each item does to the marks, where nothing more follows from it.
    pub(super) deltas: Option<Vec<Delta>>,
    pub(super) layout: Layout,
}

/// The bit of an item.
pub(super) fn bit(flow: &Flow, item: &ItemId) -> Option<u64> {
    let place = flow.items.get_index_of(item)?;
    u32::try_from(place)
        .ok()
        .and_then(|place| 1_u64.checked_shl(place))
}

fn bits<'i>(flow: &Flow, items: impl IntoIterator<Item = &'i ItemId>) -> u64 {
    let bits = items.into_iter().filter_map(|item| bit(flow, item));
    bits.fold(0, |all, bit| all | bit)
}

impl Plan {
    /// None where the flow says more than masks can, or its states would take too many words.
    pub(super) fn of(run: &Runnable, relevant: &Relevant, moves: &Moves<'_>) -> Option<Self> {
        let flow = &run.flow;
        let all = flow.items.values();
        let plain = is_plain_as_a_whole(flow)
            && run.is_untimed()
            && relevant.fields.is_empty()
            && flow.items.len() <= MAX_ITEMS;
        if !plain || !moves.are_plain() || !all.clone().all(is_plain) {
            return None;
        }
        let which =
            |is: &dyn Fn(&Item) -> bool| bits(flow, all.clone().filter(|item| is(item)).map(|item| &item.id));
        let kind = |is: fn(&ItemKind) -> bool| which(&|item| is(&item.kind));
        let mut rules = all
            .clone()
            .map(|item| rules(run, item))
            .collect::<Option<Vec<_>>>()?;
        touch(&mut rules);
        let mut plan = Self {
            work: kind(|kind| matches!(kind, ItemKind::Task | ItemKind::Decision | ItemKind::Meeting)),
            waits: kind(|kind| matches!(kind, ItemKind::Wait(_))),
            stages: kind(|kind| matches!(kind, ItemKind::Stage)),
            at_once: kind(|kind| matches!(kind, ItemKind::Milestone | ItemKind::Action)),
            by_hand: which(&|item| run.starts_by_hand(item)),
            optional: which(&|item| item.optional),
            freely: which(&|item| item.repeats.as_ref().is_some_and(|repeats| repeats.freely)),
            top: which(&|item| item.parent.is_none()),
            unhindered: 0,
            barriers: Vec::new(),
            watched: bits(flow, moves.watched()),
            ends_when: which(&|item| item.ends_when.is_some()),
            closes: match &run.guards.closes {
                Some(guard) => Some(Bits::of(flow, guard)?),
                None => None,
            },
            still: false,
            deltas: None,
            layout: layout(flow),
            rules,
        };
        plan.unhindered = plan.which(|rules| {
            let nothing = rules.stage | rules.after | rules.not_while_owed | rules.excludes == 0;
            nothing && rules.when.is_none()
        });
        plan.still = plan.stages | plan.at_once | plan.ends_when == 0 && plan.by_hand == which(&|_| true);
        let can_stay = !plan.by_hand | plan.stages | plan.waits | (plan.by_hand & plan.watched);
        plan.layout.active = can_stay & which(&|_| true) != 0;
        plan.layout.ended =
            plan.freely != which(&|_| true) || plan.which(|rules| rules.ends != 0) != 0 || !plan.still;
        plan.deltas = plan.deltas();
        plan.barriers = plan.barriers();
        (plan.layout.words() <= MAX_WORDS).then_some(plan)
    }

    fn barriers(&self) -> Vec<Barrier> {
        let places = (0_u32..).zip(&self.rules);
        let barriers = places.map(|(place, rules)| Barrier {
            bit: 1 << place,
            place,
            stage: rules.stage,
            after: if rules.needs == Needs::All { rules.after } else { 0 },
            not_while_owed: rules.not_while_owed,
            excludes: rules.excludes,
            more: rules.needs != Needs::All || rules.when.is_some(),
        });
        barriers
            .filter(|barrier| barrier.bit & self.by_hand & !self.unhindered != 0)
            .collect()
    }

    /// Where nothing happens by itself and no work is sent back, doing an item always does the same to the marks.
    fn deltas(&self) -> Option<Vec<Delta>> {
        let always = self.still && self.rules.iter().all(|rules| rules.sent_back.is_empty());
        let delta = |(place, rules): (usize, &Rules)| {
            let bit = 1_u64 << place;
            let clears = Marks {
                owed: bit | rules.ends,
                out: rules.brings_back,
                active: bit | rules.removes | rules.ends,
                ended: bit | rules.owes,
                ..Marks::default()
            };
            let sets = Marks {
                happened: bit,
                ever: bit,
                owed: rules.owes & !rules.ends,
                out: rules.removes & !rules.brings_back,
                ended: ((bit & !rules.owes) | rules.ends) & !(bit & self.freely),
                any_begun: true,
                ..Marks::default()
            };
            Delta {
                clears: self.layout.pack(&clears),
                sets: self.layout.pack(&sets),
            }
        };
        always.then(|| self.rules.iter().enumerate().map(delta).collect())
    }

    fn which(&self, is: impl Fn(&Rules) -> bool) -> u64 {
        let bits = self.rules.iter().enumerate().filter(|(_, rules)| is(rules));
        bits.fold(0, |all, (place, _)| all | 1 << place)
    }
}

/// Whether the flow around its items says no more than masks can. Whoever adds to it decides here whether masks can say
/// it.
fn is_plain_as_a_whole(flow: &Flow) -> bool {
    let Flow {
        id: _,
        title: _,
        about: _,
        parties: _,
        phases: _,
        data: _,
        messages: _,
        // Refused before anything is searched.
        pair: _,
        tables: _,
        clocks: _,
        ladders: _,
        items: _,
        regions: _,
        closes: _,
        closes_by_hand,
        ends_when,
        ended_by,
        waits_for,
        // What is added makes an item no plain one.
        unplanned: _,
        retention: _,
        chain: _,
        reviewed: _,
        documents: _,
        house: _,
        not_carried: _,
    } = flow;
    !closes_by_hand && ends_when.is_none() && ended_by.is_empty() && *waits_for == WaitsFor::Coming
}

/// Whether an item says no more than masks can. Whoever adds to what an item says decides here whether masks can say it.
fn is_plain(item: &Item) -> bool {
    let Item {
        id,
        kind,
        title: _,
        heading: _,
        guidance: _,
        expects: _,
        parent: _,
        owner: _,
        also_by: _,
        with: _,
        not_same_as: _,
        seen_by: _,
        fills: _,
        asks: _,
        empties: _,
        done_when,
        sets: _,
        says: _,
        opened_by,
        ended_by,
        after: _,
        when: _,
        not_while_owed,
        not_with: _,
        one_at_a_time: _,
        not_before,
        provisos,
        starts,
        by_hand_when,
        optional: _,
        required,
        awaited,
        waits_for,
        unplanned: _,
        owes: _,
        debts: _,
        removes: _,
        brings_back: _,
        ends: _,
        ends_clocks: _,
        ends_case,
        then_again: _,
        ends_when: _,
        out_of_play: _,
        owed_at_start: _,
        done_before,
        done_each_time,
        repeats,
        required_by_law: _,
        letter: _,
        known_as: _,
        place: _,
    } = item;
    let stays_plainly = required.is_none()
        && *awaited == Awaited::AsItsStageSays
        && *waits_for == WaitsFor::Coming
        && opened_by.is_empty()
        && ended_by.is_empty();
    is_plain_kind(kind)
        && stays_plainly
        && by_hand_when.is_none()
        && done_when.is_none()
        && not_before.is_none()
        && provisos.is_empty()
        && !not_while_owed.contains(id)
        && !(*done_before || *done_each_time)
        && !matches!(starts, Starts::ByLadder | Starts::WhenAdded)
        && !ends_case
        && repeats.as_ref().is_none_or(repeats_plainly)
}

fn is_plain_kind(kind: &ItemKind) -> bool {
    match kind {
        ItemKind::Stage
        | ItemKind::Task
        | ItemKind::Decision
        | ItemKind::Meeting
        | ItemKind::Milestone
        | ItemKind::Action => true,
        ItemKind::Subcase(_) => false,
        ItemKind::Wait(WaitFor {
            message: _,
            matching,
            not_kept: _,
            after: _,
            exactly: _,
            only_while,
            takes: _,
        }) => matching.is_none() && only_while.is_none(),
    }
}

fn repeats_plainly(repeats: &Repeat) -> bool {
    let Repeat {
        every,
        // Nobody tunes while runs are searched.
        tunable: _,
        window_tunable: _,
        first: _,
        from: _,
        opens: _,
        each_time,
        // Only beside `each_time`.
        join: _,
        each,
        again_while,
        until,
        freely: _,
        at_least,
        at_most,
        side_by_side: _,
        window,
    } = repeats;
    every.is_none()
        && window.is_none()
        && at_least.is_none()
        && each_time.is_empty()
        && each.is_none()
        && again_while.is_none()
        && until.is_none()
        && at_most.is_none()
}

fn rules(run: &Runnable, item: &Item) -> Option<Rules> {
    let flow = &run.flow;
    let (after, needs) = match &item.after {
        None => (0, Needs::All),
        Some(After::All(items)) => (bits(flow, items), Needs::All),
        Some(After::Any(items)) => (bits(flow, items), Needs::AtLeast(1)),
        Some(After::AtLeast(count, items)) => (bits(flow, items), Needs::AtLeast(*count)),
        // What may still come is asked of the whole flow.
        Some(After::Coming(_)) => return None,
    };
    let guard = |guard| match guard {
        Some(guard) => Bits::of(flow, guard).map(Some),
        None => Some(None),
    };
    Some(Rules {
        stage: bits(flow, &item.parent),
        around: bits(flow, around(flow, item)),
        inside: bits(flow, flow.inside(Some(&item.id)).map(|inner| &inner.id)),
        after,
        needs,
        when: guard(run.guards.when.get(&item.id))?,
        ends_when: guard(run.guards.ends_when.get(&item.id))?,
        not_while_owed: bits(flow, &item.not_while_owed),
        excludes: bits(flow, run.excluded_by(&item.id)),
        owes: bits(flow, &item.owes),
        removes: bits(flow, &item.removes),
        brings_back: bits(flow, &item.brings_back),
        ends: bits(flow, &item.ends),
        sent_back: run
            .sent_back_by(&item.id)
            .filter_map(|id| bit(flow, id))
            .collect(),
        touches: 0,
    })
}

/// The stages that an item lies in, from the innermost.
fn around<'f>(flow: &'f Flow, item: &'f Item) -> impl Iterator<Item = &'f ItemId> {
    let outer = |stage: &&ItemId| flow.items.get(*stage).and_then(|stage| stage.parent.as_ref());
    std::iter::successors(item.parent.as_ref(), outer)
}

/// For each item, what must be looked at again where something of it changes.
fn touch(rules: &mut [Rules]) {
    let reads: Vec<u64> = rules
        .iter()
        .map(|rules| {
            let when = rules.when.as_ref().map_or(0, Bits::reads);
            rules.stage | rules.after | rules.not_while_owed | rules.excludes | when
        })
        .collect();
    for (place, rules) in rules.iter_mut().enumerate() {
        let own = 1_u64 << place;
        let readers = reads.iter().enumerate().filter(|(_, read)| **read & own != 0);
        rules.touches = readers.fold(own, |all, (reader, _)| all | 1 << reader);
    }
}

fn layout(flow: &Flow) -> Layout {
    let items = || flow.items.values();
    let again = |id: &ItemId| items().any(|item| item.owes.contains(id) || item.removes.contains(id));
    let freely = |item: &Item| item.repeats.as_ref().is_some_and(|repeats| repeats.freely);
    let begins_again = |item: &Item| item.kind == ItemKind::Stage && (freely(item) || again(&item.id));
    let sent_back = items().any(|item| !item.then_again.is_empty());
    Layout {
        bits: u32::try_from(flow.items.len()).unwrap_or(u32::MAX),
        owed: items().any(|item| item.owed_at_start || !item.owes.is_empty()),
        out: items().any(|item| item.out_of_play || !item.removes.is_empty()),
        active: true,
        ended: true,
        ever: sent_back || items().any(begins_again),
        begun: sent_back,
    }
}

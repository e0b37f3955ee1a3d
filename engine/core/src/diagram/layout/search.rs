//! The best way for one link: short, with few turns and crossings, around boxes and around frames that are not its own.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::field::{Field, Frame, Spot, Way};

/// What a turn costs, in pixels of detour that it is worth to save it.
const TURN: u32 = 40;
/// What crossing another link costs.
const CROSSING: u32 = 60;
/// What running beside another link costs for each step.
const CROWD: u32 = 3;
/// What crossing the border of one of the link's own frames costs.
const BORDER: u32 = 4;
/// What going through a frame that the link has nothing to do with costs, at each of its borders.
const FOREIGN: u32 = 500;

/// Where a link may end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Goal {
    /// At a box.
    Box(Spot),
    /// At a frame's border, come to from inside or from outside.
    Frame(Frame, bool),
}

/// What leaving or reaching a side costs; links read from left to right leave on the right and come in on the left.
const fn side(way: Way) -> u32 {
    match way {
        Way::Right => 0,
        Way::Down => 35,
        Way::Up => 45,
        Way::Left => 90,
    }
}

/// How much less it counts how far from its heading a frame is reached.
const HEADING_SHARE: u32 = 4;

impl Goal {
    /// What it costs to end here, running this way; none where it is no end.
    fn reached(self, field: &Field, spot: Spot, way: Way) -> Option<u32> {
        match self {
            Self::Box(at) => (spot == at).then(|| side(way)),
            Self::Frame(frame, inside) => {
                let inward = if inside { way.back() } else { way };
                border(field, frame, spot, inward)
            }
        }
    }

    /// Where it lies, as a rectangle of pixels.
    fn bounds(self, field: &Field) -> ((i32, i32), (i32, i32)) {
        match self {
            Self::Box(at) => (field.place(at), field.place(at)),
            Self::Frame(frame, _) => (
                field.place((frame.x.0, frame.y.0)),
                field.place((frame.x.1, frame.y.1)),
            ),
        }
    }
}

/// What it costs to come through a frame's border this way into the frame; none where its border is elsewhere.
fn border(field: &Field, frame: Frame, spot: Spot, inward: Way) -> Option<u32> {
    let (within_x, within_y) = (
        frame.x.0 < spot.0 && spot.0 < frame.x.1,
        frame.y.0 < spot.1 && spot.1 < frame.y.1,
    );
    let here = match inward {
        Way::Right => spot.0 == frame.x.0 && within_y,
        Way::Left => spot.0 == frame.x.1 && within_y,
        Way::Down => spot.1 == frame.y.0 && within_x,
        Way::Up => spot.1 == frame.y.1 && within_x,
    };
    let heading = field.place((spot.0, frame.heading)).1;
    let off = field.place(spot).1.abs_diff(heading);
    here.then(|| side(inward) + if inward.level() { off / HEADING_SHARE } else { 0 })
}

/// The spots of a frame's border and the ways out of it from there, or into it.
pub(super) fn leaving(field: &Field, frame: Frame, inside: bool) -> Vec<(Spot, Way, u32)> {
    let mut starts = Vec::new();
    let mut add = |spot: Spot, outward: Way| {
        let way = if inside { outward.back() } else { outward };
        starts.push((spot, way, side(outward)));
    };
    for y in (frame.y.0 + 1)..frame.y.1 {
        if !field.is_border((0, y)) {
            add((frame.x.1, y), Way::Right);
            add((frame.x.0, y), Way::Left);
        }
    }
    for x in (frame.x.0 + 1)..frame.x.1 {
        if !field.is_border((x, 0)) {
            add((x, frame.y.1), Way::Down);
            add((x, frame.y.0), Way::Up);
        }
    }
    starts
}

/// The ways out of a box.
pub(super) fn out_of(spot: Spot) -> Vec<(Spot, Way, u32)> {
    Way::ALL.into_iter().map(|way| (spot, way, side(way))).collect()
}

/// What it costs to leave the trunk of links that begin at the same node.
pub(super) const BRANCH: u32 = TURN / 2;

/// Looks for ways; its memory is used again and again.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// The round in which a state was last reached, at what cost, and from which state.
    reached: Vec<(u32, u32, usize)>,
    round: u32,
}

/// A spot and the way in which it was come to.
type State = (Spot, Way);

impl Search {
    /// The cheapest way from one of the starts to the goal, ends included; none where there is no way.
    pub(super) fn find(
        &mut self,
        field: &Field,
        starts: &[(Spot, Way, u32)],
        goal: Goal,
        own_frames: &[usize],
    ) -> Option<Vec<Spot>> {
        let columns = field.x.lines.len();
        let states = columns.saturating_mul(field.y.lines.len()).saturating_mul(4);
        if self.reached.len() != states {
            self.reached = vec![(0, 0, 0); states];
            self.round = 0;
        }
        self.round = self.round.saturating_add(1);
        let bounds = goal.bounds(field);
        let mut open = BinaryHeap::new();
        for (spot, way, cost) in starts {
            let state = index(columns, (*spot, *way));
            if self.better(state, *cost, state) {
                open.push(Reverse((cost + ahead(field, *spot, bounds), *cost, state)));
            }
        }
        let mut best: Option<(u32, usize, Spot)> = None;
        while let Some(Reverse((least, cost, state))) = open.pop() {
            if best.is_some_and(|(done, ..)| done <= least) {
                break;
            }
            if self.cost(state) != Some(cost) {
                continue;
            }
            let (spot, came) = back(columns, state);
            for way in Way::ALL {
                let first = self.came_from(state) == Some(state);
                let Some((next, step)) = stepped(field, (spot, came), way, first, own_frames) else {
                    continue;
                };
                let total = cost.saturating_add(step);
                if let Some(entry) = goal.reached(field, next, way) {
                    let done = total.saturating_add(entry);
                    if best.is_none_or(|(known, ..)| done < known) {
                        best = Some((done, state, next));
                    }
                    continue;
                }
                let after = index(columns, (next, way));
                if field.taken(next).is_none() && self.better(after, total, state) {
                    open.push(Reverse((total + ahead(field, next, bounds), total, after)));
                }
            }
        }
        best.map(|(_, state, end)| self.path(columns, state, end))
    }

    fn cost(&self, state: usize) -> Option<u32> {
        let (round, cost, _) = self.reached.get(state)?;
        (*round == self.round).then_some(*cost)
    }

    fn came_from(&self, state: usize) -> Option<usize> {
        self.reached.get(state).map(|(_, _, from)| *from)
    }

    fn better(&mut self, state: usize, cost: u32, from: usize) -> bool {
        if self.cost(state).is_some_and(|known| known <= cost) {
            return false;
        }
        let round = self.round;
        self.reached.get_mut(state).is_some_and(|slot| {
            *slot = (round, cost, from);
            true
        })
    }

    fn path(&self, columns: usize, mut state: usize, end: Spot) -> Vec<Spot> {
        let mut path = vec![end, back(columns, state).0];
        while let Some(from) = self.came_from(state).filter(|from| *from != state) {
            path.push(back(columns, from).0);
            state = from;
        }
        path.reverse();
        path
    }
}

/// The next spot and what it costs to go there; none where one may not go that way.
fn stepped(
    field: &Field,
    (spot, came): State,
    way: Way,
    first: bool,
    own_frames: &[usize],
) -> Option<(Spot, u32)> {
    let straight = way == came;
    // Whoever has just begun leaves the way the start says.
    if way == came.back() || (!straight && (first || field.is_border(spot))) {
        return None;
    }
    let next = way.next(spot).filter(|next| field.holds(*next))?;
    let ((x, y), (to_x, to_y)) = (field.place(spot), field.place(next));
    let mut cost = x.abs_diff(to_x) + y.abs_diff(to_y) + CROWD * field.crowd(spot, way);
    if !straight {
        cost += TURN;
    } else if !first {
        cost += CROSSING * field.crossed(spot, way);
    }
    if let Some(frame) = field.border(next) {
        cost += if own_frames.contains(&frame) {
            BORDER
        } else {
            FOREIGN
        };
    }
    Some((next, cost))
}

/// The least that it can cost to reach the goal from here.
fn ahead(field: &Field, spot: Spot, (least, most): ((i32, i32), (i32, i32))) -> u32 {
    let (x, y) = field.place(spot);
    let off = |at: i32, from: i32, to: i32| at.abs_diff(at.clamp(from, to.max(from)));
    off(x, least.0, most.0) + off(y, least.1, most.1)
}

const fn index(columns: usize, ((x, y), way): State) -> usize {
    let way = match way {
        Way::Right => 0,
        Way::Left => 1,
        Way::Down => 2,
        Way::Up => 3,
    };
    (y * columns + x) * 4 + way
}

fn back(columns: usize, state: usize) -> State {
    let way = Way::ALL.get(state % 4).copied().unwrap_or_default();
    let spot = state / 4;
    ((spot % columns.max(1), spot / columns.max(1)), way)
}

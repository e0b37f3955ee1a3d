//! The ways of all links, one after another, each looking at those that are there already.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{Field, Frame, Spot, Way};
use super::plan::Plan;
use super::raster::Raster;
use super::search::{BRANCH, Goal, Search, leaving, out_of};

/// How often all links look for their ways anew, now that they know of one another.
const MAX_ROUNDS: usize = 2;

/// Links from one node that look alike: one trunk with branches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Net {
    /// The links, by their numbers in the plan.
    pub(super) links: Vec<usize>,
    from: usize,
}

/// The ways of all links.
#[derive(Clone, Debug)]
pub(super) struct Routes {
    pub(super) nets: Vec<Net>,
    /// The spots of each link from its start to its end; none where it has no way.
    pub(super) paths: Vec<Vec<Spot>>,
}

/// Where nodes stand on the field.
struct Where {
    boxes: BTreeMap<usize, Spot>,
    frames: BTreeMap<usize, Frame>,
}

impl Where {
    fn new(field: &Field, raster: &Raster) -> Self {
        let spot = |column: usize, row: usize| (field.x.cell(column), field.y.cell(row));
        Self {
            boxes: raster
                .cells
                .iter()
                .map(|cell| (cell.node, spot(cell.column, cell.row)))
                .collect(),
            frames: raster
                .frames
                .iter()
                .map(|(span, depth)| (span.node, field.frame(span.columns, span.rows, *depth)))
                .collect(),
        }
    }

    fn starts(&self, field: &Field, node: usize, inside: bool) -> Vec<(Spot, Way, u32)> {
        match self.frames.get(&node) {
            Some(frame) => leaving(field, *frame, inside),
            None => self.boxes.get(&node).map_or_else(Vec::new, |spot| out_of(*spot)),
        }
    }

    fn goal(&self, node: usize, inside: bool) -> Option<Goal> {
        match self.frames.get(&node) {
            Some(frame) => Some(Goal::Frame(*frame, inside)),
            None => self.boxes.get(&node).map(|spot| Goal::Box(*spot)),
        }
    }

    /// About where a node stands.
    fn about(&self, node: usize) -> Spot {
        let frame = self.frames.get(&node).map(|frame| (frame.x.0, frame.heading));
        frame
            .or_else(|| self.boxes.get(&node).copied())
            .unwrap_or_default()
    }
}

/// Finds the ways of all links.
pub(super) fn routes(plan: &Plan, raster: &Raster, field: &mut Field) -> Routes {
    let places = Where::new(field, raster);
    let far = |from: usize, to: usize| {
        let (from, to) = (field.place(places.about(from)), field.place(places.about(to)));
        from.0.abs_diff(to.0) + from.1.abs_diff(to.1)
    };
    let length = |link: usize| plan.links.get(link).map_or(0, |link| far(link.from, link.to));
    let mut nets = nets(plan);
    for net in &mut nets {
        net.links.sort_by_key(|link| (length(*link), *link));
    }
    // Short ones first: they have no choice, and long ones find their way around.
    nets.sort_by_key(|net| {
        (
            net.links.iter().map(|link| length(*link)).max(),
            net.links.clone(),
        )
    });
    let mut routes = Routes {
        paths: vec![Vec::new(); plan.links.len()],
        nets,
    };
    let mut search = Search::default();
    for round in 0..MAX_ROUNDS {
        for net in 0..routes.nets.len() {
            let Some(net) = routes.nets.get(net) else { continue };
            if round > 0 {
                note(field, net, &routes.paths, false);
            }
            let found = grown(plan, &places, field, &mut search, net);
            for (link, path) in net.links.iter().zip(found) {
                if let Some(slot) = routes.paths.get_mut(*link) {
                    *slot = path;
                }
            }
            note(field, net, &routes.paths, true);
        }
    }
    routes
}

fn nets(plan: &Plan) -> Vec<Net> {
    let mut nets: BTreeMap<(usize, u8), Vec<usize>> = BTreeMap::new();
    for (number, link) in plan.links.iter().enumerate() {
        nets.entry((link.from, link.look)).or_default().push(number);
    }
    nets.into_iter()
        .map(|((from, _), links)| Net { links, from })
        .collect()
}

/// The ways of a net's links, nearest first; each may branch off from those before it.
fn grown(plan: &Plan, places: &Where, field: &Field, search: &mut Search, net: &Net) -> Vec<Vec<Spot>> {
    let mut trunk: BTreeMap<Spot, Option<Spot>> = BTreeMap::new();
    let mut paths = Vec::new();
    for link in &net.links {
        let Some(to) = plan.links.get(*link).map(|link| link.to) else {
            continue;
        };
        let (around_from, around_to) = (plan.around(net.from), plan.around(to));
        // A frame that holds the other end is left, or reached, from inside.
        let holds_to = net.from != to && around_to.contains(&net.from);
        let holds_from = net.from != to && around_from.contains(&to);
        let mut starts = places.starts(field, net.from, holds_to);
        starts.extend(branches(field, &trunk));
        let own: Vec<usize> = around_from.into_iter().chain(around_to).collect();
        let goal = places.goal(to, holds_from);
        let found = goal.and_then(|goal| search.find(field, &starts, goal, &own));
        let path = found.map_or_else(Vec::new, |found| rooted(&trunk, found));
        for pair in path.windows(2) {
            if let [from, to] = pair {
                trunk.entry(*from).or_insert(None);
                trunk.entry(*to).or_insert(Some(*from));
            }
        }
        paths.push(path);
    }
    paths
}

/// Where a further link may leave the trunk.
fn branches(field: &Field, trunk: &BTreeMap<Spot, Option<Spot>>) -> Vec<(Spot, Way, u32)> {
    let free = |spot: &Spot| !field.is_border(*spot) && field.taken(*spot).is_none();
    let inner = trunk
        .iter()
        .filter(|(spot, before)| before.is_some() && free(spot));
    inner
        .flat_map(|(spot, before)| {
            let came = before.map(|before| Way::between(before, *spot));
            Way::ALL
                .into_iter()
                .filter(move |way| came.is_some_and(|came| *way != came.back()))
                .map(move |way| (*spot, way, if came == Some(way) { 0 } else { BRANCH }))
        })
        .collect()
}

/// The whole way from the trunk's root.
fn rooted(trunk: &BTreeMap<Spot, Option<Spot>>, found: Vec<Spot>) -> Vec<Spot> {
    let mut path = Vec::new();
    let mut at = found.first().copied();
    while let Some(before) = at.and_then(|at| trunk.get(&at).copied().flatten()) {
        path.push(before);
        at = Some(before);
        if path.len() > trunk.len() {
            break;
        }
    }
    path.reverse();
    path.extend(found);
    path
}

/// Notes where a net runs, or that it no longer does.
fn note(field: &mut Field, net: &Net, paths: &[Vec<Spot>], there: bool) {
    let mut steps = BTreeSet::new();
    let mut through = BTreeSet::new();
    for path in net.links.iter().filter_map(|link| paths.get(*link)) {
        for pair in path.windows(2) {
            if let [from, to] = pair {
                steps.insert((*from.min(to), *from.max(to)));
            }
        }
        for three in path.windows(3) {
            if let [from, at, to] = three {
                let level = Way::between(*from, *at).level();
                if level == Way::between(*at, *to).level() {
                    through.insert((*at, level));
                }
            }
        }
    }
    for (from, to) in steps {
        field.note_run(from, to, there);
    }
    for (spot, level) in through {
        field.note_through(spot, level, there);
    }
}

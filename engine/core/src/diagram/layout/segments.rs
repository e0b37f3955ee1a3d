//! The straight pieces of all links, each with where others join it.

use std::collections::BTreeMap;

use super::field::{Field, Spot, Way};
use super::routes::Routes;

/// A straight piece of a net. Places along it are counted in halves of lines, so that what ends at the left side of a box
/// and what begins at its right side do not meet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Segment {
    /// It runs along a row.
    pub(super) level: bool,
    /// The line that it runs along.
    pub(super) line: usize,
    /// From where to where.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Where pieces across join it.
    pub(super) joints: Vec<Joint>,
    /// The boxes at whose sides it ends.
    pub(super) boxes: Vec<usize>,
}

impl Segment {
    /// Whether both may need the same room.
    pub(super) const fn meets(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// Where a piece across joins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Joint {
    /// The place along the segment.
    pub(super) at: usize,
    /// The piece across.
    pub(super) other: usize,
    /// It goes on to the right, or down.
    pub(super) onward: bool,
}

/// The pieces, and of which each link is made.
#[derive(Clone, Debug, Default)]
pub(super) struct Segments {
    pub(super) all: Vec<Segment>,
    pub(super) of_links: Vec<Chain>,
}

/// What a link is made of, from its start to its end.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    /// The pieces, by their numbers.
    pub(super) pieces: Vec<usize>,
    /// The spot where it begins and whether it runs to the right or down there, and the same where it ends.
    pub(super) ends: Option<[(Spot, bool); 2]>,
}

/// A straight part of one path.
#[derive(Clone, Copy, Debug)]
struct Run {
    level: bool,
    line: usize,
    /// In halves of lines, in the direction of the link.
    begin: usize,
    end: usize,
    boxes: [Option<usize>; 2],
}

impl Run {
    fn bounds(&self) -> (usize, usize) {
        (self.begin.min(self.end), self.begin.max(self.end))
    }

    const fn onward(&self) -> bool {
        self.end > self.begin
    }
}

/// Cuts all paths into pieces; pieces of one net on one line that touch are one.
pub(super) fn segments(field: &Field, routes: &Routes) -> Segments {
    let mut segments = Segments {
        all: Vec::new(),
        of_links: vec![Chain::default(); routes.paths.len()],
    };
    for net in &routes.nets {
        let paths = net
            .links
            .iter()
            .filter_map(|link| Some((*link, routes.paths.get(*link)?)));
        let runs: Vec<(usize, Vec<Run>)> = paths.map(|(link, path)| (link, runs(field, path))).collect();
        let first = segments.all.len();
        merge(&mut segments.all, runs.iter().flat_map(|(_, runs)| runs));
        for (link, runs) in &runs {
            let pieces: Vec<usize> = runs
                .iter()
                .filter_map(|run| holder(&segments.all, first, run))
                .collect();
            join(&mut segments.all, runs, &pieces);
            if let Some(slot) = segments.of_links.get_mut(*link) {
                let ends = routes.paths.get(*link).and_then(|path| ends(path, runs));
                *slot = Chain { pieces, ends };
            }
        }
    }
    for segment in &mut segments.all {
        segment.joints.sort_unstable();
        segment.joints.dedup();
        segment.boxes.sort_unstable();
        segment.boxes.dedup();
    }
    segments
}

fn runs(field: &Field, path: &[Spot]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for pair in path.windows(2) {
        let [from, to] = pair else { continue };
        let level = Way::between(*from, *to).level();
        let (line, begin, end) = if level {
            (from.1, from.0 * 2, to.0 * 2)
        } else {
            (from.0, from.1 * 2, to.1 * 2)
        };
        match runs
            .last_mut()
            .filter(|run| run.level == level && run.line == line)
        {
            Some(run) => run.end = end,
            None => runs.push(Run {
                level,
                line,
                begin,
                end,
                boxes: [None, None],
            }),
        }
    }
    // At a box a link begins at its side, not in its middle.
    if let (Some(run), Some(spot)) = (runs.first_mut(), path.first())
        && let Some(node) = field.taken(*spot)
    {
        run.begin = if run.onward() {
            run.begin + 1
        } else {
            run.begin.saturating_sub(1)
        };
        run.boxes[0] = Some(node);
    }
    if let (Some(run), Some(spot)) = (runs.last_mut(), path.last())
        && let Some(node) = field.taken(*spot)
    {
        run.end = if run.onward() {
            run.end.saturating_sub(1)
        } else {
            run.end + 1
        };
        run.boxes[1] = Some(node);
    }
    runs
}

fn ends(path: &[Spot], runs: &[Run]) -> Option<[(Spot, bool); 2]> {
    Some([
        (*path.first()?, runs.first()?.onward()),
        (*path.last()?, runs.last()?.onward()),
    ])
}

/// Adds the runs of one net as segments.
fn merge<'a>(all: &mut Vec<Segment>, runs: impl Iterator<Item = &'a Run>) {
    /// From where, to where, and the boxes at its ends.
    type Part = (usize, usize, Vec<usize>);
    let mut lines: BTreeMap<(bool, usize), Vec<Part>> = BTreeMap::new();
    for run in runs {
        let (from, to) = run.bounds();
        let boxes = run.boxes.iter().flatten().copied().collect();
        lines
            .entry((run.level, run.line))
            .or_default()
            .push((from, to, boxes));
    }
    for ((level, line), mut parts) in lines {
        parts.sort_unstable();
        let mut open: Option<Segment> = None;
        for (from, to, boxes) in parts {
            match open.as_mut().filter(|segment| from <= segment.to) {
                Some(segment) => {
                    segment.to = segment.to.max(to);
                    segment.boxes.extend(boxes);
                }
                None => {
                    all.extend(open.replace(Segment {
                        level,
                        line,
                        from,
                        to,
                        joints: Vec::new(),
                        boxes,
                    }));
                }
            }
        }
        all.extend(open);
    }
}

/// The segment that a run lies in, among those of its net.
fn holder(all: &[Segment], first: usize, run: &Run) -> Option<usize> {
    let (from, to) = run.bounds();
    let found = all.iter().enumerate().skip(first).find(|(_, segment)| {
        segment.level == run.level && segment.line == run.line && segment.from <= from && to <= segment.to
    });
    found.map(|(number, _)| number)
}

/// Notes where the pieces of a link join.
fn join(all: &mut [Segment], runs: &[Run], pieces: &[usize]) {
    for (runs, pieces) in runs.windows(2).zip(pieces.windows(2)) {
        let ([before, after], [one, other]) = (runs, pieces) else {
            continue;
        };
        let mut add = |segment: usize, joint: Joint| {
            if let Some(segment) = all.get_mut(segment) {
                segment.joints.push(joint);
            }
        };
        add(
            *one,
            Joint {
                at: after.line * 2,
                other: *other,
                onward: after.onward(),
            },
        );
        add(
            *other,
            Joint {
                at: before.line * 2,
                other: *one,
                onward: !before.onward(),
            },
        );
    }
}

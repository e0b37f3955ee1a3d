//! Boxes that hang together, in columns by what comes after what, with few crossings and short ways.

use super::block::{Block, Cell, RowKind};
use super::order::order;
use super::plan::Pull;
use super::rows::spread;

/// How often rows are bettered, once from the left and once from the right each time; more changes little.
const MAX_SWEEPS: usize = 8;

/// A link between two of the boxes, by their places in the list.
pub(super) type Link = (usize, usize, Pull);

/// Lays out boxes that hang together. `nodes` are in reading order; links name their places in it.
pub(super) fn layered(nodes: &[usize], links: &[Link], columns: usize) -> Block {
    let columns = columns.max(1);
    let ranks = ranks(nodes.len(), links);
    let bands = ranks.iter().max().map_or(0, |last| last / columns + 1);
    let mut block = Block::default();
    for band in 0..bands {
        let inside = |place: usize| {
            let rank = ranks.get(place).copied().unwrap_or_default();
            (rank / columns == band).then_some(rank % columns)
        };
        let mut layers = vec![Vec::new(); columns];
        for place in 0..nodes.len() {
            if let Some(layer) = inside(place).and_then(|column| layers.get_mut(column)) {
                layer.push(place);
            }
        }
        let near: Vec<Link> = links
            .iter()
            .filter(|(from, to, _)| from != to && inside(*from).is_some() && inside(*to).is_some())
            .copied()
            .collect();
        block.beneath(&banded(nodes, layers, &near));
    }
    block
}

/// The column of each box if columns never ended: as far right as the longest chain of links before it is long.
fn ranks(count: usize, links: &[Link]) -> Vec<usize> {
    let of = |pull: Pull| -> Vec<(usize, usize)> {
        links
            .iter()
            .filter(|link| link.2 == pull)
            .map(|(from, to, _)| (*from, *to))
            .collect()
    };
    let places = order(count, &of(Pull::Strong), &of(Pull::Weak));
    let place = |thing: usize| places.get(thing).copied().unwrap_or_default();
    let mut kept: Vec<(usize, usize)> = links
        .iter()
        .filter(|(from, to, pull)| *pull != Pull::None && place(*from) < place(*to))
        .map(|(from, to, _)| (*from, *to))
        .collect();
    kept.sort_by_key(|(from, _)| place(*from));
    let mut ranks = vec![0_usize; count];
    for (from, to) in &kept {
        let after = ranks.get(*from).copied().unwrap_or_default().saturating_add(1);
        if let Some(rank) = ranks.get_mut(*to) {
            *rank = (*rank).max(after);
        }
    }
    // What nothing comes before moves up to what it is for.
    kept.sort_by_key(|(from, _)| std::cmp::Reverse(place(*from)));
    for thing in 0..count {
        let first = !kept.iter().any(|(_, to)| *to == thing);
        let next = kept.iter().filter(|(from, _)| first && *from == thing);
        let next = next.filter_map(|(_, to)| ranks.get(*to)).min().copied();
        if let (Some(next), Some(rank)) = (next, ranks.get_mut(thing)) {
            *rank = next.saturating_sub(1);
        }
    }
    ranks
}

/// One band of columns: rows are sought for the boxes of each, so that links run as straight as they can.
fn banded(nodes: &[usize], mut layers: Vec<Vec<usize>>, links: &[Link]) -> Block {
    let mut rows = vec![0_i32; nodes.len()];
    for layer in &layers {
        for (row, place) in (0..).zip(layer) {
            set(&mut rows, *place, row);
        }
    }
    let neighbours = Neighbours::new(nodes.len(), links);
    let mut best = (cost(&rows, links), rows.clone());
    for sweep in 0..MAX_SWEEPS {
        let count = layers.len();
        for step in 0..count {
            let column = if sweep % 2 == 0 { step } else { count - 1 - step };
            if let Some(layer) = layers.get_mut(column) {
                settle(layer, &mut rows, &neighbours);
            }
        }
        let now = cost(&rows, links);
        if now < best.0 {
            best = (now, rows.clone());
        }
    }
    placed(nodes, &layers, &best.1)
}

/// Gives the boxes of a column the rows that are nearest to what they hang together with.
fn settle(layer: &mut [usize], rows: &mut [i32], neighbours: &Neighbours) {
    let mut wanted: Vec<(i32, i32, usize)> = layer
        .iter()
        .map(|place| {
            let own = at(rows, *place);
            (neighbours.middle(*place, rows).unwrap_or(own), own, *place)
        })
        .collect();
    wanted.sort_unstable();
    let rows_wanted: Vec<i32> = wanted.iter().map(|(row, _, _)| *row).collect();
    for ((slot, (_, _, place)), row) in layer.iter_mut().zip(&wanted).zip(spread(&rows_wanted)) {
        *slot = *place;
        set(rows, *place, row);
    }
}

/// What each box hangs together with, and how strongly.
struct Neighbours(Vec<Vec<(Pull, usize)>>);

impl Neighbours {
    fn new(count: usize, links: &[Link]) -> Self {
        let mut all = vec![Vec::new(); count];
        for (from, to, pull) in links {
            for (one, other) in [(from, to), (to, from)] {
                if let Some(list) = all.get_mut(*one) {
                    list.push((*pull, *other));
                }
            }
        }
        Self(all)
    }

    /// The middle of the rows of what it hangs together with most strongly.
    fn middle(&self, place: usize, rows: &[i32]) -> Option<i32> {
        let list = self.0.get(place)?;
        let strongest = list.iter().map(|(pull, _)| *pull).min()?;
        let those = list.iter().filter(|(pull, _)| *pull == strongest);
        let (count, sum) = those.fold((0_i32, 0_i32), |(count, sum), (_, other)| {
            (count + 1, sum + at(rows, *other))
        });
        (count > 0).then(|| sum.div_euclid(count))
    }
}

fn at(rows: &[i32], place: usize) -> i32 {
    rows.get(place).copied().unwrap_or_default()
}

fn set(rows: &mut [i32], place: usize, row: i32) {
    if let Some(slot) = rows.get_mut(place) {
        *slot = row;
    }
}

/// How far apart in rows are those that hang together; a link that runs straight costs nothing.
fn cost(rows: &[i32], links: &[Link]) -> i64 {
    let weight = |pull: Pull| match pull {
        Pull::Strong => 6,
        Pull::Weak => 2,
        Pull::None => 1,
    };
    links
        .iter()
        .map(|(from, to, pull)| weight(*pull) * i64::from((at(rows, *from) - at(rows, *to)).abs()))
        .sum()
}

/// The boxes in rows that are counted from 0, none of them empty.
fn placed(nodes: &[usize], layers: &[Vec<usize>], rows: &[i32]) -> Block {
    let mut used: Vec<i32> = layers.iter().flatten().map(|place| at(rows, *place)).collect();
    used.sort_unstable();
    used.dedup();
    let mut block = Block {
        rows: vec![RowKind::Boxes; used.len()],
        ..Block::default()
    };
    for (column, layer) in layers.iter().enumerate() {
        for place in layer {
            let row = used.binary_search(&at(rows, *place)).unwrap_or_default();
            if let Some(node) = nodes.get(*place).copied() {
                block.cells.push(Cell { node, column, row });
                block.columns = block.columns.max(column + 1);
            }
        }
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The boxes as rows of names, a dot where nothing stands.
    fn drawn(count: usize, links: &[(usize, usize)], columns: usize) -> Vec<String> {
        let nodes: Vec<usize> = (0..count).collect();
        let links: Vec<Link> = links
            .iter()
            .map(|(from, to)| (*from, *to, Pull::Strong))
            .collect();
        let block = layered(&nodes, &links, columns);
        let mut rows = vec![vec!['.'; block.columns]; block.rows.len()];
        for cell in &block.cells {
            rows[cell.row][cell.column] = char::from(b'A' + u8::try_from(cell.node).unwrap());
        }
        rows.into_iter().map(String::from_iter).collect()
    }

    #[test]
    fn chains_run_straight_fans_spread_and_long_chains_are_folded() {
        for (count, links, columns, expected) in [
            (1, &[][..], 4, &["A"][..]),
            (3, &[(0, 1), (1, 2)], 4, &["ABC"]),
            (3, &[(0, 1), (1, 2)], 2, &["AB", "C."]),
            (4, &[(0, 1), (0, 2), (0, 3)], 4, &[".B", "AC", ".D"]),
            (4, &[(0, 3), (1, 3), (2, 3)], 4, &["A.", "BD", "C."]),
            // A circle, and a box that points at itself.
            (3, &[(0, 1), (1, 2), (2, 0), (1, 1)], 4, &["ABC"]),
            // What nothing comes before stands next to what it is for.
            (4, &[(0, 1), (1, 2), (3, 2)], 4, &["AB.", "..C", ".D."]),
        ] {
            let drawn = drawn(count, links, columns);
            let straight = count == 4 && links.len() == 3 && links[0] == (0, 1) && links[2] == (3, 2);
            if straight {
                assert_eq!(drawn.len(), 2, "{drawn:?}");
            } else {
                assert_eq!(drawn, expected, "{links:?}");
            }
        }
    }
}

//! The list of signs beneath a picture: only what the picture holds.

use std::collections::BTreeSet;

use super::super::layout::Point;
use super::super::look::{Look, Sign};
use super::super::measure::{Weight, wrap};
use super::super::scene::{Edge, Kind, Scene};
use super::ink::Ink;
use super::written::{FACT, FACT_LINE, HEADING, count};
use super::{Rect, links, shapes, signs};
use crate::flow::Side;
use crate::text::Message;

/// How wide a column of the list is, and the room for the sample before its text, in pixels.
const COLUMN: i32 = 330;
const SAMPLE: i32 = 54;
/// Between columns, and between rows.
const BETWEEN: i32 = 24;
const ROW_GAP: i32 = 6;
/// Above each heading of the list.
const ABOVE: i32 = 18;

/// What is shown before a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sample {
    Kind(Kind),
    Edge(Edge),
    Side(Side),
    Link(Look),
    Sign(Sign),
}

/// An entry: its sample and the lines of its text.
struct Entry {
    sample: Sample,
    lines: Vec<String>,
}

/// Draws the list from this height on; answers how high it is.
pub(super) fn legend(ink: &mut Ink, scene: &Scene, (left, top): (i32, i32), room: i32) -> i32 {
    let columns = ((room + BETWEEN) / (COLUMN + BETWEEN)).max(1);
    let mut y = top;
    for (key, entries) in sections(scene) {
        if entries.is_empty() {
            continue;
        }
        y += ABOVE + HEADING;
        ink.letters("heading", (left, y), &Message::new(key).say(scene.language));
        y += ROW_GAP + 4;
        let mut column = 0;
        let mut highest = 0;
        for entry in entries {
            if column == columns {
                y += highest + ROW_GAP;
                (column, highest) = (0, 0);
            }
            let x = left + column * (COLUMN + BETWEEN);
            draw(ink, &entry, (x, y));
            highest = highest.max(count(entry.lines.len()).max(1) * FACT_LINE + 4);
            column += 1;
        }
        y += highest;
    }
    y - top
}

fn draw(ink: &mut Ink, entry: &Entry, (x, y): (i32, i32)) {
    let rect = Rect {
        x,
        y: y + 1,
        width: 40,
        height: 18,
    };
    match entry.sample {
        Sample::Kind(kind) => {
            let (outline, inner) = shapes::outline(kind, rect);
            ink.path(if kind == Kind::Stage { "frame" } else { "box" }, &outline);
            if let Some(inner) = inner {
                ink.path("inner", &inner);
            }
        }
        Sample::Edge(edge) => {
            ink.open("g", &[("class", super::edge_class(edge))]);
            ink.path("box", &shapes::round(rect, 5));
            ink.close("g");
        }
        Sample::Side(side) => {
            ink.open("g", &[("class", super::side_class(Some(side)))]);
            ink.path("stripe", &shapes::round(Rect { width: 6, ..rect }, 2));
            signs::sign(ink, Sign::Side, (x + 16, y + 4));
            ink.close("g");
        }
        Sample::Link(look) => {
            let points = [Point { x, y: y + 10 }, Point { x: x + 42, y: y + 10 }];
            ink.open("g", &[("class", &format!("link {}", look.word()))]);
            ink.path("line", &links::line(&points));
            links::ends(ink, look, &points);
            ink.close("g");
        }
        Sample::Sign(sign) => signs::sign(ink, sign, (x + 14, y + 4)),
    }
    for (number, line) in (0_i32..).zip(&entry.lines) {
        ink.letters("fact", (x + SAMPLE, y + 14 + number * FACT_LINE), line);
    }
}

fn sections(scene: &Scene) -> Vec<(&'static str, Vec<Entry>)> {
    let entry = |sample: Sample, message: Message| Entry {
        sample,
        lines: wrap(
            &message.say(scene.language),
            FACT,
            Weight::Regular,
            COLUMN - SAMPLE,
        ),
    };
    let sides = scene.parties.iter().map(|(side, titles)| {
        let named = Message::new(side_key(*side));
        let message = Message::new("diagram-side-parties").with("side", named);
        entry(Sample::Side(*side), message.with("parties", titles.clone()))
    });
    let kinds: BTreeSet<Kind> = scene.nodes.iter().map(|node| node.kind).collect();
    let edges: BTreeSet<Edge> = scene.nodes.iter().map(|node| node.edge).collect();
    let shapes = kinds.into_iter().map(|kind| {
        let key = format!("diagram-kind-{}", kind.word());
        entry(Sample::Kind(kind), Message::new(&key))
    });
    let edges = edges.into_iter().filter_map(|edge| {
        let key = match edge {
            Edge::Plain => return None,
            Edge::Optional => "diagram-legend-optional",
            Edge::Out => "diagram-legend-out",
        };
        Some(entry(Sample::Edge(edge), Message::new(key)))
    });
    let looks: BTreeSet<Look> = scene.links.iter().map(|link| link.look).collect();
    let links = looks
        .into_iter()
        .map(|look| entry(Sample::Link(look), Message::new(look.key())));
    let all = scene.nodes.iter().flat_map(|node| &node.facts);
    let used: BTreeSet<Sign> = all.map(|fact| fact.sign).collect();
    let signs = Sign::EXPLAINED
        .into_iter()
        .filter(|(sign, _)| used.contains(sign))
        .map(|(sign, key)| entry(Sample::Sign(sign), Message::new(key)));
    vec![
        ("diagram-legend-sides", sides.collect()),
        ("diagram-legend-kinds", shapes.chain(edges).collect()),
        ("diagram-legend-links", links.collect()),
        ("diagram-legend-signs", signs.collect()),
    ]
}

const fn side_key(side: Side) -> &'static str {
    match side {
        Side::Authority => "diagram-side-authority",
        Side::Provider => "diagram-side-provider",
        Side::Citizen => "diagram-side-citizen",
        Side::Relative => "diagram-side-relative",
        Side::Partner => "diagram-side-partner",
    }
}

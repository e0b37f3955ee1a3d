//! A scene as SVG: accessible, without fonts, scripts or anything from elsewhere.

mod ink;
mod legend;
mod links;
mod shapes;
mod signs;
mod written;

use std::collections::BTreeMap;

use self::ink::Ink;
use self::written::{ABOVE, FACT_LINE, GAP, HEADING_LINE, LEFT, SIGN, TITLE_LINE, Written, count, planned};
use super::layout::{Layout, Point, Rect, lay_out};
use super::look::{Look, Sign};
use super::measure::{Weight, wrap};
use super::scene::{Edge, Kind, Link, Node, Scene, Stand};
use crate::flow::Side;
use crate::text::Message;

/// How pictures are coloured; a page that holds a picture in itself loads it as a style of its own.
pub const STYLE: &str = include_str!("picture.css");

/// How the same colours look on a dark ground; for a picture that stands alone.
const DARK: &str = include_str!("dark.css");

/// The most boxes and frames, and the most links, of a picture: the items and clocks of nearly every flow that can be
/// read, and more links than a person can follow.
const MAX_NODES: usize = 1_200;
const MAX_LINKS: usize = 4_000;

/// Room around everything, in pixels.
const MARGIN: i32 = 16;

/// The least width, so that the list of signs has room.
const MIN_WIDTH: i32 = 700;

/// The size of the title above a picture that stands alone, and how high its lines are.
const NAME: i32 = 20;
const NAME_LINE: i32 = 28;

/// How a picture is shown.
pub struct Shown<'a> {
    /// It stands alone, in a file: with its title and its style in itself.
    pub alone: bool,
    /// What the ids of its elements begin with, so that they are the page's only ones: see [`Node::anchor`].
    pub prefix: &'a str,
    /// Where the element of an item leads.
    pub link: &'a dyn Fn(&Node) -> Option<String>,
}

/// The picture.
///
/// # Errors
/// A sentence where the flow is too large for a picture.
pub fn svg(scene: &Scene, shown: &Shown<'_>) -> Result<String, Message> {
    if scene.nodes.len() > MAX_NODES || scene.links.len() > MAX_LINKS {
        let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        return Err(Message::new("diagram-too-large")
            .with("items", number(scene.nodes.len()))
            .with("links", number(scene.links.len()))
            .with("most-items", number(MAX_NODES))
            .with("most-links", number(MAX_LINKS)));
    }
    let (plan, written) = planned(scene);
    let layout = lay_out(&plan);
    let mut drawer = Drawer {
        scene,
        shown,
        written,
        layout,
        ink: Ink::default(),
    };
    drawer.draw();
    Ok(drawer.ink.done())
}

struct Drawer<'a> {
    scene: &'a Scene,
    shown: &'a Shown<'a>,
    written: Vec<Written>,
    layout: Layout,
    ink: Ink,
}

impl Drawer<'_> {
    fn draw(&mut self) {
        let room = self.layout.width.max(MIN_WIDTH);
        let name = if self.shown.alone {
            wrap(&self.scene.title, NAME, Weight::Bold, room)
        } else {
            Vec::new()
        };
        let top = MARGIN + count(name.len()) * NAME_LINE;
        let mut below = Ink::default();
        let end = top + self.layout.height;
        let legend = legend::legend(&mut below, self.scene, (MARGIN, end), room);
        let (width, height) = (room + 2 * MARGIN, end + legend + MARGIN);
        self.begin(width, height);
        for (number, line) in (1_i32..).zip(&name) {
            self.ink.letters("name", (MARGIN, number * NAME_LINE + 8), line);
        }
        let place = format!("translate({} {top})", (room - self.layout.width) / 2 + MARGIN);
        self.ink.open("g", &[("transform", &place)]);
        self.ink.open("g", &[("aria-hidden", "true")]);
        self.frames();
        self.lines();
        self.ink.close("g");
        self.list(None, &self.scene.summary());
        self.ink.close("g");
        let words = Message::new("diagram-legend").say(self.scene.language);
        self.ink.open(
            "g",
            &[("class", "legend"), ("role", "group"), ("aria-label", &words)],
        );
        self.ink.raw(&below.done());
        self.ink.close("g");
        self.ink.close("svg");
    }

    fn begin(&mut self, width: i32, height: i32) {
        let view = format!("0 0 {width} {height}");
        let (width, height) = (width.to_string(), height.to_string());
        let (title, about) = (
            format!("{}.title", self.shown.prefix),
            format!("{}.about", self.shown.prefix),
        );
        self.ink.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("class", "picture"),
                ("width", &width),
                ("height", &height),
                ("viewBox", &view),
                ("lang", self.scene.language.tag()),
                ("role", "group"),
                ("aria-labelledby", &title),
                ("aria-describedby", &about),
            ],
        );
        self.ink.text("title", &[("id", &title)], &self.scene.title);
        self.ink.text("desc", &[("id", &about)], &self.scene.summary());
        if self.shown.alone {
            self.ink.raw(&format!("<style>\n{STYLE}{DARK}</style>\n"));
            self.ink.empty(
                "rect",
                &[("class", "ground"), ("width", &width), ("height", &height)],
            );
        }
    }

    fn frames(&mut self) {
        for (at, node) in self.scene.nodes.iter().enumerate() {
            if node.kind == Kind::Stage
                && let Some(rect) = self.layout.nodes.get(at)
            {
                self.ink.rect(&class("frame", node), *rect, 8);
            }
        }
    }

    /// All links, net by net: a pale edge around the lines of a net shows which of two that cross goes on.
    fn lines(&mut self) {
        type Line<'a> = (&'a Link, &'a [Point]);
        let mut nets: BTreeMap<(usize, Look), Vec<Line>> = BTreeMap::new();
        for (link, line) in self.scene.links.iter().zip(&self.layout.lines) {
            let net = nets.entry((link.from, link.look)).or_default();
            net.push((link, line));
        }
        for net in nets.values() {
            for (_, line) in net {
                self.ink.path("pale", &links::line(line));
            }
            for (link, line) in net {
                let kind = format!("link {}", link.look.word());
                self.ink.open("g", &[("class", &kind)]);
                self.ink.text("title", &[], &self.scene.between(link));
                self.ink.path("line", &links::line(line));
                links::ends(&mut self.ink, link.look, line);
                self.ink.close("g");
            }
        }
    }

    /// What lies directly in a frame, or in none, as a list.
    fn list(&mut self, parent: Option<usize>, name: &str) {
        let scene = self.scene;
        self.ink.open("g", &[("role", "list"), ("aria-label", name)]);
        if let Some((at, node)) = parent.and_then(|at| Some((at, scene.nodes.get(at)?))) {
            self.ink.open("g", &[("role", "listitem")]);
            self.element(at, node);
            self.ink.close("g");
        }
        for (at, node) in scene.inside(parent) {
            self.ink.open("g", &[("role", "listitem")]);
            if node.kind == Kind::Stage {
                self.list(Some(at), &node.title);
            } else {
                self.element(at, node);
            }
            self.ink.close("g");
        }
        self.ink.close("g");
    }

    /// A box, or the heading of a frame: what can be reached by keyboard and heard. A link is called by what stands in
    /// it, with the rest as its description; what leads nowhere is an image with all of it as its name.
    fn element(&mut self, at: usize, node: &Node) {
        let about = node.about.join("\n");
        let whole = format!("{}\n{about}", node.title);
        let id = node.anchor(self.shown.prefix);
        let look = class(if node.kind == Kind::Stage { "stage" } else { "node" }, node);
        let href = (self.shown.link)(node);
        let name = if href.is_some() { "a" } else { "g" };
        let mut attributes = vec![("class", look.as_str())];
        if !node.name.is_empty() {
            attributes.push(("id", &id));
        }
        match &href {
            Some(href) => attributes.push(("href", href)),
            None => attributes.extend([("role", "img"), ("tabindex", "0"), ("aria-label", &whole)]),
        }
        self.ink.open(name, &attributes);
        if href.is_some() {
            self.ink.text("desc", &[], &about);
        }
        if node.kind == Kind::Stage {
            self.heading(at, node, &whole);
        } else {
            self.boxed(at, node, &whole);
        }
        self.ink.close(name);
    }

    /// What the mouse meets, with what is told where it rests.
    fn ground(&mut self, class: &str, d: &str, told: &str) {
        self.ink
            .open("path", &[("class", class), ("d", d), ("aria-hidden", "true")]);
        self.ink.text("title", &[], told);
        self.ink.close("path");
    }

    fn boxed(&mut self, at: usize, node: &Node, told: &str) {
        let (Some(rect), Some(written)) = (self.layout.nodes.get(at).copied(), self.written.get(at).cloned())
        else {
            return;
        };
        let (outline, inner) = shapes::outline(node.kind, rect);
        self.ground("box", &outline, told);
        if node.side.is_some() {
            let stripe = Rect {
                x: rect.x + 5,
                y: rect.y + ABOVE,
                width: 4,
                height: rect.height - 2 * ABOVE,
            };
            self.ink.path("stripe", &shapes::round(stripe, 2));
        }
        if let Some(inner) = inner {
            self.ink.path("inner", &inner);
        }
        // A box that links made higher has its text in its middle.
        let text = count(written.title.len()) * TITLE_LINE
            + count(written.facts.len()) * FACT_LINE
            + if written.facts.is_empty() { 0 } else { GAP };
        let top = rect.y + (rect.height - text) / 2;
        self.write(&written, (rect.x + LEFT, top), ("title", TITLE_LINE));
    }

    fn heading(&mut self, at: usize, node: &Node, told: &str) {
        let Some(rect) = self.layout.headings.get(at).copied() else {
            return;
        };
        let written = Written::heading(node, rect.width);
        self.ground("catch", &shapes::round(rect, 4), told);
        self.write(&written, (rect.x, rect.y), ("heading", HEADING_LINE));
    }

    fn write(&mut self, written: &Written, (x, top): (i32, i32), (class, line): (&str, i32)) {
        let mut y = top;
        for text in &written.title {
            self.ink.letters(class, (x, y + line - 5), text);
            y += line;
        }
        y += GAP;
        for fact in &written.facts {
            signs::sign(&mut self.ink, fact.sign, (x, y + 2));
            let strong = matches!(
                fact.sign,
                Sign::Done | Sign::Active | Sign::Possible | Sign::Waiting | Sign::Gone
            );
            let class = if strong { "fact how" } else { "fact" };
            self.ink.letters(class, (x + SIGN, y + 12), &fact.text);
            y += FACT_LINE;
        }
    }
}

/// The classes of a node.
fn class(first: &str, node: &Node) -> String {
    let mut all = vec![first, node.kind.word(), side_class(node.side)];
    all.extend(Some(edge_class(node.edge)).filter(|edge| !edge.is_empty()));
    all.extend(node.state.as_ref().map(|state| match state.stand {
        Stand::Done => "stands-done",
        Stand::Active => "stands-active",
        Stand::Possible => "stands-possible",
        Stand::Waiting => "stands-waiting",
        Stand::Gone => "stands-gone",
    }));
    all.join(" ")
}

pub(super) const fn side_class(side: Option<Side>) -> &'static str {
    match side {
        Some(Side::Authority) => "side-authority",
        Some(Side::Provider) => "side-provider",
        Some(Side::Citizen) => "side-citizen",
        Some(Side::Relative) => "side-relative",
        Some(Side::Partner) => "side-partner",
        None => "side-none",
    }
}

const fn edge_class(edge: Edge) -> &'static str {
    match edge {
        Edge::Plain => "",
        Edge::Optional => "edge-optional",
        Edge::Out => "edge-out",
    }
}

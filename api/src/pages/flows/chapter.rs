//! What a flow says of each stage and item, in words, in the order of reading.

use askama::Template;
use samspil_core::diagram::{Kind, Node, Scene};

use crate::pages::parts::PREFIX;
use crate::pages::shell::Shell;

/// What the ids of these texts begin with.
pub(super) const REFERENCE: &str = "about-";

/// The level of the first headings beneath the page's own, and the deepest that HTML has.
const FIRST_LEVEL: usize = 3;
const LAST_LEVEL: usize = 6;

/// A stage or an item with what lies in it.
#[derive(Template, Clone, Debug)]
#[template(path = "flows/chapter.html")]
pub(super) struct Chapter {
    /// Its element here and in the picture; none for what only gathers others.
    anchors: Option<(String, String)>,
    level: usize,
    title: String,
    about: Vec<String>,
    more: Vec<String>,
    inner: Vec<Chapter>,
    to_picture: String,
}

impl askama::filters::HtmlSafe for Chapter {}

/// The chapters of a flow.
pub(super) fn chapters(page: &Shell, scene: &Scene) -> Vec<Chapter> {
    let (stages, loose): (Vec<_>, Vec<_>) =
        scene.inside(None).partition(|(_, node)| node.kind == Kind::Stage);
    let mut chapters: Vec<Chapter> = stages
        .into_iter()
        .map(|(at, node)| chapter(page, scene, at, node, FIRST_LEVEL))
        .collect();
    if !loose.is_empty() {
        let inner = loose.into_iter();
        let inner = inner.map(|(at, node)| chapter(page, scene, at, node, FIRST_LEVEL + 1));
        chapters.push(Chapter {
            anchors: None,
            level: FIRST_LEVEL,
            title: page.t("course-alone"),
            about: Vec::new(),
            more: Vec::new(),
            inner: inner.collect(),
            to_picture: String::new(),
        });
    }
    chapters
}

fn chapter(page: &Shell, scene: &Scene, at: usize, node: &Node, level: usize) -> Chapter {
    let inner = scene.inside(Some(at));
    let anchors = (node.anchor(REFERENCE), node.anchor(PREFIX));
    Chapter {
        anchors: (!node.name.is_empty()).then_some(anchors),
        level: level.min(LAST_LEVEL),
        title: node.title.clone(),
        about: node.about.clone(),
        more: node.more.clone(),
        inner: inner
            .map(|(at, node)| chapter(page, scene, at, node, level + 1))
            .collect(),
        to_picture: page.t("flow-to-picture"),
    }
}

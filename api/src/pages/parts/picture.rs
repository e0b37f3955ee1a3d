//! The picture of a flow, in a frame that is moved sideways where it is wider than the page.

use std::fmt;

use askama::Template;
use samspil_core::diagram::{Node, Scene, Shown, svg};
use samspil_core::text::Message;

use super::{Alert, Tone};
use crate::pages::shell::Shell;

/// What the ids of a picture's elements begin with.
pub(crate) const PREFIX: &str = "picture-";

/// A picture, or why there is none.
#[derive(Template, Clone, Debug)]
#[template(path = "parts/picture.html")]
pub(crate) struct Picture {
    name: String,
    drawn: Result<Drawn, Alert>,
}

/// A picture as drawn: it escapes what stands in it itself.
#[derive(Clone, Debug)]
struct Drawn(String);

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Drawn {}

impl Picture {
    /// Draws a scene; `link` says where each of its boxes leads.
    pub(crate) fn new(page: &Shell, scene: &Scene, link: &dyn Fn(&Node) -> Option<String>) -> Self {
        let shown = Shown {
            alone: false,
            prefix: PREFIX,
            link,
        };
        Self::of(page, svg(scene, &shown))
    }

    /// A picture that was drawn, or why there is none.
    pub(crate) fn of(page: &Shell, drawn: Result<String, Message>) -> Self {
        Self {
            name: page.t("picture-frame"),
            drawn: drawn
                .map(Drawn)
                .map_err(|why| Alert::new(page.language, Tone::Info, page.say(&why))),
        }
    }
}

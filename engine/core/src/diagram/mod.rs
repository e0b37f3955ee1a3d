//! A flow as a picture: stages as frames, items as boxes with who does them and by when, relations as links.
//!
//! A [`Scene`] is what is shown, in words; [`svg`] lays it out and draws it, [`mermaid`] writes it as text for programs
//! that draw. The folder's README says how.

mod layout;
mod look;
mod measure;
mod mermaid;
mod scene;
mod svg;

pub use mermaid::mermaid;
pub use scene::{Kind, Node, Scene, Stand, State, Wanted};
pub use svg::{STYLE, Shown, svg};

//! JSON that others wrote, read strictly: not too deep, no name twice, and an object is an object.

mod document;
mod shape;

pub use self::document::{MAX_DEPTH, MAX_POINTER_BYTES, Unread, read};
pub use self::shape::Shape;

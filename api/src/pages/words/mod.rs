//! Facts of cases as people read and write them: values, deadlines, sources, rungs. Danish and English.

mod due;
mod law;
mod rung;
mod value;
pub(crate) mod written;

pub(super) use self::due::{Due, on as due_on};
pub(super) use self::law::source;
pub(crate) use self::rung::rung;
pub(super) use self::rung::rung_taken;
pub(crate) use self::rung::when as rung_when;
pub(super) use self::value::{Speaker, as_written};

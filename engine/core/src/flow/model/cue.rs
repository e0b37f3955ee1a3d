//! Cues: what must come about for an item to open, or for it to end.

use super::Expression;
use crate::id::{FieldPath, ItemId};

/// What may happen to an item (CMMN: the standard event of an on-part).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Turning {
    /// It is done (complete, occur).
    Done,
    /// It begins to wait: its stage opened, or a round of it ended and another may come (create).
    Waiting,
    /// A person may start it (enable).
    Possible,
    /// It opened, whoever started it (start).
    Opened,
    /// A person started it (manualStart).
    Started,
    /// It ended undone, in whatever way (terminate, exit, parentTerminate, fault).
    Ended,
    /// A person ended it undone (terminate).
    CalledOff,
    /// The flow ended it undone (exit, parentTerminate).
    EndedByFlow,
    /// A person gave it up as failed (fault).
    Failed,
    /// It is done anew (reactivate).
    Redone,
    /// It was taken out of play (disable).
    TakenOut,
    /// It was brought back into play (reenable).
    BroughtBack,
    /// It was laid to rest (suspend, parentSuspend).
    Rested,
    /// It went on after a rest (resume, parentResume).
    WentOn,
}

/// What may happen to a field of the case file (CMMN: the standard event of a case file item on-part).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FieldTurning {
    /// It got a value, the first or another.
    Set,
    /// It was empty and got a value (create).
    FirstSet,
    /// It had a value and got another (update, replace).
    Changed,
    /// It lost its value (delete).
    Emptied,
}

/// One thing that may happen.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Happening {
    /// To an item.
    Item(Turning, ItemId),
    /// To a field.
    Field(FieldTurning, FieldPath),
}

/// What must come about together (CMMN sentry). Each happening is remembered until the cue is met.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cue {
    /// All of these must have happened since the item began to wait, or opened.
    pub all: Vec<Happening>,
    /// And this must hold.
    pub when: Option<Expression>,
    /// Its happenings are forgotten at once where the rest is missing.
    pub at_once: bool,
    /// What it ends counts as done.
    pub as_done: bool,
}

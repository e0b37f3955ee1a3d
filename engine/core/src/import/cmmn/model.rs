//! A case model, its references followed: what lies in what, what each item is, and what opens and ends it.

use crate::flow::Awaited;
use crate::import::Element;

/// What an item is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Stage,
    /// Somebody does it, and the case waits for it.
    Work,
    /// Another system does it, and the case waits for it.
    Elsewhere,
    /// A case of its own.
    Subcase,
    /// It is over as soon as it has begun.
    AtOnce,
    Milestone,
    Timer,
    /// A person or a system makes it happen.
    Listener,
    /// It happens when a variable changes.
    VariableListener,
}

/// An expression, where it stands and in which language it says it is.
#[derive(Clone, Debug)]
pub(super) struct Condition<'x> {
    /// The element that the finding is about, where something is wrong with it.
    pub(super) at: Element<'x>,
    /// The id that people know it by.
    pub(super) id: String,
    pub(super) text: String,
    pub(super) language: Option<String>,
    /// The id of the datum that it starts from.
    pub(super) context: Option<String>,
}

/// A rule that holds always, or where its condition does.
#[derive(Clone, Debug)]
pub(super) enum Rule<'x> {
    Always,
    When(Condition<'x>),
}

/// When an item happens again.
#[derive(Clone, Debug)]
pub(super) struct Repetition<'x> {
    pub(super) rule: Rule<'x>,
    /// At most so many at one time.
    pub(super) side_by_side: Option<u32>,
    /// What conditions call the number of the round.
    pub(super) counter: String,
    /// A collection for each part of which there is a round.
    pub(super) collection: Option<String>,
    pub(super) at: Element<'x>,
}

/// What something happens to that a sentry listens for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Of {
    Item,
    Datum,
    Variable,
}

/// One thing that a sentry listens for.
#[derive(Clone, Debug)]
pub(super) struct OnPart<'x> {
    pub(super) at: Element<'x>,
    pub(super) id: String,
    /// The id of the plan item or case file item; the name of the variable.
    pub(super) source: String,
    /// The standard event.
    pub(super) event: String,
    pub(super) of: Of,
}

/// A sentry as an entry or exit criterion of an item.
#[derive(Clone, Debug)]
pub(super) struct Criterion<'x> {
    pub(super) on: Vec<OnPart<'x>>,
    /// Every one of them has to hold.
    pub(super) when: Vec<Condition<'x>>,
    /// What it listens for is forgotten where the rest is missing.
    pub(super) at_once: bool,
    /// What it ends counts as done.
    pub(super) as_done: bool,
}

/// One end of what goes from one case to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// A datum of the case file, by its id.
    Datum(String),
    /// A variable.
    Variable(String),
    /// A parameter of the other case, by its id or name.
    Parameter(String),
    /// Every variable that both cases know.
    Everything,
}

/// What goes from one case to another.
#[derive(Clone, Debug)]
pub(super) struct Crossing<'x> {
    pub(super) at: Element<'x>,
    pub(super) mine: End,
    pub(super) theirs: End,
}

/// The case that a task begins.
#[derive(Clone, Debug)]
pub(super) struct Call<'x> {
    /// The case, by its id.
    pub(super) case: String,
    /// The task does not wait for it.
    pub(super) apart: bool,
    pub(super) gives: Vec<Crossing<'x>>,
    pub(super) takes: Vec<Crossing<'x>>,
}

/// An item of the plan.
#[derive(Clone, Debug)]
pub(super) struct PlanItem<'x> {
    pub(super) at: Element<'x>,
    pub(super) definition: Element<'x>,
    pub(super) kind: Kind,
    /// The id of the plan item.
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) entry: Vec<Criterion<'x>>,
    pub(super) exit: Vec<Criterion<'x>>,
    pub(super) required: Option<Rule<'x>>,
    pub(super) by_hand: Option<Rule<'x>>,
    pub(super) repetition: Option<Repetition<'x>>,
    pub(super) awaited: Awaited,
    /// Planned by a person, not by the plan; with the conditions under which that may be done.
    pub(super) discretionary: Option<Vec<Condition<'x>>>,
    /// It is planned with all of a fragment.
    pub(super) of_fragment: bool,
    /// The ids of the roles that may plan it.
    pub(super) planned_by: Vec<String>,
    /// The case that it begins.
    pub(super) call: Option<Call<'x>>,
    /// What must hold for it to be there at all.
    pub(super) available: Option<Condition<'x>>,
    /// The task while which alone it may be planned.
    pub(super) while_open: Option<String>,
    /// The ids of the items that another person must have done.
    pub(super) not_same_as: Vec<String>,
    /// What lies in a stage.
    pub(super) plan: Plan<'x>,
}

/// What lies in a stage or in the whole case.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan<'x> {
    pub(super) items: Vec<PlanItem<'x>>,
    /// It is done when nothing required is left (autoComplete).
    pub(super) auto_complete: Option<Rule<'x>>,
}

/// A role.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) id: String,
    pub(super) name: String,
}

/// The type of a datum of the case file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DatumType {
    Text,
    Integer,
    Decimal,
    Boolean,
    Date,
    Time,
}

/// A datum with others in it.
#[derive(Clone, Debug)]
pub(super) struct FileItem<'x> {
    pub(super) at: Element<'x>,
    pub(super) id: String,
    pub(super) name: String,
    /// More than one may be there.
    pub(super) many: bool,
    pub(super) kind: Option<DatumType>,
    pub(super) properties: Vec<(String, DatumType)>,
    pub(super) children: Vec<FileItem<'x>>,
}

/// A case.
#[derive(Clone, Debug)]
pub(super) struct Case<'x> {
    pub(super) at: Element<'x>,
    pub(super) id: String,
    pub(super) name: Option<String>,
    /// The language that the model's expressions are in, where they say nothing themselves.
    pub(super) language: Option<String>,
    pub(super) roles: Vec<Role>,
    pub(super) file: Vec<FileItem<'x>>,
    pub(super) plan: Plan<'x>,
    /// What ends the case.
    pub(super) exit: Vec<Criterion<'x>>,
    /// What of it was found not to be carried while it was read.
    pub(super) notes: Vec<(String, crate::text::Text)>,
}

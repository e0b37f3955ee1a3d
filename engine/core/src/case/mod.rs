//! A case as a fold: what is asked of it goes through [`step`], what then happened is an [`Event`], and the case is
//! what its events make of it.
//!
//! [`Case::apply`] needs no flow and cannot fail, so that a history can be replayed by itself. Everything that
//! decides lies in `step`: the conditions of items (`conditions`), the clocks (`clocks`), what people may ask
//! (`asked`), and the settling afterwards (`settle`).

mod adding;
mod answering;
mod apply;
mod asked;
mod beginning;
mod binding;
mod clock_state;
mod clocks;
mod coming;
mod conditions;
mod consent;
mod cues;
mod debts;
mod each_time;
mod effect;
mod empties;
mod event;
mod expected;
mod eyes;
mod figures;
mod footing;
mod glass;
mod goals;
mod handed_on;
mod held;
mod hindrance;
mod in_hand;
mod input;
mod joins;
mod letter;
mod matrix;
mod meeting;
mod messages;
mod pairs;
mod phases;
mod planned;
mod protection;
mod refusal;
mod rows;
mod runnable;
mod seen;
mod sensitive;
mod sets;
mod settle;
mod sight;
mod state;
mod step;
mod subcases;
mod task;
mod trust;
mod tuned;
mod turn;
mod typed;
mod untimed;
mod view;
mod waits;
mod wake;
mod ways;
mod why;
mod widened;

pub use adding::AddingPlace;
pub use beginning::begun_by;
pub use binding::{Binding, Relation};
pub use clock_state::{ClockStanding, ClockState, PausedBy, RungTaken};
pub use clocks::{
    Course, Ending, Hindsight, Recurrence, RhythmHindsight, Round, SupposeError, Supposed, SupposedPause,
    Supposition, arithmetic, hindsight, rhythm_hindsight, suppose,
};
pub use consent::{Consent, GivenBy, GivenHow, Terms};
pub use debts::OwedNow;
pub use effect::{Effect, NoticeKind, RungRef};
pub use event::{Change, Event};
pub use eyes::Eyes;
pub use figures::{Between, Counted, Figure, figures};
pub use footing::Footing;
pub use glass::{MAX_OPEN_HOURS, Opened, RegisterDeed};
pub use goals::{Goal, GoalNote, GoalPart, GoalTree};
pub use input::{Actor, Asked, Input, Start};
pub use letter::{Dispatch, LETTER_CODES, Letter, unseen_in_letters};
pub use matrix::{CanSee, Onlooker, Seen};
pub use meeting::{Agreed, Invited, MeetingNews};
pub(crate) use pairs::PairsLeft;
pub use pairs::{
    AskedRows, Begins, Early, OverBecause, PairTold, Paired, PairedWith, Spoken, SpokenTold, Word,
};
pub use planned::PlannedRound;
pub use protection::Protection;
pub use refusal::{About, Block, Refusal};
pub use runnable::Runnable;
pub use sensitive::{HoldsValues, Look, ValueOf, put_back, take_out};
pub use state::{AddedWork, Case, ItemState, KeptMessage, Standing, Status};
pub use step::{Step, start, step, step_on};
pub use subcases::{LetGoBecause, MAX_SUBCASE_DEPTH, Parent, Subcase, SubcaseStanding, as_sections};
pub use task::{Meets, OpenTask, open_tasks};
pub use typed::{Filling, Values, to_json, typed_data};
pub(crate) use untimed::{YET_TO_COME, time_comes};
pub use view::View;
pub use ways::{Reached, Way, all_ways};
pub use why::{Why, why, why_seen};
pub use widened::VersionsBefore;

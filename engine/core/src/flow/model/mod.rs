//! What a flow file says.

mod chain;
mod clock;
mod cue;
mod data;
mod debt;
mod document;
mod expression;
mod flow;
mod house;
mod item;
mod ladder;
mod law;
mod message;
mod origin;
mod pair;
mod party;
mod phase;
mod proviso;
mod region;
mod relation;
mod retention;
mod reviewed;
mod subcase;
mod table;
mod unplanned;
mod way_back;

pub use chain::Chain;
pub use clock::{
    Anchor, Clock, ClockKind, ClockStart, ClockStop, Extends, Lasts, OTHERWISE, Pause, Received, Sent,
    SentBy, Tunable,
};
pub use cue::{Cue, FieldTurning, Happening, Turning};
pub use data::{Field, FieldKind, InPlan, Protected, Schema, Section, Sight};
pub use debt::Debt;
pub use document::Document;
pub use expression::Expression;
pub(in crate::flow) use flow::COORDINATOR;
pub use flow::{About, Flow, Subject};
pub use house::{House, PlayRule, Tool};
pub use item::{Awaited, Exactly, Item, ItemKind, Required, Starts, WaitFor, WaitsFor};
pub use ladder::{Again, Ladder, Recipient, Rung, RungAction, RungAt, RungRange, RungTunable};
pub use law::{Act, LegalSource};
pub use message::MessageForm;
pub use origin::{KnownAs, NotCarried};
pub use pair::{AnswerOwed, CASE_ENDED, Pair, Protocol, ProtocolMessage, SaidField, Says, TakenField};
pub use party::{Party, Side};
pub use phase::{Phase, PhaseStart, SeesIn};
pub use proviso::{Proviso, Relation};
pub use region::Region;
pub use relation::{After, CountedFrom, Each, EachOf, Enough, Join, Repeat, RhythmTunable, WindowTunable};
pub use retention::{Discard, Retention};
pub use reviewed::{ReviewFinding, Reviewed};
pub use subcase::{BoundAs, Given, SubcaseOf, Taken};
pub use table::{
    Cell, DecisionTable, Hit, OutputKind, TableInput, TableOutput, TableRule, Validity, Written,
};
pub use unplanned::{OwnWords, Piece, Unplanned, WorkKind, added_name, is_added_name};

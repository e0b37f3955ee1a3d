//! The only place that waits: for commands, for timers, and for what is to be sent.
//!
//! [`Engine`] is the whole of it: commands go through one writer per tenant (or a few, by case, where the store bears
//! it), each writer decides many commands and commits them together, and an answer is given after the commit.

// A fault over one case is caught, and only unwinding can be: a build that stops the program instead is no build of this.
#[cfg(not(panic = "unwind"))]
compile_error!("the engine catches what panics over one case: build it with panic = \"unwind\"");

mod actor;
mod answer;
pub mod audit;
mod batch;
mod batches;
mod beginning;
mod calendars;
mod checking;
mod citizens;
mod clock;
mod clock_watch;
mod compiling;
mod denied;
mod engine;
mod errands;
mod failure;
mod flows;
mod grounds;
mod houses;
mod ids;
mod letters;
mod look;
mod mail;
mod management;
mod near;
mod once;
mod pairs;
mod places;
mod plan_bounds;
mod promised;
mod publish;
mod reach;
mod recount;
mod relay;
mod resting;
mod retention;
mod round;
mod rows;
mod schedules;
mod sealing;
mod seen;
mod snapshots;
mod supervised;
mod timers;
mod trials;
mod tuning;
mod under_way;
pub mod vault;
mod writer;

pub use actor::By;
pub use answer::{Answer, CaseRead};
pub use batches::BatchState;
pub use calendars::{CalendarRefused, CalendarSet};
pub use checking::{Checked, OtherSide, OtherSideIs};
pub use citizens::{
    Citizen, EraseRefused, Erased, ExportedCase, Identity, IdentityError, Register, RegisterRefused,
    Resealed, Visit, VisitFor, VisitRefused,
};
pub use clock::{Clock, SystemClock, TestClock};
pub use clock_watch::ClockBounds;
pub use engine::{Ask, Begin, Engine, Settings};
pub use failure::Failure;
pub use grounds::{Grounds, ReadFrom};
pub use houses::{HouseVersion, RuleOfPlay};
pub use ids::{Ids, RandomIds};
pub use letters::{
    Frozen, GlossaryWord, KnownLetter, LetterWords, LetterWordsSet, MAX_LETTERS, MAX_WORD_CHARS, SideWord,
    WordsRefused, WordsVersion, WriteRefused,
};
pub use look::{
    AccessRules, Criterion, KEEP_DAYS, Look, LookAbout, LookDetails, Looked, LookedAt, MAX_NOTE_CHARS,
    MAX_SAMPLE, MIN_KEEP_DAYS, Object, OwnLook, OwnLooks, OwnLooksList, PlaceThen, Purpose, ROWS_A_DAY,
    ROWS_A_DAY_BOUNDS, SampleRefused, WayIn,
};
pub use mail::{Invitation, Mail, MailFault, Mailer, deadline_uid, meeting_uid};
pub use management::{
    FIRST_YEAR, FigureTable, Figures, LAST_YEAR, LiveStep, Load, MIN_CASES, Management, ManagementAsk,
    Period, Reason, Reasons, SIGNS, SignRow, Signs, Spread,
};
pub use once::Once;
pub use promised::{Area, Limit};
pub use publish::{PublishError, Widening};
pub use reach::usual_reach;
pub use recount::Moved;
pub use relay::NoticeBody;
pub use retention::{
    Archive, ArchiveFault, Archived, Carried, Carrying, KeptBecause, MAX_DISPOSAL, RetentionOfFlow,
    RetentionRefused, RetentionTerm,
};
pub use seen::{
    Agenda, Arrived, Beside, Board, CaseList, Coordinated, Hand, HandOn, HandedOn, Heard, History, InPlan,
    InboxList, MAX_HANDED_ON, MAX_PAGE, MAX_TAG_CHARS, MAX_TAGS, MarkRefused, Marks, Missed, NotHanded,
    OnePlan, OpenNotes, PassOn, PassedOn, Past, PlannedWork, TaskList, TaskOf, Watch,
};
pub use trials::{
    HassleRefused, MAX_HASSLE_CHARS, MAX_HASSLES, MAX_TRIAL_CHARS, MAX_TRIAL_DAYS, MAX_TRIAL_PARTS, Measured,
    NewTrial, TrialFigures, TrialRefused,
};
pub use tuning::{
    LivePreview, MAX_SHOWN_TUNINGS, PastPreview, Tally, Told, TuningPreview, TuningRefused, TuningSet,
};

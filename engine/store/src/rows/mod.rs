//! What is kept, row by row.

mod access;
mod backup;
mod batch;
mod calendar;
mod case;
mod citizen;
mod commit;
mod deed;
mod directory;
mod document;
mod draft;
mod figure;
mod flow;
mod incident;
mod mail;
mod notice;
mod organisation;
mod own;
mod reach;
mod retention;
mod session;
mod setting;
mod sign_in;
mod survey;
mod task;
mod timer;
mod token;
mod trial;
mod tuning;

pub use access::{
    AccessAction, AccessEntry, AccessHead, AccessQuery, Accessor, NewAccess, Sample, SampleNote,
    SampleVerdict, TakenOut,
};
pub use backup::{Archiving, Backup, BackupWay, CopyHeld};
pub use batch::{Batch, BatchKind, BatchName, NewBatch};
pub use calendar::CalendarVersion;
pub use case::{CaseEnd, CaseHead, CaseQuery, CaseRow, CaseStatus, Hash, StoredCase, StoredEvent};
pub use citizen::{Citizen, Erasure, HeldKey, Untitled, UntoldProtection};
pub use commit::{Answered, Command, Commit, NewEvent, Outcome, StoredAnswer};
pub use deed::{Deed, DeedQuery, NewDeed};
pub use directory::{Member, Person, Role, Stands, StandsIn, Unit};
pub use document::{DocumentRow, LetterWordsRow};
pub use draft::{Draft, DraftHead, Running, ScenarioFile};
pub use figure::{
    FigureCell, FigureCount, FigureEvent, FigureKey, FigureQuery, FigureRow, LiveQuery, LiveSteps, OpenWork,
};
pub(crate) use figure::{cells, giving};
pub use flow::{FlowHead, FlowVersion};
pub use incident::{About, Incident};
pub use mail::{ClaimedMail, Delivery, GivenUpMail, KeptMail, NewMail, Telling, Unsent};
pub use notice::{HandOver, InboxQuery, InboxRow, NewNotice, Outgoing};
pub use organisation::{
    ChangeWay, Changed, Days, JobFunction, Kept, MAX_UNIT_DEPTH, NewPassword, OrgPerson, OrgUnit,
    Organisation, OrganisationChange, OrganisationEntry, Ownership, Place, Source, UnitKind,
};
pub use own::{Marked, OwnList, TaskMark, TaskPriority};
pub use reach::{Absence, Channel, Feed, Reach};
pub(crate) use retention::of_person;
pub use retention::{
    CaseOfPerson, ClosedCase, Discarding, Disposal, DisposalCase, DisposalOutcome, HeldFast, LegalHold,
    Signature, Signer,
};
pub use session::{Session, ShownBy, Step};
pub use setting::{SettingChange, SettingDone};
pub use sign_in::{BegunSignIn, CodeApp, Link, Opens, ProviderIdentity};
pub use survey::{
    AnswerWay, LinkCounts, SurveyAnswer, SurveyLink, SurveyRow, SurveyVersion, SurveyWave, WaveOf,
    WholeSurvey,
};
pub(crate) use task::places;
pub use task::{Page, PartyRow, TaskOrder, TaskQuery, TaskRow, Whose};
pub use timer::WakeUp;
pub use token::{Scope, Service, Token};
pub use trial::{
    FlowTrial, Hassle, HassleCount, HasslePlace, HassleSettled, KnownHassle, TrialDecision, TrialEnd,
    TrialFile, TrialStart, TrialVersion,
};
pub use tuning::TuningEntry;

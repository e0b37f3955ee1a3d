//! What is kept, row by row.

mod calendar;
mod case;
mod commit;
mod directory;
mod flow;
mod incident;
mod notice;
mod task;
mod timer;

pub use calendar::CalendarVersion;
pub use case::{CaseHead, CaseQuery, CaseRow, CaseStatus, Hash, StoredCase, StoredEvent};
pub use commit::{Answered, Command, Commit, NewEvent, Outcome, StoredAnswer};
pub use directory::{Member, Person, Role, Session, Token, Unit};
pub use flow::FlowVersion;
pub use incident::Incident;
pub use notice::{InboxRow, NewNotice, Outgoing};
pub use task::{Page, PartyRow, TaskOrder, TaskQuery, TaskRow, Whose};
pub use timer::WakeUp;

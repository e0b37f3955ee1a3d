//! What is told of looks at the register, for the log of who looked at what.

use samspil_core::id::{PersonId, TenantId};
use samspil_store::{AccessAction, Member};

use crate::look::{Criterion, Look, LookAbout, Object, Purpose, WayIn};
use crate::{By, Engine, Failure, Grounds};

/// What somebody did in the register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VisitFor {
    /// Sought a citizen by their number; the number itself is not told.
    Sought,
    /// Read a citizen with the number hidden.
    Read,
    /// Read a citizen's number.
    Revealed,
    /// Registered a citizen.
    Added,
    /// Changed what is kept of a citizen.
    Changed,
    /// Took out everything that is kept of a citizen.
    Extracted,
    /// Erased a citizen.
    Erased,
}

impl VisitFor {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Sought,
        Self::Read,
        Self::Revealed,
        Self::Added,
        Self::Changed,
        Self::Extracted,
        Self::Erased,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sought => "sought",
            Self::Read => "read",
            Self::Revealed => "revealed",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Extracted => "extracted",
            Self::Erased => "erased",
        }
    }

    const fn action(self) -> AccessAction {
        match self {
            Self::Sought => AccessAction::Search,
            Self::Read | Self::Revealed => AccessAction::Read,
            Self::Added => AccessAction::Add,
            Self::Changed => AccessAction::Change,
            Self::Extracted => AccessAction::Extract,
            Self::Erased => AccessAction::Delete,
        }
    }
}

/// Who looks, and for what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Visit<'a> {
    /// Who: someone at work; none for the program's own command line.
    pub by: Option<PersonId>,
    /// Their places in units.
    pub members: &'a [Member],
    /// By which way in.
    pub way: WayIn,
    /// For what: in the words of whoever looks, where they must say.
    pub purpose: &'a str,
}

impl Visit<'_> {
    pub(super) fn by(&self) -> By {
        self.by.map_or(By::Engine, |person| By::Person {
            person,
            members: self.members.to_vec(),
            grounds: Grounds::default(),
        })
    }

    fn look(&self, at: VisitFor) -> Look {
        let mut look = Look::new(Object::Citizen, self.way);
        look.action = at.action();
        if self.purpose.trim().is_empty() {
            return look;
        }
        look.for_(Purpose::Reason(self.purpose.trim().to_owned()))
    }
}

impl Engine {
    /// Has it logged that somebody did something in the register; nothing is answered before that.
    pub(super) async fn visit(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        at: VisitFor,
        citizen: Option<PersonId>,
    ) -> Result<(), Failure> {
        let about = LookAbout {
            citizen,
            criterion: Criterion::from([("what".to_owned(), at.word().to_owned())]),
            found: (at == VisitFor::Sought).then_some(usize::from(citizen.is_some())),
            ..LookAbout::default()
        };
        self.log_look(tenant, &visit.by(), &visit.look(at), about).await
    }
}

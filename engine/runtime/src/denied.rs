//! Somebody asked for a case that is there and not theirs: the answer is that of one that is not there, and the log alone
//! says otherwise.

use samspil_core::id::{CaseId, PersonId, TenantId};

use crate::look::WayIn;
use crate::{By, Failure};

/// What was asked, and by whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sought {
    tenant: TenantId,
    case: CaseId,
    person: Option<PersonId>,
    what: &'static str,
    way: Option<WayIn>,
}

impl Sought {
    /// Somebody asks for something of a case: what it is, and by which way they came in where that is known here.
    pub(crate) const fn new(
        tenant: TenantId,
        by: &By,
        case: CaseId,
        (what, way): (&'static str, Option<WayIn>),
    ) -> Self {
        let person = by.person();
        Self {
            tenant,
            case,
            person,
            what,
            way,
        }
    }

    /// What becomes of it before whoever asked: a denial is a line in the log, which stands under the request's number
    /// where it was asked over HTTP, and is answered as what is not there.
    pub(crate) fn answered<T>(self, answer: Result<T, Failure>) -> Result<T, Failure> {
        match answer {
            Err(Failure::NotTheirs) => {
                let (way, person) = (self.way.map(|way| way.to_string()), self.person);
                tracing::warn!(
                    tenant = %self.tenant,
                    case = %self.case,
                    person = person.map(|person| tracing::field::display(person.0)),
                    what = self.what,
                    way,
                    "not theirs"
                );
                Err(Failure::NoCase)
            }
            answer => answer,
        }
    }
}

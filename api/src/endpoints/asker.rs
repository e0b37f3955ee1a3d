//! Who asks, for the engine.

use samspil_runtime::By;

use crate::identity::Signed;

impl Signed {
    /// The person who asks, with their places in units.
    pub(crate) fn by(&self) -> By {
        By::Person {
            person: self.person,
            members: self.members.clone(),
        }
    }
}

//! Documents: letters, invitations, agendas and forms, each a text with the case's own words in it.

use std::collections::BTreeSet;

use crate::flow::Place;
use crate::id::{FieldPath, PartyId};
use crate::text::Text;

/// A document that a flow can send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// Its name in the flow file.
    pub name: String,
    /// What people call it; its heading.
    pub title: Text,
    /// Who receives it: only what they see stands in it. Without one, the citizen.
    pub to: Option<PartyId>,
    /// The act by which one appeals against what it says.
    pub appeal: Option<String>,
    /// Nothing that it says is changed in the case once it has been written.
    pub locked: bool,
    /// The text, as a template in each language.
    pub text: Text,
    /// The fields that it reads.
    pub reads: BTreeSet<FieldPath>,
    /// What else it reads by a single word: parties, and words of the municipality.
    pub words: BTreeSet<String>,
    /// Where it is declared.
    pub place: Place,
}

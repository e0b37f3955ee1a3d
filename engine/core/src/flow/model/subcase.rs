//! Sub-cases: an item that is a case of its own, by a flow of its own.

use super::Expression;
use crate::flow::Place;
use crate::id::{FieldPath, FlowId, PartyId};

/// A case that an item begins when it opens, and that it waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SubcaseOf {
    /// The flow that the sub-case runs by: its newest published version.
    pub flow: FlowId,
    /// Where the flow is named.
    pub place: Place,
    /// It goes its own way: the item is done as soon as it is called for, and what ends the item ends no case (CMMN's task
    /// that does not block).
    pub apart: bool,
    /// What is handed in.
    pub gives: Vec<Given>,
    /// What is taken out when the sub-case has closed.
    pub takes: Vec<Taken>,
    /// Parties of the sub-case that are bound as another party of this case is. Every other is bound as the party of
    /// its own name is here.
    pub parties: Vec<BoundAs>,
}

/// A field of the sub-case and what it begins with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// The sub-case's field.
    pub theirs: FieldPath,
    /// Where it is named.
    pub place: Place,
    /// What it is given, told by this case.
    pub value: Expression,
}

/// A field of this case that takes what a field of the sub-case held when that closed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// This case's field.
    pub mine: FieldPath,
    /// The sub-case's field.
    pub theirs: FieldPath,
    /// Where the sub-case's field is named.
    pub place: Place,
}

/// A party of the sub-case that is bound as a party of this case is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BoundAs {
    /// The sub-case's party.
    pub theirs: PartyId,
    /// Where it is named.
    pub place: Place,
    /// This case's party.
    pub mine: PartyId,
}

//! Unplanned work: what people may add to a case beside what its flow has planned, and within which limits.

use super::Expression;
use crate::flow::Place;
use crate::id::{ItemId, PartyId};

/// What kind of work people may add in their own words. A formal decision is none of these: its legal ground is the flow's
/// to say.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// Human work.
    #[default]
    Task,
    /// Parties meet.
    Meeting,
}

/// A piece of work that lies ready, and that people may take in (a discretionary item of CMMN).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The item; it starts when it is added.
    pub item: ItemId,
    /// It may be added only where this holds (CMMN applicability rule).
    pub when: Option<Expression>,
    /// Who may add it; otherwise whoever may add anything here.
    pub by: Vec<PartyId>,
}

/// Work that people describe themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnWords {
    /// Who may be given it; everybody where nobody is named.
    pub to: Vec<PartyId>,
    /// What kinds it may be of; at least one.
    pub kinds: Vec<WorkKind>,
}

/// The limits of what people may add to a stage, or to the case as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unplanned {
    /// Who may add; everybody who takes part where nobody is named.
    pub by: Vec<PartyId>,
    /// What lies ready.
    pub pieces: Vec<Piece>,
    /// What may be added in people's own words; nothing where there is none.
    pub own_words: Option<OwnWords>,
    /// How often something may be added here, in the whole case.
    pub at_most: Option<u32>,
    /// Nobody need say why.
    pub without_reason: bool,
    /// Where it is declared.
    pub place: Place,
}

impl Default for Unplanned {
    /// Where a flow says nothing: everybody may give everybody work, with a reason.
    fn default() -> Self {
        Self {
            by: Vec::new(),
            pieces: Vec::new(),
            own_words: Some(OwnWords {
                to: Vec::new(),
                kinds: vec![WorkKind::Task],
            }),
            at_most: None,
            without_reason: false,
            place: Place::default(),
        }
    }
}

impl Unplanned {
    /// Who may add a piece.
    #[must_use]
    pub fn adders<'p>(&'p self, piece: &'p Piece) -> &'p [PartyId] {
        if piece.by.is_empty() { &self.by } else { &piece.by }
    }

    /// What lies ready by this name.
    #[must_use]
    pub fn piece(&self, item: &ItemId) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.item == *item)
    }
}

/// What work that people add in their own words to the case is called, before its number.
const ADDED: &str = "unplanned";

/// Whether an item's name, without its number, is that of work which people added in their own words.
#[must_use]
pub fn is_added_name(name: &str) -> bool {
    name.strip_suffix(ADDED)
        .is_some_and(|stage| stage.is_empty() || stage.ends_with('_'))
}

/// The name of what people add in their own words to a stage, or to the case: what stands before the number of each.
#[must_use]
pub fn added_name(stage: Option<&ItemId>) -> String {
    stage.map_or_else(|| ADDED.to_owned(), |stage| format!("{stage}_{ADDED}"))
}

//! What a process owner has answered to the review of the flow.

use crate::flow::Place;
use crate::text::Text;

/// What the review of a flow can find: Varde's four questions (A3 in `flows/lines.csv`) and the failure signs (A21).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ReviewFinding {
    /// A stage in which nobody owns any work.
    NoOwner,
    /// A stage that nothing leads to: it neither comes after something nor takes up what is known.
    NoInput,
    /// A stage that leaves nothing behind.
    NoOutput,
    /// A party of whom nobody says what it does.
    NotDescribed,
    /// A formal decision that another side than the authority makes.
    NotTheirs,
    /// Help is delivered, and no chain leads from the citizen's words to it.
    NoChain,
    /// A goal that no activity can be set for.
    GoalAlone,
    /// Help is delivered, and nothing follows it up again and again.
    NoFollowUp,
    /// No way leads from the follow-up to other help but a new case.
    NoWayBack,
    /// Two tasks ask for the same thing anew (the citizen is asked twice).
    AskedTwice,
    /// A task that may wait for ever without anybody being told.
    WaitsUnseen,
    /// The work ends and nobody asks whether it helped.
    NobodyAsks,
    /// What some parties see and others do not, and no reason is given.
    HiddenUnsaid,
}

impl ReviewFinding {
    /// Every one, by the word for it in flow files, in the order of the questions.
    pub const ALL: [(&'static str, Self); 13] = [
        ("no_owner", Self::NoOwner),
        ("no_input", Self::NoInput),
        ("no_output", Self::NoOutput),
        ("not_described", Self::NotDescribed),
        ("not_theirs", Self::NotTheirs),
        ("no_chain", Self::NoChain),
        ("goal_alone", Self::GoalAlone),
        ("no_follow_up", Self::NoFollowUp),
        ("no_way_back", Self::NoWayBack),
        ("asked_twice", Self::AskedTwice),
        ("waits_unseen", Self::WaitsUnseen),
        ("nobody_asks", Self::NobodyAsks),
        ("hidden_unsaid", Self::HiddenUnsaid),
    ];

    /// The word for it in flow files and message keys.
    #[must_use]
    pub fn word(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(_, one)| *one == self).map_or("", |(word, _)| word)
    }
}

/// A finding of the review that is as it should be here, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reviewed {
    /// The finding.
    pub finding: ReviewFinding,
    /// The stages, items, parties or fields that it is answered for; all where none is named.
    pub at: Vec<String>,
    /// Why it is as it should be.
    pub because: Text,
    /// Where it is written.
    pub place: Place,
}

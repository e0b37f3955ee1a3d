//! The review of a flow: Varde's four questions (A3 in `flows/lines.csv`) and the failure signs that a flow shows by itself
//! (A21). What it finds is no error: each finding is mended, or answered in the flow with a reason (`reviewed`).

mod coherence;
mod delivery;
mod goals;
mod roles;
mod stages;

use crate::flow::{Flow, Item, Place, ReviewFinding, Side, Sight};
use crate::guard::Guards;
use crate::id::{FieldPath, ItemId, PartyId};
use crate::text::{Arg, Message, Text};

/// What a finding is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Question {
    /// Which agreements and workflows must be described?
    Workflows,
    /// How do we know and respect each other's roles?
    Roles,
    /// How do purpose and goals run through to what is done?
    Purpose,
    /// How is help followed up and adjusted?
    FollowUp,
    /// Signs that a course does not hang together.
    Coherence,
}

impl Question {
    /// Every one, in order.
    pub const ALL: [Self; 5] = [
        Self::Workflows,
        Self::Roles,
        Self::Purpose,
        Self::FollowUp,
        Self::Coherence,
    ];

    /// The word for it in message keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Workflows => "workflows",
            Self::Roles => "roles",
            Self::Purpose => "purpose",
            Self::FollowUp => "follow-up",
            Self::Coherence => "coherence",
        }
    }

    /// The question that a finding answers.
    #[must_use]
    pub const fn of(finding: ReviewFinding) -> Self {
        match finding {
            ReviewFinding::NoOwner | ReviewFinding::NoInput | ReviewFinding::NoOutput => Self::Workflows,
            ReviewFinding::NotDescribed | ReviewFinding::NotTheirs | ReviewFinding::HiddenUnsaid => {
                Self::Roles
            }
            ReviewFinding::NoChain | ReviewFinding::GoalAlone => Self::Purpose,
            ReviewFinding::NoFollowUp | ReviewFinding::NoWayBack => Self::FollowUp,
            ReviewFinding::AskedTwice | ReviewFinding::WaitsUnseen | ReviewFinding::NobodyAsks => {
                Self::Coherence
            }
        }
    }
}

/// Something that the review found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// What.
    pub finding: ReviewFinding,
    /// The name of the stage, item, party or field; the flow's where it is the whole.
    pub at: String,
    /// Where it is written.
    pub place: Place,
    /// What was found.
    pub what: Message,
    /// What to do.
    pub hint: Message,
    /// Why it is as it should be, where the flow says so.
    pub answered: Option<Text>,
}

/// Everything that the review finds, by question and place; what the flow answers is found too, with its answer.
#[must_use]
pub fn review(flow: &Flow, guards: &Guards) -> Vec<Found> {
    let mut asked = Asked {
        flow,
        guards,
        found: Vec::new(),
    };
    stages::ask(&mut asked);
    roles::ask(&mut asked);
    goals::ask(&mut asked);
    delivery::ask(&mut asked);
    coherence::ask(&mut asked);
    let mut found = asked.found;
    found.sort_by_key(|found| (Question::of(found.finding), found.finding, found.place));
    found
}

/// A flow under review.
struct Asked<'f> {
    flow: &'f Flow,
    guards: &'f Guards,
    found: Vec<Found>,
}

impl<'f> Asked<'f> {
    /// Adds a finding, with the flow's own answer to it.
    fn find(&mut self, finding: ReviewFinding, (at, title, place): (&str, impl Into<Arg>, Place)) {
        let key = format!("review-{}", finding.word().replace('_', "-"));
        let own = |answer: &&crate::flow::Reviewed| {
            answer.finding == finding && (answer.at.is_empty() || answer.at.iter().any(|one| one == at))
        };
        self.found.push(Found {
            finding,
            at: at.to_owned(),
            place,
            what: Message::new(&key).with("at", title),
            hint: Message::new(&format!("{key}-hint")),
            answered: self
                .flow
                .reviewed
                .iter()
                .find(own)
                .map(|answer| answer.because.clone()),
        });
    }

    /// Adds a finding about an item.
    fn find_at(&mut self, finding: ReviewFinding, item: &Item) {
        self.find(finding, (item.id.as_str(), &item.title, item.place));
    }

    /// Adds a finding about the flow as a whole.
    fn find_whole(&mut self, finding: ReviewFinding) {
        let title = &self.flow.title;
        let name = self.flow.id.as_str().to_owned();
        self.find(finding, (&name, title, Place::default()));
    }

    fn side(&self, party: &PartyId) -> Option<Side> {
        self.flow.parties.get(party).map(|party| party.side)
    }

    /// Whether the item is owned by a party of this side.
    fn is_by(&self, item: &Item, side: Side) -> bool {
        item.owner.as_ref().and_then(|owner| self.side(owner)) == Some(side)
    }

    /// Whether a party of this side does the item or takes part in it.
    fn takes_part(&self, item: &Item, side: Side) -> bool {
        let all = item.owner.iter().chain(&item.also_by).chain(&item.with);
        all.into_iter().any(|party| self.side(party) == Some(side))
    }

    /// The items whose work is the provider's: where there is any that every case has, help is delivered.
    fn delivers(&self) -> bool {
        let mut items = self.flow.items.values();
        items.any(|item| self.is_by(item, Side::Provider) && !item.optional)
    }

    /// What lies in a stage, however deep, stages left out.
    fn work_in(&self, stage: &'f ItemId) -> Vec<&'f Item> {
        let mut found = Vec::new();
        let mut open = vec![stage];
        // Each stage is opened once: a stage lies in one other.
        while let Some(stage) = open.pop() {
            for item in self.flow.inside(Some(stage)) {
                if item.kind == crate::flow::ItemKind::Stage {
                    open.push(&item.id);
                } else {
                    found.push(item);
                }
            }
        }
        found
    }

    /// Whether a party sees a field by what the field says, or fills it.
    fn sees(&self, party: &PartyId, path: &FieldPath) -> bool {
        let Some(field) = self.flow.data.field(path) else {
            return false;
        };
        match &field.seen_by {
            Sight::Everyone => true,
            Sight::Parties(list) => list.contains(party),
            Sight::Narrow => {
                let mut items = self.flow.items.values();
                items.any(|item| item.owner.as_ref() == Some(party) && item.fills.contains(path))
            }
        }
    }
}

#[cfg(test)]
mod tests;

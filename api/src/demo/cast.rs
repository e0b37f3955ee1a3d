//! Who plays which party in a case of the demo.

use samspil_core::case::Binding;
use samspil_core::flow::{Flow, Party, Side};
use samspil_core::id::{PartyId, PersonId};
use samspil_runtime::{By, Grounds};

use super::people::{Town, beside};

/// Who plays which party in a case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cast {
    /// The caseworker's login.
    pub(super) caseworker: &'static str,
    /// The login of whoever delivers.
    pub(super) provider: &'static str,
    /// The citizen, who has no login.
    pub(super) citizen: PersonId,
}

impl Cast {
    /// The one who asks for a party; none where nobody plays it.
    pub(super) fn by(&self, party: &Party, town: &Town) -> Option<By> {
        match self.colleague(party) {
            Some(colleague) => town.by(beside(colleague, party.id.as_str())?.login),
            None if party.side == Side::Citizen => Some(By::Person {
                person: self.citizen,
                members: Vec::new(),
                stands_in: Vec::new(),
                grounds: Grounds::default(),
            }),
            None => None,
        }
    }

    /// Whom the parties of one side, or of all, are bound to: the caseworker in person, everyone else by unit.
    pub(super) fn bindings(
        &self,
        flow: &Flow,
        side: Option<Side>,
        town: &Town,
    ) -> Vec<(PartyId, Vec<Binding>)> {
        let parties = flow.parties.values();
        parties
            .filter(|party| side.is_none_or(|side| party.side == side))
            .filter_map(|party| Some((party.id.clone(), vec![self.binding(party, town)?])))
            .collect()
    }

    fn binding(&self, party: &Party, town: &Town) -> Option<Binding> {
        let Some(colleague) = self.colleague(party) else {
            return (party.side == Side::Citizen).then_some(Binding::to(None, Some(self.citizen)));
        };
        let plays = beside(colleague, party.id.as_str())?;
        let in_person = plays.login == self.caseworker;
        Some(Binding::to(
            town.unit_of(colleague),
            town.person(plays.login).filter(|_| in_person),
        ))
    }

    fn colleague(&self, party: &Party) -> Option<&'static str> {
        match party.side {
            Side::Authority => Some(self.caseworker),
            Side::Provider => Some(self.provider),
            Side::Citizen | Side::Relative | Side::Partner => None,
        }
    }
}

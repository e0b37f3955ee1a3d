//! Where a person works and as what, as written on the command line.

use samspil_core::id::PartyId;
use samspil_core::text::Message;

/// A unit and the parties that someone acts as there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ActsAs {
    /// The unit's name.
    pub(super) unit: String,
    /// The parties.
    pub(super) parties: Vec<String>,
}

impl ActsAs {
    /// Reads `UNIT=PARTY,PARTY`.
    pub(super) fn read(text: &str) -> Result<Self, Message> {
        let wrong = || Message::new("account-acts-as");
        let (unit, parties) = text.rsplit_once('=').ok_or_else(wrong)?;
        let party = |name: &str| PartyId::new(name.trim()).map(|party| party.to_string());
        let parties: Result<Vec<String>, _> = parties.split(',').map(party).collect();
        Ok(Self {
            unit: unit.trim().to_owned(),
            parties: parties.map_err(|_| wrong())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_and_its_parties() {
        let read = ActsAs::read(" Voksen = caseworker, team_leader").unwrap();
        assert_eq!(
            (read.unit.as_str(), read.parties.join(" ")),
            ("Voksen", "caseworker team_leader".to_owned())
        );
        for text in ["", "Voksen", "Voksen=", "Voksen=case worker", "Voksen=a,,b"] {
            assert!(ActsAs::read(text).is_err(), "{text}");
        }
    }
}

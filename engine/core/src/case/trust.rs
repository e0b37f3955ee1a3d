//! What changes of who may see a case.

use super::{Case, Change, Event, Opened};

impl Case {
    pub(super) fn change_trust(&mut self, event: &Event, change: &Change) {
        match change {
            Change::ConsentGiven { consent } => self.consents.push(consent.clone()),
            Change::ConsentWithdrawn { number } => {
                let given = self.consents.iter_mut().find(|consent| consent.number == *number);
                if let Some(consent) = given {
                    consent.withdrawn_at = Some(event.at);
                }
            }
            Change::PeopleLookedUp { day } => self.looked_on = Some(*day),
            Change::PhaseBegan { phase } => {
                if let Some(before) = self.phase.replace(phase.clone()) {
                    self.left.insert(before, event.at);
                }
                self.left.remove(phase);
            }
            Change::ProtectionSet { protection } => self.protection = *protection,
            Change::OpenedWithReason { person, until, .. } => {
                self.opened_by
                    .retain(|opened| opened.person != *person && event.at < opened.until);
                self.opened_by.push(Opened {
                    person: *person,
                    until: *until,
                });
            }
            _ => {}
        }
    }
}

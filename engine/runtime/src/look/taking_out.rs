//! How much one person may take out in a day: rows of files are counted before they are given, and whoever has had as many as
//! the tenant lets one person have gets no more until an administrator lets them, or the next day.

use samspil_core::calendar::local_date;
use samspil_core::id::{PersonId, TenantId};
use samspil_core::text::Message;
use samspil_store::{About, AccessAction, TakenOut};

use super::{Look, Purpose, WayIn};
use crate::engine::Shared;
use crate::{By, Failure};

/// Whose rows are counted. What goes to a calendar is asked for again and again and holds a person's own alone, the command
/// line is for those who have the machine, and whoever keeps the access log takes out who looked, and nothing of a case.
fn counted(by: &By, look: &Look) -> Option<PersonId> {
    let is_file = look.action == AccessAction::Extract && look.purpose != Purpose::Oversight;
    match (by, look.way) {
        (By::Person { person, .. } | By::Linked { person, .. }, WayIn::Session(_) | WayIn::Token(_)) => {
            is_file.then_some(*person)
        }
        _ => None,
    }
}

impl Shared {
    /// Counts rows that somebody is about to be given as a file.
    ///
    /// # Errors
    /// [`Failure::TakenOut`] where they have had as many as they may today: then the tenant's administrators have an incident.
    pub(crate) async fn taking_out(
        &self,
        tenant: TenantId,
        (by, look): (&By, &Look),
        rows: usize,
    ) -> Result<(), Failure> {
        let Some(person) = counted(by, look) else {
            return Ok(());
        };
        let most = self.access_rules(tenant).await?.rows_a_day;
        let taken = TakenOut {
            person,
            day: local_date(self.clock.now()),
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
        };
        if self.store.take_out(tenant, taken, most).await? {
            return Ok(());
        }
        let told = Message::new("taken-out-stopped").with("most", i64::from(most));
        let told = serde_json::to_string(&told).map_err(|error| Failure::Incident(error.to_string()))?;
        self.keep_incident(tenant, About::TakenOut, &told).await?;
        Err(Failure::TakenOut { most })
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::id::{SessionId, TokenId};
    use uuid::Uuid;

    use super::*;
    use crate::look::Object;

    #[test]
    fn files_of_people_are_counted_and_nothing_else() {
        let person = PersonId(Uuid::from_u128(1));
        let somebody = By::Person {
            person,
            members: Vec::new(),
            stands_in: Vec::new(),
            grounds: crate::Grounds::default(),
        };
        let (session, token) = (
            WayIn::Session(SessionId(Uuid::nil())),
            WayIn::Token(TokenId(Uuid::nil())),
        );
        let look = |way| Look::new(Object::Cases, way).taking_out();
        for (by, look, is_counted) in [
            (&somebody, look(session), true),
            (&somebody, look(token), true),
            (&somebody, look(WayIn::Address), false),
            (&somebody, look(WayIn::Program), false),
            (&somebody, look(session).for_(Purpose::Oversight), false),
            (&somebody, Look::new(Object::Cases, session), false),
            (&By::Outside, look(session), false),
            (&By::Engine, look(session), false),
        ] {
            let expected = is_counted.then_some(person);
            assert_eq!(counted(by, &look), expected, "{by:?} {look:?}");
        }
    }
}

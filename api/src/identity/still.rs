//! Whether somebody who was let in a while ago would be let in still.

use samspil_core::id::{PersonId, TenantId};
use samspil_store::{ShownBy, StoreError};

use super::sessions::Identity;
use super::signed::{Places, Way};

impl Identity {
    /// The places that count now of a person who came by this way. None where they may not sign in any more, or what they
    /// showed has ended: by signing out, by its time, or because it was taken back. That it is asked prolongs nothing.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn still(
        &self,
        tenant: TenantId,
        (person, way): (PersonId, Way),
    ) -> Result<Option<Places>, StoreError> {
        let by = match way {
            Way::Session(session) => ShownBy::Session(session),
            Way::Token(token) => ShownBy::Token(token),
        };
        let store = self.store();
        match store.is_signed_in(tenant, person, by, self.now()).await? {
            true => {
                let stands = store.stands(tenant, person, self.today()).await?;
                Ok(Some((stands.members, stands.stands_in)))
            }
            false => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use samspil_core::id::TokenId;
    use samspil_store::{Person, Service, Token};
    use uuid::Uuid;

    use crate::identity::secret::Secret;
    use crate::identity::signed::{Signed, Way};
    use crate::identity::tests::{PASSWORD, TENANT, World};

    async fn signed_in(world: &World) -> Signed {
        let secret = world.sign_in("anna", PASSWORD).await.unwrap();
        world.identity.by_cookie(&secret).await.unwrap().unwrap()
    }

    async fn is_still(world: &World, way: Way) -> bool {
        let still = world
            .identity
            .still(TENANT, (world.person.id, way))
            .await
            .unwrap();
        if let Some(places) = &still {
            assert_eq!(places.0[0].acts_as, ["caseworker"]);
        }
        still.is_some()
    }

    #[tokio::test]
    async fn a_session_that_nobody_uses_or_that_has_lasted_its_longest_is_no_more_and_asking_prolongs_nothing()
     {
        let world = World::new().await;
        let idle = signed_in(&world).await;
        for (minutes, expected) in [(0, true), (30, true), (29, true), (1, false)] {
            world.pass(minutes);
            assert_eq!(is_still(&world, idle.way).await, expected, "{minutes}");
        }
        let secret = world.sign_in("anna", PASSWORD).await.unwrap();
        let used = world.identity.by_cookie(&secret).await.unwrap().unwrap();
        for quarter in 1..=32 {
            world.pass(15);
            let _ = world.identity.by_cookie(&secret).await.unwrap();
            assert_eq!(
                is_still(&world, used.way).await,
                quarter < 32,
                "eight hours: {quarter}"
            );
        }
    }

    #[tokio::test]
    async fn what_was_ended_or_taken_back_is_no_more() {
        let world = World::new().await;
        let (one, other) = (signed_in(&world).await, signed_in(&world).await);
        world.identity.sign_out(&one).await.unwrap();
        assert!(!is_still(&world, one.way).await && is_still(&world, other.way).await);
        let token = Token {
            id: TokenId(Uuid::from_u128(3)),
            secret: Secret::new(TENANT).unwrap().sum(),
            name: "prøve".to_owned(),
            person: world.person.id,
            made_at: world.identity.now(),
            ends_at: world.identity.now() + TimeDelta::hours(1),
            scopes: Vec::new(),
            used_at: None,
        };
        world.store.put_token(TENANT, token.clone()).await.unwrap();
        let by = Way::Token(token.id);
        assert!(is_still(&world, by).await);
        world.pass(60);
        assert!(!is_still(&world, by).await, "its time is over");
        let closed = Person {
            active: false,
            ..world.person.clone()
        };
        let last = signed_in(&world).await;
        world.store.put_person(TENANT, closed).await.unwrap();
        assert!(!is_still(&world, last.way).await);
    }

    #[tokio::test]
    async fn a_program_is_no_more_where_nobody_answers_for_it() {
        let world = World::new().await;
        let owner = Person {
            id: samspil_core::id::PersonId(Uuid::from_u128(9)),
            login: "bo".to_owned(),
            ..world.person.clone()
        };
        let last = signed_in(&world).await;
        let service = Service {
            person: world.person.id,
            owner: owner.id,
        };
        world.store.put_person(TENANT, owner.clone()).await.unwrap();
        world.store.put_service(TENANT, service).await.unwrap();
        assert!(is_still(&world, last.way).await);
        let closed = Person {
            active: false,
            ..owner
        };
        world.store.put_person(TENANT, closed).await.unwrap();
        assert!(!is_still(&world, last.way).await);
    }
}

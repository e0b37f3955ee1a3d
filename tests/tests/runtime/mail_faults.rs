//! Mail that does not go out: tried again, given up, and nobody else held up.

use samspil_runtime::MailFault::{Away, Later, Refused};
use samspil_store::About;

use crate::ground::{Ground, TENANT};
use crate::postman::{choose, go, person, post, taken, with_postman};

/// The incidents about mail that nobody has resolved.
async fn incidents(ground: &Ground) -> usize {
    let open = ground.store.incidents(TENANT, true, 9).await.unwrap();
    open.iter().filter(|one| one.about == About::Mail).count()
}

/// The mails that were given up: to whom, after how many tries, and why.
async fn given_up(ground: &Ground) -> Vec<(samspil_core::id::PersonId, u32, String)> {
    let mails = ground.store.given_up_mails(TENANT, 9).await.unwrap();
    mails
        .into_iter()
        .map(|mail| (mail.person, mail.tries, mail.fault))
        .collect()
}

/// Cases whose reminders go to Anna and, since nobody has taken them, to Anna and Asta.
async fn reminded(ground: &Ground) {
    ground.begin(Some(1)).await.unwrap();
    go(ground, "2026-01-14T00:00").await;
}

#[tokio::test]
async fn what_one_address_refuses_holds_up_nobody_else() {
    let (ground, postman) = with_postman(false).await;
    reminded(&ground).await;
    postman.answers(&[Refused(550)]);
    assert_eq!(post(&ground).await, 1);
    let told = postman.told();
    assert_eq!(told.len(), 2, "{told:?}");
    let [(whom, 1, fault)] = &given_up(&ground).await[..] else {
        panic!("one is given up at once");
    };
    assert_eq!(fault, "refused 550");
    assert_eq!(incidents(&ground).await, 1);
    go(&ground, "2026-01-15T00:00").await;
    assert_eq!(post(&ground).await, 0);

    let mail = ground.store.given_up_mails(TENANT, 9).await.unwrap()[0].id;
    let now = ground.engine.clock().now();
    assert!(ground.store.try_mail_again(TENANT, mail, now).await.unwrap());
    assert_eq!(post(&ground).await, 1, "an administrator asked for it");
    assert!([person("anna"), person("asta")].contains(whom));
}

#[tokio::test]
async fn what_is_not_taken_now_is_tried_again_later_and_later_and_then_given_up() {
    let (ground, postman) = with_postman(false).await;
    taken(&ground, 1).await;
    go(&ground, "2026-01-14T00:00").await;
    postman.answers(&[Later(451); 9]);
    let mut waits = Vec::new();
    let mut ids = Vec::new();
    while let Some(next) = ground.engine.next_mail().await.unwrap() {
        let waited = next.max(ground.engine.clock().now()) - ground.engine.clock().now();
        waits.push(waited.num_minutes());
        ground.clock.move_to(next);
        assert_eq!(post(&ground).await, 0);
        ids.extend(postman.ids());
    }
    assert_eq!(waits, [0, 1, 5, 15, 60, 240, 720, 1_080, 1_440]);
    assert_eq!(ids.len(), 9);
    assert!(
        ids.iter().all(|id| *id == ids[0]),
        "the same mail under the same id"
    );
    assert_eq!(
        given_up(&ground).await,
        [(person("anna"), 9, "later 451".to_owned())]
    );
    assert_eq!(incidents(&ground).await, 1);
}

#[tokio::test]
async fn a_server_that_is_away_is_asked_once_a_minute_and_no_mail_is_lost() {
    let (ground, postman) = with_postman(false).await;
    reminded(&ground).await;
    postman.answers(&[Away("timeout"), Away("unreachable")]);
    assert_eq!(post(&ground).await, 0);
    assert_eq!(postman.told().len(), 1, "the other is not tried in vain");
    assert_eq!(post(&ground).await, 0);
    assert_eq!(postman.told().len(), 0, "not before a minute has gone");
    go(&ground, "2026-01-14T00:01").await;
    assert_eq!(post(&ground).await, 0);
    assert_eq!(postman.told().len(), 1);
    go(&ground, "2026-01-14T00:10").await;
    assert_eq!(post(&ground).await, 2);
    assert_eq!((given_up(&ground).await.len(), incidents(&ground).await), (0, 0));
}

#[tokio::test]
async fn a_node_that_stops_between_sending_and_saying_so_sends_the_same_again() {
    let (ground, postman) = with_postman(false).await;
    taken(&ground, 1).await;
    go(&ground, "2026-01-14T00:00").await;
    postman.never_answers(true);
    tokio::select! {
        sent = ground.engine.send_mail() => panic!("he is never heard of again: {sent:?}"),
        () = postman.got() => {}
    }
    let [first] = postman.ids()[..] else {
        panic!("the mail was given to him");
    };
    postman.never_answers(false);
    taken(&ground, 2).await;
    assert_eq!(post(&ground).await, 0, "it may still be under way");
    go(&ground, "2026-01-14T00:15").await;
    assert_eq!(post(&ground).await, 1);
    assert_eq!(postman.ids(), [first], "readers know the second by its id");
    assert_eq!(post(&ground).await, 0);
}

#[tokio::test]
async fn without_anyone_who_sends_nothing_is_kept_for_mail() {
    let ground = Ground::new(false).await;
    ground.begin(Some(1)).await.unwrap();
    go(&ground, "2026-01-14T00:00").await;
    assert_eq!(post(&ground).await, 0);
    assert_eq!(ground.engine.next_mail().await.unwrap(), None);
    assert_eq!(ground.store.next_mail().await.unwrap(), None);
    let (with, _) = with_postman(false).await;
    choose(&with, "anna", |reach| reach.address = None).await;
    taken(&with, 1).await;
    go(&with, "2026-01-14T00:00").await;
    assert_eq!(with.store.next_mail().await.unwrap(), None);
}

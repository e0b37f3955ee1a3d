//! Whom the parties of a case are bound to.

use crate::ground::{Ground, TENANT};
use crate::rows::{case, following, opening, party, person, unit};

pub(crate) async fn parties_stay_until_they_are_given_anew(ground: &Ground) {
    let first = vec![
        party("authority", Some(unit(1)), None),
        party("citizen", None, Some(person(1))),
        party("provider", None, None),
    ];
    let mut commit = opening(case(1));
    commit.parties = Some(first.clone());
    let last = ground.keep(commit).await;
    let last = ground.keep(following(case(1), last, 1)).await;
    assert_eq!(ground.store.parties(TENANT, case(1)).await.unwrap(), first);

    let mut anew = following(case(1), last, 2);
    let second = vec![party("citizen", None, Some(person(2)))];
    anew.parties = Some(second.clone());
    let last = ground.keep(anew).await;
    assert_eq!(ground.store.parties(TENANT, case(1)).await.unwrap(), second);

    let mut none = following(case(1), last, 3);
    none.parties = Some(Vec::new());
    ground.keep(none).await;
    assert_eq!(ground.store.parties(TENANT, case(1)).await.unwrap(), []);
}

//! Who stands in for whom, on which days, and by which places.

use samspil_core::flow::Side;
use samspil_store::{Changed, Days, Kept, Member, Place, StandsIn, Unit};

use crate::ground::{Ground, OTHER, TENANT};
use crate::organisation::{keep, place, somebody};
use crate::reach::{absence, day};
use crate::rows::{person, unit};

fn member(of: u128, at: u128, acts_as: &str) -> Member {
    Member {
        person: person(of),
        unit: unit(at),
        acts_as: vec![acts_as.to_owned()],
    }
}

/// A place as the leader of a team.
fn leading(number: u128, of: u128, at: u128, days: Days) -> Place {
    Place {
        acts_as: Some(vec!["team_leader".to_owned()]),
        ..place(number, of, at, days)
    }
}

/// Person 1 works in unit 1 and stands in for person 4 in unit 2. Person 3 works in unit 1, too, and stands in for person 1 in unit 2,
/// from the fifth to the seventh.
async fn set_up(ground: &Ground) {
    for number in [1, 2] {
        let team = Unit {
            id: unit(number),
            name: format!("Team {number}"),
            side: Side::Authority,
        };
        ground.store.put_unit(TENANT, team).await.unwrap();
    }
    let days = Days {
        from: Some(day("2026-01-05")),
        until: Some(day("2026-01-07")),
    };
    let changed = Changed {
        people: (1..=4).map(somebody).collect(),
        places: vec![
            place(1, 1, 1, Days::ALWAYS),
            Place {
                stands_in_for: Some(person(4)),
                ..leading(2, 1, 2, Days::ALWAYS)
            },
            place(3, 3, 1, Days::ALWAYS),
            Place {
                stands_in_for: Some(person(1)),
                ..leading(4, 3, 2, days)
            },
        ],
        ..Changed::default()
    };
    assert_eq!(keep(ground, 0, changed).await, Kept::Yes(1));
}

async fn stands(ground: &Ground, number: u128, on: &str) -> (Vec<Member>, Vec<StandsIn>) {
    let stands = ground
        .store
        .stands(TENANT, person(number), day(on))
        .await
        .unwrap();
    (stands.members, stands.stands_in)
}

const BEFORE: &str = "2026-01-04";
const DURING: [&str; 3] = ["2026-01-05", "2026-01-06", "2026-01-07"];
const AFTER: &str = "2026-01-08";

pub(crate) async fn a_deputy_has_the_own_places_of_whoever_is_away_from_the_first_day_to_the_last(
    ground: &Ground,
) {
    set_up(ground).await;
    let before = ground.store.stands(TENANT, person(2), day(BEFORE)).await.unwrap();
    let kept = absence(1, 1, 2);
    ground.store.put_absence(TENANT, kept.clone()).await.unwrap();
    // What person 1 does in the stead of person 4 is not handed down.
    let in_stead = StandsIn {
        person: person(1),
        members: vec![member(1, 1, "caseworker")],
    };
    for on in DURING {
        assert_eq!(
            stands(ground, 2, on).await,
            (vec![], vec![in_stead.clone()]),
            "{on}"
        );
    }
    for on in [BEFORE, AFTER] {
        assert_eq!(stands(ground, 2, on).await, (vec![], vec![]), "{on}");
    }
    // Nor does a deputy of the deputy have anything of it.
    let further = absence(2, 2, 4);
    ground.store.put_absence(TENANT, further).await.unwrap();
    let of_none = StandsIn {
        person: person(2),
        members: vec![],
    };
    assert_eq!(stands(ground, 4, DURING[0]).await.1, [of_none]);
    let elsewhere = ground
        .store
        .stands(OTHER, person(2), day(DURING[0]))
        .await
        .unwrap();
    assert_eq!(elsewhere.stands_in, []);

    let now = ground.store.stands(TENANT, person(2), day(BEFORE)).await.unwrap();
    assert!(now.changes > before.changes, "a command looks again");
    assert!(
        ground
            .store
            .end_absence(TENANT, person(1), kept.id)
            .await
            .unwrap()
    );
    let ended = ground
        .store
        .stands(TENANT, person(2), day(DURING[0]))
        .await
        .unwrap();
    assert!(ended.changes > now.changes, "and when it is taken back");
    assert_eq!(ended.stands_in, []);
}

pub(crate) async fn a_place_in_somebody_s_stead_is_told_as_theirs_beside_what_is_one_s_own(ground: &Ground) {
    set_up(ground).await;
    let in_stead = |members| StandsIn {
        person: person(1),
        members,
    };
    let own = member(3, 1, "caseworker");
    for on in DURING {
        let (members, stands_in) = stands(ground, 3, on).await;
        assert_eq!(members, [own.clone(), member(3, 2, "team_leader")], "{on}");
        assert_eq!(stands_in, [in_stead(vec![member(1, 2, "team_leader")])], "{on}");
    }
    for on in [BEFORE, AFTER] {
        assert_eq!(stands(ground, 3, on).await, (vec![own.clone()], vec![]), "{on}");
    }
    // Away as well: what both act as in unit 1 is person 3's own.
    ground.store.put_absence(TENANT, absence(1, 1, 3)).await.unwrap();
    let (_, stands_in) = stands(ground, 3, DURING[0]).await;
    assert_eq!(stands_in, [in_stead(vec![member(1, 2, "team_leader")])]);
}

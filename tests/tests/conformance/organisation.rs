//! The organisation: whole things, versions, and whose places count on which day.

use chrono::{Days as Count, NaiveDate};
use samspil_core::flow::Side;
use samspil_store::{
    ChangeWay, Changed, Days, JobFunction, Kept, Member, OrgPerson, OrgUnit, OrganisationChange, Ownership,
    Place, Role, Session, Source, Token, UnitKind,
};
use uuid::Uuid;

use crate::directory::of_person;
use crate::ground::{Ground, TENANT};
use crate::rows::{at, person, today, unit};
use crate::secrets::{session, token};

pub(crate) fn change(seen: u64, changed: Changed) -> OrganisationChange {
    OrganisationChange {
        seen,
        at: at(1),
        by: Some(person(1)),
        way: ChangeWay::Page,
        changed,
    }
}

pub(crate) fn place(number: u128, of: u128, at: u128, days: Days) -> Place {
    Place {
        id: Uuid::from_u128(9_000_000 + number),
        person: person(of),
        unit: unit(at),
        acts_as: Some(vec!["caseworker".to_owned()]),
        job_function: None,
        leads: false,
        stands_in_for: None,
        days,
        source: None,
    }
}

fn leads(number: u128, of: u128, at: u128) -> Place {
    Place {
        acts_as: Some(vec!["team_leader".to_owned()]),
        leads: true,
        ..place(number, of, at, Days::ALWAYS)
    }
}

fn of_unit(number: u128, parent: Option<u128>) -> OrgUnit {
    OrgUnit {
        id: unit(number),
        name: format!("Enhed {number}"),
        side: Side::Authority,
        parent: parent.map(unit),
        kind: UnitKind::Team,
        cvr: None,
        ownership: None,
        days: Days::ALWAYS,
        source: None,
    }
}

pub(crate) fn somebody(number: u128) -> OrgPerson {
    OrgPerson {
        id: person(number),
        login: format!("p{number}"),
        name: format!("Person {number}"),
        roles: vec![Role::Staff],
        active: true,
        job_function: None,
        source: None,
    }
}

fn from(first: u64) -> Option<NaiveDate> {
    today().checked_add_days(Count::new(first))
}

fn member(of: u128, at: u128, acts_as: &[&str]) -> Member {
    Member {
        person: person(of),
        unit: unit(at),
        acts_as: acts_as.iter().map(|party| (*party).to_owned()).collect(),
    }
}

pub(crate) async fn keep(ground: &Ground, seen: u64, changed: Changed) -> Kept {
    let change = change(seen, changed);
    ground.store.keep_organisation(TENANT, change).await.unwrap()
}

async fn of(ground: &Ground, number: u128, day: NaiveDate) -> Vec<Member> {
    ground.store.members(TENANT, person(number), day).await.unwrap()
}

async fn within(ground: &Ground, number: u128, day: NaiveDate) -> Vec<Member> {
    ground.store.members_of(TENANT, unit(number), day).await.unwrap()
}

/// A change of each kind of thing, with all that each has.
fn of_everything() -> Changed {
    Changed {
        // The one beneath first.
        units: vec![
            OrgUnit {
                side: Side::Provider,
                kind: UnitKind::Offer,
                days: Days {
                    from: from(0),
                    until: from(9),
                },
                ..of_unit(1, Some(2))
            },
            OrgUnit {
                side: Side::Provider,
                kind: UnitKind::Organisation,
                cvr: Some(10_000_009),
                ownership: Some(Ownership::Private),
                source: Some(Source {
                    name: "bakken".to_owned(),
                    external_id: Some("ø-2".to_owned()),
                }),
                ..of_unit(2, None)
            },
        ],
        people: vec![OrgPerson {
            job_function: Some("Rådgiver".to_owned()),
            source: Some(Source {
                name: "bakken".to_owned(),
                external_id: None,
            }),
            ..somebody(1)
        }],
        places: vec![
            Place {
                stands_in_for: Some(person(1)),
                job_function: Some("Leder".to_owned()),
                acts_as: None,
                source: Some("bakken".to_owned()),
                ..place(1, 1, 1, Days::ALWAYS)
            },
            place(
                2,
                1,
                2,
                Days {
                    from: from(1),
                    until: None,
                },
            ),
        ],
        functions: vec![JobFunction {
            name: "Leder".to_owned(),
            acts_as: vec!["leder_på_ærø".to_owned()],
            leads: true,
        }],
        ..Changed::default()
    }
}

pub(crate) async fn it_comes_back_whole_with_every_change_noted(ground: &Ground) {
    let changed = of_everything();
    assert_eq!(keep(ground, 0, changed.clone()).await, Kept::Yes(1));
    let read = ground.store.organisation(TENANT).await.unwrap();
    assert_eq!(read.version, 1);
    let whole = (read.units, read.people, read.places, read.functions);
    assert_eq!(
        whole,
        (changed.units, changed.people, changed.places, changed.functions)
    );
    assert_eq!(keep(ground, 1, Changed::default()).await, Kept::Yes(2));
    let noted = ground.store.organisation_changes(TENANT, 9).await.unwrap();
    let told: Vec<_> = noted
        .iter()
        .map(|entry| (entry.number, entry.counts["units"], entry.by))
        .collect();
    assert_eq!(told, [(2, 0, Some(person(1))), (1, 2, Some(person(1)))]);
    assert_eq!((noted[0].at, noted[0].way), (at(1), ChangeWay::Page));
    assert_eq!(
        ground.store.organisation_changes(TENANT, 1).await.unwrap().len(),
        1
    );
}

pub(crate) async fn of_two_who_saw_the_same_one_changes_it(ground: &Ground) {
    let named = |name: &str| Changed {
        units: vec![OrgUnit {
            name: name.to_owned(),
            ..of_unit(1, None)
        }],
        ..Changed::default()
    };
    let (one, other) = tokio::join!(keep(ground, 0, named("Nord")), keep(ground, 0, named("Syd")));
    assert!(matches!(
        (one, other),
        (Kept::Yes(1), Kept::Moved) | (Kept::Moved, Kept::Yes(1))
    ));
    assert_eq!(
        keep(ground, 5, named("Øst")).await,
        Kept::Moved,
        "a version that is not there yet"
    );
    assert_eq!(keep(ground, 1, named("Vest")).await, Kept::Yes(2));
    assert_eq!(ground.store.units(TENANT).await.unwrap()[0].name, "Vest");
}

pub(crate) async fn names_logins_and_outside_ids_are_one_s(ground: &Ground) {
    let outside = |id: &str| {
        Some(Source {
            name: "fil".to_owned(),
            external_id: Some(id.to_owned()),
        })
    };
    let first = Changed {
        units: vec![OrgUnit {
            source: outside("1"),
            ..of_unit(1, None)
        }],
        people: vec![OrgPerson {
            source: outside("1"),
            ..somebody(1)
        }],
        ..Changed::default()
    };
    assert_eq!(keep(ground, 0, first).await, Kept::Yes(1));
    let of_units = |unit| Changed {
        units: vec![unit],
        ..Changed::default()
    };
    let of_people = |person| Changed {
        people: vec![person],
        ..Changed::default()
    };
    for taken in [
        of_units(OrgUnit {
            name: "Enhed 1".to_owned(),
            ..of_unit(2, None)
        }),
        of_units(OrgUnit {
            source: outside("1"),
            ..of_unit(2, None)
        }),
        of_people(OrgPerson {
            login: "p1".to_owned(),
            ..somebody(2)
        }),
        of_people(OrgPerson {
            source: outside("1"),
            ..somebody(2)
        }),
    ] {
        assert_eq!(keep(ground, 1, taken).await, Kept::Taken);
    }
    let read = ground.store.organisation(TENANT).await.unwrap();
    assert_eq!((read.version, read.units.len(), read.people.len()), (1, 1, 1));
}

pub(crate) async fn one_change_gives_one_what_another_had(ground: &Ground) {
    let outside = |id: u128| {
        Some(Source {
            name: "fil".to_owned(),
            external_id: Some(id.to_string()),
        })
    };
    // Each has what belongs to another number.
    let having = |number: u128, of: u128| Changed {
        units: vec![OrgUnit {
            id: unit(number),
            source: outside(of),
            ..of_unit(of, None)
        }],
        people: vec![OrgPerson {
            id: person(number),
            source: outside(of),
            ..somebody(of)
        }],
        ..Changed::default()
    };
    let both = |one: Changed, other: Changed| Changed {
        units: [one.units, other.units].concat(),
        people: [one.people, other.people].concat(),
        ..Changed::default()
    };
    let first = both(having(1, 1), having(2, 2));
    assert_eq!(keep(ground, 0, first).await, Kept::Yes(1));
    let swapped = both(having(2, 1), having(1, 2));
    assert_eq!(keep(ground, 1, swapped.clone()).await, Kept::Yes(2));
    let read = ground.store.organisation(TENANT).await.unwrap();
    assert_eq!((read.units, read.people), (swapped.units, swapped.people));
}

pub(crate) async fn a_change_that_cannot_be_kept_changes_nothing(ground: &Ground) {
    let changed = Changed {
        units: vec![of_unit(1, None)],
        people: vec![somebody(1)],
        places: vec![place(1, 1, 9, Days::ALWAYS)],
        ..Changed::default()
    };
    let refused = ground.store.keep_organisation(TENANT, change(0, changed)).await;
    assert!(refused.is_err(), "a place in no unit");
    let read = ground.store.organisation(TENANT).await.unwrap();
    assert_eq!((read.version, read.units.len(), read.people.len()), (0, 0, 0));
}

pub(crate) async fn who_is_closed_is_signed_out_for_good(ground: &Ground) {
    let store = &ground.store;
    for (number, login) in [(1, "anna"), (2, "bo")] {
        store
            .put_person(TENANT, of_person(number, login, login))
            .await
            .unwrap();
    }
    for (number, sum) in [(1, 5_u8), (2, 6)] {
        store
            .put_session(
                TENANT,
                Session {
                    person: person(number),
                    ..session(number, [sum; 32], 60)
                },
            )
            .await
            .unwrap();
        store
            .put_token(
                TENANT,
                Token {
                    person: person(number),
                    ..token(number, [sum; 32], 0, 60)
                },
            )
            .await
            .unwrap();
    }
    let mut people = store.organisation(TENANT).await.unwrap().people;
    people[0].active = false;
    let changed = Changed {
        people: people.clone(),
        ..Changed::default()
    };
    assert_eq!(keep(ground, 0, changed).await, Kept::Yes(1));
    people[0].active = true;
    let again = Changed {
        people,
        ..Changed::default()
    };
    assert_eq!(keep(ground, 1, again).await, Kept::Yes(2));
    for (number, sum, left) in [(1, 5_u8, false), (2, 6, true)] {
        let session = store.session(TENANT, [sum; 32], at(1)).await.unwrap();
        let token = store.token(TENANT, [sum; 32], at(1)).await.unwrap();
        assert_eq!((session.is_some(), token.is_some()), (left, left), "{number}");
        let kept = store.person(TENANT, person(number)).await.unwrap().unwrap();
        assert!(
            kept.password.is_some(),
            "a change of the organisation is none of the password"
        );
    }
}

pub(crate) async fn places_count_from_their_first_day_to_their_last(ground: &Ground) {
    let days = |first, last| Days {
        from: from(first),
        until: from(last),
    };
    let changed = Changed {
        units: vec![
            of_unit(1, None),
            OrgUnit {
                days: days(2, 4),
                ..of_unit(2, None)
            },
        ],
        people: vec![
            somebody(1),
            OrgPerson {
                active: false,
                ..somebody(2)
            },
        ],
        places: vec![
            place(1, 1, 1, days(1, 2)),
            Place {
                acts_as: Some(vec!["team_leader".to_owned(), "caseworker".to_owned()]),
                ..place(2, 1, 1, days(2, 3))
            },
            place(3, 1, 2, Days::ALWAYS),
            place(4, 2, 1, Days::ALWAYS),
        ],
        functions: Vec::new(),
        ..Changed::default()
    };
    keep(ground, 0, changed).await;
    let first = member(1, 1, &["caseworker"]);
    let both = member(1, 1, &["caseworker", "team_leader"]);
    let second = member(1, 1, &["team_leader", "caseworker"]);
    let other = member(1, 2, &["caseworker"]);
    for (after, expected) in [
        (0, vec![]),
        (1, vec![first]),
        (2, vec![both, other.clone()]),
        (3, vec![second, other.clone()]),
        (4, vec![other]),
        (5, vec![]),
    ] {
        let day = from(after).unwrap();
        assert_eq!(of(ground, 1, day).await, expected, "{day}");
        let [in_one, in_two] = [within(ground, 1, day).await, within(ground, 2, day).await];
        assert_eq!(
            [in_one, in_two].concat(),
            expected,
            "who may not sign in is not there"
        );
        let there = ground.store.units_on(TENANT, day).await.unwrap().len();
        assert_eq!(there, if (2..=4).contains(&after) { 2 } else { 1 }, "{day}");
    }
}

pub(crate) async fn a_job_function_says_as_what_and_who_leads(ground: &Ground) {
    let function = |name: &str, party: &str, leads| JobFunction {
        name: name.to_owned(),
        acts_as: vec![party.to_owned()],
        leads,
    };
    let by = |number, of, job: Option<&str>| Place {
        acts_as: None,
        job_function: job.map(str::to_owned),
        ..place(number, of, 1, Days::ALWAYS)
    };
    let changed = Changed {
        units: vec![of_unit(1, None), of_unit(2, Some(1))],
        people: vec![
            OrgPerson {
                job_function: Some("Rådgiver".to_owned()),
                ..somebody(1)
            },
            somebody(2),
            somebody(3),
        ],
        places: vec![by(1, 1, None), by(2, 2, Some("Leder")), by(3, 3, Some("Ukendt"))],
        functions: vec![
            function("Rådgiver", "caseworker", false),
            function("Leder", "team_leader", true),
        ],
        ..Changed::default()
    };
    keep(ground, 0, changed).await;
    let expected = [
        member(1, 1, &["caseworker"]),
        member(2, 1, &["team_leader"]),
        member(3, 1, &[]),
    ];
    assert_eq!(within(ground, 1, today()).await, expected);
    assert_eq!(within(ground, 2, today()).await, [member(2, 2, &["team_leader"])]);
    let led = [member(2, 1, &["team_leader"]), member(2, 2, &["team_leader"])];
    assert_eq!(of(ground, 2, today()).await, led);
}

/// Municipality 1 ▸ centre 2 ▸ team 3 and 4, ▸ centre 5; 1 and 4 have leaders.
pub(crate) async fn a_leader_leads_down_to_the_next(ground: &Ground) {
    let changed = Changed {
        units: vec![
            of_unit(1, None),
            of_unit(2, Some(1)),
            of_unit(3, Some(2)),
            of_unit(4, Some(2)),
            of_unit(5, Some(1)),
        ],
        people: (1..=3).map(somebody).collect(),
        places: vec![leads(1, 1, 1), leads(2, 2, 4), place(3, 3, 3, Days::ALWAYS)],
        functions: Vec::new(),
        ..Changed::default()
    };
    keep(ground, 0, changed.clone()).await;
    let units = |members: Vec<Member>| members.into_iter().map(|one| one.unit).collect::<Vec<_>>();
    assert_eq!(units(of(ground, 1, today()).await), [1, 2, 3, 5].map(unit));
    assert_eq!(units(of(ground, 2, today()).await), [unit(4)]);
    let three = [member(1, 3, &["team_leader"]), member(3, 3, &["caseworker"])];
    assert_eq!(within(ground, 3, today()).await, three);
    assert_eq!(within(ground, 4, today()).await, [member(2, 4, &["team_leader"])]);

    // The leader of 4 may no longer sign in: the nearest above leads there.
    let closed = Changed {
        people: vec![OrgPerson {
            active: false,
            ..somebody(2)
        }],
        ..Changed::default()
    };
    keep(ground, 1, closed).await;
    assert_eq!(within(ground, 4, today()).await, [member(1, 4, &["team_leader"])]);
    assert_eq!(units(of(ground, 1, today()).await), [1, 2, 3, 4, 5].map(unit));

    // A place that is over leads nothing.
    let over = Changed {
        places: vec![Place {
            days: Days::ALWAYS.ended(today()),
            ..leads(1, 1, 1)
        }],
        ..Changed::default()
    };
    keep(ground, 2, over).await;
    let tomorrow = from(1).unwrap();
    assert_eq!(of(ground, 1, tomorrow).await, []);
    assert_eq!(within(ground, 2, tomorrow).await, []);
}

pub(crate) async fn what_has_ended_is_led_by_nobody(ground: &Ground) {
    let changed = Changed {
        units: vec![
            of_unit(1, None),
            OrgUnit {
                days: Days::ALWAYS.ended(today()),
                ..of_unit(2, Some(1))
            },
        ],
        people: vec![somebody(1)],
        places: vec![leads(1, 1, 1)],
        functions: Vec::new(),
        ..Changed::default()
    };
    keep(ground, 0, changed).await;
    let tomorrow = from(1).unwrap();
    assert_eq!(within(ground, 2, today()).await.len(), 1);
    assert_eq!(within(ground, 2, tomorrow).await, []);
    assert_eq!(of(ground, 1, tomorrow).await, [member(1, 1, &["team_leader"])]);
}

pub(crate) async fn a_ring_of_units_ends(ground: &Ground) {
    let changed = Changed {
        units: vec![of_unit(1, Some(2)), of_unit(2, Some(1))],
        people: vec![somebody(1)],
        places: vec![leads(1, 1, 1)],
        functions: Vec::new(),
        ..Changed::default()
    };
    keep(ground, 0, changed).await;
    assert_eq!(of(ground, 1, today()).await.len(), 2);
    assert_eq!(within(ground, 2, today()).await.len(), 1);
}

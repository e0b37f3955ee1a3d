//! What comes, changes and ends.

use samspil_store::{Changed, MAX_UNIT_DEPTH};

use super::*;
use crate::organisation::check::{Subject, check};
use crate::organisation::export::exported;

#[test]
fn a_first_file_brings_everything_and_again_nothing() {
    let before = Organisation::default();
    let first = plan(&before, &text(FILE)).unwrap();
    insta::assert_snapshot!(told(&first));
    let filled = after(&before, &first);
    assert!(
        filled.people.iter().all(|person| person.roles == [Role::Staff]),
        "no file makes anybody more"
    );
    let again = plan(&filled, &text(FILE)).unwrap();
    assert!(
        again.changed.is_empty() && again.steps.is_empty(),
        "{}",
        told(&again)
    );
}

#[test]
fn what_is_written_out_is_read_in_again_as_nothing_new() {
    let filled = filled();
    let danish = exported(&filled, Some(ASKED), Language::Danish);
    insta::assert_snapshot!(danish.trim_start_matches('\u{FEFF}'));
    for language in Language::ALL {
        let again = plan(&filled, &exported(&filled, Some(ASKED), language)).unwrap();
        assert!(again.changed.is_empty(), "{}", told(&again));
    }
}

#[test]
fn nothing_written_out_is_run_as_a_formula() {
    let mut filled = filled();
    filled.people[0].name = "=1+1".to_owned();
    filled.units[0].name = "@SUM(A1)".to_owned();
    let out = exported(&filled, None, Language::Danish);
    assert!(out.contains(";'=1+1;") && out.contains(";'@SUM(A1);"), "{out}");
}

#[test]
fn what_a_source_says_no_more_ends_and_what_is_others_stays() {
    let mut before = filled();
    let (unit, person, place) = by_hand(1);
    before.units.push(OrgUnit {
        name: "Hånden".to_owned(),
        ..unit
    });
    before.people.push(OrgPerson {
        login: "hand".to_owned(),
        ..person
    });
    before.places.push(place);
    let less: Vec<&str> = FILE
        .lines()
        .filter(|line| !line.contains("p2;") && !line.contains(";u2;"))
        .collect();
    let less = plan(&before, &text(&less.join("\n"))).unwrap();
    insta::assert_snapshot!(told(&less));
    assert_eq!((less.taken, less.counted, less.takes_much()), (2, 4, false));
    let yesterday = today().pred_opt();
    let ended = less
        .changed
        .units
        .iter()
        .find(|unit| unit.name == "Bakken Æblevej")
        .unwrap();
    assert_eq!(ended.days.until, yesterday);
    assert!(
        less.changed
            .people
            .iter()
            .any(|person| person.login == "bo" && !person.active)
    );
    let after = after(&before, &less);
    let again = plan(&after, &text(FILE)).unwrap();
    insta::assert_snapshot!(told(&again));
}

#[test]
fn a_file_that_was_cut_short_is_seen() {
    let many: Vec<String> = (0..40)
        .map(|n| format!("person;m{n};Person {n};;;;;;m{n};;;;;;;"))
        .collect();
    let before = Organisation::default();
    let filled = after(&before, &plan(&before, &text(&many.join("\n"))).unwrap());
    for (kept, much) in [(40, false), (37, false), (36, false), (35, true), (0, true)] {
        let plan = plan(&filled, &text(&many[..kept].join("\n"))).unwrap();
        assert_eq!((plan.taken, plan.takes_much()), (40 - kept, much), "{kept}");
    }
    let places: Vec<String> = (0..40).map(|n| format!("plads;;;;;;;;;m{n};e;;;;;")).collect();
    let with_places = [vec!["enhed;e;E;;;;;;;;;;;;;".to_owned()], many.clone(), places].concat();
    let placed = after(&filled, &plan(&filled, &text(&with_places.join("\n"))).unwrap());
    let without = plan(&placed, &text(&many.join("\n"))).unwrap();
    assert!(
        without.takes_much(),
        "they keep their accounts and lose their last place"
    );
}

#[test]
fn what_was_written_by_hand_is_taken_over_by_name_and_keeps_its_rights() {
    let (unit, person, place) = by_hand(1);
    let before = Organisation {
        units: vec![unit],
        people: vec![person],
        places: vec![place.clone()],
        ..Organisation::default()
    };
    let plan = plan(&before, &text(FILE)).unwrap();
    let after = after(&before, &plan);
    let anna = after.people.iter().find(|person| person.login == "anna").unwrap();
    assert_eq!(
        (anna.id, &anna.roles[..]),
        (place.person, &[Role::Administrator][..])
    );
    assert!(after.places.contains(&place), "what people wrote stays");
    assert!(
        told(&plan).contains("Overtages af kilden: enheden Team Nord"),
        "{}",
        told(&plan)
    );
}

#[test]
fn one_source_does_not_touch_another_s() {
    let filled = filled();
    let other = plan_of(
        &filled,
        text("person;x1;Xenia;;;;;;xenia;;;;;;;").as_bytes(),
        "bakken",
    )
    .unwrap();
    assert_eq!(
        told(&other),
        "Ny: medarbejderen Xenia\n1 nye, 0 ændrede, 0 slutter."
    );
    let taken = plan_of(
        &filled,
        text("person;p1;Anna;;;;;;anna;;;;;;;").as_bytes(),
        "bakken",
    );
    let said = lines(&taken.unwrap_err(), Language::Danish).join("\n");
    assert!(said.contains("Det hører til kilden \"hr\""), "{said}");
}

#[test]
fn the_last_administrator_is_not_closed() {
    let mut before = filled();
    for person in &mut before.people {
        person.roles = if person.login == "anna" {
            vec![Role::Administrator]
        } else {
            vec![Role::Staff]
        };
    }
    let less: Vec<&str> = FILE.lines().filter(|line| !line.contains("p1;")).collect();
    let refused = plan(&before, &text(&less.join("\n"))).unwrap_err();
    let said = lines(&refused, Language::Danish).join("\n");
    assert!(
        said.contains("Anna Retningsen: Kommunens sidste administrator"),
        "{said}"
    );
}

#[test]
fn what_is_moved_takes_nothing_deeper_than_units_may_lie() {
    let id = |number: u128| UnitId(Uuid::from_u128(number));
    let of = |number: u128, parent: Option<u128>| OrgUnit {
        name: format!("Enhed {number}"),
        parent: parent.map(id),
        ..by_hand(number).0
    };
    let deepest = u128::try_from(MAX_UNIT_DEPTH).unwrap() + 1;
    let before = Organisation {
        units: (1..=deepest)
            .map(|number| of(number, Some(number - 1).filter(|above| *above > 0)))
            .collect(),
        ..Organisation::default()
    };
    let top = 100;
    for (parent, too_deep) in [(None, vec![]), (Some(top), vec![Subject::Unit(id(deepest))])] {
        let changed = Changed {
            units: vec![of(top, None), of(1, parent)],
            ..Changed::default()
        };
        let unfit = check(&before, &merged(&before, &changed), &changed);
        let subjects: Vec<Subject> = unfit.into_iter().map(|unfit| unfit.subject).collect();
        assert_eq!(subjects, too_deep, "{parent:?}");
    }
}

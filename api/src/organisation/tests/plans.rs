//! What comes, changes and ends.

use samspil_store::{Changed, MAX_UNIT_DEPTH};

use super::*;
use crate::organisation::check::{Subject, check};
use crate::organisation::export::exported;
use crate::table::csv::FORMULAS;

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

/// What is refused where it is read in, and what is written out as text, are the same, so that no name comes back as another.
#[test]
fn what_begins_like_a_formula_is_never_read_in_as_another_name() {
    for sign in FORMULAS.into_iter().filter(|sign| !sign.is_whitespace()) {
        for cell in [format!("{sign}1"), format!("'{sign}1")] {
            let refused = wrong(text(&format!("enhed;t1;{cell};;;;;;;;;;;;;")).as_bytes());
            assert!(
                refused.contains("Linje 2, ") && refused.contains("ligner en formel"),
                "{cell}: {refused}"
            );
        }
        let mut there = filled();
        there.units[0].name = format!("{sign}1");
        let out = exported(&there, Some(ASKED), Language::Danish);
        assert!(out.contains(&format!(";'{sign}1;")), "{out}");
        assert!(plan(&there, &out).is_err(), "{sign}: read in as another name");
    }
    let mut there = filled();
    for (number, name) in ["Nord = 1", "Team +", "'Nord'", "Æ-Å"].into_iter().enumerate() {
        there.units[number].name = name.to_owned();
    }
    let again = plan(&there, &exported(&there, Some(ASKED), Language::Danish)).unwrap();
    assert!(again.changed.is_empty(), "{}", told(&again));
}

/// Bo stands in for Anna in her team, where he works as well, and for Hanne, who was written by hand, at Bakken.
const STEAD: &str = "
plads;;;;;;;;;p2;t1;caseworker;;;05-01-2026;31-01-2026;p1
plads;;;;;;;;;p2;u2;provider;;;;28-02-2026;00000000-0000-0000-0000-000000000001";

/// A file with those places, too.
fn with_deputies(stead: &str) -> String {
    let file = text(FILE).replacen('\n', ";stedfortræder for\n", 1);
    let lines = file.trim_end().lines().enumerate();
    let lines = lines.map(|(number, line)| match number {
        0 => line.to_owned(),
        _ => format!("{line};"),
    });
    let lines: Vec<String> = lines.collect();
    format!("{}\n{}\n", lines.join("\n"), stead.trim())
}

#[test]
fn deputies_are_read_in_and_written_out_and_read_in_again_as_nothing_new() {
    let mut before = filled();
    let (_, hanne, _) = by_hand(1);
    let hanne = OrgPerson {
        login: "hanne".to_owned(),
        ..hanne
    };
    before.people.push(hanne.clone());
    let first = plan(&before, &with_deputies(STEAD)).unwrap();
    assert_eq!(first.changed.places.len(), 2, "{}", told(&first));
    let there = after(&before, &first);
    let id = |login: &str| there.people.iter().find(|one| one.login == login).unwrap().id;
    let in_stead = there.places.iter().filter(|place| place.stands_in_for.is_some());
    let in_stead: Vec<_> = in_stead
        .map(|place| (place.person, place.stands_in_for))
        .collect();
    assert_eq!(
        in_stead,
        [(id("bo"), Some(id("anna"))), (id("bo"), Some(hanne.id))]
    );
    for language in Language::ALL {
        let out = exported(&there, Some(ASKED), language);
        let again = plan(&there, &out).unwrap();
        assert!(again.changed.is_empty(), "{}\n{out}", told(&again));
    }
    // What the file says no more ends as other places do.
    let less = plan(&there, &with_deputies("")).unwrap();
    assert_eq!(less.changed.places.len(), 2, "{}", told(&less));
}

#[test]
fn a_deputy_of_nobody_of_themselves_or_without_a_last_day_is_told_by_line() {
    for (line, expected) in [
        ("plads;;;;;;;;;p2;t1;caseworker;;;;31-01-2026;p9", "p9"),
        (
            "plads;;;;;;;;;p2;t1;caseworker;;;;31-01-2026;p2",
            "stedfortræder for",
        ),
        ("plads;;;;;;;;;p2;t1;caseworker;;;;;p1", "til"),
    ] {
        let faults = plan(&filled(), &with_deputies(line)).unwrap_err();
        let told = lines(&faults, Language::Danish).join("\n");
        assert!(
            told.contains("Linje 16") && told.contains(expected),
            "{line}: {told}"
        );
    }
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

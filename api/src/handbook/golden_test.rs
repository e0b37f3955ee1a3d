//! The handbooks of two shipped flows, as golden text; and that every task of every shipped flow stands in its handbook.

use std::path::{Path, PathBuf};

use samspil_core::flow::ItemKind;
use samspil_core::text::Language;

use super::Handbook;
use super::command::alone;
use crate::runnable::runnable_from;

fn flow(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../flows/{name}/flow.yaml"))
}

fn book(name: &str, language: Language) -> String {
    let run = runnable_from(&flow(name), language).unwrap();
    alone(
        Handbook::new(&run.flow, &run.guards, language),
        Vec::new(),
        language,
    )
    .unwrap()
}

#[test]
fn the_handbook_of_collaboration_meetings_in_danish() {
    insta::assert_snapshot!(book("samarbejdsmoeder", Language::Danish));
}

#[test]
fn the_handbook_of_open_dialogue_in_english() {
    insta::assert_snapshot!(book("aaben-dialog", Language::English));
}

/// A12.3 in `flows/lines.csv`: the handbook is the rendered flow, with an owner for every practical task.
#[test]
fn a12_3_every_task_of_a_shipped_flow_stands_in_its_handbook_with_its_one_owner() {
    for name in ["voksen-bum", "samarbejdsmoeder", "underretning", "klage"] {
        let run = runnable_from(&flow(name), Language::Danish).unwrap();
        let book = Handbook::new(&run.flow, &run.guards, Language::Danish);
        let work = run
            .flow
            .items
            .values()
            .filter(|item| matches!(item.kind, ItemKind::Task | ItemKind::Decision | ItemKind::Meeting));
        let work: Vec<_> = work.collect();
        assert!(work.iter().all(|item| item.owner.is_some()), "{name}");
        assert!(book.tasks.rows.len() >= work.len(), "{name}");
        let whole = alone(book, Vec::new(), Language::Danish).unwrap();
        for item in work {
            let plain = item.title.da.split(['"', '\'', '&', '<', '>']).next().unwrap();
            assert!(whole.contains(plain), "{name} {}", item.id);
        }
        assert!(!whole.contains("<script"), "{name}");
    }
}

/// A12.4 in `flows/lines.csv`: the handbook can be printed: it is one file that fetches nothing, with rules for paper.
#[test]
fn the_rules_of_play_of_a_house_stand_in_the_handbooks_of_the_flows_where_they_matter() {
    let house = runnable_from(&flow("faelles-hus"), Language::Danish)
        .unwrap()
        .flow;
    let ring = "Er noget uklart i bestillingen, ringer vi, før vi skriver nej.";
    let heard = "Vi taler pænt om hinanden over for borgeren.";
    for (name, rules) in [
        ("voksen-bum", &[(ring, true), (heard, false)][..]),
        ("klage", &[(ring, false)]),
        (
            "faelles-hus",
            &[
                (ring, true),
                (heard, true),
                ("Vi begynder med borgerens egne ord.", true),
            ],
        ),
    ] {
        let run = runnable_from(&flow(name), Language::Danish).unwrap();
        let book = Handbook::new(&run.flow, &run.guards, Language::Danish);
        let whole = alone(book.in_houses(&run.flow, [&house]), Vec::new(), Language::Danish).unwrap();
        for (rule, stands) in rules {
            assert_eq!(whole.contains(rule), *stands, "{name}: {rule}");
        }
    }
}

#[test]
fn a12_4_a_handbook_is_printed_without_what_is_for_the_screen() {
    for language in [Language::Danish, Language::English] {
        let whole = book("samarbejdsmoeder", language);
        assert!(whole.contains("@media print"));
        assert!(!whole.contains("src=") && !whole.contains("@import"));
    }
}

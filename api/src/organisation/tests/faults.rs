//! Everything that is wrong is told at once, with its line and column, and nothing comes of the file.

use super::*;

#[test]
fn each_fault_has_its_line_and_column() {
    insta::assert_snapshot!(wrong(
        text(
            "
enhed;e1;Nord;;hus;myndighed;;;;;;;;;;
enhed;e1;Syd;;team;borger;;;;;;;;;31-02-2026;
enhed;e3;;e9;;;12345678;offentlig;;;;;;;;
enhed;e4;Øst;;;;;;;;;;;;02-01-2026;01-01-2026
person;p1;=HYPERLINK(\"x\");;;;;;an na;;;;;;;
person;p2;+4512;;;;;;bo;;;;;;;
person;p3;Cia;;;;;;;;;;;;;
plads;;;;;;;;;p9;e1;;;måske;;
plads;;;;;;;;;;e8;Case worker;;;;
hest;;;;;;;;;;;;;;;
halv;linje
"
        )
        .as_bytes()
    ));
}

#[test]
fn what_does_not_hold_together_is_told_by_line_too() {
    insta::assert_snapshot!(wrong(
        text(
            "
enhed;a;A;b;;;;;;;;;;;;
enhed;b;B;a;;;;;;;;;;;;
enhed;c;C;c;;;;;;;;;;;;
enhed;d;D;;organisation;udfører;12345678;privat;;;;;;;;
enhed;e;E;;team;udfører;10000009;;;;;;;;;
enhed;f;F;d;team;myndighed;;;;;;;;;;
enhed;g;G;;;;;;;;;;;;;01-02-2026
enhed;h;H;g;;;;;;;;;;;;01-03-2026
person;p;P;;;;;;p;;;;;;;
plads;;;;;;;;;p;h;Sags behandler;;;;
"
        )
        .as_bytes()
    ));
}

#[test]
fn headings_are_known_once_each_and_the_needed_ones_there() {
    insta::assert_snapshot!(wrong(b"type;id;id;alder\nenhed;1;2;3\n"));
    insta::assert_snapshot!(wrong(b""));
    let english = "type,id,name,login\nperson,1,Anna,anna\n";
    assert!(plan(&Organisation::default(), english).is_ok());
}

#[test]
fn encodings_are_read_or_named() {
    let file = text("person;p1;Åse Ærø;;;;;;ase;;;;;;;");
    let utf16: Vec<u8> = format!("\u{FEFF}{file}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(&file);
    for bytes in [
        file.as_bytes(),
        format!("\u{FEFF}{file}").as_bytes(),
        &utf16,
        &windows,
    ] {
        let plan = plan_of(&Organisation::default(), bytes, ASKED).unwrap();
        assert_eq!(plan.changed.people[0].name, "Åse Ærø");
    }
    let noted = read(&windows).unwrap().note;
    assert_eq!(
        noted.map(|note| note.key).as_deref(),
        Some("organisation-file-windows")
    );
    assert!(wrong(&utf16[..utf16.len() - 1]).contains("UTF-16"));
}

#[test]
fn no_more_faults_are_told_than_anyone_reads() {
    let many = "hest;;;;;;;;;;;;;;;\n".repeat(250);
    let told = wrong(text(&many).as_bytes());
    assert_eq!(told.lines().count(), 201);
    assert!(told.ends_with("Og 50 fejl mere."), "{told}");
}

#[test]
fn a_quotation_mark_that_is_missing_is_seen() {
    let told = wrong(text("person;p1;\"Anna;;;;;;anna;;;;;;;\nperson;p2;Bo;;;;;;bo;;;;;;;").as_bytes());
    assert!(told.contains("Linje 2"), "{told}");
}

//! Every letter of the shipped flows, written from a case of a scenario, in both languages: golden text. What a letter says in
//! some cases alone is written in one of them.

use std::collections::BTreeMap;

use samspil_core::case::Effect;
use samspil_core::flow::{Flow, LETTER_WORDS};
use samspil_core::letter::{Facts, write};
use samspil_core::text::Language;

use super::find::{Suite, suites};
use super::read::read;
use super::run::run;
use super::shipped_test::{flows, runnable, runnable_other};

/// What single words stand for here: themselves, so that a reader of the golden text sees them.
fn words(flow: &Flow) -> BTreeMap<String, String> {
    let parties = flow.parties.keys().map(|party| party.as_str().to_owned());
    let known = LETTER_WORDS.iter().map(|word| (*word).to_owned());
    parties
        .chain(known)
        .map(|word| (word.clone(), format!("«{word}»")))
        .collect()
}

/// The fewest letters and digits of a piece of a text that is looked for: less says nothing.
const LEAST: usize = 4;

/// What is left of a text without tags and signs, each stretch of what is left out as one blank.
fn plain(text: &str) -> String {
    let mut in_tag = false;
    let mut kept = String::new();
    for sign in text.chars() {
        match sign {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if in_tag => continue,
            _ => {}
        }
        kept.push(if sign.is_alphanumeric() { sign } else { ' ' });
    }
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The pieces of a document's text that stand as they are, line by line between fields and conditions.
fn pieces(template: &str) -> Vec<String> {
    let lines = template.lines().flat_map(|line| {
        let between = line.split("{{").filter_map(|part| part.rsplit("}}").next());
        between.filter(|part| !part.contains("{%"))
    });
    let pieces = lines.map(|line| plain(&line.replace('>', " ")));
    pieces.filter(|piece| piece.chars().count() >= LEAST).collect()
}

/// What of a flow's documents no letter has said, in either language.
fn unsaid(flow: &Flow, written: &BTreeMap<(String, Language), String>) -> Vec<String> {
    let mut faults = Vec::new();
    for document in flow.documents.values() {
        for language in Language::ALL {
            let said = written.get(&(document.name.clone(), language));
            let said = said.map_or("", String::as_str);
            let pieces = pieces(document.text.in_language(language)).into_iter();
            let never = pieces.filter(|piece| !said.contains(piece.as_str()));
            faults.extend(never.map(|piece| format!("{} ({language}): {piece}", document.name)));
        }
    }
    faults
}

/// The first letter of each document that the scenarios of a flow write, in both languages; every one must be whole, and each
/// piece of a text must be in some.
fn letters(suite: &Suite, faults: &mut Vec<String>) -> (usize, BTreeMap<String, String>) {
    let flow = runnable(&suite.flow);
    let other = runnable_other(&suite.flow, &flow.flow);
    let words = words(&flow.flow);
    let (mut golden, mut all) = (BTreeMap::new(), BTreeMap::<_, String>::new());
    for path in &suite.scenarios {
        let text = std::fs::read_to_string(path).unwrap();
        let scenario = read(&text, &flow.flow, other.as_ref().map(|other| &other.flow)).unwrap();
        for letter in run(&flow, other.as_ref(), &scenario).letters {
            let Effect::Letter { document, tells, .. } = letter else {
                continue;
            };
            let known = &flow.flow.documents[&document];
            let facts = Facts {
                values: &tells,
                words: &words,
                person: &|id: &str| id.to_owned(),
            };
            for language in Language::ALL {
                let written = write(&flow.flow, known, &facts, language);
                let place = format!("{document} in {} ({language})", path.display());
                let written = match written {
                    Ok(written) => written,
                    Err(fault) => {
                        faults.push(format!("{place}: {fault:?}"));
                        continue;
                    }
                };
                assert!(!written.contains("{{"), "{place}");
                let said = all.entry((document.clone(), language)).or_default();
                said.push_str(&plain(&written));
                said.push('\n');
                golden
                    .entry(format!("{document} ({language})"))
                    .or_insert(format!("{}\n{written}", known.title.in_language(language)));
            }
        }
    }
    let unsaid = unsaid(&flow.flow, &all).into_iter();
    faults.extend(unsaid.map(|piece| format!("{}: never written: {piece}", suite.flow.display())));
    (flow.flow.documents.len(), golden)
}

#[test]
fn every_letter_of_a_shipped_flow_is_written_whole_from_a_case_of_its_scenarios() {
    let (mut golden, mut faults) = (String::new(), Vec::new());
    for suite in suites(&[flows()]).unwrap() {
        let folder = suite.flow.parent().unwrap().join("documents");
        if !folder.is_dir() {
            continue;
        }
        let (count, letters) = letters(&suite, &mut faults);
        if letters.len() != count * Language::ALL.len() {
            let written: Vec<&String> = letters.keys().collect();
            faults.push(format!("{}: only {written:?} are written", folder.display()));
        }
        let name = suite.flow.parent().unwrap().file_name().unwrap();
        for (document, text) in letters {
            golden.push_str(&format!("=== {} {document}\n{text}\n", name.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    insta::assert_snapshot!(golden);
}

#[test]
fn a_piece_that_no_letter_says_is_found() {
    let text = "Kære {{ citizen }}\n\n> {{ d.words }}\n\n{% if d.why %}\n## Fordi\n\n{{ d.why }}\n{% endif %}\nDen {{ d.on }} er **dagen**.";
    assert_eq!(pieces(text), ["Kære", "Fordi", "er dagen"]);
    let said = plain("<p>Kære «citizen»</p>\n<h2>Fordi</h2>\n<p>Den 1. maj er <strong>dagen</strong>.</p>");
    assert_eq!(said, "Kære citizen Fordi Den 1 maj er dagen");
    assert!(pieces(text).iter().all(|piece| said.contains(piece.as_str())));
    assert!(!plain("<p>Kære</p>").contains("Fordi"));
}

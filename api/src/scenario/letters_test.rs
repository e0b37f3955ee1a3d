//! Every letter of the shipped flows, written from a case of a scenario, in both languages: golden text.

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

/// The first letter of each document that the scenarios of a flow write, in both languages; every one must be whole.
fn letters(suite: &Suite, faults: &mut Vec<String>) -> (usize, BTreeMap<String, String>) {
    let flow = runnable(&suite.flow);
    let other = runnable_other(&suite.flow, &flow.flow);
    let words = words(&flow.flow);
    let mut golden = BTreeMap::new();
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
                golden
                    .entry(format!("{document} ({language})"))
                    .or_insert(format!("{}\n{written}", known.title.in_language(language)));
            }
        }
    }
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

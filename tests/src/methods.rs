//! What the methods that the product is for ask of it, line by line: each row of `flows/lines.csv` names the scenarios or
//! tests that hold it, or says what is missing, and the table in `flows/README.md` is made of the rows.

mod held;
mod page;

use std::path::Path;

use crate::asvs::csv::{Line, lines};
use crate::asvs::named::{Read, held, tests_in};

/// The table, with these columns.
const TABLE: &str = "flows/lines.csv";
const COLUMNS: [&str; 4] = ["id", "line", "state", "proof"];

/// How many lines each method has, from the first on, and of which method the signs of failure are, and how many.
const METHODS: [usize; 21] = [4, 3, 4, 3, 4, 5, 1, 6, 5, 3, 5, 4, 4, 5, 2, 4, 5, 4, 5, 3, 6];
const SIGNS: (usize, usize) = (21, 6);

/// The longest that a line is put in, in characters: one line of a table.
const MAX_LINE_CHARS: usize = 110;

/// The shortest sentence that says what is missing, in characters.
const MIN_REASON_CHARS: usize = 20;

/// Between several proofs.
const BETWEEN: &str = "; ";

/// What a scenario is called.
const SCENARIO: &str = ".yaml";

/// A row of the table.
struct Row<'a> {
    id: &'a str,
    line: &'a str,
    held: bool,
    proof: &'a str,
}

impl<'a> Row<'a> {
    fn of(line: &'a Line) -> Result<Self, String> {
        let [id, said, state, proof] = line.cells.as_slice() else {
            return Err(format!("{} cells", line.cells.len()));
        };
        let held = match state.as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(format!("{state:?} is neither yes nor no")),
        };
        Ok(Self {
            id,
            line: said,
            held,
            proof,
        })
    }

    fn wrong(&self, read: Read<'_>) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.line.trim().is_empty() || self.line.chars().count() > MAX_LINE_CHARS {
            wrong.push(format!("say the line in 1 to {MAX_LINE_CHARS} characters"));
        }
        if self.held {
            let proofs = self.proof.split(BETWEEN);
            wrong.extend(proofs.clone().flat_map(|proof| missing(proof, read)));
            if !proofs
                .map(name)
                .any(|name| name.starts_with(&format!("{}_", self.id)))
            {
                wrong.push(format!("no proof carries {}", self.id));
            }
        } else {
            if self.proof.chars().count() < MIN_REASON_CHARS || !self.proof.ends_with('.') {
                wrong.push("say in a sentence what is missing".to_owned());
            }
            let scenarios = words(self.proof).filter(|word| word.ends_with(SCENARIO));
            let named = scenarios.map(str::to_owned).chain(tests_in(self.proof));
            wrong.extend(named.flat_map(|proof| missing(&proof, read)));
        }
        wrong
    }
}

/// The words of a sentence, without what stands around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "(),;".contains(c))
}

/// What a proof is called: the file of a scenario, or a test's name.
fn name(proof: &str) -> &str {
    let of_pages = || proof.split_once(": ").map(|(_, title)| title);
    let test = proof.rsplit_once("::").map(|(_, test)| test).or_else(of_pages);
    test.unwrap_or_else(|| proof.rsplit('/').next().unwrap_or(proof))
}

/// What of a proof is not there. A scenario is tried by `samspil test flows` where it lies in a folder of scenarios.
fn missing(proof: &str, read: Read<'_>) -> Vec<String> {
    if !proof.ends_with(SCENARIO) {
        return held(proof, read);
    }
    let tried = proof.starts_with("flows/") && proof.contains("/scenarios/");
    let there = tried && read(proof).is_some_and(|text| text.starts_with("scenario:"));
    if there {
        Vec::new()
    } else {
        vec![format!("there is no scenario {proof}")]
    }
}

/// The number of every line, in order.
fn ids() -> Vec<String> {
    let mut ids = Vec::new();
    for (index, count) in METHODS.iter().enumerate() {
        let method = index + 1;
        ids.extend((1..=*count).map(|line| format!("a{method:02}_{line}")));
    }
    let (method, count) = SIGNS;
    ids.extend((1..=count).map(|sign| format!("a{method:02}_s{sign}")));
    ids
}

/// What is wrong with the table, each with its line.
fn wrong_in_table(text: &str, read: Read<'_>) -> Vec<String> {
    let lines = match lines(text) {
        Ok(lines) => lines,
        Err(wrong) => return vec![wrong],
    };
    let Some((head, rows)) = lines.split_first().filter(|(head, _)| head.cells == COLUMNS) else {
        return vec![format!("the columns are {COLUMNS:?}")];
    };
    debug_assert_eq!(head.number, 1, "the head is the first line");
    let mut wrong = Vec::new();
    for line in rows {
        let found = Row::of(line).map_or_else(|wrong| vec![wrong], |row| row.wrong(read));
        wrong.extend(found.iter().map(|found| format!("line {}: {found}", line.number)));
    }
    let found: Vec<&str> = rows
        .iter()
        .filter_map(|line| Some(line.cells.first()?.as_str()))
        .collect();
    let wanted = ids();
    if found != wanted {
        let first = wanted
            .iter()
            .zip(&found)
            .find(|(wanted, found)| *wanted != *found);
        wrong.push(format!(
            "{} rows instead of {}; the first that differs: {first:?}",
            found.len(),
            wanted.len()
        ));
    }
    wrong
}

/// Where a file of the project lies.
fn path(path: &str) -> std::path::PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    root.join(path)
}

/// A file of the project.
fn file(name: &str) -> Option<String> {
    std::fs::read_to_string(path(name)).ok()
}

#[test]
fn every_line_of_the_methods_has_a_row_and_what_it_names_exists() {
    let wrong = wrong_in_table(&file(TABLE).unwrap(), &file);
    assert!(wrong.is_empty(), "{TABLE}:\n{}", wrong.join("\n"));
}

#[test]
fn a_row_that_proves_nothing_is_found() {
    let read = |path: &str| {
        let text = match path {
            "a.rs" => "#[test]\nfn a01_1_it_holds() {}\n#[test]\nfn more() {}\n",
            "flows/f/scenarios/a01_1_so.yaml" => "scenario: x\n",
            "flows/f/scenarios/empty.yaml" => "",
            _ => return None,
        };
        Some(text.to_owned())
    };
    for (row, wrong) in [
        ("a01_1,x,yes,a.rs::a01_1_it_holds", ""),
        ("a01_1,x,yes,flows/f/scenarios/a01_1_so.yaml; a.rs::more", ""),
        ("a01_1,x,yes,a.rs::more", "no proof carries a01_1"),
        (
            "a01_2,x,yes,flows/f/scenarios/a01_1_so.yaml",
            "no proof carries a01_2",
        ),
        (
            "a01_1,x,yes,flows/f/scenarios/a01_1_gone.yaml",
            "there is no scenario flows/f/scenarios/a01_1_gone.yaml",
        ),
        (
            "a01_1,x,yes,flows/f/scenarios/a01_1_so.yaml; flows/f/scenarios/empty.yaml",
            "there is no scenario flows/f/scenarios/empty.yaml",
        ),
        (
            "a01_1,x,yes,a.rs::a01_1_it_held",
            "a.rs has no test a01_1_it_held",
        ),
        (
            "a01_1,,yes,a.rs::a01_1_it_holds",
            "say the line in 1 to 110 characters",
        ),
        ("a01_1,x,no,", "say in a sentence what is missing"),
        (
            "a01_1,x,no,Nobody has built it",
            "say in a sentence what is missing",
        ),
        (
            "a01_1,x,no,Nobody has built it (flows/f/scenarios/a01_1_so.yaml).",
            "",
        ),
        (
            "a01_1,x,no,Nobody has built it (flows/g/scenarios/a.yaml).",
            "there is no scenario flows/g/scenarios/a.yaml",
        ),
        ("a01_1,x,maybe,Nobody knows", "\"maybe\" is neither yes nor no"),
        ("a01_1,x", "2 cells"),
    ] {
        let line = lines(row).unwrap().remove(0);
        let found = Row::of(&line).map_or_else(|wrong| vec![wrong], |row| row.wrong(&read));
        assert_eq!(found.join(", "), wrong, "{row}");
    }
}

#[test]
fn lines_that_are_missing_twice_or_out_of_order_are_found() {
    let found = |text: &str| wrong_in_table(text, &|_| None).join("\n");
    assert!(found("").starts_with("the columns are"));
    assert!(found("id,line,state,proof\n\"a").ends_with("has no end"));
    let row = |id: &str| format!("{id},x,no,Nobody has built it yet.\n");
    let table = |ids: &[String]| {
        let rows: String = ids.iter().map(|id| row(id)).collect();
        format!("id,line,state,proof\n{rows}")
    };
    let all = ids();
    assert_eq!(found(&table(&all)), "");
    assert_eq!(
        (all.len(), all[0].as_str(), all[90].as_str()),
        (91, "a01_1", "a21_s6")
    );
    for spoil in [
        |ids: &mut Vec<String>| drop(ids.remove(3)),
        |ids: &mut Vec<String>| ids.swap(0, 1),
        |ids: &mut Vec<String>| ids.insert(1, "a01_1".to_owned()),
    ] {
        let mut ids = all.clone();
        spoil(&mut ids);
        assert!(found(&table(&ids)).contains("the first that differs"));
    }
}

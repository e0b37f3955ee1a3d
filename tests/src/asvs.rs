//! What is said of the project's own security names tests that exist: every row of `asvs.csv` (OWASP ASVS 5.0.0), and the
//! promises and the threat model of `.github/SECURITY.md`.

pub(crate) mod csv;
pub(crate) mod named;

use std::path::Path;

use self::csv::Line;
use self::named::{Read, built, held, tests_in};

/// The table, with these columns.
const TABLE: &str = "tests/asvs.csv";
const COLUMNS: [&str; 5] = ["id", "level", "about", "state", "proof"];

/// The page about security.
const PAGE: &str = ".github/SECURITY.md";

/// How many requirements of level 1 and of level 2 each chapter of ASVS 5.0.0 has, from the first on; every one has a row.
const CHAPTERS: [(usize, usize); 17] = [
    (8, 19),
    (4, 7),
    (8, 11),
    (2, 8),
    (4, 5),
    (13, 22),
    (6, 12),
    (4, 3),
    (4, 3),
    (5, 24),
    (3, 11),
    (3, 6),
    (1, 12),
    (2, 7),
    (3, 10),
    (0, 16),
    (0, 7),
];

/// The requirements of level 3 that are held to as well, and those about WebRTC, which does not occur.
const OF_LEVEL_3: [&str; 15] = [
    "2.3.5", "8.3.2", "8.3.3", "14.2.6", "14.2.7", "15.4.1", "15.4.2", "15.4.3", "15.4.4", "16.5.4",
    "17.1.2", "17.2.5", "17.2.6", "17.2.7", "17.2.8",
];

/// The longest that a row says of what is asked, in characters: a line, and nobody else's text.
const MAX_ABOUT_CHARS: usize = 100;

/// The shortest reason, in characters.
const MIN_REASON_CHARS: usize = 15;

/// Whom the threat model is about.
const ACTORS: [&str; 11] = [
    "Citizen",
    "Relative",
    "Provider",
    "Case worker",
    "Process owner",
    "Administrator of a municipality",
    "Operator of the platform",
    "Integration",
    "Another municipality",
    "Outsider",
    "Supply chain",
];

/// A requirement's number: chapter, section, place.
type Id = [u32; 3];

fn id(text: &str) -> Option<Id> {
    let parts: Vec<u32> = text.split('.').filter_map(|part| part.parse().ok()).collect();
    let id: Id = parts.try_into().ok()?;
    let [chapter, section, place] = id;
    (format!("{chapter}.{section}.{place}") == text).then_some(id)
}

/// What is wrong with the table, each with its line.
fn wrong_in_table(text: &str, read: Read<'_>) -> Vec<String> {
    let lines = match csv::lines(text) {
        Ok(lines) => lines,
        Err(wrong) => return vec![wrong],
    };
    let Some((head, rows)) = lines.split_first() else {
        return vec!["the table is empty".to_owned()];
    };
    if head.cells != COLUMNS {
        return vec![format!("the columns are {COLUMNS:?}, not {:?}", head.cells)];
    }
    let mut wrong: Vec<String> = rows
        .iter()
        .flat_map(|row| {
            let found = wrong_in_row(row, read).into_iter();
            found.map(move |wrong| format!("line {}: {wrong}", row.number))
        })
        .collect();
    wrong.extend(wrong_in_order(rows));
    wrong.extend(wrong_in_number(rows));
    wrong
}

fn wrong_in_row(row: &Line, read: Read<'_>) -> Vec<String> {
    let [number, level, about, state, proof] = row.cells.as_slice() else {
        return vec![format!("{} cells", row.cells.len())];
    };
    let mut wrong = Vec::new();
    if id(number).is_none() {
        wrong.push(format!("{number:?} is no number of a requirement"));
    }
    if !["1", "2", "3"].contains(&level.as_str()) {
        wrong.push(format!("there is no level {level:?}"));
    }
    if about.trim().is_empty() || about.chars().count() > MAX_ABOUT_CHARS {
        wrong.push(format!("say in 1 to {MAX_ABOUT_CHARS} characters what is asked"));
    }
    wrong.extend(match state.as_str() {
        "held" => held(proof, read),
        "by-design" => built(proof, MIN_REASON_CHARS, read),
        "not-applicable" | "open" if proof.chars().count() < MIN_REASON_CHARS => {
            vec![format!("{state} without a reason")]
        }
        "not-applicable" | "open" => tests_in(proof)
            .into_iter()
            .flat_map(|test| held(&test, read))
            .collect(),
        _ => vec![format!("{state:?} is no state")],
    });
    wrong
}

/// Rows that do not come after the one before; so none stands twice.
fn wrong_in_order(rows: &[Line]) -> Vec<String> {
    let numbered: Vec<(usize, Id)> = rows
        .iter()
        .filter_map(|row| Some((row.number, id(row.cells.first()?)?)))
        .collect();
    numbered
        .iter()
        .zip(numbered.iter().skip(1))
        .filter(|((_, before), (_, after))| before >= after)
        .map(|(_, (line, [chapter, section, place]))| {
            format!("line {line}: {chapter}.{section}.{place} does not come after the row before")
        })
        .collect()
}

/// Chapters with too few or too many rows, and rows of level 3 that are missing or too many.
fn wrong_in_number(rows: &[Line]) -> Vec<String> {
    let of = |chapter: usize, level: &str| {
        let chapter = format!("{chapter}.");
        let here = |row: &&Line| {
            let number = row
                .cells
                .first()
                .is_some_and(|number| number.starts_with(&chapter));
            number && row.cells.get(1).is_some_and(|found| found == level)
        };
        rows.iter().filter(here).count()
    };
    let mut wrong = Vec::new();
    for (index, (first, second)) in CHAPTERS.iter().enumerate() {
        let chapter = index + 1;
        let found = (of(chapter, "1"), of(chapter, "2"));
        if found != (*first, *second) {
            wrong.push(format!(
                "chapter {chapter} has {first} and {second} rows of levels 1 and 2, not {found:?}"
            ));
        }
    }
    let third: Vec<&str> = rows
        .iter()
        .filter(|row| row.cells.get(1).is_some_and(|level| level == "3"))
        .filter_map(|row| row.cells.first().map(String::as_str))
        .collect();
    if third != OF_LEVEL_3 {
        wrong.push(format!("the rows of level 3 are {OF_LEVEL_3:?}, not {third:?}"));
    }
    wrong
}

/// The rows of the table beneath a heading of a page, without its head.
fn table<'page>(page: &'page str, heading: &str) -> Vec<Vec<&'page str>> {
    let beneath = page.lines().skip_while(|line| *line != heading).skip(1);
    let section = beneath.take_while(|line| !line.starts_with("## "));
    let rows = section.filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

/// What is wrong with the page about security.
fn wrong_on_page(page: &str, read: Read<'_>) -> Vec<String> {
    let mut wrong: Vec<String> = tests_in(page)
        .into_iter()
        .flat_map(|test| held(&test, read))
        .collect();
    let threats = table(page, "## Threat model");
    let actors: Vec<&str> = threats.iter().filter_map(|row| row.first().copied()).collect();
    let mut pairs = actors.iter().zip(ACTORS);
    if actors.len() != ACTORS.len() || !pairs.all(|(actor, begins)| actor.starts_with(begins)) {
        wrong.push(format!("the threat model is about {ACTORS:?}, not {actors:?}"));
    }
    let promises = table(page, "## What is promised");
    if promises.is_empty() {
        wrong.push("nothing is promised".to_owned());
    }
    for (row, columns) in threats
        .iter()
        .map(|row| (row, 4))
        .chain(promises.iter().map(|row| (row, 2)))
    {
        let last = row.last().copied().unwrap_or_default();
        let whole = row.len() == columns && row.iter().all(|cell| !cell.is_empty());
        if !whole || (tests_in(last).is_empty() && !last.starts_with("open: ")) {
            wrong.push(format!("{:?} names neither a test nor what is open", row.first()));
        }
    }
    wrong
}

/// A file of the project.
fn file(path: &str) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    std::fs::read_to_string(root.join(path)).ok()
}

#[test]
fn every_requirement_has_a_row_and_what_it_names_exists() {
    let wrong = wrong_in_table(&file(TABLE).unwrap(), &file);
    assert!(wrong.is_empty(), "{TABLE}:\n{}", wrong.join("\n"));
}

#[test]
fn every_promise_and_every_threat_names_a_test_that_exists() {
    let wrong = wrong_on_page(&file(PAGE).unwrap(), &file);
    assert!(wrong.is_empty(), "{PAGE}:\n{}", wrong.join("\n"));
}

#[test]
fn the_chapters_are_those_of_the_standard() {
    let (first, second) = CHAPTERS.iter().fold((0, 0), |(first, second), chapter| {
        (first + chapter.0, second + chapter.1)
    });
    assert_eq!((first, second), (70, 183));
}

#[test]
fn a_row_that_says_nothing_true_is_found() {
    let read = |path: &str| (path == "a.rs").then(|| "#[test]\nfn it_holds() {}\nfn helps() {}\n".to_owned());
    for (row, wrong) in [
        ("1.1.1,2,about,held,a.rs::it_holds", ""),
        ("1.1.1,2,about,held,a.rs::helps", "a.rs has no test helps"),
        ("1.1.1,2,about,held,b.rs::it_holds", "there is no b.rs"),
        ("1.1.1,2,about,held,", "\"\" names no test"),
        (
            "1.1.1,2,about,held,a.rs::it_holds; nothing",
            "\"nothing\" names no test",
        ),
        ("1.1.1,2,about,by-design,a.rs::helps: it cannot be otherwise", ""),
        (
            "1.1.1,2,about,by-design,a.rs::wall: it cannot be otherwise",
            "a.rs defines no wall",
        ),
        (
            "1.1.1,2,about,by-design,a.rs::helps: so",
            "a.rs::helps without a reason",
        ),
        ("1.1.1,2,about,open,", "open without a reason"),
        ("1.1.1,2,about,open,a lot is missing here", ""),
        (
            "1.1.1,2,about,open,missing beside a.rs::gone.",
            "a.rs has no test gone",
        ),
        ("1.1.1,2,about,done,a lot was done here", "\"done\" is no state"),
        (
            "1.1.1,4,about,open,a lot is missing here",
            "there is no level \"4\"",
        ),
        (
            "1.1,2,about,open,a lot is missing here",
            "\"1.1\" is no number of a requirement",
        ),
        (
            "1.01.1,2,about,open,a lot is missing here",
            "\"1.01.1\" is no number of a requirement",
        ),
        (
            "1.1.1,2,,open,a lot is missing here",
            "say in 1 to 100 characters what is asked",
        ),
        ("1.1.1,2,about", "3 cells"),
    ] {
        let line = csv::lines(row).unwrap().remove(0);
        assert_eq!(wrong_in_row(&line, &read).join(", "), wrong, "{row}");
    }
}

#[test]
fn rows_that_are_missing_twice_or_out_of_order_are_found() {
    let found = |text: &str| wrong_in_table(text, &|_| None);
    assert_eq!(found(""), ["the table is empty"]);
    assert!(found("id,state\n")[0].starts_with("the columns are"));
    assert_eq!(found("id,level\n\"1.1.1"), ["line 2: a quoted cell has no end"]);
    let table = "id,level,about,state,proof\n\
        1.1.2,2,x,open,a lot is missing here\n\
        1.1.2,2,x,open,a lot is missing here\n\
        1.1.10,2,x,open,a lot is missing here\n\
        1.1.9,3,x,open,a lot is missing here\n";
    let wrong = found(table);
    assert_eq!(wrong[0], "line 3: 1.1.2 does not come after the row before");
    assert_eq!(wrong[1], "line 5: 1.1.9 does not come after the row before");
    assert_eq!(
        wrong[2],
        "chapter 1 has 8 and 19 rows of levels 1 and 2, not (0, 3)"
    );
    assert_eq!(wrong.len(), 2 + CHAPTERS.len() + 1, "{wrong:?}");
    assert!(wrong[wrong.len() - 1].ends_with("not [\"1.1.9\"]"), "{wrong:?}");
}

#[test]
fn a_page_that_promises_without_a_test_is_found() {
    let read = |path: &str| (path == "a.rs").then(|| "#[test]\nfn it_holds() {}\n".to_owned());
    let threats: String = ACTORS
        .iter()
        .map(|actor| format!("| {actor} | wants | control | `a.rs::it_holds`; open: more |\n"))
        .collect();
    let page = |promise: &str, threats: &str| {
        let head = "| a | b |\n|---|---|\n";
        format!("## What is promised\n{head}{promise}\n## Threat model\n{head}{threats}\n## More\n| x |\n")
    };
    let promise = "| it holds | `a.rs::it_holds` |\n";
    for (text, wrong) in [
        (page(promise, &threats), ""),
        (page("", &threats), "nothing is promised"),
        (
            page("| it holds | trust us |\n", &threats),
            "Some(\"it holds\") names neither a test nor what is open",
        ),
        (
            page("| it holds | `a.rs::gone` |\n", &threats),
            "a.rs has no test gone",
        ),
        (page("| it holds | open: a test |\n", &threats), ""),
        (
            page(promise, &threats.replace("| control ", "")),
            "Some(\"Citizen\") names neither a test nor what is open",
        ),
        (
            page(promise, &threats.replace("Outsider", "Insider")),
            "the threat model is about",
        ),
    ] {
        let found = wrong_on_page(&text, &read).join("\n");
        assert!(
            found.starts_with(wrong) && found.is_empty() == wrong.is_empty(),
            "{found}\n{text}"
        );
    }
}

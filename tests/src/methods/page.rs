//! The table of the lines on the page about the flows, made of the rows.

use super::{BETWEEN, Row, SCENARIO, TABLE, file, lines, name, path, words};

/// The page.
const PAGE: &str = "flows/README.md";

/// Between these lines of it stands what is made; the rest is written by hand.
const BEGIN: &str = "<!-- lines: made of lines.csv, UPDATE_GOLDEN=1 cargo test -p samspil-tests -->";
const END: &str = "<!-- lines end -->";

/// The line's number as people say it: `a09_2` is A9.2.
fn number(id: &str) -> String {
    let (method, line) = id.split_once('_').unwrap_or((id, ""));
    format!("A{}.{line}", method.trim_start_matches(['a', '0']))
}

/// A link to what holds a line, from the page's folder.
fn link(proof: &str) -> String {
    let parts = proof.split_once("::").or_else(|| proof.split_once(": "));
    let file = parts.map_or(proof, |(file, _)| file);
    let there = file
        .strip_prefix("flows/")
        .map_or_else(|| format!("../{file}"), str::to_owned);
    let name = name(proof);
    format!("[{}]({there})", name.strip_suffix(SCENARIO).unwrap_or(name))
}

/// What is missing, with links to what it names.
fn sentence(proof: &str) -> String {
    let named = words(proof).filter(|word| word.ends_with(SCENARIO));
    named.fold(proof.to_owned(), |text, word| text.replace(word, &link(word)))
}

fn table(rows: &[Row<'_>]) -> String {
    let held = rows.iter().filter(|row| row.held).count();
    let mut table = format!(
        "{held} of {} lines: yes.\n\n| line | what | | held by, or what is missing |\n|---|---|---|---|\n",
        rows.len()
    );
    for row in rows {
        let (state, proof) = if row.held {
            let links: Vec<String> = row.proof.split(BETWEEN).map(link).collect();
            ("yes", links.join(", "))
        } else {
            ("no", sentence(row.proof))
        };
        table.push_str(&format!(
            "| {} | {} | {state} | {proof} |\n",
            number(row.id),
            row.line
        ));
    }
    table
}

/// The page with this table.
fn with(page: &str, table: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{table}{END}{after}"))
}

#[test]
fn the_table_on_the_page_is_that_of_the_rows() {
    let text = file(TABLE).unwrap();
    let lines = lines(&text).unwrap();
    let rows: Vec<Row<'_>> = lines[1..].iter().map(|line| Row::of(line).unwrap()).collect();
    let page = file(PAGE).unwrap();
    let wanted = with(&page, &table(&rows)).expect("two marks on the page");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path(PAGE), &wanted).unwrap();
    }
    assert!(
        file(PAGE).unwrap() == wanted,
        "the table in {PAGE} is not that of {TABLE}: UPDATE_GOLDEN=1 cargo test -p samspil-tests, and look at it"
    );
}

#[test]
fn a_row_is_linked_from_the_pages_folder() {
    assert_eq!(number("a09_2"), "A9.2");
    assert_eq!(number("a21_s1"), "A21.s1");
    assert_eq!(
        link("flows/f/scenarios/a01_1_so.yaml"),
        "[a01_1_so](f/scenarios/a01_1_so.yaml)"
    );
    assert_eq!(link("tests/a.rs::a01_1_so"), "[a01_1_so](../tests/a.rs)");
    assert_eq!(
        sentence("Not yet (flows/f/scenarios/a.yaml)."),
        "Not yet ([a](f/scenarios/a.yaml))."
    );
    let row = |held, proof| Row {
        id: "a01_1",
        line: "x",
        held,
        proof,
    };
    let made = table(&[row(true, "a.rs::b; a.rs::c"), row(false, "Not yet.")]);
    assert!(made.starts_with("1 of 2 lines: yes.\n"));
    assert!(
        made.ends_with("| A1.1 | x | yes | [b](../a.rs), [c](../a.rs) |\n| A1.1 | x | no | Not yet. |\n")
    );
    assert_eq!(with("no marks", ""), None);
    let page = format!("a\n{BEGIN}\nold\n{END}\nb\n");
    assert_eq!(with(&page, "new\n"), Some(format!("a\n{BEGIN}\nnew\n{END}\nb\n")));
}

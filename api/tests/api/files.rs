//! Lists as files for spreadsheets: what the page shows, by its filters and sight, read back by others than who wrote it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use samspil_tests::program::Answer;

use crate::ground::{Ground, HERE, SECRETS, token};

/// More cases than a page of a list shows.
const MANY: usize = 27;

async fn get(ground: &Ground, login: &str, path: &str) -> Answer {
    let asking = ground.program.ask("GET", path).by(&token(HERE, login));
    asking.header("accept-language", "en").send().await
}

/// The address of a list as a file.
fn as_file(path: &str, kind: &str) -> String {
    let more = if path.contains('?') { '&' } else { '?' };
    format!("{path}{more}as={kind}")
}

/// The lines of a list as CSV, read by a library of its own.
async fn lines(ground: &Ground, login: &str, path: &str) -> Vec<Vec<String>> {
    let file = get(ground, login, &as_file(path, "csv")).await.is(200);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8", "{path}");
    assert!(
        file.header("content-disposition")
            .starts_with("attachment; filename=\"")
    );
    let text = file.text.strip_prefix('\u{feff}').unwrap().to_owned();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(Cursor::new(text.into_bytes()));
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

/// The rows of a list's workbook, sheet after sheet, each with its head.
async fn sheets(ground: &Ground, login: &str, path: &str) -> Vec<(String, Vec<Vec<Data>>)> {
    let file = get(ground, login, &as_file(path, "xlsx")).await.is(200);
    assert_eq!(
        file.header("content-type"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "{path}"
    );
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes)).unwrap();
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name).unwrap();
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "{path} {name}");
        sheets.push((name, range.rows().map(<[Data]>::to_vec).collect()));
    }
    sheets
}

#[tokio::test]
async fn every_list_is_a_file_of_either_kind_and_its_page_leads_to_both() {
    let ground = Ground::new().await;
    ground.ordered("Bostøtte").await;
    for (login, path) in [
        ("anna", "/tasks?tab=units"),
        ("anna", "/cases"),
        ("anna", "/inbox?all=true"),
        ("anna", "/coordination"),
        ("anna", "/flows"),
        ("anna", "/houses"),
        ("anna", "/glossary"),
        ("bo", "/plan"),
        ("owner", "/management"),
        ("owner", "/management/signs"),
        ("owner", "/surveys"),
        ("owner", "/workbench"),
        ("admin", "/incidents"),
        ("admin", "/mails"),
        ("admin", "/tunings"),
        ("admin", "/organisation?find=navn"),
        ("admin", "/organisation/changes"),
        ("admin", "/organisation/functions"),
        // What others have looked at: the reading of the log itself stands in it the next time.
        ("admin", "/access-log?login=anna"),
        ("admin", "/access-log/samples"),
        ("admin", "/retention"),
        ("admin", "/roles"),
        ("admin", "/system"),
        ("admin", "/calendars"),
        ("admin", "/batches"),
        ("admin", "/journal?kind=people"),
    ] {
        let page = get(&ground, login, path).await.is(200);
        for kind in ["csv", "xlsx"] {
            let link = as_file(path, kind).replace('&', "&#38;");
            assert!(page.text.contains(&format!("\"{link}\"")), "{path}: {link}");
        }
        let in_lines: usize = lines(&ground, login, path).await.len();
        let in_sheets = sheets(&ground, login, path).await;
        let rows: usize = in_sheets.iter().map(|(_, rows)| rows.len()).sum();
        // Several lists stand beneath each other with their names.
        let names = if in_sheets.len() > 1 { in_sheets.len() } else { 0 };
        assert_eq!(in_lines, rows + names, "{path}: {in_sheets:?}");
    }
    let odd = get(&ground, "anna", "/tasks?as=pdf").await.is(200);
    assert!(odd.text.contains("<table") || odd.text.contains("<h1>"));
}

#[tokio::test]
async fn a_file_holds_the_whole_list_by_its_filters_and_no_more_than_its_reader_sees() {
    let ground = Ground::new().await;
    for number in 0..MANY {
        ground.begin(&format!("Sag {number:02}")).await;
    }
    ground.ordered("Ærø").await;
    let all = lines(&ground, "anna", "/cases").await;
    assert_eq!(all.len(), MANY + 2, "{all:?}");
    let asking = ground
        .program
        .ask("POST", "/cases?as=csv")
        .by(&token(HERE, "anna"));
    let asking = asking.body("application/x-www-form-urlencoded", "text=sag+0".to_owned());
    let some = asking.send().await.is(200);
    assert_eq!(some.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(some.text.lines().count(), 11, "{}", some.text);
    assert_eq!(lines(&ground, "stranger", "/cases").await.len(), 1);
    let tasks = sheets(&ground, "anna", "/tasks?tab=units").await;
    assert!(tasks[0].1.len() > MANY, "{tasks:?}");
    let due = tasks[0].1[1].iter().any(|cell| matches!(cell, Data::DateTime(_)));
    assert!(due, "a deadline is a date: {:?}", tasks[0].1[1]);
    for path in ["/tasks?tab=units", "/cases"] {
        let file = format!("{:?}", lines(&ground, "ulla", path).await);
        assert!(SECRETS.iter().all(|secret| !file.contains(secret)), "{file}");
    }
    get(&ground, "anna", "/access-log?as=csv").await.is(403);
    ground.program.ask("GET", "/cases?as=csv").send().await.is(401);
}

#[tokio::test]
async fn what_people_wrote_is_no_formula_and_what_is_taken_out_is_logged_as_that() {
    let ground = Ground::new().await;
    let formula = "=HYPERLINK(\"http://x\";\"Bo\")";
    ground.begin(formula).await;
    let rows = lines(&ground, "anna", "/cases").await;
    assert_eq!(rows[1][0], format!("'{formula} – Help"));
    let rows = sheets(&ground, "anna", "/cases").await;
    assert_eq!(rows[0].1[1][0], Data::String(format!("{formula} – Help")));
    let log = ground.get("admin", "/access-log?action=extract").await;
    let taken = log["rows"].as_array().unwrap();
    assert_eq!(taken.len(), 2, "{log}");
    assert!(taken.iter().all(|row| row["object"] == "cases"), "{log}");
}

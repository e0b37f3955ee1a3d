//! Whatever the store keeps of a person is given to them, or it is said here why not. A column that is new is one more line.

use std::collections::BTreeSet;

use samspil_core::id::TenantId;
use samspil_core::text::Language;
use sqlx::{Connection, SqliteConnection};

use self::Kept::{In, Not};
use super::{Of, sections};
use crate::pages::trial::{TENANT, Trial, person};

/// Where a citizen finds what is in a column that names a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kept {
    /// In this part of what they are given.
    In(&'static str),
    /// Nowhere, and why.
    Not(&'static str),
}

/// Who did something for the municipality, who is no citizen then.
const AT_WORK: Kept = Not("what somebody did at work");

/// The parts beside those of [`sections`].
const PARTS: [&str; 4] = ["citizen", "cases", "looks", "own_looks"];

const COLUMNS: &[(&str, &str, Kept)] = &[
    ("absences", "person_id", In("absences")),
    (
        "absences",
        "deputy_id",
        Not("somebody else is away then, who names them"),
    ),
    ("access_log", "person_id", In("own_looks")),
    ("access_log", "citizen_id", In("looks")),
    ("access_sampled", "noted_by", AT_WORK),
    ("access_samples", "drawn_by", AT_WORK),
    ("backups", "kept_by", AT_WORK),
    ("batches", "began_by", AT_WORK),
    ("calendars", "set_by", AT_WORK),
    ("case_people", "person_id", In("cases")),
    ("citizens", "person_id", In("citizen")),
    ("citizens", "erased_by", Not("nobody is left to be told")),
    ("code_apps", "person_id", In("account")),
    ("deeds", "person_id", AT_WORK),
    ("deeds", "done_by", AT_WORK),
    (
        "disposal_cases",
        "citizens",
        Not("how many they were, and not who"),
    ),
    ("disposals", "approved_by", AT_WORK),
    ("disposals", "proposed_by", AT_WORK),
    ("disposals", "withdrawn_by", AT_WORK),
    (
        "documents",
        "sealed_by",
        Not("whose key it is; the letters are told with their cases"),
    ),
    ("feeds", "person_id", In("account")),
    ("flow_drafts", "written_by", AT_WORK),
    ("flow_trials", "ended_by", AT_WORK),
    ("flow_trials", "made_by", AT_WORK),
    ("flow_trials", "maker", AT_WORK),
    ("flow_trials", "started_by", AT_WORK),
    ("flows", "published_by", AT_WORK),
    ("hassles", "noted_by", AT_WORK),
    ("hassles", "noter", AT_WORK),
    ("hassles", "settled_by", AT_WORK),
    (
        "held_keys",
        "holder_id",
        Not("a key that is kept sealed and says nothing"),
    ),
    ("identities", "person_id", In("providers")),
    ("inbox", "person_id", In("inbox")),
    (
        "inbox",
        "on_behalf_of",
        Not("what came for who stood in; they have it themselves"),
    ),
    ("incidents", "resolved_by", AT_WORK),
    ("legal_holds", "citizen_id", In("holds")),
    ("legal_holds", "laid_by", AT_WORK),
    ("legal_holds", "lifted_by", AT_WORK),
    ("letter_words", "set_by", AT_WORK),
    ("links", "person_id", In("links")),
    ("links", "made_by", AT_WORK),
    ("mails", "person_id", In("mails")),
    ("organisation_changes", "changed_by", AT_WORK),
    ("own_lists", "person_id", In("lists")),
    ("parties", "person_id", In("cases")),
    ("people", "person_id", In("account")),
    ("places", "person_id", In("account")),
    ("places", "stands_in_for", AT_WORK),
    ("reach", "person_id", In("account")),
    ("recovery_codes", "person_id", In("account")),
    ("services", "owner_id", AT_WORK),
    ("services", "person_id", Not("a program is nobody")),
    ("sessions", "person_id", In("sessions")),
    ("setting_changes", "changed_by", AT_WORK),
    ("setting_changes", "proposed_by", AT_WORK),
    ("survey_versions", "laid_by", AT_WORK),
    ("survey_waves", "closed_by", AT_WORK),
    ("survey_waves", "opened_by", AT_WORK),
    ("surveys", "made_by", AT_WORK),
    (
        "taken_out",
        "person_id",
        Not("how many rows on a day; each is a look of theirs"),
    ),
    ("task_marks", "person_id", In("marks")),
    ("tasks", "claimed_by", In("cases")),
    ("tasks", "plan_by", Not("a moment, and nobody")),
    ("tasks", "person_id", In("cases")),
    (
        "tellings",
        "person_id",
        Not("that what lies in their inbox is to go by mail, for a few hours"),
    ),
    ("tokens", "person_id", In("tokens")),
    ("tunings", "set_by", AT_WORK),
];

/// Whether a column holds a person by what it is called.
fn names_somebody(column: &str) -> bool {
    const OTHERS: [&str; 7] = [
        "deputy_id",
        "holder_id",
        "maker",
        "noter",
        "on_behalf_of",
        "owner_id",
        "stands_in_for",
    ];
    column.contains("person")
        || column.contains("citizen")
        || column.ends_with("_by")
        || OTHERS.contains(&column)
}

/// The columns of a new store that hold a person.
async fn kept() -> BTreeSet<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display();
    let store = samspil_store::open(&format!("sqlite:{place}")).await.unwrap();
    let tenant = TenantId(11_111_111);
    store.add_tenant(tenant, "Prøvekøbing").await.unwrap();
    store.close().await;
    let file = format!("sqlite:{place}/{tenant}.sqlite");
    let mut connection = SqliteConnection::connect(&file).await.unwrap();
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT kept.name, one.name FROM sqlite_master AS kept, pragma_table_info(kept.name) AS one
         WHERE kept.type = 'table'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert!(columns.len() > 200, "the tables are read: {}", columns.len());
    columns
        .into_iter()
        .filter(|(_, column)| names_somebody(column))
        .collect()
}

#[tokio::test]
async fn every_column_that_holds_a_person_is_told_of_or_said_why_not() {
    let listed: BTreeSet<(String, String)> = COLUMNS
        .iter()
        .map(|(table, column, _)| ((*table).to_owned(), (*column).to_owned()))
        .collect();
    assert_eq!(listed.len(), COLUMNS.len(), "none stands twice");
    let kept = kept().await;
    let missing: Vec<_> = kept.difference(&listed).collect();
    assert!(missing.is_empty(), "a citizen is not given these: {missing:?}");
    let gone: Vec<_> = listed.difference(&kept).collect();
    assert!(gone.is_empty(), "these are kept no more: {gone:?}");
}

#[tokio::test]
async fn every_part_that_is_named_is_there_and_named() {
    let trial = Trial::new().await;
    let own = BTreeSet::new();
    let of = Of {
        engine: &trial.engine,
        tenant: TENANT,
        citizen: person("rikke"),
        own: &own,
        language: Language::Danish,
    };
    let told = sections(of).await.unwrap();
    let mut parts: BTreeSet<&str> = told.iter().map(|section| section.name).collect();
    assert_eq!(parts.len(), told.len());
    // A proposal lies among the settings, where no column names whom it is about.
    assert!(parts.remove("proposals"));
    parts.extend(PARTS);
    let named: BTreeSet<&str> = COLUMNS
        .iter()
        .filter_map(|(_, _, kept)| match kept {
            In(part) => Some(*part),
            Not(why) => {
                assert!(why.len() > 10, "{why}");
                None
            }
        })
        .collect();
    assert_eq!(named, parts);
    for section in &told {
        assert!(
            !section.table.caption.starts_with("export-"),
            "{}",
            section.table.caption
        );
        for head in &section.table.head {
            assert!(!head.starts_with("export-"), "{head}");
        }
    }
}

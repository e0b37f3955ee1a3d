//! That every method of the store stands in the isolation suite, or in a list that says why not.

use std::path::Path;

/// The isolation suite.
const SUITE: [&str; 4] = [
    include_str!("isolation.rs"),
    include_str!("isolation_of_people.rs"),
    include_str!("isolation_of_keeping.rs"),
    // Each of its questions is asked for another municipality as well.
    include_str!("kept.rs"),
];

/// Methods that the suite does not ask, each with why.
const BESIDE: [(&str, &str); 18] = [
    ("add_tenant", "makes a tenant: each ground does, for both"),
    ("tenants", "is asked by the program alone, of all tenants"),
    ("ready", "is of the database, of no tenant"),
    ("close", "is of the database, of no tenant"),
    ("writers_per_tenant", "is of the store, of no tenant"),
    ("timers_per_batch", "is of the store, of no tenant"),
    (
        "changes",
        "tells the program of all tenants; who watches hears of one: tests/sight",
    ),
    (
        "claim_timers",
        "claims over all tenants, each with its tenant: tenants.rs, timers.rs",
    ),
    ("next_timer", "is the earliest moment over all tenants"),
    ("held_tenants", "tells the program of all tenants"),
    ("tenants_with_mail", "tells the program of all tenants"),
    ("next_mail", "is the earliest moment over all tenants"),
    (
        "copy_to",
        "copies a tenant's own file: administration.rs reads what the copy holds",
    ),
    ("is_signed_in", "is asked for both in sign_in.rs"),
    ("untold_protection", "is asked for both in citizens.rs"),
    ("protection_told", "is asked for both in citizens.rs"),
    ("unusable", "tells the program of all tenants"),
    ("archiving", "is of the database server, of no tenant"),
];

/// The methods of all traits in the store's files, by name. A trait ends where a line is its brace.
fn methods() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../engine/store/src");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "rs"))
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| methods_in(&std::fs::read_to_string(file).unwrap()))
        .collect()
}

fn methods_in(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut within: Option<&str> = None;
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("pub trait ") {
            within = rest.split([':', ' ', '<']).next();
        } else if line == "}" {
            within = None;
        }
        let declared = line.strip_prefix("    ").map(|line| {
            let line = line.strip_prefix("async ").unwrap_or(line);
            line.strip_prefix("fn ")
        });
        if let (Some(of), Some(Some(rest))) = (within, declared) {
            let name = rest.split(['(', '<']).next().unwrap();
            found.push((of.to_owned(), name.to_owned()));
        }
    }
    found
}

/// The methods that neither the suite asks nor the list names.
fn unasked(methods: &[(String, String)], suite: &[&str]) -> Vec<String> {
    let is_asked = |name: &str| {
        let call = format!(".{name}(");
        suite.iter().any(|text| text.contains(&call))
    };
    methods
        .iter()
        .filter(|(_, name)| !is_asked(name) && !BESIDE.iter().any(|(beside, _)| beside == name))
        .map(|(of, name)| format!("{of}::{name}"))
        .collect()
}

#[test]
fn every_method_of_the_store_is_asked_by_both_or_says_why_not() {
    let methods = methods();
    assert!(methods.len() > 200, "{}", methods.len());
    assert_eq!(unasked(&methods, &SUITE), Vec::<String>::new());
    for (name, why) in BESIDE {
        assert!(
            methods.iter().any(|(_, known)| known == name),
            "{name} is no method: {why}"
        );
        let call = format!(".{name}(");
        assert!(
            !SUITE.iter().any(|text| text.contains(&call)),
            "{name} is asked by now"
        );
    }
}

#[test]
fn a_method_that_nobody_asks_is_found() {
    let text = "#[async_trait]\npub trait NewStore: Send + Sync {\n    /// One.\n    async fn told(&self) -> u8;\n    fn shown(\n        &self,\n    ) -> u8;\n}\n\nfn beside() {}\n";
    let found = methods_in(text);
    assert_eq!(
        unasked(&found, &["store.told(TENANT)"]),
        ["NewStore::shown"],
        "{found:?}"
    );
}

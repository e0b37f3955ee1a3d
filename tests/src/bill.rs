//! The bill of materials names what is linked: `api/src/bill/crates.csv` is what cargo says of the program's own crates.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::licences::{metadata, root};

/// The table, with a line for each crate: name, version, licence.
const TABLE: &str = "api/src/bill/crates.csv";

/// Set to write the table anew.
const UPDATE: &str = "UPDATE_GOLDEN";

/// The crates that the program links: what it depends on, without what only tests, builds or writes code at compile time.
fn linked(metadata: &Json) -> BTreeSet<String> {
    let by_id = |list: &Json, key: &str| -> BTreeMap<String, Json> {
        let all = list.as_array().unwrap().iter();
        all.map(|one| (one[key].as_str().unwrap().to_owned(), one.clone()))
            .collect()
    };
    let packages = by_id(&metadata["packages"], "id");
    let nodes = by_id(&metadata["resolve"]["nodes"], "id");
    let writes_code = |id: &str| {
        let targets = packages[id]["targets"].as_array().unwrap();
        let mut kinds = targets
            .iter()
            .flat_map(|target| target["kind"].as_array().unwrap());
        kinds.any(|kind| kind == "proc-macro")
    };
    let own = packages.iter().find(|(_, package)| package["name"] == "samspil");
    let mut open = vec![own.unwrap().0.clone()];
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if writes_code(&id) || !found.insert(id.clone()) {
            continue;
        }
        for dependency in nodes[&id]["deps"].as_array().unwrap() {
            let mut kinds = dependency["dep_kinds"].as_array().unwrap().iter();
            if kinds.any(|kind| kind["kind"].is_null()) {
                open.push(dependency["pkg"].as_str().unwrap().to_owned());
            }
        }
    }
    let others = found.iter().filter(|id| !packages[*id]["source"].is_null());
    let line = |id: &String| {
        let word = |key: &str| packages[id][key].as_str().unwrap_or_default();
        format!("{},{},{}", word("name"), word("version"), word("license"))
    };
    others.map(line).collect()
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a setting of the test itself")]
fn the_bill_names_every_crate_that_the_program_links() {
    let mut table = "name,version,licence\n".to_owned();
    for line in linked(&metadata()) {
        writeln!(table, "{line}").unwrap();
    }
    let path = root().join(TABLE);
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(
        kept == table,
        "{TABLE} is not what cargo says: run with {UPDATE}=1"
    );
}

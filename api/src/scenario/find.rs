//! Where flows and their scenarios lie: `flow.yaml` and beside it `scenarios/*.yaml`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use samspil_core::text::Message;

/// How deep folders are looked into: a flow lies two or three below the top.
const MAX_DEPTH: usize = 8;

/// How many files and folders are looked at: a municipality's flows are a few hundred files.
const MAX_ENTRIES: usize = 100_000;

const FLOW: &str = "flow.yaml";
const SCENARIOS: &str = "scenarios";

/// A flow and the scenarios that try it.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Suite {
    pub(super) flow: PathBuf,
    pub(super) scenarios: Vec<PathBuf>,
}

/// The flows below these paths, each once, in the order of their names. A path may also name a flow or a scenario.
///
/// # Errors
/// A sentence about a path that is not there, or below which nothing is found.
pub(super) fn suites(paths: &[PathBuf]) -> Result<Vec<Suite>, Message> {
    let mut found: Vec<Suite> = Vec::new();
    for path in paths {
        let before = found.len();
        let name = path.display().to_string();
        if path.is_file() {
            found.extend(named(path));
        } else if path.is_dir() {
            below(path, &mut found);
        } else {
            return Err(Message::new("scenario-no-path").with("path", name));
        }
        if found.len() == before {
            return Err(Message::new("scenario-nothing-below").with("path", name));
        }
    }
    found.sort_by(|one, other| one.flow.cmp(&other.flow));
    found.dedup();
    Ok(found)
}

/// The flow of a path that names it or one of its scenarios.
fn named(path: &Path) -> Option<Suite> {
    if path.file_name() == Some(OsStr::new(FLOW)) {
        return path.parent().and_then(suite);
    }
    let folder = path.parent()?;
    let flow = folder.parent()?.join(FLOW);
    let lies_right = folder.file_name() == Some(OsStr::new(SCENARIOS)) && flow.is_file();
    lies_right.then(|| Suite {
        flow,
        scenarios: vec![path.to_owned()],
    })
}

fn suite(folder: &Path) -> Option<Suite> {
    let flow = folder.join(FLOW);
    if !flow.is_file() {
        return None;
    }
    let mut scenarios = entries(&folder.join(SCENARIOS));
    scenarios.retain(|path| path.extension() == Some(OsStr::new("yaml")) && path.is_file());
    Some(Suite { flow, scenarios })
}

fn below(top: &Path, found: &mut Vec<Suite>) {
    let mut open = vec![(top.to_owned(), 0)];
    let mut seen = 0;
    while let Some((folder, depth)) = open.pop() {
        found.extend(suite(&folder));
        for path in entries(&folder) {
            seen += 1;
            let name = path.file_name().and_then(OsStr::to_str).unwrap_or(".");
            let passed_over = name.starts_with('.') || ["target", "node_modules"].contains(&name);
            if path.is_dir() && !path.is_symlink() && !passed_over && depth < MAX_DEPTH && seen < MAX_ENTRIES
            {
                open.push((path, depth + 1));
            }
        }
    }
}

/// What lies in a folder, by name; nothing where it cannot be read.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).take(MAX_ENTRIES).collect();
    paths.sort();
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flows_are_found_below_a_path_or_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, "").unwrap();
            path
        };
        let one = put("a/one/flow.yaml");
        let second = put("a/one/scenarios/b.yaml");
        let first = put("a/one/scenarios/a.yaml");
        put("a/one/scenarios/notes.md");
        let other = put("b/flow.yaml");
        put("target/x/flow.yaml");
        let lonely = put("b/lonely.yaml");
        let all = [
            Suite {
                flow: one.clone(),
                scenarios: vec![first.clone(), second],
            },
            Suite {
                flow: other,
                scenarios: Vec::new(),
            },
        ];
        let top = folder.path().to_owned();
        assert_eq!(suites(std::slice::from_ref(&top)).unwrap(), all);
        assert_eq!(suites(&[top.clone(), one.clone()]).unwrap(), all);
        let alone = Suite {
            flow: one,
            scenarios: vec![first.clone()],
        };
        assert_eq!(suites(&[first]).unwrap(), [alone]);
        assert_eq!(suites(&[lonely]).unwrap_err().key, "scenario-nothing-below");
        assert_eq!(suites(&[top.join("none")]).unwrap_err().key, "scenario-no-path");
        assert_eq!(
            suites(&[top.join("a/one/scenarios")]).unwrap_err().key,
            "scenario-nothing-below"
        );
    }
}

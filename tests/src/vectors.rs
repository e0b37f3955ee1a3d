//! What others say must happen: the folder that `SAMSPIL_VECTORS` names when the tests are built. Tests of it are marked
//! `#[cfg_attr(no_vectors, ignore = …)]`, so that they are listed as skipped without it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::Value;

/// The folder.
#[must_use]
pub fn folder() -> &'static Path {
    Path::new(env!("SAMSPIL_VECTORS_FOLDER"))
}

/// The files of a folder in it that end so, in order.
///
/// # Panics
/// Where the folder is not there, or holds no such file.
#[must_use]
pub fn files(within: &str, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder().join(within)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let ends = |path: &PathBuf| path.to_string_lossy().ends_with(ending);
    let mut found: Vec<PathBuf> = paths.filter(ends).collect();
    found.sort();
    assert!(!found.is_empty(), "{within} holds no {ending}");
    found
}

/// A packed file, read as it is unpacked.
///
/// # Panics
/// Where it is not there.
#[must_use]
pub fn unpacked(path: &Path) -> GzDecoder<File> {
    GzDecoder::new(File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// A packed JSON file.
///
/// # Panics
/// Where it is not there or no JSON.
#[must_use]
pub fn json(path: &Path) -> Value {
    let mut text = String::new();
    unpacked(path).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

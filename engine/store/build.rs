//! The migrations are part of the program: a changed one means a new build. They are listed here and read at start, so
//! that no macro needs both databases built a second time for the compiler.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = folder("CARGO_MANIFEST_DIR")?.join("../../migrations");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut code = String::new();
    for store in ["sqlite", "postgres"] {
        list(&mut code, store, &root.join(store))?;
    }
    fs::write(folder("OUT_DIR")?.join("migrations.rs"), code)?;
    Ok(())
}

/// A folder that cargo names.
fn folder(name: &str) -> Result<PathBuf, String> {
    let folder = env::var_os(name).map(PathBuf::from);
    folder.ok_or_else(|| format!("{name} is not set: build with cargo"))
}

/// One constant for each store: number, name and text of each migration.
fn list(code: &mut String, store: &str, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.sort();
    writeln!(code, "const {}: &[(i64, &str, &str)] = &[", store.to_uppercase())?;
    for file in files {
        let stem = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        let (number, name) = stem
            .split_once('_')
            .ok_or_else(|| format!("{stem}: a migration is called NNNN_name.sql"))?;
        let (number, path) = (number.parse::<i64>()?, fs::canonicalize(&file)?);
        writeln!(code, "    ({number}, {name:?}, include_str!({path:?})),")?;
    }
    writeln!(code, "];")?;
    Ok(())
}

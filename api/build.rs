//! Bundles what the pages load from npm and writes it down as Rust, so that the program carries it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What `web/` holds that a bundle depends on.
const SOURCES: [&str; 4] = ["package.json", "package-lock.json", "bundle.mjs", "src"];

/// How pictures are coloured: the core draws them, the pages load the style.
const PICTURE: &str = "../engine/core/src/diagram/svg/picture.css";

/// A folder that holds a ready bundle, for building without npm or network; relative to this package.
const READY: &str = "SAMSPIL_WEB_DIST";

/// How files are packed that are worth it, by the endings of the bundle: the smallest first.
const PACKED: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Far more files than a bundle holds; more means that the folder is something else.
const MAX_FILES: usize = 1_000;

fn main() -> ExitCode {
    for source in SOURCES {
        println!("cargo::rerun-if-changed=web/{source}");
    }
    println!("cargo::rerun-if-changed={PICTURE}");
    println!("cargo::rerun-if-env-changed={READY}");
    match bundle().and_then(|(dist, out)| embed(&dist, &out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            println!("cargo::error={sentence}");
            ExitCode::FAILURE
        }
    }
}

/// The folder with the bundle, and where to write.
fn bundle() -> Result<(PathBuf, PathBuf), String> {
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from);
    let out = out.ok_or("OUT_DIR is not set: build with cargo")?;
    if let Some(ready) = std::env::var_os(READY) {
        println!("cargo::rerun-if-changed={}", ready.display());
        return Ok((PathBuf::from(ready), out));
    }
    let work = out.join("web");
    fs::create_dir_all(&work).map_err(|error| told(&work, &error))?;
    for source in SOURCES {
        copy(&Path::new("web").join(source), &work.join(source))?;
    }
    copy(Path::new(PICTURE), &work.join("picture.css"))?;
    install(&work)?;
    let dist = out.join("dist");
    run(Command::new("node")
        .arg("bundle.mjs")
        .arg(&dist)
        .current_dir(&work))?;
    Ok((dist, out))
}

/// Fetches the packages of the lock file, unless exactly these are there.
fn install(work: &Path) -> Result<(), String> {
    let lock = read(&work.join("package-lock.json"))?;
    let stamp = work.join("installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    run(Command::new(npm).arg("ci").args(flags).current_dir(work))?;
    fs::write(&stamp, lock).map_err(|error| told(&stamp, &error))
}

fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| {
        format!("the pages need Node 20 or newer with npm: install it from nodejs.org or set {READY} to a ready bundle ({name}: {error})")
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
    Err(format!(
        "bundling the pages failed: look at this, or set {READY} to a ready bundle ({name}: {said})"
    ))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if !from.is_dir() {
        return fs::copy(from, to).map(drop).map_err(|error| told(from, &error));
    }
    fs::create_dir_all(to).map_err(|error| told(to, &error))?;
    files(from)?
        .iter()
        .try_for_each(|name| copy(&from.join(name), &to.join(name)))
}

/// The names in a folder, sorted.
fn files(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| told(folder, &error))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .take(MAX_FILES)
        .collect();
    names.sort();
    Ok(names)
}

/// Writes the table of files and the addresses of the named ones as Rust.
fn embed(dist: &Path, out: &Path) -> Result<(), String> {
    let dist = fs::canonicalize(dist).map_err(|error| told(dist, &error))?;
    let names = String::from_utf8_lossy(&read(&dist.join("names.txt"))?).into_owned();
    let mut rust = String::from("static FILES: &[File] = &[\n");
    let all = files(&dist)?;
    for name in all
        .iter()
        .filter(|name| !PACKED.iter().any(|(_, ending)| name.ends_with(ending)) && *name != "names.txt")
    {
        let bytes = format!("include_bytes!({:?})", dist.join(name));
        let mut packed = String::new();
        for (coding, ending) in PACKED {
            let name = format!("{name}{ending}");
            if all.contains(&name) {
                let _ = write!(
                    packed,
                    "({coding:?}, include_bytes!({:?}).as_slice()), ",
                    dist.join(name)
                );
            }
        }
        let _ = writeln!(
            rust,
            "    File {{ name: {name:?}, bytes: {bytes}, packed: &[{packed}] }},"
        );
    }
    rust.push_str("];\n");
    for (what, name) in names.lines().filter_map(|line| line.split_once(' ')) {
        let constant = what.to_uppercase();
        let _ = writeln!(rust, "pub(crate) const {constant}: &str = \"/assets/{name}\";");
    }
    let to = out.join("assets.rs");
    fs::write(&to, rust).map_err(|error| told(&to, &error))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| told(path, &error))
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{} cannot be used: {error}", path.display())
}

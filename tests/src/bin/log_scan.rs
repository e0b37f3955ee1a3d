//! Looks through every log in a folder for what no log may hold: `log_scan FOLDER`, as `tests/run` does at its end with what
//! all programs wrote that its steps started. Fails where something is found, and where there is no log to look through.
#![allow(clippy::print_stdout, reason = "what it found is what it is asked for")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use samspil_tests::log_scan::findings;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        println!("log_scan FOLDER");
        return ExitCode::from(2);
    };
    match scanned(Path::new(&folder)) {
        Ok((logs, found)) if logs > 0 && found.is_empty() => {
            println!("{logs} logs hold nothing that they must not");
            ExitCode::SUCCESS
        }
        Ok((logs, found)) => {
            println!("{}\n{} findings in {logs} logs", found.join("\n"), found.len());
            ExitCode::FAILURE
        }
        Err(error) => {
            println!("{}: {error}", Path::new(&folder).display());
            ExitCode::from(2)
        }
    }
}

/// How many logs say anything, and what is found in them, each with the log's name.
fn scanned(folder: &Path) -> std::io::Result<(usize, Vec<String>)> {
    let mut logs: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|file| file.map(|file| file.path()))
        .collect::<Result<_, _>>()?;
    logs.sort();
    let (mut said, mut found) = (0, Vec::new());
    for log in &logs {
        let text = String::from_utf8_lossy(&std::fs::read(log)?).into_owned();
        said += usize::from(!text.is_empty());
        let name = log.file_name().unwrap_or_default().display();
        found.extend(findings(&text).into_iter().map(|what| format!("{name}: {what}")));
    }
    Ok((said, found))
}

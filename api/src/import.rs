//! `samspil import`: models that others drew, made into flow files.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use samspil_core::flow::Severity;
use samspil_core::import::{Finding, Imported, MAX_MODEL_BYTES, Vocabulary, import, too_large};
use samspil_core::text::{Language, Message};
use serde_json::{Value, json};

use crate::language::{Format, INPUT_ERROR, Told, complain, print_with};
use crate::words::say;

/// The exit code where a finding hinders the import.
const HINDERED: u8 = 1;

/// The name that stands for what comes on standard input.
const STANDARD_INPUT: &str = "-";

/// What the model is drawn in.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// A DCR graph, as the DCR portal and dcr-js save it.
    Dcr(Model),
    /// A CMMN 1.1 model.
    Cmmn(Model),
}

/// The model, and where the flow file goes.
#[derive(Args)]
pub(crate) struct Model {
    /// The model's file; - is standard input.
    model: PathBuf,
    /// The flow file to write; otherwise it goes to standard output, and the report to standard error.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Imports and reports: 0 a flow file, perhaps with things named that are not carried; 1 none; 2 nothing to read.
pub(crate) fn run(command: &Command, language: Language, format: Format) -> ExitCode {
    let (vocabulary, model) = match command {
        Command::Dcr(model) => (Vocabulary::Dcr, model),
        Command::Cmmn(model) => (Vocabulary::Cmmn, model),
    };
    match imported(vocabulary, model) {
        Err(problem) => {
            complain(&[say(&problem, language)]);
            ExitCode::from(INPUT_ERROR)
        }
        Ok(imported) => told(model, &imported, language, format),
    }
}

/// The model made into a flow file, which is written where one was named and nothing hinders it.
fn imported(vocabulary: Vocabulary, model: &Model) -> Result<Imported, Message> {
    let about = |key: &str, path: &Path| Message::new(key).with("file", path.display().to_string());
    if let Some(output) = &model.output
        && is_same_file(output, &model.model)
    {
        return Err(about("import-onto-itself", output));
    }
    let bytes = load(&model.model).map_err(|_| about("check-unreadable", &model.model))?;
    let imported = match bytes {
        Some(bytes) => import(vocabulary, &called(&model.model), bytes),
        None => Imported {
            flow: None,
            others: Vec::new(),
            findings: vec![too_large()],
        },
    };
    if let (Some(output), Some(flow)) = (&model.output, &imported.flow) {
        write_whole(output, flow).map_err(|_| about("import-unwritable", output))?;
        for other in &imported.others {
            let beside = beside(output, &other.flow);
            write_whole(&beside, &other.text).map_err(|_| about("import-unwritable", &beside))?;
        }
    }
    Ok(imported)
}

/// The flow file of another case of the model, beside that of the main one: `flow.yaml` and `flow.placement.yaml`.
fn beside(output: &Path, flow: &str) -> PathBuf {
    let stem = output.file_stem().unwrap_or_default().to_string_lossy();
    let ending = output
        .extension()
        .map_or_else(|| "yaml".into(), |ending| ending.to_string_lossy());
    output.with_file_name(format!("{stem}.{flow}.{ending}"))
}

/// What a model is called where it does not say so itself: its file's name without the ending.
fn called(path: &Path) -> String {
    let stem = path.file_stem().filter(|_| path.as_os_str() != STANDARD_INPUT);
    stem.map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|one| Some(one) == real(other))
}

/// The bytes of a model; nothing of one that its length alone shows to be too large.
fn load(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    let most = u64::try_from(MAX_MODEL_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    if path.as_os_str() == STANDARD_INPUT {
        std::io::stdin().lock().take(most + 1).read_to_end(&mut bytes)?;
    } else {
        let file = File::open(path)?;
        if file.metadata()?.len() > most {
            return Ok(None);
        }
        file.take(most + 1).read_to_end(&mut bytes)?;
    }
    Ok(Some(bytes))
}

/// Writes a file whole or not at all.
fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, path));
    if written.is_err() {
        // What could not be written whole need not lie about; that it cannot be removed changes nothing.
        let _ = std::fs::remove_file(&part);
    }
    written
}

fn told(model: &Model, imported: &Imported, language: Language, format: Format) -> ExitCode {
    let code = ExitCode::from(u8::from(imported.flow.is_none()) * HINDERED);
    let name = model.model.display().to_string();
    let mut lines: Vec<String> = imported
        .findings
        .iter()
        .map(|finding| line(&name, finding, language))
        .collect();
    lines.push(summary(&name, imported, language));
    lines.extend(several(model, imported, language));
    let file = model.output.as_ref().filter(|_| imported.flow.is_some());
    let json = json!({
        "model": name,
        "file": file.map(|file| file.display().to_string()),
        "flow": imported.flow.as_ref().filter(|_| model.output.is_none()),
        "others": others(model, imported),
        "findings": imported.findings.iter().map(|finding| for_programs(finding, language)).collect::<Vec<_>>(),
    });
    if model.output.is_some() || matches!(format, Format::Json) {
        return print_with(Ok(Told { lines, json }), format, code);
    }
    complain(&lines);
    let flow = imported.flow.as_deref().unwrap_or_default();
    // A reader that closes the pipe early is no error of ours.
    let _ = std::io::stdout().lock().write_all(flow.as_bytes());
    code
}

/// The flow files of the model's other cases: where they were written, or what they hold.
fn others(model: &Model, imported: &Imported) -> Vec<Value> {
    let others = imported.others.iter();
    others
        .map(|other| match &model.output {
            Some(output) => {
                json!({"flow": other.flow, "file": beside(output, &other.flow).display().to_string()})
            }
            None => json!({"flow": other.flow, "text": other.text}),
        })
        .collect()
}

/// Where the flow files of the model's other cases are, or how to have them.
fn several(model: &Model, imported: &Imported, language: Language) -> Option<String> {
    if imported.others.is_empty() {
        return None;
    }
    let others = imported.others.iter();
    let message = match &model.output {
        Some(output) => {
            let files: Vec<String> = others
                .map(|other| beside(output, &other.flow).display().to_string())
                .collect();
            Message::new("import-more-files").with("files", files)
        }
        None => {
            let flows: Vec<String> = others.map(|other| other.flow.clone()).collect();
            Message::new("import-more-flows").with("flows", flows)
        }
    };
    Some(say(&message, language))
}

fn line(model: &str, finding: &Finding, language: Language) -> String {
    let key = match finding.severity {
        Severity::Error => "check-error",
        Severity::Warning => "check-warning",
    };
    let word = say(&Message::new(key), language);
    let id = finding
        .id
        .as_ref()
        .map_or_else(String::new, |id| format!(" {id}:"));
    let hint = finding.hint.as_ref();
    let hint = hint.map_or_else(String::new, |hint| format!(" {}", say(hint, language)));
    let (place, what) = (finding.place, say(&finding.what, language));
    format!(
        "{model}:{}:{}: {word}[{}]:{id} {what}{hint}",
        place.line, place.column, finding.code.0
    )
}

fn for_programs(finding: &Finding, language: Language) -> Value {
    json!({
        "code": finding.code,
        "severity": finding.severity,
        "left_out": finding.left_out(),
        "id": finding.id,
        "line": finding.place.line,
        "column": finding.place.column,
        "length": finding.place.length,
        "message": say(&finding.what, language),
        "hint": finding.hint.as_ref().map(|hint| say(hint, language)),
    })
}

fn summary(model: &str, imported: &Imported, language: Language) -> String {
    let count = |severity| {
        let of = imported
            .findings
            .iter()
            .filter(|finding| finding.severity == severity);
        u32::try_from(of.count()).unwrap_or(u32::MAX)
    };
    let key = match (&imported.flow, imported.findings.is_empty()) {
        (None, _) => "import-hindered",
        (Some(_), true) => "import-whole",
        (Some(_), false) => "import-in-part",
    };
    let sentence = Message::new(key)
        .with("model", model)
        .with("errors", count(Severity::Error))
        .with("warnings", count(Severity::Warning));
    say(&sentence, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(folder: &Path, name: &str, output: &str) -> Model {
        Model {
            model: folder.join(name),
            output: Some(folder.join(output)),
        }
    }

    #[test]
    fn a_model_of_a_hundred_megabytes_is_refused_unread_and_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = File::create(folder.path().join("large.xml")).unwrap();
        file.set_len(100 * 1024 * 1024).unwrap();
        let asked = model(folder.path(), "large.xml", "flow.yaml");
        let imported = imported(Vocabulary::Dcr, &asked).unwrap();
        assert_eq!(imported.flow, None);
        assert_eq!(imported.findings[0].code.0, "F0701");
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn a_model_that_is_not_there_and_a_flow_file_over_the_model_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("model.xml"), "<dcrgraph/>").unwrap();
        for (name, output, key) in [
            ("nowhere.xml", "flow.yaml", "check-unreadable"),
            (".", "flow.yaml", "check-unreadable"),
            ("model.xml", "model.xml", "import-onto-itself"),
        ] {
            let asked = model(folder.path(), name, output);
            assert_eq!(imported(Vocabulary::Dcr, &asked).unwrap_err().key, key);
        }
        let kept = std::fs::read_to_string(folder.path().join("model.xml")).unwrap();
        assert_eq!(kept, "<dcrgraph/>");
    }

    #[test]
    fn a_finding_is_told_with_id_and_place_in_both_languages() {
        let bytes = b"<definitions id='d1' xmlns='urn:x'/>".to_vec();
        let imported = import(Vocabulary::Dcr, "", bytes);
        let told: Vec<String> = Language::ALL
            .into_iter()
            .flat_map(|language| {
                let lines = imported
                    .findings
                    .iter()
                    .map(move |finding| line("m.xml", finding, language));
                lines
                    .chain([summary("m.xml", &imported, language)])
                    .collect::<Vec<_>>()
            })
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}

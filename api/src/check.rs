//! `samspil check`: what is wrong with flow files, where, and what to do about it.

use std::io::{IsTerminal, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use chrono::NaiveDate;
use clap::Args;
use samspil_core::case::unseen_in_letters;
use samspil_core::flow::{
    Diagnostic, Flow, MAX_FLOW_BYTES, Place, Severity, late_reviews, name_of, protocol_from, read,
    with_protocol,
};
use samspil_core::guard::{Guards, Linked, check_pair, check_subcases, compile_all};
use samspil_core::id::FlowId;
use samspil_core::text::{Language, Message};
use serde_json::{Value, json};

use crate::beside::{and_documents, beside, documents, whole};
use crate::language::{Format, INPUT_ERROR, Told, print_with};
use crate::scenario::flows_below;
use crate::words::say;

/// The exit code where something was found.
const FOUND: u8 = 1;

/// The name that stands for what comes on standard input.
const STANDARD_INPUT: &str = "-";

/// Which flows.
#[derive(Args)]
pub(crate) struct Command {
    /// Flow files, or folders with flow.yaml files; - is standard input.
    #[arg(required = true, value_name = "FLOW")]
    flows: Vec<PathBuf>,
    /// Also the legal sources that were to be reviewed before this day: 2027-01-02. Without it, the answer is the same on
    /// every day.
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
}

/// What was found in all files.
struct Checked {
    told: Told,
    found: bool,
    /// A sentence for each file that could not be read.
    unreadable: Vec<String>,
}

/// Checks the files and says what it finds: 0 nothing, 1 something, 2 a file that cannot be read.
pub(crate) fn run(command: &Command, language: Language, format: Format) -> ExitCode {
    let renderer = if std::io::stdout().is_terminal() {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let checked = check(&command.flows, command.on, language, &renderer);
    let found = print_with(
        Ok(checked.told),
        format,
        ExitCode::from(u8::from(checked.found) * FOUND),
    );
    if checked.unreadable.is_empty() {
        return found;
    }
    for sentence in checked.unreadable {
        // Nobody is left to be told where standard error is closed.
        let _ = writeln!(std::io::stderr(), "{sentence}");
    }
    ExitCode::from(INPUT_ERROR)
}

fn check(flows: &[PathBuf], on: Option<NaiveDate>, language: Language, renderer: &Renderer) -> Checked {
    let mut checked = Checked {
        told: Told {
            lines: Vec::new(),
            json: Value::Null,
        },
        found: false,
        unreadable: Vec::new(),
    };
    let mut texts = Vec::new();
    for path in named(flows, &mut checked.unreadable, language) {
        let name = path.display().to_string();
        match load(&path) {
            Err(problem) => checked
                .unreadable
                .push(say(&problem.with("file", name), language)),
            Ok(text) => texts.push((path, name, text)),
        }
    }
    let mut files = files(texts);
    if let Some(day) = on {
        for file in &mut files {
            file.look_on(day);
        }
    }
    let mut all = Vec::new();
    for (file, findings) in files.iter().zip(together(&files)) {
        checked.found |= !findings.is_empty();
        for finding in &findings {
            let (name, text, finding) = file.written_in(finding);
            let line = rendered(&finding, &name, &text, language, renderer);
            checked.told.lines.push(line);
            checked.told.lines.push(String::new());
            all.push(for_programs(&finding, &name, language));
        }
        checked.told.lines.push(summary(&findings, &file.name, language));
    }
    checked.told.json = Value::Array(all);
    checked
}

/// The files that are named, and those in folders that are.
fn named(flows: &[PathBuf], unreadable: &mut Vec<String>, language: Language) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in flows {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        match flows_below(path) {
            Ok(below) => files.extend(below),
            Err(problem) => unreadable.push(say(&problem, language)),
        }
    }
    files
}

/// The files, each whole: with the protocol of another of them, or of the one beside it.
fn files(texts: Vec<(PathBuf, String, String)>) -> Vec<File> {
    let names: Vec<Option<FlowId>> = texts.iter().map(|(_, _, text)| name_of(text)).collect();
    let whole = |path: &Path, text: &str| {
        let from = protocol_from(text);
        let place = from.and_then(|from| names.iter().position(|name| name.as_ref() == Some(&from)));
        let other = place.and_then(|place| texts.get(place));
        let known = other.and_then(|(_, _, other)| with_protocol(text, other));
        let is_checked = known.is_some();
        let known = known.map(|known| and_documents(path, known));
        (known.unwrap_or_else(|| whole(path, text.to_owned())), is_checked)
    };
    let made = texts.iter().map(|(path, name, text)| {
        let (whole, is_checked) = whole(path, text);
        let mut file = File::new(name.clone(), whole);
        // What is wrong with a protocol is told where it is written, where that file is checked too.
        let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
        file.findings.retain(|finding| {
            let is_own =
                finding.place.line <= lines || in_document(text, &file.text, finding.place).is_some();
            is_own || (!is_checked && finding.severity == Severity::Error)
        });
        file.path.clone_from(path);
        file.own.clone_from(text);
        file
    });
    made.collect()
}

/// A flow file that was read.
struct File {
    path: PathBuf,
    name: String,
    /// What is written in the file itself.
    own: String,
    text: String,
    /// The flow with its guards, where it can be read.
    flow: Option<(Flow, Guards)>,
    findings: Vec<Diagnostic>,
}

impl File {
    fn new(name: String, text: String) -> Self {
        let (flow, mut findings) = read(&text);
        let flow = flow.map(|flow| {
            let (guards, of_guards) = compile_all(&flow);
            findings.extend(of_guards);
            findings.extend(unseen_in_letters(&flow, &guards));
            (flow, guards)
        });
        Self {
            path: PathBuf::new(),
            own: text.clone(),
            name,
            text,
            flow,
            findings,
        }
    }

    /// Adds the sources that were to be reviewed before this day.
    fn look_on(&mut self, day: NaiveDate) {
        if let Some((flow, _)) = &self.flow {
            self.findings.extend(late_reviews(flow, day));
        }
    }

    /// The other flow of its pair, where that lies beside it.
    fn beside(&self) -> Option<Self> {
        let (flow, _) = self.flow.as_ref()?;
        let path = beside(&self.path, &flow.pair.as_ref()?.with)?;
        let text = load(&path).ok()?;
        Some(Self::new(path.display().to_string(), whole(&path, text)))
    }

    /// Where a finding is written: in the flow file, or in the file of a document beside it.
    fn written_in(&self, finding: &Diagnostic) -> (String, String, Diagnostic) {
        let mut finding = finding.clone();
        let Some((name, line)) = in_document(&self.own, &self.text, finding.place) else {
            return (self.name.clone(), self.text.clone(), finding);
        };
        let documents = documents(&self.path).into_iter();
        let text = documents
            .filter(|(known, _)| *known == name)
            .map(|(_, text)| text)
            .next();
        let file = self
            .path
            .parent()
            .map(|folder| folder.join("documents").join(format!("{name}.yaml")));
        finding.place.line = line;
        finding.place.column = finding.place.column.saturating_sub(INDENT).max(1);
        let file = file.map_or_else(|| self.name.clone(), |file| file.display().to_string());
        (file, text.unwrap_or_default(), finding)
    }

    fn linked(&self) -> Option<Linked<'_>> {
        let (flow, guards) = self.flow.as_ref()?;
        Some(Linked { flow, guards })
    }
}

/// How far a document's file is indented where it stands behind the flow.
const INDENT: u32 = 4;

/// The document beside the flow that a place lies in, and its line there; none where it lies elsewhere.
fn in_document(own: &str, whole: &str, place: Place) -> Option<(String, u32)> {
    let own = own.trim_end().lines().count();
    let line = usize::try_from(place.line).ok()?;
    if line <= own {
        return None;
    }
    let behind: Vec<(usize, &str)> = whole.lines().enumerate().take(line).skip(own).collect();
    let from = behind.iter().rposition(|(_, text)| *text == "documents:")?;
    let named = |text: &str| {
        let name = text.strip_prefix("  ")?.strip_suffix(':')?;
        (!name.starts_with(' ')).then(|| name.to_owned())
    };
    let mut inside = behind.get(from..)?.iter().rev();
    let (at, name) = inside.find_map(|(at, text)| Some((*at, named(text)?)))?;
    // A finding at the name itself is of the whole file.
    let line = u32::try_from(line.saturating_sub(at + 1)).ok()?;
    Some((name, line.max(1)))
}

/// Everything that is found in each of the files, also where they begin cases of each other's flows. One file alone does
/// not show which other flows there are.
fn together(files: &[File]) -> Vec<Vec<Diagnostic>> {
    let known = |flow: &FlowId| {
        let mut linked = files.iter().filter_map(File::linked);
        linked.find(|linked| linked.flow.id == *flow)
    };
    let told = |finding: &Diagnostic| files.len() > 1 || finding.severity == Severity::Error;
    let mut all = Vec::new();
    for file in files {
        let mut findings = file.findings.clone();
        if let Some(own) = file.linked() {
            findings.extend(check_subcases(own, &known).into_iter().filter(told));
            let pair = own.flow.pair.as_ref();
            let is_here = pair.is_none_or(|pair| known(&pair.with).is_some());
            let beside = if is_here { None } else { file.beside() };
            let other = |flow: &FlowId| known(flow).or_else(|| beside.as_ref()?.linked());
            findings.extend(check_pair(own, &other).into_iter().filter(told));
        }
        findings.sort_by_key(|finding| finding.place);
        all.push(findings);
    }
    all
}

/// The text of a file, no more of it than a flow may have.
pub(crate) fn load(path: &Path) -> Result<String, Message> {
    let most = u64::try_from(MAX_FLOW_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == STANDARD_INPUT {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|_| Message::new("check-unreadable"))?;
    // A file that is cut in the middle of a character is too large; that is for the reader to say.
    let large = bytes.len() > MAX_FLOW_BYTES;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if large && error.utf8_error().error_len().is_none() => {
            Ok(String::from_utf8_lossy(error.as_bytes()).into_owned())
        }
        Err(error) => {
            let before = error.utf8_error().valid_up_to();
            let lines = error
                .as_bytes()
                .iter()
                .take(before)
                .filter(|byte| **byte == b'\n');
            let line = u32::try_from(lines.count()).unwrap_or(u32::MAX).saturating_add(1);
            Err(Message::new("check-not-utf8").with("line", line))
        }
    }
}

fn rendered(finding: &Diagnostic, file: &str, text: &str, language: Language, renderer: &Renderer) -> String {
    let (level, name) = match finding.severity {
        Severity::Error => (Level::ERROR, "check-error"),
        Severity::Warning => (Level::WARNING, "check-warning"),
    };
    let name = say(&Message::new(name), language);
    let help = say(&Message::new("check-help"), language);
    let title = level
        .with_name(name.as_str())
        .primary_title(finding.what.say(language))
        .id(finding.code.0);
    let line = line_at(text, finding.place).unwrap_or_default();
    let number = usize::try_from(finding.place.line).unwrap_or_default();
    let snippet = Snippet::source(line)
        .line_start(number.max(1))
        .path(file)
        .annotation(AnnotationKind::Primary.span(bytes_of(line, finding.place)));
    let mut group = title.element(snippet);
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.with_name(help.as_str()).message(hint.say(language)));
    }
    renderer.render(&[group])
}

/// The line of a place, without what marks its end or the start of the file.
fn line_at(text: &str, place: Place) -> Option<&str> {
    let index = usize::try_from(place.line.checked_sub(1)?).ok()?;
    let line = text.trim_start_matches('\u{FEFF}').split('\n').nth(index)?;
    Some(line.trim_end_matches('\r'))
}

/// The bytes of a line that a place covers; places count characters.
fn bytes_of(line: &str, place: Place) -> Range<usize> {
    let byte = |column: u32| {
        let count = usize::try_from(column).unwrap_or(usize::MAX);
        line.char_indices()
            .nth(count)
            .map_or(line.len(), |(byte, _)| byte)
    };
    let start = place.column.saturating_sub(1);
    byte(start)..byte(start.saturating_add(place.length))
}

fn for_programs(finding: &Diagnostic, file: &str, language: Language) -> Value {
    json!({
        "file": file,
        "code": finding.code,
        "severity": finding.severity,
        "line": finding.place.line,
        "column": finding.place.column,
        "length": finding.place.length,
        "message": finding.what.say(language),
        "hint": finding.hint.as_ref().map(|hint| hint.say(language)),
    })
}

fn summary(findings: &[Diagnostic], file: &str, language: Language) -> String {
    let count = |severity| {
        let count = findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    let key = if findings.is_empty() {
        "check-fine"
    } else {
        "check-found"
    };
    let sentence = Message::new(key)
        .with("file", file)
        .with("errors", count(Severity::Error))
        .with("warnings", count(Severity::Warning));
    say(&sentence, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that is found in a flow file by itself.
    fn findings(text: &str) -> Vec<Diagnostic> {
        let file = [File::new("flow.yaml".to_owned(), text.to_owned())];
        together(&file).remove(0)
    }

    #[test]
    fn flows_that_begin_each_other_are_held_against_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let put = |flow: &str, says: &str| {
            let path = folder.path().join(flow).join("flow.yaml");
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let head = "samspil: 1\ntitle: T\nparties: {worker: {title: W, side: authority}}\n";
            let text = format!("{head}flow: {flow}\ndoes:\n  a: {{subcase: A, begins: {says}}}\n");
            std::fs::write(path, text).unwrap();
        };
        put("first", "second");
        put("second", "third");
        put("fourth", "first, gives: {need.level: today}");
        let checked = check(
            &[folder.path().to_owned()],
            None,
            Language::English,
            &Renderer::plain(),
        );
        let found: Vec<String> = checked
            .told
            .json
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let file = one["file"].as_str().unwrap();
                let flow = file.rsplit('/').nth(1).unwrap();
                format!("{flow} {}", one["code"].as_str().unwrap())
            })
            .collect();
        assert_eq!(found, ["fourth F0542", "second F0541"]);
        let alone = [folder.path().join("second/flow.yaml")];
        assert!(!check(&alone, None, Language::English, &Renderer::plain()).found);
    }

    #[test]
    fn a_source_that_was_to_be_reviewed_is_found_only_where_a_day_is_given() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("flow.yaml");
        let law = "{act: serviceloven, section: \"85\", review_by: 2027-01-01}";
        let head = "samspil: 1\nflow: f\ntitle: T\nparties: {worker: {title: W, side: authority}}\n";
        std::fs::write(
            &path,
            format!("{head}about: {{law: {law}}}\ndoes: {{a: {{milestone: A}}}}\n"),
        )
        .unwrap();
        for (on, found) in [(None, 0), (Some("2027-01-01"), 0), (Some("2027-01-02"), 1)] {
            let on = on.map(|day| day.parse().unwrap());
            let checked = check(
                std::slice::from_ref(&path),
                on,
                Language::English,
                &Renderer::plain(),
            );
            let told = checked.told.json.as_array().unwrap();
            assert_eq!(told.len(), found, "{on:?}");
            assert_eq!(checked.found, found > 0);
            assert!(
                told.iter()
                    .all(|one| one["code"] == "F0495" && one["severity"] == "warning")
            );
        }
    }

    /// Publishing refuses a flow for what is wrong with the protocol that it takes, so checking it alone must say so too.
    #[test]
    fn a_broken_protocol_is_told_once_and_also_where_only_its_taker_is_checked() {
        let folder = tempfile::tempdir().unwrap();
        let put = |flow: &str, text: &str| {
            let path = folder.path().join(flow).join("flow.yaml");
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            path
        };
        let ordering = include_str!("../../flows/bestilling/flow.yaml");
        let broken = ordering.replacen("      by: orderer\n", "      by: nobody\n", 1);
        assert_ne!(broken, ordering);
        put("bestilling", &broken);
        let taker = put("levering", include_str!("../../flows/levering/flow.yaml"));
        let files = |checked: &[PathBuf]| {
            let checked = check(checked, None, Language::English, &Renderer::plain());
            let found = checked.told.json;
            let found = found
                .as_array()
                .unwrap()
                .iter()
                .filter(|one| one["severity"] == "error");
            // The protocol's own lines: who says what in either flow follows from them.
            let found = found.filter(|one| one["code"] == "F0462");
            let file = found.map(|one| one["file"].as_str().unwrap().to_owned());
            file.collect::<std::collections::BTreeSet<String>>()
        };
        let alone = files(std::slice::from_ref(&taker));
        assert!(!alone.is_empty());
        let both = files(&[folder.path().to_owned()]);
        assert_eq!(both.len(), 1);
        assert!(both.iter().all(|file| file.contains("bestilling")), "{both:?}");
    }

    const EVERY_CONSTRUCT: &str =
        include_str!("../../engine/core/src/flow/read/testdata/every_construct.yaml");
    const SOCIAL_SUPPORT: &str = include_str!("../../engine/core/src/flow/read/testdata/social_support.yaml");

    #[test]
    fn good_flows_have_no_findings_of_any_kind() {
        for text in [EVERY_CONSTRUCT, SOCIAL_SUPPORT] {
            assert_eq!(findings(text), []);
        }
    }

    #[test]
    fn findings_are_shown_on_their_line_in_both_languages() {
        let text = SOCIAL_SUPPORT
            .replacen("leads: caseworker", "leads: casworker", 1)
            .replacen("title: {da: Afgørelse", "titel: {da: Afgørelse", 1)
            .replacen("8 weeks", "8 uger", 1);
        let mut golden = String::new();
        for language in Language::ALL {
            for finding in findings(&text) {
                golden.push_str(&rendered(
                    &finding,
                    "flow.yaml",
                    &text,
                    language,
                    &Renderer::plain(),
                ));
                golden.push_str("\n\n");
            }
            golden.push_str(&summary(&findings(&text), "flow.yaml", language));
            golden.push('\n');
        }
        insta::assert_snapshot!(golden);
    }

    #[test]
    fn files_that_cannot_be_read_are_told_of_beside_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        let large = "å".repeat(MAX_FLOW_BYTES);
        let flows = [
            put("good.yaml", SOCIAL_SUPPORT.as_bytes()),
            put("latin.yaml", b"samspil: 1\ntitle: st\xF8tte\n"),
            put("large.yaml", large.as_bytes()),
            folder.path().join("nowhere.yaml"),
        ];
        let checked = check(&flows, None, Language::English, &Renderer::plain());
        assert!(checked.found);
        let codes: Vec<&str> = checked
            .told
            .json
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["code"].as_str().unwrap())
            .collect();
        assert_eq!(codes, ["F0102"]);
        let [latin, nowhere] = checked.unreadable.as_slice() else {
            panic!("{:?}", checked.unreadable)
        };
        assert!(
            latin.contains("latin.yaml") && latin.contains("line 2"),
            "{latin}"
        );
        assert!(nowhere.contains("nowhere.yaml"), "{nowhere}");
    }

    #[test]
    fn a_place_counts_characters_and_never_lies_outside_its_line() {
        let place = |column, length| Place {
            line: 1,
            column,
            length,
        };
        assert_eq!(bytes_of("æøå x", place(3, 1)), 4..6);
        assert_eq!(bytes_of("æ", place(2, 1)), 2..2);
        assert_eq!(bytes_of("", place(9, 9)), 0..0);
    }
}

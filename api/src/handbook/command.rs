//! `samspil handbook`: a flow as a handbook, in a file of its own.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use askama::Template;
use clap::Args;
use samspil_core::flow::Flow;
use samspil_core::text::{Language, Message};
use serde_json::json;

use super::Handbook;
use crate::bounded::read_bounded;
use crate::language::{Answer, Format, Told, print};
use crate::pages::glossary::{Differing, read, texts_of_all, used};
use crate::pages::parts::Made;
use crate::runnable::runnable_from;
use crate::server::MAX_BODY_BYTES;
use crate::words::say;

/// The largest glossary, in bytes: what the API takes of one.
const MAX_GLOSSARY_BYTES: usize = MAX_BODY_BYTES;

/// Which flow, and where to.
#[derive(Args)]
pub(crate) struct Command {
    /// The flow file.
    flow: PathBuf,
    /// Where the handbook is written; without it, on standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A glossary: the words of it that the flow uses stand in the handbook, with what each side says.
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
    /// A flow file that holds a shared house: its rules of play stand in the handbook where they matter. May be given more than
    /// once.
    #[arg(long, value_name = "FLOW")]
    house: Vec<PathBuf>,
}

#[derive(Template)]
#[template(path = "handbook/alone.html")]
struct Alone {
    tag: &'static str,
    title: String,
    styles: Made,
    book: Handbook,
    /// The words of the glossary that it uses.
    words: Vec<Differing>,
    words_title: String,
}

/// A handbook as a page that needs nothing from elsewhere.
pub(super) fn alone(
    book: Handbook,
    words: Vec<Differing>,
    language: Language,
) -> Result<String, askama::Error> {
    let title = Message::new("handbook-title").with("flow", book.title.as_str());
    let page = Alone {
        tag: language.tag(),
        title: say(&title, language),
        styles: Made::styles(include_str!("alone.css")),
        book,
        words,
        words_title: say(&Message::new("glossary-title"), language),
    };
    page.render()
}

/// Writes the handbook: 0, or 2 where the flow cannot be read or the file not written.
pub(crate) fn run(command: &Command, language: Language, format: Format) -> ExitCode {
    match runnable_from(&command.flow, language) {
        Ok(run) => {
            let houses = command.house.iter().map(|file| runnable_from(file, language));
            let houses = match houses.collect::<Result<Vec<_>, _>>() {
                Ok(houses) => houses,
                Err(code) => return code,
            };
            let book = Handbook::new(&run.flow, &run.guards, language);
            let book = book.in_houses(&run.flow, houses.iter().map(|house| &house.flow));
            let words = match &command.glossary {
                None => Ok(Vec::new()),
                Some(file) => words(file, &run.flow, language),
            };
            let answer =
                words.and_then(|words| answer(command, run.flow.id.as_str(), (book, words), language));
            print(answer, format)
        }
        Err(code) => code,
    }
}

/// The words of the glossary in a file that the flow uses.
fn words(file: &Path, flow: &Flow, language: Language) -> Result<Vec<Differing>, String> {
    let wrong = |detail: String| {
        let message = Message::new("handbook-no-glossary").with("file", file.display().to_string());
        say(&message.with("detail", detail), language)
    };
    let text = read_bounded(file, MAX_GLOSSARY_BYTES).map_err(|message| wrong(say(&message, language)))?;
    let stray = || wrong(say(&Message::new("handbook-glossary-stray"), language));
    let words = read(&text).ok_or_else(stray)?;
    Ok(used(&words, &texts_of_all(flow, language), language))
}

fn answer(
    command: &Command,
    flow: &str,
    (book, words): (Handbook, Vec<Differing>),
    language: Language,
) -> Answer {
    let not_written = |detail: String| {
        let file = command.output.as_ref().map(|file| file.display().to_string());
        let message = Message::new("handbook-not-written").with("file", file.unwrap_or_default());
        say(&message.with("detail", detail), language)
    };
    let text = alone(book, words, language).map_err(|error| not_written(error.to_string()))?;
    let Some(file) = &command.output else {
        return Ok(Told {
            lines: vec![text.trim_end().to_owned()],
            json: json!({ "flow": flow, "text": text }),
        });
    };
    std::fs::write(file, text).map_err(|error| not_written(error.to_string()))?;
    let path = file.display().to_string();
    let message = Message::new("handbook-written").with("file", path.as_str());
    Ok(Told {
        lines: vec![say(&message, language)],
        json: json!({ "flow": flow, "file": path }),
    })
}

//! `samspil handbook`: a flow as a handbook, in a file of its own.

use std::path::PathBuf;
use std::process::ExitCode;

use askama::Template;
use clap::Args;
use samspil_core::text::{Language, Message};
use serde_json::json;

use super::Handbook;
use crate::language::{Answer, Format, Told, print};
use crate::pages::parts::Made;
use crate::runnable::runnable_from;
use crate::words::say;

/// Which flow, and where to.
#[derive(Args)]
pub(crate) struct Command {
    /// The flow file.
    flow: PathBuf,
    /// Where the handbook is written; without it, on standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Template)]
#[template(path = "handbook/alone.html")]
struct Alone {
    tag: &'static str,
    title: String,
    styles: Made,
    book: Handbook,
}

/// A handbook as a page that needs nothing from elsewhere.
pub(super) fn alone(book: Handbook, language: Language) -> Result<String, askama::Error> {
    let title = Message::new("handbook-title").with("flow", book.title.as_str());
    let page = Alone {
        tag: language.tag(),
        title: say(&title, language),
        styles: Made::styles(include_str!("alone.css")),
        book,
    };
    page.render()
}

/// Writes the handbook: 0, or 2 where the flow cannot be read or the file not written.
pub(crate) fn run(command: &Command, language: Language, format: Format) -> ExitCode {
    match runnable_from(&command.flow, language) {
        Ok(run) => {
            let book = Handbook::new(&run.flow, &run.guards, language);
            print(answer(command, run.flow.id.as_str(), book, language), format)
        }
        Err(code) => code,
    }
}

fn answer(command: &Command, flow: &str, book: Handbook, language: Language) -> Answer {
    let not_written = |detail: String| {
        let file = command.output.as_ref().map(|file| file.display().to_string());
        let message = Message::new("handbook-not-written").with("file", file.unwrap_or_default());
        say(&message.with("detail", detail), language)
    };
    let text = alone(book, language).map_err(|error| not_written(error.to_string()))?;
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

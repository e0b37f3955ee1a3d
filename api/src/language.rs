//! The language and form of the answers, and how they leave the program.

use std::io::Write;
use std::process::ExitCode;
use std::str::FromStr;

use clap::ValueEnum;
use samspil_core::text::{Language, Message};

/// What a command answers, or what is wrong.
pub(crate) type Answer = Result<Told, String>;

/// An answer for people and the same for programs.
#[derive(Debug)]
pub(crate) struct Told {
    /// For people, a line each.
    pub(crate) lines: Vec<String>,
    /// For programs.
    pub(crate) json: serde_json::Value,
}

/// Who reads the answer.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// People.
    Text,
    /// Programs.
    Json,
}

/// The exit code for input that cannot be used.
pub(crate) const INPUT_ERROR: u8 = 2;

/// A language named on the command line.
#[derive(Clone, Copy)]
pub(crate) struct Spoken(pub(crate) Language);

impl FromStr for Spoken {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let known = Language::ALL.into_iter().find(|language| language.tag() == tag);
        known
            .map(Self)
            .ok_or_else(|| Message::new("language-unknown").say(Language::default()))
    }
}

/// Prints an answer and gives the exit code: 0, or 2 where the input cannot be used.
pub(crate) fn print(answer: Answer, format: Format) -> ExitCode {
    print_with(answer, format, ExitCode::SUCCESS)
}

/// Prints an answer and gives this exit code, or 2 where the input cannot be used.
pub(crate) fn print_with(answer: Answer, format: Format, code: ExitCode) -> ExitCode {
    match answer {
        Err(line) => write_lines(&mut std::io::stderr(), &[line], ExitCode::from(INPUT_ERROR)),
        Ok(told) => {
            let lines = match format {
                Format::Text => told.lines,
                Format::Json => vec![told.json.to_string()],
            };
            write_lines(&mut std::io::stdout(), &lines, code)
        }
    }
}

/// Says on standard error what is wrong.
pub(crate) fn complain(lines: &[String]) {
    write_lines(&mut std::io::stderr(), lines, ExitCode::SUCCESS);
}

/// A reader that closes the pipe early is no error of ours.
fn write_lines(to: &mut dyn Write, lines: &[String], code: ExitCode) -> ExitCode {
    for line in lines {
        if writeln!(to, "{line}").is_err() {
            break;
        }
    }
    code
}

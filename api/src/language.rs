//! The language of the answers, and how they leave the program.

use std::io::Write;
use std::process::ExitCode;
use std::str::FromStr;

use samspil_core::text::{Language, Message};

/// What a command answers: lines for standard output, or what is wrong.
pub(crate) type Answer = Result<Vec<String>, String>;

/// The exit code for input that cannot be used.
const INPUT_ERROR: u8 = 2;

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
pub(crate) fn print(answer: Answer) -> ExitCode {
    let (lines, code) = match answer {
        Ok(lines) => (lines, ExitCode::SUCCESS),
        Err(line) => return write_lines(&mut std::io::stderr(), &[line], ExitCode::from(INPUT_ERROR)),
    };
    write_lines(&mut std::io::stdout(), &lines, code)
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

//! The `samspil` command.

#[allow(dead_code, reason = "the routes come with the pages")]
mod assets;
mod calendar;
mod cron;
#[allow(dead_code, unused_imports, reason = "the routes come with the pages")]
mod identity;
mod language;
mod play;
mod runnable;
#[allow(dead_code, unused_imports, reason = "the routes come with the pages")]
mod server;
#[allow(dead_code, reason = "the routes come with the pages")]
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::language::{Format, Spoken};

/// Case engine for Danish municipalities.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The language of the answers: da or en.
    #[arg(long, global = true, default_value = "da")]
    lang: Spoken,
    /// The form of the answers.
    #[arg(long, global = true, value_enum, default_value = "text")]
    format: Format,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Danish working days and terms.
    Calendar {
        #[command(subcommand)]
        command: calendar::Command,
    },
    /// Cron in its POSIX meaning, in Copenhagen.
    Cron {
        #[command(subcommand)]
        command: cron::Command,
    },
    /// Drives one case in memory with a clock that only moves when told.
    Play(play::Play),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let answer = match arguments.command {
        Command::Calendar { command } => calendar::answer(&command, arguments.lang.0),
        Command::Cron { command } => cron::answer(&command, arguments.lang.0),
        Command::Play(asked) => return play::play(&asked, arguments.lang.0),
    };
    language::print(answer, arguments.format)
}

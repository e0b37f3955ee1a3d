//! What the `samspil` command does. A library of one function, so that the compiler begins with it while what it stands on is
//! still being made into code.

mod access;
mod account;
mod app;
mod assets;
mod backups;
mod batches;
mod bench;
mod beside;
mod bill;
mod bounded;
mod calendar;
mod cases;
mod check;
mod citizens;
mod clock;
mod coordination;
mod cron;
mod deeds;
mod demo;
mod diagram;
mod endpoints;
mod explain;
mod explore;
mod feed;
mod four_eyes;
mod hand_on;
mod handbook;
mod heads;
mod health;
mod ical;
mod identity;
mod import;
mod incident;
mod keys;
mod language;
mod limits;
mod links;
mod mail;
mod management;
mod moved;
mod next_line;
mod openid;
mod organisation;
mod outward;
mod pages;
mod past;
mod period;
mod play;
mod progress;
mod reach;
#[cfg(test)]
mod readme_test;
mod retention;
mod review;
mod routes;
mod runnable;
mod scenario;
mod schema;
mod scim;
mod secret_file;
mod serve;
mod server;
mod settings;
mod sight;
mod surveys;
mod table;
mod trials;
mod tune;
mod unusable;
mod verify;
mod waiting;
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
    /// Everything that was logged about a citizen, a case or a person, as a file.
    AccessLog(access::command::AccessLog),
    /// Municipalities, units, people and tokens.
    Account(account::Account),
    /// A copy of the database, which copies there are, and telling of one that was made otherwise.
    Backup(backups::command::BackupArguments),
    /// Lays a copy back that samspil backup made.
    Restore(backups::command::Restore),
    /// What the program is built of, as a CycloneDX bill of materials.
    Bill,
    /// What is wrong with flow files, where, and what to do about it.
    Check(check::Command),
    /// An invented municipality with forty cases, to look at and to try.
    Demo(demo::Demo),
    /// A flow as a picture, or as text for programs that draw.
    Diagram(diagram::Command),
    /// A flow as a handbook: roles, every task with its owner, meetings, letters, deadlines; to be printed.
    Handbook(handbook::command::Command),
    /// What the code of a finding means, with an example.
    Explain(explain::Command),
    /// The register of citizens.
    Citizen {
        #[command(subcommand)]
        command: citizens::Command,
    },
    /// The keys that personal data is kept under.
    Keys {
        #[command(subcommand)]
        command: keys::Command,
    },
    /// The providers that a municipality's people sign in by.
    Login {
        #[command(subcommand)]
        command: openid::command::Command,
    },
    /// Makes a flow file of a model that was drawn elsewhere.
    Import {
        #[command(subcommand)]
        command: import::Command,
    },
    /// How long closed cases are kept: what is due is proposed, approved by another and carried out.
    Retention(retention::Retention),
    /// The flow language as JSON Schema, for editors.
    Schema,
    /// The four questions of a way of working together, and signs that it does not hang together, put to flows.
    Review(review::Command),
    /// What each party can see of the case file in each phase, and proofs that it never sees a field.
    Sight(sight::Command),
    /// The decision tables of a flow, and what they answer by which rule.
    Table(table::Command),
    /// Danish working days and terms.
    Calendar {
        #[command(subcommand)]
        command: calendar::Command,
    },
    /// Deadlines, ladders and rhythms that a municipality tunes, with what that moves shown first.
    Tune(tune::Tune),
    /// When a clock of a flow runs out, line by line.
    Clock(clock::Command),
    /// Cron in its POSIX meaning, in Copenhagen.
    Cron {
        #[command(subcommand)]
        command: cron::Command,
    },
    /// Tries scenarios: whole made-up cases, with what should be on the way.
    Test(scenario::Command),
    /// Units, people and places as a file, in and out, and the journal of their changes.
    Organisation(organisation::command::Command),
    /// Drives one case in memory with a clock that only moves when told.
    Play(play::Play),
    /// Searches all runs of a flow: whether one exists, what can never be done, where a case gets stuck.
    Explore(explore::Command),
    /// Serves the pages and the API.
    Serve(Box<settings::ServeSettings>),
    /// That nobody has altered history or the access log; the first bad row where somebody has.
    Verify(verify::Verify),
    /// The document that describes the API, OpenAPI 3.1.
    Openapi,
    /// Measures the reference work beside bare statements that do the same row work.
    Bench(bench::Bench),
}

/// Does what the command line asks for, and answers how that went.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.lang.0;
    let answer = match arguments.command {
        Command::AccessLog(asked) => access::command::answer(&asked, language),
        Command::Account(account) => account::answer(account, language),
        Command::Backup(asked) => backups::command::answer(&asked, language),
        Command::Restore(asked) => backups::command::restore(&asked, language),
        Command::Bill => bill::answer(),
        Command::Check(command) => return check::run(&command, language, arguments.format),
        Command::Demo(demo) => return demo::run(&demo, language, arguments.format),
        Command::Diagram(command) => return diagram::run(&command, language, arguments.format),
        Command::Handbook(command) => return handbook::command::run(&command, language, arguments.format),
        Command::Explain(command) => explain::answer(&command, language),
        Command::Schema => schema::answer(language),
        Command::Calendar { command } => calendar::answer(&command, language),
        Command::Tune(asked) => tune::answer(&asked, language),
        Command::Clock(command) => return clock::run(&command, language, arguments.format),
        Command::Cron { command } => cron::answer(&command, language),
        Command::Openapi => endpoints::print::answer(),
        Command::Bench(asked) => bench::answer(&asked, language),
        Command::Citizen { command } => citizens::answer(&command, language),
        Command::Retention(asked) => retention::answer(&asked, language),
        Command::Keys { command } => keys::answer(&command, language),
        Command::Login { command } => openid::command::answer(&command, language),
        Command::Import { command } => return import::run(&command, language, arguments.format),
        Command::Review(command) => return review::run(&command, language, arguments.format),
        Command::Sight(command) => return sight::run(&command, language, arguments.format),
        Command::Table(command) => return table::run(&command, language, arguments.format),
        Command::Organisation(command) => organisation::command::answer(&command, language),
        Command::Test(command) => return scenario::test(&command, language, arguments.format),
        Command::Play(asked) => return play::play(&asked, language),
        Command::Explore(command) => return explore::run(command, language, arguments.format),
        Command::Verify(asked) => return verify::run(&asked, language, arguments.format),
        Command::Serve(settings) => return serve::serve(&settings, language, arguments.format),
    };
    language::print(answer, arguments.format)
}

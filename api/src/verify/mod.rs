//! `samspil verify`: that nobody has altered history or the access log, with the first bad row of each; and the key that
//! ends are signed with.

mod keygen;
mod progress;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};
use samspil_core::text::{Language, Message, instant};
use samspil_runtime::audit::{
    Checked, HeadLine, HeadsWrong, PublicKey, Tally, Wrong, WrongWhat, anchors, verify,
};
use samspil_store::Store;
use serde_json::json;

use self::progress::Progress;
use crate::bounded::read_bounded;
use crate::heads::MAX_KEY_BYTES;
use crate::language::{Format, Told, print, print_with};
use crate::settings::StoreSettings;
use crate::waiting::until_done;
use crate::words::say;

/// What is checked.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Verify {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    store: StoreSettings,
    /// Also whether each case is what its events make of it.
    #[arg(long)]
    replay: bool,
    /// Signed ends that samspil serve --heads-to has written: finds what was cut off or written anew.
    #[arg(long, value_name = "FILE", requires = "public_key")]
    heads: Option<PathBuf>,
    /// The public key that they are signed with.
    #[arg(long, value_name = "FILE", requires = "heads")]
    public_key: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Makes the key that ends are signed with.
    Keygen {
        /// The file for the secret key; the public key comes beside it, with .pub at the end.
        file: PathBuf,
    },
}

/// Checks, and tells what was found: exit code 1 where a row is bad.
pub(crate) fn run(asked: &Verify, language: Language, format: Format) -> ExitCode {
    if let Some(Command::Keygen { file }) = &asked.command {
        return print(keygen::answer(file, language), format);
    }
    match until_done(check(asked, language)) {
        Err(error) => print(Err(error), format),
        Ok(Err(message)) => print(Err(say(&message, language)), format),
        Ok(Ok(found)) => {
            let code = ExitCode::from(u8::from(!found.wrong.is_empty()));
            print_with(Ok(found.told(language)), format, code)
        }
    }
}

/// What was found.
struct Found {
    tally: Tally,
    wrong: Vec<Wrong>,
    last: Option<HeadLine>,
}

async fn check(asked: &Verify, language: Language) -> Result<Found, Message> {
    let (anchors, last) = signed(asked)?;
    let store: Arc<dyn Store> = samspil_store::open(&asked.store.url()?)
        .await
        .map_err(|error| error.message())?;
    let progress = Progress::over(&store, language).await?;
    let checked = Checked {
        replay: asked.replay,
        anchors: &anchors,
    };
    let found = verify(&store, checked, &mut |tally| progress.show(tally)).await;
    drop(progress);
    store.close().await;
    let (tally, wrong) = found.map_err(|error| error.message())?;
    Ok(Found { tally, wrong, last })
}

type Signed = std::collections::BTreeMap<samspil_core::id::TenantId, samspil_runtime::audit::Anchors>;

fn signed(asked: &Verify) -> Result<(Signed, Option<HeadLine>), Message> {
    let (Some(heads), Some(key)) = (&asked.heads, &asked.public_key) else {
        return Ok((Signed::new(), None));
    };
    let read = |file: &PathBuf| {
        std::fs::read_to_string(file).map_err(|error| {
            Message::new("verify-file")
                .with("file", file.display().to_string())
                .with("detail", error.to_string())
        })
    };
    let key =
        PublicKey::read(&read_bounded(key, MAX_KEY_BYTES)?).map_err(|_| Message::new("verify-key-shape"))?;
    anchors(&read(heads)?, &key).map_err(|wrong| {
        let (word, line) = match wrong {
            HeadsWrong::Shape(line) => ("verify-heads-shape", line),
            HeadsWrong::Signature(line) => ("verify-heads-signature", line),
            HeadsWrong::Order(line) => ("verify-heads-order", line),
        };
        Message::new(word).with("line", i64::try_from(line).unwrap_or(i64::MAX))
    })
}

impl Found {
    fn told(&self, language: Language) -> Told {
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let mut lines: Vec<String> = self.wrong.iter().map(|wrong| bad(wrong, language)).collect();
        let not_opened = |wrong: &Wrong| matches!(wrong.what, WrongWhat::Unusable(_));
        let whole = if self.wrong.is_empty() {
            "verify-whole"
        } else if self.wrong.iter().all(not_opened) {
            "verify-not-all"
        } else {
            "verify-not-whole"
        };
        let all = Message::new(whole)
            .with("events", count(self.tally.events))
            .with("cases", count(self.tally.cases))
            .with("entries", count(self.tally.entries))
            .with("bad", count(u64::try_from(self.wrong.len()).unwrap_or(u64::MAX)));
        lines.push(say(&all, language));
        if self.tally.not_replayed > 0 {
            let left = Message::new("verify-not-replayed").with("cases", count(self.tally.not_replayed));
            lines.push(say(&left, language));
        }
        if let Some(last) = &self.last {
            let held = Message::new("verify-held-against")
                .with("line", count(last.number))
                .with("at", instant(last.at, language));
            lines.push(say(&held, language));
        }
        let rows: Vec<_> = self
            .wrong
            .iter()
            .map(|wrong| {
                json!({
                    "table": wrong.table,
                    "tenant": wrong.tenant,
                    "case": wrong.case,
                    "number": wrong.number,
                    "what": wrong.what,
                    "message": say(&wrong.message(), language),
                })
            })
            .collect();
        Told {
            lines,
            json: json!({
                "whole": self.wrong.is_empty(),
                "checked": self.tally,
                "bad": rows,
                "signed": self.last.as_ref().map(|last| json!({"line": last.number, "at": last.at})),
            }),
        }
    }
}

/// A bad row in a line: where it is, and what is wrong with it.
fn bad(wrong: &Wrong, language: Language) -> String {
    let place = match (wrong.case, wrong.number) {
        (Some(_), Some(_)) => "verify-bad-event",
        (Some(_), None) => "verify-bad-case",
        (None, Some(_)) => "verify-bad-entry",
        (None, None) => "verify-bad-tenant",
    };
    let place = Message::new(place)
        .with("table", wrong.table)
        .with("tenant", wrong.tenant.to_string())
        .with(
            "case",
            wrong.case.map(|case| case.to_string()).unwrap_or_default(),
        )
        .with(
            "number",
            i64::try_from(wrong.number.unwrap_or_default()).unwrap_or(i64::MAX),
        )
        .with("what", say(&wrong.message(), language));
    say(&place, language)
}

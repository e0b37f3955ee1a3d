//! `samspil keys`: the keys that personal data is kept under.

mod file;
mod reseal;
mod service;
#[cfg(test)]
mod service_test;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use samspil_core::text::{Language, Message};
use samspil_runtime::vault::{KeyFile, Vault, VaultError};
use serde_json::json;

pub(crate) use self::file::for_few;
use self::file::{add, read, replace};
use self::reseal::{Reseal, reseal};
use self::service::KeysFrom;
use crate::account::fault;
use crate::language::{Answer, Told};
use crate::waiting::until_done;
use crate::words::say;

/// Where the keys are.
#[derive(Args, Clone, Default)]
pub(crate) struct KeySettings {
    /// The file with the keys that personal data is kept under; samspil keys new makes one. Without it no flow with
    /// sensitive fields runs.
    #[arg(long, env = "SAMSPIL_KEYS_FILE", value_name = "FILE")]
    pub(crate) keys: Option<PathBuf>,
    /// The text of such a file, where the environment holds secrets.
    #[arg(
        long = "keys-text",
        env = "SAMSPIL_KEYS",
        hide_env_values = true,
        hide = true,
        conflicts_with = "keys"
    )]
    pub(crate) text: Option<String>,
    #[command(flatten)]
    pub(crate) from: KeysFrom,
}

impl KeySettings {
    /// The vault with these keys; one that seals nothing where none are named.
    ///
    /// # Errors
    /// Where the keys cannot be read, or the service that holds them does not give them.
    pub(crate) async fn vault(&self) -> Result<Vault, Message> {
        let keys = match (&self.keys, &self.text) {
            (Some(path), _) => Some(read(path)?),
            (None, Some(text)) => Some(KeyFile::read(text).map_err(|error| error.message())?),
            (None, None) => self.from.keys().await?,
        };
        Ok(keys.map_or_else(Vault::none, |keys| Vault::new(Arc::new(keys))))
    }
}

/// What is done with keys.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Makes a new file with keys.
    New {
        /// The file; there must be none yet.
        file: PathBuf,
    },
    /// Adds a key to the file, under which all is sealed from the next start on. The older keys stay: what was sealed
    /// under them is still opened.
    Rotate {
        /// The file.
        file: PathBuf,
    },
    /// Seals the keys of citizens and cases anew under the newest key of the file, some at a time; it may be stopped and
    /// goes on from there. Then an older key is needed for backups alone.
    Reseal(Box<Reseal>),
    /// The numbers of the keys in the file, never the keys.
    List {
        /// The file.
        file: PathBuf,
    },
}

/// Does what is asked.
pub(crate) fn answer(command: &Command, language: Language) -> Answer {
    done(command, language).map_err(|message| say(&message, language))
}

fn done(command: &Command, language: Language) -> Result<Told, Message> {
    let of_vault = |error: VaultError| error.message();
    let (key, path, keys) = match command {
        Command::New { file } => {
            let keys = KeyFile::fresh().map_err(of_vault)?;
            add(file, &keys)?;
            ("keys-made", file, keys)
        }
        Command::Rotate { file } => {
            let keys = read(file)?.rotated().map_err(of_vault)?;
            replace(file, &keys)?;
            ("keys-rotated", file, keys)
        }
        Command::List { file } => ("keys-listed", file, read(file)?),
        Command::Reseal(asked) => {
            return until_done(reseal(asked, language)).map_err(fault)?;
        }
    };
    Ok(told(key, path, &keys, language))
}

fn told(key: &str, path: &Path, keys: &KeyFile, language: Language) -> Told {
    let numbers: Vec<u32> = keys.numbers().collect();
    let newest = numbers.last().copied().unwrap_or_default();
    let file = path.display().to_string();
    let message = Message::new(key)
        .with("file", file.as_str())
        .with("newest", newest)
        .with("count", u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    Told {
        lines: vec![say(&message, language)],
        json: json!({ "file": file, "keys": numbers, "newest": newest }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_rotated_and_listed_and_never_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys");
        let run = |command: &Command| answer(command, Language::Danish);
        let new = Command::New { file: file.clone() };
        assert_eq!(run(&new).unwrap().json["keys"], json!([1]));
        assert!(run(&new).is_err(), "what is there is not written over");
        let rotate = Command::Rotate { file: file.clone() };
        assert_eq!(run(&rotate).unwrap().json["newest"], json!(2));
        let list = run(&Command::List { file: file.clone() }).unwrap();
        assert_eq!(list.json["keys"], json!([1, 2]));
        let text = std::fs::read_to_string(&file).unwrap();
        let told = format!("{list:?}");
        for secret in text.lines().filter_map(|line| line.split(' ').nth(2)) {
            assert!(!told.contains(secret));
        }
    }

    #[tokio::test]
    async fn keys_come_from_a_file_or_a_text_or_there_are_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys");
        answer(&Command::New { file: file.clone() }, Language::Danish).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        let of = async |keys: Option<&Path>, text: Option<&str>| {
            let settings = KeySettings {
                keys: keys.map(Path::to_path_buf),
                text: text.map(str::to_owned),
                from: KeysFrom::default(),
            };
            settings.vault().await.map(|vault| vault.has_keys())
        };
        assert_eq!(of(None, None).await, Ok(false));
        assert_eq!(of(Some(&file), None).await, Ok(true));
        assert_eq!(of(None, Some(&text)).await, Ok(true));
        assert!(of(None, Some("key")).await.is_err());
        assert!(of(Some(&folder.path().join("none")), None).await.is_err());
    }
}

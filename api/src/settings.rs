//! What whoever runs the program decides, by argument or environment.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use clap::Args;
use samspil_core::text::Message;
use samspil_runtime::ClockBounds;
use samspil_runtime::vault::{Vault, probe};
use samspil_store::Store;

use crate::heads::HeadsTo;
use crate::keys::KeySettings;
use crate::mail::MailServer;
use crate::secret_file;
use crate::server::bounds::Bounds;

/// Where things are kept.
#[derive(Args)]
pub(crate) struct StoreSettings {
    /// Where everything is kept: sqlite:FOLDER.
    #[arg(
        long,
        env = "SAMSPIL_DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite:samspil-data"
    )]
    database_url: String,
    /// A file with that address, where whatever keeps secrets puts them into files: nobody but the service may read it.
    #[arg(long, env = "SAMSPIL_DATABASE_URL_FILE", value_name = "FILE")]
    database_url_file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) keys: KeySettings,
}

impl StoreSettings {
    /// Where everything is kept: what the file says, where one is named.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(crate) fn url(&self) -> Result<String, Message> {
        match &self.database_url_file {
            Some(path) => secret_file::read(path),
            None => Ok(self.database_url.clone()),
        }
    }

    /// The store, and the vault with the keys that it was sealed under.
    ///
    /// # Errors
    /// Where the store cannot be opened, or the keys are not its own.
    pub(crate) async fn open(&self) -> Result<(Arc<dyn Store>, Vault), Message> {
        let vault = self.keys.vault().await?;
        let store = samspil_store::open(&self.url()?).await;
        let store = store.map_err(|error| error.message())?;
        match probe(store.as_ref(), &vault).await {
            Ok(()) => Ok((store, vault)),
            Err(locked) => {
                store.close().await;
                Err(locked.message())
            }
        }
    }
}

/// The mail server, where people are told by mail.
#[derive(Args)]
pub(crate) struct MailSettings {
    /// The mail server: smtp://NAME (STARTTLS, port 587) or smtps://NAME (TLS from the start, port 465); within the
    /// machine also smtp+plain://127.0.0.1:25. Without it nobody is told by mail.
    #[arg(long, env = "SAMSPIL_SMTP_URL", requires = "smtp_from")]
    pub(crate) smtp_url: Option<MailServer>,
    /// The sender: samspil@kommune.example, or "Samspil <samspil@kommune.example>".
    #[arg(long, env = "SAMSPIL_SMTP_FROM")]
    pub(crate) smtp_from: Option<String>,
    /// The login at the mail server.
    #[arg(long, env = "SAMSPIL_SMTP_LOGIN", requires = "smtp_secret")]
    pub(crate) smtp_login: Option<String>,
    /// The password at the mail server; better in the environment, where other users of the machine do not see it.
    #[arg(
        long,
        env = "SAMSPIL_SMTP_PASSWORD",
        hide_env_values = true,
        group = "smtp_secret"
    )]
    pub(crate) smtp_password: Option<String>,
    /// A file with that password, where whatever keeps secrets puts them into files: nobody but the service may read it.
    #[arg(
        long,
        env = "SAMSPIL_SMTP_PASSWORD_FILE",
        value_name = "FILE",
        group = "smtp_secret"
    )]
    pub(crate) smtp_password_file: Option<PathBuf>,
    /// A file with the certificates (PEM) that the mail server's own is to be trusted by, beside the public ones.
    #[arg(long, env = "SAMSPIL_SMTP_CA")]
    pub(crate) smtp_ca: Option<PathBuf>,
}

/// How far the machine's clock may be out before deadlines and reminders are held back.
#[derive(Args)]
pub(crate) struct ClockSettings {
    /// How far the clock may be set, on or back, while the program runs, in minutes. Past it deadlines and reminders
    /// are held back until an administrator has looked. Half of the smallest error that people make, an hour.
    #[arg(
        long,
        env = "SAMSPIL_MAX_CLOCK_JUMP",
        value_name = "MINUTES",
        default_value_t = 30
    )]
    pub(crate) max_clock_jump: u32,
    /// How long the program may have been stopped, in days. Past it deadlines and reminders are held back until an
    /// administrator has looked: the clock may be wrong, or an old copy of the database may have been restored.
    #[arg(long, env = "SAMSPIL_MAX_OUTAGE", value_name = "DAYS", default_value_t = 30)]
    pub(crate) max_outage: u32,
}

impl ClockSettings {
    /// The same as lengths of time.
    pub(crate) fn bounds(&self) -> ClockBounds {
        ClockBounds {
            jump: TimeDelta::minutes(i64::from(self.max_clock_jump)),
            outage: TimeDelta::days(i64::from(self.max_outage)),
        }
    }
}

/// How the pages and the API are served.
#[derive(Args)]
pub(crate) struct ServeSettings {
    #[command(flatten)]
    pub(crate) store: StoreSettings,
    #[command(flatten)]
    pub(crate) mail: MailSettings,
    #[command(flatten)]
    pub(crate) clock: ClockSettings,
    /// The folder that closed cases are archived in before they are erased, where a flow says so.
    #[arg(long, env = "SAMSPIL_ARCHIVE", value_name = "FOLDER")]
    pub(crate) archive: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) heads: HeadsSettings,
    #[command(flatten)]
    pub(crate) bounds: Bounds,
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, env = "SAMSPIL_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The address that readers use, where a proxy stands in front: https://sager.example.dk.
    #[arg(long, env = "SAMSPIL_PUBLIC_URL")]
    pub(crate) public_url: Option<PublicUrl>,
    /// How many proxies of our own stand in front and say in X-Forwarded-For whom they speak for.
    #[arg(long, env = "SAMSPIL_PROXIES", default_value_t = 0)]
    pub(crate) proxies: u8,
    /// For trials, never for real cases: sign-in providers may lie on the machine itself, also without https.
    #[arg(long)]
    pub(crate) outward_loopback: bool,
    /// For whoever makes pages: a page with every part that pages are made of, at /about/parts.
    #[arg(long)]
    pub(crate) samples: bool,
    /// A file with the SHA-1 sums of passwords that others have found, one a line and in order, as haveibeenpwned.com gives
    /// them out: none of them can be chosen.
    #[arg(long, env = "SAMSPIL_BREACHED_PASSWORDS", value_name = "FILE")]
    pub(crate) breached_passwords: Option<PathBuf>,
    /// What is logged: warn, info, debug, or by part as in samspil=debug,info.
    #[arg(long, env = "SAMSPIL_LOG", default_value = "info")]
    pub(crate) log: String,
    /// For trials, never for real cases: a clock that shows this moment (2026-01-05T09:00:00+01:00) and moves only when
    /// told at /api/v1/test-clock. Signing in goes by the machine's own clock.
    #[arg(long, value_name = "MOMENT")]
    pub(crate) test_clock: Option<DateTime<Utc>>,
}

/// The ends of all chains, signed and written out of the database's reach.
#[derive(Args)]
pub(crate) struct HeadsSettings {
    /// The key that the ends of histories and the access log are signed with; made by samspil verify keygen.
    #[arg(long, env = "SAMSPIL_SIGNING_KEY", value_name = "FILE", requires = "heads_to")]
    pub(crate) signing_key: Option<PathBuf>,
    /// The folder that signed ends are written to every five minutes: best one that whoever has the database cannot write.
    #[arg(
        long,
        env = "SAMSPIL_HEADS_TO",
        value_name = "FOLDER",
        requires = "signing_key"
    )]
    pub(crate) heads_to: Option<PathBuf>,
}

impl HeadsSettings {
    /// Where they are written, where they are.
    pub(crate) fn to(&self) -> Result<Option<HeadsTo>, Message> {
        let asked = self.signing_key.as_deref().zip(self.heads_to.as_deref());
        asked.map(|(key, folder)| HeadsTo::new(key, folder)).transpose()
    }
}

/// The address that readers use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct PublicUrl {
    /// Over HTTPS.
    pub(crate) https: bool,
    /// As written, without a slash at the end.
    pub(crate) text: String,
}

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const SHAPE: &str =
            "write https:// and the name readers use, without a path: https://sager.example.dk";
        let text = text.strip_suffix('/').unwrap_or(text);
        let (scheme, host) = text.split_once("://").ok_or(SHAPE)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if !matches!(scheme, "http" | "https") || host.is_empty() || !host.chars().all(plain) {
            return Err(SHAPE);
        }
        Ok(Self {
            https: scheme == "https",
            text: text.to_owned(),
        })
    }
}

impl ServeSettings {
    /// Whether what readers send is safe on the way: over HTTPS, or within the machine.
    pub(crate) fn is_safe(&self) -> bool {
        self.https() || self.listen.ip().is_loopback()
    }

    /// Whether readers come over HTTPS.
    pub(crate) fn https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.https)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Only {
        #[command(flatten)]
        serve: ServeSettings,
    }

    fn settings(arguments: &[&str]) -> Result<ServeSettings, clap::Error> {
        let arguments = ["x"].iter().chain(arguments);
        Only::try_parse_from(arguments).map(|only| only.serve)
    }

    #[test]
    fn what_could_be_read_on_the_way_is_not_safe() {
        for (arguments, safe) in [
            (&["--listen", "127.0.0.1:0"][..], true),
            (&["--listen", "[::1]:80"], true),
            (&["--listen", "0.0.0.0:80"], false),
            (
                &[
                    "--listen",
                    "0.0.0.0:80",
                    "--public-url",
                    "http://sager.example.dk",
                ],
                false,
            ),
            (
                &[
                    "--listen",
                    "0.0.0.0:80",
                    "--public-url",
                    "https://sager.example.dk/",
                ],
                true,
            ),
        ] {
            assert_eq!(settings(arguments).unwrap().is_safe(), safe, "{arguments:?}");
        }
    }

    #[test]
    fn a_public_address_is_a_scheme_and_a_host() {
        for text in [
            "sager.example.dk",
            "ftp://x",
            "https://",
            "https://x/path",
            "https://x y",
        ] {
            assert!(settings(&["--public-url", text]).is_err(), "{text}");
        }
        let url: PublicUrl = "https://x:8443/".parse().unwrap();
        assert_eq!(url.text, "https://x:8443");
    }

    #[test]
    fn mail_needs_a_sender_and_a_login_its_password() {
        for (arguments, fits) in [
            (&["--smtp-url", "smtps://mail.kommune.example"][..], false),
            (
                &[
                    "--smtp-url",
                    "smtps://mail.kommune.example",
                    "--smtp-from",
                    "samspil@kommune.example",
                ],
                true,
            ),
            (&["--smtp-login", "samspil"], false),
            (&["--smtp-login", "samspil", "--smtp-password", "x"], true),
        ] {
            assert_eq!(settings(arguments).is_ok(), fits, "{arguments:?}");
        }
    }
}

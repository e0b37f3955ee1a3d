//! `samspil login`: the providers that a municipality's people sign in by.

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use samspil_core::flow::yaml::tree;
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message};
use samspil_runtime::vault::Vault;
use samspil_runtime::{Clock, SystemClock};
use samspil_store::Store;
use serde_json::{Value, json};

use super::OpenId;
use super::keeping::{By, Unkept, keep, retire, sealed, too_many};
use super::kept::all;
use super::mapping::Claims;
use super::provider::Provider;
use super::trial::{gives, tried};
use super::written::written;
use crate::account::{chosen, fault, of_store};
use crate::bounded::read_bounded;
use crate::calendar::yaml::yaml;
use crate::language::{Answer, Told};
use crate::outward::{Outward, Reach};
use crate::server::MAX_BODY_BYTES;
use crate::server::json::read as read_json;
use crate::settings::StoreSettings;
use crate::waiting::until_done;
use crate::words::say;

/// The largest file, in bytes, of a provider or of claims: what the API takes of a provider.
const MAX_FILE_BYTES: usize = MAX_BODY_BYTES;

/// What is done with them.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Sets a provider up, or one of the same name anew, from a file.
    Set(Set),
    /// The providers that are set up, each as a file says it; secrets are never shown.
    Show(Show),
    /// Whether a file fits and the provider answers, and what it would give for made-up claims.
    Check(Check),
    /// Takes a provider away: nobody can sign in by it any more.
    Remove(Remove),
}

/// Which municipality.
#[derive(Args)]
pub(crate) struct Whose {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; may be left out where there is only one.
    #[arg(long)]
    municipality: Option<i32>,
}

/// A provider to set up.
#[derive(Args)]
pub(crate) struct Set {
    #[command(flatten)]
    whose: Whose,
    /// The provider as YAML or JSON; samspil login show prints one.
    file: PathBuf,
    /// Read our secret at the provider from standard input. Without it the one that is kept stays.
    #[arg(long)]
    secret: bool,
}

/// Providers to look at.
#[derive(Args)]
pub(crate) struct Show {
    #[command(flatten)]
    whose: Whose,
    /// Only the one of this name.
    name: Option<String>,
}

/// A provider to try.
#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    whose: Whose,
    /// The provider as YAML or JSON.
    file: PathBuf,
    /// A file with claims as JSON: say what they would give.
    #[arg(long)]
    claims: Option<PathBuf>,
    /// For trials, never for real cases: the provider may lie on the machine itself, also without https.
    #[arg(long)]
    outward_loopback: bool,
}

/// A provider to take away.
#[derive(Args)]
pub(crate) struct Remove {
    #[command(flatten)]
    whose: Whose,
    /// Its name.
    name: String,
}

impl Command {
    const fn whose(&self) -> &Whose {
        match self {
            Self::Set(set) => &set.whose,
            Self::Show(show) => &show.whose,
            Self::Check(check) => &check.whose,
            Self::Remove(remove) => &remove.whose,
        }
    }
}

/// Does what is asked.
pub(crate) fn answer(command: &Command, language: Language) -> Answer {
    until_done(async {
        let whose = command.whose();
        let opened = whose.store.open().await;
        let (store, vault) = opened.map_err(|message| say(&message, language))?;
        let told = match chosen(&store, whose.municipality).await {
            Err(message) => Err(say(&message, language)),
            Ok(tenant) => act(&store, &vault, tenant, command, language).await,
        };
        store.close().await;
        told
    })?
}

async fn act(
    store: &Arc<dyn Store>,
    vault: &Vault,
    tenant: TenantId,
    command: &Command,
    language: Language,
) -> Answer {
    let told = |message: &Message| say(message, language);
    match command {
        Command::Set(asked) => {
            let provider = provider(&asked.file, language)?;
            let secret = asked
                .secret
                .then(secret)
                .transpose()
                .map_err(|error| told(&error))?;
            let name = provider.name.clone();
            let has = set(store.as_ref(), vault, tenant, provider, secret.as_deref()).await;
            let has = has.map_err(|message| told(&message))?;
            let key = if has { "login-set" } else { "login-set-no-secret" };
            Ok(Told {
                lines: vec![told(&Message::new(key).with("name", name.as_str()))],
                json: json!({ "provider": name, "secret": has }),
            })
        }
        Command::Show(asked) => show(store.as_ref(), tenant, asked.name.as_deref(), language).await,
        Command::Check(asked) => check(store.as_ref(), tenant, asked, language).await,
        Command::Remove(asked) => {
            let removed = retire(store.as_ref(), tenant, on_the_machine(), &asked.name).await;
            removed.map_err(|unkept| told(&said(unkept, &asked.name)))?;
            Ok(Told {
                lines: vec![told(
                    &Message::new("login-removed").with("name", asked.name.as_str()),
                )],
                json: json!({ "removed": asked.name }),
            })
        }
    }
}

/// Keeps it; gives whether there is a secret then. Whoever has the machine needs nobody else.
async fn set(
    store: &dyn Store,
    vault: &Vault,
    tenant: TenantId,
    provider: Provider,
    secret: Option<&str>,
) -> Result<bool, Message> {
    let sealed = sealed(vault, tenant, &provider, secret).map_err(|error| error.message())?;
    let kept = keep(store, tenant, on_the_machine(), &provider, sealed.as_deref()).await;
    kept.map_err(|unkept| said(unkept, &provider.name))
}

fn on_the_machine() -> By {
    By {
        person: None,
        proposed: None,
        at: SystemClock.now(),
    }
}

fn said(unkept: Unkept, name: &str) -> Message {
    match unkept {
        Unkept::TooMany => too_many(),
        Unkept::Unknown => Message::new("login-unknown").with("name", name),
        Unkept::Store(error) => of_store(error),
        Unkept::Vault(error) => error.message(),
    }
}

async fn show(store: &dyn Store, tenant: TenantId, name: Option<&str>, language: Language) -> Answer {
    let kept = all(store, tenant).await;
    let kept = kept.map_err(|error| say(&of_store(error), language))?;
    let meant: Vec<Value> = kept
        .iter()
        .filter(|kept| name.is_none_or(|name| kept.provider.name == name))
        .map(|kept| json!(kept.provider))
        .collect();
    if meant.is_empty() {
        let message = match name {
            Some(name) => Message::new("login-unknown").with("name", name),
            None => Message::new("login-none"),
        };
        return Err(say(&message, language));
    }
    let mut lines = Vec::new();
    for (number, provider) in meant.iter().enumerate() {
        if number > 0 {
            lines.push(String::new());
        }
        lines.extend(yaml(provider));
    }
    Ok(Told {
        lines,
        json: json!({ "providers": meant }),
    })
}

async fn check(store: &dyn Store, tenant: TenantId, asked: &Check, language: Language) -> Answer {
    let told = |message: &Message| say(message, language);
    let provider = provider(&asked.file, language)?;
    let outward =
        Outward::new(Reach::with_machine(asked.outward_loopback)).map_err(|error| told(&fault(error)))?;
    let open_id = OpenId::new(outward);
    let answered = tried(&open_id, &provider)
        .await
        .map_err(|message| told(&message))?;
    let fits = Message::new("login-fits")
        .with("issuer", provider.issuer.as_str())
        .with("keys", i64::try_from(answered.keys).unwrap_or(i64::MAX));
    let mut lines = vec![told(&fits)];
    let mut json = json!({
        "issuer": provider.issuer,
        "authorization": answered.authorization,
        "keys": answered.keys,
        "signs_out": answered.signs_out,
    });
    if let Some(path) = &asked.claims {
        let claims = claims(path, language)?;
        let units = store
            .units(tenant)
            .await
            .map_err(|error| told(&of_store(error)))?;
        let gives = gives(&provider, tenant, &units, &claims);
        lines.extend(yaml(&gives));
        json["gives"] = gives;
    }
    Ok(Told { lines, json })
}

fn claims(path: &Path, language: Language) -> Result<Claims, String> {
    let value: Value = read_json(text(path, language)?.as_bytes())
        .map_err(|problem| format!("{}: {}", path.display(), problem.sentence(language)))?;
    match value {
        Value::Object(claims) => Ok(claims),
        _ => Err(say(
            &Message::new("login-claims").with("path", path.display().to_string()),
            language,
        )),
    }
}

fn text(path: &Path, language: Language) -> Result<String, String> {
    read_bounded(path, MAX_FILE_BYTES).map_err(|message| say(&message, language))
}

/// A provider from a file, with everything that is wrong with it where something is.
fn provider(path: &Path, language: Language) -> Result<Provider, String> {
    let text = text(path, language)?;
    let value = if text.trim_start().starts_with('{') {
        read_json::<Value>(text.as_bytes())
            .map_err(|problem| format!("{}: {}", path.display(), problem.sentence(language)))?
    } else {
        let (root, findings) = tree(&text);
        let lines = findings.iter().map(|finding| {
            let (place, what) = (finding.place, say(&finding.what, language));
            format!("{}:{}:{}: {what}", path.display(), place.line, place.column)
        });
        let lines: Vec<String> = lines.collect();
        match root.filter(|_| lines.is_empty()) {
            Some(root) => root.to_json(),
            None => return Err(lines.join("\n")),
        }
    };
    written(&value).map_err(|faults| {
        let lines = faults
            .iter()
            .map(|(place, message)| format!("{}: {place}: {}", path.display(), say(message, language)));
        lines.collect::<Vec<_>>().join("\n")
    })
}

/// Our secret: the first line of standard input.
fn secret() -> Result<String, Message> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(fault)?;
    let secret = line.trim_end_matches(['\r', '\n']).to_owned();
    if secret.is_empty() {
        return Err(Message::new("login-no-input"));
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use samspil_runtime::vault::KeyFile;

    use super::*;

    const FILE: &str = r#"
name: medarbejdere
title: {da: Medarbejder i kommunen, en: Municipal staff}
issuer: https://login.example
client_id: samspil
scopes: [profile]
people: {known_by: preferred_username, made: true}
privileges: dk:gov:saml:attribute:Privileges_intermediate
gives:
  - when: {claim: groups, is: Sagsbehandlere}
    roles: [staff]
    unit: Myndighed
    acts_as: [caseworker]
  - when: {privilege: "http://samspil.example/roles/usersystemrole/leder/1"}
    unit_constraint: http://sts.kombit.dk/constraints/orgenhed/1
    acts_as: [team_leader]
"#;

    fn written(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("login.yaml");
        std::fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn a_file_is_read_from_yaml_and_json_and_shown_again() {
        let (_folder, path) = written(FILE);
        let read = provider(&path, Language::English).unwrap();
        assert!(read.people.made && read.people.called == "name");
        assert_eq!(read.gives.len(), 2);
        let (_folder, path) = written(&json!(read).to_string());
        assert_eq!(provider(&path, Language::English).unwrap(), read);
        let (_folder, path) = written(&yaml(&json!(read)).join("\n"));
        assert_eq!(provider(&path, Language::English).unwrap(), read);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_where_it_is() {
        for (text, said) in [
            ("name: [", ":1:"),
            ("{", "login.yaml: "),
            (&FILE.replace("client_id", "client"), "client"),
            (
                &FILE.replace("roles: [staff]", "roles: [boss]"),
                "/gives/0/roles/0",
            ),
            (&FILE.replace("name: medarbejdere", "name: Æ"), "/name"),
            (&FILE.replace("made: true", "made: maybe"), "/people/made"),
        ] {
            let (_folder, path) = written(text);
            let wrong = provider(&path, Language::English).unwrap_err();
            assert!(wrong.contains(said), "{text}\n{wrong}");
        }
    }

    #[tokio::test]
    async fn a_provider_keeps_its_secret_sealed_until_it_gets_another() {
        const TENANT: TenantId = TenantId(12_345_678);
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        let store = samspil_store::open(&url).await.unwrap();
        store.add_tenant(TENANT, "Prøvekommune").await.unwrap();
        let vault = Vault::new(Arc::new(KeyFile::fresh().unwrap()));
        let (_file, path) = written(FILE);
        let read = provider(&path, Language::English).unwrap();
        let secret = async || {
            let kept = all(store.as_ref(), TENANT).await.unwrap();
            kept[0].secret(&vault, TENANT).unwrap()
        };
        let store_ref = store.as_ref();
        for (given, expected) in [
            (None, None),
            (Some("hemmelig"), Some("hemmelig")),
            (None, Some("hemmelig")),
            (Some("anden"), Some("anden")),
        ] {
            set(store_ref, &vault, TENANT, read.clone(), given).await.unwrap();
            assert_eq!(secret().await.as_deref(), expected);
        }
        let kept = store.setting(TENANT, "sign_in_providers").await.unwrap().unwrap();
        assert!(!String::from_utf8(kept).unwrap().contains("anden"));
        super::super::kept::reseal(store_ref, &vault, TENANT)
            .await
            .unwrap();
        assert_eq!(secret().await.as_deref(), Some("anden"));
        // Of those who change different ones at once nobody's is lost, also while secrets are sealed anew.
        let named = |name: &str| Provider {
            name: name.to_owned(),
            ..read.clone()
        };
        let (one, other, sealed) = tokio::join!(
            set(store_ref, &vault, TENANT, named("udfoerere"), Some("tredje")),
            set(store_ref, &vault, TENANT, named("borgere"), None),
            super::super::kept::reseal(store_ref, &vault, TENANT),
        );
        assert_eq!((one, other), (Ok(true), Ok(false)));
        sealed.unwrap();
        assert_eq!(all(store_ref, TENANT).await.unwrap().len(), 3);
        let refused = set(store_ref, &Vault::none(), TENANT, read, Some("x")).await;
        assert!(refused.is_err(), "without keys nothing is sealed");
    }
}

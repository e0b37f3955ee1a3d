//! `samspil account`: municipalities, units, people and tokens, from the command line of the machine.

mod add;
mod change;
mod link;
mod place;
mod prove;
mod random;

use std::fmt::Display;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{Clock, SystemClock};
use samspil_store::{ChangeWay, Changed, Organisation, Store, StoreError};

use self::place::ActsAs;
pub(crate) use self::prove::password_of;
use crate::language::{Answer, Told};
use crate::organisation::{By, Refused, keep};
use crate::settings::StoreSettings;
use crate::unusable::told_of;
use crate::waiting::until_done;
use crate::words::say;

/// Accounts and what is done with them.
#[derive(Args)]
pub(crate) struct Account {
    #[command(flatten)]
    store: StoreSettings,
    /// The municipality's number; may be left out where there is only one.
    #[arg(long, global = true)]
    municipality: Option<i32>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes something new.
    Add {
        #[command(subcommand)]
        what: New,
    },
    /// The municipality's units and people.
    List,
    /// Gives a person a new password, one that is made up or the first line of standard input, and signs them out
    /// everywhere.
    Password {
        /// The user name.
        login: String,
        /// Read it from standard input.
        #[arg(long)]
        stdin: bool,
    },
    /// A link by which a person chooses a password, once: for the first administrator, and for a password that was
    /// forgotten. A code app stays as it is.
    Link {
        /// The user name.
        login: String,
        #[command(flatten)]
        link: link::LinkSettings,
    },
    /// A person can no longer sign in, is signed out everywhere, and their tokens open nothing.
    Close {
        /// The user name.
        login: String,
    },
}

#[derive(Subcommand)]
enum New {
    /// A municipality.
    Municipality {
        /// Its CVR number.
        number: i32,
        /// Its name.
        name: String,
    },
    /// A unit: a department of the authority or an offer of a provider.
    Unit {
        /// Its name.
        name: String,
        /// The side it sits on: authority, provider or partner.
        #[arg(long, value_enum, default_value = "authority")]
        side: add::UnitSide,
    },
    /// A person who can sign in; their password is made up, or the first line of standard input.
    Person {
        /// The user name.
        login: String,
        /// Their name.
        #[arg(long)]
        name: String,
        /// What they may do beside their work in cases.
        #[arg(long, value_enum)]
        role: Vec<add::PersonRole>,
        /// A unit and the parties they act as there: "Myndighed=caseworker,team_leader".
        #[arg(long)]
        acts_as: Vec<String>,
        /// Read the password from standard input.
        #[arg(long)]
        stdin: bool,
        /// No password: a link instead, by which they choose one themselves, once.
        #[arg(long, conflicts_with = "stdin")]
        link: bool,
        #[command(flatten)]
        settings: link::LinkSettings,
    },
    /// A token with which a program acts as a person.
    Token {
        /// The person's user name.
        login: String,
        /// What it is for.
        name: String,
        /// How many days it lasts.
        #[arg(long, default_value_t = 90)]
        days: u16,
        /// What may be done with it, as far as the person may; several times for several.
        #[arg(long, value_enum, default_values = ["read", "tasks"])]
        scope: Vec<add::TokenScope>,
    },
}

/// Does what is asked.
pub(crate) fn answer(account: Account, language: Language) -> Answer {
    let done = until_done(async {
        let url = account.store.url()?;
        let store = samspil_store::open(&url).await.map_err(|error| error.message())?;
        let done = act(&store, account.municipality, account.command, language).await;
        store.close().await;
        done
    })?;
    done.map_err(|message: Message| say(&message, language))
}

async fn act(
    store: &Arc<dyn Store>,
    municipality: Option<i32>,
    command: Command,
    language: Language,
) -> Result<Told, Message> {
    let now: DateTime<Utc> = SystemClock.now();
    if let Command::Add {
        what: New::Municipality { number, name },
    } = &command
    {
        return add::municipality(store, *number, name, language).await;
    }
    let tenant = chosen(store, municipality).await?;
    match command {
        Command::Add { what } => match what {
            New::Municipality { number, name } => add::municipality(store, number, &name, language).await,
            New::Unit { name, side } => add::unit(store, tenant, (&name, now), side, language).await,
            New::Person {
                login,
                name,
                role,
                acts_as,
                stdin,
                link,
                settings,
            } => {
                let acts_as = acts_as
                    .iter()
                    .map(|text| ActsAs::read(text))
                    .collect::<Result<_, _>>()?;
                let person = add::NewPerson {
                    login,
                    name,
                    roles: role,
                    acts_as,
                    way: match (link, stdin) {
                        (true, _) => add::Way::Link(settings),
                        (false, stdin) => add::Way::Password { stdin },
                    },
                };
                add::person(store, tenant, person, now, language).await
            }
            New::Token {
                login,
                name,
                days,
                scope,
            } => {
                let token = add::NewToken {
                    login,
                    name,
                    days,
                    scopes: scope,
                };
                add::token(store, tenant, token, now, language).await
            }
        },
        Command::List => change::list(store, tenant).await,
        Command::Password { login, stdin } => {
            change::password(store, tenant, (&login, now), stdin, language).await
        }
        Command::Link { login, link } => link::again(store, tenant, &login, (&link, now), language).await,
        Command::Close { login } => change::close(store, tenant, (&login, now), language).await,
    }
}

/// The municipality that is meant: the named one, or the only one.
pub(crate) async fn chosen(store: &Arc<dyn Store>, named: Option<i32>) -> Result<TenantId, Message> {
    let all = store.tenants().await.map_err(of_store)?;
    let unusable = store.unusable().await.map_err(of_store)?;
    let meant = |(tenant, _): &&(TenantId, StoreError)| named.is_none_or(|named| named == tenant.0);
    let cannot: Vec<Message> = unusable.iter().filter(meant).map(told_of).collect();
    if !cannot.is_empty() {
        // Where none is named, the only one that can be used need not be the one that is meant.
        let key = match (named, all.as_slice()) {
            (None, [_, ..]) => "account-others-unusable",
            _ => "account-unusable",
        };
        return Err(Message::new(key).with("all", cannot));
    }
    let known = || -> Vec<String> {
        all.iter()
            .map(|(number, name)| format!("{number} {name}"))
            .collect()
    };
    match (named, all.as_slice()) {
        (_, []) => Err(Message::new("account-no-municipality")),
        (None, [(only, _)]) => Ok(*only),
        (None, _) => Err(Message::new("account-which").with("known", known())),
        (Some(named), _) => {
            let found = all
                .iter()
                .map(|(number, _)| *number)
                .find(|number| number.0 == named);
            found.ok_or_else(|| {
                Message::new("account-unknown-municipality")
                    .with("number", TenantId(named).to_string())
                    .with("known", known())
            })
        }
    }
}

/// Changes the organisation from the command line, which the journal tells of.
async fn written(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    at: DateTime<Utc>,
    make: impl Fn(&Organisation) -> Result<Changed, Message>,
) -> Result<(), Message> {
    let by = By {
        person: None,
        way: ChangeWay::Command,
        at,
    };
    let kept = keep(store.as_ref(), tenant, by, |before| Ok((make(before)?, ()))).await;
    kept.map(|_| ()).map_err(|refused| match refused {
        Refused::Made(message) => message,
        Refused::Unfit(unfit) => {
            let first = unfit.into_iter().next();
            first.map_or_else(|| Message::new("organisation-taken"), |unfit| unfit.message)
        }
        Refused::Taken => Message::new("organisation-taken"),
        Refused::Busy => Message::new("account-fault").with("detail", "busy"),
        Refused::Store(error) => of_store(error),
    })
}

/// What the store says, for people.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(crate) fn of_store(error: StoreError) -> Message {
    error.message()
}

/// What the machine says, for people.
pub(crate) fn fault(error: impl Display) -> Message {
    Message::new("account-fault").with("detail", error.to_string())
}

#[cfg(test)]
mod tests;

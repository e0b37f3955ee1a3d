//! How a person has their own calendar elsewhere: made, looked after, ended.

use chrono::{DateTime, SubsecRound, Utc};
use samspil_core::text::Message;
use samspil_runtime::{Clock, SystemClock};
use samspil_store::{Feed, StoreError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{BY_LOGIN, ENDING, FeedTerms};
use crate::app::App;
use crate::identity::Signed;
use crate::identity::secret::{NoRandom, Secret, new_id};
use crate::server::problem::{Kind, Problem};

/// How a calendar program asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Way {
    /// With a login and a password, at an address that is no secret.
    Login,
    /// At an address that is itself the secret, for programs that know no passwords.
    #[default]
    Address,
}

/// What was just made, to be shown this once.
pub(crate) struct Made {
    /// The address.
    pub(crate) address: String,
    /// The login and its password, where it is had by them.
    pub(crate) login: Option<(String, String)>,
    /// When.
    pub(crate) made_at: DateTime<Utc>,
}

/// How the person has their calendar elsewhere, and since when; none where they do not.
///
/// # Errors
/// What the store says.
pub(crate) async fn kept(app: &App, signed: &Signed) -> Result<Option<(Way, DateTime<Utc>)>, StoreError> {
    let feed = app.engine.store().feed_of(signed.tenant, signed.person).await?;
    Ok(feed.map(|feed| {
        let way = feed.login.map_or(Way::Address, |_| Way::Login);
        (way, feed.made_at)
    }))
}

/// Makes a new way to the person's calendar, to be shown this once; the one before works no longer.
///
/// # Errors
/// Where the municipality has no secret addresses, the machine has no random numbers, or what the store says.
pub(crate) async fn make(app: &App, signed: &Signed, way: Way) -> Result<Made, Problem> {
    let store = app.engine.store();
    let terms = FeedTerms::read(store.as_ref(), signed.tenant).await?;
    if way == Way::Address && !terms.secret_addresses {
        return Err(Problem::new(Kind::CONFLICT)
            .code("no_secret_addresses")
            .detail(Message::new("feed-no-addresses")));
    }
    let fault = |error: NoRandom| {
        tracing::error!(%error, "no way to a calendar was made");
        Problem::new(Kind::FAULT)
    };
    let secret = Secret::new(signed.tenant).map_err(fault)?;
    let login = match way {
        Way::Login => Some(new_id().map_err(fault)?),
        Way::Address => None,
    };
    // Like a token it goes by the machine's own clock; microseconds are what is kept.
    let made_at = SystemClock.now().trunc_subsecs(6);
    let feed = Feed {
        person: signed.person,
        secret: secret.sum(),
        login,
        made_at,
    };
    store.put_feed(signed.tenant, feed).await?;
    Ok(match login {
        Some(login) => Made {
            address: format!("{}{BY_LOGIN}", app.url),
            login: Some((login.to_string(), secret.reveal().to_owned())),
            made_at,
        },
        None => Made {
            address: format!("{}/calendar/{}{ENDING}", app.url, secret.reveal()),
            login: None,
            made_at,
        },
    })
}

/// Ends it. False where the person has none.
///
/// # Errors
/// What the store says.
pub(crate) async fn end(app: &App, signed: &Signed) -> Result<bool, StoreError> {
    app.engine.store().end_feed(signed.tenant, signed.person).await
}

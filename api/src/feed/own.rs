//! The address of a person's own calendar: made, looked after, ended.

use chrono::{DateTime, SubsecRound, Utc};
use samspil_runtime::{Clock, SystemClock};
use samspil_store::{Feed, StoreError};

use super::ENDING;
use crate::app::App;
use crate::identity::Signed;
use crate::identity::secret::Secret;
use crate::server::problem::{Kind, Problem};

/// When the person's address was made; none where they have none.
///
/// # Errors
/// What the store says.
pub(crate) async fn made_at(app: &App, signed: &Signed) -> Result<Option<DateTime<Utc>>, StoreError> {
    let feed = app.engine.store().feed_of(signed.tenant, signed.person).await?;
    Ok(feed.map(|feed| feed.made_at))
}

/// Makes a new address for the person's calendar, to be shown this once; the one before leads nowhere any more.
///
/// # Errors
/// Where the machine has no random numbers, or what the store says.
pub(crate) async fn make(app: &App, signed: &Signed) -> Result<(String, DateTime<Utc>), Problem> {
    let secret = Secret::new(signed.tenant).map_err(|error| {
        tracing::error!(%error, "no address of a calendar was made");
        Problem::new(Kind::FAULT)
    })?;
    // Like a token it goes by the machine's own clock; microseconds are what is kept.
    let made_at = SystemClock.now().trunc_subsecs(6);
    let feed = Feed {
        person: signed.person,
        secret: secret.sum(),
        made_at,
    };
    app.engine.store().put_feed(signed.tenant, feed).await?;
    Ok((
        format!("{}/calendar/{}{ENDING}", app.url, secret.reveal()),
        made_at,
    ))
}

/// Ends the person's address. False where they have none.
///
/// # Errors
/// What the store says.
pub(crate) async fn end(app: &App, signed: &Signed) -> Result<bool, StoreError> {
    app.engine.store().end_feed(signed.tenant, signed.person).await
}

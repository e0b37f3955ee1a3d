//! A person's deadlines and meetings, for calendar programs.

mod own;
mod written;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use samspil_runtime::{Clock, Failure, Look, Object, SystemClock, WayIn};
use samspil_store::StoreError;
use sha2::{Digest, Sha256};

pub(crate) use self::own::{end, made_at, make};
use crate::app::App;
use crate::ical;
use crate::identity::secret::Secret;
use crate::server::listen::Peer;
use crate::server::problem::{Kind, Problem};

/// Where calendars lie.
pub(crate) const ROUTE: &str = "/calendar/{address}";

/// What an address ends in, so that programs know what it is.
const ENDING: &str = ".ics";

/// How often one address of the network may ask in a minute: all calendar programs of a large municipality behind a single
/// one, each once an hour, are 80.
pub(crate) const MAX_A_MINUTE: u32 = 300;

/// A program may keep it, and asks every time whether it still holds.
const CACHED: &str = "private, no-cache";

/// The calendar at a secret address.
pub(crate) async fn read(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    Path(address): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if !app.feeds.admits(peer.0, SystemClock.now()) {
        return Err(Problem::new(Kind::TOO_MANY).with("minutes", 1_i64));
    }
    let missing = || Problem::new(Kind::NOT_FOUND);
    let secret = address.strip_suffix(ENDING).and_then(Secret::read);
    let secret = secret.ok_or_else(missing)?;
    let calendar = match written(&app, &secret).await {
        Ok(Some(calendar)) => calendar,
        Ok(None) | Err(Failure::Store(StoreError::NoTenant)) => return Err(missing()),
        Err(failure) => return Err(failure.into()),
    };
    let sum = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(calendar.as_bytes()));
    // It may be compressed on the way, and is then no longer the same to the byte.
    let etag = format!("W/\"{sum}\"");
    let known = headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    if known.is_some_and(|known| knows(known, &sum)) {
        let same = [(ETAG, etag.as_str()), (CACHE_CONTROL, CACHED)];
        return Ok((StatusCode::NOT_MODIFIED, same).into_response());
    }
    let about = [
        (CONTENT_TYPE, ical::KIND),
        (CONTENT_DISPOSITION, "inline; filename=\"samspil.ics\""),
        (ETAG, etag.as_str()),
        (CACHE_CONTROL, CACHED),
    ];
    Ok((about, calendar).into_response())
}

/// The calendar; none where nobody's is there.
async fn written(app: &App, secret: &Secret) -> Result<Option<String>, Failure> {
    let store = app.engine.store();
    let tenant = secret.tenant();
    let Some(feed) = store.feed(tenant, secret.sum()).await? else {
        return Ok(None);
    };
    let look = Look::new(Object::Calendar, WayIn::Address).taking_out();
    let Some(agenda) = app.engine.agenda(tenant, feed.person, &look).await? else {
        return Ok(None);
    };
    let reach = crate::reach::reach_of(store.as_ref(), tenant, feed.person).await?;
    Ok(Some(written::calendar(&agenda, &app.url, reach.language)))
}

/// Whether a list of tags names this one (RFC 9110 section 13.1.2).
fn knows(known: &str, sum: &str) -> bool {
    known.split(',').map(str::trim).any(|one| {
        let tag = one.strip_prefix("W/").unwrap_or(one);
        one == "*" || tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')) == Some(sum)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_knows_it_is_not_sent_it_again() {
        for (known, same) in [
            ("W/\"abc\"", true),
            ("\"abc\"", true),
            ("\"x\", W/\"abc\"", true),
            ("*", true),
            ("\"x\"", false),
            ("abc", false),
            ("", false),
        ] {
            assert_eq!(knows(known, "abc"), same, "{known}");
        }
    }
}

//! A person's deadlines and meetings, for calendar programs.

mod login;
mod own;
mod terms;
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
use uuid::Uuid;

use self::login::Login;
pub(crate) use self::own::{Made, Way, end, kept, make};
pub(crate) use self::terms::FeedTerms;
use crate::app::App;
use crate::ical;
use crate::identity::secret::Secret;
use crate::server::listen::Peer;
use crate::server::problem::{Kind, Problem};

/// Where calendars lie that are had by a secret address.
pub(crate) const ROUTE: &str = "/calendar/{address}";

/// Where everyone's calendar lies that is had by a login and a password: whose it is, these tell.
pub(crate) const BY_LOGIN: &str = "/calendar/samspil.ics";

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
    may_ask(&app, &peer)?;
    let missing = || Problem::new(Kind::NOT_FOUND);
    let secret = address.strip_suffix(ENDING).and_then(Secret::read);
    let secret = secret.ok_or_else(missing)?;
    let calendar = written(&app, &secret, None).await?.ok_or_else(missing)?;
    Ok(answered(calendar, &headers))
}

/// The calendar of whoever shows a login and its password.
pub(crate) async fn read_by_login(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    may_ask(&app, &peer)?;
    let Some(shown) = Login::shown(&headers) else {
        return Ok(login::needed());
    };
    Ok(match written(&app, &shown.password, Some(shown.login)).await? {
        Some(calendar) => answered(calendar, &headers),
        None => login::needed(),
    })
}

fn may_ask(app: &App, peer: &Peer) -> Result<(), Problem> {
    match app.feeds.admits(peer.0, SystemClock.now()) {
        true => Ok(()),
        false => Err(Problem::new(Kind::TOO_MANY).with("minutes", 1_i64)),
    }
}

fn answered(calendar: String, headers: &HeaderMap) -> Response {
    let sum = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(calendar.as_bytes()));
    // It may be compressed on the way, and is then no longer the same to the byte.
    let etag = format!("W/\"{sum}\"");
    let known = headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    if known.is_some_and(|known| knows(known, &sum)) {
        let same = [(ETAG, etag.as_str()), (CACHE_CONTROL, CACHED)];
        return (StatusCode::NOT_MODIFIED, same).into_response();
    }
    let about = [
        (CONTENT_TYPE, ical::KIND),
        (CONTENT_DISPOSITION, "inline; filename=\"samspil.ics\""),
        (ETAG, etag.as_str()),
        (CACHE_CONTROL, CACHED),
    ];
    (about, calendar).into_response()
}

/// The calendar of this secret; none where it is nobody's, is had another way, or is had by an address where the municipality
/// has no secret ones.
async fn written(app: &App, secret: &Secret, login: Option<Uuid>) -> Result<Option<String>, Failure> {
    let store = app.engine.store();
    let tenant = secret.tenant();
    let feed = match store.feed(tenant, secret.sum()).await {
        Err(StoreError::NoTenant) => None,
        feed => feed?,
    };
    let Some(feed) = feed.filter(|feed| feed.login == login) else {
        return Ok(None);
    };
    if login.is_none() && !FeedTerms::read(store.as_ref(), tenant).await?.secret_addresses {
        return Ok(None);
    }
    let way = match login {
        Some(_) => WayIn::CalendarLogin,
        None => WayIn::Address,
    };
    let look = Look::new(Object::Calendar, way).taking_out();
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

//! Keeping a deed behind what was done: who, when, what, what was otherwise before, and why.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Form;
use axum::body::{Body as Sent, Bytes, HttpBody, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use samspil_store::{NewDeed, Store, StoreError};
use serde_json::Value;
use tokio::time::timeout;
use tracing::Instrument as _;

use super::facts::{Named, Standing, difference, standing};
use super::routes::{Kept, kept};
use super::{Body, ON_THE_MACHINE};
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

/// The most bytes of a form that are read for its reason: a form has a few lines, and files come in other ways.
const MAX_FORM_BYTES: usize = 64 * 1024;

/// The fields in which a form says why. The ground of a hold is not among them: it may tell of a citizen, and what stands in the
/// chain stays there for ever.
const WHY: [&str; 2] = ["why", "reason"];

/// The fields by which a form names what its path does not.
const NAMES: [&str; 3] = ["login", "flow", "name"];

/// The longest word of a form that a deed keeps, in characters.
const MAX_WORD_CHARS: usize = 500;

/// What is done by a route, and how long it may take.
#[derive(Clone, Copy)]
struct Doing {
    kind: &'static str,
    did: &'static str,
    longest: Duration,
}

/// Keeps a deed where the route is one of those that no other journal tells of. What is done is answered only when the deed is
/// on disk. It has a task of its own: whoever goes away in the middle leaves no change without its deed.
pub(crate) async fn noted(
    State((app, longest)): State<(App, Duration)>,
    request: Request,
    next: Next,
) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let path = request.extensions().get::<MatchedPath>().cloned();
    let path = path.as_ref().map_or("", MatchedPath::as_str);
    let Kept::Here(kind, did) = kept(request.method(), path) else {
        return next.run(request).await;
    };
    let Some(signed) = request.extensions().get::<Signed>().cloned() else {
        return next.run(request).await;
    };
    let doing = Doing { kind, did, longest };
    let span = tracing::Span::current();
    match tokio::spawn(done(app, signed, doing, request, next).instrument(span)).await {
        Ok(answer) => answer,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Problem::new(Kind::FAULT).into_response(),
        },
    }
}

/// Does what is asked, and keeps the deed behind it.
async fn done(app: App, signed: Signed, doing: Doing, request: Request, next: Next) -> Response {
    let Doing { kind, did, longest } = doing;
    let (request, mut named) = parts(request).await;
    let (request, form) = match read(request).await {
        Ok(read) => read,
        Err(problem) => return problem.into_response(),
    };
    for name in NAMES {
        if let Some(value) = form.get(name) {
            named.entry(name.to_owned()).or_insert_with(|| value.clone());
        }
    }
    let before = match standing(&app, signed.tenant, did, &named).await {
        Ok(before) => before,
        Err(failure) => return Problem::from(failure).into_response(),
    };
    let answer = match timeout(longest, next.run(request)).await {
        Ok(answer) if !(answer.status().is_success() || answer.status().is_redirection()) => return answer,
        Ok(answer) => Some(answer),
        Err(_) => None,
    };
    let way = match named.get("way") {
        Some(way) => format!("disposal-{way}"),
        None => did.to_owned(),
    };
    let why = WHY.iter().find_map(|name| form.get(*name)).cloned();
    let ended = answer.is_some();
    match keep(&app, &signed, (kind, way), &named, before, (why, ended)).await {
        Ok(()) => answer.unwrap_or_else(|| StatusCode::REQUEST_TIMEOUT.into_response()),
        Err(problem) => {
            tracing::error!(tenant = %signed.tenant, by = %signed.person, kind, did, "a deed was done and not noted");
            problem.into_response()
        }
    }
}

/// Keeps what is otherwise than before. Of what was cut off before it ended, that alone says whether anything was done.
async fn keep(
    app: &App,
    signed: &Signed,
    (kind, did): (&str, String),
    named: &Named,
    before: Standing,
    (why, ended): (Option<String>, bool),
) -> Result<(), Problem> {
    let after = standing(app, signed.tenant, &did, named).await?;
    let (was, is) = difference(&before.facts, &after.facts);
    if !ended && was.is_empty() && is.is_empty() {
        return Ok(());
    }
    let about = match before.about.is_empty() {
        true => after.about,
        false => before.about,
    };
    let body = Body {
        did,
        about,
        before: was,
        after: is,
        why: why.filter(|why| !why.trim().is_empty()),
    };
    let body = serde_json::to_string(&body).map_err(|error| {
        tracing::error!(%error, "a deed cannot be written");
        Problem::new(Kind::FAULT)
    })?;
    let deed = NewDeed {
        at: app.engine.clock().now(),
        person: Some(signed.person),
        by: signed.name.clone(),
        kind: kind.to_owned(),
        body,
    };
    app.engine.store().add_deed(signed.tenant, deed).await?;
    Ok(())
}

/// Keeps what was done on the machine itself, where no other journal does.
///
/// # Errors
/// What the store says.
pub(crate) async fn on_the_machine(
    store: &dyn Store,
    tenant: TenantId,
    (kind, did): (&str, &str),
    about: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let body = Body {
        did: did.to_owned(),
        about: about.to_owned(),
        before: BTreeMap::new(),
        after: BTreeMap::new(),
        why: None,
    };
    let deed = NewDeed {
        at,
        person: None,
        by: ON_THE_MACHINE.to_owned(),
        kind: kind.to_owned(),
        body: serde_json::to_string(&body).map_err(|error| StoreError::Database(error.to_string()))?,
    };
    store.add_deed(tenant, deed).await?;
    Ok(())
}

/// What the parts of a path are called, and what stands there.
async fn parts(request: Request) -> (Request, Named) {
    let (mut parts, body) = request.into_parts();
    let named = match RawPathParams::from_request_parts(&mut parts, &()).await {
        Ok(named) => named
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        Err(_) => Named::new(),
    };
    (Request::from_parts(parts, body), named)
}

/// The words of a form that a deed keeps, and the request as it came. A file, and what is longer than a form, is not read.
async fn read(request: Request) -> Result<(Request, BTreeMap<String, String>), Problem> {
    if !reads(request.headers(), request.body().size_hint().upper()) {
        return Ok((request, BTreeMap::new()));
    }
    let kind = request.headers().get(CONTENT_TYPE).cloned();
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, MAX_FORM_BYTES).await;
    let bytes = bytes.map_err(|_| Problem::new(Kind::TOO_LARGE))?;
    let is_json = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let words = match is_json {
        true => of_json(&bytes),
        false => of_form(bytes.clone()).await,
    };
    let short = |(name, value): (String, String)| (name, value.chars().take(MAX_WORD_CHARS).collect());
    let kept = words.into_iter().filter(|(name, _)| {
        let name = name.as_str();
        WHY.contains(&name) || NAMES.contains(&name)
    });
    Ok((
        Request::from_parts(parts, Sent::from(bytes)),
        kept.map(short).collect(),
    ))
}

/// Whether it is a form or JSON of a length that is known before and short.
fn reads(headers: &HeaderMap, length: Option<u64>) -> bool {
    let kind = headers.get(CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    let is_form = [&b"application/x-www-form-urlencoded"[..], b"application/json"]
        .iter()
        .any(|known| kind.starts_with(known));
    let short = |length| usize::try_from(length).is_ok_and(|length| length <= MAX_FORM_BYTES);
    is_form && length.is_some_and(short)
}

async fn of_form(bytes: Bytes) -> Vec<(String, String)> {
    let mut request = Request::new(Sent::from(bytes));
    *request.method_mut() = Method::POST;
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(CONTENT_TYPE, kind);
    match Form::<Vec<(String, String)>>::from_request(request, &()).await {
        Ok(Form(pairs)) => pairs,
        Err(_) => Vec::new(),
    }
}

fn of_json(bytes: &[u8]) -> Vec<(String, String)> {
    let Ok(Value::Object(values)) = serde_json::from_slice(bytes) else {
        return Vec::new();
    };
    let words = values
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())));
    words.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::post;
    use samspil_core::id::{PersonId, TokenId};
    use samspil_runtime::{Clock, Engine, Grounds, RandomIds, Settings, TestClock};
    use tokio::sync::Notify;
    use tokio::task::yield_now;
    use tower::ServiceExt;
    use uuid::Uuid;

    use super::*;
    use crate::identity::{Gate, Identity, Way};
    use crate::server::Https;

    const TENANT: TenantId = TenantId(12_345_678);

    fn signed() -> Signed {
        Signed {
            tenant: TENANT,
            person: PersonId(Uuid::from_u128(1)),
            name: "Adam".to_owned(),
            roles: Vec::new(),
            members: Vec::new(),
            stands_in: Vec::new(),
            scopes: Vec::new(),
            link: None,
            grounds: Grounds::default(),
            way: Way::Token(TokenId(Uuid::from_u128(2))),
        }
    }

    async fn app(store: Arc<dyn Store>) -> App {
        store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
        let clock = Arc::new(TestClock::new("2026-01-05T08:00:00Z".parse().unwrap()));
        let now = {
            let clock = Arc::clone(&clock);
            move || clock.now()
        };
        let identity = Arc::new(Identity::new(Arc::clone(&store), Arc::new(now)).unwrap());
        let gate = Gate {
            identity,
            https: Https(false),
        };
        let clock = clock as Arc<dyn Clock>;
        App::new(
            gate,
            Engine::new(store, clock, Arc::new(RandomIds), Settings::ASKING),
        )
    }

    #[tokio::test]
    async fn whoever_goes_away_in_the_middle_leaves_the_deed_behind() {
        const PATH: &str = "/api/v1/backups";
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        let store = samspil_store::open(&url).await.unwrap();
        let app = app(Arc::clone(&store)).await;
        let (came, on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let handler = {
            let (came, on) = (Arc::clone(&came), Arc::clone(&on));
            move || {
                let (came, on) = (Arc::clone(&came), Arc::clone(&on));
                async move {
                    came.notify_one();
                    on.notified().await;
                    StatusCode::NO_CONTENT
                }
            }
        };
        let longest = Duration::from_secs(30);
        let routes: Router = Router::new()
            .route(PATH, post(handler))
            .route_layer(from_fn_with_state((app, longest), noted));
        let request = Request::builder().method(Method::POST).uri(PATH);
        let request = request.extension(signed()).body(Sent::empty()).unwrap();
        let asking = tokio::spawn(routes.oneshot(request));
        came.notified().await;
        asking.abort();
        assert!(asking.await.unwrap_err().is_cancelled());
        assert!(store.deeds_after(TENANT, 0, 9).await.unwrap().is_empty());
        on.notify_one();
        let kept = timeout(longest, async {
            loop {
                let deeds = store.deeds_after(TENANT, 0, 9).await.unwrap();
                if !deeds.is_empty() {
                    return deeds;
                }
                yield_now().await;
            }
        });
        let kept = kept.await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].deed.by, "Adam");
    }

    #[test]
    fn a_form_is_read_where_it_is_short_and_says_so() {
        let headers = |kind: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
            headers
        };
        for (kind, length, expected) in [
            ("application/x-www-form-urlencoded", Some(10), true),
            ("application/json; charset=utf-8", Some(65_536), true),
            ("application/json", Some(65_537), false),
            ("application/json", None, false),
            ("multipart/form-data; boundary=x", Some(10), false),
            ("text/csv", Some(10), false),
        ] {
            assert_eq!(reads(&headers(kind), length), expected, "{kind} {length:?}");
        }
    }
}

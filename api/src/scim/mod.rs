//! Provisioning by a directory: SCIM 2.0 (RFC 7643, RFC 7644) over people and units.
//!
//! A change of a user or group is a change of the organisation, checked and noted as all others are.

mod about;
mod group;
mod held;
mod once;
mod patch;
mod path;
mod query;
mod user;

use std::sync::Arc;

use axum::Router;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::NaiveDate;
use samspil_core::calendar::local_date;
use samspil_core::text::Message;
use samspil_store::{Organisation, Source};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(crate) use self::held::Held;
use self::once::once;
use self::patch::{Change, Deed, of_object};
use crate::app::App;
use crate::server::problem::{Kind, Problem};

/// Where it lies.
pub(crate) const ROOT: &str = "/scim/v2";

/// Its content type (RFC 7644 section 8.1).
pub(crate) const MEDIA_TYPE: &str = "application/scim+json";

/// The name under which what a directory says is kept.
pub(crate) const SOURCE: &str = "scim";

/// Bytes of a resource's sum in its entity tag: enough that two of its states never share one.
const TAG_BYTES: usize = 12;

/// The routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/scim/v2/ServiceProviderConfig", get(about::config))
        .route("/scim/v2/ResourceTypes", get(about::types))
        .route("/scim/v2/ResourceTypes/{name}", get(about::one_type))
        .route("/scim/v2/Schemas", get(about::schemas))
        .route("/scim/v2/Schemas/{name}", get(about::schema))
        .route("/scim/v2/Users", get(user::list).post(user::create))
        .route(
            "/scim/v2/Users/{user}",
            get(user::read)
                .put(user::replace)
                .patch(user::patch)
                .delete(user::delete),
        )
        .route("/scim/v2/Groups", get(group::list).post(group::create))
        .route(
            "/scim/v2/Groups/{group}",
            get(group::read)
                .put(group::replace)
                .patch(group::patch)
                .delete(group::delete),
        )
}

/// A value that does not fit.
fn invalid(key: &str) -> Problem {
    Problem::new(Kind::BAD_REQUEST)
        .code("invalid_value")
        .detail(Message::new(key))
}

/// What cannot be taken away.
fn fixed() -> Problem {
    Problem::new(Kind::BAD_REQUEST)
        .code("mutability")
        .detail(Message::new("scim-fixed"))
}

/// An attribute that is none of the resource's.
fn unknown(name: &str) -> Problem {
    Problem::new(Kind::BAD_REQUEST)
        .code("invalid_path")
        .detail(Message::new("scim-unknown").with("name", name))
}

/// What a whole resource says in a body that names its schema.
fn wished(body: &Value, schema: &str) -> Result<Vec<Change>, Problem> {
    once(body)?;
    let body = body.as_object().ok_or_else(|| invalid("scim-patch"))?;
    let says = body.get("schemas").and_then(Value::as_array);
    if !says.is_some_and(|list| list.iter().any(|name| name == schema)) {
        return Err(invalid("scim-schemas"));
    }
    of_object(body, Deed::Replace)
}

/// What a source calls something.
fn external(source: Option<&Source>) -> Option<&str> {
    source.and_then(|source| source.external_id.as_deref())
}

/// The source that says something is there, where it is none of the directories'.
fn another(source: Option<&Source>) -> Option<&str> {
    let name = source.map(|source| source.name.as_str());
    name.filter(|name| *name != SOURCE)
}

/// What another source says is that source's to change.
fn of_another(source: &str) -> Problem {
    Problem::new(Kind::CONFLICT)
        .code("another_source")
        .detail(Message::new("scim-another-source").with("source", source))
}

fn today(app: &App) -> NaiveDate {
    local_date(app.engine.clock().now())
}

/// An answer with a body.
fn said(status: StatusCode, body: &Value) -> Response {
    (status, [(CONTENT_TYPE, MEDIA_TYPE)], body.to_string()).into_response()
}

/// The entity tag of a resource: a sum of all that it shows.
fn tag(resource: &Value) -> String {
    let sum = Sha256::digest(resource.to_string());
    let sum: String = sum
        .iter()
        .take(TAG_BYTES)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("W/\"{sum}\"")
}

/// A resource with what is said about it: its type, place and version.
fn whole(mut resource: Value, kind: &str, location: &str) -> Value {
    let version = tag(&resource);
    if let Some(object) = resource.as_object_mut() {
        let meta = json!({"resourceType": kind, "location": location, "version": version});
        object.insert("meta".to_owned(), meta);
    }
    resource
}

/// A resource as an answer; nothing where whoever asks has it already.
fn one(status: StatusCode, headers: &HeaderMap, resource: &Value, shown: &query::Shown) -> Response {
    let meta = |name: &str| resource["meta"][name].as_str().unwrap_or_default().to_owned();
    let version = meta("version");
    let has = headers.get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let mut answer = if status == StatusCode::OK && has.is_some_and(|tags| matches(tags, &version)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        said(status, &shown.of(resource))
    };
    let answered = answer.headers_mut();
    if let Ok(version) = HeaderValue::try_from(version) {
        answered.insert(ETAG, version);
    }
    if let (StatusCode::CREATED, Ok(location)) = (status, HeaderValue::try_from(meta("location"))) {
        answered.insert(LOCATION, location);
    }
    answer
}

/// Whether a list of entity tags has this one, weakly compared (RFC 9110 section 8.8.3.2).
fn matches(tags: &str, version: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    tags.trim() == "*" || tags.split(',').any(|tag| bare(tag) == bare(version))
}

/// Refuses where whoever changes a resource has seen another state of it.
fn unchanged(headers: &HeaderMap, resource: &Value) -> Result<(), Problem> {
    let version = resource["meta"]["version"].as_str().unwrap_or_default();
    match headers.get(IF_MATCH).map(HeaderValue::to_str) {
        None => Ok(()),
        Some(Ok(tags)) if matches(tags, version) => Ok(()),
        Some(_) => Err(Problem::new(Kind::CHANGED)),
    }
}

/// All of the organisation, for a tenant, read once for each of its versions.
async fn organisation(app: &App, signed: &crate::identity::Signed) -> Result<Arc<Organisation>, Problem> {
    Ok(app
        .directory
        .of(app.engine.store().as_ref(), signed.tenant)
        .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_follows_what_is_shown() {
        let (one, other) = (json!({"a": 1}), json!({"a": 2}));
        assert_eq!(tag(&one), tag(&json!({"a": 1})));
        assert_ne!(tag(&one), tag(&other));
        for (tags, is) in [
            ("W/\"x\"", true),
            ("\"x\"", true),
            ("\"y\", W/\"x\"", true),
            ("*", true),
            ("\"y\"", false),
            ("x", false),
        ] {
            assert_eq!(matches(tags, "W/\"x\""), is, "{tags}");
        }
    }
}

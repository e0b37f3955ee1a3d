//! Lists: which, from where, how many, and what of each.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use samspil_core::text::Message;
use serde::Deserialize;
use serde_json::{Value, json};

use super::path::{Term, filter, plain};
use super::said;
use crate::server::problem::{Kind, Problem};

/// The most resources of a page, and how many there are where nothing is said.
pub(super) const MAX_COUNT: usize = 200;

/// The longest list of attributes, in characters.
const MAX_ATTRIBUTES_CHARS: usize = 1_000;

/// What is asked of a list or a resource. What else an address carries is passed over: directories add their own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Query {
    filter: Option<String>,
    start_index: Option<i64>,
    count: Option<i64>,
    attributes: Option<String>,
    excluded_attributes: Option<String>,
}

/// What is asked, looked at before anything is done: what is refused of it has changed nothing.
pub(super) struct Asked(pub(super) Query);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = axum::extract::Query::<Query>::from_request_parts(parts, state).await;
        let wrong = |message: Message| {
            Problem::new(Kind::BAD_REQUEST)
                .code("invalid_value")
                .detail(message)
        };
        let Ok(axum::extract::Query(query)) = read else {
            return Err(wrong(Message::new("scim-query")));
        };
        let lists = [&query.attributes, &query.excluded_attributes];
        let is_long = |list: &String| list.chars().count() > MAX_ATTRIBUTES_CHARS;
        let too_long = lists.into_iter().flatten().any(is_long);
        if too_long {
            let most = i64::try_from(MAX_ATTRIBUTES_CHARS).unwrap_or(i64::MAX);
            return Err(wrong(Message::new("scim-attributes-long").with("most", most)));
        }
        Ok(Self(query))
    }
}

/// An attribute that may be compared, as it is written and in small letters, and whether a value is one of its.
pub(super) type Compared = (&'static str, &'static str, fn(&Value) -> bool);

/// What of a resource is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    only: Vec<String>,
    without: Vec<String>,
}

/// Always there (RFC 7643 section 7).
const ALWAYS: [&str; 3] = ["schemas", "id", "meta"];

impl Shown {
    pub(super) fn of(&self, resource: &Value) -> Value {
        let Some(object) = resource.as_object() else {
            return resource.clone();
        };
        let named = |list: &[String], name: &str| list.iter().any(|one| one == name);
        let kept = object.iter().filter(|(name, _)| {
            let small = name.to_lowercase();
            ALWAYS.contains(&name.as_str())
                || ((self.only.is_empty() || named(&self.only, &small)) && !named(&self.without, &small))
        });
        Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    /// Whether this attribute is.
    pub(super) fn has(&self, name: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|one| one == name);
        (self.only.is_empty() || named(&self.only)) && !named(&self.without)
    }
}

fn attributes(list: Option<&String>) -> Vec<String> {
    let names = list.into_iter().flat_map(|list| list.split(','));
    // A part is shown with the whole that it is of.
    let name = |name: &str| {
        plain(name.trim())
            .split('.')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    names.map(name).filter(|name| !name.is_empty()).collect()
}

impl Query {
    pub(super) fn shown(&self) -> Shown {
        Shown {
            only: attributes(self.attributes.as_ref()),
            without: attributes(self.excluded_attributes.as_ref()),
        }
    }

    /// The comparisons of the filter; none where everything is asked for. One of another attribute, or with what is no value of
    /// it, is refused: that nobody is found would be taken for an answer, and people be made anew.
    pub(super) fn terms(&self, compared: &[Compared]) -> Result<Vec<Term>, Problem> {
        let terms = self.filter.as_deref().map_or(Ok(Vec::new()), filter)?;
        let fits = |term: &&Term| {
            let is_it = |(_, small, fits): &Compared| *small == term.attribute && fits(&term.value);
            compared.iter().any(is_it)
        };
        match terms.iter().find(|term| !fits(term)) {
            None => Ok(terms),
            Some(other) => {
                let names = compared
                    .iter()
                    .map(|(name, ..)| *name)
                    .collect::<Vec<_>>()
                    .join(", ");
                let message = Message::new("scim-filter-attribute")
                    .with("name", other.attribute.as_str())
                    .with("names", names);
                Err(Problem::new(Kind::BAD_REQUEST)
                    .code("invalid_filter")
                    .detail(message))
            }
        }
    }

    /// A page of these, each drawn only where it is on it.
    pub(super) fn page<T>(&self, found: &[T], draw: impl Fn(&T) -> Value) -> Response {
        let start = self.start_index.unwrap_or(1).max(1);
        let most = i64::try_from(MAX_COUNT).unwrap_or(i64::MAX);
        let count = self.count.unwrap_or(most).clamp(0, most);
        let skip = usize::try_from(start - 1).unwrap_or(usize::MAX);
        let take = usize::try_from(count).unwrap_or_default();
        let shown = self.shown();
        let on_it = found.iter().skip(skip).take(take);
        let resources: Vec<Value> = on_it.map(|one| shown.of(&draw(one))).collect();
        said(
            StatusCode::OK,
            &json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
                "totalResults": found.len(),
                "startIndex": start,
                "itemsPerPage": resources.len(),
                "Resources": resources,
            }),
        )
    }
}

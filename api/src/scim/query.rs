//! Lists: which, from where, how many, and what of each.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::path::{Term, filter, plain};
use super::said;
use crate::server::problem::Problem;

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
    let short = list.filter(|list| list.chars().count() <= MAX_ATTRIBUTES_CHARS);
    let names = short.into_iter().flat_map(|list| list.split(','));
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

    /// The comparisons of the filter; none where everything is asked for.
    pub(super) fn terms(&self) -> Result<Vec<Term>, Problem> {
        self.filter.as_deref().map_or(Ok(Vec::new()), filter)
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

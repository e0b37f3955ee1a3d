//! Lists as one parameter.

use uuid::Uuid;

/// Ids as a JSON list of hexadecimal texts, for `unhex(value)` over `json_each`.
pub(super) fn ids(ids: impl IntoIterator<Item = Uuid>) -> String {
    let quoted: Vec<String> = ids.into_iter().map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", quoted.join(","))
}

//! Who may ask what of task lists, of what is done with several tasks, and of what people keep for themselves.

use axum::http::Method;

use super::rules::{Row, Rule};

/// The rows, by path, then method.
pub(super) const RULES: &[Row] = &[
    (
        Method::PUT,
        "/api/v1/cases/{case}/tasks/{item}/mark",
        Rule::SignedIn,
    ),
    (Method::POST, "/api/v1/tasks/hand-on", Rule::SignedIn),
    (Method::GET, "/cases/{case}/tasks/{item}/mark", Rule::SignedIn),
    (Method::POST, "/cases/{case}/tasks/{item}/mark", Rule::SignedIn),
    (Method::GET, "/lists", Rule::SignedIn),
    (Method::POST, "/lists", Rule::SignedIn),
    (Method::POST, "/lists/forget", Rule::SignedIn),
    (Method::GET, "/tasks/hand-on", Rule::SignedIn),
    (Method::POST, "/tasks/hand-on", Rule::SignedIn),
    (Method::GET, "/week", Rule::SignedIn),
];

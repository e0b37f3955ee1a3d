//! Who may ask what of how long cases are kept.

use axum::http::Method;
use samspil_store::Role;

use super::rules::{Row, Rule};

/// The rows, by path, then method.
pub(super) const RULES: &[Row] = &[
    (Method::GET, "/api/v1/retention", Rule::Role(Role::Administrator)),
    (
        Method::GET,
        "/api/v1/retention/disposals",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/retention/disposals",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/retention/disposals/{disposal}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/retention/disposals/{disposal}/approve",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/retention/disposals/{disposal}/carry-out",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/retention/disposals/{disposal}/withdraw",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/retention/flows/{flow}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/retention/holds",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/retention/holds",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/retention/holds/{hold}/lift",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/retention", Rule::Role(Role::Administrator)),
    (
        Method::POST,
        "/retention/disposals",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/retention/disposals/{disposal}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/retention/disposals/{disposal}/{way}",
        Rule::Role(Role::Administrator),
    ),
    (Method::POST, "/retention/flows", Rule::Role(Role::Administrator)),
    (Method::POST, "/retention/holds", Rule::Role(Role::Administrator)),
    (
        Method::GET,
        "/retention/holds/{hold}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/retention/holds/{hold}",
        Rule::Role(Role::Administrator),
    ),
];

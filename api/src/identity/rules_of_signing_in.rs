//! Who may ask what of signing in: passwords, providers, programs, code apps and links.

use axum::http::Method;
use samspil_store::Role;

use super::rules::{Row, Rule};

/// The rows, by path, then method.
pub(super) const RULES: &[Row] = &[
    (Method::GET, "/api/v1/cases/{case}/links", Rule::Role(Role::Staff)),
    (
        Method::POST,
        "/api/v1/cases/{case}/links",
        Rule::Role(Role::Staff),
    ),
    (
        Method::DELETE,
        "/api/v1/cases/{case}/links/{link}",
        Rule::Role(Role::Staff),
    ),
    (
        Method::DELETE,
        "/api/v1/people/{person}/code-app",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/api/v1/services", Rule::Role(Role::Administrator)),
    (
        Method::GET,
        "/api/v1/services/proposed",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::DELETE,
        "/api/v1/services/proposed/{person}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/services/{person}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/services/{person}/tokens",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/sign-in-provider-changes",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/sign-in-providers",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::DELETE,
        "/api/v1/sign-in-providers/{provider}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/sign-in-providers/{provider}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/sign-in-providers/{provider}/approve",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/sign-in-providers/{provider}/withdraw",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/calendar-terms",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/calendar-terms",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/sign-in-terms",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/sign-in-terms",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/sign-in-trial",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/cases/{case}/links", Rule::Role(Role::Staff)),
    (Method::POST, "/cases/{case}/links", Rule::Role(Role::Staff)),
    (
        Method::POST,
        "/cases/{case}/links/{link}/end",
        Rule::Role(Role::Staff),
    ),
    // Whoever knows the address: it holds a secret of its own.
    (Method::GET, "/link/{secret}", Rule::Public),
    (Method::POST, "/link/{secret}", Rule::Public),
    (Method::GET, "/sign-in", Rule::Public),
    (Method::POST, "/sign-in", Rule::Public),
    // What is still missing after the password: the half session in the cookie opens these and nothing else.
    (Method::GET, "/sign-in/code", Rule::Public),
    (Method::POST, "/sign-in/code", Rule::Public),
    (Method::GET, "/sign-in/enrol", Rule::Public),
    (Method::POST, "/sign-in/enrol", Rule::Public),
    (Method::GET, "/sign-in/openid", Rule::Public),
    (
        Method::POST,
        "/sign-in/with/{municipality}/{provider}",
        Rule::Public,
    ),
    (Method::GET, "/sign-in-providers", Rule::Role(Role::Administrator)),
    (
        Method::POST,
        "/sign-in-providers",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/sign-in-providers/new",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/sign-in-providers/of/{provider}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/sign-in-providers/of/{provider}/approve",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/sign-in-providers/of/{provider}/retire",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/sign-in-providers/of/{provider}/withdraw",
        Rule::Role(Role::Administrator),
    ),
    (Method::POST, "/sign-out", Rule::Public),
];

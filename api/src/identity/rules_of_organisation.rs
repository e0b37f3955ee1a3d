//! Who may ask what of the organisation: pages, API and provisioning, by path.

use axum::http::Method;
use samspil_store::Role;

use super::rules::Rule;

/// The rows.
pub(super) const RULES: &[(Method, &str, Rule)] = &[
    (
        Method::GET,
        "/api/v1/organisation",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/organisation.csv",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/organisation/changes",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/organisation/sources/{source}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/job-functions",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/job-functions/{name}",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/organisation", Rule::Role(Role::Administrator)),
    (Method::GET, "/organisation.csv", Rule::Role(Role::Administrator)),
    (
        Method::GET,
        "/organisation/changes",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/organisation/file", Rule::Role(Role::Administrator)),
    (
        Method::POST,
        "/organisation/file",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/file/take-in",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/organisation/functions",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/functions",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/organisation/new-unit",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/new-unit",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/organisation/people/{person}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/people/{person}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/people/{person}/absences",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/people/{person}/absences/{absence}/end",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/people/{person}/places",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/places/{place}/end",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/organisation/units/{unit}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/units/{unit}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/units/{unit}/end",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/organisation/units/{unit}/places",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/scim/v2/Groups", Rule::Provisioning),
    (Method::POST, "/scim/v2/Groups", Rule::Provisioning),
    (Method::DELETE, "/scim/v2/Groups/{group}", Rule::Provisioning),
    (Method::GET, "/scim/v2/Groups/{group}", Rule::Provisioning),
    (Method::PATCH, "/scim/v2/Groups/{group}", Rule::Provisioning),
    (Method::PUT, "/scim/v2/Groups/{group}", Rule::Provisioning),
    (Method::GET, "/scim/v2/ResourceTypes", Rule::Provisioning),
    (Method::GET, "/scim/v2/ResourceTypes/{name}", Rule::Provisioning),
    (Method::GET, "/scim/v2/Schemas", Rule::Provisioning),
    (Method::GET, "/scim/v2/Schemas/{name}", Rule::Provisioning),
    (Method::GET, "/scim/v2/ServiceProviderConfig", Rule::Provisioning),
    (Method::GET, "/scim/v2/Users", Rule::Provisioning),
    (Method::POST, "/scim/v2/Users", Rule::Provisioning),
    (Method::DELETE, "/scim/v2/Users/{user}", Rule::Provisioning),
    (Method::GET, "/scim/v2/Users/{user}", Rule::Provisioning),
    (Method::PATCH, "/scim/v2/Users/{user}", Rule::Provisioning),
    (Method::PUT, "/scim/v2/Users/{user}", Rule::Provisioning),
    (Method::GET, "/roles", Rule::Role(Role::Administrator)),
    (Method::POST, "/roles", Rule::Role(Role::Administrator)),
    (
        Method::POST,
        "/roles/programs/{person}/tokens/{token}/end",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/system", Rule::Role(Role::Administrator)),
];

//! The document that describes the API (OpenAPI 3.1), made from the code.

use axum::Json;
use axum::http::Method;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    Components, ComponentsBuilder, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref,
    RefOr, Required, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use super::schema::{self, Because, Finding, Problem, Words};
use super::{ROOT, document};
use crate::identity::{Rule, rule};

/// The areas of the API, in reading order.
const TAGS: &[(&str, &str)] = &[
    ("flows", "Flows: publish them and read their versions."),
    (
        "cases",
        "Cases: start, find and read them, with history, clocks and why.",
    ),
    ("commands", "What may be asked of a case."),
    (
        "tasks",
        "Open tasks: yours, your units', and those that you wait for.",
    ),
    (
        "calendar",
        "The municipality's calendar: closed days, opening hours, receipt.",
    ),
    (
        "letters",
        "The municipality's own words in letters: letterhead, contact, guidance on appeals.",
    ),
    (
        "access",
        "Who looked at what: the log, how long it is kept, and sample checks.",
    ),
    (
        "retention",
        "How long closed cases are kept, what stops them from being discarded, and what is discarded.",
    ),
    (
        "management",
        "Figures over many cases: who waits on whom, deadlines, deviations, contacts.",
    ),
    (
        "trials",
        "What is in people's way at the steps of flows, and trials of versions in some units between two days.",
    ),
    ("limits", "Time limits that municipalities publish, for everyone."),
    ("me", "Who you are."),
];

/// What is asked with a body and changes nothing: there is nothing that a key could keep from being done twice.
const WITHOUT_KEY: [&str; 3] = ["/cases/search", "/citizens/search", "/citizens/{citizen}/reveal"];

/// What stands above the routes.
pub(super) fn head() -> OpenApi {
    let about = "Every command carries `Idempotency-Key`, a UUID of your own: sent again with the same key, it is done \
        once and answered again. `If-Match` with a case's entity tag makes a command count only where nobody changed \
        the case meanwhile. Errors are problems (RFC 9457) with a stable `code`; sentences are Danish or English by \
        `Accept-Language`. Lists go on from `next`, which is opaque. What you may not see is not there.";
    let info = InfoBuilder::new()
        .title("Samspil")
        .version("1")
        .description(Some(about))
        .license(Some(
            LicenseBuilder::new()
                .name("MPL-2.0")
                .identifier(Some("MPL-2.0"))
                .build(),
        ));
    let bearer = Http::builder()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A program's token."));
    let cookie = ApiKeyValue::with_description("__Host-samspil", "A person's session, from signing in.");
    let components = ComponentsBuilder::new()
        .security_scheme("token", SecurityScheme::Http(bearer.build()))
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    let tags = TAGS
        .iter()
        .map(|(name, about)| TagBuilder::new().name(*name).description(Some(*about)).build());
    OpenApiBuilder::new()
        .info(info)
        .components(Some(components.build()))
        .tags(Some(tags))
        .security(Some([
            SecurityRequirement::new::<_, [&str; 0], &str>("token", []),
            SecurityRequirement::new::<_, [&str; 0], &str>("session", []),
        ]))
        .build()
}

/// The document with what holds for every operation: its name, its key, who may ask, and how errors look.
pub(super) fn finished(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_with(Components::new);
    components.schemas.extend([
        described::<Problem>(),
        described::<Because>(),
        described::<Finding>(),
        described::<Words>(),
    ]);
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            finish(path, &method, operation);
        }
    }
    document
}

fn described<T: ToSchema>() -> (String, RefOr<utoipa::openapi::Schema>) {
    (T::name().into_owned(), <T as PartialSchema>::schema())
}

/// The operations of a path, by method.
pub(super) fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let all = [
        (Method::GET, &mut item.get),
        (Method::PUT, &mut item.put),
        (Method::POST, &mut item.post),
        (Method::DELETE, &mut item.delete),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn finish(path: &str, method: &Method, operation: &mut Operation) {
    operation.operation_id = Some(name(path, method));
    let below = path.strip_prefix(ROOT).unwrap_or(path);
    if *method == Method::POST && rule(method, path) != Some(Rule::Public) && !WITHOUT_KEY.contains(&below) {
        operation.parameters.get_or_insert_default().push(RefOr::T(key()));
    }
    if path.contains("/commands") || path.contains("/tasks/") {
        operation
            .parameters
            .get_or_insert_default()
            .push(RefOr::T(seen()));
    }
    if rule(method, path) == Some(Rule::Public) {
        operation.security = Some(Vec::new());
    }
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem")));
    let response = ResponseBuilder::new()
        .description("It was not done: a problem says why.")
        .content("application/problem+json", problem.build());
    operation
        .responses
        .responses
        .insert("default".to_owned(), RefOr::T(response.build()));
}

/// `post_cases_case_commands`: the method and the path's words.
fn name(path: &str, method: &Method) -> String {
    let words = path.strip_prefix(ROOT).unwrap_or(path);
    let words: String = words
        .chars()
        .filter(|c| !matches!(c, '{' | '}'))
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    format!("{}{words}", method.as_str().to_ascii_lowercase())
}

fn key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some("A UUID of your own, new for each thing that you want done."))
        .schema(Some(schema::uuid()))
        .build()
}

fn seen() -> Parameter {
    ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "The entity tag of the case that you have seen: done only where it is still that.",
        ))
        .schema(Some(String::schema()))
        .build()
}

/// This document.
#[utoipa::path(
    get, path = "/openapi.json", tag = "me",
    responses((status = 200, body = Object, description = "OpenAPI 3.1.")),
)]
pub(super) async fn read() -> Json<OpenApi> {
    Json(document())
}

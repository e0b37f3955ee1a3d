//! What this end of SCIM can do, and what its resources are made of.

use axum::extract::Path as Address;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::query::MAX_COUNT;
use super::{group, said, user};
use crate::server::problem::{Kind, Problem};

const CONFIG: &str = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
const TYPE: &str = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Schema";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// What can be done.
pub(super) async fn config() -> Response {
    let no = json!({"supported": false});
    said(
        StatusCode::OK,
        &json!({
            "schemas": [CONFIG],
            "patch": {"supported": true},
            "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
            "filter": {"supported": true, "maxResults": MAX_COUNT},
            "changePassword": no,
            "sort": no,
            "etag": {"supported": true},
            "authenticationSchemes": [{
                "type": "oauthbearertoken",
                "name": "Bearer",
                "description": "A program's token that was made for scim.",
                "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
                "primary": true,
            }],
            "meta": {"resourceType": "ServiceProviderConfig", "location": "/scim/v2/ServiceProviderConfig"},
        }),
    )
}

fn listed(resources: &[Value]) -> Response {
    said(
        StatusCode::OK,
        &json!({
            "schemas": [LIST], "totalResults": resources.len(), "startIndex": 1, "itemsPerPage": resources.len(),
            "Resources": resources,
        }),
    )
}

fn picked(resources: &[Value], id: &str) -> Result<Response, Problem> {
    let found = resources.iter().find(|resource| resource["id"] == id);
    let found = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    Ok(said(StatusCode::OK, found))
}

fn all_types() -> [Value; 2] {
    let of = |id: &str, place: &str, schema: &str| {
        json!({
            "schemas": [TYPE], "id": id, "name": id, "endpoint": place, "schema": schema,
            "meta": {"resourceType": "ResourceType", "location": format!("/scim/v2/ResourceTypes/{id}")},
        })
    };
    [
        of("User", "/Users", user::SCHEMA),
        of("Group", "/Groups", group::SCHEMA),
    ]
}

/// What resources there are.
pub(super) async fn types() -> Response {
    listed(&all_types())
}

/// One of them.
pub(super) async fn one_type(Address(name): Address<String>) -> Result<Response, Problem> {
    picked(&all_types(), &name)
}

/// How an attribute is described.
struct Attribute {
    name: &'static str,
    kind: &'static str,
    many: bool,
    required: bool,
    written: bool,
    unique: bool,
    parts: Vec<Self>,
}

impl Attribute {
    const fn text(name: &'static str) -> Self {
        Self {
            name,
            kind: "string",
            many: false,
            required: false,
            written: true,
            unique: false,
            parts: Vec::new(),
        }
    }

    const fn read_only(mut self) -> Self {
        self.written = false;
        self
    }

    fn json(&self) -> Value {
        let mut described = json!({
            "name": self.name, "type": self.kind, "multiValued": self.many, "required": self.required,
            "caseExact": false, "mutability": if self.written { "readWrite" } else { "readOnly" },
            "returned": "default", "uniqueness": if self.unique { "server" } else { "none" },
        });
        if !self.parts.is_empty() {
            described["subAttributes"] = self.parts.iter().map(Self::json).collect();
        }
        described
    }
}

fn of_user() -> Vec<Attribute> {
    let text = Attribute::text;
    vec![
        Attribute {
            required: true,
            unique: true,
            ..text("userName")
        },
        text("displayName"),
        Attribute {
            kind: "complex",
            parts: vec![text("formatted"), text("givenName"), text("familyName")],
            ..text("name")
        },
        text("title"),
        Attribute {
            kind: "boolean",
            ..text("active")
        },
        Attribute {
            kind: "complex",
            many: true,
            parts: vec![
                text("value").read_only(),
                text("display").read_only(),
                text("type").read_only(),
            ],
            ..text("groups").read_only()
        },
    ]
}

fn of_group() -> Vec<Attribute> {
    let text = Attribute::text;
    vec![
        Attribute {
            required: true,
            unique: true,
            ..text("displayName")
        },
        Attribute {
            kind: "complex",
            many: true,
            parts: vec![
                text("value"),
                text("display").read_only(),
                text("type").read_only(),
            ],
            ..text("members")
        },
    ]
}

fn all_schemas() -> [Value; 2] {
    let of = |id: &str, name: &str, attributes: Vec<Attribute>| {
        json!({
            "schemas": [SCHEMA], "id": id, "name": name,
            "attributes": attributes.iter().map(Attribute::json).collect::<Vec<_>>(),
            "meta": {"resourceType": "Schema", "location": format!("/scim/v2/Schemas/{id}")},
        })
    };
    [
        of(user::SCHEMA, "User", of_user()),
        of(group::SCHEMA, "Group", of_group()),
    ]
}

/// What resources are made of.
pub(super) async fn schemas() -> Response {
    listed(&all_schemas())
}

/// One of them.
pub(super) async fn schema(Address(name): Address<String>) -> Result<Response, Problem> {
    picked(&all_schemas(), &name)
}

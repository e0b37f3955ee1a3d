//! What the document says of types that are not the API's own.

use samspil_core::case::Relation;
use serde_json::json;
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{RefOr, SchemaFormat};

/// A text in Danish and, where it was written, in English.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described: the core has the type")]
pub(super) struct Words {
    /// Danish.
    da: String,
    /// English; show Danish where it is missing.
    en: Option<String>,
}

/// What went wrong (RFC 9457).
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described: the server has the type")]
pub(super) struct Problem {
    /// `urn:samspil:problem:` and the kind.
    r#type: String,
    /// A heading, in the reader's language.
    title: String,
    /// The HTTP status.
    status: u16,
    /// A sentence that says what to do, in the reader's language.
    detail: String,
    /// The stable code: the kind, or the rule of the case that refused.
    code: String,
    /// Where in the body, as a JSON pointer.
    pointer: Option<String>,
    /// Why, one by one.
    because: Option<Vec<Because>>,
    /// What is wrong with a flow file.
    findings: Option<Vec<Finding>>,
    /// The number of the request, for the administrator.
    instance: Option<String>,
}

/// One reason.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described: the server has the type")]
pub(super) struct Because {
    /// Its stable code.
    code: String,
    /// What stands in the way.
    message: Option<String>,
    /// Who or what can lift it.
    lifted_by: Option<String>,
    /// Where in the body, as a JSON pointer.
    pointer: Option<String>,
}

/// One finding in a flow file.
#[derive(ToSchema, serde::Serialize)]
pub(super) struct Finding {
    /// Its stable code.
    pub(super) code: &'static str,
    /// `error` or `warning`.
    #[schema(schema_with = severity)]
    pub(super) severity: samspil_core::flow::Severity,
    /// The line, from 1; 0 where the whole file is meant.
    pub(super) line: u32,
    /// The column in characters, from 1.
    pub(super) column: u32,
    /// How many characters it covers.
    pub(super) length: u32,
    /// What is wrong.
    pub(super) what: String,
    /// What to do.
    pub(super) hint: Option<String>,
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = [$($word:literal),*];)*) => {
        $($(#[$doc])*
        pub(super) fn $name() -> RefOr<Schema> {
            let words = [$($word),*];
            let object = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words));
            RefOr::T(Schema::Object(object.build()))
        })*

        /// Every list of words, by name.
        #[cfg(test)]
        pub(super) const ALL: &[(&str, &[&str])] = &[$((stringify!($name), &[$($word),*])),*];
    };
}

words! {
    /// What a review asks of a flow.
    review_question = ["workflows", "roles", "purpose", "follow-up", "coherence"];
    /// What cases show of it.
    sign = [
        "work_without_owner", "sides_apart", "no_purpose", "goal_alone", "follow_up_late", "asked_twice", "parallel", "against",
        "collide", "crowded", "two_stories", "waits_long", "back"
    ];
    /// How much a finding matters.
    severity = ["error", "warning"];
    /// Whether work goes on in a case.
    standing = ["open", "on_hold", "closed", "terminated"];
    /// The same as lists know it.
    case_status = ["open", "on_hold", "closed"];
    /// Where an item stands.
    item_status = ["waiting", "possible", "active", "done", "skipped", "cancelled"];
    /// What kind of thing an item is.
    item_kind = ["stage", "task", "decision", "meeting", "milestone", "action", "wait", "subcase"];
    /// The side of a party or unit.
    side = ["authority", "provider", "citizen", "relative", "partner"];
    /// What a unit is.
    unit_kind = ["organisation", "administration", "centre", "department", "team", "offer"];
    /// By which way the organisation was changed.
    change_way = ["page", "api", "import", "scim", "sign_in", "command"];
    /// What happens to a thing.
    step_what = ["new", "changed", "taken-over", "back", "ended"];
    /// What kind of thing.
    step_thing = ["function", "unit", "person", "place"];
    /// What kind of promise a clock keeps.
    clock_kind = ["law", "municipal", "agreement", "practice"];
    /// How a clock stands.
    clock_state = ["running", "paused", "breached", "met", "met_late", "stopped"];
    /// How a person is told beside their inbox.
    channel = ["inbox", "at_once", "digest"];
    /// What an incident is about.
    about = ["case", "mail", "clock", "subcase", "taken_out"];
    /// How a sub-case stands.
    subcase_standing = ["called", "under_way", "done", "ended", "let_go"];
    /// Who looked.
    accessor = ["person", "outside", "engine"];
    /// What was done with what was looked at.
    access_action = ["read", "search", "add", "change", "extract", "delete"];
    /// What was found of an entry of the access log.
    sample_verdict = ["in_order", "unclear", "wrong"];
    /// What a person may do beside their work in cases.
    role = ["process_owner", "staff", "administrator"];
    /// What may be done with a token.
    scope = ["read", "tasks", "publish", "administer", "account", "scim"];
    /// Who gave a consent.
    given_by = ["citizen", "guardian"];
    /// How a consent was given.
    given_how = ["spoken", "written", "digital"];
}

/// A list of legal sources.
pub(super) fn sources() -> RefOr<Schema> {
    RefOr::T(Schema::Array(
        utoipa::openapi::ArrayBuilder::new().items(object()).build(),
    ))
}

/// A list of roles.
pub(super) fn roles() -> RefOr<Schema> {
    RefOr::T(Schema::Array(
        utoipa::openapi::ArrayBuilder::new().items(role()).build(),
    ))
}

/// A list of what may be done with a token.
pub(super) fn scopes() -> RefOr<Schema> {
    RefOr::T(Schema::Array(
        utoipa::openapi::ArrayBuilder::new().items(scope()).build(),
    ))
}

/// A relation, or none.
pub(super) fn maybe_relation() -> RefOr<Schema> {
    let object = ObjectBuilder::new()
        .schema_type(SchemaType::Array(vec![Type::String, Type::Null]))
        .enum_values(Some(
            Relation::ALL
                .map(|relation| Some(relation.word()))
                .into_iter()
                .chain([None]),
        ));
    RefOr::T(Schema::Object(object.build()))
}

/// What was found of an entry of the access log, or nothing yet.
pub(super) fn maybe_sample_verdict() -> RefOr<Schema> {
    or_nothing(sample_verdict())
}

/// Whether work goes on, as lists know it, or whether or not.
pub(super) fn maybe_case_status() -> RefOr<Schema> {
    or_nothing(case_status())
}

fn or_nothing(schema: RefOr<Schema>) -> RefOr<Schema> {
    let nothing = ObjectBuilder::new().schema_type(Type::Null);
    RefOr::T(Schema::OneOf(
        OneOfBuilder::new().item(schema).item(nothing).build(),
    ))
}

/// What a field of any type holds.
pub(super) fn anything() -> RefOr<Schema> {
    let any = ObjectBuilder::new().schema_type(SchemaType::AnyValue);
    RefOr::T(Schema::Object(any.build()))
}

/// An object with whatever names its keys have.
pub(super) fn object() -> RefOr<Schema> {
    let object = ObjectBuilder::new()
        .schema_type(Type::Object)
        .additional_properties(Some(utoipa::openapi::schema::AdditionalProperties::FreeForm(
            true,
        )));
    RefOr::T(Schema::Object(object.build()))
}

/// The same, or nothing.
pub(super) fn object_or_null() -> RefOr<Schema> {
    let object = ObjectBuilder::new()
        .schema_type(SchemaType::Array(vec![Type::Object, Type::Null]))
        .additional_properties(Some(utoipa::openapi::schema::AdditionalProperties::FreeForm(
            true,
        )));
    RefOr::T(Schema::Object(object.build()))
}

/// A list of objects that say in `is` what they are.
pub(super) fn changes() -> RefOr<Schema> {
    let is = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("What changed."));
    let one = ObjectBuilder::new()
        .schema_type(Type::Object)
        .property("is", is)
        .required("is")
        .examples([json!({"is": "done", "item": "assess"})]);
    RefOr::T(Schema::Array(
        utoipa::openapi::ArrayBuilder::new().items(one).build(),
    ))
}

/// A UUID.
pub(super) fn uuid() -> RefOr<Schema> {
    let object = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .format(Some(SchemaFormat::KnownFormat(
            utoipa::openapi::KnownFormat::Uuid,
        )));
    RefOr::T(Schema::Object(object.build()))
}

/// What kind of work people add in their own words.
pub(super) fn kind_of_work() -> RefOr<Schema> {
    let object = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .enum_values(Some(["task", "meeting"]));
    RefOr::T(Schema::Object(object.build()))
}

#[cfg(test)]
mod tests {
    use samspil_core::case::{GivenBy, GivenHow, Standing, Status};
    use samspil_core::flow::{ClockKind, Severity, Side};
    use samspil_store::{CaseStatus, ChangeWay, Channel, Role, Scope, UnitKind};
    use serde::de::DeserializeOwned;
    use serde_json::json;

    use super::*;

    fn reads<T: DeserializeOwned>(list: &str) {
        let (_, words) = ALL.iter().find(|(name, _)| *name == list).unwrap();
        for word in *words {
            assert!(serde_json::from_value::<T>(json!(word)).is_ok(), "{list}: {word}");
        }
        let error = serde_json::from_value::<T>(json!("no such word")).err().unwrap();
        let count = error
            .to_string()
            .split(" expected ")
            .nth(1)
            .unwrap()
            .matches('`')
            .count()
            / 2;
        assert_eq!(count, words.len(), "{list}: {error}");
    }

    #[test]
    fn lists_of_words_are_whole() {
        reads::<Standing>("standing");
        reads::<CaseStatus>("case_status");
        reads::<Status>("item_status");
        reads::<Side>("side");
        reads::<UnitKind>("unit_kind");
        reads::<ChangeWay>("change_way");
        reads::<ClockKind>("clock_kind");
        reads::<Role>("role");
        reads::<Channel>("channel");
        reads::<Scope>("scope");
        reads::<GivenBy>("given_by");
        reads::<GivenHow>("given_how");
        let severities = [Severity::Error, Severity::Warning].map(|one| json!(one));
        assert_eq!(json!(severities), json!(["error", "warning"]));
    }
}

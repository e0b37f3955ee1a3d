//! Which routes change what holds for the municipality, what each does, and where that is kept.

use axum::http::Method;

/// Where it stands what a route did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kept {
    /// In a deed: its kind, and the word of its message.
    Here(&'static str, &'static str),
    /// In a journal of its own.
    Elsewhere,
    /// Nowhere: it changes nothing, or nothing that holds for others.
    Nothing,
}

/// The kinds of deeds, by which the list is narrowed down.
pub(crate) const KINDS: [&str; 17] = [
    "access",
    "backups",
    "batches",
    "calendar",
    "citizens",
    "flows",
    "incidents",
    "letters",
    "organisation",
    "people",
    "plan",
    "programs",
    "retention",
    "roles",
    "sign-in",
    "tokens",
    "tunings",
];

use Kept::{Elsewhere, Here, Nothing};

type Row = (Method, &'static str, Kept);

/// The rows, by path.
const TABLE: &[Row] = &[
    (Method::POST, "/access-log/rules", Here("access", "access-rules")),
    (
        Method::POST,
        "/access-log/samples",
        Here("access", "access-sample"),
    ),
    (
        Method::POST,
        "/access-log/samples/{sample}/{number}",
        Here("access", "access-note"),
    ),
    (
        Method::PUT,
        "/api/v1/access-log/rules",
        Here("access", "access-rules"),
    ),
    (
        Method::POST,
        "/api/v1/access-log/samples",
        Here("access", "access-sample"),
    ),
    (
        Method::POST,
        "/api/v1/access-log/samples/{sample}/entries/{number}",
        Here("access", "access-note"),
    ),
    (Method::POST, "/api/v1/backups", Here("backups", "backup-told")),
    (
        Method::POST,
        "/api/v1/batches/{kind}/{about}/again",
        Here("batches", "batch-again"),
    ),
    (Method::PUT, "/api/v1/calendar", Elsewhere),
    (Method::POST, "/api/v1/calendar/preview", Nothing),
    (
        Method::PUT,
        "/api/v1/calendar-terms",
        Here("calendar", "calendar-terms"),
    ),
    (
        Method::DELETE,
        "/api/v1/citizens/{citizen}/erase",
        Here("citizens", "erasing-withdrawn"),
    ),
    (
        Method::POST,
        "/api/v1/citizens/{citizen}/erase",
        Here("citizens", "erasing"),
    ),
    (Method::POST, "/api/v1/flows", Here("flows", "publish")),
    (
        Method::DELETE,
        "/api/v1/flows/proposed/{flow}",
        Here("flows", "publish-withdrawn"),
    ),
    (
        Method::POST,
        "/api/v1/incidents/{incident}/resolve",
        Here("incidents", "incident"),
    ),
    (
        Method::PUT,
        "/api/v1/job-functions/{name}",
        Here("organisation", "function"),
    ),
    (Method::PUT, "/api/v1/letter-words", Elsewhere),
    (
        Method::DELETE,
        "/api/v1/mails/{mail}",
        Here("incidents", "mail-forgotten"),
    ),
    (
        Method::POST,
        "/api/v1/mails/{mail}/retry",
        Here("incidents", "mail-again"),
    ),
    (Method::PUT, "/api/v1/organisation/sources/{source}", Elsewhere),
    (Method::PUT, "/api/v1/people/{person}", Here("people", "person")),
    (
        Method::POST,
        "/api/v1/people/{person}/absences",
        Here("people", "absence"),
    ),
    (
        Method::DELETE,
        "/api/v1/people/{person}/absences/{absence}",
        Here("people", "absence-ended"),
    ),
    (
        Method::PUT,
        "/api/v1/people/{person}/address",
        Here("people", "address"),
    ),
    (
        Method::DELETE,
        "/api/v1/people/{person}/code-app",
        Here("sign-in", "code-app-ended"),
    ),
    (
        Method::PUT,
        "/api/v1/people/{person}/places",
        Here("people", "places"),
    ),
    (
        Method::DELETE,
        "/api/v1/people/{person}/sessions",
        Here("sign-in", "sessions-ended"),
    ),
    (
        Method::DELETE,
        "/api/v1/people/{person}/tokens/{token}",
        Here("tokens", "token-ended"),
    ),
    (Method::PUT, "/api/v1/plan-bounds", Here("plan", "plan-bounds")),
    (
        Method::PUT,
        "/api/v1/publishing-terms",
        Here("flows", "publishing-terms"),
    ),
    (
        Method::POST,
        "/api/v1/retention/disposals",
        Here("retention", "disposal"),
    ),
    (
        Method::POST,
        "/api/v1/retention/disposals/{disposal}/approve",
        Here("retention", "disposal-approved"),
    ),
    (
        Method::POST,
        "/api/v1/retention/disposals/{disposal}/carry-out",
        Here("retention", "disposal-carried"),
    ),
    (
        Method::POST,
        "/api/v1/retention/disposals/{disposal}/withdraw",
        Here("retention", "disposal-withdrawn"),
    ),
    (
        Method::PUT,
        "/api/v1/retention/flows/{flow}",
        Here("retention", "keep-longer"),
    ),
    (Method::POST, "/api/v1/retention/holds", Here("retention", "hold")),
    (
        Method::POST,
        "/api/v1/retention/holds/{hold}/lift",
        Here("retention", "hold-lifted"),
    ),
    (
        Method::PUT,
        "/api/v1/services/{person}",
        Here("programs", "program"),
    ),
    (
        Method::DELETE,
        "/api/v1/services/proposed/{person}",
        Here("programs", "program-withdrawn"),
    ),
    (
        Method::POST,
        "/api/v1/services/{person}/tokens",
        Here("tokens", "token-made"),
    ),
    (
        Method::DELETE,
        "/api/v1/sign-in-providers/{provider}",
        Here("sign-in", "provider-retired"),
    ),
    (
        Method::PUT,
        "/api/v1/sign-in-providers/{provider}",
        Here("sign-in", "provider"),
    ),
    (
        Method::POST,
        "/api/v1/sign-in-providers/{provider}/approve",
        Here("sign-in", "provider-approved"),
    ),
    (
        Method::POST,
        "/api/v1/sign-in-providers/{provider}/withdraw",
        Here("sign-in", "provider-withdrawn"),
    ),
    (
        Method::PUT,
        "/api/v1/sign-in-terms",
        Here("sign-in", "sign-in-terms"),
    ),
    (Method::POST, "/api/v1/sign-in-trial", Nothing),
    (Method::POST, "/api/v1/test-clock", Nothing),
    (Method::POST, "/api/v1/tunings", Elsewhere),
    (Method::POST, "/api/v1/tunings/preview", Nothing),
    (Method::POST, "/api/v1/tunings/{number}/take-back", Elsewhere),
    (Method::PUT, "/api/v1/units/{unit}", Here("organisation", "unit")),
    (
        Method::POST,
        "/batches/{kind}/{about}/again",
        Here("batches", "batch-again"),
    ),
    (Method::POST, "/calendars/add/{kind}", Elsewhere),
    (Method::POST, "/calendars/versions/{version}/back", Elsewhere),
    (
        Method::POST,
        "/calendars/versions/{version}/lines/{line}/away",
        Elsewhere,
    ),
    (
        Method::POST,
        "/citizens/{citizen}/erase",
        Here("citizens", "erasing"),
    ),
    (Method::POST, "/flows/{flow}/approve", Here("flows", "publish")),
    (
        Method::POST,
        "/incidents/{incident}/resolve",
        Here("incidents", "incident"),
    ),
    (Method::POST, "/letter-words", Elsewhere),
    (
        Method::POST,
        "/mails/{mail}/forget",
        Here("incidents", "mail-forgotten"),
    ),
    (
        Method::POST,
        "/mails/{mail}/retry",
        Here("incidents", "mail-again"),
    ),
    (Method::POST, "/organisation/file", Nothing),
    (Method::POST, "/organisation/file/take-in", Elsewhere),
    (
        Method::POST,
        "/organisation/functions",
        Here("organisation", "function"),
    ),
    (
        Method::POST,
        "/organisation/new-unit",
        Here("organisation", "unit"),
    ),
    (
        Method::POST,
        "/organisation/people/{person}",
        Here("people", "person"),
    ),
    (
        Method::POST,
        "/organisation/people/{person}/absences",
        Here("people", "absence"),
    ),
    (
        Method::POST,
        "/organisation/people/{person}/absences/{absence}/end",
        Here("people", "absence-ended"),
    ),
    (
        Method::POST,
        "/organisation/people/{person}/places",
        Here("people", "places"),
    ),
    (
        Method::POST,
        "/organisation/places/{place}/end",
        Here("people", "place-ended"),
    ),
    (
        Method::POST,
        "/organisation/units/{unit}",
        Here("organisation", "unit"),
    ),
    (
        Method::POST,
        "/organisation/units/{unit}/end",
        Here("organisation", "unit-ended"),
    ),
    (
        Method::POST,
        "/organisation/units/{unit}/places",
        Here("people", "places"),
    ),
    (
        Method::POST,
        "/retention/disposals",
        Here("retention", "disposal"),
    ),
    (
        Method::POST,
        "/retention/disposals/{disposal}/{way}",
        Here("retention", "disposal-way"),
    ),
    (Method::POST, "/retention/flows", Here("retention", "keep-longer")),
    (Method::POST, "/retention/holds", Here("retention", "hold")),
    (
        Method::POST,
        "/retention/holds/{hold}",
        Here("retention", "hold-lifted"),
    ),
    (Method::POST, "/roles", Here("roles", "roles")),
    (
        Method::POST,
        "/roles/programs/{person}/tokens/{token}/end",
        Here("tokens", "token-ended"),
    ),
    (Method::DELETE, "/scim/v2/Groups/{group}", Elsewhere),
    (Method::PATCH, "/scim/v2/Groups/{group}", Elsewhere),
    (Method::POST, "/scim/v2/Groups", Elsewhere),
    (Method::PUT, "/scim/v2/Groups/{group}", Elsewhere),
    (Method::DELETE, "/scim/v2/Users/{user}", Elsewhere),
    (Method::PATCH, "/scim/v2/Users/{user}", Elsewhere),
    (Method::POST, "/scim/v2/Users", Elsewhere),
    (Method::PUT, "/scim/v2/Users/{user}", Elsewhere),
    (Method::POST, "/sign-in-providers", Here("sign-in", "provider")),
    (
        Method::POST,
        "/sign-in-providers/of/{provider}/approve",
        Here("sign-in", "provider-approved"),
    ),
    (
        Method::POST,
        "/sign-in-providers/of/{provider}/retire",
        Here("sign-in", "provider-retired"),
    ),
    (
        Method::POST,
        "/sign-in-providers/of/{provider}/withdraw",
        Here("sign-in", "provider-withdrawn"),
    ),
    (Method::POST, "/tunings/back/{number}", Elsewhere),
    (Method::POST, "/tunings/clocks/{flow}/{clock}", Elsewhere),
    (
        Method::POST,
        "/workbench/{flow}/publish",
        Here("flows", "publish"),
    ),
];

/// Where it stands what a route did; nowhere where it is not in the table.
pub(super) fn kept(method: &Method, path: &str) -> Kept {
    let row = TABLE
        .iter()
        .find(|(known, own, _)| known == method && *own == path);
    row.map_or(Nothing, |(_, _, kept)| *kept)
}

#[cfg(test)]
mod tests {
    use samspil_core::text::{Language, Message};
    use samspil_store::Role;

    use super::*;
    use crate::identity::{Rule, routes, rule};
    use crate::words::say;

    #[test]
    fn whatever_an_administrator_can_change_is_in_the_table() {
        for (method, path) in routes().filter(|(method, _)| !method.is_safe()) {
            let ruled = rule(method, path).unwrap();
            let is_administrators = matches!(ruled, Rule::Role(Role::Administrator) | Rule::Provisioning);
            let known = TABLE.iter().any(|(own, at, _)| own == method && *at == path);
            assert!(known || !is_administrators, "{method} {path} is in no journal");
        }
    }

    #[test]
    fn the_table_holds_routes_that_are_there_once_each() {
        for (place, (method, path, kept)) in TABLE.iter().enumerate() {
            assert!(rule(method, path).is_some(), "{method} {path}");
            let again = TABLE
                .iter()
                .skip(place + 1)
                .any(|(own, at, _)| own == method && at == path);
            assert!(!again, "{method} {path} twice");
            if let Here(kind, did) = kept {
                assert!(KINDS.contains(kind), "{kind}");
                for language in Language::ALL {
                    for key in [format!("deeds-kind-{kind}"), format!("deeds-did-{did}")] {
                        let said = say(&Message::new(&key).with("about", "X"), language);
                        assert!(!said.contains("deeds-"), "{key}: {said}");
                    }
                }
            }
        }
    }
}

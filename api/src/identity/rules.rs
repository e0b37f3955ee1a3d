//! Who may ask what: one row for each route. A route that has no row answers nobody.

use axum::http::Method;
use samspil_store::{Role, Scope};

use super::{
    rules_of_administration, rules_of_four_eyes, rules_of_measuring, rules_of_organisation, rules_of_plan,
    rules_of_retention, rules_of_signing_in, rules_of_tasks, rules_of_trials, rules_of_workbench,
};

/// Who is let in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Rule {
    /// Everyone.
    Public,
    /// Everyone who is signed in; what they see and may do is the case's business.
    SignedIn,
    /// Those who have any role: people at work, not citizens and relatives.
    AnyRole,
    /// Those who have this role.
    Role(Role),
    /// A directory that provisions people: a token of its own, made for that, of an administrator.
    Provisioning,
}

impl Rule {
    /// Whether someone who is signed in with these roles is let in.
    pub(crate) fn admits(self, roles: &[Role]) -> bool {
        match self {
            Self::Public | Self::SignedIn => true,
            Self::AnyRole => !roles.is_empty(),
            Self::Role(role) => roles.contains(&role),
            Self::Provisioning => roles.contains(&Role::Administrator),
        }
    }
}

/// A route, and who is let in.
pub(super) type Row = (Method, &'static str, Rule);

/// The table, by path, then method. HEAD goes with GET.
const RULES: &[Row] = &[
    (Method::GET, "/", Rule::SignedIn),
    (Method::GET, "/about/api", Rule::Public),
    (Method::GET, "/about/parts", Rule::Role(Role::Administrator)),
    (Method::GET, "/access-log", Rule::Role(Role::Administrator)),
    (Method::POST, "/access-log/rules", Rule::Role(Role::Administrator)),
    (
        Method::GET,
        "/access-log/samples",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/access-log/samples",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/access-log/samples/{sample}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/access-log/samples/{sample}/{number}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/access-log/samples/{sample}/{number}",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/api/v1/access-log", Rule::Role(Role::Administrator)),
    (
        Method::GET,
        "/api/v1/access-log.csv",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/access-log/rules",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/access-log/rules",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/access-log/samples",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/access-log/samples",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/access-log/samples/{sample}/entries/{number}",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/api/v1/calendar", Rule::AnyRole),
    (Method::PUT, "/api/v1/calendar", Rule::Role(Role::Administrator)),
    (
        Method::POST,
        "/api/v1/calendar/preview",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/api/v1/calendar/versions", Rule::AnyRole),
    (Method::GET, "/api/v1/cases", Rule::SignedIn),
    (Method::POST, "/api/v1/cases", Rule::Role(Role::Staff)),
    (Method::POST, "/api/v1/cases/search", Rule::SignedIn),
    (Method::GET, "/api/v1/cases/{case}", Rule::SignedIn),
    (Method::GET, "/api/v1/cases/{case}/clocks", Rule::SignedIn),
    (Method::POST, "/api/v1/cases/{case}/commands", Rule::SignedIn),
    (Method::GET, "/api/v1/cases/{case}/documents", Rule::SignedIn),
    (
        Method::GET,
        "/api/v1/cases/{case}/documents/{document}",
        Rule::SignedIn,
    ),
    (
        Method::POST,
        "/api/v1/cases/{case}/letters/{item}/{number}/write",
        Rule::SignedIn,
    ),
    (Method::GET, "/api/v1/cases/{case}/events", Rule::SignedIn),
    (Method::GET, "/api/v1/cases/{case}/goals", Rule::SignedIn),
    (
        Method::GET,
        "/api/v1/cases/{case}/items/{item}/why",
        Rule::SignedIn,
    ),
    (Method::GET, "/api/v1/cases/{case}/looked", Rule::SignedIn),
    (
        Method::POST,
        "/api/v1/cases/{case}/tasks/{item}/claim",
        Rule::SignedIn,
    ),
    (
        Method::POST,
        "/api/v1/cases/{case}/tasks/{item}/complete",
        Rule::SignedIn,
    ),
    (
        Method::POST,
        "/api/v1/cases/{case}/tasks/{item}/draft",
        Rule::SignedIn,
    ),
    (
        Method::POST,
        "/api/v1/cases/{case}/tasks/{item}/hand-over",
        Rule::SignedIn,
    ),
    (
        Method::POST,
        "/api/v1/cases/{case}/tasks/{item}/release",
        Rule::SignedIn,
    ),
    (Method::GET, "/api/v1/changes", Rule::SignedIn),
    (Method::POST, "/api/v1/citizens", Rule::Role(Role::Staff)),
    (Method::POST, "/api/v1/citizens/search", Rule::Role(Role::Staff)),
    (Method::GET, "/api/v1/citizens/{citizen}", Rule::Role(Role::Staff)),
    (Method::PUT, "/api/v1/citizens/{citizen}", Rule::Role(Role::Staff)),
    (
        Method::GET,
        "/api/v1/citizens/{citizen}/cases",
        Rule::Role(Role::Staff),
    ),
    (
        Method::POST,
        "/api/v1/citizens/{citizen}/export",
        Rule::Role(Role::Staff),
    ),
    (
        Method::POST,
        "/api/v1/citizens/{citizen}/reveal",
        Rule::Role(Role::Staff),
    ),
    (Method::GET, "/api/v1/flows", Rule::AnyRole),
    (Method::POST, "/api/v1/flows", Rule::Role(Role::ProcessOwner)),
    (Method::GET, "/api/v1/flows/{flow}/review", Rule::AnyRole),
    (Method::GET, "/api/v1/flows/{flow}/versions", Rule::AnyRole),
    (
        Method::GET,
        "/api/v1/flows/{flow}/versions/{version}",
        Rule::AnyRole,
    ),
    (Method::GET, "/api/v1/health/live", Rule::Public),
    (Method::GET, "/api/v1/health/ready", Rule::Public),
    (Method::GET, "/api/v1/health/timers", Rule::Public),
    (Method::GET, "/api/v1/inbox", Rule::SignedIn),
    (Method::POST, "/api/v1/inbox/{notice}/read", Rule::SignedIn),
    (Method::GET, "/api/v1/incidents", Rule::Role(Role::Administrator)),
    (
        Method::POST,
        "/api/v1/incidents/{incident}/resolve",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/api/v1/letter-words", Rule::AnyRole),
    (
        Method::PUT,
        "/api/v1/letter-words",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/api/v1/letter-words/versions", Rule::AnyRole),
    (Method::GET, "/api/v1/limits/{municipality}", Rule::Public),
    (Method::GET, "/api/v1/mails", Rule::Role(Role::Administrator)),
    (
        Method::DELETE,
        "/api/v1/mails/{mail}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/mails/{mail}/retry",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/api/v1/me", Rule::SignedIn),
    (Method::GET, "/api/v1/me/absences", Rule::SignedIn),
    (Method::POST, "/api/v1/me/absences", Rule::SignedIn),
    (Method::DELETE, "/api/v1/me/absences/{absence}", Rule::SignedIn),
    (Method::GET, "/api/v1/me/deputies", Rule::SignedIn),
    (Method::DELETE, "/api/v1/me/feed", Rule::SignedIn),
    (Method::GET, "/api/v1/me/feed", Rule::SignedIn),
    (Method::POST, "/api/v1/me/feed", Rule::SignedIn),
    (Method::GET, "/api/v1/me/reach", Rule::SignedIn),
    (Method::PUT, "/api/v1/me/reach", Rule::SignedIn),
    (Method::DELETE, "/api/v1/me/sessions", Rule::SignedIn),
    (Method::GET, "/api/v1/me/sessions", Rule::SignedIn),
    (Method::DELETE, "/api/v1/me/sessions/{session}", Rule::SignedIn),
    (Method::GET, "/api/v1/openapi.json", Rule::Public),
    (Method::GET, "/api/v1/people", Rule::Role(Role::Administrator)),
    (
        Method::GET,
        "/api/v1/people/{person}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/people/{person}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/people/{person}/absences",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/people/{person}/absences",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::DELETE,
        "/api/v1/people/{person}/absences/{absence}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/people/{person}/address",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/people/{person}/address",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/people/{person}/places",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::DELETE,
        "/api/v1/people/{person}/sessions",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/people/{person}/sessions",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/api/v1/people/{person}/tokens",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::DELETE,
        "/api/v1/people/{person}/tokens/{token}",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/api/v1/tasks", Rule::SignedIn),
    (
        Method::POST,
        "/api/v1/test-clock",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/api/v1/tokens", Rule::SignedIn),
    (Method::POST, "/api/v1/tokens", Rule::SignedIn),
    (Method::DELETE, "/api/v1/tokens/{token}", Rule::SignedIn),
    (Method::GET, "/api/v1/tunable", Rule::AnyRole),
    (Method::GET, "/api/v1/tunings", Rule::AnyRole),
    (Method::POST, "/api/v1/tunings", Rule::Role(Role::Administrator)),
    (
        Method::POST,
        "/api/v1/tunings/preview",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/api/v1/tunings/{number}/take-back",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/api/v1/units", Rule::AnyRole),
    (
        Method::GET,
        "/api/v1/units/{unit}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::PUT,
        "/api/v1/units/{unit}",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/assets/{name}", Rule::Public),
    // Whoever knows the address: it holds a secret of its own.
    (Method::GET, "/calendar/samspil.ics", Rule::Public),
    (Method::GET, "/calendar/{address}", Rule::Public),
    (Method::GET, "/cases", Rule::SignedIn),
    (Method::POST, "/cases", Rule::SignedIn),
    (Method::GET, "/cases/new", Rule::Role(Role::Staff)),
    (Method::POST, "/cases/new", Rule::Role(Role::Staff)),
    (Method::GET, "/cases/open", Rule::Role(Role::Staff)),
    (Method::POST, "/cases/open", Rule::Role(Role::Staff)),
    (Method::GET, "/cases/{case}", Rule::SignedIn),
    (Method::GET, "/cases/{case}/actions/{action}", Rule::SignedIn),
    (Method::POST, "/cases/{case}/actions/{action}", Rule::SignedIn),
    (Method::GET, "/cases/{case}/brief", Rule::SignedIn),
    (Method::GET, "/cases/{case}/clocks/{clock}/{way}", Rule::SignedIn),
    (Method::POST, "/cases/{case}/clocks/{clock}/{way}", Rule::SignedIn),
    (Method::GET, "/cases/{case}/documents/{document}", Rule::SignedIn),
    (Method::GET, "/cases/{case}/goals", Rule::SignedIn),
    (Method::GET, "/cases/{case}/history", Rule::SignedIn),
    (Method::GET, "/cases/{case}/items/{item}/{way}", Rule::SignedIn),
    (Method::POST, "/cases/{case}/items/{item}/{way}", Rule::SignedIn),
    (
        Method::GET,
        "/cases/{case}/letters/{item}/{number}/{way}",
        Rule::SignedIn,
    ),
    (
        Method::POST,
        "/cases/{case}/letters/{item}/{number}/{way}",
        Rule::SignedIn,
    ),
    (Method::GET, "/cases/{case}/looked", Rule::SignedIn),
    (Method::GET, "/cases/{case}/meetings/{item}/{way}", Rule::SignedIn),
    (
        Method::POST,
        "/cases/{case}/meetings/{item}/{way}",
        Rule::SignedIn,
    ),
    (Method::GET, "/cases/{case}/picture", Rule::SignedIn),
    (Method::GET, "/cases/{case}/tasks/{item}", Rule::SignedIn),
    (Method::POST, "/cases/{case}/tasks/{item}", Rule::SignedIn),
    (Method::POST, "/cases/{case}/tasks/{item}/begin", Rule::SignedIn),
    (Method::POST, "/cases/{case}/tasks/{item}/claim", Rule::SignedIn),
    (Method::POST, "/cases/{case}/tasks/{item}/release", Rule::SignedIn),
    (Method::GET, "/citizens", Rule::Role(Role::Staff)),
    (Method::POST, "/citizens", Rule::Role(Role::Staff)),
    (Method::GET, "/citizens/{citizen}", Rule::Role(Role::Staff)),
    (Method::GET, "/citizens/{citizen}/change", Rule::Role(Role::Staff)),
    (
        Method::POST,
        "/citizens/{citizen}/change",
        Rule::Role(Role::Staff),
    ),
    (
        Method::POST,
        "/citizens/{citizen}/export",
        Rule::Role(Role::Staff),
    ),
    (
        Method::POST,
        "/citizens/{citizen}/reveal",
        Rule::Role(Role::Staff),
    ),
    (Method::GET, "/day", Rule::AnyRole),
    (Method::GET, "/flows", Rule::AnyRole),
    (Method::GET, "/flows/{flow}", Rule::AnyRole),
    (Method::GET, "/flows/{flow}/handbook", Rule::AnyRole),
    (Method::GET, "/flows/{flow}/review", Rule::AnyRole),
    (Method::GET, "/glossary", Rule::AnyRole),
    (Method::GET, "/health/live", Rule::Public),
    (Method::GET, "/health/ready", Rule::Public),
    (Method::GET, "/health/timers", Rule::Public),
    (Method::GET, "/language/{tag}", Rule::Public),
    (Method::GET, "/inbox", Rule::SignedIn),
    (Method::POST, "/inbox/{notice}/read", Rule::SignedIn),
    (Method::GET, "/incidents", Rule::Role(Role::Administrator)),
    (
        Method::POST,
        "/incidents/{incident}/resolve",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/letter-words", Rule::Role(Role::Administrator)),
    (Method::POST, "/letter-words", Rule::Role(Role::Administrator)),
    (Method::GET, "/limits", Rule::Public),
    (Method::GET, "/limits/{municipality}", Rule::Public),
    (Method::GET, "/mails", Rule::Role(Role::Administrator)),
    (
        Method::POST,
        "/mails/{mail}/forget",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/mails/{mail}/retry",
        Rule::Role(Role::Administrator),
    ),
    (Method::GET, "/settings", Rule::SignedIn),
    (Method::POST, "/settings", Rule::SignedIn),
    (Method::POST, "/settings/absences", Rule::SignedIn),
    (Method::POST, "/settings/absences/{absence}/end", Rule::SignedIn),
    (Method::POST, "/settings/code", Rule::SignedIn),
    (Method::POST, "/settings/code/confirm", Rule::SignedIn),
    (Method::POST, "/settings/feed", Rule::SignedIn),
    (Method::POST, "/settings/feed/end", Rule::SignedIn),
    (Method::POST, "/settings/password", Rule::SignedIn),
    (Method::POST, "/settings/sessions/end", Rule::SignedIn),
    (Method::POST, "/settings/sessions/{session}/end", Rule::SignedIn),
    (Method::GET, "/tasks", Rule::SignedIn),
    (Method::GET, "/tunings", Rule::Role(Role::Administrator)),
    (
        Method::GET,
        "/tunings/back/{number}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/tunings/back/{number}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::GET,
        "/tunings/clocks/{flow}/{clock}",
        Rule::Role(Role::Administrator),
    ),
    (
        Method::POST,
        "/tunings/clocks/{flow}/{clock}",
        Rule::Role(Role::Administrator),
    ),
];

/// The routes of the table.
#[cfg(test)]
pub(crate) fn routes() -> impl Iterator<Item = (&'static Method, &'static str)> {
    all().map(|(method, path, _)| (method, *path))
}

/// All rows.
fn all() -> impl Iterator<Item = &'static Row> {
    RULES
        .iter()
        .chain(rules_of_administration::RULES)
        .chain(rules_of_measuring::RULES)
        .chain(rules_of_organisation::RULES)
        .chain(rules_of_plan::RULES)
        .chain(rules_of_four_eyes::RULES)
        .chain(rules_of_retention::RULES)
        .chain(rules_of_signing_in::RULES)
        .chain(rules_of_tasks::RULES)
        .chain(rules_of_trials::RULES)
        .chain(rules_of_workbench::RULES)
}

/// The rule of a route, by its path as declared. None where there is none, which lets nobody in.
pub(crate) fn rule(method: &Method, matched_path: &str) -> Option<Rule> {
    let method = if *method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    all()
        .find(|(known, path, _)| known == method && *path == matched_path)
        .map(|(_, _, rule)| *rule)
}

/// Where what is a person's own lies: there a token that only reads cases or does tasks has no business.
const OWN: [&str; 3] = ["/api/v1/me/", "/api/v1/tokens", "/settings"];

/// What is only read although it is sent: what is looked for stands in no address.
const SEARCHES: [&str; 2] = ["/api/v1/cases/search", "/cases"];

/// What a token must have been made for to ask a route; none where everyone may ask. What is for one role needs that
/// role's scope, reading too: a token that reads cases does not read who has which rights.
pub(crate) fn scope(method: &Method, matched_path: &str, rule: Rule) -> Option<Scope> {
    let reads = matches!(*method, Method::GET | Method::HEAD) || SEARCHES.contains(&matched_path);
    let own = OWN.iter().any(|own| matched_path.starts_with(own));
    match rule {
        Rule::Public => None,
        Rule::Role(Role::Administrator) => Some(Scope::Administer),
        Rule::Provisioning => Some(Scope::Scim),
        Rule::Role(Role::ProcessOwner) => Some(Scope::Publish),
        Rule::SignedIn | Rule::AnyRole | Rule::Role(Role::Staff) => Some(match (own, reads) {
            (true, _) => Scope::Account,
            (false, true) => Scope::Read,
            (false, false) => Scope::Tasks,
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    /// The table as a person judges it: a route a line, for each kind of reader whether they are let in, and what a token
    /// must have been made for.
    fn drawn() -> String {
        let kinds: [(&str, Option<&[Role]>); 5] = [
            ("nobody", None),
            ("no role", Some(&[])),
            ("staff", Some(&[Role::Staff])),
            ("owner", Some(&[Role::ProcessOwner])),
            ("admin", Some(&[Role::Administrator])),
        ];
        let mut lines = format!("{:<60}", "route");
        for (kind, _) in kinds {
            write!(lines, "{kind:<8}").unwrap();
        }
        write!(lines, "scope").unwrap();
        for (method, path, rule) in all() {
            let route = format!("{method:<6} {path}");
            write!(lines, "\n{route:<60}").unwrap();
            for (_, roles) in kinds {
                let admitted = roles.map_or(*rule == Rule::Public, |roles| rule.admits(roles));
                write!(lines, "{:<8}", if admitted { "yes" } else { "-" }).unwrap();
            }
            let scope = scope(method, path, *rule).map_or("-", Scope::word);
            write!(lines, "{scope}").unwrap();
        }
        let lines = lines.lines().map(str::trim_end);
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn who_may_ask_what() {
        insta::assert_snapshot!(drawn());
    }

    #[test]
    fn what_is_not_in_the_table_lets_nobody_in() {
        assert_eq!(rule(&Method::HEAD, "/sign-in"), Some(Rule::Public));
        assert_eq!(rule(&Method::DELETE, "/sign-in"), None);
        assert_eq!(rule(&Method::GET, "/sign-in/"), None);
        assert_eq!(rule(&Method::GET, "/nowhere"), None);
    }

    #[test]
    fn no_route_stands_twice() {
        for (index, (method, path, _)) in all().enumerate() {
            let again = all().skip(index + 1).any(|(m, p, _)| m == method && p == path);
            assert!(!again, "{method} {path}");
        }
    }
}

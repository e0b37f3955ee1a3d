//! A sign-in provider of a municipality as it is set up: where it lies, who we are to it, and what its claims mean here.

use samspil_core::id::PartyId;
use samspil_core::text::{Language, Message};
use samspil_store::Role;
use serde::{Deserialize, Serialize};

use super::bounds::beyond;
use crate::organisation::MAX_PARTIES;

/// The longest name of a provider, in bytes: it stands in addresses.
const MAX_NAME_BYTES: usize = 40;

/// How many rows a mapping may have.
const MAX_GRANTS: usize = 500;

/// A provider. `samspil login set` reads it from a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Provider {
    /// Its name here, which stands in addresses: `medarbejdere`.
    pub(crate) name: String,
    /// What people read on the button.
    pub(crate) title: Title,
    /// Its own address, exactly as its tokens name it.
    pub(crate) issuer: String,
    /// Who we are to it.
    pub(crate) client_id: String,
    /// Whom it is for; whoever its rows give something where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) meant_for: Option<MeantFor>,
    /// What is asked for beside `openid`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) scopes: Vec<String>,
    /// The strengths of sign-in that are taken (`acr`); any where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) strengths: Vec<String>,
    /// Whether more claims are fetched from the provider than stand in its token.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) userinfo: bool,
    /// Who its people are here.
    pub(crate) people: People,
    /// The claim that holds a KOMBIT list of privileges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) privileges: Option<String>,
    /// What its claims give: at every sign-in a person's roles, and the places that they have by this provider, are what
    /// these rows give, and whoever is given nothing is not let in. Where there are no rows, roles and places are kept
    /// here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) gives: Vec<Grant>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// Whom a provider is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MeantFor {
    /// The municipality's own people.
    Staff,
    /// People of private providers: they get places on the provider's side alone, no role, and nobody's account.
    Providers,
    /// Citizens and relatives, by their number.
    Citizens,
}

impl MeantFor {
    /// All of them, as they are chosen among.
    pub(crate) const ALL: [Self; 3] = [Self::Staff, Self::Providers, Self::Citizens];

    /// Its word, as files and message keys have it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Providers => "providers",
            Self::Citizens => "citizens",
        }
    }
}

/// A title in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Title {
    /// In Danish.
    pub(crate) da: String,
    /// In English.
    pub(crate) en: String,
}

impl Title {
    /// In this language.
    pub(crate) fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Danish => &self.da,
            Language::English => &self.en,
        }
    }
}

/// Who a provider's people are here. Whoever has come by it before is known by its subject.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct People {
    /// The claim that holds their name.
    #[serde(default = "name_claim")]
    pub(crate) called: String,
    /// The claim that holds a user name here: whoever has that user name is taken for them the first time. Only for a
    /// provider that is trusted with every account of the municipality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) known_by: Option<String>,
    /// The claim that holds a CPR number: they are the citizen of the register who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cpr: Option<String>,
    /// Whether somebody whom nobody knows is made a person here.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) made: bool,
}

fn name_claim() -> String {
    "name".to_owned()
}

/// A row: when it holds, and what it gives then.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grant {
    /// When it holds; always where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<When>,
    /// Roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) roles: Vec<Role>,
    /// A place in the unit of this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<String>,
    /// A place in the unit whose name or id the claim holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unit_claim: Option<String>,
    /// A place in the units whose name or id the privilege's constraint of this name holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unit_constraint: Option<String>,
    /// The parties that the person acts as there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) acts_as: Vec<String>,
}

/// When a row holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct When {
    /// The claim, a path with points where it lies within another: `realm_access.roles`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) claim: Option<String>,
    /// What the claim is, or what is among its values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) is: Option<String>,
    /// The privilege, where it is given for this municipality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) privilege: Option<String>,
}

impl Provider {
    /// Whether it lets the same people in as the same as another does: all of it but what stands on its button.
    pub(super) fn lets_in_as(&self, other: &Self) -> bool {
        let titled = Self {
            title: other.title.clone(),
            ..self.clone()
        };
        titled == *other
    }

    /// What is wrong with it, each with the place in the file.
    pub(crate) fn faults(&self) -> Vec<(String, Message)> {
        let mut faults = Vec::new();
        let mut wrong = |place: String, key: &str| faults.push((place, Message::new(key)));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || self.name.len() > MAX_NAME_BYTES || !self.name.chars().all(plain) {
            wrong("/name".to_owned(), "login-fault-name");
        }
        for (place, text) in [
            ("/title/da", &self.title.da),
            ("/title/en", &self.title.en),
            ("/issuer", &self.issuer),
            ("/client_id", &self.client_id),
            ("/people/called", &self.people.called),
        ] {
            if text.trim().is_empty() {
                wrong(place.to_owned(), "login-fault-empty");
            }
        }
        if self
            .scopes
            .iter()
            .any(|scope| scope.is_empty() || scope.contains(char::is_whitespace))
        {
            wrong("/scopes".to_owned(), "login-fault-scope");
        }
        if self.people.cpr.is_some() && (self.people.made || self.people.known_by.is_some()) {
            wrong("/people".to_owned(), "login-fault-citizen");
        }
        match self.meant_for {
            Some(MeantFor::Citizens) if self.people.cpr.is_none() => {
                wrong("/people".to_owned(), "login-fault-citizen-number");
            }
            Some(MeantFor::Staff | MeantFor::Providers) if self.people.cpr.is_some() => {
                wrong("/people/cpr".to_owned(), "login-fault-no-citizen");
            }
            Some(MeantFor::Providers) if self.people.known_by.is_some() => {
                wrong("/people/known_by".to_owned(), "login-fault-known-by");
            }
            _ => {}
        }
        if self.people.cpr.is_some() && !self.gives.is_empty() {
            wrong("/gives".to_owned(), "login-fault-citizen-gives");
        }
        if self.gives.len() > MAX_GRANTS {
            wrong("/gives".to_owned(), "login-fault-too-many");
        }
        let are_providers = self.meant_for == Some(MeantFor::Providers);
        for (number, grant) in self.gives.iter().enumerate() {
            let fault = grant.fault(self.privileges.is_some());
            if let Some(key) = fault {
                wrong(format!("/gives/{number}"), key);
            }
            if are_providers && !grant.roles.is_empty() {
                wrong(format!("/gives/{number}/roles"), "login-fault-provider-roles");
            }
        }
        faults.extend(beyond(self));
        faults
    }
}

impl Grant {
    fn fault(&self, has_privileges: bool) -> Option<&'static str> {
        let units = [&self.unit, &self.unit_claim, &self.unit_constraint];
        let units = units.iter().filter(|unit| unit.is_some()).count();
        let by_privilege = self.when.as_ref().is_some_and(|when| when.privilege.is_some());
        let whole = |when: &When| {
            matches!(
                (&when.claim, &when.is, &when.privilege),
                (Some(_), Some(_), None) | (None, None, Some(_))
            )
        };
        if self.when.as_ref().is_some_and(|when| !whole(when)) {
            return Some("login-fault-when");
        }
        if by_privilege && !has_privileges {
            return Some("login-fault-no-privileges");
        }
        if self.unit_constraint.is_some() && !by_privilege {
            return Some("login-fault-constraint");
        }
        let unfit = |party: &String| PartyId::new(party).is_err();
        if self.acts_as.len() > MAX_PARTIES || self.acts_as.iter().any(unfit) {
            return Some("login-fault-party");
        }
        match (units, self.acts_as.is_empty()) {
            (0, true) if self.roles.is_empty() => Some("login-fault-nothing"),
            (0, true) | (1, false) => None,
            (0 | 1, _) => Some("login-fault-place"),
            _ => Some("login-fault-units"),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A provider as a file says it.
    pub(in crate::openid) fn provider(more: &Value) -> Provider {
        let mut all = json!({
            "name": "medarbejdere",
            "title": {"da": "Medarbejdere", "en": "Staff"},
            "issuer": "https://login.example",
            "client_id": "samspil",
            "people": {"made": true},
        });
        for (name, value) in more.as_object().unwrap() {
            all[name] = value.clone();
        }
        serde_json::from_value(all).unwrap()
    }

    #[test]
    fn what_is_wrong_is_said_in_its_place() {
        said([
            (json!({}), vec![]),
            (json!({"name": "Mine folk"}), vec!["/name login-fault-name"]),
            (json!({"name": "x".repeat(41)}), vec!["/name login-fault-name"]),
            (
                json!({"issuer": " ", "client_id": ""}),
                vec!["/issuer login-fault-empty", "/client_id login-fault-empty"],
            ),
            (json!({"scopes": ["a b"]}), vec!["/scopes login-fault-scope"]),
            (
                json!({"people": {"cpr": "cpr", "made": true}}),
                vec!["/people login-fault-citizen"],
            ),
            (json!({"people": {"cpr": "cpr"}}), vec![]),
            (
                json!({"people": {"cpr": "cpr"}, "gives": [{"roles": ["staff"]}]}),
                vec!["/gives login-fault-citizen-gives"],
            ),
            (json!({"gives": [{"roles": ["staff"]}]}), vec![]),
            (
                json!({"meant_for": "citizens"}),
                vec!["/people login-fault-citizen-number"],
            ),
            (json!({"meant_for": "citizens", "people": {"cpr": "cpr"}}), vec![]),
            (
                json!({"meant_for": "staff", "people": {"cpr": "cpr"}}),
                vec!["/people/cpr login-fault-no-citizen"],
            ),
            (
                json!({"meant_for": "providers", "people": {"known_by": "sub"},
                    "gives": [{"roles": ["staff"]}, {"unit": "A", "acts_as": ["a"]}]}),
                vec![
                    "/people/known_by login-fault-known-by",
                    "/gives/0/roles login-fault-provider-roles",
                ],
            ),
        ]);
    }

    #[test]
    fn what_is_wrong_with_what_is_given_is_said_in_its_place() {
        said([
            (json!({"gives": [{}]}), vec!["/gives/0 login-fault-nothing"]),
            (
                json!({"gives": [{"roles": ["staff"], "when": {"claim": "a"}}]}),
                vec!["/gives/0 login-fault-when"],
            ),
            (
                json!({"gives": [{"roles": ["staff"], "when": {"privilege": "p"}}]}),
                vec!["/gives/0 login-fault-no-privileges"],
            ),
            (
                json!({"privileges": "p", "gives": [{"roles": ["staff"], "when": {"privilege": "p"}}]}),
                vec![],
            ),
            (
                json!({"gives": [{"unit": "A"}]}),
                vec!["/gives/0 login-fault-place"],
            ),
            (
                json!({"gives": [{"acts_as": ["a"]}]}),
                vec!["/gives/0 login-fault-place"],
            ),
            (
                json!({"gives": [{"unit": "A", "acts_as": ["Sagsbehandler i A"]}]}),
                vec!["/gives/0 login-fault-party"],
            ),
            (
                json!({"gives": [{"unit": "A", "unit_claim": "b", "acts_as": ["a"]}]}),
                vec!["/gives/0 login-fault-units"],
            ),
            (
                json!({"gives": [{"unit_constraint": "c", "acts_as": ["a"]}]}),
                vec!["/gives/0 login-fault-constraint"],
            ),
        ]);
    }

    #[test]
    fn a_title_alone_lets_nobody_else_in() {
        let before = provider(&json!({}));
        let titled = provider(&json!({"title": {"da": "Andre", "en": "Others"}}));
        assert!(titled.lets_in_as(&before));
        for more in [
            json!({"issuer": "https://other.example"}),
            json!({"client_id": "other"}),
            json!({"meant_for": "staff"}),
            json!({"strengths": ["high"]}),
            json!({"people": {"known_by": "sub"}}),
            json!({"privileges": "p"}),
            json!({"gives": [{"roles": ["staff"]}]}),
        ] {
            assert!(!provider(&more).lets_in_as(&before), "{more}");
        }
    }

    /// What is told of each, in order, is as expected and has its sentence.
    fn said(all: impl IntoIterator<Item = (serde_json::Value, Vec<&'static str>)>) {
        for (more, expected) in all {
            let faults = provider(&more).faults();
            let said: Vec<String> = faults
                .iter()
                .map(|(place, message)| format!("{place} {}", message.key))
                .collect();
            assert_eq!(said, expected, "{more}");
            for (_, message) in faults {
                assert!(crate::words::catalogue().knows(&message.key), "{}", message.key);
            }
        }
    }
}

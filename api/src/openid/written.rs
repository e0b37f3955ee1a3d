//! A provider as somebody wrote it: read part by part, so that everything that is wrong is said at once.

use samspil_core::flow::yaml::tree;
use samspil_core::text::Message;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::provider::{Grant, MeantFor, People, Provider, Title};
use crate::server::json::fit;
use crate::server::problem::{Kind, Problem, Reason};

/// What is wrong, and where: a JSON pointer into the provider, or line and column of a text that is no YAML.
pub(crate) type Fault = (String, Message);

/// What a provider must have.
const NEEDED: [&str; 5] = ["name", "title", "issuer", "client_id", "people"];

/// What the mapping of the form may hold; the rest has fields of its own.
pub(crate) const MAPPED: [&str; 6] = ["scopes", "strengths", "userinfo", "people", "privileges", "gives"];

/// Reads a provider.
///
/// # Errors
/// Everything that is wrong with it.
pub(crate) fn written(value: &Value) -> Result<Provider, Vec<Fault>> {
    let Value::Object(parts) = value else {
        return Err(vec![(String::new(), Message::new("login-fault-no-map"))]);
    };
    let mut faults = Vec::new();
    let mut sound = parts.clone();
    for (name, part) in parts {
        let place = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        let instead = match name.as_str() {
            "name" | "issuer" | "client_id" => checked::<String>(&place, part, json!("x"), &mut faults),
            "privileges" => checked::<Option<String>>(&place, part, json!("x"), &mut faults),
            "title" => checked::<Title>(&place, part, json!({"da": "x", "en": "x"}), &mut faults),
            "meant_for" => checked::<Option<MeantFor>>(&place, part, Value::Null, &mut faults),
            "scopes" | "strengths" => checked::<Vec<String>>(&place, part, json!([]), &mut faults),
            "userinfo" => checked::<bool>(&place, part, json!(false), &mut faults),
            "people" => checked::<People>(&place, part, json!({}), &mut faults),
            "gives" => rows(&place, part, &mut faults),
            name => {
                let unknown = Problem::new(Kind::UNKNOWN_FIELD).with("name", name);
                faults.push((place, unknown.said()));
                None
            }
        };
        match instead {
            Some(instead) => drop(sound.insert(name.clone(), instead)),
            None => drop(sound.remove(name)),
        }
    }
    for name in NEEDED.into_iter().filter(|name| !parts.contains_key(*name)) {
        let missing = Problem::new(Kind::MISSING_FIELD).with("name", name);
        faults.push((String::new(), missing.said()));
        let instead = match name {
            "title" => json!({"da": "x", "en": "x"}),
            "people" => json!({}),
            _ => json!("x"),
        };
        sound.insert(name.to_owned(), instead);
    }
    match fit::<Provider>(&Value::Object(sound)) {
        Ok(provider) => faults.extend(provider.faults()),
        // Each part was read by itself, so this is not reached; it would still be said.
        Err(problem) => faults.push(of("", &problem)),
    }
    let provider = fit(value);
    match provider {
        Ok(provider) if faults.is_empty() => Ok(provider),
        _ => Err(faults),
    }
}

/// The part, or what stands in its place so that the others can be read, with what is wrong with it.
fn checked<T: DeserializeOwned>(
    place: &str,
    part: &Value,
    instead: Value,
    faults: &mut Vec<Fault>,
) -> Option<Value> {
    match fit::<T>(part) {
        Ok(_) => Some(part.clone()),
        Err(problem) => {
            faults.push(of(place, &problem));
            Some(instead)
        }
    }
}

/// The rows, each by itself.
fn rows(place: &str, part: &Value, faults: &mut Vec<Fault>) -> Option<Value> {
    let Value::Array(rows) = part else {
        return checked::<Vec<Grant>>(place, part, json!([]), faults);
    };
    let row = |(number, row): (usize, &Value)| {
        let place = format!("{place}/{number}");
        checked::<Grant>(&place, row, json!({"roles": ["staff"]}), faults).unwrap_or_default()
    };
    Some(Value::Array(rows.iter().enumerate().map(row).collect()))
}

fn of(place: &str, problem: &Problem) -> Fault {
    let within = problem.points_at().unwrap_or_default();
    (format!("{place}{within}"), problem.said())
}

/// The mapping of a form, as YAML.
///
/// # Errors
/// Everything that is wrong with the text.
pub(crate) fn mapping(text: &str) -> Result<Map<String, Value>, Vec<Fault>> {
    if text.trim().is_empty() {
        return Ok(Map::new());
    }
    let (root, findings) = tree(text);
    if !findings.is_empty() {
        let said = findings.into_iter().map(|finding| {
            let place = finding.place;
            (format!("{}:{}", place.line, place.column), finding.what)
        });
        return Err(said.collect());
    }
    match root.map(|root| root.to_json()) {
        None => Ok(Map::new()),
        Some(Value::Object(parts)) => {
            let elsewhere = parts.keys().filter(|name| !MAPPED.contains(&name.as_str()));
            let faults: Vec<Fault> = elsewhere
                .map(|name| {
                    (
                        format!("/{name}"),
                        Message::new("login-fault-not-here").with("name", name.as_str()),
                    )
                })
                .collect();
            if faults.is_empty() { Ok(parts) } else { Err(faults) }
        }
        Some(_) => Err(vec![(String::new(), Message::new("login-fault-no-map"))]),
    }
}

/// Faults as a problem, each at its place below this one.
pub(crate) fn problem(below: &str, faults: Vec<Fault>) -> Problem {
    let reasons = faults.into_iter().map(|(place, message)| Reason {
        code: message.key.clone(),
        message: Some(message),
        pointer: Some(format!("{below}{place}")),
        ..Reason::default()
    });
    Problem::faults(
        "sign_in_provider",
        Message::new("problem-sign-in-provider"),
        reasons.collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::provider::tests::provider;
    use super::*;

    fn places(faults: &[Fault]) -> Vec<String> {
        let said = |(place, message): &Fault| format!("{place} {}", message.key);
        faults.iter().map(said).collect()
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let wrong = json!({
            "name": "Mine folk",
            "title": {"da": "A"},
            "issuer": 7,
            "extra": true,
            "people": {"cpr": "cpr", "made": true},
            "scopes": "profile",
            "gives": [{"roles": ["boss"]}, {"roles": ["staff"]}, {}, 3],
        });
        let faults = places(&written(&wrong).unwrap_err());
        for expected in [
            "/title problem-missing-field-detail",
            "/issuer problem-wrong-value-detail",
            "/extra problem-unknown-field-detail",
            "/scopes problem-wrong-value-detail",
            "/gives/0/roles/0 problem-wrong-choice-detail",
            "/gives/3 problem-wrong-value-detail",
            " problem-missing-field-detail",
            "/name login-fault-name",
            "/people login-fault-citizen",
            "/gives login-fault-citizen-gives",
            "/gives/2 login-fault-nothing",
        ] {
            assert!(
                faults.iter().any(|fault| fault == expected),
                "{expected}: {faults:#?}"
            );
        }
        assert_eq!(faults.len(), 11, "{faults:#?}");
        for value in [json!(null), json!([]), json!("x")] {
            assert_eq!(written(&value).unwrap_err().len(), 1, "{value}");
        }
        let whole = provider(&json!({"gives": [{"roles": ["staff"]}]}));
        assert_eq!(written(&json!(whole)).unwrap(), whole);
    }

    #[test]
    fn a_mapping_holds_what_it_may_and_nothing_that_has_a_field() {
        let read = mapping("people: {made: true}\ngives:\n  - roles: [staff]\n").unwrap();
        assert_eq!(
            Value::Object(read),
            json!({"people": {"made": true}, "gives": [{"roles": ["staff"]}]})
        );
        assert!(mapping(" \n").unwrap().is_empty());
        for (text, expected) in [
            ("- a", vec![" login-fault-no-map"]),
            (
                "issuer: x\nname: y",
                vec!["/issuer login-fault-not-here", "/name login-fault-not-here"],
            ),
        ] {
            assert_eq!(places(&mapping(text).unwrap_err()), expected, "{text}");
        }
        let torn = mapping("people: [").unwrap_err();
        assert!(torn[0].0.starts_with("1:"), "{torn:?}");
        let twice = mapping("people: {}\npeople: {}").unwrap_err();
        assert!(twice[0].0.starts_with("2:"), "{twice:?}");
    }
}

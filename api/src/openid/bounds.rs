//! How much a sign-in provider may say of itself: all of it is kept in one setting, shown on pages, and gone through at every
//! sign-in.

use samspil_core::text::Message;

use super::provider::{Grant, Provider};

/// The longest title, in characters: it stands on a button.
const MAX_TITLE: usize = 100;

/// The longest address of a provider, in characters: what browsers and servers pass on without cutting it.
const MAX_ISSUER: usize = 2_000;

/// The longest client id, in characters: providers that give addresses as ids stay far below.
const MAX_CLIENT_ID: usize = 500;

/// The longest word of any other kind (a claim, what it is, a scope, a strength, a privilege, a unit), in characters: names of
/// privileges are addresses.
const MAX_WORD: usize = 500;

/// The most scopes, and the most strengths: providers know a handful of each.
const MAX_WORDS: usize = 50;

/// The most roles of a row: each of them once, and room.
const MAX_ROLES: usize = 10;

/// What is longer or more than it may be, each with its place in the file. How many rows there may be, and how many parties
/// in each, is held where the rows are.
pub(super) fn beyond(provider: &Provider) -> Vec<(String, Message)> {
    let people = &provider.people;
    let mut texts = vec![
        ("/title/da".to_owned(), Some(&provider.title.da), MAX_TITLE),
        ("/title/en".to_owned(), Some(&provider.title.en), MAX_TITLE),
        ("/issuer".to_owned(), Some(&provider.issuer), MAX_ISSUER),
        ("/client_id".to_owned(), Some(&provider.client_id), MAX_CLIENT_ID),
        ("/people/called".to_owned(), Some(&people.called), MAX_WORD),
        ("/people/known_by".to_owned(), people.known_by.as_ref(), MAX_WORD),
        ("/people/cpr".to_owned(), people.cpr.as_ref(), MAX_WORD),
        ("/privileges".to_owned(), provider.privileges.as_ref(), MAX_WORD),
    ];
    let mut counts = Vec::new();
    for (place, words) in [("/scopes", &provider.scopes), ("/strengths", &provider.strengths)] {
        counts.push((place.to_owned(), words.len(), MAX_WORDS));
        let words = words.iter().take(MAX_WORDS).enumerate();
        texts.extend(words.map(|(number, word)| (format!("{place}/{number}"), Some(word), MAX_WORD)));
    }
    for (number, grant) in provider.gives.iter().enumerate() {
        counts.push((format!("/gives/{number}/roles"), grant.roles.len(), MAX_ROLES));
        let words = words_of(grant).into_iter();
        texts.extend(words.map(|(place, word)| (format!("/gives/{number}{place}"), word, MAX_WORD)));
    }
    let too_long = texts.into_iter().filter_map(|(place, text, most)| {
        let is_long = text.is_some_and(|text| text.chars().count() > most);
        is_long.then(|| (place, told("login-fault-long", most)))
    });
    let too_many = counts.into_iter().filter_map(|(place, count, most)| {
        let is_much = count > most;
        is_much.then(|| (place, told("login-fault-too-many-values", most)))
    });
    too_long.chain(too_many).collect()
}

/// The words of a row, with their places in it.
fn words_of(grant: &Grant) -> [(&'static str, Option<&String>); 6] {
    let when = grant.when.as_ref();
    [
        ("/when/claim", when.and_then(|when| when.claim.as_ref())),
        ("/when/is", when.and_then(|when| when.is.as_ref())),
        ("/when/privilege", when.and_then(|when| when.privilege.as_ref())),
        ("/unit", grant.unit.as_ref()),
        ("/unit_claim", grant.unit_claim.as_ref()),
        ("/unit_constraint", grant.unit_constraint.as_ref()),
    ]
}

fn told(key: &str, most: usize) -> Message {
    Message::new(key).with("most", i64::try_from(most).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::openid::provider::tests::provider;

    /// A place, the most that stands there, and what is written with so much.
    type Written<'a, T> = (&'a str, usize, &'a dyn Fn(T) -> Value);

    fn said(more: &Value) -> Vec<String> {
        let faults = provider(more).faults().into_iter();
        faults
            .map(|(place, message)| {
                assert!(crate::words::catalogue().knows(&message.key), "{}", message.key);
                format!("{place} {}", message.key)
            })
            .collect()
    }

    #[test]
    fn each_text_is_as_long_as_it_may_be_and_no_longer() {
        let of = |length: usize| "æ".repeat(length);
        let long: [Written<'_, String>; 13] = [
            (
                "/title/da",
                100,
                &|text| json!({"title": {"da": text, "en": "Staff"}}),
            ),
            (
                "/title/en",
                100,
                &|text| json!({"title": {"da": "Folk", "en": text}}),
            ),
            ("/issuer", 2000, &|text| json!({"issuer": text})),
            ("/client_id", 500, &|text| json!({"client_id": text})),
            ("/people/called", 500, &|text| json!({"people": {"called": text}})),
            (
                "/people/known_by",
                500,
                &|text| json!({"people": {"known_by": text}}),
            ),
            ("/people/cpr", 500, &|text| json!({"people": {"cpr": text}})),
            ("/privileges", 500, &|text| json!({"privileges": text})),
            ("/scopes/1", 500, &|text| json!({"scopes": ["profile", text]})),
            ("/strengths/0", 500, &|text| json!({"strengths": [text]})),
            (
                "/gives/0/when/claim",
                500,
                &|text| json!({"gives": [{"roles": ["staff"], "when": {"claim": text, "is": "a"}}]}),
            ),
            (
                "/gives/0/when/is",
                500,
                &|text| json!({"gives": [{"roles": ["staff"], "when": {"claim": "a", "is": text}}]}),
            ),
            (
                "/gives/1/unit",
                500,
                &|text| json!({"gives": [{"roles": ["staff"]}, {"unit": text, "acts_as": ["caseworker"]}]}),
            ),
        ];
        for (place, most, with) in long {
            assert_eq!(said(&with(of(most))), Vec::<String>::new(), "{place}");
            let expected = [format!("{place} login-fault-long")];
            assert_eq!(said(&with(of(most + 1))), expected, "{place}");
        }
    }

    #[test]
    fn there_are_as_many_as_there_may_be_and_no_more() {
        let of = |count: usize| vec!["profile"; count];
        let many: [Written<'_, usize>; 3] = [
            ("/scopes", 50, &|count| json!({"scopes": of(count)})),
            ("/strengths", 50, &|count| json!({"strengths": of(count)})),
            (
                "/gives/0/roles",
                10,
                &|count| json!({"gives": [{"roles": vec!["staff"; count]}]}),
            ),
        ];
        for (place, most, with) in many {
            assert_eq!(said(&with(most)), Vec::<String>::new(), "{place}");
            let expected = [format!("{place} login-fault-too-many-values")];
            assert_eq!(said(&with(most + 1)), expected, "{place}");
        }
        let rows = |count: usize| json!({"gives": vec![json!({"roles": ["staff"]}); count]});
        assert_eq!(said(&rows(500)), Vec::<String>::new());
        assert_eq!(said(&rows(501)), ["/gives login-fault-too-many"]);
    }
}

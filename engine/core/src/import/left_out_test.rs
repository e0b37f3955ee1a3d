//! What is not carried is known by words that stay, and each has its reason in the README.

use std::collections::BTreeSet;

use super::LEFT_OUT;

const README: &str = include_str!("README.md");
const TEXTS: &str = include_str!("../../texts/en/import.ftl");

/// What is wrong with a model, and what to do about what is not carried.
const OTHERWISE: [&str; 9] = [
    "dcr-empty",
    "cmmn-no-case",
    "cmmn-dangling",
    "cmmn-twice",
    "cmmn-containment",
    "cmmn-too-many",
    "cmmn-language",
    "cmmn-empty-sentry",
    "cmmn-not-carried",
];

#[test]
fn whatever_an_import_says_of_a_model_is_left_out_or_hinders() {
    let keys = TEXTS
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key);
    let of_models = keys.filter_map(|key| key.strip_prefix("import-"));
    let of_models = of_models.filter(|key| key.starts_with("dcr-") || key.starts_with("cmmn-"));
    let said: BTreeSet<&str> = of_models
        .map(|key| key.strip_suffix("-hint").unwrap_or(key))
        .collect();
    let known: BTreeSet<&str> = LEFT_OUT.iter().copied().chain(OTHERWISE).collect();
    assert_eq!(said, known);
}

#[test]
fn everything_that_is_left_out_has_its_reason() {
    let rows = README.lines().filter_map(|line| line.strip_prefix("| `"));
    let rows = rows.filter_map(|row| row.split_once("` |"));
    let told: BTreeSet<&str> = rows
        .filter(|(word, rest)| {
            word.contains('-') && rest.split('|').nth(1).is_some_and(|why| why.trim().len() > 20)
        })
        .map(|(word, _)| word)
        .collect();
    assert_eq!(told, LEFT_OUT.iter().copied().collect());
}

//! What a new version of a flow shows to more than those that were published before it.

use samspil_core::id::PersonId;
use samspil_core::text::{Language, Text};
use samspil_runtime::PublishError;
use samspil_store::{FlowTrial, TrialFile, TrialVersion};
use uuid::Uuid;

use crate::ground::{Ground, TENANT};

const FLOW: &str = "samspil: 1
flow: shown
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  citizen: {title: Borger, side: citizen}
data:
  plan:
    note: {type: text, title: Notat, optional: true, seen_by: [worker]}
    need: {type: text, title: Behov, optional: true, seen_by: [worker]}
does:
  send: {task: Send, by: worker, fills: [plan.need]}
";

const NOTE: &str = "    note: {type: text, title: Notat, optional: true, seen_by: [worker]}\n";

/// What a file would show to more, and the version that it is held against.
async fn shows(ground: &Ground, text: &str) -> (u32, Vec<String>) {
    let widening = ground.engine.widened(TENANT, text).await.unwrap();
    let words = |name: &str, of: &samspil_core::text::Message| of.args[name].words(Language::Danish);
    let shows = widening.shows.iter();
    let shows = shows.map(|told| format!("{} {}", words("party", told), words("what", told)));
    (widening.after, shows.collect())
}

#[tokio::test]
async fn what_was_taken_out_is_looked_for_in_the_versions_before() {
    let ground = Ground::new(false).await;
    let shown = FLOW.replace(NOTE, &NOTE.replace("[worker]", "everyone"));
    assert_eq!(
        shows(&ground, &shown).await,
        (0, Vec::new()),
        "nobody saw anything of it"
    );
    let publish = |text: String| {
        let engine = &ground.engine;
        async move { engine.publish(TENANT, &text, "test").await.unwrap() }
    };
    publish(FLOW.to_owned()).await;
    assert_eq!(shows(&ground, &shown).await, (1, vec!["Borger Notat".to_owned()]));
    let without = FLOW.replace(NOTE, "");
    for title in ["Uden", "Stadig uden", "Og uden"] {
        publish(without.replace("Prøvet", title)).await;
    }
    assert_eq!(shows(&ground, &shown).await, (4, vec!["Borger Notat".to_owned()]));
    assert_eq!(shows(&ground, FLOW).await, (4, Vec::new()));
    let other = shown.replace("note:", "other:");
    assert_eq!(
        shows(&ground, &other).await,
        (4, Vec::new()),
        "what is new holds nothing yet"
    );
}

/// A trial of a file, which gets this number.
async fn tried(ground: &Ground, (beside, number): (u32, u32), text: &str) {
    let at = ground.engine.clock().now();
    let id = Uuid::from_u128(number.into());
    let trial = FlowTrial {
        id,
        flow: "shown".to_owned(),
        beside,
        aim: "Færre spørgsmål".to_owned(),
        units: Vec::new(),
        first_day: at.date_naive(),
        last_day: at.date_naive(),
        hassles: Vec::new(),
        survey: None,
        made_at: at,
        made_by: "test".to_owned(),
        maker: PersonId(Uuid::from_u128(5)),
        started: None,
        ended: None,
    };
    let file = TrialFile {
        text: text.to_owned(),
        scenarios: Vec::new(),
    };
    assert!(ground.store.make_trial(TENANT, trial, file).await.unwrap());
    let version = TrialVersion {
        title: Text::danish("Prøvet"),
        text: text.to_owned(),
        at,
        by: "test".to_owned(),
    };
    let started = ground.store.start_trial(TENANT, id, version).await.unwrap();
    assert_eq!(started, Some(number));
}

#[tokio::test]
async fn what_was_shown_on_trial_alone_is_shown_to_more_by_a_version_for_all() {
    let ground = Ground::new(false).await;
    let shown = FLOW.replace(NOTE, &NOTE.replace("[worker]", "everyone"));
    ground.engine.publish(TENANT, FLOW, "test").await.unwrap();
    tried(&ground, (1, 2), &shown).await;
    let without = FLOW.replace(NOTE, "");
    ground.engine.publish(TENANT, &without, "test").await.unwrap();
    assert_eq!(shows(&ground, &shown).await, (3, vec!["Borger Notat".to_owned()]));
    assert_eq!(shows(&ground, FLOW).await, (3, Vec::new()));
    let other = |text: &str| text.replace("note:", "extra:");
    assert_eq!(shows(&ground, &other(&shown)).await, (3, Vec::new()));
    tried(&ground, (3, 4), &other(FLOW)).await;
    assert_eq!(
        shows(&ground, &other(&shown)).await,
        (3, vec!["Borger Notat".to_owned()]),
        "cases on trial hold it"
    );
}

#[tokio::test]
async fn what_sub_cases_are_given_is_held_against_the_flow_that_they_run_by() {
    let ground = Ground::new(false).await;
    let below = FLOW.replace("flow: shown", "flow: below").replace(
        "need: {type: text, title: Behov, optional: true, seen_by: [worker]}",
        "need: {type: text, optional: true, seen_by: everyone}",
    );
    let subcase = "  below:\n    subcase: Nedenunder\n    after: send\n    begins: below\n    gives: {plan.need: plan.need}\n";
    let above = format!("{FLOW}{subcase}");
    for text in [below.as_str(), FLOW] {
        ground.engine.publish(TENANT, text, "test").await.unwrap();
    }
    assert_eq!(shows(&ground, &above).await, (1, vec!["Borger Behov".to_owned()]));
    let narrow = above.replace("{plan.need: plan.need}", "{plan.note: plan.need}");
    assert_eq!(shows(&ground, &narrow).await, (1, Vec::new()));
}

#[tokio::test]
async fn a_version_comes_after_the_one_that_it_was_held_against_or_not_at_all() {
    let ground = Ground::new(false).await;
    let named = |title: &str| FLOW.replace("Prøvet", title);
    let publish = |title: &str, after: Option<u32>| {
        let (engine, text) = (&ground.engine, named(title));
        async move { engine.publish_after(TENANT, &text, "test", after).await }
    };
    for (title, after, expected) in [
        ("Én", Some(1), Err(0)),
        ("Én", Some(0), Ok(1)),
        ("To", Some(0), Err(1)),
        ("To", Some(1), Ok(2)),
        ("To", Some(1), Ok(2)),
        ("Tre", None, Ok(3)),
    ] {
        let answer = match publish(title, after).await {
            Ok(version) => Ok(version.version),
            Err(PublishError::Changed(newest)) => Err(newest.map_or(0, |newest| newest.version)),
            Err(error) => panic!("{title}: {error}"),
        };
        assert_eq!(answer, expected, "{title} {after:?}");
    }
}

//! What a picture says, as text that a person judges; and that those who do not see everything are told no more.

use super::{Scene, Stand, State, Wanted};
use crate::diagram::{Shown, mermaid, svg};
use crate::flow::{Flow, Item, Repeat, read};
use crate::guard::{Guards, compile_all};
use crate::id::ItemId;
use crate::text::Language;

const EVERY_CONSTRUCT: &str = include_str!("../../flow/read/testdata/every_construct.yaml");

fn flow(text: &str) -> (Flow, Guards) {
    let (flow, findings) = read(text);
    assert_eq!(findings, []);
    let flow = flow.unwrap();
    let (guards, _) = compile_all(&flow);
    (flow, guards)
}

/// Everything that a scene says.
fn told(scene: &Scene) -> String {
    let mut lines = vec![scene.summary()];
    lines.extend(scene.about.iter().map(|line| format!("- {line}")));
    for node in &scene.nodes {
        let depth = std::iter::successors(node.parent, |at| scene.nodes[*at].parent).count();
        let indent = "    ".repeat(depth);
        lines.push(format!("{indent}{}", node.title));
        let facts = node
            .facts
            .iter()
            .map(|fact| format!("{:?}: {}", fact.sign, fact.text));
        let about = node
            .about
            .iter()
            .chain(&node.more)
            .map(|line| format!("- {line}"));
        lines.extend(facts.chain(about).map(|line| format!("{indent}  {line}")));
    }
    lines.extend(scene.links.iter().map(|link| scene.between(link)));
    lines.join("\n")
}

#[test]
fn every_word_of_the_language_is_told() {
    let (flow, guards) = flow(EVERY_CONSTRUCT);
    for language in Language::ALL {
        let scene = Scene::new(&flow, &guards, &Wanted::whole(language));
        let text = told(&scene);
        assert!(!text.contains("diagram-"), "a key without a message: {text}");
        insta::assert_snapshot!(format!("every_construct-{language}"), text);
    }
}

#[test]
fn whoever_does_not_see_an_item_is_told_nothing_of_it() {
    let (flow, guards) = flow(EVERY_CONSTRUCT);
    let hidden = ["hearing", "report", "follow_up"];
    for language in Language::ALL {
        let titles: Vec<&str> = hidden
            .iter()
            .map(|id| flow.items[*id].title.in_language(language))
            .collect();
        let wanted = Wanted {
            sees_item: &|item| !hidden.contains(&item.id.as_str()),
            sees_clock: &|clock| !hidden.contains(&clock.id.as_str()),
            conditions: false,
            ..Wanted::whole(language)
        };
        let scene = Scene::new(&flow, &guards, &wanted);
        let shown = Shown {
            alone: true,
            prefix: "",
            link: &|_| None,
        };
        for text in [told(&scene), mermaid(&scene), svg(&scene, &shown).unwrap()] {
            for title in &titles {
                assert!(!text.contains(*title), "{title}");
            }
            for name in hidden.iter().chain(&["assessment.", "done("]) {
                assert!(!text.contains(name), "{name}");
            }
        }
        let whole = told(&Scene::new(&flow, &guards, &Wanted::whole(language)));
        assert!(titles.iter().all(|title| whole.contains(title)));
    }
}

#[test]
fn how_an_item_stands_is_said_in_words_and_by_a_sign() {
    let (flow, guards) = flow(EVERY_CONSTRUCT);
    let state = State {
        stand: Stand::Active,
        words: "Åben".to_owned(),
    };
    let wanted = Wanted {
        states: [(ItemId::new("register").unwrap(), state)].into(),
        ..Wanted::whole(Language::Danish)
    };
    let scene = Scene::new(&flow, &guards, &wanted);
    let text = told(&scene);
    assert!(
        text.contains("Active: Åben\n") && text.contains("- Står nu: Åben."),
        "{text}"
    );
}

#[test]
fn figures_over_many_cases_stand_in_the_box_and_in_what_is_told_of_it() {
    let (flow, guards) = flow(EVERY_CONSTRUCT);
    let wanted = Wanted {
        figures: [(
            ItemId::new("register").unwrap(),
            vec!["Venter 12 dage".to_owned(), "7 fravigelser".to_owned()],
        )]
        .into(),
        ..Wanted::whole(Language::Danish)
    };
    let scene = Scene::new(&flow, &guards, &wanted);
    let text = told(&scene);
    for line in [
        "Figures: Venter 12 dage\n",
        "Figures: 7 fravigelser\n",
        "- I levende sager: Venter 12 dage.",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let whole = told(&Scene::new(&flow, &guards, &Wanted::whole(Language::Danish)));
    assert!(!whole.contains("Figures"), "nothing where nothing is asked for");
}

/// Every field by name: a new word of the language does not pass until it has its sentence in `about`, and
/// its link in `links` where it speaks of another item. What stands here without a sentence is who sees the item, where
/// it is written, what its frame and heading show, what belongs to the case file, what is drawn as a table, and what an
/// import says of its model.
#[test]
fn no_word_of_the_language_is_forgotten() {
    let (flow, _) = flow(EVERY_CONSTRUCT);
    let Flow {
        id: _,
        title: _,
        about: _,
        parties: _,
        phases: _,
        data: _,
        messages: _,
        pair: _,
        tables: _,
        clocks: _,
        ladders: _,
        items,
        regions: _,
        closes: _,
        closes_by_hand: _,
        ends_when: _,
        ended_by: _,
        waits_for: _,
        unplanned: _,
        retention: _,
        chain: _,
        reviewed: _,
        documents: _,
        house: _,
        not_carried: _,
    } = flow;
    for item in items.into_values() {
        no_word_about_an_item_is_forgotten(item);
    }
}

fn no_word_about_an_item_is_forgotten(item: Item) {
    let Item {
        id: _,
        kind: _,
        title: _,
        heading: _,
        guidance: _,
        expects: _,
        parent: _,
        owner: _,
        also_by: _,
        with: _,
        not_same_as: _,
        seen_by: _,
        fills: _,
        asks: _,
        empties: _,
        done_when: _,
        sets: _,
        says: _,
        after: _,
        when: _,
        not_while_owed: _,
        not_with: _,
        one_at_a_time: _,
        not_before: _,
        provisos: _,
        starts: _,
        optional: _,
        owes: _,
        debts: _,
        removes: _,
        brings_back: _,
        ends: _,
        ends_clocks: _,
        ends_case: _,
        then_again: _,
        ends_when: _,
        out_of_play: _,
        owed_at_start: _,
        done_before: _,
        done_each_time: _,
        repeats,
        required_by_law: _,
        letter: _,
        known_as: _,
        opened_by: _,
        ended_by: _,
        by_hand_when: _,
        required: _,
        awaited: _,
        waits_for: _,
        unplanned: _,
        place: _,
    } = item;
    if let Some(repeats) = repeats {
        no_word_about_repetition_is_forgotten(&repeats);
    }
}

fn no_word_about_repetition_is_forgotten(repeats: &Repeat) {
    let Repeat {
        every: _,
        tunable: _,
        first: _,
        from: _,
        opens: _,
        each_time: _,
        join: _,
        each: _,
        again_while: _,
        until: _,
        freely: _,
        at_least: _,
        at_most: _,
        side_by_side: _,
        window: _,
        window_tunable: _,
    } = repeats;
}

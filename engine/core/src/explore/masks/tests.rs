//! Masks against `step`: random flows that masks can say, walked at random by both.

use chrono::DateTime;
use proptest::prelude::*;

use super::super::cases::done;
use super::*;
use crate::case::{Actor, Protection, Start, View, start};
use crate::explore::testbed::tried;
use crate::id::CaseId;

/// How many steps a walk takes at most.
const STEPS: usize = 30;

/// An item of a random flow: what it is, where it lies, and its relations by the numbers of other items.
#[derive(Clone, Debug)]
struct Drawn {
    kind: u8,
    stage: Option<u8>,
    flags: u8,
    after: Vec<u8>,
    needs: u8,
    relations: Vec<(u8, u8)>,
    when: Option<(u8, u8)>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (
        0_u8..10,
        prop::option::weighted(0.5, 0_u8..12),
        any::<u8>(),
        prop::collection::vec(0_u8..12, 0..3),
        0_u8..4,
        prop::collection::vec((0_u8..9, 0_u8..12), 0..3),
        prop::option::weighted(0.2, (0_u8..4, 0_u8..12)),
    )
        .prop_map(|(kind, stage, flags, after, needs, relations, when)| Drawn {
            kind,
            stage,
            flags,
            after,
            needs,
            relations,
            when,
        })
}

/// Every item's stage, where that is a stage that was drawn before it.
fn stage_of(items: &[Drawn], number: usize) -> Option<usize> {
    let stage = usize::from(items[number].stage?);
    (stage < number && items[stage].kind == 0).then_some(stage)
}

/// The flow as a file.
fn written(items: &[Drawn], closes: Option<(u8, u8)>) -> String {
    let mut text = "does:\n".to_owned();
    write_inside(items, None, 1, &mut text);
    if let Some(closes) = closes {
        text.push_str(&format!(
            "closes: {{when: '{}'}}\n",
            condition(closes, items.len())
        ));
    }
    text
}

fn condition((asks, of): (u8, u8), count: usize) -> String {
    let item = format!("i{}", usize::from(of) % count);
    match asks {
        0 => format!("done({item})"),
        1 => format!("!owed({item})"),
        2 => format!("open({item})"),
        _ => format!("!done({item}) || owed({item})"),
    }
}

fn write_inside(items: &[Drawn], stage: Option<usize>, depth: usize, text: &mut String) {
    for (number, item) in items.iter().enumerate() {
        if stage_of(items, number) == stage {
            write_item(items, number, item, depth, text);
        }
    }
}

fn write_item(items: &[Drawn], number: usize, item: &Drawn, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    let kind = match item.kind {
        0 => "stage",
        1 => "milestone",
        2 => "action",
        3 => "wait",
        4 => "decision",
        _ => "task",
    };
    text.push_str(&format!("{indent}i{number}:\n{indent}  {kind}: T\n"));
    let mut key = |key: &str, value: &str| text.push_str(&format!("{indent}  {key}: {value}\n"));
    let work = item.kind >= 4;
    if work {
        key("by", "worker");
    }
    if kind == "wait" {
        key("until", "{message: m}");
    }
    for (bit, word, value) in [
        (1, "starts", "by_hand"),
        (2, "optional", "true"),
        (4, "out_of_play", "true"),
        (8, "owed", "true"),
    ] {
        // Half of them once more, so that most items say little.
        if item.flags & bit != 0 && item.flags & 128 != 0 {
            key(word, value);
        }
    }
    if item.flags & 16 != 0 && (work || item.flags & 64 != 0) && item.kind != 1 && item.kind != 2 {
        key("repeats", "{freely: true}");
    }
    write_relations(items, item, &mut key);
    if item.kind == 0 {
        let inside = (0..items.len())
            .filter(|inner| stage_of(items, *inner) == Some(number))
            .count();
        if inside == 0 {
            text.push_str(&format!(
                "{indent}  does: {{i{number}_x: {{task: T, by: other}}}}\n"
            ));
        } else {
            text.push_str(&format!("{indent}  does:\n"));
            write_inside(items, Some(number), depth + 2, text);
        }
    }
}

fn write_relations(items: &[Drawn], item: &Drawn, key: &mut dyn FnMut(&str, &str)) {
    let name = |of: &u8| format!("i{}", usize::from(*of) % items.len());
    let list = |of: &[u8]| {
        let mut names: Vec<String> = of.iter().map(name).collect();
        names.sort();
        names.dedup();
        names
    };
    let after = list(&item.after);
    if !after.is_empty() {
        let names = after.join(", ");
        key(
            "after",
            &match item.needs {
                0 => format!("{{any: [{names}]}}"),
                1 if after.len() > 1 => format!("{{at_least: 2, of: [{names}]}}"),
                _ => format!("[{names}]"),
            },
        );
    }
    for (kind, word) in [
        (0, "owes"),
        (1, "removes"),
        (2, "brings_back"),
        (3, "ends"),
        (4, "not_while_owed"),
        (5, "not_with"),
        (6, "then_again"),
    ] {
        let of: Vec<u8> = item
            .relations
            .iter()
            .filter(|(own, _)| *own == kind)
            .map(|(_, of)| *of)
            .collect();
        if !of.is_empty() {
            key(word, &format!("[{}]", list(&of).join(", ")));
        }
    }
    for (kind, of) in &item.relations {
        if *kind == 7 {
            key("ends_when", &format!("'{}'", condition((0, *of), items.len())));
            break;
        }
    }
    if let Some(when) = item.when {
        key("when", &format!("'{}'", condition(when, items.len())));
    }
}

/// Walks both at random and compares them after every step; how many steps were compared, none where the flow is no
/// flow or masks cannot say it.
fn walk(text: &str, picks: &[u16]) -> Option<usize> {
    let whole = tried(text).ok()?;
    let run = whole.without_time();
    let at = DateTime::UNIX_EPOCH;
    let begin = Start {
        id: CaseId(uuid::Uuid::nil()),
        title: "x".to_owned(),
        parties: Vec::new(),
        data: serde_json::Value::Null,
        parent: None,
        paired: None,
        protection: Protection::default(),
    };
    let mut case = start(&run, &begin, at, Actor::Outside).ok()?.case;
    let relevant = Relevant::of(&run, &whole);
    let moves = Moves::of(&run, &whole, &relevant, at);
    let mut masks = Masks::of(&run, &relevant, &moves, &case)?;
    let mut state: State<8> = masks.first();
    let mut found = Found::new();
    for (number, pick) in picks.iter().enumerate() {
        let view = View {
            run: &run,
            case: &case,
            at,
        };
        let marks = masks.marks(&state);
        assert_eq!(marks.closed, !case.is_open(), "closed");
        if marks.closed {
            return Some(number);
        }
        let expected = Marks::of(&run.flow, &case);
        assert_eq!(kept(&masks, marks), kept(&masks, expected), "marks");
        assert_eq!(
            Machine::<8>::may_close(&masks, &state),
            view.may_close(),
            "may close"
        );
        found.clear();
        masks.follow(&state, &mut found);
        let (next, _) = moves.next(&case, at);
        let made: Vec<_> = next
            .into_iter()
            .filter_map(|one| Some((one.code(), moves.make(&case, at, one)?)))
            .collect();
        let mut codes: Vec<(u32, Vec<u16>)> = found
            .iter()
            .map(|(next, done)| (next.code, done.to_vec()))
            .collect();
        codes.sort();
        let mut wanted: Vec<(u32, Vec<u16>)> = made
            .iter()
            .map(|(code, made)| (*code, done(&run, made.step.event.as_ref())))
            .collect();
        wanted.sort();
        assert_eq!(codes, wanted, "moves");
        let (code, _) = codes.get(usize::from(*pick) % codes.len().max(1))?;
        case = made.into_iter().find(|(one, _)| one == code)?.1.step.case;
        state = found.next.iter().find(|next| next.code == *code)?.state;
    }
    Some(picks.len())
}

/// Marks without those that the flow's states are not told apart by.
fn kept(masks: &Masks, marks: Marks) -> Marks {
    let layout = &masks.plan.layout;
    let only = |kept: bool, mask: u64| if kept { mask } else { 0 };
    Marks {
        begun: only(layout.begun, marks.begun),
        ..marks
    }
}

fn flows() -> impl Strategy<Value = (String, Vec<u16>)> {
    let closes = prop::option::weighted(0.7, (0_u8..4, 0_u8..12));
    let picks = prop::collection::vec(any::<u16>(), 1..STEPS);
    (prop::collection::vec(drawn(), 1..9), closes, picks)
        .prop_map(|(items, closes, picks)| (written(&items, closes), picks))
}

/// How many random flows are walked; `SAMSPIL_EXPLORE_FLOWS` asks for more.
fn count() -> u32 {
    option_env!("SAMSPIL_EXPLORE_FLOWS")
        .and_then(|count| count.parse().ok())
        .unwrap_or(400)
}

#[test]
fn masks_do_what_step_does() {
    let compared = std::cell::Cell::new(0);
    let flows_walked = std::cell::Cell::new(0);
    let config = ProptestConfig {
        cases: count(),
        failure_persistence: None,
        max_global_rejects: u32::MAX,
        ..ProptestConfig::default()
    };
    proptest!(config, |((text, picks) in flows())| {
        if let Some(steps) = walk(&text, &picks) {
            compared.set(compared.get() + steps);
            flows_walked.set(flows_walked.get() + 1);
        }
    });
    // A good quarter of what is drawn is a flow that masks can say.
    assert!(
        flows_walked.get() > count() / 8,
        "{} flows, {} steps",
        flows_walked.get(),
        compared.get()
    );
}

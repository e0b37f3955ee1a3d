//! What is said where a flow and its sub-case's flow do not fit, and that nothing is said where they do.

use std::collections::BTreeSet;

use super::{Guards, Linked, SUBCASE_CODES, check_subcases, compile_all};
use crate::flow::{Flow, read};
use crate::text::{Language, Message, core_catalogue};

const HEAD: &str = "samspil: 1\ntitle: Prøvet\nparties:
  worker: {title: Sagsbehandler, side: authority}
  helpers: {title: Hjælpere, side: provider, many: true}\n";

const THERE: &str = "flow: placement
data:
  need:
    level: {type: level, of: 0..4}
    kind: {type: choice, of: [home, stay]}
    twice: {is: need.level * 2}
    lines: {list: {what: {type: text}, hours: {type: integer}, sum: {is: hours * 2}}}
  result: {from: {type: date}, price: {type: money}}
does:
  find: {task: Find, by: worker, fills: [result.from]}
";

const HERE: &str = "flow: support
data:
  plan:
    need: {type: level, of: 0..4}
    wide: {type: choice, of: [home, stay, other]}
    note: {type: text}
    twice: {type: integer}
    from: {type: date}
    lines: {list: {what: {type: text}, hours: {type: integer}}}
does:
  send: {task: Send, by: worker, fills: [plan.need]}
  place: {subcase: Anbring, after: send, SAYS}
";

fn compiled(body: &str) -> (Flow, Guards) {
    let (flow, findings) = read(&format!("{HEAD}{body}"));
    let flow = flow.unwrap_or_else(|| panic!("{findings:#?}"));
    let (guards, more) = compile_all(&flow);
    assert_eq!(more, [], "{body}");
    (flow, guards)
}

/// The findings of what the sub-case says, as golden text, and their codes.
fn found(says: &str) -> (String, BTreeSet<&'static str>) {
    let (there, there_guards) = compiled(THERE);
    let (here, guards) = compiled(&HERE.replace("SAYS", says));
    let known = |flow: &crate::id::FlowId| {
        (*flow == there.id).then_some(Linked {
            flow: &there,
            guards: &there_guards,
        })
    };
    let own = Linked {
        flow: &here,
        guards: &guards,
    };
    let findings = check_subcases(own, &known);
    let mut golden = String::new();
    for language in Language::ALL {
        for finding in &findings {
            let hint = finding.hint.as_ref().map(|hint| hint.say(language));
            golden.push_str(&format!(
                "{} {}\n  {}\n",
                finding.code.0,
                finding.what.say(language),
                hint.unwrap_or_default()
            ));
        }
    }
    (golden, findings.iter().map(|finding| finding.code.0).collect())
}

#[test]
fn what_fits_is_not_spoken_of() {
    for says in [
        "begins: placement",
        "begins: support",
        "begins: placement, gives: {need.level: plan.need, need.lines: plan.lines, result.from: today}",
        "begins: placement, takes: {plan.twice: need.twice, plan.from: result.from, plan.wide: need.kind}",
        "begins: placement, parties: {worker: worker, helpers: worker}",
        "begins: placement, gives: {need.kind: '\"home\"'}",
    ] {
        assert_eq!(found(says).0, "", "{says}");
    }
}

#[test]
fn what_does_not_fit_is_told_with_what_to_do() {
    let mut golden = String::new();
    let mut codes = BTreeSet::new();
    for says in [
        "begins: placements",
        "begins: placement, gives: {need.leval: plan.need}",
        "begins: placement, gives: {need.level: plan.note}",
        "begins: placement, gives: {need.kind: plan.wide}",
        "begins: placement, gives: {need.twice: plan.twice}",
        "begins: placement, gives: {need.lines: plan.need}",
        "begins: placement, takes: {plan.from: result.form}",
        "begins: placement, takes: {plan.from: result.price}",
        "begins: placement, takes: {plan.lines: need.lines, plan.note: need.kind}",
        "begins: placement, takes: {plan.lines.hours: need.level}",
        "begins: placement, parties: {workers: worker}",
        "begins: placement, parties: {worker: helpers}",
    ] {
        let (told, of) = found(says);
        assert_ne!(told, "", "{says}");
        golden.push_str(&format!("{says}\n{told}\n"));
        codes.extend(of);
    }
    insta::assert_snapshot!(golden);
    let all: BTreeSet<&str> = SUBCASE_CODES.iter().map(|code| code.0).collect();
    assert_eq!(codes, all);
    for code in all {
        let explained = Message::new(&format!("explain-{code}"));
        assert!(core_catalogue().knows(&explained.key), "{code} is not explained");
    }
}

//! Odd models import, and whatever of them is not carried is named.

use crate::calendar::Calendar;
use crate::case::Runnable;
use crate::flow::{Severity, read};
use crate::guard::compile_all;
use crate::import::{Imported, Vocabulary, import};

const ODD: &str = include_str!("../import/cmmn/testdata/odd.txt");

/// A model with this in its case, before its plan and in it.
fn model(before: &str, plan: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/CMMN/20151109/MODEL' xmlns:f='http://flowable.org/cmmn' \
         xmlns:c='http://camunda.org/schema/1.0/cmmn' id='defs'><case id='sag' name='Sag'>{before}\
         <caseRoles id='roles'><role id='rr' name='Rolle'/></caseRoles>\
         <casePlanModel id='plan' name='Plan'>{plan}</casePlanModel></case></definitions>"
    )
}

/// What is told of a model, by word and id.
fn told(imported: &Imported) -> Vec<String> {
    let all = imported.findings.iter();
    all.map(|finding| {
        let word = finding.left_out().unwrap_or(finding.code.0);
        format!("{word} {}", finding.id.as_deref().unwrap_or_default())
    })
    .collect()
}

#[test]
fn odd_models_are_carried_or_named() {
    let mut wrong = Vec::new();
    for one in ODD.split("\n: ").skip(1) {
        let (name, rest) = one.split_once('\n').unwrap();
        let (expected, body): (Vec<&str>, Vec<&str>) = rest.lines().partition(|line| line.starts_with("= "));
        let expected: Vec<&str> = expected
            .iter()
            .filter_map(|line| line.strip_prefix("= "))
            .collect();
        let body = body.join("\n");
        let (before, plan) = body.split_once("\n...\n").unwrap_or(("", &body));
        let imported = import(Vocabulary::Cmmn, "", model(before, plan).into_bytes());
        let mut told = told(&imported);
        told.sort();
        let mut expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        expected.sort();
        if told != expected {
            wrong.push(format!("{name}: {told:?}, not {expected:?}"));
        }
        let Some(text) = imported.flow else {
            wrong.push(format!("{name}: no flow: {:?}", imported.findings));
            continue;
        };
        let (flow, mut findings) = read(&text);
        let flow = flow.unwrap_or_else(|| panic!("{name}: {findings:#?}\n{text}"));
        let (guards, more) = compile_all(&flow);
        findings.extend(more);
        findings.retain(|finding| finding.severity == Severity::Error);
        assert_eq!(findings, [], "{name}\n{text}");
        let listed = flow.not_carried.len();
        assert_eq!(
            listed,
            imported.findings.len(),
            "{name}: the flow says what is not carried\n{text}"
        );
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        let mut trial = super::Trial::new(&run, chrono::DateTime::UNIX_EPOCH);
        let begun = trial.start(
            chrono::DateTime::UNIX_EPOCH,
            "sag",
            Vec::new(),
            serde_json::Value::Null,
        );
        assert!(begun.is_ok(), "{name}: {begun:?}\n{text}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Models that cannot be imported: a report with ids and places, exit 1, and no flow file.

use std::process::Command;

use super::played::imported;

/// What lies around the case plans here.
const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/CMMN/20151109/MODEL'>\n<case id='c'><casePlanModel id='plan'>\n";
const TAIL: &str = "\n</casePlanModel></case></definitions>";

/// Each model and what is found: `CODE id LINE`.
const WRONG: &[(&str, &[&str])] = &[
    ("<planItem id='p1' definitionRef='nowhere'/>", &["F0732 p1 3"]),
    ("<planItem id='p1'/>", &["F0732 p1 3"]),
    (
        "<planItem id='p1' definitionRef='t'><entryCriterion id='e1' sentryRef='gone'/></planItem>\n<humanTask id='t'/>",
        &["F0732 e1 3"],
    ),
    (
        "<planItem id='p1' definitionRef='t'><entryCriterion id='e1' sentryRef='s'/></planItem>\n<humanTask id='t'/>\n\
         <sentry id='s'><planItemOnPart id='o1' sourceRef='away'><standardEvent>complete</standardEvent></planItemOnPart></sentry>",
        &["F0732 o1 5"],
    ),
    (
        "<planItem id='p1' definitionRef='t'/>\n<planItem id='p1' definitionRef='t'/>\n<humanTask id='t'/>\n<stage id='t'/>",
        &["F0733 p1 4", "F0733 t 6"],
    ),
    (
        "<planItem id='p1' definitionRef='s1'/>\n<stage id='s1'><planItem id='p2' definitionRef='s2'/>\n\
         <stage id='s2'><planItem id='p3' definitionRef='s1'/></stage></stage>",
        &["F0734 p3 5"],
    ),
    (
        "<planItem id='p1' definitionRef='t'><entryCriterion id='e1' sentryRef='s'/></planItem>\n<humanTask id='t'/>\n\
         <sentry id='s'><ifPart id='i1'><condition language='http://www.w3.org/1999/XPath'>/order/total &gt; 3</condition></ifPart></sentry>",
        &["F0736 i1 5"],
    ),
    (
        "<planItem id='p1' definitionRef='t'><itemControl><repetitionRule id='r1'><condition language='prolog'>again(X).</condition></repetitionRule></itemControl></planItem>\n<humanTask id='t'/>",
        &["F0736 r1 3"],
    ),
];

#[test]
fn what_is_wrong_is_told_with_its_id_and_place() {
    for (plan, expected) in WRONG {
        let imported = imported(&format!("{HEAD}{plan}{TAIL}"));
        let found: Vec<String> = imported
            .findings
            .iter()
            .map(|finding| {
                let id = finding.id.as_deref().unwrap_or("-");
                format!("{} {id} {}", finding.code.0, finding.place.line)
            })
            .collect();
        assert_eq!(found, *expected, "{plan}");
        assert_eq!(imported.flow, None, "{plan}");
    }
}

#[test]
fn files_that_are_no_models() {
    let bomb = "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><definitions xmlns='http://www.omg.org/spec/CMMN/20151109/MODEL'>&b;</definitions>";
    let outside = "<!DOCTYPE definitions SYSTEM 'http://example.invalid/cmmn.dtd'><definitions/>";
    let bpmn = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' id='d'><process id='p'/></definitions>";
    let empty = "<definitions xmlns='http://www.omg.org/spec/CMMN/20151109/MODEL' id='d'/>";
    let no_plan = "<definitions xmlns='http://www.omg.org/spec/CMMN/20151109/MODEL' id='d'><case id='c'/></definitions>";
    for (text, code) in [
        (bomb, "F0704"),
        (outside, "F0704"),
        ("<definitions><case>", "F0703"),
        ("", "F0703"),
        (bpmn, "F0707"),
        (empty, "F0731"),
        (no_plan, "F0731"),
    ] {
        let imported = imported(text);
        let codes: Vec<&str> = imported.findings.iter().map(|finding| finding.code.0).collect();
        assert_eq!(codes, [code], "{text}");
        assert_eq!(imported.flow, None);
    }
}

/// A stage that is planned in many places has what lies in it many times.
#[test]
fn a_model_that_grows_when_it_is_read_is_refused() {
    let mut plan = String::from("<planItem id='p0' definitionRef='s0'/>");
    for number in 0..12 {
        let inner: String = (0..4)
            .map(|one| format!("<planItem id='i{number}{one}' definitionRef='s{}'/>", number + 1))
            .collect();
        plan.push_str(&format!("<stage id='s{number}'>{inner}</stage>"));
    }
    plan.push_str("<stage id='s12'/>");
    let imported = imported(&format!("{HEAD}{plan}{TAIL}"));
    let codes: Vec<&str> = imported.findings.iter().map(|finding| finding.code.0).collect();
    assert_eq!((codes, imported.flow), (vec!["F0735"], None));
}

#[test]
fn the_program_reports_and_writes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("model.cmmn");
    let flow = folder.path().join("flow.yaml");
    std::fs::write(
        &model,
        format!("{HEAD}<planItem id='p1' definitionRef='nowhere'/>{TAIL}"),
    )
    .unwrap();
    let run = |language: &str| {
        Command::new(env!("CARGO_BIN_EXE_samspil"))
            .args(["--lang", language, "import", "cmmn"])
            .arg(&model)
            .arg("-o")
            .arg(&flow)
            .output()
            .unwrap()
    };
    for (language, words) in [("en", "points at nowhere"), ("da", "peger på nowhere")] {
        let output = run(language);
        assert_eq!(output.status.code(), Some(1));
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(
            told.contains("model.cmmn:3:1") && told.contains("p1:") && told.contains(words),
            "{told}"
        );
    }
    assert!(!flow.exists());
}

//! Graphs that are no graphs, or contradict themselves: a report with ids and places, and no flow file.

use proptest::prelude::*;
use samspil_core::flow::{Severity, read};
use samspil_core::guard::compile_all;
use samspil_core::import::{Vocabulary, import};
use samspil_core::text::Language;

/// A graph of the editor's form with this inside.
fn graph(inside: &str) -> String {
    format!(
        "<d:definitions xmlns:d='http://tk/schema/dcr'><d:dcrGraph id='g'>\n{inside}\n</d:dcrGraph></d:definitions>"
    )
}

/// A graph of the portal's form with these events, relations and marking.
fn portal(events: &str, constraints: &str, marking: &str) -> String {
    format!(
        "<dcrgraph title='G'><specification><resources><events>\n{events}\n</events></resources><constraints>\n\
         {constraints}\n</constraints></specification><runtime><marking>\n{marking}\n</marking></runtime></dcrgraph>"
    )
}

const A: &str = "<d:event id='a' included='true'/>";

fn relation(more: &str) -> String {
    graph(&format!(
        "{A}\n<d:event id='b' included='true'/>\n<d:relation id='r' type='condition' sourceRef='a' targetRef='b' {more}/>"
    ))
}

/// A graph with the event `a`, and this on the next line.
fn after_a(more: &str) -> String {
    graph(&format!("{A}\n{more}"))
}

/// A model, and the code, id and line of what is found in it.
type Wrong = (String, &'static str, &'static str, u32);

/// What is no XML, or none that is read.
fn unreadable() -> Vec<Wrong> {
    let billion = format!(
        "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>\n{}",
        graph("&b;")
    );
    let external = format!("<!DOCTYPE x SYSTEM 'file:///etc/passwd'>\n{}", graph(A));
    let bpmn = "<definitions id='d' xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>".to_owned();
    vec![
        (String::new(), "F0703", "", 0),
        ("ikke XML".to_owned(), "F0703", "", 1),
        (graph(A).replace("</d:definitions>", ""), "F0703", "", 3),
        (graph("<d:event id='a'"), "F0703", "", 3),
        (billion, "F0704", "", 1),
        (external, "F0704", "", 1),
        (graph("&b;"), "F0704", "", 2),
        (bpmn, "F0707", "d", 1),
        (graph(""), "F0708", "", 1),
    ]
}

/// What contradicts itself, or speaks of what is not there.
fn contradictory() -> Vec<Wrong> {
    let half = "<d:relation id='r' type='condition' sourceRef='a'/>";
    let twice = format!("<d:nesting id='n'>{A}</d:nesting>");
    let circle = "<d:nesting id='n'><d:subProcess id='s'>\n<d:nesting id='n'/></d:subProcess></d:nesting>";
    let nowhere = "<d:relation id='r' type='response' sourceRef='a' targetRef='x'/>";
    let marked = portal("<event id='a'/>", "", "<included><event id='b'/></included>");
    let condition = "<conditions><condition sourceId='a' targetId='a' expressionId='X'/></conditions>";
    vec![
        (graph("<d:event description='x'/>"), "F0709", "", 2),
        (after_a(half), "F0709", "r", 3),
        (after_a(&twice), "F0710", "a", 3),
        (graph(circle), "F0711", "n", 3),
        (after_a(nowhere), "F0712", "r", 3),
        (marked, "F0712", "b", 6),
        (portal("<event id='a'/>", condition, ""), "F0712", "a → a", 4),
    ]
}

/// Values, conditions and durations that are none.
fn misspelt() -> Vec<Wrong> {
    let relation_type = "<d:relation id='r' type='haster' sourceRef='a' targetRef='a'/>";
    let default = "<d:event id='a'><d:eventData name='x' type='Int' default='fem'/></d:event>";
    vec![
        (graph("<d:event id='a' included='måske'/>"), "F0713", "a", 2),
        (after_a(relation_type), "F0713", "r", 3),
        (graph(default), "F0713", "x", 2),
        (relation("guard='x =&gt; { return true }'"), "F0714", "r", 4),
        (relation("guard='${x}'"), "F0714", "r", 4),
        (relation("guard='len(x) &gt; 3'"), "F0714", "r", 4),
        (relation("guard='x &lt; \"b\"'"), "F0714", "r", 4),
        (relation("guard='1 + 2'"), "F0714", "r", 4),
        (relation("time='5 dage'"), "F0715", "r", 4),
    ]
}

#[test]
fn what_is_wrong_is_reported_with_its_id_and_place_and_nothing_is_written() {
    for (text, code, id, line) in [unreadable(), contradictory(), misspelt()].concat() {
        let imported = import(Vocabulary::Dcr, "", text.clone().into_bytes());
        assert_eq!(imported.flow, None, "{text}");
        let found = imported.findings.iter().find(|finding| finding.code.0 == code);
        let finding = found.unwrap_or_else(|| panic!("{text}: {:#?}", imported.findings));
        assert_eq!(finding.id.as_deref().unwrap_or_default(), id, "{text}");
        assert_eq!(finding.place.line, line, "{text}");
        assert_eq!(finding.severity, Severity::Error, "{text}");
    }
}

/// What the portal has come to write at events since is named, and the rest is carried.
#[test]
fn what_an_event_has_that_nobody_knows_is_named() {
    let events = "<event id='a' type='cirkel' farve='blå'><precondition message='Kun i dag'/><frist>5 dage</frist></event>\
                  <event id='b' type='gruppe'><event id='c'/></event>";
    let imported = import(Vocabulary::Dcr, "", portal(events, "", "").into_bytes());
    assert!(imported.flow.is_some(), "{:#?}", imported.findings);
    let told = imported.findings.iter().map(|finding| {
        let said = |name: &str| finding.what.args[name].words(Language::Danish);
        format!("{} {} {}", said("id"), said("element"), said("text"))
    });
    let told: Vec<String> = told.collect();
    assert_eq!(
        told,
        [
            "a type cirkel",
            "a precondition Kun i dag",
            "a frist 5 dage",
            "a farve blå",
            "b type gruppe"
        ]
    );
}

#[test]
fn a_graph_with_more_than_a_flow_can_hold_is_said_to_be_so_once() {
    let events: String = (0..1_200)
        .map(|number| format!("<d:event id='e{number}'/>"))
        .collect();
    let imported = import(Vocabulary::Dcr, "", graph(&events).into_bytes());
    let codes: Vec<&str> = imported.findings.iter().map(|finding| finding.code.0).collect();
    assert_eq!((codes, imported.flow), (vec!["F0716"], None));
}

/// Pieces that graphs are made of, right and wrong.
const PIECES: [&str; 26] = [
    "<d:event id='a' included='true' pending='true'/>",
    "<d:event id='b' role='Læge, Sygeplejerske' description='Ærø: &quot;så&quot;'/>",
    "<d:event id='b'><d:eventData name='x' type='Bool' default='true'/></d:event>",
    "<d:event id='å å'/>",
    "<d:event id=''/>",
    "<d:nesting id='n' description='N'>",
    "</d:nesting>",
    "<d:subProcess id='s' executed='true'>",
    "</d:subProcess>",
    "<d:relation id='r1' type='condition' sourceRef='a' targetRef='b' time='P5D'/>",
    "<d:relation id='r2' type='response' sourceRef='b' targetRef='s' time='P1M' guard='x = true'/>",
    "<d:relation id='r3' type='exclude' sourceRef='n' targetRef='n'/>",
    "<d:relation id='r4' type='include' sourceRef='s' targetRef='a' guard='not (x = 1) or y != \"z\"'/>",
    "<d:relation id='r5' type='milestone' sourceRef='a' targetRef='n' guard='a + '/>",
    "<d:relation id='r6' type='spawn' sourceRef='a' targetRef='b'/>",
    "<d:relation type='response'/>",
    "&lt;",
    "&x;",
    "<",
    "\u{0}",
    "<!-- å -->",
    "<![CDATA[x]]>",
    "<?p x?>",
    "<x:y/>",
    "tekst",
    "<d:dcrGraph>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_drawn_there_is_a_flow_that_reads_or_a_finding(
        parts in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..14),
        cut in prop::option::of(0_usize..400),
    ) {
        let text = graph(&parts.concat());
        let text: String = text.chars().take(cut.unwrap_or(usize::MAX)).collect();
        whole(text.into_bytes())?;
    }

    #[test]
    fn no_bytes_make_it_stop(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        whole(bytes)?;
    }
}

/// A flow file that reads without errors, or at least one finding that hinders it.
fn whole(bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let imported = import(Vocabulary::Dcr, "prøve", bytes);
    let Some(file) = imported.flow else {
        let hindered = imported
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        prop_assert!(hindered);
        return Ok(());
    };
    let (flow, findings) = read(&file);
    prop_assert!(flow.is_some(), "{findings:?}\n{file}");
    let (_, findings) = compile_all(&flow.unwrap());
    prop_assert!(findings.is_empty(), "{findings:?}\n{file}");
    Ok(())
}

//! Models with several cases: a flow file for each, and what goes from one to another.

use samspil_core::flow::{Flow, ItemKind, Severity, read};
use samspil_core::guard::{Guards, Linked, check_subcases, compile_all};
use samspil_core::import::Imported;

use super::played::{findings, imported};

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/CMMN/20151109/MODEL' \
    xmlns:flowable='http://flowable.org/cmmn' xmlns:camunda='http://camunda.org/schema/1.0/cmmn'>";

/// Every flow of a model, read and held against each other: what one hands over, the other has.
fn flows(imported: &Imported) -> Vec<(Flow, Guards)> {
    let texts = imported
        .flow
        .iter()
        .chain(imported.others.iter().map(|other| &other.text));
    let flows: Vec<(Flow, Guards)> = texts
        .map(|text| {
            let (flow, wrong) = read(text);
            let flow = flow.unwrap_or_else(|| panic!("{wrong:#?}\n{text}"));
            let (guards, _) = compile_all(&flow);
            (flow, guards)
        })
        .collect();
    for (flow, guards) in &flows {
        let linked = |(flow, guards)| Linked { flow, guards };
        let known = |name: &samspil_core::id::FlowId| {
            let found = flows.iter().find(|(flow, _)| flow.id == *name);
            found.map(|(flow, guards)| linked((flow, guards)))
        };
        let wrong = check_subcases(linked((flow, guards)), &known);
        let errors: Vec<_> = wrong
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    flows
}

/// `begins FLOW gives a=b takes c=d` of each case task, in the flow of its case.
fn told(flows: &[(Flow, Guards)]) -> Vec<String> {
    let items = flows
        .iter()
        .flat_map(|(flow, _)| flow.items.values().map(move |item| (flow, item)));
    let subcases = items.filter_map(|(flow, item)| match &item.kind {
        ItemKind::Subcase(of) => Some((flow, item, of)),
        _ => None,
    });
    subcases
        .map(|(flow, item, of)| {
            let gives = of
                .gives
                .iter()
                .map(|one| format!(" {}={}", one.theirs, one.value.text));
            let takes = of.takes.iter().map(|one| format!(" {}<{}", one.mine, one.theirs));
            let apart = if of.apart { " apart" } else { "" };
            let crossing: String = gives.chain(takes).collect();
            format!("{}.{} {}{apart}{crossing}", flow.id, item.id, of.flow)
        })
        .collect()
}

fn check(model: &str, found: &[&str], wanted: &[&str]) {
    let imported = imported(&format!("{HEAD}{model}</definitions>"));
    assert_eq!(findings(&imported), found, "{:#?}", imported.findings);
    assert_eq!(told(&flows(&imported)), wanted, "{model}");
}

#[test]
fn each_case_of_a_file_is_a_flow_and_a_case_task_begins_the_other() {
    check(
        "<case id='inner'><casePlanModel id='a'><planItem id='i1' definitionRef='t1'/><humanTask id='t1'/></casePlanModel></case>\
         <case id='outer'><casePlanModel id='b'><planItem id='o1' name='Go' definitionRef='t2'/><caseTask id='t2' caseRef='x:inner'/>\
         <planItem id='o2' name='Tell' definitionRef='t3'/><caseTask id='t3' isBlocking='false' caseRef='inner'/>\
         <planItem id='o3' name='Far' definitionRef='t4'/><caseTask id='t4' caseRef='else where'/></casePlanModel></case>",
        &[],
        &[
            "outer.part_go inner",
            "outer.tell inner apart",
            "outer.far else_where",
        ],
    );
}

#[test]
fn parameters_lead_from_one_case_file_to_the_other() {
    check(
        "<caseFileItemDefinition id='text' structureRef='xsd:string'/><caseFileItemDefinition id='flag' structureRef='xsd:boolean'/>\
         <case id='outer'><caseFileModel><caseFileItem id='f1' name='Need' definitionRef='text'/><caseFileItem id='f2' name='Answer'/><caseFileItem id='f3' name='Flag' definitionRef='flag'/></caseFileModel>\
         <casePlanModel id='b'><planItem id='o1' name='Place' definitionRef='t2'/>\
         <caseTask id='t2' caseRef='inner'><input id='p1' bindingRef='f1'/><input id='p4' bindingRef='f3'/><output id='p2' bindingRef='f2'/><output id='p3' name='lost' bindingRef='f1'/>\
         <parameterMapping id='m1' sourceRef='p1' targetRef='q1'/><parameterMapping id='m2' sourceRef='q2' targetRef='p2'/>\
         <parameterMapping id='m3' sourceRef='p4' targetRef='q1'/><parameterMapping id='m4' sourceRef='p1' targetRef='q1'><transformation>x + 1</transformation></parameterMapping></caseTask></casePlanModel></case>\
         <case id='inner'><caseFileModel><caseFileItem id='g1' name='Wish' definitionRef='text'/><caseFileItem id='g2' name='Reply' definitionRef='flag'/></caseFileModel>\
         <casePlanModel id='a'><planItem id='i1' definitionRef='t1'/><humanTask id='t1'/></casePlanModel>\
         <input id='q1' bindingRef='g1'/><output id='q2' bindingRef='g2'/></case>",
        // What the other case has no parameter for, what does not fit, and what is transformed.
        &["F0738 p3", "F0738 m3", "F0738 m4"],
        &["outer.place inner case_file.Wish=case_file.Need case_file.Answer<case_file.Reply"],
    );
}

#[test]
fn variables_go_over_as_engines_hand_them() {
    check(
        "<case id='outer'><casePlanModel id='b'>\
         <planItem id='o1' name='One' definitionRef='t2'/><caseTask id='t2' caseRef='inner'><extensionElements>\
         <camunda:in source='n' target='amount'/><camunda:in variables='all'/><camunda:in businessKey='#{k}'/><camunda:out source='ok' target='done'/></extensionElements></caseTask>\
         <planItem id='o2' name='Two' definitionRef='t3'/><caseTask id='t3' caseRef='elsewhere'><extensionElements>\
         <flowable:in source='n' target='amount'/><flowable:in sourceExpression='${n+1}' target='x'/><flowable:in variables='all'/></extensionElements></caseTask>\
         <planItem id='o3' name='Three' definitionRef='t1'><entryCriterion id='e' sentryRef='s'/></planItem><sentry id='s'><ifPart><condition>${n > 3 and done and shared == 'x'}</condition></ifPart></sentry><humanTask id='t1'/></casePlanModel></case>\
         <case id='inner'><casePlanModel id='a'><planItem id='i1' definitionRef='t9'><entryCriterion id='e' sentryRef='s'/></planItem>\
         <sentry id='s'><ifPart><condition>${shared == 'y'}</condition></ifPart></sentry><humanTask id='t9'/></casePlanModel></case>",
        &["F0738 o1", "F0738 o2", "F0738 o2"],
        &[
            "outer.one inner variables.amount=variables.n variables.part_shared=variables.part_shared variables.done<variables.ok",
            "outer.two elsewhere variables.amount=variables.n",
        ],
    );
}

#[test]
fn a_case_may_begin_itself_and_only_code_can_tell_what_an_expression_names() {
    check(
        "<case id='c'><casePlanModel id='b'><planItem id='o1' name='Again' definitionRef='t2'><itemControl><manualActivationRule id='m'/></itemControl></planItem><caseTask id='t2' caseRef='c'/>\
         <planItem id='o2' name='Some' definitionRef='t3'/><caseTask id='t3' caseRef='${which}'/>\
         <planItem id='o3' name='Any' definitionRef='t4'/><caseTask id='t4'><caseRefExpression>which()</caseRefExpression></caseTask></casePlanModel></case>",
        &["F0738 o2", "F0738 o3"],
        &["c.again c"],
    );
}

#[test]
fn a_name_may_stand_where_an_expression_does() {
    check(
        "<case id='c'><casePlanModel id='b'><planItem id='o1' name='Credit' definitionRef='t2'/>\
         <caseTask id='t2'><caseRefExpression><![CDATA[checkCredit]]></caseRefExpression></caseTask></casePlanModel></case>",
        &[],
        &["c.credit checkCredit"],
    );
}

#[test]
fn what_is_planned_nowhere_is_named() {
    check(
        "<case id='c'><casePlanModel id='b'><planItem id='o1' name='A' definitionRef='t1'/><humanTask id='t1'/>\
         <humanTask id='t2' name='Forgotten'/><stage id='s1'><planItem id='o2' definitionRef='t3'/><humanTask id='t3'/></stage></casePlanModel></case>",
        &["F0738 t2", "F0738 s1"],
        &[],
    );
}

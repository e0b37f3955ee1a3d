//! Lines that hold by a flow as it is written, whatever happens in a case.

use samspil_core::calendar::Calendar;
use samspil_core::case::{CanSee, Runnable};
use samspil_core::flow::{FieldKind, read};
use samspil_core::guard::compile_all;
use samspil_core::id::ItemId;

use super::file;

/// Social support for adults, ready to run.
fn adults() -> Runnable {
    shipped("voksen-bum")
}

/// A shipped flow, ready to run.
fn shipped(flow: &str) -> Runnable {
    let (flow, findings) = read(&file(&format!("flows/{flow}/flow.yaml")).unwrap());
    assert_eq!(findings, []);
    let flow = flow.unwrap();
    let (guards, findings) = compile_all(&flow);
    assert_eq!(findings, []);
    Runnable::new(flow, guards, 1, Calendar::default())
}

/// The parties that see a field, in the order of the flow.
fn who_sees(run: &Runnable, path: &str) -> Vec<String> {
    let (outer, field) = run
        .all_fields()
        .find(|(_, field)| field.path.as_str() == path)
        .unwrap_or_else(|| panic!("no field {path}"));
    run.onlookers()
        .filter(|onlooker| run.can_see(onlooker, outer, field).can == CanSee::Bound)
        .map(|onlooker| onlooker.party.id.to_string())
        .collect()
}

#[test]
fn a02_1_every_party_sees_purpose_goals_agreements_and_the_next_meeting() {
    let run = adults();
    let all: Vec<String> = run.flow.parties.keys().map(ToString::to_string).collect();
    for path in [
        "contact.wishes",
        "assessment.purpose",
        "plan.goals",
        "plan.goals.goal",
        "start.agreements",
        "follow_up.held_on",
        "follow_up.outcome",
    ] {
        assert_eq!(who_sees(&run, path), all, "{path}");
    }
    let meeting = run
        .flow
        .items
        .get(&ItemId::new("follow_up_meeting").unwrap())
        .unwrap();
    let with: Vec<String> = meeting.with.iter().map(ToString::to_string).collect();
    assert_eq!(with, ["citizen", "provider", "relative", "representative"]);
    assert_eq!(
        meeting.owner.as_ref().map(ToString::to_string).as_deref(),
        Some("caseworker")
    );
}

#[test]
fn a08_6_need_and_intervention_are_for_all_and_the_rate_for_some() {
    let run = adults();
    let order = [
        "caseworker",
        "team_leader",
        "provider",
        "provider_leader",
        "citizen",
        "finance",
    ];
    for path in ["order.lines.need", "order.lines.intervention"] {
        assert_eq!(who_sees(&run, path), order, "{path}");
    }
    for path in ["order.lines.rate", "order.lines.agreed_rate"] {
        let some = ["caseworker", "team_leader", "provider_leader", "finance"];
        assert_eq!(who_sees(&run, path), some, "{path}");
    }
}

#[test]
fn a10_3_a_task_says_what_good_looks_like_in_both_languages() {
    let run = adults();
    for item in [
        "send_order",
        "answer_order",
        "start_meeting",
        "status_report",
        "follow_up_meeting",
    ] {
        let item = run.flow.items.get(&ItemId::new(item).unwrap()).unwrap();
        let expects = item.expects.as_ref().unwrap();
        assert!(expects.en.is_some() && !expects.da.is_empty(), "{}", item.id);
    }
}

#[test]
fn a09_5_what_is_written_day_by_day_is_for_the_provider_alone() {
    let run = adults();
    let provider = ["provider", "provider_leader"];
    for path in ["delivery.note_goal", "delivery.note", "delivery.note_source"] {
        assert_eq!(who_sees(&run, path), provider, "{path}");
    }
    let with_the_citizen = ["provider", "provider_leader", "citizen"];
    assert_eq!(who_sees(&run, "delivery.citizens_view"), with_the_citizen);
}

/// The choices of a field, each with its national code where it has one.
fn choices(run: &Runnable, path: &str) -> Vec<(String, Option<String>)> {
    let (_, field) = run
        .all_fields()
        .find(|(_, field)| field.path.as_str() == path)
        .unwrap_or_else(|| panic!("no field {path}"));
    let code = |name: &String| (name.clone(), field.codes.get(name).cloned());
    match &field.kind {
        FieldKind::Choice { of } => of.keys().map(code).collect(),
        FieldKind::Level { from, to } => (*from..=*to).map(|level| code(&level.to_string())).collect(),
        other => panic!("{path}: {other:?}"),
    }
}

#[test]
fn a06_1_levels_types_and_outcomes_are_data_of_the_flow_with_their_national_codes() {
    let run = adults();
    for (path, names) in [
        ("assessment.support_need", &["0", "1", "2", "3", "4"][..]),
        ("assessment.themes.score", &["0", "1", "2", "3", "4"]),
        ("plan.goals.target", &["0", "1", "2", "3", "4"]),
        ("plan.goals.kind", &["develop", "maintain", "limit_loss"]),
        ("follow_up.outcome", &["continues", "ends", "ends_refers"]),
    ] {
        let found = choices(&run, path);
        let found_names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(found_names, names, "{path}");
        // A national code is a UUID, and no two of a field are the same.
        let mut codes: Vec<&String> = found.iter().filter_map(|(_, code)| code.as_ref()).collect();
        assert_eq!(codes.len(), names.len(), "{path}");
        assert!(codes.iter().all(|code| code.len() == 36), "{path}: {codes:?}");
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), names.len(), "{path}");
    }
    // Care has four outcomes, in FSIII; they are those of its own flow.
    let names = |flow: &str, path: &str| choices(&shipped(flow), path).len();
    assert_eq!(names("rehabilitering", "follow_up.outcome"), 4);
    assert_eq!(names("helhedspleje", "check.outcome"), 4);
}

#[test]
fn a12_2_a_task_with_no_owner_or_two_is_an_error() {
    let head = "samspil: 1\nflow: f\ntitle: F\nparties:\n  w: {title: W, side: authority}\n  p: {title: P, side: provider}\ndoes:\n";
    for (task, codes) in [
        ("coffee: {task: Kaffe, by: w}", [].as_slice()),
        ("coffee: {task: Kaffe}", &["F0406"]),
        ("coffee: {task: Kaffe, by: [w, p]}", &["F0406"]),
        ("talk: {meeting: Møde, with: w}", &["F0406"]),
        ("decide: {decision: Afgør}", &["F0406"]),
    ] {
        let (_, findings) = read(&format!("{head}  {task}\n"));
        let found: Vec<&str> = findings.iter().map(|finding| finding.code.0).collect();
        assert_eq!(found, codes, "{task}");
    }
}

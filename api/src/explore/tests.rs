//! Questions as they are asked on the command line, and the whole answers.

use clap::Parser;

use super::*;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    command: Command,
}

const FLOW: &str = "samspil: 1
flow: companion
title: {da: Ledsagelse, en: Companion}
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
data:
  decision:
    granted: {title: {da: Bevilget, en: Granted}, type: boolean}
does:
  decide: {decision: {da: Træf afgørelse, en: Decide}, by: caseworker, fills: [decision.granted]}
  decided: {milestone: {da: Afgjort, en: Decided}, after: decide}
  order: {task: {da: Bestil, en: Order}, by: caseworker, after: decide, when: decision.granted}
  wait: {task: {da: Vent, en: Wait}, by: caseworker, after: order, not_before: 2 days}
  reject: {task: {da: Afslå, en: Reject}, by: caseworker, after: decide, when: '!decision.granted', removes: end}
  end: {task: {da: Slut, en: End}, by: caseworker, after: decide, starts: by_hand}
closes: {when: done(end)}
";

/// Asks in these words; FLOW stands for the flow's file.
fn ask(words: &str) -> Result<Answered, Message> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flow.yaml");
    std::fs::write(&path, FLOW).unwrap();
    let path = path.to_str().unwrap().to_owned();
    let words = words.split_whitespace().map(|word| word.replace("FLOW", &path));
    let line = Line::try_parse_from(std::iter::once("explore".to_owned()).chain(words)).unwrap();
    let (command, flow) = line.command.with_flow()?;
    let run = runnable_from(&flow, Language::English).unwrap();
    answer(&command, &run, &Stop::default(), Language::English)
}

#[test]
fn who_breaks_a_search_off_gets_what_it_found() {
    let stop = Stop::default();
    stop.ask();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flow.yaml");
    let body = "does: {a: {task: A, by: caseworker, repeats: {freely: true}}, b: {task: B, by: caseworker, optional: true, when: times(a) > 3000}}\ncloses: by_hand\n";
    let head = &FLOW[..FLOW.find("data:").unwrap()];
    std::fs::write(&path, format!("{head}{body}")).unwrap();
    let run = runnable_from(&path, Language::English).unwrap();
    let line = Line::try_parse_from(["explore"]).unwrap();
    let answered = answer(&line.command, &run, &stop, Language::English).unwrap();
    let said = answered.told.lines.join("\n");
    assert!(said.contains("The search was broken off"), "{said}");
    assert!(answered.told.json["states"].as_u64() > Some(1_000) && answered.otherwise);
}

#[test]
fn the_exit_code_says_what_was_asked_for() {
    for (words, otherwise) in [
        ("FLOW --trace decide,end", false),
        ("FLOW --trace end,decide", false),
        ("FLOW --trace decide,end --exists", false),
        ("--exists FLOW --trace end,decide", true),
        ("FLOW --exists decide,end --never end,decide", false),
        ("FLOW --never decide,order --context end", false),
        ("--trace decide,end --never FLOW", true),
        ("FLOW --exists reject,end", true),
        ("FLOW --can-close", false),
        ("FLOW --can-do reject --can-do wait --untimed", false),
        ("FLOW --dead-end", true),
        ("FLOW", true),
        ("FLOW --never end,decide --states 1", true),
    ] {
        assert_eq!(ask(words).unwrap().otherwise, otherwise, "{words}");
    }
}

#[test]
fn what_cannot_be_asked_is_told() {
    for (words, key) in [
        ("--exists", "explore-no-flow"),
        ("FLOW --trace decde", "explore-did-you-mean"),
        ("FLOW --can-do something_else", "explore-no-item"),
        ("FLOW --starts yesterday", "play-no-moment"),
        ("FLOW --data {", "play-not-json"),
        ("FLOW --data {\"decision\":{\"granted\":7}}", "explore-refused"),
    ] {
        assert_eq!(ask(words).unwrap_err().key, key, "{words}");
    }
}

#[test]
fn answers_in_words() {
    let golden = [
        "FLOW",
        "FLOW --trace order,wait,end",
        "FLOW --trace decide,reject,end --states 3",
    ]
    .map(|words| {
        let told = ask(words).unwrap().told;
        format!("{words}\n{}\n{:#}\n", told.lines.join("\n"), told.json)
    });
    insta::assert_snapshot!(golden.join("\n"));
}

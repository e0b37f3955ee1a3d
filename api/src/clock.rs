//! `samspil clock`: when a clock of a flow runs out, counted from a day on, line by line.

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use clap::Args;
use samspil_core::calendar::{Channel, Length, LengthError};
use samspil_core::case::{Runnable, Supposed, SupposedPause, Supposition, View, arithmetic, suppose};
use samspil_core::flow::Clock;
use samspil_core::id::ItemId;
use samspil_core::text::{Language, Message};
use serde_json::{Value as Json, json};

use crate::language::{Answer, Format, Told, print};
use crate::pages::words::rung;
use crate::play::moment;
use crate::runnable::runnable_from;
use crate::words::say;

/// How many pauses may be supposed: more than any case has.
const MAX_PAUSES: usize = 100;

/// Which clock, and what is supposed of it.
#[derive(Args)]
pub(crate) struct Command {
    /// The flow file.
    flow: PathBuf,
    /// The clock; an item's own has the item's name.
    clock: String,
    /// When it starts, or when what is received is sent: 2026-03-05 or 2026-03-05T09:30.
    #[arg(long)]
    from: String,
    /// How it is sent, where it starts with receipt: digital_post, letter, quick_letter or in_person.
    #[arg(long, value_parser = channel_of)]
    channel: Option<Channel>,
    /// The day that it is counted back from, where it is.
    #[arg(long)]
    back_from: Option<String>,
    /// A time that it stands still, by the item of the pause: consent=2026-03-10..2026-03-20.
    #[arg(long, value_name = "ITEM=FROM..UNTIL", value_parser = pause_of)]
    pause: Vec<SupposedPause>,
    /// By what it is put off: "2 weeks".
    #[arg(long, value_name = "LENGTH")]
    extend: Vec<String>,
}

/// A moment as somebody writes it: a day, a time in Denmark, or a time with its distance from UTC.
///
/// # Errors
/// What to write instead.
pub(crate) fn read_moment(text: &str, language: Language) -> Result<DateTime<Utc>, String> {
    let unread = || say(&Message::new("moment-unread").with("text", text), language);
    moment(text.trim()).ok_or_else(unread)
}

fn channel_of(text: &str) -> Result<Channel, String> {
    Channel::named(text).ok_or_else(|| Channel::ALL.map(|(word, _)| word).join(", "))
}

fn pause_of(text: &str) -> Result<SupposedPause, String> {
    let read = || {
        let (item, times) = text.split_once('=')?;
        let (from, until) = times.split_once("..")?;
        Some(SupposedPause {
            during: ItemId::new(item.trim()).ok()?,
            from: moment(from.trim())?,
            until: moment(until.trim())?,
        })
    };
    read().ok_or_else(|| "consent=2026-03-10..2026-03-20".to_owned())
}

/// Prints the answer.
pub(crate) fn run(command: &Command, language: Language, format: Format) -> ExitCode {
    match runnable_from(&command.flow, language) {
        Ok(run) => print(answer(command, &run, language), format),
        Err(code) => code,
    }
}

fn answer(command: &Command, run: &Runnable, language: Language) -> Answer {
    let told = |message: &Message| say(message, language);
    let Some(clock) = run.flow.clocks.get(command.clock.as_str()) else {
        let known: Vec<String> = run.flow.clocks.keys().map(ToString::to_string).collect();
        let message = Message::new("clock-unknown").with("clock", command.clock.as_str());
        return Err(told(
            &message
                .with("count", known.len() as i64)
                .with("known", known.join(", ")),
        ));
    };
    if command.pause.len() > MAX_PAUSES {
        return Err(told(
            &Message::new("clock-too-many-pauses").with("most", MAX_PAUSES as i64),
        ));
    }
    let longer = command.extend.iter().map(|text| Length::from_str(text));
    let longer = longer.collect::<Result<Vec<Length>, LengthError>>();
    let back_from = command.back_from.as_deref();
    let back_from = back_from.map(|text| read_moment(text, language));
    let supposed = Supposed {
        from: read_moment(&command.from, language)?,
        by: command.channel,
        back_from: back_from.transpose()?,
        pauses: command.pause.clone(),
        longer: longer.map_err(|error| told(&error.message()))?,
    };
    let found = suppose(run, clock, &supposed).map_err(|error| told(&error.message()))?;
    Ok(shown(run, clock, &found, language))
}

fn shown(run: &Runnable, clock: &Clock, found: &Supposition, language: Language) -> Told {
    let told = |message: &Message| say(message, language);
    let view = View {
        run,
        case: &found.case,
        at: found.case.started_at,
    };
    let mut counted: Vec<String> = arithmetic(&view, clock).iter().map(told).collect();
    counted.extend(found.capped.iter().map(told));
    let mut rungs: Vec<(DateTime<Utc>, String)> = Vec::new();
    for (place, times) in &found.rungs {
        if let Some(step) = clock.ladder.get(usize::from(*place)) {
            let words = told(&rung(&view, clock, step));
            rungs.extend(times.iter().map(|at| (*at, words.clone())));
        }
    }
    rungs.sort();
    let mut lines = vec![clock.title.in_language(language).to_owned()];
    lines.extend(counted.iter().cloned());
    lines.extend(rungs.iter().map(|(at, does)| {
        let line = Message::new("clock-rung").with("at", *at);
        told(&line.with("does", does.as_str()))
    }));
    lines.extend(found.plan.iter().map(|next| {
        let line = Message::new("clock-window").with("at", samspil_core::calendar::local_date(next.at));
        told(&line.with("latest", samspil_core::calendar::local_date(next.latest)))
    }));
    let state = found.case.clocks.get(&clock.id);
    let rungs: Vec<Json> = rungs
        .iter()
        .map(|(at, does)| json!({ "at": at, "does": does }))
        .collect();
    let plan: Vec<Json> = found
        .plan
        .iter()
        .map(|next| json!({ "at": next.at, "latest": next.latest }))
        .collect();
    let json = json!({
        "clock": clock.id,
        "title": clock.title.in_language(language),
        "starts": state.map(|state| state.starts),
        "due": state.map(|state| state.due),
        "plan_by": state.map(|state| state.plan_by),
        "target": state.and_then(|state| state.target),
        "arithmetic": counted,
        "rungs": rungs,
        "plan": plan,
    });
    Told { lines, json }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use samspil_core::calendar::Calendar;
    use samspil_core::flow::read;
    use samspil_core::guard::compile_all;

    use super::*;

    /// A clock for every way of counting.
    const FLOW: &str = r#"samspil: 1
flow: proeve
title: {da: Prøve, en: Trial}
parties:
  kontor: {title: {da: Kontoret, en: The office}, side: authority}
  chef: {title: {da: Chefen, en: The boss}, side: authority, leads: kontor}
data:
  d:
    sent_by: {type: choice, of: {digital_post: Digital Post, letter: Brev}}
    meet_on: {type: date, optional: true}
clocks:
  decide:
    title: {da: Frist for afgørelse, en: Time to decide}
    kind: municipal
    starts: case
    lasts: 4 weeks..6 weeks
    extends: {at_most: 2 weeks, ground: {act: retssikkerhedsloven, section: '3'}}
    stops: {when: done(decide)}
    ladder:
      - {at: 3 working days before, remind: kontor}
      - {at: due, tell: chef, again: {every: 1 working day, at_most: 2, until: acknowledged}}
  appeal:
    title: {da: Klagefrist, en: Time to appeal}
    kind: law
    starts: {received: done(decide), channel: d.sent_by}
    lasts: 4 weeks
    roll: next_working_day
  invite:
    title: {da: Indkald, en: Invite}
    kind: practice
    starts: d.meet_on
    lasts: 10 working days before d.meet_on
pauses:
  hearing:
    title: {da: Partshøring, en: Hearing}
    while: hear
    ground: {act: forvaltningsloven, section: '19'}
    at_most: 7 days
    stops: decide
stages:
  s:
    title: {da: Sagen, en: The case}
    does:
      hear: {task: {da: Hør, en: Hear}, by: kontor, optional: true, repeats: {freely: true}}
      decide: {decision: {da: Afgør, en: Decide}, by: kontor, after: meet, fills: [d.sent_by]}
      meet:
        meeting: {da: Samarbejdsmøde, en: Meeting}
        by: kontor
        repeats: {at_least: 3, in_any: 12 months, at_most_apart: 5 months}
"#;

    #[derive(Parser)]
    struct Only {
        #[command(flatten)]
        command: Command,
    }

    fn run(flow: &str) -> Runnable {
        let (flow, findings) = read(flow);
        let flow = flow.unwrap_or_else(|| panic!("{findings:?}"));
        let (guards, more) = compile_all(&flow);
        assert!(more.is_empty(), "{more:?}");
        Runnable::new(flow, guards, 1, Calendar::default())
    }

    /// What is answered; `~` is a space within an argument.
    fn lines(run: &Runnable, arguments: &str, language: Language) -> Result<Vec<String>, String> {
        let words = arguments.split(' ').map(|word| word.replace('~', " "));
        let arguments = ["clock", "flow.yaml"].map(str::to_owned).into_iter().chain(words);
        let only = Only::try_parse_from(arguments).map_err(|error| error.to_string())?;
        answer(&only.command, run, language).map(|told| told.lines)
    }

    fn told(arguments: &str, language: Language) -> Vec<String> {
        lines(&run(FLOW), arguments, language).unwrap()
    }

    #[test]
    fn every_step_is_written_in_danish_and_english() {
        let asked = "decide --from 2026-03-05 --pause hear=2026-03-10..2026-03-30 --extend 1~week";
        let all = [
            "appeal --from 2026-12-18 --channel letter",
            "invite --from 2026-03-05 --back-from 2026-04-20",
            "meet --from 2026-01-05",
            asked,
        ]
        .map(|asked| {
            Language::ALL.map(|language| {
                let told = told(asked, language);
                format!("$ samspil clock {asked}\n{}\n", told.join("\n"))
            })
        });
        insta::assert_snapshot!(all.concat().join("\n"));
    }

    #[test]
    fn what_cannot_be_counted_is_refused_with_what_to_mend() {
        let run = run(FLOW);
        for (asked, part) in [
            ("decid --from 2026-03-05", "decide, appeal"),
            ("decide --from 2026-13-05", "2026-13-05\" er ikke et tidspunkt"),
            (
                "decide --from 2026-03-05T09:30~Europe/Nowhere",
                "Navne på tidszoner læses ikke",
            ),
            (
                "decide --from 2026-03-05T09:30:00+25:00",
                "Navne på tidszoner læses ikke",
            ),
            ("decide --from 2026-03-05 --extend=-1~week", "et tal og en enhed"),
            ("decide --from 2026-03-05 --channel letter", "Udelad kanalen"),
            ("decide --from 2026-03-05 --channel fax", "digital_post"),
            ("appeal --from 2026-03-05", "digital_post, letter"),
            ("invite --from 2026-03-05", "Angiv hvilken"),
            ("decide --from 2026-03-05 --back-from 2026-04-01", "Udelad dagen"),
            (
                "decide --from 2026-03-05 --pause wait=2026-03-10..2026-03-11",
                "Den har hear",
            ),
            (
                "decide --from 2026-03-05 --pause hear=2026-03-11..2026-03-10",
                "Byt om",
            ),
            (
                "decide --from 2026-03-05 --pause hear=2026-03-10..2026-03-10",
                "Byt om",
            ),
            (
                "decide --from 2026-03-05 --pause hear=2026-03-01..2026-03-10",
                "05.03.2026",
            ),
            (
                "decide --from 2026-03-05 --pause hear=2026-03-10..2026-03-12 --pause hear=2026-03-11..2026-03-13",
                "12.03.2026",
            ),
            (
                "decide --from 2026-03-05 --pause hear=2027-03-10..2027-03-12",
                "udløbet",
            ),
            (
                "decide --from 2026-03-05 --pause hear=2026-03-06..2026-03-20 --pause hear=2026-03-21..2026-03-22",
                "intet tilbage",
            ),
            ("decide --from 2026-03-05 --pause hear", "consent=2026"),
            ("decide --from 2026-03-05 --extend 3~weeks", "2 uger"),
            ("decide --from 2026-03-05 --extend 999999999~weeks", "mellem 1 og"),
            ("decide --from +262142-12-01", "kalenderen"),
            (
                "appeal --from 2026-03-05 --channel letter --extend 1~week",
                "kan ikke forlænges",
            ),
        ] {
            let refused = lines(&run, asked, Language::Danish).unwrap_err();
            assert!(refused.contains(part), "{asked}: {refused}");
        }
    }
}

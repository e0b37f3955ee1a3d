//! `samspil play FLOW --jsonl`: one case in memory, or the two of a pair, driven by JSON lines, with a clock that only moves
//! when told.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use clap::Args;
use samspil_core::calendar::{Length, Term, instant_of};
use samspil_core::case::{Actor, Asked, Binding, Refusal, Runnable, Status, View, why};
use samspil_core::flow::ItemKind;
use samspil_core::id::{ItemId, PartyId};
use samspil_core::simulate::{Came, Trial, TrialError, Which, meant, placed, report};
use samspil_core::text::{Arg, Language, Message};
use serde_json::{Map, Value as Json, json};

use crate::cases::Cases;
use crate::language::INPUT_ERROR;
use crate::next_line::{NextLine, next_line};
use crate::runnable::runnable_from;

/// What a line that begins a case may hold.
const OF_START: [&str; 4] = ["at", "title", "parties", "data"];

/// What a line that moves the clock may hold.
const OF_ADVANCE: [&str; 2] = ["to", "by"];

/// What a line that asks why may hold.
const OF_WHY: [&str; 1] = ["item"];

/// What to play.
#[derive(Args)]
pub(crate) struct Play {
    /// The flow file.
    flow: PathBuf,
    /// The other flow of a pair, where both cases are played: lines with "of": "other" are of its case.
    other: Option<PathBuf>,
    /// One JSON object a line in, one out; the only form there is.
    #[arg(long, required = true)]
    jsonl: bool,
}

/// Plays until the input ends.
pub(crate) fn play(asked: &Play, language: Language) -> ExitCode {
    let run = match runnable_from(&asked.flow, language) {
        Ok(run) => run,
        Err(code) => return code,
    };
    let other = asked.other.as_ref().map(|other| runnable_from(other, language));
    let other = match other.transpose() {
        Ok(other) => other,
        Err(code) => return code,
    };
    let mut table = Table::new(&run, other.as_ref(), language);
    let mut input = std::io::stdin().lock();
    let mut out = std::io::stdout().lock();
    loop {
        let answer = match next_line(&mut input) {
            Ok(NextLine::End) => break,
            Ok(NextLine::Line(line)) if line.trim().is_empty() => continue,
            Ok(NextLine::Line(line)) => table.line(&line),
            Ok(NextLine::TooLong) => table.unreadable("line-too-long", ""),
            Err(_) => return ExitCode::from(INPUT_ERROR),
        };
        if writeln!(out, "{answer}").and_then(|()| out.flush()).is_err() {
            break;
        }
    }
    ExitCode::SUCCESS
}

/// A case on the table.
pub(crate) struct Table<'a> {
    cases: Cases<'a>,
    /// The case that the line in hand is of.
    which: Which,
    language: Language,
    /// Data of the line in hand that have no place.
    unused: Vec<String>,
}

type Line = Map<String, Json>;

/// A sub-case has ended: with its `data`, or `undone` for a reason.
const ENDED: &str = "ended";

impl<'a> Table<'a> {
    pub(crate) fn new(run: &'a Runnable, other: Option<&'a Runnable>, language: Language) -> Self {
        Self {
            cases: Cases::of(run, other, DateTime::<Utc>::UNIX_EPOCH),
            which: Which::First,
            language,
            unused: Vec::new(),
        }
    }

    const fn trial(&self) -> &Trial<'a> {
        self.cases.of_which(self.which)
    }

    /// One of the cases, once it has begun.
    pub(crate) fn view_of(&self, which: Which) -> Option<View<'_>> {
        self.cases.of_which(which).view()
    }

    fn unreadable(&self, key: &str, detail: &str) -> Json {
        self.refused(&Refusal {
            code: "input".to_owned(),
            message: Message::new(key).with("detail", detail),
            because: Vec::new(),
        })
    }

    fn refused(&self, refusal: &Refusal) -> Json {
        let say = |message: &Message| crate::words::say(message, self.language);
        let because: Vec<Json> = refusal
            .because
            .iter()
            .map(|block| {
                json!({
                    "code": block.code,
                    "message": say(&block.message),
                    "lifted_by": block.lifted_by.as_ref().map(say),
                })
            })
            .collect();
        json!({"ok": false, "refusal": {"code": refusal.code, "message": say(&refusal.message), "because": because}})
    }

    /// Answers one line.
    pub(crate) fn line(&mut self, line: &str) -> Json {
        let line = match serde_json::from_str::<Json>(line) {
            Ok(Json::Object(line)) => line,
            Ok(_) => return self.unreadable("play-not-an-object", ""),
            Err(error) => return self.unreadable("play-not-json", &error.to_string()),
        };
        match self.does(line) {
            Ok(answer) => answer,
            Err(refusal) => self.refused(&refusal),
        }
    }

    fn does(&mut self, mut line: Line) -> Result<Json, Refusal> {
        let Some(word) = line.get("do").and_then(Json::as_str).map(str::to_owned) else {
            return Err(wrong("do", "play-no-do"));
        };
        self.which = match line.remove("of") {
            None => Which::First,
            // The first begins; the other one begins by what it says.
            Some(of) if of == "other" && word == "start" => Which::First,
            Some(of) if of == "other" && self.cases.has(Which::Second) => Which::Second,
            Some(of) if of == "other" => return Err(TrialError::NotStarted.into_refusal()),
            Some(of) => return Err(wrong(&format!("of: {of}"), "play-wrong")),
        };
        self.unused.clear();
        let came = match word.as_str() {
            "start" => self.start(&mut line)?,
            "advance" => self.advance(&line)?,
            "why" => {
                must_know(&line, &OF_WHY)?;
                self.name_item(&mut line, None)?;
                return self.why(&line);
            }
            _ => self.ask(&word, line)?,
        };
        let view = self
            .trial()
            .view()
            .ok_or_else(|| TrialError::NotStarted.into_refusal())?;
        let mut told = report(&view, &came);
        if let (Json::Object(told), false) = (&mut told, self.unused.is_empty()) {
            told.insert("unused".to_owned(), json!(self.unused));
        }
        Ok(told)
    }

    /// Data at their places; what the model that the flow comes from speaks of nowhere is told in the answer.
    fn placed(&mut self, data: Json) -> Json {
        let (data, unused) = placed(&self.trial().run.flow, data);
        self.unused = unused;
        data
    }

    fn start(&mut self, line: &mut Line) -> Result<Came, Refusal> {
        must_know(line, &OF_START)?;
        let at = match line.get("at").and_then(Json::as_str) {
            Some(text) => moment(text).ok_or_else(|| wrong(text, "play-no-moment"))?,
            None => return Err(wrong("at", "play-no-moment")),
        };
        let parties: Vec<(PartyId, Vec<Binding>)> = match line.remove("parties") {
            None => Vec::new(),
            Some(given) => {
                let parties: std::collections::BTreeMap<PartyId, Vec<Binding>> =
                    serde_json::from_value(given).map_err(|error| wrong(&error.to_string(), "play-wrong"))?;
                parties.into_iter().collect()
            }
        };
        let title = line
            .get("title")
            .and_then(Json::as_str)
            .unwrap_or("play")
            .to_owned();
        let data = self.placed(line.remove("data").unwrap_or_default());
        let came = self.cases.start(at, &title, parties, data);
        came.map(|mut came| came.take(self.which))
            .map_err(TrialError::into_refusal)
    }

    fn advance(&mut self, line: &Line) -> Result<Came, Refusal> {
        must_know(line, &OF_ADVANCE)?;
        let text = |key: &str| line.get(key).and_then(Json::as_str);
        let to = match (text("to"), text("by")) {
            (Some(to), _) => moment(to).ok_or_else(|| wrong(to, "play-no-moment"))?,
            (None, Some(by)) => {
                later(self.trial().now, by, self.trial().run).ok_or_else(|| wrong(by, "play-no-length"))?
            }
            (None, None) => return Err(wrong("by", "play-no-moment")),
        };
        self.or_as_it_was(|table| table.moved(to))
    }

    /// Moves the clock, with all that happens on the way.
    fn moved(&mut self, to: DateTime<Utc>) -> Result<Came, Refusal> {
        let came = self.cases.advance(to);
        came.map(|mut came| came.take(self.which))
            .map_err(TrialError::into_refusal)
    }

    /// Does all of it, or nothing: what is refused halfway leaves the cases and their clock as they were.
    fn or_as_it_was(
        &mut self,
        does: impl FnOnce(&mut Self) -> Result<Came, Refusal>,
    ) -> Result<Came, Refusal> {
        let as_it_was = self.cases.clone();
        let came = does(self);
        if came.is_err() {
            self.cases = as_it_was;
        }
        came
    }

    fn ask(&mut self, word: &str, mut line: Line) -> Result<Came, Refusal> {
        let named = line.get("by").and_then(Json::as_str);
        let named = named.and_then(|name| PartyId::new(name).ok());
        self.name_item(&mut line, named.as_ref())?;
        // What a sub-case holds is said by its own fields.
        if let Some(data) = line.get_mut("data").filter(|_| word != ENDED) {
            *data = self.placed(data.take());
        }
        let by = self.actor(&mut line)?;
        let to = match line.remove("at") {
            None => None,
            Some(at) => {
                let to = at.as_str().and_then(moment);
                Some(to.ok_or_else(|| wrong("at", "play-no-moment"))?)
            }
        };
        self.or_as_it_was(|table| {
            let mut all = to.map_or_else(|| Ok(Came::default()), |to| table.moved(to))?;
            let came = table.ask_all(word, line, &by)?;
            all.events.extend(came.events);
            all.effects.extend(came.effects);
            Ok(all)
        })
    }

    /// Asks what a line comes to, one after the other.
    fn ask_all(&mut self, word: &str, line: Line, by: &Actor) -> Result<Came, Refusal> {
        let mut all = Came::default();
        for (word, mut line, by) in self.asks(word, line, by) {
            as_asked(&word, &mut line);
            let what: Asked = serde_json::from_value(Json::Object(line))
                .map_err(|error| wrong(&error.to_string(), "play-wrong"))?;
            let mut came = self
                .cases
                .ask(self.which, by, what)
                .map_err(TrialError::into_refusal)?;
            let came = came.take(self.which);
            all.events.extend(came.events);
            all.effects.extend(came.effects);
        }
        Ok(all)
    }

    /// What a line comes to in an imported flow: what its model leaves to people to plan is planned by whoever begins it,
    /// and a case task is done when somebody says so, with what came of it.
    fn asks(&self, word: &str, mut line: Line, by: &Actor) -> Vec<(String, Line, Actor)> {
        let name = line.get("item").and_then(Json::as_str);
        let item = name.and_then(|name| self.trial().run.flow.items.get(name));
        let imported = item.filter(|item| item.known_as.is_some());
        let Some((item, view)) = imported.zip(self.trial().view()) else {
            return vec![(word.to_owned(), line, by.clone())];
        };
        let starts = ["activate", "manual_start"].contains(&word);
        let does = ["complete", "occur"].contains(&word);
        let with = |key: &str, value: Json| Line::from_iter([(key.to_owned(), value)]);
        let mut asks = Vec::new();
        let ready = view.lies_ready(item) && view.case.item(&item.id).status != Status::Active;
        if ready && starts {
            return vec![("add_piece".to_owned(), line, by.clone())];
        }
        if ready && does {
            let adder = self.trial().usual_actor(&item.id);
            asks.push(("add_piece".to_owned(), with("item", json!(item.id)), adder));
        }
        let owner = view.owner(item).map(|party| Actor::Party { party });
        let by = owner.filter(|_| ready).unwrap_or_else(|| by.clone());
        if does && matches!(item.kind, ItemKind::Subcase(_)) {
            let data = line.remove("data").filter(|data| !data.is_null());
            asks.extend(data.map(|data| ("set".to_owned(), with("data", data), Actor::Outside)));
            asks.push((ENDED.to_owned(), with("item", json!(item.id)), Actor::Outside));
        } else {
            asks.push((word.to_owned(), line, by));
        }
        asks
    }

    /// The item by its own name, where it is called by what it is in the model that the flow comes from.
    fn name_item(&self, line: &mut Line, by: Option<&PartyId>) -> Result<(), Refusal> {
        let Some(Json::String(name)) = line.get_mut("item") else {
            return Ok(());
        };
        if let Some(item) = meant(self.trial().run, self.trial().view().as_ref(), name, by)? {
            *name = item.to_string();
        }
        Ok(())
    }

    /// Who asks: the party that is named, or the only one that can.
    fn actor(&self, line: &mut Line) -> Result<Actor, Refusal> {
        if let Some(by) = line.remove("by") {
            let name = by.as_str().unwrap_or_default();
            return match PartyId::new(name)
                .ok()
                .filter(|party| self.trial().run.flow.parties.contains_key(party))
            {
                Some(party) => Ok(Actor::Party { party }),
                None => Err(Refusal {
                    code: "unknown_party".to_owned(),
                    message: Message::new("refusal-unknown-party").with("party", name),
                    because: Vec::new(),
                }),
            };
        }
        let item = line
            .get("item")
            .and_then(Json::as_str)
            .and_then(|name| ItemId::with_row(name).ok());
        Ok(item.map_or(Actor::Outside, |item| self.trial().usual_actor(&item)))
    }

    fn why(&self, line: &Line) -> Result<Json, Refusal> {
        let name = line.get("item").and_then(Json::as_str).unwrap_or_default();
        let view = self
            .trial()
            .view()
            .ok_or_else(|| TrialError::NotStarted.into_refusal())?;
        let found = ItemId::with_row(name).ok().and_then(|id| why(&view, &id));
        let why = found.ok_or_else(|| wrong(name, "play-no-item"))?;
        let say = |messages: &[Message]| -> Vec<String> {
            messages
                .iter()
                .map(|message| crate::words::say(message, self.language))
                .collect()
        };
        let blocks: Vec<Json> = why
            .blocks
            .iter()
            .map(|block| {
                let lifted = block
                    .lifted_by
                    .as_ref()
                    .map(|who| crate::words::say(who, self.language));
                let message = crate::words::say(&block.message, self.language);
                json!({"code": block.code, "message": message, "lifted_by": lifted})
            })
            .collect();
        Ok(json!({
            "ok": true,
            "item": why.item,
            "status": why.status,
            "because": say(&why.because),
            "blocks": blocks,
            "then": say(&why.then),
            "clock": say(&why.clock),
        }))
    }
}

/// What models call things, as a case is asked for them; they take no reasons, and a case does.
fn as_asked(word: &str, line: &mut Line) {
    let of_item = line.contains_key("item");
    if word == ENDED {
        let undone = line.remove("undone");
        line.insert("done".to_owned(), json!(undone.is_none()));
        line.extend(undone.map(|reason| ("reason".to_owned(), reason)));
    }
    let asked = match word {
        ENDED => "subcase_ended",
        // What happens outside is done like anything else.
        "occur" => "complete",
        "manual_start" => "activate",
        "disable" => "take_out",
        "reenable" => "bring_back",
        "suspend" if of_item => "rest",
        "resume" if of_item => "go_on",
        "fault" => "fail",
        "reactivate" if of_item => "redo",
        "terminate" if of_item => "cancel",
        other => other,
    };
    if ["add_piece", "suspend", "fault", "reactivate", "terminate"].contains(&word) {
        line.entry("reason").or_insert(json!("play"));
    }
    line.insert("do".to_owned(), json!(asked));
}

/// Refuses a line that holds what it cannot be told: passed over, it would look as if it had been heard.
fn must_know(line: &Line, known: &[&str]) -> Result<(), Refusal> {
    let keys = line.keys().map(String::as_str);
    let unknown: Vec<&str> = keys.filter(|key| *key != "do" && !known.contains(key)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let mut refusal = wrong(&unknown.join(", "), "play-unknown-keys");
    refusal.message = refusal.message.with("known", known.join(", "));
    Err(refusal)
}

fn wrong(detail: &str, key: &str) -> Refusal {
    Refusal {
        code: "input".to_owned(),
        message: Message::new(key).with("detail", Arg::Text(detail.to_owned())),
        because: Vec::new(),
    }
}

/// A moment as programs write it; without a zone, Copenhagen's; a day alone is its start.
pub(crate) fn moment(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment.to_utc());
    }
    for form in ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"] {
        if let Ok(wall) = NaiveDateTime::parse_from_str(text, form) {
            return Some(instant_of(wall));
        }
    }
    NaiveDate::from_str(text)
        .ok()
        .map(|day| instant_of(day.and_time(NaiveTime::MIN)))
}

/// A moment so much later, at the same time of day for days and longer.
pub(crate) fn later(from: DateTime<Utc>, by: &str, run: &Runnable) -> Option<DateTime<Utc>> {
    if let Some(elapsed) = elapsed(by) {
        return from.checked_add_signed(elapsed);
    }
    let length = Length::from_str(by).ok()?;
    let term = Term::default();
    let due = term.due(from, length, &run.calendar).ok()?.due;
    Some(match length {
        Length::Minutes(_) | Length::Hours(_) => due,
        _ => {
            let day = samspil_core::calendar::local_date(due);
            let time = samspil_core::calendar::local_time(from).time();
            instant_of(day.and_time(time)).max(from + Duration::seconds(1))
        }
    })
}

/// Elapsed time of ISO 8601: `PT1H`, `PT1H30M`, `P1DT12H`; days are 24 hours only beside hours.
fn elapsed(text: &str) -> Option<Duration> {
    let (days, clock) = text.strip_prefix('P')?.split_once('T')?;
    let days = match days.strip_suffix('D') {
        Some(days) => days.parse().ok()?,
        None if days.is_empty() => 0,
        None => return None,
    };
    let mut whole = Duration::try_days(days)?;
    let mut digits = String::new();
    for character in clock.chars() {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        let count: i64 = digits.parse().ok()?;
        digits.clear();
        whole += match character {
            'H' => Duration::try_hours(count)?,
            'M' => Duration::try_minutes(count)?,
            'S' => Duration::try_seconds(count)?,
            _ => return None,
        };
    }
    digits.is_empty().then_some(whole)
}

#[cfg(test)]
mod tests {
    use samspil_core::calendar::Calendar;
    use samspil_core::flow::read;
    use samspil_core::guard::compile_all;

    use super::*;

    #[test]
    fn elapsed_time_in_iso_form() {
        for (text, expected) in [
            ("PT1H", Some(3_600)),
            ("PT1H30M", Some(5_400)),
            ("P1DT12H", Some(129_600)),
            ("PT5S", Some(5)),
            ("P1D", None),
            ("PT", Some(0)),
            ("PT5", None),
            ("PTXH", None),
        ] {
            assert_eq!(elapsed(text).map(|whole| whole.num_seconds()), expected, "{text}");
        }
    }

    /// The clock is moved before the line is refused.
    #[test]
    fn what_is_refused_leaves_the_clock_as_it_was() {
        let (flow, _) = read(include_str!("../../flows/bestilling/flow.yaml"));
        let flow = flow.unwrap();
        let (guards, _) = compile_all(&flow);
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        let mut table = Table::new(&run, None, Language::English);
        table.line(r#"{"do": "start", "at": "2026-01-05T09:00:00+01:00"}"#);
        let before = table.cases.of_which(Which::First).clone();
        let refused = table.line(r#"{"do": "resume", "at": "2026-03-05T09:00:00+01:00"}"#);
        assert_eq!(refused["ok"], json!(false), "{refused}");
        let after = table.cases.of_which(Which::First);
        assert_eq!((&after.case, after.now), (&before.case, before.now));
    }

    /// One flow of a pair: the other case is nobody's to ask.
    #[test]
    fn a_line_that_is_of_no_case_changes_none() {
        let (flow, _) = read(include_str!("../../flows/bestilling/flow.yaml"));
        let flow = flow.unwrap();
        let (guards, _) = compile_all(&flow);
        let run = Runnable::new(flow, guards, 1, Calendar::default());
        let mut table = Table::new(&run, None, Language::English);
        let begun = table.line(r#"{"do": "start", "at": "2026-01-05T09:00:00+01:00", "of": "other"}"#);
        assert_eq!(begun["ok"], json!(true), "{begun}");
        let before = table.cases.of_which(Which::First).clone();
        for line in [
            r#"{"do": "advance", "by": "PT1H", "of": "other"}"#,
            r#"{"do": "terminate", "reason": "x", "of": "other"}"#,
            r#"{"do": "terminate", "reason": "x", "of": "third"}"#,
            r#"{"do": "terminate", "reason": "x", "of": 2}"#,
        ] {
            assert_eq!(table.line(line)["ok"], json!(false), "{line}");
        }
        let after = table.cases.of_which(Which::First);
        assert_eq!((&after.case, after.now), (&before.case, before.now));
    }
}

//! The case that is played, or one of the two of a pair, as one of its parties sees it: in the clothes of the case's own page.

use std::time::Duration;

use chrono::{DateTime, Utc};
use samspil_core::case::{Eyes, Runnable, Standing, View};
use samspil_core::flow::{Item, Record, Value};
use samspil_core::id::{CaseId, FieldPath, ItemId, PartyId};
use samspil_core::simulate::Which;
use samspil_core::text::{Language, Message, instant};
use serde_json::{Value as Json, json};
use tokio::time::Instant;

use super::moves::Moves;
use crate::pages::case::clocks::{ClockShown, clocks};
use crate::pages::case::data::{File, SectionShown};
use crate::pages::case::stages::{Course, StageShown, Way};
use crate::pages::names::Names;
use crate::pages::parts::{Alert, Choice, Field, Tone};
use crate::pages::task::inputs::Inputs;
use crate::pages::task::plan::plan;
use crate::pages::task::read::{Faults, Reading, read};
use crate::pages::task::rows::{Pressed, with_rows};
use crate::pages::task::sheet::{Drawing, Sheet};
use crate::pages::words::Speaker;
use crate::play::Table;

/// What was sent.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) moves: Moves,
    /// The button: a word and what it is about.
    pub(super) way: String,
    /// Of a pair only the draft's own case is played.
    pub(super) alone: bool,
    /// Which case of a pair is looked at: [`OTHER`], or the one that begins.
    pub(super) side: String,
    /// The party that one is; nothing for all of them.
    pub(super) be: String,
    /// The item whose form is open.
    pub(super) item: String,
    pub(super) inputs: Inputs,
}

/// The word for the case that does not begin a pair, as lines of `samspil play` have it.
const OTHER: &str = "other";

/// One of two cases.
pub(super) struct SideShown {
    pub(super) title: String,
    /// How it stands; that it has not begun.
    pub(super) standing: String,
    /// What the button says that goes to it; none where it is looked at, or has not begun.
    pub(super) go: Option<&'static str>,
    pub(super) current: bool,
}

/// The page's part of the case.
pub(super) struct Shown {
    /// Both cases of a pair; nothing where one is played.
    pub(super) sides: Vec<SideShown>,
    pub(super) side: &'static str,
    pub(super) alone: bool,
    pub(super) now: String,
    pub(super) standing: String,
    pub(super) be: Field,
    pub(super) stages: Vec<StageShown>,
    pub(super) clocks: Vec<ClockShown>,
    pub(super) sections: Vec<SectionShown>,
    pub(super) form: Option<OpenForm>,
    pub(super) moves: String,
    pub(super) done: usize,
}

/// A form that is open.
pub(super) struct OpenForm {
    pub(super) item: String,
    pub(super) title: String,
    pub(super) guidance: Option<String>,
    pub(super) sheet: Sheet,
}

/// How long the moves may take to be played anew, in seconds: within what work on a flow may take at all.
const MAX_SECONDS: u64 = 6;

/// Plays what was done so far and what is asked now, in the case of the first flow and that of the second where there is one;
/// gives what was refused, and the case.
pub(super) fn play(
    runs: (&Runnable, Option<&Runnable>),
    asked: Asked,
    language: Language,
) -> (Option<Alert>, Option<Shown>) {
    let mut table = Table::new(runs.0, runs.1, language);
    let ends = Instant::now() + Duration::from_secs(MAX_SECONDS);
    for line in asked.moves.lines() {
        if Instant::now() > ends {
            let text = crate::words::say(&Message::new("workbench-play-slow"), language);
            return (Some(Alert::new(language, Tone::Warning, text)), None);
        }
        let answer = table.line(line);
        if answer["ok"] != true {
            return (Some(refused(&answer, language)), None);
        }
    }
    let mut playing = Playing::new(runs, asked, language);
    if playing.asked.way == "back" {
        playing.asked.moves.take_back();
        playing.asked.way = String::new();
        playing.asked.item = String::new();
        return play(runs, playing.asked, language);
    }
    playing.ask(&mut table);
    // A case that has not begun, or not again after what was taken back, is nothing to look at.
    if table.view_of(playing.side).is_none() {
        playing.go_to(Which::First);
    }
    let shown = table
        .view_of(playing.side)
        .map(|view| playing.shown(&table, &view));
    (playing.alert, shown)
}

/// The eyes of one party, or of all.
fn eyes(run: &Runnable, be: &str) -> Eyes {
    let one = PartyId::new(be).ok();
    let one = one.filter(|party| run.flow.parties.contains_key(party));
    Eyes::of(one.map_or_else(|| run.flow.parties.keys().cloned().collect(), |one| vec![one]))
}

/// A refusal with why, as a notice.
fn refused(answer: &Json, language: Language) -> Alert {
    let refusal = &answer["refusal"];
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let because = refusal["because"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let because = because.iter().map(|block| match &block["lifted_by"] {
        Json::String(who) => format!("{}; {who}.", text(&block["message"])),
        _ => format!("{}.", text(&block["message"])),
    });
    Alert::new(language, Tone::Error, text(&refusal["message"])).reasons(because.collect())
}

struct Playing<'a> {
    asked: Asked,
    runs: (&'a Runnable, Option<&'a Runnable>),
    /// The case that is looked at.
    side: Which,
    eyes: Eyes,
    language: Language,
    faults: Faults,
    focus: Option<String>,
    alert: Option<Alert>,
}

impl<'a> Playing<'a> {
    fn new(runs: (&'a Runnable, Option<&'a Runnable>), asked: Asked, language: Language) -> Self {
        let side = match asked.side == OTHER && runs.1.is_some() {
            true => Which::Second,
            false => Which::First,
        };
        let mut playing = Self {
            eyes: Eyes::of(Vec::new()),
            asked,
            runs,
            side,
            language,
            faults: Faults::new(),
            focus: None,
            alert: None,
        };
        playing.eyes = eyes(playing.run(), &playing.asked.be);
        playing
    }

    /// The flow of the case that is looked at.
    fn run(&self) -> &'a Runnable {
        let second = self.runs.1.filter(|_| self.side == Which::Second);
        second.unwrap_or(self.runs.0)
    }

    /// Looks at this case from now on, as all its parties: those of the other are others.
    fn go_to(&mut self, side: Which) {
        if self.side != side {
            self.side = side;
            self.asked.be.clear();
            self.asked.item.clear();
            self.asked.inputs = Inputs::default();
            self.eyes = eyes(self.run(), "");
        }
    }

    /// Does what the button says.
    fn ask(&mut self, table: &mut Table<'_>) {
        let way = self.asked.way.clone();
        let (word, about) = way.split_once(' ').unwrap_or((way.as_str(), ""));
        let line = match word {
            "pass" => json!({"do": "advance", "by": about}),
            "next" => match next_wake(table) {
                Some(wake) => json!({"do": "advance", "to": wake}),
                None => {
                    let text = crate::words::say(&Message::new("workbench-no-next"), self.language);
                    self.alert = Some(Alert::new(self.language, Tone::Info, text));
                    return;
                }
            },
            "open" => {
                self.asked.item = about.to_owned();
                self.asked.inputs = Inputs::default();
                return;
            }
            "close" => {
                self.asked.item.clear();
                return;
            }
            "side" => {
                let other = about == OTHER && self.runs.1.is_some();
                self.go_to(if other { Which::Second } else { Which::First });
                return;
            }
            "complete" | "add" | "remove" => {
                let side = self.side;
                match table.view_of(side).and_then(|view| self.form(&view)) {
                    Some(line) => line,
                    None => return,
                }
            }
            "skip" => {
                let reason = crate::words::say(&Message::new("workbench-skip-reason"), self.language);
                json!({"do": "skip", "item": self.asked.item, "reason": reason})
            }
            "activate" | "occur" | "ended" => json!({"do": word, "item": about}),
            _ => return,
        };
        self.put(table, line);
    }

    fn put(&mut self, table: &mut Table<'_>, mut line: Json) {
        let is_work = line.get("item").is_some();
        if is_work && !self.asked.be.is_empty() && line["do"] != "ended" {
            line["by"] = json!(self.asked.be);
        }
        if self.side == Which::Second && line["do"] != "advance" {
            line["of"] = json!(OTHER);
        }
        let before = self.elsewhere(table);
        let answer = table.line(&line.to_string());
        if answer["ok"] != true {
            self.alert = Some(refused(&answer, self.language));
            return;
        }
        self.asked.item.clear();
        if self.runs.1.is_some() && self.elsewhere(table) != before {
            let text = crate::words::say(&Message::new("workbench-pair-heard"), self.language);
            self.alert = Some(Alert::new(self.language, Tone::Info, text));
        }
        if !self.asked.moves.add(&line) {
            let text = crate::words::say(&Message::new("workbench-moves-full"), self.language);
            self.alert = Some(Alert::new(self.language, Tone::Warning, text));
        }
    }

    /// How far the case has come that is not looked at; nothing where it has not begun.
    fn elsewhere(&self, table: &Table<'_>) -> Option<(CaseId, u64)> {
        let other = match self.side {
            Which::First => Which::Second,
            Which::Second => Which::First,
        };
        let view = table.view_of(other)?;
        Some((view.case.id, view.case.version))
    }

    /// Reads the open form; gives what is to be done where it is complete, else says what is wrong at its fields.
    fn form(&mut self, view: &View<'_>) -> Option<Json> {
        let item = self.open(view)?;
        let parts = plan(view, &self.eyes, &item);
        let pressed = Pressed::of(&self.asked.way);
        if pressed != Pressed::Complete {
            self.focus = with_rows(&parts, &mut self.asked.inputs, &pressed);
            return None;
        }
        let rows = |path: &FieldPath| rows_of(view, path);
        let reading = Reading {
            language: self.language,
            complete: true,
            held: &rows,
            sees: &|path| view.sees_field(&self.eyes, path),
        };
        let (data, faults) = read(&parts, &self.asked.inputs, reading);
        self.faults = faults;
        let is_right = self.faults.is_empty();
        is_right.then(|| json!({"do": "complete", "item": item.id, "data": data}))
    }

    fn open(&self, view: &View<'_>) -> Option<Item> {
        let id = ItemId::with_row(&self.asked.item).ok()?;
        view.run.item(view.case, &id).map(|item| item.into_owned())
    }

    /// Both cases of a pair, as they stand.
    fn sides(&self, table: &Table<'_>) -> Vec<SideShown> {
        let Some(second) = self.runs.1 else {
            return Vec::new();
        };
        let both = [
            (Which::First, "side first", self.runs.0),
            (Which::Second, "side other", second),
        ];
        let side = |(which, go, run): (Which, &'static str, &Runnable)| {
            let view = table.view_of(which);
            let standing = view.as_ref().map_or("workbench-pair-not-begun", standing);
            SideShown {
                title: run.flow.title.in_language(self.language).to_owned(),
                standing: crate::words::say(&Message::new(standing), self.language),
                go: view.filter(|_| which != self.side).map(|_| go),
                current: which == self.side,
            }
        };
        both.into_iter().map(side).collect()
    }

    fn shown(&self, table: &Table<'_>, view: &View<'_>) -> Shown {
        let names = Names::default();
        let speaker = Speaker {
            language: self.language,
            names: &names,
        };
        let (view, eyes) = (*view, &self.eyes);
        let course = Course {
            way: Way::Buttons,
            view,
            parties: eyes,
            speaker,
        };
        let file = File {
            view,
            parties: eyes,
            speaker,
        };
        let own = |mut clock: ClockShown| {
            clock.offers.clear();
            clock
        };
        Shown {
            sides: self.sides(table),
            side: match self.side {
                Which::First => "first",
                Which::Second => OTHER,
            },
            alone: self.asked.alone,
            now: instant(view.at, self.language),
            standing: speaker.t(standing(&view)),
            be: self.parties(&view, speaker),
            stages: course.stages(),
            clocks: clocks(&view, eyes, speaker).into_iter().map(own).collect(),
            sections: file.sections(),
            form: self.open_form(&view, speaker),
            moves: self.asked.moves.written(),
            done: self.asked.moves.done(),
        }
    }

    fn parties(&self, view: &View<'_>, speaker: Speaker<'_>) -> Field {
        let all = Choice::new(String::new(), speaker.t("workbench-be-all"));
        let parties = view.run.flow.parties.values();
        let parties = parties.map(|party| {
            let title = party.title.in_language(self.language);
            Choice::new(party.id.to_string(), title.to_owned())
        });
        let choices = std::iter::once(all).chain(parties).collect();
        let field = Field::select("as", speaker.t("workbench-be"), choices);
        field.value(&self.asked.be).worded(self.language)
    }

    fn open_form(&self, view: &View<'_>, speaker: Speaker<'_>) -> Option<OpenForm> {
        let item = self.open(view)?;
        let parts = plan(view, &self.eyes, &item);
        let held = |path: &FieldPath| view.case.data.get(path);
        let written = self.asked.inputs != Inputs::default();
        let inputs = if written && !self.asked.way.starts_with("open ") {
            self.asked.inputs.clone()
        } else {
            Inputs::held(&parts, self.language, held)
        };
        let rows = |path: &FieldPath| rows_of(view, path);
        let drawing = Drawing {
            speaker,
            inputs: &inputs,
            wrong: &self.faults,
            held: &rows,
            focus: self.focus.as_deref(),
            about: None,
        };
        let guidance = item.guidance.as_ref();
        Some(OpenForm {
            item: self.asked.item.clone(),
            title: item.title.in_language(self.language).to_owned(),
            guidance: guidance.map(|text| text.in_language(self.language).to_owned()),
            sheet: Sheet::new(&parts, drawing),
        })
    }
}

/// How a case stands.
fn standing(view: &View<'_>) -> &'static str {
    match view.case.standing {
        Standing::Open if view.may_close() => "workbench-may-close",
        Standing::Open => "workbench-open",
        Standing::OnHold => "workbench-on-hold",
        Standing::Closed | Standing::Terminated => "workbench-closed",
    }
}

/// When something next happens by itself, in either case.
fn next_wake(table: &Table<'_>) -> Option<DateTime<Utc>> {
    let wakes = [Which::First, Which::Second].map(|which| table.view_of(which)?.next_wake());
    wakes.into_iter().flatten().min()
}

/// The rows that a list holds.
fn rows_of(view: &View<'_>, path: &FieldPath) -> Vec<Record> {
    match view.case.data.get(path) {
        Some(Value::List(rows)) => rows.clone(),
        _ => Vec::new(),
    }
}

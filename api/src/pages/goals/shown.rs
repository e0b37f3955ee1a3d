//! Goals with what is done for each and the notes about each, as a page shows them.

use askama::Template;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use samspil_core::calendar::local_date;
use samspil_core::case::{Actor, Eyes, Goal, GoalNote, GoalPart, View};
use samspil_core::flow::Value;
use samspil_core::id::FieldPath;
use samspil_core::text::{Language, Message, date, instant};

use crate::pages::words::Speaker;
use crate::period::{Period, SILENT_DAYS};
use crate::words::say;

/// A note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct NoteShown {
    /// For machines, ISO 8601.
    pub(crate) iso: String,
    /// For people.
    pub(crate) at: String,
    /// Who wrote it.
    pub(crate) who: String,
    /// What stands in it, each with what it is called.
    pub(crate) says: Vec<(String, String)>,
}

/// A goal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct GoalShown {
    /// Its number on the page, from 1.
    pub(crate) number: usize,
    /// What it says.
    pub(crate) says: String,
    /// Theme, level and kind, each with what it is called.
    pub(crate) about: Vec<(String, String)>,
    /// Sub-goals with their activities.
    pub(crate) parts: Vec<(Option<String>, Option<String>)>,
    /// How many notes there are, where the reader sees notes.
    pub(crate) told: Option<String>,
    /// What should be seen to.
    pub(crate) flags: Vec<String>,
    /// The notes, newest first.
    pub(crate) notes: Vec<NoteShown>,
}

/// The goals of a case, without a heading around them.
#[derive(Template, Clone, PartialEq, Eq, Debug)]
#[template(path = "goals/list.html")]
pub(crate) struct GoalsShown {
    language: Language,
    /// The purpose stands on the same page, to lead up to.
    up: bool,
    /// The purpose.
    pub(crate) purpose: Option<String>,
    /// The goals.
    pub(crate) goals: Vec<GoalShown>,
    /// Activities that belong to none of the goals.
    pub(crate) loose: Vec<(Option<String>, Option<String>)>,
    /// Notes that are about none of the goals, newest first.
    pub(crate) others: Vec<NoteShown>,
    /// How many notes there are in all, of how many goals, where the reader sees notes.
    pub(crate) sum: Option<String>,
    /// That there is more than the page shows.
    pub(crate) cut: Option<String>,
}

impl askama::filters::HtmlSafe for GoalsShown {}

impl GoalsShown {
    /// The same on a page where the purpose stands above them.
    pub(crate) const fn below_the_purpose(mut self) -> Self {
        self.up = true;
        self
    }

    fn t(&self, key: &str) -> String {
        say(&Message::new(key), self.language)
    }
}

/// Draws the goals for one reader.
struct Drawing<'a> {
    view: &'a View<'a>,
    speaker: Speaker<'a>,
    /// The reader sees what is done for the goals.
    activities: bool,
    /// The reader sees notes.
    notes: bool,
    since: DateTime<Utc>,
}

/// The goals, with the notes of a period.
pub(crate) fn goals(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>, period: &Period) -> GoalsShown {
    let sees = |path: &FieldPath| view.sees_field(eyes, path);
    let activities = view.run.flow.chain.as_ref().is_some_and(|chain| {
        chain.activities.as_ref().is_some_and(sees)
            && chain.activity_list().is_some_and(|list| sees(&list))
            && chain.under.as_ref().is_none_or(sees)
    });
    let drawing = Drawing {
        view,
        speaker,
        activities,
        notes: view.sees_notes(eyes),
        since: period.since,
    };
    let tree = view.goal_tree(eyes).unwrap_or_default();
    let notes = view.goal_notes(eyes, &period.events);
    let of = |goal: Option<usize>| -> Vec<&GoalNote> {
        notes.iter().rev().filter(|note| note.goal == goal).collect()
    };
    let chain = view.run.flow.chain.as_ref();
    let goals = tree.goals.iter().enumerate();
    let goals: Vec<GoalShown> = goals
        .map(|(place, goal)| drawing.goal(place, goal, &of(Some(place))))
        .collect();
    let silent = goals.iter().filter(|goal| goal.notes.is_empty()).count();
    GoalsShown {
        language: speaker.language,
        up: false,
        purpose: tree
            .purpose
            .as_ref()
            .zip(chain.and_then(|chain| chain.purpose.as_ref()))
            .map(|(value, path)| drawing.value(path, value)),
        loose: tree.loose.iter().map(|part| drawing.part(part)).collect(),
        others: of(None).into_iter().map(|note| drawing.note(note)).collect(),
        sum: drawing
            .notes
            .then(|| drawing.sum(notes.len(), goals.len(), silent)),
        cut: period.is_cut.then(|| speaker.t("goals-cut")),
        goals,
    }
}

impl Drawing<'_> {
    fn value(&self, path: &FieldPath, value: &Value) -> String {
        let field = self.view.run.flow.data.field(path);
        field.map_or_else(String::new, |field| self.speaker.value(field, value))
    }

    fn sum(&self, notes: usize, goals: usize, silent: usize) -> String {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let message = Message::new("goals-sum")
            .with("notes", count(notes))
            .with("goals", count(goals))
            .with("silent", count(silent))
            .with("since", date(local_date(self.since)));
        self.speaker.say(&message)
    }

    fn part(&self, part: &GoalPart) -> (Option<String>, Option<String>) {
        let chain = self.view.run.flow.chain.as_ref();
        let told =
            |column: Option<&FieldPath>, value: &Option<Value>| Some(self.value(column?, value.as_ref()?));
        let sub_goal = told(chain.and_then(|chain| chain.sub_goals.as_ref()), &part.sub_goal);
        let activity = told(chain.and_then(|chain| chain.activities.as_ref()), &part.activity);
        (sub_goal, activity)
    }

    fn goal(&self, place: usize, goal: &Goal, notes: &[&GoalNote]) -> GoalShown {
        let chain = self.view.run.flow.chain.as_ref();
        let column = chain.and_then(|chain| chain.goals.as_ref());
        let mut flags = Vec::new();
        if self.activities && goal.is_without_activity() && self.view.case.is_open() {
            flags.push(self.speaker.t("goals-no-activity"));
        }
        flags.extend(self.silence(notes.first().map(|note| note.at)));
        let told = self.notes.then(|| {
            let count = i64::try_from(notes.len()).unwrap_or(i64::MAX);
            self.speaker
                .say(&Message::new("goals-notes").with("count", count))
        });
        GoalShown {
            number: place + 1,
            says: column.map_or_else(String::new, |column| self.value(column, &goal.says)),
            about: self.about(goal),
            parts: goal.parts.iter().map(|part| self.part(part)).collect(),
            told,
            flags,
            notes: notes.iter().map(|note| self.note(note)).collect(),
        }
    }

    /// Theme, level and kind of a goal, each with what it is called.
    fn about(&self, goal: &Goal) -> Vec<(String, String)> {
        let Some(chain) = self.view.run.flow.chain.as_ref() else {
            return Vec::new();
        };
        let columns = [
            (&chain.theme, &goal.theme),
            (&chain.level, &goal.level),
            (&chain.kind, &goal.kind),
        ];
        let told = columns
            .into_iter()
            .filter_map(|(column, value)| column.as_ref().zip(value.as_ref()));
        told.map(|(column, value)| (self.title(column), self.value(column, value)))
            .collect()
    }

    fn title(&self, path: &FieldPath) -> String {
        let field = self.view.run.flow.data.field(path);
        field.map_or_else(String::new, |field| {
            field.title.in_language(self.speaker.language).to_owned()
        })
    }

    /// That nobody has written about the goal in the period, or for long.
    fn silence(&self, last: Option<DateTime<Utc>>) -> Option<String> {
        if !self.notes || !self.view.case.is_open() {
            return None;
        }
        let told = |key: &str, since: DateTime<Utc>| {
            let message = Message::new(key).with("since", date(local_date(since)));
            self.speaker.say(&message)
        };
        match last {
            None => Some(told("goals-silent", self.since)),
            Some(last) if self.view.at - last > TimeDelta::days(SILENT_DAYS) => {
                Some(told("goals-long-silent", last))
            }
            Some(_) => None,
        }
    }

    fn note(&self, note: &GoalNote) -> NoteShown {
        NoteShown {
            iso: note.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            at: instant(note.at, self.speaker.language),
            who: self.who(&note.by),
            says: note
                .says
                .iter()
                .map(|(path, value)| (self.title(path), self.value(path, value)))
                .collect(),
        }
    }

    fn who(&self, by: &Actor) -> String {
        let party = |party| {
            let title = self.view.party_title(party);
            title.in_language(self.speaker.language).to_owned()
        };
        match by {
            Actor::Person { person, .. } => self.speaker.names.person(*person, self.speaker.language),
            Actor::Party { party: of } => party(of),
            Actor::Engine => self.speaker.t("history-by-engine"),
            Actor::Outside => self.speaker.t("history-by-outside"),
        }
    }
}

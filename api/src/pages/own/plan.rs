//! The plan and the words of a case: what the citizen has said in their own words, what the help is for, the goals with what is
//! done for each, and who comes.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::across::{Part, Said};
use samspil_core::case::{Goal, GoalPart};
use samspil_core::flow::{Field, Value};
use samspil_core::id::FieldPath;
use samspil_core::text::{Message, date};

use super::form::{ItemForm, Making, takes_own_words};
use super::{Head, Own, address};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::case::plan_link;
use crate::pages::goals;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::Speaker;

#[derive(Template)]
#[template(path = "own/plan.html")]
struct PlanPage<'page> {
    page: &'page Shell,
    head: Head,
    /// What was said in somebody's own words: what it is called, and the words.
    words: Vec<(String, String)>,
    purpose: Option<String>,
    overall: Vec<String>,
    goals: Vec<GoalShown>,
    comes: Vec<String>,
    forms: Vec<ItemForm>,
    /// Where the goals with all that was done for them are.
    more: Option<String>,
    /// Where the plan over all the citizen's cases is.
    whole: Option<String>,
}

/// A goal, and what is done for it.
struct GoalShown {
    says: String,
    done: Vec<String>,
}

/// The page.
pub(super) fn drawn(app: &App, signed: &Signed, page: &Shell, own: &Own, head: Head) -> Response {
    let speaker = own.speaker(page.language);
    let drawing = Drawing { own, speaker };
    let view = own.view();
    let part = Part::of(&view, &own.eyes);
    let tree = view.goal_tree(&own.eyes).unwrap_or_default();
    let chain = view.run.flow.chain.as_ref();
    let purpose = chain.and_then(|chain| chain.purpose.as_ref());
    let in_chain: Vec<GoalShown> = tree.goals.iter().map(|goal| drawing.goal(goal)).collect();
    let goals = if in_chain.is_empty() {
        let goals = part.goals.iter().map(|goal| drawing.said(&goal.goal));
        goals
            .map(|says| GoalShown {
                says,
                done: Vec::new(),
            })
            .collect()
    } else {
        in_chain
    };
    let back = format!("{}/plan", address(own.read.case.id));
    let making = Making {
        app,
        signed,
        own,
        speaker,
        back: &back,
    };
    let template = PlanPage {
        words: drawing.words(),
        purpose: purpose
            .zip(tree.purpose.as_ref())
            .map(|(path, value)| drawing.value(path, value)),
        overall: part.overall.iter().map(|said| drawing.said(said)).collect(),
        goals,
        comes: drawing.comes(&part),
        forms: making.forms(|item| takes_own_words(&view, own, item), 0),
        more: goals::address(&own.read),
        whole: plan_link(&own.read, &own.eyes, signed).map(|(href, _)| href),
        head,
        page,
    };
    show(StatusCode::OK, page, &template)
}

/// Draws the plan for one reader.
struct Drawing<'a> {
    own: &'a Own,
    speaker: Speaker<'a>,
}

impl Drawing<'_> {
    fn value(&self, path: &FieldPath, value: &Value) -> String {
        let field = self.own.read.run.flow.data.field(path);
        field.map_or_else(String::new, |field| self.speaker.value(field, value))
    }

    fn said(&self, said: &Said) -> String {
        self.value(&said.field, &said.value)
    }

    /// The words that somebody on the citizen's side has said, and that the reader sees.
    fn words(&self) -> Vec<(String, String)> {
        let view = self.own.view();
        let sections = view.run.flow.data.sections.values();
        let fields = sections.flat_map(|section| section.fields.values());
        let words = fields
            .filter(|field| field.said_by.is_some())
            .filter_map(|field| {
                let value = view.case.data.get(&field.path)?;
                let value = view.seen_value(&self.own.eyes, &field.path, value)?;
                Some((self.title(field), self.speaker.value(field, &value)))
            });
        words.collect()
    }

    fn title(&self, field: &Field) -> String {
        field.title.in_language(self.speaker.language).to_owned()
    }

    fn goal(&self, goal: &Goal) -> GoalShown {
        let chain = self.own.read.run.flow.chain.as_ref();
        let column = chain.and_then(|chain| chain.goals.as_ref());
        GoalShown {
            says: column.map_or_else(String::new, |column| self.value(column, &goal.says)),
            done: goal.parts.iter().filter_map(|part| self.part(part)).collect(),
        }
    }

    /// A sub-goal and what is done for it, in one line.
    fn part(&self, part: &GoalPart) -> Option<String> {
        let chain = self.own.read.run.flow.chain.as_ref();
        let told =
            |column: Option<&FieldPath>, value: &Option<Value>| Some(self.value(column?, value.as_ref()?));
        let sub_goal = told(chain.and_then(|chain| chain.sub_goals.as_ref()), &part.sub_goal);
        let activity = told(chain.and_then(|chain| chain.activities.as_ref()), &part.activity);
        match (sub_goal, activity) {
            (Some(sub_goal), Some(activity)) => Some(format!("{sub_goal}: {activity}")),
            (one, other) => one.or(other),
        }
    }

    /// Who comes to the citizen, a line each.
    fn comes(&self, part: &Part) -> Vec<String> {
        let line = |coming: &samspil_core::across::Coming| {
            let mut line = self.said(&coming.comes);
            if let Some(often) = &coming.how_often {
                line = format!("{line}, {}", self.said(often));
            }
            let next = coming
                .next
                .map(|day| Message::new("own-comes-next").with("day", date(day)));
            next.map_or_else(
                || line.clone(),
                |next| format!("{line}. {}", self.speaker.say(&next)),
            )
        };
        part.comes.iter().map(line).collect()
    }
}

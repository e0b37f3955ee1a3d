//! Conditions as guards. A condition that cannot be read becomes a question that people answer: it neither holds nor
//! fails in silence.

use std::collections::BTreeMap;

use crate::import::cmmn::expression::{Fields, Speech, Spoken, Tree, guard, parse, spoken};
use crate::import::cmmn::findings::Found;
use crate::import::cmmn::model::{Case, Condition, Kind, Plan, PlanItem, Rule};
use crate::import::codes::CMMN_LANGUAGE;
use crate::import::{Names, Yaml, title};
use crate::text::Message;

use super::data::Data;
use super::{Keys, TRUE};

/// The section that questions become.
const SECTION: &str = "questions";

/// How much of a condition is told, in characters.
const MAX_TOLD_CHARS: usize = 120;

/// What a condition has become.
#[derive(Clone, Debug)]
enum Read {
    /// A tree over fields.
    Tree(Tree, Speech),
    /// A question, by the path of its field.
    Question(String),
}

/// What every condition of a case has become, by where it stands in the model.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    read: BTreeMap<usize, Read>,
    /// The questions: each field's name and the words of the condition.
    questions: Vec<(String, String)>,
    names: Names,
}

/// How a condition is written where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Holds {
    Always,
    Never,
    When(String),
}

impl Holds {
    /// Where both hold.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, _) | (_, Self::Never) => Self::Never,
            (Self::Always, other) | (other, Self::Always) => other,
            (Self::When(one), Self::When(other)) => Self::When(format!("({one}) && ({other})")),
        }
    }

    /// Where one of them holds.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Always, _) | (_, Self::Always) => Self::Always,
            (Self::Never, other) | (other, Self::Never) => other,
            (Self::When(one), Self::When(other)) => Self::When(format!("({one}) || ({other})")),
        }
    }
}

/// What words in a condition mean by where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope<'p> {
    /// What it calls the number of the round.
    pub(super) counter: &'p str,
    /// What it calls the item itself, beside `planItem`.
    pub(super) own: &'static str,
    /// The id of the datum that it starts from.
    pub(super) context: Option<&'p str>,
}

impl Conditions {
    /// Reads all conditions of a case, in the order of the file: the first that uses a variable says what kind it is.
    pub(super) fn of<'x>(case: &Case<'x>, data: &mut Data, found: &mut Found<'x>) -> Self {
        let mut all: Vec<(&Condition<'x>, Scope<'_>)> = Vec::new();
        for criterion in &case.exit {
            all.extend(criterion.when.iter().map(|when| (when, Scope::default())));
        }
        gather(&case.plan, &mut all);
        all.sort_by_key(|(condition, _)| condition.at.range().start);
        let mut conditions = Self::default();
        for (condition, mut scope) in all {
            let key = condition.at.range().start;
            if !conditions.read.contains_key(&key) {
                scope.context = condition.context.as_deref();
                let read = conditions.read_one(condition, scope, case.language.as_deref(), data, found);
                conditions.read.insert(key, read);
            }
        }
        conditions
    }

    fn read_one<'x>(
        &mut self,
        condition: &Condition<'x>,
        scope: Scope<'_>,
        language: Option<&str>,
        data: &mut Data,
        found: &mut Found<'x>,
    ) -> Read {
        let own = condition.language.as_deref();
        let speech = match spoken(&condition.text, own, language) {
            Spoken::Known(speech) => speech,
            Spoken::Unsaid => Speech::Two,
            Spoken::Foreign => {
                let name = own.or(language).unwrap_or_default();
                let what = Message::new("import-cmmn-language").with("language", name);
                let hint = "import-cmmn-language-hint";
                found.error(CMMN_LANGUAGE, &condition.id, condition.at, what, hint);
                return Read::Question(format!("{SECTION}.x"));
            }
        };
        let tree = parse(&condition.text).and_then(|tree| data.placed(tree, scope));
        let tree = tree.filter(|tree| guard(tree, speech, &Plain).is_some());
        match tree {
            Some(tree) if data.kinds.learn(&tree) => Read::Tree(tree, speech),
            _ => Read::Question(self.ask(condition, found)),
        }
    }

    fn ask<'x>(&mut self, condition: &Condition<'x>, found: &mut Found<'x>) -> String {
        let told: String = condition.text.chars().take(MAX_TOLD_CHARS).collect();
        let what = Message::new("import-cmmn-question").with("text", told.as_str());
        found.question(&condition.id, condition.at, what);
        self.add(&condition.id, &told)
    }

    /// A question more; the path of its field.
    pub(super) fn add(&mut self, id: &str, words: &str) -> String {
        let key = self.names.give(id, id);
        let words = title(words).unwrap_or_else(|| key.clone());
        self.questions.push((key.clone(), words));
        format!("{SECTION}.{key}")
    }

    /// How a condition is written in the item of this name; `next` where it is asked before the item's next round is
    /// counted.
    pub(super) fn written(&self, condition: &Condition<'_>, item: Option<&str>, next: bool) -> Holds {
        match self.read.get(&condition.at.range().start) {
            Some(Read::Question(path)) => Holds::When(path.clone()),
            Some(Read::Tree(tree, speech)) => {
                let fields = InItem { item, next };
                holds(guard(tree, *speech, &fields))
            }
            None => Holds::Never,
        }
    }

    /// Where a condition does not hold.
    pub(super) fn denied(&self, condition: &Condition<'_>) -> Holds {
        match self.read.get(&condition.at.range().start) {
            Some(Read::Question(path)) => Holds::When(format!("!exists({path}) || !{path}")),
            Some(Read::Tree(tree, speech)) => {
                let denied = Tree::Not(Box::new(tree.clone()));
                let fields = InItem {
                    item: None,
                    next: false,
                };
                holds(guard(&denied, *speech, &fields))
            }
            None => Holds::Always,
        }
    }

    /// The questions as fields; none where there are none.
    pub(super) fn questions(&self) -> Option<Yaml> {
        let fields = self.questions.iter().map(|(key, words)| {
            let mut keys = Keys::default();
            keys.put("type", "boolean");
            keys.put("optional", TRUE);
            keys.put("title", words.as_str());
            keys.put("known_as", key.as_str());
            keys.put("seen_by", "everyone");
            (key.clone(), keys.map())
        });
        let fields: Vec<(String, Yaml)> = fields.collect();
        (!fields.is_empty()).then_some(Yaml::Map(fields))
    }

    /// The paths of all questions, which any work may answer.
    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        self.questions.iter().map(|(key, _)| format!("{SECTION}.{key}"))
    }
}

fn holds(guard: Option<String>) -> Holds {
    match guard.as_deref() {
        Some("true") => Holds::Always,
        Some("false") | None => Holds::Never,
        Some(guard) => Holds::When(guard.to_owned()),
    }
}

/// Fields by their paths, where only whether a guard can be written is asked.
struct Plain;

impl Fields for Plain {
    fn path(&self, variable: &[String]) -> Option<String> {
        Some(variable.join("."))
    }

    fn rounds(&self) -> Option<String> {
        Some("rounds(item)".to_owned())
    }
}

/// Fields by their paths, and the rounds of the item that the condition stands in.
struct InItem<'i> {
    item: Option<&'i str>,
    next: bool,
}

impl Fields for InItem<'_> {
    fn path(&self, variable: &[String]) -> Option<String> {
        Some(variable.join("."))
    }

    fn rounds(&self) -> Option<String> {
        let item = self.item?;
        Some(if self.next {
            format!("(rounds({item}) + 1)")
        } else {
            format!("rounds({item})")
        })
    }
}

/// Every condition of a plan, with what words in it mean.
fn gather<'p, 'x>(plan: &'p Plan<'x>, all: &mut Vec<(&'p Condition<'x>, Scope<'p>)>) {
    if let Some(Rule::When(condition)) = &plan.auto_complete {
        all.push((condition, Scope::default()));
    }
    for item in &plan.items {
        let repetition = item.repetition.as_ref();
        let scope = Scope {
            counter: repetition.map_or("", |repetition| repetition.counter.as_str()),
            own: match item.kind {
                Kind::Stage => "stage",
                Kind::Milestone => "milestone",
                Kind::Work | Kind::Elsewhere | Kind::Subcase | Kind::AtOnce => "task",
                Kind::Timer | Kind::Listener | Kind::VariableListener => "event",
            },
            context: None,
        };
        all.extend(of_item(item).into_iter().map(|condition| (condition, scope)));
        gather(&item.plan, all);
    }
}

fn of_item<'p, 'x>(item: &'p PlanItem<'x>) -> Vec<&'p Condition<'x>> {
    let rules = [
        item.required.as_ref(),
        item.by_hand.as_ref(),
        item.repetition.as_ref().map(|repetition| &repetition.rule),
    ];
    let rules = rules.into_iter().flatten().filter_map(|rule| match rule {
        Rule::When(condition) => Some(condition),
        Rule::Always => None,
    });
    let criteria = item.entry.iter().chain(&item.exit);
    let criteria = criteria.flat_map(|criterion| &criterion.when);
    let planned = item.discretionary.iter().flatten();
    rules
        .chain(criteria)
        .chain(planned)
        .chain(item.available.as_ref())
        .collect()
}

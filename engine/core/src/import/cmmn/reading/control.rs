//! The rules of an item: required, started by hand, repeated, and what its stage waits for.

use super::{Element, Reading, id};
use crate::flow::Awaited;
use crate::import::cmmn::element::{added, attribute, extensions, first, inside, tag, words};
use crate::import::cmmn::model::{Condition, Repetition, Rule};

/// What engines call the number of a round where a model does not say.
const COUNTER: &str = "repetitionCounter";

/// The rules of an item.
pub(super) struct Control<'x> {
    pub(super) required: Option<Rule<'x>>,
    pub(super) by_hand: Option<Rule<'x>>,
    pub(super) repetition: Option<Repetition<'x>>,
    pub(super) awaited: Awaited,
}

impl<'x> Reading<'x, '_> {
    /// The rules of the plan item, and of its definition where the item itself has none.
    pub(super) fn control(&mut self, at: Element<'x>, definition: Element<'x>) -> Control<'x> {
        let places = [first(at, "itemControl"), first(definition, "defaultControl")];
        let find = |name: &'static str| places.into_iter().flatten().find_map(|place| first(place, name));
        let by_hand = match find("manualActivationRule") {
            Some(rule) => Some(self.rule(rule)),
            // In CMMN 1.0 people start tasks and stages where nothing else is said.
            None if self.old && is_started(definition) => Some(Rule::Always),
            None => None,
        };
        Control {
            required: find("requiredRule").map(|rule| self.rule(rule)),
            by_hand,
            repetition: find("repetitionRule").map(|rule| self.repetition(rule)),
            awaited: places
                .into_iter()
                .flatten()
                .map(awaited)
                .find(|awaited| *awaited != Awaited::AsItsStageSays)
                .unwrap_or_default(),
        }
    }

    fn rule(&mut self, rule: Element<'x>) -> Rule<'x> {
        self.condition(rule).map_or(Rule::Always, Rule::When)
    }

    fn repetition(&mut self, at: Element<'x>) -> Repetition<'x> {
        let most = added(at, "maxInstanceCount").and_then(|count| count.parse::<u32>().ok());
        Repetition {
            rule: self.rule(at),
            side_by_side: most.filter(|most| *most > 0),
            counter: added(at, "counterVariable")
                .or_else(|| added(at, "repetitionCounterVariableName"))
                .unwrap_or(COUNTER)
                .to_owned(),
            collection: ["collectionVariable", "collectionVariableName"]
                .into_iter()
                .find_map(|name| added(at, name))
                .map(str::to_owned),
            at,
        }
    }

    /// The condition of a rule or an if-part; none where there is none, or where nothing is written in it.
    pub(super) fn condition(&mut self, at: Element<'x>) -> Option<Condition<'x>> {
        let condition = first(at, "condition");
        let text = condition.map_or_else(String::new, |condition| {
            // Some tools put the text one level further in.
            let own = words(condition);
            if own.is_empty() {
                first(condition, "body").map(words).unwrap_or_default()
            } else {
                own
            }
        });
        let text = if text.is_empty() {
            attribute(at, "condition").unwrap_or_default().to_owned()
        } else {
            text
        };
        if text.is_empty() {
            return None;
        }
        let language = condition.and_then(|condition| attribute(condition, "language"));
        let known = at
            .ancestors()
            .map(id)
            .find(|id| !id.is_empty())
            .unwrap_or_default();
        Some(Condition {
            at: condition.unwrap_or(at),
            id: known.to_owned(),
            text,
            language: language.or_else(|| attribute(at, "language")).map(str::to_owned),
            context: attribute(at, "contextRef").map(str::to_owned),
        })
    }
}

/// Whether a definition is of something that a person could start.
fn is_started(definition: Element<'_>) -> bool {
    let name = tag(definition);
    name == "stage" || name == "task" || name.ends_with("Task")
}

/// What a stage waits for of the item, as engines add it to its control.
fn awaited(control: Element<'_>) -> Awaited {
    let all = inside(control).chain(extensions(control));
    let added_here = control.children().filter(Element::is_element);
    for rule in all.chain(added_here) {
        match tag(rule) {
            "completionNeutralRule" => return Awaited::OncePossible,
            "parentCompletionRule" => {
                let kind = attribute(rule, "type").or_else(|| added(rule, "type"));
                return match kind.unwrap_or_default() {
                    "ignore" => Awaited::Never,
                    "ignoreIfAvailable" => Awaited::OncePossible,
                    "ignoreIfAvailableOrEnabled" => Awaited::UnderWay,
                    "ignoreAfterFirstCompletion" | "ignoreAfterFirstCompletionIfAvailableOrEnabled" => {
                        Awaited::FirstTime
                    }
                    _ => Awaited::AsItsStageSays,
                };
            }
            _ => {}
        }
    }
    Awaited::AsItsStageSays
}

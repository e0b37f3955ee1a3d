//! Criteria as cues.

use crate::import::Yaml;
use crate::import::cmmn::model::{Criterion, Of, OnPart, PlanItem};
use crate::text::Message;

use super::question::Holds;
use super::{Keys, TRUE, Writing};

/// How many cues one criterion may become, where what it listens for can happen in several ways.
const MAX_WAYS: usize = 32;

/// One way in which a part of a criterion can come about: a happening, or an answer.
#[derive(Clone)]
enum Part {
    Happening(Yaml),
    Answer(String),
}

/// Cues of an item or the case.
pub(super) struct Cues;

impl Cues {
    /// What opens an item.
    pub(super) fn entries<'x>(
        writing: &mut Writing<'x, '_>,
        item: &PlanItem<'x>,
        number: usize,
        name: &str,
    ) -> Option<Yaml> {
        // A round that there is no room for is lost, not kept for later.
        let bounded = item.repetition.as_ref().is_some_and(|repetition| {
            repetition.side_by_side.is_some()
                || matches!(repetition.rule, crate::import::cmmn::model::Rule::When(_))
        });
        let mut cues = Vec::new();
        for criterion in &item.entry {
            let single = criterion.on.len() == 1 && criterion.when.is_empty();
            let at_once = criterion.at_once || (bounded && single);
            cues.extend(writing.cues(criterion, Some((number, name)), at_once));
        }
        written(cues)
    }

    /// What ends an item, or the case.
    pub(super) fn exits<'x>(
        writing: &mut Writing<'x, '_>,
        exit: &[Criterion<'x>],
        item: Option<(usize, &str)>,
    ) -> Option<Yaml> {
        let mut cues = Vec::new();
        for criterion in exit {
            cues.extend(writing.cues(criterion, item, criterion.at_once));
        }
        written(cues)
    }
}

/// One cue alone, several as ways of which one is enough.
fn written(mut cues: Vec<Yaml>) -> Option<Yaml> {
    match cues.len() {
        0 => None,
        1 => Some(cues.remove(0)),
        _ => {
            let mut keys = Keys::default();
            keys.put("any", Yaml::List(cues));
            Some(keys.map())
        }
    }
}

impl<'x> Writing<'x, '_> {
    /// Any of the ways in which one thing can come about.
    pub(super) fn one_of(&mut self, on: &OnPart<'x>, number: usize) -> Option<Yaml> {
        let parts = self.parts(on, Some(number));
        written(
            parts
                .into_iter()
                .map(|part| cue(vec![part], None, false, false))
                .collect(),
        )
    }

    fn cues(&mut self, criterion: &Criterion<'x>, item: Option<(usize, &str)>, at_once: bool) -> Vec<Yaml> {
        let name = item.map(|(_, name)| name);
        let holds = criterion
            .when
            .iter()
            .map(|when| self.conditions.written(when, name, true));
        let holds = holds.reduce(Holds::and);
        let mut ways: Vec<Vec<Part>> = vec![Vec::new()];
        for on in &criterion.on {
            let parts = self.parts(on, item.map(|(number, _)| number));
            ways = ways
                .iter()
                .flat_map(|way| {
                    parts
                        .iter()
                        .map(move |part| [way.as_slice(), std::slice::from_ref(part)].concat())
                })
                .take(MAX_WAYS)
                .collect();
        }
        let cue = |way: Vec<Part>| self::cue(way, holds.clone(), at_once, criterion.as_done);
        ways.into_iter().map(cue).collect()
    }

    /// The ways in which one part of a sentry can come about.
    fn parts(&mut self, on: &OnPart<'x>, from: Option<usize>) -> Vec<Part> {
        if on.of == Of::Variable {
            return self.variable_parts(on);
        }
        if on.of == Of::Datum
            || (self.places.near(&on.source, from).is_none() && self.data.file_field(&on.source).is_some())
        {
            return self.file_parts(on);
        }
        let Some(source) = self.places.near(&on.source, from).map(str::to_owned) else {
            let what = Message::new("import-cmmn-dangling")
                .with("attribute", "sourceRef")
                .with("name", on.source.as_str());
            let hint = "import-cmmn-dangling-hint";
            self.found
                .error(crate::import::codes::CMMN_DANGLING, &on.id, on.at, what, hint);
            return Vec::new();
        };
        let word = match on.event.as_str() {
            "complete" | "occur" => return vec![Part::Happening(Yaml::Text(source))],
            "create" => "waiting",
            "enable" => "possible",
            "disable" => "taken_out",
            "reenable" => "brought_back",
            "start" => "opened",
            "manualStart" => "started",
            "terminate" => "called_off",
            "exit" | "parentTerminate" => "ended_by_flow",
            "fault" => "failed",
            "reactivate" => "redone",
            "suspend" | "parentSuspend" => "rested",
            "resume" | "parentResume" => "went_on",
            _ => return vec![self.unheard(on)],
        };
        vec![happening(word, source)]
    }

    fn variable_parts(&mut self, on: &OnPart<'x>) -> Vec<Part> {
        let Some(path) = self.data.field(std::slice::from_ref(&on.source)) else {
            return vec![self.unheard(on)];
        };
        let word = match on.event.as_str() {
            "create" => "first_set",
            "update" => "changed",
            "delete" => "emptied",
            _ => "set",
        };
        vec![happening(word, path.join("."))]
    }

    fn file_parts(&mut self, on: &OnPart<'x>) -> Vec<Part> {
        let Some(field) = self.data.file_field(&on.source) else {
            let what = Message::new("import-cmmn-dangling")
                .with("attribute", "sourceRef")
                .with("name", on.source.as_str());
            let hint = "import-cmmn-dangling-hint";
            self.found
                .error(crate::import::codes::CMMN_DANGLING, &on.id, on.at, what, hint);
            return Vec::new();
        };
        let path = field.path();
        let children: Vec<String> = field
            .children
            .iter()
            .filter_map(|id| Some(self.data.file_field(id)?.path()))
            .collect();
        let all = |word: &str| {
            children
                .iter()
                .map(|child| happening(word, child.clone()))
                .collect::<Vec<_>>()
        };
        match on.event.as_str() {
            "create" => vec![happening("first_set", path)],
            "update" | "replace" => vec![happening("changed", path)],
            "delete" => vec![happening("emptied", path)],
            "addChild" if !children.is_empty() => all("set"),
            "removeChild" if !children.is_empty() => all("emptied"),
            "addChild" | "removeChild" => vec![happening("changed", path)],
            _ => vec![self.unheard(on)],
        }
    }

    /// An event that nothing in a flow is like: people say that it has come.
    fn unheard(&mut self, on: &OnPart<'x>) -> Part {
        let what = Message::new("import-cmmn-event-unknown")
            .with("event", on.event.as_str())
            .with("source", on.source.as_str());
        self.found.question(&on.id, on.at, what);
        Part::Answer(
            self.conditions
                .add(&on.id, &format!("{} {}", on.source, on.event)),
        )
    }
}

fn happening(word: &str, of: String) -> Part {
    let mut keys = Keys::default();
    keys.put(word, of);
    Part::Happening(keys.map())
}

fn cue(way: Vec<Part>, holds: Option<Holds>, at_once: bool, as_done: bool) -> Yaml {
    let mut all = Vec::new();
    let mut when: Vec<String> = Vec::new();
    for part in way {
        match part {
            Part::Happening(happening) => all.push(happening),
            Part::Answer(path) => when.push(path),
        }
    }
    match holds {
        Some(Holds::When(guard)) => when.push(if when.is_empty() {
            guard
        } else {
            format!("({guard})")
        }),
        Some(Holds::Never) => when.push("false".to_owned()),
        Some(Holds::Always) if all.is_empty() && when.is_empty() => when.push(TRUE.to_owned()),
        Some(Holds::Always) | None => {}
    }
    let plain = when.is_empty() && !at_once && !as_done;
    if plain && all.len() == 1 {
        return all.remove(0);
    }
    let mut keys = Keys::default();
    if !all.is_empty() {
        keys.put("all", Yaml::one_or_list(all));
    }
    if !when.is_empty() {
        keys.put("when", when.join(" && "));
    }
    if at_once {
        keys.put("at_once", TRUE);
    }
    if as_done {
        keys.put("as_done", TRUE);
    }
    keys.map()
}

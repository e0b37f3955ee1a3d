//! One item of the plan as an item of the flow.

use crate::import::Yaml;
use crate::import::cmmn::element::{added, attribute, documentation, first, inside, named, tag};
use crate::import::cmmn::model::{Kind, Of, PlanItem};
use crate::text::Message;

use super::cue::Cues;
use super::planned::is_piece;
use super::question::Holds;
use super::timer::{Timer, Times, timer};
use super::{Keys, TRUE, Writing, long, original, waits_for};

/// How many fields work may fill: what a flow file takes, and room.
const MAX_FILLS: usize = 190;

/// What ends a wait, and how often its timer comes.
struct Wait {
    until: Keys,
    times: Times,
}

impl<'x> Writing<'x, '_> {
    pub(super) fn item(
        &mut self,
        item: &PlanItem<'x>,
        above: &mut Vec<usize>,
        kept: &Holds,
    ) -> (String, Yaml) {
        let (number, name) = self.places.next();
        let mut keys = Keys::default();
        let title = Self::title_of(item);
        let (timer, times) = match item.kind {
            Kind::Timer => timer(item.definition),
            _ => (Timer::Unread(String::new()), None),
        };
        let rhythm = match (item.kind, &timer) {
            (Kind::Timer, Timer::Rhythm(rhythm)) => Some(rhythm.clone()),
            _ => None,
        };
        keys.put(word(item.kind, rhythm.is_some()), title);
        keys.put_some("known_as", known_as(item));
        let about = documentation(item.definition).or_else(|| documentation(item.at));
        keys.put_some("guidance", about.and_then(|text| long(&text)));
        if matches!(item.kind, Kind::Work | Kind::Elsewhere) {
            keys.put("by", self.parties.owner(item));
        }
        if item.kind == Kind::Work {
            let others = item.not_same_as.iter();
            let others = others.filter_map(|id| self.places.near(id, Some(number)));
            let others: Vec<Yaml> = others
                .filter(|other| *other != name)
                .map(|other| Yaml::Text(other.to_owned()))
                .collect();
            if !others.is_empty() {
                keys.put("not_same_as", Yaml::List(others));
            }
        }
        self.opens(item, number, &name, &mut keys);
        keys.put_some("ended_by", Cues::exits(self, &item.exit, Some((number, &name))));
        self.rules(item, &name, kept, &mut keys);
        let wait = match (item.kind, &rhythm) {
            (Kind::Timer, None) => Some(self.timer(item, &name, timer, times)),
            (Kind::Listener, _) => Some(listener(&name)),
            _ => None,
        };
        match rhythm {
            Some(rhythm) => {
                let mut repeats = Keys::default();
                repeats.put("every", rhythm);
                keys.put("repeats", repeats.map());
            }
            None => {
                let times = wait.as_ref().and_then(|wait| wait.times);
                self.repeats(item, &name, times, &mut keys);
            }
        }
        if let Some(mut wait) = wait {
            wait.until.put_some("while", self.available(item, &name));
            keys.put("until", wait.until.map());
        }
        self.fills(item, &mut keys);
        self.begins(item, &mut keys);
        if item.kind == Kind::Stage {
            keys.put("waits_for", waits_for(&item.plan));
            above.push(number);
            keys.put_some("unplanned", self.unplanned(&item.plan, above));
            let inner = self.plan(&item.plan, above);
            above.pop();
            if !inner.is_empty() {
                keys.put("does", Yaml::Map(inner));
            }
        }
        (name, keys.map())
    }

    /// What opens an item: its criteria, or what happens to a variable; and whether a person plans it.
    fn opens(&mut self, item: &PlanItem<'x>, number: usize, name: &str, keys: &mut Keys) {
        if is_piece(item) {
            keys.put("starts", "when_added");
        } else if item.discretionary.is_some() {
            keys.put("optional", TRUE);
        }
        let opened_by = match item.kind {
            Kind::VariableListener => self.variable(item),
            Kind::Timer => self.started(item, number),
            _ => None,
        };
        let opened_by = opened_by.or_else(|| Cues::entries(self, item, number, name));
        keys.put_some("opened_by", opened_by);
        let mut when: Vec<String> = Vec::new();
        if !is_piece(item) {
            when.extend(self.applies(item, name));
        }
        // A wait says it itself.
        if item.kind == Kind::VariableListener {
            when.extend(self.available(item, name));
        }
        if when.len() > 1 {
            when = when.into_iter().map(|part| format!("({part})")).collect();
        }
        if !when.is_empty() {
            keys.put("when", when.join(" && "));
        }
    }

    /// The condition while which a listener is there.
    fn available(&self, item: &PlanItem<'x>, name: &str) -> Option<String> {
        let available = item.available.as_ref()?;
        match self.conditions.written(available, Some(name), true) {
            Holds::Always => None,
            Holds::Never => Some("false".to_owned()),
            Holds::When(guard) => Some(guard),
        }
    }

    /// A listener for a variable is a milestone that what happens to the variable reaches.
    fn variable(&mut self, item: &PlanItem<'x>) -> Option<Yaml> {
        let name = added(item.definition, "variableName")?;
        let path = self.data.field(&[name.to_owned()])?;
        let word = match added(item.definition, "variableChangeType") {
            Some("create") => "first_set",
            Some("update") => "changed",
            Some("delete") => "emptied",
            _ => "set",
        };
        let mut keys = Keys::default();
        keys.put(word, path.join("."));
        Some(keys.map())
    }

    /// What a timer is counted from, where the model says so.
    fn started(&mut self, item: &PlanItem<'x>, number: usize) -> Option<Yaml> {
        let names = ["planItemStartTrigger", "caseFileItemStartTrigger", "timerStart"];
        let trigger = inside(item.definition).find(|inner| names.contains(&tag(*inner)))?;
        let source = attribute(trigger, "sourceRef")?;
        let event = first(trigger, "standardEvent")
            .map(super::super::element::words)
            .unwrap_or_default();
        let on = crate::import::cmmn::model::OnPart {
            at: trigger,
            id: item.id.clone(),
            source: source.to_owned(),
            event,
            of: if tag(trigger) == "caseFileItemStartTrigger" {
                Of::Datum
            } else {
                Of::Item
            },
        };
        self.one_of(&on, number)
    }

    /// What ends a timer's wait.
    fn timer(&mut self, item: &PlanItem<'x>, name: &str, timer: Timer, times: Times) -> Wait {
        let mut until = Keys::default();
        let exactly = match timer {
            Timer::Exactly(text) => Some(text),
            Timer::Variable(path) => self.data.field(&path).map(|path| path.join(".")),
            Timer::Rhythm(_) => None,
            Timer::Unread(text) => {
                let what = Message::new("import-cmmn-timer")
                    .with("item", Self::title_of(item))
                    .with("text", text);
                self.found.not_carried(&item.id, item.definition, what);
                None
            }
        };
        match exactly {
            Some(exactly) => until.put("exactly", exactly),
            None => return listener(name),
        }
        Wait { until, times }
    }

    /// The case that it begins, and what goes over.
    fn begins(&self, item: &PlanItem<'x>, keys: &mut Keys) {
        let Some((call, link)) = item.call.as_ref().zip(self.links.get(&item.at.range().start)) else {
            return;
        };
        keys.put("begins", link.flow.as_str());
        if call.apart {
            keys.put("apart", TRUE);
        }
        for (word, pairs) in [("gives", &link.gives), ("takes", &link.takes)] {
            if !pairs.is_empty() {
                let pairs = pairs.iter();
                let pairs = pairs.map(|(field, value)| (field.clone(), Yaml::from(value.as_str())));
                keys.put(word, Yaml::Map(pairs.collect()));
            }
        }
    }

    /// What work brings with it: any variable, and what the model says that it gives.
    fn fills(&self, item: &PlanItem<'x>, keys: &mut Keys) {
        if !matches!(item.kind, Kind::Work | Kind::Elsewhere) {
            return;
        }
        let outputs = named(item.definition, "outputs").chain(named(item.definition, "output"));
        let outputs = outputs.filter_map(|output| self.data.file_field(attribute(output, "bindingRef")?));
        let all = outputs
            .map(super::file::FileField::path)
            .chain(self.data.variables())
            .chain(self.conditions.paths());
        let mut paths: Vec<Yaml> = Vec::new();
        for path in all.take(MAX_FILLS).map(Yaml::Text) {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        if !paths.is_empty() {
            keys.put("fills", Yaml::List(paths));
        }
    }
}

/// What ends a wait for something outside: whoever knows of it says so.
fn listener(name: &str) -> Wait {
    let mut until = Keys::default();
    until.put("message", name);
    until.put("kept", "false");
    Wait { until, times: None }
}

/// What the flow calls such an item.
const fn word(kind: Kind, on_a_rhythm: bool) -> &'static str {
    match kind {
        Kind::Stage => "stage",
        Kind::Work | Kind::Elsewhere => "task",
        Kind::Subcase => "subcase",
        Kind::AtOnce => "action",
        Kind::Milestone | Kind::VariableListener => "milestone",
        Kind::Timer if on_a_rhythm => "action",
        Kind::Timer | Kind::Listener => "wait",
    }
}

/// What the model calls the item.
fn known_as(item: &PlanItem<'_>) -> Option<Yaml> {
    let mut keys = Keys::default();
    keys.put("id", original(&item.id)?);
    keys.put_some("name", item.name.as_deref().and_then(original));
    let definition = super::super::element::id(item.definition);
    if definition != item.id {
        keys.put_some("also", original(definition));
    }
    Some(keys.map())
}

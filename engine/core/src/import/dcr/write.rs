//! A DCR graph as a flow file.

use std::collections::BTreeMap;

use super::graph::{Event, Graph, Kind, Says};
use super::guard::{Fields, literal};
use super::terms::{Term, Terms, conditions, place_of, terms, variable_kinds};
use crate::import::codes::VALUE;
use crate::import::{Finding, Findings, Imported, Names, Written, Xml, Yaml, title};
use crate::text::Message;

/// The section of the case file that holds the graph's values.
const SECTION: &str = "data";

/// The party of events that name no role.
const ANYONE: &str = "anyone";

/// The longest name of an item where debts have clocks, which are called by two names and a word between.
const MAX_SHORT_NAME: usize = 28;

pub(super) fn write(graph: &Graph<'_>, xml: &Xml<'_>, called: &str, mut findings: Findings) -> Imported {
    let conditions = conditions(graph, xml, &mut findings);
    let kinds = variable_kinds(graph, &conditions, xml, &mut findings);
    let mut names = Names::of(kinds.keys().map(String::as_str));
    let fields: Fields = kinds
        .iter()
        .map(|(name, kind)| {
            (
                name.clone(),
                (format!("{SECTION}.{}", names.give(name, name)), *kind),
            )
        })
        .collect();
    let terms = terms(graph, &conditions, &fields, xml, &mut findings);
    let writer = Writer {
        graph,
        keys: keys(graph, &terms),
        parties: parties(graph),
        fields,
        terms,
    };
    let mut root = writer.head(called);
    if let Some(data) = writer.data(xml, &mut findings) {
        root.push(("data".to_owned(), data));
    }
    root.push(("does".to_owned(), writer.items(None)));
    root.push(("closes".to_owned(), "by_hand".into()));
    Written {
        comment: Message::new("import-comment").with("vocabulary", "DCR"),
        root,
    }
    .finish(findings)
}

/// The name of each event.
fn keys(graph: &Graph<'_>, terms: &Terms) -> Vec<String> {
    let clocks = terms.iter().any(|((says, _), others)| {
        *says == Says::Response && others.values().any(|term| term.time.is_some())
    });
    let ids = graph.events.iter().map(|event| event.id);
    let mut names = if clocks {
        Names::up_to(MAX_SHORT_NAME, ids)
    } else {
        Names::of(ids)
    };
    graph
        .events
        .iter()
        .map(|event| names.give(event.id, &event.name))
        .collect()
}

/// The party of each role.
fn parties(graph: &Graph<'_>) -> BTreeMap<String, String> {
    let roles = || {
        graph
            .events
            .iter()
            .flat_map(|event| event.roles.iter().chain(&event.readers))
    };
    let mut names = Names::of(roles().map(String::as_str).chain([ANYONE]));
    let mut found = BTreeMap::new();
    for role in roles() {
        if !found.contains_key(role) {
            found.insert(role.clone(), names.give(role, role));
        }
    }
    found
}

struct Writer<'g, 'x> {
    graph: &'g Graph<'x>,
    keys: Vec<String>,
    parties: BTreeMap<String, String>,
    fields: Fields,
    terms: Terms,
}

type Entries = Vec<(String, Yaml)>;

fn put(entries: &mut Entries, key: &str, value: impl Into<Yaml>) {
    entries.push((key.to_owned(), value.into()));
}

impl<'x> Writer<'_, 'x> {
    fn head(&self, called: &str) -> Entries {
        let own = title(&self.graph.title).or_else(|| title(called));
        let name = own.unwrap_or_else(|| "DCR".to_owned());
        let mut root = Entries::new();
        put(&mut root, "samspil", "1");
        put(&mut root, "flow", Names::default().give("", &name));
        put(&mut root, "title", name);
        if let Some(purpose) = title(&self.graph.purpose) {
            put(
                &mut root,
                "about",
                Yaml::Map(vec![("purpose".to_owned(), purpose.into())]),
            );
        }
        let mut parties: Entries = Vec::new();
        let mut given: Vec<(&String, &String)> = self.parties.iter().collect();
        given.sort_by_key(|(role, _)| self.first_of(role));
        for (role, party) in given {
            put(
                &mut parties,
                party,
                party_called(title(role).unwrap_or_else(|| role.clone()).into()),
            );
        }
        if self.parties.is_empty() || self.graph.events.iter().any(|event| self.roles(event).is_empty()) {
            let words = [("da", "Enhver"), ("en", "Anyone")];
            let words = words.map(|(language, word)| (language.to_owned(), word.into()));
            put(&mut parties, ANYONE, party_called(Yaml::Map(words.to_vec())));
        }
        put(&mut root, "parties", Yaml::Map(parties));
        root
    }

    /// The first event that a role is named at, so that parties come in the order of the graph.
    fn first_of(&self, role: &str) -> Option<usize> {
        let named = |event: &Event<'_>| event.roles.iter().chain(&event.readers).any(|one| one == role);
        self.graph.events.iter().position(named)
    }

    /// Who may do an event: its own roles, otherwise those of the nesting that it lies in.
    fn roles(&self, event: &Event<'_>) -> Vec<&str> {
        let nestings = self.graph.nestings_of(event).into_iter().rev();
        let roles = std::iter::once(&event.roles).chain(nestings.map(|nesting| &nesting.roles));
        let found = roles.into_iter().find(|roles| !roles.is_empty());
        let mut parties: Vec<&str> = Vec::new();
        for role in found.into_iter().flatten() {
            let party = self.parties.get(role).map(String::as_str);
            parties.extend(party.filter(|party| !parties.contains(party)));
        }
        parties
    }

    fn data(&self, xml: &Xml<'_>, findings: &mut Findings) -> Option<Yaml> {
        let mut fields = Entries::new();
        for (name, (path, kind)) in &self.fields {
            let mut field = Entries::new();
            put(&mut field, "type", kind.word());
            put(&mut field, "optional", "true");
            let variable = self.graph.variables.get(name);
            if let Some(value) = variable.and_then(|variable| variable.value) {
                match literal(value, *kind) {
                    Some(value) => put(&mut field, "starts_as", value),
                    None => {
                        let place = place_of(variable.and_then(|variable| variable.at), xml);
                        let what = Message::new("import-value")
                            .with("name", name.as_str())
                            .with("value", value);
                        let hint = Message::new("import-value-hint").with("known", vec![kind.word()]);
                        findings.add(Finding::error(VALUE, Some(name), place, what).hinting(hint));
                    }
                }
            }
            put(&mut field, "known_as", name.clone());
            let key = path.rsplit('.').next().unwrap_or_default();
            put(&mut fields, key, Yaml::Map(field));
        }
        if fields.is_empty() {
            return None;
        }
        Some(Yaml::Map(vec![(SECTION.to_owned(), Yaml::Map(fields))]))
    }

    /// The items that lie directly in a sub-process, or at the top; what lies in a nesting lies where it does.
    fn items(&self, sub_process: Option<usize>) -> Yaml {
        let mut items = Entries::new();
        for (number, event) in self.graph.events.iter().enumerate() {
            let here = event.kind != Kind::Nesting && self.graph.sub_process_of(event) == sub_process;
            if let Some(key) = self.keys.get(number).filter(|_| here) {
                put(&mut items, key, Yaml::Map(self.item(number, event)));
            }
        }
        Yaml::Map(items)
    }

    fn item(&self, number: usize, event: &Event<'x>) -> Entries {
        let mut item = Entries::new();
        let name = title(&event.name)
            .or_else(|| title(event.id))
            .unwrap_or_else(|| "…".to_owned());
        let stage = event.kind == Kind::SubProcess;
        put(&mut item, if stage { "stage" } else { "task" }, name);
        put(&mut item, "known_as", known_as(event));
        if !stage {
            self.people(event, &mut item);
            put(&mut item, "starts", "by_hand");
            let freely = vec![("freely".to_owned(), Yaml::from("true"))];
            put(&mut item, "repeats", Yaml::Map(freely));
            let filled = event.sets.iter().filter_map(|name| self.fields.get(name));
            let filled: Vec<Yaml> = filled.map(|(path, _)| path.clone().into()).collect();
            if !filled.is_empty() {
                put(&mut item, "fills", Yaml::List(filled));
            }
        } else {
            put(&mut item, "done_each_time", "true");
        }
        for (says, key) in [
            (Says::Condition, "after"),
            (Says::Milestone, "not_while_owed"),
            (Says::Response, "owes"),
            (Says::Exclude, "removes"),
            (Says::Include, "brings_back"),
        ] {
            let others = self.terms.get(&(says, number)).into_iter().flatten();
            let others: Vec<Yaml> = others
                .map(|(other, term)| self.related(says, *other, term))
                .collect();
            if !others.is_empty() {
                put(&mut item, key, Yaml::one_or_list(others));
            }
        }
        for (so, key) in [
            (!event.included, "out_of_play"),
            (event.pending, "owed"),
            (event.executed, "done_before"),
        ] {
            if so {
                put(&mut item, key, "true");
            }
        }
        let nestings: Vec<String> = self
            .graph
            .nestings_of(event)
            .iter()
            .filter_map(|nesting| title(&nesting.name))
            .collect();
        if let Some(heading) = title(&nestings.join(" / ")) {
            put(&mut item, "heading", heading);
        }
        if let Some(guidance) = title(&event.guidance) {
            put(&mut item, "guidance", guidance);
        }
        if stage
            && self
                .graph
                .events
                .iter()
                .any(|inner| self.graph.sub_process_of(inner) == Some(number))
        {
            put(&mut item, "does", self.items(Some(number)));
        }
        item
    }

    fn people(&self, event: &Event<'_>, item: &mut Entries) {
        let roles = self.roles(event);
        put(item, "by", roles.first().copied().unwrap_or(ANYONE));
        let others: Vec<Yaml> = roles.iter().skip(1).map(|role| (*role).into()).collect();
        if !others.is_empty() {
            put(item, "also_by", Yaml::one_or_list(others));
        }
        let readers = event.readers.iter().filter_map(|role| self.parties.get(role));
        let mut with: Vec<&str> = Vec::new();
        for reader in readers {
            if !roles.contains(&reader.as_str()) && !with.contains(&reader.as_str()) {
                with.push(reader);
            }
        }
        if !with.is_empty() {
            put(
                item,
                "with",
                Yaml::one_or_list(with.into_iter().map(Yaml::from).collect()),
            );
        }
    }

    fn related(&self, says: Says, other: usize, term: &Term) -> Yaml {
        let name = self.keys.get(other).cloned().unwrap_or_default();
        if term.guard.is_none() && term.time.is_none() {
            return name.into();
        }
        let mut terms = Entries::new();
        put(&mut terms, "item", name);
        if let Some(guard) = &term.guard {
            put(&mut terms, "when", guard.clone());
        }
        if let Some(time) = term.time {
            if says == Says::Response {
                let mut due = vec![("lasts".to_owned(), Yaml::from(time.to_string()))];
                if !time.is_elapsed() {
                    put(&mut due, "at", "exact");
                }
                put(&mut terms, "due", Yaml::Map(due));
            } else {
                put(&mut terms, "not_before", time.to_string());
            }
        }
        Yaml::Map(terms)
    }
}

fn party_called(called: Yaml) -> Yaml {
    let side = ("side".to_owned(), Yaml::from("authority"));
    Yaml::Map(vec![("title".to_owned(), called), side])
}

fn known_as(event: &Event<'_>) -> Yaml {
    let mut known = Entries::new();
    put(&mut known, "id", event.id);
    put(&mut known, "name", event.name.clone());
    Yaml::Map(known)
}

//! Roles as parties. Who may do what is drawn in many ways; whoever is named first owns the work.

use crate::import::cmmn::element::{added, attribute, list};
use crate::import::cmmn::model::{Case, Kind, Plan, PlanItem};
use crate::import::{Names, Yaml, title};
use crate::text::Text;

use super::Keys;

/// Whoever does what a model gives to nobody.
const WORKER: &str = "worker";

/// Other systems and cases.
const ELSEWHERE: &str = "other_systems";

/// How many parties a flow may have: what a flow file takes, and room.
const MAX_PARTIES: usize = 40;

/// The parties of a flow.
pub(super) struct Parties {
    /// What the model calls each, its name in the flow and its title.
    known: Vec<(String, String, Text)>,
    names: Names,
    elsewhere: bool,
    worker: bool,
}

impl Parties {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let mut names = Names::default();
        for own in [WORKER, ELSEWHERE] {
            names.give(own, own);
        }
        let mut parties = Self {
            known: Vec::new(),
            names,
            elsewhere: false,
            worker: false,
        };
        for role in &case.roles {
            parties.add(&role.id, &role.name);
        }
        parties.owners(&case.plan);
        parties
    }

    fn add(&mut self, id: &str, name: &str) {
        if self.known.len() < MAX_PARTIES && !self.known.iter().any(|(known, ..)| known == id) {
            let called = if name.is_empty() { id } else { name };
            let key = self.names.give("", called);
            let title = title(name).or_else(|| title(id)).unwrap_or_else(|| key.clone());
            self.known.push((id.to_owned(), key, Text::danish(&title)));
        }
    }

    fn owners(&mut self, plan: &Plan<'_>) {
        for item in &plan.items {
            match (item.kind, named(item)) {
                (Kind::Elsewhere, _) => self.elsewhere = true,
                (Kind::Work, Some(name)) => {
                    self.add(name, name);
                    self.worker |= !self.known.iter().any(|(known, ..)| known == name);
                }
                (Kind::Work, None) => self.worker = true,
                _ => {}
            }
            self.owners(&item.plan);
        }
    }

    /// Whoever owns an item that somebody does.
    pub(super) fn owner(&self, item: &PlanItem<'_>) -> &str {
        if item.kind == Kind::Elsewhere {
            return ELSEWHERE;
        }
        let owner = named(item).and_then(|name| self.known.iter().find(|(known, ..)| known == name));
        owner.map_or(WORKER, |(_, key, _)| key.as_str())
    }

    /// The party that a role has become.
    pub(super) fn named(&self, role: &str) -> Option<&str> {
        let mut known = self.known.iter();
        known.find(|(id, ..)| id == role).map(|(_, key, _)| key.as_str())
    }

    pub(super) fn yaml(&self) -> Yaml {
        let mut keys = Keys::default();
        for (_, key, title) in &self.known {
            keys.put(key, party(title, "authority"));
        }
        if self.worker || self.known.is_empty() {
            let title = Text {
                da: "Sagsbehandler".to_owned(),
                en: Some("Case worker".to_owned()),
            };
            keys.put(WORKER, party(&title, "authority"));
        }
        if self.elsewhere {
            let title = Text {
                da: "Andre systemer".to_owned(),
                en: Some("Other systems".to_owned()),
            };
            keys.put(ELSEWHERE, party(&title, "partner"));
        }
        keys.map()
    }
}

fn party(title: &Text, side: &str) -> Yaml {
    let mut keys = Keys::default();
    match &title.en {
        Some(en) => {
            let mut text = Keys::default();
            text.put("da", title.da.as_str());
            text.put("en", en.as_str());
            keys.put("title", text.map());
        }
        None => keys.put("title", title.da.as_str()),
    }
    keys.put("side", side);
    keys.map()
}

/// The role, group or person that a task names; an expression names nobody that is known here.
fn named<'x>(item: &PlanItem<'x>) -> Option<&'x str> {
    let own = attribute(item.definition, "performerRef");
    let groups = added(item.definition, "candidateGroups");
    let person = added(item.definition, "assignee");
    let plain = |value: &&str| !value.contains(['$', '#', '{']);
    [own, groups, person]
        .into_iter()
        .flatten()
        .filter(plain)
        .find_map(|value| list(Some(value)).next())
}

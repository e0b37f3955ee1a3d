//! The shared house in a handbook: what both sides of an area stand for, where the flow holds their house, and their rules of
//! play on the tasks of the flow.

use samspil_core::flow::{Flow, House, PlayRule};
use samspil_core::text::{Language, Message, date};

use super::Handbook;
use crate::words::say;

/// The house that a flow holds.
pub(super) struct HouseTold {
    pub(super) area: String,
    pub(super) strategy: String,
    /// Flows and tools, each with what it is for.
    pub(super) tools: Vec<String>,
    pub(super) approved: String,
}

/// A rule of play.
pub(super) struct PlayTold {
    pub(super) says: String,
    /// The tasks of the flow on which it is shown; empty where it holds everywhere.
    pub(super) on: String,
    /// The area of the house that it is of.
    pub(super) area: String,
}

impl HouseTold {
    /// The house of a flow.
    pub(super) fn of(house: &House, language: Language) -> Self {
        let words = |text: &samspil_core::text::Text| text.in_language(language).to_owned();
        let tools = house.tools.iter().map(|tool| match &tool.about {
            None => words(&tool.title),
            Some(about) => format!("{}: {}", words(&tool.title), words(about)),
        });
        let approved = Message::new("houses-approved")
            .with("authority", date(house.authority_approved))
            .with("provider", date(house.provider_approved));
        Self {
            area: words(&house.area),
            strategy: words(&house.strategy),
            tools: tools.collect(),
            approved: say(&approved, language),
        }
    }
}

/// The rules of a house that matter in a flow: those on its tasks, and all where the flow holds the house itself.
fn rules<'h>(
    house: &'h House,
    flow: &'h Flow,
    (is_own, language): (bool, Language),
) -> impl Iterator<Item = PlayTold> + 'h {
    let on = move |rule: &PlayRule| -> Vec<String> {
        let here = rule.shown_on.iter().filter(|(of, _)| *of == flow.id);
        let items = here.filter_map(|(_, item)| flow.items.get(item));
        items
            .map(|item| item.title.in_language(language).to_owned())
            .collect()
    };
    house.rules.values().filter_map(move |rule| {
        let tasks = on(rule);
        (is_own || !tasks.is_empty()).then(|| PlayTold {
            says: rule.says.in_language(language).to_owned(),
            on: tasks.join(", "),
            area: house.area.in_language(language).to_owned(),
        })
    })
}

impl Handbook {
    /// The same with the rules of play of the houses that these flows hold, as far as they matter in it.
    pub(crate) fn in_houses<'h>(mut self, flow: &Flow, holding: impl IntoIterator<Item = &'h Flow>) -> Self {
        let language = self.language;
        let own = flow.house.iter().map(|house| (house, true));
        let others = holding.into_iter().filter(|other| other.id != flow.id);
        let others = others.filter_map(|other| Some((other.house.as_ref()?, false)));
        let all = own.chain(others);
        self.play = all
            .flat_map(|(house, is_own)| rules(house, flow, (is_own, language)))
            .collect();
        self
    }
}

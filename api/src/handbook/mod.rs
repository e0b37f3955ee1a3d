//! The handbook of a flow: what it is for, who decides what, every task with its one owner, the course of each meeting,
//! letters and forms, deadlines with their sources, ladders and rules of play. It is made of the flow itself, so that the two
//! cannot drift apart.

pub(crate) mod command;
mod course;
mod house;
mod letters;
mod meetings;
mod roles;
pub(crate) mod sources;
mod time;

use askama::Template;
use samspil_core::diagram::{Scene, Wanted};
use samspil_core::flow::{Flow, Item};
use samspil_core::guard::Guards;
use samspil_core::id::ItemId;
use samspil_core::text::{Language, Message, Text};

use self::course::Step;
use self::house::{HouseTold, PlayTold};
use self::letters::DocumentTold;
use self::meetings::MeetingTold;
use crate::pages::parts::Table;
use crate::words::say;

/// A handbook as it is drawn.
#[derive(Template)]
#[template(path = "handbook/body.html")]
pub(crate) struct Handbook {
    language: Language,
    pub(crate) title: String,
    purpose: Option<String>,
    law: Vec<String>,
    roles: Table,
    tasks: Table,
    meetings: Vec<MeetingTold>,
    about: Vec<String>,
    course: Vec<Step>,
    documents: Vec<DocumentTold>,
    deadlines: Table,
    sources: Table,
    ladders: Vec<(String, Vec<String>)>,
    rules: Vec<(String, String)>,
    /// The house that the flow holds.
    house: Option<HouseTold>,
    /// Rules of play from houses, on its tasks.
    play: Vec<PlayTold>,
}

impl askama::filters::HtmlSafe for Handbook {}

/// Tells of a flow in one language.
#[derive(Clone, Copy)]
struct Teller<'a> {
    flow: &'a Flow,
    language: Language,
}

impl Teller<'_> {
    fn say(&self, message: &Message) -> String {
        say(message, self.language)
    }

    fn t(&self, key: &str) -> String {
        self.say(&Message::new(key))
    }

    fn words(&self, text: &Text) -> String {
        text.in_language(self.language).to_owned()
    }

    fn title(&self, item: &ItemId) -> String {
        let known = self.flow.items.get(item.base());
        known.map_or_else(|| item.to_string(), |item| self.words(&item.title))
    }

    /// What the owner of an item is called; the engine owns what no party does.
    fn owner(&self, item: &Item) -> String {
        let owner = item.owner.as_ref().and_then(|owner| self.flow.parties.get(owner));
        owner.map_or_else(|| self.t("handbook-by-itself"), |party| self.words(&party.title))
    }

    fn head(&self, columns: &[&str]) -> Vec<String> {
        columns
            .iter()
            .map(|column| self.t(&format!("handbook-column-{column}")))
            .collect()
    }
}

impl Handbook {
    /// The handbook of a flow.
    pub(crate) fn new(flow: &Flow, guards: &Guards, language: Language) -> Self {
        let teller = Teller { flow, language };
        let scene = Scene::new(flow, guards, &Wanted::whole(language));
        let purpose = flow.about.purpose.as_ref();
        let rules = flow.items.values().filter_map(|item| {
            let expects = item.expects.as_ref()?;
            Some((teller.words(&item.title), teller.words(expects)))
        });
        Self {
            language,
            title: teller.words(&flow.title),
            purpose: purpose.map(|purpose| teller.words(purpose)),
            law: flow
                .about
                .law
                .iter()
                .map(|law| teller.say(&law.written()))
                .collect(),
            roles: teller.roles(),
            tasks: teller.tasks(),
            meetings: teller.meetings(),
            about: scene.about.clone(),
            course: course::steps(&scene),
            documents: teller.documents(),
            deadlines: teller.deadlines(),
            sources: sources::sources(flow, language),
            ladders: teller.ladders(),
            rules: rules.collect(),
            house: flow.house.as_ref().map(|house| HouseTold::of(house, language)),
            play: Vec::new(),
        }
        .in_houses(flow, [])
    }

    /// The heading of what is done before, at or after a meeting.
    fn meeting_part(&self, part: &str) -> String {
        self.t(&format!("handbook-meeting-{part}"))
    }

    /// A heading.
    fn t(&self, key: &str) -> String {
        say(&Message::new(key), self.language)
    }
}

#[cfg(test)]
mod golden_test;

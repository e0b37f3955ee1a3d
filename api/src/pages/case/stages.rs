//! The course of a case: stages with what lies in them, how each stands, why, and what one may do about it.

use askama::Template;
use samspil_core::case::{Eyes, Status, View, why_seen};
use samspil_core::flow::{Item, ItemKind};
use samspil_core::id::ItemId;

use super::state::State;
use crate::pages::address::segment;
use crate::pages::failed::blocked;
use crate::pages::parts::{Cell, PREFIX};
use crate::pages::task::deviate::offers;
use crate::pages::task::meeting::agreed;
use crate::pages::tasks::due_cell;
use crate::pages::words::{Due, Speaker};

/// Why an item stands as it does.
#[derive(Clone, Debug, Default)]
pub(crate) struct WhyShown {
    /// How it came there.
    pub(crate) because: Vec<String>,
    /// What stands in the way, and who can change that.
    pub(crate) blocks: Vec<String>,
    /// What happens then.
    pub(crate) then: Vec<String>,
    /// What one may do about it: address and text.
    pub(crate) deviations: Vec<(String, String)>,
}

/// An item of the course.
#[derive(Clone, Debug)]
pub(crate) struct ItemShown {
    /// The id of its element.
    pub(crate) anchor: String,
    /// Its place in the picture, where the flow planned it.
    pub(crate) picture: Option<String>,
    pub(crate) title: String,
    pub(crate) state: State,
    /// Who does it, and who has taken it.
    pub(crate) owner: Option<String>,
    pub(crate) due: Option<Cell>,
    /// When and where it is to be, where it is a meeting.
    pub(crate) agreed: Option<String>,
    /// The address of its form, where it is the reader's to do.
    pub(crate) form: Option<String>,
    /// What its button asks for, in a case that is played.
    pub(crate) button: Option<String>,
    pub(crate) why: WhyShown,
}

/// A stage of the course.
#[derive(Template, Clone, Debug)]
#[template(path = "case/stage.html")]
pub(crate) struct StageShown {
    /// The id of its element; none where it only gathers others.
    anchor: Option<String>,
    title: String,
    state: State,
    open: bool,
    /// What its button asks for, in a case that is played.
    button: Option<String>,
    why: WhyShown,
    items: Vec<ItemShown>,
    inner: Vec<StageShown>,
    words: Words,
}

impl askama::filters::HtmlSafe for StageShown {}

/// The fixed words of the template.
#[derive(Clone, Debug)]
struct Words {
    why: String,
    stage_why: String,
    then: String,
    deviate: String,
    picture: String,
    begin: String,
}

/// The id of an item's element in the course.
pub(crate) fn anchor(item: &str) -> String {
    match item.split_once('#') {
        // A row's key may be any text, an anchor may not; names have no dots.
        Some((name, key)) => format!("item-{name}.{}", segment(key).replace('%', ".")),
        None => format!("item-{item}"),
    }
}

/// Where one does something with an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    /// On pages of the case.
    Pages,
    /// By buttons of the form that the course lies in: the case is played, and has no pages.
    Buttons,
}

/// Draws the course for one reader.
#[derive(Clone, Copy)]
pub(crate) struct Course<'a> {
    /// Where one does something.
    pub(crate) way: Way,
    /// The case.
    pub(crate) view: View<'a>,
    /// The reader's parties.
    pub(crate) parties: &'a Eyes,
    /// The reader's words.
    pub(crate) speaker: Speaker<'a>,
}

impl Course<'_> {
    /// The stages that the reader sees; what lies in no stage comes last, then what was added.
    pub(crate) fn stages(&self) -> Vec<StageShown> {
        let top: Vec<ItemId> = self
            .view
            .run
            .flow
            .inside(None)
            .map(|item| item.id.clone())
            .collect();
        let mut stages = self.holders(&top);
        stages.extend(self.gathered("course-alone", self.items(&top)));
        let added = self.view.case.added.keys().filter_map(|id| self.item(id));
        stages.extend(self.gathered("course-added", added.collect()));
        stages
    }

    /// A stage, or a set: what holds others.
    fn is_holder(&self, item: &Item) -> bool {
        item.kind == ItemKind::Stage || self.view.run.is_set(&item.id)
    }

    fn holders(&self, ids: &[ItemId]) -> Vec<StageShown> {
        ids.iter()
            .filter_map(|id| self.view.run.item(self.view.case, id))
            .filter(|item| self.is_holder(item) && self.view.sees_item(self.parties, item))
            .map(|holder| self.holder(&holder))
            .collect()
    }

    fn items(&self, ids: &[ItemId]) -> Vec<ItemShown> {
        let holds = |id: &ItemId| {
            let item = self.view.run.item(self.view.case, id);
            item.is_some_and(|item| self.is_holder(&item))
        };
        let items = ids.iter().filter(|id| !holds(id));
        items.filter_map(|id| self.item(id)).collect()
    }

    fn holder(&self, holder: &Item) -> StageShown {
        let state = self.view.case.item(&holder.id);
        let inside = self.view.run.children(self.view.case, &holder.id);
        StageShown {
            anchor: Some(anchor(holder.id.as_str())),
            title: holder.title.in_language(self.speaker.language).to_owned(),
            state: State::new(self.speaker, holder, state),
            open: state.status == Status::Active,
            button: self.button(holder).filter(|_| self.way == Way::Buttons),
            why: self.why(holder),
            items: self.items(&inside),
            inner: self.holders(&inside),
            words: self.words(),
        }
    }

    /// Items that lie in no stage, under a heading of their own; none where there are none.
    fn gathered(&self, key: &str, items: Vec<ItemShown>) -> Option<StageShown> {
        (!items.is_empty()).then(|| StageShown {
            anchor: None,
            title: self.speaker.t(key),
            state: State {
                word: String::new(),
                icon: "",
                class: "active",
            },
            open: true,
            button: None,
            why: WhyShown::default(),
            items,
            inner: Vec::new(),
            words: self.words(),
        })
    }

    fn words(&self) -> Words {
        Words {
            why: self.speaker.t("course-why"),
            stage_why: self.speaker.t("course-stage-why"),
            then: self.speaker.t("course-then"),
            deviate: self.speaker.t("course-deviate"),
            picture: self.speaker.t("flow-to-picture"),
            begin: self.speaker.t("task-begin"),
        }
    }

    fn item(&self, id: &ItemId) -> Option<ItemShown> {
        let item = self.view.run.item(self.view.case, id)?;
        if !self.view.sees_item(self.parties, &item) {
            return None;
        }
        let language = self.speaker.language;
        let state = self.view.case.item(id);
        let clock = self.view.case.clocks.get(id.as_str());
        let due = clock.filter(|clock| clock.counts()).map(|clock| {
            let due = Due::new(clock.due, self.view.at, &self.view.run.calendar);
            due_cell(self.speaker, &due)
        });
        let owner = self.view.owner(&item);
        let party = owner.as_ref().map(|party| self.view.party_title(party));
        let party = party.map(|title| title.in_language(language).to_owned());
        let hand = state
            .claimed_by
            .map(|person| self.speaker.names.person(person, language));
        let planned = self.view.run.flow.items.contains_key(id);
        Some(ItemShown {
            anchor: anchor(id.as_str()),
            picture: (planned && self.way == Way::Pages)
                .then(|| format!("/cases/{}/picture#{PREFIX}{id}", self.view.case.id)),
            title: item.title.in_language(language).to_owned(),
            state: State::new(self.speaker, &item, state),
            owner: match (party, hand) {
                (Some(party), Some(hand)) => Some(format!("{party}: {hand}")),
                (party, hand) => party.or(hand),
            },
            due,
            agreed: agreed(&self.view, &item).map(|message| self.speaker.say(&message)),
            form: self.form(&item).filter(|_| self.way == Way::Pages),
            button: self.button(&item).filter(|_| self.way == Way::Buttons),
            why: self.why(&item),
        })
    }

    /// The form, where it is open human work of one of the reader's parties.
    fn form(&self, item: &Item) -> Option<String> {
        let work = matches!(item.kind, ItemKind::Task | ItemKind::Decision | ItemKind::Meeting);
        let open = matches!(
            self.view.case.item(&item.id).status,
            Status::Active | Status::Possible
        );
        let owner = self.view.owner(item)?;
        let mine = work && open && self.view.case.is_open() && self.parties.acting().contains(&owner);
        let name = segment(item.id.as_str());
        mine.then(|| format!("/cases/{}/tasks/{name}", self.view.case.id))
    }

    /// What may be done with an item in a case that is played: its form opened, or that it happens.
    fn button(&self, item: &Item) -> Option<String> {
        let status = self.view.case.item(&item.id).status;
        let by_hand = status == Status::Possible;
        let way = match item.kind {
            ItemKind::Task | ItemKind::Decision | ItemKind::Meeting => {
                return self.form(item).map(|_| format!("open {}", item.id));
            }
            ItemKind::Subcase(_) if status == Status::Active => "ended",
            ItemKind::Wait(_) if status == Status::Active => "occur",
            ItemKind::Subcase(_) | ItemKind::Wait(_) | ItemKind::Stage if by_hand => "activate",
            _ => return None,
        };
        self.view.case.is_open().then(|| format!("{way} {}", item.id))
    }

    fn why(&self, item: &Item) -> WhyShown {
        let Some(why) = why_seen(&self.view, self.parties, &item.id) else {
            return WhyShown::default();
        };
        let say = |lines: &[samspil_core::text::Message]| -> Vec<String> {
            lines.iter().map(|line| self.speaker.say(line)).collect()
        };
        WhyShown {
            because: say(&why.because),
            blocks: why
                .blocks
                .iter()
                .map(|block| blocked(self.speaker, block))
                .collect(),
            then: say(&why.then),
            deviations: match self.way {
                Way::Pages => offers(&self.view, self.parties, item, self.speaker),
                Way::Buttons => Vec::new(),
            },
        }
    }
}

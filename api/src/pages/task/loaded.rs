//! A task as its page needs it: the case, the item, what its form asks for and what stands in it.

use samspil_core::case::{Eyes, Status, View};
use samspil_core::flow::{Item, ItemKind, Record, Value};
use samspil_core::id::{CaseId, FieldPath, ItemId, PersonId};
use samspil_runtime::{CaseRead, Object, Purpose};

use super::inputs::Inputs;
use super::plan::{Part, plan};
use super::read::rows_of;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::address::segment;
use crate::pages::words::Speaker;
use crate::server::problem::{Kind, Problem};

/// A task of a case.
pub(crate) struct Loaded {
    pub(crate) read: CaseRead,
    pub(crate) item: Item,
    /// The reader's parties in the case.
    pub(crate) eyes: Eyes,
}

/// The task, where it is human work that the reader sees.
///
/// # Errors
/// Not found, also where the reader does not see it.
pub(crate) async fn load(app: &App, signed: &Signed, case: CaseId, item: &str) -> Result<Loaded, Problem> {
    let by = signed.by();
    let look = signed.look(Object::Form).for_(Purpose::Task(item.to_owned()));
    let read = app.engine.read(signed.tenant, &by, case, &look).await?;
    let eyes = read.eyes(&by);
    let missing = || Problem::new(Kind::NOT_FOUND);
    let id = ItemId::with_row(item).map_err(|_| missing())?;
    let item = read.run.item(&read.case, &id).ok_or_else(missing)?.into_owned();
    let work = matches!(item.kind, ItemKind::Task | ItemKind::Decision | ItemKind::Meeting);
    if !work || read.run.is_set(&id) || !read.view().sees_item(&eyes, &item) {
        return Err(missing());
    }
    Ok(Loaded { read, item, eyes })
}

impl Loaded {
    pub(crate) fn view(&self) -> View<'_> {
        self.read.view()
    }

    /// What the form asks for.
    pub(crate) fn parts(&self) -> Vec<Part<'_>> {
        plan(&self.view(), &self.eyes, &self.item)
    }

    /// The address of its page.
    pub(crate) fn address(&self) -> String {
        let name = segment(self.item.id.as_str());
        format!("/cases/{}/tasks/{name}", self.read.case.id)
    }

    /// One of the reader's parties owns it, or may do it as well.
    pub(crate) fn is_own(&self) -> bool {
        let owner = self.view().owner(&self.item);
        let mut parties = owner.iter().chain(&self.item.also_by);
        parties.any(|party| self.eyes.acting().contains(party))
    }

    /// The reader's party leads the one that owns it.
    pub(crate) fn is_led(&self) -> bool {
        let owner = self.view().owner(&self.item);
        let leader = owner.and_then(|owner| self.read.run.flow.leader_of(&owner));
        leader.is_some_and(|leader| self.eyes.acting().contains(&leader.id))
    }

    pub(crate) fn status(&self) -> Status {
        self.read.case.item(&self.item.id).status
    }

    /// What this person has in hand is the reader's to do: it is theirs, or they act in that person's stead.
    pub(crate) fn has_hand_of(&self, signed: &Signed, hand: PersonId) -> bool {
        signed.by().in_case(&self.view()).has_hand_of(hand)
    }

    /// Its form can be filled in by this reader now.
    pub(crate) fn may_fill(&self, signed: &Signed) -> bool {
        let hand = self.read.case.item(&self.item.id).claimed_by;
        self.read.case.is_open()
            && self.is_own()
            && matches!(self.status(), Status::Active | Status::Possible)
            && hand.is_none_or(|hand| self.has_hand_of(signed, hand))
    }

    pub(crate) fn sees(&self, path: &FieldPath) -> bool {
        self.view().sees_field(&self.eyes, path)
    }

    /// The value that a field of the form begins with: the draft's where there is a draft, else the case's.
    fn held(&self, path: &FieldPath) -> Option<&Value> {
        let draft = &self.read.case.item(&self.item.id).draft;
        // A column of the one row that the task is for.
        if let Some((list, row)) = self.view().row_of(&self.item.id)
            && path.as_str().starts_with(list.as_str())
            && path != list
        {
            let name = path.parts().last().unwrap_or_default();
            return draft
                .get(path)
                .or_else(|| row.get(name).filter(|_| self.sees(path)));
        }
        let kept = self.read.case.data.get(path).filter(|_| self.sees(path));
        if draft.is_empty() {
            return kept;
        }
        match (draft.get(path), kept) {
            // Rows that others keep have come or gone since the draft: what was written belongs to no row any more.
            (Some(Value::List(drafted)), Some(Value::List(rows)))
                if !self.item.fills.contains(path) && drafted.len() != rows.len() =>
            {
                kept
            }
            (drafted, _) => drafted,
        }
    }

    /// The rows that a list of the form stands on: what it does not fill in them stays.
    pub(crate) fn rows(&self, path: &FieldPath) -> Vec<Record> {
        if self.item.fills.contains(path) {
            rows_of(self.held(path))
        } else {
            rows_of(self.read.case.data.get(path))
        }
    }

    /// The field of its form that says which goal it is about, where it is a note.
    pub(crate) fn about(&self) -> Option<&FieldPath> {
        let chain = self.read.run.flow.chain.as_ref()?;
        let notes = chain.notes.as_ref()?;
        chain
            .about
            .as_ref()
            .filter(|_| notes.as_str() == self.item.id.base())
    }

    /// The goals that a note may be about.
    pub(crate) fn goals(&self, speaker: Speaker<'_>) -> Vec<String> {
        let flow = &self.read.run.flow;
        let column = flow.chain.as_ref().and_then(|chain| chain.goals.as_ref());
        let Some(field) = column
            .and_then(|column| flow.data.field(column))
            .filter(|_| self.about().is_some())
        else {
            return Vec::new();
        };
        let goals = self.view().goal_tree(&self.eyes).unwrap_or_default().goals;
        goals
            .iter()
            .map(|goal| speaker.value(field, &goal.says))
            .collect()
    }

    /// What stands in the form before anyone writes.
    pub(crate) fn inputs(&self, parts: &[Part<'_>], language: samspil_core::text::Language) -> Inputs {
        Inputs::held(parts, language, |path| self.held(path))
    }
}

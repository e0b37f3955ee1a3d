//! The fields of the pages on which people add work: what lies ready, or what they describe themselves.

use samspil_core::case::{AddingPlace, Asked, Eyes, View};
use samspil_core::flow::WorkKind;
use samspil_core::id::{ItemId, PartyId};
use samspil_core::text::Arg;

use super::action::Written;
use crate::pages::parts::{Choice, Field, Form};
use crate::pages::shell::Shell;

/// The longest title of added work, in characters: what the core takes.
const MAX_TITLE_CHARS: u32 = 120;

/// What stands for the case as a whole among the places where work is added.
const CASE: &str = "";

/// Whether anything lies ready for the reader.
pub(super) fn offers_pieces(view: &View<'_>, eyes: &Eyes) -> bool {
    !view.addable(eyes.acting()).is_empty()
}

/// Whether the reader may add something that they describe.
pub(super) fn offers_work(view: &View<'_>, eyes: &Eyes) -> bool {
    !view.adding_places(eyes.acting()).is_empty()
}

/// Whether a reason must be given.
pub(super) fn needs_reason(view: &View<'_>, eyes: &Eyes, written: &Written, piece: bool) -> bool {
    if piece {
        let item = ItemId::new(&written.item).ok();
        let found = item.as_ref().and_then(|item| view.run.flow.piece(item));
        return found.is_none_or(|(_, limits, _)| !limits.without_reason);
    }
    let places = view.adding_places(eyes.acting());
    let here = places.iter().find(|place| name(place) == written.stage);
    here.is_none_or(|place| place.needs_reason)
}

/// What lies ready, to choose from.
pub(super) fn pieces(page: &Shell, view: &View<'_>, eyes: &Eyes, written: &Written, form: &mut Form) {
    let choices = view.addable(eyes.acting()).into_iter().map(|item| {
        let title = item.title.in_language(page.language);
        let choice = Choice::new(item.id.to_string(), title.to_owned());
        let guidance = item.guidance.as_ref().map(|text| text.in_language(page.language));
        guidance.map_or_else(|| choice.clone(), |text| choice.clone().hint(text.to_owned()))
    });
    let field = Field::radio("item", page.t("action-piece"), choices.collect());
    form.add(field.value(&written.item));
}

/// What people describe: what, for whom, and where or of what kind where there is a choice.
pub(super) fn work(page: &Shell, view: &View<'_>, eyes: &Eyes, written: &Written, form: &mut Form) {
    let title = Field::text("title", page.t("action-title"));
    form.add(title.longest(MAX_TITLE_CHARS).value(&written.title));
    let places = view.adding_places(eyes.acting());
    let gets = |party: &PartyId| {
        let mut own = places.iter().map(|place| &place.own_words);
        own.any(|own| own.to.is_empty() || own.to.contains(party))
    };
    let parties = view.run.flow.parties.values();
    let parties = parties.filter(|party| gets(&party.id)).map(|party| {
        let title = party.title.in_language(page.language);
        Choice::new(party.id.to_string(), title.to_owned())
    });
    let field = Field::select("owner", page.t("action-owner"), parties.collect());
    form.add(field.value(&written.owner));
    let of_case = |place: &AddingPlace| place.stage.is_none();
    if !places.iter().all(of_case) {
        let choices = places
            .iter()
            .map(|place| Choice::new(name(place), called(page, view, place)));
        let field = Field::select("stage", page.t("action-stage"), choices.collect());
        form.add(field.value(&written.stage).optional());
    }
    let meets = |place: &AddingPlace| place.own_words.kinds.contains(&WorkKind::Meeting);
    if places.iter().any(meets) {
        let kinds = [("task", "action-kind-task"), ("meeting", "action-kind-meeting")];
        let kinds = kinds.map(|(word, key)| Choice::new(word.to_owned(), page.t(key)));
        let field = Field::radio("kind", page.t("action-kind"), kinds.to_vec());
        let chosen = if written.kind.is_empty() {
            "task"
        } else {
            &written.kind
        };
        form.add(field.value(chosen));
    }
}

/// What is asked for.
pub(super) fn asked(written: &Written, piece: bool) -> Option<Asked> {
    let reason = written.reason.clone();
    if piece {
        let item = ItemId::new(&written.item).ok()?;
        return Some(Asked::AddPiece { item, reason });
    }
    Some(Asked::Add {
        title: written.title.clone(),
        owner: PartyId::new(&written.owner).ok()?,
        reason,
        stage: ItemId::new(&written.stage).ok(),
        kind: match written.kind.as_str() {
            "meeting" => WorkKind::Meeting,
            _ => WorkKind::Task,
        },
    })
}

fn name(place: &AddingPlace) -> String {
    place
        .stage
        .as_ref()
        .map_or_else(|| CASE.to_owned(), ToString::to_string)
}

fn called(page: &Shell, view: &View<'_>, place: &AddingPlace) -> String {
    match place.stage.as_ref().map(|stage| view.title(stage)) {
        Some(Arg::Both(title)) => title.in_language(page.language).to_owned(),
        Some(Arg::Text(text)) => text,
        _ => page.t("action-stage-case"),
    }
}

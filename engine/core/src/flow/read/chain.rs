//! `chain`: where the levels from the citizen's words to what is done lie in the case file.

use crate::flow::code::{NOT_A_LIST, NOT_IN_CHAIN};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::Entry;
use crate::flow::{Chain, Each, EachOf, FieldKind, Flow};
use crate::id::FieldPath;
use crate::text::Message;

use super::references::Target;
use super::{At, Reading, keys};

keys! {
    /// The chain from the citizen's words to what is done.
    CHAIN: ChainKeys = "chain" {
        wishes: must, Shape::Path;
        purpose: may, Shape::Path;
        goals: may, Shape::Path;
        theme: may, Shape::Path;
        level: may, Shape::Path;
        kind: may, Shape::Path;
        sub_goals: may, Shape::Path;
        activities: may, Shape::Path;
        under: may, Shape::Path;
        notes: may, Shape::Name(Named::Item);
        about: may, Shape::Path;
        status: may, Shape::Name(Named::Item);
    }
}

/// The chain of the flow.
pub(super) fn chain(entry: Option<&Entry>, out: &mut Reading) -> Option<Chain> {
    let entry = entry?;
    let keys = ChainKeys::open(&At::value(entry), out)?;
    let mut path = |entry: Option<&Entry>| entry.and_then(|entry| out.path(&entry.value, Target::AnyField));
    let wishes = path(keys.wishes);
    let purpose = path(keys.purpose);
    let goals = path(keys.goals);
    let theme = path(keys.theme);
    let level = path(keys.level);
    let kind = path(keys.kind);
    let sub_goals = path(keys.sub_goals);
    let activities = path(keys.activities);
    let under = path(keys.under);
    let about = path(keys.about);
    let mut item = |entry: Option<&Entry>| entry.and_then(|entry| out.item(&entry.value, Target::Item));
    Some(Chain {
        purpose,
        goals,
        theme,
        level,
        kind,
        sub_goals,
        activities,
        under,
        notes: item(keys.notes),
        about,
        status: item(keys.status),
        wishes: wishes?,
        place: entry.key.place,
    })
}

/// Whether the levels hang together, once every name is known to stand for something.
pub(super) fn check(flow: &Flow, out: &mut Reading) {
    let Some(chain) = &flow.chain else { return };
    let is_list = |path: Option<FieldPath>| {
        let field = path.and_then(|path| flow.data.field(&path));
        field.is_some_and(|field| matches!(field.kind, FieldKind::List { .. }))
    };
    for column in [&chain.goals, &chain.sub_goals, &chain.activities, &chain.under]
        .into_iter()
        .flatten()
        .filter(|column| flow.data.field(column).is_some() && !is_list(Chain::list_of(column)))
    {
        let what = Message::new("flow-chain-no-column").with("field", column.as_str());
        out.error(
            NOT_A_LIST,
            chain.place,
            what,
            Message::new("flow-chain-no-column-hint"),
        );
    }
    let mut broken = |key: &str| {
        let hint = Message::new(&format!("{key}-hint"));
        out.error(NOT_IN_CHAIN, chain.place, Message::new(key), hint);
    };
    let needs_goals = chain.sub_goals.is_some() || chain.activities.is_some() || chain.notes.is_some();
    let Some(goals) = chain.goal_list() else {
        if needs_goals {
            broken("flow-chain-no-goals");
        }
        return;
    };
    let lists = [&chain.sub_goals, &chain.activities, &chain.under];
    let mut lists = lists.into_iter().flatten().filter_map(Chain::list_of);
    let own = lists.next();
    if lists.any(|list| Some(&list) != own.as_ref()) {
        broken("flow-chain-two-lists");
    } else if own.is_some_and(|own| own != goals) != chain.under.is_some() {
        broken("flow-chain-under");
    }
    let mut of_goals = [&chain.theme, &chain.level, &chain.kind].into_iter().flatten();
    if of_goals.any(|column| Chain::list_of(column).as_ref() != Some(&goals)) {
        broken("flow-chain-of-goals");
    }
    if chain.status.is_some() && chain.notes.is_none() {
        broken("flow-chain-status");
    }
    if let Some(notes) = &chain.notes {
        let of_goals = |each: &Each| matches!(&each.of, EachOf::Row { list, .. } if *list == goals);
        let each = flow.set_of(notes).is_some_and(|(_, each)| of_goals(each));
        let fills = |path: &FieldPath| {
            flow.items
                .get(notes)
                .is_some_and(|item| item.fills.contains(path))
        };
        if flow.items.contains_key(notes) && each == chain.about.as_ref().is_some_and(fills) {
            broken("flow-chain-about");
        }
    }
}

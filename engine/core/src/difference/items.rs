//! Stages and items: who does them, what must be so before and after, and the case that they make up.

use super::placeless::say_the_same;
use super::{Area, Found, Version};
use crate::diagram::{Kind, Node, Scene, Wanted};
use crate::flow::{Flow, Item, ItemKind};
use crate::text::{Arg, Message};

/// The items that came, went and are otherwise, and the case as a whole.
pub(super) fn compare(before: Version<'_>, after: Version<'_>, found: &mut Found) {
    for (id, item) in &after.flow.items {
        match before.flow.items.get(id) {
            None => found.add(Area::Items, added(after.flow, item)),
            Some(old) => one(before.flow, after.flow, (old, item), found),
        }
    }
    for (id, item) in &before.flow.items {
        if !after.flow.items.contains_key(id) {
            found.about(Area::Items, "difference-item-removed", &item.title);
        }
    }
    of_pictures(before, after, found);
}

fn owner(flow: &Flow, item: &Item) -> Arg {
    let owner = item.owner.as_ref().and_then(|owner| flow.parties.get(owner));
    owner.map_or_else(
        || Message::new("difference-nobody").into(),
        |owner| Arg::from(&owner.title),
    )
}

fn added(flow: &Flow, item: &Item) -> Message {
    let key = if item.owner.is_some() {
        "difference-item-added-for"
    } else {
        "difference-item-added"
    };
    let message = Message::new(key).with("title", &item.title);
    message
        .with("kind", kind(&item.kind))
        .with("owner", owner(flow, item))
}

fn kind(kind: &ItemKind) -> Message {
    Message::new(match kind {
        ItemKind::Stage => "diagram-kind-stage",
        ItemKind::Task => "diagram-kind-task",
        ItemKind::Decision => "diagram-kind-decision",
        ItemKind::Meeting => "diagram-kind-meeting",
        ItemKind::Milestone => "diagram-kind-milestone",
        ItemKind::Action => "diagram-kind-action",
        ItemKind::Wait(_) => "diagram-kind-wait",
        ItemKind::Subcase(_) => "diagram-kind-subcase",
    })
}

fn stage(flow: &Flow, item: &Item) -> Arg {
    let stage = item.parent.as_ref().and_then(|stage| flow.items.get(stage));
    stage.map_or_else(
        || Message::new("difference-no-stage").into(),
        |stage| Arg::from(&stage.title),
    )
}

fn one(before: &Flow, after: &Flow, (old, new): (&Item, &Item), found: &mut Found) {
    found.renamed(Area::Items, &old.title, &new.title);
    let mut turned = |key: &str, before: Arg, after: Arg| {
        let message = Message::new(key).with("title", &new.title);
        found.add(Area::Items, message.with("before", before).with("after", after));
    };
    if old.owner != new.owner {
        turned("difference-item-owner", owner(before, old), owner(after, new));
    }
    if std::mem::discriminant(&old.kind) != std::mem::discriminant(&new.kind) {
        turned(
            "difference-item-kind",
            kind(&old.kind).into(),
            kind(&new.kind).into(),
        );
    }
    if old.parent != new.parent {
        turned("difference-item-moved", stage(before, old), stage(after, new));
    }
    if !say_the_same(old, new) {
        found.about(Area::Items, "difference-item-more", &new.title);
    }
}

/// What the pictures of the two say, held against each other; what has a sentence of its own is made alike first.
fn of_pictures(before: Version<'_>, after: Version<'_>, found: &mut Found) {
    let mut alike = before.flow.clone();
    liken(&mut alike, after.flow);
    let wanted = Wanted::whole(found.language);
    let old = Scene::new(&alike, before.guards, &wanted);
    let new = Scene::new(after.flow, after.guards, &wanted);
    lines(&old.about, &new.about, found, Area::Case, "difference-case", "");
    for node in new.nodes.iter().filter(|node| !node.name.is_empty()) {
        let was = old
            .nodes
            .iter()
            .find(|old| old.name == node.name && (old.kind == Kind::Clock) == (node.kind == Kind::Clock));
        if let Some(was) = was {
            let (was, is) = (said(was), said(node));
            let area = match node.kind {
                Kind::Clock => Area::Deadlines,
                _ => Area::Items,
            };
            lines(&was, &is, found, area, "difference-item", &node.title);
        }
    }
}

fn said(node: &Node) -> Vec<String> {
    node.about.iter().chain(&node.more).cloned().collect()
}

/// Titles, owners and lengths as in the newer version.
fn liken(flow: &mut Flow, to: &Flow) {
    for (id, party) in &mut flow.parties {
        if let Some(new) = to.parties.get(id) {
            party.title.clone_from(&new.title);
        }
    }
    for (id, item) in &mut flow.items {
        if let Some(new) = to.items.get(id) {
            item.title.clone_from(&new.title);
            item.owner.clone_from(&new.owner);
        }
    }
    for (id, clock) in &mut flow.clocks {
        if let Some(new) = to.clocks.get(id) {
            clock.title.clone_from(&new.title);
            clock.lasts = new.lasts.clone();
            clock.target = new.target;
            clock.ladder.clone_from(&new.ladder);
        }
    }
    for (name, section) in &mut flow.data.sections {
        let new = to.data.sections.get(name);
        for (name, field) in &mut section.fields {
            if let Some(new) = new.and_then(|new| new.fields.get(name)) {
                field.title.clone_from(&new.title);
            }
        }
    }
}

/// Sentences that came, went, and, where as many came as went, took the place of others.
fn lines(old: &[String], new: &[String], found: &mut Found, area: Area, key: &str, title: &str) {
    let gone: Vec<&String> = old.iter().filter(|line| !new.contains(line)).collect();
    let come: Vec<&String> = new.iter().filter(|line| !old.contains(line)).collect();
    let message = |ending: &str| Message::new(&format!("{key}-{ending}")).with("title", title);
    if gone.len() == come.len() {
        for (gone, come) in gone.into_iter().zip(come) {
            let turned = message("otherwise").with("before", gone.as_str());
            found.add(area, turned.with("after", come.as_str()));
        }
        return;
    }
    for line in come {
        found.add(area, message("now").with("line", line.as_str()));
    }
    for line in gone {
        found.add(area, message("no-more").with("line", line.as_str()));
    }
}

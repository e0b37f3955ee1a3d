//! Other items that an item has something to do with: named alone, or with the terms on which they count.

use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Kind, Node};
use crate::flow::{Item, Proviso, Relation};
use crate::id::ItemId;

use super::references::Target;
use super::{At, Reading, keys};

/// One name, one with its terms, or a list of these.
pub(super) const RELATED_SHAPE: Shape = Shape::Any(&[
    Shape::Names(Named::Item),
    Shape::Object(&RELATED),
    Shape::List(&Shape::Any(&[Shape::Name(Named::Item), Shape::Object(&RELATED)])),
]);

keys! {
    /// Another item, and when the relation to it counts.
    RELATED: RelatedKeys = "related" {
        item: must, Shape::Name(Named::Item);
        when: may, Shape::Expression;
    }
}

keys! {
    /// What an item comes after, when that counts, and how long after.
    PRECEDED: PrecededKeys = "preceded" {
        item: must, Shape::Name(Named::Item);
        when: may, Shape::Expression;
        not_before: may, Shape::Length;
    }
}

/// The others, with their terms put among the item's provisos.
pub(super) fn related(
    item: &mut Item,
    relation: Relation,
    entry: Option<&Entry>,
    out: &mut Reading,
) -> Vec<ItemId> {
    let mut named: Vec<ItemId> = Vec::new();
    out.several(entry, |out, node| {
        let proviso = proviso(relation, node, out)?;
        let other = proviso.item.clone();
        // The second mention of a name is told of, and says nothing.
        let first = !named.contains(&other);
        if first && (proviso.when.is_some() || proviso.not_before.is_some()) {
            item.provisos.push(proviso);
        }
        named.push(other.clone());
        Some(other)
    })
}

fn proviso(relation: Relation, node: &Node, out: &mut Reading) -> Option<Proviso> {
    let alone = |item| Proviso {
        relation,
        item,
        when: None,
        not_before: None,
    };
    if !matches!(node.kind, Kind::Map(_)) {
        return out.item(node, Target::Item).map(alone);
    }
    let (other, when, not_before) = if relation == Relation::After {
        let keys = PrecededKeys::open(&At::part(node), out)?;
        (keys.item, keys.when, keys.not_before)
    } else {
        let keys = RelatedKeys::open(&At::part(node), out)?;
        (keys.item, keys.when, None)
    };
    let other = other.and_then(|entry| out.item(&entry.value, Target::Item));
    Some(Proviso {
        when: out.expression(when),
        not_before: out.length(not_before),
        ..alone(other?)
    })
}

//! The links between items: every relation of the flow once.

use std::collections::{BTreeMap, BTreeSet};

use super::super::look::Look;
use super::words::Words;
use super::{Kind, Link, Node};
use crate::flow::{Clock, Cue, Happening, Item, RungAction};
use crate::guard::Guard;
use crate::id::ItemId;
use crate::text::Message;

impl Words<'_> {
    /// All links between what is drawn.
    pub(super) fn links(&self, nodes: &[Node], places: &BTreeMap<&ItemId, usize>) -> Vec<Link> {
        let mut links = BTreeSet::new();
        for (id, at) in places {
            let Some(item) = self.flow.items.get(*id) else {
                continue;
            };
            let mut add = |look: Look, others: &[ItemId], comes_in: bool| {
                for other in others.iter().filter_map(|other| places.get(other)) {
                    let (from, to) = if comes_in { (*other, *at) } else { (*at, *other) };
                    links.insert(Link { from, to, look });
                }
            };
            add(
                Look::After,
                item.after.as_ref().map_or(&[], |after| after.items()),
                true,
            );
            add(
                Look::EachTime,
                item.repeats
                    .as_ref()
                    .map_or(&[], |repeats| repeats.each_time.as_slice()),
                true,
            );
            add(Look::OpenedBy, &happening_to(&item.opened_by), true);
            add(Look::Ends, &happening_to(&item.ended_by), true);
            add(Look::NotWhileOwed, &item.not_while_owed, true);
            add(Look::NotWith, &item.not_with, false);
            add(Look::Owes, &item.owes, false);
            add(Look::Removes, &item.removes, false);
            add(Look::BringsBack, &item.brings_back, false);
            add(Look::Ends, &item.ends, false);
            add(Look::Again, &item.then_again, false);
            let read: Vec<ItemId> = self.read(item).into_iter().cloned().collect();
            add(Look::Reads, &read, true);
        }
        self.of_clocks(nodes, places, &mut links);
        told_once(links)
    }

    /// The items that the conditions for starting and for being done look at.
    fn read(&self, item: &Item) -> BTreeSet<&ItemId> {
        let guards = [
            self.guards.when.get(&item.id),
            self.guards.only_while.get(&item.id),
            self.guards.done_when.get(&item.id),
        ];
        let items = guards.into_iter().flatten().map(Guard::reads);
        items
            .flat_map(|reads| &reads.items)
            .filter(|read| **read != item.id)
            .collect()
    }

    /// What ladders open, and which clocks of the case are ended.
    fn of_clocks(&self, nodes: &[Node], places: &BTreeMap<&ItemId, usize>, links: &mut BTreeSet<Link>) {
        for clock in self.flow.clocks.values().filter(|clock| self.sees_clock(clock)) {
            let boxed = nodes
                .iter()
                .position(|node| node.kind == Kind::Clock && node.name == clock.id.as_str());
            let from = match &clock.item {
                Some(item) => places.get(item).copied(),
                None => boxed,
            };
            let mut add = |from: usize, to: usize, look: Look| links.insert(Link { from, to, look });
            for to in opens(clock).filter_map(|item| places.get(item)) {
                from.map(|from| add(from, *to, Look::Opens));
            }
            for (id, at) in places {
                let item = self.flow.items.get(*id);
                let ends = item.is_some_and(|item| item.ends_clocks.contains(&clock.id));
                boxed.filter(|_| ends).map(|to| add(*at, to, Look::Ends));
            }
        }
    }

    /// The sentence about what a clock's ladder opens.
    pub(super) fn opened_by(&self, clock: &Clock) -> Option<String> {
        let items = self.titles(opens(clock))?;
        Some(self.say(&Message::new("diagram-about-opens").with("items", items)))
    }
}

/// The items that cues wait for.
fn happening_to(cues: &[Cue]) -> Vec<ItemId> {
    let all = cues.iter().flat_map(|cue| &cue.all);
    all.filter_map(|happening| match happening {
        Happening::Item(_, item) => Some(item.clone()),
        Happening::Field(..) => None,
    })
    .collect()
}

fn opens(clock: &Clock) -> impl Iterator<Item = &ItemId> {
    clock.ladder.iter().filter_map(|rung| match &rung.does {
        RungAction::Open(item) | RungAction::Call(item) => Some(item),
        _ => None,
    })
}

/// Two links that say one thing together are one, and what a condition looks at is not told where more is told.
fn told_once(links: BTreeSet<Link>) -> Vec<Link> {
    let has = |link: &Link, look: Look| links.contains(&Link { look, ..link.clone() });
    let kept = links.iter().filter_map(|link| {
        let look = match link.look {
            Look::After if has(link, Look::Owes) => Look::AfterOwes,
            Look::Owes if has(link, Look::After) => return None,
            // Both may say it of each other.
            Look::NotWith if link.to < link.from && links.contains(&turned(link)) => return None,
            Look::Reads
                if Look::ALL
                    .iter()
                    .any(|look| *look != Look::Reads && has(link, *look)) =>
            {
                return None;
            }
            look => look,
        };
        Some(Link { look, ..link.clone() })
    });
    kept.collect()
}

fn turned(link: &Link) -> Link {
    Link {
        from: link.to,
        to: link.from,
        look: link.look,
    }
}

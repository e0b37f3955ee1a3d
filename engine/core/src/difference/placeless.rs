//! What items say, held against each other without where it is written.

use crate::flow::{
    Cue, Each, EachOf, Enough, Expression, Item, ItemKind, LegalSource, Place, Repeat, Says, SubcaseOf,
    Unplanned, WaitFor,
};

/// Whether two items say the same of what their picture tells in part or not at all.
pub(super) fn say_the_same(old: &Item, new: &Item) -> bool {
    let (old, new) = (placeless(old), placeless(new));
    old.kind == new.kind
        && old.sets == new.sets
        && old.empties == new.empties
        && old.says == new.says
        && old.opened_by == new.opened_by
        && old.ended_by == new.ended_by
        && old.repeats == new.repeats
        && old.unplanned == new.unplanned
        && old.required_by_law == new.required_by_law
        && old.known_as == new.known_as
}

/// The item as it would be with all of these parts written at one place, and nothing known of the rule that it stands on.
fn placeless(item: &Item) -> Item {
    let mut item = item.clone();
    item.required_by_law = item.required_by_law.as_ref().map(LegalSource::rule);
    match &mut item.kind {
        ItemKind::Wait(wait) => of_wait(wait),
        ItemKind::Subcase(of) => of_subcase(of),
        ItemKind::Stage
        | ItemKind::Task
        | ItemKind::Decision
        | ItemKind::Meeting
        | ItemKind::Milestone
        | ItemKind::Action => {}
    }
    for (_, value) in &mut item.sets {
        nowhere(&mut value.place);
    }
    if let Some(says) = &mut item.says {
        of_says(says);
    }
    for cue in item.opened_by.iter_mut().chain(&mut item.ended_by) {
        of_cue(cue);
    }
    if let Some(repeats) = &mut item.repeats {
        of_repeat(repeats);
    }
    if let Some(unplanned) = &mut item.unplanned {
        of_unplanned(unplanned);
    }
    item
}

fn nowhere(place: &mut Place) {
    *place = Place::default();
}

fn unplaced(expression: &mut Option<Expression>) {
    if let Some(expression) = expression {
        nowhere(&mut expression.place);
    }
}

fn of_wait(wait: &mut WaitFor) {
    unplaced(&mut wait.matching);
    unplaced(&mut wait.only_while);
    for taken in &mut wait.takes {
        nowhere(&mut taken.place);
    }
}

fn of_subcase(of: &mut SubcaseOf) {
    nowhere(&mut of.place);
    for given in &mut of.gives {
        nowhere(&mut given.place);
        nowhere(&mut given.value.place);
    }
    for taken in &mut of.takes {
        nowhere(&mut taken.place);
    }
    for bound in &mut of.parties {
        nowhere(&mut bound.place);
    }
}

fn of_says(says: &mut Says) {
    nowhere(&mut says.place);
    for said in &mut says.gives {
        nowhere(&mut said.place);
        nowhere(&mut said.value.place);
    }
}

fn of_cue(cue: &mut Cue) {
    unplaced(&mut cue.when);
}

fn of_repeat(repeats: &mut Repeat) {
    unplaced(&mut repeats.again_while);
    unplaced(&mut repeats.until);
    if let Some(each) = &mut repeats.each {
        of_each(each);
    }
}

fn of_each(each: &mut Each) {
    if let EachOf::Number(number) = &mut each.of {
        nowhere(&mut number.place);
    }
    if let Some(Enough::When(when)) = &mut each.enough {
        nowhere(&mut when.place);
    }
}

fn of_unplanned(unplanned: &mut Unplanned) {
    nowhere(&mut unplanned.place);
    for piece in &mut unplanned.pieces {
        unplaced(&mut piece.when);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::{Flow, read};

    const EVERY_CONSTRUCT: &str = include_str!("../flow/read/testdata/every_construct.yaml");

    fn flow(text: &str) -> Flow {
        let (flow, findings) = read(text);
        assert_eq!(findings, []);
        flow.unwrap()
    }

    /// What a derived `Debug` writes of an item, with every place blanked: whatever part of it has one.
    fn blanked(item: &Item) -> String {
        let parts = (
            (&item.kind, &item.sets, &item.says, &item.opened_by),
            (&item.ended_by, &item.repeats, &item.unplanned),
        );
        format!("{parts:?}")
    }

    #[test]
    fn nothing_is_left_of_where_things_are_written() {
        let (one, other) = (
            flow(EVERY_CONSTRUCT),
            flow(&format!("# moved\n\n{EVERY_CONSTRUCT}")),
        );
        let mut placed = 0;
        for (id, item) in &one.items {
            let moved = &other.items[id];
            placed += usize::from(blanked(item) != blanked(moved));
            assert_eq!(blanked(&placeless(item)), blanked(&placeless(moved)), "{id}");
            assert!(say_the_same(item, moved), "{id}");
        }
        assert!(placed > 5, "{placed} items have places in these parts");
    }

    #[test]
    fn what_an_author_writes_is_never_taken_for_a_place() {
        let written = |text: &str| {
            let mut item = flow(EVERY_CONSTRUCT)
                .items
                .into_values()
                .find(|item| !item.sets.is_empty())
                .unwrap();
            item.sets[0].1.text = text.to_owned();
            item
        };
        let (one, other) = (written("\"Place { line: 1 }\""), written("\"Place { line: 2 }\""));
        assert!(say_the_same(&one, &one.clone()));
        assert!(!say_the_same(&one, &other));
    }
}

//! What comes back from sub-cases, and what comes to one from the case that it belongs to. The engine asks it; where a case
//! is only tried, whoever tries it.

use serde_json::{Map, Value as Json};

use super::data::must_tell_apart;
use super::standing::must_not_owe_by_law;
use super::{given, known};
use crate::case::subcases::{LetGoBecause, SubcaseStanding, because};
use crate::case::turn::Turn;
use crate::case::typed::{Filling, typed_data};
use crate::case::{Actor, Block, Change, Effect, Refusal, Subcase, settle};
use crate::flow::{Item, ItemKind, SubcaseOf};
use crate::id::{CaseId, FieldPath, ItemId};
use crate::text::Message;

/// How a sub-case ended.
pub(super) struct Ending<'a> {
    /// The round of the item; where a case is only tried, the current one.
    pub(super) round: Option<u32>,
    pub(super) case: Option<CaseId>,
    pub(super) done: bool,
    pub(super) reason: Option<&'a str>,
    /// What the sub-case held, as sections of its own fields.
    pub(super) data: &'a Json,
}

/// The sub-case of an item has begun. Where nobody wants it any more it ends at once.
pub(super) fn began(turn: &mut Turn<'_>, id: &ItemId, round: u32, case: CaseId) -> Result<(), Refusal> {
    must_be_told_by_engine(turn, id)?;
    let subcase = subcase_in(turn, id, Some(round))?;
    if subcase.case.is_some() {
        return Ok(());
    }
    let let_go = subcase.standing == SubcaseStanding::LetGo;
    turn.change(Change::SubcaseBegan {
        item: id.clone(),
        round,
        case,
    });
    if let_go {
        turn.effects.push(Effect::EndCase {
            case,
            because: because(turn, id),
            reason: None,
        });
    }
    Ok(())
}

/// The sub-case of an item has ended. What came of it is kept until the item may take it up.
pub(super) fn ended(turn: &mut Turn<'_>, id: &ItemId, ending: &Ending<'_>) -> Result<(), Refusal> {
    must_be_told_by_engine(turn, id)?;
    let item = known(turn, id)?;
    let ItemKind::Subcase(of) = &item.kind else {
        return Err(no_subcase(&item));
    };
    let subcase = subcase_in(turn, id, ending.round)?;
    if !subcase.goes_on() {
        // It was told before; only whoever tries a case says it of a sub-case that is not under way.
        return ending.round.map_or_else(|| Err(no_subcase(&item)), |_| Ok(()));
    }
    let (round, goes) = (subcase.round, ending.done);
    let values = if goes {
        taken(turn, &item, of, ending.data)?
    } else {
        Values::new()
    };
    must_tell_apart(turn, &values)?;
    turn.change(Change::SubcaseEnded {
        item: id.clone(),
        round,
        case: ending.case,
        done: ending.done,
        reason: ending.reason.map(str::to_owned),
        values: values
            .into_iter()
            .filter_map(|(path, value)| Some((path, value?)))
            .collect(),
    });
    Ok(())
}

/// The case ends, for what it was in the case that it belongs to has ended; not over what is owed by law.
pub(super) fn end_with_parent(
    turn: &mut Turn<'_>,
    because: LetGoBecause,
    reason: Option<&str>,
) -> Result<(), Refusal> {
    if !matches!(turn.event.by, Actor::Engine | Actor::Outside) {
        return Err(Refusal::new("no_subcase", Message::new("refusal-no-parent")));
    }
    if turn.case.has_ended() {
        return Ok(());
    }
    let reason = reason.map(given).transpose()?.map(str::to_owned);
    must_not_owe_by_law(turn)?;
    settle::end_all(turn);
    turn.change(Change::EndedWithParent { because, reason });
    Ok(())
}

type Values = crate::case::typed::Values;

/// Sub-cases are begun and ended by the engine alone; people ask that of the sub-case, or of the item.
fn must_be_told_by_engine(turn: &Turn<'_>, id: &ItemId) -> Result<(), Refusal> {
    if matches!(turn.event.by, Actor::Engine | Actor::Outside) {
        return Ok(());
    }
    let item = known(turn, id)?;
    Err(no_subcase(&item))
}

fn subcase_in<'t>(turn: &'t Turn<'_>, id: &ItemId, round: Option<u32>) -> Result<&'t Subcase, Refusal> {
    let item = known(turn, id)?;
    let found = match round {
        Some(round) => turn.case.subcase(id, round),
        None => turn.case.subcase_now(id),
    };
    found.ok_or_else(|| no_subcase(&item))
}

fn no_subcase(item: &Item) -> Refusal {
    Refusal::new(
        "no_subcase",
        Message::new("refusal-no-subcase").with("item", &item.title),
    )
}

/// What the item takes out of its sub-case, as this case's fields. What is not filled there sets nothing here.
fn taken(turn: &Turn<'_>, item: &Item, of: &SubcaseOf, data: &Json) -> Result<Values, Refusal> {
    let wrong = |because| {
        let message = Message::new("refusal-wrong-taken").with("item", &item.title);
        Refusal::new("wrong_data", message).because(because)
    };
    let unknown = not_taken(of, data);
    if !unknown.is_empty() {
        return Err(wrong(unknown));
    }
    let mut own = Json::Object(Map::new());
    let mut only: Vec<FieldPath> = Vec::new();
    for taken in &of.takes {
        let mut parts = taken.theirs.parts();
        let held = parts.try_fold(data, |inside, part| inside.get(part));
        if let Some(held) = held.filter(|held| !held.is_null()) {
            put(&mut own, &taken.mine, held.clone());
            only.push(taken.mine.clone());
        }
    }
    let view = turn.view();
    let filling = Filling {
        schema: &turn.run.flow.data,
        only: Some(&only),
        before: &turn.case.data,
        row: view.row_of(&item.id).map(|(list, _)| list),
        written: None,
    };
    typed_data(&filling, &own).map_err(wrong)
}

/// What is told of the sub-case's data and nobody takes.
fn not_taken(of: &SubcaseOf, data: &Json) -> Vec<Block> {
    let sections = data.as_object().into_iter().flatten();
    let told = sections.flat_map(|(section, fields)| {
        let fields = fields.as_object().into_iter().flatten();
        fields.map(move |(field, _)| format!("{section}.{field}"))
    });
    let unknown = told.filter(|path| of.takes.iter().all(|taken| taken.theirs.as_str() != path));
    unknown
        .map(|path| Block::new("data", Message::new("data-not-taken").with("path", path.as_str())))
        .collect()
}

/// Puts a value where its path says.
fn put(into: &mut Json, path: &FieldPath, value: Json) {
    let mut place = into;
    for part in path.parts() {
        if !place.is_object() {
            *place = Json::Object(Map::new());
        }
        let Json::Object(fields) = place else { return };
        place = fields.entry(part).or_insert(Json::Null);
    }
    *place = value;
}

//! What things are called in the model that a flow was imported from: they may be named so, and are shown so.

use serde_json::{Map, Value as Json};

use super::report::may_be_done;
use crate::case::{Refusal, Runnable, View};
use crate::flow::{Field, FieldKind, Flow, Item};
use crate::id::{ItemId, PartyId};
use crate::text::Message;

/// What an item is shown as: its id in the model that it comes from, otherwise its own name.
#[must_use]
pub fn shown(item: &Item) -> &str {
    item.known_as
        .as_ref()
        .map_or_else(|| item.id.as_str(), |known| known.id.as_str())
}

/// The item that is meant: by its own name, an id in the model, or its name there. Where several have the name, the
/// one that may be done now, by this party where one is named.
///
/// # Errors
/// A refusal where several could be meant.
pub fn meant<'r>(
    run: &'r Runnable,
    view: Option<&View<'_>>,
    name: &str,
    by: Option<&PartyId>,
) -> Result<Option<&'r ItemId>, Refusal> {
    let items = &run.flow.items;
    if let Some((id, _)) = items.get_key_value(name) {
        return Ok(Some(id));
    }
    let known = |item: &&Item| item.known_as.as_ref().is_some_and(|known| known.id == name);
    if let Some(item) = items.values().find(known) {
        return Ok(Some(&item.id));
    }
    let mut also = items.values().filter(|item| {
        let mut ids = item.known_as.iter().flat_map(|known| &known.also);
        ids.any(|id| id == name)
    });
    if let (Some(item), None) = (also.next(), also.next()) {
        return Ok(Some(&item.id));
    }
    let called = |item: &&Item| {
        let known = item.known_as.as_ref().and_then(|known| known.name.as_deref());
        known == Some(name)
    };
    let mut meant: Vec<&Item> = items.values().filter(called).collect();
    narrow(&mut meant, |item| by.is_none() || item.owner.as_ref() == by);
    narrow(&mut meant, |item| {
        view.is_some_and(|view| may_be_done(view, item))
    });
    match meant.as_slice() {
        [] => Ok(None),
        [item] => Ok(Some(&item.id)),
        several => Err(ambiguous(name, several)),
    }
}

/// Leaves only what fits, where anything does.
fn narrow(meant: &mut Vec<&Item>, fits: impl Fn(&Item) -> bool) {
    if meant.len() > 1 && meant.iter().any(|item| fits(item)) {
        meant.retain(|item| fits(item));
    }
}

fn ambiguous(name: &str, several: &[&Item]) -> Refusal {
    let ids: Vec<&str> = several.iter().map(|item| shown(item)).collect();
    let message = Message::new("trial-several").with("name", name).with("ids", ids);
    Refusal {
        code: "several_items".to_owned(),
        message,
        because: Vec::new(),
    }
}

/// Data with each value at the place where its field lies: what is no section may be a field by its name in the model.
/// In an imported flow what the model speaks of nowhere has no place, and is told.
#[must_use]
pub fn placed(flow: &Flow, data: Json) -> (Json, Vec<String>) {
    let Json::Object(given) = data else {
        return (data, Vec::new());
    };
    let imported = flow.items.values().any(|item| item.known_as.is_some());
    let mut sections = Map::new();
    let mut unused = Vec::new();
    for (name, value) in given {
        if flow.data.sections.contains_key(&name) {
            put(&mut sections, name, value);
            continue;
        }
        let field = field_called(flow, &name);
        match field.and_then(|field| Some((field, field.path.as_str().split_once('.')?))) {
            Some((field, (section, key))) => {
                let inside = Map::from_iter([(key.to_owned(), as_kind(&field.kind, value))]);
                put(&mut sections, section.to_owned(), Json::Object(inside));
            }
            None if imported => unused.push(name),
            None => put(&mut sections, name, value),
        }
    }
    (Json::Object(sections), unused)
}

/// A value as a field of this kind takes it: models say nothing of kinds, and what drives them writes `"true"` for true.
fn as_kind(kind: &FieldKind, value: Json) -> Json {
    match (kind, &value) {
        (FieldKind::Boolean, Json::String(text)) => match text.as_str() {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            _ => value,
        },
        (FieldKind::Text, Json::Number(number)) => Json::String(number.to_string()),
        (FieldKind::Text, Json::Bool(truth)) => Json::String(truth.to_string()),
        _ => value,
    }
}

fn put(sections: &mut Map<String, Json>, name: String, value: Json) {
    match (sections.get_mut(&name), value) {
        (Some(Json::Object(there)), Json::Object(more)) => there.extend(more),
        (_, value) => {
            sections.insert(name, value);
        }
    }
}

fn field_called<'f>(flow: &'f Flow, name: &str) -> Option<&'f Field> {
    let mut fields = flow.data.fields();
    fields.find(|field| field.known_as.as_deref() == Some(name))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;

    use super::super::Trial;
    use super::super::script::runnable;
    use super::*;

    const FLOW: &str = "data:
  values:
    diagnosis: {type: boolean, known_as: Er syg, optional: true}
    weight: {type: integer, optional: true}
  more:
    weight: {type: integer, optional: true}
    height: {type: integer, optional: true, known_as: height}
does:
  one: {task: A, by: worker, known_as: {id: a-1, name: Foreslå datoer}}
  two: {task: B, by: other, known_as: {id: a-2, name: Foreslå datoer}, out_of_play: true}
  three: {task: C, by: other, known_as: {id: one, name: Svar}}
";

    #[test]
    fn an_item_may_be_called_by_its_id_or_name_in_the_model() {
        let run = runnable(FLOW);
        let mut trial = Trial::new(&run, DateTime::UNIX_EPOCH);
        trial
            .start(DateTime::UNIX_EPOCH, "sag", Vec::new(), Json::Null)
            .unwrap();
        let other = PartyId::new("other").unwrap();
        for (name, by, expected) in [
            ("one", None, Ok(Some("one"))),
            ("a-2", None, Ok(Some("two"))),
            ("Svar", None, Ok(Some("three"))),
            ("Foreslå datoer", None, Ok(Some("one"))),
            ("Foreslå datoer", Some(&other), Ok(Some("two"))),
            ("A", None, Ok(None)),
        ] {
            let found = meant(&run, trial.view().as_ref(), name, by);
            assert_eq!(found.map(|id| id.map(ItemId::as_str)), expected, "{name}");
        }
        let several = meant(&run, None, "Foreslå datoer", None).unwrap_err();
        assert_eq!(several.code, "several_items");
        assert_eq!(
            run.flow.items.values().map(shown).collect::<Vec<_>>(),
            ["a-1", "a-2", "one"]
        );
    }

    #[test]
    fn data_may_be_called_by_its_name_in_the_model() {
        let run = runnable(FLOW);
        let given = json!({"Er syg": "true", "height": 2, "weight": 3, "more": {"weight": 4}});
        let expected = json!({"values": {"diagnosis": true}, "more": {"height": 2, "weight": 4}});
        assert_eq!(placed(&run.flow, given), (expected, vec!["weight".to_owned()]));
        assert_eq!(placed(&run.flow, json!(7)), (json!(7), Vec::new()));
    }
}

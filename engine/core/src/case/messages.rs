//! Messages from outside: whom each is for, and what becomes of those that nobody waits for yet.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::in_hand::InHand;
use super::rows::rows;
use super::turn::Turn;
use super::typed::{Filling, typed_data};
use super::{Block, Change, Refusal, Status};
use crate::flow::{Field, FieldKind, Item, ItemKind, MessageForm, Record, Schema, Section, Value, WaitFor};
use crate::guard::{Guard, Truth};
use crate::id::{FieldPath, ItemId, MessageName};
use crate::text::Message;

/// How many messages of one name are kept for whoever will wait for them.
const MAX_KEPT_MESSAGES: usize = 100;

/// What a declared message's fields are named after.
const SECTION: &str = "message";

/// Whether the expression takes something from a message.
pub(super) fn reads_message(guard: &Guard) -> bool {
    let mut fields = guard.reads().fields.iter();
    fields.any(|path| path.parts().next() == Some(SECTION))
}

/// What a message holds.
pub(super) type Holds = BTreeMap<FieldPath, Value>;

/// The waits of the flow for a message, and for each whether it keeps what comes early.
pub(super) fn waits_for<'f>(turn: &Turn<'f>, message: &MessageName) -> Vec<(ItemId, &'f WaitFor)> {
    let run = turn.run;
    let mut found = Vec::new();
    for item in run.flow.items.values() {
        let ItemKind::Wait(wait) = &item.kind else {
            continue;
        };
        if wait.message.as_ref() != Some(message) {
            continue;
        }
        // What is there once for each row is named for whoever waits in no row yet.
        found.push((item.id.clone(), wait));
        if let Some(root) = run.sets.get(&item.id) {
            let keys = rows(&turn.case, root).filter_map(|(id, _)| id.row());
            found.extend(keys.map(|key| (ItemId::of_row(item.id.as_str(), key), wait)));
        }
    }
    found
}

/// A message comes: every open wait that it is for ends; otherwise it is kept, or lost where no wait keeps it.
pub(super) fn come(
    turn: &mut Turn<'_>,
    message: &MessageName,
    waits: &[(ItemId, &WaitFor)],
    holds: Holds,
) -> Result<(), Refusal> {
    let is_open = |item: &&ItemId| {
        let may_end = || {
            turn.run
                .item(&turn.case, item)
                .is_some_and(|item| turn.view().may_finish(&item))
        };
        turn.case.is_open()
            && turn.case.item(item).status == Status::Active
            && !turn.run.is_set(item)
            && may_end()
    };
    let open: Vec<ItemId> = waits
        .iter()
        .map(|(item, _)| item)
        .filter(is_open)
        .filter(|item| is_for(turn, item, &holds))
        .cloned()
        .collect();
    let kept = open.is_empty() && waits.iter().any(|(_, wait)| !wait.not_kept);
    if kept && count(turn, message) >= MAX_KEPT_MESSAGES {
        let text = Message::new("refusal-too-many-messages").with("message", message.as_str());
        return Err(Refusal::new("too_many_messages", text));
    }
    turn.change(Change::MessageCame {
        message: message.clone(),
        kept,
        lost: open.is_empty() && !kept,
        holds: if kept { holds.clone() } else { Holds::new() },
        said_at: turn.said_at.filter(|_| kept),
    });
    for id in open {
        if let Some(item) = turn.run.item(&turn.case, &id) {
            done_with(turn, &item, holds.clone())?;
        }
    }
    Ok(())
}

fn count(turn: &Turn<'_>, message: &MessageName) -> usize {
    let plain = turn.case.messages.get(message).copied().unwrap_or_default();
    let kept = turn.case.kept.iter().filter(|kept| kept.message == *message);
    kept.count()
        .saturating_add(usize::try_from(plain).unwrap_or(usize::MAX))
}

/// Whether a message that holds this is for the wait.
fn is_for(turn: &Turn<'_>, item: &ItemId, holds: &Holds) -> bool {
    item.of_base(&turn.run.guards.matching).is_none_or(|guard| {
        let facts = InHand::new(turn.view(), item).with_message(holds);
        guard.holds(&facts) == Truth::True
    })
}

/// A wait that is open and may be done takes the oldest message that was kept and is for it.
pub(super) fn take_kept(turn: &mut Turn<'_>, item: &Item, wait: &WaitFor) -> Result<(), Refusal> {
    let Some(message) = wait.message.as_ref().filter(|_| !wait.not_kept) else {
        return Ok(());
    };
    if (turn.case.kept.is_empty() && turn.case.messages.is_empty()) || !turn.view().may_finish(item) {
        return Ok(());
    }
    let fits = |kept: &&super::KeptMessage| kept.message == *message && is_for(turn, &item.id, &kept.holds);
    let held = turn.case.kept.iter().find(fits);
    let held = held.map(|kept| (kept.holds.clone(), kept.said_at));
    let plain = turn.case.messages.contains_key(message);
    let Some((holds, said_at)) = held.or_else(|| plain.then(|| (Holds::new(), None))) else {
        return Ok(());
    };
    turn.change(Change::MessageUsed {
        message: message.clone(),
        holds: holds.clone(),
    });
    let before = std::mem::replace(&mut turn.said_at, said_at);
    let done = done_with(turn, item, holds);
    turn.said_at = before;
    done
}

fn done_with(turn: &mut Turn<'_>, item: &Item, holds: Holds) -> Result<(), Refusal> {
    turn.message = holds;
    let done = super::asked::done(turn, item);
    turn.message.clear();
    done
}

/// What a declared message brings, read by what the flow says that it holds.
pub(super) fn read(form: &MessageForm, data: &Json) -> Result<Holds, Refusal> {
    let section = Section {
        title: form.title.clone(),
        fields: form.holds.clone(),
    };
    let schema = Schema {
        sections: [(SECTION.to_owned(), section)].into_iter().collect(),
    };
    let filling = Filling {
        schema: &schema,
        only: None,
        before: &Holds::new(),
        row: None,
        written: None,
    };
    let given = match data {
        Json::Null => json!({}),
        data => data.clone(),
    };
    let wrong = |because| {
        let message = Message::new("refusal-wrong-message").with("message", &form.title);
        Refusal::new("wrong_data", message).because(because)
    };
    let values = typed_data(&filling, &json!({ SECTION: given })).map_err(wrong)?;
    let holds: Holds = values
        .into_iter()
        .filter_map(|(path, value)| Some((path, value?)))
        .collect();
    let missing: Vec<Block> = form
        .holds
        .values()
        .flat_map(|field| missing_of(field, &holds))
        .map(super::asked::lacks)
        .collect();
    if missing.is_empty() {
        Ok(holds)
    } else {
        Err(wrong(missing))
    }
}

/// What a message holds under a name.
pub(super) fn held<'h>(holds: &'h Holds, name: &str) -> Option<&'h Value> {
    holds.get(&FieldPath::new(&format!("{SECTION}.{name}")).ok()?)
}

/// The field where it must be filled and is not; otherwise what every record of it must have and some lack.
fn missing_of<'f>(field: &'f Field, holds: &Holds) -> Vec<&'f Field> {
    let (parts, records): (_, Vec<&Record>) = match (&field.kind, holds.get(&field.path)) {
        (_, None) if !field.optional => return vec![field],
        (FieldKind::List { columns }, Some(Value::List(rows))) => (columns, rows.iter().collect()),
        (FieldKind::Record { fields }, Some(Value::Record(record))) => (fields, vec![record]),
        _ => return Vec::new(),
    };
    let lacked = |(name, part): &(&String, &Field)| {
        !part.optional && part.is.is_none() && records.iter().any(|record| !record.contains_key(*name))
    };
    parts.iter().filter(lacked).map(|(_, part)| part).collect()
}

//! Which questions the arguments ask.

use std::collections::BTreeSet;

use samspil_core::case::Runnable;
use samspil_core::explore::Question;
use samspil_core::flow::nearest;
use samspil_core::id::ItemId;
use samspil_core::text::Message;

use super::Command;

/// What the exit code should say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wants {
    /// Nothing: the answer is told.
    Told,
    /// That there is a run.
    Exists,
    /// That there is none.
    Never,
}

/// One question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Asked {
    pub(super) question: Question,
    pub(super) wants: Wants,
}

/// Every question that the arguments ask, in the order of the help text; none where they ask for everything.
///
/// # Errors
/// A sentence about the first name that the flow has not.
pub(super) fn questions(command: &Command, run: &Runnable) -> Result<Vec<Asked>, Message> {
    let mut asked = Vec::new();
    let context: BTreeSet<ItemId> = items(run, &command.context)?.into_iter().collect();
    let mut along = |sequence: &str, wants: Wants| -> Result<(), Message> {
        let given = command.trace.as_deref().unwrap_or_default();
        let trace = items(run, if sequence.is_empty() { given } else { sequence })?;
        let question = Question::Trace {
            trace,
            context: context.clone(),
        };
        asked.push(Asked { question, wants });
        Ok(())
    };
    if command.trace.is_some() && command.exists.is_empty() && command.never.is_empty() {
        along("", Wants::Told)?;
    }
    for sequence in &command.exists {
        along(sequence, Wants::Exists)?;
    }
    for sequence in &command.never {
        along(sequence, Wants::Never)?;
    }
    if command.can_close {
        let question = Question::Trace {
            trace: Vec::new(),
            context: BTreeSet::new(),
        };
        asked.push(Asked {
            question,
            wants: Wants::Exists,
        });
    }
    for name in &command.can_do {
        asked.push(Asked {
            question: Question::Done(item(run, name)?),
            wants: Wants::Exists,
        });
    }
    Ok(asked)
}

/// Items with commas between.
fn items(run: &Runnable, sequence: &str) -> Result<Vec<ItemId>, Message> {
    let names = sequence.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| item(run, name)).collect()
}

fn item(run: &Runnable, name: &str) -> Result<ItemId, Message> {
    let items = &run.flow.items;
    if let Some(id) = ItemId::new(name).ok().filter(|id| items.contains_key(id)) {
        return Ok(id);
    }
    let message = match nearest(name, items.keys().map(ItemId::as_str)) {
        Some(near) => Message::new("explore-did-you-mean").with("near", near),
        None => Message::new("explore-no-item"),
    };
    Err(message.with("item", name))
}

//! What is owed by the protocol: on each side between the item that says or receives a message, and the one that gives or
//! receives its answer; with the clock that the protocol names.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::flow::code::{NOT_NAME, NOT_ONE_ITEM};
use crate::flow::{Clock, ClockStart, ClockStop, Debt, Item, ItemKind, Pair, ProtocolMessage, Rung};
use crate::id::{ClockId, ItemId, MAX_NAME_CHARS, MessageName};
use crate::text::Message;

use super::Reading;
use super::due::due;
use super::ladder::Ladders;
use super::pair::Written;

/// Whether the item is what the protocol lets be owed: it says or receives an answer that is owed for something.
pub(super) fn is_owed(pair: &Pair, item: &Item) -> bool {
    let mut owed = pair
        .protocol
        .messages
        .values()
        .filter_map(|message| message.owes.as_ref());
    owed.any(|owed| speaks(item, &owed.message))
}

/// Whether the item says this message, or waits for it.
pub(super) fn speaks(item: &Item, message: &MessageName) -> bool {
    let said = item.says.as_ref().map(|says| &says.message);
    said == Some(message) || item.awaits() == Some(message)
}

/// Makes what is owed by the protocol owed between the items of this flow. `ladders` are those of items that have none but
/// the protocol's clock. Gives the clocks.
pub(super) fn owed_by_protocol(
    written: &Written<'_>,
    items: &mut IndexMap<ItemId, Item>,
    ladders: &BTreeMap<ItemId, Vec<Rung>>,
    out: &mut Reading,
) -> Vec<Clock> {
    let pair = &written.pair;
    let mut clocks = Vec::new();
    for message in pair.protocol.messages.values() {
        let Some(owed) = &message.owes else { continue };
        let answering: Vec<&Item> = items
            .values()
            .filter(|item| speaks(item, &owed.message))
            .collect();
        let [answer] = answering.as_slice() else {
            if let Some(second) = answering.get(1) {
                not_one(second, &owed.message, out);
            }
            continue;
        };
        let answer = answer.id.clone();
        let clock = clock_of(written, message, &answer, items, ladders, out);
        let askers = items.values_mut().filter(|item| speaks(item, &message.id));
        for asker in askers {
            let clock = clock
                .as_ref()
                .and_then(|clock| between(clock, asker, &answer, out));
            asker.owes.push(answer.clone());
            asker.debts.push(Debt {
                item: answer.clone(),
                // Here the answer is given, so that it is owed to the other side; or waited for.
                to: pair.hears(message).then(|| pair.other.clone()),
                clock: clock.as_ref().map(|clock| clock.id.clone()),
            });
            clocks.extend(clock);
        }
    }
    clocks
}

/// The clock that the protocol names for a message's answer, by the ladder of the item that is owed.
fn clock_of(
    written: &Written<'_>,
    message: &ProtocolMessage,
    answer: &ItemId,
    items: &IndexMap<ItemId, Item>,
    ladders: &BTreeMap<ItemId, Vec<Rung>>,
    out: &mut Reading,
) -> Option<Clock> {
    let entry = written.dues.get(&message.id).copied()?;
    let item = items.get(answer)?;
    let stand_in = Item::new(answer.clone(), ItemKind::Task, item.title.clone(), item.place);
    let mut clock = due(&stand_in, Some(entry), None, &Ladders::new(), out)?;
    clock.ladder = ladders.get(answer).cloned().unwrap_or_default();
    Some(clock)
}

/// The same clock, for what one item makes owed.
fn between(clock: &Clock, asker: &Item, answer: &ItemId, out: &mut Reading) -> Option<Clock> {
    let name = format!("{}_owes_{answer}", asker.id);
    let Ok(id) = ClockId::new(&name) else {
        let most = u32::try_from(MAX_NAME_CHARS).unwrap_or(u32::MAX);
        let what = Message::new("flow-not-name").with("name", name);
        let hint = Message::new("flow-not-name-long").with("most", most);
        out.error(NOT_NAME, asker.place, what, hint);
        return None;
    };
    Some(Clock {
        id,
        starts: ClockStart::Owed {
            item: answer.clone(),
            by: asker.id.clone(),
        },
        stops: ClockStop::Paid,
        ..clock.clone()
    })
}

pub(super) fn not_one(item: &Item, message: &MessageName, out: &mut Reading) {
    let what = Message::new("flow-not-one-item").with("message", message.as_str());
    out.error(
        NOT_ONE_ITEM,
        item.place,
        what,
        Message::new("flow-not-one-item-hint"),
    );
}

//! A case hears what the other one says.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json, json};

use super::answered_rows::{asks, told_twice, unlike_the_asked};
use super::{OverBecause, Word};
use crate::case::turn::Turn;
use crate::case::{Actor, Asked, Change, Refusal, messages, to_json};
use crate::flow::{CASE_ENDED, Pair};
use crate::id::{CaseId, MessageName};
use crate::text::Message;

/// How many things may have come before one that was said earlier: more than two nodes hold at once.
const MAX_EARLY: usize = 1_000;

/// Something that the other case said.
struct Heard<'a> {
    /// Which pair.
    pair: u32,
    /// The case that said it.
    from: CaseId,
    /// Its number among all that this case was told.
    number: u32,
    /// When it was said.
    at: DateTime<Utc>,
    /// What.
    word: &'a Word,
}

/// Takes up what the other case, or what has become of it, brings.
pub(in crate::case) fn take_up(turn: &mut Turn<'_>, what: &Asked) -> Result<(), Refusal> {
    must_be_told_by_engine(turn)?;
    match what {
        Asked::PairBegan { pair, case } => began(turn, *pair, *case),
        Asked::PairGone { pair } => return gone(turn, *pair),
        Asked::Hear {
            pair,
            from,
            number,
            at,
            word,
        } => {
            let heard = Heard {
                pair: *pair,
                from: *from,
                number: *number,
                at: *at,
                word,
            };
            return hear(turn, &heard);
        }
        _ => {}
    }
    Ok(())
}

/// Takes up what the other case said: once, and in order. What comes too early is kept.
fn hear(turn: &mut Turn<'_>, heard: &Heard<'_>) -> Result<(), Refusal> {
    let pair = heard.pair;
    let mut pairs = turn.case.pairs.iter();
    let found = pairs.find(|one| one.number == pair && one.case.is_none_or(|case| case == heard.from));
    let Some(found) = found else {
        return Err(no_pair());
    };
    let next = found.heard.saturating_add(1);
    if heard.number < next || found.early.contains_key(&heard.number) {
        return Ok(());
    }
    if heard.number > next {
        if found.early.len() >= MAX_EARLY {
            return Err(Refusal::new("too_early", Message::new("refusal-too-early")));
        }
        turn.change(Change::SaidEarly {
            pair,
            number: heard.number,
            word: heard.word.clone(),
            said_at: heard.at,
        });
        return Ok(());
    }
    say_to_us(turn, pair, heard.word, heard.at)?;
    while let Some((word, at)) = came_early(turn, pair) {
        say_to_us(turn, pair, &word, at)?;
    }
    Ok(())
}

fn came_early(turn: &Turn<'_>, pair: u32) -> Option<(Word, DateTime<Utc>)> {
    let found = turn.case.pairs.iter().find(|one| one.number == pair)?;
    let early = found.early.get(&found.heard.saturating_add(1))?;
    Some((early.word.clone(), early.at))
}

/// The other case is known by its id.
fn began(turn: &mut Turn<'_>, pair: u32, case: CaseId) {
    let known = turn.case.pairs.iter().find(|one| one.number == pair);
    if known.is_some_and(|known| known.case.is_none()) {
        turn.change(Change::PairBegan { pair, case });
    }
}

/// The other case is there no longer.
fn gone(turn: &mut Turn<'_>, pair: u32) -> Result<(), Refusal> {
    if turn.case.live_pair().is_some_and(|live| live.number == pair) {
        over(turn, pair, OverBecause::OtherGone, None)?;
    }
    Ok(())
}

/// Whoever tries a case plays the other side: a message of the pair is then the next thing that it says. None where the
/// message is not one of a pair.
pub(in crate::case) fn from_outside(
    turn: &mut Turn<'_>,
    message: &MessageName,
    data: &Json,
) -> Option<Result<(), Refusal>> {
    let pair = turn.run.flow.pair.as_ref()?;
    let of_pair = pair
        .protocol
        .messages
        .get(message)
        .is_some_and(|message| pair.hears(message));
    (of_pair || message.as_str() == CASE_ENDED).then(|| play_other(turn, pair, message, data))
}

fn play_other(turn: &mut Turn<'_>, pair: &Pair, message: &MessageName, data: &Json) -> Result<(), Refusal> {
    must_be_told_by_engine(turn)?;
    if turn.case.pairs.iter().any(|one| one.case.is_some()) {
        let text = Message::new("refusal-of-pair").with("message", message.as_str());
        return Err(Refusal::new("of_pair", text));
    }
    if turn.case.live_pair().is_none() {
        if pair.begins() || !pair.protocol.opens(message) {
            return Err(no_pair());
        }
        let number = turn.case.pairs.last().map_or(0, |pair| pair.number);
        turn.change(Change::PairCalled {
            pair: number.saturating_add(1),
            flow: pair.with.clone(),
            case: None,
        });
    }
    let Some(live) = turn.case.live_pair() else {
        return Ok(());
    };
    let (number, at) = (live.number, turn.at());
    if message.as_str() == CASE_ENDED {
        let reason = data.get("reason").and_then(Json::as_str).map(str::to_owned);
        let because = if reason.is_some() {
            OverBecause::OtherEnded
        } else {
            OverBecause::OtherClosed
        };
        return over(turn, number, because, reason);
    }
    must_answer_each_row(turn, pair, message, data)?;
    said_to_us(turn, number, message, data, at)
}

/// Whoever plays the other side answers as it would have to. What the other case says was held to this where it was said.
fn must_answer_each_row(
    turn: &Turn<'_>,
    pair: &Pair,
    message: &MessageName,
    data: &Json,
) -> Result<(), Refusal> {
    let form = turn.run.flow.messages.get(message);
    let Some((form, said)) = form.zip(pair.protocol.messages.get(message)) else {
        return Ok(());
    };
    let holds = messages::read(form, data)?;
    let held = |list: &str| messages::held(&holds, list);
    let mut wrong = told_twice(said, held);
    wrong.extend(unlike_the_asked(turn.case.live_pair(), said, held));
    if wrong.is_empty() {
        return Ok(());
    }
    let text = Message::new("refusal-wrong-message").with("message", &said.title);
    Err(Refusal::new("wrong_data", text).because(wrong))
}

fn say_to_us(turn: &mut Turn<'_>, pair: u32, word: &Word, at: DateTime<Utc>) -> Result<(), Refusal> {
    match word {
        Word::Message { message, holds } => {
            let held = holds.iter().map(|(name, value)| (name.clone(), to_json(value)));
            let data = Json::Object(held.collect::<Map<_, _>>());
            said_to_us(turn, pair, message, &data, at)
        }
        Word::Ended { done, reason } => {
            let because = if *done {
                OverBecause::OtherClosed
            } else {
                OverBecause::OtherEnded
            };
            over(turn, pair, because, reason.clone())
        }
    }
}

/// A message of the protocol came. What was said of a pair that is over, or to a case that has ended, is only written
/// down.
fn said_to_us(
    turn: &mut Turn<'_>,
    pair: u32,
    message: &MessageName,
    data: &Json,
    at: DateTime<Utc>,
) -> Result<(), Refusal> {
    let run = turn.run;
    let live = turn.case.live_pair().is_some_and(|live| live.number == pair) && !turn.case.has_ended();
    let form = run.flow.messages.get(message);
    let said = run
        .flow
        .pair
        .as_ref()
        .and_then(|pair| pair.protocol.messages.get(message));
    let (Some(form), Some(said)) = (form, said) else {
        let text = Message::new("refusal-unknown-message").with("message", message.as_str());
        return Err(Refusal::new("unknown_message", text));
    };
    let holds = messages::read(form, data)?;
    let asks = run.flow.pair.as_ref().map(|of| {
        let held = |list: &str| messages::held(&holds, list);
        asks(of, said, held)
    });
    turn.change(Change::SaidToUs {
        pair,
        message: message.clone(),
        asks: asks.unwrap_or_default(),
    });
    if !live {
        return Ok(());
    }
    turn.said_at = Some(at);
    let waits = messages::waits_for(turn, message);
    messages::come(turn, message, &waits, holds)?;
    turn.said_at = None;
    if said.ends {
        turn.change(Change::PairOver {
            pair,
            because: OverBecause::Message,
            reason: None,
        });
    }
    Ok(())
}

/// The other case ended without a word of the protocol: whoever waits for that hears it.
fn over(turn: &mut Turn<'_>, pair: u32, because: OverBecause, reason: Option<String>) -> Result<(), Refusal> {
    let live = turn.case.live_pair().is_some_and(|live| live.number == pair);
    let run = turn.run;
    turn.change(Change::PairOver {
        pair,
        because,
        reason: reason.clone(),
    });
    let Ok(name) = MessageName::new(CASE_ENDED) else {
        return Ok(());
    };
    let Some(form) = run
        .flow
        .messages
        .get(&name)
        .filter(|_| live && !turn.case.has_ended())
    else {
        return Ok(());
    };
    let data = reason.map_or(Json::Null, |reason| json!({ "reason": reason }));
    let holds = messages::read(form, &data)?;
    let waits = messages::waits_for(turn, &name);
    if waits.is_empty() {
        return Ok(());
    }
    messages::come(turn, &name, &waits, holds)
}

fn no_pair() -> Refusal {
    Refusal::new("no_pair", Message::new("refusal-no-pair"))
}

/// What the other case says, the engine brings; where a case is only tried, whoever tries it.
fn must_be_told_by_engine(turn: &Turn<'_>) -> Result<(), Refusal> {
    if matches!(turn.event.by, Actor::Engine | Actor::Outside) {
        Ok(())
    } else {
        Err(no_pair())
    }
}

//! The rungs of a ladder in sentences: what happens when, and what has happened.

use samspil_core::case::View;
use samspil_core::flow::{Clock, Recipient, Rung, RungAction, RungAt};
use samspil_core::text::{Arg, Message};

/// What a rung does and when: `5 arbejdsdage før fristen: …`.
pub(crate) fn rung(view: &View<'_>, clock: &Clock, rung: &Rung) -> Message {
    let line = Message::new("rung-line")
        .with("when", when(&rung.at))
        .with("does", told(view, clock, rung, "rung-"));
    let line = if rung.unless_acknowledged {
        Message::new("rung-unless-acknowledged").with("line", line)
    } else {
        line
    };
    match &rung.again {
        Some(again) => Message::new("rung-again")
            .with("line", line)
            .with("every", again.every.message())
            .with("times", i64::from(again.at_most))
            .with("until", i64::from(again.until_acknowledged)),
        None => line,
    }
}

/// What a rung did, for the history: `Myndighedsrådgiver blev mindet om »Frist for afgørelse«.`
pub(crate) fn rung_taken(view: &View<'_>, clock: &Clock, rung: &Rung) -> Message {
    told(view, clock, rung, "rung-taken-")
}

pub(crate) fn when(at: &RungAt) -> Message {
    match at {
        RungAt::Percent(share) => Message::new("rung-at-percent").with("share", i64::from(*share)),
        RungAt::Before(length) => Message::new("rung-at-before").with("length", length.message()),
        RungAt::Target => Message::new("rung-at-target"),
        RungAt::Due => Message::new("rung-at-due"),
        RungAt::After(length) => Message::new("rung-at-after").with("length", length.message()),
    }
}

fn told(view: &View<'_>, clock: &Clock, rung: &Rung, prefix: &str) -> Message {
    let key = |word: &str| Message::new(&format!("{prefix}{word}")).with("clock", &clock.title);
    match &rung.does {
        RungAction::Remind(to) => key("remind").with("to", recipient(view, clock, to)),
        RungAction::Tell(to) => key("tell").with("to", recipient(view, clock, to)),
        RungAction::HandTo(party) => key("hand-to").with("to", view.party_title(party)),
        RungAction::Open(item) => key("open").with("item", view.title(item)),
        RungAction::Call(item) => key("call").with("item", view.title(item)),
        RungAction::RaisePriority => key("raise"),
    }
}

/// Whom a rung speaks to: the party by name where the clock measures an item, else by its place.
fn recipient(view: &View<'_>, clock: &Clock, to: &Recipient) -> Arg {
    let item = clock
        .item
        .as_ref()
        .and_then(|item| view.run.item(view.case, item));
    let owner = item.and_then(|item| view.owner(&item));
    let party = match to {
        Recipient::Party(party) => Some(party.clone()),
        Recipient::Coordinator => view.run.flow.coordinator().map(|party| party.id.clone()),
        Recipient::Owner => owner,
        Recipient::Leader => owner
            .and_then(|owner| view.run.flow.leader_of(&owner))
            .map(|leader| leader.id.clone()),
    };
    let by_place = match to {
        Recipient::Leader => "rung-to-leader",
        _ => "rung-to-owner",
    };
    party.map_or_else(
        || Message::new(by_place).into(),
        |party| Arg::Both(view.party_title(&party)),
    )
}

//! Who may see: consent given and withdrawn, what of the citizen is protected, and a case opened with a reason.

use chrono::Duration;

use super::standing::must_be_authority;
use super::{given, must_act_for};
use crate::case::turn::Turn;
use crate::case::{
    Actor, Asked, Change, Consent, Effect, Footing, GivenBy, MAX_OPEN_HOURS, NoticeKind, Protection, Refusal,
    RegisterDeed, Relation, Terms, settle,
};
use crate::flow::{Party, Side};
use crate::id::{FieldPath, PartyId, PersonId};
use crate::text::Message;

/// How many consents a case may hold: one a week for twenty years.
const MAX_CONSENTS: usize = 1_000;

/// How many sections and fields one consent may name: as many as a flow has sections, and room.
const MAX_COVERED: usize = 200;

/// Does what is asked of who may see the case.
pub(super) fn ask(turn: &mut Turn<'_>, what: &Asked) -> Result<(), Refusal> {
    match what {
        Asked::GiveConsent { terms } => give(turn, terms),
        Asked::WithdrawConsent { number } => withdraw(turn, *number),
        Asked::Protect { protection } => protect(turn, *protection),
        Asked::OpenWithReason { reason, hours } => open(turn, reason, *hours),
        Asked::RegisterVisited { person, deed, reason } => visited(turn, *person, *deed, reason),
        _ => Ok(()),
    }
}

/// Whether whoever asks speaks for the citizen: the citizen, a guardian, or the authority on their behalf.
fn must_speak_for_citizen(turn: &Turn<'_>) -> Result<(), Refusal> {
    let citizen = |party: &&Party| party.side == Side::Citizen && turn.event.by.is(&party.id);
    if turn.run.flow.parties.values().any(|party| citizen(&party)) || is_guardian(turn) {
        return Ok(());
    }
    must_be_authority(turn)
}

/// Whether whoever asks is bound to a party as the citizen's guardian.
fn is_guardian(turn: &Turn<'_>) -> bool {
    let person = turn.event.by.person();
    guardians(turn).any(|(party, bound)| turn.event.by.is(&party) && (person.is_none() || bound == person))
}

fn guardians<'t>(turn: &'t Turn<'_>) -> impl Iterator<Item = (PartyId, Option<PersonId>)> + 't {
    let view = turn.view();
    let bound = turn
        .case
        .parties
        .iter()
        .flat_map(|(party, to)| to.iter().map(move |one| (party, one)));
    bound
        .filter(|(_, one)| one.relation == Some(Relation::Guardian))
        .filter(move |(party, one)| view.footing(party, one) == Footing::Holds)
        .map(|(party, one)| (party.clone(), one.person))
}

/// Takes down a consent.
fn give(turn: &mut Turn<'_>, terms: &Terms) -> Result<(), Refusal> {
    if turn.case.has_ended() {
        return settle::must_be_open(&turn.view());
    }
    must_speak_for_citizen(turn)?;
    must_be_due(turn, terms)?;
    must_cover(turn, terms)?;
    if terms.given_by == GivenBy::Guardian && guardians(turn).next().is_none() {
        return Err(Refusal::new("no_guardian", Message::new("refusal-no-guardian")));
    }
    let most = i64::try_from(MAX_CONSENTS).unwrap_or(i64::MAX);
    if turn.case.consents.len() >= MAX_CONSENTS {
        let message = Message::new("refusal-too-many-consents").with("most", most);
        return Err(Refusal::new("too_many_consents", message));
    }
    let number = turn
        .case
        .consents
        .last()
        .map_or(1, |last| last.number.saturating_add(1));
    let mut terms = terms.clone();
    // A guardian gives what a guardian gives, whatever else was said.
    if turn.event.by.person().is_some() && is_guardian(turn) {
        terms.given_by = GivenBy::Guardian;
    }
    let consent = Consent {
        number,
        terms,
        given_at: turn.at(),
        withdrawn_at: None,
    };
    turn.change(Change::ConsentGiven { consent });
    Ok(())
}

/// Only a party that needs it, and not for a time that is over.
fn must_be_due(turn: &Turn<'_>, terms: &Terms) -> Result<(), Refusal> {
    let Some(party) = turn.run.flow.parties.get(&terms.party) else {
        let message = Message::new("refusal-unknown-party").with("party", terms.party.as_str());
        return Err(Refusal::new("unknown_party", message));
    };
    if !party.needs_consent {
        let message = Message::new("refusal-needs-no-consent").with("party", &party.title);
        return Err(Refusal::new("needs_no_consent", message));
    }
    let today = crate::calendar::local_date(turn.at());
    if terms.until.is_some_and(|until| until < today) {
        return Err(Refusal::new("consent_over", Message::new("refusal-consent-over")));
    }
    Ok(())
}

/// What is covered must be there.
fn must_cover(turn: &Turn<'_>, terms: &Terms) -> Result<(), Refusal> {
    let schema = &turn.run.flow.data;
    let is_there = |covered: &str| {
        schema.sections.contains_key(covered)
            || FieldPath::new(covered).is_ok_and(|path| schema.field(&path).is_some())
    };
    if terms.covers.len() > MAX_COVERED {
        let most = i64::try_from(MAX_COVERED).unwrap_or(i64::MAX);
        let message = Message::new("refusal-covers-too-much").with("most", most);
        return Err(Refusal::new("covers_too_much", message));
    }
    match terms.covers.iter().find(|covered| !is_there(covered)) {
        None => Ok(()),
        Some(covered) => {
            let message = Message::new("refusal-covers-nothing").with("path", covered.as_str());
            Err(Refusal::new("covers_nothing", message))
        }
    }
}

/// Takes a consent back. It ends at once.
fn withdraw(turn: &mut Turn<'_>, number: u32) -> Result<(), Refusal> {
    must_speak_for_citizen(turn)?;
    let at = turn.at();
    let mut given = turn.case.consents.iter();
    match given.find(|consent| consent.number == number && consent.holds(at)) {
        Some(_) => {
            turn.change(Change::ConsentWithdrawn { number });
            Ok(())
        }
        None => Err(Refusal::new("no_consent", Message::new("refusal-no-consent"))),
    }
}

/// Says what of the citizen is protected from now on.
fn protect(turn: &mut Turn<'_>, protection: Protection) -> Result<(), Refusal> {
    must_be_authority(turn)?;
    if turn.case.protection != protection {
        turn.change(Change::ProtectionSet { protection });
    }
    Ok(())
}

/// The register has whoever is bound as protected: so is what the case tells of the citizen, from the same event on.
pub(super) fn bring_protection(turn: &mut Turn<'_>, protected: bool) {
    let protection = Protection {
        name: true,
        address: true,
    };
    if protected && turn.case.protection != protection {
        turn.change(Change::ProtectionSet { protection });
    }
}

/// Takes it up that somebody outside the citizen's cases gave a reason for what they did in the register.
fn visited(turn: &mut Turn<'_>, person: PersonId, deed: RegisterDeed, reason: &str) -> Result<(), Refusal> {
    must_act_for(turn, None, false)?;
    if turn.case.has_ended() {
        return settle::must_be_open(&turn.view());
    }
    let reason = given(reason)?.to_owned();
    turn.change(Change::RegisterVisited { person, deed, reason });
    tell(turn, "notice-register-visited");
    Ok(())
}

/// Opens the case to somebody who has nothing to do with it, so that they can read it for some hours.
fn open(turn: &mut Turn<'_>, reason: &str, hours: u32) -> Result<(), Refusal> {
    let Actor::Person { person, parties, .. } = &turn.event.by else {
        let message = Message::new("refusal-person-needed");
        return Err(Refusal::new("person_needed", message));
    };
    let person = *person;
    if !parties.is_empty() {
        return Err(Refusal::new("takes_part", Message::new("refusal-takes-part")));
    }
    let reason = given(reason)?.to_owned();
    if hours == 0 || hours > MAX_OPEN_HOURS {
        let message = Message::new("refusal-open-hours").with("most", MAX_OPEN_HOURS);
        return Err(Refusal::new("open_hours", message));
    }
    let until = turn.at() + Duration::hours(i64::from(hours));
    turn.change(Change::OpenedWithReason {
        person,
        reason,
        until,
    });
    tell(turn, "notice-opened");
    Ok(())
}

/// Tells the case's owner and whoever leads them: the coordinator, or else the first of the authority.
fn tell(turn: &mut Turn<'_>, key: &str) {
    let flow = &turn.run.flow;
    let mut authority = flow
        .parties
        .values()
        .filter(|party| party.side == Side::Authority);
    let Some(owner) = flow.coordinator().or_else(|| authority.next()) else {
        return;
    };
    let leader = flow.leader_of(&owner.id);
    for party in [Some(owner), leader].into_iter().flatten() {
        let message = Message::new(key).with("case", turn.case.title.as_str());
        turn.effects.push(Effect::Notice {
            kind: NoticeKind::Opened,
            rungs: Vec::new(),
            to: party.id.clone(),
            person: None,
            message,
        });
    }
}

//! On what footing those who are bound to a party stand in a case at a moment, and so whose eyes somebody has.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::phases::Here;
use super::turn::Turn;
use super::{Actor, Binding, Block, Change, Consent, Eyes, Refusal, Relation, View};
use crate::calendar::{instant_of, local_date};
use crate::flow::Side;
use crate::id::{PartyId, PersonId};
use crate::text::Message;

/// How a binding stands at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Footing {
    /// It holds.
    Holds,
    /// It holds from this day.
    NotYet(NaiveDate),
    /// It held until this day, itself included.
    Over(NaiveDate),
    /// The party is there with the citizen's consent alone, and none was given.
    NoConsent,
    /// The consent held until this day, itself included.
    ConsentOver(NaiveDate),
    /// The consent was withdrawn.
    ConsentWithdrawn(DateTime<Utc>),
    /// The party sees the case in other phases.
    OtherPhase,
}

impl Footing {
    /// In words; none where it holds.
    #[must_use]
    pub fn message(self) -> Option<Message> {
        Some(match self {
            Self::Holds => return None,
            Self::NotYet(from) => Message::new("footing-not-yet").with("day", from),
            Self::Over(until) => Message::new("footing-over").with("day", until),
            Self::NoConsent => Message::new("footing-no-consent"),
            Self::ConsentOver(until) => Message::new("footing-consent-over").with("day", until),
            Self::ConsentWithdrawn(at) => Message::new("footing-consent-withdrawn").with("at", at),
            Self::OtherPhase => Message::new("footing-other-phase"),
        })
    }
}

impl<'a> View<'a> {
    /// How a binding of a party stands now.
    #[must_use]
    pub fn footing(&self, party: &PartyId, binding: &Binding) -> Footing {
        let today = local_date(self.at);
        if let Some(from) = binding.from.filter(|from| today < *from) {
            return Footing::NotYet(from);
        }
        if let Some(until) = binding.until.filter(|until| today > *until) {
            return Footing::Over(until);
        }
        if self.here(party) == Here::Away {
            return Footing::OtherPhase;
        }
        if !self.needs_consent(party) || self.consents(party, binding).next().is_some() {
            return Footing::Holds;
        }
        let given = self.case.consents.iter();
        let ended = given.filter_map(|consent| {
            let footing = match (consent.withdrawn_at, consent.terms.until) {
                (Some(at), _) => (local_date(at), Footing::ConsentWithdrawn(at)),
                (None, until) => (until?, Footing::ConsentOver(until?)),
            };
            consent.is_about(party, binding).then_some(footing)
        });
        // Of several the one that lasted longest.
        let last = ended.max_by_key(|(day, _)| *day);
        last.map_or(Footing::NoConsent, |(_, footing)| footing)
    }

    pub(super) fn needs_consent(&self, party: &PartyId) -> bool {
        let known = self.run.flow.parties.get(party);
        known.is_some_and(|party| party.needs_consent)
    }

    /// The consents that hold now and are about this binding.
    fn consents(&self, party: &PartyId, binding: &Binding) -> impl Iterator<Item = &'a Consent> {
        let (at, party, binding) = (self.at, party.clone(), binding.clone());
        let given = self.case.consents.iter();
        given.filter(move |consent| consent.holds(at) && consent.is_about(&party, &binding))
    }

    /// Those who are bound to the party now.
    pub fn bound_now(&self, party: &PartyId) -> impl Iterator<Item = &'a Binding> {
        let (view, party) = (*self, party.clone());
        let bound = view.case.parties.get(&party).into_iter().flatten();
        bound.filter(move |binding| view.footing(&party, binding) == Footing::Holds)
    }

    /// Why nobody is there for the party although somebody was bound to it; none where somebody is there, or nobody ever
    /// was meant to be.
    #[must_use]
    pub fn nobody_there(&self, party: &PartyId) -> Option<Message> {
        let bound = self.case.parties.get(party)?;
        let footings = bound.iter().map(|binding| self.footing(party, binding));
        let mut messages = Vec::new();
        for footing in footings {
            messages.push(footing.message()?);
        }
        let first = messages.into_iter().next()?;
        Some(first.with("party", self.party_title(party)))
    }

    /// The eyes of whoever is meant by these bindings; `person` is who looks.
    #[must_use]
    pub fn eyes_where(
        &self,
        person: Option<PersonId>,
        is_meant: impl Fn(&PartyId, &Binding) -> bool,
    ) -> Eyes {
        let mut eyes = Eyes::default();
        for (party, bound) in &self.case.parties {
            for binding in bound.iter().filter(|binding| is_meant(party, binding)) {
                if self.footing(party, binding) == Footing::Holds {
                    let acts = !binding.only_reads();
                    eyes.add(party, acts, self.covered(party, binding));
                    if binding.relation == Some(Relation::Guardian) {
                        eyes.of_guardian();
                    }
                }
            }
        }
        if eyes.is_empty() && person.is_some_and(|person| self.looks_in(person)) {
            let parties = self.run.flow.parties.values();
            let authority = parties.filter(|party| party.side == Side::Authority);
            return Eyes::looking_in(authority.map(|party| party.id.clone()).collect());
        }
        eyes
    }

    /// What consent covers of what the party sees; none where that is all.
    fn covered(&self, party: &PartyId, binding: &Binding) -> Option<BTreeSet<String>> {
        if !self.needs_consent(party) {
            return None;
        }
        let mut covered = BTreeSet::new();
        for consent in self.consents(party, binding) {
            if consent.terms.covers.is_empty() {
                return None;
            }
            covered.extend(consent.terms.covers.iter().cloned());
        }
        Some(covered)
    }

    /// The eyes of whoever asks, whatever person it is: a party's own, all of them for the engine, which
    /// sees the whole.
    #[must_use]
    pub fn eyes_of(&self, actor: &Actor) -> Eyes {
        let parties = self.parties_of(actor);
        match actor {
            Actor::Engine => Eyes::whole(parties),
            _ => Eyes::of(parties),
        }
    }

    /// Whether the person is one that the case has been opened for with a reason.
    fn looks_in(&self, person: PersonId) -> bool {
        let opened = self.case.opened_by.iter();
        opened
            .into_iter()
            .any(|opened| opened.person == person && self.at < opened.until)
    }

    /// The first moment after the last look at which somebody comes or goes with the day.
    pub(super) fn next_coming_or_going(&self) -> Option<DateTime<Utc>> {
        let after = self
            .case
            .looked_on
            .unwrap_or_else(|| local_date(self.case.started_at));
        let days = turning_days(self).filter(|day| *day > after);
        days.min().map(|day| instant_of(day.and_time(NaiveTime::MIN)))
    }
}

/// The days on which somebody comes to the case, or is there no longer.
fn turning_days<'v>(view: &View<'v>) -> impl Iterator<Item = NaiveDate> + use<'v> {
    let bound = view.case.parties.values().flatten();
    let comes_and_goes = bound.flat_map(|binding| {
        let gone = binding.until.and_then(|until| until.succ_opt());
        [binding.from, gone].into_iter().flatten()
    });
    let consents = view.case.consents.iter();
    let consents = consents.filter(|consent| consent.withdrawn_at.is_none());
    let lapse = consents.filter_map(|consent| consent.terms.until?.succ_opt());
    comes_and_goes.chain(lapse).chain(view.days_after_phases())
}

/// Takes up that somebody has come or gone since the last look, so that lists and those who wait know.
pub(super) fn look_again(turn: &mut Turn<'_>) {
    let view = turn.view();
    if view.next_coming_or_going().is_some_and(|next| next <= turn.at()) {
        let day = local_date(turn.at());
        turn.change(Change::PeopleLookedUp { day });
    }
}

/// Refuses whoever is not there, or is there only to look on.
pub(super) fn must_take_part(turn: &Turn<'_>) -> Result<(), Refusal> {
    match &turn.event.by {
        Actor::Engine | Actor::Outside => Ok(()),
        Actor::Person { parties, .. } if parties.is_empty() => {
            let block = Block::new("only_reads", Message::new("block-only-reads"));
            Err(Refusal::new("only_reads", Message::new("refusal-only-reads")).because(vec![block]))
        }
        Actor::Person { .. } => Ok(()),
        Actor::Party { party } => match turn.view().nobody_there(party) {
            None => Ok(()),
            Some(why) => {
                let message = Message::new("refusal-not-there").with("party", turn.view().party_title(party));
                Err(Refusal::new("not_there", message).because(vec![Block::new("not_there", why)]))
            }
        },
    }
}

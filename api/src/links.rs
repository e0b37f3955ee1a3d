//! Links into a case for who takes part in it without an account: for whom they can be made, and by whom.

use chrono::{DateTime, Utc};
use samspil_core::case::Eyes;
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, PartyId, PersonId};
use samspil_runtime::{CaseRead, Object};
use samspil_store::{Link, Opens};

use crate::app::App;
use crate::identity::secret::Secret;
use crate::identity::{LinkError, MAX_LINKS_OF_CASE, NewLink, Signed, make_link, outsider};
use crate::server::problem::{Kind, Problem};

/// The case as whoever makes links reads it: the authority's people in it, and nobody else.
pub(crate) async fn case_for_links(
    app: &App,
    signed: &Signed,
    case: CaseId,
) -> Result<(CaseRead, Eyes), Problem> {
    let by = signed.by();
    let look = signed.look(Object::Case);
    let read = app.engine.read(signed.tenant, &by, case, &look).await?;
    let eyes = read.eyes(&by);
    if is_authority(&read, &eyes) {
        Ok((read, eyes))
    } else {
        Err(Problem::new(Kind::NOT_ALLOWED))
    }
}

/// Whether somebody with these eyes looks after links into the case: whoever acts for the authority in it.
pub(crate) fn is_authority(read: &CaseRead, eyes: &Eyes) -> bool {
    let side = |party: &PartyId| read.run.flow.parties.get(party).map(|party| party.side);
    let mut acting = eyes.acting().iter();
    acting.any(|party| side(party) == Some(Side::Authority))
}

/// The people of a case who may come by a link: bound in person, on the citizen's side, a relative's or a partner's.
fn guests(read: &CaseRead) -> impl Iterator<Item = (&PartyId, PersonId)> {
    let side = |party: &PartyId| read.run.flow.parties.get(party).map(|party| party.side);
    let guests = read.case.parties.iter().filter(move |(party, _)| {
        matches!(side(party), Some(Side::Citizen | Side::Relative | Side::Partner))
    });
    guests.flat_map(|(party, bindings)| {
        let people = bindings.iter().filter(|binding| binding.unit.is_none());
        people.filter_map(move |binding| Some((party, binding.person?)))
    })
}

/// Whether there are any.
pub(crate) fn has_guests(read: &CaseRead) -> bool {
    guests(read).next().is_some()
}

/// For whom a link can be made, while the case goes on: those of its guests whom these eyes may know.
pub(crate) fn linkable(read: &CaseRead, eyes: &Eyes) -> Vec<(PartyId, PersonId)> {
    let view = read.view();
    let known = guests(read).filter(|(_, person)| !view.hides_person(eyes, *person));
    if read.case.has_ended() {
        return Vec::new();
    }
    known.map(|(party, person)| (party.clone(), person)).collect()
}

/// Whether one more link would push one that can still be opened off the list, where nobody could take it back.
fn is_full(newest: &[Link], now: DateTime<Utc>) -> bool {
    let most = usize::try_from(MAX_LINKS_OF_CASE).unwrap_or(usize::MAX);
    newest.len() >= most && newest.last().is_some_and(|oldest| oldest.is_open(now))
}

/// Makes a link for somebody who takes part in a case.
pub(crate) async fn make(
    app: &App,
    signed: &Signed,
    (read, eyes): (&CaseRead, &Eyes),
    (party, person): (&PartyId, PersonId),
    hours: u16,
) -> Result<(Link, Secret), Problem> {
    if !linkable(read, eyes)
        .iter()
        .any(|one| *one == (party.clone(), person))
    {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    let (store, tenant, case) = (app.engine.store(), signed.tenant, read.case.id);
    let there = store.links_of_case(tenant, case, MAX_LINKS_OF_CASE).await?;
    let now = app.gate.identity.now();
    if is_full(&there, now) {
        return Err(Problem::new(Kind::TOO_MANY).with("minutes", 60_i64));
    }
    outsider(store.as_ref(), tenant, person).await?;
    let new = NewLink {
        person,
        opens: Opens::Case {
            case,
            party: party.to_string(),
        },
        made_by: Some(signed.person),
        hours,
    };
    make_link(store.as_ref(), tenant, new, now)
        .await
        .map_err(|error| match error {
            LinkError::Store(error) => error.into(),
            LinkError::NoRandom(error) => {
                tracing::error!(%error, "no link was made");
                Problem::new(Kind::FAULT)
            }
        })
}

/// Takes a link into this case back; whoever is in by it is out.
pub(crate) async fn end(app: &App, signed: &Signed, case: CaseId, link: uuid::Uuid) -> Result<(), Problem> {
    let store = app.engine.store();
    let found = store.link(signed.tenant, link).await?;
    let ours = found.is_some_and(|link| link.opens.case() == Some(case));
    if !ours || !store.end_link(signed.tenant, link).await? {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    tracing::info!(tenant = %signed.tenant, by = %signed.person, %link, "a link was taken back");
    Ok(())
}

/// The address of a link.
pub(crate) fn address(url: &str, secret: &Secret) -> String {
    format!("{url}/link/{}", secret.reveal())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn no_link_that_can_be_opened_is_pushed_off_the_list() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let link = |used: bool| Link {
            id: Uuid::nil(),
            secret: [0; 32],
            person: PersonId(Uuid::nil()),
            opens: Opens::Account,
            made_by: None,
            made_at: now,
            ends_at: now + TimeDelta::hours(1),
            used_at: used.then_some(now),
        };
        for (newer, newer_used, oldest_used, full) in [
            (0, false, false, false),
            (48, false, false, false),
            (49, false, false, true),
            (49, true, false, true),
            (49, false, true, false),
        ] {
            let newest: Vec<Link> = (0..newer)
                .map(|_| link(newer_used))
                .chain([link(oldest_used)])
                .collect();
            assert_eq!(is_full(&newest, now), full, "{newer} {newer_used} {oldest_used}");
        }
        let later = now + TimeDelta::hours(1);
        let over: Vec<Link> = (0..50).map(|_| link(false)).collect();
        assert!(!is_full(&over, later), "what is over is not in the way");
    }
}

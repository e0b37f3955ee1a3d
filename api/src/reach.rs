//! How people are told and who stands in for them, as pages and API both let them choose it.

use chrono::{Days, NaiveDate};
use samspil_core::calendar::local_date;
use samspil_core::id::{AbsenceId, PersonId, TenantId};
use samspil_core::text::Message;
use samspil_runtime::usual_reach;
use samspil_store::{Absence, ChangeWay, Person, Reach, Store, StoreError};
use uuid::Uuid;

use crate::app::App;
use crate::identity::Signed;
use crate::organisation::own_people;
use crate::server::problem::{Kind, Problem};

/// The most absences that lie ahead: a year's weeks.
const MAX_ABSENCES: usize = 53;

/// The longest absence, in days: two years, longer than any leave.
const MAX_ABSENCE_DAYS: u64 = 731;

/// How a person is told; the usual where they have chosen nothing.
///
/// # Errors
/// What the store says.
pub(crate) async fn reach_of(
    store: &dyn Store,
    tenant: TenantId,
    person: PersonId,
) -> Result<Reach, StoreError> {
    let known = store.reach(tenant, &[person]).await?.pop();
    Ok(known.unwrap_or_else(|| usual_reach(person, None)))
}

/// What does not go together in a choice: at which time, and why.
pub(crate) fn misfit(reach: &Reach) -> Option<(&'static str, Message)> {
    let (from, until) = reach.quiet?;
    if from == until {
        return Some(("quiet_until", Message::new("reach-quiet-empty")));
    }
    let at = reach.digest_at;
    let within = if from < until {
        from <= at && at < until
    } else {
        from <= at || at < until
    };
    within.then(|| ("digest_at", Message::new("reach-digest-quiet")))
}

/// Who may stand in for a person: whoever has a place in a unit of theirs, by name. An administrator may choose anyone.
///
/// # Errors
/// What the store says.
pub(crate) async fn deputies(
    store: &dyn Store,
    tenant: TenantId,
    person: PersonId,
    (anyone, today): (bool, NaiveDate),
) -> Result<Vec<Person>, StoreError> {
    let mut people = store.people(tenant).await?;
    people.retain(|other| other.active && other.id != person);
    if !anyone {
        let mut near = Vec::new();
        for place in store.members(tenant, person, today).await? {
            let members = store.members_of(tenant, place.unit, today).await?;
            near.extend(members.into_iter().map(|member| member.person));
        }
        people.retain(|other| near.contains(&other.id));
    }
    Ok(people)
}

/// An absence to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewAbsence {
    /// Who is away.
    pub(crate) person: PersonId,
    /// Who stands in.
    pub(crate) deputy: PersonId,
    /// The first day away.
    pub(crate) first_day: NaiveDate,
    /// The last day away.
    pub(crate) last_day: NaiveDate,
}

/// Keeps an absence under this id; one that is there already stays as it is.
///
/// # Errors
/// A problem that points at what is wrong.
pub(crate) async fn keep_absence(
    app: &App,
    signed: &Signed,
    id: Uuid,
    new: NewAbsence,
) -> Result<Absence, Problem> {
    let store = app.engine.store();
    let today = local_date(app.engine.clock().now());
    let unfit = |code: &str, pointer: &str| {
        Problem::new(Kind::UNFIT)
            .code(code)
            .detail(Message::new(&format!("reach-{}", code.replace('_', "-"))))
            .pointer(pointer.to_owned())
    };
    let last = new.first_day.checked_add_days(Days::new(MAX_ABSENCE_DAYS));
    if new.last_day < new.first_day || last.is_none_or(|last| new.last_day > last) {
        return Err(unfit("absence_days", "/last_day"));
    }
    if new.last_day < today {
        return Err(unfit("absence_past", "/last_day"));
    }
    let anyone = signed.roles.contains(&samspil_store::Role::Administrator);
    let possible = deputies(store.as_ref(), signed.tenant, new.person, (anyone, today)).await?;
    if !possible.iter().any(|person| person.id == new.deputy) {
        return Err(unfit("no_deputy", "/deputy"));
    }
    // Whoever stands in for somebody has their sight, and nobody gives themselves that.
    let of_another = new.person != signed.person;
    if of_another
        && own_people(app, signed, ChangeWay::Api)
            .await?
            .contains(&new.deputy)
    {
        return Err(Problem::new(Kind::CONFLICT)
            .code("own_sight")
            .detail(Message::new("reach-own-sight")));
    }
    let known = store.absences(signed.tenant, new.person, today).await?;
    let absence = Absence {
        id: AbsenceId(id),
        person: new.person,
        deputy: new.deputy,
        first_day: new.first_day,
        last_day: new.last_day,
    };
    if known.len() >= MAX_ABSENCES && !known.contains(&absence) {
        return Err(unfit("too_many_absences", ""));
    }
    store.put_absence(signed.tenant, absence.clone()).await?;
    // Whoever stands in acts for them from the first day on, by a token, too.
    app.gate.identity.forget();
    tracing::info!(tenant = %signed.tenant, by = %signed.person, person = %new.person, "an absence was kept");
    Ok(absence)
}

/// Takes an absence back, and with it what its deputy may do. False where it is not there.
///
/// # Errors
/// What the store says.
pub(crate) async fn end_absence(
    app: &App,
    tenant: TenantId,
    person: PersonId,
    absence: AbsenceId,
) -> Result<bool, StoreError> {
    let ended = app.engine.store().end_absence(tenant, person, absence).await?;
    app.gate.identity.forget();
    Ok(ended)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;

    #[test]
    fn a_digest_in_quiet_hours_does_not_go_together() {
        let time = |text: &str| -> NaiveTime { text.parse().unwrap() };
        for (digest, quiet, wrong) in [
            ("08:00", Some(("18:00", "07:00")), None),
            ("07:00", Some(("18:00", "07:00")), None),
            ("06:59", Some(("18:00", "07:00")), Some("digest_at")),
            ("18:00", Some(("18:00", "07:00")), Some("digest_at")),
            ("12:30", Some(("12:00", "13:00")), Some("digest_at")),
            ("13:00", Some(("12:00", "13:00")), None),
            ("08:00", Some(("07:00", "07:00")), Some("quiet_until")),
            ("00:00", None, None),
        ] {
            let reach = Reach {
                digest_at: time(digest),
                quiet: quiet.map(|(from, until)| (time(from), time(until))),
                ..usual_reach(PersonId(Uuid::nil()), None)
            };
            assert_eq!(
                misfit(&reach).map(|(field, _)| field),
                wrong,
                "{digest} {quiet:?}"
            );
        }
    }
}

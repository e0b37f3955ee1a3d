//! A deputy who was asked to a meeting is told that it is held without them, once whoever was away is back before it.

use chrono::{DateTime, Duration, Utc};
use samspil_core::calendar::local_date;
use samspil_core::case::{Invited, View};
use samspil_core::id::{PersonId, TenantId};
use samspil_store::{ClaimedMail, InboxQuery, Reach};

use super::{Invitation, meeting_uid};
use crate::engine::Shared;
use crate::reach::{Addressees, after_quiet};
use crate::{Failure, NoticeBody};

/// How often it is looked whether somebody is back: an absence may be ended at any time, and a calendar that is wrong for an
/// hour misleads nobody for long.
pub(crate) const LOOK_AGAIN: Duration = Duration::hours(1);

/// How many of their newest words are looked through for one that is newer; past that a word too many is no harm.
const MAX_WORDS: u32 = 200;

/// What becomes of word that lies ready for a deputy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ready {
    /// It goes now.
    Now,
    /// It is looked at again then.
    At(DateTime<Utc>),
    /// It never goes: the meeting has begun, or they have had word of it since.
    Never,
}

/// Whether word that a meeting is held without its deputy goes.
pub(super) async fn ready(
    shared: &Shared,
    tenant: TenantId,
    mail: &ClaimedMail,
    invitation: &Invitation,
    reach: &Reach,
) -> Result<Ready, Failure> {
    let now = shared.clock.now();
    if invitation.starts <= now {
        return Ok(Ready::Never);
    }
    if knows_newer(shared, tenant, mail, invitation).await? {
        return Ok(Ready::Never);
    }
    let invited = invited(shared, tenant, invitation).await?;
    if told_today(shared, tenant, &invited, mail.person).await? {
        return Ok(Ready::At(now + LOOK_AGAIN));
    }
    let from = after_quiet(reach.quiet, now);
    Ok(if from > now { Ready::At(from) } else { Ready::Now })
}

/// Whether they would be told today: as one who takes part, or in somebody's stead.
async fn told_today(
    shared: &Shared,
    tenant: TenantId,
    invited: &[Invited],
    person: PersonId,
) -> Result<bool, Failure> {
    let today = local_date(shared.clock.now());
    let mut addressees = Addressees::new(shared.store.as_ref(), true);
    Ok(addressees.tells(tenant, invited, person, today).await?)
}

/// Whether they have had word of the meeting since, in whose stead ever; a newer invitation has word of its own ready.
async fn knows_newer(
    shared: &Shared,
    tenant: TenantId,
    mail: &ClaimedMail,
    invitation: &Invitation,
) -> Result<bool, Failure> {
    let query = InboxQuery {
        person: mail.person,
        units: Vec::new(),
        unread: false,
        after: None,
        limit: MAX_WORDS,
    };
    let rows = shared.store.inbox(tenant, &query).await?;
    let of_case = rows.iter().filter(|row| row.case == invitation.case);
    let mut told = of_case.filter_map(|row| serde_json::from_slice::<NoticeBody>(&row.body).ok()?.meeting);
    Ok(told.any(|told| told.uid == invitation.uid && told.number > invitation.number))
}

/// Who takes part in the meeting as it is held now; nobody where it is not.
async fn invited(
    shared: &Shared,
    tenant: TenantId,
    invitation: &Invitation,
) -> Result<Vec<Invited>, Failure> {
    let stored = shared.store.load(tenant, &[invitation.case], &[]).await?.cases;
    let mut opened = shared.open_cases(tenant, &stored).await?;
    let (Some(stored), Some(Ok(case))) = (stored.first(), opened.pop()) else {
        return Ok(Vec::new());
    };
    let run = shared.flow(tenant, &stored.flow, stored.flow_version).await?;
    let view = View {
        run: &run,
        case: &case,
        at: shared.clock.now(),
    };
    let found = case.items.iter().find_map(|(id, state)| {
        let round = state.agreed.as_ref()?.round;
        let item = run.item(&case, id)?;
        let agreed = view.agreed(&item)?;
        (meeting_uid(case.id, id, round) == invitation.uid).then(|| agreed.invited.clone())
    });
    Ok(found.unwrap_or_default())
}

//! A round of mail: gathered, claimed, sent, and what failed put back.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use samspil_core::calendar::local_date;
use samspil_core::id::{CaseId, TenantId};
use samspil_store::{About, ClaimedMail, Reach, Unsent};

use super::stood_in::{self, Ready};
use super::{Invitation, Mail, MailFault, Mailer};
use crate::engine::Shared;
use crate::{By, Failure, Grounds};

/// How long a claimed mail is ours: longer than all that are claimed together take, each up to its own bound.
const LEASE: Duration = Duration::minutes(15);

/// How many mails are claimed at once: few, since a node that stops in the middle holds them up for the lease.
const MAX_CLAIM: u32 = 20;

/// How many tellings are gathered by one transaction, so that no command waits long behind it.
const MAX_GATHERED: u32 = 500;

/// How long until a mail is tried again, by how often it has failed. Together two days and a half: a mail server that
/// is away over a weekend loses nothing.
const RETRY_AFTER: [Duration; 8] = [
    Duration::minutes(1),
    Duration::minutes(5),
    Duration::minutes(15),
    Duration::hours(1),
    Duration::hours(4),
    Duration::hours(12),
    Duration::hours(18),
    Duration::hours(24),
];

/// How long all mail rests where the server takes none.
const AWAY_REST: Duration = Duration::minutes(1);

/// How long to rest at most: another node may have stopped with mail in hand.
const LONGEST_REST: Duration = Duration::seconds(60);

/// What a round came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Done {
    /// How many mails went out.
    pub(crate) sent: usize,
    /// Where the server takes none: when to look again.
    away_until: Option<DateTime<Utc>>,
}

/// Sends mail until the engine stops.
pub(crate) async fn run(shared: Arc<Shared>) {
    loop {
        tokio::select! {
            () = shared.stop.cancelled() => return,
            () = all_is_told(&shared) => {}
        }
        let now = shared.clock.now();
        let rest_until = match rested(&shared).await {
            Ok(next) => next,
            Err(failure) => {
                tracing::warn!(%failure, "mail rests");
                now + AWAY_REST
            }
        };
        tokio::select! {
            () = shared.stop.cancelled() => return,
            () = shared.post.news.notified() => {}
            () = shared.clock.wait_until(rest_until) => {}
        }
    }
}

/// Waits for what is under way: after an outage very much is told at once, and whoever is told of many things gets one mail
/// of them all.
async fn all_is_told(shared: &Shared) {
    shared.timers.let_round_end().await;
    shared.relay.let_go_first().await;
}

/// A round, and the moment to look again.
async fn rested(shared: &Shared) -> Result<DateTime<Utc>, Failure> {
    let done = send_due(shared).await?;
    let furthest = shared.clock.now() + LONGEST_REST;
    if let Some(until) = done.away_until {
        return Ok(until);
    }
    let next = shared.store.next_mail().await?;
    Ok(next.map_or(furthest, |next| next.min(furthest)))
}

/// Sends all that is due. A tenant whose mail cannot be read holds up no other.
pub(crate) async fn send_due(shared: &Shared) -> Result<Done, Failure> {
    let mut done = Done::default();
    let Some(mailer) = shared.post.mailer() else {
        return Ok(done);
    };
    let _at_work = shared.post.at_work.lock().await;
    let mut tenants = VecDeque::from(shared.store.tenants_with_mail(shared.clock.now()).await?);
    while let Some(tenant) = tenants.pop_front() {
        match send_some(shared, mailer.as_ref(), tenant, &mut done).await {
            Ok(_) if done.away_until.is_some() || shared.stop.is_cancelled() => break,
            Ok(true) => tenants.push_back(tenant),
            Ok(false) => {}
            Err(failure) => tracing::warn!(%tenant, %failure, "a tenant's mail rests"),
        }
    }
    mailer.rest().await;
    Ok(done)
}

/// Sends some of what is due to people of one tenant, so that tenants take turns; false where nothing was left.
async fn send_some(
    shared: &Shared,
    mailer: &dyn Mailer,
    tenant: TenantId,
    done: &mut Done,
) -> Result<bool, Failure> {
    let store = &shared.store;
    let now = shared.clock.now();
    store.gather_mails(tenant, now, MAX_GATHERED).await?;
    let claimed = store.claim_mails(tenant, now, LEASE, MAX_CLAIM).await?;
    let some = !claimed.is_empty();
    for mail in claimed {
        send(shared, mailer, tenant, &mail, done).await?;
    }
    Ok(some)
}

async fn send(
    shared: &Shared,
    mailer: &dyn Mailer,
    tenant: TenantId,
    claimed: &ClaimedMail,
    done: &mut Done,
) -> Result<(), Failure> {
    let store = &shared.store;
    let (id, fence) = (claimed.id, claimed.fence);
    let now = shared.clock.now();
    if done.away_until.is_some() || shared.stop.is_cancelled() {
        let free_at = done.away_until.unwrap_or(now);
        store
            .mail_unsent(tenant, id, fence, Unsent::NotTried(free_at))
            .await?;
        return Ok(());
    }
    let reach = store.reach(tenant, &[claimed.person]).await?.pop();
    let Some((reach, to)) = reach.and_then(|reach| Some((reach.clone(), reach.address?))) else {
        // They have no address any more, or have left: what waits lies in their inbox.
        store.mail_sent(tenant, id, fence).await?;
        return Ok(());
    };
    let invitation = invitation(claimed);
    if is_held_back(shared, tenant, claimed, invitation.as_ref(), &reach).await? {
        return Ok(());
    }
    let off = invitation.as_ref().is_some_and(|invitation| invitation.off);
    let things = if off {
        // Whoever was asked to come is told that it is not held, also where they have left the case meanwhile.
        claimed.things
    } else {
        still_told(shared, tenant, claimed, now).await?
    };
    if things == 0 {
        store.mail_sent(tenant, id, fence).await?;
        return Ok(());
    }
    // What waited for somebody to be back is said today: calendars pass over what is no newer than the invitation.
    let waited = invitation.as_ref().is_some_and(|invitation| invitation.once_back);
    let mail = Mail {
        id,
        tenant,
        to,
        language: reach.language,
        made_at: if waited { now } else { claimed.made_at },
        things,
        invitation,
    };
    match mailer.send(&mail).await {
        Ok(()) => {
            store.mail_sent(tenant, id, fence).await?;
            done.sent += 1;
        }
        Err(fault) => {
            if matches!(fault, MailFault::Away(_)) {
                done.away_until = Some(now + AWAY_REST);
            }
            failed(shared, tenant, claimed, fault, now).await?;
        }
    }
    Ok(())
}

/// Whether a mail that waits for somebody to be back does not go now; it has then been put back, or is gone.
async fn is_held_back(
    shared: &Shared,
    tenant: TenantId,
    claimed: &ClaimedMail,
    invitation: Option<&Invitation>,
    reach: &Reach,
) -> Result<bool, Failure> {
    let Some(invitation) = invitation.filter(|invitation| invitation.once_back) else {
        return Ok(false);
    };
    let (store, id, fence) = (&shared.store, claimed.id, claimed.fence);
    // One that cannot be judged now keeps nobody else's mail waiting.
    let ready = stood_in::ready(shared, tenant, claimed, invitation, reach).await;
    let ready = ready.unwrap_or_else(|failure| {
        tracing::warn!(%tenant, mail = %id, %failure, "whether a deputy still stands in is not known");
        Ready::At(shared.clock.now() + stood_in::LOOK_AGAIN)
    });
    match ready {
        Ready::Now => return Ok(false),
        Ready::At(then) => {
            let later = Unsent::NotTried(then);
            store.mail_unsent(tenant, id, fence, later).await?;
        }
        Ready::Never => {
            store.mail_sent(tenant, id, fence).await?;
        }
    }
    Ok(true)
}

/// How many of the things that a mail tells of its reader may still know of: who was to be told may have left a case, or the
/// consent may have ended, since it was gathered.
async fn still_told(
    shared: &Shared,
    tenant: TenantId,
    mail: &ClaimedMail,
    now: DateTime<Utc>,
) -> Result<u32, Failure> {
    let store = &shared.store;
    let rows = store.notices(tenant, &mail.notices).await?;
    let stands = store.stands(tenant, mail.person, local_date(now)).await?;
    let by = By::Person {
        person: mail.person,
        members: stands.members,
        stands_in: stands.stands_in,
        grounds: Grounds::default(),
    };
    let cases: BTreeSet<CaseId> = rows.iter().map(|row| row.case).collect();
    let cases: Vec<CaseId> = cases.into_iter().collect();
    let known = shared.known(tenant, &by, &cases).await?;
    // A deputy who may not know of the case learns only that there is something.
    let told = rows
        .iter()
        .filter(|row| row.on_behalf_of.is_some() || known.contains_key(&row.case));
    Ok(u32::try_from(told.count()).unwrap_or(u32::MAX))
}

/// The meeting that a mail is about. What cannot be read still says that something waits.
fn invitation(claimed: &ClaimedMail) -> Option<Invitation> {
    let read = serde_json::from_slice(claimed.body.as_deref()?);
    read.inspect_err(|error| tracing::error!(mail = %claimed.id, %error, "an invitation cannot be read"))
        .ok()
}

/// Puts a mail back that could not be sent, or gives it up and says so.
async fn failed(
    shared: &Shared,
    tenant: TenantId,
    mail: &ClaimedMail,
    fault: MailFault,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let tries = usize::try_from(mail.tries).unwrap_or(usize::MAX);
    let retry = RETRY_AFTER.get(tries).filter(|_| fault.may_pass());
    let unsent = match retry {
        Some(after) => Unsent::Again {
            at: now + *after,
            fault: fault.to_string(),
        },
        None => Unsent::GivenUp {
            at: now,
            fault: fault.to_string(),
        },
    };
    tracing::warn!(mail = %mail.id, %fault, tries, given_up = retry.is_none(), "a mail was not sent");
    shared
        .store
        .mail_unsent(tenant, mail.id, mail.fence, unsent)
        .await?;
    if retry.is_none() {
        shared
            .raise_about(
                tenant,
                About::Mail,
                "mail was given up: see the mails that were not sent",
            )
            .await;
    }
    Ok(())
}

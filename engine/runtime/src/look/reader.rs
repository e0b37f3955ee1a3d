//! A reader: receives what many want to look at, reads it, adds the entries about it in one transaction as far as it is
//! still as it was read, and answers after the commit. No log, no answer.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::FutureExt as _;
use samspil_core::case::Case;
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use samspil_store::{Accessor, Member, NewAccess, StoreError, StoredCase};
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::adder::Adder;
use super::{Criterion, Look, LookDetails, PlaceThen, Purpose};
use crate::engine::Shared;
use crate::near::Near;
use crate::resting::{PANICKED, told_of_unread};
use crate::sealing::citizens_of;
use crate::{By, CaseRead, Failure};

/// How many looks one transaction takes at most: past this the wait for the first outgrows the gain.
const MAX_TOGETHER: usize = 128;

/// How many looks may wait for one reader; more are told to come back.
const MAX_WAITING: usize = 1_024;

/// How often what changes while it is read is read again, before whoever asked is told to come back: a case changes a few
/// times a second at most.
pub(super) const MAX_ROUNDS: usize = 8;

/// What is wanted.
#[derive(Debug)]
pub(crate) enum Wanted {
    /// A case, where the asker may know of it.
    Case(CaseId),
    /// To have it logged that this was given, before it is.
    Entry {
        case: Option<CaseId>,
        citizen: Option<PersonId>,
        criterion: Criterion,
        found: Option<usize>,
    },
}

/// What is sent to a reader.
#[derive(Debug)]
pub(crate) struct Wish {
    pub(crate) by: By,
    pub(crate) look: Look,
    pub(crate) wanted: Wanted,
    pub(crate) reply: oneshot::Sender<Answer>,
}

/// What is answered: the case where one was wanted, after the entry about it is on disk.
pub(crate) type Answer = Result<Option<CaseRead>, Failure>;

/// Where a reader's wishes are sent.
pub(crate) type Queue = mpsc::Sender<Wish>;

/// How many readings are under way at once: while some wait for the disk, the others read and judge, on every core.
const UNDER_WAY: usize = 4;

/// Starts a reader. It ends when all senders are gone and what waited is done.
pub(crate) fn start(shared: Arc<Shared>, tenant: TenantId) -> (Queue, tokio::task::JoinHandle<()>) {
    let (queue, mut waiting) = mpsc::channel(MAX_WAITING);
    let (adder, adding) = Adder::start(Arc::clone(&shared), tenant);
    let reading = async move {
        let places = Arc::new(Semaphore::const_new(UNDER_WAY));
        let mut wishes = Vec::new();
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            if waiting.recv_many(&mut wishes, MAX_TOGETHER).await == 0 {
                break;
            }
            let (shared, adder) = (Arc::clone(&shared), adder.clone());
            let wishes = std::mem::take(&mut wishes);
            tokio::spawn(async move {
                read(&shared, tenant, &adder, wishes).await;
                drop(place);
            });
        }
        // Those that are under way end before the reader does; the semaphore is never closed.
        let _ = places
            .acquire_many(u32::try_from(UNDER_WAY).unwrap_or(u32::MAX))
            .await;
        drop(adder);
        // Fails where it panicked, and then nobody waits for it.
        let _ = adding.await;
    };
    (queue, tokio::spawn(reading))
}

/// Reads and logs what is wanted, and answers. What changes while it is read is read again.
async fn read(shared: &Arc<Shared>, tenant: TenantId, adder: &Adder, mut wishes: Vec<Wish>) {
    let now = shared.clock.now();
    let names = match shared.unit_names.of(shared.store.as_ref(), tenant, now).await {
        Ok(names) => names,
        Err(failure) => return refuse(wishes, &failure),
    };
    for _ in 0..MAX_ROUNDS {
        wishes = round((shared, adder), tenant, wishes, (now, &names)).await;
        if wishes.is_empty() {
            return;
        }
    }
    refuse(wishes, &Failure::Busy);
}

/// One reading of what is wanted, with the entries about it; gives the wishes for what has changed meanwhile. The log is
/// taken only when all that is given has been read and judged, since nobody else adds to it for as long.
async fn round(
    (shared, adder): (&Shared, &Adder),
    tenant: TenantId,
    wishes: Vec<Wish>,
    now: Now<'_>,
) -> Vec<Wish> {
    let cases: BTreeSet<CaseId> = wishes.iter().filter_map(Wish::case).collect();
    let cases: Vec<CaseId> = cases.into_iter().collect();
    let found = if cases.is_empty() {
        Vec::new()
    } else {
        match shared.store.load(tenant, &cases, &[]).await {
            Ok(answered) => answered.cases,
            Err(error) => {
                refuse(wishes, &not_logged(&error));
                return Vec::new();
            }
        }
    };
    let versions: Vec<(CaseId, u64)> = found.iter().map(|stored| (stored.case, stored.version)).collect();
    let (verdicts, entries) = judged(shared, tenant, wishes, found, now).await;
    let kept = adder.add(versions, entries).await;
    let mut again = Vec::new();
    for (wish, verdict) in verdicts {
        let answer = match &kept {
            Ok(changed) if wish.about().is_some_and(|case| changed.contains(&case)) => {
                again.push(wish);
                continue;
            }
            Ok(_) => verdict,
            Err(error) => Err(not_logged(error)),
        };
        // Fails where whoever asked has gone away; that they looked is logged all the same.
        let _ = wish.reply.send(answer);
    }
    again
}

impl Wish {
    /// The case that is wanted.
    const fn case(&self) -> Option<CaseId> {
        match self.wanted {
            Wanted::Case(case) => Some(case),
            Wanted::Entry { .. } => None,
        }
    }

    /// The case that the entry about it is of.
    const fn about(&self) -> Option<CaseId> {
        match self.wanted {
            Wanted::Case(case) => Some(case),
            Wanted::Entry { case, .. } => case,
        }
    }
}

fn refuse(wishes: Vec<Wish>, failure: &Failure) {
    for wish in wishes {
        // As above.
        let _ = wish.reply.send(Err(failure.clone()));
    }
}

pub(super) fn not_logged(error: &StoreError) -> Failure {
    match error {
        StoreError::NoTenant => Failure::Store(StoreError::NoTenant),
        error => Failure::NotLogged(error.clone()),
    }
}

type Verdicts = Vec<(Wish, Answer)>;

/// What each gets, and the entries about it: one for each who gets something.
async fn judged(
    shared: &Shared,
    tenant: TenantId,
    wishes: Vec<Wish>,
    found: Vec<StoredCase>,
    now: Now<'_>,
) -> (Verdicts, Vec<NewAccess>) {
    let near = all_near(&found);
    let seen = all_seen(shared, tenant, worth_opening(&wishes, &near, found), now.0).await;
    let mut verdicts = Vec::with_capacity(wishes.len());
    let mut entries = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let verdict = match unread(&wish, (&near, &seen)) {
            None => judged_safely(tenant, &wish, || one(&wish, (&near, &seen), now)),
            Some((case, why)) => {
                let store = shared.store.as_ref();
                Err(told_of_unread(store, tenant, (&wish.by, case), why).await)
            }
        };
        let verdict = verdict.map(|(entry, case)| {
            entries.push(entry);
            case
        });
        verdicts.push((wish, verdict));
    }
    (verdicts, entries)
}

/// The case that is wanted, where its snapshot cannot be read and so does not say who has to do with it, and why not.
fn unread(wish: &Wish, (near, seen): (&AllNear, &AllSeen)) -> Option<(CaseId, Failure)> {
    let case = wish.case()?;
    if near.contains_key(&case) {
        return None;
    }
    let why = seen.get(&case)?.as_ref().err()?;
    Some((case, why.clone()))
}

/// Who can have to do with each of the cases that were found.
type AllNear = BTreeMap<CaseId, Near>;

fn all_near(found: &[StoredCase]) -> AllNear {
    let near = found.iter().filter_map(|one| Some((one.case, Near::of(one)?)));
    near.collect()
}

/// Those that somebody among the askers can have to do with. The others stay closed: no key is asked for, and what cannot
/// be opened is told from what is not there by nobody who may not know of it. What is left between the two is that a row
/// was read and looked through once.
fn worth_opening(wishes: &[Wish], near: &AllNear, mut found: Vec<StoredCase>) -> Vec<StoredCase> {
    let asked = wishes.iter().filter_map(|wish| {
        let case = wish.case()?;
        let is_near = near.get(&case).is_none_or(|near| near.holds(&wish.by));
        is_near.then_some(case)
    });
    let asked: BTreeSet<CaseId> = asked.collect();
    found.retain(|stored| asked.contains(&stored.case));
    found
}

/// What is seen of a case; what panics over it is told of it alone, and the others that are read together go on.
async fn seen_safely(
    tenant: TenantId,
    case: CaseId,
    seeing: impl Future<Output = Result<Seen, Failure>>,
) -> Result<Seen, Failure> {
    let seen = AssertUnwindSafe(seeing).catch_unwind().await;
    seen.unwrap_or_else(|_| Err(panicked(tenant, Some(case))))
}

/// The same of what one asker sees of it.
fn judged_safely<T>(
    tenant: TenantId,
    wish: &Wish,
    judging: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let judged = catch_unwind(AssertUnwindSafe(judging));
    judged.unwrap_or_else(|_| Err(panicked(tenant, wish.about())))
}

fn panicked(tenant: TenantId, case: Option<CaseId>) -> Failure {
    tracing::error!(%tenant, case = case.map(tracing::field::display), "what was looked at panicked");
    Failure::Incident(PANICKED.to_owned())
}

/// A case, and whom it is about.
pub(super) struct Seen {
    pub(super) read: CaseRead,
    /// The first person who is bound on the citizen's side.
    citizen: Option<PersonId>,
}

pub(super) type AllSeen = BTreeMap<CaseId, Result<Seen, Failure>>;

/// The cases that were found, each read once for all who look at it.
pub(super) async fn all_seen(
    shared: &Shared,
    tenant: TenantId,
    found: Vec<StoredCase>,
    at: DateTime<Utc>,
) -> AllSeen {
    let opened = match shared.open_cases(tenant, &found).await {
        Ok(opened) => opened,
        Err(failure) => {
            let failed = found.iter().map(|stored| (stored.case, Err(failure.clone())));
            return failed.collect();
        }
    };
    let mut seen = AllSeen::new();
    for (stored, opened) in found.into_iter().zip(opened) {
        let one = match opened {
            Ok(case) => seen_safely(tenant, stored.case, Seen::of(shared, tenant, &stored, case, at)).await,
            Err(failure) => Err(failure),
        };
        seen.insert(stored.case, one);
    }
    seen
}

impl Seen {
    async fn of(
        shared: &Shared,
        tenant: TenantId,
        stored: &StoredCase,
        case: Case,
        at: DateTime<Utc>,
    ) -> Result<Self, Failure> {
        let run = shared.flow(tenant, &stored.flow, stored.flow_version).await?;
        let citizen = citizens_of(&run, &case.parties).next();
        let case = Arc::new(case);
        Ok(Self {
            read: CaseRead { run, case, at },
            citizen,
        })
    }
}

/// What time it is, and what units are called.
pub(super) type Now<'a> = (DateTime<Utc>, &'a BTreeMap<UnitId, String>);

/// The entry about one wish, and the case where one is given.
fn one(
    wish: &Wish,
    (near, seen): (&AllNear, &AllSeen),
    now: Now<'_>,
) -> Result<(NewAccess, Option<CaseRead>), Failure> {
    match &wish.wanted {
        Wanted::Case(case) => {
            if near.get(case).is_some_and(|near| !near.holds(&wish.by)) {
                return Err(Failure::NotTheirs);
            }
            let seen = match seen.get(case) {
                None => return Err(Failure::NoCase),
                Some(Err(failure)) => {
                    let hears = near.get(case).is_none_or(|near| near.is_heard_by(&wish.by));
                    let failure = failure.clone();
                    return Err(if hears { failure } else { Failure::NotTheirs });
                }
                Some(Ok(seen)) => seen,
            };
            if !wish.by.may_see(&seen.read.view()) {
                return Err(Failure::NotTheirs);
            }
            let eyes = wish.by.eyes(&seen.read.view());
            let about = About {
                case: Some(*case),
                citizen: seen.citizen,
                parties: eyes.parties().iter().map(ToString::to_string).collect(),
                in_stead_of: wish.by.in_stead(&seen.read.view()),
                purpose: eyes.is_looking_in().then_some(Purpose::Opened),
                ..About::default()
            };
            let entry = entry((&wish.by, &wish.look), about, now)?;
            Ok((entry, Some(seen.read.clone())))
        }
        Wanted::Entry {
            case,
            citizen,
            criterion,
            found,
        } => {
            let about = About {
                case: *case,
                citizen: *citizen,
                criterion: criterion.clone(),
                found: *found,
                ..About::default()
            };
            Ok((entry((&wish.by, &wish.look), about, now)?, None))
        }
    }
}

#[derive(Default)]
pub(super) struct About {
    pub(super) case: Option<CaseId>,
    pub(super) citizen: Option<PersonId>,
    pub(super) criterion: Criterion,
    pub(super) found: Option<usize>,
    /// As which parties of the case a person looks.
    pub(super) parties: Vec<String>,
    /// In whose stead they are some of those.
    pub(super) in_stead_of: Vec<PersonId>,
    /// What the case itself says that they look for.
    pub(super) purpose: Option<Purpose>,
}

pub(super) fn entry(
    (by, look): (&By, &Look),
    about: About,
    (at, names): Now<'_>,
) -> Result<NewAccess, Failure> {
    let parties = match by {
        By::Person { .. } | By::Linked { .. } => about.parties,
        By::Engine | By::Outside => Vec::new(),
    };
    let in_stead_of = match parties.is_empty() {
        true => by.stands_in().iter().map(|one| one.person).collect(),
        false => about.in_stead_of,
    };
    let details = LookDetails {
        places: places(by, &parties, names),
        in_stead_of,
        parties,
        purpose: about.purpose.unwrap_or_else(|| look.purpose.clone()),
        criterion: about.criterion,
        found: about.found,
        way: look.way,
    };
    Ok(NewAccess {
        at,
        who: match by {
            By::Person { person, .. } | By::Linked { person, .. } => Accessor::Person(*person),
            By::Outside => Accessor::Outside,
            By::Engine => Accessor::Engine,
        },
        action: look.action,
        object: look.object.word().to_owned(),
        case: about.case,
        citizen: about.citizen,
        details: serde_json::to_vec(&details).map_err(|error| Failure::Incident(error.to_string()))?,
    })
}

/// The places in units by which somebody is these parties, their own and of those in whose stead they act; all of them where
/// they are none in particular.
fn places(by: &By, parties: &[String], names: &BTreeMap<UnitId, String>) -> Vec<PlaceThen> {
    let By::Person { members, .. } = by else {
        return Vec::new();
    };
    let mut all: Vec<&Member> = members.iter().collect();
    for member in by.stands_in().iter().flat_map(|one| &one.members) {
        // A place that itself says so is among their own.
        let is_there = |own: &&Member| {
            own.unit == member.unit && member.acts_as.iter().all(|party| own.acts_as.contains(party))
        };
        if !all.iter().any(is_there) {
            all.push(member);
        }
    }
    all.into_iter()
        .filter(|member| parties.is_empty() || member.acts_as.iter().any(|role| parties.contains(role)))
        .map(|member| PlaceThen {
            unit: names.get(&member.unit).cloned().unwrap_or_default(),
            acts_as: member.acts_as.clone(),
        })
        .collect()
}

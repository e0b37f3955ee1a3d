//! The outbox: notices are handed over to inboxes, letters are written, and errands are run in other cases, each once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration as StdDuration;

use chrono::{DateTime, Duration, Utc};
use samspil_core::case::{Effect, Eyes, Invited, MeetingNews, NoticeKind, View};
use samspil_core::id::{CaseId, PartyId, PersonId, TenantId, UnitId};
use samspil_core::text::{Message, Text};
use samspil_store::{Delivery, HandOver, Outgoing};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::Failure;
use crate::engine::{Engine, Shared};
use crate::errands::{self, Stuck};
use crate::letters::{self, WrittenLetter};
use crate::mail::{Invitation, meeting_uid};
use crate::reach::Addressees;
use crate::sealing::{About, Body, kept};

/// How long a claimed notice is ours.
const LEASE: Duration = Duration::seconds(30);

/// How many notices are claimed at once.
const MAX_CLAIM: u32 = 128;

/// How long until a notice that could not be handed over is tried again, times the attempts so far.
const RETRY_AFTER: Duration = Duration::seconds(10);

/// How many attempts the wait grows over: a quarter of an hour is the longest.
const MOST_WAITS: u32 = 100;

/// How long to rest at most: another node may have stopped with notices in hand.
const LONGEST_REST: Duration = Duration::seconds(30);

/// How long mail lets notices go first, in seconds: those of ten thousand deadlines that end together take less.
const GIVING_WAY_SECONDS: u64 = 5;

/// Word from the writers that something is to be sent.
#[derive(Debug, Default)]
pub(crate) struct Relay {
    news: Notify,
    /// One round at a time on this node: whoever asks for a round knows, when it is over, that nothing is under way.
    at_work: tokio::sync::Mutex<()>,
    words: tokio::sync::watch::Sender<Words>,
}

/// How much word has come, and how much of it had come when the last round that is over began.
#[derive(Clone, Copy, Debug, Default)]
struct Words {
    heard: u64,
    handed: u64,
}

impl Relay {
    /// Something is to be sent.
    pub(crate) fn heard(&self) {
        self.words
            .send_modify(|words| words.heard = words.heard.saturating_add(1));
        self.news.notify_one();
    }

    /// Waits until all that was heard of has been handed over, though not for ever: what many cases tell one person at once
    /// then goes in one mail.
    pub(crate) async fn let_go_first(&self) {
        let mut words = self.words.subscribe();
        let handed = words.wait_for(|words| words.handed >= words.heard);
        // Fails where nobody is left who could say so, or where it takes too long: either way it is others' turn.
        let _ = tokio::time::timeout(StdDuration::from_secs(GIVING_WAY_SECONDS), handed).await;
    }

    /// A round that began when so much had been heard is over.
    fn is_over(&self, heard: u64) {
        self.words
            .send_modify(|words| words.handed = words.handed.max(heard));
    }
}

/// A notice as it lies in the outbox and then in an inbox.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NoticeBody {
    /// Why it is sent; none for a letter or word of a meeting.
    pub kind: Option<NoticeKind>,
    /// What it says.
    pub message: Message,
    /// The party it is for; none for a letter whose text the flow does not have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// The same in words.
    pub to: Text,
    /// The units and people that the party was bound to.
    pub bound: Vec<(Option<UnitId>, Option<PersonId>)>,
    /// Others who know it already: whoever is one of them is not told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Invited>,
    /// The meeting that it is about, for calendars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Invitation>,
}

impl NoticeBody {
    /// The notice that an effect of the case wants sent; none where it is an errand in another case.
    #[must_use]
    pub(crate) fn of(view: &View<'_>, effect: &Effect) -> Option<Self> {
        Some(match effect {
            Effect::Notice {
                kind,
                to,
                person,
                message,
                ..
            } => {
                let bound = match person {
                    Some(person) => vec![(None, Some(*person))],
                    None => bindings(view, to),
                };
                Self {
                    kind: Some(*kind),
                    message: message.clone(),
                    party: Some(to.clone()),
                    to: view.party_title(to),
                    bound,
                    others: Vec::new(),
                    meeting: None,
                }
            }
            Effect::Meeting {
                to,
                bound,
                others,
                message,
                ..
            } => Self {
                kind: None,
                message: message.clone(),
                party: Some(to.clone()),
                to: view.party_title(to),
                bound: bound
                    .iter()
                    .map(|binding| (binding.unit, binding.person))
                    .collect(),
                others: others.clone(),
                meeting: invitation(view.case.id, effect),
            },
            // One whose text the flow has is written first, and then told of.
            Effect::Letter { number: Some(_), .. } => return None,
            Effect::Letter { item, document, .. } => Self {
                kind: None,
                message: Message::new("notice-letter")
                    .with("item", view.title(item))
                    .with("document", document.as_str()),
                party: None,
                to: Text::default(),
                bound: Vec::new(),
                others: Vec::new(),
                meeting: None,
            },
            Effect::BeginCase { .. }
            | Effect::EndCase { .. }
            | Effect::TellParent { .. }
            | Effect::Say { .. } => return None,
        })
    }

    /// The word, for whoever receives it, that a letter of the flow has been written.
    #[must_use]
    pub(crate) fn of_letter(view: &View<'_>, document: &str) -> Option<Self> {
        let flow = &view.run.flow;
        let document = flow.documents.get(document)?;
        let to = flow.receiver(document)?;
        let message = Message::new("notice-letter-written")
            .with("document", &document.title)
            .with("case", view.told_title(&Eyes::of(vec![to.clone()])));
        Some(Self {
            kind: None,
            message,
            to: view.party_title(&to),
            bound: bindings(view, &to),
            party: Some(to),
            others: Vec::new(),
            meeting: None,
        })
    }
}

/// The units and people that a party is bound to now.
fn bindings(view: &View<'_>, to: &PartyId) -> Vec<(Option<UnitId>, Option<PersonId>)> {
    let bound = view.bound_now(to);
    bound.map(|binding| (binding.unit, binding.person)).collect()
}

/// What an effect tells calendars of a meeting.
fn invitation(case: CaseId, effect: &Effect) -> Option<Invitation> {
    let Effect::Meeting {
        item,
        round,
        news,
        number,
        starts,
        ends,
        ..
    } = effect
    else {
        return None;
    };
    Some(Invitation {
        uid: meeting_uid(case, item, *round),
        case,
        off: matches!(news, MeetingNews::CalledOff | MeetingNews::Left),
        once_back: false,
        number: *number,
        starts: *starts,
        ends: *ends,
    })
}

/// Hands notices over until the engine stops.
pub(crate) async fn run(engine: Arc<Engine>) {
    let shared = Arc::clone(engine.shared());
    loop {
        shared.timers.let_go_first().await;
        let heard = shared.relay.words.borrow().heard;
        if let Err(failure) = hand_over_all(&engine).await {
            tracing::warn!(%failure, "notices rest");
        }
        shared.relay.is_over(heard);
        let rest_until = shared.clock.now() + LONGEST_REST;
        tokio::select! {
            () = shared.stop.cancelled() => return,
            () = shared.relay.news.notified() => {}
            () = shared.clock.wait_until(rest_until) => {}
        }
    }
}

async fn hand_over_all(engine: &Engine) -> Result<usize, Failure> {
    let shared = engine.shared();
    let _at_work = shared.relay.at_work.lock().await;
    let mut count = 0;
    loop {
        let now = shared.clock.now();
        let claimed = shared.store.claim_notices(now, LEASE, MAX_CLAIM).await?;
        if claimed.is_empty() || shared.stop.is_cancelled() {
            return Ok(count);
        }
        count += claimed.len();
        let (mut errands, mut notices) = (Vec::new(), Vec::new());
        for outgoing in claimed {
            let about = About::Errand(outgoing.case, outgoing.id);
            let bytes = &outgoing.body;
            match shared
                .open::<Effect>(outgoing.tenant, Body { about, bytes })
                .await
            {
                Ok(errand) => errands.push(run_errand(engine, outgoing, errand)),
                Err(Failure::Incident(_)) => notices.push(outgoing),
                // Of one municipality, whose keys are not all here; others' notices do not wait for it.
                Err(failure) => {
                    tracing::warn!(tenant = %outgoing.tenant, %failure, "an errand cannot be opened now");
                    put_back(shared, &outgoing).await?;
                }
            }
        }
        hand_over(shared, notices, now).await?;
        // Errands wait for the disk, and each for its own cases alone.
        let told = futures::future::try_join_all(errands).await?;
        hand_over(shared, told.into_iter().flatten().collect(), now).await?;
    }
}

/// Writes a letter or runs an errand in another case; what cannot be done now is tried again. Gives the word of a letter, to
/// be handed over in its place.
async fn run_errand(engine: &Engine, errand: Outgoing, effect: Effect) -> Result<Option<Outgoing>, Failure> {
    let shared = engine.shared();
    let done = match effect {
        letter @ Effect::Letter { .. } => match WrittenLetter::of(errand.case, letter) {
            Some(letter) => letters::make(engine, errand.tenant, letter).await,
            None => Ok(None),
        },
        other => errands::run(engine, &errand, other).await.map(|()| None),
    };
    let stuck = match done {
        Ok(Some(word)) => {
            let body = kept(&word)?;
            return Ok(Some(Outgoing { body, ..errand }));
        }
        Ok(None) => {
            let nobody = Delivery::default();
            let Outgoing {
                tenant, id, fence, ..
            } = errand;
            shared.store.deliver(tenant, id, fence, nobody).await?;
            return Ok(None);
        }
        Err(stuck) => stuck,
    };
    if let Stuck::Until(what) = stuck {
        errands::raise(engine, errand.tenant, &what).await;
    }
    put_back(shared, &errand).await?;
    Ok(None)
}

async fn put_back(shared: &Shared, notice: &Outgoing) -> Result<(), Failure> {
    let tries = i32::try_from(notice.attempts.clamp(1, MOST_WAITS)).unwrap_or(1);
    let later = shared.clock.now() + RETRY_AFTER * tries;
    let Outgoing {
        tenant, id, fence, ..
    } = *notice;
    shared.store.put_back(tenant, id, fence, later).await?;
    Ok(())
}

/// Hands notices over, those of a tenant together; one that cannot be read is tried again when somebody has looked.
async fn hand_over(shared: &Shared, notices: Vec<Outgoing>, now: DateTime<Utc>) -> Result<(), Failure> {
    let mailing = shared.post.mailer().is_some();
    let mut addressees = Addressees::new(shared.store.as_ref(), mailing);
    let mut handed: BTreeMap<TenantId, Vec<HandOver>> = BTreeMap::new();
    for notice in notices {
        let Ok(body) = serde_json::from_slice::<NoticeBody>(&notice.body) else {
            let (tenant, case) = (notice.tenant, notice.case);
            shared.raise(tenant, case, "a notice cannot be read").await;
            put_back(shared, &notice).await?;
            continue;
        };
        let delivery = addressees.delivery(&notice, &body, now).await?;
        let of_tenant = handed.entry(notice.tenant).or_default();
        of_tenant.push(HandOver {
            notice: notice.id,
            fence: notice.fence,
            delivery,
        });
    }
    for (tenant, handed) in handed {
        let to_tell = handed.iter().any(|one| one.delivery.is_told_by_mail());
        shared.store.deliver_all(tenant, handed).await?;
        if to_tell {
            shared.post.heard();
        }
    }
    Ok(())
}

impl Engine {
    /// Hands over every notice that waits, and returns how many when they have arrived.
    ///
    /// # Errors
    /// What the store says.
    pub async fn hand_over_all(&self) -> Result<usize, Failure> {
        hand_over_all(self).await
    }
}

//! What every store can do.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use samspil_core::id::{AbsenceId, CaseId, CommandId, PersonId, SessionId, TenantId, TokenId, UnitId};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::rows::{
    Absence, AccessEntry, AccessHead, AccessQuery, Answered, CalendarVersion, CaseEnd, CaseOfPerson,
    CaseQuery, CaseRow, ClaimedMail, Command, Commit, Delivery, DocumentRow, Feed, GivenUpMail, HandOver,
    Hash, InboxQuery, InboxRow, Incident, Kept, KeptMail, LetterWordsRow, Member, NewAccess, Organisation,
    OrganisationChange, OrganisationEntry, Outcome, Outgoing, Page, Person, Reach, Sample, SampleNote,
    Service, Session, Stands, StoredAnswer, StoredCase, StoredEvent, TakenOut, TaskQuery, TaskRow, Token,
    TuningEntry, Unit, Unsent, WakeUp,
};
use crate::{
    BackupStore, BatchStore, CitizenStore, DeedStore, DraftStore, FigureStore, FlowStore, OwnStore, PartyRow,
    RetentionStore, SignInStore, StoreError, SurveyStore, TenantStore, TrialStore,
};

/// What a store's methods give.
pub type Stored<T> = Result<T, StoreError>;

/// Changes that wait for a slow listener of [`CaseStore::changes`], at most; one that is further behind reads anew.
pub const CHANGES_KEPT: usize = 4_096;

/// A case that changed, for whoever watches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// The tenant.
    pub tenant: TenantId,
    /// The case.
    pub case: CaseId,
    /// The number of its last event.
    pub version: u64,
}

/// Cases, their history and the answers to commands.
#[async_trait]
pub trait CaseStore: Send + Sync {
    /// Reads cases and earlier answers in one go. Cases and keys that do not exist are left out.
    async fn load(&self, tenant: TenantId, cases: &[CaseId], commands: &[CommandId]) -> Stored<Answered>;

    /// Writes a batch in one transaction, each commit by itself: one that cannot be kept leaves the others be. At
    /// most one commit per case. The outcomes come in the batch's order, after the transaction is on disk.
    async fn commit(&self, tenant: TenantId, batch: Vec<Commit>) -> Stored<Vec<Outcome>>;

    /// Keeps the answer to a command that is not a case's, unless its key has an answer: then that one is given back.
    async fn keep_answer(
        &self,
        tenant: TenantId,
        command: Command,
        at: DateTime<Utc>,
    ) -> Stored<Option<StoredAnswer>>;

    /// A case's history after an event's number, oldest first.
    async fn events(
        &self,
        tenant: TenantId,
        case: CaseId,
        after: u64,
        limit: u32,
    ) -> Stored<Vec<StoredEvent>>;

    /// The bodies of the events of several cases, each case's in their order; one that was erased is empty.
    async fn histories(&self, tenant: TenantId, cases: &[CaseId]) -> Stored<Vec<(CaseId, Vec<u8>)>>;

    /// Cases for a list.
    async fn find(&self, tenant: TenantId, query: &CaseQuery) -> Stored<Vec<CaseRow>>;

    /// The parties of a case and whom they are bound to.
    async fn parties(&self, tenant: TenantId, case: CaseId) -> Stored<Vec<PartyRow>>;

    /// The cases that a person takes or took part in, by case, after one, each with the parties that they are or were.
    async fn cases_of_person(
        &self,
        tenant: TenantId,
        person: PersonId,
        after: Option<CaseId>,
        limit: u32,
    ) -> Stored<Vec<CaseOfPerson>>;

    /// Word of changes, from this node and others. Whoever falls behind reads anew.
    fn changes(&self) -> broadcast::Receiver<Change>;
}

/// Task lists.
#[async_trait]
pub trait TaskStore: Send + Sync {
    /// Tasks for a list, with their cases.
    async fn tasks(&self, tenant: TenantId, query: &TaskQuery) -> Stored<Page<(CaseId, TaskRow)>>;
}

/// Timers of cases.
#[async_trait]
pub trait TimerStore: Send + Sync {
    /// Claims timers that are due and not claimed, oldest first, over all tenants whose timers are not held, for so long.
    async fn claim_timers(&self, now: DateTime<Utc>, lease: Duration, limit: u32) -> Stored<Vec<WakeUp>>;

    /// The earliest moment a timer is due or a lapsed claim is free again, over all tenants whose timers are not held.
    async fn next_timer(&self) -> Stored<Option<DateTime<Utc>>>;

    /// The tenants whose timers are held by an open incident about the clock, by number.
    async fn held_tenants(&self) -> Stored<Vec<TenantId>>;
}

/// Notices on their way and in inboxes.
#[async_trait]
pub trait NoticeStore: Send + Sync {
    /// Claims notices that are not claimed, oldest first, over all tenants, for so long.
    async fn claim_notices(&self, now: DateTime<Utc>, lease: Duration, limit: u32) -> Stored<Vec<Outgoing>>;

    /// Claimed notices have been handed over: they lie in inboxes, whom to tell by mail is noted, and they are on their
    /// way no longer, in one transaction. What is there already stays as it is. Gives those whose claim was still ours;
    /// of the others nothing is changed.
    async fn deliver_all(&self, tenant: TenantId, handed: Vec<HandOver>) -> Stored<BTreeSet<Uuid>>;

    /// One claimed notice has been handed over; false where the claim is no longer ours.
    async fn deliver(&self, tenant: TenantId, notice: Uuid, fence: u64, delivery: Delivery) -> Stored<bool> {
        let one = HandOver {
            notice,
            fence,
            delivery,
        };
        Ok(!self.deliver_all(tenant, vec![one]).await?.is_empty())
    }

    /// The claimed notice could not be handed over; it is tried again from `retry_at`.
    async fn put_back(
        &self,
        tenant: TenantId,
        notice: Uuid,
        fence: u64,
        retry_at: DateTime<Utc>,
    ) -> Stored<bool>;

    /// What has arrived for the person or one of the units, newest first.
    async fn inbox(&self, tenant: TenantId, query: &InboxQuery) -> Stored<Vec<InboxRow>>;

    /// One row of an inbox.
    async fn notice(&self, tenant: TenantId, notice: Uuid) -> Stored<Option<InboxRow>>;

    /// These rows of inboxes. Those that are not there are left out.
    async fn notices(&self, tenant: TenantId, notices: &[Uuid]) -> Stored<Vec<InboxRow>>;

    /// What has arrived in a case, oldest first.
    async fn case_inbox(&self, tenant: TenantId, case: CaseId, limit: u32) -> Stored<Vec<InboxRow>>;

    /// Marks a notice as read.
    async fn mark_read(&self, tenant: TenantId, notice: Uuid, at: DateTime<Utc>) -> Stored<()>;
}

/// How people are told beside their inbox, who stands in for whom, and calendars' addresses.
#[async_trait]
pub trait ReachStore: Send + Sync {
    /// Keeps how a person is told.
    async fn put_reach(&self, tenant: TenantId, reach: Reach) -> Stored<()>;
    /// How these people are told. Who may not sign in, and of whom nothing is kept, is left out.
    async fn reach(&self, tenant: TenantId, people: &[PersonId]) -> Stored<Vec<Reach>>;
    /// Keeps a time in which someone is away; one that is there already stays as it is.
    async fn put_absence(&self, tenant: TenantId, absence: Absence) -> Stored<()>;
    /// Takes such a time back. False where the person has none of this id.
    async fn end_absence(&self, tenant: TenantId, person: PersonId, absence: AbsenceId) -> Stored<bool>;
    /// When a person is away from a day on, earliest first.
    async fn absences(&self, tenant: TenantId, person: PersonId, since: NaiveDate) -> Stored<Vec<Absence>>;
    /// Who of these people is away on a day. Deputies who may not sign in are left out.
    async fn absent(&self, tenant: TenantId, people: &[PersonId], day: NaiveDate) -> Stored<Vec<Absence>>;
    /// Keeps the address of a person's calendar; the one before leads nowhere any more.
    async fn put_feed(&self, tenant: TenantId, feed: Feed) -> Stored<()>;
    /// The calendar with this secret.
    async fn feed(&self, tenant: TenantId, secret: Hash) -> Stored<Option<Feed>>;
    /// A person's calendar.
    async fn feed_of(&self, tenant: TenantId, person: PersonId) -> Stored<Option<Feed>>;
    /// Takes the address of a person's calendar back. False where there was none.
    async fn end_feed(&self, tenant: TenantId, person: PersonId) -> Stored<bool>;
}

/// Mail on its way. A telling becomes part of exactly one mail; a mail is sent at least once, under one id.
#[async_trait]
pub trait MailStore: Send + Sync {
    /// The tenants that have something to be told or sent now.
    async fn tenants_with_mail(&self, now: DateTime<Utc>) -> Stored<Vec<TenantId>>;

    /// The earliest moment at which something is to be told or sent, or a lapsed claim is free again.
    async fn next_mail(&self) -> Stored<Option<DateTime<Utc>>>;

    /// Makes mails of what is to be told now: one for each person, at least `limit` tellings in all where there are so
    /// many. What was read meanwhile is not told. Gives how many mails.
    async fn gather_mails(&self, tenant: TenantId, now: DateTime<Utc>, limit: u32) -> Stored<u32>;

    /// Claims mails that may be sent and are not claimed, for so long, oldest first.
    async fn claim_mails(
        &self,
        tenant: TenantId,
        now: DateTime<Utc>,
        lease: Duration,
        limit: u32,
    ) -> Stored<Vec<ClaimedMail>>;

    /// The claimed mail was sent; nothing is kept of it. False where the claim is no longer ours.
    async fn mail_sent(&self, tenant: TenantId, mail: Uuid, fence: u64) -> Stored<bool>;

    /// The claimed mail was not sent. False where the claim is no longer ours.
    async fn mail_unsent(&self, tenant: TenantId, mail: Uuid, fence: u64, unsent: Unsent) -> Stored<bool>;

    /// Mails that were given up, newest first.
    async fn given_up_mails(&self, tenant: TenantId, limit: u32) -> Stored<Vec<GivenUpMail>>;
    /// Tries a mail that was given up anew, from this moment. False where there is no such mail.
    async fn try_mail_again(&self, tenant: TenantId, mail: Uuid, at: DateTime<Utc>) -> Stored<bool>;
    /// Mails to a person that are not sent yet or were given up, newest first.
    async fn mails_of_person(&self, tenant: TenantId, person: PersonId, limit: u32) -> Stored<Vec<KeptMail>>;
    /// Forgets a mail that was given up. False where there is no such mail.
    async fn forget_mail(&self, tenant: TenantId, mail: Uuid) -> Stored<bool>;
}

/// Calendars that a tenant lays down.
#[async_trait]
pub trait CalendarStore: Send + Sync {
    /// Keeps a version, where it is the next. False where another has been laid down since.
    async fn put_calendar(&self, tenant: TenantId, calendar: CalendarVersion) -> Stored<bool>;
    /// The number of the latest version; 0 where there is none.
    async fn calendar_version(&self, tenant: TenantId) -> Stored<u32>;
    /// Versions, newest first.
    async fn calendars(&self, tenant: TenantId, limit: u32) -> Stored<Vec<CalendarVersion>>;
    /// Every open case has been counted by this version, and so by those before it.
    async fn calendar_counted(&self, tenant: TenantId, version: u32, at: DateTime<Utc>) -> Stored<()>;
}

/// What administrators tune.
#[async_trait]
pub trait TuningStore: Send + Sync {
    /// Keeps an entry, where it is the next. False where another has been laid down since.
    async fn put_tuning(&self, tenant: TenantId, entry: TuningEntry) -> Stored<bool>;
    /// The number of the latest entry; 0 where there is none.
    async fn tuning_number(&self, tenant: TenantId) -> Stored<u32>;
    /// newest first.
    async fn tunings(&self, tenant: TenantId, limit: u32) -> Stored<Vec<TuningEntry>>;
    /// Every open case has been counted by the entry with this number.
    async fn tuning_counted(&self, tenant: TenantId, number: u32, at: DateTime<Utc>) -> Stored<()>;
}

/// Documents of cases as they were written, and the municipality's own words in them.
#[async_trait]
pub trait DocumentStore: Send + Sync {
    /// Keeps a document. False where it is there already; then that one stays as it is. False, too, where the case is not
    /// there or was discarded.
    async fn add_document(&self, tenant: TenantId, document: DocumentRow) -> Stored<bool>;

    /// The ids of the documents of a case, newest first: what they say stays where it is.
    async fn document_ids(&self, tenant: TenantId, case: CaseId, limit: u32) -> Stored<Vec<Uuid>>;

    /// One document.
    async fn document(&self, tenant: TenantId, id: Uuid) -> Stored<Option<DocumentRow>>;

    /// Keeps a version of the municipality's own words, where it is the next. False where another has been laid down since.
    async fn put_letter_words(&self, tenant: TenantId, words: LetterWordsRow) -> Stored<bool>;

    /// Versions of the municipality's own words, newest first.
    async fn letter_words(&self, tenant: TenantId, limit: u32) -> Stored<Vec<LetterWordsRow>>;
}

/// Incidents.
#[async_trait]
pub trait IncidentStore: Send + Sync {
    /// Keeps an incident, and lets the timer of the case that it is about rest. Nothing has more than one that is not
    /// resolved, and a second is not kept. False where there was one.
    async fn raise(&self, tenant: TenantId, incident: Incident) -> Stored<bool>;

    /// Incidents, newest first; only those not resolved where `open` is set.
    async fn incidents(&self, tenant: TenantId, open: bool, limit: u32) -> Stored<Vec<Incident>>;

    /// Resolves an incident and wakes the timer of its case at once. False where there is no such open incident.
    async fn resolve(&self, tenant: TenantId, incident: Uuid, by: &str, at: DateTime<Utc>) -> Stored<bool>;
}

/// People, units and places in them.
#[async_trait]
pub trait DirectoryStore: Send + Sync {
    /// Keeps a unit, new or changed.
    async fn put_unit(&self, tenant: TenantId, unit: Unit) -> Stored<()>;
    /// All units, by name; those as well that are over, for what they did is told by their name.
    async fn units(&self, tenant: TenantId) -> Stored<Vec<Unit>>;
    /// The units that are there on a day, by name: those that work can be given to.
    async fn units_on(&self, tenant: TenantId, day: NaiveDate) -> Stored<Vec<Unit>>;
    /// Keeps a person, new or changed. False where the login is another's.
    async fn put_person(&self, tenant: TenantId, person: Person) -> Stored<bool>;
    /// Keeps a person's password as it is hashed anew. False where they have another than was seen by now.
    async fn rehash_password(
        &self,
        tenant: TenantId,
        person: PersonId,
        seen: &str,
        anew: String,
    ) -> Stored<bool>;
    /// All people, by name.
    async fn people(&self, tenant: TenantId) -> Stored<Vec<Person>>;
    /// The person with this login.
    async fn person_by_login(&self, tenant: TenantId, login: &str) -> Stored<Option<Person>>;
    /// The person.
    async fn person(&self, tenant: TenantId, person: PersonId) -> Stored<Option<Person>>;
    /// These people, by id. Those who are not there are left out.
    async fn people_among(&self, tenant: TenantId, people: &[PersonId]) -> Stored<Vec<Person>>;
    /// Sets all of a person's places in units, without days; what they had is gone. For setting up: what people do later
    /// is a change of the organisation.
    async fn put_members(&self, tenant: TenantId, person: PersonId, members: Vec<Member>) -> Stored<()>;
    /// A person's places in units that count on a day: what has not begun or has ended is none of them, and a leader leads
    /// the units beneath that have no leader.
    async fn members(&self, tenant: TenantId, person: PersonId, day: NaiveDate) -> Stored<Vec<Member>> {
        Ok(self.stands(tenant, person, day).await?.members)
    }
    /// The same with whom they stand in for, and with what it was read from, for a command that goes by it: [`Commit::stands`].
    async fn stands(&self, tenant: TenantId, person: PersonId, day: NaiveDate) -> Stored<Stands>;
    /// The people in a unit on a day who may sign in; where it has no leader, with the nearest leaders above.
    async fn members_of(&self, tenant: TenantId, unit: UnitId, day: NaiveDate) -> Stored<Vec<Member>>;
}

/// The organisation: units in a tree, people, places with days, and every change of them.
#[async_trait]
pub trait OrganisationStore: Send + Sync {
    /// All of it.
    async fn organisation(&self, tenant: TenantId) -> Stored<Organisation>;
    /// Keeps a change of it by whoever has seen its newest version, and notes it, in one transaction.
    async fn keep_organisation(&self, tenant: TenantId, change: OrganisationChange) -> Stored<Kept>;
    /// Changes of it, newest first.
    async fn organisation_changes(&self, tenant: TenantId, limit: u32) -> Stored<Vec<OrganisationEntry>>;
}

/// Sessions.
#[async_trait]
pub trait SessionStore: Send + Sync {
    /// Keeps a session.
    async fn put_session(&self, tenant: TenantId, session: Session) -> Stored<()>;
    /// The session with this secret that has not ended.
    async fn session(&self, tenant: TenantId, secret: Hash, now: DateTime<Utc>) -> Stored<Option<Session>>;
    /// A person's sessions that have not ended, the one that was last used first.
    async fn sessions(&self, tenant: TenantId, person: PersonId, now: DateTime<Utc>) -> Stored<Vec<Session>>;
    /// Prolongs a session that has not been ended meanwhile.
    async fn prolong_session(
        &self,
        tenant: TenantId,
        session: SessionId,
        seen_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
    ) -> Stored<()>;
    /// Ends a session. False where the person has no such session.
    async fn end_session(&self, tenant: TenantId, person: PersonId, session: SessionId) -> Stored<bool>;
    /// Ends all of a person's sessions but one. Gives how many.
    async fn end_sessions(&self, tenant: TenantId, person: PersonId, but: Option<SessionId>) -> Stored<u64>;
    /// Ends all sessions that were begun at a provider. Gives how many.
    async fn end_sessions_by(&self, tenant: TenantId, provider: &str) -> Stored<u64>;
}

/// Tokens, and programs as people.
#[async_trait]
pub trait TokenStore: Send + Sync {
    /// Keeps a token.
    async fn put_token(&self, tenant: TenantId, token: Token) -> Stored<()>;
    /// The token with this secret that has not ended.
    async fn token(&self, tenant: TenantId, secret: Hash, now: DateTime<Utc>) -> Stored<Option<Token>>;
    /// A person's tokens, newest first.
    async fn tokens(&self, tenant: TenantId, person: PersonId) -> Stored<Vec<Token>>;
    /// The token was used.
    async fn token_used(&self, tenant: TenantId, token: TokenId, at: DateTime<Utc>) -> Stored<()>;
    /// Ends a token. False where the person has no such token.
    async fn end_token(&self, tenant: TenantId, person: PersonId, token: TokenId) -> Stored<bool>;
    /// Keeps that a person is a program, and who answers for it.
    async fn put_service(&self, tenant: TenantId, service: Service) -> Stored<()>;
    /// The program that a person is.
    async fn service(&self, tenant: TenantId, person: PersonId) -> Stored<Option<Service>>;
    /// All programs.
    async fn services(&self, tenant: TenantId) -> Stored<Vec<Service>>;
}

/// What is no longer needed.
#[async_trait]
pub trait HousekeepingStore: Send + Sync {
    /// Forgets answers to commands that were given before a moment, sessions, tokens and links that ended before another, and
    /// what was noted of tasks that are open no more; at most so many of each. Gives how many in all.
    async fn forget(
        &self,
        tenant: TenantId,
        answers: DateTime<Utc>,
        ended: DateTime<Utc>,
        limit: u32,
    ) -> Stored<u64>;
}

/// Who looked at what.
#[async_trait]
pub trait AccessStore: Send + Sync {
    /// Adds entries in one transaction, as far as each case that was seen is still at the version that was seen: nobody
    /// is given what no entry is kept of, nor what was taken from them meanwhile. Gives the cases that are not, of which
    /// no entry was added, after the transaction is on disk.
    async fn log(
        &self,
        tenant: TenantId,
        seen: &[(CaseId, u64)],
        entries: Vec<NewAccess>,
    ) -> Stored<BTreeSet<CaseId>>;
    /// newest first.
    async fn access(&self, tenant: TenantId, query: &AccessQuery) -> Stored<Vec<AccessEntry>>;
    /// Entries after a number, oldest first.
    async fn access_after(&self, tenant: TenantId, after: u64, limit: u32) -> Stored<Vec<AccessEntry>>;
    /// What was forgotten last: the log begins after it.
    async fn access_start(&self, tenant: TenantId) -> Stored<AccessHead>;
    /// The end of the log.
    async fn access_head(&self, tenant: TenantId) -> Stored<AccessHead>;
    /// The first and the last number of the entries from a moment on and before another; none where there are none.
    async fn access_span(
        &self,
        tenant: TenantId,
        since: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Stored<Option<(u64, u64)>>;
    /// Forgets the oldest entries that are all from before a moment, at most so many; gives how many. The log still
    /// holds from what was forgotten last.
    async fn forget_access(&self, tenant: TenantId, before: DateTime<Utc>, limit: u32) -> Stored<u64>;
    /// Counts rows that a person takes out, as long as those of one day are no more than `most`. False where they would be:
    /// then it is kept that they were refused, and nothing is counted.
    async fn take_out(&self, tenant: TenantId, taken: TakenOut, most: u32) -> Stored<bool>;
    /// Lets all begin anew who were refused on a day, but for one; gives how many.
    async fn let_take_out(&self, tenant: TenantId, day: NaiveDate, but: Option<PersonId>) -> Stored<u64>;
    /// Keeps a sample; what was found of its entries comes later.
    async fn put_sample(&self, tenant: TenantId, sample: Sample) -> Stored<()>;
    /// Samples, newest first.
    async fn samples(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Sample>>;
    /// Notes what was found of an entry of a sample, once. False where there is no such entry or it has a note.
    async fn put_sample_note(
        &self,
        tenant: TenantId,
        sample: Uuid,
        number: u64,
        note: SampleNote,
    ) -> Stored<bool>;
}

/// Everything that is chained, in order, for whoever checks it.
#[async_trait]
pub trait AuditStore: Send + Sync {
    /// What cases are at, by case, after one; their snapshots are empty unless asked for.
    async fn case_ends(
        &self,
        tenant: TenantId,
        after: Option<CaseId>,
        snapshots: bool,
        limit: u32,
    ) -> Stored<Vec<StoredCase>>;
    /// Events of all cases, by case and number, after one.
    async fn all_events(
        &self,
        tenant: TenantId,
        after: Option<(CaseId, u64)>,
        limit: u32,
    ) -> Stored<Vec<(CaseId, StoredEvent)>>;
    /// What cases are at that changed from a moment on, oldest change first, after one.
    async fn changed_ends(
        &self,
        tenant: TenantId,
        since: DateTime<Utc>,
        after: Option<(DateTime<Utc>, CaseId)>,
        limit: u32,
    ) -> Stored<Vec<CaseEnd>>;
    /// How many events and entries of the access log there are.
    async fn chained(&self, tenant: TenantId) -> Stored<(u64, u64)>;
}

/// Whether commands that somebody waits for are under way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Others {
    /// Nobody waits.
    None,
    /// Somebody waits for an answer.
    Wait,
}

/// A store: everything above behind one name.
pub trait Store:
    CaseStore
    + TaskStore
    + TimerStore
    + NoticeStore
    + ReachStore
    + MailStore
    + FlowStore
    + CalendarStore
    + TuningStore
    + DocumentStore
    + DraftStore
    + IncidentStore
    + DirectoryStore
    + OrganisationStore
    + SessionStore
    + TokenStore
    + SignInStore
    + CitizenStore
    + RetentionStore
    + TenantStore
    + HousekeepingStore
    + AccessStore
    + AuditStore
    + FigureStore
    + SurveyStore
    + OwnStore
    + TrialStore
    + BatchStore
    + DeedStore
    + BackupStore
    + 'static
{
    /// How many writers work well side by side: 1 per tenant file on SQLite, a few on PostgreSQL.
    fn writers_per_tenant(&self) -> usize;

    /// How many commands of timers one transaction takes well, where ten thousand are due: nobody waits for them, but
    /// others may wait for the transaction, or come while it is written.
    fn timers_per_batch(&self, others: Others) -> usize;
}

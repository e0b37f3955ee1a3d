//! What one tenant has, another does not see: every method is asked by both, here and in `isolation_of_*.rs`; `isolation_gate.rs` holds
//! it.

use chrono::Duration;
use samspil_core::case::Counted;
use samspil_core::flow::Side;
use samspil_core::id::TenantId;
use samspil_store::{
    About, CalendarVersion, CaseQuery, Changed, Commit, Days, Delivery, FlowVersion, InboxRow, Incident,
    Kept, Member, Outcome, Service, TaskOrder, TaskQuery, TuningEntry, Unit, Whose,
};
use uuid::Uuid;

use crate::directory::of_person;
use crate::figures::{figure, query};
use crate::ground::{Ground, OTHER, TENANT};
use crate::notices::of;
use crate::organisation::{change, place};
use crate::reach::{absence, day, feed, reach};
use crate::rows::{at, case, command, key, notice, opening, party, person, task, today, unit};
use crate::secrets::{session, token};

const LEASE: Duration = Duration::minutes(5);
const INCIDENT: Uuid = Uuid::from_u128(5_000_000);

fn full() -> Commit {
    Commit {
        command: command(1, 7, "svar"),
        tasks: vec![task("assess", Some(unit(1)))],
        parties: Some(vec![party("authority", Some(unit(1)), Some(person(1)))]),
        wake_at: Some(at(10)),
        notices: vec![notice(1, "brev"), notice(2, "brev")],
        figures: vec![figure(Counted::Done, "assess", None)],
        ..opening(case(1))
    }
}

/// Fills [`TENANT`] with one of everything; notice 1 is delivered, notice 2 is on its way.
async fn fill(ground: &Ground) {
    let store = &ground.store;
    ground.keep(full()).await;
    for (number, login, name) in [(1, "anna", "Anna"), (2, "bo", "Bo")] {
        let person = of_person(number, login, name);
        store.put_person(TENANT, person).await.unwrap();
    }
    let claimed = store.claim_notices(at(1), LEASE, 9).await.unwrap();
    let row = InboxRow {
        id: claimed[0].id,
        case: case(1),
        unit: Some(unit(1)),
        person: Some(person(1)),
        on_behalf_of: None,
        at: at(1),
        body: b"brev".to_vec(),
        read_at: None,
    };
    let delivery = Delivery {
        inbox: vec![row],
        tellings: Vec::new(),
        mails: vec![crate::mails::mail(1, 1)],
    };
    assert!(
        store
            .deliver(TENANT, claimed[0].id, claimed[0].fence, delivery)
            .await
            .unwrap()
    );
    let flow = FlowVersion {
        flow: "bum".to_owned(),
        version: 0,
        title: samspil_core::text::Text::danish("Støtte"),
        text: "tekst".to_owned(),
        published_at: at(1),
        published_by: "anna".to_owned(),
    };
    store.publish(TENANT, flow, None).await.unwrap();
    let incident = Incident {
        id: INCIDENT,
        about: About::Case(case(1)),
        at: at(1),
        body: Vec::new(),
        resolved_at: None,
        resolved_by: None,
    };
    assert!(store.raise(TENANT, incident).await.unwrap());
    let bakken = Unit {
        id: unit(1),
        name: "Bakken".to_owned(),
        side: Side::Provider,
    };
    store.put_unit(TENANT, bakken).await.unwrap();
    let member = Member {
        person: person(1),
        unit: unit(1),
        acts_as: Vec::new(),
    };
    store.put_members(TENANT, person(1), vec![member]).await.unwrap();
    fill_organisation(ground).await;
    fill_login(ground).await;
    fill_reach(ground).await;
    fill_settings(ground).await;
    assert!(store.put_calendar(TENANT, calendar()).await.unwrap());
    assert!(store.put_tuning(TENANT, tuning()).await.unwrap());
    fill_letters(ground).await;
    fill_drafts(ground).await;
    fill_trials(ground).await;
}

/// A setting, and one whose changes are noted.
async fn fill_settings(ground: &Ground) {
    let (store, x) = (&ground.store, b"x".to_vec());
    store.put_setting(TENANT, "calendar", x.clone()).await.unwrap();
    let noted = crate::sign_in::change("staff", 1);
    let swapped = store.swap_setting_noted(TENANT, "providers", None, x, noted);
    assert!(swapped.await.unwrap());
}

/// One letter, and the municipality's words in it.
async fn fill_letters(ground: &Ground) {
    let (document, words) = (crate::documents::document(1), crate::documents::words(1));
    assert!(ground.store.add_document(TENANT, document).await.unwrap());
    assert!(ground.store.put_letter_words(TENANT, words).await.unwrap());
}

/// One draft of a flow, and scenarios of a version.
async fn fill_drafts(ground: &Ground) {
    let draft = crate::drafts::draft("bum", 1, "flow: bum");
    let scenarios = draft.scenarios.clone();
    assert!(ground.store.write_draft(TENANT, draft).await.unwrap());
    let kept = ground.store.put_scenarios(TENANT, "bum", 1, scenarios);
    kept.await.unwrap();
}

/// One hassle, and one trial that waits.
async fn fill_trials(ground: &Ground) {
    let store = &ground.store;
    assert!(
        store
            .note_hassle(TENANT, crate::trials::hassle(1, "decide"))
            .await
            .unwrap()
    );
    let trial = crate::trials::trial(1, &[unit(1)]);
    let made = store.make_trial(TENANT, trial, crate::trials::file());
    assert!(made.await.unwrap());
}

/// One change of the organisation, which leaves it as it is.
async fn fill_organisation(ground: &Ground) {
    let mut again = ground.store.organisation(TENANT).await.unwrap();
    let changed = Changed {
        places: vec![again.places.remove(0)],
        ..Changed::default()
    };
    let kept = ground
        .store
        .keep_organisation(TENANT, change(0, changed))
        .await
        .unwrap();
    assert_eq!(kept, Kept::Yes(1));
}

/// One thing of how people and programs sign in, of each kind.
async fn fill_login(ground: &Ground) {
    let store = &ground.store;
    store.put_session(TENANT, session(1, [5; 32], 60)).await.unwrap();
    store.put_token(TENANT, token(1, [6; 32], 0, 60)).await.unwrap();
    store.put_person(TENANT, of_person(2, "bo", "Bo")).await.unwrap();
    store.put_service(TENANT, service()).await.unwrap();
}

/// One thing of how people are reached, of each kind.
async fn fill_reach(ground: &Ground) {
    let store = &ground.store;
    store.put_reach(TENANT, reach(1)).await.unwrap();
    store.put_absence(TENANT, absence(1, 1, 2)).await.unwrap();
    store.put_feed(TENANT, feed(1, [8; 32])).await.unwrap();
    crate::mails::give_up(ground).await;
    let entries = vec![crate::access::access(1)];
    store.log(TENANT, &[], entries).await.unwrap();
    let sample = crate::access::sample(1, &[1]);
    store.put_sample(TENANT, sample).await.unwrap();
}

fn service() -> Service {
    Service {
        person: person(2),
        owner: person(1),
    }
}

fn calendar() -> CalendarVersion {
    CalendarVersion {
        version: 1,
        rules: b"regler".to_vec(),
        set_at: at(1),
        set_by: "anna".to_owned(),
        why: "Sommer".to_owned(),
        counted_at: None,
    }
}

fn tuning() -> TuningEntry {
    TuningEntry {
        number: 1,
        deed: b"justering".to_vec(),
        set_at: at(1),
        set_by: "anna".to_owned(),
        why: "Mere tid".to_owned(),
        counted_at: None,
    }
}

/// What is seen and how much of it.
pub(crate) type Seen = Vec<(&'static str, usize)>;

/// One where there is something.
pub(crate) fn there<T>(found: &Option<T>) -> usize {
    usize::from(found.is_some())
}

/// The tenant itself sees each of it, once.
pub(crate) fn all_are(seen: &[(&str, usize)]) {
    for (what, count) in seen {
        assert_eq!(*count, 1, "{what} of the tenant itself");
    }
}

/// Another sees none of it.
pub(crate) fn none_are(seen: &[(&str, usize)]) {
    for (what, count) in seen {
        assert_eq!(*count, 0, "{what} of another tenant");
    }
}

/// How much of everything a tenant sees, by name.
async fn seen(ground: &Ground, tenant: TenantId) -> Seen {
    let mut seen = seen_of_cases(ground, tenant).await;
    seen.extend(seen_beside(ground, tenant).await);
    seen.extend(seen_of_signing_in(ground, tenant).await);
    seen.extend(seen_reach(ground, tenant).await);
    seen.extend(seen_organisation(ground, tenant).await);
    seen.extend(seen_letters(ground, tenant).await);
    seen.extend(seen_drafts(ground, tenant).await);
    seen.extend(seen_trials(ground, tenant).await);
    seen
}

/// How much of its organisation a tenant sees, by name.
async fn seen_organisation(ground: &Ground, tenant: TenantId) -> Seen {
    let store = &ground.store;
    let organisation = store.organisation(tenant).await.unwrap();
    let changes = store.organisation_changes(tenant, 9).await.unwrap();
    vec![
        (
            "units today",
            store.units_on(tenant, today()).await.unwrap().len(),
        ),
        ("units of the organisation", organisation.units.len()),
        ("people of the organisation", organisation.people.len()),
        (
            "members",
            store.members(tenant, person(1), today()).await.unwrap().len(),
        ),
        (
            "members of",
            store.members_of(tenant, unit(1), today()).await.unwrap().len(),
        ),
        ("places", organisation.places.len()),
        (
            "the organisation's version",
            usize::try_from(organisation.version).unwrap(),
        ),
        ("the organisation's changes", changes.len()),
    ]
}

/// How much of its cases a tenant sees, by name.
async fn seen_of_cases(ground: &Ground, tenant: TenantId) -> Seen {
    let store = &ground.store;
    let cases = CaseQuery {
        limit: 9,
        ..CaseQuery::default()
    };
    let bound = CaseQuery {
        bound_to: Some((vec![unit(1)], vec![person(1)])),
        ..cases.clone()
    };
    let tasks = |whose| TaskQuery {
        whose,
        due_before: None,
        unclaimed: false,
        marked: None,
        order: TaskOrder::Due,
        after: None,
        limit: 9,
    };
    let answered = store.load(tenant, &[case(1)], &[key(1)]).await.unwrap();
    vec![
        ("cases", answered.cases.len()),
        ("answers", answered.answers.len()),
        ("events", store.events(tenant, case(1), 0, 9).await.unwrap().len()),
        ("found", store.find(tenant, &cases).await.unwrap().len()),
        ("bound", store.find(tenant, &bound).await.unwrap().len()),
        ("parties", store.parties(tenant, case(1)).await.unwrap().len()),
        (
            "unit's tasks",
            store
                .tasks(tenant, &tasks(Whose::Units(vec![unit(1)])))
                .await
                .unwrap()
                .rows
                .len(),
        ),
        (
            "case's tasks",
            store
                .tasks(tenant, &tasks(Whose::Case(case(1))))
                .await
                .unwrap()
                .rows
                .len(),
        ),
        ("inbox", store.inbox(tenant, &of(1, &[1])).await.unwrap().len()),
        (
            "case's inbox",
            store.case_inbox(tenant, case(1), 9).await.unwrap().len(),
        ),
    ]
}

/// How much of what is not of cases a tenant sees, by name.
async fn seen_beside(ground: &Ground, tenant: TenantId) -> Seen {
    let store = &ground.store;
    vec![
        ("flows", store.flows(tenant).await.unwrap().len()),
        (
            "versions",
            store.versions(tenant, "bum", None, 9).await.unwrap().len(),
        ),
        (
            "flow",
            usize::from(store.flow(tenant, "bum", None).await.unwrap().is_some()),
        ),
        (
            "incidents",
            store.incidents(tenant, false, 9).await.unwrap().len(),
        ),
        ("units", store.units(tenant).await.unwrap().len()),
        ("people", store.people(tenant).await.unwrap().len() / 2),
        (
            "login",
            usize::from(store.person_by_login(tenant, "anna").await.unwrap().is_some()),
        ),
        (
            "person",
            usize::from(store.person(tenant, person(1)).await.unwrap().is_some()),
        ),
        ("services", store.services(tenant).await.unwrap().len()),
        (
            "service",
            usize::from(store.service(tenant, person(2)).await.unwrap().is_some()),
        ),
        (
            "setting",
            usize::from(store.setting(tenant, "calendar").await.unwrap().is_some()),
        ),
        (
            "setting changes",
            store.setting_changes(tenant, "providers", 9).await.unwrap().len(),
        ),
        ("calendars", store.calendars(tenant, 9).await.unwrap().len()),
        (
            "calendar",
            usize::try_from(store.calendar_version(tenant).await.unwrap()).unwrap(),
        ),
        ("tunings", store.tunings(tenant, 9).await.unwrap().len()),
        (
            "figures",
            store.figures(tenant, &query(Counted::Done)).await.unwrap().len(),
        ),
        ("open work", store.open_work(tenant, at(9)).await.unwrap().len()),
        (
            "tuning",
            usize::try_from(store.tuning_number(tenant).await.unwrap()).unwrap(),
        ),
        (
            "histories",
            store.histories(tenant, &[case(1)]).await.unwrap().len(),
        ),
        ("access", store.access_after(tenant, 0, 9).await.unwrap().len()),
        ("samples", store.samples(tenant, 9).await.unwrap().len()),
    ]
}

/// How much of what people sign in by a tenant sees, by name.
async fn seen_of_signing_in(ground: &Ground, tenant: TenantId) -> Seen {
    let store = &ground.store;
    vec![
        (
            "session",
            usize::from(store.session(tenant, [5; 32], at(1)).await.unwrap().is_some()),
        ),
        (
            "token",
            usize::from(store.token(tenant, [6; 32], at(1)).await.unwrap().is_some()),
        ),
        ("tokens", store.tokens(tenant, person(1)).await.unwrap().len()),
        (
            "sessions",
            store.sessions(tenant, person(1), at(1)).await.unwrap().len(),
        ),
    ]
}

/// How much of letters a tenant sees, by name.
async fn seen_letters(ground: &Ground, tenant: TenantId) -> Seen {
    let store = &ground.store;
    let document = crate::documents::document(1).id;
    vec![
        (
            "documents",
            store.document_ids(tenant, case(1), 9).await.unwrap().len(),
        ),
        (
            "document",
            usize::from(store.document(tenant, document).await.unwrap().is_some()),
        ),
        ("letter_words", store.letter_words(tenant, 9).await.unwrap().len()),
    ]
}

/// How much of drafts of flows a tenant sees, by name.
async fn seen_drafts(ground: &Ground, tenant: TenantId) -> Seen {
    let store = &ground.store;
    vec![
        (
            "draft",
            usize::from(store.draft(tenant, "bum", None).await.unwrap().is_some()),
        ),
        ("drafts", store.drafts(tenant).await.unwrap().len()),
        (
            "scenarios",
            store.scenarios(tenant, "bum", 1).await.unwrap().len(),
        ),
        ("running", store.running(tenant).await.unwrap().len()),
    ]
}

/// How much of hassles and trials a tenant sees, by name.
async fn seen_trials(ground: &Ground, tenant: TenantId) -> Seen {
    let store = &ground.store;
    let trial = crate::trials::trial(1, &[unit(1)]);
    vec![
        (
            "hassles",
            store.hassles(tenant, None, None, 9).await.unwrap().len(),
        ),
        ("hassle counts", store.hassle_counts(tenant).await.unwrap().len()),
        ("trials", store.trials(tenant, 9).await.unwrap().len()),
        (
            "trial",
            usize::from(store.trial(tenant, trial.id).await.unwrap().is_some()),
        ),
        (
            "trial file",
            usize::from(store.trial_file(tenant, trial.id).await.unwrap().is_some()),
        ),
    ]
}

/// How much of how people are reached a tenant sees, by name.
async fn seen_reach(ground: &Ground, tenant: TenantId) -> Seen {
    let store = &ground.store;
    vec![
        ("reach", store.reach(tenant, &[person(1)]).await.unwrap().len()),
        (
            "absences",
            store
                .absences(tenant, person(1), day("2026-01-01"))
                .await
                .unwrap()
                .len(),
        ),
        (
            "absent",
            store
                .absent(tenant, &[person(1)], day("2026-01-06"))
                .await
                .unwrap()
                .len(),
        ),
        (
            "feed",
            usize::from(store.feed(tenant, [8; 32]).await.unwrap().is_some()),
        ),
        (
            "feed of",
            usize::from(store.feed_of(tenant, person(1)).await.unwrap().is_some()),
        ),
        (
            "mails given up",
            store.given_up_mails(tenant, 9).await.unwrap().len(),
        ),
    ]
}

pub(crate) async fn nothing_of_one_tenant_is_seen_by_another(ground: &Ground) {
    fill(ground).await;
    all_are(&seen(ground, TENANT).await);
    none_are(&seen(ground, OTHER).await);
}

pub(crate) async fn nothing_of_one_tenant_is_changed_by_another(ground: &Ground) {
    fill(ground).await;
    let store = &ground.store;
    let id = notice(2, "").id;
    assert!(!store.deliver(OTHER, id, 1, Delivery::default()).await.unwrap());
    assert!(!store.put_back(OTHER, id, 1, at(1)).await.unwrap());
    store.mark_read(OTHER, notice(1, "").id, at(5)).await.unwrap();
    assert!(!store.resolve(OTHER, INCIDENT, "bo", at(5)).await.unwrap());
    let its = session(1, [5; 32], 60);
    assert!(!store.end_session(OTHER, person(1), its.id).await.unwrap());
    assert_eq!(store.end_sessions(OTHER, person(1), None).await.unwrap(), 0);
    store.prolong_session(OTHER, its.id, at(0), at(0)).await.unwrap();
    store
        .token_used(OTHER, token(1, [6; 32], 0, 60).id, at(9))
        .await
        .unwrap();
    assert!(
        !store
            .end_token(OTHER, person(1), token(1, [6; 32], 0, 60).id)
            .await
            .unwrap()
    );
    store.put_members(OTHER, person(1), Vec::new()).await.unwrap();
    let theirs = change(
        0,
        Changed {
            places: vec![place(1, 1, 1, Days::ALWAYS.ended(today()))],
            ..Changed::default()
        },
    );
    assert!(
        store.keep_organisation(OTHER, theirs).await.is_err(),
        "no such person or unit there"
    );
    store.calendar_counted(OTHER, 1, at(5)).await.unwrap();
    store.tuning_counted(OTHER, 1, at(5)).await.unwrap();
    assert!(
        !store
            .end_absence(OTHER, person(1), absence(1, 1, 2).id)
            .await
            .unwrap()
    );
    assert!(!store.end_feed(OTHER, person(1)).await.unwrap());
    let trial = crate::trials::trial(1, &[unit(1)]).id;
    let started = store.start_trial(OTHER, trial, crate::trials::kept());
    assert_eq!(started.await.unwrap(), None);
    let mail = store.given_up_mails(TENANT, 9).await.unwrap()[0].id;
    assert!(!store.try_mail_again(OTHER, mail, at(9)).await.unwrap());
    assert!(!store.forget_mail(OTHER, mail).await.unwrap());
    all_are(&seen(ground, TENANT).await);
    let inbox = store.case_inbox(TENANT, case(1), 9).await.unwrap();
    assert_eq!(inbox[0].read_at, None);
    assert_eq!(store.calendars(TENANT, 9).await.unwrap(), [calendar()]);
    assert_eq!(store.tunings(TENANT, 9).await.unwrap(), [tuning()]);
    assert_eq!(store.tokens(TENANT, person(1)).await.unwrap()[0].used_at, None);
    assert_eq!(store.incidents(TENANT, true, 9).await.unwrap().len(), 1);
    assert!(store.deliver(TENANT, id, 1, Delivery::default()).await.unwrap());
}

pub(crate) async fn two_tenants_may_have_the_same_ids_and_names(ground: &Ground) {
    fill(ground).await;
    let outcomes = ground.store.commit(OTHER, vec![full()]).await.unwrap();
    assert!(matches!(outcomes[..], [Outcome::Committed { version: 1, .. }]));
    let bo = of_person(1, "anna", "Bo");
    assert!(ground.store.put_person(OTHER, bo.clone()).await.unwrap());
    assert!(ground.store.put_calendar(OTHER, calendar()).await.unwrap());
    assert!(ground.store.put_tuning(OTHER, tuning()).await.unwrap());
    ground
        .store
        .put_session(OTHER, session(1, [5; 32], 60))
        .await
        .unwrap();
    let anna = ground.store.person(TENANT, person(1)).await.unwrap().unwrap();
    assert_eq!((anna.name.as_str(), bo.name.as_str()), ("Anna", "Bo"));
    assert_eq!(ground.history(case(1)).await.len(), 1);
}

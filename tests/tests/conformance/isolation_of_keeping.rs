//! What one tenant keeps of its work, another neither sees nor changes: surveys, how long cases are kept, batches, deeds, copies, mail
//! on its way, and what is chained.

use chrono::Duration;
use samspil_core::case::Counted;
use samspil_core::flow::Discard;
use samspil_core::id::TenantId;
use samspil_core::survey::Group;
use samspil_store::{
    AccessQuery, AnswerWay, Backup, BackupWay, Command, DeedQuery, Delivery, HandOver, HassleSettled,
    HeldFast, LiveQuery, NewBatch, SampleNote, SampleVerdict, Spread, TakenOut, TrialDecision, TrialEnd,
    Unsent,
};
use uuid::Uuid;

use crate::ground::{Ground, OTHER, TENANT};
use crate::isolation::{Seen, all_are, none_are, there};
use crate::rows::{at, case, key, notice, opening, person, task, unit};
use crate::{access, administration, disposals, figures, mails, surveys, trials};

const LEASE: Duration = Duration::minutes(5);

pub(crate) async fn surveys_are_seen_and_changed_by_their_own_tenant_alone(ground: &Ground) {
    let store = &ground.store;
    surveys::begun(ground).await;
    let links = vec![surveys::link(5, Group::Citizen)];
    let put = store.put_survey_links(TENANT, surveys::of(1), links).await;
    assert!(put.unwrap());
    let answer = surveys::answer(1, 1, AnswerWay::Paper);
    assert!(store.add_answer(TENANT, answer, None).await.unwrap());
    let seen = async |tenant: TenantId| -> Seen {
        let of = surveys::of(1);
        vec![
            ("surveys", store.surveys(tenant, 9).await.unwrap().len()),
            (
                "survey",
                there(&store.survey(tenant, surveys::SURVEY).await.unwrap()),
            ),
            (
                "survey link",
                there(&store.survey_link(tenant, [5; 32]).await.unwrap()),
            ),
            (
                "survey links",
                store.survey_links(tenant, of).await.unwrap().len(),
            ),
            ("answers", store.answers(tenant, of).await.unwrap().len()),
        ]
    };
    all_are(&seen(TENANT).await);
    none_are(&seen(OTHER).await);
    let (id, of) = (surveys::SURVEY, surveys::of(1));
    let version = store.put_survey_version(OTHER, id, surveys::version(2)).await;
    assert!(!version.unwrap());
    assert!(!store.open_wave(OTHER, id, surveys::wave(2)).await.unwrap());
    assert!(!store.close_wave(OTHER, of, at(9), "Bo").await.unwrap());
    let links = vec![surveys::link(6, Group::Citizen)];
    assert!(!store.put_survey_links(OTHER, of, links).await.unwrap());
    let answer = surveys::answer(2, 1, AnswerWay::Link);
    assert!(
        !store
            .add_answer(OTHER, answer.clone(), Some([5; 32]))
            .await
            .unwrap()
    );
    all_are(&seen(TENANT).await);
    assert!(store.add_answer(TENANT, answer, Some([5; 32])).await.unwrap());
    assert!(surveys::close(ground, 1).await);
    let same = store.put_survey(OTHER, surveys::survey(), surveys::version(1));
    assert!(same.await.unwrap(), "its id is free for another tenant");
}

pub(crate) async fn how_long_cases_are_kept_is_seen_and_changed_by_their_own_tenant_alone(ground: &Ground) {
    let store = &ground.store;
    let version = disposals::closed(ground, 1, &[("citizen", 1)], 5).await;
    disposals::closed(ground, 2, &[("citizen", 2)], 6).await;
    let hold = disposals::hold(1, HeldFast::Citizen(person(2)), None);
    assert!(store.put_hold(TENANT, hold).await.unwrap());
    let cases = vec![disposals::named(1, 1, Discard::Erase)];
    assert_eq!(
        disposals::propose(ground, disposals::DISPOSAL, cases).await,
        Some(1)
    );
    let id = disposals::DISPOSAL;
    let seen = async |tenant: TenantId| -> Seen {
        let day = disposals::day("2026-02-01");
        let closed = store.closed_cases(tenant, "voksen-bum", at(90), None, 9);
        let both = [case(1), case(2)];
        let held = store.held_fast(tenant, &both, day);
        vec![
            ("holds", store.holds(tenant, 9).await.unwrap().len()),
            ("held fast", held.await.unwrap().len()),
            (
                "is held fast",
                usize::from(store.is_held_fast(tenant, person(2), day).await.unwrap()),
            ),
            ("closed cases", closed.await.unwrap().len()),
            ("disposals", store.disposals(tenant, 9).await.unwrap().len()),
            ("disposal", there(&store.disposal(tenant, id).await.unwrap())),
            (
                "disposal's cases",
                store.disposal_cases(tenant, id, 0, false, 9).await.unwrap().len(),
            ),
        ]
    };
    all_are(&seen(TENANT).await);
    none_are(&seen(OTHER).await);
    let by = disposals::signature(2, 30);
    let held = Uuid::from_u128(1);
    assert!(!store.lift_hold(OTHER, held, by.clone(), "x").await.unwrap());
    let elsewhere = disposals::hold(3, HeldFast::Case(case(1)), None);
    assert!(
        !store.put_hold(OTHER, elsewhere).await.unwrap(),
        "no such case there"
    );
    assert!(!store.withdraw_disposal(OTHER, id, by.clone()).await.unwrap());
    assert!(!store.approve_disposal(OTHER, id, by.clone()).await.unwrap());
    assert!(disposals::approve(ground, id, 2).await);
    let kept = store.keep_case(OTHER, id, case(1), "x", at(40)).await;
    assert!(!kept.unwrap());
    let discarding = disposals::discarding(1, version);
    assert_eq!(store.discard_case(OTHER, discarding).await.unwrap(), None);
    assert!(!store.finish_disposal(OTHER, id, at(50)).await.unwrap());
    all_are(&seen(TENANT).await);
    assert!(disposals::discard(ground, 1, version).await.is_some());
    assert!(store.finish_disposal(TENANT, id, at(50)).await.unwrap());
    assert!(store.lift_hold(TENANT, held, by, "x").await.unwrap());
    let same = store.propose_disposal(OTHER, disposals::disposal(id), Vec::new());
    assert_eq!(same.await.unwrap(), Some(1), "numbered for each tenant by itself");
}

fn backup() -> Backup {
    Backup {
        id: Uuid::from_u128(1),
        taken_at: at(5),
        way: BackupWay::Reported,
        place: "båndrobot 3".to_owned(),
        bytes: Some(7),
        verified_at: Some(at(6)),
        by: "nattens job".to_owned(),
        manifest: "{}".to_owned(),
        fault: None,
    }
}

pub(crate) async fn administrators_work_is_seen_and_changed_by_their_own_tenant_alone(ground: &Ground) {
    let store = &ground.store;
    administration::begin(ground, "1", 1, "anna").await;
    let deed = || administration::deed(1, 1, "roles");
    assert_eq!(store.add_deed(TENANT, deed()).await.unwrap(), 1);
    assert!(store.put_backup(TENANT, backup()).await.unwrap());
    let seen = async |tenant: TenantId| -> Seen {
        let all = DeedQuery {
            limit: 9,
            ..DeedQuery::default()
        };
        vec![
            ("batches", store.batches(tenant, 9).await.unwrap().len()),
            ("deeds", store.deeds(tenant, &all).await.unwrap().len()),
            (
                "deeds after",
                store.deeds_after(tenant, 0, 9).await.unwrap().len(),
            ),
            ("copies", store.backups(tenant, 9).await.unwrap().len()),
            (
                "last whole copy",
                there(&store.last_whole_backup(tenant, at(60)).await.unwrap()),
            ),
        ]
    };
    all_are(&seen(TENANT).await);
    none_are(&seen(OTHER).await);
    let name = administration::name("1");
    store.batch_came(OTHER, &name, (9, 9), at(3)).await.unwrap();
    store.end_batch(OTHER, &name, None, at(4)).await.unwrap();
    all_are(&seen(TENANT).await);
    let batch = store.batches(TENANT, 9).await.unwrap().remove(0);
    assert_eq!((batch.done, batch.ended_at), (0, None));
    // Each has a chain of its own, which begins with the first.
    assert_eq!(store.add_deed(OTHER, deed()).await.unwrap(), 1);
    assert_eq!(store.add_deed(TENANT, deed()).await.unwrap(), 2);
    store.end_batch(TENANT, &name, None, at(4)).await.unwrap();
    let batch = store.batches(TENANT, 9).await.unwrap().remove(0);
    assert_eq!(batch.ended_at, Some(at(4)));
    let same = NewBatch {
        name,
        at: at(7),
        by: "bo".to_owned(),
        done: 0,
        whole: None,
    };
    store.begin_batch(OTHER, same).await.unwrap();
    assert_eq!(
        store.batches(OTHER, 9).await.unwrap()[0].tries,
        1,
        "its own, begun once"
    );
    assert_eq!(store.batches(TENANT, 9).await.unwrap()[0].ended_at, Some(at(4)));
}

pub(crate) async fn what_is_chained_is_seen_and_changed_by_its_own_tenant_alone(ground: &Ground) {
    let store = &ground.store;
    ground.keep(opening(case(1))).await;
    store.log(TENANT, &[], vec![access::access(1)]).await.unwrap();
    let sample = access::sample(1, &[1]);
    store.put_sample(TENANT, sample.clone()).await.unwrap();
    let seen = async |tenant: TenantId| -> Seen {
        let all = AccessQuery {
            limit: 9,
            ..AccessQuery::default()
        };
        let (events, entries) = store.chained(tenant).await.unwrap();
        let head = store.access_head(tenant).await.unwrap();
        let ends = store.changed_ends(tenant, at(-1), None, 9);
        let case_ends = store.case_ends(tenant, None, false, 9);
        let all_events = store.all_events(tenant, None, 9);
        let span = store.access_span(tenant, at(-1), at(60));
        vec![
            ("access", store.access(tenant, &all).await.unwrap().len()),
            ("access head", usize::try_from(head.number).unwrap()),
            ("access span", there(&span.await.unwrap())),
            ("case ends", case_ends.await.unwrap().len()),
            ("all events", all_events.await.unwrap().len()),
            ("changed ends", ends.await.unwrap().len()),
            ("chained events", usize::try_from(events).unwrap()),
            ("chained entries", usize::try_from(entries).unwrap()),
        ]
    };
    all_are(&seen(TENANT).await);
    none_are(&seen(OTHER).await);
    let note = || SampleNote {
        verdict: SampleVerdict::InOrder,
        note: "x".to_owned(),
        at: at(70),
        by: person(2),
    };
    let noted = store.put_sample_note(OTHER, sample.id, 1, note()).await;
    assert!(!noted.unwrap());
    assert_eq!(store.forget_access(OTHER, at(99), 9).await.unwrap(), 0);
    all_are(&seen(TENANT).await);
    let noted = store.put_sample_note(TENANT, sample.id, 1, note()).await;
    assert!(noted.unwrap());
    assert_eq!(store.forget_access(TENANT, at(99), 9).await.unwrap(), 1);
    assert_eq!(store.access_start(TENANT).await.unwrap().number, 1);
    assert_eq!(store.access_start(OTHER).await.unwrap().number, 0);
}

pub(crate) async fn what_is_counted_is_counted_for_its_own_tenant_alone(ground: &Ground) {
    let store = &ground.store;
    let day = "2026-01-05".parse().unwrap();
    let taken = |rows| TakenOut {
        person: person(1),
        day,
        rows,
    };
    assert!(store.take_out(TENANT, taken(100), 100).await.unwrap());
    assert!(!store.take_out(TENANT, taken(1), 100).await.unwrap());
    assert!(
        store.take_out(OTHER, taken(1), 100).await.unwrap(),
        "its own count"
    );
    assert_eq!(store.let_take_out(OTHER, day, None).await.unwrap(), 0);
    assert!(!store.take_out(TENANT, taken(1), 100).await.unwrap());
    ground
        .keep(samspil_store::Commit {
            tasks: vec![task("assess", Some(unit(1)))],
            figures: vec![figures::figure(Counted::Done, "assess", None)],
            ..opening(case(1))
        })
        .await;
    assert_eq!(store.spread_some(OTHER, Spread::All, 9).await.unwrap(), 0);
    assert_eq!(store.spread_figures(OTHER, Spread::All).await.unwrap(), 0);
    let live = LiveQuery {
        flow: "voksen-bum".to_owned(),
        version: None,
        now: at(60),
    };
    for (tenant, expected) in [(TENANT, 1), (OTHER, 0)] {
        let done = figures::query(Counted::Done);
        let events = store.figure_events(tenant, &done, "assess", 9).await.unwrap();
        assert_eq!(events.len(), expected, "{tenant}");
        let steps = store.live_steps(tenant, &live).await.unwrap();
        assert_eq!(steps.waiting.len(), expected, "{tenant}");
    }
}

pub(crate) async fn what_is_on_its_way_is_handed_over_by_its_own_tenant_alone(ground: &Ground) {
    let store = &ground.store;
    ground
        .keep(samspil_store::Commit {
            notices: vec![notice(1, "brev"), notice(2, "brev")],
            ..opening(case(1))
        })
        .await;
    let claimed = store.claim_notices(at(1), LEASE, 9).await.unwrap();
    let handed = |number: usize, delivery: Delivery| HandOver {
        notice: claimed[number].id,
        fence: claimed[number].fence,
        delivery,
    };
    let theirs = vec![handed(0, Delivery::default()), handed(1, Delivery::default())];
    assert!(store.deliver_all(OTHER, theirs).await.unwrap().is_empty());
    let one = crate::directory::of_person(1, "anna", "Anna");
    assert!(store.put_person(TENANT, one).await.unwrap());
    let row = samspil_store::InboxRow {
        id: claimed[0].id,
        case: case(1),
        unit: None,
        person: Some(person(1)),
        on_behalf_of: None,
        at: at(1),
        body: b"brev".to_vec(),
        read_at: None,
    };
    let delivery = Delivery {
        inbox: vec![row],
        tellings: Vec::new(),
        mails: vec![mails::mail(1, 1)],
    };
    let own = vec![handed(0, delivery)];
    assert_eq!(store.deliver_all(TENANT, own).await.unwrap().len(), 1);
    for (tenant, expected) in [(TENANT, 1), (OTHER, 0)] {
        let found = store.notice(tenant, claimed[0].id).await.unwrap();
        assert_eq!(there(&found), expected, "{tenant}");
        let found = store.notices(tenant, &[claimed[0].id]).await.unwrap();
        assert_eq!(found.len(), expected, "{tenant}");
    }
    assert_eq!(store.gather_mails(OTHER, at(2), 9).await.unwrap(), 0);
    assert!(
        store
            .claim_mails(OTHER, at(2), LEASE, 9)
            .await
            .unwrap()
            .is_empty()
    );
    let mail = store
        .claim_mails(TENANT, at(2), LEASE, 9)
        .await
        .unwrap()
        .remove(0);
    let unsent = Unsent::GivenUp {
        at: at(2),
        fault: "x".to_owned(),
    };
    assert!(!store.mail_sent(OTHER, mail.id, mail.fence).await.unwrap());
    let given_up = store.mail_unsent(OTHER, mail.id, mail.fence, unsent).await;
    assert!(!given_up.unwrap());
    assert!(store.mail_sent(TENANT, mail.id, mail.fence).await.unwrap());
}

pub(crate) async fn answers_settings_and_trials_are_of_their_own_tenant_alone(ground: &Ground) {
    let store = &ground.store;
    let asked = || Command {
        id: key(3),
        body: [3; 32],
        answer: b"svar".to_vec(),
    };
    assert_eq!(store.keep_answer(TENANT, asked(), at(1)).await.unwrap(), None);
    assert_eq!(
        store.keep_answer(OTHER, asked(), at(1)).await.unwrap(),
        None,
        "the key of another tenant's answer is free"
    );
    let swap = |tenant, seen: Option<&'static [u8]>| store.swap_setting(tenant, "x", seen, b"1".to_vec());
    assert!(swap(TENANT, None).await.unwrap());
    assert!(!swap(OTHER, Some(b"1")).await.unwrap());
    let forgotten = store.forget(OTHER, at(99), at(99), 9).await.unwrap();
    assert_eq!(forgotten, 1, "its own answer alone");
    assert!(store.keep_answer(TENANT, asked(), at(1)).await.unwrap().is_some());

    trials::published(ground).await;
    let hassle = trials::hassle(1, "decide");
    assert!(store.note_hassle(TENANT, hassle.clone()).await.unwrap());
    let trial = trials::trial(1, &[unit(1)]);
    let made = store.make_trial(TENANT, trial.clone(), trials::file()).await;
    assert!(made.unwrap());
    let started = store.start_trial(TENANT, trial.id, trials::kept()).await;
    assert_eq!(started.unwrap(), Some(2));
    for (tenant, expected) in [(TENANT, 1), (OTHER, 0)] {
        let hassles = store.hassles_of(tenant, &[hassle.id]).await.unwrap();
        let of = store.trial_of(tenant, "bum", 2).await.unwrap();
        let version = store
            .trial_version(tenant, "bum", &trial.units, trial.first_day)
            .await
            .unwrap();
        assert_eq!(
            (hassles.len(), there(&of), there(&version)),
            (expected, expected, expected),
            "{tenant}"
        );
    }
    let settled = || HassleSettled {
        at: at(80),
        by: "x".to_owned(),
        because: "x".to_owned(),
    };
    let end = || TrialEnd {
        decision: TrialDecision::Drop,
        because: "x".to_owned(),
        at: at(90),
        by: "x".to_owned(),
        kept_as: None,
    };
    assert!(!store.settle_hassle(OTHER, hassle.id, settled()).await.unwrap());
    assert!(!store.end_trial(OTHER, trial.id, end()).await.unwrap());
    assert!(store.settle_hassle(TENANT, hassle.id, settled()).await.unwrap());
    assert!(store.end_trial(TENANT, trial.id, end()).await.unwrap());
}

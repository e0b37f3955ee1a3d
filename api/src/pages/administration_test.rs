//! An administrator's pages: the calendar with what moves shown first, work in many steps, the journal of deeds, copies of the
//! database. And My tasks by the day to follow up.

use samspil_core::id::TenantId;
use samspil_runtime::{Clock, SystemClock};
use samspil_store::{Backup, BackupWay, BatchKind, BatchName, NewBatch};
use serde_json::{Value, json};
use uuid::Uuid;

use super::trial::{TENANT, Trial, main_of, value_of};

const FLOW: &str = "samspil: 1
flow: kept
title: {da: Holdt, en: Kept}
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
does:
  decide: {decision: {da: Afgør sagen, en: Decide}, by: caseworker, due: 10 working days}
";

fn closed(todo: &'static str, why: &'static str, previewed: &str) -> Vec<(&'static str, String)> {
    vec![
        ("do", todo.to_owned()),
        ("unit", String::new()),
        ("from", "2026-01-12".to_owned()),
        ("to", "2026-01-14".to_owned()),
        ("name_da", "Flyttedage".to_owned()),
        ("name_en", "Moving".to_owned()),
        ("why", why.to_owned()),
        ("seen", "0".to_owned()),
        ("previewed", previewed.to_owned()),
    ]
}

async fn post(trial: &Trial, path: &str, fields: &[(&str, String)]) -> super::trial::Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    trial.post("adam", path, &fields).await
}

#[tokio::test]
async fn the_calendar_shows_the_closed_days_of_a_year_to_administrators() {
    let trial = Trial::new().await;
    assert_eq!(trial.get("rikke", "/calendars").await.status, 403);
    let page = trial.get("adam", "/calendars?year=2023").await;
    assert!(page.body.contains("Store bededag"), "by the law of its time");
    let page = trial.get("adam", "/calendars").await;
    let main = main_of(&page.body);
    assert!(
        !main.contains("Store bededag") && main.contains("Juleaften er lukket hvert år"),
        "{main}"
    );
    let wrong = post(
        &trial,
        "/calendars/add/own",
        &[("do", "preview".to_owned()), ("from", "i går".to_owned())],
    )
    .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("Vælg en dato.") && wrong.body.contains("hvad dagen hedder"));
}

/// Adds the moving days to the calendar, which is shown in English.
async fn moving_days_added(trial: &Trial) -> String {
    let path = "/calendars/add/own";
    let shown = post(trial, path, &closed("apply", "Flytning", "")).await;
    assert_eq!(shown.status, 200, "what was not looked at is shown first");
    let main = main_of(&shown.body);
    assert!(
        main.contains("Én frist i åbne sager ville flytte sig, 0 ville straks"),
        "{main}"
    );
    assert!(
        main.contains("19.01.2026") && main.contains("22.01.2026"),
        "{main}"
    );
    assert!(
        main.contains("Nyt: Flyttedage, lukket fra 12.01.2026 til 14.01.2026"),
        "{main}"
    );
    let previewed = value_of(&shown.body, "previewed").to_owned();
    let silent = post(trial, path, &closed("apply", "", &previewed)).await;
    assert_eq!(silent.status, 422, "a reason is needed");
    let done = post(trial, path, &closed("apply", "Flytning", &previewed)).await;
    assert_eq!(
        (done.status, done.to.as_str()),
        (303, "/calendars"),
        "{}",
        done.body
    );
    let page = trial.get_english("adam", "/calendars").await;
    let main = main_of(&page.body);
    assert!(
        main.contains("Moving, closed from 12.01.2026 to 14.01.2026"),
        "{main}"
    );
    assert!(
        main.contains("New: Moving") && main.contains("Flytning"),
        "{main}"
    );
    page.body
}

#[tokio::test]
async fn a_closed_day_is_added_after_what_moves_was_seen_and_taken_away_again() {
    let trial = Trial::new().await;
    trial.case_of(FLOW, "kept", json!(null)).await;
    let page = moving_days_added(&trial).await;
    let away = main_of(&page)
        .split("href=\"")
        .find(|rest| rest.contains("Take away: Moving"))
        .unwrap();
    let away = away.split('"').next().unwrap().to_owned();
    let shown = trial.get("adam", &away).await;
    assert!(
        main_of(&shown.body).contains("Væk: Flyttedage"),
        "{}",
        main_of(&shown.body)
    );
    let fields = |why: &str| {
        vec![
            ("do", "apply".to_owned()),
            ("seen", value_of(&shown.body, "seen").to_owned()),
            ("previewed", value_of(&shown.body, "previewed").to_owned()),
            ("why", why.to_owned()),
        ]
    };
    assert_eq!(post(&trial, &away, &fields("Alligevel ikke")).await.status, 303);
    assert_eq!(
        trial.get("adam", &away).await.status,
        409,
        "the line is of another version"
    );
    let back = trial.get("adam", "/calendars/versions/2/back").await;
    assert!(
        main_of(&back.body).contains("Nyt: Flyttedage"),
        "{}",
        main_of(&back.body)
    );
}

#[tokio::test]
async fn the_closed_days_of_a_year_are_told_to_programs_and_as_a_file() {
    let trial = Trial::new().await;
    let days: Value = {
        let answer = trial.get("rikke", "/api/v1/calendar/days?year=2026").await;
        serde_json::from_str(&answer.body).unwrap()
    };
    let first = &days[0];
    assert_eq!(first["day"], "2026-01-01");
    assert_eq!(first["statutory"], true);
    let csv = trial.get("adam", "/calendars?as=csv").await;
    assert!(csv.body.contains("Juleaften"), "{}", csv.body);
}

#[tokio::test]
async fn opening_hours_and_fixed_days_are_laid_down_and_the_only_hours_stay() {
    let trial = Trial::new().await;
    let hours = |todo: &str, previewed: &str, monday: &str| {
        vec![
            ("do", todo.to_owned()),
            ("from", "2026-02-01".to_owned()),
            ("weekday-monday", monday.to_owned()),
            ("weekday-thursday", "10-17".to_owned()),
            ("why", "Færre timer".to_owned()),
            ("previewed", previewed.to_owned()),
        ]
    };
    let path = "/calendars/add/hours";
    let wrong = post(&trial, path, &hours("preview", "", "ni-femten")).await;
    assert!(
        wrong.status == 422 && wrong.body.contains("08:30-16:00"),
        "{}",
        main_of(&wrong.body)
    );
    let shown = post(&trial, path, &hours("preview", "", "8.30-16")).await;
    let previewed = value_of(&shown.body, "previewed").to_owned();
    assert_eq!(
        post(&trial, path, &hours("apply", &previewed, "8.30-16"))
            .await
            .status,
        303
    );
    let page = trial.get("adam", "/calendars").await;
    let main = main_of(&page.body);
    assert!(
        main.contains("Åbent fra 01.02.2026: mandag 08:30-16:00, torsdag 10:00-17:00"),
        "{main}"
    );
    let office = |todo: &str, previewed: &str| {
        vec![
            ("do", todo.to_owned()),
            ("day", "friday_after_ascension".to_owned()),
            ("from", "2027-01-01".to_owned()),
            ("why", "Alle holder fri".to_owned()),
            ("previewed", previewed.to_owned()),
        ]
    };
    let path = "/calendars/add/office";
    let shown = post(&trial, path, &office("preview", "")).await;
    let previewed = value_of(&shown.body, "previewed").to_owned();
    assert_eq!(post(&trial, path, &office("apply", &previewed)).await.status, 303);
    let page = trial.get("adam", "/calendars?year=2027").await;
    assert!(main_of(&page.body).contains("Fredag efter Kristi himmelfart er lukket fra 01.01.2027"));
    assert_eq!(trial.get("adam", "/calendars/add/nothing").await.status, 404);
}

#[tokio::test]
async fn work_in_many_steps_tells_how_far_it_is_and_is_begun_anew() {
    let trial = Trial::new().await;
    trial.case_of(FLOW, "kept", json!(null)).await;
    assert!(
        trial
            .get("adam", "/batches")
            .await
            .body
            .contains("Der er ingen kørsler endnu.")
    );
    let path = "/calendars/add/own";
    let shown = post(&trial, path, &closed("preview", "", "")).await;
    let previewed = value_of(&shown.body, "previewed").to_owned();
    post(&trial, path, &closed("apply", "Flytning", &previewed)).await;
    let page = trial.get("adam", "/batches").await;
    let main = main_of(&page.body);
    assert!(main.contains("Sager regnes om efter kalender 1"), "{main}");
    assert!(
        main.contains("1 af 1 sager") && main.contains("én frist flyttede sig"),
        "{main}"
    );
    assert!(
        main.contains("færdig") && main.contains("af Adam Administrator"),
        "{main}"
    );
    let again = trial.post("adam", "/batches/calendar/1/again", &[]).await;
    assert_eq!(again.status, 409, "it is done");
    let store = trial.engine.store();
    let name = BatchName {
        kind: BatchKind::Tuning,
        about: "7".to_owned(),
    };
    let batch = NewBatch {
        name: name.clone(),
        at: trial.engine.clock().now(),
        by: "anna".to_owned(),
        done: 0,
        whole: Some(9),
    };
    store.begin_batch(TENANT, batch).await.unwrap();
    let now = trial.engine.clock().now();
    let fault =
        Some("{\"key\":\"batches-fell\",\"args\":{\"detail\":{\"text\":\"disken er fuld\"}}}".to_owned());
    store.end_batch(TENANT, &name, fault, now).await.unwrap();
    let page = trial.get("adam", "/batches").await;
    let main = main_of(&page.body);
    assert!(
        main.contains("Det gik ikke: disken er fuld") && main.contains("Begynd igen"),
        "{main}"
    );
    let again = trial.post("adam", "/batches/tuning/7/again", &[]).await;
    assert_eq!((again.status, again.to.as_str()), (303, "/batches"));
    let list = trial.get("adam", "/api/v1/batches").await;
    let list: Value = serde_json::from_str(&list.body).unwrap();
    let one = list
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["kind"] == "tuning")
        .unwrap();
    assert_eq!((&one["state"], &one["tries"]), (&json!("done"), &json!(2)));
    assert_eq!(one["fault"], Value::Null);
    assert_eq!(
        trial.post("adam", "/batches/import/7/again", &[]).await.status,
        404
    );
    let csv = trial.get("adam", "/batches?as=csv").await;
    assert!(csv.body.contains("kalender 1"), "{}", csv.body);
}

#[tokio::test]
async fn a_file_that_is_taken_in_is_a_batch_and_so_is_one_that_does_not_fit() {
    let trial = Trial::new().await;
    let take = async |text: &str| {
        let form = [("source", "løn"), ("text", text)];
        trial.upload("adam", "/organisation/file/take-in", &form).await
    };
    let fits = "type;id;navn;brugernavn;person;enhed\nenhed;u1;Æblehaven;;;\nperson;p1;Bo Ny;bony;;\nplads;;;;p1;u1\n";
    assert_eq!(take(fits).await.status, 303);
    let page = trial.get("adam", "/batches").await;
    let main = main_of(&page.body);
    assert!(
        main.contains("Organisationen læses ind fra fil") && main.contains("3 af 3 linjer"),
        "{main}"
    );
    let own = "type;id;navn;brugernavn;person;enhed\nenhed;u1;Æblehaven;;;\nperson;p9;Adam Administrator;adam;;\nplads;;;;p9;u1\n";
    let refused = take(own).await.status;
    assert!(
        (400..500).contains(&refused),
        "nobody gives themselves a place: {refused}"
    );
    let page = trial.get("adam", "/batches").await;
    let main = main_of(&page.body);
    assert!(
        main.contains("gik galt") && main.contains("Send filen igen"),
        "{main}"
    );
    assert!(main.contains("0 af 3 linjer"), "{main}");
    let journal = trial.get("adam", "/journal?kind=organisation").await;
    let main = main_of(&journal.body);
    assert_eq!(main.matches("Ændrede organisationen").count(), 1, "{main}");
    assert!(main.contains(", fil)"), "{main}");
}

#[tokio::test]
async fn the_journal_tells_who_did_what_with_before_and_after_and_why() {
    let trial = Trial::new().await;
    assert_eq!(trial.get("rikke", "/journal").await.status, 403);
    let given = trial
        .post(
            "adam",
            "/roles",
            &[("login", "rikke"), ("roles", "staff"), ("roles", "administrator")],
        )
        .await;
    assert_eq!(given.status, 303, "{}", given.body);
    let shown = post(&trial, "/calendars/add/own", &closed("preview", "", "")).await;
    let previewed = value_of(&shown.body, "previewed").to_owned();
    post(
        &trial,
        "/calendars/add/own",
        &closed("apply", "Flytning", &previewed),
    )
    .await;
    let refused = trial.post("adam", "/roles", &[("login", "nobody")]).await;
    assert_eq!(refused.status, 422, "what was refused is no deed");
    let page = trial.get("adam", "/journal").await;
    let main = main_of(&page.body);
    assert!(main.contains("Gav roller til Rikke Rådgiver"), "{main}");
    assert!(
        main.contains("Roller: medarbejder → medarbejder, administrator"),
        "{main}"
    );
    assert!(
        main.contains("Fastlagde kalender 1") && main.contains("Nyt: Flyttedage"),
        "{main}"
    );
    assert!(main.contains("Flytning"), "{main}");
    assert_eq!(
        main.matches("Adam Administrator").count(),
        2,
        "each deed once: {main}"
    );
    let only = trial.get("adam", "/journal?kind=roles&login=adam").await;
    let main = main_of(&only.body);
    assert!(
        main.contains("Gav roller") && !main.contains("Fastlagde"),
        "{main}"
    );
    let nobody = trial.get("adam", "/journal?login=rikke").await;
    assert!(main_of(&nobody.body).contains("Der er ingen."));
    let before = trial.get("adam", "/journal?until=2026-01-04").await;
    assert!(main_of(&before.body).contains("Der er ingen."));
    let english = trial.get_english("adam", "/journal").await;
    assert!(main_of(&english.body).contains("Gave roles to Rikke Rådgiver"));
    let api = trial.get("adam", "/api/v1/deeds?kind=roles&limit=1").await;
    let api: Value = serde_json::from_str(&api.body).unwrap();
    assert_eq!(api["rows"][0]["number"], 1);
    assert_eq!(api["rows"][0]["by"], "Adam Administrator");
    for ending in ["csv", "xlsx"] {
        let file = trial.raw("adam", &format!("/journal?as={ending}")).await;
        assert_eq!(file.0, 200, "{ending}");
        assert!(!file.1.is_empty());
    }
}

#[tokio::test]
async fn the_ground_of_a_hold_which_may_tell_of_a_citizen_stands_in_no_journal() {
    let trial = Trial::new().await;
    let case = trial.case(1).await.to_string();
    let held = [
        ("on", "case"),
        ("number", case.as_str()),
        ("ground", "Klagesag 7"),
        ("until", ""),
    ];
    let held = trial.post("adam", "/retention/holds", &held).await;
    assert_eq!(held.status, 303, "{}", main_of(&held.body));
    let page = trial.get("adam", "/journal?kind=retention").await;
    let main = main_of(&page.body);
    assert!(
        main.contains("Lagde et slettestop") && !main.contains("Klagesag 7"),
        "{main}"
    );
}

async fn backup(trial: &Trial, number: u128, hours: i64, whole: bool) {
    let taken_at = SystemClock.now() - chrono::TimeDelta::hours(hours);
    let backup = Backup {
        id: Uuid::from_u128(number),
        taken_at,
        way: BackupWay::Reported,
        place: "båndrobot 3".to_owned(),
        bytes: Some(123_456_789),
        verified_at: whole.then_some(taken_at),
        by: "nattens job".to_owned(),
        manifest: "{}".to_owned(),
        fault: None,
    };
    trial.engine.store().put_backup(TENANT, backup).await.unwrap();
}

#[tokio::test]
async fn the_age_of_the_last_whole_copy_is_told_with_a_warning_where_it_is_old() {
    let trial = Trial::new().await;
    let health = || trial.get("adam", "/health/backup");
    let page = trial.get("adam", "/system").await;
    assert!(
        main_of(&page.body).contains("Ingen kopi er efterset"),
        "{}",
        main_of(&page.body)
    );
    assert_eq!(health().await.status, 503);
    backup(&trial, 1, 30, true).await;
    backup(&trial, 2, 1, false).await;
    let page = trial.get("adam", "/system").await;
    let main = main_of(&page.body);
    assert!(main.contains("30 timer gammel: Tag en ny"), "{main}");
    assert!(
        main.contains("123 MB") && main.contains("meldt af nattens job"),
        "{main}"
    );
    assert_eq!(health().await.status, 503, "one that was not checked is none");
    backup(&trial, 3, 2, true).await;
    let page = trial.get("adam", "/system").await;
    assert!(
        main_of(&page.body).contains("er 2 timer gammel."),
        "{}",
        main_of(&page.body)
    );
    assert_eq!(health().await.status, 200);
    let api = trial.get("adam", "/api/v1/backups").await;
    let api: Value = serde_json::from_str(&api.body).unwrap();
    assert_eq!(
        (&api["too_old"], &api["archiving"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(api["rows"].as_array().unwrap().len(), 3);
    // A municipality that has none is not covered by another's.
    let store = trial.engine.store();
    store.add_tenant(TenantId(12_345_679), "Anden").await.unwrap();
    assert_eq!(health().await.status, 503);
}

#[tokio::test]
async fn my_tasks_go_by_the_day_to_follow_up() {
    let trial = Trial::new().await;
    for number in 1..=3 {
        trial.case(number).await;
    }
    let page = trial.get("rikke", "/tasks?tab=units&order=follow_up").await;
    assert_eq!(page.status, 200);
    let main = main_of(&page.body);
    assert!(main.contains("<strong>Efter opfølgning</strong>"), "{main}");
    let api = trial
        .get("rikke", "/api/v1/tasks?whose=units&order=follow_up&limit=1")
        .await;
    assert_eq!(api.status, 200, "{}", api.body);
}

//! The pages of the organisation, as an administrator goes through them without scripts.

use super::trial::{ADMINISTRATOR, Trial, main_of, value_of};

/// A unit of the trial, as it stands in addresses.
fn unit(number: u128) -> String {
    uuid::Uuid::from_u128(number).to_string()
}

#[tokio::test]
async fn units_are_made_changed_and_ended_on_pages() {
    let trial = Trial::new().await;
    let tree = trial.get(ADMINISTRATOR, "/organisation").await;
    assert!(tree.body.contains("Voksenmyndighed") && tree.body.contains("Ny enhed"));
    let form = [
        ("name", "Team Nord"),
        ("kind", "team"),
        ("side", "authority"),
        ("parent", &unit(10)),
    ];
    let made = trial.post(ADMINISTRATOR, "/organisation/new-unit", &form).await;
    assert_eq!(made.status, 303);
    let page = trial.get(ADMINISTRATOR, &made.to).await;
    assert!(page.body.contains("Team Nord") && page.body.contains("Ligger under"));
    let twice = trial.post(ADMINISTRATOR, "/organisation/new-unit", &form).await;
    assert_eq!(twice.status, 422, "the name is another's");
    assert_eq!(
        value_of(&twice.body, "name"),
        "Team Nord",
        "what was written stays"
    );
    let wrong = [
        ("name", "Bakken"),
        ("kind", "organisation"),
        ("side", "provider"),
        ("cvr", "12345678"),
    ];
    let wrong = trial.post(ADMINISTRATOR, "/organisation/new-unit", &wrong).await;
    assert!(
        wrong.status == 422 && wrong.body.contains("id=\"cvr-error\""),
        "{}",
        main_of(&wrong.body)
    );
    let top = format!("/organisation/units/{}", unit(10));
    let ring = [
        ("name", "Voksenmyndighed"),
        ("side", "authority"),
        ("parent", made.to.rsplit('/').next().unwrap()),
    ];
    let ring = trial.post(ADMINISTRATOR, &top, &ring).await;
    assert!(ring.status == 422 && ring.body.contains("kan ikke ligge under sig selv"));
    assert!(
        trial
            .get(ADMINISTRATOR, &top)
            .await
            .body
            .contains("med én enhed under sig")
    );
    let ended = trial.post(ADMINISTRATOR, &format!("{top}/end"), &[]).await;
    assert_eq!(ended.status, 303);
    let page = trial.get(ADMINISTRATOR, &made.to).await;
    assert!(
        page.body.contains("til og med 04.01.2026"),
        "{}",
        main_of(&page.body)
    );
    assert!(
        !page.body.contains("id=\"end-unit\""),
        "what is over does not end again"
    );
}

#[tokio::test]
async fn a_place_is_given_and_ended_and_sight_goes_with_it() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let case = format!("/cases/{case}");
    assert_eq!(trial.get("rikke", &case).await.status, 200);
    let found = trial.get(ADMINISTRATOR, "/organisation?find=rikke").await;
    let from = found.body.find("/organisation/people/").unwrap();
    let person = found.body[from..].split('"').next().unwrap();
    let page = trial.get(ADMINISTRATOR, person).await;
    let from = page.body.find("/organisation/places/").unwrap();
    let end = page.body[from..].split('"').next().unwrap();
    let ended = trial.post(ADMINISTRATOR, end, &[]).await;
    assert_eq!((ended.status, ended.to.as_str()), (303, person));
    assert_eq!(trial.get("rikke", &case).await.status, 404);
    let places = format!("{person}/places");
    let unit = unit(10);
    let given = [
        ("unit", unit.as_str()),
        ("acts_as", "caseworker, team_leader"),
        ("leads", "yes"),
        ("begins", "05-01-2026"),
    ];
    assert_eq!(trial.post(ADMINISTRATOR, &places, &given).await.status, 303);
    assert_eq!(trial.get("rikke", &case).await.status, 200);
    let page = trial.get(ADMINISTRATOR, person).await;
    assert!(
        page.body.contains("forbi") && page.body.contains("leder enheden"),
        "{}",
        main_of(&page.body)
    );
    for (name, value, at) in [
        ("begins", "igår", "begins-error"),
        ("acts_as", "Case-Worker", "acts_as-error"),
        ("stands_in_for", "ingen", "stands_in_for-error"),
        ("unit", "", "unit-error"),
    ] {
        let mut form = given.to_vec();
        form.retain(|(known, _)| *known != name);
        form.push((name, value));
        let wrong = trial.post(ADMINISTRATOR, &places, &form).await;
        assert!(
            wrong.status == 422 && wrong.body.contains(at),
            "{name}: {}",
            main_of(&wrong.body)
        );
    }
}

#[tokio::test]
async fn a_person_is_changed_closed_and_away() {
    let trial = Trial::new().await;
    let found = trial.get(ADMINISTRATOR, "/organisation?find=rikke").await;
    let from = found.body.find("/organisation/people/").unwrap();
    let person = found.body[from..].split('"').next().unwrap();
    let away = format!("{person}/absences");
    let days = [
        ("first_day", "2026-01-10"),
        ("last_day", "2026-01-12"),
        ("deputy", "tina"),
    ];
    assert_eq!(trial.post(ADMINISTRATOR, &away, &days).await.status, 303);
    let themselves = [days[0], days[1], ("deputy", ADMINISTRATOR)];
    let refused = trial.post(ADMINISTRATOR, &away, &themselves).await;
    assert!(
        refused.status >= 400,
        "nobody makes themselves a deputy: {}",
        refused.status
    );
    assert!(trial.get(ADMINISTRATOR, person).await.body.contains("10.01.2026"));
    let nobody = [
        ("first_day", "2026-01-10"),
        ("last_day", "2026-01-12"),
        ("deputy", "ingen"),
    ];
    let wrong = trial.post(ADMINISTRATOR, &away, &nobody).await;
    assert!(wrong.status == 422 && wrong.body.contains("deputy-error"));
    let closed = [
        ("name", "Rikke R."),
        ("login", "rikke"),
        ("job", "Rådgiver"),
        ("active", "no"),
    ];
    assert_eq!(trial.post(ADMINISTRATOR, person, &closed).await.status, 303);
    let page = trial.get(ADMINISTRATOR, person).await;
    assert!(page.body.contains("Rikke R.") && page.body.contains("lukket"));
    assert_ne!(
        trial.get("rikke", "/tasks").await.status,
        200,
        "she is out at once"
    );
    // Who had the page open since before changes a name there, and opens no account by it.
    let stale = [
        ("name", "Rikke Rask"),
        ("login", "rikke"),
        ("active", "yes"),
        ("was", "yes"),
    ];
    assert_eq!(trial.post(ADMINISTRATOR, person, &stale).await.status, 303);
    let page = trial.get(ADMINISTRATOR, person).await;
    assert!(page.body.contains("Rikke Rask") && page.body.contains(">lukket</span>"));
    let meant = [
        ("name", "Rikke Rask"),
        ("login", "rikke"),
        ("active", "yes"),
        ("was", "no"),
    ];
    assert_eq!(trial.post(ADMINISTRATOR, person, &meant).await.status, 303);
    let page = trial.get(ADMINISTRATOR, person).await;
    assert!(!page.body.contains(">lukket</span>"), "{}", main_of(&page.body));
    let journal = trial.get_english(ADMINISTRATOR, "/organisation/changes").await;
    assert!(journal.body.contains("Journal of changes") && journal.body.contains("pages"));
}

#[tokio::test]
async fn a_job_function_is_kept_on_its_page() {
    let trial = Trial::new().await;
    let path = "/organisation/functions";
    let form = [
        ("name", "Teamleder"),
        ("acts_as", "team_leader caseworker"),
        ("leads", "yes"),
    ];
    assert_eq!(trial.post(ADMINISTRATOR, path, &form).await.status, 303);
    let page = trial.get(ADMINISTRATOR, path).await;
    assert!(page.body.contains("team_leader, caseworker") && page.body.contains("leder enheden"));
    let wrong = trial
        .post(ADMINISTRATOR, path, &[("name", ""), ("acts_as", "x")])
        .await;
    assert!(wrong.status == 422 && wrong.body.contains("name-error"));
}

#[tokio::test]
async fn a_file_is_looked_at_before_it_is_taken_in() {
    let trial = Trial::new().await;
    let text = "type;id;navn;brugernavn;person;enhed\nenhed;u1;Æblehaven;;;\nperson;p1;Bo Ny;bony;;\nplads;;;;p1;u1\n";
    let sent = [("source", "løn"), ("file", text)];
    let looked = trial.upload(ADMINISTRATOR, "/organisation/file", &sent).await;
    assert_eq!(looked.status, 200, "{}", main_of(&looked.body));
    assert!(looked.body.contains("Ny: enheden Æblehaven") && looked.body.contains("3 nye"));
    assert!(
        !trial
            .get(ADMINISTRATOR, "/organisation")
            .await
            .body
            .contains("Æblehaven"),
        "only looked at"
    );
    let again = value_of(&looked.body, "text").to_owned();
    let taken = [("source", "løn"), ("text", again.as_str())];
    assert_eq!(
        trial
            .upload(ADMINISTRATOR, "/organisation/file/take-in", &taken)
            .await
            .status,
        303
    );
    assert!(
        trial
            .get(ADMINISTRATOR, "/organisation")
            .await
            .body
            .contains("Æblehaven")
    );
    let nothing = trial.upload(ADMINISTRATOR, "/organisation/file", &sent).await;
    assert!(nothing.body.contains("Filen ændrer intet.") && !nothing.body.contains("take-in"));
    let wrong = trial.upload(
        ADMINISTRATOR,
        "/organisation/file",
        &[("source", "løn"), ("file", "type;id;navn\nhest;1;x\n")],
    );
    let wrong = wrong.await;
    assert!(
        wrong.status == 422 && wrong.body.contains("Linje 2, kolonne 1 (type)"),
        "{}",
        main_of(&wrong.body)
    );
    let unnamed = trial
        .upload(
            ADMINISTRATOR,
            "/organisation/file",
            &[("source", " "), ("file", text)],
        )
        .await;
    assert_eq!(unnamed.status, 422);
    let csv = trial
        .get(ADMINISTRATOR, "/organisation.csv?source=l%C3%B8n")
        .await;
    assert!(csv.body.contains("enhed;u1;Æblehaven;"), "{}", csv.body);
}

#[tokio::test]
async fn only_administrators_come_here() {
    let trial = Trial::new().await;
    for path in [
        "/organisation",
        "/organisation/file",
        "/organisation.csv",
        "/organisation/changes",
    ] {
        assert_eq!(trial.get("rikke", path).await.status, 403, "{path}");
    }
}

//! A clock is put off and acknowledged on pages, by those who answer for it and by nobody else.

use super::trial::{Trial, main_of};

#[tokio::test]
async fn a_deadline_is_put_off_with_a_reason_within_its_cap() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let page = trial.get("rikke", &format!("/cases/{case}")).await;
    let extend = format!("/cases/{case}/clocks/assess/extend");
    assert!(page.body.contains(&extend), "{}", main_of(&page.body));
    let asked = trial.get("rikke", &extend).await;
    assert_eq!(asked.status, 200);
    assert!(asked.body.contains("2 uger") && asked.body.contains("serviceloven § 141"));
    for (form, fault) in [
        (
            [("count", "2"), ("unit", "weeks"), ("reason", " ")],
            "Skriv en kort begrundelse",
        ),
        (
            [("count", "to"), ("unit", "weeks"), ("reason", "Ferie")],
            "Skriv et helt tal",
        ),
        (
            [("count", "2"), ("unit", "years"), ("reason", "Ferie")],
            "Skriv et helt tal",
        ),
        (
            [("count", "3"), ("unit", "weeks"), ("reason", "Ferie")],
            "højst forlænges med 2 uger",
        ),
    ] {
        let refused = trial.post("rikke", &extend, &form).await;
        assert_eq!(refused.status, 422, "{form:?}");
        assert!(
            refused.body.contains(fault),
            "{form:?}: {}",
            main_of(&refused.body)
        );
    }
    let form = [
        ("count", "2"),
        ("unit", "weeks"),
        ("reason", "Borgeren er på ferie"),
    ];
    assert_eq!(trial.post("rikke", &extend, &form).await.status, 303);
    let page = trial.get("rikke", &format!("/cases/{case}")).await;
    let said = "»Vurdér støttebehovet« blev forlænget med 2 uger til 26.01.2026: Borgeren er på ferie";
    assert!(page.body.contains(said), "{}", main_of(&page.body));
    assert!(page.body.contains("Forlænget med 2 uger: til 26.01.2026."));
    let stranger = trial.get("ulla", &extend).await;
    assert_eq!(
        stranger.status, 409,
        "the provider sees the task and does not answer for it"
    );
    assert_eq!(
        trial
            .get("rikke", &format!("/cases/{case}/clocks/nothing/extend"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_reminder_is_acknowledged_once() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let acknowledge = format!("/cases/{case}/clocks/assess/acknowledge");
    assert_eq!(
        trial.get("rikke", &acknowledge).await.status,
        409,
        "nothing has been said"
    );
    trial.pass(7).await;
    let page = trial.get("rikke", &format!("/cases/{case}")).await;
    assert!(page.body.contains(&acknowledge), "{}", main_of(&page.body));
    assert_eq!(trial.get("rikke", &acknowledge).await.status, 200);
    assert_eq!(trial.post("rikke", &acknowledge, &[]).await.status, 303);
    let page = trial.get("rikke", &format!("/cases/{case}")).await;
    assert!(page.body.contains("er sket; der er kvitteret") && !page.body.contains(&acknowledge));
    assert_eq!(trial.post("rikke", &acknowledge, &[]).await.status, 422);
}

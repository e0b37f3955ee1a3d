//! What the methods must not let through, tried on the shipped flows by their forms: each is refused with the reason and the way
//! on, what was written stands in the form, and nothing is kept, begun or sent.

use samspil_core::case::Status;
use samspil_core::id::{CaseId, ItemId};
use serde_json::{Value as Json, json};

use super::trial::{Trial, main_of, value_of};

/// A shipped flow, as it stands in its folder; the program here keeps no keys, so nothing in it is sealed.
fn shipped(flow: &str) -> String {
    let path = format!("{}/../flows/{flow}/flow.yaml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    text.replace("      sensitive: true\n", "")
}

const ADULTS: [(&str, &str); 4] = [
    ("caseworker", "rikke"),
    ("team_leader", "tina"),
    ("provider", "ulla"),
    ("provider_leader", "frede"),
];

const MEETINGS: [(&str, &str); 6] = [
    ("coordinator", "rikke"),
    ("meeting_leader", "rikke"),
    ("caseworker", "rikke"),
    ("department_leader", "tina"),
    ("director", "tina"),
    ("host", "rikke"),
];

async fn adults(trial: &Trial) -> CaseId {
    trial
        .case_between(&shipped("voksen-bum"), "voksen-bum", &ADULTS, json!({}))
        .await
}

async fn meetings(trial: &Trial) -> CaseId {
    let flow = shipped("samarbejdsmoeder");
    trial
        .case_between(&flow, "samarbejdsmoeder", &MEETINGS, json!({}))
        .await
}

async fn all(trial: &Trial, login: &str, case: CaseId, work: &[(&str, Json)]) {
    for (item, data) in work {
        trial.complete(login, case, item, data.clone()).await;
    }
}

fn until_evaluated() -> Vec<(&'static str, Json)> {
    vec![
        (
            "register",
            json!({"application": {"received_on": "2026-01-05", "channel": "letter", "legal_basis": "s85", "elder_act_checked": true, "answer_by": "2026-03-02"}}),
        ),
        (
            "first_talk",
            json!({"contact": {"talked_on": "2026-01-05", "wishes": "Jeg vil kunne tage bussen", "consent": "refused", "supporter_offered": true}}),
        ),
        (
            "score_themes",
            json!({"assessment": {"themes": [{"theme": "Transport", "score": 3, "source": "citizen"}]}}),
        ),
    ]
}

fn until_decided() -> Vec<(&'static str, Json)> {
    let mut work = until_evaluated();
    work.push(("evaluate", json!({
        "assessment": {"overall": "Har brug for støtte", "support_need": 2, "purpose": "At færdes selv", "adverse_facts": false},
        "plan": {"goals": [{"goal": "Tager bussen alene", "theme": "Transport", "target": 1, "kind": "develop"}]},
    })));
    work.push(("decide_help", json!({"decision": {"outcome": "granted", "decided_on": "2026-01-05", "received_on": "2026-01-05", "action_plan": "declined"}})));
    work
}

fn line() -> Json {
    json!({"goal": "Tager bussen alene", "need": "Tryghed", "intervention": "Træning", "weekly_hours": 2, "rate": "412.50", "rate_from": "2026-01-01"})
}

fn until_invited() -> Vec<(&'static str, Json)> {
    vec![
        ("plan_first", json!({"meeting": {"day": "2026-02-16"}})),
        (
            "talk_with_citizen",
            json!({
                "meeting": {"words": "Jeg vil i gang"},
                "network": {"people": [{"who": "Søster", "consent": "given"}]},
                "agenda": {"points": [{"point": "Praktik", "from": "other"}]},
                "overview": {"departments": [{"department": "Jobcenter"}, {"department": "Bostøtte"}]},
            }),
        ),
    ]
}

/// A form that must not go through.
struct Refused<'a> {
    login: &'a str,
    item: &'a str,
    form: &'a [(&'a str, &'a str)],
    /// What the page says is wrong, and what to do.
    says: &'a [&'a str],
    /// What was written, as it comes back.
    keeps: &'a [&'a str],
}

/// Sends it, and looks that the case is as it was: nothing kept, nothing done, no letter.
async fn refused(trial: &Trial, case: CaseId, sent: &Refused<'_>) {
    let Refused { login, item, .. } = sent;
    let address = format!("/cases/{case}/tasks/{item}");
    let page = trial.get(login, &address).await;
    assert_eq!(page.status, 200, "{item}: {}", page.body);
    let before = trial.read(login, case).await.case;
    let mut form = vec![
        ("do", "complete"),
        ("key", value_of(&page.body, "key")),
        ("seen", value_of(&page.body, "seen")),
    ];
    form.extend(sent.form);
    let answer = trial.post(login, &address, &form).await;
    assert_eq!(answer.status, 422, "{item}: {}", answer.body);
    let main = main_of(&answer.body);
    for said in sent.says.iter().chain(sent.keeps) {
        assert!(main.contains(said), "{item}, {said}: {main}");
    }
    trial.hand_over().await;
    let after = trial.read(login, case).await.case;
    assert_eq!(
        after, before,
        "{item}: nothing of it is kept, and nothing is sent"
    );
    let status = after.item(&ItemId::new(item).unwrap()).status;
    assert_ne!(status, Status::Done, "{item}");
}

#[tokio::test]
async fn a06_1_a_goal_without_a_purpose_is_refused_with_the_way_on() {
    let trial = Trial::new().await;
    let case = adults(&trial).await;
    all(&trial, "rikke", case, &until_evaluated()).await;
    let goal = [
        ("f-assessment-overall", "Har brug for støtte"),
        ("f-assessment-support_need", "2"),
        ("f-assessment-adverse_facts", "false"),
        ("f-plan-goals-rows", "1"),
        ("f-plan-goals-0-goal", "Tager bussen alene"),
        ("f-plan-goals-0-theme", "Transport"),
        ("f-plan-goals-0-target", "1"),
        ("f-plan-goals-0-kind", "develop"),
    ];
    let sent = Refused {
        login: "rikke",
        item: "evaluate",
        form: &goal,
        says: &["Formål og mål er skrevet", "det udfyldes i opgaven selv"],
        keeps: &["Har brug for støtte", "Tager bussen alene", "Transport"],
    };
    refused(&trial, case, &sent).await;
}

#[tokio::test]
async fn a08_2_an_order_line_without_a_rate_is_refused_with_the_way_on() {
    let trial = Trial::new().await;
    let case = adults(&trial).await;
    all(&trial, "rikke", case, &until_decided()).await;
    let written = [
        ("f-order-to", "Bostøtten Nord"),
        ("f-order-starts_on", "2.2.2026"),
        ("f-order-lines-rows", "1"),
        ("f-order-lines-0-goal", "Tager bussen alene"),
        ("f-order-lines-0-need", "Tryghed i bussen"),
        ("f-order-lines-0-intervention", "Træning på ruten"),
        ("f-order-lines-0-weekly_hours", "2"),
        ("f-order-lines-0-rate_from", "1.1.2026"),
    ];
    let without = Refused {
        login: "rikke",
        item: "send_order",
        form: &written,
        says: &["Takst", "href=\"#f-order-lines-0-rate\""],
        keeps: &["Bostøtten Nord", "Tryghed i bussen", "Træning på ruten"],
    };
    refused(&trial, case, &without).await;
    let mut nothing = written.to_vec();
    nothing.push(("f-order-lines-0-rate", "0"));
    let nothing = Refused {
        form: &nothing,
        says: &["Udfyldt", "det udfyldes i opgaven selv"],
        ..without
    };
    refused(&trial, case, &nothing).await;
}

#[tokio::test]
async fn a09_1_a_status_without_a_note_is_refused_and_the_note_is_the_way_on() {
    let trial = Trial::new().await;
    let case = adults(&trial).await;
    all(&trial, "rikke", case, &until_decided()).await;
    let order = json!({"order": {"to": "Nord", "starts_on": "2026-02-02", "lines": [line()]}});
    trial.complete("rikke", case, "send_order", order).await;
    let answer = json!({"order": {"lines": [{"answer": "accepted"}]}});
    trial.complete("ulla", case, "answer_order", answer).await;
    trial.pass(95).await;
    let sent = Refused {
        login: "ulla",
        item: "status_report",
        form: &[
            ("f-status-written_on", "10.4.2026"),
            ("f-status-summary", "Kører selv den halve vej"),
            ("f-order-lines-rows", "1"),
            ("f-order-lines-0-kept", "0"),
            ("f-order-lines-0-delivered", "same"),
        ],
        says: &["gør først dette: Skriv et notat om et mål"],
        keeps: &["Kører selv den halve vej"],
    };
    refused(&trial, case, &sent).await;
}

#[tokio::test]
async fn a11_3_a_meeting_without_the_citizen_s_point_is_refused_with_the_way_on() {
    let trial = Trial::new().await;
    let case = meetings(&trial).await;
    all(&trial, "rikke", case, &until_invited()).await;
    let sent = Refused {
        login: "rikke",
        item: "send_invitation",
        form: &[
            ("f-network-people-rows", "1"),
            ("f-network-people-0-kept", "0"),
            ("f-network-people-0-who", "Søster"),
            ("f-network-people-0-consent", "given"),
            ("f-agenda-points-rows", "1"),
            ("f-agenda-points-0-kept", "0"),
            ("f-agenda-points-0-point", "Praktik i et værksted"),
            ("f-agenda-points-0-from", "other"),
        ],
        says: &["Kommer fra", "Borgeren", "det udfyldes i opgaven selv"],
        keeps: &["Praktik i et værksted", "Søster"],
    };
    refused(&trial, case, &sent).await;
}

#[tokio::test]
async fn a11_5_an_agreement_without_an_owner_is_refused_with_the_way_on() {
    let trial = Trial::new().await;
    let case = meetings(&trial).await;
    all(&trial, "rikke", case, &until_invited()).await;
    let rest = [
        (
            "send_invitation",
            json!({"agenda": {"points": [{"point": "Bolig", "from": "citizen"}]}}),
        ),
        (
            "book_room",
            json!({"meeting": {"place": "Biblioteket", "interpreter": false}}),
        ),
        ("set_next_date", json!({"meeting": {"next_on": "2026-06-15"}})),
    ];
    all(&trial, "rikke", case, &rest).await;
    let sent = Refused {
        login: "rikke",
        item: "hold_meeting",
        form: &[
            ("f-network-people-rows", "1"),
            ("f-network-people-0-kept", "0"),
            ("f-network-people-0-came", "heard"),
            ("f-agenda-points-rows", "1"),
            ("f-agenda-points-0-kept", "0"),
            ("f-agenda-points-0-covered", "covered"),
            ("f-form-goal", "Egen lejlighed"),
            ("f-form-agreements-rows", "1"),
            ("f-form-agreements-0-number", "A1"),
            ("f-form-agreements-0-what", "Søge om bolig"),
            ("f-form-agreements-0-by_day", "16.3.2026"),
            ("f-form-formal", "false"),
            ("f-meeting-key_absent", "false"),
        ],
        says: &["Ejer", "href=\"#f-form-agreements-0-owner\""],
        keeps: &["Egen lejlighed", "Søge om bolig"],
    };
    refused(&trial, case, &sent).await;
}

#[tokio::test]
async fn a08_4_what_was_expected_stands_beside_each_answer_of_a_status() {
    let trial = Trial::new().await;
    let case = adults(&trial).await;
    all(&trial, "rikke", case, &until_decided()).await;
    let order = json!({"order": {"to": "Nord", "starts_on": "2026-02-02", "lines": [line()]}});
    trial.complete("rikke", case, "send_order", order).await;
    let answer = json!({"order": {"lines": [{"answer": "accepted"}]}});
    trial.complete("ulla", case, "answer_order", answer).await;
    trial.pass(95).await;
    let page = trial
        .get("ulla", &format!("/cases/{case}/tasks/status_report"))
        .await;
    let main = main_of(&page.body);
    let form = &main[main.find("class=\"task-form\"").unwrap()..];
    for expected in [
        "Tryghed",
        "Træning",
        "2 timer om ugen",
        "f-order-lines-0-delivered",
    ] {
        assert!(form.contains(expected), "{expected}: {form}");
    }
    assert!(
        !main.contains("412,50"),
        "the rate is not for whoever writes the status: {main}"
    );
}

#[tokio::test]
async fn a06_1_a_goal_is_shown_with_theme_level_and_type() {
    let trial = Trial::new().await;
    let case = adults(&trial).await;
    all(&trial, "rikke", case, &until_decided()).await;
    let page = trial.get("rikke", &format!("/cases/{case}/goals")).await;
    let main = main_of(&page.body);
    let goal = main.split("id=\"goal-1\"").nth(1).unwrap();
    for (title, value) in [
        ("Primært tema", "Transport"),
        ("Niveau ved målet", "1 (skala 0–4)"),
        ("Måltype", "Udvikle funktionsevne"),
    ] {
        assert!(
            goal.contains(&format!("<dt>{title}</dt><dd>{value}</dd>")),
            "{title}: {goal}"
        );
    }
}

#[tokio::test]
async fn a16_4_each_sees_what_all_expect_side_by_side_and_who_may_decide() {
    let trial = Trial::new().await;
    let case = adults(&trial).await;
    all(&trial, "rikke", case, &until_decided()).await;
    let order = json!({"order": {"to": "Nord", "starts_on": "2026-02-02", "lines": [line()]}});
    trial.complete("rikke", case, "send_order", order).await;
    let answer = json!({"order": {"lines": [{"answer": "accepted"}]}});
    trial.complete("ulla", case, "answer_order", answer).await;
    let came = |corner: &str| json!({"corner": corner, "came": "attended"});
    let expects =
        |whose: &str, words: &str, agreed: &str| json!({"whose": whose, "words": words, "agreed": agreed});
    let start = json!({"start": {
        "met_on": "2026-01-05",
        "attendance": [came("citizen"), came("authority"), came("provider")],
        "relatives": "none",
        "expectations": [
            expects("citizen", "At jeg må sige fra", "Vi stopper, når jeg siger det"),
            expects("authority", "At målet nås i år", "Vi ser på det i april"),
            expects("provider", "At der er tid nok", "To timer om ugen"),
        ],
        "agreements": "Første tur på tirsdag",
    }});
    trial.complete("ulla", case, "start_meeting", start).await;
    for login in ["rikke", "ulla"] {
        let page = trial.get(login, &format!("/cases/{case}")).await;
        let main = main_of(&page.body);
        let from = main
            .find("Med egne ord")
            .unwrap_or_else(|| panic!("{login}: {main}"));
        let table = &main[from..];
        let table = &table[..table.find("</table>").unwrap()];
        for said in [
            "Det blev vi enige om",
            "At jeg må sige fra",
            "Vi stopper, når jeg siger det",
            "At målet nås i år",
            "At der er tid nok",
        ] {
            assert!(table.contains(said), "{login}, {said}: {table}");
        }
        let parties = &main[main.find("Må afgøre").unwrap()..];
        let parties = &parties[..parties.find("</table>").unwrap()];
        let of = |party: &str| {
            let row = &parties[parties.find(party).unwrap()..];
            row[..row.find("</tr>").unwrap()].to_owned()
        };
        assert!(
            of("Udfører").contains("Afgør intet i forløbet; kan foreslå"),
            "{login}: {parties}"
        );
        let decides = of("Myndighedsrådgiver");
        assert!(
            decides.contains("Træf afgørelse om hjælp")
                || decides.contains("Afgørelser, du ikke har adgang til"),
            "{login}: {decides}"
        );
    }
}

#[tokio::test]
async fn a14_5_the_points_that_are_not_covered_are_pointed_out_when_the_meeting_is_to_end() {
    let trial = Trial::new().await;
    let case = meetings(&trial).await;
    all(&trial, "rikke", case, &until_invited()).await;
    let points = json!([{"point": "Bolig", "from": "citizen"}, {"point": "Praktik", "from": "other"}, {"point": "Cykel", "from": "citizen"}]);
    let rest = [
        ("send_invitation", json!({"agenda": {"points": points}})),
        (
            "book_room",
            json!({"meeting": {"place": "Biblioteket", "interpreter": false}}),
        ),
        ("set_next_date", json!({"meeting": {"next_on": "2026-06-15"}})),
    ];
    all(&trial, "rikke", case, &rest).await;
    let sent = Refused {
        login: "rikke",
        item: "hold_meeting",
        form: &[
            ("f-network-people-rows", "1"),
            ("f-network-people-0-kept", "0"),
            ("f-network-people-0-came", "heard"),
            ("f-agenda-points-rows", "3"),
            ("f-agenda-points-0-kept", "0"),
            ("f-agenda-points-0-covered", "covered"),
            ("f-agenda-points-1-kept", "1"),
            ("f-agenda-points-2-kept", "2"),
            ("f-form-goal", "Egen lejlighed"),
            ("f-form-agreements-rows", "1"),
            ("f-form-agreements-0-number", "A1"),
            ("f-form-agreements-0-what", "Søge om bolig"),
            ("f-form-agreements-0-owner", "Bostøtten"),
            ("f-form-agreements-0-by_day", "16.3.2026"),
            ("f-form-formal", "false"),
            ("f-meeting-key_absent", "false"),
        ],
        says: &["Punkter", "mangler i række 2, 3", "Praktik", "Cykel"],
        keeps: &["Egen lejlighed", "Søge om bolig"],
    };
    refused(&trial, case, &sent).await;
}

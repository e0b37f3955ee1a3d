//! Several tasks handed on at once, notes on tasks, and lists by name: by the API and by the pages.

use serde_json::{Value, json};

use crate::ground::{AUTHORITY, Ground, HERE, person, registered, token, unit};

/// Someone here sends a form.
async fn post(ground: &Ground, login: &str, path: &str, body: &str) -> samspil_tests::program::Answer {
    let asking = ground.program.ask_without_going_on("POST", path);
    let asking = asking.by(&token(HERE, login)).header("accept-language", "en");
    asking
        .body("application/x-www-form-urlencoded", body.to_owned())
        .send()
        .await
}

async fn page(ground: &Ground, login: &str, path: &str) -> samspil_tests::program::Answer {
    let asking = ground.program.ask("GET", path).by(&token(HERE, login));
    asking.header("accept-language", "en").send().await
}

fn tasks(cases: &[&str], item: &str) -> Value {
    let chosen = cases.iter().map(|case| json!({"case": case, "item": item}));
    chosen.collect()
}

/// Who has taken the task on, as its lists say.
async fn hand(ground: &Ground, login: &str, case: &str) -> Value {
    let list = ground.get(login, "/tasks?whose=units").await;
    let rows = list["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["case"] == case);
    row.map_or(Value::Null, |row| row["claimed_by"].clone())
}

#[tokio::test]
async fn tasks_are_handed_to_a_colleague_each_by_itself_and_once() {
    let ground = Ground::new().await;
    let (one, two) = (ground.begin("En").await, ground.begin("To").await);
    // What asta has taken on is hers, also to give away.
    ground
        .ask("asta", "POST", &format!("/cases/{two}/tasks/register/claim"))
        .send()
        .await
        .is(200);
    let wanted = json!({
        "tasks": tasks(&[&one, &two, "00000000-0000-0000-0000-000000000001"], "register"),
        "person": person("asta"),
        "reason": "Ferie",
    });
    let send = async || {
        let asking = ground.ask("anna", "POST", "/tasks/hand-on").key(77);
        asking.json(&wanted).send().await.is(200).json()
    };
    let came = send().await;
    assert_eq!(came["done"], json!([{"case": one, "item": "register"}]), "{came}");
    let why: Vec<&Value> = came["stayed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["code"])
        .collect();
    assert_eq!(why, ["claimed", "not_found"], "{came}");
    assert_eq!(hand(&ground, "anna", &one).await, json!(person("asta")));
    assert_eq!(send().await, came, "sent again it is answered again");
    let to_another = json!({
        "tasks": tasks(&[&one], "register"), "person": person("ulla"), "reason": "Ferie",
    });
    let asking = ground.ask("anna", "POST", "/tasks/hand-on").key(77);
    asking.json(&to_another).send().await.is(409);
    let history = ground
        .get("anna", &format!("/cases/{one}/events?limit=100"))
        .await;
    let text = history.to_string();
    assert_eq!(text.matches("Ferie").count(), 1, "{text}");
    // Their leader may take it from whoever has it; a colleague without the role cannot get it.
    for (login, to, code) in [
        ("tove", "anna", None),
        ("tove", "ulla", Some("not_theirs")),
        ("ulla", "asta", Some("not_found")),
        ("stranger", "asta", Some("not_found")),
    ] {
        let wanted = json!({"tasks": tasks(&[&two], "register"), "person": person(to), "reason": "Syg"});
        let came = ground
            .ask(login, "POST", "/tasks/hand-on")
            .json(&wanted)
            .send()
            .await;
        let came = came.is(200).json();
        let stayed = came["stayed"][0]["code"].as_str();
        assert_eq!(stayed, code, "{login} {to}: {came}");
    }
}

/// Two hand the same tasks on at the same moment: each task goes over once, and the other is told why it stayed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_hand_the_same_tasks_on_at_once_do_not_take_them_from_each_other() {
    let ground = Ground::new().await;
    let mut cases = Vec::new();
    for number in 0..6 {
        let case = ground.begin(&format!("Sag {number}")).await;
        cases.push(case);
    }
    let cases: Vec<&str> = cases.iter().map(String::as_str).collect();
    // Neither has them in hand: whoever comes first lays them in another's hands.
    let give = |login: &'static str, to: &str| {
        let body = json!({"tasks": tasks(&cases, "register"), "person": person(to), "reason": format!("Fra {login}")});
        ground.ask(login, "POST", "/tasks/hand-on").json(&body).send()
    };
    let (one, other) = futures::join!(give("alma", "anna"), give("asta", "anna"));
    let (one, other) = (one.is(200).json(), other.is(200).json());
    let went = |came: &Value| came["done"].as_array().unwrap().len();
    assert_eq!(went(&one) + went(&other), cases.len(), "{one} {other}");
    for stayed in [&one, &other] {
        for row in stayed["stayed"].as_array().unwrap() {
            assert_eq!(row["code"], "claimed", "{stayed}");
        }
    }
    for case in cases {
        assert_eq!(hand(&ground, "anna", case).await, json!(person("anna")));
        let history = ground
            .get("anna", &format!("/cases/{case}/events?limit=100"))
            .await;
        let text = history.to_string();
        assert_eq!(
            text.matches("Fra alma").count() + text.matches("Fra asta").count(),
            1,
            "{text}"
        );
    }
}

/// What a colleague has taken on is not handed over to a unit or another party behind their back.
#[tokio::test]
async fn a_colleagues_task_is_handed_to_no_other_party_but_by_its_leader() {
    let ground = Ground::new().await;
    let case = ground.begin("En").await;
    ground
        .ask("asta", "POST", &format!("/cases/{case}/tasks/register/claim"))
        .send()
        .await
        .is(200);
    let to_unit = json!({"tasks": tasks(&[&case], "register"), "unit": unit(AUTHORITY), "reason": "Omlagt"});
    let came = ground
        .ask("anna", "POST", "/tasks/hand-on")
        .json(&to_unit)
        .send()
        .await;
    assert_eq!(came.is(200).json()["stayed"][0]["code"], "claimed");
    let over = json!({"do": "hand_over", "item": "register", "to": "team_leader"});
    let refused = ground.command("anna", &case, &over).await;
    assert!(
        refused.status == 409 && refused.json()["code"] == "claimed",
        "{}",
        refused.text
    );
    assert_eq!(hand(&ground, "anna", &case).await, json!(person("asta")));
    ground.command("tove", &case, &over).await.is(200);
    assert_eq!(hand(&ground, "tove", &case).await, Value::Null);
}

#[tokio::test]
async fn tasks_go_to_a_unit_as_the_party_that_it_is() {
    let ground = Ground::new().await;
    let case = ground.begin("En").await;
    for (body, status) in [
        (
            json!({"tasks": tasks(&[&case], "register"), "unit": unit(99), "reason": "x"}),
            422,
        ),
        (json!({"tasks": tasks(&[&case], "register"), "reason": "x"}), 422),
        (
            json!({"tasks": tasks(&[&case], "register"), "unit": unit(AUTHORITY), "person": person("asta"), "reason": "x"}),
            422,
        ),
        (
            json!({"tasks": vec![json!({"case": case, "item": "register"}); 101], "unit": unit(AUTHORITY), "reason": "x"}),
            422,
        ),
    ] {
        ground
            .ask("anna", "POST", "/tasks/hand-on")
            .json(&body)
            .send()
            .await
            .is(status);
    }
    for (to, code) in [(unit(20), Some("no_party")), (unit(AUTHORITY), None)] {
        let body = json!({"tasks": tasks(&[&case], "register"), "unit": to, "reason": "Omlagt"});
        let came = ground
            .ask("anna", "POST", "/tasks/hand-on")
            .json(&body)
            .send()
            .await;
        let came = came.is(200).json();
        assert_eq!(came["stayed"][0]["code"].as_str(), code, "{came}");
    }
    let without = json!({"tasks": tasks(&[&case], "register"), "unit": unit(AUTHORITY), "reason": " "});
    let came = ground
        .ask("anna", "POST", "/tasks/hand-on")
        .json(&without)
        .send()
        .await
        .is(200)
        .json();
    assert_eq!(came["stayed"][0]["code"], "reason_missing", "{came}");
}

#[tokio::test]
async fn the_page_hands_on_what_was_chosen_and_says_why_something_stayed() {
    let ground = Ground::new().await;
    let (one, two) = (ground.begin("En").await, ground.begin("To").await);
    let list = page(&ground, "anna", "/tasks?tab=units").await.is(200);
    assert!(
        list.text.contains(&format!("value=\"{one}/register\"")),
        "{}",
        list.text
    );
    let chosen = format!("task={one}%2Fregister&task={two}%2Fregister&back=%2Ftasks%3Ftab%3Dunits");
    let asks = page(&ground, "anna", &format!("/tasks/hand-on?{chosen}"))
        .await
        .is(200);
    assert!(
        asks.text.contains("Navn asta") && !asks.text.contains("Navn ulla"),
        "{}",
        asks.text
    );
    let key = asks
        .text
        .split("name=\"key\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let asta = person("asta").0;
    for body in [
        format!("{chosen}&key={key}&to=person:{asta}&reason="),
        format!("{chosen}&key={key}&to=&reason=Ferie"),
        format!("key={key}&to=person:{asta}&reason=Ferie"),
    ] {
        post(&ground, "anna", "/tasks/hand-on", &body).await.is(422);
    }
    let keyless = format!("{chosen}&to=person:{asta}&reason=Ferie");
    let keyless = post(&ground, "anna", "/tasks/hand-on", &keyless).await.is(422);
    assert!(keyless.text.contains("without its key"), "{}", keyless.text);
    let body = format!("{chosen}&key={key}&to=person:{asta}&reason=Ferie");
    for _ in 0..2 {
        let done = post(&ground, "anna", "/tasks/hand-on", &body).await.is(303);
        assert_eq!(done.header("location"), "/tasks?tab=units");
    }
    assert_eq!(hand(&ground, "anna", &two).await, json!(person("asta")));
    // What is not in the sender's hands any more stays, and the page says why.
    let again = format!("{chosen}&key=00000000-0000-0000-0000-000000000009&to=person:{asta}&reason=Ferie");
    let stayed = post(&ground, "anna", "/tasks/hand-on", &again).await.is(422);
    assert!(
        stayed.text.contains("2 stayed where they were") && stayed.text.contains("Why it stayed"),
        "{}",
        stayed.text
    );
}

#[tokio::test]
async fn notes_on_a_task_are_the_readers_own_and_narrow_the_list_down() {
    let ground = Ground::new().await;
    let (one, two) = (ground.begin("En").await, ground.begin("To").await);
    let path = |case: &str| format!("/cases/{case}/tasks/register/mark");
    let mark = json!({"follow_up": "2026-01-05", "priority": "high", "tags": ["ring"]});
    ground
        .ask("anna", "PUT", &path(&one))
        .json(&mark)
        .send()
        .await
        .is(204);
    for (login, body, status) in [
        ("stranger", mark.clone(), 404),
        ("anna", json!({"tags": ["1", "2", "3", "4", "5", "6"]}), 422),
        ("anna", json!({"tags": ["x".repeat(31)]}), 422),
        ("anna", json!({"priority": "urgent"}), 422),
    ] {
        ground
            .ask(login, "PUT", &path(&two))
            .json(&body)
            .send()
            .await
            .is(status);
    }
    let later = json!({"follow_up": "2026-02-01"});
    ground
        .ask("anna", "PUT", &path(&two))
        .json(&later)
        .send()
        .await
        .is(204);
    let found = async |login: &str, query: &str| {
        let list = ground.get(login, &format!("/tasks?whose=units{query}")).await;
        let rows = list["rows"].as_array().unwrap().clone();
        let titles = rows
            .iter()
            .map(|row| row["case_title"].as_str().unwrap().to_owned());
        let mut titles: Vec<String> = titles.collect();
        titles.sort();
        titles.join(" ")
    };
    for (login, query, expected) in [
        ("anna", "&marked=true", "En To"),
        ("anna", "&follow_up_until=2026-01-31", "En"),
        ("anna", "&priority=high", "En"),
        ("anna", "&priority=low", ""),
        ("anna", "&tag=ring", "En"),
        ("asta", "&marked=true", ""),
        ("asta", "", "En To"),
    ] {
        assert_eq!(found(login, query).await, expected, "{login} {query}");
    }
    on_the_pages(&ground, (&one, &two)).await;
}

/// The pages show the same notes, and take them away.
async fn on_the_pages(ground: &Ground, (one, two): (&str, &str)) {
    let path = |case: &str| format!("/cases/{case}/tasks/register/mark");
    let marked = async || {
        let list = ground.get("anna", "/tasks?whose=units&marked=true").await;
        let rows = list["rows"].as_array().unwrap().clone();
        rows.iter()
            .map(|row| row["case"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let list = page(ground, "anna", "/tasks?tab=units&marked=today")
        .await
        .is(200);
    assert!(list.text.contains("Follow up 05.01.2026"), "{}", list.text);
    assert!(!list.text.contains(">To<"), "{}", list.text);
    let form = post(ground, "anna", &path(one), "follow_up=i+morgen&tags=a,b")
        .await
        .is(422);
    assert!(
        form.text.contains("value=\"i morgen\"") && form.text.contains("value=\"a,b\""),
        "{}",
        form.text
    );
    post(ground, "anna", &path(one), "back=%2Ftasks").await.is(303);
    assert_eq!(marked().await, [two.to_owned()]);
    // A task that is done takes its notes with it.
    ground.complete("anna", two, "register", registered()).await;
    assert!(marked().await.is_empty());
}

#[tokio::test]
async fn a_list_that_was_given_a_name_is_found_again_by_its_own_reader() {
    let ground = Ground::new().await;
    let kept = post(
        &ground,
        "anna",
        "/lists",
        "name=Min+uge&address=%2Ftasks%3Ftab%3Dunits%26after%3Dx",
    )
    .await;
    assert_eq!(kept.is(303).header("location"), "/tasks?tab=units");
    for (body, status) in [
        ("name=&address=%2Ftasks", 422),
        ("name=x&address=%2Faccess-log", 422),
        ("name=x&address=%2F%2Felsewhere.example", 422),
        ("name=x&address=%2Ftasks%3Ftag%3D610203-1234", 422),
        ("name=610203-1234&address=%2Fcases", 422),
    ] {
        post(&ground, "anna", "/lists", body).await.is(status);
    }
    let own = page(&ground, "anna", "/tasks").await.is(200);
    assert!(
        own.text.contains("<a href=\"/tasks?tab=units\">Min uge</a>"),
        "{}",
        own.text
    );
    let other = page(&ground, "asta", "/tasks").await.is(200);
    assert!(!other.text.contains("Min uge"));
    post(&ground, "asta", "/lists/forget?name=Min%20uge", "")
        .await
        .is(303);
    let lists = page(&ground, "anna", "/lists").await.is(200);
    assert!(lists.text.contains("Min uge"), "{}", lists.text);
    post(&ground, "anna", "/lists/forget?name=Min%20uge", "")
        .await
        .is(303);
    let lists = page(&ground, "anna", "/lists").await.is(200);
    assert!(!lists.text.contains("Min uge"), "{}", lists.text);
}

#[tokio::test]
async fn a_week_shows_what_is_due_on_its_days_to_those_who_have_it() {
    let ground = Ground::new().await;
    let case = ground.begin("En").await;
    // Three working days from Monday 5 January 2026.
    let on_day = |page: &str, day: &str| -> String {
        let rest = page.split(&format!("id=\"day-{day}\"")).nth(1).unwrap();
        rest.split("</section>").next().unwrap().to_owned()
    };
    let units = page(&ground, "anna", "/week?week=2026-W02&units=true")
        .await
        .is(200);
    assert!(units.text.contains("Week 2, 2026"), "{}", units.text);
    let thursday = on_day(&units.text, "2026-01-08");
    assert!(
        thursday.contains("Register the application") && thursday.contains("Deadline"),
        "{thursday}"
    );
    assert_eq!(
        units.text.matches("Register the application").count(),
        1,
        "{}",
        units.text
    );
    for link in [
        "/week?week=2026-W01&#38;units=true",
        "/week?week=2026-W03&#38;units=true",
    ] {
        assert!(
            units.text.contains(&format!("href=\"{link}\"")),
            "{link}: {}",
            units.text
        );
    }
    let mine = page(&ground, "anna", "/week").await.is(200);
    assert!(
        !mine.text.contains("Register the application"),
        "nobody has taken it on"
    );
    let path = format!("/cases/{case}/tasks/register");
    ground
        .ask("anna", "POST", &format!("{path}/claim"))
        .send()
        .await
        .is(200);
    let mark = json!({"follow_up": "2026-01-07"});
    ground
        .ask("anna", "PUT", &format!("{path}/mark"))
        .json(&mark)
        .send()
        .await
        .is(204);
    let mine = page(&ground, "anna", "/week").await.is(200);
    assert!(on_day(&mine.text, "2026-01-08").contains("Register the application"));
    assert!(on_day(&mine.text, "2026-01-07").contains("Follow up"));
    for (login, query) in [("ulla", "?units=true"), ("stranger", "?units=true"), ("asta", "")] {
        let other = page(&ground, login, &format!("/week{query}")).await.is(200);
        assert!(!other.text.contains("Register the application"), "{login}");
    }
    let christmas = page(&ground, "anna", "/week?week=2026-W53").await.is(200);
    let new_year = on_day(&christmas.text, "2027-01-01");
    assert!(new_year.contains("New Year"), "{new_year}");
    page(&ground, "anna", "/week?week=naeste").await.is(200);
}

#[tokio::test]
async fn a_page_that_shows_a_task_of_a_case_is_logged() {
    let ground = Ground::new().await;
    let case = ground.begin("En").await;
    let path = format!("/cases/{case}/tasks/register");
    let looks = async || {
        let log = ground
            .get("admin", &format!("/access-log?case={case}&action=read"))
            .await;
        let rows = log["rows"].as_array().unwrap();
        rows.iter().filter(|row| row["object"] == "tasks").count()
    };
    assert_eq!(looks().await, 0);
    let chosen = format!("/tasks/hand-on?task={case}%2Fregister");
    page(&ground, "anna", &chosen).await.is(200);
    page(&ground, "anna", &format!("{path}/mark")).await.is(200);
    assert_eq!(
        looks().await,
        2,
        "each page that shows a task of the case is logged"
    );
}

//! News of changes as they happen.

use std::time::Duration;

use futures::StreamExt;
use samspil_core::id::{SessionId, TenantId};
use samspil_tests::program::{Asking, Pieces, Program};
use serde_json::json;
use uuid::Uuid;

use crate::ground::{Ground, HERE, person, registered, token};

/// How long a test waits for news before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A stream that is read event by event.
pub(crate) struct News {
    pieces: Pieces,
    rest: String,
}

/// An event: its name, id and data.
type Told = (String, String, String);

impl News {
    async fn open(ground: &Ground, login: &str, last: Option<&str>) -> Self {
        Self::of(&ground.program, login, last).await
    }

    /// What someone here is told by a program.
    pub(crate) async fn of(program: &Program, login: &str, last: Option<&str>) -> Self {
        let mut asking = program.ask("GET", "/api/v1/changes").by(&token(HERE, login));
        if let Some(last) = last {
            asking = asking.header("last-event-id", last);
        }
        Self::by(asking).await
    }

    async fn by(asking: Asking) -> Self {
        let asking = asking.header("accept-encoding", "gzip");
        let (head, pieces) = asking.open().await;
        assert_eq!(head.status, 200);
        assert_eq!(head.header("content-type"), "text/event-stream");
        assert_eq!(
            head.header("content-encoding"),
            "",
            "what is packed waits for more"
        );
        Self {
            pieces,
            rest: String::new(),
        }
    }

    /// The next event that says something; none where the stream ends.
    async fn next(&mut self) -> Option<Told> {
        loop {
            if let Some((event, rest)) = self.rest.split_once("\n\n") {
                let field = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name));
                    line.unwrap_or_default().trim().to_owned()
                };
                let told = (field("event:"), field("id:"), field("data:"));
                self.rest = rest.to_owned();
                if !told.0.is_empty() {
                    return Some(told);
                }
                continue;
            }
            let piece = tokio::time::timeout(PATIENCE, self.pieces.next())
                .await
                .unwrap()?;
            self.rest.push_str(&piece);
        }
    }

    /// The next change: the case, and its version.
    pub(crate) async fn case(&mut self) -> (String, u64) {
        let (event, id, data) = self.next().await.unwrap();
        assert_eq!(event, "change");
        assert!(id.parse::<i64>().is_ok(), "{id}");
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        (
            data["case"].as_str().unwrap().to_owned(),
            data["version"].as_u64().unwrap(),
        )
    }
}

#[tokio::test]
async fn each_hears_of_their_own_cases() {
    let ground = Ground::new().await;
    let mut anna = News::open(&ground, "anna", None).await;
    let mut stranger = News::open(&ground, "stranger", None).await;
    let case = ground.begin("Sag").await;
    assert_eq!(anna.case().await, (case.clone(), 1));
    ground.complete("anna", &case, "register", registered()).await;
    assert_eq!(anna.case().await, (case.clone(), 2));
    // The first that the stranger hears of is the case that is theirs.
    let mut theirs = crate::ground::beginning("En anden");
    theirs["parties"]["caseworker"] = json!([{"unit": crate::ground::unit(30)}]);
    let begun = ground
        .ask("stranger", "POST", "/cases")
        .json(&theirs)
        .send()
        .await
        .is(201)
        .json();
    assert_eq!(
        stranger.case().await,
        (begun["case"].as_str().unwrap().to_owned(), 1)
    );
}

#[tokio::test]
async fn who_comes_again_is_told_what_they_missed() {
    let ground = Ground::new().await;
    let mut anna = News::open(&ground, "anna", None).await;
    let first = ground.begin("Første").await;
    let (_, last, _) = anna.next().await.unwrap();
    drop(anna);
    ground.clock("2026-01-05T09:00:00Z").await;
    let second = ground.begin("Anden").await;
    ground.clock("2026-01-05T10:00:00Z").await;
    let mut again = News::open(&ground, "anna", Some(&last)).await;
    // What bears the moment of the last event may be told anew; nothing is left out.
    assert_eq!(again.case().await, (first, 1));
    assert_eq!(again.case().await, (second.clone(), 1));
    let third = ground.begin("Tredje").await;
    assert_eq!(again.case().await, (third, 1));
    let hour_ago = "2026-01-05T09:30:00Z"
        .parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap();
    let mut later = News::open(&ground, "anna", Some(&hour_ago.timestamp_micros().to_string())).await;
    let (case, _) = later.case().await;
    assert_ne!(case, second, "what was told long before is not told again");
    let mut lost = News::open(&ground, "anna", Some("nonsense")).await;
    assert_eq!(lost.next().await.unwrap().0, "reset");
}

#[tokio::test]
async fn one_person_follows_in_a_few_windows_and_the_program_stops_all_the_same() {
    let ground = Ground::new().await;
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(News::open(&ground, "anna", None).await);
    }
    let refused = ground.ask("anna", "GET", "/changes").send().await.is(429).json();
    assert_eq!(refused["code"], "too-many");
    let mut other = News::open(&ground, "ulla", None).await;
    let Ground { program, folder } = ground;
    let stopped = tokio::task::spawn_blocking(move || program.stop()).await.unwrap();
    assert!(stopped.success(), "{stopped}");
    assert_eq!(other.next().await, None);
    drop(folder);
}

#[tokio::test]
async fn a_stream_ends_with_the_place_that_it_was_opened_by() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let mut asta = News::open(&ground, "asta", None).await;
    let mut anna = News::open(&ground, "anna", None).await;
    let places = format!("/people/{}/places", crate::ground::person("asta"));
    ground
        .ask("admin", "PUT", &places)
        .json(&json!([]))
        .send()
        .await
        .is(200);
    ground.complete("anna", &case, "register", registered()).await;
    assert_eq!(anna.case().await, (case, 2));
    assert_eq!(
        asta.next().await,
        None,
        "nothing is told of a case that is theirs no more"
    );
}

/// What somebody came by comes to its end.
async fn ends(ground: &Ground, how: &str, session: SessionId, cookie: &str) {
    let anna = person("anna");
    match how {
        "they sign out" => {
            let asking = ground.program.ask_without_going_on("POST", "/sign-out");
            asking.header("cookie", cookie).send().await.is(303);
        }
        "an administrator signs them out" => {
            let path = format!("/people/{anna}/sessions");
            ground.ask("admin", "DELETE", &path).send().await.is(204);
        }
        "a directory closes them" => {
            let closed = json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [{"op": "replace", "path": "active", "value": false}],
            });
            let path = format!("/Users/{anna}");
            crate::scim::scim(ground, "PATCH", &path, Some(closed))
                .await
                .is(200);
        }
        "the token is ended" => {
            let path = format!("/people/{anna}/tokens/{}", Uuid::from_u128(0x3001));
            ground.ask("admin", "DELETE", &path).send().await.is(204);
        }
        "its time is over" => {
            let at = "2020-01-02T00:00:00Z".parse().unwrap();
            let store = ground.store().await;
            let over = store.prolong_session(TenantId(HERE), session, at, at).await;
            over.unwrap();
            store.close().await;
        }
        how => panic!("{how}"),
    }
}

#[tokio::test]
async fn a_stream_ends_with_what_it_was_opened_by() {
    for how in [
        "they sign out",
        "an administrator signs them out",
        "a directory closes them",
        "the token is ended",
        "its time is over",
    ] {
        let ground = Ground::new().await;
        let case = ground.begin("Sag").await;
        let began = "2026-01-01T00:00:00Z".parse().unwrap();
        let (session, cookie) = ground.browser("anna", began, None).await;
        let mut anna = match how {
            "the token is ended" => News::open(&ground, "anna", None).await,
            _ => {
                let asking = ground.program.ask("GET", "/api/v1/changes");
                News::by(asking.header("cookie", &cookie)).await
            }
        };
        let mut tove = News::open(&ground, "tove", None).await;
        ground.complete("asta", &case, "register", registered()).await;
        assert_eq!(anna.case().await, (case.clone(), 2), "{how}");
        assert_eq!(tove.case().await, (case.clone(), 2), "{how}");
        ends(&ground, how, session, &cookie).await;
        ground
            .complete("asta", &case, "assess", crate::ground::assessed())
            .await;
        assert_eq!(tove.case().await, (case, 3), "{how}");
        assert_eq!(anna.next().await, None, "{how}");
    }
}

//! Accounts against a real store.

use samspil_store::Scope;

use super::*;

async fn store() -> (tempfile::TempDir, Arc<dyn Store>) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().display());
    (folder, samspil_store::open(&url).await.unwrap())
}

fn municipality(number: i32) -> Command {
    let name = "Prøvekommune".to_owned();
    Command::Add {
        what: New::Municipality { number, name },
    }
}

fn unit(name: &str) -> Command {
    Command::Add {
        what: New::Unit {
            name: name.to_owned(),
            side: add::UnitSide::Authority,
        },
    }
}

fn person(login: &str, acts_as: &str) -> Command {
    Command::Add {
        what: New::Person {
            login: login.to_owned(),
            name: "Rådgiver Et".to_owned(),
            role: vec![add::PersonRole::Staff, add::PersonRole::Staff],
            acts_as: vec![acts_as.to_owned()],
            stdin: false,
            link: false,
            settings: link::LinkSettings::default(),
        },
    }
}

fn token(login: &str, days: u16) -> Command {
    Command::Add {
        what: New::Token {
            login: login.to_owned(),
            name: "fagsystem".to_owned(),
            days,
            scope: vec![
                add::TokenScope::Tasks,
                add::TokenScope::Read,
                add::TokenScope::Read,
            ],
        },
    }
}

#[tokio::test]
async fn a_municipality_is_set_up_line_by_line_and_mistakes_are_told() {
    let (_folder, store) = store().await;
    let steps = [
        (unit("Voksen"), Err("account-no-municipality")),
        (municipality(1), Err("account-number")),
        (
            municipality(12_345_678),
            Ok("Prøvekommune (12345678) er oprettet."),
        ),
        (unit(" "), Err("account-name")),
        (unit("Voksen"), Ok("Enheden Voksen er oprettet.")),
        (unit("Voksen"), Err("account-unit-taken")),
        (person("anna", "Børn=caseworker"), Err("account-unknown-unit")),
        (person("an na", "Voksen=caseworker"), Err("account-login")),
        (
            person(" Anna", "Voksen=caseworker"),
            Ok("Rådgiver Et er oprettet med brugernavnet anna."),
        ),
        (person("anna", "Voksen=caseworker"), Err("account-login-taken")),
        (token("bo", 1), Err("account-unknown-login")),
        (token("anna", 0), Err("account-days")),
        (Command::List, Ok("Voksen")),
        (
            Command::Close {
                login: "ANNA".to_owned(),
            },
            Ok("ANNA kan ikke logge ind mere."),
        ),
        (
            municipality(87_654_321),
            Ok("Prøvekommune (87654321) er oprettet."),
        ),
        (Command::List, Err("account-which")),
    ];
    for (index, (command, expected)) in steps.into_iter().enumerate() {
        let answer = act(&store, None, command, Language::Danish).await;
        let said = answer
            .map(|told| told.lines[0].clone())
            .map_err(|message| message.key);
        assert_eq!(said.as_deref().map_err(String::as_str), expected, "step {index}");
    }
    let kept = store
        .person_by_login(TenantId(12_345_678), "anna")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.roles, [samspil_store::Role::Staff], "a role counts once");
    assert!(kept.password.unwrap().starts_with("$argon2id$"));
    assert!(!kept.active);
    assert_eq!(
        store
            .members(
                TenantId(12_345_678),
                kept.id,
                samspil_core::calendar::local_date(SystemClock.now())
            )
            .await
            .unwrap()[0]
            .acts_as,
        ["caseworker"]
    );
}

#[tokio::test]
async fn a_token_is_shown_once_and_kept_as_its_sum() {
    let (_folder, store) = store().await;
    let tenant = TenantId(12_345_678);
    for command in [
        municipality(tenant.0),
        unit("Voksen"),
        person("anna", "Voksen=caseworker"),
    ] {
        act(&store, None, command, Language::Danish).await.unwrap();
    }
    let told = act(&store, Some(tenant.0), token("anna", 30), Language::Danish)
        .await
        .unwrap();
    let secret = crate::identity::secret::Secret::read(told.json["secret"].as_str().unwrap()).unwrap();
    let kept = store
        .token(tenant, secret.sum(), SystemClock.now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (kept.name.as_str(), (kept.ends_at - kept.made_at).num_days()),
        ("fagsystem", 30)
    );
    assert_eq!(kept.scopes, [Scope::Read, Scope::Tasks], "a scope counts once");
    let unknown = act(&store, Some(11_111_111), Command::List, Language::Danish).await;
    assert_eq!(unknown.unwrap_err().key, "account-unknown-municipality");
}

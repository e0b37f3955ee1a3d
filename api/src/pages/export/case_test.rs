//! However long a case's history is, all of it is told, in parts.

use samspil_core::case::{Asked, Event};
use samspil_core::text::Language;
use samspil_runtime::{By, MAX_PAGE};

use super::case::{HistoryOn, some_events};
use crate::pages::export::{CaseTold, Whose};
use crate::pages::trial::{TENANT, Trial, person};

#[tokio::test]
async fn a_history_is_told_part_by_part_and_none_of_it_twice() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    for login in ["rikke", "tina", "rikke"] {
        let reason = "ferie".to_owned();
        trial.ask(login, case, Asked::Hold { reason }).await;
        trial.ask(login, case, Asked::Resume).await;
    }
    let read = trial.read("rikke", case).await;
    let some = async |part| {
        let part = some_events(&trial.engine, TENANT, (&read, &By::Engine), part).await;
        part.unwrap()
    };
    let (whole, end) = some((0, 1_000)).await;
    assert!(whole.len() >= 7 && end.is_none(), "{whole:?}");
    for most in [1, 2, 3] {
        let (mut told, mut after): (Vec<Event>, _) = (Vec::new(), Some(0));
        while let Some(from) = after {
            let (events, next) = some((from, most)).await;
            assert!(events.len() <= most, "{most}");
            told.extend(events);
            after = next;
        }
        assert_eq!(told, whole, "{most}");
    }
    assert!(whole.len() < usize::try_from(MAX_PAGE).unwrap());
    // What goes on after an event is what the first part does not hold.
    let parties: [String; 0] = [];
    let whose = Whose::Citizen {
        citizen: person("rikke"),
        own: true,
        parties: &parties,
    };
    let seen = (&read, &By::Engine);
    let told = CaseTold::of(&trial.engine, TENANT, seen, whose, Language::Danish);
    let first = told.await.unwrap().json_history();
    let after = some((0, 2)).await.1.unwrap();
    let on = HistoryOn::of(&trial.engine, TENANT, seen, after, Language::Danish);
    let on = on.await.unwrap();
    assert_eq!((on.json(), on.next()), (first[2..].to_vec(), None));
    assert!(on.html().contains("Historik, fortsat"), "{}", on.html());
}

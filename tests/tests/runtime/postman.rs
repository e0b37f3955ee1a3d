//! People with addresses, and a postman who keeps what he is given and answers as he is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use samspil_core::flow::Side;
use samspil_core::id::{AbsenceId, CaseId, ItemId, PersonId};
use samspil_runtime::{Mail, MailFault, Mailer, usual_reach};
use samspil_store::{Absence, Channel, Member, Person, Reach, Unit};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::ground::{Ground, TENANT, by, unit};

/// Number, login, unit and what they act as there.
const PEOPLE: [(u128, &str, u128, &str); 5] = [
    (1, "anna", 10, "worker"),
    (2, "asta", 10, "worker"),
    (3, "bent", 11, "boss"),
    (4, "dorte", 30, "nobody"),
    (5, "egon", 30, "nobody"),
];

pub(crate) fn person(login: &str) -> PersonId {
    let (number, ..) = PEOPLE.iter().find(|(_, known, ..)| *known == login).unwrap();
    PersonId(Uuid::from_u128(*number))
}

pub(crate) fn address(login: &str) -> String {
    format!("{login}@kommune.example")
}

/// Keeps what he is given.
#[derive(Default)]
pub(crate) struct Postman {
    given: Mutex<Vec<Mail>>,
    answers: Mutex<VecDeque<MailFault>>,
    never: Mutex<bool>,
    got: Notify,
}

impl Postman {
    /// The next mails are answered so, then all are taken.
    pub(crate) fn answers(&self, faults: &[MailFault]) {
        self.answers.lock().unwrap().extend(faults);
    }

    /// From now on he takes mail and is never heard of again; or he is.
    pub(crate) fn never_answers(&self, never: bool) {
        *self.never.lock().unwrap() = never;
    }

    /// Waits until he has been given a mail.
    pub(crate) async fn got(&self) {
        self.got.notified().await;
    }

    /// How many mails he has been given since the last time.
    pub(crate) fn count(&self) -> usize {
        self.given.lock().unwrap().len()
    }

    /// All that he was given since the last time: to whom, and of how many things.
    pub(crate) fn told(&self) -> Vec<String> {
        let given = std::mem::take(&mut *self.given.lock().unwrap());
        given
            .iter()
            .map(|mail| format!("{} {}", mail.to.split('@').next().unwrap(), mail.things))
            .collect()
    }

    /// All that he was given since the last time, in order: to whom, and by which number a calendar is told of a meeting.
    pub(crate) fn invited(&self) -> Vec<String> {
        let given = std::mem::take(&mut *self.given.lock().unwrap());
        let told = given.iter().map(|mail| {
            let to = mail.to.split('@').next().unwrap();
            match &mail.invitation {
                Some(meeting) => format!("{to} {}{}", meeting.number, if meeting.off { " off" } else { "" }),
                None => format!("{to} -"),
            }
        });
        let mut told: Vec<String> = told.collect();
        told.sort();
        told
    }

    /// The ids of all that he was given since the last time.
    pub(crate) fn ids(&self) -> Vec<Uuid> {
        let given = std::mem::take(&mut *self.given.lock().unwrap());
        given.iter().map(|mail| mail.id).collect()
    }
}

#[async_trait]
impl Mailer for Postman {
    async fn send(&self, mail: &Mail) -> Result<(), MailFault> {
        self.given.lock().unwrap().push(mail.clone());
        self.got.notify_one();
        if *self.never.lock().unwrap() {
            std::future::pending::<()>().await;
        }
        match self.answers.lock().unwrap().pop_front() {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }
}

/// An engine whose people are known, with a postman. Everyone has an address and is told of everything at once.
pub(crate) async fn with_postman(background: bool) -> (Ground, Arc<Postman>) {
    let ground = Ground::new(background).await;
    for number in [10, 11, 20, 30] {
        let unit = Unit {
            id: unit(number),
            name: format!("Enhed {number}"),
            side: Side::Authority,
        };
        ground.store.put_unit(TENANT, unit).await.unwrap();
    }
    for (_, login, at, acts_as) in PEOPLE {
        let id = person(login);
        let known = Person {
            id,
            login: login.to_owned(),
            name: format!("Navn {login}"),
            password: None,
            roles: Vec::new(),
            active: true,
        };
        assert!(ground.store.put_person(TENANT, known).await.unwrap());
        let place = Member {
            person: id,
            unit: unit(at),
            acts_as: vec![acts_as.to_owned()],
        };
        ground.store.put_members(TENANT, id, vec![place]).await.unwrap();
        choose(&ground, login, |reach| {
            reach.reminders = Channel::AtOnce;
            reach.for_unit = Channel::AtOnce;
            reach.quiet = None;
        })
        .await;
    }
    let postman = Arc::new(Postman::default());
    ground.engine.mail_by(Arc::clone(&postman) as Arc<dyn Mailer>);
    (ground, postman)
}

/// A person chooses how they are told, from what they have chosen before.
pub(crate) async fn choose(ground: &Ground, login: &str, change: impl FnOnce(&mut Reach)) {
    let known = ground.store.reach(TENANT, &[person(login)]).await.unwrap().pop();
    let mut reach = known.unwrap_or_else(|| usual_reach(person(login), Some(address(login))));
    change(&mut reach);
    ground.store.put_reach(TENANT, reach).await.unwrap();
}

/// A person is away from a day to another, and someone stands in.
pub(crate) async fn away(ground: &Ground, login: &str, deputy: &str, days: (&str, &str)) {
    let absence = Absence {
        id: AbsenceId(Uuid::from_u128(
            person(login).0.as_u128() * 100 + person(deputy).0.as_u128(),
        )),
        person: person(login),
        deputy: person(deputy),
        first_day: days.0.parse().unwrap(),
        last_day: days.1.parse().unwrap(),
    };
    ground.store.put_absence(TENANT, absence).await.unwrap();
}

/// A case whose task a person has taken; what is said to its owner is said to them.
pub(crate) async fn taken(ground: &Ground, number: u128) -> CaseId {
    let case = ground.begin(Some(number)).await.unwrap().case;
    let what = samspil_core::case::Asked::Claim {
        item: ItemId::new("assess").unwrap(),
    };
    ground.ask(by(1, 10, "worker"), case, what).await.unwrap();
    case
}

/// The clock goes to a moment, with everything that is due then but mail.
pub(crate) async fn go(ground: &Ground, to: &str) {
    ground.clock.move_to(crate::ground::moment(to));
    ground.engine.wake_all_due().await.unwrap();
    ground.engine.hand_over_all().await.unwrap();
}

/// Sends what is due; how many mails went out.
pub(crate) async fn post(ground: &Ground) -> usize {
    ground.engine.send_mail().await.unwrap()
}

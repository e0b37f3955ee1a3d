//! Two municipalities whose people, units and cases have the same ids, played and kept in a store.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use samspil_core::case::{Actor, Asked, Binding, Runnable};
use samspil_core::id::{CaseId, CommandId, PartyId, TenantId};
use samspil_runtime::{Ask, Begin, By, Clock, Engine, RandomIds, Settings, TestClock};
use uuid::Uuid;

use crate::chance::Chance;
use crate::flow::Flow;
use crate::record::Person;
use crate::world::{self, World, by, person, starts, title};

/// The two municipalities, with what the texts of each begin with.
const TENANTS: [(TenantId, &str); 2] = [(TenantId(11_111_111), "østby"), (TenantId(22_222_222), "vestby")];

/// How many deeds are done in each case.
const DEEDS: usize = 40;

/// The number of the case that everyone hears of.
const LAST: u128 = 99;

/// The id of a municipality's case.
pub(crate) fn case(number: u128) -> CaseId {
    CaseId(Uuid::from_u128(7_000 + number))
}

/// The case that everyone hears of, and that comes after all others.
pub(crate) fn last_case() -> CaseId {
    case(LAST)
}

/// Whoever asks in a trial at a moment, as the runtime knows them.
fn asker(actor: &Actor, people: &[Person], at: DateTime<Utc>) -> By {
    match actor {
        Actor::Outside => By::Outside,
        Actor::Person { person: id, .. } => {
            by(people.iter().find(|one| person(one.number) == *id).unwrap(), at)
        }
        Actor::Engine | Actor::Party { .. } => By::Engine,
    }
}

/// A municipality.
pub(crate) struct Town<'r> {
    pub(crate) tenant: TenantId,
    /// What its texts begin with; those of a case go on with the case's number.
    pub(crate) mark: &'static str,
    /// What the texts of the other one begin with.
    pub(crate) other: &'static str,
    pub(crate) people: Vec<Person>,
    pub(crate) worlds: Vec<World<'r>>,
}

impl<'r> Town<'r> {
    /// A municipality with so many cases in which deeds were done.
    pub(crate) fn played(
        number: usize,
        cases: u128,
        (flow, run): (&'r Flow, &'r Runnable),
        chance: &mut Chance,
    ) -> Self {
        let (tenant, mark) = TENANTS[number];
        let people = world::people(flow, chance, false);
        let worlds = (0..cases).map(|case| {
            let seed = chance.below(usize::MAX) as u64;
            let own: &'static str = format!("{mark}{case}").leak();
            let mut world = World::new(flow, run, own, people.clone(), Chance::new(seed));
            (0..DEEDS).for_each(|_| world.deed());
            world
        });
        Self {
            tenant,
            mark,
            other: TENANTS[1 - number].1,
            worlds: worlds.collect(),
            people,
        }
    }

    /// Everything that was asked of the town's cases, in the order of its time.
    fn script(&self) -> Vec<(DateTime<Utc>, TenantId, CaseId, By, Asked)> {
        let of_world = |(number, world): (usize, &World<'r>)| {
            let case = case(number as u128);
            let lines = world.script.iter();
            let lines = lines.map(move |(at, actor, what)| {
                (
                    *at,
                    self.tenant,
                    case,
                    asker(actor, &self.people, *at),
                    what.clone(),
                )
            });
            lines.collect::<Vec<_>>()
        };
        self.worlds.iter().enumerate().flat_map(of_world).collect()
    }
}

/// An engine over the store at an address, in which the same was done.
pub(crate) async fn engine(url: &str, towns: &[Town<'_>], flow: &Flow) -> (Arc<Engine>, Arc<TestClock>) {
    let store = samspil_store::open(url).await.unwrap();
    let clock = Arc::new(TestClock::new(starts()));
    for town in towns {
        store.add_tenant(town.tenant, town.mark).await.unwrap();
    }
    let settings = Settings {
        background: false,
        ..Settings::default()
    };
    let engine = Engine::new(
        store,
        Arc::clone(&clock) as Arc<dyn Clock>,
        Arc::new(RandomIds),
        settings,
    );
    for town in towns {
        engine
            .publish(town.tenant, &flow.written(), "test")
            .await
            .unwrap();
        for (number, world) in (0..).zip(&town.worlds) {
            let begin = Begin {
                flow: "tried".to_owned(),
                version: None,
                title: title(world.mark),
                parties: Vec::new(),
                data: serde_json::Value::Null,
            };
            let key = Some(CommandId(case(number).0));
            let begun = engine.begin(town.tenant, By::Engine, begin, key).await.unwrap();
            assert_eq!(begun.case, case(number));
        }
    }
    let mut script: Vec<_> = towns.iter().flat_map(Town::script).collect();
    script.sort_by_key(|(at, tenant, case, ..)| (*at, *tenant, *case));
    for (at, tenant, case, by, what) in script {
        clock.move_to(at);
        engine.wake_all_due().await.unwrap();
        let ask = Ask {
            case,
            what: what.clone(),
            seen: None,
        };
        let answer = engine.ask(tenant, by, ask, None).await;
        answer.unwrap_or_else(|failure| panic!("{what:?}: {failure:?}"));
    }
    (engine, clock)
}

/// A case begins that everyone of a municipality is bound in.
pub(crate) async fn begin_last(engine: &Engine, town: &Town<'_>, flow: &Flow) {
    let mut parties = flow.parties.iter();
    let plain = parties.find(|party| !party.needs_consent && party.sees_in.is_empty());
    let to = town
        .people
        .iter()
        .map(|one| Binding::to(None, Some(person(one.number))));
    let begin = Begin {
        flow: "tried".to_owned(),
        version: None,
        title: title(town.mark),
        parties: vec![(PartyId::new(plain.unwrap().name).unwrap(), to.collect())],
        data: serde_json::Value::Null,
    };
    let key = Some(CommandId(last_case().0));
    engine.begin(town.tenant, By::Engine, begin, key).await.unwrap();
}

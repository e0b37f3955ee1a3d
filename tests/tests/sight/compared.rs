//! Decision by decision: what the engine shows of a case against what the oracle says.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_core::case::{Actor, Change, Eyes, View, why_seen};
use samspil_core::id::{CaseId, FieldPath, ItemId, PartyId};
use samspil_runtime::{By, Grounds};
use uuid::Uuid;

use crate::flow::{Flow, Kind};
use crate::oracle::{Oracle, Sight};
use crate::record::{Deed, Person};
use crate::world::{World, by, canary, person, texts};

/// How many decisions were compared, and the first that came out differently.
#[derive(Default)]
pub(crate) struct Compared {
    pub(crate) decisions: u64,
    pub(crate) different: Option<String>,
}

impl Compared {
    fn check<T: PartialEq + std::fmt::Debug>(
        &mut self,
        engine: &T,
        oracle: &T,
        what: impl FnOnce() -> String,
    ) {
        self.decisions += 1;
        if engine != oracle && self.different.is_none() {
            self.different = Some(format!(
                "{}: the engine says {engine:?}, the oracle {oracle:?}",
                what()
            ));
        }
    }
}

/// Everything that one person sees of the case at a moment.
pub(crate) fn compare(
    world: &World<'_>,
    oracle: &Oracle<'_>,
    one: &Person,
    at: DateTime<Utc>,
    told: &mut Compared,
) {
    let sight = oracle.sight(&world.record, one, at);
    let who = || format!("person {} at {at}", one.number);
    seen(world, oracle, (&by(one, at), &sight, at), &who, told);
}

/// The same for whoever came by a link as one party, into this case or into another one.
pub(crate) fn compare_by_link(
    world: &World<'_>,
    oracle: &Oracle<'_>,
    (one, party): (&Person, &str),
    at: DateTime<Utc>,
    told: &mut Compared,
) {
    let link = |case| By::Linked {
        person: person(one.number),
        case,
        party: PartyId::new(party).unwrap(),
        grounds: Grounds::default(),
    };
    let case = world.trial.case.as_ref().unwrap().id;
    let sight = oracle.sight_by_link(&world.record, one, party, at);
    let who = || format!("person {} by a link as {party} at {at}", one.number);
    seen(world, oracle, (&link(case), &sight, at), &who, told);
    let elsewhere = link(CaseId(Uuid::from_u128(!case.0.as_u128())));
    let who = || format!("person {} by a link into another case at {at}", one.number);
    seen(world, oracle, (&elsewhere, &Sight::default(), at), &who, told);
}

/// Everything that an asker sees of the case against what the oracle says of their sight.
fn seen(
    world: &World<'_>,
    oracle: &Oracle<'_>,
    (asker, sight, at): (&By, &Sight, DateTime<Utc>),
    who: &dyn Fn() -> String,
    told: &mut Compared,
) {
    let view = View {
        run: world.trial.run,
        case: world.trial.case.as_ref().unwrap(),
        at,
    };
    told.check(&asker.may_see(&view), &!sight.eyes.is_empty(), || {
        format!("{} knows of the case", who())
    });
    let eyes = asker.eyes(&view);
    let parties = |list: &[PartyId]| -> BTreeSet<String> { list.iter().map(ToString::to_string).collect() };
    let named: BTreeSet<String> = sight.eyes.iter().map(|eye| eye.party.to_owned()).collect();
    told.check(&parties(eyes.parties()), &named, || format!("{} sees as", who()));
    let acting: BTreeSet<String> = sight.acting.iter().map(|party| (*party).to_owned()).collect();
    let acts = match asker.in_case(&view) {
        Actor::Person { parties: list, .. } => parties(&list),
        other => panic!("a person is no {other:?}"),
    };
    told.check(&acts, &acting, || format!("{} acts as", who()));
    if sight.eyes.is_empty() {
        return;
    }
    let asked = Asked {
        world,
        oracle,
        view,
        eyes: &eyes,
        sight,
        at,
    };
    fields(&asked, who, told);
    items(&asked, who, told);
    history(&asked, who, told);
    letters(&asked, who, told);
    let title = view.seen_title(&eyes).is_some();
    told.check(&title, &oracle.sees_title(&world.record, sight), || {
        format!("{} sees the title", who())
    });
}

struct Asked<'a> {
    world: &'a World<'a>,
    oracle: &'a Oracle<'a>,
    view: View<'a>,
    eyes: &'a Eyes,
    sight: &'a Sight,
    at: DateTime<Utc>,
}

impl Asked<'_> {
    fn flow(&self) -> &Flow {
        self.oracle.flow
    }

    fn oracle_sees(&self, path: &str) -> bool {
        let pair = self
            .flow()
            .all_fields()
            .find(|(_, inner)| inner.path == path)
            .unwrap();
        self.oracle
            .sees_field(&self.world.record, self.sight, pair, self.at)
    }
}

fn path(text: &str) -> FieldPath {
    FieldPath::new(text).unwrap()
}

/// The face of fields, and the face of values: each with the parts inside.
fn fields(asked: &Asked<'_>, who: &dyn Fn() -> String, told: &mut Compared) {
    for (outer, inner) in asked.flow().all_fields() {
        let seen = asked.view.sees_field(asked.eyes, &path(&inner.path));
        let right = asked
            .oracle
            .sees_field(&asked.world.record, asked.sight, (outer, inner), asked.at);
        told.check(&seen, &right, || format!("{} sees {}", who(), inner.path));
    }
    for field in &asked.flow().fields {
        let Some(value) = asked.view.case.data.get(field.path.as_str()) else {
            continue;
        };
        let shown = asked.view.seen_value(asked.eyes, &path(&field.path), value);
        let shown = shown.map(|value| texts(&value));
        let right = asked.oracle_sees(&field.path).then(|| -> BTreeSet<String> {
            let parts = field
                .inner
                .iter()
                .filter(|inner| !matches!(inner.kind, Kind::Is(_)));
            let seen = parts.filter(|inner| asked.oracle_sees(&inner.path));
            let texts: BTreeSet<String> = seen.map(|inner| canary(inner, asked.world.mark)).collect();
            if field.inner.is_empty() {
                [canary(field, asked.world.mark)].into()
            } else {
                texts
            }
        });
        told.check(&shown, &right, || format!("{} is shown {}", who(), field.path));
    }
}

/// The face of items, and what is told of why they stand as they do.
fn items(asked: &Asked<'_>, who: &dyn Fn() -> String, told: &mut Compared) {
    for item in &asked.flow().items {
        let id = ItemId::new(&item.name).unwrap();
        let right = asked.oracle.sees_item(&asked.world.record, asked.sight, item);
        told.check(&asked.view.sees_named(asked.eyes, &id), &right, || {
            format!("{} sees {id}", who())
        });
        let why = why_seen(&asked.view, asked.eyes, &id);
        told.check(&why.is_some(), &right, || format!("{} is told why {id}", who()));
        let text = serde_json::to_string(&why).unwrap();
        for (_, field) in asked
            .flow()
            .all_fields()
            .filter(|(_, field)| text.contains(&canary(field, asked.world.mark)))
        {
            told.check(&true, &asked.oracle_sees(&field.path), || {
                format!("{} is told {} by why", who(), field.path)
            });
        }
    }
}

/// The face of letters: what each tells, who reads it, and who says what has become of it.
fn letters(asked: &Asked<'_>, who: &dyn Fn() -> String, told: &mut Compared) {
    let (view, record) = (asked.view, &asked.world.record);
    told.check(&asked.world.told.len(), &record.letters.len(), || {
        "so many letters were written".to_owned()
    });
    for (letter, texts) in record.letters.iter().zip(&asked.world.told) {
        let fields = asked.flow().all_fields();
        let right = asked.oracle.told(letter);
        let right = fields.filter(|(_, field)| right.contains(field.path.as_str()));
        let right = right.map(|(_, field)| canary(field, asked.world.mark)).collect();
        told.check(texts, &right, || format!("a letter of {}", letter.item));
    }
    for item in asked.flow().items.iter().filter(|item| item.letter.is_some()) {
        let id = ItemId::new(&item.name).unwrap();
        let known = &view.case.item(&id).letters;
        let written: Vec<_> = record
            .letters
            .iter()
            .filter(|one| one.item == item.name)
            .collect();
        told.check(&known.len(), &written.len(), || {
            format!("so many letters of {id} were written")
        });
        for (letter, written) in known.iter().zip(written) {
            let reads = view.reads_letter(asked.eyes, &id, letter);
            let right = asked.oracle.reads_letter(record, asked.sight, written, asked.at);
            told.check(&reads, &right, || {
                format!("{} reads letter {} of {id}", who(), letter.number)
            });
        }
        let sends = view.sends_letter(asked.eyes, &id);
        let right = asked.oracle.sends_letter(record, asked.sight, &item.name);
        told.check(&sends, &right, || format!("{} sends the letters of {id}", who()));
    }
}

/// The face of history: what the oracle knows was done is told as far as it is seen, and no text of what is not seen.
fn history(asked: &Asked<'_>, who: &dyn Fn() -> String, told: &mut Compared) {
    let record = &asked.world.record;
    let seen: Vec<_> = asked
        .world
        .events
        .iter()
        .map(|event| asked.view.seen_event(asked.eyes, event))
        .collect();
    for (number, deed) in &record.deeds {
        let event = &seen[usize::try_from(*number).unwrap()];
        let changes = event.as_ref().map_or(&[][..], |event| &event.changes);
        let has = |is: &dyn Fn(&Change) -> bool| changes.iter().any(is);
        let sees_item = |name: &String| {
            let item = asked.flow().items.iter().find(|item| item.name == *name).unwrap();
            asked.oracle.sees_item(record, asked.sight, item)
        };
        let what = || format!("{} reads {deed:?} in event {number}", who());
        match deed {
            Deed::Began => {
                let title =
                    has(&|change| matches!(change, Change::CaseStarted { title, .. } if !title.is_empty()));
                told.check(&title, &asked.oracle.sees_title(record, asked.sight), what);
            }
            Deed::Bound => told.check(
                &has(&|change| matches!(change, Change::PartyBound { .. })),
                &true,
                what,
            ),
            Deed::Set(fields) => {
                for field in fields {
                    let set = has(
                        &|change| matches!(change, Change::DataSet { values } if values.contains_key(field.as_str())),
                    );
                    told.check(&set, &asked.oracle_sees(field), what);
                }
            }
            Deed::Done(item) => {
                let done = has(&|change| matches!(change, Change::Done { .. }));
                told.check(&done, &sees_item(item), what);
            }
            Deed::HandedOver(item) => {
                let handed = has(&|change| matches!(change, Change::HandedOver { .. }));
                told.check(&handed, &sees_item(item), what);
            }
            Deed::Trust => {
                let trust = has(&|change| {
                    matches!(
                        change,
                        Change::ConsentGiven { .. }
                            | Change::ConsentWithdrawn { .. }
                            | Change::ProtectionSet { .. }
                            | Change::OpenedWithReason { .. }
                            | Change::RegisterVisited { .. }
                    )
                });
                told.check(&trust, &asked.oracle.sees_grounds(asked.sight), what);
            }
        }
    }
    hidden(asked, &seen, who, told);
}

/// No text of a field, no title and no person that is hidden stands anywhere in the history.
fn hidden(
    asked: &Asked<'_>,
    seen: &[Option<samspil_core::case::Event>],
    who: &dyn Fn() -> String,
    told: &mut Compared,
) {
    let text = serde_json::to_string(seen).unwrap();
    for (_, field) in asked.flow().all_fields() {
        if text.contains(&canary(field, asked.world.mark)) {
            told.check(&true, &asked.oracle_sees(&field.path), || {
                format!("{} reads the text of {}", who(), field.path)
            });
        }
    }
    let record = &asked.world.record;
    if !asked.oracle.sees_title(record, asked.sight) {
        let citizens = record
            .bound
            .get("citizen")
            .into_iter()
            .flatten()
            .filter_map(|bound| bound.person);
        for citizen in citizens {
            let named = text.contains(&person(citizen).0.to_string());
            // Somebody may be there in another role as well, and is named in that.
            let elsewhere = record.bound.iter().any(|(party, bound)| {
                *party != "citizen" && bound.iter().any(|one| one.person == Some(citizen))
            });
            if !elsewhere {
                told.check(&named, &false, || format!("{} reads who the citizen is", who()));
            }
        }
    }
}

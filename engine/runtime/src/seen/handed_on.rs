//! Handing several tasks on at once, to a colleague or a unit, with one reason.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::case::{Asked, Binding};
use samspil_core::id::{CaseId, CommandId, ItemId, PartyId, PersonId, TenantId, UnitId};
use samspil_store::Stands;

use crate::rows::id_of;
use crate::{Ask, By, CaseRead, Engine, Failure, Grounds, Once};

/// The most tasks that are handed on at once: a page of a list as programs ask for it.
pub const MAX_HANDED_ON: usize = 100;

/// How often a task is decided anew where its case changed meanwhile: as often as a command of one person is, and a case that
/// changes more often than that is another's to wait for.
const MAX_TRIES: usize = 8;

/// To whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hand {
    /// A colleague, with their places: each task that they act for the owner of is laid in their hands.
    Colleague(PersonId, Stands),
    /// A unit: each task goes to the party of its case that is the unit's, on the owner's side of the table.
    Unit(UnitId),
}

impl Hand {
    /// Who gets the tasks, whatever places they have: a key is one receiver's.
    const fn bytes(&self) -> (&'static [u8], [u8; 16]) {
        match self {
            Self::Colleague(person, _) => (b"colleague", *person.0.as_bytes()),
            Self::Unit(unit) => (b"unit", *unit.0.as_bytes()),
        }
    }
}

/// Which tasks, to whom and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandOn {
    /// The tasks; each is taken once.
    pub tasks: Vec<(CaseId, ItemId)>,
    /// To whom.
    pub to: Hand,
    /// Why, for whoever gets them; it stands in the history of each case.
    pub reason: String,
}

/// Why a task stayed where it was.
#[derive(Debug)]
pub enum NotHanded {
    /// There is no such task, or the asker may not know of it.
    NotThere,
    /// The colleague does not act for the owner of the task.
    NotTheirs,
    /// No party on the owner's side of that case is the unit's.
    NoParty,
    /// The core said no, or it could not be done now.
    Failure(Failure),
}

/// What came of it.
#[derive(Debug, Default)]
pub struct HandedOn {
    /// What went over.
    pub done: Vec<(CaseId, ItemId)>,
    /// What stayed, and why.
    pub stayed: Vec<(CaseId, ItemId, NotHanded)>,
}

impl Engine {
    /// Hands tasks on: a command to each, each by itself. Sent again with the same key, what went over stays so and the rest
    /// is tried. Of tasks beyond [`MAX_HANDED_ON`] none is touched.
    ///
    /// # Errors
    /// [`Failure::KeyReused`] where the key was used for another receiver or by somebody else; where the cases could not be
    /// found.
    pub async fn hand_on(
        &self,
        tenant: TenantId,
        by: &By,
        wanted: &HandOn,
        key: CommandId,
    ) -> Result<HandedOn, Failure> {
        let (kind, receiver) = wanted.to.bytes();
        let asker = by.bytes();
        let asks: [&[u8]; 4] = [b"hand_on", &asker, kind, &receiver];
        let once = Once {
            key: CommandId(id_of(&[b"hand_on_to", key.0.as_bytes()])),
            asks: &asks,
        };
        self.once(tenant, once, async { Ok::<(), Failure>(()) }).await?;
        let mut once = BTreeSet::new();
        let chosen = wanted.tasks.iter().filter(|task| once.insert((*task).clone()));
        let chosen: Vec<&(CaseId, ItemId)> = chosen.take(MAX_HANDED_ON).collect();
        let cases: BTreeSet<CaseId> = chosen.iter().map(|(case, _)| *case).collect();
        let cases: Vec<CaseId> = cases.into_iter().collect();
        let mut known = self.shared().known(tenant, by, &cases).await?;
        let mut handed = HandedOn::default();
        for (case, item) in chosen {
            let parts = [key.0.as_bytes(), case.0.as_bytes(), item.as_str().as_bytes()];
            let own = CommandId(id_of(&[b"hand_on", parts[0], parts[1], parts[2]]));
            let task = (*case, item, own);
            let came = self.hand_on_one(tenant, by, wanted, task, &mut known).await;
            match came {
                Ok(()) => handed.done.push((*case, item.clone())),
                Err(why) => handed.stayed.push((*case, item.clone(), why)),
            }
        }
        Ok(handed)
    }

    /// Hands one task on, as its case stood when it was decided that the receiver may get it: where it has changed since, it
    /// is read and decided anew.
    async fn hand_on_one(
        &self,
        tenant: TenantId,
        by: &By,
        wanted: &HandOn,
        (case, item, own): (CaseId, &ItemId, CommandId),
        known: &mut BTreeMap<CaseId, CaseRead>,
    ) -> Result<(), NotHanded> {
        let mut changed = None;
        for _ in 0..MAX_TRIES {
            if changed.is_some() {
                let read = self.shared().known(tenant, by, &[case]).await;
                known.remove(&case);
                known.extend(read.map_err(NotHanded::Failure)?);
            }
            let decided = match known.get(&case) {
                Some(read) => asked(read, by, item, wanted).map(|what| (read.case.version, what)),
                None => Err(NotHanded::NotThere),
            };
            let (version, what) = match decided {
                Ok(decided) => decided,
                // What went over before may be out of the asker's sight by now, or another's to hand on.
                Err(why) => {
                    return match self.was_answered(tenant, Some(own)).await {
                        Ok(true) => Ok(()),
                        Ok(false) => Err(why),
                        Err(failure) => Err(NotHanded::Failure(failure)),
                    };
                }
            };
            let ask = Ask {
                case,
                seen: Some(version),
                what,
            };
            match self.ask(tenant, by.clone(), ask, Some(own)).await {
                Ok(_) => return Ok(()),
                Err(failure @ Failure::Changed { .. }) => changed = Some(failure),
                Err(failure) => return Err(NotHanded::Failure(failure)),
            }
        }
        Err(changed.map_or(NotHanded::NotThere, NotHanded::Failure))
    }
}

/// The command for one task.
fn asked(read: &CaseRead, by: &By, item: &ItemId, wanted: &HandOn) -> Result<Asked, NotHanded> {
    let (view, eyes) = (read.view(), read.eyes(by));
    let found = read.run.item(&read.case, item).ok_or(NotHanded::NotThere)?;
    let owner = view.owner(&found).ok_or(NotHanded::NotThere)?;
    if eyes.is_looking_in() || !(eyes.contains(&owner) || view.sees_named(&eyes, item)) {
        return Err(NotHanded::NotThere);
    }
    match &wanted.to {
        Hand::Colleague(person, stands) => {
            let colleague = By::Person {
                person: *person,
                members: stands.members.clone(),
                stands_in: stands.stands_in.clone(),
                grounds: Grounds::default(),
            };
            if !read.eyes(&colleague).acting().contains(&owner) {
                return Err(NotHanded::NotTheirs);
            }
            Ok(Asked::Give {
                item: item.clone(),
                person: *person,
                reason: wanted.reason.clone(),
            })
        }
        Hand::Unit(unit) => Ok(Asked::HandOver {
            item: item.clone(),
            to: party_of(read, &owner, *unit).ok_or(NotHanded::NoParty)?,
            reason: Some(wanted.reason.clone()),
        }),
    }
}

/// The party on the side of the owner that is bound to the unit; the owner where it is.
fn party_of(read: &CaseRead, owner: &PartyId, unit: UnitId) -> Option<PartyId> {
    let view = read.view();
    let parties = &read.run.flow.parties;
    let side = parties.get(owner)?.side;
    let is_bound = |party: &PartyId| {
        let mut bound = view.bound_now(party);
        bound.any(|one: &Binding| one.unit == Some(unit))
    };
    if is_bound(owner) {
        return Some(owner.clone());
    }
    let mut there = parties.values().filter(|party| party.side == side);
    there
        .find(|party| is_bound(&party.id))
        .map(|party| party.id.clone())
}

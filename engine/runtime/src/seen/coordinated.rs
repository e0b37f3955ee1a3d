//! The cases that somebody coordinates, and handing all of them over to another.

use std::collections::BTreeSet;

use samspil_core::case::{Asked, Binding, Eyes};
use samspil_core::id::{CaseId, CommandId, PartyId, PersonId, TenantId};
use samspil_store::{CaseQuery, CaseStatus};

use super::MAX_PAGE;
use super::cases::near;
use crate::look::{Look, criterion};
use crate::rows::id_of;
use crate::{Ask, By, CaseRead, Engine, Failure};

/// How many cases a coordinator has at most on the board: beyond them nobody keeps an overview.
const MAX_COORDINATED: usize = 200;

/// How many pages of cases are looked through for those, so that a large unit's other cases cost no more than that.
const MAX_PAGES: usize = 20;

/// A case that somebody coordinates.
#[derive(Debug)]
pub struct Coordinated {
    /// The case.
    pub read: CaseRead,
    /// With whose eyes the reader sees it.
    pub eyes: Eyes,
    /// The party that coordinates.
    pub party: PartyId,
}

/// The cases that somebody coordinates.
#[derive(Debug, Default)]
pub struct Board {
    /// The cases, those that changed last first.
    pub cases: Vec<Coordinated>,
    /// There may be more.
    pub more: bool,
}

/// That all that somebody coordinates goes to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PassOn {
    /// From whom.
    pub from: PersonId,
    /// To whom.
    pub to: PersonId,
    /// What they must know; they find it among their work in each case.
    pub note: String,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct PassedOn {
    /// The cases that went over.
    pub done: Vec<CaseId>,
    /// Those that did not, and why not.
    pub stayed: Vec<(CaseId, Failure)>,
    /// There may be more cases, which did not go over yet.
    pub more: bool,
}

impl Engine {
    /// The open cases that the asker coordinates, or another person as far as the asker sees their cases, after it is
    /// logged.
    ///
    /// # Errors
    /// Where it could not be logged, or the store cannot.
    pub async fn coordinated(
        &self,
        tenant: TenantId,
        by: &By,
        of: Option<PersonId>,
        look: &Look,
    ) -> Result<Board, Failure> {
        let board = self.coordinated_found(tenant, by, of).await?;
        let asked = criterion([
            ("what", Some("coordinated".to_owned())),
            ("of", of.map(|of| of.0.to_string())),
        ]);
        self.log(tenant, by, look, (asked, Some(board.cases.len())), None)
            .await?;
        Ok(board)
    }

    async fn coordinated_found(
        &self,
        tenant: TenantId,
        by: &By,
        of: Option<PersonId>,
    ) -> Result<Board, Failure> {
        let Some(near) = near(by) else {
            return Ok(Board::default());
        };
        let near = of.map_or_else(|| near, |of| (Vec::new(), vec![of]));
        let mut board = Board::default();
        for status in [CaseStatus::Open, CaseStatus::OnHold] {
            let mut query = CaseQuery {
                status: Some(status),
                bound_to: Some(near.clone()),
                limit: MAX_PAGE,
                ..CaseQuery::default()
            };
            let mut over = false;
            for _ in 0..MAX_PAGES {
                let rows = self.store().find(tenant, &query).await?;
                query.after = rows.last().map(|row| (row.changed_at, row.case));
                over = u32::try_from(rows.len()).unwrap_or(MAX_PAGE) < MAX_PAGE;
                let mut ids: Vec<CaseId> = Vec::new();
                for row in &rows {
                    let (flow, version) = (&row.head.flow, row.head.flow_version);
                    let run = self.shared().flow(tenant, flow, version).await?;
                    ids.extend(run.flow.coordinator().map(|_| row.case));
                }
                let mut known = self.known(tenant, by, &ids).await?;
                let found = ids.iter().filter_map(|id| coordinated(known.remove(id)?, by, of));
                board.cases.extend(found);
                if over || board.cases.len() >= MAX_COORDINATED {
                    break;
                }
            }
            board.more |= !over || board.cases.len() > MAX_COORDINATED;
        }
        board.cases.truncate(MAX_COORDINATED);
        Ok(board)
    }

    /// Hands everything that one person coordinates over to another, as far as the asker sees it: a command to each case,
    /// each by itself. Sent again with the same key, what went over stays so and the rest is tried.
    ///
    /// # Errors
    /// Where the cases could not be found, or that could not be logged.
    pub async fn pass_on(
        &self,
        tenant: TenantId,
        by: &By,
        pass: &PassOn,
        (key, look): (CommandId, &Look),
    ) -> Result<PassedOn, Failure> {
        let board = self.coordinated(tenant, by, Some(pass.from), look).await?;
        let mut passed = PassedOn {
            more: board.more,
            ..PassedOn::default()
        };
        for one in board.cases {
            let (case, version) = (one.read.case.id, one.read.case.version);
            let ask = Ask {
                case,
                seen: Some(version),
                what: Asked::PassOn {
                    to: in_place_of(&one, pass),
                    party: one.party,
                    note: pass.note.clone(),
                    protected: false,
                },
            };
            let key = CommandId(id_of(&[b"pass_on", key.0.as_bytes(), case.0.as_bytes()]));
            match self.ask(tenant, by.clone(), ask, Some(key)).await {
                Ok(_) => passed.done.push(case),
                Err(failure) => passed.stayed.push((case, failure)),
            }
        }
        Ok(passed)
    }
}

/// The case where it has not ended and the asker, or the person who is named, coordinates it.
fn coordinated(read: CaseRead, by: &By, of: Option<PersonId>) -> Option<Coordinated> {
    let eyes = read.eyes(by);
    let party = read.run.flow.coordinator()?.id.clone();
    let coordinates = match of {
        None => eyes.contains(&party),
        Some(person) => read
            .view()
            .bound_now(&party)
            .any(|one| one.person == Some(person)),
    };
    (coordinates && !eyes.is_looking_in() && !read.case.has_ended()).then_some(Coordinated {
        read,
        eyes,
        party,
    })
}

/// Whom the party is bound to once one person has taken another's place; each once.
fn in_place_of(one: &Coordinated, pass: &PassOn) -> Vec<Binding> {
    let bound = one.read.case.parties.get(&one.party).into_iter().flatten();
    let mut there = BTreeSet::new();
    let changed = bound.map(|binding| match binding.person {
        Some(person) if person == pass.from => Binding::to(None, Some(pass.to)),
        _ => binding.clone(),
    });
    changed.filter(|binding| there.insert(binding.clone())).collect()
}

//! One thing that someone does in a case of the demo.

use samspil_core::calendar::local_date;
use samspil_core::case::{Asked, Standing, Status};
use samspil_core::flow::{Party, Side, WorkKind};
use samspil_core::id::{CaseId, ItemId, MessageName, PartyId};
use samspil_runtime::{Ask, Begin, By, CaseRead, Clock, Failure};
use serde_json::Value as Json;

use super::course::{After, Beside};
use super::forms::{Facts, form};
use super::needs::need;
use super::people::{TENANT, unit_name};
use super::unfold::{Played, Unfolded, Unfolding};

/// The flow that the demo's cases run by.
pub(super) const FLOW: &str = "voksen-bum";

/// The party that keeps the case.
const KEEPER: &str = "caseworker";

/// The code of a refusal that only waiting helps: the case stands still.
const ON_HOLD: &str = "on_hold";

/// Something that someone does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Move {
    /// The case begins.
    Begin,
    /// This round of a task is taken on.
    Claim { item: ItemId, round: u32 },
    /// This round of a task is done.
    Work { item: ItemId, round: u32, tries: u32 },
    /// Something beside the tasks, by its place in the course.
    Beside { index: usize, tries: u32 },
}

impl Move {
    /// The same, tried once more.
    pub(super) fn tried(self) -> Self {
        match self {
            Self::Work { item, round, tries } => Self::Work {
                item,
                round,
                tries: tries + 1,
            },
            Self::Beside { index, tries } => Self::Beside {
                index,
                tries: tries + 1,
            },
            other => other,
        }
    }

    const fn tries(&self) -> u32 {
        match self {
            Self::Work { tries, .. } | Self::Beside { tries, .. } => *tries,
            Self::Begin | Self::Claim { .. } => u32::MAX,
        }
    }
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Came {
    /// It was done, or there was nothing to do any more.
    Nothing,
    /// The case began.
    Begun(CaseId),
    /// Another delivers now.
    GoneTo(&'static str),
    /// The case said no.
    Refused {
        /// What was tried.
        what: Move,
        /// The refusal's code, and what stands in the way.
        code: String,
        /// How often it had been tried before.
        tries: u32,
    },
}

impl Played {
    /// Who delivers once the item is done, where that makes the case go to another.
    fn goes_to(&self, item: &str) -> Option<&'static str> {
        self.course
            .beside()
            .find_map(|(after, _, beside)| match (after, beside) {
                (After::Done(done, _), Beside::GoesTo(provider)) if done == item => Some(provider),
                _ => None,
            })
    }
}

impl Unfolding<'_> {
    /// Makes a move in a case.
    pub(super) async fn make(&self, played: &Played, what: Move) -> Result<Came, Unfolded> {
        let made = match (&what, played.id) {
            (Move::Begin, _) => self.begin(played).await,
            (_, None) => Ok(Came::Nothing),
            (Move::Claim { item, round }, Some(id)) => self.claim(played, id, item, *round).await,
            (Move::Work { item, round, .. }, Some(id)) => self.work(played, id, item, *round).await,
            (Move::Beside { index, .. }, Some(id)) => self.beside(played, id, *index).await,
        };
        match made {
            Err(Failure::Refused(refusal)) => {
                let because = refusal.because.iter().map(|block| block.code.as_str());
                let because: Vec<&str> = because.collect();
                Ok(Came::Refused {
                    code: format!("{} {because:?}", refusal.code),
                    tries: if refusal.code == ON_HOLD { 0 } else { what.tries() },
                    what,
                })
            }
            other => Ok(other?),
        }
    }

    async fn begin(&self, played: &Played) -> Result<Came, Failure> {
        let run = self.engine.flow(TENANT, FLOW, None).await?;
        let course = played.course;
        let day = local_date(self.clock.now());
        let title = need(course.need).map_or("", |need| need.title.as_str());
        let begin = Begin {
            flow: FLOW.to_owned(),
            version: None,
            title: format!(
                "{}, {title} ({}-{:03})",
                course.initials,
                day.format("%Y"),
                played.number
            ),
            parties: played.cast.bindings(&run.flow, None, self.town),
            data: Json::Null,
        };
        let by = self.town.by(course.caseworker).unwrap_or(By::Engine);
        let begun = self.engine.begin(TENANT, by, begin, None).await?;
        Ok(Came::Begun(begun.case))
    }

    /// Whoever plays the party, and the case as it is.
    fn who(&self, played: &Played, read: &CaseRead, party: &PartyId) -> Option<By> {
        let party = read.run.flow.parties.get(party)?;
        played.cast.by(party, self.town)
    }

    /// Who does an open round of a task; none where that round is open no longer.
    fn hand(&self, played: &Played, read: &CaseRead, item: &ItemId, round: u32) -> Option<By> {
        let state = read.case.item(item);
        let open = state.status == Status::Active && state.round == round && !read.case.has_ended();
        let item = read.run.item(&read.case, item).filter(|_| open)?;
        self.who(played, read, &read.view().owner(&item)?)
    }

    async fn claim(&self, played: &Played, id: CaseId, item: &ItemId, round: u32) -> Result<Came, Failure> {
        let read = self.engine.read_for_itself(TENANT, id).await?;
        match self.hand(played, &read, item, round) {
            Some(by) if read.case.standing == Standing::Open => {
                self.ask(id, by, Asked::Claim { item: item.clone() }).await
            }
            _ => Ok(Came::Nothing),
        }
    }

    async fn work(&self, played: &Played, id: CaseId, item: &ItemId, round: u32) -> Result<Came, Failure> {
        let read = self.engine.read_for_itself(TENANT, id).await?;
        let Some(by) = self.hand(played, &read, item, round) else {
            return Ok(Came::Nothing);
        };
        let data = self.written(played, &read, item, round);
        let item = item.clone();
        self.ask(id, by, Asked::Complete { item, data }).await
    }

    /// What is written in the form of this round.
    fn written(&self, played: &Played, read: &CaseRead, item: &ItemId, round: u32) -> Json {
        let (Some(item), Some(need)) = (read.run.item(&read.case, item), need(played.course.need)) else {
            return Json::Null;
        };
        let facts = Facts {
            item: &item,
            view: read.view(),
            need,
            day: local_date(self.clock.now()),
            provider: unit_name(played.goes_to(item.id.as_str()).unwrap_or(played.cast.provider)),
        };
        form(&facts, played.course.says(item.id.as_str(), round))
    }

    async fn beside(&self, played: &Played, id: CaseId, index: usize) -> Result<Came, Failure> {
        let Some((_, _, beside)) = played.course.beside().nth(index) else {
            return Ok(Came::Nothing);
        };
        let read = self.engine.read_for_itself(TENANT, id).await?;
        if read.case.has_ended() {
            return Ok(Came::Nothing);
        }
        let keeper = self.town.by(played.cast.caseworker).unwrap_or(By::Engine);
        let reason = |reason: &str| reason.to_owned();
        let what = match beside {
            Beside::Does(item) => return self.does(played, &read, item).await,
            Beside::GoesTo(provider) => return self.go_to(played, &read, provider).await,
            Beside::Hears(message) => match MessageName::new(message) {
                Ok(message) => {
                    let data = Json::Null;
                    return self.ask(id, By::Outside, Asked::Message { message, data }).await;
                }
                Err(_) => return Ok(Came::Nothing),
            },
            Beside::Skips(item, why) => ItemId::new(item).map(|item| Asked::Skip {
                item,
                reason: reason(why),
            }),
            Beside::Redoes(item, why) => ItemId::new(item).map(|item| Asked::Redo {
                item,
                reason: reason(why),
            }),
            Beside::Adds(title, owner, why) => PartyId::new(owner).map(|owner| Asked::Add {
                title: title.to_owned(),
                owner,
                reason: reason(why),
                stage: None,
                kind: WorkKind::Task,
            }),
            Beside::Holds(why) => Ok(Asked::Hold { reason: reason(why) }),
            Beside::Resumes => Ok(Asked::Resume),
            Beside::Ends(why) => Ok(Asked::Terminate { reason: reason(why) }),
        };
        match what {
            Ok(what) => self.ask(id, keeper, what).await,
            Err(_) => Ok(Came::Nothing),
        }
    }

    /// Work that does not open by itself is done by whoever owns it.
    async fn does(&self, played: &Played, read: &CaseRead, name: &str) -> Result<Came, Failure> {
        let Some((_, item)) = read.run.flow.items.iter().find(|(id, _)| id.as_str() == name) else {
            return Ok(Came::Nothing);
        };
        let owner = read.view().owner(item);
        let by = owner.and_then(|owner| self.who(played, read, &owner));
        let round = read.case.item(&item.id).round + 1;
        let data = self.written(played, read, &item.id, round);
        let item = item.id.clone();
        self.ask(
            read.case.id,
            by.unwrap_or(By::Engine),
            Asked::Complete { item, data },
        )
        .await
    }

    /// The keeper binds the provider's parties to the new provider.
    async fn go_to(&self, played: &Played, read: &CaseRead, provider: &'static str) -> Result<Came, Failure> {
        let mut cast = played.cast;
        cast.provider = provider;
        let keeper: Option<&Party> = read
            .run
            .flow
            .parties
            .values()
            .find(|party| party.id.as_str() == KEEPER);
        let by = keeper
            .and_then(|party| cast.by(party, self.town))
            .unwrap_or(By::Engine);
        for (party, to) in cast.bindings(&read.run.flow, Some(Side::Provider), self.town) {
            let bind = Asked::Bind {
                party,
                to,
                protected: false,
            };
            self.ask(read.case.id, by.clone(), bind).await?;
        }
        Ok(Came::GoneTo(provider))
    }

    async fn ask(&self, case: CaseId, by: By, what: Asked) -> Result<Came, Failure> {
        let ask = Ask {
            case,
            what,
            seen: None,
        };
        self.engine.ask(TENANT, by, ask, None).await?;
        Ok(Came::Nothing)
    }
}

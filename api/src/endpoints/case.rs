//! One case, as whoever asks may see it.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::case::{
    Agreed, Eyes, Footing, OverBecause, OwedNow, PairTold, Protection, Relation, Standing, Status,
    SubcaseStanding, View, to_json,
};
use samspil_core::flow::{Item, ItemKind, Side};
use samspil_core::id::{CaseId, FieldPath, ItemId, MessageName, PartyId, PersonId, UnitId};
use samspil_core::text::{Language, Text};
use samspil_runtime::{CaseRead, Object};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::headers::tag;
use super::schema::{self, Words};
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// A case as you may see it.
#[derive(Serialize, ToSchema)]
pub(super) struct Case {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// How many events it has had; also its entity tag.
    version: u64,
    /// What people call it.
    title: String,
    /// The flow's name.
    flow: String,
    /// The version of the flow that the case runs by.
    flow_version: u32,
    /// The flow's title.
    #[schema(value_type = Words)]
    flow_title: Text,
    /// Whether work goes on.
    #[schema(schema_with = schema::standing)]
    standing: Standing,
    /// When it started.
    started_at: DateTime<Utc>,
    /// When it closed or was put on hold.
    stood_still_at: Option<DateTime<Utc>>,
    /// The parties whose eyes you have.
    #[schema(value_type = Vec<String>)]
    you_are: Vec<PartyId>,
    /// Whether you only look on: you may do nothing in the case.
    only_reads: bool,
    /// The parties and whom they are bound to.
    parties: Vec<Party>,
    /// What the citizen has consented to, newest first, where you may know that.
    consents: Vec<ConsentShown>,
    /// What of the citizen is protected: told to the authority alone.
    protected: Vec<&'static str>,
    /// The case file: sections of fields. What you do not see is not here.
    #[schema(schema_with = schema::object)]
    data: Map<String, Value>,
    /// Stages and items, in the flow's order. What you do not see is not here.
    items: Vec<ItemShown>,
    /// What is owed and in play, by name. What you do not see is not here.
    owed: Vec<Debt>,
    /// The case that it belongs to, where it is a sub-case and you may know of that case.
    #[schema(value_type = Option<uuid::Uuid>)]
    parent: Option<CaseId>,
    /// Its sub-cases, newest first. What you do not see is not here.
    subcases: Vec<SubcaseShown>,
    /// The pairs that it is or was in, newest first, as far as their protocol tells.
    pairs: Vec<PairShown>,
}

/// A pair of cases that this one is or was in: what was said, and nothing of the other case itself.
#[derive(Serialize, ToSchema)]
pub(super) struct PairShown {
    /// Which of the pairs of the case that began it this is.
    number: u32,
    /// What people call the protocol.
    #[schema(value_type = Words)]
    title: Text,
    /// The flow that the other case runs by.
    flow: String,
    /// The other case, once it has begun, where you may know of it.
    #[schema(value_type = Option<uuid::Uuid>)]
    case: Option<CaseId>,
    /// The party that stands for the other side.
    #[schema(value_type = Words)]
    other: Text,
    /// What has been said.
    spoken: Vec<SpokenShown>,
    /// Why nothing more is said: `message`, `other_closed`, `other_ended`, `own_ended` or `other_gone`; none where the pair
    /// goes on.
    #[schema(value_type = Option<String>)]
    over: Option<OverBecause>,
    /// The reason that was given for that.
    reason: Option<String>,
}

/// A message of a pair that has been said.
#[derive(Serialize, ToSchema)]
pub(super) struct SpokenShown {
    /// Its name.
    #[schema(value_type = String)]
    message: MessageName,
    /// What people call it.
    #[schema(value_type = Words)]
    title: Text,
    /// How often this case said it.
    said: u32,
    /// How often the other case said it.
    heard: u32,
    /// When it was last said.
    last_at: Option<DateTime<Utc>>,
}

/// A sub-case: one round of an item.
#[derive(Serialize, ToSchema)]
pub(super) struct SubcaseShown {
    /// The item.
    #[schema(value_type = String)]
    item: ItemId,
    /// Its round.
    round: u32,
    /// The flow that the sub-case runs by.
    flow: String,
    /// The sub-case, once it has begun, where you may know of it.
    #[schema(value_type = Option<uuid::Uuid>)]
    case: Option<CaseId>,
    /// How it stands.
    #[schema(schema_with = schema::subcase_standing)]
    standing: SubcaseStanding,
}

/// Something that is owed.
#[derive(Serialize, ToSchema)]
pub(super) struct Debt {
    /// What is owed.
    #[schema(value_type = String)]
    item: ItemId,
    /// The party that owes it.
    #[schema(value_type = Option<String>)]
    debtor: Option<PartyId>,
    /// The party that it is owed to.
    #[schema(value_type = Option<String>)]
    creditor: Option<PartyId>,
    /// Since when.
    since: Option<DateTime<Utc>>,
    /// By when.
    due: Option<DateTime<Utc>>,
}

/// A party of the case.
#[derive(Serialize, ToSchema)]
pub(super) struct Party {
    /// Its name.
    #[schema(value_type = String)]
    party: PartyId,
    /// What people call it.
    #[schema(value_type = Words)]
    title: Text,
    /// Its side.
    #[schema(schema_with = schema::side)]
    side: Side,
    /// Whom it is bound to.
    bound: Vec<BoundTo>,
}

/// A unit, a person, or a person in a unit.
#[derive(Serialize, ToSchema)]
pub(super) struct BoundTo {
    /// The unit.
    #[schema(value_type = Option<uuid::Uuid>)]
    unit: Option<UnitId>,
    /// The person.
    #[schema(value_type = Option<uuid::Uuid>)]
    person: Option<PersonId>,
    /// What they are to the citizen, where you may know that.
    #[schema(schema_with = schema::maybe_relation)]
    relation: Option<&'static str>,
    /// The first day, where you may know that.
    from: Option<NaiveDate>,
    /// The last day, itself included, where you may know that.
    until: Option<NaiveDate>,
    /// Whether it holds now, where you may know that: within its days, and under a consent where the party needs one.
    holds: Option<bool>,
}

/// What the citizen has consented to.
#[derive(Serialize, ToSchema)]
pub(super) struct ConsentShown {
    /// Its number in the case.
    number: u32,
    /// The party.
    #[schema(value_type = String)]
    party: PartyId,
    /// The unit of it, where it is one alone.
    #[schema(value_type = Option<uuid::Uuid>)]
    unit: Option<UnitId>,
    /// The person of it, where it is one alone.
    #[schema(value_type = Option<uuid::Uuid>)]
    person: Option<PersonId>,
    /// Sections and fields; all that the party sees where none is named.
    covers: Vec<String>,
    /// Who gave it.
    #[schema(schema_with = schema::given_by)]
    given_by: &'static str,
    /// How.
    #[schema(schema_with = schema::given_how)]
    how: &'static str,
    /// When.
    given_at: DateTime<Utc>,
    /// The last day, itself included.
    until: Option<NaiveDate>,
    /// When it was withdrawn.
    withdrawn_at: Option<DateTime<Utc>>,
    /// Whether it holds now.
    holds: bool,
}

/// When and where a meeting is to be.
#[derive(Serialize, ToSchema)]
pub(super) struct AgreedShown {
    /// When it begins.
    starts: DateTime<Utc>,
    /// When it ends.
    ends: DateTime<Utc>,
    /// Where.
    place: String,
}

impl From<&Agreed> for AgreedShown {
    fn from(agreed: &Agreed) -> Self {
        Self {
            starts: agreed.starts,
            ends: agreed.ends,
            place: agreed.place.clone(),
        }
    }
}

/// An item of the case.
#[derive(Serialize, ToSchema)]
pub(super) struct ItemShown {
    /// Its name.
    #[schema(value_type = String)]
    item: ItemId,
    /// What kind of thing it is.
    #[schema(schema_with = schema::item_kind)]
    kind: &'static str,
    /// What people call it.
    #[schema(value_type = Words)]
    title: Text,
    /// The stage that it lies in.
    #[schema(value_type = Option<String>)]
    stage: Option<ItemId>,
    /// Where it stands.
    #[schema(schema_with = schema::item_status)]
    status: Status,
    /// The number of the current round; 0 where it was never opened.
    round: u32,
    /// How often it has been done.
    times: u32,
    /// The party that owns it now.
    #[schema(value_type = Option<String>)]
    owner: Option<PartyId>,
    /// Who takes part.
    #[schema(value_type = Vec<String>)]
    with: Vec<PartyId>,
    /// Someone else's work made it owed.
    owed: bool,
    /// It is out of play: it neither opens nor blocks.
    out_of_play: bool,
    /// The law demands it: it cannot be left out.
    required_by_law: bool,
    /// Fields that its form fills.
    #[schema(value_type = Vec<String>)]
    fills: Vec<FieldPath>,
    /// When the current round opened.
    opened_at: Option<DateTime<Utc>>,
    /// When the last round ended.
    ended_at: Option<DateTime<Utc>>,
    /// When a wait ends by itself.
    ends_at: Option<DateTime<Utc>>,
    /// The time that its rhythm names for the current or next round.
    planned: Option<DateTime<Utc>>,
    /// When and where it is to be, where it is a meeting and that is agreed.
    agreed: Option<AgreedShown>,
    /// When it is due.
    due: Option<DateTime<Utc>>,
    /// When it should be planned for.
    plan_by: Option<DateTime<Utc>>,
    /// Who has taken it on.
    #[schema(value_type = Option<uuid::Uuid>)]
    claimed_by: Option<PersonId>,
    /// Who last did it.
    #[schema(value_type = Option<uuid::Uuid>)]
    done_by: Option<PersonId>,
    /// The reason that was given last for leaving the flow's way here.
    reason: Option<String>,
    /// What you have written in its form and not sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::object)]
    draft: Option<Map<String, Value>>,
}

/// A case: how it stands, its parties, data and items, as you may see them.
#[utoipa::path(
    get, path = "/cases/{case}", tag = "cases",
    params(("case" = uuid::Uuid, Path, description = "The case.")),
    responses((status = 200, body = Case, description = "The entity tag is the case's version, for If-Match.")),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path(case): Path<CaseId>,
) -> Result<Response, Problem> {
    let by = signed.by();
    let read = app
        .engine
        .read(signed.tenant, &by, case, &signed.look(Object::Case))
        .await?;
    let eyes = read.eyes(&by);
    let known = app.engine.linked(signed.tenant, &by, &read).await?;
    let mut shown = shown(&read, &eyes, signed.person);
    shown.parent = shown.parent.filter(|case| known.contains_key(case));
    for subcase in &mut shown.subcases {
        subcase.case = subcase.case.filter(|case| known.contains_key(case));
    }
    for pair in &mut shown.pairs {
        pair.case = pair.case.filter(|case| known.contains_key(case));
    }
    Ok(([tag(shown.version)], Json(shown)).into_response())
}

fn shown(read: &CaseRead, eyes: &Eyes, reader: PersonId) -> Case {
    let view = &read.view();
    let (case, flow) = (view.case, &view.run.flow);
    let planned = view.run.named_items(case);
    let items = planned
        .iter()
        .chain(case.added.keys())
        .filter_map(|id| view.run.item(case, id))
        .filter(|item| view.sees_item(eyes, item))
        .map(|item| item_shown(view, eyes, reader, &item))
        .collect();
    let parties = flow.parties.values().map(|party| Party {
        party: party.id.clone(),
        title: party.title.clone(),
        side: party.side,
        bound: bound(view, eyes, &party.id),
    });
    let values = case.data.iter().filter_map(|(path, value)| {
        let seen = view.seen_value(eyes, path, value)?;
        Some((path, to_json(&seen)))
    });
    Case {
        case: case.id,
        version: case.version,
        title: read.title(eyes, Language::Danish),
        flow: case.flow.to_string(),
        flow_version: case.flow_version,
        flow_title: flow.title.clone(),
        standing: case.standing,
        started_at: case.started_at,
        stood_still_at: case.stood_still_at,
        parties: parties.collect(),
        only_reads: eyes.acting().is_empty(),
        consents: consents(view, eyes),
        protected: protected(view.protection_shown(eyes)),
        data: sections(values),
        items,
        owed: view.debts_seen(eyes).into_iter().map(debt).collect(),
        parent: case.parent.as_ref().map(|parent| parent.case),
        subcases: subcases(view, eyes),
        pairs: view.pairs_seen(eyes).into_iter().map(pair).collect(),
        you_are: eyes.parties().to_vec(),
    }
}

/// Sub-cases of items that these parties see, newest first.
fn subcases(view: &View<'_>, eyes: &Eyes) -> Vec<SubcaseShown> {
    let all = view.case.subcases.iter().rev();
    let seen = all.filter(|one| view.sees_named(eyes, &one.item));
    seen.map(|one| SubcaseShown {
        item: one.item.clone(),
        round: one.round,
        flow: one.flow.to_string(),
        case: one.case,
        standing: one.standing,
    })
    .collect()
}

fn pair(told: PairTold) -> PairShown {
    let spoken = told.spoken.into_iter().map(|one| SpokenShown {
        message: one.message,
        title: one.title,
        said: one.said,
        heard: one.heard,
        last_at: one.last_at,
    });
    PairShown {
        number: told.number,
        title: told.title,
        flow: told.flow.to_string(),
        case: told.case,
        other: told.other,
        spoken: spoken.collect(),
        over: told.over,
        reason: told.reason,
    }
}

fn debt(debt: OwedNow) -> Debt {
    Debt {
        item: debt.item,
        debtor: debt.debtor,
        creditor: debt.creditor,
        since: debt.since,
        due: debt.due,
    }
}

/// Whom a party is bound to, on what ground and until when, as far as these eyes may know that.
fn bound(view: &View<'_>, eyes: &Eyes, party: &PartyId) -> Vec<BoundTo> {
    let bound = view.case.parties.get(party).map_or(&[][..], Vec::as_slice);
    let seen = view.seen_bindings(eyes, party, bound);
    let told = bound.iter().zip(seen).map(|(binding, seen)| BoundTo {
        unit: seen.unit,
        person: seen.person,
        relation: seen.relation.map(Relation::word),
        from: seen.from,
        until: seen.until,
        holds: view
            .seen_footing(eyes, party, binding)
            .map(|footing| footing == Footing::Holds),
    });
    told.collect()
}

/// The consents of the case, for those who may know of them.
fn consents(view: &View<'_>, eyes: &Eyes) -> Vec<ConsentShown> {
    if !view.knows_grounds(eyes) {
        return Vec::new();
    }
    let given = view.case.consents.iter().rev();
    given
        .map(|consent| ConsentShown {
            number: consent.number,
            party: consent.terms.party.clone(),
            unit: consent.terms.unit,
            person: consent.terms.person,
            covers: consent.terms.covers.iter().cloned().collect(),
            given_by: consent.terms.given_by.word(),
            how: consent.terms.how.word(),
            given_at: consent.given_at,
            until: consent.terms.until,
            withdrawn_at: consent.withdrawn_at,
            holds: consent.holds(view.at),
        })
        .collect()
}

/// In words.
fn protected(protection: Protection) -> Vec<&'static str> {
    let all = [("name", protection.name), ("address", protection.address)];
    all.into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(word, _)| word)
        .collect()
}

/// Fields by their sections.
fn sections<'a>(values: impl Iterator<Item = (&'a FieldPath, Value)>) -> Map<String, Value> {
    let mut sections = Map::new();
    for (path, value) in values {
        let Some((section, field)) = path.as_str().split_once('.') else {
            continue;
        };
        let section = sections
            .entry(section)
            .or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(fields) = section {
            fields.insert(field.to_owned(), value);
        }
    }
    sections
}

fn item_shown(view: &View<'_>, eyes: &Eyes, reader: PersonId, item: &Item) -> ItemShown {
    let state = view.case.item(&item.id);
    let owner = view.owner(item);
    let sees_clock = view
        .run
        .clock(item.id.as_str())
        .is_some_and(|clock| view.sees_clock(eyes, &clock));
    let clock = view.case.clocks.get(item.id.as_str());
    let clock = clock.filter(|clock| sees_clock && clock.counts());
    let own = owner.as_ref().is_some_and(|owner| eyes.contains(owner))
        && state.claimed_by.is_none_or(|person| person == reader);
    let draft = state.draft.iter().map(|(path, value)| (path, to_json(value)));
    let seen = |other: &ItemId| view.sees_named(eyes, other);
    ItemShown {
        item: item.id.clone(),
        kind: kind(&item.kind),
        title: item.title.clone(),
        stage: item.parent.clone().filter(seen),
        status: state.status,
        round: state.round,
        times: state.times,
        owner,
        with: item.with.clone(),
        owed: state.owed,
        out_of_play: state.out_of_play,
        required_by_law: item.required_by_law.is_some(),
        fills: item.fills.clone(),
        opened_at: state.opened_at,
        ended_at: state.ended_at,
        ends_at: state.ends_at,
        planned: state.planned,
        agreed: view.agreed(item).map(AgreedShown::from),
        due: clock.map(|clock| clock.due),
        plan_by: clock.map(|clock| clock.plan_by),
        claimed_by: state
            .claimed_by
            .filter(|person| !view.hides_person(eyes, *person)),
        done_by: state.done_by.filter(|person| !view.hides_person(eyes, *person)),
        reason: state.reason.clone(),
        draft: (own && !state.draft.is_empty()).then(|| sections(draft)),
    }
}

const fn kind(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::Stage => "stage",
        ItemKind::Task => "task",
        ItemKind::Decision => "decision",
        ItemKind::Meeting => "meeting",
        ItemKind::Milestone => "milestone",
        ItemKind::Action => "action",
        ItemKind::Wait(_) => "wait",
        ItemKind::Subcase(_) => "subcase",
    }
}

//! A command as programs write it, and what it comes to.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::calendar::{Length, local_date};
use samspil_core::case::{Asked, Binding, Dispatch, GivenBy, GivenHow, Protection, Relation, Terms};
use samspil_core::flow::WorkKind;
use samspil_core::id::{CaseId, ClockId, ItemId, MessageName, PartyId, PersonId, TenantId, UnitId};
use samspil_core::text::Message;
use samspil_runtime::{Answer, Failure};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::server::json::fit;
use crate::server::problem::{Kind, Problem};

/// What a command came to. The same command sent again gets the same.
#[derive(Serialize, ToSchema)]
pub(super) struct Changed {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// How many events it had after the command.
    version: u64,
}

impl From<&Answer> for Changed {
    fn from(answer: &Answer) -> Self {
        Self {
            case: answer.case,
            version: answer.version,
        }
    }
}

/// A unit, a person, or a person in a unit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Bound {
    /// The unit.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    unit: Option<UnitId>,
    /// The person; with a unit, the person there.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    person: Option<PersonId>,
    /// What they are to the citizen, on the relatives' side.
    #[serde(default)]
    #[schema(schema_with = schema::maybe_relation)]
    relation: Option<Relation>,
    /// The first day; from the beginning where none is named.
    #[serde(default)]
    from: Option<NaiveDate>,
    /// The last day, itself included; without end where none is named.
    #[serde(default)]
    until: Option<NaiveDate>,
}

/// The same for the core.
pub(super) fn bindings(bound: &[Bound]) -> Vec<Binding> {
    let binding = |one: &Bound| Binding {
        unit: one.unit,
        person: one.person,
        relation: one.relation,
        from: one.from,
        until: one.until,
    };
    bound.iter().map(binding).collect()
}

/// Refuses units and people that the municipality has not, and a binding to nobody.
pub(super) async fn known(app: &App, tenant: TenantId, bound: &[Bound], place: &str) -> Result<(), Problem> {
    let store = app.engine.store();
    let wrong = |index: usize, name: &str, key: &str| {
        let pointer = format!("{place}/{index}{name}");
        Err(Problem::new(Kind::UNFIT)
            .code("unknown_binding")
            .detail(Message::new(key))
            .pointer(pointer))
    };
    let units = if bound.iter().any(|one| one.unit.is_some()) {
        store
            .units_on(tenant, local_date(app.engine.clock().now()))
            .await?
    } else {
        Vec::new()
    };
    for (index, one) in bound.iter().enumerate() {
        if one.unit.is_none() && one.person.is_none() {
            return wrong(index, "", "problem-bound-to-nobody");
        }
        if one
            .unit
            .is_some_and(|unit| !units.iter().any(|known| known.id == unit))
        {
            return wrong(index, "/unit", "problem-unknown-unit");
        }
        if let Some(person) = one.person
            && store.person(tenant, person).await?.is_none()
            && store.citizens(tenant, &[person]).await?.is_empty()
        {
            return wrong(index, "/person", "problem-unknown-person");
        }
    }
    Ok(())
}

fn item<'de, D: Deserializer<'de>>(reader: D) -> Result<ItemId, D::Error> {
    ItemId::with_row(&String::deserialize(reader)?).map_err(|_| D::Error::custom("no name"))
}

fn maybe_item<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<ItemId>, D::Error> {
    item(reader).map(Some)
}

fn party<'de, D: Deserializer<'de>>(reader: D) -> Result<PartyId, D::Error> {
    PartyId::new(&String::deserialize(reader)?).map_err(|_| D::Error::custom("no name"))
}

fn clock<'de, D: Deserializer<'de>>(reader: D) -> Result<ClockId, D::Error> {
    ClockId::with_row(&String::deserialize(reader)?).map_err(|_| D::Error::custom("no name"))
}

fn length<'de, D: Deserializer<'de>>(reader: D) -> Result<Length, D::Error> {
    let text = String::deserialize(reader)?;
    text.parse().map_err(|_| D::Error::custom("no length"))
}

fn message<'de, D: Deserializer<'de>>(reader: D) -> Result<MessageName, D::Error> {
    MessageName::new(&String::deserialize(reader)?).map_err(|_| D::Error::custom("no name"))
}

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })*) => {
        $($(#[$doc])*
        #[derive(Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $($(#[$field_doc])* pub(super) $field: $type,)*
        })*
    };
}

shapes! {
    /// An item, and a reason where it is started out of turn.
    Activate {
        /// The item's name.
        #[serde(deserialize_with = "item")]
        #[schema(value_type = String)]
        item: ItemId,
        /// Why, where it is out of turn.
        #[serde(default)]
        reason: Option<String>,
    }
    /// An item.
    OfItem {
        /// The item's name.
        #[serde(deserialize_with = "item")]
        #[schema(value_type = String)]
        item: ItemId,
    }
    /// An item and the party that gets it.
    HandOver {
        /// The item's name.
        #[serde(deserialize_with = "item")]
        #[schema(value_type = String)]
        item: ItemId,
        /// The party's name.
        #[serde(deserialize_with = "party")]
        #[schema(value_type = String)]
        to: PartyId,
        /// Why.
        #[serde(default)]
        reason: Option<String>,
    }
    /// An item and what is written in its form.
    WithForm {
        /// The item's name.
        #[serde(deserialize_with = "item")]
        #[schema(value_type = String)]
        item: ItemId,
        /// Sections of fields.
        #[serde(default)]
        #[schema(schema_with = schema::object)]
        data: Value,
    }
    /// A letter of an item, and what has become of it.
    Dispatched {
        /// The item's name.
        #[serde(deserialize_with = "item")]
        #[schema(value_type = String)]
        item: ItemId,
        /// The letter's number among those of its item; the newest where none is named.
        #[serde(default)]
        number: Option<u32>,
        /// One of `sent` (`channel`, `on`), `received` (`on`, `shown_by`) and `failed` (`reason`).
        #[schema(schema_with = schema::object)]
        news: Dispatch,
    }
    /// A meeting, and when and where it is to be.
    Arranged {
        /// The item's name.
        #[serde(deserialize_with = "item")]
        #[schema(value_type = String)]
        item: ItemId,
        /// When it begins.
        starts: DateTime<Utc>,
        /// When it ends.
        ends: DateTime<Utc>,
        /// Where, on one line.
        place: String,
    }
    /// An item and why the flow's way is left.
    Deviation {
        /// The item's name.
        #[serde(deserialize_with = "item")]
        #[schema(value_type = String)]
        item: ItemId,
        /// Why, in a line.
        reason: String,
    }
    /// Work that the flow did not plan.
    Added {
        /// What is to be done.
        title: String,
        /// The party that owes it.
        #[serde(deserialize_with = "party")]
        #[schema(value_type = String)]
        owner: PartyId,
        /// Why, in a line; the flow may do without.
        #[serde(default)]
        reason: String,
        /// The stage that it belongs to; otherwise the case as a whole.
        #[serde(default, deserialize_with = "maybe_item")]
        #[schema(value_type = Option<String>)]
        stage: Option<ItemId>,
        /// What kind of work it is.
        #[serde(default)]
        #[schema(schema_with = schema::kind_of_work)]
        kind: WorkKind,
    }
    /// A piece of work that lies ready.
    Piece {
        /// The item's name.
        #[serde(deserialize_with = "item")]
        #[schema(value_type = String)]
        item: ItemId,
        /// Why, in a line; the flow may do without.
        #[serde(default)]
        reason: String,
    }
    /// Data outside any form.
    Data {
        /// Sections of fields.
        #[schema(schema_with = schema::object)]
        data: Value,
    }
    /// A party and whom it is bound to from now on.
    Bind {
        /// The party's name.
        #[serde(deserialize_with = "party")]
        #[schema(value_type = String)]
        party: PartyId,
        /// Whom; nobody else.
        to: Vec<Bound>,
    }
    /// A party that passes on from whoever leaves to others.
    PassedOn {
        /// The party's name.
        #[serde(deserialize_with = "party")]
        #[schema(value_type = String)]
        party: PartyId,
        /// Whom it is bound to from now on; nobody else.
        to: Vec<Bound>,
        /// What they must know, which they find among their work.
        note: String,
    }
    /// A consent of the citizen's.
    Consented {
        /// To which party.
        #[serde(deserialize_with = "party")]
        #[schema(value_type = String)]
        party: PartyId,
        /// The unit of it, where it is one alone.
        #[serde(default)]
        #[schema(value_type = Option<uuid::Uuid>)]
        unit: Option<UnitId>,
        /// The person of it, where it is one alone.
        #[serde(default)]
        #[schema(value_type = Option<uuid::Uuid>)]
        person: Option<PersonId>,
        /// Sections and fields; all that the party sees where none is named.
        #[serde(default)]
        covers: BTreeSet<String>,
        /// Who gives it.
        #[serde(default)]
        #[schema(schema_with = schema::given_by)]
        given_by: GivenBy,
        /// How.
        #[schema(schema_with = schema::given_how)]
        how: GivenHow,
        /// The last day, itself included; until it is withdrawn where none is named.
        #[serde(default)]
        until: Option<NaiveDate>,
    }
    /// A consent.
    OfConsent {
        /// Its number in the case.
        number: u32,
    }
    /// What of the citizen is protected from now on.
    Protected {
        /// The name.
        name: bool,
        /// Where the citizen lives, and how to reach them.
        address: bool,
    }
    /// Why somebody who has nothing to do with the case opens it, and for how long.
    Opening {
        /// Why, in a line.
        reason: String,
        /// For how many hours, 8 at most.
        hours: u32,
    }
    /// A message from outside.
    Sent {
        /// The message's name in the flow.
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageName,
        /// What it brings: sections of fields.
        #[serde(default)]
        #[schema(schema_with = schema::object)]
        data: Value,
    }
    /// Why.
    Reason {
        /// Why, in a line.
        reason: String,
    }
    /// A clock, how much longer it is to run, and why.
    Extension {
        /// The clock's name; an item's own clock has the item's.
        #[serde(deserialize_with = "clock")]
        #[schema(value_type = String)]
        clock: ClockId,
        /// How much longer: `2 weeks`, `10 working days`, `P14D`.
        #[serde(deserialize_with = "length")]
        #[schema(value_type = String)]
        by: Length,
        /// Why, in a line.
        reason: String,
    }
    /// A clock.
    OfClock {
        /// The clock's name; an item's own clock has the item's.
        #[serde(deserialize_with = "clock")]
        #[schema(value_type = String)]
        clock: ClockId,
    }
    /// Nothing more.
    Plain {}
}

/// The same where a party of a case is bound anew. Whoever may not know of the case is told that it is not there, whomever they
/// name.
async fn known_in(app: &App, signed: &Signed, case: CaseId, bound: &[Bound]) -> Result<(), Problem> {
    let Err(wrong) = known(app, signed.tenant, bound, "/to").await else {
        return Ok(());
    };
    match app.engine.knows(signed.tenant, &signed.by(), case).await? {
        true => Err(wrong),
        false => Err(Failure::NoCase.into()),
    }
}

/// Reads a command; whom a party is to be bound to is looked up before it goes on.
pub(super) async fn read(
    app: &App,
    (signed, case): (&Signed, CaseId),
    mut body: Map<String, Value>,
) -> Result<Asked, Problem> {
    let word = match body.remove("do") {
        Some(Value::String(word)) => word,
        Some(_) => return Err(not_a_command("", "/do")),
        None => {
            return Err(Problem::new(Kind::MISSING_FIELD)
                .with("name", "do")
                .pointer(String::new()));
        }
    };
    let body = Value::Object(body);
    if word == "bind" {
        let Bind { party, to } = fit(&body)?;
        known_in(app, signed, case, &to).await?;
        return Ok(Asked::Bind {
            party,
            to: bindings(&to),
            protected: false,
        });
    }
    if word == "pass_on" {
        let PassedOn { party, to, note } = fit(&body)?;
        known_in(app, signed, case, &to).await?;
        return Ok(Asked::PassOn {
            party,
            to: bindings(&to),
            note,
            protected: false,
        });
    }
    asked(&word, &body)
}

fn not_a_command(word: &str, pointer: &str) -> Problem {
    Problem::new(Kind::WRONG_VALUE)
        .detail(Message::new("problem-wrong-choice-detail").with("name", word))
        .pointer(pointer.to_owned())
}

fn asked(word: &str, body: &Value) -> Result<Asked, Problem> {
    fn read<T: DeserializeOwned>(body: &Value, make: impl FnOnce(T) -> Asked) -> Result<Asked, Problem> {
        fit(body).map(make)
    }
    match word {
        "activate" => read(body, |Activate { item, reason }| Asked::Activate { item, reason }),
        "claim" => read(body, |OfItem { item }| Asked::Claim { item }),
        "release" => read(body, |OfItem { item }| Asked::Release { item }),
        "hand_over" => read(body, |HandOver { item, to, reason }| Asked::HandOver {
            item,
            to,
            reason,
        }),
        "save_draft" => read(body, |WithForm { item, data }| Asked::SaveDraft { item, data }),
        "complete" => read(body, |WithForm { item, data }| Asked::Complete { item, data }),
        "arrange" => read(
            body,
            |Arranged {
                 item,
                 starts,
                 ends,
                 place,
             }| Asked::Arrange {
                item,
                starts,
                ends,
                place,
            },
        ),
        "call_off" => read(body, |Deviation { item, reason }| Asked::CallOff { item, reason }),
        "dispatch" => read(body, |Dispatched { item, number, news }| Asked::Dispatch {
            item,
            number,
            news,
        }),
        "skip" => read(body, |Deviation { item, reason }| Asked::Skip { item, reason }),
        "redo" => read(body, |Deviation { item, reason }| Asked::Redo { item, reason }),
        "cancel" => read(body, |Deviation { item, reason }| Asked::Cancel { item, reason }),
        "rest" => read(body, |Deviation { item, reason }| Asked::Rest { item, reason }),
        "go_on" => read(body, |OfItem { item }| Asked::GoOn { item }),
        "fail" => read(body, |Deviation { item, reason }| Asked::Fail { item, reason }),
        "take_out" => read(body, |OfItem { item }| Asked::TakeOut { item }),
        "bring_back" => read(body, |OfItem { item }| Asked::BringBack { item }),
        "finish" => read(body, |Deviation { item, reason }| Asked::Finish { item, reason }),
        "add" => read(body, |added: Added| Asked::Add {
            title: added.title,
            owner: added.owner,
            reason: added.reason,
            stage: added.stage,
            kind: added.kind,
        }),
        "add_piece" => read(body, |Piece { item, reason }| Asked::AddPiece { item, reason }),
        "set" => read(body, |Data { data }| Asked::Set { data }),
        "message" => read(body, |Sent { message, data }| Asked::Message { message, data }),
        "hold" => read(body, |Reason { reason }| Asked::Hold { reason }),
        "resume" => read(body, |Plain {}| Asked::Resume),
        "close" => read(body, |Plain {}| Asked::Close),
        "terminate" => read(body, |Reason { reason }| Asked::Terminate { reason }),
        "extend" => read(body, |Extension { clock, by, reason }| Asked::Extend {
            clock,
            by,
            reason,
        }),
        "acknowledge" => read(body, |OfClock { clock }| Asked::Acknowledge { clock }),
        "reopen" => read(body, |Reason { reason }| Asked::Reopen { reason }),
        _ => of_sight(word, body),
    }
}

/// Commands about who may see the case.
fn of_sight(word: &str, body: &Value) -> Result<Asked, Problem> {
    match word {
        "give_consent" => fit(body).map(|given: Consented| Asked::GiveConsent {
            terms: Terms {
                party: given.party,
                unit: given.unit,
                person: given.person,
                covers: given.covers,
                given_by: given.given_by,
                how: given.how,
                until: given.until,
            },
        }),
        "withdraw_consent" => fit(body).map(|OfConsent { number }| Asked::WithdrawConsent { number }),
        "protect" => fit(body).map(|Protected { name, address }| Asked::Protect {
            protection: Protection { name, address },
        }),
        "open_with_reason" => {
            fit(body).map(|Opening { reason, hours }| Asked::OpenWithReason { reason, hours })
        }
        _ => Err(not_a_command(word, "/do")),
    }
}

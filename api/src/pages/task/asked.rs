//! Whether the citizen has been asked before what this form asks: told before it is asked again.

use samspil_core::across::{Asking, Mark, Part, asked_before};
use samspil_core::calendar::local_date;
use samspil_core::flow::Side;
use samspil_core::text::{Language, Message, date};
use samspil_runtime::{Object, OnePlan, Purpose};

use super::inputs::Inputs;
use super::loaded::Loaded;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::names::Names;
use crate::pages::parts::{Alert, Tone};
use crate::pages::plan::asking_title;
use crate::pages::words::Speaker;
use crate::server::problem::Problem;

/// The name by which the form says that the citizen is to be asked all the same.
pub(super) const ALL_THE_SAME: &str = "asked_again";

/// Whether a form is for somebody who asks the citizen, and not the citizen's own or their relatives'.
pub(super) fn asks_for_others(loaded: &Loaded) -> bool {
    let view = loaded.view();
    let owner = view.owner(&loaded.item);
    let owner = owner.and_then(|owner| view.run.flow.parties.get(&owner).map(|party| party.side));
    !matches!(owner, Some(Side::Citizen | Side::Relative))
}

/// Whether what is sent asks the citizen again what others have asked, and nobody has said that it is to.
pub(super) async fn is_unsaid(
    app: &App,
    signed: &Signed,
    loaded: &Loaded,
    (inputs, language): (&Inputs, Language),
) -> Result<bool, Problem> {
    if !asks_for_others(loaded) || !inputs.get(ALL_THE_SAME).is_empty() {
        return Ok(false);
    }
    Ok(asked(app, signed, loaded, language).await?.is_some())
}

/// A notice with a sentence for each time that somebody asked; none where nobody did, or the form is not the reader's.
pub(super) async fn asked(
    app: &App,
    signed: &Signed,
    loaded: &Loaded,
    language: Language,
) -> Result<Option<Alert>, Problem> {
    let own = Part::of(&loaded.view(), &loaded.eyes);
    let asks = own
        .asks
        .iter()
        .filter(|ask| ask.open && ask.item == loaded.item.id);
    let asks: Vec<&Asking> = asks.filter(|_| loaded.may_fill(signed)).collect();
    let (Some(citizen), false) = (loaded.read.citizens().next(), asks.is_empty()) else {
        return Ok(None);
    };
    let purpose = Purpose::Task(loaded.item.id.to_string());
    let look = signed.look(Object::Plan).for_(purpose);
    let plan = app
        .engine
        .one_plan(signed.tenant, &signed.by(), citizen, &look)
        .await?;
    let Some(plan) = plan else { return Ok(None) };
    let store = app.engine.store();
    let names = Names::read(store.as_ref(), signed.tenant, &std::collections::BTreeSet::new()).await?;
    let speaker = Speaker {
        language,
        names: &names,
    };
    let elsewhere = |mark: &Mark| {
        let part = plan.parts.get(mark.part);
        part.is_some_and(|part| part.case != own.case)
    };
    let mut said = Vec::new();
    for ask in asks {
        let before = asked_before(&plan.parts, ask, &plan.bounds)
            .into_iter()
            .filter(elsewhere);
        said.extend(before.filter_map(|mark| sentence(&plan, mark, speaker)));
    }
    if said.is_empty() {
        return Ok(None);
    }
    let alert = Alert::new(language, Tone::Warning, speaker.t("plan-asked-title"));
    Ok(Some(alert.reasons(said)))
}

fn sentence(plan: &OnePlan, mark: Mark, speaker: Speaker<'_>) -> Option<String> {
    let (one, part) = (plan.cases.get(mark.part)?, plan.parts.get(mark.part)?);
    let asking = part.asks.get(mark.number)?;
    let flow = &one.read.run.flow;
    let units = part.departments.iter();
    let units: Vec<String> = units
        .map(|unit| speaker.names.unit(*unit, speaker.language))
        .collect();
    let who = if units.is_empty() {
        one.read.title(&one.eyes, speaker.language)
    } else {
        units.join(", ")
    };
    let key = match (asking.open, &asking.answer) {
        (true, _) => "plan-asked-now",
        (false, None) => "plan-asked-before",
        (false, Some(_)) => "plan-asked-answer",
    };
    let message = Message::new(key)
        .with("question", asking_title(flow, asking)?)
        .with("who", who)
        .with("day", date(local_date(asking.at)));
    let field = asking.field.as_ref().and_then(|path| flow.data.field(path));
    let answer = asking.answer.as_ref().zip(field);
    let answer = answer.map(|(answer, field)| speaker.value(field, answer));
    Some(speaker.say(&match answer {
        Some(answer) => message.with("answer", answer),
        None => message,
    }))
}

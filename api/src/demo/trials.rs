//! What is in people's way in the demo, and a trial that is to take some of it away.

use chrono::Duration;
use samspil_core::calendar::local_date;
use samspil_runtime::{Engine, NewTrial, TrialRefused};
use samspil_store::{Hassle, Signer};
use uuid::Uuid;

use super::documents::whole;
use super::flows::FLOWS;
use super::people::{PEOPLE, TENANT, Town};

/// The flow.
const FLOW: &str = "voksen-bum";

/// Who keeps it, and in whose unit it is tried.
const OWNER: &str = "frode";
const TRIES: &str = "clara";

/// How long the trial lasts, in days: ten weeks, of the eight to twelve that are usual.
const DAYS: i64 = 69;

/// Who notes what at which step.
const HASSLES: [(&str, &str, &str); 4] = [
    (
        "clara",
        "start_meeting",
        "Mødet aftales så sent, at borgeren når at ringe tre gange.",
    ),
    (
        "inger",
        "start_meeting",
        "Vi får først at vide, hvem der kommer, når vi sidder der.",
    ),
    (
        "jens",
        "status_report",
        "Status beder om tal, som allerede står i notaterne.",
    ),
    ("asta", "send_order", "Takstskemaet skal slås op et andet sted."),
];

/// What is otherwise in the version that is tried: as it stands in the file, and as it is tried.
const CHANGE: (&str, &str) = (
    "due: {lasts: 10 working days, tunable: 5 working days..20 working days, ladder: provider_late}",
    "due: {lasts: 7 working days, tunable: 5 working days..20 working days, ladder: provider_late}",
);

/// Notes the hassles, and starts the trial of a version that is to take those at the start meeting away.
///
/// # Errors
/// [`TrialRefused`] says why not.
pub(super) async fn try_out(engine: &Engine, town: &Town) -> Result<(), TrialRefused> {
    let mut taken = Vec::new();
    for (login, step, said) in HASSLES {
        let id = note(engine, town, (login, step, said)).await?;
        if step == "start_meeting" {
            taken.push(id);
        }
    }
    let (Some(by), Some(unit)) = (signer(town, OWNER), town.unit_of(TRIES)) else {
        return Ok(());
    };
    let today = local_date(engine.clock().now());
    let asked = NewTrial {
        id: engine.ids().next(),
        text: tried(),
        scenarios: Vec::new(),
        aim: "Borgeren ringer ikke efter mødet, og ingen opstart er fraveget. Det ses på fravigelser og frister.".to_owned(),
        units: vec![unit],
        days: (today, today + Duration::days(DAYS)),
        hassles: taken,
        survey: None,
    };
    let made = engine.make_trial(TENANT, asked, &by).await?;
    engine.start_trial(TENANT, made.id, &by.name).await?;
    Ok(())
}

/// The file that is tried.
fn tried() -> String {
    let (_, text) = FLOWS
        .iter()
        .find(|(folder, _)| *folder == FLOW)
        .copied()
        .unwrap_or_default();
    whole(FLOW, text).replace(CHANGE.0, CHANGE.1)
}

fn signer(town: &Town, login: &str) -> Option<Signer> {
    let name = PEOPLE.iter().find(|person| person.login == login)?.name;
    Some(Signer {
        person: town.person(login)?,
        name: name.to_owned(),
    })
}

async fn note(
    engine: &Engine,
    town: &Town,
    (login, step, said): (&str, &str, &str),
) -> Result<Uuid, TrialRefused> {
    let id = engine.ids().next();
    let Some(by) = signer(town, login) else {
        return Ok(id);
    };
    let hassle = Hassle {
        id,
        flow: FLOW.to_owned(),
        version: 1,
        step: step.to_owned(),
        said: said.to_owned(),
        noted_at: engine.clock().now(),
        noted_by: by.name,
        noter: by.person,
    };
    engine.store().note_hassle(TENANT, hassle).await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use samspil_core::flow::read;

    use super::*;

    #[test]
    fn what_is_tried_is_otherwise_and_each_hassle_is_at_a_step() {
        let (_, text) = FLOWS.iter().find(|(folder, _)| *folder == FLOW).unwrap();
        assert_ne!(tried(), whole(FLOW, text));
        let flow = read(&tried()).0.unwrap();
        for (_, step, _) in HASSLES {
            assert!(flow.items.keys().any(|id| id.as_str() == step), "{step}");
        }
    }
}

//! A measurement of cooperation and trust: everyone was asked before, and some have answered after.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use samspil_core::survey::{Answers, Group, SCALE, ready};
use samspil_core::text::Text;
use samspil_runtime::Ids;
use samspil_store::{
    AnswerWay, Store, StoreError, SurveyAnswer, SurveyRow, SurveyVersion, SurveyWave, WaveOf,
};

use super::super::chance::Chance;
use super::super::people::TENANT;

/// Who asks.
const BY: &str = "Frode Pilestræder";

/// How many have answered of a group, and from where up to where their answers lie.
type Answering = (Group, u8, u8, u8);

/// A wave: its number, how many days ago it opened, and who has answered.
type WaveTold = (u32, i64, [Answering; 4]);

/// Everyone was asked before. After, the relatives are so few until now that their answers are not shown.
const WAVES: [WaveTold; 2] = [
    (
        1,
        210,
        [
            (Group::Citizen, 9, 2, 4),
            (Group::Relative, 6, 1, 4),
            (Group::Authority, 14, 2, 4),
            (Group::Provider, 17, 1, 4),
        ],
    ),
    (
        2,
        18,
        [
            (Group::Citizen, 7, 3, 5),
            (Group::Relative, 3, 2, 5),
            (Group::Authority, 11, 3, 5),
            (Group::Provider, 13, 2, 5),
        ],
    ),
];

/// How long the first wave was open.
const OPEN: Duration = Duration::days(21);

/// Keeps the survey with its two waves: the first is closed, the second is open.
///
/// # Errors
/// What the store says.
pub(crate) async fn measure(
    store: &dyn Store,
    ids: &dyn Ids,
    now: DateTime<Utc>,
    seed: u64,
) -> Result<(), StoreError> {
    let mut chance = Chance::of(seed, "survey");
    let questions = ready();
    let survey = ids.next();
    let made_at = now - Duration::days(WAVES[0].1) - OPEN;
    let row = SurveyRow {
        id: survey,
        title: Text {
            da: "Samarbejde og tillid om støtten i hjemmet".to_owned(),
            en: Some("Cooperation and trust about support at home".to_owned()),
        },
        made_at,
        made_by: BY.to_owned(),
        linked: false,
    };
    let version = SurveyVersion {
        number: 1,
        questions: questions.clone(),
        laid_at: made_at,
        laid_by: BY.to_owned(),
    };
    store.put_survey(TENANT, row, version).await?;
    for (number, ago, groups) in WAVES {
        let opened_at = now - Duration::days(ago);
        let of = WaveOf { survey, wave: number };
        let wave = SurveyWave {
            number,
            version: 1,
            opened_at,
            opened_by: BY.to_owned(),
            broken_because: None,
            closed: None,
        };
        store.open_wave(TENANT, survey, wave).await?;
        for (group, count, from, to) in groups {
            for _ in 0..count {
                let asked = questions.iter().filter(|question| question.is_for(group));
                let answers: Answers = asked
                    .map(|question| (question.name.clone(), between(&mut chance, from, to)))
                    .collect::<BTreeMap<_, _>>();
                let answer = SurveyAnswer {
                    id: ids.next(),
                    of,
                    group,
                    number: 0,
                    way: AnswerWay::Paper,
                    answers,
                };
                store.add_answer(TENANT, answer, None).await?;
            }
        }
        if number == 1 {
            store.close_wave(TENANT, of, opened_at + OPEN, BY).await?;
        }
    }
    Ok(())
}

/// An answer of the scale, from one up to and with another.
fn between(chance: &mut Chance, from: u8, to: u8) -> u8 {
    let span = u64::from(to.saturating_sub(from)) + 1;
    let more = u8::try_from(chance.below(span)).unwrap_or_default();
    from.saturating_add(more).clamp(*SCALE.start(), *SCALE.end())
}

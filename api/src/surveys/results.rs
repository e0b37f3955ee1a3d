//! What was answered in the waves of a survey, as far as it is told.

use std::collections::BTreeMap;

use samspil_core::id::TenantId;
use samspil_core::survey::{Answers, Compared, Group, MIN_ANSWERS, Wave, compare};
use samspil_store::{AnswerWay, StoreError, SurveyAnswer, SurveyWave, WaveOf, WholeSurvey};

use crate::app::App;

/// What was answered in a wave.
struct Answered {
    wave: SurveyWave,
    answers: Vec<(Group, Answers)>,
    /// The number of whoever gave each; empty where the survey is anonymous.
    numbers: Vec<u32>,
}

/// What was answered in the waves that are told of.
pub(crate) struct Results {
    /// The wave before.
    before: Answered,
    /// The latest that is closed, where that is another.
    after: Option<Answered>,
}

impl Results {
    /// The waves beside each other; of the only one, what it says.
    pub(crate) fn compared<'a>(&'a self, survey: &'a WholeSurvey) -> Vec<Compared<'a>> {
        let wave = |one: &'a Answered| Wave {
            questions: survey.questions(one.wave.version).unwrap_or_default(),
            answers: &one.answers,
            numbers: &one.numbers,
        };
        let nothing = Wave {
            questions: &[],
            answers: &[],
            numbers: &[],
        };
        let after = self.after.as_ref().map_or(nothing, wave);
        compare(&wave(&self.before), &after)
    }

    /// Whether there are two waves.
    pub(crate) const fn are_two(&self) -> bool {
        self.after.is_some()
    }

    /// Why the later wave asks otherwise, where it does.
    pub(crate) fn broken_because(&self) -> Option<&str> {
        self.after
            .as_ref()
            .and_then(|one| one.wave.broken_because.as_deref())
    }
}

/// The answers that are told of. Whoever writes paper in has read it: what came by links is told of only where that alone is
/// enough, or the rest could be subtracted.
fn told_of(answers: Vec<SurveyAnswer>) -> Vec<(Group, Answers)> {
    let mut by_link: BTreeMap<(Group, String), u64> = BTreeMap::new();
    for answer in answers.iter().filter(|answer| answer.way == AnswerWay::Link) {
        for name in answer.answers.keys() {
            let count = by_link.entry((answer.group, name.clone())).or_default();
            *count = count.saturating_add(1);
        }
    }
    let mut told = Vec::new();
    for answer in answers {
        let (group, way, mut answers) = (answer.group, answer.way, answer.answers);
        if way == AnswerWay::Link {
            let enough = |name: &String| by_link.get(&(group, name.clone())) >= Some(&MIN_ANSWERS);
            answers.retain(|name, _| enough(name));
        }
        told.push((group, answers));
    }
    told
}

/// What was answered: in the first wave and the latest one, each as soon as it is closed. None before.
///
/// # Errors
/// What the store says.
pub(crate) async fn results(
    app: &App,
    tenant: TenantId,
    survey: &WholeSurvey,
) -> Result<Option<Results>, StoreError> {
    let answered = async |wave: &SurveyWave| {
        let of = WaveOf {
            survey: survey.survey.id,
            wave: wave.number,
        };
        let answers = app.engine.store().answers(tenant, of).await?;
        let numbers = answers.iter().filter(|_| survey.survey.linked);
        Ok::<_, StoreError>(Answered {
            wave: wave.clone(),
            numbers: numbers.map(|one| one.number).collect(),
            answers: told_of(answers),
        })
    };
    let mut closed = survey.waves.iter().filter(|wave| wave.closed.is_some());
    let Some(first) = closed.next() else {
        return Ok(None);
    };
    let after = match closed.next_back() {
        None => None,
        Some(last) => Some(answered(last).await?),
    };
    Ok(Some(Results {
        before: answered(first).await?,
        after,
    }))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn one_answer_by_a_link_is_not_told_beside_paper() {
        let one = |way, answer| SurveyAnswer {
            id: Uuid::nil(),
            of: WaveOf {
                survey: Uuid::nil(),
                wave: 1,
            },
            group: Group::Citizen,
            number: 0,
            way,
            answers: Answers::from([("trust".to_owned(), answer)]),
        };
        let mut all = vec![one(AnswerWay::Link, 1)];
        all.extend((0..4).map(|_| one(AnswerWay::Paper, 5)));
        let told = told_of(all);
        let counted = told.iter().filter(|(_, answers)| !answers.is_empty());
        assert_eq!(counted.count(), 4);
    }
}

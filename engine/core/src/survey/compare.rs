//! Two waves of a survey side by side.

use std::collections::BTreeMap;

use super::spread::{Interval, MIN_ANSWERS, Measure, interval, paired_interval};
use super::{Answers, Group, Question};
use rust_decimal::Decimal;

/// What one wave has asked, and what was answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wave<'a> {
    /// The questions that were asked.
    pub questions: &'a [Question],
    /// What was answered, each with the group.
    pub answers: &'a [(Group, Answers)],
    /// The number of whoever has given each answer; empty where the survey is anonymous.
    pub numbers: &'a [u32],
}

/// What is told of a group's answers to a question in one wave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// So many have answered, with this mean.
    Mean(u64, Decimal),
    /// Too few have answered: not even how many is told.
    Few,
    /// It was not asked.
    NotAsked,
}

/// Whether two waves can be compared in a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// The same was asked.
    Same,
    /// The words are others: the pair is broken.
    Changed,
    /// Only one wave asked it.
    Once,
}

/// What has changed for a group in a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The group.
    pub group: Group,
    /// Before.
    pub before: Told,
    /// After.
    pub after: Told,
    /// The change; none where it cannot be told.
    pub change: Option<Interval>,
    /// How many answered both times, where the survey is linked and the change is theirs.
    pub pairs: Option<u64>,
}

/// A question in both waves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared<'a> {
    /// The question, as the later wave asked it.
    pub question: &'a Question,
    /// Whether it is the same.
    pub asked: Asked,
    /// By group, those that were asked.
    pub changes: Vec<Change>,
}

/// Two waves side by side, question by question in the later wave's order, then what only the earlier one asked.
#[must_use]
pub fn compare<'a>(before: &Wave<'a>, after: &Wave<'a>) -> Vec<Compared<'a>> {
    let named = |wave: &Wave<'a>, name: &str| wave.questions.iter().find(|question| question.name == name);
    let gone = before.questions.iter();
    let gone = gone.filter(|question| named(after, &question.name).is_none());
    let (was, is) = (measures(before), measures(after));
    let linked = linked(before, after);
    let both = after.questions.iter().chain(gone).map(|question| {
        let earlier = named(before, &question.name);
        let later = named(after, &question.name);
        let asked = match (earlier, later) {
            (Some(earlier), Some(later)) if earlier == later => Asked::Same,
            (Some(_), Some(_)) => Asked::Changed,
            _ => Asked::Once,
        };
        let of_group = |group: Group| {
            let key = (question.name.as_str(), group);
            let (before, after) = (told(earlier, &was, key), told(later, &is, key));
            let both = matches!((before, after), (Told::Mean(..), Told::Mean(..)));
            let same = both && asked == Asked::Same;
            let (change, pairs) = match (was.get(&key), is.get(&key), &linked) {
                (Some(was), Some(is), None) if same => (interval(was, is), None),
                (_, _, Some(pairs)) if same => of_pairs(pairs.get(&key)),
                _ => (None, None),
            };
            Change {
                group,
                before,
                after,
                change,
                pairs,
            }
        };
        let changes = Group::ALL.into_iter().map(of_group);
        let not_asked = |change: &Change| change.before == Told::NotAsked && change.after == Told::NotAsked;
        Compared {
            question,
            asked,
            changes: changes.filter(|change| !not_asked(change)).collect(),
        }
    });
    both.collect()
}

/// What the same people answered before and after, by question and group.
type Pairs<'a> = BTreeMap<(&'a str, Group), Vec<(u8, u8)>>;

/// Those who have answered both times; none where one of the waves is anonymous.
fn linked<'a>(before: &Wave<'a>, after: &Wave<'a>) -> Option<Pairs<'a>> {
    if before.numbers.is_empty() || after.numbers.is_empty() {
        return None;
    }
    let by_number = |wave: &Wave<'a>| -> BTreeMap<(Group, u32), &'a Answers> {
        let given = wave.answers.iter().zip(wave.numbers);
        given
            .filter(|(_, number)| **number > 0)
            .map(|((group, answers), number)| ((*group, *number), answers))
            .collect()
    };
    let was = by_number(before);
    let mut pairs = Pairs::new();
    for ((group, number), is) in by_number(after) {
        let Some(was) = was.get(&(group, number)) else {
            continue;
        };
        for (name, answer) in is {
            let earlier = was.get(name).copied();
            let pair = earlier.map(|earlier| (earlier, *answer));
            pairs.entry((name.as_str(), group)).or_default().extend(pair);
        }
    }
    Some(pairs)
}

/// The change of those who answered both times, and how many they are; nothing of few.
fn of_pairs(pairs: Option<&Vec<(u8, u8)>>) -> (Option<Interval>, Option<u64>) {
    let count = pairs.and_then(|pairs| u64::try_from(pairs.len()).ok());
    match pairs.zip(count) {
        Some((pairs, count)) if count >= MIN_ANSWERS => (paired_interval(pairs), Some(count)),
        _ => (None, None),
    }
}

type Measures<'a> = BTreeMap<(&'a str, Group), Measure>;

fn measures<'a>(wave: &Wave<'a>) -> Measures<'a> {
    let mut measures = Measures::new();
    for (group, answers) in wave.answers {
        for (name, answer) in answers {
            measures.entry((name.as_str(), *group)).or_default().add(*answer);
        }
    }
    measures
}

fn told(question: Option<&Question>, measures: &Measures<'_>, key: (&str, Group)) -> Told {
    if !question.is_some_and(|question| question.is_for(key.1)) {
        return Told::NotAsked;
    }
    let measure = measures
        .get(&key)
        .filter(|measure| measure.count() >= MIN_ANSWERS);
    match measure.and_then(|measure| Some((measure.count(), measure.mean()?))) {
        Some((count, mean)) => Told::Mean(count, mean),
        None => Told::Few,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn question(name: &str, text: &str, groups: &[Group]) -> Question {
        Question {
            name: name.to_owned(),
            text: Text::danish(text),
            groups: groups.to_vec(),
        }
    }

    fn answers(group: Group, name: &str, answers: &[u8]) -> Vec<(Group, Answers)> {
        let answers = answers.iter();
        answers
            .map(|answer| (group, Answers::from([(name.to_owned(), *answer)])))
            .collect()
    }

    /// The group and what is told of it before, after, and of the change.
    fn line(change: &Change) -> String {
        let told = |told: Told| match told {
            Told::Mean(count, mean) => format!("{mean} of {count}"),
            Told::Few => "few".to_owned(),
            Told::NotAsked => "not asked".to_owned(),
        };
        let interval = change.change.map_or("-".to_owned(), |one| {
            format!("{} ({}..{})", one.change, one.low, one.high)
        });
        format!(
            "{}: {}, {}, {interval}",
            change.group.word(),
            told(change.before),
            told(change.after)
        )
    }

    #[test]
    fn a17_3_change_is_told_by_group_with_how_many_and_not_of_few() {
        let questions = [question("trust", "Stoler du på os?", &[])];
        let mut was = answers(Group::Citizen, "trust", &[2, 3, 3, 4, 2]);
        was.extend(answers(Group::Relative, "trust", &[1, 1, 1, 1]));
        was.extend(answers(Group::Provider, "trust", &[3, 3, 3, 3, 3, 3]));
        let mut is = answers(Group::Citizen, "trust", &[4, 4, 5, 3, 5]);
        is.extend(answers(Group::Relative, "trust", &[5, 5, 5, 5, 5, 5]));
        is.extend(answers(Group::Provider, "trust", &[4]));
        let wave = |answers| Wave {
            questions: &questions,
            answers,
            numbers: &[],
        };
        let compared = compare(&wave(&was), &wave(&is));
        let lines: Vec<String> = compared[0].changes.iter().map(line).collect();
        assert_eq!(
            lines,
            [
                "citizen: 2.80 of 5, 4.20 of 5, 1.40 (0.17..2.63)",
                "relative: few, 5 of 6, -",
                "authority: few, few, -",
                "provider: 3 of 6, few, -",
            ]
        );
    }

    #[test]
    fn a17_1_a_linked_survey_compares_those_who_answered_both_times() {
        let questions = [question("trust", "Stoler du på os?", &[])];
        let was = answers(Group::Citizen, "trust", &[2, 3, 3, 4, 2, 1]);
        let is = answers(Group::Citizen, "trust", &[4, 4, 5, 3, 5, 5]);
        for (before, after, told) in [
            (
                &[1, 2, 3, 4, 5, 6][..],
                &[1, 2, 3, 4, 5, 7][..],
                Some("1.40 (-0.49..3.29) of 5"),
            ),
            (
                &[1, 2, 3, 4, 5, 6],
                &[6, 5, 4, 3, 2, 1],
                Some("1.83 (0.60..3.07) of 6"),
            ),
            (&[1, 2, 3, 4, 5, 6], &[1, 2, 3, 4, 8, 9], None),
        ] {
            let wave = |answers, numbers| Wave {
                questions: &questions,
                answers,
                numbers,
            };
            let compared = compare(&wave(&was, before), &wave(&is, after));
            let citizens = &compared[0].changes[0];
            let found = citizens.change.zip(citizens.pairs);
            let found =
                found.map(|(one, pairs)| format!("{} ({}..{}) of {pairs}", one.change, one.low, one.high));
            assert_eq!(found.as_deref(), told, "{before:?} {after:?}");
        }
    }

    #[test]
    fn what_was_asked_in_other_words_is_not_compared_and_says_so() {
        let five = |name: &str| answers(Group::Authority, name, &[3, 3, 4, 4, 5]);
        let before = [
            question("trust", "Stoler du på os?", &[]),
            question("goals", "Har I fælles mål?", &[Group::Authority]),
            question("gone", "Mødes I?", &[]),
        ];
        let after = [
            question("goals", "Har I fælles mål?", &[Group::Authority]),
            question("trust", "Har du tillid til os?", &[]),
            question("new", "Er I i tide?", &[]),
        ];
        let was: Vec<_> = ["trust", "goals", "gone"].into_iter().flat_map(five).collect();
        let is: Vec<_> = ["trust", "goals", "new"].into_iter().flat_map(five).collect();
        let compared = compare(
            &Wave {
                questions: &before,
                answers: &was,
                numbers: &[],
            },
            &Wave {
                questions: &after,
                answers: &is,
                numbers: &[],
            },
        );
        let asked: Vec<_> = compared
            .iter()
            .map(|one| (one.question.name.as_str(), one.asked))
            .collect();
        let expected = [
            ("goals", Asked::Same),
            ("trust", Asked::Changed),
            ("new", Asked::Once),
            ("gone", Asked::Once),
        ];
        assert_eq!(asked, expected);
        let told = |one: &Compared<'_>| {
            one.changes
                .iter()
                .filter(|change| change.change.is_some())
                .count()
        };
        assert_eq!(compared.iter().map(told).collect::<Vec<_>>(), [1, 0, 0, 0]);
        assert_eq!(
            compared[0].changes.len(),
            1,
            "who was not asked is not in the list"
        );
    }
}

//! The survey that lies ready: the seven dimensions of relational coordination (A4.1 in `flows/lines.csv`), asked of
//! staff on both sides, with cooperation and trust asked of everyone (A17). The questions are in words of our own.

use super::{Group, Question};
use crate::text::{Language, Message, Text};

/// What everyone is asked.
const OF_ALL: [&str; 2] = ["cooperation", "trust"];

/// What staff are asked beside.
const DIMENSIONS: [&str; 7] = [
    "shared_goals",
    "shared_knowledge",
    "mutual_respect",
    "frequent",
    "timely",
    "accurate",
    "problem_solving",
];

/// The questions that lie ready.
#[must_use]
pub fn ready() -> Vec<Question> {
    let question = |name: &str, groups: &[Group]| {
        let message = Message::new(&format!("survey-ready-{}", name.replace('_', "-")));
        Question {
            name: name.to_owned(),
            text: Text {
                da: message.say(Language::Danish),
                en: Some(message.say(Language::English)),
            },
            groups: groups.to_vec(),
        }
    };
    let of_all = OF_ALL.iter().map(|name| question(name, &[]));
    let of_staff = DIMENSIONS.iter();
    let of_staff = of_staff.map(|name| question(name, &[Group::Authority, Group::Provider]));
    of_all.chain(of_staff).collect()
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn what_lies_ready_can_be_asked_in_both_languages() {
        let questions = ready();
        assert_eq!((questions.len(), check(&questions)), (9, Vec::new()));
        for question in &questions {
            let Text { da, en } = &question.text;
            assert!(
                !da.contains("survey-ready") && en.as_ref().is_some_and(|en| en != da),
                "{}",
                question.name
            );
        }
        let asked = |group| questions.iter().filter(|question| question.is_for(group)).count();
        assert_eq!(Group::ALL.map(asked), [2, 2, 9, 9]);
    }
}

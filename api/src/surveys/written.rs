//! Questions as lines that a person writes: `trust: Hvor stor tillid har du? / How much do you trust?`, with the groups that
//! are asked in brackets behind the name where not everyone is: `timely [authority provider]: …`.

use samspil_core::survey::{Group, MAX_QUESTION_CHARS, MAX_QUESTIONS, Question, QuestionsFault, check};
use samspil_core::text::{Message, Text};

/// Between the Danish and the English words of a question.
const BETWEEN: &str = " / ";

/// What is wrong with lines, all of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct QuestionsWrong(pub(crate) Vec<Message>);

/// The questions of lines; empty lines are left out.
///
/// # Errors
/// All that is wrong, each with its line.
pub(crate) fn read(text: &str) -> Result<Vec<Question>, QuestionsWrong> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut questions = Vec::new();
    let mut wrong = Vec::new();
    for (line, place) in lines.zip(1_i64..) {
        match question(line) {
            Some(question) => questions.push(question),
            None => wrong.push(Message::new("survey-line-wrong").with("line", place)),
        }
    }
    if wrong.is_empty() {
        wrong.extend(check(&questions).into_iter().map(told));
    }
    if wrong.is_empty() {
        Ok(questions)
    } else {
        Err(QuestionsWrong(wrong))
    }
}

fn question(line: &str) -> Option<Question> {
    let (head, text) = line.split_once(':')?;
    let (name, groups) = match head.split_once('[') {
        None => (head, Vec::new()),
        Some((name, rest)) => {
            let words = rest.trim().strip_suffix(']')?.split_whitespace();
            (name, words.map(Group::of).collect::<Option<Vec<_>>>()?)
        }
    };
    let (da, en) = match text.split_once(BETWEEN) {
        None => (text, None),
        Some((da, en)) => (da, Some(en.trim().to_owned())),
    };
    Some(Question {
        name: name.trim().to_owned(),
        text: Text {
            da: da.trim().to_owned(),
            en,
        },
        groups,
    })
}

fn told(fault: QuestionsFault) -> Message {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    match fault {
        QuestionsFault::Count => Message::new("survey-count-wrong").with("most", number(MAX_QUESTIONS)),
        QuestionsFault::Name(line) => Message::new("survey-name-wrong").with("line", number(line)),
        QuestionsFault::Twice(line) => Message::new("survey-name-twice").with("line", number(line)),
        QuestionsFault::Text(line) => Message::new("survey-text-wrong")
            .with("line", number(line))
            .with("most", number(MAX_QUESTION_CHARS)),
    }
}

/// Questions as lines, which are read back as the same.
pub(crate) fn write(questions: &[Question]) -> String {
    let lines = questions.iter().map(|question| {
        let groups: Vec<&str> = question.groups.iter().map(|group| group.word()).collect();
        let groups = match groups.is_empty() {
            true => String::new(),
            false => format!(" [{}]", groups.join(" ")),
        };
        let en = question
            .text
            .en
            .as_ref()
            .map(|en| format!("{BETWEEN}{en}"))
            .unwrap_or_default();
        format!("{}{groups}: {}{en}", question.name, question.text.da)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use samspil_core::survey::ready;

    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(read(&write(&ready())), Ok(ready()));
        let text =
            "  trust :  Stoler du på os?\n\ngoals [authority  provider]: Har I mål? / Do you have goals?";
        let expected = "trust: Stoler du på os?\ngoals [authority provider]: Har I mål? / Do you have goals?";
        assert_eq!(write(&read(text).unwrap()), expected);
    }

    #[test]
    fn all_lines_that_are_wrong_are_named() {
        for (text, keys) in [
            ("", &["survey-count-wrong"][..]),
            ("tillid", &["survey-line-wrong"]),
            (
                "a [boss]: Hvad?\nb [: Hvad?",
                &["survey-line-wrong", "survey-line-wrong"],
            ),
            (
                "A: Hvad?\nb: Hvad?\nb: ",
                &["survey-name-wrong", "survey-name-twice", "survey-text-wrong"],
            ),
        ] {
            let wrong = read(text).unwrap_err().0;
            let found: Vec<&str> = wrong.iter().map(|message| message.key.as_str()).collect();
            assert_eq!(found, keys, "{text}");
        }
    }
}

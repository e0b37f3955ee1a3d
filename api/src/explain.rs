//! `samspil explain`: what a code means, why it is a finding, and an example.

use clap::Args;
use samspil_core::case::LETTER_CODES;
use samspil_core::flow::{HOUSE_CODES, READ_CODES, SOURCE_CODES};
use samspil_core::guard::{GUARD_CODES, SUBCASE_CODES, TABLE_CODES};
use samspil_core::import::IMPORT_CODES;
use samspil_core::text::{Language, Message, core_catalogue};
use serde_json::json;

use crate::language::{Answer, Told};
use crate::words::say;

/// How wide an explanation is written, in characters.
const WIDTH: usize = 88;

/// Which code.
#[derive(Args)]
pub(crate) struct Command {
    /// The code of a finding: F0402. Without one, all codes that a flow file or model can give.
    code: Option<String>,
}

/// The explanation, or every code with the first line of its explanation.
pub(crate) fn answer(command: &Command, language: Language) -> Answer {
    let Some(code) = &command.code else {
        return Ok(all(language));
    };
    let code = code.to_ascii_uppercase();
    let key = format!("explain-{code}");
    if !core_catalogue().knows(&key) {
        return Err(say(&Message::new("explain-unknown").with("code", code), language));
    }
    let text = Message::new(&key).say(language);
    let mut lines = vec![code.clone()];
    for line in text.lines() {
        wrap(line, &mut lines);
    }
    Ok(Told {
        lines,
        json: json!({ "code": code, "explanation": text }),
    })
}

fn all(language: Language) -> Told {
    let rows = READ_CODES
        .iter()
        .chain(GUARD_CODES)
        .chain(SUBCASE_CODES)
        .chain(TABLE_CODES)
        .chain(LETTER_CODES)
        .chain(HOUSE_CODES)
        .chain(SOURCE_CODES)
        .chain(IMPORT_CODES)
        .map(|code| {
            let text = Message::new(&format!("explain-{}", code.0)).say(language);
            (code.0, text.lines().next().unwrap_or_default().to_owned())
        });
    let (lines, json) = rows
        .map(|(code, first)| {
            (
                format!("{code}  {first}"),
                json!({ "code": code, "explanation": first }),
            )
        })
        .unzip();
    Told {
        lines,
        json: serde_json::Value::Array(json),
    }
}

/// Breaks a paragraph between words; an example, which is indented, stays as it is.
fn wrap(line: &str, lines: &mut Vec<String>) {
    if line.starts_with(' ') {
        lines.push(line.to_owned());
        return;
    }
    let mut row = String::new();
    for word in line.split(' ') {
        if !row.is_empty() && row.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut row));
        }
        if !row.is_empty() {
            row.push(' ');
        }
        row.push_str(word);
    }
    lines.push(row);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explained(code: Option<&str>, language: Language) -> Answer {
        let command = Command {
            code: code.map(str::to_owned),
        };
        answer(&command, language)
    }

    #[test]
    fn an_explanation_in_both_languages_and_a_list_of_all() {
        let told = Language::ALL.map(|language| explained(Some("f0402"), language).unwrap().lines.join("\n"));
        insta::assert_snapshot!(told.join("\n\n"));
        let all = explained(None, Language::Danish).unwrap();
        let codes = [
            READ_CODES,
            GUARD_CODES,
            SUBCASE_CODES,
            TABLE_CODES,
            LETTER_CODES,
            HOUSE_CODES,
            SOURCE_CODES,
            IMPORT_CODES,
        ];
        assert_eq!(
            all.lines.len(),
            codes.iter().map(|codes| codes.len()).sum::<usize>()
        );
        assert!(all.lines.iter().all(|line| line.chars().count() > 8));
    }

    #[test]
    fn an_unknown_code_is_refused_with_what_to_write() {
        let refused = explained(Some("F9999"), Language::English).unwrap_err();
        assert!(
            refused.contains("F9999") && refused.contains("samspil explain"),
            "{refused}"
        );
    }

    #[test]
    fn words_are_kept_whole_and_examples_as_they_are() {
        let mut lines = Vec::new();
        wrap(&"ord ".repeat(30), &mut lines);
        wrap("    title: {da: Sag}", &mut lines);
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(lines.concat().matches("ord").count(), 30);
        assert_eq!(lines.last().unwrap(), "    title: {da: Sag}");
    }
}

//! A document as it is before any case: its text with what will stand in each place, for whoever reads about the flow.

use super::escape::escaped;
use super::html::html;
use crate::flow::{Document, Flow};
use crate::id::{FieldPath, PartyId};
use crate::text::{Language, Message};

/// The document as HTML, with the title of what will stand there in brackets.
#[must_use]
pub fn outline(flow: &Flow, document: &Document, language: Language) -> String {
    let mut out = String::new();
    let mut rest = document.text.in_language(language);
    while let Some(at) = rest.find(['{', '\n']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let tag = [("{{", "}}"), ("{%", "%}")]
            .into_iter()
            .find_map(|(open, close)| {
                let inner = after.strip_prefix(open)?;
                let end = inner.find(close)?;
                Some((open, inner.get(..end)?, inner.get(end + close.len()..)?))
            });
        match tag {
            Some(("{{", name, next)) => {
                out.push_str(&escaped(&format!("[{}]", title(flow, name.trim(), language))));
                rest = next;
            }
            // What stands only on a condition is shown.
            Some((_, _, next)) => rest = next,
            None => {
                let mut chars = after.chars();
                out.extend(chars.next());
                rest = chars.as_str();
            }
        }
    }
    out.push_str(rest);
    html(&out)
}

/// What people call something that a template names.
fn title(flow: &Flow, name: &str, language: Language) -> String {
    let field = FieldPath::new(name).ok();
    let field = field.and_then(|path| flow.data.field(&path));
    if let Some(field) = field {
        return field.title.in_language(language).to_owned();
    }
    let party = PartyId::new(name).ok();
    if let Some(party) = party.and_then(|party| flow.parties.get(&party)) {
        return party.title.in_language(language).to_owned();
    }
    Message::new(&format!("letter-word-{}", name.replace('_', "-"))).say(language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::read;

    #[test]
    fn every_place_is_named_by_what_will_stand_there() {
        let flow = "samspil: 1
flow: f
title: F
parties: {caseworker: {title: Rådgiver, side: authority}}
data: {d: {why: {type: text, title: {da: Begrundelse, en: Reasons}}}}
does: {send: {task: Send, by: caseworker}}
documents:
  l:
    text: {da: \"Kære {{ citizen }}\\n\\n{% if d.why %}\\nFordi: {{ d.why }} {x}\\n{% endif %}\\n\\n{{ caseworker }}\"}
";
        let (flow, findings) = read(flow);
        assert_eq!(findings, []);
        let flow = flow.unwrap();
        let told = outline(&flow, &flow.documents["l"], Language::Danish);
        assert_eq!(
            told,
            "<p>Kære [Borgerens navn]</p>\n<p>Fordi: [Begrundelse] {x}</p>\n<p>[Rådgiver]</p>\n"
        );
    }
}

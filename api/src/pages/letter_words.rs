//! The municipality's own words in letters, for administrators: what they are, and laying down others.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::{Language, Message, Text};
use samspil_runtime::{Failure, LetterWords, LetterWordsSet, MAX_WORD_CHARS, WordsRefused, WordsVersion};
use serde::Deserialize;

use super::flash;
use super::glossary;
use super::parts::{Alert, Cell, Field, Form, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// How many lines a text shows.
const LINES: u16 = 4;

/// The longest reason, in characters.
const MAX_WHY_CHARS: u32 = 500;

/// What divides an act from its guidance in the form.
const ACT_MARK: &str = "==";

#[derive(Template)]
#[template(path = "letter_words.html")]
struct WordsPage<'page> {
    page: &'page Shell,
    alert: Option<Alert>,
    form: Form,
    seen: u32,
    versions: Table,
}

/// The form as it is sent.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    letterhead: String,
    #[serde(default)]
    letterhead_en: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    contact_en: String,
    #[serde(default)]
    complaint_body: String,
    #[serde(default)]
    complaint_body_en: String,
    #[serde(default)]
    appeal: String,
    #[serde(default)]
    appeal_en: String,
    #[serde(default)]
    acts: String,
    #[serde(default)]
    acts_en: String,
    #[serde(default)]
    glossary: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    seen: u32,
}

fn text(da: &str, en: &str) -> Text {
    let clean = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    let en = clean(en);
    Text {
        da: clean(da),
        en: (!en.is_empty()).then_some(en),
    }
}

/// Guidance by act, as it is written in one field: each under a line `== act`.
fn by_act(written: &str) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut act = None;
    for line in written.lines() {
        if let Some(name) = line.trim().strip_prefix(ACT_MARK) {
            let name = name.trim().to_lowercase();
            all.entry(name.clone()).or_default();
            act = Some(name);
        } else if let Some(text) = act.as_ref().and_then(|act| all.get_mut(act)) {
            text.push_str(line);
            text.push('\n');
        }
    }
    all
}

impl Written {
    fn of(words: &LetterWords, language: Language) -> Self {
        let en = |text: &Text| text.en.clone().unwrap_or_default();
        let acts = |pick: &dyn Fn(&Text) -> String| {
            let told = words.appeal_by_act.iter();
            let told = told.map(|(act, text)| format!("{ACT_MARK} {act}\n{}\n", pick(text)));
            told.collect::<String>()
        };
        Self {
            letterhead: words.letterhead.da.clone(),
            letterhead_en: en(&words.letterhead),
            contact: words.contact.da.clone(),
            contact_en: en(&words.contact),
            complaint_body: words.complaint_body.da.clone(),
            complaint_body_en: en(&words.complaint_body),
            appeal: words.appeal_guidance.da.clone(),
            appeal_en: en(&words.appeal_guidance),
            acts: acts(&|text| text.da.clone()),
            acts_en: acts(&|text| en(text)),
            glossary: glossary::written(&words.glossary, language),
            why: String::new(),
            seen: 0,
        }
    }

    fn words(&self) -> LetterWords {
        let english = by_act(&self.acts_en);
        let acts = by_act(&self.acts).into_iter();
        let acts = acts.map(|(act, da)| {
            let en = english.get(&act).map_or("", String::as_str);
            let guidance = text(&da, en);
            (act, guidance)
        });
        LetterWords {
            letterhead: text(&self.letterhead, &self.letterhead_en),
            contact: text(&self.contact, &self.contact_en),
            complaint_body: text(&self.complaint_body, &self.complaint_body_en),
            appeal_guidance: text(&self.appeal, &self.appeal_en),
            appeal_by_act: acts.collect(),
            glossary: glossary::read(&self.glossary).unwrap_or_default(),
        }
    }

    /// Whether guidance stands under no act, or in English under an act that has none in Danish: it would be lost.
    fn has_stray_guidance(&self) -> bool {
        let before = |written: &str| {
            let mut lines = written.lines().map(str::trim);
            let first = lines.find(|line| !line.is_empty());
            first.is_some_and(|line| !line.starts_with(ACT_MARK))
        };
        let (danish, english) = (by_act(&self.acts), by_act(&self.acts_en));
        before(&self.acts) || before(&self.acts_en) || english.keys().any(|act| !danish.contains_key(act))
    }

    fn form(&self, page: &Shell) -> Form {
        let most = u32::try_from(MAX_WORD_CHARS).unwrap_or(u32::MAX);
        let mut form = Form::new(page.language);
        for (name, value) in [
            ("letterhead", &self.letterhead),
            ("letterhead_en", &self.letterhead_en),
            ("contact", &self.contact),
            ("contact_en", &self.contact_en),
            ("complaint_body", &self.complaint_body),
            ("complaint_body_en", &self.complaint_body_en),
            ("appeal", &self.appeal),
            ("appeal_en", &self.appeal_en),
            ("acts", &self.acts),
            ("acts_en", &self.acts_en),
        ] {
            let key = match name {
                "acts" => "letter-words-acts-label".to_owned(),
                name => format!("letter-words-{}", name.replace('_', "-")),
            };
            let field = Field::lines(name, page.t(&key), LINES).optional().value(value);
            let is_of_acts = name.starts_with("acts");
            let field = if is_of_acts {
                field.hint(page.t("letter-words-acts-hint"))
            } else {
                field.longest(most)
            };
            form.add(field);
        }
        let words = Field::lines("glossary", page.t("glossary-label"), LINES).optional();
        form.add(words.hint(page.t("glossary-hint")).value(&self.glossary));
        let why = Field::text("why", page.t("letter-words-why-label"));
        form.add(why.longest(MAX_WHY_CHARS).value(&self.why));
        form
    }
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let all = app.engine.letter_words(signed.tenant).await?;
    let newest = all.first();
    let written = newest.map_or_else(Written::default, |version| {
        Written::of(&version.words, page.language)
    });
    let seen = newest.map_or(0, |version| version.version);
    Ok(drawn(page, &all, &written, seen, None))
}

fn drawn(
    page: Shell,
    all: &[WordsVersion],
    written: &Written,
    seen: u32,
    refused: Option<String>,
) -> Response {
    let page = page.titled(&Message::new("letter-words-title"));
    let status = match refused {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = WordsPage {
        alert: refused.map(|sentence| Alert::new(page.language, Tone::Error, sentence)),
        form: written.form(&page),
        seen,
        versions: versions(&page, all),
        page: &page,
    };
    show(status, &page, &template)
}

fn versions(page: &Shell, all: &[WordsVersion]) -> Table {
    let rows = all.iter().map(|version| {
        vec![
            Cell::Text(version.version.to_string()),
            Cell::moment(version.set_at, page.language),
            Cell::Text(version.set_by.clone()),
            Cell::Text(version.why.clone()),
        ]
    });
    Table {
        caption: page.t("letter-words-versions"),
        head: ["version", "when", "by", "why"]
            .into_iter()
            .map(|head| page.t(&format!("letter-words-column-{head}")))
            .collect(),
        rows: rows.collect(),
        empty: page.t("letter-words-none"),
    }
}

/// Lays them down.
pub(super) async fn lay_down(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    if written.has_stray_guidance() {
        let all = app.engine.letter_words(signed.tenant).await?;
        let refused = Some(page.t("letter-words-acts-stray"));
        return Ok(drawn(page, &all, &written, written.seen, refused));
    }
    if glossary::read(&written.glossary).is_none() {
        let all = app.engine.letter_words(signed.tenant).await?;
        let refused = Some(page.t("glossary-stray"));
        return Ok(drawn(page, &all, &written, written.seen, refused));
    }
    let set = LetterWordsSet {
        words: written.words(),
        seen: written.seen,
        by: signed.name.clone(),
        why: written.why.clone(),
    };
    let (refused, was_told) = match app.engine.set_letter_words(signed.tenant, set).await {
        Ok(_) => {
            let mut answer = Redirect::to("/letter-words").into_response();
            flash::say_next(&mut answer, Tone::Success, "flash-letter-words", app.gate.https);
            return Ok(answer);
        }
        Err(WordsRefused::Store(error)) => return Err(Failure::from(error).into()),
        Err(WordsRefused::Wrong(what)) => (page.say(&what), false),
        Err(WordsRefused::Changed) => (page.t("letter-words-changed"), true),
    };
    let all = app.engine.letter_words(signed.tenant).await?;
    // Only whoever was told of others' words may write over them.
    let newest = all.first().filter(|_| was_told);
    let seen = newest.map_or(written.seen, |version| version.version);
    Ok(drawn(page, &all, &written, seen, Some(refused)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guidance_by_act_is_written_and_read_back() {
        let written = "== Serviceloven\nSkriv til os.\n\nEller ring.\n==barnets lov\nRing.\n";
        let all = by_act(written);
        assert_eq!(all.len(), 2);
        assert_eq!(all["serviceloven"], "Skriv til os.\n\nEller ring.\n");
        let words = Written {
            acts: written.to_owned(),
            acts_en: "== barnets lov\nCall.\n".to_owned(),
            ..Written::default()
        }
        .words();
        assert_eq!(words.appeal_by_act["barnets lov"].en.as_deref(), Some("Call."));
        assert_eq!(Written::of(&words, Language::Danish).words(), words);
    }

    #[test]
    fn guidance_that_would_be_lost_is_known() {
        for (acts, acts_en, is_stray) in [
            ("", "", false),
            ("\n== barnets lov\nRing.\n", "== Barnets lov\nCall.\n", false),
            ("Ring.\n== barnets lov\nRing.\n", "", true),
            ("== barnets lov\nRing.\n", "Call.\n", true),
            ("== barnets lov\nRing.\n", "== serviceloven\nCall.\n", true),
        ] {
            let written = Written {
                acts: acts.to_owned(),
                acts_en: acts_en.to_owned(),
                ..Written::default()
            };
            assert_eq!(written.has_stray_guidance(), is_stray, "{acts} {acts_en}");
        }
    }
}

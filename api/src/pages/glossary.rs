//! The municipality's glossary: the page of it, how administrators write it, and the words that the two sides use differently
//! where a form, a page or a handbook uses them.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::case::{Eyes, View};
use samspil_core::flow::{Flow, Item, Side};
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message, Text, instant};
use samspil_runtime::{GlossaryWord, SideWord};

use super::parts::{Cell, Table};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;
use crate::words::say;

/// What stands before a word in the field that a glossary is written in.
const WORD_MARK: &str = "==";

/// What stands between a word and its English, or its meaning.
const BETWEEN: [&str; 2] = [" / ", "|"];

const SIDES: [(&str, Side); 5] = [
    ("authority", Side::Authority),
    ("provider", Side::Provider),
    ("citizen", Side::Citizen),
    ("relative", Side::Relative),
    ("partner", Side::Partner),
];

#[derive(Template)]
#[template(path = "glossary.html")]
struct GlossaryPage<'page> {
    page: &'page Shell,
    version: Option<String>,
    table: Table,
}

/// The page.
pub(super) async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("glossary-title"));
    let newest = app.engine.letter_words_now(signed.tenant).await?;
    let version = newest.as_ref().map(|newest| {
        let told = Message::new("glossary-version")
            .with("version", newest.version)
            .with("at", instant(newest.set_at, page.language))
            .with("by", newest.set_by.as_str());
        page.say(&told)
    });
    let words = newest.map_or_else(Vec::new, |newest| newest.words.glossary);
    let template = GlossaryPage {
        table: table(&page, &words),
        version,
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn table(page: &Shell, words: &[GlossaryWord]) -> Table {
    let rows = words.iter().map(|word| {
        let mut name = vec![Cell::Text(word.word.da.clone())];
        name.extend(word.word.en.clone().map(Cell::Small));
        let sides = sides(word, page.language).into_iter().map(Cell::Text);
        vec![
            Cell::Stack(name),
            Cell::Text(word.meaning.clone()),
            Cell::Stack(sides.collect()),
        ]
    });
    Table {
        caption: page.title.clone(),
        head: ["word", "meaning", "sides"]
            .map(|head| page.t(&format!("glossary-column-{head}")))
            .into(),
        rows: rows.collect(),
        empty: page.t("glossary-none"),
    }
}

/// What each side says, a line each.
fn sides(word: &GlossaryWord, language: Language) -> Vec<String> {
    let told = word.sides.iter().map(|(side, said)| {
        let name = SIDES
            .iter()
            .find(|(_, known)| known == side)
            .map_or("", |(name, _)| name);
        let key = if said.meaning.is_empty() {
            "glossary-side"
        } else {
            "glossary-side-means"
        };
        let message = Message::new(key)
            .with(
                "side",
                say(&Message::new(&format!("glossary-of-{name}")), language),
            )
            .with("word", said.word.as_str())
            .with("meaning", said.meaning.as_str());
        say(&message, language)
    });
    told.collect()
}

/// A word of the glossary as it is told where it is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Differing {
    /// The word.
    pub(crate) word: String,
    /// What it means.
    pub(crate) meaning: String,
    /// What each side says.
    pub(crate) sides: Vec<String>,
}

/// The words that the sides use differently, of those that stand in these texts.
///
/// # Errors
/// What the engine cannot give.
pub(crate) async fn differing(
    app: &App,
    tenant: TenantId,
    texts: &[&str],
    language: Language,
) -> Result<Vec<Differing>, Problem> {
    let newest = app.engine.letter_words_now(tenant).await?;
    let words = newest.map_or_else(Vec::new, |newest| newest.words.glossary);
    let differ = words.into_iter().filter(GlossaryWord::differs);
    Ok(used(&differ.collect::<Vec<_>>(), texts, language))
}

/// The words of a glossary that stand in these texts.
pub(crate) fn used(words: &[GlossaryWord], texts: &[&str], language: Language) -> Vec<Differing> {
    let used = words.iter().filter(|word| word.is_used_in(texts));
    let told = used.map(|word| Differing {
        word: word.word.in_language(language).to_owned(),
        meaning: word.meaning.clone(),
        sides: sides(word, language),
    });
    told.collect()
}

/// The texts of an item and of the fields that it fills.
pub(crate) fn texts_of<'f>(flow: &'f Flow, item: &'f Item, language: Language) -> Vec<&'f str> {
    let fields = item.fills.iter().filter_map(|path| flow.data.field(path));
    let of_fields = fields.flat_map(|field| std::iter::once(&field.title).chain(&field.guidance));
    let own = std::iter::once(&item.title)
        .chain(&item.guidance)
        .chain(&item.expects);
    own.chain(of_fields)
        .map(|text| text.in_language(language))
        .collect()
}

/// The texts of what these eyes see of a case's flow.
pub(crate) fn texts_seen<'v>(view: &View<'v>, eyes: &Eyes, language: Language) -> Vec<&'v str> {
    let run = view.run;
    let items = run.flow.items.values().filter(|item| view.sees_item(eyes, item));
    let items = items.flat_map(|item| {
        let own = std::iter::once(&item.title).chain(&item.guidance);
        own.chain(&item.expects)
    });
    let fields = run.flow.data.fields();
    let fields = fields.filter(|field| view.sees_field(eyes, &field.path));
    let fields = fields.flat_map(|field| std::iter::once(&field.title).chain(&field.guidance));
    items
        .chain(fields)
        .map(|text| text.in_language(language))
        .collect()
}

/// The texts of a whole flow.
pub(crate) fn texts_of_all(flow: &Flow, language: Language) -> Vec<&str> {
    let items = flow.items.values();
    let items = items.flat_map(|item| texts_of(flow, item, language));
    let fields = flow.data.fields().map(|field| field.title.in_language(language));
    items.chain(fields).collect()
}

/// A glossary as administrators write it: each word under a line `== word / English`, with what it means, and a line for
/// each side: `myndighed: ord | betydning`.
pub(super) fn written(words: &[GlossaryWord], language: Language) -> String {
    let mut text = String::new();
    for word in words {
        let english = word
            .word
            .en
            .as_deref()
            .map_or_else(String::new, |en| format!(" / {en}"));
        text.push_str(&format!("{WORD_MARK} {}{english}\n", word.word.da));
        if !word.meaning.is_empty() {
            text.push_str(&format!("{}\n", word.meaning));
        }
        for (name, side) in SIDES {
            if let Some(said) = word.sides.get(&side) {
                let name = say(&Message::new(&format!("glossary-of-{name}")), language);
                let meaning = match said.meaning.as_str() {
                    "" => String::new(),
                    meaning => format!(" | {meaning}"),
                };
                text.push_str(&format!("{name}: {}{meaning}\n", said.word));
            }
        }
    }
    text
}

/// A glossary as it was written; nothing where something stands under no word.
pub(crate) fn read(text: &str) -> Option<Vec<GlossaryWord>> {
    let mut words: Vec<GlossaryWord> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix(WORD_MARK) {
            let (da, en) = parted(name, BETWEEN[0]);
            words.push(GlossaryWord {
                word: Text {
                    da,
                    en: (!en.is_empty()).then_some(en),
                },
                ..GlossaryWord::default()
            });
            continue;
        }
        let word = words.last_mut()?;
        match side_of(line) {
            Some((side, said)) => {
                let (own, meaning) = parted(said, BETWEEN[1]);
                word.sides.insert(side, SideWord { word: own, meaning });
            }
            None if word.meaning.is_empty() => line.clone_into(&mut word.meaning),
            None => word.meaning = format!("{} {line}", word.meaning),
        }
    }
    Some(words)
}

fn parted(text: &str, by: &str) -> (String, String) {
    let (first, rest) = text.split_once(by).unwrap_or((text, ""));
    (first.trim().to_owned(), rest.trim().to_owned())
}

/// The side that a line is of, in Danish or English, and what it says.
fn side_of(line: &str) -> Option<(Side, &str)> {
    let (name, said) = line.split_once(':')?;
    let name = name.trim().to_lowercase();
    let called = |word: &str| {
        let message = Message::new(&format!("glossary-of-{word}"));
        Language::ALL
            .into_iter()
            .any(|language| say(&message, language).to_lowercase() == name)
    };
    let found = SIDES.iter().find(|(word, _)| called(word))?;
    Some((found.1, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glossary_that_ships_can_be_laid_down_and_knows_where_the_sides_differ() {
        let words = read(include_str!("../../../flows/ordliste.txt")).unwrap();
        let incomplete = |word: &&GlossaryWord| word.word.en.is_none() || word.meaning.is_empty();
        assert_eq!(words.iter().find(incomplete), None);
        let named: std::collections::BTreeSet<&str> =
            words.iter().map(|word| word.word.da.as_str()).collect();
        assert_eq!(named.len(), words.len());
        let differ: Vec<&str> = words
            .iter()
            .filter(|word| word.differs())
            .map(|word| word.word.da.as_str())
            .collect();
        assert!(
            differ.contains(&"indsats") && !differ.contains(&"frist"),
            "{differ:?}"
        );
        let texts = ["Svar på bestillingen linje for linje"];
        let used = used(&words, &texts, Language::Danish);
        assert_eq!(
            used.iter().map(|word| word.word.as_str()).collect::<Vec<_>>(),
            ["bestilling"]
        );
        assert_eq!(used[0].sides.len(), 2);
    }

    #[test]
    fn a_glossary_is_written_and_read_back() {
        let text = "== indsats / intervention\nDet, borgeren får hjælp til.\nMyndighed: foranstaltning | det, der er bevilget\nUdfører: ydelse\n== mål\n";
        let words = read(text).unwrap();
        assert_eq!(words.len(), 2);
        assert_eq!(words[0].word.en.as_deref(), Some("intervention"));
        assert_eq!(words[0].sides[&Side::Authority].meaning, "det, der er bevilget");
        assert_eq!(words[0].sides[&Side::Provider].word, "ydelse");
        for language in Language::ALL {
            assert_eq!(read(&written(&words, language)).unwrap(), words);
        }
        assert_eq!(read("Ingen steder"), None);
    }
}

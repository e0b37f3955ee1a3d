//! How hard the shipped Danish is to read for citizens and relatives, measured by LIX (Björnsson, 1968): words by sentence, and
//! how many words in a hundred are long. Up to 35 is what most adults read with ease.

use std::collections::BTreeMap;
use std::fmt::Write;

use samspil_core::flow::{Document, Field, Flow, Item, Party, Side, Subject};
use samspil_core::id::PartyId;

use super::find::suites;
use super::shipped_test::{flows, runnable};

/// The highest LIX that anything for citizens may have.
const MOST: usize = 35;

/// The longest word that is not long, in letters: the measure's own bound.
const SHORT: usize = 6;

/// The fewest words of a single text that is held to it: of a line or two one long word decides.
const LEAST_OF_ONE: usize = 20;

/// The fewest words of all of a file that are held to it.
const LEAST_OF_ALL: usize = 40;

/// The message files that citizens and relatives read, and which of them hold nothing else.
const PAGES: [(&str, &str); 5] = [
    ("own", include_str!("../../texts/da/own.ftl")),
    ("plan", include_str!("../../texts/da/plan.ftl")),
    ("goals", include_str!("../../texts/da/goals.ftl")),
    ("inbox", include_str!("../../texts/da/inbox.ftl")),
    ("sign_in", include_str!("../../texts/da/sign_in.ftl")),
];

/// What was counted in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Counted {
    words: usize,
    sentences: usize,
    long: usize,
}

impl Counted {
    /// A text's. A line by itself is a sentence, whether or not it ends as one.
    fn of(text: &str) -> Self {
        let mut counted = Self::default();
        for line in text.lines() {
            let words = line.split(|c: char| !c.is_alphabetic() && c != '-');
            let words: Vec<&str> = words
                .filter(|word| word.chars().any(char::is_alphabetic))
                .collect();
            if words.is_empty() {
                continue;
            }
            let ends = |c: char| matches!(c, '.' | '!' | '?' | ':');
            let line = line.trim();
            let inside = line
                .split_whitespace()
                .filter(|word| word.ends_with(ends))
                .count();
            counted.sentences += inside + usize::from(!line.ends_with(ends));
            counted.words += words.len();
            counted.long += words.iter().filter(|word| word.chars().count() > SHORT).count();
        }
        counted
    }

    fn and(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
            long: self.long + other.long,
        }
    }

    /// The measure, rounded; none where nothing was counted.
    fn lix(self) -> Option<usize> {
        // In hundredths, so that no float decides.
        let by_sentence = (100 * self.words).checked_div(self.sentences)?;
        let long = (100 * 100 * self.long).checked_div(self.words)?;
        Some((by_sentence + long).div_ceil(100))
    }
}

/// Texts by what they are called.
type Texts = Vec<(String, String)>;

/// The texts of a message file: each message, and each variant of one, without what is put into it.
fn messages(file: &str) -> Texts {
    let mut texts: Texts = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let (key, text) = match line.split_once(" = ") {
            Some((key, text)) if !line.starts_with(' ') => (key.to_owned(), text),
            _ => match (texts.last(), line.split_once("] ")) {
                (Some((key, _)), Some((_, text))) => (key.clone(), text),
                _ => continue,
            },
        };
        texts.push((key, without(text, "{", "}")));
    }
    texts
}

/// The text with a word of one letter for each thing between these marks; what is never closed goes to the end.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        rest.push('x');
        rest.push_str(part.split_once(to).map_or("", |(_, behind)| behind));
    }
    rest
}

/// A letter: its heading, and each paragraph.
fn letter(name: &str, document: &Document) -> Texts {
    let text = document.text.da.replace("{%", "\u{1}").replace("%}", "\u{2}");
    let text = without(&text, "\u{1}", "\u{2}");
    let text = without(&text, "{{", "}}");
    let paragraphs = text.split("\n\n").enumerate();
    let paragraphs = paragraphs.map(|(number, text)| (format!("{name} {number}"), text.to_owned()));
    let heading = (name.to_owned(), document.title.da.clone());
    std::iter::once(heading).chain(paragraphs).collect()
}

/// Whether a party is the citizen's, or a relative's.
fn is_citizens(flow: &Flow, party: &PartyId) -> bool {
    let known = flow.parties.get(party);
    known.is_some_and(|party| matches!(party.side, Side::Citizen | Side::Relative))
}

/// What a flow tells the citizen and their relatives: what it is for, what they do in it, what they do or take part in, and
/// the forms that are theirs.
fn of_flow(flow: &Flow) -> Texts {
    let mut texts = Texts::new();
    if flow.about.subject == Subject::Citizen {
        texts.extend(
            flow.about
                .purpose
                .iter()
                .map(|text| ("purpose".to_owned(), text.da.clone())),
        );
    }
    let parties = flow.parties.values().filter(|party| is_citizens(flow, &party.id));
    let does = |party: &Party| Some((format!("{} does", party.id), party.does.as_ref()?.da.clone()));
    texts.extend(parties.filter_map(does));
    for item in flow.items.values() {
        texts.extend(of_item(flow, item));
    }
    texts
}

fn of_item(flow: &Flow, item: &Item) -> Texts {
    let mut texts = Texts::new();
    let theirs = |party: &PartyId| is_citizens(flow, party);
    let own = item.owner.iter().chain(&item.also_by).any(theirs);
    if own || item.with.iter().any(theirs) {
        texts.push((item.id.to_string(), item.title.da.clone()));
    }
    if !own {
        return texts;
    }
    for (what, text) in [("guidance", &item.guidance), ("expects", &item.expects)] {
        texts.extend(
            text.iter()
                .map(|text| (format!("{} {what}", item.id), text.da.clone())),
        );
    }
    let fields = item.fills.iter().filter_map(|path| flow.data.field(path));
    for Field {
        path,
        title,
        guidance,
        ..
    } in fields
    {
        texts.push((path.to_string(), title.da.clone()));
        texts.extend(
            guidance
                .iter()
                .map(|text| (format!("{path} guidance"), text.da.clone())),
        );
    }
    texts
}

/// All that is measured, by what it is called.
fn shipped() -> BTreeMap<String, Texts> {
    let mut all = BTreeMap::new();
    for (name, file) in PAGES {
        all.insert(format!("pages {name}"), messages(file));
    }
    for suite in suites(&[flows()]).unwrap() {
        let flow = runnable(&suite.flow).flow;
        if flow.parties.keys().any(|party| is_citizens(&flow, party)) {
            all.insert(format!("flow {}", flow.id), of_flow(&flow));
        }
        for (name, document) in &flow.documents {
            all.insert(format!("letter {}/{name}", flow.id), letter(name, document));
        }
    }
    all
}

#[test]
fn what_citizens_read_is_plain_danish() {
    let mut golden = String::from("words sentences long lix\n");
    let mut hard = Vec::new();
    for (name, texts) in shipped() {
        let mut all = Counted::default();
        for (key, text) in &texts {
            let counted = Counted::of(text);
            all = all.and(counted);
            let lix = counted
                .lix()
                .filter(|lix| *lix > MOST && counted.words >= LEAST_OF_ONE);
            hard.extend(lix.map(|lix| format!("{name}: {key}: {lix}: {text}")));
        }
        let Some(lix) = all.lix() else { continue };
        if lix > MOST && all.words >= LEAST_OF_ALL {
            hard.push(format!("{name}: {lix}"));
        }
        let Counted {
            words,
            sentences,
            long,
        } = all;
        writeln!(golden, "{words:5} {sentences:9} {long:4} {lix:3}  {name}").unwrap();
    }
    assert!(hard.is_empty(), "too hard to read:\n{}", hard.join("\n"));
    insta::assert_snapshot!(golden);
}

#[test]
fn a_text_is_counted_as_the_measure_says() {
    for (text, words, sentences, long, lix) in [
        ("Du kan læse brevet her.", 5, 1, 0, Some(5)),
        ("Kommunalbestyrelsen har besluttet det", 4, 1, 2, Some(54)),
        ("Kom i dag. Kom i morgen!", 6, 2, 0, Some(3)),
        ("Det gælder:\nto linjer\n\nog en til", 7, 3, 0, Some(3)),
        ("§ 83 – 1.", 0, 0, 0, None),
    ] {
        let counted = Counted::of(text);
        let expected = Counted {
            words,
            sentences,
            long,
        };
        assert_eq!((counted, counted.lix()), (expected, lix), "{text}");
    }
}

#[test]
fn what_is_put_into_a_text_counts_as_a_short_word() {
    let texts =
        messages("# Om\na = Den { $day }.\nb = { $n ->\n    [one] Én ting\n   *[other] { $n } ting\n}\n");
    let texts: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["Den x.", "x", "Én ting", "x ting"]);
}

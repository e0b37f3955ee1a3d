//! The letters of a case on its page: what each is, to whom, and what has become of it.

use samspil_core::case::{Eyes, Letter, View};
use samspil_core::id::ItemId;
use samspil_core::text::Message;
use samspil_runtime::{CaseRead, KnownLetter};

use crate::pages::address::segment;
use crate::pages::parts::{Cell, Table};
use crate::pages::words::Speaker;

/// The letters as a table; none where there are none.
pub(crate) fn letters(
    read: &CaseRead,
    eyes: &Eyes,
    speaker: Speaker<'_>,
    known: &[KnownLetter],
) -> Option<Table> {
    if known.is_empty() {
        return None;
    }
    let heads = ["document", "to", "written", "state", "do"];
    let rows = known.iter().map(|one| row(read, eyes, speaker, one));
    Some(Table {
        caption: speaker.t("letters-title"),
        head: heads
            .into_iter()
            .map(|head| speaker.t(&format!("letters-{head}")))
            .collect(),
        rows: rows.collect(),
        empty: String::new(),
    })
}

fn row(read: &CaseRead, eyes: &Eyes, speaker: Speaker<'_>, known: &KnownLetter) -> Vec<Cell> {
    let view = read.view();
    let letter = &known.letter;
    let title = titled(read, letter, speaker);
    let title = if known.is_written {
        Cell::Link {
            href: format!("/cases/{}/documents/{}", read.case.id, known.id),
            text: title,
        }
    } else {
        Cell::Text(title)
    };
    let mut state: Vec<Cell> = states(&view, letter)
        .iter()
        .map(|message| Cell::Text(speaker.say(message)))
        .collect();
    if !known.is_written {
        state.insert(0, Cell::Text(speaker.t("letter-state-unwritten")));
    }
    let ways = offered(read, eyes, &known.item, letter, known.is_written);
    let ways = ways.into_iter().map(|way| Cell::Link {
        href: format!(
            "/cases/{}/letters/{}/{}/{way}",
            read.case.id,
            segment(known.item.as_str()),
            letter.number
        ),
        text: speaker.t(&format!("letter-way-{way}")),
    });
    vec![
        title,
        Cell::Text(
            view.party_title(&letter.to)
                .in_language(speaker.language)
                .to_owned(),
        ),
        Cell::Time {
            iso: letter
                .written_at
                .to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            text: samspil_core::text::instant(letter.written_at, speaker.language),
        },
        Cell::Stack(state),
        Cell::Stack(ways.collect()),
    ]
}

/// What a letter is called.
pub(super) fn titled(read: &CaseRead, letter: &Letter, speaker: Speaker<'_>) -> String {
    let document = read.document(letter);
    let title = document.map(|document| document.title.in_language(speaker.language).to_owned());
    title.unwrap_or_else(|| letter.document.clone())
}

/// What has become of a letter, a sentence each.
pub(super) fn states(view: &View<'_>, letter: &Letter) -> Vec<Message> {
    let mut states = Vec::new();
    if let Some((channel, on)) = letter.sent {
        let sent = Message::new("letter-state-sent").with("channel", channel.message());
        states.push(sent.with("on", on));
    }
    if let Some(on) = view.presumed_received(letter) {
        states.push(Message::new("letter-state-presumed").with("on", on));
    }
    if let Some((on, shown)) = &letter.received {
        let received = Message::new("letter-state-received").with("on", *on);
        states.push(received.with("shown", shown.as_str()));
    }
    if let Some(reason) = &letter.failed {
        states.push(Message::new("letter-state-failed").with("reason", reason.as_str()));
    }
    if states.is_empty() {
        states.push(Message::new("letter-state-waits"));
    }
    states
}

/// What the reader may say of a letter.
pub(super) fn offered(
    read: &CaseRead,
    eyes: &Eyes,
    item: &ItemId,
    letter: &Letter,
    is_written: bool,
) -> Vec<&'static str> {
    if !read.view().sends_letter(eyes, item) {
        return Vec::new();
    }
    if !is_written {
        return vec!["write"];
    }
    match (letter.sent, &letter.received) {
        (None, _) => vec!["sent", "failed"],
        (Some(_), None) => vec!["received", "failed", "sent"],
        (Some(_), Some(_)) => vec!["failed"],
    }
}

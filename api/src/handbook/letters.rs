//! Letters, invitations, agendas and forms, as they are before any case.

use samspil_core::letter::outline;
use samspil_core::text::{Arg, Message};

use super::Teller;
use crate::pages::parts::Made;

/// A document.
pub(super) struct DocumentTold {
    pub(super) title: String,
    pub(super) about: String,
    /// Its text as HTML that the core has made.
    pub(super) html: Made,
}

/// The headings of a document below that of the document itself.
fn below(html: &str) -> String {
    let html = html.replace("<h3>", "<h5>").replace("</h3>", "</h5>");
    html.replace("<h2>", "<h4>").replace("</h2>", "</h4>")
}

impl Teller<'_> {
    /// Every document, to whom it goes and when.
    pub(super) fn documents(&self) -> Vec<DocumentTold> {
        let documents = self.flow.documents.values();
        let told = documents.map(|document| {
            let to = self.flow.receiver(document);
            let to = to.and_then(|to| self.flow.parties.get(&to));
            let sent = self.flow.items.values();
            let sent = sent.filter(|item| item.letter.as_deref() == Some(document.name.as_str()));
            let sent: Vec<Arg> = sent.map(|item| Arg::Both(item.title.clone())).collect();
            let about = Message::new("handbook-document")
                .with("to", to.map_or_else(String::new, |to| self.words(&to.title)))
                .with("count", i64::try_from(sent.len()).unwrap_or(i64::MAX))
                .with("items", Arg::List(sent));
            DocumentTold {
                title: self.words(&document.title),
                about: self.say(&about),
                html: Made::letter(below(&outline(self.flow, document, self.language))),
            }
        });
        told.collect()
    }
}

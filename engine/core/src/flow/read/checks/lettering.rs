//! Letters that items send, against the documents that there are. A flow without documents sends its letters elsewhere.

use crate::flow::Flow;
use crate::flow::code::NO_DOCUMENT;
use crate::flow::near::nearest;
use crate::flow::read::Reading;
use crate::text::Message;

pub(super) fn check(flow: &Flow, out: &mut Reading) {
    if flow.documents.is_empty() {
        return;
    }
    for item in flow.items.values() {
        let Some(letter) = item
            .letter
            .as_ref()
            .filter(|letter| !flow.documents.contains_key(*letter))
        else {
            continue;
        };
        let what = Message::new("flow-no-document")
            .with("item", item.id.as_str())
            .with("name", letter.as_str());
        let known = flow.documents.keys().map(String::as_str);
        let hint = nearest(letter, known).map_or_else(
            || Message::new("flow-no-document-hint"),
            |near| Message::new("flow-did-you-mean").with("word", near),
        );
        out.error(NO_DOCUMENT, item.place, what, hint);
    }
}

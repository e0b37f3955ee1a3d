//! The citizen's own words, as they stand at the top of every page in the chain.

use samspil_core::case::{Eyes, View};

use crate::pages::words::Speaker;

/// What the citizen wants, in their own words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct CitizenWords {
    /// What the words are called in the flow.
    pub(crate) title: String,
    /// The words.
    pub(crate) text: String,
}

/// The words, where the flow says which they are, they have been written down, and the reader sees them.
pub(crate) fn words(view: &View<'_>, eyes: &Eyes, speaker: Speaker<'_>) -> Option<CitizenWords> {
    let chain = view.run.flow.chain.as_ref()?;
    let field = view.run.flow.data.field(&chain.wishes)?;
    let value = view.seen_value(eyes, &chain.wishes, view.case.data.get(&chain.wishes)?)?;
    Some(CitizenWords {
        title: field.title.in_language(speaker.language).to_owned(),
        text: speaker.value(field, &value),
    })
}

//! How an item stands, as a word and an icon; the colour only helps.

use samspil_core::case::{ItemState, Status};
use samspil_core::flow::{Item, ItemKind};
use samspil_core::text::Message;

use crate::pages::words::Speaker;

/// How an item stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct State {
    /// The word.
    pub(crate) word: String,
    /// The icon's name in the design system.
    pub(crate) icon: &'static str,
    /// The word that styles know.
    pub(crate) class: &'static str,
}

impl State {
    /// The state of an item.
    pub(crate) fn new(speaker: Speaker<'_>, item: &Item, state: &ItemState) -> Self {
        let kind = match item.kind {
            ItemKind::Stage => "stage",
            ItemKind::Milestone => "milestone",
            ItemKind::Wait(_) | ItemKind::Subcase(_) => "wait",
            ItemKind::Meeting => "meeting",
            ItemKind::Decision => "decision",
            ItemKind::Task | ItemKind::Action => "task",
        };
        let (key, icon, class) = if state.out_of_play {
            ("state-out-of-play", "minus", "gone")
        } else {
            match state.status {
                Status::Waiting => ("state-waiting", "hourglass", "waiting"),
                Status::Possible => ("state-possible", "arrow-forward", "possible"),
                Status::Active => ("state-active", "edit", "active"),
                Status::Done => ("state-done", "check", "done"),
                Status::Skipped => ("state-skipped", "minus", "gone"),
                Status::Cancelled => ("state-cancelled", "close", "gone"),
            }
        };
        Self {
            word: speaker.say(&Message::new(key).with("kind", kind)),
            icon,
            class,
        }
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::text::Language;

    use super::*;
    use crate::pages::names::Names;

    #[test]
    fn each_state_has_its_word_and_an_icon_of_the_bundle() {
        let icons = crate::assets::text(crate::assets::ICONS).unwrap();
        let names = Names::default();
        let speaker = Speaker {
            language: Language::Danish,
            names: &names,
        };
        let (flow, _) = samspil_core::flow::read(crate::pages::trial::FLOW);
        let flow = flow.unwrap();
        let stage = &flow.items["assessing"];
        for (status, out_of_play, word) in [
            (Status::Waiting, false, "Venter"),
            (Status::Possible, false, "Kan begyndes"),
            (Status::Active, false, "I gang"),
            (Status::Done, false, "Færdig"),
            (Status::Skipped, false, "Udeladt"),
            (Status::Cancelled, false, "Afbrudt"),
            (Status::Waiting, true, "Ude af sagen"),
        ] {
            let state = ItemState {
                status,
                out_of_play,
                ..ItemState::default()
            };
            let shown = State::new(speaker, stage, &state);
            assert_eq!(shown.word, word);
            assert!(
                icons.contains(&format!("id=\"{}\"", shown.icon)),
                "{}",
                shown.icon
            );
        }
    }
}

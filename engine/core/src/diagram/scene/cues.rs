//! Cues in words: what opens an item or ends it as soon as it happens.

use super::words::Words;
use crate::flow::{Cue, FieldTurning, Happening, Turning};
use crate::guard::Guard;
use crate::text::Message;

impl Words<'_> {
    /// A sentence for each cue, any of which is enough. What the reader does not see is left out of it.
    pub(super) fn cues(&self, key: &str, cues: &[Cue], guards: &[Option<Guard>]) -> Vec<Message> {
        let mut key = key;
        let mut told = Vec::new();
        for (number, cue) in cues.iter().enumerate() {
            let parts: Vec<Message> = cue.all.iter().filter_map(|part| self.happening(part)).collect();
            let when = guards.get(number).and_then(|guard| self.written(guard.as_ref()));
            let way = match (parts.is_empty(), when) {
                (true, None) => continue,
                (true, Some(text)) => Message::new("diagram-cue-when-alone").with("text", text),
                (false, None) => Message::new("diagram-cue").with("parts", parts),
                (false, Some(text)) => Message::new("diagram-cue-when")
                    .with("parts", parts)
                    .with("text", text),
            };
            told.push(Message::new(key).with("way", way));
            key = "diagram-about-or";
        }
        told
    }

    /// What happens, in the words in which `why` tells it; none where the reader does not see what it happens to.
    fn happening(&self, happening: &Happening) -> Option<Message> {
        let key = match happening {
            Happening::Item(turning, _) => match turning {
                Turning::Done => "happening-done",
                Turning::Waiting => "happening-waiting",
                Turning::Possible => "happening-possible",
                Turning::Opened => "happening-opened",
                Turning::Started => "happening-started",
                Turning::Ended => "happening-ended",
                Turning::CalledOff => "happening-called-off",
                Turning::EndedByFlow => "happening-ended-by-flow",
                Turning::Failed => "happening-failed",
                Turning::Redone => "happening-redone",
                Turning::TakenOut => "happening-taken-out",
                Turning::BroughtBack => "happening-brought-back",
                Turning::Rested => "happening-rested",
                Turning::WentOn => "happening-went-on",
            },
            Happening::Field(turning, _) => match turning {
                FieldTurning::Set => "happening-set",
                FieldTurning::FirstSet => "happening-first-set",
                FieldTurning::Changed => "happening-changed",
                FieldTurning::Emptied => "happening-emptied",
            },
        };
        Some(match happening {
            Happening::Item(_, item) => Message::new(key).with("item", self.quoted(item)?),
            Happening::Field(_, path) if self.wanted.conditions => {
                Message::new(key).with("field", self.field(path))
            }
            Happening::Field(..) => return None,
        })
    }
}

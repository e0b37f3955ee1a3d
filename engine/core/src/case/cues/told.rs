//! What still has to come about, told for people.

use super::index::parts;
use crate::case::{Block, View};
use crate::flow::{FieldTurning, Happening, Item, Turning};
use crate::id::ItemId;
use crate::text::{Arg, Message};

impl View<'_> {
    /// What is missing before one of its cues opens an item.
    pub(in crate::case) fn block_by_cues(&self, item: &Item) -> Block {
        let heard = &self.case.item(&item.id).heard;
        let guards = self.run.guards.opened_by.get(&item.id);
        let mut ways = Vec::new();
        let mut named: Vec<&ItemId> = Vec::new();
        for number in 0..item.opened_by.len() {
            let own = parts(&item.opened_by).zip(0_u16..);
            let missing = own.filter(|((of, _), part)| *of == number && !heard.contains(part));
            let missing: Vec<&Happening> = missing.map(|((_, happening), _)| happening).collect();
            let mut told: Vec<Arg> = missing
                .iter()
                .map(|happening| Arg::from(self.told_happening(happening)))
                .collect();
            let guard = guards
                .and_then(|guards| guards.get(number))
                .and_then(Option::as_ref);
            told.extend(
                guard
                    .into_iter()
                    .flat_map(|guard| guard.lacks(self))
                    .map(Arg::from),
            );
            named.extend(missing.iter().filter_map(|happening| match happening {
                Happening::Item(_, item) => Some(item),
                Happening::Field(..) => None,
            }));
            ways.push(Arg::from(Message::new("cue-way").with("parts", Arg::List(told))));
        }
        let message = Message::new("block-opened-by").with("ways", Arg::List(ways));
        let mut block = Block::new("opened_by", message).naming(named);
        for guard in guards.into_iter().flatten().flatten() {
            block = block.reading(guard);
        }
        let fields = parts(&item.opened_by).filter_map(|(_, happening)| match happening {
            Happening::Field(_, path) => Some(path.clone()),
            Happening::Item(..) => None,
        });
        block.about.fields.extend(fields);
        block
    }

    fn told_happening(&self, happening: &Happening) -> Message {
        match happening {
            Happening::Item(turning, item) => {
                Message::new(&format!("happening-{}", turning.word())).with("item", self.title(item))
            }
            Happening::Field(turning, path) => {
                let field = self.run.flow.data.field(path);
                let title = field.map_or_else(
                    || Arg::Text(path.to_string()),
                    |field| Arg::Both(field.title.clone()),
                );
                Message::new(&format!("happening-{}", turning.word())).with("field", title)
            }
        }
    }
}

impl Turning {
    /// The word that the flow language has for it, with hyphens.
    const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Possible => "possible",
            Self::Opened => "opened",
            Self::Started => "started",
            Self::Ended => "ended",
            Self::CalledOff => "called-off",
            Self::EndedByFlow => "ended-by-flow",
            Self::Failed => "failed",
            Self::Redone => "redone",
            Self::TakenOut => "taken-out",
            Self::BroughtBack => "brought-back",
            Self::Rested => "rested",
            Self::WentOn => "went-on",
        }
    }
}

impl FieldTurning {
    const fn word(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::FirstSet => "first-set",
            Self::Changed => "changed",
            Self::Emptied => "emptied",
        }
    }
}

//! A draft made ready to be tried, with the other flow of its pair where it is one of a pair.

use samspil_core::case::Runnable;
use samspil_core::text::Message;
use samspil_runtime::{Checked, OtherSideIs};
use samspil_store::Draft;

use super::unchecked;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

/// What is tried: the draft, and the other flow of its pair.
pub(super) struct Both {
    /// The draft.
    pub(super) own: Runnable,
    /// The other flow; none where the draft is of no pair, or nothing of the other can be run.
    pub(super) other: Option<Runnable>,
    /// Whether the draft's case begins the pair.
    pub(super) own_is_first: bool,
    /// What the other flow is tried by, or that it cannot be.
    pub(super) about: Option<Message>,
}

impl Both {
    /// A draft that was looked through, and what there is of the other flow; none where the draft cannot be read.
    ///
    /// # Errors
    /// What the store says, or that it takes too long.
    pub(super) async fn of(
        app: &App,
        signed: &Signed,
        draft: &Draft,
        checked: Checked,
    ) -> Result<Option<Self>, Problem> {
        let other = app.engine.other_side(signed.tenant, &draft.text, &checked).await;
        let other = other.map_err(unchecked)?;
        let Some((flow, guards)) = checked.flow else {
            return Ok(None);
        };
        let calendar = app.engine.calendar_of(signed.tenant).await?;
        let about = flow.pair.as_ref().map(|pair| match &other {
            Some(other) => {
                let (key, number) = match other.is {
                    OtherSideIs::Draft(number) => ("workbench-pair-draft", number),
                    OtherSideIs::Version(number) => ("workbench-pair-version", number),
                };
                let other = Message::new(key).with("flow", &other.flow.title);
                other.with("number", number)
            }
            None => Message::new("workbench-pair-nothing").with("flow", pair.with.as_str()),
        });
        let own_is_first = flow.pair.as_ref().is_none_or(|pair| pair.begins());
        Ok(Some(Self {
            own: Runnable::new(flow, guards, 1, calendar.clone()),
            other: other.map(|other| Runnable::new(other.flow, other.guards, 1, calendar)),
            own_is_first,
            about,
        }))
    }

    /// Only the draft: its case is played, and what the other side says are messages.
    pub(super) fn alone(self) -> Self {
        Self { other: None, ..self }
    }

    /// The flow whose case begins, and the other one.
    pub(super) const fn in_order(&self) -> (&Runnable, Option<&Runnable>) {
        match &self.other {
            Some(other) if !self.own_is_first => (other, Some(&self.own)),
            other => (&self.own, other.as_ref()),
        }
    }
}

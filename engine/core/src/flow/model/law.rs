//! Where a rule comes from. Numbers of sections mean nothing without their act: § 138 stands in serviceloven and in
//! sundhedsloven, of other things.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Flow;
use crate::flow::Place;
use crate::text::Message;

/// What is known of an act as a whole: its sections that say nothing else of themselves have it from here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    /// Its name, as sources call it.
    pub name: String,
    /// The text that it was read in.
    pub as_in: Option<String>,
    /// The first day on which it applies.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it applies.
    pub valid_to: Option<NaiveDate>,
    /// The person or role that reviewed it.
    pub reviewed_by: Option<String>,
    /// When it was reviewed.
    pub reviewed_on: Option<NaiveDate>,
    /// The last day on which it is to be reviewed next.
    pub review_by: Option<NaiveDate>,
    /// Where it is written.
    pub place: Place,
}

/// A rule's legal source, as data with a validity.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct LegalSource {
    /// The act, in Danish: `serviceloven`.
    pub act: String,
    /// The section (*paragraf*): `85`, `83 a`; or another part by its name: `art. 33`, `kap. 16`.
    pub section: String,
    /// The subsection (*stykke*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subsection: Option<String>,
    /// The number inside the subsection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The text of the act that the rule was read in, by its number and day: `LBK 282 af 17. marts 2025`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_in: Option<String>,
    /// The first day on which the rule applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// The last day on which the rule applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The person or role that reviewed the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_by: Option<String>,
    /// When the source was reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<NaiveDate>,
    /// The last day on which the source is to be reviewed next: law moves every half-year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<NaiveDate>,
}

impl LegalSource {
    /// Takes from the act what the source does not say of itself. Who reviewed it and when are one thing.
    pub(in crate::flow) fn take_from(&mut self, act: &Act) {
        fn fill<T: Clone>(own: &mut Option<T>, of_act: Option<&T>) {
            if own.is_none() {
                *own = of_act.cloned();
            }
        }
        fill(&mut self.as_in, act.as_in.as_ref());
        fill(&mut self.valid_from, act.valid_from.as_ref());
        fill(&mut self.valid_to, act.valid_to.as_ref());
        fill(&mut self.review_by, act.review_by.as_ref());
        if self.reviewed_by.is_none() && self.reviewed_on.is_none() {
            self.reviewed_by.clone_from(&act.reviewed_by);
            self.reviewed_on = act.reviewed_on;
        }
    }

    /// The rule alone: where it stands, without what is known of its text, its validity and its review.
    #[must_use]
    pub fn rule(&self) -> Self {
        Self {
            as_in: None,
            valid_from: None,
            valid_to: None,
            reviewed_by: None,
            reviewed_on: None,
            review_by: None,
            ..self.clone()
        }
    }

    /// Whether the day by which it was to be reviewed has passed.
    #[must_use]
    pub fn is_review_late(&self, day: NaiveDate) -> bool {
        self.review_by.is_some_and(|last| last < day)
    }

    /// Whether the rule holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Since when it holds, and the text that it was read in, in words.
    #[must_use]
    pub fn validity(&self) -> Message {
        let holds = match (self.valid_from, self.valid_to) {
            (None, None) => Message::new("law-valid-unsaid"),
            (Some(from), None) => Message::new("law-valid-from").with("from", from),
            (None, Some(to)) => Message::new("law-valid-to").with("to", to),
            (Some(from), Some(to)) => Message::new("law-valid-between")
                .with("from", from)
                .with("to", to),
        };
        match &self.as_in {
            None => holds,
            Some(text) => Message::new("law-valid-as-in")
                .with("holds", holds)
                .with("text", text.as_str()),
        }
    }

    /// Who has reviewed it and when, and by when it is to be reviewed next, in words; that nobody has is said as well.
    #[must_use]
    pub fn review(&self) -> Message {
        let done = match (&self.reviewed_by, self.reviewed_on) {
            (None, None) => Message::new("law-not-reviewed"),
            (None, Some(on)) => Message::new("law-reviewed-on").with("on", on),
            (Some(by), None) => Message::new("law-reviewed-by").with("by", by.as_str()),
            (Some(by), Some(on)) => Message::new("law-reviewed")
                .with("by", by.as_str())
                .with("on", on),
        };
        match self.review_by {
            None => done,
            Some(last) => Message::new("law-review-next")
                .with("done", done)
                .with("last", last),
        }
    }

    /// The part of the act as it is written: a number is a section.
    #[must_use]
    pub fn part(&self) -> String {
        if self.section.starts_with(|c: char| c.is_ascii_digit()) {
            format!("§ {}", self.section)
        } else {
            self.section.clone()
        }
    }

    /// The act and the part, for a line that has no room for more.
    #[must_use]
    pub fn short(&self) -> String {
        format!("{} {}", self.act, self.part())
    }

    /// The source in words, down to what is named as Danes write it. The act's own name is Danish in every language, for
    /// there is no other law.
    #[must_use]
    pub fn written(&self) -> Message {
        let message = Message::new(match (&self.subsection, &self.number) {
            (None, None) => "law-section",
            (Some(_), None) => "law-subsection",
            (None, Some(_)) => "law-section-number",
            (Some(_), Some(_)) => "law-number",
        });
        message
            .with("act", self.act.as_str())
            .with("part", self.part())
            .with("subsection", self.subsection.as_deref().unwrap_or_default())
            .with("number", self.number.as_deref().unwrap_or_default())
    }
}

impl Flow {
    /// Every legal source that is named, with where the clock or item is written that names it: those that the flow stands
    /// on first, whose place is the whole file.
    pub fn sources(&self) -> impl Iterator<Item = (&LegalSource, Place)> {
        let whole = Place::default();
        let stands_on = self.about.law.iter().map(move |law| (law, whole));
        let of_clocks = self.clocks.values().flat_map(|clock| {
            let pauses = clock.pauses.iter().map(|pause| &pause.ground);
            let extends = clock.extends.iter().map(|extends| &extends.ground);
            let all = clock.law.iter().chain(pauses).chain(extends);
            all.map(move |law| (law, clock.place))
        });
        let of_items = self.items.values();
        let of_items = of_items.filter_map(|item| Some((item.required_by_law.as_ref()?, item.place)));
        let kept = self
            .retention
            .iter()
            .filter_map(move |retention| Some((retention.law.as_ref()?, whole)));
        stands_on.chain(of_clocks).chain(of_items).chain(kept)
    }

    /// The sources, each once, in the order in which they are named.
    #[must_use]
    pub fn sources_once(&self) -> Vec<&LegalSource> {
        let mut seen = BTreeSet::new();
        let all = self.sources().map(|(law, _)| law);
        all.filter(|law| seen.insert(*law)).collect()
    }
}

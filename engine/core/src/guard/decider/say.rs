//! What people read of a table: its cells, its rules, and which rule decided with which values.

use super::analysis::numbered;
use super::axis::Sample;
use super::cell::{End, Said};
use super::{Came, Decider, Fits, Input, Output, Rule, Spot};
use crate::calendar::Length;
use crate::guard::datum::Datum;
use crate::guard::explain::shown;
use crate::guard::kind::Kind;
use crate::guard::typed::Typed;
use crate::text::{Arg, Message};

impl Input {
    /// What it is called, with a value: "Type: wheelchair".
    pub(super) fn with_value(&self, sample: &Sample) -> Message {
        let value = self.line.value(sample.key());
        self.valued(value.map_or_else(|| Message::new("guard-unknown").into(), |value| self.value(value)))
    }

    pub(super) fn valued(&self, value: Arg) -> Message {
        Message::new("table-titled")
            .with("title", self.title.clone())
            .with("value", value)
    }

    fn value(&self, value: Datum<'_>) -> Arg {
        shown(value, &self.line.kind())
    }

    /// The value that it has, as people may read it.
    pub(super) fn has(&self, value: Option<Datum<'_>>) -> Arg {
        match value {
            None => Message::new("guard-unfilled").into(),
            Some(_) if self.typed.is_sensitive() => Message::new("guard-hidden").into(),
            Some(value) => self.value(value),
        }
    }

    /// What a cell fits.
    pub(super) fn cell(&self, fits: Option<&Fits>) -> Arg {
        let Some(fits) = fits else {
            return Message::new("table-anything").into();
        };
        let kind = self.line.kind();
        let said: Vec<Arg> = fits.said.iter().map(|said| said_words(said, &kind)).collect();
        let said = Arg::List(said);
        if fits.not {
            Message::new("table-not").with("what", said).into()
        } else {
            said
        }
    }
}

fn said_words(said: &Said, kind: &Kind) -> Arg {
    let value = |end: &End| shown(Datum::of(&end.value), kind);
    let in_time = if matches!(kind, Kind::Date | Kind::Time) {
        "yes"
    } else {
        "no"
    };
    let message = |key: &str| Message::new(key).with("time", in_time);
    match said {
        Said::Value(value) => shown(Datum::of(value), kind),
        Said::Interval {
            from: Some(from),
            to: Some(to),
        } => {
            let key = match (from.open, to.open) {
                (false, false) => "table-between",
                (true, false) => "table-between-after",
                (false, true) => "table-between-before",
                (true, true) => "table-between-inside",
            };
            message(key)
                .with("from", value(from))
                .with("to", value(to))
                .into()
        }
        Said::Interval { from: Some(end), .. } => {
            let key = if end.open { "table-over" } else { "table-from" };
            message(key).with("value", value(end)).into()
        }
        Said::Interval { to: Some(end), .. } => {
            let key = if end.open { "table-under" } else { "table-to" };
            message(key).with("value", value(end)).into()
        }
        Said::Interval { .. } => Message::new("table-anything").into(),
    }
}

impl Output {
    /// What comes out of the table, with its unit.
    pub(super) fn given(&self, value: Option<Datum<'_>>) -> Arg {
        let Some(value) = value else {
            return Message::new("table-no-outcome").into();
        };
        self.with_unit(shown(value, &self.gives))
    }

    /// What one rule gives, with its unit.
    pub(super) fn given_by(&self, value: Option<Datum<'_>>) -> Arg {
        value.map_or_else(
            || Message::new("table-no-outcome").into(),
            |value| self.with_unit(shown(value, &self.kind)),
        )
    }

    fn with_unit(&self, words: Arg) -> Arg {
        let words = match &self.per {
            Some(per) => Message::new("table-per")
                .with("value", words)
                .with("per", per.as_str())
                .into(),
            None => words,
        };
        match &self.unit {
            Some(unit) => Message::new("table-with-unit")
                .with("value", words)
                .with("unit", unit)
                .into(),
            None => words,
        }
    }

    pub(super) fn valued(&self, value: Arg) -> Message {
        Message::new("table-titled")
            .with("title", &self.title)
            .with("value", value)
    }
}

/// Which rules decided, and from what.
pub(super) struct Told<'a> {
    pub(super) spots: Vec<Spot>,
    pub(super) looked: Vec<Option<Datum<'a>>>,
    /// The rules that count, in the order that the table says; none where nobody can tell.
    pub(super) rules: Option<Vec<usize>>,
    /// No rule fits, and the table says what comes out then.
    pub(super) otherwise: bool,
}

impl Decider {
    /// Which rules decide where the inputs have these values.
    pub(super) fn told<'a>(&'a self, value: impl Fn(&'a Typed) -> Option<Datum<'a>>) -> Told<'a> {
        let looked: Vec<Option<Datum<'a>>> = self.inputs.iter().map(|input| value(&input.typed)).collect();
        self.told_of(looked)
    }

    pub(super) fn told_of<'a>(&self, looked: Vec<Option<Datum<'a>>>) -> Told<'a> {
        let columns = self.inputs.iter().zip(&self.axes).zip(&looked);
        let spots: Vec<Spot> = columns
            .map(|((input, axis), value)| super::spot(input, axis, *value))
            .collect();
        let (rules, otherwise) = if self.hit.gives_rows() || self.hit.makes_one() {
            let rules = self.ranked(&spots);
            let none = rules.as_ref().is_some_and(Vec::is_empty);
            (rules, none && self.otherwise.is_some())
        } else {
            match self.one(&spots) {
                Came::Rule(rule) => (Some(vec![rule]), false),
                Came::Otherwise => (Some(Vec::new()), true),
                Came::Nothing => (Some(Vec::new()), false),
                Came::Unknown => (None, false),
            }
        };
        Told {
            spots,
            looked,
            rules,
            otherwise,
        }
    }

    /// The outcome of this name as those rules make it.
    pub(super) fn made<'a>(&'a self, output: &Output, told: &Told<'_>) -> Option<Datum<'a>> {
        if self.hit.makes_one() {
            return self.made_one(&output.name, &told.spots);
        }
        self.deciding(told)?.given(&output.name)
    }

    /// The rule that decides alone, or what stands for it where none fits.
    pub(super) fn deciding(&self, told: &Told<'_>) -> Option<&Rule> {
        if told.otherwise {
            return self.otherwise.as_ref();
        }
        self.rules.get(*told.rules.as_ref()?.first()?)
    }

    /// A sentence about which rule decided, from what, and what came out.
    pub(super) fn sentence(&self, told: &Told<'_>) -> Message {
        let when: Vec<Message> = self
            .inputs
            .iter()
            .zip(&told.looked)
            .map(|(input, value)| input.valued(input.has(*value)))
            .collect();
        let message = |key: &str| {
            Message::new(key).with("table", &self.title).with(
                "when",
                if when.is_empty() {
                    Message::new("table-always").into()
                } else {
                    Arg::from(when.clone())
                },
            )
        };
        let gives = |made: &dyn Fn(&Output) -> Arg| {
            let all = self.outputs.iter().map(|output| output.valued(made(output)));
            Arg::from(all.collect::<Vec<Message>>())
        };
        let Some(rules) = &told.rules else {
            return message("table-unknown");
        };
        if rules.is_empty()
            && !told.otherwise
            && !matches!(self.hit, crate::flow::Hit::Sum | crate::flow::Hit::Count)
        {
            return message("table-none");
        }
        if told.otherwise {
            let given = gives(&|output| output.given(self.made(output, told)));
            return message("table-otherwise").with("gives", given);
        }
        let numbers: Vec<i64> = rules.iter().map(|rule| numbered(*rule)).collect();
        let key = match numbers.len() {
            0 => "table-no-rules",
            1 => "table-rule",
            _ => "table-rules",
        };
        let message = message(key).with("rules", numbers);
        if !self.hit.gives_rows() {
            return message.with("gives", gives(&|output| output.given(self.made(output, told))));
        }
        let rows = rules.iter().filter_map(|rule| self.rules.get(*rule));
        let rows: Vec<Message> = rows
            .map(|rule| {
                let parts: Vec<Message> = self
                    .outputs
                    .iter()
                    .map(|output| output.valued(output.given_by(rule.given(&output.name))))
                    .collect();
                Message::new("guard-bracketed").with("part", Arg::from(parts))
            })
            .collect();
        message.with("gives", rows)
    }

    /// A rule in a few words: when, and what it gives under this name.
    pub(super) fn line(&self, rule: &Rule, outcome: &str, instead: Option<&Length>) -> Message {
        let cells = self.inputs.iter().zip(&rule.cells);
        let said: Vec<Message> = cells
            .filter_map(|(input, cell)| Some(input.valued(input.cell(Some(cell.as_ref()?)))))
            .collect();
        let when = if said.is_empty() {
            Message::new("table-always").into()
        } else {
            Arg::from(said)
        };
        let given = self.output(outcome).map(|output| {
            output
                .given_by(instead.map_or_else(|| rule.given(outcome), |length| Some(Datum::Length(*length))))
        });
        Message::new("table-line").with("when", when).with(
            "value",
            given.unwrap_or_else(|| Message::new("table-no-outcome").into()),
        )
    }

    /// What the outcome is called where a sentence speaks of it: with the rule that gave it, where one rule did.
    pub(in crate::guard) fn words<'a>(
        &'a self,
        output: &str,
        value: impl Fn(&'a Typed) -> Option<Datum<'a>>,
    ) -> Arg {
        let title = self.output(output).map(|output| &output.title);
        let title = title.unwrap_or(&self.title);
        if self.list.is_some() || self.hit.gives_rows() || self.sensitive {
            return Arg::from(title);
        }
        let told = self.told(value);
        let message = Message::new("table-outcome")
            .with("what", title)
            .with("table", &self.title);
        match told.rules.as_deref() {
            Some([rule]) if !self.hit.makes_one() => message.with("rule", numbered(*rule)).into(),
            Some([]) if told.otherwise => Message {
                key: "table-outcome-otherwise".to_owned(),
                ..message
            }
            .into(),
            _ => Message {
                key: "table-outcome-of".to_owned(),
                ..message
            }
            .into(),
        }
    }
}

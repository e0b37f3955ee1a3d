//! What decision tables give: `table.outcome`.

use super::{Checker, Rows, Whose};
use crate::guard::codes::{COLUMN, NO_FIELD};
use crate::guard::kind::Kind;
use crate::guard::source::Span;
use crate::guard::table::Uses;
use crate::guard::tree::Name;
use crate::guard::typed::{Node, Shown, Typed};
use crate::text::Message;

impl Checker<'_> {
    /// An outcome of a table. One that gives rows is a list, whose outcomes are its columns; one that looks at the
    /// columns of a list is such a column itself.
    pub(super) fn decided(&mut self, name: &Name, rest: &[Name], span: Span) -> Typed {
        let Some((number, decider)) = self.table.decides(&name.text) else {
            self.leans_on_broken = true;
            return Typed::broken(span);
        };
        let [outcome] = rest else {
            return self.no_outcome(name, rest, span);
        };
        let Some(output) = decider.output(&outcome.text) else {
            let what = Message::new("guard-no-outcome")
                .with("table", name.text.as_str())
                .with("name", outcome.text.as_str());
            let known: Vec<String> = decider.outputs.iter().map(|output| output.name.clone()).collect();
            return self.unknown(NO_FIELD, outcome.span, what, &outcome.text, &known);
        };
        let shown = Shown {
            title: output.title.clone(),
            sensitive: decider.sensitive,
        };
        let kind = output.gives.clone();
        if decider.hit.gives_rows() {
            if !self.enter_table(number) {
                return self.rows_outside(name, span);
            }
            let node = Node::Cell(vec![outcome.text.clone()], shown);
            return Typed { node, kind, span };
        }
        if let Some(path) = &decider.list
            && let Some(list) = self.flow.data.field(path)
            && !self.enter(list)
        {
            return self.rows_outside(name, span);
        }
        self.use_all(&decider.uses);
        let node = Node::Decided(number, outcome.text.clone(), shown);
        Typed { node, kind, span }
    }

    /// Takes along what something uses that is named here.
    pub(super) fn use_all(&mut self, uses: &Uses) {
        self.uses.computed.extend(&uses.computed);
        self.uses.columns.extend(&uses.columns);
        self.uses.reads.add(&uses.reads);
    }

    /// Whether the rows of this table are in hand.
    fn enter_table(&mut self, number: usize) -> bool {
        match self.rows {
            Rows::Outside | Rows::Own(_) | Rows::Each(Some(Whose::List(_))) => false,
            Rows::Each(Some(Whose::Table(own))) => own == number,
            Rows::Each(None) => {
                self.rows = Rows::Each(Some(Whose::Table(number)));
                true
            }
        }
    }

    fn rows_outside(&mut self, name: &Name, span: Span) -> Typed {
        let what = Message::new("guard-table-rows").with("table", name.text.as_str());
        let finding = self.finding(COLUMN, span, what);
        self.tell_all(finding.hinting(Message::new("guard-hint-column")), span)
    }

    /// A table alone, or something behind its outcome.
    fn no_outcome(&mut self, name: &Name, rest: &[Name], span: Span) -> Typed {
        let outcomes = self.table.decides(&name.text).map(|(_, decider)| {
            let names = decider.outputs.iter();
            names
                .map(|output| format!("{}.{}", name.text, output.name))
                .collect::<Vec<String>>()
        });
        let key = if rest.is_empty() {
            "guard-table-alone"
        } else {
            "guard-table-deep"
        };
        let what = Message::new(key).with("table", name.text.as_str());
        let hint = Message::new("guard-hint-fields").with("fields", outcomes.unwrap_or_default());
        let finding = self.finding(NO_FIELD, span, what).hinting(hint);
        Typed {
            kind: Kind::Broken,
            ..self.tell_all(finding, span)
        }
    }
}

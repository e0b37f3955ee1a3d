//! Legal sources, and what is known of the acts that they stand in.

use crate::flow::code::{ACT_NOT_NAMED, DATES_REVERSED, NAME_TWICE};
use crate::flow::grammar::Shape;
use crate::flow::yaml::{Entry, Node};
use crate::flow::{Act, Diagnostic, Flow, LegalSource, Place};
use crate::text::Message;

use super::{At, Reading, keys};

/// How many acts a flow can say something of: as many as it can stand on.
const MAX_ACTS: usize = 50;

/// What `acts:` holds.
pub(super) const ACTS: Shape = Shape::List(&Shape::Object(&ACT));

keys! {
    /// What is known of an act as a whole.
    ACT: ActKeys = "act" {
        act: must, Shape::Line;
        as_in: may, Shape::Line;
        valid_from: may, Shape::Date;
        valid_to: may, Shape::Date;
        reviewed_by: may, Shape::Line;
        reviewed_on: may, Shape::Date;
        review_by: may, Shape::Date;
    }
}

keys! {
    /// Where a rule comes from.
    LAW: LawKeys = "law" {
        act: must, Shape::Line;
        section: must, Shape::Line;
        subsection: may, Shape::Line;
        number: may, Shape::Line;
        as_in: may, Shape::Line;
        valid_from: may, Shape::Date;
        valid_to: may, Shape::Date;
        reviewed_by: may, Shape::Line;
        reviewed_on: may, Shape::Date;
        review_by: may, Shape::Date;
    }
}

/// The acts that something is said of.
pub(super) fn acts(entry: Option<&Entry>, out: &mut Reading) -> Vec<Act> {
    let Some(entry) = entry else { return Vec::new() };
    let Some(parts) = out.list(&entry.value, &ACTS) else {
        return Vec::new();
    };
    let parts = out.at_most(parts, MAX_ACTS, entry.key.place);
    let mut acts: Vec<Act> = Vec::new();
    for part in parts {
        let Some(act) = act(part, out) else { continue };
        if acts.iter().any(|known| known.name == act.name) {
            let what = Message::new("flow-act-twice").with("act", act.name.as_str());
            out.plain_error(NAME_TWICE, act.place, what);
        }
        acts.push(act);
    }
    acts
}

fn act(part: &Node, out: &mut Reading) -> Option<Act> {
    let keys = ActKeys::open(&At::part(part), out)?;
    Some(Act {
        name: out.line(keys.act)?,
        as_in: out.line(keys.as_in),
        valid_from: out.date(keys.valid_from),
        valid_to: out.date(keys.valid_to),
        reviewed_by: out.line(keys.reviewed_by),
        reviewed_on: out.date(keys.reviewed_on),
        review_by: out.date(keys.review_by),
        place: keys.act.map_or(part.place, |entry| entry.value.text_place()),
    })
}

/// What is said of an act that no source stands in says nothing: mostly, a name is written in two ways.
pub(super) fn unnamed(flow: &Flow, out: &mut Reading) {
    for act in &flow.about.acts {
        if !flow.sources().any(|(law, _)| law.act == act.name) {
            let what = Message::new("flow-act-not-named").with("act", act.name.as_str());
            let hint = Message::new("flow-act-not-named-hint");
            out.report(Diagnostic::warning(ACT_NOT_NAMED, act.place, what).hinting(hint));
        }
    }
}

/// A legal source, with what its act says for it.
pub(super) fn law(at: &At<'_>, out: &mut Reading) -> Option<LegalSource> {
    let keys = LawKeys::open(at, out)?;
    let (act, section) = (out.line(keys.act), out.line(keys.section));
    let mut source = LegalSource {
        act: act?,
        section: section?,
        subsection: out.line(keys.subsection),
        number: out.line(keys.number),
        as_in: out.line(keys.as_in),
        valid_from: out.date(keys.valid_from),
        valid_to: out.date(keys.valid_to),
        reviewed_by: out.line(keys.reviewed_by),
        reviewed_on: out.date(keys.reviewed_on),
        review_by: out.date(keys.review_by),
    };
    out.of_act(&mut source);
    let place = |entry: Option<&Entry>| entry.map_or(at.place, |entry| entry.value.place);
    let (valid, next) = (place(keys.valid_to), place(keys.review_by));
    in_order(&source, valid, next, out);
    Some(source)
}

/// A rule ends after it begins, and its next review comes after the last.
fn in_order(source: &LegalSource, valid: Place, next: Place, out: &mut Reading) {
    if let (Some(from), Some(to)) = (source.valid_from, source.valid_to)
        && to < from
    {
        let what = Message::new("flow-dates-reversed")
            .with("from", from)
            .with("to", to);
        out.plain_error(DATES_REVERSED, valid, what);
    }
    if let (Some(last), Some(by)) = (source.reviewed_on, source.review_by)
        && by <= last
    {
        let what = Message::new("flow-review-reversed")
            .with("on", last)
            .with("by", by);
        out.error(
            DATES_REVERSED,
            next,
            what,
            Message::new("flow-review-reversed-hint"),
        );
    }
}

/// The legal source after a key.
pub(super) fn law_of(entry: Option<&Entry>, out: &mut Reading) -> Option<LegalSource> {
    law(&At::value(entry?), out)
}

//! Legal sources.

use crate::flow::LegalSource;
use crate::flow::code::DATES_REVERSED;
use crate::flow::grammar::Shape;
use crate::flow::yaml::Entry;
use crate::text::Message;

use super::{At, Reading, keys};

keys! {
    /// Where a rule comes from.
    LAW: LawKeys = "law" {
        act: must, Shape::Line;
        section: must, Shape::Line;
        subsection: may, Shape::Line;
        number: may, Shape::Line;
        valid_from: may, Shape::Date;
        valid_to: may, Shape::Date;
        reviewed_by: may, Shape::Line;
        reviewed_on: may, Shape::Date;
    }
}

/// A legal source.
pub(super) fn law(at: &At<'_>, out: &mut Reading) -> Option<LegalSource> {
    let keys = LawKeys::open(at, out)?;
    let (act, section) = (out.line(keys.act), out.line(keys.section));
    let source = LegalSource {
        act: act?,
        section: section?,
        subsection: out.line(keys.subsection),
        number: out.line(keys.number),
        valid_from: out.date(keys.valid_from),
        valid_to: out.date(keys.valid_to),
        reviewed_by: out.line(keys.reviewed_by),
        reviewed_on: out.date(keys.reviewed_on),
    };
    if let (Some(from), Some(to)) = (source.valid_from, source.valid_to)
        && to < from
    {
        let place = keys.valid_to.map_or(at.place, |entry| entry.value.place);
        let what = Message::new("flow-dates-reversed")
            .with("from", from)
            .with("to", to);
        out.plain_error(DATES_REVERSED, place, what);
    }
    Some(source)
}

/// The legal source after a key.
pub(super) fn law_of(entry: Option<&Entry>, out: &mut Reading) -> Option<LegalSource> {
    law(&At::value(entry?), out)
}

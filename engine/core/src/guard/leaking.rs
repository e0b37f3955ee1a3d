//! A sensitive value never becomes that of a field which is not: it would lie open in the store.

use super::codes::LEAKS;
use super::compile::Guards;
use crate::flow::{Diagnostic, Expression, Flow};
use crate::id::FieldPath;
use crate::text::Message;

/// Every field that is not sensitive and gets what is.
pub(super) fn check(flow: &Flow, guards: &Guards) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let begins = flow.data.fields();
    let begins = begins.filter_map(|field| Some((&field.path, field.starts_as.as_ref()?)));
    let starts = begins.map(|(path, expression)| (path, expression, guards.starts_as.as_slice()));
    let sets = flow.items.values().flat_map(|item| {
        let own = guards.sets.get(&item.id).map_or(&[][..], Vec::as_slice);
        item.sets
            .iter()
            .map(move |(path, expression)| (path, expression, own))
    });
    for (path, expression, compiled) in starts.chain(sets) {
        let guard = compiled.iter().find(|(of, _)| of == path);
        let leaks = guard.is_some_and(|(_, guard)| guard.typed().is_sensitive());
        if leaks && flow.data.field(path).is_some_and(|field| !field.sensitive) {
            findings.push(leak(path, expression));
        }
    }
    findings
}

fn leak(path: &FieldPath, expression: &Expression) -> Diagnostic {
    let what = Message::new("guard-leaks").with("field", path.as_str());
    let hint = Message::new("guard-hint-leaks").with("field", path.as_str());
    Diagnostic::error(LEAKS, expression.place, what).hinting(hint)
}

#[cfg(test)]
mod tests {
    use crate::flow::read;
    use crate::guard::compile_all;

    fn codes(sets: &str) -> Vec<&'static str> {
        let text = format!(
            "samspil: 1
flow: f
title: F
parties:
  worker: {{title: Sagsbehandler, side: authority}}
data:
  d:
    secret: {{type: text, sensitive: true}}
    hidden: {{type: text, sensitive: true, optional: true}}
    plain: {{type: text, optional: true}}
    long: {{type: boolean, optional: true}}
does:
  work: {{task: Arbejd, by: worker, fills: [d.secret], sets: {{{sets}}}}}
"
        );
        let flow = read(&text).0.unwrap();
        compile_all(&flow)
            .1
            .iter()
            .map(|finding| finding.code.0)
            .collect()
    }

    #[test]
    fn a_sensitive_value_stays_among_sensitive_ones() {
        for (sets, expected) in [
            ("d.hidden: d.secret", &[][..]),
            ("d.plain: '\"x\"'", &[]),
            ("d.plain: d.secret", &["F0532"]),
            ("d.long: 'd.secret == \"x\"'", &["F0532"]),
        ] {
            assert_eq!(codes(sets), expected, "{sets}");
        }
    }
}

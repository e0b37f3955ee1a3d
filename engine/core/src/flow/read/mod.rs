//! From the tree of a file to a [`Flow`]: one file for each construct, strict, and every finding at once.

mod checks;
mod clock;
mod data;
mod due;
mod field;
mod head;
mod item;
mod keys;
mod ladder;
mod law;
mod lengths;
mod names;
mod open;
mod party;
mod reading;
mod references;
mod relations;
mod repeat;
mod rung;
mod scalars;
mod stages;
mod texts;
mod wait;

use keys::keys;
use open::At;
use reading::Reading;

use super::grammar::Construct;
use super::{Diagnostic, Flow, yaml};

/// Reads a flow file. Every finding is given, in the order of their places, with the flow where none is an error.
#[must_use]
pub fn read(text: &str) -> (Option<Flow>, Vec<Diagnostic>) {
    let (tree, findings) = yaml::tree(text);
    let mut out = Reading::new(findings);
    let flow = tree.and_then(|tree| head::flow(&tree, &mut out));
    out.finish(flow)
}

/// The whole language as a table, from the flow's own keys down.
#[must_use]
pub fn grammar() -> &'static Construct {
    &head::FLOW
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn shown(findings: &[Diagnostic]) -> String {
        let line = |finding: &Diagnostic| {
            let place = finding.place;
            let hint = finding.hint.as_ref().map(|hint| hint.say(Language::English));
            format!(
                "{}:{} {} {} {}\n",
                place.line,
                place.column,
                finding.code.0,
                finding.what.say(Language::English),
                hint.unwrap_or_default()
            )
        };
        findings.iter().map(line).collect()
    }

    #[test]
    fn a_good_flow_reads_without_findings() {
        let (flow, findings) = read(include_str!("testdata/social_support.yaml"));
        assert_eq!(shown(&findings), "");
        let flow = flow.unwrap();
        assert_eq!(flow.items.len(), 17);
    }
}

//! From the tree of a file to a [`Flow`]: one file for each construct, strict, and every finding at once.

mod chain;
mod checks;
mod clock;
mod cue;
mod data;
mod document;
mod due;
mod each;
mod each_time;
mod field;
mod head;
mod house;
mod item;
mod keys;
mod ladder;
mod late;
mod law;
mod lengths;
mod message;
mod names;
mod national;
mod open;
mod origin;
mod owed_by_protocol;
mod owes;
mod pair;
mod party;
mod pause;
mod phase;
mod protocol;
mod reading;
mod received;
mod references;
mod region;
mod related;
mod relations;
mod repeat;
mod required;
mod retention;
mod reviewed;
mod rung;
mod rung_tunable;
mod said;
mod scalars;
mod stages;
mod start;
mod subcase;
mod table;
mod table_rule;
mod texts;
mod unplanned;
mod wait;
mod window_tunable;

pub use document::LETTER_WORDS;
use keys::keys;
pub use names::is_reserved_name;
use open::At;
pub use origin::{MAX_NOT_CARRIED, MAX_ORIGIN_CHARS};
use reading::Reading;
pub use texts::MAX_TITLE_CHARS;
pub(super) use texts::TEXT;

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
mod findings_test;
#[cfg(test)]
mod grammar_test;
#[cfg(test)]
mod meaning_test;
#[cfg(test)]
mod robustness_test;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_as_a_process_owner_writes_it_reads_without_findings() {
        let (flow, findings) = read(include_str!("testdata/social_support.yaml"));
        assert_eq!(findings, []);
        assert_eq!(flow.unwrap().items.len(), 17);
    }

    #[test]
    fn what_people_may_describe_has_a_name_however_little_is_said_of_it() {
        let stage = "s".repeat(crate::id::MAX_NAME_CHARS);
        for (unplanned, wrong) in [
            ("{by: w}", true),
            ("{own_words: {for: w}}", true),
            ("{pieces: p, own_words: never}", false),
        ] {
            let text = format!(
                "samspil: 1\nflow: f\ntitle: F\nparties: {{w: {{title: W, side: authority}}}}\nstages:\n  {stage}:\n    title: S\n    unplanned: {unplanned}\n    does:\n      p: {{task: P, by: w, starts: when_added}}\n"
            );
            let named = |finding: &crate::flow::Diagnostic| finding.code == crate::flow::code::NOT_NAME;
            let (_, findings) = read(&text);
            assert_eq!(findings.iter().any(named), wrong, "{unplanned} {findings:#?}");
        }
    }
}

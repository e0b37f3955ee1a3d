//! Whatever is written, reading ends with a flow or with at least one error, soon, and never in a panic.

use std::ops::Range;

use proptest::prelude::*;

use crate::flow::Severity;

use super::read;

const GOOD: [&str; 2] = [
    include_str!("testdata/every_construct.yaml"),
    include_str!("testdata/social_support.yaml"),
];

/// A flow, or at least one error; every place in the file.
fn check(text: &str) {
    let (flow, findings) = read(text);
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    assert_eq!(flow.is_some(), errors == 0, "{findings:?}");
    assert!(findings.is_sorted_by_key(|finding| finding.place));
}

/// One change to a file: a piece cut out, doubled, moved, or something else put in its place.
#[derive(Clone, Debug)]
enum Change {
    Cut(Range<usize>),
    Double(Range<usize>),
    Put(usize, String),
    SwapLines(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let place = 0_usize..8_000;
    let piece = (place.clone(), 1_usize..60).prop_map(|(start, length)| start..start + length);
    let sign = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "&a ",
        "*a",
        "!t ",
        "'",
        "\"",
        "#",
        "\n",
        "\t",
        "|\n",
        ">\n",
        "? ",
        "---\n",
        ",",
        "~",
        "å",
        "\u{0}",
        "\u{FEFF}",
        "\r",
        "yes",
        "after: x\n",
        "at age 999999999999 years",
        "0 days",
        "99999999999999999999",
    ]);
    prop_oneof![
        piece.clone().prop_map(Change::Cut),
        piece.prop_map(Change::Double),
        (place, sign).prop_map(|(at, sign)| Change::Put(at, sign.to_owned())),
        (0_usize..220, 0_usize..220).prop_map(|(one, other)| Change::SwapLines(one, other)),
    ]
}

fn apply(text: &str, change: &Change) -> String {
    let characters: Vec<char> = text.chars().collect();
    let within = |at: usize| at.min(characters.len());
    let part = |range: Range<usize>| -> String {
        characters[within(range.start)..within(range.end)]
            .iter()
            .collect()
    };
    match change {
        Change::Cut(range) => part(0..range.start) + part(range.end..characters.len()).as_str(),
        Change::Double(range) => part(0..range.end) + part(range.start..characters.len()).as_str(),
        Change::Put(at, sign) => part(0..*at) + sign.as_str() + part(*at..characters.len()).as_str(),
        Change::SwapLines(one, other) => {
            let mut lines: Vec<&str> = text.lines().collect();
            if *one < lines.len() && *other < lines.len() {
                lines.swap(*one, *other);
            }
            lines.join("\n")
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_changed_flow_gives_a_flow_or_an_error(which in 0_usize..2, changes in prop::collection::vec(change(), 1..6)) {
        let mut text = GOOD[which].to_owned();
        for change in &changes {
            text = apply(&text, change);
        }
        check(&text);
    }

    #[test]
    fn any_text_gives_an_error(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_yaml_signs_give_an_error(text in "[-a:{}\\[\\],&*!|>'\"%@`? \n\t#~.0]{0,200}") {
        check(&text);
    }

    #[test]
    fn any_bytes_that_are_text(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn files_made_to_be_slow_are_read() {
    const SIZE: usize = 250 * 1024;
    let fill = |piece: &str| piece.repeat(SIZE / piece.len());
    let chain: String = (0..900)
        .map(|number| {
            format!(
                "  i{number}: {{milestone: M, after: [i{}, {}]}}\n",
                number + 1,
                "i899, ".repeat(30)
            )
        })
        .collect();
    for text in [
        fill("["),
        fill("{a: "),
        fill("- "),
        fill("? "),
        fill("a: &a b\n"),
        fill("\"\\n"),
        fill("a\n"),
        fill("[a, "),
        fill("'"),
        fill("#"),
        fill("\n"),
        fill(" "),
        format!("a: [{}]", fill("a,")),
        format!("a: {{{}}}", fill("a,")),
        (0..30_000).map(|number| format!("k{number}: v\n")).collect(),
        format!("does:\n  a: {{task: T, by: [{}]}}\n", fill("abcdefghijklmno, ")),
        format!("title: {}", fill("x")),
        format!("title: |\n{}", fill("  x\n")),
        format!("samspil: 1\nflow: f\ntitle: T\nparties: {{}}\ndoes:\n{chain}"),
    ] {
        check(&text);
    }
}

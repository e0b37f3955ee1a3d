//! No text makes reading a guard panic, and every answer is a guard or at least one finding inside the text.

use proptest::prelude::*;

use super::testbed::{MadeUp, PLACE, expression, flow};
use super::{Truth, Wanted, compile, compile_all};
use crate::flow::{Flow, Value, read};

/// Pieces that guards and programs are written with.
const PIECES: &[&str] = &[
    "assessment.need",
    "order.lines.rate",
    "order.lines",
    "order.total",
    "home.address.floor",
    "decision.outcome",
    "done(",
    "all(",
    "any(",
    "count(",
    "sum(",
    "newer(",
    "exists(",
    "days_after(",
    "date(",
    "today",
    "assess",
    "\"granted\"",
    "\"",
    "'",
    "`",
    "${",
    "1",
    "1.5",
    "-",
    "true",
    "false",
    "0x",
    "1e9",
    "9999999999999999999999999999999",
    "(",
    ")",
    "()",
    ",",
    ".",
    "..",
    "&&",
    "||",
    "!",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "*",
    "/",
    "%",
    "**",
    "=",
    "[",
    "]",
    "{",
    "}",
    "|x|",
    "||",
    "#{",
    "in",
    "if",
    "else",
    "let",
    "while",
    "return",
    "fn",
    "this",
    "new",
    "case",
    "eval",
    "Fn",
    "call",
    "curry",
    "print",
    "and",
    "not",
    ";",
    ":",
    "::",
    "?.",
    "??",
    "//",
    "/*",
    "*/",
    "#!",
    "\n",
    " ",
    "å",
    "𝄞",
    "\u{0}",
    "\\",
    "\t",
    "_",
    "@",
    "$",
    "~",
    "^",
];

fn check(flow: &Flow, text: &str) -> Result<(), TestCaseError> {
    for wanted in [Wanted::Boolean, Wanted::Any] {
        match compile(flow, &expression(text), wanted) {
            Ok(guard) => {
                let facts = MadeUp::default();
                let value = guard.value(&facts);
                if value.is_none() || matches!(value, Some(Value::Boolean(_))) {
                    let holds = guard.holds(&facts);
                    prop_assert_eq!(
                        holds == Truth::True,
                        value == Some(Value::Boolean(true)),
                        "{:?}",
                        text
                    );
                    prop_assert!(
                        holds == Truth::True || !guard.lacks(&facts).is_empty(),
                        "{text:?}"
                    );
                }
                prop_assert!(!guard.explain(&facts).is_empty(), "{text:?}");
            }
            Err(findings) => {
                prop_assert!(!findings.is_empty(), "{text:?}");
                let lines = u32::try_from(text.matches('\n').count()).unwrap();
                for finding in findings {
                    let place = finding.place;
                    prop_assert!(place.length > 0 && place.column >= PLACE.column, "{text:?}");
                    prop_assert!(
                        (PLACE.line..=PLACE.line + lines).contains(&place.line),
                        "{text:?}"
                    );
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn pieces_in_any_order(pieces in prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..14)) {
        let text: String = pieces.iter().flat_map(|(piece, space)| [*piece, if *space { " " } else { "" }]).collect();
        check(flow(), &text)?;
    }

    #[test]
    fn any_characters(text in "\\PC{0,60}") {
        check(flow(), &text)?;
    }
}

#[test]
fn depth_and_length_have_an_end() {
    for (open, middle, close) in [
        ("(", "true", ")"),
        ("!", "true", ""),
        ("-", "1", ""),
        ("all(", "true", ")"),
        ("done(", "assess", ")"),
        ("a.", "a", ""),
        ("1 + ", "1", ""),
        ("1 == ", "1", ""),
        ("true && ", "true", ""),
        ("true || false && ", "true", ""),
        ("(1 + ", "1", ")"),
        ("\"", "", ""),
        ("/*", "", ""),
        ("[", "", "]"),
        ("{", "", "}"),
        ("||", "", ""),
        ("${", "", "}"),
    ] {
        for times in [1, 31, 63, 64, 65, 120, 200, 400, 100_000] {
            let text = format!("{}{middle}{}", open.repeat(times), close.repeat(times));
            check(flow(), &text).unwrap();
        }
    }
}

/// A chain of computed fields has no depth of its own: each is reckoned once, after the one that it needs.
#[test]
fn a_long_chain_of_computed_fields_is_reckoned_in_order() {
    let mut text = String::from(
        "samspil: 1\nflow: f\ntitle: T\nparties: {a: {title: A, side: authority}}\n\
         stages: {w: {title: W, does: {i: {milestone: I}}}}\ndata:\n  s:\n    f0: {type: integer}\n",
    );
    for number in 1..=150 {
        let before = number - 1;
        text.push_str(&format!("    f{number}: {{is: s.f{before} + s.f{before}}}\n"));
    }
    let (flow, findings) = read(&text);
    let (guards, wrong) = compile_all(&flow.unwrap_or_else(|| panic!("{findings:#?}")));
    assert_eq!(wrong, []);
    let facts = MadeUp::default().with("s.f0", "1");
    let value = |name: &str| guards.is[&super::testbed::path(name)].value(&facts);
    assert_eq!(value("s.f60"), Some(Value::Integer(1 << 60)));
    assert_eq!(value("s.f150"), None);
}

#[test]
fn the_flow_that_sets_the_look_has_sound_guards() {
    for text in [
        include_str!("../flow/read/testdata/social_support.yaml"),
        include_str!("../flow/read/testdata/every_construct.yaml"),
    ] {
        let (flow, _) = read(text);
        let (guards, findings) = compile_all(&flow.unwrap());
        assert_eq!(findings, []);
        assert!(guards.all().count() > 2);
    }
}

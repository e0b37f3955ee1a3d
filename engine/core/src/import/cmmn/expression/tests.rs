//! Expressions of many tools, and the guards that they become.

use std::collections::BTreeSet;

use super::speech::spoken;
use super::{Fields, Kind, Kinds, Speech, Spoken, Tree, guard, parse};
use crate::guard::compile_all;

struct InV;

impl Fields for InV {
    fn path(&self, variable: &[String]) -> Option<String> {
        Some(format!("v.{}", variable.join(".").replace(' ', "_")))
    }

    fn rounds(&self) -> Option<String> {
        Some("rounds(m)".to_owned())
    }
}

/// The guard, with a check that a flow takes it with the kinds that were found out.
fn written(text: &str, speech: Speech) -> Option<String> {
    let tree = parse(text)?;
    let mut kinds = Kinds::default();
    if !kinds.learn(&tree) {
        return None;
    }
    let guard = guard(&tree, speech, &InV)?;
    compiles(&tree, &kinds, &guard);
    Some(guard)
}

fn compiles(tree: &Tree, kinds: &Kinds, guard: &str) {
    let fields: BTreeSet<String> = tree
        .variables()
        .into_iter()
        .filter(|path| path.len() == 1)
        .map(|path| {
            let kind = match kinds.of(path) {
                Some(Kind::Boolean) => "boolean",
                Some(Kind::Number) => "decimal",
                Some(Kind::Date) => "date",
                _ => "text",
            };
            format!(
                "    {}: {{type: {kind}, optional: true}}\n",
                path[0].replace(' ', "_")
            )
        })
        .collect();
    let fields: String = fields.into_iter().collect();
    let data = if fields.is_empty() {
        String::new()
    } else {
        format!("data:\n  v:\n{fields}")
    };
    let quoted = guard.replace('\'', "''");
    let flow = format!(
        "samspil: 1\nflow: f\ntitle: F\nparties: {{a: {{title: A, side: authority}}}}\n{data}does:\n  m: {{milestone: M, when: '{quoted}'}}\n"
    );
    let (flow, findings) = crate::flow::read(&flow);
    let flow = flow.unwrap_or_else(|| panic!("{guard}: {findings:#?}"));
    let (_, findings) = compile_all(&flow);
    assert_eq!(findings, [], "{guard}");
}

#[test]
fn expressions_as_engines_and_tools_write_them() {
    for (text, expected) in [
        ("${x}", "v.x"),
        ("#{x}", "v.x"),
        ("${ x == 'ja' }", "v.x == \"ja\""),
        ("${x == \"it's\"}", "v.x == \"it's\""),
        ("${x eq 'a' and n gt 3}", "v.x == \"a\" && v.n > 3"),
        ("${n >= 1 && n lt 10 || ok}", "v.n >= 1 && v.n < 10 || v.ok"),
        ("${(a || b) && c}", "(v.a || v.b) && v.c"),
        ("${!x}", "!exists(v.x) || !v.x"),
        ("${not x}", "!exists(v.x) || !v.x"),
        ("${!(a && b)}", "!exists(v.a) || !v.a || !exists(v.b) || !v.b"),
        (
            "${!(a || b) && c}",
            "(!exists(v.a) || !v.a) && (!exists(v.b) || !v.b) && v.c",
        ),
        ("${x != 'a'}", "!exists(v.x) || v.x != \"a\""),
        ("${!(n > 3)}", "!exists(v.n) || v.n <= 3"),
        ("${!(x != 'a')}", "v.x == \"a\""),
        ("${x == null}", "!exists(v.x)"),
        ("${x != null && x == 2}", "exists(v.x) && v.x == 2"),
        ("${empty x}", "!exists(v.x)"),
        ("${not empty x}", "exists(v.x)"),
        ("${x == true}", "v.x == true"),
        ("${true}", "true"),
        ("${n + 1 > 2 * m}", "v.n + 1 > 2 * v.m"),
        ("${(n - (m - 1)) > -2}", "v.n - (v.m - 1) > -2"),
        ("${n div 2 == 1.50}", "v.n / 2 == 1.5"),
        ("${x.equals('a')}", "v.x == \"a\""),
        ("${'a'.equals(x)}", "\"a\" == v.x"),
        ("${!x.equals('a')}", "!exists(v.x) || v.x != \"a\""),
        ("${x.contains('b')}", "contains(v.x, \"b\")"),
        ("${!x.contains('b')}", "!exists(v.x) || !contains(v.x, \"b\")"),
        ("${vars:equals(x, 'a')}", "v.x == \"a\""),
        ("${variables:notEquals(x, 3)}", "!exists(v.x) || v.x != 3"),
        ("${var:gte('x', 3)}", "v.x >= 3"),
        ("${vars:exists('x')}", "exists(v.x)"),
        ("${variables:isNotEmpty(x)}", "exists(v.x)"),
        ("${vars:get(x) == 'a'}", "v.x == \"a\""),
        (
            "${vars:getOrDefault(n, 5) > 3}",
            "exists(v.n) && v.n > 3 || !exists(v.n) && true",
        ),
        (
            "${vars:containsAny(x, 'a', 'b')}",
            "contains(v.x, \"a\") || contains(v.x, \"b\")",
        ),
        ("${execution.getVariable('x') == 'a'}", "v.x == \"a\""),
        ("${caseExecution.hasVariable('x')}", "exists(v.x)"),
        ("${a ? b : c}", "v.a && v.b || (!exists(v.a) || !v.a) && v.c"),
        ("${a == 1} && ${b == 2}", "v.a == 1 && v.b == 2"),
        (
            "a === 1 && b !== 'x'",
            "v.a == 1 && (!exists(v.b) || v.b != \"x\")",
        ),
        ("return a > 1;", "v.a > 1"),
        ("x == 'it''s'", "v.x == \"it's\""),
        ("${x == 10L}", "v.x == 10"),
        ("${x == 'a\\\\b'}", "v.x == \"a\\\\b\""),
    ] {
        assert_eq!(written(text, Speech::Two).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn feel_has_three_truth_values_and_names_with_spaces() {
    for (text, expected) in [
        ("Claim Amount > 1000", "v.Claim_Amount > 1000"),
        (
            "= Status = \"open\" and not(paid)",
            "v.Status == \"open\" && !v.paid",
        ),
        ("x != 3", "v.x != 3"),
        ("x <> 3", "v.x != 3"),
        ("x in (1, 2)", "v.x == 1 || v.x == 2"),
        ("x in [1..5]", "v.x >= 1 && v.x <= 5"),
        ("x between 1 and 5 and ok", "v.x >= 1 && v.x <= 5 && v.ok"),
        ("if a then b else c", "v.a && v.b || !v.a && v.c"),
        ("d < date(\"2026-01-05\")", "v.d < date(\"2026-01-05\")"),
    ] {
        assert_eq!(written(text, Speech::Three).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_cannot_be_said_gives_no_guard() {
    let deep = format!("${{{}x{}}}", "(".repeat(200), ")".repeat(200));
    let long = format!("${{x == '{}'}}", "a".repeat(5_000));
    for text in [
        "${bean.check(x)}",
        "${bean.check()}",
        "${x",
        "${x ==}",
        "${x == 1 == }",
        "x y z == ",
        "${x > 'a'}",
        "${x == 1 && x == 'a'}",
        "${x && x > 1}",
        "${list.size() > 0}",
        "${x matches 'a.*'}",
        "${T(java.lang.Math).random() > 0}",
        "${x[0] == 1}",
        "x := 2",
        "select * from t",
        "",
        "${x == 99999999999999999999999}",
        &deep,
        &long,
    ] {
        assert_eq!(written(text, Speech::Two), None, "{text}");
    }
}

#[test]
fn which_language_it_is() {
    let two = Spoken::Known(Speech::Two);
    let three = Spoken::Known(Speech::Three);
    for (text, own, of_model, expected) in [
        ("${x}", Some("http://www.w3.org/1999/XPath"), None, two),
        ("x", None, None, Spoken::Unsaid),
        ("x", None, Some("http://www.w3.org/1999/XPath"), Spoken::Unsaid),
        ("x", Some("http://www.w3.org/1999/XPath"), None, Spoken::Foreign),
        ("x", None, Some("http://www.omg.org/spec/FEEL/20140401"), three),
        ("x", Some("feel"), Some("juel"), three),
        ("x", Some("SpEL"), None, two),
        ("x", Some("python"), None, Spoken::Foreign),
        ("x", None, Some("urn:own-language"), Spoken::Foreign),
    ] {
        assert_eq!(
            spoken(text, own, of_model),
            expected,
            "{text} {own:?} {of_model:?}"
        );
    }
}

//! The text of a document: words, names of fields in double braces, and parts that stand only where something is filled.
//!
//! Everything else that a template language can do is refused before a flow is published, so that no text can loop, set,
//! call or reach anything. What is read is named in full, so that what a document tells is known from the flow alone.

use minijinja::machinery::ast::{BinOpKind, Expr, Stmt, UnaryOpKind};
use minijinja::machinery::{Span, WhitespaceConfig, parse};

/// How deep parts may lie in each other: what a person can still follow.
const MAX_DEPTH: usize = 8;

/// Something that a template names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Named {
    /// `section.field`, or a word alone.
    pub(crate) path: String,
    /// Whether it is shown, and not only asked for.
    pub(crate) is_shown: bool,
    /// Where.
    pub(crate) at: Within,
}

/// A place within a template: lines and columns from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Within {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) length: u32,
}

/// Why a template is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// It cannot be read.
    Unreadable { at: Within, detail: String },
    /// It does more than a text may.
    DoesMore { at: Within, word: &'static str },
}

/// Everything that a template names, in order; or the first reason why it is refused.
pub(crate) fn named(source: &str) -> Result<Vec<Named>, Fault> {
    let whitespace = WhitespaceConfig::default();
    let tree = parse(source, "document", Default::default(), whitespace).map_err(|error| {
        let line = error.line().and_then(|line| u32::try_from(line).ok());
        let at = Within {
            line: line.unwrap_or(1),
            column: 1,
            length: 1,
        };
        let detail = error.detail().unwrap_or_default().to_owned();
        Fault::Unreadable { at, detail }
    })?;
    let mut found = Vec::new();
    statement(&tree, 0, &mut found)?;
    Ok(found)
}

fn within(span: Span) -> Within {
    let one_line = span.start_line == span.end_line;
    let length = if one_line {
        span.end_col.saturating_sub(span.start_col).max(1)
    } else {
        1
    };
    Within {
        line: u32::from(span.start_line.max(1)),
        column: u32::from(span.start_col).saturating_add(1),
        length: u32::from(length),
    }
}

fn more<T>(span: Span, word: &'static str) -> Result<T, Fault> {
    Err(Fault::DoesMore {
        at: within(span),
        word,
    })
}

fn statement(part: &Stmt<'_>, depth: usize, found: &mut Vec<Named>) -> Result<(), Fault> {
    match part {
        Stmt::Template(all) => statements(&all.children, depth, found),
        Stmt::EmitRaw(_) => Ok(()),
        Stmt::EmitExpr(shown) => {
            let path = path_of(&shown.expr)?;
            found.push(Named {
                path,
                is_shown: true,
                at: within(shown.expr.span()),
            });
            Ok(())
        }
        Stmt::IfCond(condition) if depth >= MAX_DEPTH => more(condition.span(), "if"),
        Stmt::IfCond(condition) => {
            asked(&condition.expr, 0, found)?;
            statements(&condition.true_body, depth + 1, found)?;
            statements(&condition.false_body, depth + 1, found)
        }
        Stmt::ForLoop(part) => more(part.span(), "for"),
        Stmt::WithBlock(part) => more(part.span(), "with"),
        Stmt::Set(part) => more(part.span(), "set"),
        Stmt::SetBlock(part) => more(part.span(), "set"),
        Stmt::AutoEscape(part) => more(part.span(), "autoescape"),
        Stmt::FilterBlock(part) => more(part.span(), "filter"),
        Stmt::Do(part) => more(part.span(), "do"),
        // Other crates may switch on what is not used here.
        #[allow(
            unreachable_patterns,
            reason = "which statements there are follows from switched-on features"
        )]
        _ => Err(Fault::DoesMore {
            at: Within {
                line: 1,
                column: 1,
                length: 1,
            },
            word: "include",
        }),
    }
}

fn statements(parts: &[Stmt<'_>], depth: usize, found: &mut Vec<Named>) -> Result<(), Fault> {
    parts.iter().try_for_each(|part| statement(part, depth, found))
}

/// What a condition asks for: whether something is filled, with `not`, `and` and `or` between.
fn asked(expression: &Expr<'_>, depth: usize, found: &mut Vec<Named>) -> Result<(), Fault> {
    if depth >= MAX_DEPTH {
        return more(expression.span(), "if");
    }
    match expression {
        Expr::UnaryOp(part) if matches!(part.op, UnaryOpKind::Not) => asked(&part.expr, depth + 1, found),
        Expr::BinOp(part) if matches!(part.op, BinOpKind::ScAnd | BinOpKind::ScOr) => {
            asked(&part.left, depth + 1, found)?;
            asked(&part.right, depth + 1, found)
        }
        other => {
            let path = path_of(other)?;
            found.push(Named {
                path,
                is_shown: false,
                at: within(other.span()),
            });
            Ok(())
        }
    }
}

/// `section.field` as it is written.
fn path_of(expression: &Expr<'_>) -> Result<String, Fault> {
    match expression {
        Expr::Var(part) => Ok(part.id.to_owned()),
        Expr::GetAttr(part) => Ok(format!("{}.{}", path_of(&part.expr)?, part.name)),
        Expr::Filter(part) => more(part.span(), "|"),
        Expr::Call(part) => more(part.span(), "()"),
        Expr::Test(part) => more(part.span(), "is"),
        other => more(other.span(), other.description()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(source: &str) -> Vec<(String, bool)> {
        let found = named(source).unwrap();
        found.into_iter().map(|one| (one.path, one.is_shown)).collect()
    }

    #[test]
    fn what_a_text_names_is_known_without_running_it() {
        let text = "Kære {{ citizen }}\n{% if a.b and not c.d %}{{ a.b }}{% else %}{{ e.f.g }}{% endif %}";
        let expected = [
            ("citizen", true),
            ("a.b", false),
            ("c.d", false),
            ("a.b", true),
            ("e.f.g", true),
        ];
        let expected = expected.map(|(path, shown)| (path.to_owned(), shown));
        assert_eq!(paths(text), expected);
    }

    #[test]
    fn everything_else_is_refused_with_its_place() {
        for (text, line, word) in [
            ("a\n{% for x in a.b %}{{ x }}{% endfor %}", 2, "for"),
            ("{% set a = 1 %}", 1, "set"),
            ("{{ a.b | upper }}", 1, "|"),
            ("\n\n{{ range(1000000000) }}", 3, "()"),
            ("{{ 1 + 1 }}", 1, "expression"),
            ("{{ a[0] }}", 1, "expression"),
            ("{% if a.b == 'c' %}x{% endif %}", 1, "expression"),
            ("{% with a = b %}x{% endwith %}", 1, "with"),
            ("{% filter upper %}x{% endfilter %}", 1, "filter"),
        ] {
            let Err(Fault::DoesMore { at, word: found }) = named(text) else {
                panic!("{text}")
            };
            assert_eq!((at.line, found), (line, word), "{text}");
        }
        for text in [
            "{{ a.b",
            "{% if a %}",
            "{% include 'x' %}",
            "{% macro a() %}{% endmacro %}",
        ] {
            assert!(matches!(named(text), Err(Fault::Unreadable { .. })), "{text}");
        }
        let deep = ["{% if a.b %}".repeat(40), "{% endif %}".repeat(40)].concat();
        assert!(matches!(named(&deep), Err(Fault::DoesMore { word: "if", .. })));
    }
}

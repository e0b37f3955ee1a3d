//! From text to tree. The one place that knows the parser: Rhai reads, and nothing of Rhai ever runs.
//!
//! Every token passes a list of those that guards are made of before Rhai's parser sees it, so that statements,
//! closures, indexing and interpolation never get as far as the parser.

use std::sync::OnceLock;

use rhai::{
    Engine, Expr, FnCallExpr, LexError, OptimizationLevel, ParseError, ParseErrorType, Position, Stmt, Token,
};
use rust_decimal::Decimal;

use super::codes::{NOT_IN_LANGUAGE, SYNTAX, TOO_LONG};
use super::functions::functions;
use super::misread::{Fault, misread};
use super::source::{Source, Span};
use super::tree::{Arithmetic, Comparison, Name, Tree, TreeNode};
use crate::flow::{Diagnostic, Expression, nearest};
use crate::text::Message;

/// The longest expression, in characters: far more than a person can still read.
const MAX_CHARACTERS: usize = 2_000;

/// The deepest nesting, in levels; a chain of operators counts one level an operator. Keeps the stack small.
const MAX_DEPTH: usize = 64;

/// A tree, or the one thing that is wrong.
type Read = Result<Tree, Box<Diagnostic>>;

/// Reads an expression.
pub(super) fn parse(expression: &Expression) -> Read {
    let source = Source::new(expression);
    let reading = Reading { source: &source };
    if source.whole().end > MAX_CHARACTERS {
        let most = i64::try_from(MAX_CHARACTERS).unwrap_or(i64::MAX);
        let what = Message::new("guard-too-long").with("most", most);
        return Err(Box::new(reading.error(TOO_LONG, source.whole(), what)));
    }
    if let Some(start) = source.comment() {
        let span = Span {
            start,
            end: start + 2,
        };
        let what = Message::new("guard-not-in-language").with("found", source.text(span));
        let finding = reading.error(NOT_IN_LANGUAGE, span, what);
        return Err(Box::new(finding.hinting(Message::new("guard-hint-comment"))));
    }
    if expression.text.trim().is_empty() {
        return Err(Box::new(reading.error(
            SYNTAX,
            source.whole(),
            Message::new("guard-empty"),
        )));
    }
    let ast = parser()
        .compile_expression(&expression.text)
        .map_err(|error| Box::new(reading.refused(&error)))?;
    match ast.statements() {
        [Stmt::Expr(expr)] => reading.tree(expr, 0),
        _ => Err(Box::new(reading.error(
            NOT_IN_LANGUAGE,
            source.whole(),
            Message::new("guard-not-expression"),
        ))),
    }
}

fn parser() -> &'static Engine {
    static PARSER: OnceLock<Engine> = OnceLock::new();
    PARSER.get_or_init(|| {
        let mut engine = Engine::new_raw();
        engine.set_optimization_level(OptimizationLevel::None);
        engine.set_max_expr_depths(MAX_DEPTH, MAX_DEPTH);
        #[allow(deprecated, reason = "Rhai marks it as open to change; the version is pinned")]
        engine.on_parse_token(|token, _, _| admitted(token));
        engine
    })
}

/// The token, where guards are made of such; words that Rhai keeps for itself are plain names here.
fn admitted(token: Token) -> Token {
    match token {
        Token::IntegerConstant(_)
        | Token::DecimalConstant(_)
        | Token::StringConstant(_)
        | Token::Identifier(_)
        | Token::True
        | Token::False
        | Token::LeftParen
        | Token::RightParen
        | Token::Unit
        | Token::Comma
        | Token::Period
        | Token::Plus
        | Token::UnaryPlus
        | Token::Minus
        | Token::UnaryMinus
        | Token::Multiply
        | Token::Divide
        | Token::Modulo
        | Token::EqualsTo
        | Token::NotEqualsTo
        | Token::LessThan
        | Token::LessThanEqualsTo
        | Token::GreaterThan
        | Token::GreaterThanEqualsTo
        | Token::And
        | Token::Or
        | Token::Bang
        | Token::LexError(_)
        | Token::EOF => token,
        Token::Reserved(word) if word.starts_with(char::is_alphabetic) => Token::Identifier(word),
        other => Token::LexError(Box::new(LexError::ImproperSymbol(
            other.to_string(),
            String::new(),
        ))),
    }
}

struct Reading<'a> {
    source: &'a Source,
}

impl Reading<'_> {
    fn error(&self, code: crate::flow::Code, span: Span, what: Message) -> Diagnostic {
        Diagnostic::error(code, self.source.place(span), what)
    }

    fn offset(&self, position: Position) -> usize {
        match (position.line(), position.position()) {
            (Some(line), Some(column)) => self.source.at(line, column),
            (Some(line), None) => self.source.at(line, 1),
            _ => self.source.whole().end,
        }
    }

    /// The parser's finding in our words.
    fn refused(&self, error: &ParseError) -> Diagnostic {
        let fault = match error.err_type() {
            ParseErrorType::ExprTooDeep => Fault::TooDeep(MAX_DEPTH),
            ParseErrorType::MismatchedType(..) => Fault::NotLogic,
            ParseErrorType::BadInput(LexError::UnterminatedString) => Fault::OpenText,
            ParseErrorType::BadInput(LexError::ImproperSymbol(..)) | ParseErrorType::UnknownOperator(_) => {
                Fault::NotInLanguage
            }
            ParseErrorType::MissingToken(token, _) => Fault::Missing(token.clone()),
            _ => Fault::Unexpected,
        };
        misread(self.source, self.offset(error.position()), &fault)
    }

    fn tree(&self, expr: &Expr, depth: usize) -> Read {
        let start = self.offset(expr.start_position());
        if depth > 2 * MAX_DEPTH {
            return Err(Box::new(misread(self.source, start, &Fault::TooDeep(MAX_DEPTH))));
        }
        let literal = |node, end| {
            Ok(Tree {
                node,
                span: Span { start, end },
            })
        };
        match expr {
            Expr::BoolConstant(value, _) => literal(TreeNode::Boolean(*value), self.source.word(start).end),
            Expr::IntegerConstant(number, _) => literal(TreeNode::Integer(*number), self.number(start)),
            Expr::DynamicConstant(value, _) => match value.clone().try_cast::<Decimal>() {
                Some(number) => literal(TreeNode::Decimal(number), self.number(start)),
                None => self.odd(start),
            },
            Expr::StringConstant(text, _) => {
                literal(TreeNode::Text(text.to_string()), self.source.quoted(start))
            }
            Expr::Variable(name, _, position) => {
                let name = self.name(&name.1, *position);
                Ok(Tree {
                    span: name.span,
                    node: TreeNode::Path(vec![name]),
                })
            }
            Expr::Dot(..) => self.path(expr),
            Expr::FnCall(call, position) => self.call(call, *position, depth),
            Expr::And(parts, _) => self.many(parts, TreeNode::And, depth),
            Expr::Or(parts, _) => self.many(parts, TreeNode::Or, depth),
            _ => self.odd(start),
        }
    }

    fn odd(&self, start: usize) -> Read {
        let brackets = self.source.character(start) == Some('(');
        let span = if brackets {
            Span {
                start,
                end: self.source.closing(start),
            }
        } else {
            self.source.word(start)
        };
        let what = Message::new("guard-not-in-language").with("found", self.source.text(span));
        Err(Box::new(self.error(NOT_IN_LANGUAGE, span, what)))
    }

    fn name(&self, text: &str, position: Position) -> Name {
        let start = self.offset(position);
        Name {
            text: text.to_owned(),
            span: Span {
                start,
                end: start + text.chars().count(),
            },
        }
    }

    fn number(&self, start: usize) -> usize {
        let digits = if self.source.character(start) == Some('-') {
            self.source.run(start + 1, char::is_whitespace)
        } else {
            start
        };
        self.source
            .run(digits, |c| c.is_alphanumeric() || c == '_' || c == '.')
    }

    fn path(&self, expr: &Expr) -> Read {
        let mut names: Vec<Name> = Vec::new();
        let mut open = vec![expr];
        while let Some(part) = open.pop() {
            match part {
                Expr::Dot(sides, _, _) => open.extend([&sides.rhs, &sides.lhs]),
                Expr::Variable(name, _, position) if names.is_empty() => {
                    names.push(self.name(&name.1, *position))
                }
                Expr::Property(name, position) if !names.is_empty() => {
                    names.push(self.name(&name.2, *position))
                }
                Expr::MethodCall(call, position) => {
                    let name = self.name(&call.name, *position);
                    let what = Message::new("guard-method").with("found", name.text.as_str());
                    let known = functions().iter().map(|function| function.name);
                    let finding = self.error(NOT_IN_LANGUAGE, name.span, what);
                    return Err(Box::new(match nearest(&name.text, known) {
                        Some(near) => finding.hinting(Message::new("guard-hint-method").with("name", near)),
                        None => finding,
                    }));
                }
                other => return self.odd(self.offset(other.start_position())),
            }
        }
        let span = match (names.first(), names.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => return self.odd(self.offset(expr.start_position())),
        };
        Ok(Tree {
            node: TreeNode::Path(names),
            span,
        })
    }

    fn many(&self, parts: &[Expr], node: fn(Vec<Tree>) -> TreeNode, depth: usize) -> Read {
        let trees = parts
            .iter()
            .map(|part| self.tree(part, depth + 1))
            .collect::<Result<Vec<_>, _>>()?;
        let span = trees
            .iter()
            .map(|tree| tree.span)
            .reduce(Span::to)
            .unwrap_or_default();
        Ok(Tree {
            node: node(trees),
            span,
        })
    }

    fn call(&self, call: &FnCallExpr, position: Position, depth: usize) -> Read {
        let mut args = call
            .args
            .iter()
            .map(|arg| self.tree(arg, depth + 1))
            .collect::<Result<Vec<_>, _>>()?;
        if !call.is_operator_call() {
            let name = self.name(&call.name, position);
            if call.capture_parent_scope {
                return self.odd(name.span.end);
            }
            let span = Span {
                start: name.span.start,
                end: self.source.closing(name.span.end),
            };
            return Ok(Tree {
                node: TreeNode::Call(name, args),
                span,
            });
        }
        let at = self.offset(position);
        match (args.pop(), args.pop()) {
            (Some(one), None) => self.unary(&call.name, one, at),
            (Some(right), Some(left)) => self.binary(&call.name, left, right, at),
            _ => self.odd(at),
        }
    }

    fn unary(&self, symbol: &str, one: Tree, start: usize) -> Read {
        let span = Span {
            start,
            end: one.span.end,
        };
        let node = match symbol {
            "!" => TreeNode::Not(Box::new(one)),
            "-" => TreeNode::Negative(Box::new(one)),
            "+" => return Ok(one),
            _ => return self.odd(start),
        };
        Ok(Tree { node, span })
    }

    fn binary(&self, symbol: &str, left: Tree, right: Tree, at: usize) -> Read {
        let span = left.span.to(right.span);
        let (left, right) = (Box::new(left), Box::new(right));
        let node = if let Some(how) = comparison(symbol) {
            TreeNode::Compare(how, left, right)
        } else if let Some(how) = arithmetic(symbol) {
            TreeNode::Arithmetic(how, left, right)
        } else {
            return self.odd(at);
        };
        Ok(Tree { node, span })
    }
}

fn comparison(symbol: &str) -> Option<Comparison> {
    Some(match symbol {
        "==" => Comparison::Equal,
        "!=" => Comparison::Other,
        "<" => Comparison::Less,
        "<=" => Comparison::AtMost,
        ">" => Comparison::More,
        ">=" => Comparison::AtLeast,
        _ => return None,
    })
}

fn arithmetic(symbol: &str) -> Option<Arithmetic> {
    Some(match symbol {
        "+" => Arithmetic::Plus,
        "-" => Arithmetic::Minus,
        "*" => Arithmetic::Times,
        "/" => Arithmetic::Divided,
        "%" => Arithmetic::Remainder,
        _ => return None,
    })
}

//! The order of operations in a flat row of operands and operators.
//!
//! From the loosest: 或, 且, 非, comparison and 开头是, + −, × ÷, unary −, 保留. 或 and 且 in one row are refused: the
//! regulations themselves are read in two ways there.

use super::super::ast::{Expr, ExprKind, OfText, Operator};
use super::super::grammar::Rule;
use super::comparison::{comparison_of, text_test_of};
use super::expression::{deeper, operand};
use super::literal;
use super::node::{Built, Node, misplaced};
use crate::core::Verdict;
use crate::finding::{Code, Diagnostic, Span, Spanned};
use crate::words;

/// One side of an operator.
pub(super) struct Operand {
    /// 非 before it.
    pub(super) nots: Vec<Span>,
    /// It, with the signs before it.
    pub(super) value: Expr,
}

enum Part<'i> {
    Operand(Operand),
    Compare(Node<'i>),
    Arithmetic(Operator),
    Test(Node<'i>),
}

/// An `expression` or `amount` node.
pub(super) fn row(node: Node<'_>, depth: usize) -> Built<Expr> {
    let span = node.span();
    let nodes = node.children().rest();
    let first = nodes.first().map_or(span, Node::span);
    let depth = deeper(depth, levels(&nodes)?, first)?;
    // Most rows are one operand.
    if let [only] = nodes.as_slice()
        && only.rule() == Rule::operand
    {
        let only = operand(only.clone(), depth)?;
        return Ok(negated(only.nots, only.value));
    }
    let mut segments = vec![Vec::new()];
    let (mut and, mut or) = (None, None);
    for node in nodes {
        let part = match node.rule() {
            Rule::operand => Part::Operand(operand(node, depth)?),
            Rule::arithmetic => Part::Arithmetic(operator(node)?),
            Rule::test => Part::Test(node.only()?),
            Rule::link => {
                let link = node.only()?;
                match link.rule() {
                    Rule::arithmetic => Part::Arithmetic(operator(link)?),
                    Rule::compare | Rule::of_text => Part::Compare(link.only()?),
                    rule => {
                        let seen = if rule == Rule::kw_and { &mut and } else { &mut or };
                        seen.get_or_insert(link.span());
                        segments.push(Vec::new());
                        continue;
                    }
                }
            }
            _ => return Err(misplaced(node.span())),
        };
        if let Some(segment) = segments.last_mut() {
            segment.push(part);
        }
    }
    if let (Some(and), Some(or)) = (and, or) {
        return Err(mixed(and, or));
    }
    let mut terms = Vec::new();
    for segment in segments {
        terms.push(condition(segment, span, depth)?);
    }
    Ok(match (terms.len(), or) {
        (1, _) => terms.remove(0),
        (_, Some(_)) => Expr { kind: ExprKind::Or(terms), span },
        (_, None) => Expr { kind: ExprKind::And(terms), span },
    })
}

/// How many levels a row adds to a tree: each operator of arithmetic nests in the next.
fn levels(nodes: &[Node<'_>]) -> Built<usize> {
    let (mut longest, mut run, mut joins, mut compares) = (0, 0, 0, 0);
    for node in nodes {
        let rule = match node.rule() {
            Rule::link => node.clone().only()?.rule(),
            rule => rule,
        };
        match rule {
            Rule::operand => continue,
            Rule::arithmetic => run += 1,
            Rule::kw_and | Rule::kw_or => (run, joins) = (0, 1),
            _ => (run, compares) = (0, 1),
        }
        longest = longest.max(run);
    }
    Ok(longest + joins + compares)
}

/// [非] sum [comparison sum | 为空 | 属于 …]
fn condition(parts: Vec<Part<'_>>, whole: Span, depth: usize) -> Built<Expr> {
    let mut nots = Vec::new();
    let mut left = Sum::default();
    let mut decided: Option<Span> = None;
    let mut comparison: Option<(Node<'_>, Expr)> = None;
    let mut is_first = true;
    for part in parts {
        match part {
            Part::Operand(operand) => {
                if let (false, Some(not)) = (is_first, operand.nots.first()) {
                    return Err(misplaced_not(*not));
                }
                if is_first {
                    nots = operand.nots;
                    is_first = false;
                } else if let (Some(decided), None) = (decided, &comparison) {
                    return Err(chained(decided, operand.value.span));
                }
                left.operand(operand.value);
            }
            Part::Arithmetic(operator) => left.operator(operator),
            Part::Compare(word) => {
                if let Some(first) = decided {
                    return Err(chained(first, word.span()));
                }
                decided = Some(word.span());
                let value = std::mem::take(&mut left).finish(whole)?;
                comparison = Some((word, value));
            }
            Part::Test(test) => {
                if let Some(first) = decided {
                    return Err(chained(first, test.span()));
                }
                decided = Some(test.span());
                let value = std::mem::take(&mut left).finish(whole)?;
                left.operand(tested(value, test, depth)?);
            }
        }
    }
    let right = left.finish(whole)?;
    let result = match comparison {
        None => right,
        Some((word, left)) => {
            let span = left.span.to(right.span);
            let name = literal::name(&word);
            let kind = if let Some((test, negated)) = text_test_of(word.rule()) {
                ExprKind::OfText(Box::new(OfText { test, negated, word: name, left, right }))
            } else {
                let (left, right) = (Box::new(left), Box::new(right));
                ExprKind::Compare { comparison: comparison_of(&word)?, word: name, left, right }
            };
            Expr { kind, span }
        }
    };
    Ok(negated(nots, result))
}

/// A condition behind so many 非.
fn negated(nots: Vec<Span>, condition: Expr) -> Expr {
    nots.into_iter().rev().fold(condition, |condition, not| {
        let span = not.to(condition.span);
        Expr { kind: ExprKind::Not(Box::new(condition)), span }
    })
}

/// A sum while it is read from left to right.
#[derive(Default)]
struct Sum {
    before: Option<(Expr, Operator)>,
    product: Option<Expr>,
    operator: Option<Operator>,
}

impl Sum {
    fn operator(&mut self, operator: Operator) {
        self.operator = Some(operator);
    }

    fn operand(&mut self, value: Expr) {
        let Some(product) = self.product.take() else {
            self.product = Some(value);
            return;
        };
        match self.operator {
            Some(operator @ (Operator::Multiply | Operator::Divide)) => {
                self.product = Some(joined(product, operator, value));
            }
            Some(operator) => {
                let sum = match self.before.take() {
                    Some((sum, before)) => joined(sum, before, product),
                    None => product,
                };
                self.before = Some((sum, operator));
                self.product = Some(value);
            }
            None => self.product = Some(value),
        }
    }

    fn finish(self, whole: Span) -> Built<Expr> {
        let product = self.product.ok_or_else(|| misplaced(whole))?;
        Ok(match self.before {
            Some((sum, operator)) => joined(sum, operator, product),
            None => product,
        })
    }
}

fn joined(left: Expr, operator: Operator, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    Expr { kind: ExprKind::Arithmetic { operator, left: Box::new(left), right: Box::new(right) }, span }
}

/// 为空 不为空 属于 不属于 符合 不符合 待说明 不适用
fn tested(value: Expr, test: Node<'_>, depth: usize) -> Built<Expr> {
    let span = value.span.to(test.span());
    let value = Box::new(value);
    let kind = match test.rule() {
        Rule::kw_is_empty => ExprKind::Empty { value, negated: false },
        Rule::kw_is_not_empty => ExprKind::Empty { value, negated: true },
        Rule::verdict => {
            let word = test.only()?;
            ExprKind::Asked { condition: value, verdict: Spanned::new(verdict_of(word.rule()), word.span()) }
        }
        _ => {
            let mut negated = false;
            let mut choices = Vec::new();
            for child in test.children().rest() {
                match child.rule() {
                    Rule::kw_within => {}
                    Rule::kw_not_within => negated = true,
                    _ => choices.push(row(child, depth)?),
                }
            }
            ExprKind::Within { value, choices, negated }
        }
    };
    Ok(Expr { kind, span })
}

fn verdict_of(word: Rule) -> Verdict {
    match word {
        Rule::kw_met => Verdict::Met,
        Rule::kw_not_met => Verdict::NotMet,
        Rule::kw_needs_reason => Verdict::NeedsReason,
        Rule::kw_not_applicable => Verdict::NotApplicable,
        _ => Verdict::Open,
    }
}

fn operator(node: Node<'_>) -> Built<Operator> {
    let sign = node.only()?;
    match sign.rule() {
        Rule::add => Ok(Operator::Add),
        Rule::subtract => Ok(Operator::Subtract),
        Rule::multiply => Ok(Operator::Multiply),
        Rule::divide => Ok(Operator::Divide),
        _ => Err(misplaced(sign.span())),
    }
}

pub(super) fn mixed(and: Span, or: Span) -> Box<Diagnostic> {
    let (first, second) = if and.start < or.start { (and, or) } else { (or, and) };
    Box::new(
        Diagnostic::error(
            Code::H0106,
            second,
            words!(
                "「且」与「或」混用，没有括号就有两种读法",
                "`and` and `or` are mixed; without brackets this reads in two ways"
            ),
        )
        .label(first, words!("与这里的词混用", "mixed with this word"))
        .help(words!(
            "先算的部分加括号：「甲 且 ( 乙 或 丙 )」，或「( 甲 且 乙 ) 或 丙」",
            "put brackets round what belongs together: `a and ( b or c )`, or `( a and b ) or c`"
        )),
    )
}

fn chained(first: Span, second: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(Code::H0105, second, words!("一个条件里只能比较一次", "a condition compares only once"))
            .label(first, words!("前面已经比较过", "compared here already"))
            .help(words!(
                "写成两个条件，用「且」连接：甲 不低于 60 且 甲 低于 75",
                "write two conditions joined by `and`: a at_least 60 and a below 75"
            )),
    )
}

fn misplaced_not(not: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            Code::H0105,
            not,
            words!("「非」只能写在整个条件之前", "`not` stands only before a whole condition"),
        )
        .help(words!("写法：非 甲 是 乙，或 甲 不是 乙", "write: not a is b, or a is_not b")),
    )
}

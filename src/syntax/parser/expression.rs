//! Expressions.
//!
//! One recursion, as that of the grammar: a row of operators (`precedence`) is made of operands, an operand may be a
//! call (`call`), and both hold expressions again; so these files import one another.

use super::super::ast::{Below, Expr, ExprKind, Name, Parts, RoundTo};
use super::super::grammar::Rule;
use super::call::call;
use super::literal;
use super::node::{Built, Node, misplaced};
use super::precedence::{Operand, row};
use crate::finding::{Code, Diagnostic};
use crate::finding::{Span, Spanned};
use crate::words;

/// How deep a tree of expressions may be; later stages walk it by recursion.
const MAX_DEPTH: usize = 256;

/// An `expression` or `amount` node at the root of a tree.
pub(super) fn expression(node: Node<'_>) -> Built<Expr> {
    row(node, 0)
}

/// The depth `levels` further down, if the tree may be that deep.
pub(super) fn deeper(depth: usize, levels: usize, span: Span) -> Built<usize> {
    let depth = depth + levels;
    if depth <= MAX_DEPTH {
        return Ok(depth);
    }
    Err(Box::new(
        Diagnostic::error(
            Code::H0104,
            span,
            words!("这个算式太长或套得太深", "this expression is too long or nested too deeply"),
        )
        .help(words!("把一部分写成「定义」，再引用它的名称", "give a part of it a name with `define`")),
    ))
}

/// An `operand` node.
pub(super) fn operand(node: Node<'_>, depth: usize) -> Built<Operand> {
    let span = node.span();
    let nodes = node.children().rest();
    let depth = deeper(depth, nodes.len(), nodes.first().map_or(span, Node::span))?;
    let mut nots = Vec::new();
    let mut negatives = Vec::new();
    let mut value = None;
    for node in nodes {
        match node.rule() {
            Rule::kw_not if negatives.is_empty() => nots.push(node.span()),
            Rule::negative => negatives.push(node.span()),
            Rule::primary => value = Some(primary(node.only()?, depth)?),
            Rule::accurate => value = Some(accurate(value, node)?),
            Rule::keep => value = Some(kept(value, node)?),
            _ => return Err(misplaced(node.span())),
        }
    }
    let mut value = value.ok_or_else(|| misplaced(span))?;
    for negative in negatives.into_iter().rev() {
        let span = negative.to(value.span);
        value = Expr { kind: ExprKind::Negate(Box::new(value)), span };
    }
    Ok(Operand { nots, value })
}

/// x 保留 2 位 四舍五入
fn kept(value: Option<Expr>, node: Node<'_>) -> Built<Expr> {
    let end = node.span();
    let value = Box::new(value.ok_or_else(|| misplaced(end))?);
    let span = value.span.to(end);
    let mut children = node.children();
    children.take_if(Rule::kw_keep);
    let to = match children.take_if(Rule::kw_nearest) {
        Some(_) => RoundTo::Multiples(Box::new(multiple(children.take(Rule::primary)?)?)),
        None => RoundTo::Places(literal::count(&children.take(Rule::count)?)?.value),
    };
    let mut mode = None;
    while let Some(child) = children.step() {
        if child.rule() == Rule::rounding_mode {
            mode = Some(literal::rounding_mode(child)?);
        }
    }
    Ok(Expr { kind: ExprKind::Round { value, to, mode }, span })
}

/// The step of which multiples are kept.
pub(super) fn multiple(node: Node<'_>) -> Built<Expr> {
    primary(node.only()?, 0)
}

/// f(…) 精确到 6 位
fn accurate(value: Option<Expr>, node: Node<'_>) -> Built<Expr> {
    let end = node.span();
    let value = value.ok_or_else(|| misplaced(end))?;
    let span = value.span.to(end);
    let places = literal::count(&node.children().take(Rule::count)?)?;
    let ExprKind::Call(mut call) = value.kind else {
        return Err(Box::new(
            Diagnostic::error(
                Code::H0407,
                end,
                words!("「精确到」只能紧跟在函数后面", "`accurate_to` only stands directly behind a function"),
            )
            .help(words!("要舍入一个数，写 保留 2 位", "to round a number, write rounded_to 2 places")),
        ));
    };
    call.accuracy = Some(Spanned::new(places.value, end));
    Ok(Expr { kind: ExprKind::Call(call), span })
}

fn primary(node: Node<'_>, depth: usize) -> Built<Expr> {
    let span = node.span();
    let kind = match node.rule() {
        Rule::date => ExprKind::Date(literal::date(&node)?),
        Rule::number => return literal::number(node),
        Rule::string => ExprKind::Text(literal::string(&node).value),
        // The brackets belong to the place of what they hold.
        Rule::group => Expr { span, ..row(node.only()?, depth)? }.kind,
        Rule::when_then => when_then(node, depth)?,
        Rule::lookup => lookup(node, depth)?,
        Rule::kw_yes => ExprKind::YesNo(true),
        Rule::kw_no => ExprKind::YesNo(false),
        Rule::kw_full => ExprKind::FullMarks,
        Rule::kw_value => ExprKind::Value,
        Rule::kw_total => ExprKind::Total,
        Rule::own_of_total => {
            let mut parts = node.children();
            let table = Some(Spanned::new("总分".to_owned(), parts.next()?.span()));
            ExprKind::Name { table, name: literal::name(&parts.next()?) }
        }
        Rule::grade_of => {
            let mut parts = node.children();
            parts.take(Rule::kw_grades)?;
            ExprKind::GradeOf(literal::name(&parts.take(Rule::name)?))
        }
        Rule::kw_every_head => ExprKind::EveryHeadRate,
        Rule::this_row => {
            let mut parts = node.children();
            parts.next()?;
            ExprKind::ThisRow(literal::name(&parts.next()?))
        }
        Rule::call => return call(node, depth),
        Rule::each_set => ExprKind::Parts(parts_of(node)?),
        Rule::path => {
            let (table, name) = path(node)?;
            ExprKind::Name { table, name }
        }
        _ => return Err(misplaced(span)),
    };
    Ok(Expr { kind, span })
}

/// NAME or TABLE.NAME
pub(super) fn path(node: Node<'_>) -> Built<(Option<Name>, Name)> {
    let mut children = node.children();
    let first = literal::name(&children.next()?);
    Ok(match children.step() {
        Some(second) => (Some(first), literal::name(&second)),
        None => (None, first),
    })
}

fn when_then(node: Node<'_>, depth: usize) -> Built<ExprKind> {
    let mut children = node.children();
    let mut branch = || -> Built<Box<Expr>> { Ok(Box::new(row(children.take(Rule::expression)?, depth)?)) };
    Ok(ExprKind::If { condition: branch()?, then: branch()?, otherwise: branch()? })
}

fn lookup(node: Node<'_>, depth: usize) -> Built<ExprKind> {
    let mut children = node.children();
    let by = literal::name(&children.take(Rule::name)?);
    let mut arms = Vec::new();
    let mut otherwise = None;
    for arm in children.rest() {
        let span = arm.span();
        let mut parts = arm.children();
        let choice = parts.next()?;
        let value = row(parts.next()?, depth)?;
        if choice.rule() == Rule::label {
            arms.push((literal::label(choice)?, value));
        } else if otherwise.replace(Box::new(value)).is_some() {
            let message = words!("「其余」写了两次", "`otherwise` is written twice");
            return Err(Box::new(Diagnostic::error(Code::H0205, span, message)));
        }
    }
    Ok(ExprKind::Lookup { by, arms, otherwise })
}

/// [CODE.]各指标[.COLUMN]
fn parts_of(node: Node<'_>) -> Built<Parts> {
    let span = node.span();
    let (mut within, mut of, mut column) = (None, None, None);
    for part in node.children().rest() {
        let here = part.span();
        match part.rule() {
            Rule::kw_each_indicator => of = Some(Below::Indicators),
            Rule::kw_each_head => of = Some(Below::Heads),
            Rule::kw_value => column = Some(Expr { kind: ExprKind::Value, span: here }),
            Rule::kw_full => column = Some(Expr { kind: ExprKind::FullMarks, span: here }),
            Rule::name if of.is_none() => within = Some(literal::name(&part)),
            Rule::name => {
                let kind = ExprKind::Name { table: None, name: literal::name(&part) };
                column = Some(Expr { kind, span: here });
            }
            _ => {}
        }
    }
    let of = of.ok_or_else(|| misplaced(span))?;
    Ok(Parts { within, of, column: column.map(Box::new), span })
}

//! Statements without a block.

use super::super::ast::{
    Cycle, Definition, Direction, Expr, ExprKind, Gloss, Levels, Name, Parameter, ParameterValue, RuleSet,
};
use super::super::grammar::Rule;
use super::expression::{expression, path};
use super::literal;
use super::node::{Built, Children, Node};
use crate::finding::Spanned;

/// 规则集
pub(super) fn rule_set(parts: &mut Children<'_>) -> Built<RuleSet> {
    let title = literal::string(&parts.take(Rule::string)?);
    let is_example = parts.take_if(Rule::kw_example).is_some();
    Ok(RuleSet { title, is_example, span: parts.span })
}

/// 版次 n
pub(super) fn edition(parts: &mut Children<'_>) -> Built<Spanned<u32>> {
    parts.take(Rule::kw_edition)?;
    literal::count(&parts.take(Rule::count)?)
}

/// 周期
pub(super) fn cycle(parts: &mut Children<'_>) -> Built<Cycle> {
    let from = literal::date(&parts.take(Rule::date)?)?;
    let to = literal::date(&parts.take(Rule::date)?)?;
    Ok(Cycle { from, to, span: parts.span })
}

/// 依据
pub(super) fn basis(parts: &mut Children<'_>) -> Built<Vec<Spanned<String>>> {
    literal::basis(parts.take(Rule::basis)?)
}

/// The clauses of an optional 依据 at the end of a statement.
pub(super) fn optional_basis(parts: &mut Children<'_>) -> Built<Vec<Spanned<String>>> {
    match parts.take_if(Rule::basis) {
        Some(node) => literal::basis(node),
        None => Ok(Vec::new()),
    }
}

/// A statement whose only part is an `amount`.
pub(super) fn marks(parts: &mut Children<'_>) -> Built<Expr> {
    expression(parts.take(Rule::amount)?)
}

/// A statement whose only part is an `expression`.
pub(super) fn single(parts: &mut Children<'_>) -> Built<Expr> {
    expression(parts.take(Rule::expression)?)
}

/// 口径
pub(super) fn gloss(parts: &mut Children<'_>) -> Built<Gloss> {
    let code = literal::name(&parts.take(Rule::name)?);
    let text = literal::string(&parts.take(Rule::string)?);
    let basis = optional_basis(parts)?;
    Ok(Gloss { code, text, basis, alternatives: Vec::new(), unread: Vec::new(), span: parts.span })
}

/// 参数
pub(super) fn parameter(parts: &mut Children<'_>) -> Built<Parameter> {
    let name = literal::name(&parts.take(Rule::name)?);
    let values = if let Some(node) = parts.take_if(Rule::dated_values) {
        node.children().rest().into_iter().map(dated_value).collect::<Built<_>>()?
    } else {
        let value = expression(parts.take(Rule::expression)?)?;
        let span = value.span;
        vec![ParameterValue { from: None, to: None, value, basis: optional_basis(parts)?, span }]
    };
    Ok(Parameter { name, values, span: parts.span })
}

/// 2024-01-01 起 : VALUE 依据 …, or 2024-01-01 至 2025-12-31 : VALUE 依据 …
fn dated_value(node: Node<'_>) -> Built<ParameterValue> {
    let span = node.span();
    let mut parts = node.children();
    let from = literal::date(&parts.take(Rule::date)?)?;
    let to = match parts.next()?.rule() {
        Rule::kw_to => Some(literal::date(&parts.take(Rule::date)?)?),
        _ => None,
    };
    let value = expression(parts.take(Rule::expression)?)?;
    Ok(ParameterValue { from: Some(from), to, value, basis: optional_basis(&mut parts)?, span })
}

/// 定义
pub(super) fn definition(parts: &mut Children<'_>) -> Built<Definition> {
    let (table, name) = path(parts.take(Rule::path)?)?;
    let value = parts.next()?;
    let value = if value.rule() == Rule::selection { selection(value)? } else { expression(value)? };
    Ok(Definition { table, of: None, name, value, span: parts.span })
}

/// ROWS 其中 condition
fn selection(node: Node<'_>) -> Built<Expr> {
    let span = node.span();
    let mut parts = node.children();
    let rows: Name = literal::name(&parts.take(Rule::name)?);
    let condition = Box::new(expression(parts.take(Rule::expression)?)?);
    Ok(Expr { kind: ExprKind::Where { rows, condition }, span })
}

/// 层级 "一级指标"、"二级指标"
#[allow(clippy::unnecessary_wraps, reason = "one of the readers of statements")]
pub(super) fn levels(parts: &mut Children<'_>) -> Built<Levels> {
    let span = parts.span;
    let names = parts.rest().into_iter().filter(|part| part.rule() == Rule::strings);
    let names = names.flat_map(|list| list.children().rest()).filter(|part| part.rule() == Rule::string);
    Ok(Levels { names: names.map(|name| literal::string(&name)).collect(), span })
}

pub(super) fn direction(parts: &mut Children<'_>) -> Built<Direction> {
    parts.take_if(Rule::kw_direction);
    Ok(match parts.next()?.rule() {
        Rule::kw_higher_better => Direction::HigherIsBetter,
        _ => Direction::LowerIsBetter,
    })
}

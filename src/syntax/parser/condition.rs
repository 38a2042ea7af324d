//! 条件

use super::super::ast::{Condition, ConditionItem};
use super::super::grammar::Rule;
use super::basics::optional_basis;
use super::call::once;
use super::expression::expression;
use super::literal;
use super::node::{Built, Children, Node, misplaced};

/// 条件: the clauses of its head may stand in any order, each once.
pub(super) fn condition(parts: &mut Children<'_>) -> Built<Condition> {
    let name = literal::name(&parts.take(Rule::name)?);
    let (mut soft, mut judged, mut applies, mut scope, mut basis, mut needs) = (None, None, None, None, None, None);
    while let Some(clause) = parts.take_if(Rule::condition_clause) {
        let span = clause.span();
        let mut inside = clause.children();
        let first = inside.next()?;
        match first.rule() {
            Rule::kw_in_principle | Rule::kw_generally => {
                once(&mut soft, span, span, first.text())?;
            }
            Rule::kw_judged => once(&mut judged, span, span, first.text())?,
            Rule::kw_applies => {
                once(&mut applies, expression(inside.next()?)?, span, first.text())?;
            }
            Rule::kw_needs => once(&mut needs, expression(inside.next()?)?, span, first.text())?,
            Rule::scope => once(&mut scope, literal::scope(first), span, "范围")?,
            Rule::basis => once(&mut basis, literal::basis(first)?, span, "依据")?,
            _ => return Err(misplaced(span)),
        }
    }
    let mut items = Vec::new();
    while let Some(node) = parts.take_if(Rule::condition_item) {
        items.push(item(node)?);
    }
    let basis = basis.unwrap_or_default();
    Ok(Condition { name, soft, judged, applies, scope, basis, needs, items, span: parts.span })
}

/// `["label"] EXPR [依据 …]`
fn item(node: Node<'_>) -> Built<ConditionItem> {
    let span = node.span();
    let mut parts = node.children();
    let label = match parts.take_if(Rule::item_label) {
        Some(label) => Some(literal::string(&label.only()?)),
        None => None,
    };
    let requirement = expression(parts.take(Rule::expression)?)?;
    Ok(ConditionItem { label, requirement, basis: optional_basis(&mut parts)?, span })
}

//! 条件

use super::super::ast::Condition;
use super::super::grammar::Rule;
use super::call::once;
use super::expression::expression;
use super::literal;
use super::node::{Built, Children, misplaced};

/// 条件: the clauses of its head may stand in any order, each once.
pub(super) fn condition(parts: &mut Children<'_>) -> Built<Condition> {
    let name = literal::name(&parts.take(Rule::name)?);
    let (mut soft, mut judged, mut applies, mut scope, mut basis) = (None, None, None, None, None);
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
            Rule::scope => once(&mut scope, literal::scope(first), span, "范围")?,
            Rule::basis => once(&mut basis, literal::basis(first)?, span, "依据")?,
            _ => return Err(misplaced(span)),
        }
    }
    let body = expression(parts.take(Rule::expression)?)?;
    Ok(Condition { name, soft, judged, applies, scope, basis: basis.unwrap_or_default(), body, span: parts.span })
}

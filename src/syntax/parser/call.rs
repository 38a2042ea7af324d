//! Calls with their modifiers.

use super::super::ast::{Call, Divisor, End, Expr, ExprKind};
use super::super::grammar::Rule;
use super::super::keyword;
use super::super::sign::half_width_text;
use super::literal;
use super::node::{Built, Children, Node, misplaced};
use super::precedence::row;
use crate::finding::{Code, Diagnostic, Words};
use crate::finding::{Span, Spanned};
use crate::words;

/// A `call` node. 不存在(…) is 非 存在(…).
pub(super) fn call(node: Node<'_>, depth: usize) -> Built<Expr> {
    let span = node.span();
    let mut children = node.children();
    let function = children.take(Rule::function)?;
    let written = half_width_text(function.text());
    let name = keyword::function_zh(&written);
    let negated = name == "不存在";
    let mut call = Call {
        function: Spanned::new(if negated { "存在" } else { name }.to_owned(), function.span()),
        distinct: children.take_if(Rule::kw_distinct).map(|node| node.span()),
        arguments: Vec::new(),
        weights: Vec::new(),
        pick: None,
        filter: None,
        same_matter: None,
        trim: None,
        scope: None,
        order: None,
        ties: None,
        end: None,
        period: None,
        position: None,
        quantile_type: None,
        divisor: None,
        order_weights: None,
        accuracy: None,
    };
    while let Some(child) = children.step() {
        match child.rule() {
            Rule::expression => {
                call.arguments.push(row(child, depth)?);
                call.weights.push(None);
            }
            Rule::weight => {
                let mut parts = child.children();
                parts.next()?;
                let weight = row(parts.next()?, depth)?;
                if let Some(last) = call.weights.last_mut() {
                    *last = Some(weight);
                }
            }
            _ => modify(&mut call, child, depth)?,
        }
    }
    let call = ExprKind::Call(Box::new(call));
    if !negated {
        return Ok(Expr { kind: call, span });
    }
    // What is denied begins behind the sign of denial.
    let sign = if written.starts_with('不') { '不'.len_utf8() } else { "not_".len() };
    let denied = Expr { kind: call, span: Span { start: span.start + sign, ..span } };
    Ok(Expr { kind: ExprKind::Not(Box::new(denied)), span })
}

fn modify(call: &mut Call, node: Node<'_>, depth: usize) -> Built<()> {
    let span = node.span();
    let mut parts = node.children();
    let word = parts.next()?;
    let written = word.text();
    match word.rule() {
        Rule::scope => once(&mut call.scope, literal::scope(word), span, "范围"),
        Rule::kw_pick => once(&mut call.pick, row(parts.next()?, depth)?, span, written),
        Rule::kw_where => once(&mut call.filter, row(parts.next()?, depth)?, span, written),
        Rule::kw_same_matter => once(&mut call.same_matter, literal::name(&parts.next()?), span, written),
        Rule::kw_ascending | Rule::kw_descending => {
            once(&mut call.order, Spanned::new(literal::order(word.rule()), span), span, written)
        }
        Rule::kw_ties => {
            let ties = literal::ties(parts.next()?.rule());
            once(&mut call.ties, Spanned::new(ties, span), span, written)
        }
        Rule::kw_earliest | Rule::kw_latest => {
            let end = if word.rule() == Rule::kw_earliest { End::Earliest } else { End::Latest };
            once(&mut call.end, Spanned::new((end, literal::name(&parts.next()?)), span), span, written)
        }
        Rule::kw_by => once(&mut call.period, Spanned::new(literal::name(&parts.next()?), span), span, written),
        Rule::kw_position => once(&mut call.position, row(parts.next()?, depth)?, span, written),
        Rule::kw_quantile_type => {
            let kind = literal::count(&parts.take(Rule::count)?)?;
            once(&mut call.quantile_type, kind, span, written)
        }
        Rule::kw_population => once(&mut call.divisor, Spanned::new(Divisor::Population, span), span, written),
        Rule::kw_sample => once(&mut call.divisor, Spanned::new(Divisor::Sample, span), span, written),
        Rule::kw_order_weights => {
            let weights = parts.rest().into_iter().filter(|part| part.rule() == Rule::amount);
            let weights = weights.map(|weight| row(weight, depth)).collect::<Built<Vec<_>>>()?;
            once(&mut call.order_weights, Spanned::new(weights, span), span, written)
        }
        Rule::kw_drop_high => once(&mut call.trim, trim(&mut parts)?, span, written),
        _ => Err(misplaced(span)),
    }
}

fn trim(parts: &mut Children<'_>) -> Built<(Spanned<u32>, Spanned<u32>)> {
    let high = literal::count(&parts.take(Rule::count)?)?;
    let low = literal::count(&parts.take(Rule::count)?)?;
    Ok((high, low))
}

/// Fills a part that may be written once.
pub(super) fn once<T>(slot: &mut Option<T>, value: T, span: Span, word: &str) -> Built<()> {
    if slot.is_none() {
        *slot = Some(value);
        return Ok(());
    }
    let Words { zh, en } = keyword::words(word);
    let message = words!("「{zh}」写了两次", "`{en}` is written twice");
    Err(Box::new(Diagnostic::error(Code::H0205, span, message).help(words!("删去其中一个", "remove one of the two"))))
}

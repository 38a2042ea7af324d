//! Which rows of a result are asked for.

use super::super::ast::{Asked, AskedKind, AskedValue, AskedValueKind, Expr, ExprKind};
use super::super::grammar::Rule;
use super::super::layout::Layout;
use super::super::sign::half_width_text;
use super::Parser;
use super::comparison::compare;
use super::expression::deeper;
use super::literal;
use super::node::{Built, Node, misplaced};
use super::precedence::mixed;
use crate::finding::{Diagnostic, SourceId};

/// Reads a question that is the whole of a laid-out text; nothing where there are findings.
pub(in super::super) fn asked(source: SourceId, layout: &Layout<'_>) -> (Option<Asked>, Vec<Diagnostic>) {
    let mut parser = Parser::new(source, layout, false);
    let pieces = 0..layout.pieces.len();
    let read = if pieces.is_empty() {
        parser.fragment(Rule::s_asked, 0..layout.text.len(), |parts| question(parts.next()?, 0))
    } else {
        parser.leaf(Rule::s_asked, &pieces, |parts| question(parts.next()?, 0))
    };
    (read, parser.diagnostics)
}

/// TERM 且 TERM …
fn question(node: Node<'_>, depth: usize) -> Built<Asked> {
    let span = node.span();
    let depth = deeper(depth, 1, span)?;
    let mut terms = Vec::new();
    let (mut and, mut or) = (None, None);
    for part in node.children().rest() {
        match part.rule() {
            Rule::kw_and => and = and.or(Some(part.span())),
            Rule::kw_or => or = or.or(Some(part.span())),
            _ => terms.push(term(part, depth)?),
        }
    }
    if let (Some(and), Some(or)) = (and, or) {
        return Err(mixed(and, or));
    }
    let kind = match (terms.len(), or) {
        (1, _) => return terms.pop().ok_or_else(|| misplaced(span)),
        (_, Some(_)) => AskedKind::Or(terms),
        (_, None) => AskedKind::And(terms),
    };
    Ok(Asked { kind, span })
}

/// [非] ( … ), or a value and what is asked of it
fn term(node: Node<'_>, depth: usize) -> Built<Asked> {
    let span = node.span();
    let mut parts = node.children();
    let negated = parts.take_if(Rule::kw_not).is_some();
    let first = parts.next()?;
    let asked = if first.rule() == Rule::asked {
        question(first, depth)?
    } else {
        let value = value(first)?;
        let kind = match parts.step() {
            Some(test) => tested(value, test)?,
            None => AskedKind::Holds(value),
        };
        Asked { kind, span }
    };
    Ok(if negated { Asked { kind: AskedKind::Not(Box::new(asked)), span } } else { asked })
}

fn tested(of: AskedValue, test: Node<'_>) -> Built<AskedKind> {
    let mut parts = test.children();
    let first = parts.next()?;
    let span = first.span();
    Ok(match first.rule() {
        Rule::compare => AskedKind::Compare(compare(first)?.0, of, value(parts.next()?)?),
        Rule::kw_is_empty => AskedKind::Empty { value: of, negated: false },
        Rule::kw_is_not_empty => AskedKind::Empty { value: of, negated: true },
        Rule::asked_among => {
            let mut negated = false;
            let mut choices = Vec::new();
            for part in first.children().rest() {
                match part.rule() {
                    Rule::kw_not_within => negated = true,
                    Rule::kw_within => {}
                    _ => choices.push(value(part)?),
                }
            }
            AskedKind::Among { value: of, choices, negated }
        }
        _ => return Err(misplaced(span)),
    })
}

fn value(node: Node<'_>) -> Built<AskedValue> {
    let span = node.span();
    let mut parts = node.children();
    let negative = parts.take_if(Rule::negative).is_some();
    let word = parts.next()?;
    let kind = match word.rule() {
        Rule::number => {
            let Expr { kind: ExprKind::Number { value, unit }, .. } = literal::number(word)? else {
                return Err(misplaced(span));
            };
            AskedValueKind::Number(if negative { -value } else { value }, unit)
        }
        Rule::date => AskedValueKind::Date(literal::date(&word)?),
        Rule::string => AskedValueKind::Text(literal::string(&word).value),
        Rule::kw_yes => AskedValueKind::YesNo(true),
        Rule::kw_no => AskedValueKind::YesNo(false),
        _ => AskedValueKind::Word(half_width_text(word.text())),
    };
    Ok(AskedValue { kind, span })
}

//! 示例

use std::ops::Range;

use super::super::ast::{Assumed, Example, ExampleStatement, Expr, ExprKind, Name, Outcome, StatementKind};
use super::super::grammar::Rule;
use super::super::keyword;
use super::Parser;
use super::call::call;
use super::expression::expression;
use super::literal;
use super::node::{Built, Children, Node, misplaced};
use super::statements::Statements;
use crate::finding::{Code, Diagnostic};
use crate::finding::{Span, Spanned};
use crate::words;

/// The statements of an 示例.
const STATEMENTS: Statements =
    Statements { words: &[Rule::kw_assume, Rule::kw_expect], otherwise: Some(StatementKind::Facts) };

impl Parser<'_> {
    /// 示例 "title" { … }
    pub(super) fn example(&mut self, pieces: &Range<usize>, span: Span) -> Option<Example> {
        let block = self.wanted_block(pieces)?;
        let title = self.leaf(Rule::s_example, &block.head, |parts| {
            let title = literal::string(&parts.take(Rule::string)?);
            Ok((title, parts.take_if(Rule::string).map(|file| literal::string(&file))))
        });
        let mut unread = self.left_out(pieces, &block, &[]);
        let mut statements = Vec::new();
        let inside = self.statements(block.inside.clone());
        let (of_cases, inside): (Vec<_>, Vec<_>) = inside.into_iter().partition(|piece| self.is_of_cases(piece));
        let cases = self.cases(&of_cases, &mut unread);
        for statement in inside {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            let read = match self.first_word(&statement, STATEMENTS.words) {
                Some(Rule::kw_assume) => self.leaf(Rule::s_assume, &statement, assume),
                Some(_) => self.leaf(Rule::s_expect, &statement, expect),
                None => self.leaf(Rule::s_rows, &statement, rows),
            };
            match read {
                Some(read) => statements.push(read),
                None => unread.push(self.unread(&statement, STATEMENTS)),
            }
        }
        let (title, file) = title?;
        Some(Example { title, statements, file, cases, unread, span })
    }
}

fn rows(parts: &mut Children<'_>) -> Built<ExampleStatement> {
    let span = parts.span;
    let table = literal::name(&parts.take(Rule::name)?);
    let node = parts.next()?;
    let (fields, rows) = match node.rule() {
        Rule::kw_nothing => (Vec::new(), Vec::new()),
        Rule::one_row => one_row(node)?,
        Rule::row_block => row_block(node)?,
        _ => return Err(misplaced(span)),
    };
    Ok(ExampleStatement::Rows { table, fields, rows, span })
}

type Rows = (Vec<Name>, Vec<Vec<Expr>>);

/// { field : value ; … }
fn one_row(node: Node<'_>) -> Built<Rows> {
    let mut fields = Vec::new();
    let mut row = Vec::new();
    for cell in node.children().rest() {
        let mut cell = cell.children();
        fields.push(literal::name(&cell.take(Rule::name)?));
        row.push(expression(cell.take(Rule::expression)?)?);
    }
    Ok((fields, vec![row]))
}

/// { a, b } = (1, 2), (3, 4) and { a } = 1, 2 万元: a unit at the end counts for every number without one.
fn row_block(node: Node<'_>) -> Built<Rows> {
    let mut parts = node.children();
    let fields = literal::names(parts.take(Rule::names)?);
    let block = parts.next()?;
    let span = block.span();
    let mut rows = Vec::new();
    if block.rule() == Rule::values {
        let values = values(block)?;
        rows.extend(values.into_iter().map(|value| vec![value]));
    } else {
        let mut unit = None;
        for tuple in block.children().rest() {
            if tuple.rule() == Rule::unit {
                unit = Some(literal::name(&tuple));
                continue;
            }
            let cells = tuple.children().rest().into_iter();
            rows.push(cells.map(expression).collect::<Built<Vec<_>>>()?);
        }
        if let Some(unit) = unit {
            share_unit(rows.iter_mut().flatten(), &unit);
        }
    }
    match rows.iter().find(|row| row.len() != fields.len()) {
        Some(row) => Err(wrong_width(row, fields.len(), span)),
        None => Ok((fields, rows)),
    }
}

fn wrong_width(row: &[Expr], wanted: usize, block: Span) -> Box<Diagnostic> {
    let found = row.len();
    let span = match (row.first(), row.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => block,
    };
    let message = words!(
        "这一行有 {found} 个值，而前面列了 {wanted} 列",
        "this row has {found} values; {wanted} columns are named before it"
    );
    Box::new(Diagnostic::error(Code::H0802, span, message).help(words!(
        "每一行放在一对括号里：机构 {{ 信用代码, 机构类别 }} = (J1, 其他), (J2, 其他)",
        "each row stands in brackets: orgs {{ id, kind }} = (J1, other), (J2, other)"
    )))
}

/// v, v, … — when only the last number has a unit, it counts for all.
fn values(node: Node<'_>) -> Built<Vec<Expr>> {
    let mut values: Vec<Expr> = node.children().rest().into_iter().map(expression).collect::<Built<_>>()?;
    let last = values.last().and_then(unit_of).cloned();
    if let Some(unit) = last {
        let has_units = values.iter().filter(|value| unit_of(value).is_some()).count();
        if has_units == 1 {
            share_unit(values.iter_mut(), &unit);
        }
    }
    Ok(values)
}

fn unit_of(value: &Expr) -> Option<&Name> {
    match &value.kind {
        ExprKind::Number { unit, .. } => unit.as_ref(),
        ExprKind::Negate(inner) => match &inner.kind {
            ExprKind::Number { unit, .. } => unit.as_ref(),
            _ => None,
        },
        _ => None,
    }
}

fn share_unit<'e>(values: impl Iterator<Item = &'e mut Expr>, shared: &Name) {
    for value in values {
        let number = match &mut value.kind {
            ExprKind::Negate(inner) => &mut inner.kind,
            kind => kind,
        };
        if let ExprKind::Number { unit, .. } = number {
            unit.get_or_insert_with(|| shared.clone());
        }
    }
}

fn assume(parts: &mut Children<'_>) -> Built<ExampleStatement> {
    let span = parts.span;
    parts.take_if(Rule::kw_assume);
    let (what, name) = assumed(parts)?;
    let values = values(parts.take(Rule::values)?)?;
    Ok(ExampleStatement::Assume { name, what, values, span })
}

/// What stands behind 设.
pub(super) fn assumed(parts: &mut Children<'_>) -> Built<(Assumed, Name)> {
    let span = parts.span;
    let first = parts.next()?;
    Ok(match first.rule() {
        Rule::kw_total => (Assumed::Total, Spanned::new("总分".to_owned(), first.span())),
        Rule::assumed_mark => {
            (Assumed::Mark, literal::name(&first.children().rest().pop().ok_or_else(|| misplaced(span))?))
        }
        Rule::kw_value => (Assumed::Value, literal::name(&parts.take(Rule::name)?)),
        _ => (Assumed::Definition, literal::name(&first)),
    })
}

fn expect(parts: &mut Children<'_>) -> Built<ExampleStatement> {
    let span = parts.span;
    parts.take(Rule::kw_expect)?;
    if let Some(node) = parts.take_if(Rule::call) {
        let call = call(node, 0)?;
        let outcome = outcome(parts.take(Rule::call_outcome)?)?;
        return Ok(ExampleStatement::ExpectCall { call, outcome, because: because(parts)?, span });
    }
    let mut name = target(parts.next()?)?;
    let mut subject = None;
    if matches!(parts.peek(), Some(Rule::target | Rule::of_grade)) {
        subject = Some(std::mem::replace(&mut name, target(parts.next()?)?));
    }
    let outcome = outcome(parts.next()?)?;
    Ok(ExampleStatement::Expect { subject, name, outcome, because: because(parts)?, span })
}

pub(super) fn because(parts: &mut Children<'_>) -> Built<Option<Spanned<String>>> {
    Ok(match parts.take_if(Rule::because) {
        Some(node) => Some(literal::string(&node.children().take(Rule::string)?)),
        None => None,
    })
}

/// 总分 and 等次 have their Chinese names in the tree.
pub(super) fn target(node: Node<'_>) -> Built<Name> {
    let word = node.only()?;
    Ok(match word.rule() {
        Rule::kw_total => Spanned::new("总分".to_owned(), word.span()),
        Rule::kw_grades => Spanned::new("等次".to_owned(), word.span()),
        Rule::string => literal::string(&word),
        Rule::own_target => own_target(word)?,
        _ => literal::name(&word),
    })
}

/// A3.折算值, 总分.位次: a figure that an item has of its own.
fn own_target(node: Node<'_>) -> Built<Name> {
    let span = node.span();
    let mut parts = node.children();
    let item = parts.next()?;
    let item = if item.rule() == Rule::kw_total { "总分".to_owned() } else { literal::name(&item).value };
    Ok(Spanned::new(format!("{item}.{}", literal::name(&parts.next()?).value), span))
}

pub(super) fn outcome(node: Node<'_>) -> Built<Outcome> {
    let mut parts = node.children();
    let word = parts.next()?;
    Ok(match word.rule() {
        Rule::kw_gets => Outcome::Marks(expression(parts.next()?)?),
        Rule::kw_to_be => Outcome::Value(expression(parts.next()?)?),
        Rule::kw_missing => Outcome::Missing(word.span()),
        Rule::verdict => Outcome::Label(verdict(word)?),
        _ => Outcome::Label(literal::label(word)?),
    })
}

/// A verdict has its Chinese word in the tree.
fn verdict(node: Node<'_>) -> Built<Name> {
    let word = node.only()?;
    Ok(Spanned::new(keyword::words(word.text()).zh, word.span()))
}

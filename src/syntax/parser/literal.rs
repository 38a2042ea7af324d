//! Names, strings, numbers and dates.

use super::super::ast::{Expr, ExprKind, Name, Order, Scope, Shared, Ties};
use super::super::grammar::Rule;
use super::super::sign::{closing_quote, half_width_text};
use super::node::{Built, Node, misplaced};
use crate::finding::Spanned;
use crate::finding::{Code, Diagnostic};
use crate::number::{Date, Number, RoundingMode};
use crate::words;

/// The largest whole number; a mark with more decimals is a slip.
const MAX_COUNT: u32 = 1000;

/// A name; full-width letters and digits in it are the half-width ones.
pub(super) fn name(node: &Node<'_>) -> Name {
    Spanned::new(half_width_text(node.text()), node.span())
}

/// A `label` node: a name, or one in quotes.
pub(super) fn label(node: Node<'_>) -> Built<Name> {
    let node = node.only()?;
    Ok(if node.rule() == Rule::string { string(&node) } else { name(&node) })
}

/// The names of a `names` node.
pub(super) fn names(node: Node<'_>) -> Vec<Name> {
    node.children().rest().iter().map(name).collect()
}

/// The texts of a `strings` node.
pub(super) fn strings(node: Node<'_>) -> Vec<Spanned<String>> {
    node.children().rest().iter().map(string).collect()
}

/// The text between the quotes.
pub(super) fn string(node: &Node<'_>) -> Spanned<String> {
    let text = node.text();
    let inside = text.strip_prefix(|c| closing_quote(c).is_some()).unwrap_or(text);
    let inside = inside.strip_suffix(['"', '＂', '”']).unwrap_or(inside);
    Spanned::new(inside.to_owned(), node.span())
}

/// The clauses of a `basis` node.
pub(super) fn basis(node: Node<'_>) -> Built<Vec<Spanned<String>>> {
    basis_items(node.children().rest())
}

/// The clauses among these nodes.
pub(super) fn basis_items(nodes: Vec<Node<'_>>) -> Built<Vec<Spanned<String>>> {
    let mut clauses = Vec::new();
    for item in nodes {
        if item.rule() != Rule::basis_item {
            continue;
        }
        let item = item.only()?;
        clauses.push(if item.rule() == Rule::string { string(&item) } else { clause_ref(&item) });
    }
    Ok(clauses)
}

/// 第九条（一）, in which the brackets are always full-width in the tree.
fn clause_ref(node: &Node<'_>) -> Spanned<String> {
    let text = node.text().replace('(', "（").replace(')', "）");
    Spanned::new(text, node.span())
}

/// A `scope` node.
pub(super) fn scope(node: Node<'_>) -> Scope {
    let span = node.span();
    let mut children = node.children();
    let mut same = Vec::new();
    let mut participating = false;
    while let Some(child) = children.step() {
        match child.rule() {
            Rule::paths => same = child.children().rest().into_iter().filter_map(shared).collect(),
            Rule::kw_participate => participating = true,
            _ => {}
        }
    }
    Scope { same, participating, span }
}

/// 县区.类型 or 类型
fn shared(path: Node<'_>) -> Option<Shared> {
    let mut names = path.children();
    let first = name(&names.step()?);
    Some(match names.step() {
        Some(second) => Shared { table: Some(first), name: name(&second) },
        None => Shared { table: None, name: first },
    })
}

/// 升序 or 降序
pub(super) fn order(word: Rule) -> Order {
    if word == Rule::kw_ascending { Order::Ascending } else { Order::Descending }
}

/// The meaning of the word after 并列.
pub(super) fn ties(word: Rule) -> Ties {
    match word {
        Rule::kw_last_shared => Ties::Last,
        Rule::kw_dense => Ties::Dense,
        Rule::kw_average => Ties::Average,
        _ => Ties::Competition,
    }
}

/// A day of the calendar.
pub(super) fn date(node: &Node<'_>) -> Built<Date> {
    let text = node.text();
    Date::parse(text).ok_or_else(|| {
        let message = words!("没有「{text}」这一天", "there is no day `{text}`");
        Box::new(Diagnostic::error(Code::H0105, node.span(), message))
    })
}

/// A whole number without a unit: of places, steps and the like.
pub(super) fn count(node: &Node<'_>) -> Built<Spanned<u32>> {
    count_up_to(node, MAX_COUNT)
}

/// A whole number without a unit.
pub(super) fn count_up_to(node: &Node<'_>, most: u32) -> Built<Spanned<u32>> {
    let text = half_width_text(node.text());
    if let Some(value) = text.parse::<u32>().ok().filter(|count| *count <= most) {
        return Ok(Spanned::new(value, node.span()));
    }
    let message = words!("「{text}」过大，最多 {most}", "`{text}` is too large; at most {most}");
    Err(Box::new(Diagnostic::error(Code::H0105, node.span(), message)))
}

/// A number with its unit.
pub(super) fn number(node: Node<'_>) -> Built<Expr> {
    let span = node.span();
    let mut children = node.children();
    let digits = children.take(Rule::digits)?;
    let Some(value) = Number::parse(digits.text()) else {
        let message = words!("数字过长", "the number is too long");
        return Err(Box::new(Diagnostic::error(Code::H0105, span, message)));
    };
    let unit = children.take_if(Rule::unit).map(|unit| name(&unit));
    Ok(Expr { kind: ExprKind::Number { value, unit }, span })
}

/// A `rounding_mode` node.
pub(super) fn rounding_mode(node: Node<'_>) -> Built<RoundingMode> {
    let word = node.only()?;
    match word.rule() {
        Rule::kw_half_up => Ok(RoundingMode::HalfUp),
        Rule::kw_half_even => Ok(RoundingMode::HalfEven),
        Rule::kw_away => Ok(RoundingMode::Up),
        Rule::kw_toward => Ok(RoundingMode::Down),
        _ => Err(misplaced(word.span())),
    }
}

//! 总分, and the clauses that say how a 方面 or 总分 comes from what stands below it.

use std::ops::Range;

use super::super::ast::{
    Aggregate, DataWeights, Expr, Gaps, Level, Node as OwnClauses, Precision, RoundTo, RoundingClause, Total,
    WeightMethod, Weighting,
};
use super::super::grammar::Rule;
use super::super::keyword;
use super::super::sign::half_width_text;
use super::Parser;
use super::basics;
use super::call::once;
use super::expression::{expression, multiple};
use super::literal;
use super::node::{Built, Children, Node, misplaced};
use super::statements::{ITEMS, Statements};
use crate::finding::{Span, Spanned};
use crate::number::Number;

/// The clauses of 总分.
const CLAUSES: Statements = Statements { words: OF_TOTAL, otherwise: None };

pub(super) const OF_TOTAL: &[Rule] = &[
    Rule::kw_aggregate,
    Rule::kw_weighting,
    Rule::kw_gaps,
    Rule::kw_rounding,
    Rule::kw_cap,
    Rule::kw_direction,
    Rule::kw_definition,
];

impl Parser<'_> {
    /// 总分 { 汇总 … ; 封顶 … }
    pub(super) fn total(&mut self, pieces: &Range<usize>, span: Span) -> Option<Total> {
        let block = self.wanted_block(pieces)?;
        let head = self.leaf(Rule::s_total, &block.head, |_| Ok(()));
        let mut unread = self.left_out(pieces, &block, &[]);
        unread.extend(head.is_none().then(|| self.unread(&block.head, ITEMS)));
        let mut node = OwnClauses::default();
        let mut locals = Vec::new();
        for statement in self.statements(block.inside.clone()) {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            let Some(statement) = self.changed(&statement, OF_TOTAL) else { continue };
            if self.first_word(&statement, &[Rule::kw_definition]).is_some() {
                match self.local(&statement) {
                    Some(local) => locals.push(local),
                    None => unread.push(self.unread(&statement, CLAUSES)),
                }
                continue;
            }
            if self.total_clause(&statement, &mut node).is_none() {
                unread.push(self.unread(&statement, CLAUSES));
            }
        }
        Some(Total { node, locals, unread, span })
    }

    /// Reads one clause of 总分; `None` when it is not in the tree.
    pub(super) fn total_clause(&mut self, pieces: &Range<usize>, node: &mut OwnClauses) -> Option<()> {
        if let Some(word) = self.first_word(pieces, OF_TOTAL) {
            self.node_clause(word, pieces, node)
        } else {
            self.unknown_statement(pieces, OF_TOTAL, Some(Rule::kw_total));
            None
        }
    }

    /// Reads one clause of a node; `None` when it is not in the tree.
    pub(super) fn node_clause(&mut self, word: Rule, pieces: &Range<usize>, node: &mut OwnClauses) -> Option<()> {
        let span = self.span(pieces);
        if let Some(kind) = self.without(pieces) {
            node.without.push(kind);
            return Some(());
        }
        let written = self.text(pieces.start).to_owned();
        let kept = match word {
            Rule::kw_aggregate => {
                let clause = self.leaf(Rule::s_aggregate, pieces, aggregate)?;
                once(&mut node.aggregate, clause, span, &written)
            }
            Rule::kw_weighting => {
                let clause = self.leaf(Rule::s_weighting, pieces, weighting)?;
                once(&mut node.weighting, clause, span, &written)
            }
            Rule::kw_gaps => {
                let clause = self.leaf(Rule::s_gaps, pieces, gaps)?;
                once(&mut node.gaps, clause, span, &written)
            }
            Rule::kw_applies => {
                let clause = self.leaf(Rule::s_applies, pieces, basics::single)?;
                once(&mut node.applies, clause, span, &written)
            }
            Rule::kw_cap => {
                let clause = self.leaf(Rule::s_cap, pieces, basics::marks)?;
                once(&mut node.cap, clause, span, "封顶")
            }
            Rule::kw_direction => {
                let clause = self.leaf(Rule::s_direction, pieces, basics::direction)?;
                once(&mut node.direction, Spanned::new(clause, span), span, &written)
            }
            Rule::kw_weight => {
                let clause = self.leaf(Rule::s_weight, pieces, basics::single)?;
                once(&mut node.weight, clause, span, &written)
            }
            _ => {
                let clause = self.leaf(Rule::s_own_rounding, pieces, own_rounding)?;
                once(&mut node.precision, clause, span, &written)
            }
        };
        self.kept(kept)
    }

    /// Reports a clause that is written twice.
    pub(super) fn kept(&mut self, kept: Built<()>) -> Option<()> {
        kept.map_err(|repeated| self.diagnostics.push(*repeated)).ok()
    }
}

/// 舍入 指标 2 位 四舍五入
pub(super) fn rounding(parts: &mut Children<'_>) -> Built<RoundingClause> {
    let span = parts.span;
    parts.take_if(Rule::kw_rounding);
    let level = match parts.next()?.rule() {
        Rule::kw_head => Level::Head,
        Rule::kw_total => Level::Total,
        _ => Level::Indicator,
    };
    Ok(RoundingClause { level, precision: precision(parts.take(Rule::precision)?)?, span })
}

/// 舍入 2 位 四舍五入
pub(super) fn own_rounding(parts: &mut Children<'_>) -> Built<Precision> {
    precision(parts.take(Rule::precision)?)
}

fn precision(node: Node<'_>) -> Built<Precision> {
    let span = node.span();
    let mut parts = node.children();
    let to = if parts.take_if(Rule::kw_nearest).is_some() {
        let step = multiple(parts.take(Rule::primary)?)?;
        Spanned::new(RoundTo::Multiples(Box::new(step.clone())), step.span)
    } else {
        let places = literal::count(&parts.take(Rule::count)?)?;
        Spanned::new(RoundTo::Places(places.value), places.span)
    };
    parts.take_if(Rule::kw_places);
    let mode = match parts.take_if(Rule::rounding_mode) {
        Some(mode) => Some(literal::rounding_mode(mode)?),
        None => None,
    };
    Ok(Precision { to, mode, span })
}

/// What 汇总 算式 is called among the aggregates.
const FORMULA: &str = "算式";

/// What 汇总 科普兰 is called among the aggregates.
const COPELAND: &str = "科普兰";

/// A function with nothing said about how it is worked out.
fn bare(function: Spanned<String>, span: Span) -> Aggregate {
    let (formula, scope, exponent, order_weights, trim, places) = (None, None, None, None, None, None);
    Aggregate { function, formula, scope, exponent, order_weights, trim, places, span }
}

fn aggregate(parts: &mut Children<'_>) -> Built<Aggregate> {
    let span = parts.span;
    parts.take_if(Rule::kw_aggregate);
    if let Some(word) = parts.take_if(Rule::kw_formula) {
        let function = Spanned::new(FORMULA.to_owned(), word.span());
        let formula = Some(expression(parts.take(Rule::expression)?)?);
        return Ok(Aggregate { formula, ..bare(function, span) });
    }
    if let Some(word) = parts.take_if(Rule::kw_copeland) {
        let function = Spanned::new(COPELAND.to_owned(), word.span());
        let scope = parts.take_if(Rule::scope).map(literal::scope);
        return Ok(Aggregate { scope, ..bare(function, span) });
    }
    let function = parts.take(Rule::function)?;
    let name = keyword::function_zh(&half_width_text(function.text())).to_owned();
    let function = Spanned::new(name, function.span());
    let mut aggregate = bare(function, span);
    while let Some(part) = parts.step() {
        let here = part.span();
        match part.rule() {
            Rule::ordinal => aggregate.exponent = Some(Spanned::new(ordinal(part)?, here)),
            Rule::order_list => {
                let weights = part.children().rest().into_iter().map(expression).collect::<Built<Vec<Expr>>>()?;
                aggregate.order_weights = Some(Spanned::new(weights, here));
            }
            Rule::trim => {
                let mut counts = part.children();
                let high = literal::count(&counts.take(Rule::count)?)?;
                aggregate.trim = Some((high, literal::count(&counts.take(Rule::count)?)?));
            }
            Rule::accurate => aggregate.places = Some(accurate(part)?),
            _ => return Err(misplaced(here)),
        }
    }
    Ok(aggregate)
}

/// 2 or -1
fn ordinal(node: Node<'_>) -> Built<Number> {
    let span = node.span();
    let mut parts = node.children();
    let negative = parts.take_if(Rule::negative).is_some();
    let digits = parts.take(Rule::digits)?;
    let value = Number::parse(digits.text()).ok_or_else(|| misplaced(span))?;
    Ok(if negative { -value } else { value })
}

/// 精确到 n 位
/// 精确到 3 位, with its place.
fn accurate(node: Node<'_>) -> Built<Spanned<u32>> {
    let span = node.span();
    Ok(Spanned::new(literal::count(&node.children().take(Rule::count)?)?.value, span))
}

fn weighting(parts: &mut Children<'_>) -> Built<Weighting> {
    let span = parts.span;
    parts.take_if(Rule::kw_weighting);
    let part = parts.next()?;
    let method = match part.rule() {
        Rule::kw_formula => WeightMethod::Formula(expression(parts.take(Rule::expression)?)?),
        Rule::kw_equal_weights => WeightMethod::Equal,
        Rule::kw_normalised => WeightMethod::Normalised,
        Rule::data_weights => data_weights(part)?,
        Rule::ahp => ahp(part)?,
        _ => return Err(misplaced(part.span())),
    };
    Ok(Weighting { method, span })
}

fn data_weights(node: Node<'_>) -> Built<WeightMethod> {
    let mut parts = node.children();
    let kind = match parts.next()?.rule() {
        Rule::kw_entropy => DataWeights::Entropy,
        Rule::kw_deviation => DataWeights::Deviation,
        _ => DataWeights::Critic,
    };
    let (mut scope, mut places, mut over, mut min_max) = (None, None, None, None);
    while let Some(part) = parts.step() {
        let here = part.span();
        match part.rule() {
            Rule::kw_min_max => once(&mut min_max, (), here, "极差")?,
            Rule::scope => once(&mut scope, literal::scope(part), here, "范围")?,
            Rule::accurate => once(&mut places, accurate(part)?, here, "精确到")?,
            // Over n or n − 1: the shares are the same, so nothing is kept of it.
            Rule::kw_sample | Rule::kw_population if kind != DataWeights::Entropy => {
                once(&mut over, (), here, part.text())?;
            }
            _ => return Err(misplaced(here)),
        }
    }
    Ok(WeightMethod::Data { kind, min_max: min_max.is_some(), scope, places })
}

fn ahp(node: Node<'_>) -> Built<WeightMethod> {
    let mut parts = node.children();
    let (mut rows, mut places) = (Vec::new(), None);
    while let Some(part) = parts.step() {
        let here = part.span();
        match part.rule() {
            Rule::matrix_row => {
                let row = part.children().rest().into_iter().map(expression).collect::<Built<Vec<Expr>>>()?;
                rows.push(Spanned::new(row, here));
            }
            Rule::accurate => places = Some(accurate(part)?),
            Rule::kw_ahp => {}
            _ => return Err(misplaced(here)),
        }
    }
    Ok(WeightMethod::Ahp { rows, places })
}

fn gaps(parts: &mut Children<'_>) -> Built<Gaps> {
    let span = parts.span;
    parts.take_if(Rule::kw_gaps);
    parts.take_if(Rule::kw_redistribute);
    let coverage = match parts.take_if(Rule::coverage) {
        Some(node) => Some(expression(node.children().take(Rule::amount)?)?),
        None => None,
    };
    Ok(Gaps { coverage, span })
}

//! The scoring methods.

use super::super::ast::{Band, BandTest, Change, Comparison, Each, Expr, ExprKind, Method, Part, Side};
use super::super::grammar::Rule;
use super::call::once;
use super::comparison::compare;
use super::expression::expression;
use super::literal;
use super::node::{Built, Children, Node, misplaced};
use super::options::{Options, partial, wrong_word};
use super::precedence::mixed;
use crate::finding::{Span, Spanned};

use crate::number::Number;

/// The method of a node, with what is said behind it.
pub(super) fn method(node: Node<'_>, options: &mut Options, whole: Span) -> Built<Method> {
    let rule = node.rule();
    let span = node.span();
    let mut parts = node.children();
    Ok(match rule {
        Rule::bands => bands(&mut parts)?,
        Rule::cumulative => Method::Cumulative(after_word(&mut parts)?.into_iter().map(part).collect::<Built<_>>()?),
        Rule::interpolate => Method::Interpolate {
            points: after_word(&mut parts)?.into_iter().map(point).collect::<Built<_>>()?,
            ends: options.ends(),
        },
        Rule::kw_ratio => Method::Ratio { target: options.wanted(Rule::kw_target, "目标 …", "target …")? },
        Rule::kw_efficacy => Method::Efficacy {
            unacceptable: options.wanted(Rule::kw_unacceptable, "不允许 …", "unacceptable …")?,
            satisfactory: options.wanted(Rule::kw_satisfactory, "满意 …", "satisfactory …")?,
            base: options.wanted(Rule::kw_base, "底 …", "base …")?,
            span: options.wanted(Rule::kw_span, "幅 …", "span …")?,
        },
        Rule::kw_min_max => Method::MinMax {
            scope: options.scope()?,
            base: options.wanted(Rule::kw_base, "底 …", "base …")?,
            span: options.wanted(Rule::kw_span, "幅 …", "span …")?,
            equal: options.amount(Rule::kw_equal),
            order: options.order(),
        },
        Rule::kw_rank => Method::Rank {
            scope: options.scope()?,
            order: options.order(),
            first: options.wanted(Rule::kw_first, "首名 …", "first …")?,
            step: options.wanted(Rule::kw_per_rank, "每降一位 减 …", "per_rank minus …")?,
            ties: options.ties(),
        },
        Rule::starting => starting(&mut parts, options)?,
        Rule::per_unit => Method::PerUnit {
            step: expression(parts.take(Rule::amount)?)?,
            marks: expression(parts.take(Rule::amount)?)?,
            partial: options.partial(),
        },
        Rule::rescale => rescale(&mut parts)?,
        Rule::kw_direct => Method::Direct,
        Rule::formula => Method::Formula(expression(parts.take(Rule::amount)?)?),
        _ => return Err(misplaced(span.to(whole))),
    })
}

/// The parts behind the method's word.
fn after_word<'i>(parts: &mut Children<'i>) -> Built<Vec<Node<'i>>> {
    parts.next()?;
    Ok(parts.rest())
}

fn bands(parts: &mut Children<'_>) -> Built<Method> {
    let mut bands = Vec::new();
    let mut otherwise = None;
    for band in after_word(parts)? {
        let span = band.span();
        let mut inside = band.children();
        let first = inside.next()?;
        if first.rule() == Rule::kw_otherwise {
            once(&mut otherwise, expression(inside.next()?)?, span, first.text())?;
            continue;
        }
        let test = if first.rule() == Rule::kinds {
            BandTest::Kinds(first.children().rest().into_iter().map(literal::label).collect::<Built<_>>()?)
        } else {
            let (comparison, word) = compare(first)?;
            BandTest::Compare { comparison, word, limit: expression(inside.next()?)? }
        };
        let besides = match inside.take_if(Rule::kw_and) {
            Some(and) => Some(besides(inside.next()?, and.span())?),
            None => None,
        };
        let marks = expression(inside.next()?)?;
        bands.push(Band { test, besides, marks, span });
    }
    Ok(Method::Bands { bands, otherwise })
}

/// What stands behind 且 in a band: with 或 in it, brackets say what belongs together.
fn besides(node: Node<'_>, and: Span) -> Built<Expr> {
    let is_or =
        |link: &Node<'_>| link.rule() == Rule::link && link.clone().only().is_ok_and(|word| word.rule() == Rule::kw_or);
    if let Some(or) = node.clone().children().rest().into_iter().find(is_or) {
        return Err(mixed(and, or.span()));
    }
    expression(node)
}

fn point(node: Node<'_>) -> Built<(Expr, Expr)> {
    let mut parts = node.children();
    Ok((expression(parts.next()?)?, expression(parts.next()?)?))
}

fn part(node: Node<'_>) -> Built<Part> {
    let span = node.span();
    let mut parts = node.children();
    let first = expression(parts.next()?)?;
    let rest = parts.next()?;
    if rest.rule() == Rule::each {
        return each(first, rest, span, Rule::kw_gets).map(Part::Each);
    }
    let mut inside = rest.children();
    let mut cases = vec![(first, expression(inside.take(Rule::expression)?)?)];
    while inside.take_if(Rule::kw_else).is_some() {
        let condition = expression(inside.take(Rule::expression)?)?;
        cases.push((condition, expression(inside.take(Rule::expression)?)?));
    }
    Ok(Part::Cases(cases))
}

/// count 每 STEP 得|减 MARKS
fn each(count: Expr, node: Node<'_>, span: Span, wanted: Rule) -> Built<Each> {
    let mut parts = node.children();
    let step = expression(parts.take(Rule::amount)?)?;
    let word = parts.next()?;
    if word.rule() != wanted {
        let (zh, en) = if wanted == Rule::kw_gets { ("得", "gets") } else { ("减", "minus") };
        return Err(wrong_word(word.span(), zh, en));
    }
    let marks = expression(parts.take(Rule::amount)?)?;
    let mut each = Each { count, step, marks, cap: None, partial: None, span };
    while let Some(option) = parts.take_if(Rule::each_option) {
        let here = option.span();
        let mut inside = option.children();
        let first = inside.next()?;
        if first.rule() == Rule::partial {
            let words = first.children().rest();
            let value = words.last().map_or(super::super::ast::Partial::Whole, |word| partial(word.rule()));
            once(&mut each.partial, Spanned::new(value, here), here, "不足一步")?;
        } else {
            once(&mut each.cap, expression(inside.next()?)?, here, "封顶")?;
        }
    }
    Ok(each)
}

/// 自 START …
fn starting(parts: &mut Children<'_>, options: &mut Options) -> Built<Method> {
    let start = expression(parts.take(Rule::amount)?)?;
    let rest = parts.next()?;
    if rest.rule() == Rule::deductions {
        let mut list = Vec::new();
        for deduction in rest.children().rest() {
            let span = deduction.span();
            let mut inside = deduction.children();
            let count = expression(inside.next()?)?;
            list.push(each(count, inside.next()?, span, Rule::kw_minus)?);
        }
        return Ok(Method::DeductEach { start, parts: list });
    }
    let mut inside = rest.children();
    let compare_node = inside.next()?;
    let word_span = compare_node.span();
    let side = match compare(compare_node)?.0 {
        Comparison::Below => Side::Below,
        Comparison::Above => Side::Above,
        _ => return Err(wrong_word(word_span, "低于（或 高于）", "below (or above)")),
    };
    let line = expression(inside.take(Rule::amount)?)?;
    inside.take(Rule::kw_when)?;
    let per = inside.next()?;
    let (wanted, zh, en) = match side {
        Side::Below => (Rule::kw_per_below, "每低", "per_below"),
        Side::Above => (Rule::kw_per_above, "每高", "per_above"),
    };
    if per.rule() != wanted {
        return Err(wrong_word(per.span(), zh, en));
    }
    let step = expression(inside.next()?)?;
    let word = inside.next()?;
    let amount = expression(inside.next()?)?;
    let change = if word.rule() == Rule::kw_plus { Change::Add(amount) } else { Change::Subtract(amount) };
    let other_side = match (options.other_side(), side) {
        (None, _) => None,
        (Some(((Comparison::Below, marks), _)), Side::Above) | (Some(((Comparison::Above, marks), _)), Side::Below) => {
            Some(marks)
        }
        (Some((_, here)), Side::Above) => return Err(wrong_word(here, "低于 得 …", "below gets …")),
        (Some((_, here)), Side::Below) => return Err(wrong_word(here, "高于 得 …", "above gets …")),
    };
    let partial = options.partial();
    Ok(Method::BeyondLine { start, side, line, step, change, partial, other_side })
}

/// 换算 百分制, or 换算 TOP
fn rescale(parts: &mut Children<'_>) -> Built<Method> {
    parts.next()?;
    let scale = parts.next()?;
    if scale.rule() != Rule::kw_percent_scale {
        return Ok(Method::Rescale { top: expression(scale)? });
    }
    let kind = ExprKind::Number { value: Number::from_integer(100), unit: None };
    Ok(Method::Rescale { top: Expr { kind, span: scale.span() } })
}

//! 分档

use std::collections::BTreeMap;

use super::Scored;
use crate::check::Checker;
use crate::core::{Comparison, ExprId, ExprKind, Origin, Role, Type};
use crate::finding::{Code, Diagnostic, Edit, Fix, Span, Words};
use crate::number::Number;
use crate::syntax::ast::{self, Band};
use crate::words;

/// A limit of a band that is known without data.
struct Limit<'a> {
    value: Number,
    band: &'a Band,
}

impl Checker<'_> {
    /// The first band that fits gives the marks.
    pub(super) fn bands(
        &mut self,
        bands: &[Band],
        otherwise: Option<&ast::Expr>,
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        if let Some(error) = self.no_number(scored) {
            // What the bands hold fits no number either.
            let error = self.by_choice(error, bands, scored);
            return self.refuse(error);
        }
        let value = self.number_value(scored);
        let mut arms = Vec::new();
        let mut limits: Vec<Limit<'_>> = Vec::new();
        let mut complete = true;
        for (band, place) in bands.iter().zip(0_u32..) {
            let limit = self.infer_number(&band.limit, scored.context);
            let earned = self.within_full(&band.marks, scored, false);
            let (Some(limit), Some(earned), Some(value)) = (limit, earned, value) else {
                complete = false;
                continue;
            };
            let value = self.another(value);
            let Some(sides) = self.same_quantity(value, limit, band.limit.span) else {
                complete = false;
                continue;
            };
            if let Some(constant) = self.constant_number(sides.1) {
                limits.push(Limit { value: constant, band });
            }
            let condition = Origin::with_role(band.span, Role::Band(place));
            arms.push((self.arena.compare(band.comparison, sides, condition), earned));
        }
        let is_covered = covers_all(&limits);
        self.check_bands(&limits, bands.len(), is_covered || otherwise.is_some() || !complete, scored);
        let otherwise = match otherwise {
            Some(otherwise) => self.within_full(otherwise, scored, false)?,
            // What falls in none of the others falls in the last.
            None if is_covered => arms.pop()?.1,
            None => return None,
        };
        value?;
        let origin = Origin::with_role(scored.span, Role::Band(0));
        complete.then(|| self.arena.add(ExprKind::Case { arms, otherwise }, Type::marks(), origin))
    }

    /// 分档 { 是 甲 : 10 分 }, which is 按 类别 { 甲 : 10 分 }
    fn by_choice(&self, error: Diagnostic, bands: &[Band], scored: &Scored<'_>) -> Diagnostic {
        let value = scored.context.indicator.and_then(|id| self.indicators.get(id.0)?.value);
        let is_choice = |band: &Band| {
            band.comparison == Comparison::Equal && matches!(band.limit.kind, ast::ExprKind::Name { table: None, .. })
        };
        let (Some(column), Some(first)) = (value.and_then(|value| self.column_read(value)), bands.first()) else {
            return error;
        };
        if !value.is_some_and(|value| matches!(self.arena[value].ty, Type::Choice(_))) || !bands.iter().all(is_choice) {
            return error;
        }
        let head = words!("计分 算式 按 {column} {{ ", "scoring formula by {column} {{ ");
        let mut edits = vec![Edit {
            span: Span { end: first.limit.span.start, ..scored.span },
            text: self.in_file(&head).to_owned(),
        }];
        edits.extend(bands.iter().skip(1).map(|band| {
            let span = Span { end: band.limit.span.start, ..band.span };
            Edit { span, text: String::new() }
        }));
        error.fix(Fix { edits })
    }

    /// Bands are rays: 不低于 95% and up, or 低于 80% and down. Rays on the same side must widen from
    /// one to the next, else a later one is never reached; rays on opposite sides must not meet.
    fn check_bands(&mut self, limits: &[Limit<'_>], bands: usize, is_covered: bool, scored: &Scored<'_>) {
        let mut above = Above::default();
        for later in limits {
            if let Some(earlier) = above.swallows(later) {
                let unit = shown(later);
                self.report(
                    Diagnostic::error(
                        Code::H0402,
                        later.band.span,
                        words!(
                            "分档重叠：这一档与上面的档重叠，{unit} 落在两档里",
                            "bands overlap: {unit} lies in this band and in one above"
                        ),
                    )
                    .label(earlier.band.span, words!("先满足这一档", "this band comes first"))
                    .help(words!(
                        "从高到低（或从低到高）排列各档，界限不重复",
                        "order the bands from the top down (or from the bottom up), each limit once"
                    )),
                );
            }
            above.add(later);
        }
        if is_covered {
            return;
        }
        let gap = if limits.len() == bands { uncovered(limits) } else { None };
        let Words { zh, en } = gap.unwrap_or_else(|| words!("有的值", "some values"));
        self.report(
            Diagnostic::error(
                Code::H0403,
                scored.span,
                words!("分档有空档：{zh}没有档可落", "bands leave a gap: no band for {en}"),
            )
            .help(words!("补上这一档，或在最后写：其余 : 0 分", "add the band, or end with: otherwise : 0 分")),
        );
    }
}

/// The band upwards that begins lowest and the band downwards that begins highest.
fn reach<'l, 'a>(limits: &'l [Limit<'a>]) -> (Option<&'l Limit<'a>>, Option<&'l Limit<'a>>) {
    let on = |wanted: Side| limits.iter().filter(move |limit| side(limit.band.comparison) == wanted);
    let up = on(Side::Up).min_by(|left, right| left.value.cmp(&right.value));
    let down = on(Side::Down).max_by(|left, right| left.value.cmp(&right.value));
    (up, down)
}

/// Whether every value falls in a band: 不低于 80% and 低于 80%.
fn covers_all(limits: &[Limit<'_>]) -> bool {
    let (Some(up), Some(down)) = reach(limits) else { return false };
    let inclusive = up.band.comparison == Comparison::AtLeast || down.band.comparison == Comparison::AtMost;
    down.value > up.value || down.value == up.value && inclusive
}

/// The values that fall in no band.
fn uncovered(limits: &[Limit<'_>]) -> Option<Words> {
    Some(match reach(limits) {
        (Some(up), Some(down)) if up.value == down.value => {
            let limit = shown(up);
            words!("{limit} 本身", "{limit} itself")
        }
        (Some(up), Some(down)) => {
            let (from, to) = (shown(down), shown(up));
            words!("{from} 与 {to} 之间的值", "values between {from} and {to}")
        }
        (Some(up), None) => {
            let limit = shown(up);
            words!("比 {limit} 更低的值", "values lower than {limit}")
        }
        (None, Some(down)) => {
            let limit = shown(down);
            words!("比 {limit} 更高的值", "values higher than {limit}")
        }
        (None, None) => return None,
    })
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Side {
    Up,
    Down,
    Point,
}

fn side(comparison: Comparison) -> Side {
    match comparison {
        Comparison::AtLeast | Comparison::Above => Side::Up,
        Comparison::AtMost | Comparison::Below => Side::Down,
        Comparison::Equal | Comparison::Unequal => Side::Point,
    }
}

impl Limit<'_> {
    /// Where a ray begins or ends: before its value, or after it. 不低于 and 低于 begin and end before, 高于 and 不超过
    /// after.
    fn cut(&self) -> Cut<'_> {
        (&self.value, matches!(self.band.comparison, Comparison::Above | Comparison::AtMost))
    }
}

type Cut<'l> = (&'l Number, bool);

/// The bands above one, as far as they can be the first to share a value with a later one.
#[derive(Default)]
struct Above<'l, 'a> {
    count: usize,
    /// Rays up with their places that begin lower than all before.
    up: Vec<(usize, &'l Limit<'a>)>,
    /// Rays down with their places that end higher than all before.
    down: Vec<(usize, &'l Limit<'a>)>,
    points: BTreeMap<&'l Number, (usize, &'l Limit<'a>)>,
}

impl<'l, 'a> Above<'l, 'a> {
    /// The first one that shares a value with a later band on the other side, or has all values of one on its own.
    fn swallows(&self, later: &Limit<'_>) -> Option<&'l Limit<'a>> {
        let cut = later.cut();
        let first = |rays: &[(usize, &'l Limit<'a>)], passes: &dyn Fn(Cut<'_>) -> bool| {
            rays.get(rays.partition_point(|(_, ray)| passes(ray.cut()))).copied()
        };
        let found = match side(later.band.comparison) {
            Side::Up => [first(&self.up, &|up| up > cut), first(&self.down, &|down| down <= cut)],
            Side::Down => [first(&self.up, &|up| up >= cut), first(&self.down, &|down| down < cut)],
            Side::Point => [self.points.get(&later.value).copied(), None],
        };
        found.into_iter().flatten().min_by_key(|(place, _)| *place).map(|(_, limit)| limit)
    }

    fn add(&mut self, limit: &'l Limit<'a>) {
        let place = self.count;
        self.count += 1;
        let cut = limit.cut();
        match side(limit.band.comparison) {
            Side::Up if self.up.last().is_none_or(|(_, lowest)| cut < lowest.cut()) => self.up.push((place, limit)),
            Side::Down if self.down.last().is_none_or(|(_, highest)| cut > highest.cut()) => {
                self.down.push((place, limit));
            }
            Side::Up | Side::Down => {}
            Side::Point => {
                self.points.entry(&limit.value).or_insert((place, limit));
            }
        }
    }
}

/// The limit as written.
fn shown(limit: &Limit<'_>) -> String {
    match &limit.band.limit.kind {
        ast::ExprKind::Number { value, unit } => {
            format!("{value}{}", unit.as_ref().map(|unit| unit.value.as_str()).unwrap_or_default())
        }
        _ => limit.value.to_readable(4),
    }
}

//! 分档

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{self, Excluded, Included, Unbounded};

use super::Scored;
use crate::check::Checker;
use crate::core::{ChoiceOrder, Comparison, ExprId, ExprKind, Origin, Role, Type};
use crate::finding::{Code, Diagnostic, Fix, Words};
use crate::number::Number;
use crate::syntax::ast::{self, Band, BandTest};
use crate::words;

/// A limit of a band that is known without data.
struct Limit<'a> {
    value: Number,
    comparison: Comparison,
    written: &'a ast::Expr,
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
        if let Some(choices) = self.choices_of_value(scored) {
            return self.bands_of_kinds(&choices, bands, otherwise, scored);
        }
        if let Some(error) = self.no_number(scored) {
            // What the bands hold fits no number either.
            let error = self.by_truth(error, bands, otherwise, scored);
            return self.refuse(error);
        }
        let value = self.number_value(scored);
        let mut arms = Vec::new();
        let mut limits: Vec<Limit<'_>> = Vec::new();
        let mut complete = true;
        for (band, place) in bands.iter().zip(0_u32..) {
            let BandTest::Compare { comparison, word, limit } = &band.test else {
                if value.is_some() {
                    self.kinds_of_number(band);
                }
                complete = false;
                continue;
            };
            let comparison = *comparison;
            if value.is_none() && self.may_be_choice(limit, scored) {
                complete = false;
                continue;
            }
            let bound = self.infer_number(limit, scored.context);
            let bound = bound.filter(|_| self.is_of_numbers(word, comparison));
            let besides = band.besides.as_ref().map(|besides| self.infer_yes_no(besides, scored.context));
            let earned = self.within_full(&band.marks, scored, false);
            let (Some(bound), Some(earned), Some(value)) = (bound, earned, value) else {
                complete = false;
                continue;
            };
            let value = self.another(value);
            let Some(sides) = self.same_quantity(value, bound, limit.span) else {
                complete = false;
                continue;
            };
            if let Some(value) = self.constant_number(sides.1) {
                limits.push(Limit { value, comparison, written: limit, band });
            }
            let condition = Origin::with_role(band.span, Role::Band(place));
            let condition = self.arena.compare(comparison, sides, condition);
            let Some(condition) = self.with_besides(condition, besides, (band, place)) else {
                complete = false;
                continue;
            };
            arms.push((condition, earned));
        }
        let whole: Vec<&Limit<'_>> = limits.iter().filter(|limit| limit.band.besides.is_none()).collect();
        let line = Line::of(&whole);
        let gaps = line.gaps();
        let has_besides = self.needs_rest(bands, otherwise, scored);
        let is_covered = gaps.is_empty() && !has_besides;
        self.check_bands(&limits);
        if !gaps.is_empty() && !has_besides && otherwise.is_none() && complete {
            // A limit that is not known without data may be anywhere.
            let told: Vec<Words> = gaps.iter().filter_map(|gap| line.told(*gap)).collect();
            self.leaves_gaps(if limits.len() == bands.len() { told } else { Vec::new() }, scored);
        }
        let otherwise = match otherwise {
            Some(otherwise) => {
                let rest = self.within_full(otherwise, scored, false)?;
                if !is_covered {
                    self.arena.set_role(rest, Role::Rest);
                }
                rest
            }
            // What falls in none of the others falls in the last.
            None if is_covered => arms.pop()?.1,
            None => return None,
        };
        value?;
        let origin = Origin::with_role(scored.span, Role::Band(0));
        complete.then(|| self.arena.add(ExprKind::Case { arms, otherwise }, Type::marks(), origin))
    }

    /// A band whose condition has another one beside it.
    #[allow(clippy::option_option, reason = "outer: whether it is written; inner: without errors")]
    pub(super) fn with_besides(
        &mut self,
        condition: ExprId,
        besides: Option<Option<ExprId>>,
        (band, place): (&Band, u32),
    ) -> Option<ExprId> {
        let Some(besides) = besides else { return Some(condition) };
        let origin = Origin::with_role(band.span, Role::Band(place));
        Some(self.arena.yes_no(ExprKind::And(vec![condition, besides?]), origin))
    }

    /// Whether some band asks for more than the value; then 其余 must say what is left.
    pub(super) fn needs_rest(&mut self, bands: &[Band], otherwise: Option<&ast::Expr>, scored: &Scored<'_>) -> bool {
        let Some(besides) = bands.iter().find_map(|band| band.besides.as_ref()) else { return false };
        if otherwise.is_none() {
            self.report(
                Diagnostic::error(
                    Code::H0403,
                    scored.span,
                    words!(
                        "有一档还有别的条件，没有写都不成立时得多少分",
                        "a band asks for more than the value, and it is not said what is earned when no band fits"
                    ),
                )
                .label(besides.span, words!("这个条件", "this condition"))
                .help(words!("在最后写：其余 : 0 分", "end with: otherwise : 0 分")),
            );
        }
        true
    }

    /// Whether a limit may be a choice of what 取值 was to be.
    fn may_be_choice(&self, limit: &ast::Expr, scored: &Scored<'_>) -> bool {
        let ast::ExprKind::Name { table: None, name } = &limit.kind else { return false };
        let mut fields = self.schema.tables.iter().flat_map(|table| &table.fields);
        let has = |ty: &Type| matches!(ty, Type::Choice(choices) if choices.place(&name.value).is_some());
        let is_listed = || self.enumerations.iter().any(|known| known.choices.place(&name.value).is_some());
        !self.is_known_name(scored.context, &name.value) && (fields.any(|field| has(&field.ty)) || is_listed())
    }

    /// Whether the word of a band compares numbers.
    fn is_of_numbers(&mut self, word: &ast::Name, comparison: Comparison) -> bool {
        if !ChoiceOrder::is_of_quality(&word.value) {
            return true;
        }
        let written = &word.value;
        let meant = ChoiceOrder::HighToLow.word(comparison);
        let Words { zh, en } = &meant;
        let error = Diagnostic::error(
            Code::H0302,
            word.span,
            words!(
                "「{written}」比的是有次序的枚举，取值是一个数",
                "`{written}` compares choices, and the value is a number"
            ),
        );
        let error = error.help(words!("写作：{zh}", "write: {en}"));
        self.report(error.fix(Fix::replace(word.span, self.in_file(&meant))));
        false
    }

    /// Bands are rays: 不低于 95% and up, or 低于 80% and down. Rays on the same side must widen from
    /// one to the next, else a later one is never reached; rays on opposite sides must not meet. A single value is
    /// written before a ray that holds it too.
    fn check_bands(&mut self, limits: &[Limit<'_>]) {
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
            // One that asks for more leaves to those below what it does not take.
            if later.band.besides.is_none() {
                above.add(later);
            }
        }
    }

    fn leaves_gaps(&mut self, gaps: Vec<Words>, scored: &Scored<'_>) {
        let listed = |texts: Vec<String>, mark: &str| texts.join(mark);
        let (zh, en) = if gaps.is_empty() {
            ("有的值".to_owned(), "some values".to_owned())
        } else {
            let (zh, en): (Vec<String>, Vec<String>) = gaps.into_iter().map(|Words { zh, en }| (zh, en)).unzip();
            (listed(zh, "、"), listed(en, ", "))
        };
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

/// The number line cut at the limits of bands: before the first, the first itself, between it and the second, and so on.
struct Line<'l, 'a> {
    limits: &'l [&'l Limit<'a>],
    /// One limit of each value, from the lowest.
    cuts: Vec<&'l Limit<'a>>,
}

impl<'l, 'a> Line<'l, 'a> {
    fn of(limits: &'l [&'l Limit<'a>]) -> Self {
        let mut cuts: Vec<&Limit<'a>> = limits.to_vec();
        cuts.sort_by(|one, other| one.value.cmp(&other.value));
        cuts.dedup_by(|one, other| one.value == other.value);
        Self { limits, cuts }
    }

    /// The pieces, by their number, that fall in no band, those that lie side by side together.
    fn gaps(&self) -> Vec<(usize, usize)> {
        let pieces = self.cuts.len() * 2 + 1;
        let (mut up, mut down) = (pieces, 0);
        let mut points = BTreeSet::new();
        let mut others = BTreeSet::new();
        for limit in self.limits {
            let piece = self.piece(limit);
            match limit.comparison {
                Comparison::AtLeast => up = up.min(piece),
                Comparison::Above => up = up.min(piece + 1),
                Comparison::AtMost => down = down.max(piece + 1),
                Comparison::Below => down = down.max(piece),
                Comparison::Equal => points.extend([piece]),
                Comparison::Unequal => others.extend([piece]),
            }
        }
        let is_held = |piece: usize| {
            piece >= up || piece < down || points.contains(&piece) || others.iter().any(|other| *other != piece)
        };
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for piece in (0..pieces).filter(|piece| !is_held(*piece)) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == piece => *last = piece,
                _ => runs.push((piece, piece)),
            }
        }
        runs
    }

    /// The piece that a limit is.
    fn piece(&self, limit: &Limit<'_>) -> usize {
        self.cuts.partition_point(|cut| cut.value < limit.value) * 2 + 1
    }

    /// Values that fall in no band, in words.
    fn told(&self, (first, last): (usize, usize)) -> Option<Words> {
        // A piece of an even number lies before the cut of half that number.
        let below = first.checked_sub(1).and_then(|before| self.cuts.get(before / 2)).map(|cut| shown(cut));
        let above = self.cuts.get(last / 2).map(|cut| shown(cut));
        let from = if first % 2 == 1 { self.cuts.get(first / 2).map(|cut| shown(cut)) } else { below };
        Some(match (from, above) {
            (Some(from), _) if first == last && first % 2 == 1 => words!("{from} 本身", "{from} itself"),
            (None, Some(to)) => words!("比 {to} 更低的值", "values lower than {to}"),
            (Some(from), None) => words!("比 {from} 更高的值", "values higher than {from}"),
            (Some(from), Some(to)) => words!("{from} 与 {to} 之间的值", "values between {from} and {to}"),
            (None, None) => return None,
        })
    }
}

impl Limit<'_> {
    /// Where a ray begins or ends: before its value, or after it. 不低于 and 低于 begin and end before, 高于 and 不超过
    /// after.
    fn cut(&self) -> Cut<'_> {
        (&self.value, matches!(self.comparison, Comparison::Above | Comparison::AtMost))
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
    /// 等于
    points: BTreeMap<&'l Number, (usize, &'l Limit<'a>)>,
    /// 不等于: all but one value.
    others: BTreeMap<&'l Number, (usize, &'l Limit<'a>)>,
}

impl<'l, 'a> Above<'l, 'a> {
    /// The first one that shares a value with a later band on the other side, or has all values of one on its own.
    fn swallows(&self, later: &Limit<'_>) -> Option<&'l Limit<'a>> {
        let cut = later.cut();
        let first = |rays: &[(usize, &'l Limit<'a>)], passes: &dyn Fn(Cut<'_>) -> bool| {
            rays.get(rays.partition_point(|(_, ray)| passes(ray.cut()))).copied()
        };
        let value = &later.value;
        let beside = |bounds: (Bound<&Number>, Bound<&Number>)| self.others.range::<Number, _>(bounds).next();
        // All but one value holds the whole of a later band that does not hold that value.
        let other = match later.comparison {
            Comparison::AtLeast => beside((Unbounded, Excluded(value))),
            Comparison::Above => beside((Unbounded, Included(value))),
            Comparison::AtMost => beside((Excluded(value), Unbounded)),
            Comparison::Below => beside((Included(value), Unbounded)),
            Comparison::Equal => self.others.iter().find(|(known, _)| **known != value),
            Comparison::Unequal => self.others.get_key_value(value),
        };
        let holds = |ray: &&(usize, &'l Limit<'a>)| ray.1.comparison.of(value.cmp(&ray.1.value));
        let found = match later.comparison {
            Comparison::AtLeast | Comparison::Above => {
                [first(&self.up, &|up| up > cut), first(&self.down, &|down| down <= cut)]
            }
            Comparison::AtMost | Comparison::Below => {
                [first(&self.up, &|up| up >= cut), first(&self.down, &|down| down < cut)]
            }
            Comparison::Equal => {
                [self.points.get(value).copied(), self.up.iter().chain(&self.down).find(holds).copied()]
            }
            Comparison::Unequal => [None, None],
        };
        let found = found.into_iter().chain([other.map(|(_, limit)| *limit)]);
        found.flatten().min_by_key(|(place, _)| *place).map(|(_, limit)| limit)
    }

    fn add(&mut self, limit: &'l Limit<'a>) {
        let place = self.count;
        self.count += 1;
        let cut = limit.cut();
        match limit.comparison {
            Comparison::AtLeast | Comparison::Above => {
                if self.up.last().is_none_or(|(_, lowest)| cut < lowest.cut()) {
                    self.up.push((place, limit));
                }
            }
            Comparison::AtMost | Comparison::Below => {
                if self.down.last().is_none_or(|(_, highest)| cut > highest.cut()) {
                    self.down.push((place, limit));
                }
            }
            Comparison::Equal => {
                self.points.entry(&limit.value).or_insert((place, limit));
            }
            Comparison::Unequal => {
                self.others.entry(&limit.value).or_insert((place, limit));
            }
        }
    }
}

/// The limit as written.
fn shown(limit: &Limit<'_>) -> String {
    match &limit.written.kind {
        ast::ExprKind::Number { value, unit } => {
            format!("{value}{}", unit.as_ref().map(|unit| unit.value.as_str()).unwrap_or_default())
        }
        _ => limit.value.to_readable(4),
    }
}

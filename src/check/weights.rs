//! 权重 and 赋权.

use super::Checker;
use super::context::Context;
use super::known::{Applies, Sibling};
use super::nodes::called;
use super::proofs;
use crate::core::{ExprId, ExprKind, Origin, Type};
use crate::finding::{Code, Diagnostic, Fix, Span, Words};
use crate::invariant::{broken, entry};
use crate::number::Number;
use crate::number::weights::{NotReciprocal, judged};
use crate::program::cases::{Addend, Adds, Kind, Sums};
use crate::rules::{Aggregate, Consistency, Weights};
use crate::syntax::ast::{self, WeightMethod};
use crate::syntax::keyword::function_words;
use crate::words;

impl Checker<'_> {
    /// The weights of a node's children; `None` when they have errors.
    pub(super) fn node_weights(
        &mut self,
        source: Option<&ast::Weighting>,
        (name, span): (&str, Span),
        aggregate: &Aggregate,
        has_gaps: bool,
        siblings: &[Sibling<'_>],
    ) -> Option<Weights> {
        let written: Vec<&ast::Expr> = siblings.iter().filter_map(|sibling| sibling.weight).collect();
        if !aggregate.weighs() && !self.reads_weights_of(name) {
            return self.without_weights(source, aggregate, &written);
        }
        match source.map(|source| (&source.method, source.span)) {
            None if written.is_empty() => Some(Weights::default()),
            None => self.given_weights((name, span), siblings, Some(has_gaps)),
            Some((WeightMethod::Normalised, span)) => self.given_weights((name, span), siblings, None),
            Some((WeightMethod::Formula(formula), _)) => {
                self.no_written_weights(&written)?;
                self.weights_by_formula(formula, siblings)
            }
            Some((WeightMethod::Equal, _)) => self.no_written_weights(&written).map(|()| Weights::default()),
            Some((WeightMethod::Data { kind, min_max, scope, places }, span)) => {
                self.no_written_weights(&written)?;
                self.all_count(siblings, has_gaps, span)?;
                let places = self.weight_places(places.as_ref(), span);
                let same = if let Some(scope) = scope {
                    self.cohort_of(scope).map(|cohort| cohort.fields())
                } else {
                    self.unstated(
                        span,
                        &words!("没有写按谁的得分定权重", "whose marks give the weights is not stated"),
                        &words!("加：范围 全部，或 范围 同 列名（如类别）", "add: scope everyone, or scope same FIELD"),
                    );
                    None
                };
                Some(Weights::Data { kind: *kind, min_max: *min_max, same: same?, places: places?, span })
            }
            Some((WeightMethod::Ahp { rows, places }, span)) => {
                self.no_written_weights(&written)?;
                self.all_count(siblings, has_gaps, span)?;
                let places = self.weight_places(places.as_ref(), span);
                self.judged_weights(rows, span, places?, siblings.len())
            }
        }
    }

    /// An aggregate that does not weigh has no use for weights.
    fn without_weights(
        &mut self,
        source: Option<&ast::Weighting>,
        aggregate: &Aggregate,
        written: &[&ast::Expr],
    ) -> Option<Weights> {
        let place = source.map(|source| source.span).or_else(|| written.first().map(|weight| weight.span));
        let Some(place) = place else { return Some(Weights::default()) };
        let Words { zh, en } = function_words(aggregate.word());
        self.refuse(
            Diagnostic::error(
                Code::H0411,
                place,
                words!("「汇总 {zh}」用不上权重", "`aggregate {en}` has no use for weights"),
            )
            .help(words!(
                "要加权的，写 汇总 平均（或 几何平均、调和平均、幂平均）；不然删去权重",
                "to weigh, write aggregate average (or geometric_mean, harmonic_mean, power_mean); else remove the weights"
            )),
        )
    }

    fn no_written_weights(&mut self, written: &[&ast::Expr]) -> Option<()> {
        let Some(weight) = written.first() else { return Some(()) };
        self.refuse(
            Diagnostic::error(
                Code::H0411,
                weight.span,
                words!("赋权已经定了权重，这里不再写", "the weighting gives the weights; none is written here"),
            )
            .help(words!("删去这一条权重，或删去赋权", "remove this weight, or the weighting")),
        )
    }

    /// Weights that come from elsewhere say nothing of parts that do not apply.
    fn all_count(&mut self, siblings: &[Sibling<'_>], has_gaps: bool, span: Span) -> Option<()> {
        let Some(sibling) = siblings.iter().find(|sibling| !sibling.always_counts()).filter(|_| !has_gaps) else {
            return Some(());
        };
        let error = gap_unstated(&sibling.code, span);
        let line = self.in_file(&words!("\n    缺项 折算", "\n    gaps redistribute")).to_owned();
        self.refuse(error.fix(Fix::behind(span, line)))
    }

    fn weight_places(&mut self, places: Option<&crate::finding::Spanned<u32>>, span: Span) -> Option<u32> {
        const MOST: u32 = 20;
        match places {
            Some(places) if places.value <= MOST && places.value > 0 => Some(places.value),
            Some(places) => self.refuse(Diagnostic::error(
                Code::H0105,
                places.span,
                words!("权重精确到 1 至 20 位", "weights are accurate to 1 to 20 places"),
            )),
            None => self.refuse(
                Diagnostic::error(
                    Code::H0407,
                    span,
                    words!("没有写权重精确到几位", "the decimals of the weights are not stated"),
                )
                .help(words!("在后面加：精确到 4 位", "add: accurate_to 4 places"))
                .fix(Fix::behind(span, self.in_file(&words!(" 精确到 4 位", " accurate_to 4 places")))),
            ),
        }
    }

    /// Written weights. `adding` asks that those that apply add up to 1, unless parts that do not apply are
    /// left out of the account (`Some(true)`).
    fn given_weights(
        &mut self,
        (name, span): (&str, Span),
        siblings: &[Sibling<'_>],
        adding: Option<bool>,
    ) -> Option<Weights> {
        let mut each = Vec::new();
        for sibling in siblings {
            let Some(weight) = sibling.weight else {
                let (code, Words { zh, en }) = (&sibling.code, called(name));
                self.report(
                    Diagnostic::error(
                        Code::H0411,
                        sibling.span,
                        words!(
                            "{code} 没有写权重，{zh} 的其他各项写了",
                            "{code} has no weight, while other parts of {en} have"
                        ),
                    )
                    .help(words!("每一项都写权重，或都不写", "write a weight for every part, or for none")),
                );
                each.push(None);
                continue;
            };
            each.push(self.given_weight(weight));
        }
        let each = each.into_iter().collect::<Option<Vec<ExprId>>>()?;
        // A part whose 适用 has errors cannot be weighed.
        if siblings.iter().any(|sibling| matches!(sibling.applies, Applies::Unknown)) {
            return None;
        }
        let parts: Vec<Addend<'_>> = siblings
            .iter()
            .zip(&each)
            .map(|(sibling, weight)| Addend {
                code: &sibling.code,
                applies: match sibling.applies {
                    Applies::Where(applies) => Some(applies),
                    Applies::Always | Applies::Unknown => None,
                },
                adds: Adds::Of(*weight),
            })
            .collect();
        let lapses = siblings.iter().any(|sibling| sibling.lapses);
        let Some(sums) = Sums::of(self, &parts).filter(|_| !lapses) else {
            return self.uncountable(siblings, &each, adding, span);
        };
        let one = Number::one();
        let (wrong, _) = match adding {
            None => sums.wrong(|sum| !sum.is_zero()),
            Some(has_gaps) => sums.other_than(&one, has_gaps, false),
        };
        if wrong.is_empty() {
            return Some(Weights::Given { each, add_up: adding == Some(false), consistency: None });
        }
        if wrong.iter().any(|kind| !kind.is_certain) {
            return self.uncountable(siblings, &each, adding, span);
        }
        for kind in &wrong {
            self.unequal_weights(name, span, kind);
        }
        None
    }

    /// Which parts apply depends on more than choices.
    fn uncountable(
        &mut self,
        siblings: &[Sibling<'_>],
        each: &[ExprId],
        adding: Option<bool>,
        span: Span,
    ) -> Option<Weights> {
        match adding {
            None => {}
            Some(false) => {
                let limited = siblings.iter().find(|sibling| !sibling.always_counts());
                return self.refuse(gap_unstated(limited.map_or("", |sibling| &sibling.code), span));
            }
            Some(true) => {
                let all: Option<Vec<Number>> = each.iter().map(|weight| self.constant_number(*weight)).collect();
                let all = all.unwrap_or_default();
                let sum: Number = all.iter().sum();
                if !all.is_empty() && sum != Number::one() {
                    let item = |(sibling, weight): (&Sibling<'_>, &Number)| {
                        format!("{} {}", sibling.code, weight.to_readable(6))
                    };
                    let items: Vec<String> = siblings.iter().zip(&all).map(item).collect();
                    let (sum, list) = (sum.to_readable(6), super::summands(&items));
                    return self.refuse(Diagnostic::error(
                        Code::H0409,
                        span,
                        words!(
                            "各项权重相加是 {sum}，不是 1（{list}）",
                            "the weights add up to {sum}, not to 1 ({list})"
                        ),
                    ));
                }
            }
        }
        Some(Weights::Given { each: each.to_vec(), add_up: false, consistency: None })
    }

    fn unequal_weights(&mut self, name: &str, span: Span, kind: &Kind) {
        let Words { zh: of, en: of_en } = &kind.told;
        let Words { zh, en } = called(name);
        let (sum, list) = (kind.sum.to_readable(6), super::summands(&kind.list));
        self.report(
            Diagnostic::error(
                Code::H0409,
                span,
                words!(
                    "{zh} 各项的权重{of}相加是 {sum}，不是 1（{list}）",
                    "the weights of {en}{of_en} add up to {sum}, not to 1 ({list})"
                ),
            )
            .help(words!(
                "改权重；只写了相对大小的，加 赋权 归一",
                "change a weight; if only their proportions are meant, add: weighting normalised"
            )),
        );
    }

    /// One written weight: a number that is not negative, fixed for each kind of subject.
    fn given_weight(&mut self, source: &ast::Expr) -> Option<ExprId> {
        let weight = self.infer_number(source, &Context::subject())?;
        let is_pure = matches!(&self.arena[weight].ty, Type::Number(unit) if unit.dimension.is_pure());
        let numbers = proofs::numbers(&self.arena, weight, &|expr| self.constant_number(expr));
        if let Some(numbers) = numbers.filter(|all| is_pure && !all.iter().any(|(_, number)| number.is_negative())) {
            return Some(self.folded(weight, &numbers));
        }
        self.refuse(
            Diagnostic::error(
                Code::H0411,
                source.span,
                words!(
                    "权重须是固定的、不小于 0 的数，或按枚举分别固定",
                    "a weight is a fixed number, not negative, or one for each choice of an enumeration"
                ),
            )
            .help(words!(
                "如 权重 30%，或 权重 按 类别 {{ 甲类 : 30% ; 乙类 : 20% }}",
                "such as weight 30%, or weight by kind {{ large : 30% ; small : 20% }}"
            )),
        )
    }

    /// A weight with its fixed numbers in the place of the expressions that give them.
    fn folded(&mut self, weight: ExprId, numbers: &[(ExprId, Number)]) -> ExprId {
        let span = self.arena.span(weight);
        if let Some((_, number)) = numbers.iter().find(|(expr, _)| *expr == weight) {
            return self.arena.pure(number.clone(), span);
        }
        let ExprKind::Case { arms, otherwise } = self.arena[weight].kind.clone() else {
            broken("a weight is a number, or chosen by an enumeration")
        };
        let arms = arms.into_iter().map(|(condition, value)| (condition, self.folded(value, numbers))).collect();
        let otherwise =
            if proofs::is_never_reached(&self.arena, otherwise) { otherwise } else { self.folded(otherwise, numbers) };
        self.arena.add(ExprKind::Case { arms, otherwise }, Type::pure(), span)
    }

    /// 层次分析法
    fn judged_weights(
        &mut self,
        rows: &[crate::finding::Spanned<Vec<ast::Expr>>],
        span: Span,
        places: u32,
        children: usize,
    ) -> Option<Weights> {
        let mut matrix: Vec<Vec<Number>> = Vec::new();
        for row in rows {
            let mut entries = Vec::new();
            for entry in &row.value {
                let number = self.infer_number(entry, &Context::constant())?;
                let Some(number) = self.constant_number(number) else {
                    return self.refuse(Diagnostic::error(
                        Code::H0413,
                        entry.span,
                        words!("判断矩阵里要固定的数", "a judgement matrix holds fixed numbers"),
                    ));
                };
                entries.push(number);
            }
            matrix.push(entries);
        }
        let judgement = if matrix.len() == children { judged(&matrix, places) } else { Err(NotReciprocal::Shape) };
        let judgement = match judgement {
            Ok(judgement) => judgement,
            Err(NotReciprocal::Shape) => {
                return self.refuse(
                    Diagnostic::error(
                        Code::H0413,
                        span,
                        words!("有 {children} 项，判断矩阵要 {children} 行、{children} 列（最多 9）", "there are {children} parts, so the judgement matrix has {children} rows and columns (at most 9)"),
                    )
                    .help(words!("一行一个括号，如 {{ (1, 3), (1/3, 1) }}", "one bracket for each row, such as {{ (1, 3), (1/3, 1) }}")),
                );
            }
            Err(NotReciprocal::Entry(row, column)) => {
                let place = entry(&entry(rows, row).value, column).span;
                let (row, column) = (row + 1, column + 1);
                return self.refuse(
                    Diagnostic::error(
                        Code::H0413,
                        place,
                        words!(
                            "判断矩阵第 {row} 行第 {column} 列与对角另一边的数不是互为倒数",
                            "row {row}, column {column} of the judgement matrix is not the inverse of the entry across the diagonal"
                        ),
                    )
                    .help(words!("对角线写 1；甲比乙是 3 的，乙比甲写 1/3", "write 1 on the diagonal; where a to b is 3, b to a is 1/3")),
                );
            }
        };
        if !judgement.consistent {
            let (ratio, eigenvalue) = (judgement.ratio.to_fixed(4), judgement.eigenvalue.to_fixed(4));
            return self.refuse(
                Diagnostic::error(
                    Code::H0414,
                    span,
                    words!(
                        "判断矩阵不一致：CR = {ratio}，超过 0.1（最大特征值 {eigenvalue}）",
                        "the judgements are inconsistent: CR = {ratio}, above 0.1 (greatest eigenvalue {eigenvalue})"
                    ),
                )
                .help(words!("请专家复核两两比较，再改矩阵", "have the comparisons reviewed, then change the matrix")),
            );
        }
        let origin = Origin::implied(span);
        let each = judgement.weights.iter().map(|weight| self.arena.pure(weight.clone(), origin)).collect();
        let consistency = Consistency { eigenvalue: judgement.eigenvalue, ratio: judgement.ratio };
        Some(Weights::Given { each, add_up: false, consistency: Some(consistency) })
    }
}

/// Who gets the weight of a part that does not apply.
fn gap_unstated(code: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::H0405,
        span,
        words!(
            "{code} 有时不适用，它的权重归谁没有写",
            "{code} does not apply to everyone, and who gets its weight is not stated"
        ),
    )
    .help(words!("加一行：缺项 折算", "add a line: gaps redistribute"))
}

//! 缩尾: the outermost values of a cohort drawn in.
//!
//! What a subject has is held between two figures of the cohort, what its ends are drawn in to; so the engines know nothing
//! of it but the two statistics.

use crate::check::Checker;
use crate::check::context::{Cohort, Context};
use crate::core::{Comparison, ExprId, ExprKind, Moment, MomentTest, Origin, Schema, Statistic, Tail, Winsorising};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::number::Base;
use crate::syntax::ast;
use crate::syntax::keyword::function_words;
use crate::words;

/// More values are moved by mistake.
const MOST_MOVED: u32 = 1000;

impl Checker<'_> {
    /// 缩尾(x 范围 全部 位置 5% 至 95% 类型 7), or with 直到 and 至多.
    pub(super) fn winsorised(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let (cohort, value, filter) = self.against_cohort(call, span, context)?;
        let rule = self.winsorising(call, span)?;
        let ty = self.arena[value].ty.clone();
        let end = |checker: &mut Self, tail: Tail| {
            let filter = filter.map(|filter| checker.another(filter));
            let of = checker.another(value);
            let (filter, of) = checker.members(&cohort, (filter, Some(of)), span);
            let statistic = Statistic::Winsorised { tail, rule: Box::new(rule.clone()) };
            let kind = ExprKind::Cohort { peers: cohort.peers.clone(), statistic, filter, value: of };
            let end = checker.arena.add(kind, ty.clone(), span);
            checker.shared(end, context.table)
        };
        let (low, high) = (end(self, Tail::Lower), end(self, Tail::Upper));
        let kind = ExprKind::Greatest(vec![value, low]);
        let raised = self.arena.add(kind, ty.clone(), Origin::implied(span));
        Some(self.arena.add(ExprKind::Least(vec![raised, high]), ty, span))
    }

    /// A value of each subject that is held against those of a cohort: the cohort, the value and 其中, each to be read
    /// several times.
    pub(super) fn against_cohort(
        &mut self,
        call: &ast::Call,
        span: Span,
        context: &Context,
    ) -> Option<(Cohort, ExprId, Option<ExprId>)> {
        let (cohort, [value], filter) = self.against_cohort_each::<1>(call, span, context)?;
        Some((cohort, value, filter))
    }

    /// The same of several values.
    pub(super) fn against_cohort_each<const N: usize>(
        &mut self,
        call: &ast::Call,
        span: Span,
        context: &Context,
    ) -> Option<(Cohort, [ExprId; N], Option<ExprId>)> {
        let Words { zh, en } = function_words(&call.function.value);
        let fits = call.distinct.is_none()
            && call.pick.is_none()
            && call.same_matter.is_none()
            && call.trim.is_none()
            && call.order.is_none()
            && call.ties.is_none();
        if !fits {
            return self.misused_modifier(call);
        }
        if context.table != Some(Schema::SUBJECTS) {
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!(
                    "「{zh}」是一家与各家比，只能用于被评对象的值",
                    "`{en}` holds a subject against others and is for values of the subjects only"
                ),
            ));
        }
        let Some(scope) = &call.scope else {
            return self.refuse(
                Diagnostic::error(Code::H0405, span, words!("「{zh}」没有写与谁比", "`{en}` does not say its cohort"))
                    .help(words!(
                        "加：范围 全部，或 范围 同 列名（如类别）",
                        "add: scope everyone, or scope same FIELD"
                    )),
            );
        };
        let cohort = self.cohort_of(scope);
        let values = self.arguments::<N>(call)?.map(|value| self.infer_number(value, context));
        let filter = match &call.filter {
            Some(filter) => Some(self.infer_yes_no(filter, &Context::subject())?),
            None => None,
        };
        let values: Vec<ExprId> = values.into_iter().collect::<Option<_>>()?;
        let values: Vec<ExprId> = values.into_iter().map(|value| self.shared(value, context.table)).collect();
        let filter = filter.map(|filter| self.shared(filter, context.table));
        Some((cohort?, values.try_into().ok()?, filter))
    }

    fn winsorising(&mut self, call: &ast::Call, span: Span) -> Option<Winsorising> {
        match (&call.position, &call.until) {
            (Some(from), None) if call.divisor.is_none() && call.most.is_none() => self.positions(call, from, span),
            (None, Some(until)) if call.quantile_type.is_none() => self.until(call, until, span),
            (None, None) => self.refuse(
                Diagnostic::error(
                    Code::H0405,
                    span,
                    words!("缩尾没有写收到哪里", "winsorising must say how far the ends are drawn in"),
                )
                .help(words!(
                    "加：位置 5% 至 95% 类型 7；或 样本 直到 偏度 低于 2 或 峰度 低于 3.5 至多 5 个",
                    "add: position 5% to 95% quantile_type 7; or sample until skewness below 2 or kurtosis below 3.5 up_to 5 个"
                )),
            ),
            _ => self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    span,
                    words!(
                        "缩尾有两种写法，这里混在一起",
                        "there are two ways to winsorise, which are mixed up here"
                    ),
                )
                .help(words!(
                    "按位置的写 位置 5% 至 95% 类型 7；按偏度、峰度的写 样本 直到 … 至多 5 个",
                    "by position: position 5% to 95% quantile_type 7; by moments: sample until … up_to 5 个"
                )),
            ),
        }
    }

    /// 位置 5% 至 95% 类型 7
    fn positions(&mut self, call: &ast::Call, from: &ast::Expr, span: Span) -> Option<Winsorising> {
        self.states_type(call, span);
        let kind = self.quantile_kind(call);
        let Some(to) = &call.position_to else {
            return self.refuse(
                Diagnostic::error(
                    Code::H0405,
                    from.span,
                    words!("缩尾没有写收到哪个上位置", "winsorising must say the upper position too"),
                )
                .help(words!("写成：位置 5% 至 95%", "write: position 5% to 95%")),
            );
        };
        let to_span = to.span;
        let (from, to) = (self.position(from), self.position(to));
        let (from, to) = (from?, to?);
        if from >= to {
            return self.refuse(
                Diagnostic::error(
                    Code::H0408,
                    to_span,
                    words!("上位置要比下位置高", "the upper position lies above the lower one"),
                )
                .help(words!("如 位置 5% 至 95%", "such as position 5% to 95%")),
            );
        }
        Some(Winsorising::Positions { from, to, kind: kind? })
    }

    /// 样本 直到 偏度 低于 2 或 峰度 低于 3.5 至多 5 个
    fn until(&mut self, call: &ast::Call, until: &ast::Until, span: Span) -> Option<Winsorising> {
        let sample = self.is_of_sample(call, span);
        let tests: Vec<Option<MomentTest>> = until.tests.iter().map(|test| self.moment_test(test)).collect();
        let most = match &call.most {
            Some(most) => self.most_moved(most),
            None => self.refuse(
                Diagnostic::error(
                    Code::H0405,
                    span,
                    words!("缩尾没有写至多动几个", "winsorising must say how many values it may move"),
                )
                .help(words!("加：至多 5 个", "add: up_to 5 个")),
            ),
        };
        let tests: Vec<MomentTest> = tests.into_iter().collect::<Option<_>>()?;
        if let [one, other] = tests.as_slice()
            && one.moment == other.moment
        {
            return self.refuse(Diagnostic::error(
                Code::H0205,
                until.span,
                words!("偏度、峰度各写一次", "skewness and kurtosis are each written once"),
            ));
        }
        Some(Winsorising::Until { sample: sample?, tests, all: until.all, most: most? })
    }

    /// 偏度 低于 2: the moments are to become smaller.
    fn moment_test(&mut self, test: &ast::MomentTest) -> Option<MomentTest> {
        let bound = self.infer_number(&test.bound, &Context::constant())?;
        let is_pure = self.number_unit(bound).is_some_and(|unit| unit.dimension.is_pure());
        let bound = self.fixed(bound)?;
        let is_below = matches!(test.comparison, Comparison::Below | Comparison::AtMost);
        let is_size = test.moment == Moment::Kurtosis || !bound.is_negative();
        if is_pure && is_below && is_size {
            return Some(MomentTest { moment: test.moment, comparison: test.comparison, bound });
        }
        self.refuse(
            Diagnostic::error(
                Code::H0408,
                test.span,
                words!(
                    "缩尾使偏度（不计正负）和峰度变小，写 低于 或 不超过 一个没有单位的数",
                    "winsorising makes skewness (without its sign) and kurtosis smaller: below or at_most a plain number"
                ),
            )
            .help(words!(
                "如 直到 偏度 低于 2 或 峰度 低于 3.5",
                "such as until skewness below 2 or kurtosis below 3.5"
            )),
        )
    }

    /// 至多 5 个
    fn most_moved(&mut self, most: &ast::Expr) -> Option<u32> {
        let at = most.span;
        let most = self.infer_number(most, &Context::constant())?;
        let is_count = self.number_unit(most).is_some_and(|unit| {
            unit.dimension.is_pure() && unit.name.is_empty() || matches!(unit.dimension.as_base(), Some(Base::Count(_)))
        });
        let known = self.fixed(most)?;
        let whole = known.whole().and_then(|whole| u32::try_from(whole).ok());
        if let Some(whole) = whole.filter(|whole| is_count && (1..=MOST_MOVED).contains(whole)) {
            return Some(whole);
        }
        self.refuse(
            Diagnostic::error(
                Code::H0408,
                at,
                words!(
                    "至多动几个，须是 1 到 {MOST_MOVED} 的整数",
                    "how many values may move is a whole number from 1 to {MOST_MOVED}"
                ),
            )
            .help(words!("如 至多 5 个", "such as up_to 5 个")),
        )
    }
}

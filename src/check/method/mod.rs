//! Scoring methods, each spelt out in the core.

mod bands;
mod cumulative;
mod kinds;
mod line;
mod misfit;
mod scale;
mod standing;

use super::Checker;
use super::context::Context;
use super::proofs;
use super::stages::Stages;
use crate::core::{ExprId, ExprKind, Operator, Origin, Role, Stage, Type};
use crate::finding::{Code, Diagnostic, Fix, Span, Spanned, Words};
use crate::invariant::OrBroken;
use crate::number::{Number, Rounding, RoundingMode};
use crate::syntax::ast::{self, Method, Partial};
use crate::words;

/// What a method needs to know of its indicator.
pub(super) struct Scored<'a> {
    /// Surroundings: the indicator.
    pub(super) context: &'a Context,
    /// Full marks.
    pub(super) full: Number,
    /// Place of the 计分 clause.
    pub(super) span: Span,
    /// Whether 封顶 bounds what the method gives.
    pub(super) has_cap: bool,
    /// Whether 保底 bounds what the method gives.
    pub(super) has_floor: bool,
}

impl Checker<'_> {
    /// 计分: the method, then 封顶 and 保底. `None` with errors.
    pub(super) fn scoring(&mut self, scoring: &ast::Scoring, scored: &Scored<'_>, stages: &mut Stages) -> Option<()> {
        let cap = written(scoring.cap.as_ref()).map(|cap| self.within_full(cap, scored, true));
        let floor = written(scoring.floor.as_ref()).map(|floor| self.infer_marks(floor, scored.context));
        let unbounded = unbounded(&scoring.method.value);
        if unbounded.above && scoring.cap.is_none() {
            self.lacks_option(
                scored.span,
                words!("没有写「封顶」：超出时得多少分", "no cap: what is earned beyond full marks"),
                &words!("封顶 满分", "cap full_marks"),
            );
        }
        if unbounded.below && scoring.floor.is_none() {
            self.lacks_option(
                scored.span,
                words!("没有写「保底」：扣完以后得多少分", "no floor: what is left when all is deducted"),
                &words!("保底 0 分", "floor 0 分"),
            );
        }
        if let (Some(Some(cap)), Some(Some(floor)), true) = (cap, floor, self.knows_full(scored)) {
            self.cap_above_floor(cap, floor);
        }
        let mark = self.method(&scoring.method, scored)?;
        stages.push(Stage::Method, mark);
        if let Some(cap) = cap {
            let (mark, cap) = (stages.last(&mut self.arena), cap?);
            self.arena.set_role(cap, Role::Cap);
            stages.push(Stage::Capped, self.arena.add(ExprKind::Least(vec![mark, cap]), Type::marks(), scored.span));
        }
        if let Some(floor) = floor {
            let (mark, floor) = (stages.last(&mut self.arena), floor?);
            self.arena.set_role(floor, Role::Floor);
            stages.push(
                Stage::Floored,
                self.arena.add(ExprKind::Greatest(vec![mark, floor]), Type::marks(), scored.span),
            );
        }
        Some(())
    }

    fn method(&mut self, method: &Spanned<Method>, scored: &Scored<'_>) -> Option<ExprId> {
        match &method.value {
            Method::Bands { bands, otherwise } => self.bands(bands, otherwise.as_ref(), scored),
            Method::Cumulative(parts) => self.cumulative(parts, scored),
            Method::DeductEach { start, parts } => self.deduct_each(start, parts, scored),
            Method::Ratio { target } => self.ratio(target, scored),
            Method::Interpolate { points, ends } => self.interpolate(points, ends.as_ref(), scored),
            Method::Efficacy { unacceptable, satisfactory, base, span } => {
                self.efficacy([unacceptable, satisfactory, base, span], scored)
            }
            Method::MinMax { scope, base, span, equal, order } => {
                self.min_max(scope, [base, span], equal.as_ref(), order.as_ref(), scored)
            }
            Method::Rank { scope, order, first, step, ties } => {
                self.rank(scope, order.as_ref(), [first, step], ties.as_ref(), scored)
            }
            Method::BeyondLine { start, side, line, step, change, partial, other_side } => {
                self.beyond_line((start, *side, line), step, change, partial.as_ref(), other_side.as_ref(), scored)
            }
            Method::PerUnit { step, marks, partial } => self.per_unit(step, marks, partial.as_ref(), scored),
            Method::Rescale { top } => self.rescale(top, scored),
            Method::Direct => self.direct(scored),
            Method::Formula(marks) => self.within_full(marks, scored, false),
        }
    }

    /// Marks that the method gives as they are: known ones lie between 0 and full marks, unless 保底 and
    /// 封顶 see to it. `is_cap` holds 封顶 itself to the full marks.
    fn within_full(&mut self, expr: &ast::Expr, scored: &Scored<'_>, is_cap: bool) -> Option<ExprId> {
        let marks = self.infer_marks(expr, scored.context)?;
        let is_known = self.knows_full(scored);
        let Some(known) = self.constant_number(marks).filter(|_| is_known) else { return Some(marks) };
        let above = known > scored.full && (is_cap || !scored.has_cap);
        let below = known.is_negative() && (is_cap || !scored.has_floor);
        if above || below {
            let (known, full) = (known.to_readable(4), scored.full.to_readable(4));
            self.report(
                Diagnostic::error(
                    Code::H0701,
                    expr.span,
                    words!("{known} 分超出 0 到满分 {full} 分", "{known} marks lie outside 0 to the full {full}"),
                )
                .help(words!("核对分值与指标的满分", "check the marks against the full marks of the indicator")),
            );
        }
        Some(marks)
    }

    /// Whether the full marks of the indicator could be read.
    fn knows_full(&self, scored: &Scored<'_>) -> bool {
        let indicator = scored.context.indicator.and_then(|id| self.indicators.get(id.0));
        indicator.is_some_and(|known| !known.full_unknown)
    }

    /// 取值 of the indicator as a number.
    fn number_value(&mut self, scored: &Scored<'_>) -> Option<ExprId> {
        let value = self.value_of_indicator(scored.span, scored.context)?;
        match self.no_number(scored) {
            Some(error) => self.refuse(error),
            None => Some(value),
        }
    }

    /// The finding when 取值 is known and no number.
    fn no_number(&self, scored: &Scored<'_>) -> Option<Diagnostic> {
        let value = scored.context.indicator.and_then(|id| self.indicators.get(id.0)?.value)?;
        let error = Diagnostic::error(
            Code::H0302,
            scored.span,
            words!("这种计分要取值是一个数", "this scoring wants the value to be a number"),
        );
        Some(match &self.arena[value].ty {
            Type::Number(_) => return None,
            Type::Choice(choices) => {
                let [first, second] = [0, 1].map(|at| choices.get(at).map_or("…", String::as_str));
                let column = self.column_read(value).unwrap_or("…");
                error.help(words!(
                    "取值是枚举，按项给分：计分 算式 按 {column} {{ {first} : … 分 ; {second} : … 分 }}",
                    "the value is a choice: scoring formula by {column} {{ {first} : … 分 ; {second} : … 分 }}"
                ))
            }
            Type::YesNo => error.help(words!(
                "取值是 是或否：计分 算式 若 取值 则 满分 否则 0 分",
                "the value is yes or no: scoring formula if value then full_marks else 0 分"
            )),
            Type::Text => self.without_quotes(error, value),
            Type::Date => error,
        })
    }

    /// The name of the column that an expression is.
    fn column_read(&self, value: ExprId) -> Option<&str> {
        let ExprKind::Field { table, field } = self.arena[value].kind else { return None };
        self.schema.field(table, field).map(|field| field.name.as_str())
    }

    /// A boundary case that the rule does not state.
    pub(super) fn unstated(&mut self, span: Span, message: &Words, help: &Words) {
        self.report(Diagnostic::error(Code::H0405, span, message.clone()).help(help.clone()));
    }

    /// A boundary case that an option at the end of 计分 would state.
    pub(super) fn lacks_option(&mut self, scoring: Span, message: Words, option: &Words) {
        let Words { zh, en } = option;
        let error = Diagnostic::error(Code::H0405, scoring, message).help(words!("在后面加：{zh}", "add: {en}"));
        let added = format!(" {}", self.in_file(option));
        self.report(error.fix(Fix::behind(scoring, added)));
    }

    /// amount ÷ step as a number of steps, an incomplete one counted as stated.
    fn steps(&mut self, amount: ExprId, step: ExprId, partial: Partial, span: Span) -> Option<ExprId> {
        let step = self.points_beside_share(amount, step);
        let (amount, step) = self.same_quantity(amount, step, span)?;
        self.above_zero(step)?;
        let steps = self.operate(Operator::Divide, amount, step, span)?;
        let steps = self.arena.shown_as(steps, Type::pure());
        let mode = match partial {
            Partial::Whole => RoundingMode::Ceiling,
            Partial::Ignored => RoundingMode::Floor,
            Partial::Proportional => return Some(steps),
        };
        let rounding = Rounding::new(0, mode);
        Some(self.arena.add(ExprKind::Round { value: steps, rounding }, Type::pure(), span))
    }

    /// A step as far as it is known is above 0: else there are no steps to count.
    fn above_zero(&mut self, step: ExprId) -> Option<()> {
        let Some(known) = self.constant_number(step).filter(|known| known.is_zero() || known.is_negative()) else {
            return Some(());
        };
        let known = known.to_readable(4);
        self.refuse(
            Diagnostic::error(
                Code::H0416,
                self.arena.span(step),
                words!("一步是 {known}，须大于 0", "a step of {known}: it must be above 0"),
            )
            .help(words!(
                "写明每多少算一步，如 每低 1 个百分点、每 2 件",
                "say how much makes a step, such as per_below 1 个百分点, or per 2 件"
            )),
        )
    }

    /// 封顶 is not below 保底, for each choice for which they are fixed: else one of them says nothing.
    fn cap_above_floor(&mut self, cap: ExprId, floor: ExprId) {
        let fixed = |limit: ExprId| {
            let numbers = proofs::numbers(&self.arena, limit, &|expr| self.constant_number(expr)).unwrap_or_default();
            numbers.into_iter().map(|(_, number)| number)
        };
        // Where both differ by choice, it is not known here which stand side by side.
        let (lowest, highest) = if self.constant_number(cap).is_some() || self.constant_number(floor).is_some() {
            (fixed(cap).min(), fixed(floor).max())
        } else {
            (fixed(cap).max(), fixed(floor).min())
        };
        let Some((lowest, highest)) = lowest.zip(highest).filter(|(cap, floor)| cap < floor) else { return };
        let (lowest, highest) = (lowest.to_readable(4), highest.to_readable(4));
        self.report(
            Diagnostic::error(
                Code::H0417,
                self.arena.span(floor),
                words!(
                    "封顶 {lowest} 分低于保底 {highest} 分",
                    "the cap, {lowest} marks, is below the floor, {highest} marks"
                ),
            )
            .label(self.arena.span(cap), words!("封顶", "the cap"))
            .help(words!("核对封顶和保底，或删去其中一个", "check the cap and the floor, or remove one of them")),
        );
    }

    /// Marks for a share of the full marks: rate × 满分.
    fn of_full(&mut self, rate: ExprId, scored: &Scored<'_>) -> Option<ExprId> {
        let id = scored.context.indicator.or_broken("marks are of an indicator");
        let full = self.full_of(id, Origin::implied(scored.span));
        self.operate(Operator::Multiply, rate, full, scored.span)
    }
}

/// Which ends of a method's marks are open and need 封顶 or 保底.
struct Unbounded {
    above: bool,
    below: bool,
}

/// The marks that 封顶 or 保底 names.
fn written(limit: Option<&ast::Limit>) -> Option<&ast::Expr> {
    match limit? {
        ast::Limit::Nothing => None,
        ast::Limit::Marks(marks) => Some(marks),
    }
}

fn unbounded(method: &Method) -> Unbounded {
    let (above, below) = match method {
        Method::Bands { .. }
        | Method::Cumulative(_)
        | Method::MinMax { .. }
        | Method::Rescale { .. }
        | Method::Formula(_)
        | Method::Direct => (false, false),
        Method::Interpolate { ends, .. } => {
            let extended = ends.as_ref().is_some_and(|ends| ends.value == ast::Ends::Extend);
            (extended, extended)
        }
        Method::Ratio { .. } | Method::PerUnit { .. } => (true, false),
        Method::Efficacy { .. } => (true, true),
        Method::Rank { .. } | Method::DeductEach { .. } => (false, true),
        Method::BeyondLine { change, .. } => match change {
            ast::Change::Subtract(_) => (false, true),
            ast::Change::Add(_) => (true, false),
        },
    };
    Unbounded { above, below }
}

//! Arithmetic: units add only to their own kind, and multiply to products.

use super::percent_unit;
use crate::check::Checker;
use crate::check::context::{Context, Wanted};
use crate::core::{ExprId, ExprKind, FigureId, Operator, ParameterId, Statistic, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::invariant::OrBroken;
use crate::number::{Base, Dimension, Number, Unit, quantity_name, quantity_name_in_english};
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    pub(super) fn arithmetic(
        &mut self,
        operator: Operator,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        let wanted = |checker: &Self, other: &ast::Expr| {
            let is_sum = matches!(operator, Operator::Add | Operator::Subtract);
            is_sum.then(|| checker.like(other, context)).flatten().or(Some(Wanted::Number))
        };
        let of_left = wanted(self, right);
        let left_side = self.infer_wanted(left, context, of_left);
        let of_right = wanted(self, left);
        let sides = (left_side, self.infer_wanted(right, context, of_right));
        let is_date = |side: &Option<ExprId>| side.as_ref().is_some_and(|side| self.arena[*side].ty == Type::Date);
        if is_date(&sides.0) || is_date(&sides.1) {
            return self.calculates_with_dates(left, right, span);
        }
        let (left, right) =
            (sides.0.and_then(|left| self.as_number(left)), sides.1.and_then(|right| self.as_number(right)));
        self.operate(operator, left?, right?, span)
    }

    /// 2024-12-31 - 注册日期: days are compared, not subtracted.
    fn calculates_with_dates<T>(&mut self, left: &ast::Expr, right: &ast::Expr, span: Span) -> Option<T> {
        let named = [left, right].into_iter().find_map(|side| match &side.kind {
            ast::ExprKind::Name { name, .. } => Some(name.value.as_str()),
            _ => None,
        });
        let date = named.unwrap_or("日期");
        let error = Diagnostic::error(Code::H0302, span, words!("日期不能加减", "dates are not added or subtracted"));
        self.refuse(error.help(words!(
            "与算好的日期比，如 {date} 不晚于 2021-12-31；隔几个工作日写 工作日后({date}, 5 个工作日)",
            "compare with the day worked out, such as {date} no_later_than 2021-12-31; for working days write working_days_after({date}, 5 个工作日)"
        )))
    }

    /// left ∘ right with the unit of the result.
    pub(in crate::check) fn operate(
        &mut self,
        operator: Operator,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<ExprId> {
        let sides = (self.arena[left].ty.clone(), self.arena[right].ty.clone());
        let (Type::Number(left_unit), Type::Number(right_unit)) = sides else {
            return None;
        };
        let (left, right, unit) = match operator {
            Operator::Add | Operator::Subtract => {
                let points = is_share(&left_unit) && is_points(&right_unit);
                let right = if points { self.points_as_share(right) } else { right };
                let (left, right) = self.same_quantity(left, right, span)?;
                let unit = if left_unit.dimension.is_pure() && !is_share(&left_unit) {
                    // 3 + 2 家: the named unit shows.
                    self.number_unit(right).unwrap_or(left_unit)
                } else {
                    left_unit
                };
                (left, right, unit)
            }
            Operator::Multiply => {
                let share_of_count =
                    is_share(&left_unit) && self.is_count(right) || is_share(&right_unit) && self.is_count(left);
                let is_fixed = || self.constant_number(left).is_some() && self.constant_number(right).is_some();
                let unit = if share_of_count {
                    Unit::pure()
                } else if is_share(&left_unit) && right_unit.dimension.is_pure() && is_fixed() {
                    // 2.5% × 1.5 is a share as 1.5 × 2.5% is.
                    left_unit
                } else {
                    product(&left_unit, &right_unit)
                };
                (left, right, unit)
            }
            Operator::Divide => {
                let is_literal = |side: ExprId| matches!(self.arena[side].kind, ExprKind::Constant(_));
                let literal = is_literal(left) || is_literal(right);
                let unit = quotient(&left_unit, &right_unit, literal);
                (left, right, unit)
            }
        };
        let kind = ExprKind::Arithmetic { operator, left, right };
        Some(self.arena.add(kind, Type::Number(unit), span))
    }

    /// Both sides as the same kind of quantity: a bare literal takes the other's counted unit or
    /// marks, 0 any unit; anything else is a clash.
    pub(in crate::check) fn same_quantity(
        &mut self,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<(ExprId, ExprId)> {
        let (Some(left_unit), Some(right_unit)) = (self.number_unit(left), self.number_unit(right)) else {
            return None;
        };
        if left_unit.dimension == right_unit.dimension {
            // 满意率 不低于 80 would hold 0.95 against 80.
            if is_share(&right_unit) && self.is_bare_figure(left, &left_unit) {
                return self.refuse(lacks_unit(self.arena.span(left), &right_unit));
            }
            if is_share(&left_unit) && self.is_bare_figure(right, &right_unit) {
                return self.refuse(lacks_unit(self.arena.span(right), &left_unit));
            }
            return Some((left, right));
        }
        if is_points(&right_unit) && self.is_difference_of_shares(left) {
            return Some((left, self.points_as_share(right)));
        }
        if is_points(&left_unit) && self.is_difference_of_shares(right) {
            return Some((self.points_as_share(left), right));
        }
        let share_meets_count = is_share(&left_unit) || is_share(&right_unit);
        if left_unit.dimension.compatible(&right_unit.dimension) && !share_meets_count {
            return Some((left, right));
        }
        if self.is_bare(left) && (adopts(&right_unit) || self.is_zero(left)) {
            return Some((self.adopt(left, &right_unit), right));
        }
        if self.is_bare(right) && (adopts(&left_unit) || self.is_zero(right)) {
            return Some((left, self.adopt(right, &left_unit)));
        }
        let ((left_zh, left_en), (right_zh, right_en)) = (quantity_of(&left_unit), quantity_of(&right_unit));
        if self.is_bare(left) || self.is_bare(right) {
            let (at, other) = if self.is_bare(right) {
                (self.arena.span(right), &left_unit)
            } else {
                (self.arena.span(left), &right_unit)
            };
            return self.refuse(lacks_unit(at, other));
        }
        let error = Diagnostic::error(
            Code::H0301,
            span,
            words!(
                "单位不合：左边是{left_zh}，右边是{right_zh}",
                "units clash: {left_en} on the left, {right_en} on the right"
            ),
        );
        let error = match self.bare_parameter(left).or_else(|| self.bare_parameter(right)) {
            Some(id) => self.beside_declaration(error, id),
            None => error,
        };
        let points = is_points(&left_unit) || is_points(&right_unit);
        let shares = left_unit.dimension.is_pure() || right_unit.dimension.is_pure();
        self.refuse(if points && shares {
            error.help(words!(
                "比率写 %，两个比率之差才写 百分点",
                "write shares with %; only a difference of two shares is in 百分点"
            ))
        } else {
            error
        })
    }

    /// The parameter without a unit in a side that has none: all of its readers clash.
    fn bare_parameter(&self, side: ExprId) -> Option<ParameterId> {
        let of = |expr: ExprId| self.number_unit(expr).filter(|unit| unit.dimension.is_pure());
        of(side)?;
        self.arena.walk(side).find_map(|(expr, node)| match node.kind {
            ExprKind::Figure(FigureId::Parameter(id)) => {
                of(expr).filter(|unit| self.is_bare_figure(expr, unit)).map(|_| id)
            }
            _ => None,
        })
    }

    fn beside_declaration(&self, error: Diagnostic, id: ParameterId) -> Diagnostic {
        let Some((source, _)) = self.parameters.get(id.0) else { return error };
        let name = &source.name.value;
        error.label(source.name.span, words!("「{name}」在这里没有写单位", "`{name}` has no unit here"))
    }

    /// A number of rows or subjects, or a rank: 25% of 10 is 2.5, not 250%, and is rounded so.
    fn is_count(&self, expr: ExprId) -> bool {
        match &self.arena[self.meant(expr)].kind {
            ExprKind::Rows { statistic, .. } | ExprKind::Cohort { statistic, .. } => {
                matches!(statistic, Statistic::Count | Statistic::CountDistinct)
            }
            ExprKind::Rank { .. } => true,
            ExprKind::Figure(FigureId::Definition(id)) => {
                self.defined(*id).is_some_and(|definition| self.is_count(definition.value))
            }
            ExprKind::Arithmetic { operator: Operator::Add | Operator::Subtract, left, right } => {
                self.is_count(*left) && (self.is_count(*right) || self.constant_number(*right).is_some())
            }
            _ => false,
        }
    }

    /// 率 - 上年率, which can be told in 百分点. A share less some 百分点 is a share.
    fn is_difference_of_shares(&self, expr: ExprId) -> bool {
        let is_share = |side: ExprId| self.number_unit(side).is_some_and(|unit| is_share(&unit));
        match &self.arena[self.meant(expr)].kind {
            ExprKind::Arithmetic { operator: Operator::Subtract, left, right } => {
                is_share(*left) && is_share(*right) && !self.points_held_as_shares.contains(right)
            }
            ExprKind::Round { value, .. } | ExprKind::Negate(value) => self.is_difference_of_shares(*value),
            ExprKind::Figure(FigureId::Definition(id)) => {
                self.defined(*id).is_some_and(|definition| self.is_difference_of_shares(definition.value))
            }
            ExprKind::Figure(FigureId::Value(id) | FigureId::Given(id)) => {
                let value = self.indicators.get(id.0).and_then(|known| known.value);
                value.is_some_and(|value| self.is_difference_of_shares(value))
            }
            _ => false,
        }
    }

    /// Nothing is nothing in every unit.
    fn is_zero(&self, expr: ExprId) -> bool {
        self.constant_number(expr).is_some_and(|number| number.is_zero())
    }

    /// A fixed figure without a unit; 0 is the same with and without %.
    fn is_bare_figure(&self, expr: ExprId, unit: &Unit) -> bool {
        unit.name.is_empty() && self.constant_number(expr).is_some_and(|number| !number.is_zero())
    }

    /// The unit of a number expression.
    pub(in crate::check) fn number_unit(&self, expr: ExprId) -> Option<Unit> {
        match &self.arena[expr].ty {
            Type::Number(unit) => Some(unit.clone()),
            _ => None,
        }
    }

    /// A literal without a unit.
    fn is_bare(&self, expr: ExprId) -> bool {
        matches!(self.arena[expr].kind, ExprKind::Constant(_))
            && self.number_unit(expr).is_some_and(|unit| unit.dimension.is_pure() && unit.name.is_empty())
    }

    fn adopt(&mut self, literal: ExprId, unit: &Unit) -> ExprId {
        self.arena.shown_as(literal, Type::Number(unit.clone()))
    }

    /// 10 个百分点 as the share 10%: one point is held as one hundredth.
    pub(in crate::check) fn points_as_share(&mut self, points: ExprId) -> ExprId {
        let share = self.arena.shown_as(points, Type::Number(percent_unit()));
        self.points_held_as_shares.insert(share);
        share
    }

    /// 百分点 beside a share, as the share that they are; everything else stays.
    pub(in crate::check) fn points_beside_share(&mut self, share: ExprId, points: ExprId) -> ExprId {
        let fits = self.number_unit(share).is_some_and(|unit| is_share(&unit))
            && self.number_unit(points).is_some_and(|unit| is_points(&unit));
        if fits { self.points_as_share(points) } else { points }
    }
}

/// A bare number where the other side has a unit.
pub(in crate::check) fn lacks_unit(at: Span, other: &Unit) -> Diagnostic {
    let (example, (name_zh, name_en)) = (&other.name, quantity_of(other));
    let error = Diagnostic::error(
        Code::H0304,
        at,
        words!("这个数没有单位，另一边是{name_zh}", "this number has no unit; the other side is {name_en}"),
    );
    if is_share(other) {
        // 70 beside a share may be meant as 70% or as seventy times: the rule has to say.
        return error.help(words!(
            "比率在数后写 %，如 70%；要按倍数比（如生师比 15），写 倍数(学生数, 教师数)",
            "write % after a share, such as 70%; for a plain multiple, write multiple(a, b) instead of a / b"
        ));
    }
    error.help(words!("在数后写上单位，如 {example}", "write the unit after the number, such as {example}"))
}

/// What a unit measures, with its name, in Chinese and English.
fn quantity_of(unit: &Unit) -> (String, String) {
    if is_share(unit) {
        return (format!("比率（{}）", unit.name), format!("a share ({})", unit.name));
    }
    let (zh, en) = (quantity_name(&unit.dimension), quantity_name_in_english(&unit.dimension));
    if unit.name.is_empty() { (zh, en) } else { (format!("{zh}（{}）", unit.name), format!("{en} ({})", unit.name)) }
}

/// 分 and counted things may be left out after a literal (总分 不低于 90).
fn adopts(unit: &Unit) -> bool {
    matches!(unit.dimension.as_base(), Some(Base::Mark | Base::Count(_)))
}

/// A pure number that is written as a share.
pub(in crate::check) fn is_share(unit: &Unit) -> bool {
    unit.dimension.is_pure() && !unit.name.is_empty()
}

pub(in crate::check) fn is_points(unit: &Unit) -> bool {
    matches!(unit.dimension.as_base(), Some(Base::Point))
}

/// A pure factor leaves the other unit as it is shown.
fn product(left: &Unit, right: &Unit) -> Unit {
    if left.dimension.is_pure() {
        return right.clone();
    }
    if right.dimension.is_pure() {
        return left.clone();
    }
    composed(left, "·", right, left.dimension.mul(&right.dimension), &left.scale * &right.scale)
}

/// Like by like is a share and shown in %, unless one side is a literal (取值 / 2).
fn quotient(left: &Unit, right: &Unit, literal: bool) -> Unit {
    let dimension = left.dimension.div(&right.dimension);
    if dimension.is_pure() || left.dimension.compatible(&right.dimension) {
        let pure_literal = literal && left.dimension.is_pure() && right.dimension.is_pure();
        return if pure_literal { left.clone() } else { percent_unit() };
    }
    if right.dimension.is_pure() {
        return left.clone();
    }
    let scale = left.scale.checked_div(&right.scale).or_broken("no unit is nothing");
    composed(left, "/", right, dimension, scale)
}

fn composed(left: &Unit, joint: &str, right: &Unit, dimension: Dimension, scale: Number) -> Unit {
    let name = format!("{}{joint}{}", if left.name.is_empty() { "1" } else { &left.name }, right.name);
    Unit::new(name, dimension, scale)
}

//! 到 0.5 分: rounding to the multiples of a step.

use super::Checker;
use super::context::Context;
use super::known::Kinds;
use super::nodes::called;
use crate::core::{ExprId, ExprKind, Type};
use crate::finding::{Code, Diagnostic, Fix, Span, Words};
use crate::number::{Number, Rounding, RoundingMode};
use crate::rules::Precision;
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// Rounding to multiples of a step, as it is written in its unit.
    pub(super) fn multiples(&mut self, step: &Number, span: Span, mode: RoundingMode) -> Option<Rounding> {
        if let Some(rounding) = Rounding::to_multiples(step, mode) {
            return Some(rounding);
        }
        let (message, help) = if step.is_zero() || step.is_negative() {
            (
                words!("舍入到谁的倍数，须大于 0", "a step of which multiples are kept is above 0"),
                words!("如 到 0.5 分、到 5%", "such as nearest 0.5 分, nearest 5%"),
            )
        } else {
            (
                words!(
                    "舍入到谁的倍数，须是小数写得尽的数，小数最多 10 位",
                    "a step of which multiples are kept is a decimal that ends, with 10 decimals at most"
                ),
                words!("写成小数，如 到 0.25 分", "write a decimal, such as nearest 0.25 分"),
            )
        };
        self.refuse(Diagnostic::error(Code::H0408, span, message).help(help))
    }

    /// x 保留 到 0.5 分: a value that is rounded so, shown in the unit of the step.
    pub(super) fn kept_to_multiples(
        &mut self,
        value: ExprId,
        step: &ast::Expr,
        mode: RoundingMode,
        span: Span,
    ) -> Option<ExprId> {
        let written = self.infer_number(step, &Context::constant())?;
        let (value, written) = self.same_quantity(value, written, step.span)?;
        let Some(fixed) = self.constant_number(written) else {
            return self.refuse(
                Diagnostic::error(
                    Code::H0408,
                    step.span,
                    words!("舍入到谁的倍数，是固定的数", "a step of which multiples are kept is a fixed number"),
                )
                .help(words!(
                    "随数据变的，写成算式：( 数 / 一步 ) 保留 0 位 四舍五入 × 一步",
                    "for one that data give, write: ( number / step ) rounded_to 0 places half_up × step"
                )),
            );
        };
        let (own, stated) = (self.arena[value].ty.clone(), self.arena[written].ty.clone());
        let ty = match (&own, &stated) {
            // A bare step of a count: the count keeps its word.
            (Type::Number(_), Type::Number(unit)) if unit.name.is_empty() => own,
            _ => stated,
        };
        let Type::Number(unit) = &ty else { return None };
        let shown = fixed.checked_div(&unit.scale)?;
        let rounding = self.multiples(&shown, step.span, mode)?;
        Some(self.arena.add(ExprKind::Round { value, rounding }, ty, span))
    }

    /// The full marks of an indicator, those of each kind, against its rounding or that of its level.
    pub(super) fn is_kept(
        &mut self,
        source: &ast::Indicator,
        (full, kinds): (&Number, Option<&Kinds>),
        (own, place): (Option<Precision>, Option<Span>),
    ) {
        let rounding = own.map(|own| own.rounding).or(self.rounding);
        let (Some(rounding), Some(written)) = (rounding, source.full.as_ref()) else { return };
        let all = kinds.map_or_else(Vec::new, |kinds| kinds.of.iter().map(|(_, full)| full.clone()).collect());
        let all = if all.is_empty() { vec![full.clone()] } else { all };
        for full in &all {
            self.full_marks_kept(&source.code.value, full, rounding, place.unwrap_or(written.span));
        }
    }

    /// Full marks that are no multiple may be rounded beyond themselves.
    pub(super) fn full_marks_kept(&mut self, name: &str, full: &Number, rounding: Rounding, span: Span) {
        let rounded = full.round(rounding);
        if !rounding.is_to_multiples() || rounded <= *full {
            return;
        }
        let Words { zh: name, en: name_en } = called(name);
        let (full, rounded, step) = (full.to_readable(4), rounded.to_readable(4), rounding.apart().to_readable(10));
        self.report(
            Diagnostic::error(
                Code::H0408,
                span,
                words!(
                    "{name} 的满分 {full} 分舍入到 {step} 分的倍数是 {rounded} 分，超过满分",
                    "the full marks of {name_en}, {full}, come to {rounded} as a multiple of {step}: more than full marks"
                ),
            )
            .help(words!(
                "改满分、改一步的大小，或写 舍去",
                "change the full marks or the step, or round toward_zero"
            )),
        );
    }

    /// 保留 到 … where a value of an example is rounded like what it is held against.
    pub(super) fn no_multiples<T>(&mut self, span: Span) -> Option<T> {
        self.refuse(
            Diagnostic::error(
                Code::H0207,
                span,
                words!("期望的数后面只写 保留 几位", "what is expected is rounded to places only"),
            )
            .help(words!("删去 保留 到 …，写舍入以后的数", "leave it out and write the number as it is rounded"))
            .fix(Fix::replace(span, "")),
        )
    }
}

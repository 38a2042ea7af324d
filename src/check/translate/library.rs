//! Functions of the library of scripts, in the core.

use super::core::points;
use super::{Frame, Made, Translator};
use crate::core::{Comparison, Constant, ExprId, ExprKind, Operator, Type};
use crate::finding::Span;
use crate::number::{Number, Rounding, RoundingMode};
use crate::script::{Helper, Pure};

/// Powers of a higher degree occur in no rule.
const HIGHEST_POWER: i64 = 100;

impl Translator<'_, '_> {
    pub(super) fn helper(
        &mut self,
        helper: Helper,
        arguments: &[Pure],
        around: Option<Rounding>,
        (frame, span): (&mut Frame, Span),
    ) -> Option<Made> {
        if let (Helper::Bands, [value, bands, otherwise]) = (helper, arguments) {
            return self.bands([value, otherwise], bands, frame, span);
        }
        if let (Helper::Interpolate, [value, points]) = (helper, arguments) {
            return self.interpolated(value, points, frame, span);
        }
        let mut ends = Vec::new();
        let mut values = Vec::new();
        for argument in arguments {
            let made = self.value(argument, frame)?;
            // What stands in is worked out only where something is missing.
            if helper == Helper::Default && !values.is_empty() && !made.ends.is_empty() {
                return None;
            }
            ends.extend(made.ends);
            values.push(made.value);
        }
        let value = self.helped(helper, values, around, span)?;
        Some(Made { value, ends })
    }

    fn helped(&mut self, helper: Helper, values: Vec<ExprId>, around: Option<Rounding>, span: Span) -> Option<ExprId> {
        if let (Helper::IsMissing, [value]) = (helper, values.as_slice()) {
            let no = self.constant(Constant::YesNo(false), Type::YesNo, span);
            let value = self.shared(*value);
            let kind = ExprKind::IfMissing { value: self.is_known(value), default: no };
            let known = self.add(kind, Type::YesNo, span);
            return Some(self.add(ExprKind::Not(known), Type::YesNo, span));
        }
        if let (Helper::Default, [value, default]) = (helper, values.as_slice()) {
            let (value, default) = self.comparable(*value, *default)?;
            let ty = self.ty(value).clone();
            let kind = ExprKind::IfMissing { value, default };
            return Some(self.add(kind, ty, span));
        }
        if values.iter().any(|value| !matches!(self.ty(*value), Type::Number(_))) {
            return None;
        }
        let kind = match (helper, values.as_slice()) {
            (Helper::Absolute, [value]) => {
                let value = self.shared(*value);
                let other = self.checker.another(value);
                let negative = self.add(ExprKind::Negate(other), Type::pure(), span);
                ExprKind::Greatest(vec![value, negative])
            }
            (Helper::Greatest, [_, ..]) => ExprKind::Greatest(values),
            (Helper::Least, [_, ..]) => ExprKind::Least(values),
            (Helper::Round | Helper::RoundUp | Helper::Truncate, [value, places]) => {
                let mode = match helper {
                    Helper::Round => RoundingMode::HalfUp,
                    Helper::RoundUp => RoundingMode::Up,
                    _ => RoundingMode::Down,
                };
                ExprKind::Round { value: *value, rounding: Rounding::new(self.small(*places)?, mode) }
            }
            (Helper::Growth, [now, base]) => {
                let base = self.shared(*base);
                let (below, beside) = (self.checker.another(base), self.checker.another(base));
                let zero = self.number_of(Number::zero(), span);
                let change = ExprKind::Arithmetic { operator: Operator::Subtract, left: *now, right: below };
                let change = self.add(change, Type::pure(), span);
                let rate = ExprKind::Arithmetic { operator: Operator::Divide, left: change, right: beside };
                let rate = self.add(rate, Type::pure(), span);
                let otherwise = self.add(ExprKind::Undecided, Type::pure(), span);
                ExprKind::Case { arms: vec![(self.compare(Comparison::Above, base, zero, span), rate)], otherwise }
            }
            (Helper::Root, [value, degree, places @ ..]) => {
                let degree = self.whole(*degree).filter(|degree| (1..=HIGHEST_POWER).contains(degree))?;
                let exponent = self.number_of(Number::ratio(1, i128::from(degree))?, span);
                let (rounding, ty) = self.places(places, around)?;
                let kind = ExprKind::Powers { factors: vec![(*value, exponent)], rounding: Some(rounding) };
                return Some(self.add(kind, ty, span));
            }
            (Helper::Power, [value, exponent]) => {
                self.whole(*exponent).filter(|exponent| exponent.abs() <= HIGHEST_POWER)?;
                ExprKind::Powers { factors: vec![(*value, *exponent)], rounding: None }
            }
            (Helper::Exponential, [value, places @ ..]) => {
                let (rounding, ty) = self.places(places, around)?;
                return Some(self.add(ExprKind::Exponential { value: *value, rounding }, ty, span));
            }
            _ => return None,
        };
        Some(self.add(kind, Type::pure(), span))
    }

    /// The decimals that a root is worked out to: stated, those of the rounding around it, or those of the result.
    fn places(&self, stated: &[ExprId], around: Option<Rounding>) -> Option<(Rounding, Type)> {
        if let [places] = stated {
            return Some((Rounding::new(self.small(*places)?, RoundingMode::HalfUp), Type::pure()));
        }
        if let Some(around) = around {
            return Some((around, Type::pure()));
        }
        let function = self.whole.declared;
        let ty = match &function.result {
            Type::Number(unit) if unit.dimension.is_pure() => function.result.clone(),
            _ => Type::pure(),
        };
        Some((Rounding::new(function.places?, RoundingMode::HalfUp), ty))
    }

    /// 分段(x, [[线, 值], …], 其余)
    fn bands(&mut self, [value, otherwise]: [&Pure; 2], bands: &Pure, frame: &mut Frame, span: Span) -> Option<Made> {
        let value = self.number(value, frame)?;
        let otherwise = self.number(otherwise, frame)?;
        let bands = points(bands)?;
        if bands.is_empty() || !bands.is_sorted_by(|upper, lower| upper.0 > lower.0) {
            return None;
        }
        let shared = self.shared(value.value);
        let arms = bands.into_iter().map(|(line, earned)| {
            let (own, line) = (self.checker.another(shared), self.number_of(line, span));
            (self.compare(Comparison::AtLeast, own, line, span), self.number_of(earned, span))
        });
        let arms = arms.collect();
        let kind = ExprKind::Case { arms, otherwise: otherwise.value };
        Some(Made { value: self.add(kind, Type::pure(), span), ends: [value.ends, otherwise.ends].concat() })
    }

    /// 插值(x, [[x1, y1], …]): straight lines between the points, level beyond them.
    fn interpolated(&mut self, value: &Pure, at: &Pure, frame: &mut Frame, span: Span) -> Option<Made> {
        let value = self.number(value, frame)?;
        let points = points(at)?;
        let ((first, last), rising) =
            ((points.first()?, points.last()?), points.is_sorted_by(|left, right| left.0 < right.0));
        if points.len() < 2 || !rising {
            return None;
        }
        let shared = self.shared(value.value);
        let at_most = |translator: &mut Self, point: &Number| {
            let (own, point) = (translator.checker.another(shared), translator.number_of(point.clone(), span));
            translator.compare(Comparison::AtMost, own, point, span)
        };
        let join = |translator: &mut Self, operator: Operator, left: ExprId, right: ExprId| {
            translator.add(ExprKind::Arithmetic { operator, left, right }, Type::pure(), span)
        };
        let mut arms = vec![(at_most(self, &first.0), self.number_of(first.1.clone(), span))];
        for (low, high) in points.iter().zip(points.iter().skip(1)) {
            let slope = (&high.1 - &low.1).checked_div(&(&high.0 - &low.0))?;
            let (own, from) = (self.checker.another(shared), self.number_of(low.0.clone(), span));
            let along = join(self, Operator::Subtract, own, from);
            let slope = self.number_of(slope, span);
            let gained = join(self, Operator::Multiply, along, slope);
            let start = self.number_of(low.1.clone(), span);
            let piece = join(self, Operator::Add, start, gained);
            arms.push((at_most(self, &high.0), piece));
        }
        let otherwise = self.number_of(last.1.clone(), span);
        Some(Made { value: self.add(ExprKind::Case { arms, otherwise }, Type::pure(), span), ..value })
    }
}

//! Functions of the library of scripts, in the core.

use super::core::{comparable, compare, constant, constant_number, is_known, points, pure_type, small, whole};
use super::{Frame, Made, Translator};
use crate::core::{Comparison, Constant, Expr, ExprKind, Operator, Type};
use crate::finding::Span;
use crate::number::{Number, Rounding, RoundingMode};
use crate::script::{Helper, Pure};

/// Powers of a higher degree occur in no rule.
const HIGHEST_POWER: i64 = 100;

impl Translator<'_> {
    pub(super) fn helper(&mut self, helper: Helper, arguments: &[Pure], frame: &mut Frame, span: Span) -> Option<Made> {
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
        let value = self.helped(helper, values, span)?;
        Some(Made { value, ends })
    }

    fn helped(&self, helper: Helper, values: Vec<Expr>, span: Span) -> Option<Expr> {
        if let (Helper::IsMissing, [value]) = (helper, values.as_slice()) {
            let no = constant(Constant::YesNo(false), Type::YesNo, span);
            let kind = ExprKind::IfMissing { value: Box::new(is_known(value)), default: Box::new(no) };
            let known = Expr::new(kind, Type::YesNo, span);
            return Some(Expr::new(ExprKind::Not(Box::new(known)), Type::YesNo, span));
        }
        if let (Helper::Default, [value, default]) = (helper, values.as_slice()) {
            let (value, default) = comparable(value.clone(), default.clone())?;
            let ty = value.ty.clone();
            let kind = ExprKind::IfMissing { value: Box::new(value), default: Box::new(default) };
            return Some(Expr::new(kind, ty, span));
        }
        if values.iter().any(|value| !matches!(value.ty, Type::Number(_))) {
            return None;
        }
        let number = |kind: ExprKind| Some(Expr::new(kind, pure_type(), span));
        match (helper, values.as_slice()) {
            (Helper::Absolute, [value]) => {
                let negative = Expr::new(ExprKind::Negate(Box::new(value.clone())), pure_type(), span);
                number(ExprKind::Greatest(vec![value.clone(), negative]))
            }
            (Helper::Greatest, [_, ..]) => number(ExprKind::Greatest(values)),
            (Helper::Least, [_, ..]) => number(ExprKind::Least(values)),
            (Helper::Round | Helper::RoundUp | Helper::Truncate, [value, places]) => {
                let mode = match helper {
                    Helper::Round => RoundingMode::HalfUp,
                    Helper::RoundUp => RoundingMode::Up,
                    _ => RoundingMode::Down,
                };
                let rounding = Rounding::new(small(places)?, mode);
                number(ExprKind::Round { value: Box::new(value.clone()), rounding })
            }
            (Helper::Growth, [now, base]) => {
                let zero = constant_number(Number::zero(), span);
                let kind = |operator, left: &Expr, right: &Expr| ExprKind::Arithmetic {
                    operator,
                    left: Box::new(left.clone()),
                    right: Box::new(right.clone()),
                };
                let change = Expr::new(kind(Operator::Subtract, now, base), pure_type(), span);
                let rate = Expr::new(kind(Operator::Divide, &change, base), pure_type(), span);
                let outside = Expr::new(ExprKind::Undecided, pure_type(), span);
                let arms = vec![(compare(Comparison::Above, base, zero, span), rate)];
                number(ExprKind::Case { arms, otherwise: Box::new(outside) })
            }
            (Helper::Root, [value, degree, places @ ..]) => {
                let degree = whole(degree).filter(|degree| (1..=HIGHEST_POWER).contains(degree))?;
                let exponent = Number::ratio(1, i128::from(degree))?;
                let exponent = constant(Constant::Number(exponent), pure_type(), span);
                let (places, ty) = self.places(places)?;
                let kind = ExprKind::Powers { factors: vec![(value.clone(), exponent)], places: Some(places) };
                Some(Expr::new(kind, ty, span))
            }
            (Helper::Power, [value, exponent]) => {
                whole(exponent).filter(|exponent| exponent.abs() <= HIGHEST_POWER)?;
                number(ExprKind::Powers { factors: vec![(value.clone(), exponent.clone())], places: None })
            }
            (Helper::Exponential, [value, places @ ..]) => {
                let (places, ty) = self.places(places)?;
                Some(Expr::new(ExprKind::Exponential { value: Box::new(value.clone()), places }, ty, span))
            }
            _ => None,
        }
    }

    /// The decimals that a root is worked out to: stated, or those of the result.
    fn places(&self, stated: &[Expr]) -> Option<(u32, Type)> {
        if let [places] = stated {
            return Some((small(places)?, pure_type()));
        }
        let function = self.whole.declared;
        let ty = match &function.result {
            Type::Number(unit) if unit.dimension.is_pure() => function.result.clone(),
            _ => pure_type(),
        };
        Some((function.places?, ty))
    }

    /// 分段(x, [[线, 值], …], 其余)
    fn bands(&mut self, [value, otherwise]: [&Pure; 2], bands: &Pure, frame: &mut Frame, span: Span) -> Option<Made> {
        let value = self.number(value, frame)?;
        let otherwise = self.number(otherwise, frame)?;
        let bands = points(bands)?;
        if bands.is_empty() || !bands.is_sorted_by(|upper, lower| upper.0 > lower.0) {
            return None;
        }
        let arms = bands
            .into_iter()
            .map(|(line, earned)| {
                let line = constant(Constant::Number(line), pure_type(), span);
                (compare(Comparison::AtLeast, &value.value, line, span), constant_number(earned, span))
            })
            .collect();
        let kind = ExprKind::Case { arms, otherwise: Box::new(otherwise.value) };
        Some(Made { value: Expr::new(kind, pure_type(), span), ends: [value.ends, otherwise.ends].concat() })
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
        let number = |number: &Number| constant_number(number.clone(), span);
        let join = |operator: Operator, left: Expr, right: Expr| {
            let kind = ExprKind::Arithmetic { operator, left: Box::new(left), right: Box::new(right) };
            Expr::new(kind, pure_type(), span)
        };
        let mut arms = vec![(compare(Comparison::AtMost, &value.value, number(&first.0), span), number(&first.1))];
        for (low, high) in points.iter().zip(points.iter().skip(1)) {
            let slope = (&high.1 - &low.1).checked_div(&(&high.0 - &low.0))?;
            let along = join(Operator::Subtract, value.value.clone(), number(&low.0));
            let gained = join(Operator::Multiply, along, number(&slope));
            let piece = join(Operator::Add, number(&low.1), gained);
            arms.push((compare(Comparison::AtMost, &value.value, number(&high.0), span), piece));
        }
        let kind = ExprKind::Case { arms, otherwise: Box::new(number(&last.1)) };
        Some(Made { value: Expr::new(kind, pure_type(), span), ..value })
    }
}

//! The value of a node from the values of its children: what the exact engine and the folding of
//! constants have in common.

use super::expr::{Expr, ExprKind};
use super::operator::Operator;
use super::ordered::Places;
use super::types::{Constant, Type};
use crate::invariant::OrBroken;
use crate::number::{Accuracy, Number, Rounding, exponential, logarithm, product_of_powers};

/// More than these bits, some eighty thousand digits, no figure of an evaluation has; squares of squares
/// would fill the memory.
const MOST_BITS: u64 = 1 << 18;

/// Why a node has no number although its children have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undefined {
    /// A division by zero.
    ZeroDivisor,
    /// A number outside the domain of a function, or a result too large.
    OutsideDomain,
    /// No place is left for so few terms.
    TooFew,
    /// The node does not take numbers to a number.
    NotOfNumbers,
}

impl Expr {
    /// The number of a node that takes numbers to a number; `operands` are those of
    /// [`ExprKind::children`], in their order.
    ///
    /// # Errors
    /// Why there is none.
    pub fn of_numbers(&self, operands: &[Number]) -> Result<Number, Undefined> {
        match (&self.kind, operands) {
            (ExprKind::Constant(Constant::Number(number)), []) => Ok(number.clone()),
            (ExprKind::Negate(_), [value]) => Ok(-value),
            (ExprKind::Arithmetic { .. }, [left, right]) if left.bits() + right.bits() > MOST_BITS => {
                Err(Undefined::OutsideDomain)
            }
            (ExprKind::Arithmetic { operator, .. }, [left, right]) => match operator {
                Operator::Add => Ok(left + right),
                Operator::Subtract => Ok(left - right),
                Operator::Multiply => Ok(left * right),
                Operator::Divide => left.checked_div(right).ok_or(Undefined::ZeroDivisor),
            },
            (ExprKind::Sum(_), values) => Ok(values.iter().sum()),
            (ExprKind::Least(_), values) => values.iter().min().cloned().ok_or(Undefined::NotOfNumbers),
            (ExprKind::Greatest(_), values) => values.iter().max().cloned().ok_or(Undefined::NotOfNumbers),
            (ExprKind::Round { rounding, .. }, [value]) => Ok(self.ty.rounded(value, *rounding)),
            (ExprKind::Powers { rounding, .. }, values) => {
                let factors: Vec<(Number, Number)> = values
                    .chunks_exact(2)
                    .filter_map(|pair| match pair {
                        [base, exponent] => Some((base.clone(), exponent.clone())),
                        _ => None,
                    })
                    .collect();
                let product = match rounding {
                    Some(rounding) => product_of_powers(&factors, &self.ty.accuracy(*rounding)),
                    None => exact_product(&factors),
                };
                product.ok_or(Undefined::OutsideDomain)
            }
            (ExprKind::Logarithm { rounding, .. }, [value, base @ ..]) => {
                logarithm(value, base.first(), &self.ty.accuracy(*rounding)).ok_or(Undefined::OutsideDomain)
            }
            (ExprKind::Exponential { rounding, .. }, [value]) => {
                exponential(value, &self.ty.accuracy(*rounding)).ok_or(Undefined::OutsideDomain)
            }
            (ExprKind::Ordered { terms, places }, values) if terms.iter().all(|term| term.counts.is_none()) => {
                let (terms, written) = values.split_at_checked(terms.len()).ok_or(Undefined::NotOfNumbers)?;
                places.weighed(terms.to_vec(), written)
            }
            _ => Err(Undefined::NotOfNumbers),
        }
    }
}

impl Places {
    /// The terms from the greatest, each times the weight of its place, added up; `written` are the weights of
    /// [`Places::Written`].
    ///
    /// # Errors
    /// That the places give no weights for so many terms.
    pub fn weighed(&self, mut terms: Vec<Number>, written: &[Number]) -> Result<Number, Undefined> {
        let own;
        let weights = if let Self::Written(_) = self {
            written
        } else {
            own = self.weights(terms.len()).ok_or(Undefined::TooFew)?;
            &own
        };
        if terms.len() != weights.len() {
            return Err(Undefined::TooFew);
        }
        terms.sort_by(|left, right| right.cmp(left));
        Ok(terms.iter().zip(weights).map(|(term, weight)| term * weight).sum())
    }
}

fn exact_product(factors: &[(Number, Number)]) -> Option<Number> {
    let mut product = Number::one();
    for (base, exponent) in factors {
        let exponent = exponent.to_scaled(0).and_then(|exponent| i64::try_from(exponent).ok())?;
        product = product * base.power(exponent)?;
    }
    Some(product)
}

impl Type {
    /// A number rounded as a reader sees it: in the unit of the type.
    #[must_use]
    pub fn rounded(&self, value: &Number, rounding: Rounding) -> Number {
        let unit = match self {
            Self::Number(unit) => &unit.scale,
            _ => return value.round(rounding),
        };
        value.checked_div(unit).or_broken("no unit is nothing").round(rounding) * unit
    }

    /// So many decimals of the figure that a reader sees.
    #[must_use]
    pub fn accuracy(&self, Rounding { places, mode, .. }: Rounding) -> Accuracy {
        let accuracy = match self {
            Self::Number(unit) => Accuracy::new(places, &unit.scale),
            _ => Accuracy::new(places, &Number::one()),
        };
        accuracy.by(mode)
    }
}

//! Forms of which all values are known: by bands of a number, and so many times as large.

use std::sync::Arc;

use super::bounds::Width;
use super::form::Form;
use super::kind::Kind;
use super::op::{Bands, Op};

impl Form {
    /// A case in which one number is held against lines, and all values are known.
    pub(super) fn bands(arms: &[(Self, Self)], otherwise: &Self) -> Option<Self> {
        let is_short = |form: &Self| matches!(form.kind(), Kind::Whole(Width::Bits32 | Width::Bits64));
        let whole = |form: &Self| if let Op::Whole(value) = form.op() { Some(*value) } else { None };
        let Op::Compared(_, number, _) = arms.first()?.0.op() else { return None };
        if !is_short(number) || !is_short(otherwise) || number.is_literal() {
            return None;
        }
        let lines = arms.iter().map(|(condition, value)| match condition.op() {
            Op::Compared(comparison, own, line) if own == number => Some((*comparison, whole(line)?, whole(value)?)),
            _ => None,
        });
        let bands = Bands { lines: lines.collect::<Option<_>>()?, otherwise: whole(otherwise)? };
        Some(Self::new(Op::Bands(number.clone(), Arc::new(bands)), otherwise.kind(), number.is_nullable()))
    }

    /// The same number so many times, where that takes no operation: all values that it can have are known, also those
    /// of rows that do not count, and fit.
    pub(super) fn multiplied(&self, factor: i128, width: Width) -> Option<Self> {
        let times = |value: i128| value.checked_mul(factor).filter(|value| width.holds(*value));
        match self.op() {
            Op::Whole(value) => Some(Self::whole(times(*value)?, width)),
            Op::Null => Some(Self::null(Kind::Whole(width))),
            Op::Bands(number, bands) if width < Width::Bits128 => {
                let bands = Arc::new(bands.map(times)?);
                Some(Self::new(Op::Bands(number.clone(), bands), Kind::Whole(width), self.is_nullable()))
            }
            Op::Filled(value, default) => {
                Some(value.multiplied(factor, width)?.or_else(&default.multiplied(factor, width)?))
            }
            Op::Case(arms, otherwise) => {
                let arm =
                    |(condition, value): &(Self, Self)| Some((condition.clone(), value.multiplied(factor, width)?));
                let arms = arms.iter().map(arm).collect::<Option<_>>()?;
                Some(Self::case(arms, &otherwise.multiplied(factor, width)?))
            }
            Op::Choice(condition, value, otherwise) => {
                let (value, otherwise) = (value.multiplied(factor, width)?, otherwise.multiplied(factor, width)?);
                Some(Self::choice(condition, &value, &otherwise))
            }
            _ => None,
        }
    }
}

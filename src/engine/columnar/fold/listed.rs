//! Figures that need all values of a group.

use crate::cancel::sort_by;
use crate::engine::columnar::bounds::Width;
use crate::engine::columnar::vector::{Values, Vector};
use crate::invariant::fit;

/// A value of any kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Value<'a> {
    Number(i128),
    Text(&'a str),
}

/// What is made of all values of a group.
#[derive(Clone, Copy)]
pub(in super::super) enum Listed {
    /// How many are different.
    Distinct(Width),
    /// The sum of all but some of the least and of the greatest.
    Trimmed { low: usize, dropped: usize, width: Width },
    /// The sum over different values of the greatest number beside each.
    SumOfGreatest(Width),
}

impl Listed {
    /// What is made of the values of each of so many groups.
    pub(super) fn finish<'a>(self, mut values: Vec<(u32, Value<'_>, i128)>, groups: usize) -> Vector<'a> {
        sort_by(&mut values, Ord::cmp);
        let mut sums = vec![0_i128; groups];
        for group in values.chunk_by(|left, right| left.0 == right.0) {
            let Some(sum) = group.first().and_then(|(at, ..)| sums.get_mut(fit::<usize>(*at))) else { continue };
            *sum = match self {
                Self::Distinct(_) => fit(group.chunk_by(|left, right| left.1 == right.1).count()),
                Self::Trimmed { low, dropped, .. } => {
                    let rest = group.len().saturating_sub(dropped);
                    let kept = group.iter().skip(low).take(rest);
                    kept.map(|(_, value, _)| if let Value::Number(value) = value { *value } else { 0 }).sum()
                }
                Self::SumOfGreatest(_) => {
                    let greatest = group.chunk_by(|left, right| left.1 == right.1).filter_map(<[_]>::last);
                    greatest.map(|(.., value)| value).sum()
                }
            };
        }
        let (Self::Distinct(width) | Self::Trimmed { width, .. } | Self::SumOfGreatest(width)) = self;
        Vector::full(match width {
            Width::Bits128 => Values::Bits128(sums),
            narrower => Values::narrowed(sums.into_iter().map(fit::<i64>).collect(), narrower),
        })
    }
}

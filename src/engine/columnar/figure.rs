//! Figures over groups of rows.

use super::bounds::Width;
use super::kind::Kind;

/// What is worked out over the rows of a group, from what each of them tells. A row for which that is nothing is left
/// out.
#[derive(PartialEq, Eq, Hash, Clone)]
pub(super) enum Figure<P> {
    /// How many rows there are, or for how many something holds.
    Count(Option<P>, Width),
    /// How many have a value.
    Present(P, Width),
    /// Whether something holds for one.
    Any(P),
    /// The sum, in a width that holds it.
    Sum(P, Width),
    Least(P),
    Greatest(P),
    /// How many different values there are.
    Distinct(P, Width),
    /// The sum of all but the `low` least and so many of the greatest that `dropped` are left out.
    Trimmed {
        value: P,
        low: usize,
        dropped: usize,
        width: Width,
    },
    /// The sum over different values of `by` of the greatest value beside them.
    SumOfGreatest {
        by: P,
        value: P,
        width: Width,
    },
    /// The value of the only row that counts. More than one such row raises the alarm, but where a row is unknown.
    Only {
        counts: Option<P>,
        value: P,
        unknown: Option<P>,
    },
}

impl<P> Figure<P> {
    /// Calls `each` with what it reads of each row.
    pub(super) fn each_part<'f>(&'f self, mut each: impl FnMut(&'f P)) {
        match self {
            Self::Count(of, _) => of.iter().for_each(each),
            Self::Present(of, _)
            | Self::Any(of)
            | Self::Sum(of, _)
            | Self::Least(of)
            | Self::Greatest(of)
            | Self::Distinct(of, _)
            | Self::Trimmed { value: of, .. } => each(of),
            Self::SumOfGreatest { by, value, .. } => {
                each(by);
                each(value);
            }
            Self::Only { counts, value, unknown } => {
                counts.iter().for_each(&mut each);
                each(value);
                unknown.iter().for_each(each);
            }
        }
    }

    /// The same over other parts.
    pub(super) fn map<Q>(&self, mut part: impl FnMut(&P) -> Q) -> Figure<Q> {
        match self {
            Self::Count(of, width) => Figure::Count(of.as_ref().map(part), *width),
            Self::Present(of, width) => Figure::Present(part(of), *width),
            Self::Any(of) => Figure::Any(part(of)),
            Self::Sum(of, width) => Figure::Sum(part(of), *width),
            Self::Least(of) => Figure::Least(part(of)),
            Self::Greatest(of) => Figure::Greatest(part(of)),
            Self::Distinct(of, width) => Figure::Distinct(part(of), *width),
            Self::Trimmed { value, low, dropped, width } => {
                Figure::Trimmed { value: part(value), low: *low, dropped: *dropped, width: *width }
            }
            Self::SumOfGreatest { by, value, width } => {
                Figure::SumOfGreatest { by: part(by), value: part(value), width: *width }
            }
            Self::Only { counts, value, unknown } => Figure::Only {
                counts: counts.as_ref().map(&mut part),
                value: part(value),
                unknown: unknown.as_ref().map(part),
            },
        }
    }

    /// Whether it can have no value.
    pub(super) fn is_nullable(&self) -> bool {
        matches!(self, Self::Least(_) | Self::Greatest(_) | Self::Only { .. })
    }

    /// What its values are, of parts of these kinds.
    pub(super) fn kind(&self, of: impl Fn(&P) -> Kind) -> Kind {
        match self {
            Self::Count(_, width)
            | Self::Present(_, width)
            | Self::Distinct(_, width)
            | Self::Sum(_, width)
            | Self::Trimmed { width, .. }
            | Self::SumOfGreatest { width, .. } => Kind::Whole(*width),
            Self::Any(_) => Kind::Truth,
            Self::Least(value) | Self::Greatest(value) | Self::Only { value, .. } => of(value),
        }
    }
}

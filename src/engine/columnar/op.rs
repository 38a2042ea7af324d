//! The operations of the integer program.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::figure::Figure;
use super::rank::Ranking;
use super::script::rows::Rows;
use super::vector::Given;
use crate::core::{Comparison, FieldId, Peers, TableId};

/// What gives a value for each row, from parts that do: forms while it is built, places in a schedule.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Op<P> {
    /// The cells of a column of the table, or of one above it.
    Field(TableId, FieldId),
    /// What is known before.
    Given(Known<Given>),
    Whole(i128),
    Truth(bool),
    Text(Arc<str>),
    Null,
    /// A figure over the rows of a table below.
    Below(TableId, Figure<P>),
    /// The value of the row above in a table.
    Above(TableId, P),
    /// A figure over rows of a table that stand below the same row above and say the same.
    Beside(Box<Beside<P>>),
    /// A figure over all rows of the table that share some fields.
    Cohort(Peers, Figure<P>),
    /// The place among all rows of the table that share some fields.
    Rank(Peers, Ranking<P>),
    /// A function of a script, called with these arguments.
    Call(Known<Arc<Rows>>, Vec<P>),
    /// A function of a day.
    Moved(P, Known<Arc<Move>>),
    Not(P),
    IsNull(P),
    IsPresent(P),
    /// The first, or the second where that is null.
    Filled(P, P),
    Both(P, P),
    Either(P, P),
    Computed(Computation, P, P),
    Compared(Comparison, P, P),
    /// The same number in another width, which holds it.
    Resized(P),
    /// The first where the condition holds, else the second; a null condition does not hold.
    Choice(P, P, P),
    /// The value beside the first condition that holds; null after a null condition.
    Case(Vec<(P, P)>, P),
    /// The same of one number that is held against lines.
    Bands(P, Arc<Bands>),
}

/// Rows that are looked up, and what is worked out of them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Beside<P> {
    /// Their table.
    pub(super) of: TableId,
    /// The table above both of which one row is above both.
    pub(super) above: TableId,
    /// What they say, and what the row at hand says.
    pub(super) keys: Vec<(P, P)>,
    pub(super) figure: Figure<P>,
}

/// Lines with the value beside each, and the value of what keeps to none of them.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Bands {
    pub(super) lines: Vec<(Comparison, i128, i128)>,
    pub(super) otherwise: i128,
}

impl Bands {
    /// The same with other values; nothing where one has none.
    pub(super) fn map(&self, other: impl Fn(i128) -> Option<i128>) -> Option<Self> {
        let line = |(comparison, line, value): &(Comparison, i128, i128)| Some((*comparison, *line, other(*value)?));
        let lines = self.lines.iter().map(line).collect::<Option<Vec<_>>>()?;
        Some(Self { lines, otherwise: other(self.otherwise)? })
    }
}

/// Arithmetic of two numbers of one width, which holds the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Computation {
    Add,
    Subtract,
    Multiply,
    /// Rounded towards 0. The divisor is above 0 wherever the result counts.
    Divide,
}

/// A day from a day; nothing where the alarm is to be raised.
pub(super) type Move = dyn Fn(i32) -> Option<i32> + Send + Sync;

/// Something that is equal to itself alone.
#[derive(Clone)]
pub(super) struct Known<T>(pub(super) T);

impl<T: ?Sized> PartialEq for Known<Arc<T>> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Eq for Known<Arc<T>> {}

impl<T: ?Sized> Hash for Known<Arc<T>> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).cast::<()>().hash(state);
    }
}

impl<P> Op<P> {
    /// Calls `each` with every part of the same table.
    pub(super) fn each_part<'o>(&'o self, mut each: impl FnMut(&'o P)) {
        match self {
            Self::Field(..)
            | Self::Given(_)
            | Self::Whole(_)
            | Self::Truth(_)
            | Self::Text(_)
            | Self::Null
            | Self::Above(..)
            | Self::Below(..) => {}
            Self::Beside(beside) => beside.keys.iter().for_each(|(_, own)| each(own)),
            Self::Cohort(_, figure) => figure.each_part(each),
            Self::Rank(_, ranking) => ranking.each_part(each),
            Self::Call(_, parts) => parts.iter().for_each(each),
            Self::Not(part)
            | Self::IsNull(part)
            | Self::IsPresent(part)
            | Self::Resized(part)
            | Self::Bands(part, _)
            | Self::Moved(part, _) => each(part),
            Self::Filled(left, right)
            | Self::Both(left, right)
            | Self::Either(left, right)
            | Self::Computed(_, left, right)
            | Self::Compared(_, left, right) => {
                each(left);
                each(right);
            }
            Self::Choice(condition, value, otherwise) => {
                each(condition);
                each(value);
                each(otherwise);
            }
            Self::Case(arms, otherwise) => {
                for (condition, value) in arms {
                    each(condition);
                    each(value);
                }
                each(otherwise);
            }
        }
    }

    /// Calls `each` with every part of another table.
    pub(super) fn each_part_elsewhere<'o>(&'o self, mut each: impl FnMut(TableId, &'o P)) {
        match self {
            Self::Below(of, figure) => figure.each_part(|part| each(*of, part)),
            Self::Above(of, part) => each(*of, part),
            Self::Beside(beside) => {
                beside.keys.iter().for_each(|(theirs, _)| each(beside.of, theirs));
                beside.figure.each_part(|part| each(beside.of, part));
            }
            _ => {}
        }
    }

    /// Whether it needs all rows of a table.
    pub(super) fn is_gathered(&self) -> bool {
        matches!(self, Self::Beside(_) | Self::Cohort(..) | Self::Rank(..))
    }

    /// Whether it is there without being worked out.
    pub(super) fn is_source(&self) -> bool {
        matches!(self, Self::Field(..) | Self::Given(_) | Self::Whole(_) | Self::Truth(_) | Self::Text(_) | Self::Null)
    }

    /// The same of other parts; `other` is told the table of a part of another one.
    pub(super) fn map<Q>(&self, mut other: impl FnMut(Option<TableId>, &P) -> Q) -> Op<Q> {
        let mut part = |part: &P| other(None, part);
        match self {
            Self::Below(of, figure) => Op::Below(*of, figure.map(|part| other(Some(*of), part))),
            Self::Above(of, part) => Op::Above(*of, other(Some(*of), part)),
            Self::Beside(beside) => {
                let Beside { of, above, keys, figure } = beside.as_ref();
                let keys = keys.iter().map(|(theirs, own)| (other(Some(*of), theirs), other(None, own))).collect();
                let figure = figure.map(|part| other(Some(*of), part));
                Op::Beside(Box::new(Beside { of: *of, above: *above, keys, figure }))
            }
            Self::Field(of, field) => Op::Field(*of, *field),
            Self::Given(column) => Op::Given(column.clone()),
            Self::Whole(value) => Op::Whole(*value),
            Self::Truth(truth) => Op::Truth(*truth),
            Self::Text(text) => Op::Text(Arc::clone(text)),
            Self::Null => Op::Null,
            Self::Cohort(peers, figure) => Op::Cohort(peers.clone(), figure.map(part)),
            Self::Rank(peers, ranking) => Op::Rank(peers.clone(), ranking.map(part)),
            Self::Call(function, parts) => Op::Call(function.clone(), parts.iter().map(part).collect()),
            Self::Moved(day, function) => Op::Moved(part(day), function.clone()),
            Self::Not(of) => Op::Not(part(of)),
            Self::IsNull(of) => Op::IsNull(part(of)),
            Self::IsPresent(of) => Op::IsPresent(part(of)),
            Self::Filled(left, right) => Op::Filled(part(left), part(right)),
            Self::Both(left, right) => Op::Both(part(left), part(right)),
            Self::Either(left, right) => Op::Either(part(left), part(right)),
            Self::Computed(computation, left, right) => Op::Computed(*computation, part(left), part(right)),
            Self::Compared(comparison, left, right) => Op::Compared(*comparison, part(left), part(right)),
            Self::Resized(of) => Op::Resized(part(of)),
            Self::Bands(of, bands) => Op::Bands(part(of), Arc::clone(bands)),
            Self::Choice(condition, value, otherwise) => Op::Choice(part(condition), part(value), part(otherwise)),
            Self::Case(arms, otherwise) => {
                let arms = arms.iter().map(|(condition, value)| (part(condition), part(value))).collect();
                Op::Case(arms, part(otherwise))
            }
        }
    }
}

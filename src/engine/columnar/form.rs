//! What is worked out for each row of a table, and how: the integer program before it is a schedule ([`super::schedule`]).
//!
//! A form is built of forms below it and shares them. A value is null where something on the way is.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::bounds::Width;
use super::figure::Figure;
use super::kind::Kind;
use super::op::{Beside, Computation, Known, Move, Op};
use super::rank::Ranking;
use super::script::rows::Rows;
use super::vector::Given;
use crate::core::{Comparison, FieldId, Peers, TableId};

/// A value for each row of one table.
#[derive(Clone)]
pub(super) struct Form(Arc<Node>);

struct Node {
    op: Op<Form>,
    /// The hash of the operation, by which unequal forms are told apart at once.
    hash: u64,
    kind: Kind,
    /// After how many rounds over all rows it can be worked out.
    level: usize,
    nulls: Nulls,
    /// Whether working it out may raise the alarm; what may is not left out, as the exact engine would report a fault.
    may_alarm: bool,
    /// Whether it has the same value in every row whatever the data are.
    is_literal: bool,
}

/// In which rows a form is null.
#[derive(Clone)]
enum Nulls {
    Never,
    /// In some that no other form tells.
    Own,
    /// Where another form is, and nowhere else.
    Where(Form),
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || (self.0.hash == other.0.hash && self.0.op == other.0.op)
    }
}

impl Eq for Form {}

impl Hash for Form {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash.hash(state);
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({:x})", self.0.hash)
    }
}

impl Form {
    pub(super) fn new(op: Op<Self>, kind: Kind, is_nullable: bool) -> Self {
        let mut hasher = DefaultHasher::new();
        (&op, kind).hash(&mut hasher);
        let mut level = 0;
        let mut is_literal = matches!(op, Op::Whole(_) | Op::Truth(_) | Op::Text(_) | Op::Null) || !op.is_source();
        is_literal &=
            !matches!(op, Op::Above(..) | Op::Below(..) | Op::Beside(_) | Op::Cohort(..) | Op::Rank(..) | Op::Call(..));
        op.each_part(|part| {
            level = level.max(part.0.level);
            is_literal &= part.0.is_literal;
        });
        op.each_part_elsewhere(|_, part| level = level.max(part.0.level));
        // A row above is done with after those below it.
        level = level.saturating_add(usize::from(op.is_gathered() || matches!(op, Op::Above(..))));
        let may_alarm = may_alarm(&op);
        let nulls = if is_nullable { Nulls::of(&op) } else { Nulls::Never };
        Self(Arc::new(Node { op, hash: hasher.finish(), kind, level, nulls, may_alarm, is_literal }))
    }

    /// The form that is null in the same rows, itself if there is no simpler one; nothing if it never is.
    fn null_source(&self) -> Option<&Self> {
        match &self.0.nulls {
            Nulls::Never => None,
            Nulls::Own => Some(self),
            Nulls::Where(source) => Some(source),
        }
    }

    /// Whether it says that a form is there, and no more.
    fn is_presence_of(&self, source: &Self) -> bool {
        match self.op() {
            Op::IsPresent(of) => of == source,
            Op::Not(not) => matches!(not.op(), Op::IsNull(of) if of == source),
            _ => false,
        }
    }

    /// Whether it holds only where a form is there.
    fn implies(&self, source: &Self) -> bool {
        match self.op() {
            Op::Both(left, right) => left.implies(source) || right.implies(source),
            _ => self.is_presence_of(source),
        }
    }

    /// A condition that holds in the same rows where `source` is there.
    fn where_there(&self, source: &Self) -> Self {
        match self.op() {
            Op::Both(left, right) if left.is_presence_of(source) => right.where_there(source),
            Op::Both(left, right) if right.is_presence_of(source) => left.where_there(source),
            Op::Both(left, right) => left.where_there(source).and(&right.where_there(source)),
            _ if self.is_presence_of(source) => Self::truth(true),
            _ => self.clone(),
        }
    }

    /// A condition that holds in the same rows; in others it may be null.
    pub(super) fn holding(&self) -> Self {
        match self.op() {
            Op::Both(left, right) if right.null_source().is_some_and(|source| left.is_presence_of(source)) => {
                right.clone()
            }
            Op::Both(left, right) if left.null_source().is_some_and(|source| right.is_presence_of(source)) => {
                left.clone()
            }
            _ => self.clone(),
        }
    }

    /// Whether it is known to hold, or not to, whatever the data are.
    pub(super) fn as_truth(&self) -> Option<bool> {
        match self.op() {
            Op::Truth(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The cells of a column.
    pub(super) fn field(of: TableId, field: FieldId, kind: Kind, is_nullable: bool) -> Self {
        Self::new(Op::Field(of, field), kind, is_nullable)
    }

    /// A column that is known.
    pub(super) fn given(column: Given) -> Self {
        let (kind, is_nullable) = (column.values.kind(), column.present.is_some());
        Self::new(Op::Given(Known(column)), kind, is_nullable)
    }

    /// The same whole number in every row.
    pub(super) fn whole(value: i128, width: Width) -> Self {
        Self::new(Op::Whole(value), Kind::Whole(width), false)
    }

    /// The same truth in every row.
    pub(super) fn truth(truth: bool) -> Self {
        Self::new(Op::Truth(truth), Kind::Truth, false)
    }

    /// The same text in every row.
    pub(super) fn text(text: &str) -> Self {
        Self::new(Op::Text(Arc::from(text)), Kind::Text, false)
    }

    /// The null of a kind.
    pub(super) fn null(kind: Kind) -> Self {
        Self::new(Op::Null, kind, true)
    }

    /// A figure over the rows of a table below each row.
    pub(super) fn below(of: TableId, figure: Figure<Self>) -> Self {
        let (kind, is_nullable) = (figure.kind(Self::kind), figure.is_nullable());
        Self::new(Op::Below(of, figure), kind, is_nullable)
    }

    /// The value of the row above in a table, whose form this is.
    pub(super) fn above(&self, of: TableId) -> Self {
        // Cells of rows above are read where they are needed.
        if self.is_literal() || matches!(self.op(), Op::Field(..)) {
            return self.clone();
        }
        Self::new(Op::Above(of, self.clone()), self.kind(), self.is_nullable())
    }

    /// A figure over rows that each row looks up; null where it does not know which.
    pub(super) fn beside(of: TableId, above: TableId, keys: Vec<(Self, Self)>, figure: Figure<Self>) -> Self {
        let kind = figure.kind(Self::kind);
        Self::new(Op::Beside(Box::new(Beside { of, above, keys, figure })), kind, true)
    }

    /// A figure over the rows that share fields with each; null for a row without one of them.
    pub(super) fn cohort(peers: Peers, figure: Figure<Self>) -> Self {
        let kind = figure.kind(Self::kind);
        Self::new(Op::Cohort(peers, figure), kind, true)
    }

    /// The rank among the rows that share fields with each.
    pub(super) fn rank(peers: Peers, ranking: Ranking<Self>, width: Width) -> Self {
        Self::new(Op::Rank(peers, ranking), Kind::Whole(width), true)
    }

    /// What a function of a script gives.
    pub(super) fn call(function: Arc<Rows>, arguments: Vec<Self>, kind: Kind) -> Self {
        Self::new(Op::Call(Known(function), arguments), kind, true)
    }

    /// A function of this day.
    pub(super) fn moved(&self, function: Arc<Move>) -> Self {
        Self::new(Op::Moved(self.clone(), Known(function)), Kind::PLACE, true)
    }

    pub(super) fn op(&self) -> &Op<Self> {
        &self.0.op
    }

    pub(super) fn kind(&self) -> Kind {
        self.0.kind
    }

    pub(super) fn level(&self) -> usize {
        self.0.level
    }

    /// Whether it can be null at all.
    pub(super) fn is_nullable(&self) -> bool {
        !matches!(self.0.nulls, Nulls::Never)
    }

    /// Whether it has the same value in every row whatever the data are.
    pub(super) fn is_literal(&self) -> bool {
        self.0.is_literal
    }

    /// Where the form is: forms at one address are one.
    pub(super) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    /// Whether it does not hold; null where that is not known.
    pub(super) fn not(&self) -> Self {
        Self::new(Op::Not(self.clone()), Kind::Truth, self.is_nullable())
    }

    /// Whether it is null, itself never null.
    pub(super) fn is_null(&self) -> Self {
        let source = self.null_source();
        source.map_or_else(|| Self::truth(false), |of| Self::new(Op::IsNull(of.clone()), Kind::Truth, false))
    }

    /// Whether it is there, itself never null.
    pub(super) fn is_present(&self) -> Self {
        let source = self.null_source();
        source.map_or_else(|| Self::truth(true), |of| Self::new(Op::IsPresent(of.clone()), Kind::Truth, false))
    }

    /// This, or `value` where it is null.
    pub(super) fn or_else(&self, value: &Self) -> Self {
        if !self.is_nullable() {
            return self.clone();
        }
        Self::new(Op::Filled(self.clone(), value.clone()), self.kind(), value.is_nullable())
    }

    /// Whether both hold; false as soon as one does not.
    pub(super) fn and(&self, other: &Self) -> Self {
        match (self.as_truth(), other.as_truth()) {
            (Some(false), _) => return Self::truth(false),
            (_, Some(false)) if !self.0.may_alarm => return Self::truth(false),
            (Some(true), _) => return other.clone(),
            (_, Some(true)) => return self.clone(),
            (None, None) if self == other => return self.clone(),
            _ => {}
        }
        let is_quiet = !self.0.may_alarm && !other.0.may_alarm;
        let is_ruled_out =
            |one: &Self, by: &Self| is_quiet && matches!(one.op(), Op::IsNull(source) if by.implies(source));
        if is_ruled_out(self, other) || is_ruled_out(other, self) {
            return Self::truth(false);
        }
        // Where one is null the other does not hold.
        let is_guarded = |one: &Self, by: &Self| one.null_source().is_none_or(|source| by.implies(source));
        let is_nullable = !(is_guarded(self, other) && is_guarded(other, self));
        Self::new(Op::Both(self.clone(), other.clone()), Kind::Truth, is_nullable)
    }

    /// Whether one holds; true as soon as one does.
    pub(super) fn or(&self, other: &Self) -> Self {
        match (self.as_truth(), other.as_truth()) {
            (Some(true), _) => return Self::truth(true),
            (_, Some(true)) if !self.0.may_alarm => return Self::truth(true),
            (Some(false), _) => return other.clone(),
            (_, Some(false)) => return self.clone(),
            (None, None) if self == other => return self.clone(),
            _ => {}
        }
        Self::new(Op::Either(self.clone(), other.clone()), Kind::Truth, self.is_nullable() || other.is_nullable())
    }

    /// The arithmetic of two numbers of one width.
    pub(super) fn computed(&self, computation: Computation, other: &Self) -> Self {
        let is_nullable = self.is_nullable() || other.is_nullable();
        Self::new(Op::Computed(computation, self.clone(), other.clone()), self.kind(), is_nullable)
    }

    /// The comparison of two values of one kind; null where either is.
    pub(super) fn compared(&self, comparison: Comparison, other: &Self) -> Self {
        let is_nullable = self.is_nullable() || other.is_nullable();
        Self::new(Op::Compared(comparison, self.clone(), other.clone()), Kind::Truth, is_nullable)
    }

    /// The same number in another width, which holds it.
    pub(super) fn resized(&self, width: Width) -> Self {
        if self.kind() == Kind::Whole(width) {
            return self.clone();
        }
        Self::new(Op::Resized(self.clone()), Kind::Whole(width), self.is_nullable())
    }

    /// `value` where the condition holds, else `otherwise`; a null condition does not hold.
    pub(super) fn choice(condition: &Self, value: &Self, otherwise: &Self) -> Self {
        let is_nullable = value.is_nullable() || otherwise.is_nullable();
        Self::new(Op::Choice(condition.clone(), value.clone(), otherwise.clone()), value.kind(), is_nullable)
    }

    /// The value beside the first condition that holds, else `otherwise`; null after a null condition.
    pub(super) fn case(arms: Vec<(Self, Self)>, otherwise: &Self) -> Self {
        if let Some(bands) = Self::bands(&arms, otherwise) {
            return bands;
        }
        let arm_is_nullable = |(condition, value): &(Self, Self)| condition.is_nullable() || value.is_nullable();
        let is_nullable = otherwise.is_nullable() || arms.iter().any(arm_is_nullable);
        Self::new(Op::Case(arms, otherwise.clone()), otherwise.kind(), is_nullable)
    }

    /// Null in each row for which `condition` does not hold.
    pub(super) fn only_where(&self, condition: &Self) -> Self {
        let condition = self.null_source().map_or_else(|| condition.clone(), |source| condition.where_there(source));
        match condition.as_truth() {
            Some(true) => self.clone(),
            _ => Self::choice(&condition.holding(), self, &Self::null(self.kind())),
        }
    }

    /// Null in each row for which `condition` holds.
    pub(super) fn except_where(&self, condition: &Self) -> Self {
        Self::choice(condition, &Self::null(self.kind()), self)
    }
}

/// Whether an operation, or one that it rests on, may raise the alarm.
fn may_alarm(op: &Op<Form>) -> bool {
    let own = match op {
        Op::Moved(..) | Op::Call(..) | Op::Rank(..) => true,
        Op::Below(_, figure) | Op::Cohort(_, figure) => matches!(figure, Figure::Only { .. }),
        Op::Beside(beside) => matches!(beside.figure, Figure::Only { .. }),
        _ => false,
    };
    let mut any = own;
    op.each_part(|part| any |= part.0.may_alarm);
    op.each_part_elsewhere(|_, part| any |= part.0.may_alarm);
    any
}

impl Nulls {
    /// Of an operation whose result can be null.
    fn of(op: &Op<Form>) -> Self {
        match op {
            Op::Not(of) | Op::Resized(of) | Op::Bands(of, _) => Self::as_of(of),
            Op::Computed(_, left, right) | Op::Compared(_, left, right) => {
                match (left.null_source(), right.null_source()) {
                    (Some(_), None) => Self::as_of(left),
                    (None, Some(_)) => Self::as_of(right),
                    (Some(one), Some(other)) if one == other => Self::as_of(left),
                    _ => Self::Own,
                }
            }
            _ => Self::Own,
        }
    }

    fn as_of(form: &Form) -> Self {
        form.null_source().map_or(Self::Own, |source| Self::Where(source.clone()))
    }
}

//! What stands directly below a node.

use super::expr::ExprKind;
use super::id::ExprId;
use super::ordered::{Places, Term};
use super::script::{Argument, ScriptCall};

/// Calls `$each` with every node directly below a kind, in the order of evaluation; `$iter` goes through lists.
macro_rules! each_child {
    ($kind:expr, $each:ident, $iter:ident) => {
        match $kind {
            ExprKind::Constant(_)
            | ExprKind::Undecided
            | ExprKind::Uncovered
            | ExprKind::NothingApplies(_)
            | ExprKind::Field { .. }
            | ExprKind::Figure(_)
            | ExprKind::IsEmpty { .. } => {}
            ExprKind::Negate(value)
            | ExprKind::Not(value)
            | ExprKind::Round { value, .. }
            | ExprKind::Exponential { value, .. }
            | ExprKind::Rank { value, .. }
            | ExprKind::CohortWeight { of: value, .. }
            | ExprKind::TextLength(value)
            | ExprKind::NextWorkingDay(value) => $each(value),
            ExprKind::Arithmetic { left, right, .. } | ExprKind::Compare { left, right, .. } => {
                $each(left);
                $each(right);
            }
            ExprKind::TextTest { text, part, .. } => {
                $each(text);
                $each(part);
            }
            ExprKind::And(terms)
            | ExprKind::Or(terms)
            | ExprKind::Sum(terms)
            | ExprKind::Least(terms)
            | ExprKind::Greatest(terms)
            | ExprKind::CohortWeights { items: terms, .. } => terms.$iter().for_each($each),
            ExprKind::Copeland { items, weights, .. } => {
                items.$iter().for_each(&mut $each);
                weights.$iter().for_each($each);
            }
            ExprKind::Powers { factors, .. } => {
                for (base, exponent) in factors.$iter() {
                    $each(base);
                    $each(exponent);
                }
            }
            ExprKind::Logarithm { value, base, .. } => {
                $each(value);
                base.$iter().for_each($each);
            }
            ExprKind::Ordered { terms, places } => {
                for Term { value, counts } in terms.$iter() {
                    counts.$iter().for_each(&mut $each);
                    $each(value);
                }
                if let Places::Written(weights) = places {
                    weights.$iter().for_each($each);
                }
            }
            ExprKind::Case { arms, otherwise } => {
                for (when, then) in arms.$iter() {
                    $each(when);
                    $each(then);
                }
                $each(otherwise);
            }
            ExprKind::IfMissing { value, default } => {
                $each(value);
                $each(default);
            }
            ExprKind::Rows { beside, filter, value, .. } => {
                for (theirs, own) in beside.$iter().flat_map(|beside| beside.keys.$iter()) {
                    $each(theirs);
                    $each(own);
                }
                filter.$iter().for_each(&mut $each);
                value.$iter().for_each($each);
            }
            ExprKind::Cohort { filter, value, .. } => {
                filter.$iter().for_each(&mut $each);
                value.$iter().for_each($each);
            }
            ExprKind::Script(call) => {
                for argument in call.arguments.$iter() {
                    if let Argument::Parts(terms) = argument {
                        for Term { value, counts } in terms.$iter() {
                            counts.$iter().for_each(&mut $each);
                            $each(value);
                        }
                        continue;
                    }
                    let (filter, value) = match argument {
                        Argument::Value(value) => (None, Some(value)),
                        Argument::Column { filter, value, .. } => (Some(filter), Some(value)),
                        Argument::Record(_) | Argument::Parts(_) => (None, None),
                        Argument::Rows { filter, .. } => (Some(filter), None),
                    };
                    if let Some(filter) = filter {
                        filter.$iter().for_each(&mut $each);
                    }
                    value.into_iter().for_each(&mut $each);
                }
            }
            ExprKind::WorkingDayAfter { date, days } => {
                $each(date);
                $each(days);
            }
        }
    };
}

impl ExprKind {
    /// Calls `each` with every node directly below this one, in the order of evaluation.
    pub fn each_child(&self, mut each: impl FnMut(ExprId)) {
        let mut each = |child: &ExprId| each(*child);
        each_child!(self, each, iter);
    }

    /// Lets `each` replace every node directly below this one.
    pub(super) fn each_child_mut(&mut self, mut each: impl FnMut(&mut ExprId)) {
        each_child!(self, each, iter_mut);
    }

    /// The nodes directly below this one, in the order of evaluation.
    #[must_use]
    pub fn children(&self) -> Vec<ExprId> {
        let mut children = Vec::new();
        self.each_child(|child| children.push(child));
        children
    }

    /// Whether nothing stands below it.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        matches!(
            self,
            Self::Constant(_)
                | Self::Undecided
                | Self::Uncovered
                | Self::NothingApplies(_)
                | Self::Field { .. }
                | Self::Figure(_)
                | Self::IsEmpty { .. }
        )
    }

    /// Whether the unit in which the value is shown decides which value it is: where it is rounded in that unit.
    pub(super) fn depends_on_unit(&self) -> bool {
        match self {
            Self::Round { .. } | Self::Logarithm { .. } | Self::Exponential { .. } | Self::Script(_) => true,
            Self::Powers { rounding, .. } => rounding.is_some(),
            Self::Rows { statistic, .. } | Self::Cohort { statistic, .. } => statistic.is_rounded(),
            _ => false,
        }
    }

    /// What is left of it without the words of the text, and without what a script call is translated to. The middle of
    /// terms that all count is a mean without the ends.
    pub(super) fn without_words(&self) -> Self {
        match self {
            Self::Compare { comparison, left, right, .. } => {
                Self::Compare { comparison: *comparison, left: *left, right: *right, word: None }
            }
            Self::Script(call) => Self::Script(ScriptCall { translated: None, ..call.clone() }),
            Self::Ordered { terms, places: Places::Middle } if terms.iter().all(|term| term.counts.is_none()) => {
                let end = terms.len().saturating_sub(1) / 2;
                Self::Ordered { terms: terms.clone(), places: Places::Trimmed { high: end, low: end } }
            }
            kind => kind.clone(),
        }
    }
}

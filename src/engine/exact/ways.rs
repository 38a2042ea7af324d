//! Which ways an evaluation went, for those who ask what examples reach.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::core::{Arena, Expr, ExprKind};
use crate::finding::Span;
use crate::number::Number;

/// A way that an evaluation may go, told by the places of the rule text. A scoring method may copy an
/// expression; its copies have one place and so are one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// A condition of several held, and the value beside it was taken.
    Arm {
        /// The condition.
        condition: Span,
        /// The value.
        value: Span,
    },
    /// None of the conditions held.
    Otherwise {
        /// The whole.
        case: Span,
        /// The value.
        value: Span,
    },
    /// A value was missing, and this stood in.
    StandIn {
        /// What stood in.
        default: Span,
    },
    /// Of several numbers a later one was the least or greatest, as 封顶 and 保底 are.
    Bound {
        /// It.
        term: Span,
    },
}

/// Takes notes when asked to; otherwise one look at an empty option.
#[derive(Default)]
pub(super) struct Ways(Option<RefCell<BTreeSet<Way>>>);

impl Ways {
    /// Notes that are kept.
    pub(super) fn kept() -> Self {
        Self(Some(RefCell::default()))
    }

    /// What was noted so far.
    pub(super) fn noted(&self) -> BTreeSet<Way> {
        self.0.as_ref().map(|ways| ways.borrow().clone()).unwrap_or_default()
    }

    /// The branch of a case that is taken.
    pub(super) fn took(&self, condition: &Expr, value: &Expr) {
        if let Some(ways) = &self.0 {
            ways.borrow_mut().insert(Way::Arm { condition: condition.span(), value: value.span() });
        }
    }

    /// The last branch of a case.
    pub(super) fn took_otherwise(&self, case: Span, value: &Expr) {
        if let Some(ways) = &self.0 {
            ways.borrow_mut().insert(Way::Otherwise { case, value: value.span() });
        }
    }

    /// What stands in for a missing value.
    pub(super) fn stood_in(&self, default: &Expr) {
        if let Some(ways) = &self.0 {
            ways.borrow_mut().insert(Way::StandIn { default: default.span() });
        }
    }

    /// The terms of a least or greatest number, with the result.
    pub(super) fn bounded(&self, arena: &Arena, expr: &Expr, values: &[Number], result: Option<&Number>) {
        let (Some(ways), ExprKind::Least(terms) | ExprKind::Greatest(terms)) = (&self.0, &expr.kind) else { return };
        // A first term that is at its bound is not cut by it.
        if result == values.first() {
            return;
        }
        let bound = terms.iter().zip(values).find(|(_, value)| Some(*value) == result);
        ways.borrow_mut().extend(bound.map(|(term, _)| Way::Bound { term: arena.span(*term) }));
    }
}

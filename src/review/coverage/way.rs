//! The ways of a rule set, and how it is told that one was gone.

use std::collections::BTreeMap;

use crate::core::{ConditionId, FigureId, Item, Verdict};
use crate::engine::exact::Way;
use crate::finding::Span;
use crate::result::{WayKind, WayOf, WayText};

/// A way, and whether an 示例 reaches it.
#[derive(Debug, Clone)]
pub struct CoveredWay {
    /// What kind it is.
    pub kind: WayKind,
    /// To what it belongs.
    pub of: WayOf,
    /// What it says.
    pub text: WayText,
    /// Where it is written.
    pub span: Span,
    /// Whether an 示例 reaches it.
    pub reached: bool,
    /// Whether each of several items has this way, since it is said once for all.
    pub is_common: bool,
    pub(super) goal: Goal,
}

/// How it is told that a way was gone. A scoring method may copy an expression; its copies have one place and so are
/// one way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Goal {
    /// A condition that is written here held, and the value there was taken.
    Arm {
        /// The condition.
        condition: Span,
        /// The value.
        value: Span,
    },
    /// None of the conditions held of what is written here.
    Otherwise {
        /// The whole.
        case: Span,
        /// The value.
        value: Span,
    },
    /// A value was missing, and what is written here stood in.
    StandIn(Span),
    /// The bound that is written here cut a number.
    Bound(Span),
    /// 封顶 of 加分, 扣分 or 总分 cut it.
    Cap(FigureId),
    /// A condition came to this verdict, by its place in the order of reports.
    Verdict(ConditionId, usize),
    /// It is one of what is said once for several items: that of this one.
    Of(Item, Box<Goal>),
    /// A veto or restriction holds.
    Fires(FigureId),
    /// A grade or outcome was given.
    Grade(String),
}

/// All ways of a rule set, in the order of the text.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The ways.
    pub ways: Vec<CoveredWay>,
    /// What it is to go along nodes.
    pub(super) gone: BTreeMap<Way, Goal>,
}

/// Where a verdict stands among those of a condition in reports.
pub(super) fn place(verdict: Verdict) -> usize {
    match verdict {
        Verdict::NotMet => 0,
        Verdict::NotApplicable => 1,
        Verdict::Open => 2,
        Verdict::NeedsReason => 3,
        Verdict::Met => 4,
    }
}

/// The verdicts that a condition can come to when nothing is missing.
pub(super) fn verdicts(soft: bool, limited: bool) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::Met, if soft { Verdict::NeedsReason } else { Verdict::NotMet }];
    if limited {
        verdicts.push(Verdict::NotApplicable);
    }
    verdicts
}

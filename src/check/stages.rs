//! The mark of an indicator on its way through 计分, 封顶, 保底 and 调整.

use crate::core::{Arena, ExprId, FigureId, IndicatorId, Origin, Stage};
use crate::invariant::OrBroken;

/// The stages of a mark so far; each is a figure, so that the next one can read it as often as it needs.
pub(super) struct Stages {
    indicator: IndicatorId,
    made: Vec<(Stage, ExprId)>,
}

impl Stages {
    /// Of an indicator, none yet.
    pub(super) fn of(indicator: IndicatorId) -> Self {
        Self { indicator, made: Vec::new() }
    }

    /// The mark is this now.
    pub(super) fn push(&mut self, stage: Stage, mark: ExprId) {
        self.made.push((stage, mark));
    }

    /// An occurrence of the mark as it is now.
    pub(super) fn last(&self, arena: &mut Arena) -> ExprId {
        let (stage, mark) = *self.made.last().or_broken("a mark begins with its method");
        let (ty, span) = (arena[mark].ty.clone(), arena.span(mark));
        arena.figure(FigureId::Stage(self.indicator, stage), ty, Origin::implied(span))
    }

    /// All of them, in order.
    pub(super) fn into_made(self) -> Vec<(Stage, ExprId)> {
        self.made
    }
}

//! A figure and what it reads.

use crate::core::{Arena, ExprId, ExprKind, FigureId, Role, TableId};
use crate::finding::Span;

/// A figure and how it is worked out.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Its id.
    pub id: FigureId,
    /// The table for whose rows it is worked out; `None` where it is the same for all rows.
    pub table: Option<TableId>,
    /// How.
    pub expr: ExprId,
}

/// A figure that is read, and where the rules say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// The figure.
    pub id: FigureId,
    /// Where; a clause that implies the reading says it nowhere.
    pub span: Option<Span>,
}

/// The figures that an expression names, in its order; what a script is translated to counts too.
pub(super) fn reads(arena: &Arena, expr: ExprId) -> Vec<Read> {
    let (mut found, mut open) = (Vec::new(), vec![expr]);
    while let Some(expr) = open.pop() {
        for (_, node) in arena.walk(expr) {
            match &node.kind {
                ExprKind::Figure(id) => {
                    let span = (node.origin.role != Role::Implied).then_some(node.origin.span);
                    found.push(Read { id: *id, span });
                }
                ExprKind::Script(call) => open.extend(call.translated),
                _ => {}
            }
        }
    }
    found
}

/// Whether results are made of a figure.
pub(super) fn is_output(id: FigureId) -> bool {
    id.is_named()
        && !matches!(
            id,
            FigureId::Parameter(_)
                | FigureId::Definition(_)
                | FigureId::Value(_)
                | FigureId::Given(_)
                | FigureId::Score(_)
                | FigureId::BonusEntry(_)
                | FigureId::DeductionEntry(_)
        )
}

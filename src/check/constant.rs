//! Expressions that read no data.

use crate::core::{Arena, Constant, ExprId, ExprKind, FigureId};
use crate::number::Number;

/// The value of an expression that reads no data; `figure` gives the value of a named figure that is known.
pub(super) fn constant(arena: &Arena, expr: ExprId, figure: &dyn Fn(FigureId) -> Option<Constant>) -> Option<Constant> {
    // Most expressions read data, which is soon seen; nothing need be worked out then.
    let reads_data = |kind: &ExprKind| match kind {
        ExprKind::Figure(id) => figure(*id).is_none(),
        kind => kind.is_leaf() && !matches!(kind, ExprKind::Constant(_)),
    };
    if arena.walk(expr).any(|(_, node)| reads_data(&node.kind)) {
        return None;
    }
    arena.fold(expr, |_, node, operands: Vec<Option<Constant>>| match &node.kind {
        ExprKind::Constant(value) => Some(value.clone()),
        ExprKind::Figure(id) => figure(*id),
        _ => {
            let number = |operand: Option<Constant>| match operand? {
                Constant::Number(number) => Some(number),
                _ => None,
            };
            let operands: Vec<Number> = operands.into_iter().map(number).collect::<Option<_>>()?;
            node.of_numbers(&operands).ok().map(Constant::Number)
        }
    })
}

//! Whether a changed comparison can be told from the one that stands there.

use super::prover::Prover;
use crate::core::{Constant, ExprKind};
use crate::finding::Span;
use crate::number::Number;
use crate::program::Program;

/// Whether an edit at a place changes only where lines are drawn, and no value of what is held against them lies between
/// the old line and the new one. `mutant` is the program with the edit. False where that cannot be told.
#[must_use]
pub fn is_beside(program: &Program, mutant: &Program, edit: Span) -> bool {
    let meets = |span: Span| span.source == edit.source && span.start < edit.end && edit.start < span.end;
    let (lines, others) = (lines(program, &meets), lines(mutant, &|span| span.start == edit.start || meets(span)));
    if lines.0.is_empty() || lines.1 || others.1 || lines.0.len() != others.0.len() {
        return false;
    }
    let prover = Prover::new(program);
    lines.0.iter().zip(&others.0).all(|((value, line), (_, changed))| {
        let found = prover.ask().interval(*value, &prover.base);
        let (low, high) = if line < changed { (line, changed) } else { (changed, line) };
        let is_above = found.low.as_ref().is_some_and(|low| low.at > *high || low.at == *high && !low.inclusive);
        let is_below = found.high.as_ref().is_some_and(|high| high.at < *low || high.at == *low && !high.inclusive);
        !prover.gave_up() && (is_above || is_below)
    })
}

/// What is held against a line at a place, and the line; and whether something else stands there.
fn lines(program: &Program, meets: &dyn Fn(Span) -> bool) -> (Vec<(crate::core::ExprId, Number)>, bool) {
    let (mut found, mut else_there) = (Vec::new(), false);
    for figure in program.figures() {
        let mut known: Vec<crate::core::ExprId> = Vec::new();
        for (id, node) in program.arena.walk(figure.expr) {
            match &node.kind {
                ExprKind::Compare { left, right, word, .. } => {
                    let ExprKind::Constant(Constant::Number(line)) = &program.arena[*right].kind else { continue };
                    if word.is_some_and(meets) || meets(program.arena.span(*right)) {
                        found.push((*left, line.clone()));
                        known.push(*right);
                    }
                }
                ExprKind::Constant(_) if meets(node.span()) && !known.contains(&id) => else_there = true,
                _ => {}
            }
        }
    }
    (found, else_there)
}

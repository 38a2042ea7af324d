//! Which rows ask for a figure: a script in it is called for no others.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::guard::{Guard, all};
use super::lower::Lowerer;
use crate::core::{ExprId, ExprKind, FigureId};

impl Lowerer<'_> {
    /// What the rows that ask for a figure have in common; `None` if all may. A condition that rests on a figure which is
    /// just being lowered says nothing.
    pub(super) fn asking(&mut self, figure: FigureId) -> Option<Guard> {
        if let Some(known) = self.asking.get(&figure) {
            return known.clone();
        }
        // Until it is known: whoever comes round to the same figure may ask for all rows.
        self.asking.insert(figure, None);
        let asking = self.asked(figure);
        self.asking.insert(figure, asking.clone());
        asking
    }

    fn asked(&mut self, figure: FigureId) -> Option<Guard> {
        let table = self.program.figure(figure)?.table?;
        let readers = Rc::clone(&self.readers);
        let mut ways = Vec::new();
        for reading in readers.of_figure(figure) {
            let by = reading.by?;
            // Rows below may ask for any of those above them.
            if self.program.figure(by)?.table != Some(table) {
                return None;
            }
            let mut guards: Vec<Guard> = self.asking(by).into_iter().collect();
            for (condition, holds) in readers.conditions(*reading) {
                if self.is_unasked(condition) {
                    continue;
                }
                if let Ok(truth) = self.unguarded(|lowerer| lowerer.truth(condition, table)) {
                    guards.push(Guard::branch(condition, &truth, holds));
                }
            }
            if guards.is_empty() {
                return None;
            }
            ways.push(guards);
        }
        let passes = ways.iter().filter_map(|way| all(way)).reduce(|one, other| one.or(&other))?;
        Some(Guard::any(passes, ways))
    }

    /// Whether a condition cannot be asked here: it calls a script, which would be called once more, or reads a figure
    /// that is just being lowered, also through others.
    fn is_unasked(&self, condition: ExprId) -> bool {
        let is_call = |kind: &ExprKind| matches!(kind, ExprKind::Script(_));
        self.program.arena.walk(condition).any(|(_, node)| is_call(&node.kind)) || self.rests_on_open(condition)
    }

    fn rests_on_open(&self, expr: ExprId) -> bool {
        let (mut open, mut seen) = (vec![expr], BTreeSet::new());
        while let Some(expr) = open.pop() {
            for (_, node) in self.program.arena.walk(expr) {
                match &node.kind {
                    ExprKind::Figure(id) if self.lowering.contains(id) => return true,
                    ExprKind::Figure(id) if seen.insert(*id) => open.extend(self.program.body(*id)),
                    ExprKind::Script(call) => open.extend(call.translated),
                    _ => {}
                }
            }
        }
        false
    }
}

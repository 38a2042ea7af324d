//! Rows other than the row at hand: the one above it, and those beside it, which are looked up by what they say.

use std::rc::Rc;

use super::evaluator::Evaluator;
use super::index::Index;
use super::reasons::{Gathered, Reason, Reasons};
use super::value::Value;
use crate::cancel::looking;
use crate::core::{Beside, Expr, ExprKind, FigureId, TableId};
use crate::invariant::broken;

impl Evaluator<'_> {
    /// The value of a figure for a row of a table, or for the one above it in the table of the figure.
    pub(super) fn figure_at(&self, id: FigureId, table: TableId, row: usize) -> Value {
        match self.named(id).table {
            Some(of) if of != table => match self.up(table, row, of) {
                Some(above) => self.figure(id, above),
                None => Value::missing(Reason::UnknownTable(of)),
            },
            _ => self.figure(id, row),
        }
    }

    /// The rows that a figure over rows asks for at a row, in file order, before 其中.
    ///
    /// # Errors
    /// Why these are not known.
    pub fn rows_asked(&self, expr: &Expr, at: (TableId, usize)) -> Result<Vec<usize>, Reasons> {
        let ExprKind::Rows { table: of, beside, .. } = &expr.kind else {
            broken("only a figure over rows asks for rows")
        };
        let unknown = || Reasons::from(Reason::UnknownTable(*of));
        let Some(beside) = beside else { return self.rows_below(at, *of).ok_or_else(unknown) };
        let above = self.up(at.0, at.1, beside.above).filter(|_| self.tables.table(*of).known).ok_or_else(unknown)?;
        let mut own = Vec::new();
        let mut missing = Gathered::default();
        for (_, key) in &beside.keys {
            match self.eval(*key, at.0, at.1) {
                Value::Missing(reasons) => missing.add(reasons),
                value => own.push(value),
            }
        }
        if let Some(reasons) = missing.all() {
            return Err(reasons);
        }
        let index = self.index(expr, *of, beside);
        index.rows(above, own)
    }

    fn index(&self, expr: &Expr, of: TableId, beside: &Beside) -> Rc<Index> {
        let key = (expr.class, of);
        if let Some(known) = self.beside.borrow().get(key) {
            return known;
        }
        let mut index = Index::default();
        for row in looking(0..self.tables.table(of).rows) {
            let Some(above) = self.up(of, row, beside.above) else { continue };
            let mut says = Vec::new();
            let mut missing = Gathered::default();
            for (key, _) in &beside.keys {
                match self.eval(*key, of, row) {
                    Value::Missing(reasons) => missing.add(reasons),
                    value => says.push(value),
                }
            }
            match missing.all() {
                Some(reasons) => index.add_unknown(above, reasons),
                None => index.add(above, says, row),
            }
        }
        let index = Rc::new(index);
        self.beside.borrow_mut().insert(key, Rc::clone(&index));
        index
    }
}

//! Rows beside the row at hand, looked up by what they say.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::evaluator::Evaluator;
use super::reasons::{Gathered, Reason, Reasons};
use super::value::Value;
use crate::cancel::looking;
use crate::core::{Beside, ClassId, Expr, ExprKind, TableId};
use crate::invariant::broken;

/// What was looked through so far: rows by where they stand and what they say, for each look-up.
#[derive(Default)]
pub(super) struct Known(BTreeMap<(ClassId, TableId), Rc<Index>>);

/// The rows of a table by the row above them and what they say, in file order.
#[derive(Default)]
struct Index {
    rows: BTreeMap<(usize, Vec<Value>), Vec<usize>>,
    /// Why rows below a row do not say what they are asked for: it is not known then which are meant.
    unknown: BTreeMap<usize, Reasons>,
}

impl Evaluator<'_> {
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
        if let Some(reasons) = index.unknown.get(&above) {
            return Err(reasons.clone());
        }
        Ok(index.rows.get(&(above, own)).cloned().unwrap_or_default())
    }

    fn index(&self, expr: &Expr, of: TableId, beside: &Beside) -> Rc<Index> {
        let key = (expr.class, of);
        if let Some(known) = self.beside.borrow().0.get(&key) {
            return Rc::clone(known);
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
                Some(reasons) => {
                    index.unknown.entry(above).or_insert(reasons);
                }
                None => index.rows.entry((above, says)).or_default().push(row),
            }
        }
        let index = Rc::new(index);
        self.beside.borrow_mut().0.insert(key, Rc::clone(&index));
        index
    }
}

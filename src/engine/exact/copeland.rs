//! How many of the others a subject beats.

use std::rc::Rc;

use super::cohort::{Compared, first};
use super::evaluator::Evaluator;
use super::reasons::{Gathered, Occurrence, Reason};
use super::value::Value;
use crate::cancel::looking;
use crate::core::{Expr, ExprId, ExprKind, Schema};
use crate::invariant::broken;
use crate::number::{Number, Pairs, copeland};

impl Evaluator<'_> {
    /// The share of the others that a subject beats.
    pub(super) fn copeland(&self, expr: &Expr, row: usize) -> Value {
        match self.pairs(expr, row) {
            Ok(pairs) => pairs.share().map_or_else(|| Value::missing(alone(expr)), Value::Number),
            Err(missing) => missing,
        }
    }

    /// How many of the others a subject beats, and how many are even with it.
    ///
    /// # Errors
    /// Why that is missing.
    pub fn pairs(&self, expr: &Expr, row: usize) -> Result<Pairs, Value> {
        let ExprKind::Copeland { same, items, weights } = &expr.kind else {
            broken("only one kind of node compares pair by pair")
        };
        let (own, weights) = (self.numbers_of(items, row)?, self.numbers_of(weights, row)?);
        let members = self.members(same, row).map_err(Value::missing)?;
        let key = (expr.class, first(&members));
        let known = self.cohorts.borrow().compared.get(&key).map(Rc::clone);
        let compared = known.unwrap_or_else(|| {
            let whole = |row: &usize| {
                let of = |item: &ExprId| self.of_member(*item, (Schema::SUBJECTS, *row)).as_number().cloned();
                Some((*row, items.iter().map(of).collect::<Option<Vec<Number>>>()?))
            };
            let compared: Rc<Compared> = Rc::new(looking(members.iter()).filter_map(whole).collect());
            self.cohorts.borrow_mut().compared.insert(key, Rc::clone(&compared));
            compared
        });
        let others = looking(compared.iter()).filter(|(member, _)| *member != row).map(|(_, own)| own.as_slice());
        Ok(copeland(&own, others, &weights))
    }

    /// Several numbers of a subject.
    fn numbers_of(&self, items: &[ExprId], row: usize) -> Result<Vec<Number>, Value> {
        let (mut numbers, mut lacks) = (Vec::new(), Gathered::default());
        for item in items {
            match self.eval(*item, Schema::SUBJECTS, row) {
                Value::Number(number) => numbers.push(number),
                Value::Missing(reasons) => lacks.add(reasons),
                _ => broken("what is compared by pairs are numbers"),
            }
        }
        lacks.all().map_or(Ok(numbers), |reasons| Err(Value::Missing(reasons)))
    }
}

/// There is nobody else.
fn alone(expr: &Expr) -> Reason {
    Reason::ZeroDivisor(Occurrence { table: Schema::SUBJECTS, row: None, field: None, span: expr.span() })
}

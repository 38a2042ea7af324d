//! What a figure is worked out from.

use std::collections::BTreeSet;

use super::known::Key;
use super::prover::Prover;
use crate::core::{Constant, Expr, ExprKind, FieldId, FigureId, Schema, TableId, Type};
use crate::number::{Number, Unit};

/// The data and constants from which expressions are worked out, named figures looked through.
#[derive(Default)]
pub(super) struct Figures<'e> {
    /// Columns of the row at hand and of rows above it.
    pub(super) fields: BTreeSet<(TableId, FieldId)>,
    /// Figures over rows below.
    pub(super) rows: Vec<&'e Expr>,
    /// Fixed numbers with their units.
    pub(super) numbers: Vec<(Number, Unit)>,
    /// Fixed texts.
    pub(super) texts: BTreeSet<String>,
    /// Fixed dates.
    pub(super) dates: BTreeSet<crate::number::Date>,
    /// Something else is read: other subjects, the calendar.
    pub(super) is_opaque: bool,
    seen: BTreeSet<FigureId>,
}

impl<'e> Figures<'e> {
    /// What expressions are worked out from; the figure named `given` is not looked into.
    pub(super) fn of(prover: &Prover<'e>, exprs: &[&'e Expr], given: Option<&Key>) -> Self {
        let mut found = Self::default();
        for expr in exprs {
            found.add(prover, expr, given);
        }
        found
    }

    fn add(&mut self, prover: &Prover<'e>, expr: &'e Expr, given: Option<&Key>) {
        let mut stack = vec![expr];
        while let Some(expr) = stack.pop() {
            let named = matches!(expr.kind, ExprKind::Field { .. } | ExprKind::Figure(_));
            if named && given.is_some_and(|given| prover.key(expr) == *given) {
                continue;
            }
            match &expr.kind {
                ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                    self.fields.insert((*table, *field));
                }
                ExprKind::Figure(id) => {
                    if self.seen.insert(*id) {
                        match prover.body(*id) {
                            Some(body) => stack.push(body),
                            None => self.is_opaque = true,
                        }
                    }
                }
                ExprKind::Constant(Constant::Number(number)) => {
                    if let Type::Number(unit) = &expr.ty {
                        self.numbers.push((number.clone(), unit.clone()));
                    }
                }
                ExprKind::Constant(Constant::Text(text)) => {
                    self.texts.insert(text.clone());
                }
                ExprKind::Constant(Constant::Date(date)) => {
                    self.dates.insert(*date);
                }
                ExprKind::Rows { .. } => self.rows.push(expr),
                ExprKind::Constant(_)
                | ExprKind::Undecided
                | ExprKind::Negate(_)
                | ExprKind::Arithmetic { .. }
                | ExprKind::Compare { .. }
                | ExprKind::And(_)
                | ExprKind::Or(_)
                | ExprKind::Not(_)
                | ExprKind::Case { .. }
                | ExprKind::Least(_)
                | ExprKind::Greatest(_)
                | ExprKind::Round { .. }
                | ExprKind::Powers { .. }
                | ExprKind::Logarithm { .. }
                | ExprKind::Exponential { .. }
                | ExprKind::Ordered { .. }
                | ExprKind::IfMissing { .. } => stack.extend(expr.children()),
                ExprKind::Script(call) => match &call.translated {
                    Some(translated) => stack.push(translated),
                    None => self.is_opaque = true,
                },
                _ => self.is_opaque = true,
            }
        }
    }
}

/// The numeric columns without a declared range that an expression reads, rows and other subjects included,
/// as a rule would name them.
pub(super) fn without_range(prover: &Prover<'_>, expr: &Expr) -> Vec<String> {
    let mut names = Vec::new();
    let mut seen = BTreeSet::new();
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        match &expr.kind {
            ExprKind::Field { table, field } => {
                let Some(declared) = prover.model.schema.field(*table, *field) else { continue };
                if matches!(declared.ty, Type::Number(_)) && !declared.range.is_declared() {
                    let of = prover.model.schema.table(*table).map_or("", |table| table.name.as_str());
                    let name = if *table == Schema::SUBJECTS {
                        declared.name.clone()
                    } else {
                        format!("{of}.{}", declared.name)
                    };
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            ExprKind::Figure(id) => {
                if seen.insert(*id) {
                    stack.extend(prover.body(*id));
                }
            }
            _ => stack.extend(expr.children()),
        }
    }
    names
}

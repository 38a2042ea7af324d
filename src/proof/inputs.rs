//! What expressions are worked out from.

use std::collections::BTreeSet;

use super::known::Key;
use super::prover::Prover;
use crate::core::{Constant, ExprId, ExprKind, FieldId, FigureId, Schema, TableId, Type};
use crate::invariant::OrBroken;
use crate::number::{Number, Unit};

/// The data and constants from which expressions are worked out, named figures looked through.
#[derive(Default)]
pub(super) struct Inputs {
    /// Columns of the row at hand and of rows above it.
    pub(super) fields: BTreeSet<(TableId, FieldId)>,
    /// Inputs over rows below.
    pub(super) rows: Vec<ExprId>,
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

impl Inputs {
    /// What expressions are worked out from; the figure named `given` is not looked into.
    pub(super) fn of(prover: &Prover<'_>, exprs: &[ExprId], given: Option<&Key>) -> Self {
        let mut found = Self::default();
        for expr in exprs {
            found.add(prover, *expr, given);
        }
        found
    }

    fn add(&mut self, prover: &Prover<'_>, expr: ExprId, given: Option<&Key>) {
        let mut stack = vec![expr];
        while let Some(expr) = stack.pop() {
            let node = &prover.program.arena[expr];
            let named = matches!(node.kind, ExprKind::Field { .. } | ExprKind::Figure(_));
            if named && given.is_some_and(|given| prover.key(expr) == *given) {
                continue;
            }
            match &node.kind {
                ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                    self.fields.insert((*table, *field));
                }
                ExprKind::Figure(id) => {
                    if self.seen.insert(*id) {
                        match prover.body_from_data(*id) {
                            Some(body) => stack.push(body),
                            None => self.is_opaque = true,
                        }
                    }
                }
                ExprKind::Constant(Constant::Number(number)) => {
                    if let Type::Number(unit) = &node.ty {
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
                | ExprKind::Sum(_)
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
                | ExprKind::IfMissing { .. } => stack.extend(node.kind.children()),
                ExprKind::Script(call) => match call.translated {
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
pub(super) fn without_range(prover: &Prover<'_>, expr: ExprId) -> Vec<String> {
    let mut names = Vec::new();
    let mut seen = BTreeSet::new();
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        let node = &prover.program.arena[expr];
        match &node.kind {
            ExprKind::Field { table, field } => {
                let declared = prover.declared(*table, *field);
                if matches!(declared.ty, Type::Number(_)) && !declared.range.is_declared() {
                    let name = if *table == Schema::SUBJECTS {
                        declared.name.clone()
                    } else {
                        let of = prover.program.rules.schema.table(*table).or_broken("a column is one of a table");
                        format!("{}.{}", of.name, declared.name)
                    };
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            ExprKind::Figure(id) => {
                if seen.insert(*id) {
                    stack.extend(prover.body_from_data(*id));
                }
            }
            _ => stack.extend(node.kind.children()),
        }
    }
    names
}

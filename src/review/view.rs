//! What a review looks at.

use crate::core::{Comparison, ExprId, ExprKind, Field, FieldId, FigureId, Role, TableId, Type};
use crate::data::Table;
use crate::engine::exact::{self, Evaluator};
use crate::engine::missing;
use crate::finding::{Sources, Span};
use crate::invariant::{OrBroken, broken};
use crate::program::{Figure, Program};
use crate::result::{Bound, Cell, CellMark, Correction, Line, Missing, Value};

/// A row of a table.
pub(super) type At = (TableId, usize);

/// A program with its texts and an evaluator on tables.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) program: &'a Program,
    pub(super) sources: &'a Sources,
    pub(super) evaluator: &'a Evaluator<'a>,
}

impl<'a> View<'a> {
    /// A node as it is shown: a figure without a name is shown as what it stands for.
    pub(super) fn shown(&self, expr: ExprId) -> ExprId {
        self.program.inlined(expr)
    }

    /// What a node is shown as.
    pub(super) fn kind(&self, expr: ExprId) -> &'a ExprKind {
        let program: &'a Program = self.program;
        &program.arena[program.inlined(expr)].kind
    }

    /// What a node is there for.
    pub(super) fn role(&self, expr: ExprId) -> Role {
        self.program.arena[expr].origin.role
    }

    /// The type of a node.
    pub(super) fn ty(&self, expr: ExprId) -> &'a Type {
        let program: &'a Program = self.program;
        &program.arena[expr].ty
    }

    /// The value of a node for a row.
    pub(super) fn eval(&self, expr: ExprId, (table, row): At) -> exact::Value {
        self.evaluator.eval(expr, table, row)
    }

    /// The value of a node for a row, with its unit.
    pub(super) fn value_of(&self, expr: ExprId, at: At) -> Value {
        value(&self.eval(expr, at), self.ty(expr))
    }

    /// A comparison as the rule means it, with its word. Of two choices the first of the enumeration is the highest, and
    /// where the rule has no word the order of the enumeration gives one.
    pub(super) fn comparison(
        &self,
        comparison: Comparison,
        word: Option<Span>,
        compared: ExprId,
    ) -> (Comparison, Option<String>) {
        let written = word.map(|word| self.sources.text(word).to_owned());
        let Type::Choice(choices) = self.ty(compared) else { return (comparison, written) };
        let comparison = comparison.mirrored();
        let said = choices.order().map(|order| order.word(comparison));
        let is_ordered = !matches!(comparison, Comparison::Equal | Comparison::Unequal);
        let said =
            said.filter(|_| is_ordered).map(|said| said.in_language(self.program.rules.schema.language).to_owned());
        (comparison, written.or(said))
    }

    /// A figure of the program.
    pub(super) fn figure(&self, id: FigureId) -> &'a Figure {
        let program: &'a Program = self.program;
        program.figure(id).or_broken("a figure that is read is one of the program")
    }

    /// A field of the tables.
    pub(super) fn field(&self, table: TableId, field: FieldId) -> &'a Field {
        let program: &'a Program = self.program;
        program.rules.schema.field(table, field).or_broken("a field that is read is declared")
    }

    /// A table of the data.
    pub(super) fn table(&self, id: TableId) -> &'a Table {
        self.evaluator.tables().get(id).or_broken("every declared table is there")
    }

    /// A cell of the row at hand or of one above it; `None` of a row that belongs to none.
    pub(super) fn cell(&self, (table, row): At, of: TableId, field: FieldId) -> Option<Cell> {
        let mut row = row;
        let mut at = table;
        while at != of {
            row = self.table(at).parent_of(row)?;
            at = self.program.rules.schema.parent(at).or_broken("a field is of the row at hand or of one above it");
        }
        Some(self.cell_of(of, field, row))
    }

    /// A cell.
    pub(super) fn cell_of(&self, table: TableId, field: FieldId, at: usize) -> Cell {
        let place = self.table(table).place(field, at);
        let (row, column) = place.row.zip(place.column).or_broken("a cell stands in a row and a column");
        let corrected = self.table(table).column(field).and_then(|column| column.correction(at));
        let text = corrected.map_or_else(|| place.text.unwrap_or_default(), |corrected| corrected.was.clone());
        let correction = corrected.map(|own| Correction {
            value: own.value.clone(),
            reason: own.reason.clone(),
            document: own.document.clone(),
        });
        let layout = self.program.rules.schema.table(table).map(|table| &table.layout);
        let is_in = |marks: &[String]| marks.iter().any(|mark| mark == text.trim());
        let mark = layout.filter(|layout| layout.has_marks() && correction.is_none()).and_then(|layout| {
            let missing = is_in(&layout.missing).then_some(CellMark::Missing);
            let inapplicable = || is_in(&layout.inapplicable).then_some(CellMark::Inapplicable);
            missing.or_else(inapplicable).or_else(|| is_in(&layout.zero).then_some(CellMark::Zero))
        });
        let lacks = correction.is_none() && self.table(table).lacks(field, at);
        let mark = if lacks { Some(CellMark::NoItem) } else { mark };
        Cell { file: place.file, row, column, text, correction, address: place.address, mark }
    }

    /// Where a row stands.
    pub(super) fn line(&self, (table, row): At) -> Line {
        let table = self.table(table);
        let line = table.lines.get(row).or_broken("a row stands on a line");
        Line { file: table.file_of(row).to_owned(), line }
    }

    /// Reasons of the evaluator as results say them.
    pub(super) fn missing<'r>(&self, reasons: impl IntoIterator<Item = &'r exact::Reason>) -> Vec<Missing> {
        reasons.into_iter().map(|reason| missing(self.evaluator.tables(), reason)).collect()
    }

    /// Which bound an operand is of its whole, if it is one.
    pub(super) fn bound(&self, operand: ExprId) -> Option<Bound> {
        match self.role(operand) {
            Role::Cap => Some(Bound::Cap),
            Role::Floor => Some(Bound::Floor),
            _ => None,
        }
    }

    /// Whether a choice has a condition that is written; those of 插值 and 参评 are not.
    pub(super) fn is_written(&self, arms: &[(ExprId, ExprId)]) -> bool {
        arms.iter().any(|(condition, _)| !self.role(*condition).is_implied())
    }
}

/// A value of the evaluator with the unit of its type.
pub(super) fn value(value: &exact::Value, ty: &Type) -> Value {
    match value {
        exact::Value::Number(number) => Value::number(number.clone(), ty),
        exact::Value::YesNo(truth) => Value::Truth(*truth),
        exact::Value::Text(text) => Value::Text(text.to_string()),
        exact::Value::Choice(choice) => match ty {
            Type::Choice(choices) => {
                Value::Choice(choices.get(*choice).cloned().or_broken("a choice is one of its type"))
            }
            _ => broken("a choice has a type of choices"),
        },
        exact::Value::Date(date) => Value::Date(*date),
        exact::Value::Missing(_) => Value::Missing,
    }
}

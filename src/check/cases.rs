//! Rows of an 示例 under a 表头: each becomes an 示例 of its own, with the facts above it.

use super::Checker;
use super::examples::key_as_written;
use super::expectations::is_grade;
use crate::core::{Schema, Verdict};
use crate::finding::{Code, Diagnostic, Language, Span, Spanned};
use crate::invariant::OrBroken;
use crate::rules::{Condition, Example};
use crate::syntax::ast::{
    self, CaseCell, CaseColumnKind, CaseRow, Cases, ExampleStatement, Expected, ExprKind, Item, Name, Outcome,
};
use crate::words;

/// Findings of so many rows are enough to see what is wrong with them.
const MOST_WRONG_ROWS: usize = 20;

impl Checker<'_> {
    /// The 示例 that rows make.
    pub(super) fn example_rows(
        &mut self,
        source: &ast::Example,
        cases: &Cases,
        conditions: &[Condition],
    ) -> Vec<Example> {
        let before = self.diagnostics.len();
        let mut wrong = 0;
        let mut made = Vec::with_capacity(cases.rows.len());
        for row in &cases.rows {
            let known = self.diagnostics.len();
            if let Some(one) = self.example_row(source, (cases, row), conditions) {
                made.push(self.example(&one, conditions));
            }
            // What is wrong with the facts above is found again for each row.
            let (told, found) = self.diagnostics.split_at(known);
            let told = told.get(before..).or_broken("findings are only added");
            // A column whose cells are of another type is told once.
            let is_of_column = |one: &Diagnostic, other: &Diagnostic| {
                matches!(one.code, Code::H0301 | Code::H0302) && one.code == other.code && one.message == other.message
            };
            let is_known = |finding: &Diagnostic| told.iter().any(|one| one == finding || is_of_column(one, finding));
            let new: Vec<Diagnostic> = found.iter().filter(|finding| !is_known(finding)).cloned().collect();
            self.diagnostics.truncate(known);
            wrong += usize::from(!new.is_empty());
            self.diagnostics.extend(new);
            if wrong >= MOST_WRONG_ROWS {
                break;
            }
        }
        made
    }

    fn example_row(
        &mut self,
        source: &ast::Example,
        (cases, row): (&Cases, &CaseRow),
        conditions: &[Condition],
    ) -> Option<ast::Example> {
        let mut statements = source.statements.clone();
        for (column, cell) in cases.columns.iter().zip(&row.cells) {
            match (&column.kind, cell) {
                (_, None) => {}
                (CaseColumnKind::Fact { table, field }, Some(CaseCell::Value(value))) => {
                    self.give(&mut statements, (table.as_ref(), field), value, row.span)?;
                }
                (CaseColumnKind::Assume { name, what }, Some(CaseCell::Value(value))) => {
                    let (name, what) = (name.clone(), *what);
                    statements.push(ExampleStatement::Assume {
                        name,
                        what,
                        values: vec![value.clone()],
                        span: row.span,
                    });
                }
                (CaseColumnKind::Expect { name, is_value }, Some(CaseCell::Expected(expected, because))) => {
                    let outcome = match expected {
                        Expected::Outcome(outcome) => outcome.clone(),
                        Expected::Bare(value) if *is_value => Outcome::Value(value.clone()),
                        Expected::Bare(value) => self.bare(name, value, conditions)?,
                    };
                    statements.push(ExampleStatement::Expect {
                        subject: None,
                        name: name.clone(),
                        outcome,
                        because: because.clone(),
                        span: row.span,
                    });
                }
                (_, Some(_)) => return None,
            }
        }
        let number = row.number;
        let title = &source.title.value;
        let file = source.file.as_ref().map(|file| format!(" {}", file.value)).unwrap_or_default();
        let title = match self.file.language {
            Language::Zh => format!("{title}{file} 第 {number} 行"),
            Language::En => format!("{title}{file} row {number}"),
        };
        Some(ast::Example {
            title: Spanned::new(title, row.span),
            statements,
            file: None,
            cases: None,
            unread: source.unread.clone(),
            span: row.span,
        })
    }

    /// Puts a fact into the row of its table, in place of one above.
    fn give(
        &mut self,
        statements: &mut Vec<ExampleStatement>,
        (table, field): (Option<&Name>, &Name),
        value: &ast::Expr,
        place: Span,
    ) -> Option<()> {
        let of = table.map_or_else(|| self.table_name(Schema::SUBJECTS), |table| table.value.clone());
        let mut written = statements.iter_mut().filter_map(|statement| match statement {
            ExampleStatement::Rows { table, fields, rows, .. } if table.value == of => Some((fields, rows)),
            _ => None,
        });
        let Some((fields, rows)) = written.next() else {
            let table = table.cloned().unwrap_or_else(|| Spanned::new(of, field.span));
            statements.push(ExampleStatement::Rows {
                table,
                fields: vec![field.clone()],
                rows: vec![vec![value.clone()]],
                span: place,
            });
            return Some(());
        };
        let more: usize = written.map(|(_, rows)| rows.len()).sum();
        let count = rows.len() + more;
        let ([row], 0) = (rows.as_mut_slice(), more) else {
            let message = words!(
                "「{of}」在示例里有 {count} 行，这一列不知道写给哪一行",
                "there are {count} rows of `{of}` in the example, and no telling which this column is of"
            );
            return self.refuse(
                Diagnostic::error(Code::H0802, field.span, message)
                    .help(words!("一行一例的，上面只写一行", "write one row above where each row below is an example")),
            );
        };
        if let Some(known) = fields.iter().position(|known| known.value == field.value) {
            if let Some(cell) = row.get_mut(known) {
                *cell = value.clone();
            }
        } else {
            fields.push(field.clone());
            row.push(value.clone());
        }
        Some(())
    }

    /// What a value alone says of what is expected: marks, a value or a name.
    fn bare(&mut self, name: &Name, value: &ast::Expr, conditions: &[Condition]) -> Option<Outcome> {
        let is_condition = conditions.iter().any(|condition| condition.name == name.value)
            || self.file.items.iter().any(|item| matches!(item, Item::Condition(own) if own.name.value == name.value));
        if is_grade(name) || is_condition {
            let label = match &value.kind {
                ExprKind::Name { table: None, name } => name.clone(),
                ExprKind::Text(text) => Spanned::new(text.clone(), value.span),
                _ => {
                    let known = if is_condition {
                        Verdict::ALL.map(|verdict| verdict.written(self.file.language).to_owned()).to_vec()
                    } else {
                        self.outcome_labels()
                    };
                    return self.no_such_choice(&key_as_written(value), value.span, &known);
                }
            };
            return Some(Outcome::Label(label));
        }
        let is_defined = self.definition_ids.contains_key(&(Some(Schema::SUBJECTS), name.value.clone()));
        let is_mark = self.has_marks(name) || self.indicator_of(name).is_some() && !is_defined;
        Some(if is_mark { Outcome::Marks(value.clone()) } else { Outcome::Value(value.clone()) })
    }
}

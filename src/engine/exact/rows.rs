//! Figures over rows below a row.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::sync::Arc;

use super::arithmetic::numbers;
use super::evaluator::Evaluator;
use super::faults::Case;
use super::figure::summary;
use super::reasons::{Gathered, Reason};
use super::value::Value;
use crate::core::{Expr, ExprId, Statistic, TableId};
use crate::data::{Parents, Table, Tables};
use crate::finding::{Code, Diagnostic, Span};
use crate::invariant::{OrBroken, entry, fit};
use crate::number::Number;
use crate::words;

/// For each table, the rows that belong to each row of its parent; looked up when first asked for, since a national
/// table of institutions is long and the columnar engine asks for none of it.
pub(super) struct Children(Vec<OnceCell<Below>>);

/// The rows of one table by the rows of its parent.
enum Below {
    /// They stand in the order of their parents, as in most files, and begin here.
    InOrder(Arc<Vec<u32>>),
    /// One after the other.
    Listed {
        /// Where the rows of each parent begin; one more at the end.
        starts: Vec<usize>,
        rows: Vec<u32>,
    },
}

impl Children {
    pub(super) fn of(tables: &Tables) -> Self {
        Self(tables.0.iter().map(|_| OnceCell::new()).collect())
    }

    fn below(&self, tables: &Tables, table: TableId, parent: usize) -> Vec<usize> {
        match entry(&self.0, table.0).get_or_init(|| Below::of(tables.table(table))) {
            Below::InOrder(starts) => {
                let start = |parent: usize| starts.get(parent).or_else(|| starts.last()).copied().map_or(0, fit);
                (start(parent)..start(parent.saturating_add(1))).collect()
            }
            Below::Listed { starts, rows } => {
                // Rows behind the last one that has some below it have none.
                let start = starts.get(parent).copied().unwrap_or(0);
                let end = starts.get(parent.saturating_add(1)).copied().unwrap_or(start);
                let rows = rows.get(start..end).or_broken("rows below stand together");
                rows.iter().map(|row| fit(*row)).collect()
            }
        }
    }
}

impl Below {
    fn of(table: &Table) -> Self {
        if let Some(starts) = table.parents.as_ref().and_then(Parents::starts) {
            return Self::InOrder(Arc::clone(starts));
        }
        let parents = || table.parents.iter().flat_map(Parents::iter);
        let place = |parent: u32| fit::<usize>(parent);
        let count = parents().filter(|parent| *parent < u32::MAX).map(place).max().map_or(0, |most| most + 1);
        let mut starts = vec![0_usize; count + 1];
        for parent in parents() {
            if let Some(next) = starts.get_mut(place(parent).saturating_add(1)) {
                *next += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut free = starts.clone();
        let mut rows = vec![0_u32; before];
        for (row, parent) in (0_u32..).zip(parents()) {
            let Some(at) = free.get_mut(place(parent)) else { continue };
            *rows.get_mut(*at).or_broken("each row below has its place") = row;
            *at += 1;
        }
        Self::Listed { starts, rows }
    }
}

impl Evaluator<'_> {
    /// The rows of `of` below a row of an ancestor table, in file order; `None` when a table on the
    /// way is unknown.
    #[must_use]
    pub fn rows_below(&self, (table, row): (TableId, usize), of: TableId) -> Option<Vec<usize>> {
        let mut path = vec![of];
        path.extend(self.program.rules.schema.path_up(of, table)?);
        path.pop();
        let mut rows = vec![row];
        for at in path.into_iter().rev() {
            if !self.tables.table(at).known {
                return None;
            }
            rows = rows.iter().flat_map(|row| self.children.below(self.tables, at, *row)).collect();
        }
        rows.sort_unstable();
        Some(rows)
    }

    pub(super) fn rows(
        &self,
        expr: &Expr,
        at: (TableId, usize),
        (of, figure): (TableId, &Statistic),
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> Value {
        let span = expr.span();
        let rows = match self.rows_asked(expr, at) {
            Ok(rows) => rows,
            Err(reasons) => return Value::Missing(reasons),
        };
        let mut missing = Gathered::default();
        let mut chosen = Vec::new();
        for row in rows {
            match filter.map(|filter| self.eval(filter, of, row)) {
                None | Some(Value::YesNo(true)) => chosen.push(row),
                Some(Value::Missing(reasons)) => missing.add(reasons),
                Some(_) => {}
            }
        }
        // One row that certainly counts settles 存在, whatever the others are.
        if *figure == Statistic::Exists && !chosen.is_empty() {
            return Value::YesNo(true);
        }
        let mut values = Vec::new();
        for row in &chosen {
            match value.map(|value| self.eval(value, of, *row)) {
                Some(Value::Missing(reasons)) => missing.add(reasons),
                Some(value) => values.push((*row, value)),
                None => {}
            }
        }
        if let Some(reasons) = missing.all() {
            return Value::Missing(reasons);
        }
        let no_row = || Value::missing(Reason::NoRow { table: of, span });
        match figure {
            Statistic::Count => count(chosen.len()),
            Statistic::Exists => Value::YesNo(false),
            Statistic::CountDistinct => {
                let distinct: BTreeSet<Value> = values.into_iter().map(|(_, value)| value).collect();
                count(distinct.len())
            }
            Statistic::Only => match values.as_slice() {
                [] => no_row(),
                [(_, value)] => value.clone(),
                [_, (second, _), ..] => {
                    let case = Case { row: Some((of, *second)), date: None };
                    self.fault(span, Code::H0702, case, || self.more_than_one(span, of, *second));
                    Value::missing(Reason::Fault(span))
                }
            },
            Statistic::SumOfGreatest { by } => {
                let mut missing = Gathered::default();
                let mut greatest: BTreeMap<Value, Number> = BTreeMap::new();
                for (row, value) in values {
                    let matter = self.field(of, row, of, *by);
                    if let Value::Missing(reasons) = matter {
                        missing.add(reasons);
                        continue;
                    }
                    let Some(number) = value.as_number().cloned() else { continue };
                    match greatest.entry(matter) {
                        Entry::Vacant(first) => {
                            first.insert(number);
                        }
                        Entry::Occupied(mut best) if *best.get() < number => {
                            best.insert(number);
                        }
                        Entry::Occupied(_) => {}
                    }
                }
                missing.all().map_or_else(|| Value::Number(greatest.into_values().sum()), Value::Missing)
            }
            Statistic::Min | Statistic::Max
                if matches!(values.first(), Some((_, Value::Date(_) | Value::Choice(_)))) =>
            {
                let values = values.into_iter().map(|(_, value)| value);
                let found = if *figure == Statistic::Min { values.min() } else { values.max() };
                found.unwrap_or_else(no_row)
            }
            Statistic::Sum
            | Statistic::Min
            | Statistic::Max
            | Statistic::Mean
            | Statistic::TrimmedMean { .. }
            | Statistic::Quantile { .. }
            | Statistic::Variance { .. }
            | Statistic::StandardDeviation { .. }
            | Statistic::GeometricMean { .. }
            | Statistic::HarmonicMean => match numbers(values.into_iter().map(|(_, value)| value)) {
                Ok(numbers) => summary(figure, numbers, expr, of),
                Err(reasons) => Value::Missing(reasons),
            },
        }
    }

    fn more_than_one(&self, span: Span, of: TableId, second: usize) -> Diagnostic {
        let table = &self.program.rules.schema.table(of).or_broken("a table that is read is declared").name;
        let (file, line) = self.line((of, second));
        Diagnostic::error(
            Code::H0702,
            span,
            words!(
                "「{table}」中应只有一行符合，却有多行（{file} 第 {line} 行是第二行）",
                "exactly one row of `{table}` was meant, but there are more (line {line} of {file} is the second)"
            ),
        )
        .help(words!(
            "在「其中」里把条件写到只剩一行，或改用 求和、最大、平均",
            "narrow the filter to one row, or use sum, max or mean"
        ))
    }
}

/// A number of rows.
pub(super) fn count(rows: usize) -> Value {
    Value::Number(Number::from_integer(fit(rows)))
}

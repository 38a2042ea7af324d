//! The integer program of a rule set over the data at hand, written down step by step.
//!
//! `%n` is the result of step n of a section, `$n` what the rows of a table below come to (fold n), `#n` a column
//! that is kept. Signs are those of mathematics, and `a ?? b` is b where a is null.

use std::fmt::Display;

use super::bounds::Width;
use super::cells::Cells;
use super::figure::Figure;
use super::kind::Kind;
use super::op::{Computation, Op};
use super::output::Output;
use super::schedule::{Routine, Schedule, Task, Turn, grouping};
use super::way::{Lowered, Reason};
use crate::core::{Comparison, FieldId, FigureId, Schema, TableId, Ties};
use crate::data::Typed;
use crate::number::{Date, Number};

/// An integer program, written down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// In the order in which they are gone through.
    pub sections: Vec<Section>,
    /// The columns that outputs are read from; a second one is the denominator.
    pub outputs: Vec<(FigureId, Vec<String>)>,
    /// What the exact engine works out row by row, and why.
    pub exactly: Vec<(FigureId, Reason)>,
}

/// Steps over the same rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Which rows.
    pub over: Over,
    /// A step each.
    pub lines: Vec<String>,
}

/// Rows that are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Those of a table below the subjects, of which so many belong to one subject at most.
    Rows(TableId, usize),
    /// The subjects, for the so-manieth time.
    Subjects(usize),
    /// All subjects at once, after that.
    Cohort(usize),
}

impl Listing {
    pub(super) fn of(
        schema: &Schema,
        cells: &Cells<'_>,
        schedule: &Schedule,
        most: impl Fn(TableId) -> usize,
        outputs: &[(FigureId, Lowered, Output)],
    ) -> Self {
        let names = Names { schema, cells };
        let mut listing = Self::default();
        for (number, pass) in schedule.passes.iter().enumerate() {
            for (table, turn) in pass.tables.iter().enumerate().skip(1).rev().filter(|(_, turn)| turn.is_taken()) {
                let table = TableId(table);
                listing.add(Over::Rows(table, most(table)), names.turn(table, turn));
            }
            listing.add(Over::Subjects(number + 1), names.turn(Schema::SUBJECTS, pass.of_subjects()));
            let gathers = pass.gathers.iter().map(|gather| {
                let column = |column: &usize| format!("#{column}");
                let of = if gather.table == Schema::SUBJECTS { "" } else { names.table(gather.table) };
                let of = if of.is_empty() { String::new() } else { format!("{of} ") };
                let op = names.op(gather.table, &gather.op, column);
                format!("#{} = {of}{op} : {}", gather.column, width(gather.kind))
            });
            listing.add(Over::Cohort(number + 1), gathers.collect());
        }
        let mut columns = schedule.outputs.iter();
        for (id, lowered, output) in outputs {
            let own: Vec<String> = columns.by_ref().take(output.forms().count()).map(|own| format!("#{own}")).collect();
            match lowered {
                Lowered::Columns => listing.outputs.push((*id, own)),
                Lowered::Exactly(reason) => listing.exactly.push((*id, *reason)),
            }
        }
        listing
    }

    fn add(&mut self, over: Over, lines: Vec<String>) {
        if !lines.is_empty() {
            self.sections.push(Section { over, lines });
        }
    }
}

/// What steps call their sources.
struct Names<'n, 'a> {
    schema: &'n Schema,
    cells: &'n Cells<'a>,
}

impl Names<'_, '_> {
    fn turn(&self, table: TableId, turn: &Turn) -> Vec<String> {
        let mut lines = self.routine(table, &turn.routine);
        for (number, folding) in turn.folds.iter().enumerate() {
            let figure = figure(&folding.figure, |step| format!("%{step}"));
            lines.push(format!("${number} = {figure} → {} : {}", self.table(folding.at), width(folding.kind)));
        }
        lines.extend(turn.kept.iter().map(|keep| format!("#{} ← %{}", keep.column, keep.step)));
        lines
    }

    fn routine(&self, table: TableId, routine: &Routine) -> Vec<String> {
        let line = |(number, step): (usize, &super::schedule::Step)| {
            let task = match &step.task {
                Task::Op(op) => self.op(table, op, |step| format!("%{step}")),
                Task::Kept(column) => format!("#{column}"),
                Task::Above(of, column) => format!("{}.#{column}", self.table(*of)),
                Task::Folded(of, fold) => format!("{} ${fold}", self.table(*of)),
            };
            format!("%{number} = {task} : {}", width(step.kind))
        };
        routine.steps.iter().enumerate().map(line).collect()
    }

    fn table(&self, id: TableId) -> &str {
        self.schema.table(id).map_or("", |table| table.name.as_str())
    }

    fn field(&self, table: TableId, field: FieldId) -> &str {
        self.schema.field(table, field).map_or("", |field| field.column.as_str())
    }

    /// The least and the greatest value of a column, and whether it has empty cells.
    fn extents(&self, of: TableId, field: FieldId) -> String {
        let (ends, is_nullable) = match self.cells.typed(of, field) {
            Typed::Number { scale, values } => {
                let number = |value: i128| Number::from_scaled(value, *scale).to_string();
                (values.range().map(|(least, most)| (number(least), number(most))), values.has_nulls())
            }
            Typed::Date(values) => {
                let days = || values.iter().flatten();
                let day = |day: i32| Date::from_days(day).map_or_else(String::new, |day| day.to_string());
                (days().min().map(day).zip(days().max().map(day)), values.has_nulls())
            }
            Typed::Choice(values) => (None, values.has_nulls()),
            Typed::Text(values) => (None, values.has_nulls()),
            Typed::YesNo(values) => (None, values.has_nulls()),
        };
        let ends = ends.map(|(least, most)| format!(" [{least}, {most}]")).unwrap_or_default();
        format!("{ends}{}", if is_nullable { " ?" } else { "" })
    }

    fn op(&self, table: TableId, op: &Op<usize>, part: impl Fn(&usize) -> String) -> String {
        let by = |same: &[(TableId, FieldId)]| {
            let name = |(of, field): &(TableId, FieldId)| {
                let above = if *of == table { String::new() } else { format!("{}.", self.table(*of)) };
                format!("{above}{}", self.field(*of, *field))
            };
            let names: Vec<String> = same.iter().map(name).collect();
            if names.is_empty() { String::new() } else { format!(" by {}", names.join(", ")) }
        };
        match op {
            Op::Field(of, field) => {
                let above = if *of == table { String::new() } else { format!("{}.", self.table(*of)) };
                format!("{above}{}{}", self.field(*of, *field), self.extents(*of, *field))
            }
            Op::Given(_) => "exact".to_owned(),
            Op::Whole(value) => value.to_string(),
            Op::Truth(truth) => truth.to_string(),
            Op::Text(text) => format!("{text:?}"),
            Op::Null => "null".to_owned(),
            Op::Above(of, own) => format!("{} {}", self.table(*of), part(own)),
            Op::Beside(beside) => {
                let keys = beside.keys.iter().map(|(theirs, own)| format!("{} = {}", part(theirs), part(own)));
                let within = std::iter::once(self.table(beside.above).to_owned());
                let by = listed(within.chain(keys));
                format!("{} {} by {by}", self.table(beside.of), figure(&beside.figure, &part))
            }
            Op::Below(of, own) => format!("{} {}", self.table(*of), figure(own, part)),
            Op::Cohort(_, own) => format!("{}{}", figure(own, part), by(grouping(op))),
            Op::Rank(_, ranking) => {
                let bottom = ranking.bottom.as_ref().map(|bottom| format!(" ÷ {}", part(bottom))).unwrap_or_default();
                let order = if ranking.descending { "↓" } else { "↑" };
                let ties = match ranking.ties {
                    Ties::Competition => "1224",
                    Ties::Last => "1334",
                    Ties::Dense => "1223",
                    Ties::Average => "1 2.5 2.5 4",
                };
                format!("rank {order} ({ties}) {}{bottom}{}", part(&ranking.top), by(grouping(op)))
            }
            Op::Call(_, parts) => format!("script({})", listed(parts.iter().map(part))),
            Op::Moved(day, _) => format!("day({})", part(day)),
            Op::Not(of) => format!("¬ {}", part(of)),
            Op::IsNull(of) => format!("{} = null", part(of)),
            Op::IsPresent(of) => format!("{} ≠ null", part(of)),
            Op::Filled(of, default) => format!("{} ?? {}", part(of), part(default)),
            Op::Both(left, right) => format!("{} ∧ {}", part(left), part(right)),
            Op::Either(left, right) => format!("{} ∨ {}", part(left), part(right)),
            Op::Computed(computation, left, right) => {
                let sign = match computation {
                    Computation::Add => '+',
                    Computation::Subtract => '−',
                    Computation::Multiply => '×',
                    Computation::Divide => '÷',
                };
                format!("{} {sign} {}", part(left), part(right))
            }
            Op::Compared(comparison, left, right) => {
                format!("{} {} {}", part(left), sign(*comparison), part(right))
            }
            Op::Resized(of) => part(of),
            Op::Choice(condition, value, otherwise) => {
                format!("{} ? {} : {}", part(condition), part(value), part(otherwise))
            }
            Op::Bands(number, bands) => {
                let line = |(comparison, line, value): &(Comparison, i128, i128)| {
                    format!("{} {line} ? {value}", sign(*comparison))
                };
                let lines = bands.lines.iter().map(line).collect::<Vec<_>>().join(" : ");
                format!("{} {lines} : {}", part(number), bands.otherwise)
            }
            Op::Case(arms, otherwise) => {
                let arms = arms.iter().map(|(condition, value)| format!("{} ? {}", part(condition), part(value)));
                format!("{} : {}", arms.collect::<Vec<_>>().join(" : "), part(otherwise))
            }
        }
    }
}

fn figure(figure: &Figure<usize>, part: impl Fn(&usize) -> String) -> String {
    match figure {
        Figure::Count(None, _) => "count".to_owned(),
        Figure::Count(Some(of), _) => format!("count({})", part(of)),
        Figure::Present(of, _) => format!("present({})", part(of)),
        Figure::Any(of) => format!("any({})", part(of)),
        Figure::Sum(of, _) => format!("sum({})", part(of)),
        Figure::Least(of) => format!("min({})", part(of)),
        Figure::Greatest(of) => format!("max({})", part(of)),
        Figure::Distinct(of, _) => format!("distinct({})", part(of)),
        Figure::Trimmed { value, low, dropped, .. } => {
            format!("sum({}) without {low} least, {} greatest", part(value), dropped - low)
        }
        Figure::SumOfGreatest { by, value, .. } => format!("sum(max({}) of each {})", part(value), part(by)),
        Figure::Only { value, .. } => format!("only({})", part(value)),
    }
}

fn sign(comparison: Comparison) -> char {
    match comparison {
        Comparison::Below => '<',
        Comparison::AtMost => '≤',
        Comparison::Equal => '=',
        Comparison::Unequal => '≠',
        Comparison::AtLeast => '≥',
        Comparison::Above => '>',
    }
}

fn listed(parts: impl Iterator<Item = impl Display>) -> String {
    parts.map(|part| part.to_string()).collect::<Vec<_>>().join(", ")
}

fn width(kind: Kind) -> &'static str {
    match kind {
        Kind::Whole(Width::Bits32) => "i32",
        Kind::Whole(Width::Bits64) => "i64",
        Kind::Whole(Width::Bits128) => "i128",
        Kind::Truth => "bool",
        Kind::Text => "text",
    }
}

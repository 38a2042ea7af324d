//! From a program to its outputs.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::atomic::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use polars::prelude::{BooleanChunked, DataFrame, IntoSeries, PolarsError, PolarsResult};

use super::bounds::Bounds;
use super::frames;
use super::lower::Lowerer;
use super::number::{Bottom, Fraction};
use super::operand::Operand;
use super::piece::Piece;
use super::rank::integers;
use super::readers::Readers;
use super::shape::Shape;
use super::way::{Lowered, Reason};
use super::whole::Whole;
use crate::cancel::looking;
use crate::column::Integers;
use crate::core::{Comparison, FigureId, Schema, TableId, Type};
use crate::data::Tables;
use crate::engine::exact::Evaluator;
use crate::engine::outputs::{NumberColumn, Outputs};
use crate::host::progress::Progress;
use crate::number::{Calendar, Number};
use crate::program::{Figure, Program};

/// The result of one figure of the outputs.
enum Output {
    /// A column of whole numbers × 10^places.
    Numbers(String),
    /// A column of truths.
    Truths(String),
    /// A column of numerators, and their denominator.
    Quotients(String, Divisor),
    /// Worked out by the exact engine.
    ExactNumbers(Vec<Option<Number>>),
    /// Worked out by the exact engine.
    ExactTruths(Vec<Option<bool>>),
}

/// A denominator.
enum Divisor {
    /// The same in all rows.
    Fixed(BigInt),
    /// A column.
    Column(String),
}

/// As [`super::run`], but without falling back on the exact engine: `None` when that has to decide.
///
/// # Errors
/// A refusal of polars, which would be a fault of this engine.
pub fn try_run(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    progress: &Progress,
) -> Result<Option<Outputs>, PolarsError> {
    let Some(shape) = Shape::of(&program.rules.schema, tables) else { return Ok(None) };
    let evaluator = Evaluator::new(program, tables, calendar).telling(progress);
    progress.expect(tables.0.iter().map(|table| table.rows).sum());
    let mut lowerer = Lowerer::new(program, tables, calendar, &evaluator, &shape);
    let outputs = lowerer.outputs();
    if !evaluator.faults().is_empty() || lowerer.alarm.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let names: BTreeSet<String> = outputs
        .iter()
        .flat_map(|(_, _, output)| match output {
            Output::Numbers(name) | Output::Truths(name) | Output::Quotients(name, Divisor::Fixed(_)) => {
                vec![name.clone()]
            }
            Output::Quotients(top, Divisor::Column(bottom)) => vec![top.clone(), bottom.clone()],
            Output::ExactNumbers(_) | Output::ExactTruths(_) => Vec::new(),
        })
        .collect();
    let Some(frame) = frames::collect(&mut lowerer, names)? else { return Ok(None) };
    read(program, &frame, outputs).map(Some)
}

/// How each figure of the outputs would be worked out.
pub(super) fn describe(program: &Program, tables: &Tables, calendar: &Calendar) -> Vec<(FigureId, Lowered)> {
    let Some(shape) = Shape::of(&program.rules.schema, tables) else {
        let all = program.outputs().into_iter();
        return all.map(|id| (id, Lowered::Exactly(Reason::Form))).collect();
    };
    let evaluator = Evaluator::new(program, tables, calendar);
    let mut lowerer = Lowerer::new(program, tables, calendar, &evaluator, &shape);
    lowerer.outputs().into_iter().map(|(id, lowered, _)| (id, lowered)).collect()
}

fn read(program: &Program, frame: &DataFrame, outputs: Vec<(FigureId, Lowered, Output)>) -> PolarsResult<Outputs> {
    let mut read = Outputs::default();
    for (id, _, output) in outputs {
        match output {
            Output::Numbers(name) => {
                let values = Integers::of(frame.column(&name)?.as_materialized_series())?;
                read.numbers.insert(id, NumberColumn::decimal(program.places(id), values));
            }
            Output::Truths(name) => {
                let truths = frame.column(&name)?.as_materialized_series().bool()?;
                read.truths.insert(id, truths.iter().collect());
            }
            Output::Quotients(top, bottom) => {
                let tops = integers(frame.column(&top)?)?;
                let numbers: Vec<Option<Number>> = match bottom {
                    Divisor::Fixed(bottom) => tops.into_iter().map(|top| quotient(top?, &bottom)).collect(),
                    Divisor::Column(bottom) => {
                        let bottoms = integers(frame.column(&bottom)?)?;
                        let pairs = tops.into_iter().zip(bottoms);
                        pairs.map(|(top, bottom)| Number::ratio(top?, bottom?)).collect()
                    }
                };
                read.numbers.insert(id, NumberColumn::of(program.printed(id), numbers));
            }
            Output::ExactNumbers(numbers) => {
                read.numbers.insert(id, NumberColumn::of(program.printed(id), numbers));
            }
            Output::ExactTruths(truths) => {
                read.truths.insert(id, truths.into());
            }
        }
    }
    Ok(read)
}

fn quotient(top: i128, bottom: &BigInt) -> Option<Number> {
    Number::ratio(top, 1)?.checked_div(&Number::from(bottom.clone()))
}

impl Lowerer<'_> {
    /// Lowers all figures that the outputs read, each after those that it reads.
    fn outputs(&mut self) -> Vec<(FigureId, Lowered, Output)> {
        let program = self.program;
        let wanted: BTreeSet<FigureId> = program.outputs().into_iter().collect();
        let read = read_by(program, &wanted);
        if !program.rules.functions.is_empty() {
            self.readers = Rc::new(Readers::of(program, &read));
            self.asking = wanted.iter().map(|id| (*id, None)).collect();
        }
        let mut outputs = Vec::new();
        for figure in program.figures().iter().filter(|figure| read.contains(&figure.id)) {
            let Some(table) = figure.table else { continue };
            let lowered = match self.figures.get(&figure.id) {
                Some(Ok(known)) => Ok(known.clone()),
                // What it reads may be worked out by now.
                _ => self.of_figure(figure, table),
            };
            if !figure.id.is_named() {
                let shared = lowered.map(|value| self.shared_value(table, &value));
                self.figures.insert(figure.id, shared);
                continue;
            }
            let lowered = lowered.map(|value| self.kept_value(table, &value));
            if !wanted.contains(&figure.id) {
                self.figures.insert(figure.id, lowered);
                continue;
            }
            let output = match &lowered {
                Ok(value) => self.output(figure, value),
                Err(reason) => Err(*reason),
            };
            match output {
                Ok(output) => {
                    self.figures.insert(figure.id, lowered);
                    outputs.push((figure.id, Lowered::Columns, output));
                }
                Err(reason) => {
                    let output = self.exactly(figure);
                    outputs.push((figure.id, Lowered::Exactly(reason), output));
                }
            }
        }
        outputs
    }

    /// The column that a figure of the outputs is read from.
    fn output(&mut self, figure: &Figure, value: &Operand) -> Result<Output, Reason> {
        match (&self.node(figure.expr).ty, value) {
            (Type::YesNo, Operand::YesNo(truth)) => {
                self.kept(Schema::SUBJECTS, truth).name.map(Output::Truths).ok_or(Reason::Form)
            }
            (Type::Number(_), Operand::Number(number)) => {
                if self.program.precision(figure.id).is_some_and(|precision| precision.exact) {
                    return self.quotients(number);
                }
                let places = BigInt::from(10).pow(self.program.places(figure.id));
                let number = number.scaled(&places, &BigInt::from(1))?;
                let whole = self.whole_values(&number)?;
                self.kept(Schema::SUBJECTS, &whole.piece).name.map(Output::Numbers).ok_or(Reason::Form)
            }
            _ => Err(Reason::Form),
        }
    }

    /// The columns of a number that is not rounded.
    fn quotients(&mut self, number: &Fraction) -> Result<Output, Reason> {
        let top = self.kept(Schema::SUBJECTS, &number.top.piece).name.ok_or(Reason::Form)?;
        let bottom = match &number.bottom {
            Bottom::Fixed(bottom) => Divisor::Fixed(bottom.clone()),
            Bottom::Rows(rows) => Divisor::Column(self.kept(Schema::SUBJECTS, &rows.piece).name.ok_or(Reason::Form)?),
        };
        Ok(Output::Quotients(top, bottom))
    }

    /// The values that are whole, null for others.
    fn whole_values(&mut self, number: &Fraction) -> Result<Whole, Reason> {
        if number.bottom.fixed().is_ok_and(|bottom| *bottom == BigInt::from(1)) {
            return Ok(number.top.clone());
        }
        let number = self.shared_number(Schema::SUBJECTS, number);
        let bottom = number.bottom.whole()?;
        let quotient = number.top.quotient(&bottom)?;
        let quotient = self.shared_whole(Schema::SUBJECTS, &quotient);
        let whole = quotient.times(&bottom)?.compare(Comparison::Equal, &number.top)?;
        quotient.only_where(&whole)
    }

    /// A figure of the outputs row by row. Its values become a column for the figures that read it, if they
    /// have a common denominator that fits.
    fn exactly(&mut self, figure: &Figure) -> Output {
        let subjects = self.tables.get(Schema::SUBJECTS).map_or(0, |table| table.rows);
        let evaluator = self.evaluator;
        evaluator.progress().expect(subjects);
        let mut tally = evaluator.progress().tally();
        let values = (0..subjects).inspect(|_| tally.one()).map(|row| evaluator.figure(figure.id, row));
        if self.node(figure.expr).ty == Type::YesNo {
            let truths: Vec<Option<bool>> = values.map(|value| value.as_yes_no()).collect();
            let column: BooleanChunked = truths.iter().copied().collect();
            let name = self.name();
            self.scope(Schema::SUBJECTS).given.push(column.with_name(name.as_str().into()).into_series());
            self.figures.insert(figure.id, Ok(Operand::YesNo(Piece::column(&name, 0, true))));
            return Output::ExactTruths(truths);
        }
        let numbers: Vec<Option<Number>> = values.map(|value| value.as_number().cloned()).collect();
        let column = self.given_numbers(Schema::SUBJECTS, &numbers).map(Operand::from);
        self.figures.insert(figure.id, column);
        Output::ExactNumbers(numbers)
    }

    /// Numbers that are known already as a column of a table, if they have a common denominator that fits.
    pub(super) fn given_numbers(&mut self, table: TableId, numbers: &[Option<Number>]) -> Result<Fraction, Reason> {
        let mut common = BigInt::from(1);
        for number in looking(numbers.iter()).flatten() {
            common = common.lcm(&number.denom());
            i128::try_from(&common).map_err(|_| Reason::Divisors)?;
        }
        let tops: Vec<Option<i128>> = looking(numbers.iter())
            .map(|number| {
                let Some(number) = number else { return Ok(None) };
                let top = number.numer() * (&common / number.denom());
                i128::try_from(&top).map(Some).map_err(|_| Reason::Width)
            })
            .collect::<Result<_, Reason>>()?;
        let least = tops.iter().flatten().min().copied().unwrap_or(0);
        let greatest = tops.iter().flatten().max().copied().unwrap_or(0);
        let bounds = Bounds::new(least, greatest);
        let name = self.name();
        let column = tops.into_iter().collect::<Integers>().series().with_name(name.as_str().into());
        self.scope(table).given.push(column);
        let top = Whole::of(Piece::column(&name, 0, true), bounds);
        Ok(Fraction { top, bottom: Bottom::Fixed(common) })
    }
}

/// The figures that some figures read, directly or not, themselves among them.
fn read_by(program: &Program, wanted: &BTreeSet<FigureId>) -> BTreeSet<FigureId> {
    let mut read = BTreeSet::new();
    let mut open: Vec<FigureId> = wanted.iter().copied().collect();
    while let Some(id) = open.pop() {
        if !read.insert(id) {
            continue;
        }
        open.extend(program.reads(id).into_iter().map(|read| read.id));
    }
    read
}

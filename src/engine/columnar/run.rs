//! From a program to its outputs.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use num_bigint::BigInt;

use super::batch::Batch;
use super::cells::Cells;
use super::columns::Column;
use super::form::Form;
use super::listing::Listing;
use super::lower::Lowerer;
use super::members;
use super::number::Fraction;
use super::operand::Operand;
use super::order::Order;
use super::output::{Divisor, Output, given_numbers, quotients, read_by};
use super::phases;
use super::readers::Readers;
use super::schedule::Schedule;
use super::vector::Vector;
use super::way::{Lowered, Reason};
use super::whole::Whole;
use super::worker::Shared;
use crate::cancel::looking;
use crate::column::Texts;
use crate::core::{Comparison, FigureId, Schema, TableId, Type};
use crate::cores::on_all_cores_if_long;
use crate::data::Tables;
use crate::engine::exact::Evaluator;
use crate::engine::members::Members;
use crate::engine::outputs::{NumberColumn, Outputs, text_of};
use crate::host::progress::Progress;
use crate::invariant::{OrBroken, fit};
use crate::number::{Calendar, Date, Number};
use crate::program::{Figure, Program};

/// As [`super::run`], but without falling back on the exact engine: `None` when that has to decide.
#[must_use]
pub fn try_run(program: &Program, tables: &Tables, calendar: &Calendar, progress: &Progress) -> Option<Outputs> {
    try_run_in(Batch::default(), program, tables, calendar, progress)
}

/// As [`try_run`], in batches of this size.
#[must_use]
pub fn try_run_in(
    batch: Batch,
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    progress: &Progress,
) -> Option<Outputs> {
    worked_out(batch, program, tables, calendar, progress, false).map(|(outputs, _)| outputs)
}

/// As [`try_run`], with what the members of cohorts come to.
pub(super) fn try_run_knowing(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    progress: &Progress,
) -> Option<(Outputs, Members)> {
    worked_out(Batch::default(), program, tables, calendar, progress, true)
}

fn worked_out(
    batch: Batch,
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    progress: &Progress,
    knowing: bool,
) -> Option<(Outputs, Members)> {
    let order = Order::of(&program.rules.schema, tables)?;
    let evaluator = Evaluator::new(program, tables, calendar).telling(progress);
    progress.expect(tables.0.iter().map(|table| table.rows).sum());
    let mut lowerer = Lowerer::new(program, tables, calendar, &evaluator, &order);
    let outputs = lowerer.outputs();
    let asked = if knowing { lowerer.members() } else { Vec::new() };
    if !evaluator.faults().is_empty() || lowerer.alarm.load(Ordering::Relaxed) {
        return None;
    }
    let outputs_and_asked = outputs.iter().map(|(_, _, output)| output).chain(asked.iter().map(|(_, output)| output));
    let forms: Vec<Form> = outputs_and_asked.flat_map(Output::forms).cloned().collect();
    let schedule = Schedule::of(&forms, tables.0.len());
    let cells = Cells::of(tables, &order);
    let shared = Shared { schedule: &schedule, order: &order, cells: &cells, batch, alarm: &lowerer.alarm };
    let subjects = tables.subjects().rows;
    let mut columns = phases::run(&shared, subjects, progress).into_iter();
    if lowerer.alarm.load(Ordering::Relaxed) {
        return None;
    }
    let own: usize = outputs.iter().map(|(_, _, output)| output.forms().count()).sum();
    let outputs = read(program, columns.by_ref().take(own).collect(), subjects, outputs);
    Some((outputs, members::read(columns, subjects, asked)))
}

/// How each figure of the outputs would be worked out.
pub(super) fn describe(program: &Program, tables: &Tables, calendar: &Calendar) -> Vec<(FigureId, Lowered)> {
    let Some(order) = Order::of(&program.rules.schema, tables) else {
        let all = program.outputs().into_iter();
        return all.map(|id| (id, Lowered::Exactly(Reason::Form))).collect();
    };
    let evaluator = Evaluator::new(program, tables, calendar);
    let mut lowerer = Lowerer::new(program, tables, calendar, &evaluator, &order);
    lowerer.outputs().into_iter().map(|(id, lowered, _)| (id, lowered)).collect()
}

/// The integer program over the data at hand; `None` where the exact engine works everything out.
pub(super) fn listing(program: &Program, tables: &Tables, calendar: &Calendar) -> Option<Listing> {
    let order = Order::of(&program.rules.schema, tables)?;
    let evaluator = Evaluator::new(program, tables, calendar);
    let mut lowerer = Lowerer::new(program, tables, calendar, &evaluator, &order);
    let outputs = lowerer.outputs();
    let forms: Vec<Form> = outputs.iter().flat_map(|(_, _, output)| output.forms()).cloned().collect();
    let schedule = Schedule::of(&forms, tables.0.len());
    let cells = Cells::of(tables, &order);
    let most = |table: TableId| order.most(table, Schema::SUBJECTS).or_broken("a table below is below the subjects");
    Some(Listing::of(&program.rules.schema, &cells, &schedule, most, &outputs))
}

/// The outputs of so many subjects, from the columns that their forms gave, each on whichever core is free.
fn read(
    program: &Program,
    columns: Vec<Arc<Column<'_>>>,
    subjects: usize,
    outputs: Vec<(FigureId, Lowered, Output)>,
) -> Outputs {
    let mut columns = columns.into_iter();
    let given = outputs.into_iter().map(|(id, _, output)| {
        let own: Vec<Arc<Column<'_>>> = columns.by_ref().take(output.forms().count()).collect();
        (id, output, own)
    });
    let made = on_all_cores_if_long(subjects, given.collect(), |(id, output, own)| {
        (id, made(program, id, output, own, subjects))
    });
    let mut read = Outputs::default();
    for (id, made) in made {
        match made {
            Made::Numbers(column) => drop(read.numbers.insert(id, column)),
            Made::Truths(column) => drop(read.truths.insert(id, column)),
            Made::Texts(column) => drop(read.texts.insert(id, column)),
        }
    }
    read
}

/// A figure of the outputs of all subjects.
enum Made {
    Numbers(NumberColumn),
    Truths(Arc<[Option<bool>]>),
    Texts(Texts),
}

fn made(program: &Program, id: FigureId, output: Output, columns: Vec<Arc<Column<'_>>>, subjects: usize) -> Made {
    let mut columns = columns.into_iter();
    let mut next = || columns.next().or_broken("each form has its column");
    match output {
        Output::Numbers(_) => {
            let values = next().integers(subjects);
            Made::Numbers(NumberColumn::decimal(program.places(id), values))
        }
        Output::Truths(_) => Made::Truths(next().truths(subjects)),
        Output::Quotients(_, bottom) => {
            let all = 0..subjects;
            let tops = next().part(&all);
            let numbers: Vec<Option<Number>> = match bottom {
                Divisor::Fixed(bottom) => {
                    looking(0..subjects).map(|row| quotient(tops.number(row)?, &bottom)).collect()
                }
                Divisor::Rows(_) => {
                    let bottoms = next().part(&all);
                    let ratio = |row| Number::ratio(tops.number(row)?, bottoms.number(row)?);
                    looking(0..subjects).map(ratio).collect()
                }
            };
            Made::Numbers(NumberColumn::of(program.printed(id), numbers))
        }
        Output::ExactNumbers(numbers) => Made::Numbers(NumberColumn::of(program.printed(id), numbers)),
        Output::Texts(_) => {
            let texts = next().part(&(0..subjects));
            let ty = program.figure(id).map(|figure| &program.arena[figure.expr].ty);
            let ty = ty.or_broken("an output is a figure");
            Made::Texts(looking(0..subjects).map(|row| text(&texts, row, ty)).collect())
        }
        Output::ExactTruths(truths) => Made::Truths(truths.into()),
        Output::ExactTexts(texts) => Made::Texts(texts),
    }
}

/// The value of a row that is no number and no truth.
fn text(values: &Vector<'_>, row: usize, ty: &Type) -> Option<String> {
    let place = || values.number(row);
    Some(match ty {
        Type::Choice(choices) => choices.get(fit::<usize>(place()?)).or_broken("a choice is one of its type").clone(),
        Type::Date => Date::from_days(fit(place()?)).or_broken("a day is a date").to_string(),
        _ => values.text(row)?.to_owned(),
    })
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

    /// What a figure of the outputs is read from.
    fn output(&self, figure: &Figure, value: &Operand) -> Result<Output, Reason> {
        match (&self.node(figure.expr).ty, value) {
            (Type::YesNo, Operand::YesNo(truth)) => Ok(Output::Truths(truth.clone())),
            (Type::Number(_), Operand::Number(number)) => {
                if self.program.precision(figure.id).is_some_and(|precision| precision.exact) {
                    return Ok(quotients(number));
                }
                let places = BigInt::from(10).pow(self.program.places(figure.id));
                let number = number.scaled(&places, &BigInt::from(1))?;
                Ok(Output::Numbers(whole_values(&number)?.form))
            }
            (Type::Text, Operand::Text(form))
            | (Type::Choice(_), Operand::Choice(form))
            | (Type::Date, Operand::Date(form)) => Ok(Output::Texts(form.clone())),
            _ => Err(Reason::Form),
        }
    }

    /// A figure of the outputs row by row. Its values become a column for the figures that read it, if they
    /// have a common denominator that fits.
    fn exactly(&mut self, figure: &Figure) -> Output {
        let subjects = self.tables.subjects().rows;
        let evaluator = self.evaluator;
        evaluator.progress().expect(subjects);
        let mut tally = evaluator.progress().tally();
        let values = (0..subjects).inspect(|_| tally.one()).map(|row| evaluator.figure(figure.id, row));
        if self.node(figure.expr).ty == Type::YesNo {
            let truths: Vec<Option<bool>> = values.map(|value| value.as_yes_no()).collect();
            let column = Form::given(Arc::new(Vector::of_truths(&truths)));
            self.figures.insert(figure.id, Ok(Operand::YesNo(column)));
            return Output::ExactTruths(truths);
        }
        let ty = &self.node(figure.expr).ty;
        if !matches!(ty, Type::Number(_)) {
            // Nothing reads it.
            return Output::ExactTexts(values.map(|value| text_of(&value, ty)).collect());
        }
        let numbers: Vec<Option<Number>> = values.map(|value| value.as_number().cloned()).collect();
        self.figures.insert(figure.id, given_numbers(&numbers).map(Operand::from));
        Output::ExactNumbers(numbers)
    }
}

/// The values that are whole, null for others.
fn whole_values(number: &Fraction) -> Result<Whole, Reason> {
    if number.bottom.fixed().is_ok_and(|bottom| *bottom == BigInt::from(1)) {
        return Ok(number.top.clone());
    }
    let bottom = number.bottom.whole()?;
    let quotient = number.top.quotient(&bottom)?;
    let whole = quotient.times(&bottom)?.compare(Comparison::Equal, &number.top)?;
    Ok(quotient.only_where(&whole))
}

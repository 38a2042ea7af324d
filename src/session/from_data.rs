//! A real subject as an 示例: its facts as far as the rules read them, and what comes out of these.

use std::collections::BTreeSet;

use crate::core::{
    Argument, ConditionId, Constant, ExprKind, FieldId, FigureId, HeadId, IndicatorId, KeyPart, Schema, Statistic,
    SubjectId, TableId, Type,
};
use crate::data::{self, Cell, Tables};
use crate::engine;
use crate::engine::exact::{Evaluator, Value};
use crate::finding::{Diagnostic, Sources, Span, Words};
use crate::invariant::{OrBroken, entry};
use crate::number::{Calendar, Number};
use crate::program::Program;
use crate::result::Scores;
use crate::rules::{self, Assumption, Example, Expectation, ExpectedOutcome, FactRow, FactRows};
use crate::words;

/// Columns that rules read.
type Columns = BTreeSet<(TableId, FieldId)>;

/// The 示例 of a subject, whose scores among all are known, in the words of the rules. It holds when it is put behind
/// them: what hangs on other subjects is set, or is left out and said to be.
///
/// # Errors
/// Faults of the facts alone; there are none of tables that could be scored.
pub fn from_data(
    sources: &Sources,
    program: &Program,
    (tables, scores, row): (&Tables, &Scores, usize),
    calendar: &Calendar,
) -> Result<String, Vec<Diagnostic>> {
    let rules = &program.rules;
    let subject = scores.subjects.key(row);
    let title = words!("数据里的 {subject}", "{subject} of the data").in_language(rules.language).to_owned();
    let (facts, assumptions) = (facts(program, tables, row), Vec::new());
    let mut example = Example { title, facts, assumptions, expectations: Vec::new(), span: Span::default() };
    let among_all = Evaluator::new(program, tables, calendar);
    let of_others = of_others(program);
    let mut set: BTreeSet<FigureId> = BTreeSet::new();
    let affected = |set: &BTreeSet<FigureId>| program.changed(|id| of_others.contains(&id), |id| set.contains(&id));
    let heads = (0..rules.heads.len()).rev().map(|place| FigureId::Head(HeadId(place)));
    let marks = (0..rules.indicators.len()).map(|place| FigureId::Mark(IndicatorId(place)));
    for figure in marks.chain(heads).chain([FigureId::Total]) {
        if program.figure(figure).is_none() || !affected(&set).contains(&figure) {
            continue;
        }
        let Value::Number(mark) = among_all.figure(figure, row) else { continue };
        if mark.places().is_none_or(|places| places > 12) {
            continue;
        }
        set.insert(figure);
        let values = vec![Constant::Number(mark)];
        example.assumptions.push(Assumption { figure, values, span: Span::default() });
    }
    let alone = data::from_example(&rules.schema, &example.facts, sources)?;
    let evaluator = Evaluator::new(program, &alone, calendar);
    for assumption in &example.assumptions {
        for value in &assumption.values {
            evaluator.assume(assumption.figure, 0, value.into());
        }
    }
    let outcome = engine::score_assumed(program, &evaluator)?;
    let mut left_out: Vec<String> = Vec::new();
    let both = Both { program, among_all: &among_all, alone: &evaluator, row };
    for figure in named(program).filter(|figure| !set.contains(figure)) {
        match both.outcome(figure) {
            Some(outcome) => example.expectations.push(expected(outcome)),
            None => left_out.extend(called(program, figure)),
        }
    }
    for (place, condition) in rules.conditions.iter().enumerate() {
        let [own, real] = [(&outcome, 0), (scores, row)].map(|(scores, row)| scores.verdict(ConditionId(place), row));
        if own == real {
            example.expectations.push(expected(ExpectedOutcome::Verdict(ConditionId(place), own)));
        } else {
            left_out.push(condition.name.clone());
        }
    }
    if rules.grades.is_some() {
        let [own, real] = [(&outcome, 0), (scores, row)].map(|(scores, row)| scores.grade.of(row).clone());
        match own {
            _ if own != real => {
                left_out.push(words!("等次", "grades").in_language(rules.language).to_owned());
            }
            Some(label) => example.expectations.push(expected(ExpectedOutcome::Grade(label.to_string()))),
            None => example.expectations.push(expected(ExpectedOutcome::NoGrade)),
        }
    }
    let notes = notes(program, &example, &left_out);
    let ty = |figure| type_of(program, figure);
    Ok(rules::example_text(rules, &ty, &example, &notes).or_broken("all that is named can be written"))
}

fn notes(program: &Program, example: &Example, left_out: &[String]) -> Vec<String> {
    let set: Vec<String> =
        example.assumptions.iter().filter_map(|assumption| called(program, assumption.figure)).collect();
    let mut notes = Vec::new();
    if !set.is_empty() {
        let Words { zh, en } = Words::listed(&set);
        notes.push(words!(
            "与别家比的得分照数据设定：{zh}",
            "marks that hang on others are set as the data give them: {en}"
        ));
    }
    if !left_out.is_empty() {
        let Words { zh, en } = Words::listed(left_out);
        notes.push(words!("要看别家，没有写期望：{zh}", "left out, as it hangs on others: {en}"));
    }
    notes.iter().map(|note| note.in_language(program.rules.language).to_owned()).collect()
}

fn expected(outcome: ExpectedOutcome) -> Expectation {
    Expectation { subject: SubjectId(0), outcome, because: None, span: Span::default() }
}

/// The type of a figure.
pub(super) fn type_of(program: &Program, figure: FigureId) -> Option<Type> {
    program.body(figure).map(|body| program.arena[body].ty.clone())
}

/// The marks and sums that an 示例 may expect, in the order of the tree.
pub(super) fn named(program: &Program) -> impl Iterator<Item = FigureId> {
    let rules = &program.rules;
    let marks = (0..rules.indicators.len()).map(|place| FigureId::Mark(IndicatorId(place)));
    let heads = (0..rules.heads.len()).map(|place| FigureId::Head(HeadId(place)));
    let bonus = rules.bonus.is_some().then_some(FigureId::Bonus);
    let deduction = rules.deduction.is_some().then_some(FigureId::Deduction);
    marks.chain(heads).chain(bonus).chain(deduction).chain([FigureId::Total]).filter(|figure| {
        program.figure(*figure).is_some() && program.precision(*figure).is_some() || matches!(figure, FigureId::Head(_))
    })
}

fn called(program: &Program, figure: FigureId) -> Option<String> {
    let rules = &program.rules;
    let language = rules.language;
    Some(match figure {
        FigureId::Mark(id) => rules.indicator(id).code.clone(),
        FigureId::Head(id) => entry(&rules.heads, id.0).code.clone(),
        FigureId::Bonus => words!("加分", "bonus").in_language(language).to_owned(),
        FigureId::Deduction => words!("扣分", "deduction").in_language(language).to_owned(),
        FigureId::Total => words!("总分", "total").in_language(language).to_owned(),
        _ => return None,
    })
}

/// A subject among all, and alone.
struct Both<'b> {
    program: &'b Program,
    among_all: &'b Evaluator<'b>,
    alone: &'b Evaluator<'b>,
    row: usize,
}

impl Both<'_> {
    /// What is expected of a figure; nothing where others decide about it.
    fn outcome(&self, figure: FigureId) -> Option<ExpectedOutcome> {
        let applies = match figure {
            FigureId::Mark(id) => Some(FigureId::Applies(id)),
            FigureId::Head(id) => Some(FigureId::HeadApplies(id)),
            _ => None,
        };
        if let Some(applies) = applies.filter(|applies| self.program.figure(*applies).is_some()) {
            let [own, real] = [self.alone.figure(applies, 0), self.among_all.figure(applies, self.row)];
            if own != real {
                return None;
            }
            if own == Value::YesNo(false) {
                return Some(ExpectedOutcome::NotApplicable(applies));
            }
        }
        match (self.alone.figure(figure, 0), self.among_all.figure(figure, self.row)) {
            (Value::Number(own), Value::Number(real)) if own == real => {
                Some(ExpectedOutcome::Marks(figure, printed(self.program, figure, &own)))
            }
            (Value::Missing(_), Value::Missing(_)) => Some(ExpectedOutcome::Missing(figure)),
            _ => None,
        }
    }
}

/// A mark as it is printed.
pub(super) fn printed(program: &Program, figure: FigureId, mark: &Number) -> Number {
    match program.precision(figure) {
        Some(precision) if precision.exact => mark.round(precision.rounding),
        _ if mark.places().is_none() => mark.round(program.printed(figure).rounding),
        _ => mark.clone(),
    }
}

/// The figures that read other subjects.
fn of_others(program: &Program) -> BTreeSet<FigureId> {
    let is_of_others = |kind: &ExprKind| match kind {
        ExprKind::Cohort { .. } | ExprKind::Rank { .. } | ExprKind::CohortWeights { .. } => true,
        ExprKind::Script(call) => call.arguments.iter().any(|argument| matches!(argument, Argument::Column { .. })),
        _ => false,
    };
    let reads = |expr| program.arena.walk(expr).any(|(_, node)| is_of_others(&node.kind));
    program.figures().iter().filter(|figure| reads(figure.expr)).map(|figure| figure.id).collect()
}

/// The columns that rules read, with those that tell rows apart.
pub(super) fn columns_read(program: &Program) -> Columns {
    let schema = &program.rules.schema;
    let mut columns = Columns::new();
    let all = |columns: &mut Columns, table: TableId| {
        let fields = schema.table(table).map_or(0, |table| table.fields.len());
        columns.extend((0..fields).map(|field| (table, FieldId(field))));
    };
    for figure in program.figures() {
        for (_, node) in program.arena.walk(figure.expr) {
            match &node.kind {
                ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                    columns.insert((*table, *field));
                }
                ExprKind::Rows { table, statistic: Statistic::SumOfGreatest { by }, .. } => {
                    columns.insert((*table, *by));
                }
                ExprKind::Script(call) => {
                    for argument in &call.arguments {
                        if let Argument::Record(table) | Argument::Rows { table, .. } = argument {
                            all(&mut columns, *table);
                        }
                    }
                }
                _ => {}
            }
        }
    }
    if let Some(manual) = &program.rules.manual {
        all(&mut columns, manual.table);
    }
    for (place, table) in schema.tables.iter().enumerate() {
        let keys = table.key.iter().filter_map(|part| match part {
            KeyPart::Field(field) => Some((TableId(place), *field)),
            KeyPart::Parent => None,
        });
        columns.extend(keys);
    }
    columns
}

/// The rows of a subject and those below it, as far as rules read them.
fn facts(program: &Program, tables: &Tables, subject: usize) -> Vec<FactRows> {
    let schema = &program.rules.schema;
    let columns = columns_read(program);
    let mut kept: Vec<Option<Vec<usize>>> = Vec::new();
    let mut facts = Vec::new();
    for (place, declared) in schema.tables.iter().enumerate() {
        let (id, table) = (TableId(place), tables.table(TableId(place)));
        let above = declared.parent.as_ref().map(|parent| parent.table);
        let rows: Option<Vec<usize>> = match above {
            None => (id == Schema::SUBJECTS).then(|| vec![subject]),
            Some(above) => kept.get(above.0).and_then(Option::as_ref).map(|kept| {
                let is_below = |row: &usize| table.parent_of(*row).is_some_and(|parent| kept.contains(&parent));
                (0..table.rows).filter(is_below).collect()
            }),
        };
        if let Some(rows) = &rows {
            let is_read = columns.iter().any(|(table, _)| *table == id) || is_gone_through(program, id);
            let made = rows.iter().map(|row| FactRow {
                parent: above
                    .filter(|above| *above != Schema::SUBJECTS)
                    .and_then(|above| key_of(schema, tables, above, table.parent_of(*row)?)),
                fields: cells(schema, tables, id, *row, &columns),
                span: Span::default(),
            });
            if is_read {
                facts.push(FactRows { table: id, rows: made.collect() });
            }
        }
        kept.push(rows);
    }
    facts
}

/// Whether rows of a table, or of one below it, are gone through.
fn is_gone_through(program: &Program, id: TableId) -> bool {
    let schema = &program.rules.schema;
    let is_it = |table: TableId| schema.path_up(table, id).is_some();
    program.figures().iter().any(|figure| {
        program
            .arena
            .walk(figure.expr)
            .any(|(_, node)| matches!(node.kind, ExprKind::Rows { table, .. } if is_it(table)))
    })
}

/// The parts of the key of a row.
fn key_of(schema: &Schema, tables: &Tables, id: TableId, row: usize) -> Option<Vec<String>> {
    let (declared, table) = (schema.table(id)?, tables.table(id));
    let mut parts = Vec::new();
    for part in &declared.key {
        match part {
            KeyPart::Field(field) => {
                let ty = &schema.field(id, *field)?.ty;
                parts.push(constant(table.cell(*field, row), ty)?.as_cell(ty));
            }
            KeyPart::Parent => parts.extend(key_of(schema, tables, schema.parent(id)?, table.parent_of(row)?)?),
        }
    }
    Some(parts)
}

fn cells(schema: &Schema, tables: &Tables, id: TableId, row: usize, columns: &Columns) -> Vec<(FieldId, Constant)> {
    let read = columns.iter().filter(|(table, _)| *table == id);
    let cell = |(_, field): &(TableId, FieldId)| {
        let ty = &schema.field(id, *field)?.ty;
        Some((*field, constant(tables.table(id).cell(*field, row), ty)?))
    };
    read.filter_map(cell).collect()
}

fn constant(cell: Cell<'_>, ty: &Type) -> Option<Constant> {
    Some(match (cell, ty) {
        (Cell::Number(number), Type::Number(unit)) => Constant::Number(&number * &unit.scale),
        (Cell::YesNo(truth), _) => Constant::YesNo(truth),
        (Cell::Text(text), _) => Constant::Text(text.to_owned()),
        (Cell::Choice(choice), _) => Constant::Choice(choice),
        (Cell::Date(date), _) => Constant::Date(date),
        (Cell::Missing | Cell::Number(_), _) => return None,
    })
}

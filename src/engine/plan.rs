//! The plan: every named figure of a rule set in an order in which each follows what it reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::Span;
use crate::lang::model::{Block, CellId, Constant, Expr, ExprKind, Model, Operator, Schema, TableId, Type};
use crate::number::{Number, Rounding, Unit};

/// A plan for one rule set.
#[derive(Debug, Clone)]
pub struct Plan<'m> {
    /// The rule set.
    pub model: &'m Model,
    /// Cells, each after those that it reads.
    cells: Vec<PlannedCell>,
    place: BTreeMap<CellId, usize>,
}

/// A named figure and how it is worked out.
#[derive(Debug, Clone)]
pub struct PlannedCell {
    /// Its id.
    pub id: CellId,
    /// The table for whose rows it is worked out; `None` for a parameter.
    pub table: Option<TableId>,
    /// How.
    pub expr: Expr,
}

impl<'m> Plan<'m> {
    /// Lowers a rule set: adds the cells that its items imply (rounded marks, sums, totals) and
    /// orders all of them.
    #[must_use]
    pub fn of(model: &'m Model) -> Self {
        let mut unordered: BTreeMap<CellId, PlannedCell> = BTreeMap::new();
        for cell in planned(model) {
            unordered.insert(cell.id, cell);
        }
        let mut plan = Self { model, cells: Vec::new(), place: BTreeMap::new() };
        let ids: Vec<CellId> = unordered.keys().copied().collect();
        for id in ids {
            plan.append(id, &unordered);
        }
        plan
    }

    /// Appends a cell after all that it reads. Checking has refused cycles, so an explicit stack of
    /// (cell, children done?) suffices.
    fn append(&mut self, id: CellId, unordered: &BTreeMap<CellId, PlannedCell>) {
        let mut stack = vec![(id, false)];
        while let Some((id, ready)) = stack.pop() {
            if self.place.contains_key(&id) {
                continue;
            }
            let Some(cell) = unordered.get(&id) else { continue };
            if ready {
                self.place.insert(id, self.cells.len());
                self.cells.push(cell.clone());
            } else {
                stack.push((id, true));
                stack.extend(reads(&cell.expr).into_iter().map(|read| (read, false)));
            }
        }
    }

    /// All cells in order.
    #[must_use]
    pub fn cells(&self) -> &[PlannedCell] {
        &self.cells
    }

    /// A cell by id.
    #[must_use]
    pub fn cell(&self, id: CellId) -> Option<&PlannedCell> {
        self.cells.get(*self.place.get(&id)?)
    }

    /// Decimals of marks; 0 when the rule set gives no marks.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.model.rounding.map_or(0, |rounding| rounding.places)
    }

    /// The cells that results are made of: marks and sums (numbers with [`Plan::places`] decimals),
    /// and conditions (truths).
    #[must_use]
    pub fn outputs(&self) -> Vec<CellId> {
        self.cells
            .iter()
            .map(|cell| cell.id)
            .filter(|id| {
                !matches!(
                    id,
                    CellId::Parameter(_)
                        | CellId::Definition(_)
                        | CellId::Value(_)
                        | CellId::Score(_)
                        | CellId::BonusEntry(_)
                        | CellId::DeductionEntry(_)
                )
            })
            .collect()
    }
}

/// The named figures that an expression reads directly.
fn reads(expr: &Expr) -> BTreeSet<CellId> {
    let mut found = BTreeSet::new();
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        if let ExprKind::Cell(id) = expr.kind {
            found.insert(id);
        }
        stack.extend(expr.children());
    }
    found
}

fn planned(model: &Model) -> Vec<PlannedCell> {
    let mut cells = Vec::new();
    let mut subject = |id: CellId, expr: Expr| {
        cells.push(PlannedCell { id, table: Some(Schema::SUBJECTS), expr });
    };
    for (index, condition) in model.conditions.iter().enumerate() {
        if let Some(applies) = &condition.applies {
            subject(CellId::ConditionApplies(index), applies.clone());
        }
        subject(CellId::Condition(index), condition.requirement.clone());
    }
    for (index, indicator) in model.indicators.iter().enumerate() {
        if let Some(applies) = &indicator.applies {
            subject(CellId::Applies(index), applies.clone());
        }
        if let Some(value) = &indicator.value {
            let value = of_those_concerned(model, index, value.clone());
            subject(CellId::Value(index), of_participants(model, value));
        }
        subject(CellId::Score(index), indicator.score.clone());
        let rounded = rounded(mark_cell(CellId::Score(index), indicator.span), model.rounding);
        let mark = where_applies(model, index, rounded, Number::zero());
        subject(CellId::Mark(index), of_participants(model, mark));
    }
    for (index, head) in model.heads.iter().enumerate() {
        let marks = head.indicators.iter().map(|indicator| mark_cell(CellId::Mark(*indicator), head.span));
        subject(CellId::Head(index), sum(marks, head.span));
        let fulls = head.indicators.iter().filter_map(|indicator| {
            let full = model.indicators.get(*indicator)?.full.clone();
            Some(where_applies(model, *indicator, marks_constant(full, head.span), Number::zero()))
        });
        subject(CellId::HeadFull(index), sum(fulls, head.span));
    }
    if let Some(first) = model.heads.first() {
        let heads = (0..model.heads.len()).map(|head| mark_cell(CellId::Head(head), first.span));
        subject(CellId::Base, sum(heads, first.span));
        let bonus = block(model, model.bonus.as_ref(), CellId::BonusEntry, first.span, &mut subject);
        subject(CellId::Bonus, bonus);
        let deduction = block(model, model.deduction.as_ref(), CellId::DeductionEntry, first.span, &mut subject);
        subject(CellId::Deduction, deduction);
        let gained =
            arithmetic(Operator::Add, mark_cell(CellId::Base, first.span), mark_cell(CellId::Bonus, first.span));
        let total = arithmetic(Operator::Subtract, gained, mark_cell(CellId::Deduction, first.span));
        subject(CellId::Total, total);
    }
    if let Some(participation) = &model.participation {
        subject(CellId::Participates, participation.condition.clone());
    }
    for (index, demotion) in model.demotions.iter().enumerate() {
        subject(CellId::Demotion(index), demotion.condition.clone());
    }
    for (index, veto) in model.vetoes.iter().enumerate() {
        subject(CellId::Veto(index), veto.condition.clone());
    }
    for (index, cap) in model.caps.iter().enumerate() {
        subject(CellId::Cap(index), cap.condition.clone());
    }
    for (index, grade) in model.grades.iter().flat_map(|grades| &grades.grades).enumerate() {
        subject(CellId::Requirement(index), grade.requirement.clone());
    }
    for (index, definition) in model.definitions.iter().enumerate() {
        cells.push(PlannedCell {
            id: CellId::Definition(index),
            table: Some(definition.table),
            expr: definition.value.clone(),
        });
    }
    for (index, parameter) in model.parameters.iter().enumerate() {
        cells.push(PlannedCell { id: CellId::Parameter(index), table: None, expr: parameter.value.clone() });
    }
    cells
}

/// The entries of 加分 or 扣分 as cells, and their sum: capped, then rounded.
fn block(
    model: &Model,
    block: Option<&Block>,
    entry_id: fn(usize) -> CellId,
    span: Span,
    subject: &mut impl FnMut(CellId, Expr),
) -> Expr {
    let Some(block) = block else { return marks_constant(Number::zero(), span) };
    for (index, entry) in block.entries.iter().enumerate() {
        subject(entry_id(index), entry.marks.clone());
    }
    let entries = block.entries.iter().enumerate().map(|(index, entry)| mark_cell(entry_id(index), entry.span));
    let total = sum(entries, span);
    let capped = match &block.cap {
        Some(cap) => Expr::new(ExprKind::Least(vec![total, marks_constant(cap.clone(), span)]), marks_type(), span),
        None => total,
    };
    rounded(capped, model.rounding)
}

fn marks_type() -> Type {
    Type::Number(Unit::parse("分").unwrap_or_else(Unit::pure))
}

fn mark_cell(id: CellId, span: Span) -> Expr {
    Expr::new(ExprKind::Cell(id), marks_type(), span)
}

fn marks_constant(value: Number, span: Span) -> Expr {
    Expr::new(ExprKind::Constant(Constant::Number(value)), marks_type(), span)
}

fn rounded(value: Expr, rounding: Option<Rounding>) -> Expr {
    let Some(rounding) = rounding else { return value };
    let span = value.span;
    Expr::new(ExprKind::Round { value: Box::new(value), rounding }, marks_type(), span)
}

fn arithmetic(operator: Operator, left: Expr, right: Expr) -> Expr {
    let span = left.span;
    let kind = ExprKind::Arithmetic { operator, left: Box::new(left), right: Box::new(right) };
    Expr::new(kind, marks_type(), span)
}

fn sum(terms: impl Iterator<Item = Expr>, span: Span) -> Expr {
    terms
        .reduce(|left, right| arithmetic(Operator::Add, left, right))
        .unwrap_or_else(|| marks_constant(Number::zero(), span))
}

/// A 取值 has no value for a subject to whom the indicator does not apply, so that the subject takes no
/// place in comparisons either.
fn of_those_concerned(model: &Model, indicator: usize, value: Expr) -> Expr {
    if model.indicators.get(indicator).is_none_or(|indicator| indicator.applies.is_none()) {
        return value;
    }
    let (span, ty) = (value.span, value.ty.clone());
    let condition = Expr::new(ExprKind::Cell(CellId::Applies(indicator)), Type::YesNo, span);
    let nothing = Expr::new(ExprKind::Undecided, ty.clone(), span);
    Expr::new(ExprKind::Case { arms: vec![(condition, value)], otherwise: Box::new(nothing) }, ty, span)
}

/// Who does not participate has neither value nor mark.
fn of_participants(model: &Model, value: Expr) -> Expr {
    if model.participation.is_none() {
        return value;
    }
    let (span, ty) = (value.span, value.ty.clone());
    let condition = Expr::new(ExprKind::Cell(CellId::Participates), Type::YesNo, span);
    let nothing = Expr::new(ExprKind::Undecided, ty.clone(), span);
    Expr::new(ExprKind::Case { arms: vec![(condition, value)], otherwise: Box::new(nothing) }, ty, span)
}

fn where_applies(model: &Model, indicator: usize, value: Expr, otherwise: Number) -> Expr {
    let applies = model.indicators.get(indicator).is_some_and(|indicator| indicator.applies.is_some());
    if !applies {
        return value;
    }
    let span = value.span;
    let condition = Expr::new(ExprKind::Cell(CellId::Applies(indicator)), Type::YesNo, span);
    let kind = ExprKind::Case { arms: vec![(condition, value)], otherwise: Box::new(marks_constant(otherwise, span)) };
    Expr::new(kind, marks_type(), span)
}

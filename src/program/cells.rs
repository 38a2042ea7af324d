//! The cells that the items of a rule set are or imply.

use super::Figure;
use super::build::{
    arithmetic, is_there, mark_cell, marks_constant, marks_type, only_where, rounded, sum, truth_cell, yes_no,
};
use super::precision;
use super::tree::{Child, Tree};
use crate::core::{Expr, ExprKind, FigureId, Operator, Schema};
use crate::finding::Span;
use crate::number::Number;
use crate::rules::{Block, Indicator, RuleSet, WhenMissing};

/// Cells in the order of the items.
pub(super) fn planned(model: &RuleSet) -> Vec<Figure> {
    let mut cells = Vec::new();
    let mut subject = |id: FigureId, expr: Expr| {
        cells.push(Figure { id, table: Some(Schema::SUBJECTS), expr });
    };
    for (index, condition) in model.conditions.iter().enumerate() {
        if let Some(applies) = &condition.applies {
            subject(FigureId::ConditionApplies(index), applies.clone());
        }
        subject(FigureId::Condition(index), condition.requirement.clone());
    }
    for (index, indicator) in model.indicators.iter().enumerate() {
        self::indicator(model, index, indicator, &mut subject);
    }
    if let Some(first) = model.heads.first() {
        heads(model, &mut subject);
        let total = total(model, first.span);
        for child in 0..total.weights_from_data() {
            subject(FigureId::Weight(None, child), total.data_weight(child));
        }
        subject(FigureId::Base, total.mark());
        let bonus = block(model, model.bonus.as_ref(), FigureId::BonusEntry, first.span, &mut subject);
        subject(FigureId::Bonus, bonus);
        let deduction = block(model, model.deduction.as_ref(), FigureId::DeductionEntry, first.span, &mut subject);
        subject(FigureId::Deduction, deduction);
        subject(FigureId::Total, capped_total(model, first.span));
    }
    if let Some(participation) = &model.participation {
        subject(FigureId::Participates, participation.condition.clone());
    }
    for (index, demotion) in model.demotions.iter().enumerate() {
        subject(FigureId::Demotion(index), demotion.condition.clone());
    }
    for (index, veto) in model.vetoes.iter().enumerate() {
        subject(FigureId::Veto(index), veto.condition.clone());
    }
    for (index, cap) in model.restrictions.iter().enumerate() {
        subject(FigureId::Restriction(index), cap.condition.clone());
    }
    for (index, grade) in model.grades.iter().flat_map(|grades| &grades.grades).enumerate() {
        subject(FigureId::Requirement(index), grade.requirement.clone());
    }
    for (index, definition) in model.definitions.iter().enumerate() {
        cells.push(Figure {
            id: FigureId::Definition(index),
            table: Some(definition.table),
            expr: definition.value.clone(),
        });
    }
    for (index, parameter) in model.parameters.iter().enumerate() {
        cells.push(Figure { id: FigureId::Parameter(index), table: None, expr: parameter.value.clone() });
    }
    cells
}

fn indicator(model: &RuleSet, index: usize, indicator: &Indicator, subject: &mut impl FnMut(FigureId, Expr)) {
    let span = indicator.span;
    if let Some(value) = &indicator.value {
        let concerned = concerned(indicator, index);
        let own = |value: &Expr| of_participants(model, of_those(concerned.as_ref(), value.clone()));
        subject(FigureId::Value(index), own(value));
        if let Some(given) = &indicator.given {
            subject(FigureId::Given(index), own(given));
        }
    }
    if let Some(applies) = applies(indicator, index) {
        subject(FigureId::Applies(index), applies);
    }
    subject(FigureId::Score(index), indicator.score.clone());
    let rounded = rounded(mark_cell(FigureId::Score(index), span), precision::of(model, FigureId::Mark(index)));
    let zero = marks_constant(Number::zero(), span);
    let mark = only_where(applies_cell(indicator, index, span).as_ref(), rounded, zero);
    subject(FigureId::Mark(index), of_participants(model, mark));
}

/// For whom the indicator counts, as an expression; `None` for all.
fn applies(indicator: &Indicator, index: usize) -> Option<Expr> {
    let written = indicator.applies.clone();
    if indicator.when_missing != WhenMissing::NotApplicable {
        return written;
    }
    let there = is_there(mark_cell(FigureId::Score(index), indicator.span));
    Some(match written {
        Some(written) => yes_no(ExprKind::And(vec![written, there]), indicator.span),
        None => there,
    })
}

fn applies_cell(indicator: &Indicator, index: usize, span: Span) -> Option<Expr> {
    let limited = indicator.applies.is_some() || indicator.when_missing == WhenMissing::NotApplicable;
    limited.then(|| truth_cell(FigureId::Applies(index), span))
}

/// Whom a 取值 concerns. With 缺失 不适用 whether the indicator applies rests on the mark and so on 取值;
/// 取值 then asks the written 适用 alone.
fn concerned(indicator: &Indicator, index: usize) -> Option<Expr> {
    match indicator.when_missing {
        WhenMissing::NotApplicable => indicator.applies.clone(),
        WhenMissing::Stays | WhenMissing::Refuse => {
            indicator.applies.as_ref().map(|_| truth_cell(FigureId::Applies(index), indicator.span))
        }
    }
}

/// A 取值 has no value for a subject to whom the indicator does not apply, so that the subject takes no
/// place in comparisons either.
fn of_those(concerned: Option<&Expr>, value: Expr) -> Expr {
    let nothing = Expr::new(ExprKind::Undecided, value.ty.clone(), value.span);
    let condition = concerned.map(|condition| Expr { span: value.span, ..condition.clone() });
    only_where(condition.as_ref(), value, nothing)
}

/// Who does not participate has neither value nor mark.
fn of_participants(model: &RuleSet, value: Expr) -> Expr {
    if model.participation.is_none() {
        return value;
    }
    let participates = truth_cell(FigureId::Participates, value.span);
    let nothing = Expr::new(ExprKind::Undecided, value.ty.clone(), value.span);
    only_where(Some(&participates), value, nothing)
}

fn heads(model: &RuleSet, subject: &mut impl FnMut(FigureId, Expr)) {
    for (index, head) in model.heads.iter().enumerate() {
        let Some(tree) = head_tree(model, index) else { continue };
        let any = tree.any_applies();
        if let Some(any) = any.clone().filter(|_| may_be_left_out(model, index)) {
            subject(FigureId::HeadApplies(index), any);
        }
        for child in 0..tree.weights_from_data() {
            subject(FigureId::Weight(Some(index), child), tree.data_weight(child));
        }
        let precision = head.node.precision;
        subject(FigureId::Head(index), rounded(tree.mark(), precision));
        let zero = || marks_constant(Number::zero(), head.span);
        let full = if head.node.is_sum() {
            let full = |child: &Child| {
                only_where(child.applies.as_ref(), marks_constant(child.full.clone(), head.span), zero())
            };
            sum(tree.children.iter().map(full), head.span)
        } else {
            only_where(any.as_ref(), marks_constant(head.full.clone(), head.span), zero())
        };
        subject(FigureId::HeadFull(index), full);
    }
}

/// Whether a 方面 of which nothing applies is more than 0 of 0 marks to whatever reads it.
fn may_be_left_out(model: &RuleSet, head: usize) -> bool {
    !model.total.node.is_sum() || model.heads.get(head).is_some_and(|head| !head.node.is_sum())
}

fn head_tree(model: &RuleSet, index: usize) -> Option<Tree<'_>> {
    let head = model.heads.get(index)?;
    let children = head.indicators.iter().filter_map(|id| {
        let indicator = model.indicators.get(*id)?;
        let applies = applies_cell(indicator, *id, head.span);
        Some(Child {
            mark: mark_cell(FigureId::Mark(*id), head.span),
            unrounded: of_participants(model, of_those(applies.as_ref(), mark_cell(FigureId::Score(*id), head.span))),
            applies,
            full: indicator.full.clone(),
        })
    });
    Some(Tree {
        node: &head.node,
        children: children.collect(),
        full: head.full.clone(),
        id: Some(index),
        span: head.span,
    })
}

fn total(model: &RuleSet, span: Span) -> Tree<'_> {
    let children = model.heads.iter().enumerate().filter_map(|(index, head)| {
        let tree = head_tree(model, index)?;
        let limited = may_be_left_out(model, index) && tree.any_applies().is_some();
        let applies = limited.then(|| truth_cell(FigureId::HeadApplies(index), span));
        Some(Child {
            mark: mark_cell(FigureId::Head(index), span),
            unrounded: of_those(applies.as_ref(), tree.mark()),
            applies,
            full: head.full.clone(),
        })
    });
    let full = model.full.clone().unwrap_or_else(Number::zero);
    Tree { node: &model.total.node, children: children.collect(), full, id: None, span }
}

/// 总分 = 基础分 + 加分 − 扣分, at most 封顶, rounded.
fn capped_total(model: &RuleSet, span: Span) -> Expr {
    let gained = arithmetic(Operator::Add, mark_cell(FigureId::Base, span), mark_cell(FigureId::Bonus, span));
    let total = arithmetic(Operator::Subtract, gained, mark_cell(FigureId::Deduction, span));
    let total = match &model.total.cap {
        Some(cap) => Expr::new(ExprKind::Least(vec![total, marks_constant(cap.clone(), span)]), marks_type(), span),
        None => total,
    };
    rounded(total, model.total.node.precision)
}

/// The entries of 加分 or 扣分 as cells, and their sum: capped, then rounded.
fn block(
    model: &RuleSet,
    block: Option<&Block>,
    entry_id: fn(usize) -> FigureId,
    span: Span,
    subject: &mut impl FnMut(FigureId, Expr),
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

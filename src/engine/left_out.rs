//! Who was left out of a comparison.
//!
//! A figure over a cohort is taken over the members that have the value. A mark that rests on such a
//! figure stands, but its 说明 names the members that were left out for lack of data.

use std::collections::BTreeMap;

use super::exact::{Evaluator, Value};
use super::outputs::Outputs;
use super::plan::Plan;
use super::scores::subject_key;
use crate::data::Tables;
use crate::lang::model::{CellId, Expr, ExprKind, FieldId, Schema, Weights};

/// So many members are named; more are counted.
const NAMED: usize = 3;

/// A cohort figure: the fields that its members share, and their value.
type Comparison<'p> = (&'p [FieldId], &'p Expr);

/// For each subject, what has to be said of the comparisons that its marks and its grade rest on.
pub(super) fn notes(plan: &Plan<'_>, evaluator: &Evaluator<'_>, outputs: &Outputs) -> BTreeMap<usize, Vec<String>> {
    let mut notes: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let participates = outputs.truths.get(&CellId::Participates);
    // Who does not participate is no member, and nobody lacks its data.
    let is_out = |row: usize| participates.is_some_and(|known| known.get(row).copied().flatten() == Some(false));
    let mut note = |what: &str, missed: BTreeMap<usize, Vec<usize>>| {
        for (row, absent) in missed {
            let note = format!("{what}的比较未计入缺数据的 {}", names(plan, evaluator.tables(), &absent));
            notes.entry(row).or_default().push(note);
        }
    };
    for (index, indicator) in plan.model.indicators.iter().enumerate() {
        let Some(column) = outputs.numbers.get(&CellId::Mark(index)) else { continue };
        let applies = outputs.truths.get(&CellId::Applies(index));
        // A value that 缺失 stands in for is left out by a written rule, and no mark is withheld.
        let marks = column.values.iter().enumerate();
        let withheld: Vec<usize> =
            marks.filter(|(row, mark)| mark.is_none() && !is_out(*row)).map(|(row, _)| row).collect();
        let known = |member: usize| {
            let concerned = applies.is_none_or(|applies| applies.get(member).copied().flatten() == Some(true));
            concerned && column.values.get(member).copied().flatten().is_some()
        };
        let missed = missed(evaluator, &comparisons(plan, &indicator.score, true), &withheld, known);
        note(&format!("{} ", indicator.code), missed);
    }
    let total = outputs.numbers.get(&CellId::Total);
    for (index, grade) in plan.model.grades.iter().flat_map(|grades| &grades.grades).enumerate() {
        let (Some(total), Some(truths)) = (total, outputs.truths.get(&CellId::Requirement(index))) else { continue };
        let both = total.values.iter().zip(truths).enumerate();
        let open = both.filter(|(row, (total, truth))| (total.is_none() || truth.is_none()) && !is_out(*row));
        let open: Vec<usize> = open.map(|(row, _)| row).collect();
        let known = |member: usize| total.values.get(member).copied().flatten().is_some();
        // What marks rest on has been said of them.
        let missed = missed(evaluator, &comparisons(plan, &grade.requirement, false), &open, known);
        note(&format!("「{}」", grade.name), missed);
    }
    of_weights(plan, evaluator, outputs, &mut notes);
    notes
}

/// For each subject of which something is known, who of `withheld` was left out of its comparisons.
fn missed(
    evaluator: &Evaluator<'_>,
    comparisons: &[Comparison<'_>],
    withheld: &[usize],
    known: impl Fn(usize) -> bool,
) -> BTreeMap<usize, Vec<usize>> {
    let mut missed: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let subjects = evaluator.tables().get(Schema::SUBJECTS).map_or(0, |table| table.rows);
    for (same, value) in comparisons {
        for absent in withheld {
            let lacks_value = matches!(evaluator.eval(value, Schema::SUBJECTS, *absent), Value::Missing(_));
            let missed_by = match evaluator.members(same, *absent) {
                Ok(members) if lacks_value => members,
                Ok(_) => continue,
                // Without what it is grouped by, it may belong with any of them.
                Err(_) => (0..subjects).collect::<Vec<_>>().into(),
            };
            for member in missed_by.iter().copied().filter(|member| known(*member)) {
                let list = missed.entry(member).or_default();
                if !list.contains(absent) {
                    list.push(*absent);
                }
            }
        }
    }
    missed
}

/// Whom the weights of a node were not taken from for lack of data.
fn of_weights(plan: &Plan<'_>, evaluator: &Evaluator<'_>, outputs: &Outputs, notes: &mut BTreeMap<usize, Vec<String>>) {
    let model = plan.model;
    let participates = outputs.truths.get(&CellId::Participates);
    let is_out = |row: usize| participates.is_some_and(|known| known.get(row).copied().flatten() == Some(false));
    let heads = model.heads.iter().enumerate().map(|(index, head)| {
        let parts = head.indicators.iter().map(|id| CellId::Mark(*id)).collect::<Vec<_>>();
        (head.code.as_str(), CellId::Head(index), &head.node, parts)
    });
    let parts = (0..model.heads.len()).map(CellId::Head).collect();
    for (name, own, node, parts) in heads.chain([("总分", CellId::Base, &model.total.node, parts)]) {
        let Weights::Data { same, .. } = &node.weights else { continue };
        let value = |id: &CellId, row: usize| outputs.numbers.get(id)?.values.get(row).copied().flatten();
        let rows = outputs.numbers.get(&own).map_or(0, |column| column.values.len());
        let lacks = |row: &usize| !is_out(*row) && parts.iter().any(|part| value(part, *row).is_none());
        let mut missed: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for absent in (0..rows).filter(lacks) {
            let Ok(members) = evaluator.members(same, absent) else { continue };
            for member in members.iter().copied().filter(|member| value(&own, *member).is_some()) {
                missed.entry(member).or_default().push(absent);
            }
        }
        for (row, absent) in missed {
            let note = format!("{name} 的权重未计入缺数据的 {}", names(plan, evaluator.tables(), &absent));
            notes.entry(row).or_default().push(note);
        }
    }
}

/// Subjects by key, the first few of many.
pub(super) fn names(plan: &Plan<'_>, tables: &Tables, rows: &[usize]) -> String {
    let named: Vec<String> = rows.iter().take(NAMED).map(|row| subject_key(plan, tables, *row)).collect();
    let more = if rows.len() > NAMED { format!("等 {} 家", rows.len()) } else { String::new() };
    format!("{}{more}", named.join("、"))
}

/// The cohort figures that an expression rests on, through the figures that it names; through marks and
/// totals only when asked for.
fn comparisons<'p>(plan: &'p Plan<'_>, expr: &'p Expr, through_marks: bool) -> Vec<Comparison<'p>> {
    let mut found: Vec<Comparison<'p>> = Vec::new();
    let mut seen: Vec<CellId> = Vec::new();
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        match &expr.kind {
            ExprKind::Cell(id) if !seen.contains(id) && (through_marks || !is_mark(*id)) => {
                seen.push(*id);
                stack.extend(plan.cell(*id).map(|cell| &cell.expr));
            }
            ExprKind::Cohort { same, value: Some(value), .. } | ExprKind::Rank { same, value, .. }
                if !found.iter().any(|(known, of)| *known == same.as_slice() && of.kind == value.kind) =>
            {
                found.push((same, value));
            }
            _ => {}
        }
        stack.extend(expr.children());
    }
    found
}

fn is_mark(id: CellId) -> bool {
    matches!(id, CellId::Mark(_) | CellId::Head(_) | CellId::Base | CellId::Total)
}

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
use crate::lang::model::{CellId, Expr, ExprKind, FieldId, Schema};

/// So many members are named; more are counted.
const NAMED: usize = 3;

/// For each subject, what has to be said of the comparisons that its marks rest on.
pub(super) fn notes(plan: &Plan<'_>, evaluator: &Evaluator<'_>, outputs: &Outputs) -> BTreeMap<usize, Vec<String>> {
    let mut notes: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let participates = outputs.truths.get(&CellId::Participates);
    for (index, indicator) in plan.model.indicators.iter().enumerate() {
        let Some(column) = outputs.numbers.get(&CellId::Mark(index)) else { continue };
        let applies = outputs.truths.get(&CellId::Applies(index));
        // A value that 缺失 stands in for is left out by a written rule, and no mark is withheld.
        // Who does not participate is no member, and nobody lacks its data.
        let is_out = |row: usize| participates.is_some_and(|known| known.get(row).copied().flatten() == Some(false));
        let marks = column.values.iter().enumerate();
        let withheld: Vec<usize> =
            marks.filter(|(row, mark)| mark.is_none() && !is_out(*row)).map(|(row, _)| row).collect();
        if withheld.is_empty() {
            continue;
        }
        let mut missed: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (same, value) in comparisons(plan, &indicator.score) {
            for absent in &withheld {
                let lacks_value = matches!(evaluator.eval(value, Schema::SUBJECTS, *absent), Value::Missing(_));
                let missed_by = match evaluator.members(same, *absent) {
                    Ok(members) if lacks_value => members,
                    Ok(_) => continue,
                    // Without what it is grouped by, it may belong with any of them.
                    Err(_) => (0..column.values.len()).collect::<Vec<_>>().into(),
                };
                for member in missed_by.iter().copied() {
                    let concerned = applies.is_none_or(|applies| applies.get(member).copied().flatten() == Some(true));
                    let known = concerned && column.values.get(member).copied().flatten().is_some();
                    let list = missed.entry(member).or_default();
                    if known && !list.contains(absent) {
                        list.push(*absent);
                    }
                }
            }
        }
        for (row, absent) in missed.into_iter().filter(|(_, absent)| !absent.is_empty()) {
            let note = format!("{} 的比较未计入缺数据的 {}", indicator.code, names(plan, evaluator.tables(), &absent));
            notes.entry(row).or_default().push(note);
        }
    }
    notes
}

/// Subjects by key, the first few of many.
pub(super) fn names(plan: &Plan<'_>, tables: &Tables, rows: &[usize]) -> String {
    let named: Vec<String> = rows.iter().take(NAMED).map(|row| subject_key(plan, tables, *row)).collect();
    let more = if rows.len() > NAMED { format!("等 {} 家", rows.len()) } else { String::new() };
    format!("{}{more}", named.join("、"))
}

/// The cohort figures that an expression rests on, through the figures that it names.
fn comparisons<'p>(plan: &'p Plan<'_>, expr: &'p Expr) -> Vec<(&'p [FieldId], &'p Expr)> {
    let mut found: Vec<(&[FieldId], &Expr)> = Vec::new();
    let mut seen: Vec<CellId> = Vec::new();
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        match &expr.kind {
            ExprKind::Cell(id) if !seen.contains(id) => {
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

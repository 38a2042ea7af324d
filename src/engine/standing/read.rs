//! What is read of the outputs of an engine.

use std::collections::BTreeMap;

use crate::column::Integers;
use crate::core::{FigureId, OutputId};
use crate::engine::order::Order;
use crate::engine::outputs::Outputs;
use crate::invariant::{OrBroken, entry};
use crate::program::Program;
use crate::result::{Marks, OutputColumn, Truths};

pub(super) fn keys(outputs: &Outputs, id: FigureId, order: &Order, subjects: usize) -> Integers {
    outputs.numbers.get(&id).map_or_else(|| vec![None; subjects].into_iter().collect(), |column| order.keys(column))
}

/// Keys of the columns that are not compared as they are: those that are not rounded, and all where the least is the best.
pub(super) fn other_keys(outputs: &Outputs, falls: bool) -> BTreeMap<FigureId, Integers> {
    let other = outputs.numbers.iter().filter(|(_, column)| falls || column.exact.is_some());
    other.map(|(id, column)| (*id, Order::of(column, falls).keys(column))).collect()
}

/// What a condition that the rules have comes to.
pub(super) fn truth(outputs: &Outputs, id: FigureId, row: usize) -> Option<bool> {
    *entry(truths(outputs, id), row)
}

fn truths(outputs: &Outputs, id: FigureId) -> &Truths {
    outputs.truths.get(&id).or_broken("each condition is worked out")
}

/// Who participates, where the rules say who.
pub(super) fn participants(program: &Program, outputs: &Outputs) -> Option<Truths> {
    program.rules.participation.as_ref().map(|_| truths(outputs, FigureId::Participates).clone())
}

/// A column of 列出.
pub(super) fn listed(outputs: &Outputs, id: OutputId, subjects: usize) -> OutputColumn {
    let id = FigureId::Output(id);
    if let Some(column) = outputs.numbers.get(&id) {
        return if let Some(numbers) = &column.exact {
            OutputColumn::Exact { numbers: numbers.clone() }
        } else {
            let values = Some((column.places, column.values.clone()));
            OutputColumn::Rounded { numbers: Marks::new(subjects, values, None) }
        };
    }
    match outputs.texts.get(&id) {
        Some(texts) => OutputColumn::Texts { texts: texts.clone() },
        None => OutputColumn::Truths { truths: truths(outputs, id).to_vec() },
    }
}

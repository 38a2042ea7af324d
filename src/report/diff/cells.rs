//! What changed from one result to another, cell by cell, for a terminal.

use std::fmt::Write as _;

use super::effect::table;
use crate::compare::{Cells, InputChange};
use crate::finding::visible;
use crate::words::{Differing, listed};

/// So many cells are listed of each kind.
const MOST: usize = 200;

/// The cells of the data, then those of the result.
#[must_use]
pub(super) fn text(cells: &Cells, words: Differing) -> String {
    let mut text = format!("\n{}\n", words.inputs_heading());
    if cells.inputs.is_empty() {
        let _ = writeln!(text, "  {}", words.no_inputs());
    }
    for input in cells.inputs.iter().take(MOST) {
        let _ = writeln!(text, "  {}", visible(&said(input, words)));
    }
    let _ = writeln!(text, "\n{}", words.results_heading());
    if cells.results.is_empty() {
        let _ = writeln!(text, "  {}", words.no_results());
    }
    let none = || words.none().to_owned();
    let rows: Vec<Vec<String>> = cells
        .results
        .iter()
        .take(MOST)
        .map(|result| {
            let causes: Vec<&str> = result.causes.iter().map(|cause| words.cause(*cause)).collect();
            let step = words
                .step(Some(&result.old.clone().unwrap_or_else(none)), Some(&result.new.clone().unwrap_or_else(none)));
            vec![result.key.clone(), words.column(&result.column), step, listed(&causes, words.0)]
        })
        .collect();
    text.push_str(&table(&rows, &[0, 1, 2, 3]));
    let more = cells.inputs.len().saturating_sub(MOST).saturating_add(cells.results.len().saturating_sub(MOST));
    if more > 0 {
        let _ = writeln!(text, "  {}", words.more_cells(more));
    }
    text
}

fn said(input: &InputChange, words: Differing) -> String {
    let none = || words.none().to_owned();
    let reason = words.because(&input.reason);
    match &input.column {
        Some(column) => {
            let (old, new) = (input.old.clone().unwrap_or_else(none), input.new.clone().unwrap_or_else(none));
            let step = words.step(Some(&old), Some(&new));
            format!("{} {} {column}  {step}  {}{reason}", input.table, input.key, words.cause(input.cause))
        }
        None => format!("{} {}", input.table, words.step(input.old.as_deref(), input.new.as_deref())),
    }
}

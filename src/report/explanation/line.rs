//! What stands on the line of a figure, whatever the form of the page.

use std::fmt::Write as _;
use std::ops::Range;

use crate::result::Cell;
use crate::words::{Layout, Trace, TraceKind};

/// Of many rows only the first are printed.
const ROWS_SHOWN: usize = 3;

/// Of many members of a cohort only the first are printed.
const MEMBERS_SHOWN: usize = 12;

/// Of many lines of a script only the first and the last are printed: the last one has the result.
const LINES_SHOWN: (usize, usize) = (16, 4);

/// Which of a run of figures of a kind are left out: those of a formula are few and differ; rows, members and lines of a
/// loop are many and alike.
pub(in crate::report) fn left_out(run: &[Trace], full: bool) -> Range<usize> {
    let kind = run.first().map(|first| first.kind).unwrap_or_default();
    let (first, last) = match kind {
        _ if full => (run.len(), 0),
        TraceKind::Figure | TraceKind::LeftOut => (run.len(), 0),
        TraceKind::Row => (ROWS_SHOWN, 0),
        TraceKind::Member => (MEMBERS_SHOWN, 0),
        TraceKind::Line => LINES_SHOWN,
    };
    let hidden = run.len().saturating_sub(first.saturating_add(last));
    if hidden == 0 { 0..0 } else { first..first.saturating_add(hidden) }
}

/// The name of a figure, its formula and its value, without what another of them says already.
pub(in crate::report) fn figures(trace: &Trace, words: Layout) -> Vec<&str> {
    // A row is named by its place, which the cell gives too.
    let own_row = trace.kind == TraceKind::Row
        && trace.cell.as_ref().is_some_and(|cell| words.line_of(&cell.file, cell.row) == trace.label);
    let mut figures: Vec<&str> = Vec::new();
    for figure in [&trace.label, &trace.formula, &trace.value] {
        let repeated = figures.last().is_some_and(|last| last == figure || last.ends_with(&format!(" = {figure}")));
        let is_place = own_row && *figure == trace.label;
        if !(figure.is_empty() || repeated || is_place) {
            figures.push(figure);
        }
    }
    figures
}

/// What a cell says, what its mark means, and what it was corrected to.
pub(in crate::report) fn cell(cell: &Cell, words: Layout) -> String {
    let corrected = cell.correction.as_ref().map(|correction| words.corrected(correction));
    let mark = cell.mark.map(|mark| words.cell_mark(mark));
    [Some(words.cell(&cell.column, &cell.text)), mark, corrected].into_iter().flatten().collect()
}

/// The cells and figures that decided that a row was counted, for one line with it. A figure has rows of its own; `full`
/// leaves it to be printed with them.
pub(in crate::report) fn counted(trace: &Trace, full: bool, words: Layout) -> Option<String> {
    if trace.kind != TraceKind::Row || trace.from.is_empty() || trace.cell.is_some() || !trace.formula.is_empty() {
        return None;
    }
    let mut reasons = String::new();
    for reason in &trace.from {
        match &reason.cell {
            Some(of) => reasons.push_str(&cell(of, words)),
            None if full => return None,
            None => {
                reasons.push_str(&words.figure(&reason.label, &reason.value));
                let how = reason.branch.as_deref().map(|how| words.in_brackets(how));
                reasons.push_str(how.as_deref().unwrap_or_default());
            }
        }
    }
    Some(reasons)
}

/// The cells of its own that a figure comes from, with the place of each row once.
pub(in crate::report) fn cells(trace: &Trace, words: Layout) -> String {
    let mut text = String::new();
    let mut before: Option<&Cell> = None;
    for own in &trace.cells {
        let is_there = before.is_some_and(|before| (&before.file, before.row) == (&own.file, own.row));
        if !is_there {
            let _ = write!(text, "  ← {}", words.line_of(&own.file, own.row));
        }
        text.push_str(&cell(own, words));
        before = Some(own);
    }
    text
}

/// How the rules declare a figure, where its line does not say it.
pub(in crate::report) fn declared(trace: &Trace) -> Option<&str> {
    let is_said = |declared: &&str| !trace.formula.is_empty() && declared.ends_with(&trace.formula);
    trace.declared.as_deref().filter(|declared| !is_said(declared))
}

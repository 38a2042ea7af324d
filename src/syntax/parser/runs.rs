//! The statements of a file in runs, each read on its own core.
//!
//! Statements do not depend on each other, and runs are put together in their order, so that the result is the same
//! however many there are.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use super::super::ast;
use super::{MAX_DIAGNOSTICS, Parsed, Parser};
use crate::cancel::{here, look};
use crate::invariant::OrBroken;

/// A text of fewer pieces is read before a second thread has begun.
const FEWEST_PIECES: usize = 4000;

/// More threads than this win nothing for a file that people write.
const MOST_THREADS: usize = 8;

/// The deepest nesting that is read fits in 2 MiB.
const STACK: usize = 8 << 20;

/// Reads statements as `parser` would.
pub(super) fn read(parser: &Parser<'_>, statements: &[Range<usize>]) -> Parsed {
    let end = statements.last().map_or(0, |last| last.end);
    together(parser, statements, end).unwrap_or_else(|| one(parser, statements, end).parsed)
}

/// What a run comes to.
struct Run {
    parsed: Parsed,
    /// Whether there were findings enough before its end.
    is_full: bool,
}

/// Reads statements in order, until there are findings enough; the file ends at a piece.
fn one(like: &Parser<'_>, statements: &[Range<usize>], end: usize) -> Run {
    let mut parser = Parser::new(like.source, like.layout, like.marks.wanted);
    parser.headers.clone_from(&like.headers);
    // A list that grows through many sizes touches new memory for each of them.
    let mut file = ast::File { items: Vec::with_capacity(statements.len()), ..ast::File::default() };
    let mut is_full = false;
    for statement in statements {
        look();
        if parser.is_full() {
            is_full = true;
            file.items.push(ast::Item::Unread(parser.rest(statement.start..end)));
            break;
        }
        file.items.push(parser.item(statement.clone()));
    }
    let parsed = Parsed { file, diagnostics: parser.diagnostics, retold: parser.retold, marks: parser.marks.found };
    Run { parsed, is_full }
}

/// Reads a large file on several cores, or as far as reading in order would have come. `None` when it is not large, a
/// thread cannot be had, or there are so many findings that reading in order would have stopped further down.
fn together(parser: &Parser<'_>, statements: &[Range<usize>], end: usize) -> Option<Parsed> {
    let pieces = parser.layout.pieces.len();
    if pieces < FEWEST_PIECES {
        return None;
    }
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MOST_THREADS);
    let runs = split(statements, pieces / threads + 1);
    let (first, others) = runs.split_first().filter(|(_, others)| !others.is_empty())?;
    let parts = thread::scope(|scope| {
        let mut handles = Vec::new();
        for run in others {
            let cancel = here();
            let work = move || cancel.over(|| one(parser, run, end));
            handles.push(thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?);
        }
        let mut parts = vec![one(parser, first, end)];
        for handle in handles {
            parts.push(handle.join().unwrap_or_else(|fault| resume_unwind(fault)));
        }
        Some(parts)
    })?;
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    if first.is_full {
        return Some(first.parsed);
    }
    let mut whole = first.parsed;
    for Run { parsed: part, .. } in parts {
        whole.file.items.extend(part.file.items);
        whole.diagnostics.extend(part.diagnostics);
        whole.retold.extend(part.retold);
        whole.marks.extend(part.marks);
    }
    (whole.diagnostics.len() < MAX_DIAGNOSTICS).then_some(whole)
}

/// Runs of statements of about so many pieces each.
fn split(statements: &[Range<usize>], pieces: usize) -> Vec<&[Range<usize>]> {
    let mut runs = Vec::new();
    let mut rest = statements;
    while let Some(first) = rest.first() {
        let end = first.start.saturating_add(pieces);
        let count = rest.iter().take_while(|statement| statement.start < end).count().max(1);
        let (run, after) = rest.split_at_checked(count).or_broken("a run is a part of what is left");
        runs.push(run);
        rest = after;
    }
    runs
}

//! The lines that were run.

use super::run::Run;
use super::stop::Stop;
use super::trace::Step;
use crate::invariant::part_of;
use crate::script::Datum;
use crate::script::cell::Cell;
use crate::script::tree::{Body, Kind, Node};

/// Lines that are kept of one call.
const MOST_STEPS: usize = 5_000;

/// Values that are kept of one call, items of lists counted.
const MOST_VALUES: usize = 100_000;

/// What is to be set right when a function ends.
pub(super) struct Entered {
    muted: bool,
    changed: Vec<usize>,
}

impl Run<'_> {
    /// Begins to note a function. Closures are no lines of their own.
    pub(super) fn enter(&mut self, body: &Body) -> Option<Entered> {
        let trace = self.trace.as_mut()?;
        let first = trace.steps.is_empty();
        let muted = trace.muted || !first && body.name.is_empty();
        let entered =
            Entered { muted: std::mem::replace(&mut trace.muted, muted), changed: std::mem::take(&mut trace.changed) };
        trace.changed.extend(0..body.parameters);
        let head = super::super::translate::node(body.at.clone(), Kind::Nothing);
        self.note(&head, None);
        Some(entered)
    }

    pub(super) fn leave(&mut self, entered: Option<Entered>) {
        if let (Some(trace), Some(entered)) = (self.trace.as_mut(), entered) {
            trace.muted = entered.muted;
            trace.changed = entered.changed;
        }
    }

    /// Notes a statement that is done; those that decide have noted themselves.
    pub(super) fn note_statement(&mut self, node: &Node) {
        let noted = matches!(
            node.kind,
            Kind::If { .. }
                | Kind::Switch { .. }
                | Kind::While { .. }
                | Kind::Do { .. }
                | Kind::For { .. }
                | Kind::Block(_)
                | Kind::Nothing
        );
        if !noted {
            self.note(node, None);
        }
    }

    /// Notes a line with what has changed.
    pub(super) fn note(&mut self, node: &Node, branch: Option<bool>) {
        let Some(mut trace) = self.trace.take() else { return };
        let changed = std::mem::take(&mut trace.changed);
        if !trace.muted && trace.steps.len() < MOST_STEPS {
            let at = node.bytes();
            let before = part_of(self.text, ..at.start);
            let line = before.matches('\n').count().saturating_add(1);
            let rest = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
            let text = part_of(self.text, rest..).lines().next().unwrap_or_default().trim().to_owned();
            let mut variables = Vec::new();
            for slot in changed {
                if let Some(variable) = self.variable(slot, &mut trace.values, node) {
                    variables.push(variable);
                }
            }
            trace.steps.push(Step { line, at, text, branch, variables });
        }
        self.trace = Some(trace);
    }

    fn variable(&mut self, slot: usize, values: &mut usize, node: &Node) -> Option<(String, Datum)> {
        let name = self.body()?.slots.get(slot)?.to_string();
        let cell = self.slot(slot)?.clone();
        *values = values.saturating_add(size(&cell, MOST_VALUES));
        if *values > MOST_VALUES || matches!(cell, Cell::Nothing | Cell::Range(..)) {
            return None;
        }
        // To be watched takes no steps of the call.
        let left = self.left;
        let value: Result<Datum, Stop> = self.value(&cell, node);
        self.left = left;
        value.ok().map(|value| (name, value))
    }
}

/// How many values a value has, counted no further than a bound.
fn size(cell: &Cell, most: usize) -> usize {
    let cells: &mut dyn Iterator<Item = &Cell> = match cell {
        Cell::List(items) => &mut items.cells.iter(),
        Cell::Record(fields) => &mut fields.fields.iter().map(|(_, cell)| cell),
        _ => return 1,
    };
    let mut sum = 1_usize;
    for cell in cells {
        if sum > most {
            break;
        }
        sum = sum.saturating_add(size(cell, most.saturating_sub(sum)));
    }
    sum
}

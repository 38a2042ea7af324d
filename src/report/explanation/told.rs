//! What of an explanation is told where.

use std::collections::BTreeMap;

use crate::words::{Shared, Told, Trace};

/// Where the shared parts of an explanation are told.
pub(in crate::report) fn told(explanation: &Told) -> BTreeMap<Shared, &Trace> {
    let scores = explanation.all_indicators().flat_map(|indicator| indicator.because.iter().chain([&indicator.score]));
    let blocks = explanation.bonus.iter().chain(&explanation.deduction);
    let entries = blocks.flat_map(|block| &block.entries).map(|entry| &entry.trace);
    let outputs = explanation.outputs.iter().map(|output| &output.trace);
    let conditions = explanation.vetoes.iter().chain(&explanation.conditions);
    let conditions = conditions.filter_map(|condition| condition.trace.as_ref());
    let grades = explanation.ruling.iter().flat_map(|ruling| &ruling.grades);
    let terms = grades.flat_map(|asked| &asked.terms).map(|term| &term.trace);
    let mut open: Vec<&Trace> = terms.chain(scores).chain(entries).chain(conditions).chain(outputs).collect();
    let mut told = BTreeMap::new();
    while let Some(trace) = open.pop() {
        told.extend(trace.tells.iter().map(|shared| (*shared, trace)));
        open.extend(&trace.from);
    }
    told
}

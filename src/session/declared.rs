//! What a statement of a file reads, followed to where it is declared, and the change that declares it otherwise.

use std::collections::VecDeque;

use crate::finding::{Sources, Span};
use crate::syntax::ast::{File, Item};
use crate::syntax::{self, Change};

/// The first change to something that the text at a place reads, itself or through definitions.
pub(super) fn change<'c>(changes: &'c [Change], file: &File, sources: &Sources, place: Span) -> Option<&'c Change> {
    let mut known = syntax::names(sources.text(place));
    let mut open: VecDeque<String> = known.iter().cloned().collect();
    while let Some(name) = open.pop_front() {
        for (span, is_read_on) in declarations(file, &name) {
            let is_it = |change: &&Change| {
                change.declares(&name) || sources.origins(span).any(|origin| change.written.contains(origin))
            };
            if let Some(change) = changes.iter().find(is_it) {
                return Some(change);
            }
            if is_read_on {
                for name in syntax::names(sources.text(span)) {
                    if !known.contains(&name) {
                        known.push(name.clone());
                        open.push_back(name);
                    }
                }
            }
        }
    }
    None
}

/// Where a name is declared, and whether what stands there reads others.
fn declarations(file: &File, name: &str) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    for item in &file.items {
        match item {
            Item::Parameter(parameter) if parameter.name.value == name => found.push((parameter.span, false)),
            Item::Definition(definition) if definition.name.value == name => found.push((definition.span, true)),
            Item::Condition(condition) if condition.name.value == name => found.push((condition.span, true)),
            Item::Table(table) => {
                let fields = table.fields.iter().filter(|field| field.name.value == name);
                found.extend(fields.map(|field| (field.span, false)));
            }
            _ => {}
        }
    }
    found
}

/// The item at a place that is neither a head nor a table: what stands in those is for itself.
pub(super) fn item_at(file: &File, place: Span) -> Option<Span> {
    let spans = file.items.iter().filter_map(|item| match item {
        Item::Definition(item) => Some(item.span),
        Item::Condition(item) => Some(item.span),
        Item::Bonus(item) | Item::Deduction(item) => Some(item.span),
        Item::Veto(item) => Some(item.span),
        Item::Restriction(item) => Some(item.span),
        Item::Demotion(item) => Some(item.span),
        Item::Participation(item) => Some(item.span),
        Item::Grades(item) => Some(item.span),
        Item::Grading(item) => Some(item.grades.span),
        Item::Outputs(item) => Some(item.span),
        _ => None,
    });
    spans.into_iter().find(|span| span.contains(place))
}

//! Drops what nobody reads, from the outputs backwards: figures that could not be lowered leave parts
//! behind.

use std::collections::BTreeSet;

use super::scope::{Scope, cohort_name, columns_of, field_name, up_name};
use crate::invariant::OrBroken;

/// Leaves in each scope what the named columns of the subjects need, and returns for each table the
/// columns that are read of its finished frame. Parents stand before their children.
pub(super) fn prune(scopes: &mut [Scope], outputs: BTreeSet<String>) -> Vec<BTreeSet<String>> {
    let mut wanted: Vec<BTreeSet<String>> = scopes.iter().map(|_| BTreeSet::new()).collect();
    if let Some(first) = wanted.first_mut() {
        *first = outputs;
    }
    for (table, scope) in scopes.iter_mut().enumerate() {
        let mut needed = wanted.get(table).cloned().or_broken("of each table it is known what is wanted");
        for stage in scope.stages.iter_mut().rev() {
            stage.kept.clone_from(&needed);
            stage.gatherings.retain(|gathering| needed.remove(gathering.name()));
            stage.columns.retain(|(name, _)| needed.remove(name));
            for gathering in &stage.gatherings {
                let reads = gathering.reads();
                stage.kept.extend(reads.iter().cloned());
                stage.kept.insert(cohort_name(gathering.cohort()));
                needed.extend(reads);
                needed.insert(cohort_name(gathering.cohort()));
            }
            for (_, expr) in &stage.columns {
                needed.extend(columns_of(expr));
            }
        }
        for (cohort, fields) in scope.cohorts.iter().enumerate() {
            if needed.contains(&cohort_name(cohort)) {
                let subjects = crate::core::Schema::SUBJECTS;
                needed.extend(fields.iter().map(|field| field_name(subjects, *field)));
            }
        }
        scope.fields.retain(|(of, field)| needed.contains(&field_name(*of, *field)));
        scope.given.retain(|column| needed.contains(column.name().as_str()));
        for (of, below) in &mut scope.below {
            below.alarms.retain(|alarm| needed.contains(&alarm.figure));
            for alarm in &below.alarms {
                needed.insert(alarm.count.clone());
                needed.extend(alarm.unknown.clone());
            }
            below.figures.retain(|(name, _)| needed.contains(name));
            below.greatest.retain(|greatest| needed.contains(&greatest.name));
            let theirs = wanted.get_mut(of.0).or_broken("of each table it is known what is wanted");
            for (_, figure) in &below.figures {
                theirs.extend(columns_of(figure));
            }
            for greatest in &below.greatest {
                theirs.insert(greatest.by.clone());
                theirs.insert(greatest.value.clone());
            }
            if !below.figures.is_empty() || !below.greatest.is_empty() {
                theirs.insert(up_name(crate::core::TableId(table)));
            }
        }
    }
    wanted
}

//! Drops what nobody reads, from the outputs backwards: figures that could not be lowered leave parts
//! behind.

use std::collections::BTreeSet;

use super::figure::Figure;
use super::scope::{Scope, cohort_name, field_name, up_name};
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
            stage.figures.retain(|_, name| needed.remove(name));
            stage.ranks.retain(|rank| needed.remove(&rank.name));
            stage.calls.retain(|call| needed.remove(&call.name));
            stage.columns.retain(|(name, _)| needed.remove(name));
            let mut done = Vec::new();
            let mut read = |name: &str| {
                if !needed.contains(name) {
                    needed.insert(name.to_owned());
                    done.push(name.to_owned());
                }
            };
            stage.gathered().for_each(&mut read);
            stage.cohorts().into_iter().for_each(|cohort| read(&cohort_name(cohort)));
            stage.columns.iter().for_each(|(_, form)| form.each_column(&mut read));
            stage.done = done;
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
            below.figures.retain(|_, name| needed.contains(name));
            below.greatest.retain(|_, name| needed.contains(name));
            let theirs = wanted.get_mut(of.0).or_broken("of each table it is known what is wanted");
            theirs.extend(below.figures.keys().filter_map(Figure::column).map(str::to_owned));
            for greatest in below.greatest.keys() {
                theirs.insert(greatest.by.clone());
                theirs.insert(greatest.value.clone());
            }
            if !below.is_empty() {
                theirs.insert(up_name(crate::core::TableId(table)));
            }
        }
        scope.below.retain(|_, below| !below.is_empty());
    }
    wanted
}

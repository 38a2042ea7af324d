//! The figures over cohorts behind a result, with who holds the extremes, and the parameters of the cycle.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::super::sorted;
use super::made::Made;
use crate::cancel::looking;
use crate::core::{ExprKind, FieldId, FigureId, Statistic, TableId};
use crate::engine::exact::{Evaluator, Value};
use crate::engine::row_key;
use crate::invariant::OrBroken;

/// So many holders of one figure are named.
const HOLDERS: usize = 20;

/// A figure over the subjects of a cohort, or over rows of all of them.
#[derive(Serialize, JsonSchema)]
struct Figure {
    /// The text of the rules that it stands in.
    rule: String,
    /// What is worked out.
    statistic: Statistic,
    /// What the members share: fields of their table, or of one above it.
    shared: Vec<String>,
    /// For each cohort what it comes to.
    cohorts: Vec<Cohort>,
}

/// What a figure comes to in one cohort.
#[derive(Serialize, JsonSchema)]
struct Cohort {
    /// What the members have in the fields that they share.
    shared: Vec<Option<String>>,
    /// How many members.
    members: usize,
    /// The number, exact, in base units (元, 平方米, a share as a fraction of one); null where it is missing, or is none.
    value: Option<String>,
    /// Who has it, of a greatest or least; the first of them where there are many.
    holders: Vec<String>,
}

/// A parameter.
#[derive(Serialize, JsonSchema)]
struct Parameter {
    /// Its name.
    name: String,
    /// As it is written.
    written: String,
    /// The number, exact, in base units; null of what is none.
    value: Option<String>,
    /// Clauses.
    basis: Vec<String>,
}

/// As JSON.
pub(super) fn parameters(made: &Made<'_>) -> String {
    let evaluator = Evaluator::new(made.program, made.tables, made.calendar_used);
    let one = |(id, parameter): (crate::core::ParameterId, &crate::rules::Parameter)| Parameter {
        name: parameter.name.clone(),
        written: plain(made.sources.text(made.program.arena.span(parameter.value))),
        value: evaluator.figure(FigureId::Parameter(id), 0).as_number().map(ToString::to_string),
        basis: parameter.basis.clone(),
    };
    sorted::text(&made.model.each_parameter().map(one).collect::<Vec<_>>())
}

/// As JSON.
pub(super) fn cohorts(made: &Made<'_>) -> String {
    let evaluator = Evaluator::new(made.program, made.tables, made.calendar_used);
    let evaluator = match made.members {
        Some(members) => evaluator.of_members(members),
        None => evaluator,
    };
    let (mut seen, mut figures) = (BTreeSet::new(), Vec::new());
    let program = made.program;
    for figure in program.figures() {
        for (id, expr) in program.arena.walk(figure.expr) {
            let ExprKind::Cohort { peers, statistic, value, .. } = &expr.kind else { continue };
            if !seen.insert(expr.class) {
                continue;
            }
            let groups = evaluator.groups_of(peers);
            let cohort = |group: usize| {
                let members = groups.members(group);
                let first = *members.first()?;
                let found = evaluator.eval(id, peers.table, first);
                let is_extreme = matches!(statistic, Statistic::Min | Statistic::Max);
                let holds =
                    |row: &usize| value.is_some_and(|value| evaluator.of_member(value, (peers.table, *row)) == found);
                let holders = is_extreme && matches!(found, Value::Number(_));
                let holders = looking(members.iter().copied()).filter(|row| holders && holds(row)).take(HOLDERS);
                Some(Cohort {
                    shared: peers.same.iter().map(|field| shared(&evaluator, (peers.table, first), *field)).collect(),
                    members: members.len(),
                    holders: holders.map(|row| row_key(program, made.tables, (peers.table, row))).collect(),
                    value: found.as_number().map(ToString::to_string),
                })
            };
            let name = |(table, field): &(TableId, FieldId)| {
                made.model.schema.field(*table, *field).or_broken("members share fields of a table").name.clone()
            };
            figures.push(Figure {
                rule: plain(made.sources.text(program.arena.span(id))),
                statistic: statistic.clone(),
                shared: peers.same.iter().map(name).collect(),
                cohorts: (0..groups.count()).filter_map(cohort).collect(),
            });
        }
    }
    sorted::text(&figures)
}

fn shared(
    evaluator: &Evaluator<'_>,
    (table, row): (TableId, usize),
    (of, field): (TableId, FieldId),
) -> Option<String> {
    let row = evaluator.up(table, row, of)?;
    Some(evaluator.tables().table(of).column(field)?.text(row)?.into_owned())
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! What the members of cohorts come to, beside the outputs.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::columns::Column;
use super::lower::Lowerer;
use super::operand::Operand;
use super::output::{Divisor, Output, quotients, read_by};
use crate::core::{ClassId, ExprId, ExprKind, FigureId, Schema};
use crate::engine::members::{Bottoms, Members, Quotients};
use crate::invariant::{OrBroken, broken};

/// What the members of cohorts come to, from the columns that their forms gave.
pub(super) fn read<'a>(
    mut columns: impl Iterator<Item = Arc<Column<'a>>>,
    subjects: usize,
    asked: Vec<(ClassId, Output)>,
) -> Members {
    let mut members = Members::default();
    let mut next = || columns.next().or_broken("each form has its column");
    for (class, output) in asked {
        match output {
            Output::Truths(_) => members.know_truths(class, next().truths(subjects)),
            Output::Quotients(_, bottom) => {
                let tops = next().integers(subjects);
                let bottoms = match bottom {
                    Divisor::Fixed(bottom) => i128::try_from(bottom).ok().map(Bottoms::All),
                    Divisor::Rows(_) => Some(Bottoms::Each(next().integers(subjects))),
                };
                if let Some(bottoms) = bottoms {
                    members.know_numbers(class, Quotients { tops, bottoms });
                }
            }
            _ => broken("members have numbers or truths"),
        }
    }
    members
}

impl Lowerer<'_> {
    /// What is compared in cohorts, by what it means, as far as it can be lowered.
    pub(super) fn members(&mut self) -> Vec<(ClassId, Output)> {
        let program = self.program;
        let wanted: BTreeSet<FigureId> = program.outputs().into_iter().collect();
        let read = read_by(program, &wanted);
        let mut asked: Vec<ExprId> = Vec::new();
        for figure in program.figures().iter().filter(|figure| read.contains(&figure.id)) {
            for (_, node) in program.arena.walk(figure.expr) {
                match &node.kind {
                    ExprKind::Cohort { peers, filter, value, .. } if peers.are_subjects() => {
                        asked.extend(filter.iter().chain(value));
                    }
                    ExprKind::Rank { peers, value, .. } if peers.are_subjects() => asked.push(*value),
                    ExprKind::CohortWeights { items, .. } => asked.extend(items),
                    _ => {}
                }
            }
        }
        let mut known: BTreeSet<ClassId> = BTreeSet::new();
        let mut members = Vec::new();
        for expr in asked {
            let class = self.node(expr).class;
            if !known.insert(class) {
                continue;
            }
            match self.lower_once(expr, Schema::SUBJECTS) {
                Ok(Operand::Number(number)) => members.push((class, quotients(&number))),
                Ok(Operand::YesNo(truth)) => members.push((class, Output::Truths(truth))),
                Ok(_) | Err(_) => {}
            }
        }
        members
    }
}

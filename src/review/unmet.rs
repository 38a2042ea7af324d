//! What a requirement lacks.

use super::view::{View, value};
use crate::core::{ExprId, ExprKind, FigureId, GradeId, Schema, Type};
use crate::engine::exact::Value;
use crate::result::{self, Unmet, UnmetWhat, Wanted};

impl View<'_> {
    /// The next better grade than the requirements of a subject reach, and what it lacks. `None`
    /// when the best grade's requirement is met, or nothing is known for lack of data.
    pub(super) fn next_grade(&self, row: usize) -> Option<(GradeId, Vec<Unmet>)> {
        let mut better = None;
        for (id, grade) in self.program.rules.each_grade() {
            if self.evaluator.figure(FigureId::Requirement(id), row) == Value::YesNo(true) {
                break;
            }
            better = Some((id, grade));
        }
        let (id, grade) = better?;
        let unmet = self.unmet(grade.requirement, row);
        (!unmet.is_empty()).then_some((id, unmet))
    }

    /// The terms of a requirement that do not hold. Of alternatives all are named, since any would do.
    pub(super) fn unmet(&self, requirement: ExprId, row: usize) -> Vec<Unmet> {
        let at = (Schema::SUBJECTS, row);
        if self.eval(requirement, at) != Value::YesNo(false) {
            return Vec::new();
        }
        match self.kind(requirement) {
            ExprKind::And(terms) | ExprKind::Or(terms) => {
                terms.iter().flat_map(|term| self.unmet(*term, row)).collect()
            }
            ExprKind::Compare { comparison, left, right, word } => {
                let (have, want) = (self.eval(*left, at), self.eval(*right, at));
                let (of_left, of_right) = (self.ty(*left), self.ty(*right));
                let gap = match (&have, &want) {
                    (Value::Number(have), Value::Number(want)) => {
                        Some(result::Value::number((want - have).abs(), of_left))
                    }
                    _ => None,
                };
                vec![Unmet {
                    what: self.compared(*left),
                    value: value(&have, of_left),
                    wanted: Wanted::Compare {
                        comparison: *comparison,
                        word: word.map(|word| self.sources.text(word).to_owned()),
                        value: value(&want, of_right),
                        dates: *of_left == Type::Date,
                    },
                    gap,
                }]
            }
            _ => vec![Unmet {
                what: UnmetWhat::Clause(self.source(requirement)),
                value: result::Value::Truth(false),
                wanted: Wanted::Holds,
                gap: None,
            }],
        }
    }

    /// What is compared: the name of a figure, the rate of a head, or the text of the rule.
    fn compared(&self, expr: ExprId) -> UnmetWhat {
        match self.kind(expr) {
            ExprKind::Figure(id) => UnmetWhat::Figure(self.name(*id)),
            ExprKind::Arithmetic { left, right, .. } => match (self.kind(*left), self.kind(*right)) {
                (ExprKind::Figure(FigureId::Head(head)), ExprKind::Figure(FigureId::HeadFull(_))) => {
                    UnmetWhat::HeadRate { code: self.program.rules.head(*head).code.clone() }
                }
                _ => UnmetWhat::Clause(self.source(expr)),
            },
            _ => UnmetWhat::Clause(self.source(expr)),
        }
    }
}

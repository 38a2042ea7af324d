//! What a requirement lacks.

use super::explanation::{NextGrade, UnmetTerm};
use super::formula::Writer;
use crate::core::{ExprId, ExprKind, FigureId, Schema, Type};
use crate::engine::exact::Value;

impl Writer<'_> {
    /// The next better grade than the requirements of a subject reach, and what it lacks. `None`
    /// when the best grade's requirement is met, or nothing is known for lack of data.
    pub(super) fn next_grade(&self, row: usize) -> Option<NextGrade> {
        let mut better = None;
        for (id, grade) in self.program.rules.each_grade() {
            if self.evaluator.figure(FigureId::Requirement(id), row) == Value::YesNo(true) {
                break;
            }
            better = Some(grade);
        }
        let grade = better?;
        let unmet = self.unmet(grade.requirement, row);
        Some(NextGrade { grade: grade.name.clone(), unmet })
    }

    /// The terms of a requirement that do not hold. Of alternatives all are named, since any would do.
    pub(super) fn unmet(&self, requirement: ExprId, row: usize) -> Vec<UnmetTerm> {
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
                let (of_left, of_right) = (&self.program.arena[*left].ty, &self.program.arena[*right].ty);
                let gap = match (&have, &want) {
                    (Value::Number(have), Value::Number(want)) => {
                        let gap = (want - have).abs();
                        Some(match of_left {
                            Type::Number(unit) if unit.is_percent() => {
                                let points = &gap * &crate::number::Number::from_integer(100);
                                format!("{} 个百分点", points.to_readable(6))
                            }
                            ty => self.number(&gap, ty),
                        })
                    }
                    _ => None,
                };
                vec![UnmetTerm {
                    what: self.subject_of(*left),
                    value: self.value(&have, of_left),
                    wanted: format!(
                        "{} {}",
                        self.comparison_word(*comparison, *left, *word),
                        self.value(&want, of_right)
                    ),
                    gap,
                }]
            }
            _ => vec![UnmetTerm {
                what: self.source(requirement),
                value: "否".to_owned(),
                wanted: "是".to_owned(),
                gap: None,
            }],
        }
    }

    /// What is compared: the name of a figure, the rate of a head, or the text of the rule.
    fn subject_of(&self, expr: ExprId) -> String {
        match self.kind(expr) {
            ExprKind::Figure(id) => self.name(*id),
            ExprKind::Arithmetic { left, right, .. } => match (self.kind(*left), self.kind(*right)) {
                (ExprKind::Figure(FigureId::Head(head)), ExprKind::Figure(FigureId::HeadFull(_))) => {
                    format!("方面 {} 得分率", self.program.rules.head(*head).code)
                }
                _ => self.source(expr),
            },
            _ => self.source(expr),
        }
    }
}

//! What a requirement lacks.

use super::explanation::{NextGrade, UnmetTerm};
use super::formula::Writer;
use crate::core::{Expr, ExprKind, FigureId, Schema, Type};
use crate::engine::exact::Value;

impl Writer<'_> {
    /// The next better grade than the requirements of a subject reach, and what it lacks. `None`
    /// when the best grade's requirement is met, or nothing is known for lack of data.
    pub(super) fn next_grade(&self, row: usize) -> Option<NextGrade> {
        let grades = &self.program.rules.grades.as_ref()?.grades;
        let reached = grades
            .iter()
            .enumerate()
            .position(|(index, _)| self.evaluator.figure(FigureId::Requirement(index), row) == Value::YesNo(true))
            .unwrap_or(grades.len());
        let grade = grades.get(reached.checked_sub(1)?)?;
        let unmet = self.unmet(&grade.requirement, row);
        Some(NextGrade { grade: grade.name.clone(), unmet })
    }

    /// The terms of a requirement that do not hold. Of alternatives all are named, since any would do.
    pub(super) fn unmet(&self, requirement: &Expr, row: usize) -> Vec<UnmetTerm> {
        let at = (Schema::SUBJECTS, row);
        if self.evaluator.eval(requirement, at.0, at.1) != Value::YesNo(false) {
            return Vec::new();
        }
        match &requirement.kind {
            ExprKind::And(terms) | ExprKind::Or(terms) => terms.iter().flat_map(|term| self.unmet(term, row)).collect(),
            ExprKind::Compare { comparison, left, right } => {
                let (have, want) = (self.evaluator.eval(left, at.0, at.1), self.evaluator.eval(right, at.0, at.1));
                let gap = match (&have, &want) {
                    (Value::Number(have), Value::Number(want)) => {
                        let gap = (want - have).abs();
                        Some(match &left.ty {
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
                    what: self.subject_of(left),
                    value: self.value(&have, &left.ty),
                    wanted: format!(
                        "{} {}",
                        self.comparison_word(*comparison, left, right),
                        self.value(&want, &right.ty)
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
    fn subject_of(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Figure(id) => self.name(*id),
            ExprKind::Arithmetic { left, right, .. } => match (&left.kind, &right.kind) {
                (ExprKind::Figure(FigureId::Head(head)), ExprKind::Figure(FigureId::HeadFull(_))) => {
                    let head = self.program.rules.heads.get(*head);
                    head.map(|head| format!("方面 {} 得分率", head.code)).unwrap_or_default()
                }
                _ => self.source(expr),
            },
            _ => self.source(expr),
        }
    }
}

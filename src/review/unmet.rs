//! What a requirement lacks.

use super::view::{View, value};
use crate::core::{Comparison, ExprId, ExprKind, FigureId, GradeId, HeadId, Role, Schema, Type, Verdict};
use crate::engine::exact::Value;
use crate::result::{self, Alternative, Unmet, UnmetWhat, Wanted};

impl View<'_> {
    /// The next better grade than the requirements of a subject reach, and what it lacks. `None`
    /// when the best grade's requirement is met, or nothing is known for lack of data.
    pub(super) fn next_requirement(&self, row: usize) -> Option<(GradeId, Vec<Unmet>)> {
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

    /// The terms of a requirement that do not hold.
    pub(super) fn unmet(&self, requirement: ExprId, row: usize) -> Vec<Unmet> {
        self.lacking(requirement, true, row, &mut 0)
    }

    /// What would have to change so that a condition does not hold any more.
    pub(super) fn lifting(&self, condition: ExprId, row: usize) -> Vec<Unmet> {
        self.lacking(condition, false, row, &mut 0)
    }

    /// What keeps an expression from what is wanted of it; nothing where it is that, and where nobody knows.
    fn lacking(&self, expr: ExprId, wanted: bool, row: usize, sets: &mut usize) -> Vec<Unmet> {
        let at = (Schema::SUBJECTS, row);
        if self.eval(expr, at) != Value::YesNo(!wanted) {
            return Vec::new();
        }
        if let Role::Asks(asked) = self.role(expr) {
            return vec![self.outcome(expr, asked, wanted, row)];
        }
        match self.kind(expr) {
            ExprKind::Not(inner) => self.lacking(*inner, !wanted, row, sets),
            ExprKind::And(terms) | ExprKind::Or(terms) => {
                let all = matches!(self.kind(expr), ExprKind::And(_)) == wanted;
                if all {
                    return terms.iter().flat_map(|term| self.lacking(*term, wanted, row, sets)).collect();
                }
                let set = *sets;
                *sets += 1;
                let options = terms.iter().enumerate().flat_map(|(option, term)| {
                    let mut own = self.lacking(*term, wanted, row, sets);
                    for term in &mut own {
                        term.option = Some(Alternative { set, option });
                    }
                    own
                });
                options.collect()
            }
            _ => vec![self.term(expr, wanted, row)],
        }
    }

    /// The parts of a requirement all of which it takes, with what they come to for a subject.
    pub(super) fn parts(&self, requirement: ExprId) -> Vec<ExprId> {
        match self.kind(requirement) {
            ExprKind::And(terms) if !matches!(self.role(requirement), Role::Asks(_)) => {
                terms.iter().flat_map(|term| self.parts(*term)).collect()
            }
            _ => vec![requirement],
        }
    }

    /// What a condition comes to, where an outcome of it is wanted or is not.
    fn outcome(&self, expr: ExprId, asked: Verdict, wanted: bool, row: usize) -> Unmet {
        let id = self.condition_asked(expr);
        let name = self.program.rules.condition(id).name.clone();
        Unmet {
            what: UnmetWhat::Condition { name, verdict: self.verdict(id, row) },
            value: value(&self.eval(expr, (Schema::SUBJECTS, row)), self.ty(expr)),
            wanted: Wanted::Outcome { verdict: asked, is: wanted },
            gap: None,
            marks: None,
            option: None,
        }
    }

    /// A term of a requirement with its numbers.
    pub(super) fn term(&self, expr: ExprId, wanted: bool, row: usize) -> Unmet {
        let at = (Schema::SUBJECTS, row);
        if let Role::Asks(asked) = self.role(expr) {
            return self.outcome(expr, asked, wanted, row);
        }
        let ExprKind::Compare { comparison, left, right, word } = self.kind(expr) else {
            return Unmet {
                what: UnmetWhat::Clause(self.source(expr)),
                value: value(&self.eval(expr, at), self.ty(expr)),
                wanted: if wanted { Wanted::Holds } else { Wanted::Fails },
                gap: None,
                marks: None,
                option: None,
            };
        };
        let (have, want) = (self.eval(*left, at), self.eval(*right, at));
        let (of_left, of_right) = (self.ty(*left), self.ty(*right));
        let comparison = if wanted { *comparison } else { comparison.opposite() };
        let gap = match (&have, &want) {
            // On the line, or not to be on it: there is no difference to make up for.
            (Value::Number(have), Value::Number(want)) if have == want || comparison == Comparison::Unequal => None,
            (Value::Number(have), Value::Number(want)) => Some((want - have).abs()),
            _ => None,
        };
        let (comparison, word) = self.comparison(comparison, word.filter(|_| wanted), *left);
        let full = self.head_of_rate(*left).map(|head| self.evaluator.figure(FigureId::HeadFull(head), row));
        let marks = gap.as_ref().zip(full.as_ref().and_then(Value::as_number));
        let marks = marks.map(|(gap, full)| result::Value::number(gap * full, &Type::marks()));
        Unmet {
            what: self.compared(*left),
            value: value(&have, of_left),
            wanted: Wanted::Compare {
                comparison,
                word,
                value: value(&want, of_right),
                of: match self.kind(*right) {
                    ExprKind::Constant(_) => None,
                    _ => Some(self.compared(*right)),
                },
                dates: *of_left == Type::Date,
            },
            gap: gap.map(|gap| result::Value::number(gap, of_left)),
            marks,
            option: None,
        }
    }

    /// What is compared: the name of a figure, the rate of a head, or the text of the rule.
    fn compared(&self, expr: ExprId) -> UnmetWhat {
        match (self.kind(expr), self.head_of_rate(expr)) {
            (ExprKind::Figure(id), _) => UnmetWhat::Figure(self.name(*id)),
            (_, Some(head)) => UnmetWhat::HeadRate { code: self.program.rules.head(head).code.clone() },
            _ => UnmetWhat::Clause(self.source(expr)),
        }
    }

    /// The 方面 of which an expression is the mark over the full marks.
    fn head_of_rate(&self, expr: ExprId) -> Option<HeadId> {
        let ExprKind::Arithmetic { left, right, .. } = self.kind(expr) else { return None };
        match (self.kind(*left), self.kind(*right)) {
            (ExprKind::Figure(FigureId::Head(head)), ExprKind::Figure(FigureId::HeadFull(_))) => Some(*head),
            _ => None,
        }
    }
}

//! What is proved of a rule set without data.

use super::Checker;
use crate::core::{Arena, Comparison, Constant, ExprId, ExprKind, FigureId, Role, Schema};
use crate::finding::{Code, Diagnostic};
use crate::number::Number;
use crate::program::Meanings;
use crate::words;

/// The numbers of an expression that is fixed for each choice of an enumeration; `None` of another.
pub(super) fn numbers(
    arena: &Arena,
    expr: ExprId,
    fixed: &dyn Fn(ExprId) -> Option<Number>,
) -> Option<Vec<(ExprId, Number)>> {
    if let Some(number) = fixed(expr) {
        return Some(vec![(expr, number)]);
    }
    let ExprKind::Case { arms, otherwise } = &arena[expr].kind else { return None };
    let mut all = Vec::new();
    for (condition, value) in arms {
        let ExprKind::Compare { left, right, .. } = &arena[*condition].kind else { return None };
        let is_choice = matches!(arena[*right].kind, ExprKind::Constant(Constant::Choice(_)));
        if !is_choice || !matches!(arena[*left].kind, ExprKind::Field { table: Schema::SUBJECTS, .. }) {
            return None;
        }
        all.extend(numbers(arena, *value, fixed)?);
    }
    if !is_never_reached(arena, *otherwise) {
        all.extend(numbers(arena, *otherwise, fixed)?);
    }
    Some(all)
}

/// Whether it stands behind arms for all choices of an enumeration.
pub(super) fn is_never_reached(arena: &Arena, otherwise: ExprId) -> bool {
    let node = &arena[otherwise];
    matches!(node.kind, ExprKind::Undecided) && node.origin.role == Role::Implied
}

impl Meanings for Checker<'_> {
    fn arena(&self) -> &Arena {
        &self.arena
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn constant(&self, expr: ExprId) -> Option<Constant> {
        Checker::constant(self, expr)
    }

    fn meant(&self, expr: ExprId) -> (ExprId, Option<String>) {
        let (mut expr, mut name) = (Checker::meant(self, expr), None);
        while let ExprKind::Figure(FigureId::Definition(id)) = self.arena[expr].kind {
            let Some(definition) = self.defined(id) else { break };
            name = name.or_else(|| Some(definition.name.clone()));
            expr = Checker::meant(self, definition.value);
        }
        (expr, name)
    }
}

impl Checker<'_> {
    /// 总分 lines of grades fall from the best grade down, or rise where less is better.
    pub(super) fn check_grade_lines(&mut self, grades: &[crate::rules::Grade]) {
        let falls = self.total_falls();
        let mut above: Option<(Number, &crate::rules::Grade)> = None;
        for grade in grades {
            let Some(line) = grade.line.clone() else { continue };
            if let Some((higher, better)) = &above
                && (if falls { line <= *higher } else { line >= *higher })
                && grade.name != better.name
            {
                let (name, better_name) = (&grade.name, &better.name);
                let (line, higher) = (line.to_readable(4), higher.to_readable(4));
                let (message, help) = if falls {
                    (
                        words!(
                            "「{name}」的线 {line} 分不高于更好的等次「{better_name}」的 {higher} 分",
                            "the line of `{name}`, {line}, is not above that of the better `{better_name}`, {higher}"
                        ),
                        words!(
                            "总分越低越好，等次从好到差排列，分数线依次升高",
                            "less is better: list grades from the best down, each line higher than the one before"
                        ),
                    )
                } else {
                    (
                        words!(
                            "「{name}」的线 {line} 分不低于更高等次「{better_name}」的 {higher} 分",
                            "the line of `{name}`, {line}, is not below that of the better `{better_name}`, {higher}"
                        ),
                        words!(
                            "等次从高到低排列，分数线依次降低",
                            "list grades from the best down, each line lower than the one before"
                        ),
                    )
                };
                self.report(
                    Diagnostic::error(Code::H0404, grade.span, message)
                        .label(better.span, words!("更高的等次", "the better grade"))
                        .help(help),
                );
            }
            above = Some((line, grade));
        }
    }

    /// The least 总分 that a requirement asks for, or the most where less is better. Of a rounded total, no total beyond
    /// it is enough.
    pub(super) fn total_line(&self, requirement: ExprId) -> Option<Number> {
        let falls = self.total_falls();
        let ExprKind::Compare { comparison, left, right, .. } = &self.arena[requirement].kind else {
            let ExprKind::And(terms) = &self.arena[requirement].kind else { return None };
            return terms.iter().find_map(|term| self.total_line(*term));
        };
        let bounds = match comparison {
            Comparison::AtLeast | Comparison::Above => !falls,
            Comparison::AtMost | Comparison::Below => falls,
            Comparison::Equal | Comparison::Unequal => false,
        };
        match &self.arena[*left].kind {
            _ if !bounds => None,
            ExprKind::Figure(FigureId::Total) => self.constant_number(*right),
            ExprKind::Round { value, rounding }
                if matches!(self.arena[*value].kind, ExprKind::Figure(FigureId::Total)) =>
            {
                let step = rounding.apart();
                let line = self.constant_number(*right)?;
                Some(if falls { line + &step } else { line - &step })
            }
            _ => None,
        }
    }
}

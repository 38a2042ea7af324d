//! Conditions that can never hold: arms that no value reaches, filters that no row passes.

use std::collections::BTreeSet;

use super::Proofs;
use super::known::Known;
use super::prover::Prover;
use crate::core::{Comparison, Constant, Expr, ExprKind};
use crate::finding::Span;
use crate::finding::{Code, Diagnostic};
use crate::words;

pub(super) fn find(prover: &Prover<'_>, proofs: &mut Proofs) {
    let model = prover.model;
    let mut finder = Finder { prover, found: BTreeSet::new() };
    for definition in &model.definitions {
        finder.whole(&definition.value);
    }
    for condition in &model.conditions {
        condition.applies.iter().for_each(|applies| finder.whole(applies));
        finder.whole(&condition.requirement);
    }
    for indicator in &model.indicators {
        indicator.applies.iter().chain(&indicator.value).for_each(|part| finder.whole(part));
        finder.walk(&indicator.score, &Known::default(), Some(indicator.method_span));
    }
    for entry in model.bonus.iter().chain(&model.deduction).flat_map(|block| &block.entries) {
        finder.within(&entry.marks, &Known::default());
    }
    if let Some(participation) = &model.participation {
        finder.whole(&participation.condition);
    }
    // A veto, restriction or demotion as a whole is looked at elsewhere.
    let demotions = model.demotions.iter().map(|demotion| &demotion.condition);
    let fired = model.vetoes.iter().map(|veto| &veto.condition).chain(demotions);
    let fired = fired.chain(model.restrictions.iter().map(|cap| &cap.condition));
    for condition in fired {
        finder.within(condition, &Known::default());
    }
    for span in finder.found {
        proofs.findings.push(
            Diagnostic::warning(Code::H0445, span, words!("这个条件不会成立", "this condition can never hold")).help(
                words!(
                    "与前面的条件或列的范围矛盾；改正或删去它",
                    "it contradicts what comes before or the range of a column; correct or remove it"
                ),
            ),
        );
    }
}

struct Finder<'p, 'm> {
    prover: &'p Prover<'m>,
    found: BTreeSet<Span>,
}

impl Finder<'_, '_> {
    /// An expression that is a condition of its own, or holds some.
    fn whole(&mut self, expr: &Expr) {
        let known = Known::default();
        if matches!(expr.ty, crate::core::Type::YesNo) && self.is_dead(expr, &known) {
            self.found.insert(expr.span);
            return;
        }
        self.within(expr, &known);
    }

    fn within(&mut self, expr: &Expr, known: &Known) {
        self.walk(expr, known, None);
    }

    fn is_dead(&self, condition: &Expr, known: &Known) -> bool {
        self.prover.assume(condition, true, known).is_none()
    }

    /// `method` is the place of a scoring method: arms that it implies carry it, and nobody wrote them.
    fn walk(&mut self, expr: &Expr, known: &Known, method: Option<Span>) {
        match &expr.kind {
            ExprKind::Case { arms, otherwise } => {
                let mut known = known.clone();
                for (condition, value) in arms {
                    let (holding, failing) = self.prover.split(condition, &known);
                    match holding {
                        Some(holding) => {
                            self.walk(condition, &known, method);
                            self.walk(value, &holding, method);
                        }
                        None if Some(condition.span) != method && !is_choice(condition) => {
                            self.found.insert(condition.span);
                        }
                        None => {}
                    }
                    match failing {
                        Some(failing) => known = failing,
                        None => return,
                    }
                }
                self.walk(otherwise, &known, method);
            }
            ExprKind::Rows { filter, value, .. } => {
                let known = Known::default();
                let Some(filter) = filter else {
                    if let Some(value) = value {
                        self.walk(value, &known, method);
                    }
                    return;
                };
                if self.is_dead(filter, &known) {
                    self.found.insert(filter.span);
                    return;
                }
                self.walk(filter, &known, method);
                if let (Some(value), Some(known)) = (value, self.prover.assume(filter, true, &known)) {
                    self.walk(value, &known, method);
                }
            }
            _ => {
                for child in expr.children() {
                    self.walk(child, known, method);
                }
            }
        }
    }
}

/// 按 must list every choice, also those that cannot come here.
fn is_choice(condition: &Expr) -> bool {
    matches!(
        &condition.kind,
        ExprKind::Compare { comparison: Comparison::Equal, right, .. }
            if matches!(right.kind, ExprKind::Constant(Constant::Choice(_)))
    )
}

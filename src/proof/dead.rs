//! Conditions that can never hold: arms that no value reaches, filters that no row passes.

use std::collections::BTreeSet;

use super::known::Known;
use super::prover::Prover;
use super::statement::Proofs;
use crate::core::{Comparison, Constant, ExprId, ExprKind, FigureId, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::words;

pub(super) fn find(prover: &Prover<'_>, proofs: &mut Proofs) {
    let rules = &prover.program.rules;
    let mut finder = Finder { prover, found: BTreeSet::new(), seen: BTreeSet::new(), waiting: Vec::new() };
    for definition in &rules.definitions {
        finder.whole(definition.value);
    }
    for condition in &rules.conditions {
        condition.applies.iter().for_each(|applies| finder.whole(*applies));
        finder.whole(condition.requirement);
    }
    for indicator in &rules.indicators {
        indicator.applies.iter().chain(&indicator.value).for_each(|part| finder.whole(*part));
        finder.within(indicator.score);
    }
    for entry in rules.bonus.iter().chain(&rules.deduction).flat_map(|block| &block.entries) {
        finder.within(entry.marks);
    }
    if let Some(participation) = &rules.participation {
        finder.whole(participation.condition);
    }
    // A veto, restriction or demotion as a whole is looked at elsewhere.
    let demotions = rules.demotions.iter().map(|demotion| demotion.condition);
    let fired = rules.vetoes.iter().map(|veto| veto.condition).chain(demotions);
    let fired = fired.chain(rules.restrictions.iter().map(|restriction| restriction.condition));
    for condition in fired {
        finder.within(condition);
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
    /// Figures without a name that were met.
    seen: BTreeSet<FigureId>,
    /// Their expressions, as far as they are still to be looked at.
    waiting: Vec<ExprId>,
}

impl Finder<'_, '_> {
    /// An expression that is a condition of its own, or holds some.
    fn whole(&mut self, expr: ExprId) {
        let node = &self.prover.program.arena[expr];
        if matches!(node.ty, Type::YesNo) && self.is_dead(expr, &Known::default()) {
            self.found.insert(node.span());
            return;
        }
        self.within(expr);
    }

    /// The conditions in an expression and in the figures without a name that it reads. Such a figure is read at several
    /// places, so that only what never holds at any of them is dead in it.
    fn within(&mut self, expr: ExprId) {
        self.waiting.push(expr);
        while let Some(expr) = self.waiting.pop() {
            self.walk(expr, &Known::default());
        }
    }

    fn is_dead(&self, condition: ExprId, known: &Known) -> bool {
        self.prover.assume(condition, true, known).is_none()
    }

    fn walk(&mut self, expr: ExprId, known: &Known) {
        let node = &self.prover.program.arena[expr];
        match &node.kind {
            ExprKind::Figure(id) if !id.is_named() && self.seen.insert(*id) => {
                self.waiting.extend(self.prover.body(*id));
            }
            ExprKind::Case { arms, otherwise } => {
                let mut known = known.clone();
                for (condition, value) in arms {
                    let (holding, failing) = self.prover.split(*condition, &known);
                    match holding {
                        Some(holding) => {
                            self.walk(*condition, &known);
                            self.walk(*value, &holding);
                        }
                        None if self.is_written(*condition) && !self.is_choice(*condition) => {
                            self.found.insert(self.prover.program.arena.span(*condition));
                        }
                        None => {}
                    }
                    match failing {
                        Some(failing) => known = failing,
                        None => return,
                    }
                }
                self.walk(*otherwise, &known);
            }
            ExprKind::Rows { filter, value, .. } => {
                let known = Known::default();
                let Some(filter) = filter else {
                    if let Some(value) = value {
                        self.walk(*value, &known);
                    }
                    return;
                };
                if self.is_dead(*filter, &known) {
                    self.found.insert(self.prover.program.arena.span(*filter));
                    return;
                }
                self.walk(*filter, &known);
                if let (Some(value), Some(known)) = (value, self.prover.assume(*filter, true, &known)) {
                    self.walk(*value, &known);
                }
            }
            kind => kind.children().into_iter().for_each(|child| self.walk(child, known)),
        }
    }

    /// An arm that a method makes up is nobody's mistake.
    fn is_written(&self, condition: ExprId) -> bool {
        !self.prover.program.arena[condition].origin.role.is_implied()
    }

    /// 按 must list every choice, also those that cannot come here.
    fn is_choice(&self, condition: ExprId) -> bool {
        matches!(
            *self.prover.kind(condition),
            ExprKind::Compare { comparison: Comparison::Equal, right, .. }
                if matches!(self.prover.kind(right), ExprKind::Constant(Constant::Choice(_)))
        )
    }
}

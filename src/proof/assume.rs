//! What else is known when a condition holds, or does not.

use super::comparison::{outcome, range};
use super::domain::{Domain, Truth};
use super::interval::Interval;
use super::known::Known;
use super::prover::Prover;
use crate::core::{Comparison, ExprId, ExprKind, Operator};
use crate::number::Number;

impl Prover<'_> {
    /// What is known besides when a condition comes out so; nothing when it cannot.
    pub(super) fn assume(&self, expr: ExprId, truth: bool, known: &Known) -> Option<Known> {
        self.assumed(expr, truth, known.clone())
    }

    /// The same; what is known already is added to and not copied, as a list of conditions may be long.
    fn assumed(&self, expr: ExprId, truth: bool, known: Known) -> Option<Known> {
        if self.step() || self.is_open(expr) {
            return Some(known);
        }
        let inlined = self.program.inlined(expr);
        if inlined == expr {
            return self.assume_here(expr, truth, known);
        }
        let looked_into = self.depth.deeper(|| self.assume_here(inlined, truth, known.clone()));
        looked_into.unwrap_or_else(|| self.assume_whole(expr, truth, known))
    }

    fn assume_here(&self, expr: ExprId, truth: bool, known: Known) -> Option<Known> {
        match &self.program.arena[expr].kind {
            ExprKind::And(terms) if truth => self.assume_each(terms, true, known),
            ExprKind::Or(terms) if !truth => self.assume_each(terms, false, known),
            ExprKind::And(terms) | ExprKind::Or(terms) => {
                let ways = terms.iter().filter_map(|term| self.assume(*term, truth, &known));
                ways.reduce(|one, two| one.joined(&two))
            }
            ExprKind::Not(value) => self.assumed(*value, !truth, known),
            ExprKind::Compare { comparison, left, right, .. } => {
                let comparison = if truth { *comparison } else { comparison.opposite() };
                self.assume_compared(comparison, *left, *right, known)
            }
            _ => self.assume_whole(expr, truth, known),
        }
    }

    /// Of a condition without parts, or one that stands too deep.
    fn assume_whole(&self, expr: ExprId, truth: bool, known: Known) -> Option<Known> {
        if !self.truth(expr, &known).can_be(truth) {
            return None;
        }
        let body = match self.program.arena[self.meant(expr)].kind {
            ExprKind::Figure(id) => self.body(id),
            _ => None,
        };
        let known = match body {
            Some(body) => self.assumed(body, truth, known)?,
            None => known,
        };
        known.with(self.key(expr), &Domain::Truth(Truth::of(truth)))
    }

    pub(super) fn assume_all(&self, terms: &[ExprId], truth: bool, known: &Known) -> Option<Known> {
        self.assume_each(terms, truth, known.clone())
    }

    fn assume_each(&self, terms: &[ExprId], truth: bool, known: Known) -> Option<Known> {
        terms.iter().try_fold(known, |known, term| self.assumed(*term, truth, known))
    }

    /// What is known besides when a condition holds, and when it fails; nothing for what cannot be.
    pub(super) fn split(&self, condition: ExprId, known: &Known) -> (Option<Known>, Option<Known>) {
        if self.is_open(condition) {
            return (Some(known.clone()), Some(known.clone()));
        }
        let ExprKind::Compare { comparison, left, right, .. } = *self.kind(condition) else {
            return (self.assume(condition, true, known), self.assume(condition, false, known));
        };
        let sides = (self.domain(left, known), self.domain(right, known));
        let truth = outcome(comparison, &sides.0, &sides.1);
        let side = |wanted: bool, comparison: Comparison| match (truth.can_be(wanted), truth.can_be(!wanted)) {
            (false, _) => None,
            (true, false) => Some(known.clone()),
            (true, true) => self.assume_sides(comparison, (left, right), &sides, known.clone()),
        };
        (side(true, comparison), side(false, comparison.opposite()))
    }

    fn assume_compared(&self, comparison: Comparison, left: ExprId, right: ExprId, known: Known) -> Option<Known> {
        let sides = (self.domain(left, &known), self.domain(right, &known));
        if !outcome(comparison, &sides.0, &sides.1).can_hold {
            return None;
        }
        self.assume_sides(comparison, (left, right), &sides, known)
    }

    fn assume_sides(
        &self,
        comparison: Comparison,
        (left, right): (ExprId, ExprId),
        (one, two): &(Domain, Domain),
        known: Known,
    ) -> Option<Known> {
        if let (Domain::Number(own), Domain::Number(beside)) = (one, two) {
            let known = self.narrow(left, own, &range(comparison, beside), known)?;
            if self.is_constant(right) {
                return Some(known);
            }
            let Domain::Number(own) = self.domain(left, &known) else { return Some(known) };
            return self.narrow(right, beside, &range(comparison.mirrored(), &own), known);
        }
        if let (Domain::Choice(own), Domain::Choice(beside)) = (one, two) {
            let own = own.beside(comparison, beside);
            let known = self.keep(left, &Domain::Choice(own.clone()), known)?;
            return self.keep(right, &Domain::Choice(beside.beside(comparison.mirrored(), &own)), known);
        }
        let (one, two) = match comparison {
            Comparison::Equal => (one.meet(two), one.meet(two)),
            _ => (one.without(two), two.without(one)),
        };
        let known = self.keep(left, &one, known)?;
        self.keep(right, &two, known)
    }

    fn is_constant(&self, expr: ExprId) -> bool {
        matches!(self.kind(expr), ExprKind::Constant(_))
    }

    fn keep(&self, expr: ExprId, domain: &Domain, known: Known) -> Option<Known> {
        if self.is_constant(expr) {
            return Some(known);
        }
        known.with(self.key(expr), domain)
    }

    /// Carries a range of an expression down to the one figure in it that varies; `own` is what the expression can
    /// come to.
    fn narrow(&self, expr: ExprId, own: &Interval, to: &Interval, known: Known) -> Option<Known> {
        let expr = self.program.inlined(expr);
        let down = |part: ExprId, own: &Interval, to: &Interval, known| self.narrow(part, own, to, known);
        match &self.program.arena[expr].kind {
            ExprKind::Constant(_) => return Some(known),
            ExprKind::Negate(value) => return down(*value, &own.negated(), &to.negated(), known),
            ExprKind::Arithmetic { operator, left, right } => {
                let (one, two) = (self.interval(*left, &known), self.interval(*right, &known));
                match (operator, one.only(), two.only()) {
                    (Operator::Add, _, Some(_)) => return down(*left, &one, &to.minus(&two), known),
                    (Operator::Add, Some(_), _) => return down(*right, &two, &to.minus(&one), known),
                    (Operator::Subtract, _, Some(_)) => return down(*left, &one, &to.plus(&two), known),
                    (Operator::Subtract, Some(_), _) => return down(*right, &two, &one.minus(to), known),
                    (Operator::Multiply, _, Some(by)) if !by.is_zero() => {
                        return down(*left, &one, &to.over(&two), known);
                    }
                    (Operator::Multiply, Some(by), _) if !by.is_zero() => {
                        return down(*right, &two, &to.over(&one), known);
                    }
                    (Operator::Divide, _, Some(by)) if !by.is_zero() => {
                        return down(*left, &one, &to.times(&two), known);
                    }
                    _ => {}
                }
            }
            ExprKind::Sum(terms) => {
                let mut fixed = Interval::point(Number::zero());
                let mut varying = Vec::new();
                for term in terms {
                    let each = self.interval(*term, &known);
                    match each.only() {
                        Some(_) => fixed = fixed.plus(&each),
                        None => varying.push((*term, each)),
                    }
                }
                if let [(term, each)] = varying.as_slice() {
                    return down(*term, each, &to.minus(&fixed), known);
                }
            }
            _ => {}
        }
        self.keep(expr, &Domain::Number(own.meet(to)), known)
    }
}

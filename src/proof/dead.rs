//! Conditions that can never hold: arms that no value reaches, filters that no row passes; and what stands behind
//! conditions one of which always holds.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use super::prover::{Opens, Prover};
use super::statement::Proofs;
use crate::core::{Comparison, Constant, ExprId, ExprKind, FigureId, Item, Operator, Role, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::rules::RuleSet;
use crate::words;

/// Finds them, and gives the comparisons that can hold and can fail where they stand: no more need be asked of those.
pub(super) fn find(prover: &Prover<'_>, proofs: &mut Proofs) -> BTreeSet<ExprId> {
    let open = prover.opening(Opens::Switches);
    let mut finder = Finder {
        prover,
        open: &open,
        found: BTreeSet::new(),
        spare: BTreeSet::new(),
        divisors: BTreeMap::new(),
        undecided: BTreeSet::new(),
        seen: BTreeSet::new(),
        waiting: Vec::new(),
    };
    for place in places(&prover.program.rules) {
        prover.ask();
        open.ask();
        match place {
            Place::Whole(expr) => finder.whole(expr),
            Place::Within(expr) => finder.within(expr),
        }
    }
    let rules = &prover.program.rules;
    for (span, item) in finder.found {
        proofs.findings.push(rules.about(never_holds(span), item));
    }
    for (span, item) in finder.spare {
        let finding = Diagnostic::warning(Code::H0419, span, words!("没有情形会到这里", "nothing ever comes here"));
        let finding = finding.help(words!(
            "前面各项已包括所有情形；删去它，或改正前面的条件",
            "what stands before takes every case; remove it, or correct the conditions before"
        ));
        proofs.findings.push(rules.about(finding, item));
    }
    for ((span, item), divisor) in finder.divisors {
        proofs.findings.push(rules.about(divisor.finding(span), item));
    }
    finder.undecided
}

/// What gives no result because it is divided by.
struct Divisor {
    /// It is the base of a growth, which must be above 0.
    is_base: bool,
    /// A parameter may be 0 for a year.
    reads_parameter: bool,
}

impl Divisor {
    fn finding(&self, span: Span) -> Diagnostic {
        let (message, help) = if self.is_base {
            (
                words!("基期总不大于 0，增速算不出来", "the base is never above 0, so there is no growth"),
                words!("核对基期的数和列的范围", "check the base and the range of the column"),
            )
        } else {
            (
                words!("除数总是 0，算不出来", "the divisor is always 0, so there is no result"),
                words!(
                    "核对除号后面的数、列的范围和参数的值",
                    "check what is divided by, the range of the column and the value of the parameter"
                ),
            )
        };
        let finding = if self.reads_parameter { Diagnostic::warning } else { Diagnostic::error };
        finding(Code::H0452, span, message).help(help)
    }
}

/// That a condition can never hold.
pub(super) fn never_holds(span: Span) -> Diagnostic {
    Diagnostic::warning(Code::H0445, span, words!("这个条件不会成立", "this condition can never hold")).help(words!(
        "与前面的条件或列的范围矛盾；改正或删去它",
        "it contradicts what comes before or the range of a column; correct or remove it"
    ))
}

/// Where conditions stand.
pub(super) enum Place {
    /// An expression that is a condition of its own, or holds some.
    Whole(ExprId),
    /// An expression that holds some. What it comes to is looked at elsewhere.
    Within(ExprId),
}

/// Where the conditions of a rule set stand, but for those of grades.
pub(super) fn places(rules: &RuleSet) -> Vec<Place> {
    let mut places: Vec<Place> = rules.definitions.iter().map(|definition| Place::Whole(definition.value)).collect();
    for condition in &rules.conditions {
        places.extend(condition.applies.map(Place::Whole));
        places.push(Place::Whole(condition.requirement));
    }
    for indicator in &rules.indicators {
        places.extend(indicator.applies.into_iter().chain(indicator.value).map(Place::Whole));
        places.push(Place::Within(indicator.score));
    }
    let entries = rules.bonus.iter().chain(&rules.deduction).flat_map(|block| &block.entries);
    places.extend(entries.map(|entry| Place::Within(entry.marks)));
    places.extend(rules.participation.iter().map(|participation| Place::Whole(participation.condition)));
    // A veto, restriction or demotion as a whole is looked at elsewhere.
    let demotions = rules.demotions.iter().map(|demotion| demotion.condition);
    let fired = rules.vetoes.iter().map(|veto| veto.condition).chain(demotions);
    let fired = fired.chain(rules.restrictions.iter().map(|restriction| restriction.condition));
    places.extend(fired.map(Place::Within));
    places
}

/// A place, and where several items share it the one that is concerned.
pub(super) type Found = (Span, Option<Item>);

/// Where an expression stands.
pub(super) fn at(prover: &Prover<'_>, expr: ExprId) -> Found {
    let origin = prover.program.arena[expr].origin;
    (origin.span, origin.item.filter(|_| prover.program.rules.is_common(origin.span)))
}

struct Finder<'p, 'm> {
    prover: &'p Prover<'m>,
    /// Of other parameters.
    open: &'p Prover<'m>,
    found: BTreeSet<Found>,
    /// Divisors that are 0.
    divisors: BTreeMap<Found, Divisor>,
    /// Comparisons that can hold and can fail.
    undecided: BTreeSet<ExprId>,
    /// 其余 and 否则 that nothing reaches.
    spare: BTreeSet<Found>,
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
            return self.never(expr, &Known::default());
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

    /// Notes that a condition never holds, unless a parameter turns it off, or it is never known.
    fn never(&mut self, condition: ExprId, known: &Known) {
        let before = self.divisors.len();
        self.walk(condition, known);
        if before == self.divisors.len() && self.open.assume(condition, true, known).is_none() {
            self.found.insert(at(self.prover, condition));
        }
    }

    fn walk(&mut self, expr: ExprId, known: &Known) {
        let node = &self.prover.program.arena[expr];
        match &node.kind {
            ExprKind::Figure(id) if !id.is_named() && self.seen.insert(*id) => {
                self.waiting.extend(self.prover.body(*id));
            }
            ExprKind::Case { arms, otherwise } => {
                let mut known = known.clone();
                let mut rest = arms.iter();
                while let Some((condition, value)) = rest.next() {
                    let (holding, failing) = self.prover.split(*condition, &known);
                    let is_possible = holding.is_some();
                    match holding {
                        Some(holding) => {
                            self.walk(*condition, &known);
                            self.walk(*value, &holding);
                        }
                        None if self.is_written(*condition) && !self.is_choice(*condition) => {
                            self.never(*condition, &known);
                        }
                        None if !self.is_written(*condition) => self.base(*condition, *otherwise),
                        None => {}
                    }
                    let Some(failing) = failing else {
                        let next = rest.next().map(|(condition, _)| *condition);
                        return self.behind(arms, *condition, next, *otherwise);
                    };
                    if is_possible && self.is_comparison(*condition) && !self.prover.gave_up() {
                        self.undecided.insert(*condition);
                    }
                    known = failing;
                }
                self.walk(*otherwise, &known);
            }
            ExprKind::Cohort { filter: Some(filter), .. } if self.is_dead(*filter, &Known::default()) => {
                self.never(*filter, &Known::default());
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
                    return self.never(*filter, &known);
                }
                self.walk(*filter, &known);
                if let (Some(value), Some(known)) = (value, self.prover.assume(*filter, true, &known)) {
                    self.walk(*value, &known);
                }
            }
            kind => {
                if let ExprKind::Arithmetic { operator: Operator::Divide, right, .. } = kind {
                    self.divisor(*right, known);
                }
                kind.children().into_iter().for_each(|child| self.walk(child, known));
            }
        }
    }

    fn divisor(&mut self, divisor: ExprId, known: &Known) {
        if self.prover.interval(divisor, known).only().is_some_and(Number::is_zero) {
            self.no_result(divisor, false);
        }
    }

    /// The base of a growth that can have none: the condition that it is above 0, which the function implies.
    fn base(&mut self, condition: ExprId, otherwise: ExprId) {
        if let ExprKind::Compare { left, .. } = *self.prover.kind(condition)
            && matches!(self.prover.kind(otherwise), ExprKind::Undecided)
        {
            self.no_result(left, true);
        }
    }

    fn no_result(&mut self, divisor: ExprId, is_base: bool) {
        let reads_parameter = self.prover.reads_parameter(divisor);
        self.divisors.insert(at(self.prover, divisor), Divisor { is_base, reads_parameter });
    }

    /// What stands behind the arm that takes all that is left: the next arm, or what is for the rest.
    fn behind(&mut self, arms: &[(ExprId, ExprId)], last: ExprId, next: Option<ExprId>, otherwise: ExprId) {
        let arena = &self.prover.program.arena;
        // A condition that reads no data decides for all subjects alike; what it turns off is meant to be off.
        let asks = |(condition, _): &(ExprId, ExprId)| self.is_written(*condition) && self.reads_data(*condition);
        if !arms.iter().all(asks) {
            return;
        }
        match next {
            Some(next) if !self.is_choice(next) => self.found.extend([at(self.prover, next)]),
            // Of an only condition that never fails by itself, or is never known, that itself is told.
            None if arms.len() == 1 && self.prover.split(last, &Known::default()).1.is_none() => {}
            None if arena[otherwise].origin.role == Role::Written => self.spare.extend([at(self.prover, otherwise)]),
            Some(_) | None => {}
        }
    }

    fn reads_data(&self, condition: ExprId) -> bool {
        self.prover.program.arena.walk(condition).any(|(_, node)| match &node.kind {
            ExprKind::Figure(id) => !matches!(id, FigureId::Parameter(_)),
            kind => kind.is_leaf() && !matches!(kind, ExprKind::Constant(_)),
        })
    }

    fn is_comparison(&self, condition: ExprId) -> bool {
        matches!(self.prover.kind(condition), ExprKind::Compare { .. })
    }

    /// An arm that a method makes up is nobody's mistake.
    fn is_written(&self, condition: ExprId) -> bool {
        !self.prover.program.arena[condition].origin.role.is_implied()
    }

    /// 按 must list every choice, also those that cannot come here.
    fn is_choice(&self, condition: ExprId) -> bool {
        is_choice(self.prover, condition)
    }
}

/// Whether a condition is that of an arm of 按.
pub(super) fn is_choice(prover: &Prover<'_>, condition: ExprId) -> bool {
    matches!(
        *prover.kind(condition),
        ExprKind::Compare { comparison: Comparison::Equal, right, .. }
            if matches!(prover.kind(right), ExprKind::Constant(Constant::Choice(_)))
    )
}

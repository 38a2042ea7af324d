//! What expressions can come to, worked out from declared ranges.
//!
//! Every answer speaks of present values only: a missing value is withheld, never out of bounds. A node
//! of a kind that is not known here may come to anything of its type.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::comparison::outcome;
use super::domain::{Domain, Truth};
use super::interval::Interval;
use super::known::{Key, Known, written};
use super::{functions, relation};
use crate::core::{Comparison, Constant, Expr, ExprKind, FieldId, FigureId, Operator, Statistic, TableId, Type};
use crate::number::{Number, Rounding};
use crate::rules::RuleSet;

/// So many nodes are looked at for one question, and for all questions about a rule set; after that the answer is
/// that anything may be.
const MOST_STEPS: u32 = 20_000;
const MOST_STEPS_IN_ALL: u32 = 3_000_000;

/// Answers what expressions can come to for the subjects of which `base` holds.
pub(super) struct Prover<'m> {
    pub(super) model: &'m RuleSet,
    pub(super) base: Known,
    /// Of any subject at all, for figures over other subjects; absent when `base` is empty.
    anyone: Option<&'m Prover<'m>>,
    cells: RefCell<BTreeMap<FigureId, Domain>>,
    steps: Cell<u32>,
    /// Of all questions; kept where `anyone` is answered for.
    all_steps: Cell<u32>,
}

impl<'m> Prover<'m> {
    /// Of any subject.
    pub(super) fn new(model: &'m RuleSet) -> Self {
        Self {
            model,
            base: Known::default(),
            anyone: None,
            cells: RefCell::default(),
            steps: Cell::new(0),
            all_steps: Cell::new(0),
        }
    }

    /// Of the subjects of which more is known.
    pub(super) fn of<'s>(&'s self, base: Known) -> Prover<'s>
    where
        'm: 's,
    {
        Prover {
            model: self.model,
            base,
            anyone: Some(self.anyone.unwrap_or(self)),
            cells: RefCell::default(),
            steps: Cell::new(0),
            all_steps: Cell::new(0),
        }
    }

    /// Whether the question had to be given up.
    pub(super) fn gave_up(&self) -> bool {
        self.steps.get() > MOST_STEPS || self.anyone.unwrap_or(self).all_steps.get() > MOST_STEPS_IN_ALL
    }

    pub(super) fn step(&self) -> bool {
        for count in [&self.steps, &self.anyone.unwrap_or(self).all_steps] {
            count.set(count.get().saturating_add(1));
        }
        self.gave_up()
    }

    /// How a named figure is worked out.
    pub(super) fn body(&self, id: FigureId) -> Option<&'m Expr> {
        let model = self.model;
        match id {
            FigureId::Parameter(index) => model.parameters.get(index).map(|parameter| &parameter.value),
            FigureId::Definition(index) => model.definitions.get(index).map(|definition| &definition.value),
            FigureId::Value(index) => model.indicators.get(index)?.value.as_ref(),
            FigureId::Given(index) => model.indicators.get(index)?.given.as_ref(),
            FigureId::Score(index) => model.indicators.get(index).map(|indicator| &indicator.score),
            FigureId::Applies(index) => model.indicators.get(index)?.applies.as_ref(),
            FigureId::Condition(index) => model.conditions.get(index).map(|condition| &condition.requirement),
            _ => None,
        }
    }

    /// A figure that only names another one, as that one.
    pub(super) fn meant<'e>(&self, mut expr: &'e Expr) -> &'e Expr
    where
        'm: 'e,
    {
        for _ in 0..100 {
            let ExprKind::Figure(id) = &expr.kind else { return expr };
            match self.body(*id) {
                Some(body) if matches!(body.kind, ExprKind::Field { .. } | ExprKind::Figure(_)) => expr = body,
                _ => return expr,
            }
        }
        expr
    }

    /// The name of a figure of which something can be known.
    pub(super) fn key(&self, expr: &Expr) -> Key {
        match &self.meant(expr).kind {
            ExprKind::Field { table, field } => Key::Field(*table, *field),
            ExprKind::Figure(id) => Key::Cell(*id),
            ExprKind::IsEmpty { table, field } => Key::Empty(*table, *field),
            _ => Key::Figure(written(expr)),
        }
    }

    /// What a number can come to.
    pub(super) fn interval(&self, expr: &Expr, known: &Known) -> Interval {
        match self.domain(expr, known) {
            Domain::Number(interval) => interval,
            _ => Interval::all(),
        }
    }

    /// Whether a condition can hold and can fail.
    pub(super) fn truth(&self, expr: &Expr, known: &Known) -> Truth {
        match self.domain(expr, known) {
            Domain::Truth(truth) => truth,
            _ => Truth::OPEN,
        }
    }

    /// What a value can come to.
    pub(super) fn domain(&self, expr: &Expr, known: &Known) -> Domain {
        if self.step() {
            return Domain::of_type(&expr.ty);
        }
        let expr = self.meant(expr);
        let worked_out = match &expr.kind {
            ExprKind::Constant(value) => return Domain::constant(value),
            ExprKind::Undecided | ExprKind::Uncovered => return Domain::nothing(&expr.ty),
            ExprKind::Field { table, field } => self.field(*table, *field, &expr.ty),
            ExprKind::Figure(id) => self.cell(*id, &expr.ty),
            ExprKind::IsEmpty { .. } => Domain::Truth(Truth::OPEN),
            ExprKind::Compare { comparison, left, right } => {
                Domain::Truth(self.compared(*comparison, left, right, known))
            }
            ExprKind::And(terms) => Domain::Truth(self.all(terms, known)),
            ExprKind::Or(terms) => Domain::Truth(self.any(terms, known)),
            ExprKind::Not(value) => Domain::Truth(self.truth(value, known).opposite()),
            ExprKind::Case { arms, otherwise } => self.case(arms, otherwise, known),
            ExprKind::IfMissing { value, default } => self.domain(value, known).hull(&self.domain(default, known)),
            ExprKind::Negate(value) => Domain::Number(self.interval(value, known).negated()),
            ExprKind::Arithmetic { operator, left, right } => {
                Domain::Number(self.arithmetic(*operator, left, right, known))
            }
            ExprKind::Least(terms) => self.folded(terms, known, Interval::least),
            ExprKind::Greatest(terms) => self.folded(terms, known, Interval::greatest),
            ExprKind::Round { value, rounding } => {
                Domain::Number(rounded(&self.interval(value, known), *rounding, &expr.ty))
            }
            ExprKind::Powers { .. }
            | ExprKind::Logarithm { .. }
            | ExprKind::Exponential { .. }
            | ExprKind::Ordered { .. } => Domain::Number(functions::range(self, expr, known)),
            ExprKind::Rows { figure, filter, value, .. } => {
                let rows = filter.as_ref().map_or(Some(known.clone()), |filter| self.assume(filter, true, known));
                self.over_rows(figure, value.as_deref(), rows.as_ref(), &expr.ty)
            }
            ExprKind::Cohort { figure, filter, value, .. } => {
                let anyone = self.anyone.unwrap_or(self);
                let known = Known::default();
                let rows = filter.as_ref().map_or(Some(known.clone()), |filter| anyone.assume(filter, true, &known));
                anyone.over_rows(figure, value.as_deref(), rows.as_ref(), &expr.ty)
            }
            ExprKind::Rank { .. } => Domain::Number(Interval::at_least(Number::one(), true)),
            ExprKind::Script(call) => match &call.translated {
                Some(translated) => self.domain(translated, known),
                None => Domain::of_type(&expr.ty),
            },
            _ => Domain::of_type(&expr.ty),
        };
        let is_figure = !matches!(expr.kind, ExprKind::Field { .. } | ExprKind::Figure(_) | ExprKind::IsEmpty { .. });
        if is_figure && !known.has_written {
            return worked_out;
        }
        match known.get(&self.key(expr)) {
            Some(known) => worked_out.meet(known),
            None => worked_out,
        }
    }

    fn field(&self, table: TableId, field: FieldId, ty: &Type) -> Domain {
        let Some(declared) = self.model.schema.field(table, field) else { return Domain::of_type(ty) };
        let end = |end: &crate::core::End| match &end.at {
            Constant::Number(at) => Some((at.clone(), end.inclusive)),
            Constant::Date(at) => Some((Number::from_integer(at.days_since_epoch().into()), end.inclusive)),
            _ => None,
        };
        let low = declared.range.low.as_ref().and_then(end);
        let high = declared.range.high.as_ref().and_then(end);
        match ty {
            Type::Number(_) | Type::Date => {
                let above = low.map_or_else(Interval::all, |(at, inclusive)| Interval::at_least(at, inclusive));
                let below = high.map_or_else(Interval::all, |(at, inclusive)| Interval::at_most(at, inclusive));
                Domain::Number(above.meet(&below))
            }
            _ => Domain::of_type(ty),
        }
    }

    /// A named figure, worked out once for the subjects at hand.
    fn cell(&self, id: FigureId, ty: &Type) -> Domain {
        if let Some(found) = self.cells.borrow().get(&id) {
            return found.clone();
        }
        let found = match self.body(id) {
            Some(body) => self.domain(body, &self.base),
            // Marks and sums are settled once, for all subjects.
            None => match self.anyone.and_then(|anyone| anyone.cells.borrow().get(&id).cloned()) {
                Some(settled) => settled,
                None => Domain::of_type(ty),
            },
        };
        self.cells.borrow_mut().insert(id, found.clone());
        found
    }

    /// Sets what a named figure can come to.
    pub(super) fn settle(&self, id: FigureId, domain: Domain) {
        self.cells.borrow_mut().insert(id, domain);
    }

    fn folded(&self, terms: &[Expr], known: &Known, fold: fn(&Interval, &Interval) -> Interval) -> Domain {
        let folded = terms.iter().map(|term| self.interval(term, known)).reduce(|one, two| fold(&one, &two));
        Domain::Number(folded.unwrap_or_else(Interval::all))
    }

    fn all(&self, terms: &[Expr], known: &Known) -> Truth {
        let mut all = Truth::of(true);
        for term in terms {
            let truth = self.truth(term, known);
            all = Truth { can_hold: all.can_hold && truth.can_hold, can_fail: all.can_fail || truth.can_fail };
        }
        // Terms that can each hold may still contradict one another.
        if all.can_hold && terms.len() > 1 && self.assume_all(terms, true, known).is_none() {
            all.can_hold = false;
        }
        all
    }

    fn any(&self, terms: &[Expr], known: &Known) -> Truth {
        let mut any = Truth::of(false);
        for term in terms {
            let truth = self.truth(term, known);
            any = Truth { can_hold: any.can_hold || truth.can_hold, can_fail: any.can_fail && truth.can_fail };
        }
        if any.can_fail && terms.len() > 1 && self.assume_all(terms, false, known).is_none() {
            any.can_fail = false;
        }
        any
    }

    /// The value of the first arm that holds; each arm is worked out knowing that those before it failed.
    fn case(&self, arms: &[(Expr, Expr)], otherwise: &Expr, known: &Known) -> Domain {
        let mut known = known.clone();
        let mut found: Option<Domain> = None;
        let mut add = |domain: Domain| {
            found = Some(found.take().map_or(domain.clone(), |found| found.hull(&domain)));
        };
        for (condition, value) in arms {
            let (holding, failing) = self.split(condition, &known);
            if let Some(holding) = holding {
                add(self.domain(value, &holding));
            }
            match failing {
                Some(failing) => known = failing,
                None => return found.unwrap_or_else(|| Domain::nothing(&otherwise.ty)),
            }
        }
        add(self.domain(otherwise, &known));
        found.unwrap_or_else(|| Domain::nothing(&otherwise.ty))
    }

    fn arithmetic(&self, operator: Operator, left: &Expr, right: &Expr, known: &Known) -> Interval {
        let (one, two) = (self.interval(left, known), self.interval(right, known));
        match operator {
            Operator::Add => one.plus(&two),
            Operator::Subtract if relation::is_never_below(self, left, right) => {
                one.minus(&two).meet(&Interval::not_negative())
            }
            Operator::Subtract => one.minus(&two),
            Operator::Multiply => one.times(&two),
            Operator::Divide if relation::is_share(self, left, right, known) => {
                one.over(&two).meet(&Interval::between(Number::zero(), Number::one()))
            }
            Operator::Divide => one.over(&two),
        }
    }

    fn over_rows(&self, figure: &Statistic, value: Option<&Expr>, rows: Option<&Known>, ty: &Type) -> Domain {
        let values = |rows: &Known| match value {
            Some(value) => self.domain(value, rows),
            None => Domain::of_type(ty),
        };
        match (figure, rows) {
            (Statistic::Count | Statistic::CountDistinct | Statistic::Sum | Statistic::SumOfGreatest { .. }, None) => {
                Domain::Number(Interval::point(Number::zero()))
            }
            (Statistic::Exists, None) => Domain::Truth(Truth::of(false)),
            (_, None) => Domain::nothing(ty),
            (Statistic::Count | Statistic::CountDistinct, Some(_)) => Domain::Number(Interval::not_negative()),
            (Statistic::Exists, Some(_)) => Domain::Truth(Truth::OPEN),
            (Statistic::Sum | Statistic::SumOfGreatest { .. }, Some(rows)) => match values(rows) {
                Domain::Number(each) if each.is_empty() => Domain::Number(Interval::point(Number::zero())),
                Domain::Number(each) if each.only().is_some_and(Number::is_zero) => Domain::Number(each),
                Domain::Number(each) if each.is_not_negative() => Domain::Number(Interval::not_negative()),
                Domain::Number(each) if each.is_not_positive() => {
                    Domain::Number(Interval::at_most(Number::zero(), true))
                }
                _ => Domain::of_type(ty),
            },
            (
                Statistic::Min
                | Statistic::Max
                | Statistic::Mean
                | Statistic::Only
                | Statistic::TrimmedMean { .. }
                | Statistic::Quantile { .. },
                Some(rows),
            ) => values(rows),
            (figure, Some(rows)) => match values(rows) {
                Domain::Number(each) => Domain::Number(spread_or_mean(figure, &each, ty)),
                _ => Domain::of_type(ty),
            },
        }
    }

    fn compared(&self, comparison: Comparison, left: &Expr, right: &Expr, known: &Known) -> Truth {
        outcome(comparison, &self.domain(left, known), &self.domain(right, known))
    }
}

/// Rounding of the figure that a reader sees.
pub(super) fn rounded(value: &Interval, rounding: Rounding, ty: &Type) -> Interval {
    let scale = match ty {
        Type::Number(unit) if !unit.scale.is_zero() => unit.scale.clone(),
        _ => Number::one(),
    };
    value.rounded(rounding, &scale)
}

/// What means of reciprocals and logarithms, and measures of spread, can come to when each number lies in an interval.
fn spread_or_mean(figure: &Statistic, each: &Interval, ty: &Type) -> Interval {
    if each.is_empty() {
        return Interval::empty();
    }
    let half_up = |places: u32| Rounding { places, mode: crate::number::RoundingMode::HalfUp };
    let width = match (&each.low, &each.high) {
        (Some(low), Some(high)) => Interval::between(Number::zero(), &high.at - &low.at),
        _ => Interval::not_negative(),
    };
    match figure {
        Statistic::GeometricMean { places } => rounded(&each.meet(&Interval::not_negative()), half_up(*places), ty),
        Statistic::HarmonicMean if each.is_not_negative() => each.clone(),
        // Half the square of the width bounds it also for a sample of two, where it is greatest.
        Statistic::Variance { .. } => {
            width.times(&width).times(&Interval::point(Number::ratio(1, 2).unwrap_or_else(Number::one)))
        }
        Statistic::StandardDeviation { places, .. } => rounded(&width, half_up(*places), ty),
        _ => Interval::all(),
    }
}

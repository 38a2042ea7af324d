//! What expressions can come to, worked out from declared ranges.
//!
//! Every answer speaks of present values only: a missing value is withheld, never out of bounds. A node
//! of a kind that is not known here may come to anything of its type.
//!
//! One recursion over expressions, told by what is asked in `figure`, `functions`, `relation` and `switch`, which come back here
//! for the parts; so these files import one another.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;

use super::comparison::outcome;
use super::domain::{Domain, Truth};
use super::figure::Depth;
use super::interval::Interval;
use super::known::{Key, Known};
use super::{functions, relation};
use crate::cancel::look;
use crate::core::{Comparison, Constant, End, ExprId, ExprKind, FieldId, FigureId, Operator, Quick, TableId, Type};
use crate::invariant::{OrBroken, fit};
use crate::number::{Number, Rounding};
use crate::program::Program;

/// So many nodes are looked at for one question; after that the answer is that anything may be.
const MOST_STEPS: u32 = 20_000;

/// So many are looked at for all questions about a rule set, or so many for each of its nodes where that is more: most
/// are looked at once or twice.
const MOST_STEPS_IN_ALL: u64 = 3_000_000;
const MOST_STEPS_A_NODE: u64 = 16;

/// Which parameters are taken for anything at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    /// None: they are what they are.
    Nothing,
    /// Those in conditions that read no data.
    Switches,
    /// All.
    Parameters,
}

/// Answers what expressions can come to for the subjects of which `base` holds.
pub(super) struct Prover<'m> {
    pub(super) program: &'m Program,
    pub(super) base: Known,
    /// Of any subject at all, for figures over other subjects; absent when `base` is empty.
    pub(super) anyone: Option<&'m Prover<'m>>,
    /// Of any subject with the parameters that are written; absent where those are taken.
    pub(super) closed: Option<&'m Prover<'m>>,
    /// Figures, each worked out once from `base`.
    pub(super) figures: RefCell<Quick<FigureId, Domain>>,
    /// Marks and what is put together from them, the same for all subjects and parameters; kept where any subject with
    /// the parameters that are written is answered for.
    pub(super) settled: RefCell<Quick<FigureId, Domain>>,
    /// The figures that other parameters may change; kept in the same place.
    pub(super) varying: OnceCell<BTreeSet<FigureId>>,
    /// Figures that rest on nothing that is settled, the same for all questions about any subject; kept where `anyone`
    /// is answered for.
    pub(super) of_data: RefCell<Quick<FigureId, Domain>>,
    /// Whether what is being worked out may rest on what is settled, of which more is known later; kept in the same place.
    pub(super) rests_on_settled: Cell<bool>,
    pub(super) depth: Depth,
    /// Which parameters may be anything.
    pub(super) opens: Opens,
    /// Of the question at hand.
    pub(super) steps: Cell<u32>,
    /// Of all questions; kept where `anyone` is answered for.
    all_steps: Cell<u64>,
}

impl<'m> Prover<'m> {
    /// Of any subject.
    pub(super) fn new(program: &'m Program) -> Self {
        Self::among(program, Known::default(), (None, None), Opens::Nothing)
    }

    /// The same for other values of parameters than those that are written.
    pub(super) fn opening<'s>(&'s self, opens: Opens) -> Prover<'s>
    where
        'm: 's,
    {
        Prover::among(self.program, Known::default(), (None, Some(self.closed())), opens)
    }

    /// Of the subjects of which more is known.
    pub(super) fn of<'s>(&'s self, base: Known) -> Prover<'s>
    where
        'm: 's,
    {
        Prover::among(self.program, base, (Some(self.anyone()), None), self.opens)
    }

    fn among(
        program: &'m Program,
        base: Known,
        (anyone, closed): (Option<&'m Self>, Option<&'m Self>),
        opens: Opens,
    ) -> Self {
        Self {
            program,
            base,
            anyone,
            closed,
            figures: RefCell::default(),
            settled: RefCell::default(),
            varying: OnceCell::new(),
            of_data: RefCell::default(),
            rests_on_settled: Cell::new(false),
            depth: Depth::default(),
            opens,
            steps: Cell::new(0),
            all_steps: Cell::new(0),
        }
    }

    /// The prover of any subject at all.
    pub(super) fn anyone(&self) -> &Self {
        self.anyone.unwrap_or(self)
    }

    /// The prover of any subject with the parameters that are written.
    pub(super) fn closed(&self) -> &Self {
        let anyone = self.anyone();
        anyone.closed.unwrap_or(anyone)
    }

    /// Whether the question had to be given up.
    pub(super) fn gave_up(&self) -> bool {
        self.steps.get() > MOST_STEPS || self.anyone().all_steps.get() > self.most_steps_in_all()
    }

    fn most_steps_in_all(&self) -> u64 {
        MOST_STEPS_IN_ALL.max(MOST_STEPS_A_NODE.saturating_mul(fit(self.program.arena.len())))
    }

    /// Begins a question, for which nothing has been looked at.
    pub(super) fn ask(&self) -> &Self {
        self.steps.set(0);
        self
    }

    pub(super) fn step(&self) -> bool {
        look();
        self.steps.set(self.steps.get().saturating_add(1));
        let all = &self.anyone().all_steps;
        all.set(all.get().saturating_add(1));
        self.gave_up()
    }

    /// What a number can come to.
    pub(super) fn interval(&self, expr: ExprId, known: &Known) -> Interval {
        self.domain(expr, known).into_interval()
    }

    /// Whether a condition can hold and can fail.
    pub(super) fn truth(&self, expr: ExprId, known: &Known) -> Truth {
        match self.domain(expr, known) {
            Domain::Truth(truth) => truth,
            _ => Truth::OPEN,
        }
    }

    /// What a value can come to. A figure without a name is looked into as if it were written in place, where more may
    /// be known than of the figure alone, but not too deep.
    pub(super) fn domain(&self, expr: ExprId, known: &Known) -> Domain {
        let ty = &self.program.arena[expr].ty;
        if self.step() || self.is_open(expr) {
            return Domain::of_type(ty);
        }
        let here = || self.worked_out(self.meant(expr), known);
        match self.unnamed(expr) {
            Some(id) => {
                let whole = || known.meet(&self.key(expr), self.figure(id, ty));
                self.depth.deeper(here).unwrap_or_else(whole)
            }
            None => here(),
        }
    }

    fn worked_out(&self, expr: ExprId, known: &Known) -> Domain {
        let node = &self.program.arena[expr];
        let ty = &node.ty;
        let worked_out = match &node.kind {
            ExprKind::Constant(value) => return Domain::constant(value),
            ExprKind::Undecided | ExprKind::Uncovered | ExprKind::NothingApplies(_) => return Domain::nothing(ty),
            ExprKind::Field { table, field } => return self.field(*table, *field, known),
            ExprKind::Figure(id) => self.figure(*id, ty),
            ExprKind::Compare { comparison, left, right, .. } => {
                Domain::Truth(self.compared(*comparison, *left, *right, known))
            }
            ExprKind::And(terms) => Domain::Truth(self.all(terms, known)),
            ExprKind::Or(terms) => Domain::Truth(self.any(terms, known)),
            ExprKind::Not(value) => Domain::Truth(self.truth(*value, known).opposite()),
            ExprKind::Case { arms, otherwise } => self.case(arms, *otherwise, known),
            ExprKind::IfMissing { value, default } => self.domain(*value, known).hull(&self.domain(*default, known)),
            ExprKind::Negate(value) => Domain::Number(self.interval(*value, known).negated()),
            ExprKind::Arithmetic { operator, left, right } => {
                Domain::Number(self.arithmetic(*operator, *left, *right, known))
            }
            ExprKind::Sum(terms) => self.folded(terms, known, Interval::plus),
            ExprKind::Least(terms) => self.folded(terms, known, Interval::least),
            ExprKind::Greatest(terms) => self.folded(terms, known, Interval::greatest),
            ExprKind::Round { value, rounding } => {
                Domain::Number(rounded(&self.interval(*value, known), *rounding, ty))
            }
            ExprKind::Powers { .. } | ExprKind::Logarithm { .. } | ExprKind::Exponential { .. } => {
                Domain::Number(functions::range(self, expr, known))
            }
            ExprKind::Ordered { terms, places } => Domain::Number(functions::ordered(self, terms, places, known)),
            ExprKind::Rows { beside: None, statistic, filter, value, .. } => {
                let rows = filter.map_or(Some(known.clone()), |filter| self.assume(filter, true, known));
                self.over_rows(statistic, *value, rows.as_ref(), ty)
            }
            // What is known of the row at hand is not known of others.
            ExprKind::Rows { statistic, filter, value, .. } | ExprKind::Cohort { statistic, filter, value, .. } => {
                let (anyone, known) = (self.anyone(), Known::default());
                let rows = filter.map_or(Some(known.clone()), |filter| anyone.assume(filter, true, &known));
                anyone.over_rows(statistic, *value, rows.as_ref(), ty)
            }
            ExprKind::Rank { .. } => Domain::Number(Interval::at_least(Number::one(), true)),
            ExprKind::Script(call) => match call.translated {
                Some(translated) => self.domain(translated, known),
                None => Domain::of_type(ty),
            },
            ExprKind::IsEmpty { .. }
            | ExprKind::CohortWeights { .. }
            | ExprKind::CohortWeight { .. }
            | ExprKind::WorkingDayAfter { .. }
            | ExprKind::NextWorkingDay(_) => Domain::of_type(ty),
        };
        known.meet(&self.key(expr), worked_out)
    }

    /// What a column may hold.
    pub(super) fn field(&self, table: TableId, field: FieldId, known: &Known) -> Domain {
        let declared = self.declared(table, field);
        let end = |end: &End| match &end.at {
            Constant::Number(at) => Some((at.clone(), end.inclusive)),
            Constant::Date(at) => Some((Number::from_integer(at.days_since_epoch().into()), end.inclusive)),
            _ => None,
        };
        let low = declared.range.low.as_ref().and_then(end);
        let high = declared.range.high.as_ref().and_then(end);
        let domain = match &declared.ty {
            Type::Number(_) | Type::Date => {
                let above = low.map_or_else(Interval::all, |(at, inclusive)| Interval::at_least(at, inclusive));
                let below = high.map_or_else(Interval::all, |(at, inclusive)| Interval::at_most(at, inclusive));
                Domain::Number(above.meet(&below))
            }
            ty => Domain::of_type(ty),
        };
        known.meet(&Key::Field(table, field), domain)
    }

    fn folded(&self, terms: &[ExprId], known: &Known, fold: fn(&Interval, &Interval) -> Interval) -> Domain {
        let folded = terms.iter().map(|term| self.interval(*term, known)).reduce(|one, two| fold(&one, &two));
        Domain::Number(folded.unwrap_or_else(Interval::all))
    }

    fn all(&self, terms: &[ExprId], known: &Known) -> Truth {
        let mut all = Truth::of(true);
        for term in terms {
            let truth = self.truth(*term, known);
            all = Truth { can_hold: all.can_hold && truth.can_hold, can_fail: all.can_fail || truth.can_fail };
        }
        // Terms that can each hold may still contradict one another.
        if all.can_hold && terms.len() > 1 && self.assume_all(terms, true, known).is_none() {
            all.can_hold = false;
        }
        all
    }

    fn any(&self, terms: &[ExprId], known: &Known) -> Truth {
        let mut any = Truth::of(false);
        for term in terms {
            let truth = self.truth(*term, known);
            any = Truth { can_hold: any.can_hold || truth.can_hold, can_fail: any.can_fail && truth.can_fail };
        }
        if any.can_fail && terms.len() > 1 && self.assume_all(terms, false, known).is_none() {
            any.can_fail = false;
        }
        any
    }

    /// The value of the first arm that holds; each arm is worked out knowing that those before it failed.
    fn case(&self, arms: &[(ExprId, ExprId)], otherwise: ExprId, known: &Known) -> Domain {
        let nothing = || Domain::nothing(&self.program.arena[otherwise].ty);
        let mut known = known.clone();
        let mut found: Option<Domain> = None;
        let mut add = |domain: Domain| {
            found = Some(found.take().map_or(domain.clone(), |found| found.hull(&domain)));
        };
        for (condition, value) in arms {
            let (holding, failing) = self.split(*condition, &known);
            if let Some(holding) = holding {
                add(self.domain(*value, &holding));
            }
            match failing {
                Some(failing) => known = failing,
                None => return found.unwrap_or_else(nothing),
            }
        }
        add(self.domain(otherwise, &known));
        found.or_broken("the last way has been added")
    }

    fn arithmetic(&self, operator: Operator, left: ExprId, right: ExprId, known: &Known) -> Interval {
        let (one, two) = (self.interval(left, known), self.interval(right, known));
        match operator {
            Operator::Add => one.plus(&two),
            Operator::Subtract if self.are_one(left, right) => Interval::point(Number::zero()),
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

    /// Whether both are the same figure, whatever it comes to.
    pub(super) fn are_one(&self, left: ExprId, right: ExprId) -> bool {
        !matches!(self.kind(left), ExprKind::Constant(_)) && self.key(left) == self.key(right)
    }

    fn compared(&self, comparison: Comparison, left: ExprId, right: ExprId, known: &Known) -> Truth {
        if self.are_one(left, right) {
            return Truth::of(matches!(comparison, Comparison::Equal | Comparison::AtLeast | Comparison::AtMost));
        }
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

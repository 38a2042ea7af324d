//! Figures of the program, as proofs look at them.

use std::cell::{Cell, RefCell};

use super::domain::Domain;
use super::interval::Interval;
use super::known::{Key, Known};
use super::prover::Prover;
use crate::core::{ExprId, ExprKind, Field, FieldId, FigureId, Quick, TableId, Type};
use crate::invariant::OrBroken;

/// So many figures without a name are looked into, one within the other. A stage of a mark may read the one before it
/// several times, and each time something else may be known of it, so that the work doubles from stage to stage.
const MOST_DEPTH: u32 = 8;

/// So many steps a figure is only another one's name.
const MOST_NAMES: usize = 100;

/// How deep figures without a name are looked into.
#[derive(Default)]
pub(super) struct Depth(Cell<u32>);

impl Depth {
    /// Works something out one figure deeper; nothing when that is too deep.
    pub(super) fn deeper<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let depth = self.0.get();
        (depth < MOST_DEPTH).then(|| self.at(depth + 1, work))
    }

    /// Works a figure out by itself. One without a name is asked for so because it stands deep; from there it goes
    /// down step by step.
    pub(super) fn of_figure<T>(&self, id: FigureId, work: impl FnOnce() -> T) -> T {
        self.at(if id.is_named() { 0 } else { MOST_DEPTH - 1 }, work)
    }

    fn at<T>(&self, depth: u32, work: impl FnOnce() -> T) -> T {
        let before = self.0.replace(depth);
        let done = work();
        self.0.set(before);
        done
    }
}

impl Prover<'_> {
    /// How a figure is worked out where it has a value. For whom a 取值 counts is asked apart.
    pub(super) fn body(&self, id: FigureId) -> Option<ExprId> {
        match id {
            FigureId::Value(indicator) => self.program.rules.indicator(indicator).value,
            FigureId::Given(indicator) => self.program.rules.indicator(indicator).given,
            _ => self.program.body(id),
        }
    }

    /// How a figure is worked out from data that can be tried. There is no way from them to marks and what is put
    /// together from marks: a mark that leaves its bounds gives no result at all.
    pub(super) fn body_from_data(&self, id: FigureId) -> Option<ExprId> {
        let is_of_marks = matches!(
            id,
            FigureId::Mark(_)
                | FigureId::HeadApplies(_)
                | FigureId::Weight(..)
                | FigureId::Step(..)
                | FigureId::HeadFull(_)
                | FigureId::Head(_)
                | FigureId::Base
                | FigureId::BonusEntry(_)
                | FigureId::Bonus
                | FigureId::DeductionEntry(_)
                | FigureId::Deduction
                | FigureId::Total
        );
        if is_of_marks { None } else { self.body(id) }
    }

    /// What kind of expression stands somewhere, figures without a name looked through.
    pub(super) fn kind(&self, expr: ExprId) -> &ExprKind {
        &self.program.arena[self.program.inlined(expr)].kind
    }

    /// The figure without a name that an expression is.
    pub(super) fn unnamed(&self, expr: ExprId) -> Option<FigureId> {
        match self.program.arena[expr].kind {
            ExprKind::Figure(id) => Some(id).filter(|id| !id.is_named()),
            _ => None,
        }
    }

    /// What stands for a figure: its expression if it has no name or only names another one.
    fn stands_for(&self, id: FigureId) -> Option<ExprId> {
        self.body(id).filter(|body| match self.program.arena[*body].kind {
            _ if !id.is_named() => true,
            ExprKind::Field { .. } => true,
            ExprKind::Figure(other) => other.is_named(),
            _ => false,
        })
    }

    /// A figure that has no name or only names another one, as that one.
    pub(super) fn meant(&self, mut expr: ExprId) -> ExprId {
        for _ in 0..MOST_NAMES {
            let ExprKind::Figure(id) = self.program.arena[expr].kind else { return expr };
            match self.stands_for(id) {
                Some(body) => expr = body,
                None => return expr,
            }
        }
        expr
    }

    /// The name of a figure of which something can be known.
    pub(super) fn key(&self, expr: ExprId) -> Key {
        let node = &self.program.arena[self.meant(expr)];
        match node.kind {
            ExprKind::Field { table, field } => Key::Field(table, field),
            ExprKind::Figure(id) => Key::Figure(id),
            ExprKind::IsEmpty { table, field } => Key::Empty(table, field),
            _ => Key::Class(node.class),
        }
    }

    /// The name of a figure.
    pub(super) fn key_of(&self, id: FigureId) -> Key {
        self.stands_for(id).map_or(Key::Figure(id), |body| self.key(body))
    }

    /// What a figure that is a number can come to.
    pub(super) fn interval_of(&self, id: FigureId, known: &Known) -> Interval {
        let domain = match self.stands_for(id) {
            Some(body) => self.domain(body, known),
            None => known.meet(&Key::Figure(id), self.figure(id, &Type::pure())),
        };
        domain.into_interval()
    }

    /// What a figure can come to, worked out once for the subjects at hand; anything of its type when the rule set does
    /// not have it.
    pub(super) fn figure(&self, id: FigureId, ty: &Type) -> Domain {
        if let Some(known) = self.known_figure(id) {
            return known;
        }
        let mut found = Domain::of_type(ty);
        for next in self.up_to(id) {
            if self.gave_up() {
                return Domain::of_type(ty);
            }
            found = self.kept(next).unwrap_or_else(|| self.work_out(next, ty));
        }
        found
    }

    fn known_figure(&self, id: FigureId) -> Option<Domain> {
        if let Some(settled) = self.closed().settled.borrow().get(&id) {
            self.anyone().rests_on_settled.set(true);
            return Some(settled.clone());
        }
        self.kept(id)
    }

    fn work_out(&self, id: FigureId, ty: &Type) -> Domain {
        let rests = &self.anyone().rests_on_settled;
        let before = rests.replace(false);
        // Where it is kept for many questions it is one of its own: what others cost must not leave it open.
        let asked = self.anyone.is_none().then(|| self.steps.replace(0));
        let found = match self.body(id) {
            Some(body) => self.depth.of_figure(id, || self.domain(body, &self.base)),
            None => Domain::of_type(ty),
        };
        let shared = self.of_data().filter(|_| !rests.get() && !self.gave_up());
        shared.unwrap_or(self.own(id)).borrow_mut().insert(id, found.clone());
        rests.set(before || rests.get());
        if let Some(asked) = asked {
            self.steps.set(asked);
        }
        found
    }

    /// What a figure was found to come to.
    fn kept(&self, id: FigureId) -> Option<Domain> {
        let of_data = self.of_data().and_then(|figures| figures.borrow().get(&id).cloned());
        if of_data.is_some() {
            return of_data;
        }
        let own = self.own(id).borrow().get(&id).cloned();
        if own.is_some() {
            self.anyone().rests_on_settled.set(true);
        }
        own
    }

    /// Where what a figure comes to is kept: of one that no parameter can change, for all parameters at once.
    fn own(&self, id: FigureId) -> &RefCell<Quick<FigureId, Domain>> {
        match self.closed {
            Some(closed) if !closed.varies(id) => &closed.figures,
            _ => &self.figures,
        }
    }

    /// What is kept for all questions about any subject, where this is one.
    fn of_data(&self) -> Option<&RefCell<Quick<FigureId, Domain>>> {
        self.anyone.filter(|_| self.base.is_empty()).map(|anyone| &anyone.of_data)
    }

    /// A figure behind those that are to be worked out before it, so that the way down from each is short: the earlier
    /// stages of a mark, of which there may be any number.
    pub(super) fn up_to(&self, id: FigureId) -> impl Iterator<Item = FigureId> + use<'_> {
        let of_mark = match id {
            FigureId::Stage(indicator, stage) => Some((indicator, stage)),
            _ => None,
        };
        let before = of_mark.into_iter().flat_map(|(indicator, stage)| {
            let stages = self.program.rules.indicator(indicator).stages.iter().map(|(stage, _)| *stage);
            stages.take_while(move |other| *other != stage).map(move |other| FigureId::Stage(indicator, other))
        });
        before.chain([id])
    }

    /// Sets what a figure can come to for any subject.
    pub(super) fn settle(&self, id: FigureId, domain: Domain) {
        self.closed().settled.borrow_mut().insert(id, domain);
    }

    /// The declaration of a column.
    pub(super) fn declared(&self, table: TableId, field: FieldId) -> &Field {
        self.program.rules.schema.field(table, field).or_broken("a column that is read is declared")
    }
}

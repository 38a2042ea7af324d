//! 名额 of a further grading, spelt out: who earned the grade is put in order, and the places are counted.
//!
//! Nobody is given a place that someone could still take of whom it is not known whether they earned the grade: each of
//! these may come before.

use super::Checker;
use crate::core::{
    Comparison, Constant, ExprId, ExprKind, FieldId, FigureId, Operator, Origin, Peers, Schema, Statistic, StillTied,
    Ties, Type,
};
use crate::finding::Span;
use crate::number::{Number, Rounding};
use crate::rules::{Quota, TieKey};
use crate::syntax::ast;

impl Checker<'_> {
    /// Whether one of those who earned a grade is within its quota; unknown while that rests on others. `name`: where the
    /// grade is named, by which explanations call what is ranked.
    pub(super) fn within_places(&mut self, earned: ExprId, source: &ast::Quota, name: Span) -> Option<ExprId> {
        let quota = self.quota(source)?;
        let origin = Origin::implied(name);
        let rank = self.rank_among(earned, &quota, origin);
        let (rank, order) = (self.shared(rank.0, Some(Schema::SUBJECTS)), rank.1);
        let rivals = self.rivals(earned, order, &quota.same, origin);
        let places = self.places_of(&quota, origin);
        let places = self.shared(places, Some(Schema::SUBJECTS));
        let at_worst = {
            let rank = self.another(rank);
            self.arena.sum(vec![rank, rivals], Type::pure(), origin)
        };
        let holds = |checker: &mut Self, comparison, left| {
            let places = checker.another(places);
            checker.arena.compare(comparison, (left, places), origin)
        };
        let is_in = holds(self, Comparison::AtMost, at_worst);
        let rank = self.another(rank);
        let is_out = holds(self, Comparison::Above, rank);
        let truth = |checker: &mut Self, truth| checker.arena.constant(Constant::YesNo(truth), Type::YesNo, origin);
        let (yes, no) = (truth(self, true), truth(self, false));
        let otherwise = self.arena.yes_no(ExprKind::Undecided, origin);
        Some(self.arena.yes_no(ExprKind::Case { arms: vec![(is_in, yes), (is_out, no)], otherwise }, origin))
    }

    /// The rank among those who earned the grade, by the total and then by each of 并列 比; and what it is a rank of, as
    /// a part that only those have who can be put in order.
    fn rank_among(&mut self, earned: ExprId, quota: &Quota, origin: Origin) -> (ExprId, ExprId) {
        let (of_all, of_last) = match quota.still_tied {
            StillTied::AllIn => (Ties::Competition, Ties::Competition),
            StillTied::AllOut => (Ties::Competition, Ties::Last),
        };
        let total = self.arena.mark_of(FigureId::Total, origin);
        let mut order = self.of_those(earned, total, origin);
        let mut descending = !self.total_falls();
        for key in &quota.tie_break {
            let value = self.another(order);
            let rank = ExprKind::Rank { peers: Peers::of_subjects(&quota.same), value, descending, ties: of_all };
            let rank = self.arena.add(rank, Type::pure(), origin);
            let (mark, full) = match key {
                TieKey::Head(id) => (FigureId::Head(*id), self.heads.get(id.0).map(|known| known.full.clone())),
                TieKey::Indicator(id) => {
                    (FigureId::Mark(*id), self.indicators.get(id.0).map(|known| known.full.clone()))
                }
            };
            // Less than one rank for full marks, so that it tells apart only those who share theirs.
            let whole = full.unwrap_or_else(Number::zero) + Number::one();
            let mark = self.arena.mark_of(mark, origin);
            let whole = self.arena.marks(whole, origin);
            let part = self.arena.arithmetic(Operator::Divide, (mark, whole), Type::pure(), origin);
            let finer = self.arena.arithmetic(Operator::Subtract, (rank, part), Type::pure(), origin);
            order = self.of_those(earned, finer, origin);
            descending = false;
        }
        let value = self.another(order);
        let rank = ExprKind::Rank { peers: Peers::of_subjects(&quota.same), value, descending, ties: of_last };
        let rank = self.arena.add(rank, Type::pure(), origin);
        (rank, order)
    }

    /// A value that only those have who earned the grade.
    fn of_those(&mut self, earned: ExprId, value: ExprId, origin: Origin) -> ExprId {
        let ty = self.arena[value].ty.clone();
        let nothing = self.arena.add(ExprKind::Undecided, ty, origin);
        let earned = self.another(earned);
        let value = self.arena.only_where(earned, value, nothing, origin);
        self.shared(value, Some(Schema::SUBJECTS))
    }

    /// How many may still come before: of whom it is not known whether they earned the grade, or who cannot be put in
    /// order.
    fn rivals(&mut self, earned: ExprId, order: ExprId, same: &[FieldId], origin: Origin) -> ExprId {
        let no = |checker: &mut Self| checker.arena.constant(Constant::YesNo(false), Type::YesNo, origin);
        let or_no = |checker: &mut Self, value| {
            let default = no(checker);
            checker.arena.yes_no(ExprKind::IfMissing { value, default }, origin)
        };
        let (one, other) = (self.another(earned), self.another(earned));
        let not = self.arena.not(other, origin);
        let either = self.arena.yes_no(ExprKind::Or(vec![one, not]), origin);
        let is_known = or_no(self, either);
        let is_open = self.arena.not(is_known, origin);
        let (one, other) = (self.another(order), self.another(order));
        let itself = self.arena.compare(Comparison::Equal, (one, other), origin);
        let is_placed = or_no(self, itself);
        let is_unplaced = self.arena.not(is_placed, origin);
        let earned = self.another(earned);
        let has_earned = or_no(self, earned);
        let lacks = self.arena.yes_no(ExprKind::And(vec![has_earned, is_unplaced]), origin);
        let filter = self.arena.yes_no(ExprKind::Or(vec![is_open, lacks]), origin);
        let kind = ExprKind::Cohort {
            peers: Peers::of_subjects(same),
            statistic: Statistic::Count,
            filter: Some(filter),
            value: None,
        };
        self.arena.add(kind, Type::pure(), origin)
    }

    /// The share of those who participate, as a whole number.
    fn places_of(&mut self, quota: &Quota, origin: Origin) -> ExprId {
        let filter = self.has_participation().then(|| self.participates(origin.span));
        let count = ExprKind::Cohort {
            peers: Peers::of_subjects(&quota.same),
            statistic: Statistic::Count,
            filter,
            value: None,
        };
        let count = self.arena.add(count, Type::pure(), origin);
        let share = self.arena.pure(quota.share.clone(), origin);
        let value = self.arena.arithmetic(Operator::Multiply, (count, share), Type::pure(), origin);
        let rounding = Rounding::new(0, quota.rounding);
        self.arena.add(ExprKind::Round { value, rounding }, Type::pure(), origin)
    }
}

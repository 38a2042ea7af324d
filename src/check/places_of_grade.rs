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
        let most_first = !self.total_falls();
        let rank = |checker: &mut Self, order: ExprId, descending: bool, ties: Ties| {
            let value = checker.another(order);
            let kind = ExprKind::Rank { peers: Peers::of_subjects(&quota.same), value, descending, ties };
            checker.arena.add(kind, Type::pure(), origin)
        };
        let total = self.arena.mark_of(FigureId::Total, origin);
        let mut order = self.of_those(earned, total, origin);
        let mut descending = most_first;
        for key in &quota.tie_break {
            let mark = match key {
                TieKey::Head(id) => FigureId::Head(*id),
                TieKey::Indicator(id) => FigureId::Mark(*id),
            };
            let mark = self.arena.mark_of(mark, origin);
            let mark = self.of_those(earned, mark, origin);
            // A rank among all of them over one more than there are is less than one, whatever the marks come to: it
            // tells apart only those who share what was compared before.
            let (before, by_mark) = (rank(self, order, descending, of_all), rank(self, mark, most_first, of_all));
            let (all, one) = (self.count_of(&quota.same, None, origin), self.arena.pure(Number::one(), origin));
            let whole = self.arena.sum(vec![all, one], Type::pure(), origin);
            let part = self.arena.arithmetic(Operator::Divide, (by_mark, whole), Type::pure(), origin);
            let finer = self.arena.sum(vec![before, part], Type::pure(), origin);
            order = self.of_those(earned, finer, origin);
            descending = false;
        }
        (rank(self, order, descending, of_last), order)
    }

    /// How many subjects share the fields, of those to whom the filter applies.
    fn count_of(&mut self, same: &[FieldId], filter: Option<ExprId>, origin: Origin) -> ExprId {
        let (peers, statistic) = (Peers::of_subjects(same), Statistic::Count);
        self.arena.add(ExprKind::Cohort { peers, statistic, filter, value: None }, Type::pure(), origin)
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
        self.count_of(same, Some(filter), origin)
    }

    /// The share of those who participate, as a whole number.
    fn places_of(&mut self, quota: &Quota, origin: Origin) -> ExprId {
        let filter = self.has_participation().then(|| self.participates(origin.span));
        let count = self.count_of(&quota.same, filter, origin);
        let share = self.arena.pure(quota.share.clone(), origin);
        let value = self.arena.arithmetic(Operator::Multiply, (count, share), Type::pure(), origin);
        let rounding = Rounding::new(0, quota.rounding);
        self.arena.add(ExprKind::Round { value, rounding }, Type::pure(), origin)
    }
}

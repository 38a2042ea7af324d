//! The figures that the items of a rule set are or imply.

use super::builder::Builder;
use super::figure::Figure;
use super::full::Full;
use super::precision;
use super::tree::{Child, Tree};
use crate::core::{
    Arena, ChildId, ExprId, ExprKind, FigureId, HeadId, IndicatorId, NodeId, Operator, Origin, Runs, Step, Type,
};
use crate::finding::Span;
use crate::number::Number;
use crate::rules::{Block, Indicator, Output, RuleSet, WhenMissing};

/// All figures, in no order that matters.
pub(super) fn figures(rules: &RuleSet, arena: &mut Arena) -> Runs<Figure> {
    let mut builder = Builder::new(rules, arena);
    builder.written();
    for (id, indicator) in rules.each_indicator() {
        if builder.arena.is_full() {
            break;
        }
        builder.indicator(id, indicator);
    }
    if let Some(first) = rules.total.node.children.first() {
        builder.heads();
        let span = match first {
            ChildId::Head(head) => rules.head(*head).span,
            ChildId::Indicator(indicator) => rules.indicator(*indicator).span,
        };
        builder.total(span);
    }
    builder.figures
}

impl Builder<'_> {
    /// Figures that are there as the rules say them.
    fn written(&mut self) {
        let rules = self.rules;
        for (id, condition) in rules.each_condition() {
            if let Some(applies) = condition.applies {
                self.subject(FigureId::ConditionApplies(id), applies);
            }
            self.subject(FigureId::Condition(id), condition.requirement);
        }
        if let Some(participation) = &rules.participation {
            self.subject(FigureId::Participates, participation.condition);
        }
        for (id, demotion) in rules.each_demotion() {
            self.subject(FigureId::Demotion(id), demotion.condition);
        }
        for (id, veto) in rules.each_veto() {
            self.subject(FigureId::Veto(id), veto.condition);
        }
        for (id, restriction) in rules.each_restriction() {
            self.subject(FigureId::Restriction(id), restriction.condition);
        }
        for (id, grade) in rules.each_grade() {
            self.subject(FigureId::Requirement(id), grade.requirement);
        }
        for (id, output) in rules.each_output() {
            let shown = self.shown(output);
            self.subject(FigureId::Output(id), shown);
        }
        for (id, definition) in rules.each_definition() {
            self.of_rows(FigureId::Definition(id), Some(definition.table), definition.value);
        }
        for (id, parameter) in rules.each_parameter() {
            self.of_rows(FigureId::Parameter(id), None, parameter.value);
        }
        for (id, part) in rules.each_part() {
            self.of_rows(FigureId::Part(id), part.table, part.value);
        }
    }

    /// A number in its unit and rounded as a line of 列出 says; other values as they are.
    fn shown(&mut self, output: &Output) -> ExprId {
        let origin = Origin::implied(output.span);
        let Type::Number(unit) = &output.ty else { return output.value };
        let value = if unit.scale == Number::one() {
            output.value
        } else {
            let scale = self.arena.pure(unit.scale.clone(), origin);
            self.arena.arithmetic(Operator::Divide, (output.value, scale), Type::pure(), origin)
        };
        match output.rounding {
            Some(rounding) => self.arena.add(ExprKind::Round { value, rounding }, Type::pure(), origin),
            None => value,
        }
    }

    fn indicator(&mut self, id: IndicatorId, indicator: &Indicator) {
        let origin = Origin::implied(indicator.span);
        if let Some(value) = indicator.value {
            let value = self.of_concerned(id, indicator, value);
            let value = self.of_participants(value);
            self.subject(FigureId::Value(id), value);
        }
        if let Some(given) = indicator.given {
            let given = self.of_concerned(id, indicator, given);
            let given = self.of_participants(given);
            self.subject(FigureId::Given(id), given);
        }
        if let Some(applies) = self.applies(id, indicator) {
            self.subject(FigureId::Applies(id), applies);
        }
        for (stage, mark) in &indicator.stages {
            self.subject(FigureId::Stage(id, *stage), *mark);
        }
        self.subject(FigureId::Score(id), indicator.score);
        let score = self.arena.mark_of(FigureId::Score(id), origin);
        let mark = self.rounded(score, precision::of(self.rules, FigureId::Mark(id)), origin);
        let mark = if is_limited(indicator) {
            let zero = self.arena.marks(Number::zero(), origin);
            let applies = self.arena.truth_of(FigureId::Applies(id), origin);
            self.arena.only_where(applies, mark, zero, origin)
        } else {
            mark
        };
        let mark = self.of_participants(mark);
        self.subject(FigureId::Mark(id), mark);
    }

    /// For whom the indicator counts, as an expression; `None` for all.
    fn applies(&mut self, id: IndicatorId, indicator: &Indicator) -> Option<ExprId> {
        if indicator.when_missing != WhenMissing::NotApplicable {
            return indicator.applies;
        }
        let origin = Origin::implied(indicator.span);
        let there = self.arena.is_there(FigureId::Score(id), &Type::marks(), origin);
        Some(match indicator.applies {
            Some(written) => self.arena.yes_no(ExprKind::And(vec![written, there]), origin),
            None => there,
        })
    }

    /// A 取值 has no value for a subject to whom the indicator does not apply, so that the subject takes no place in
    /// comparisons either. With 缺失 不适用 whether the indicator applies rests on the mark and so on 取值; 取值 then
    /// asks the written 适用 alone.
    fn of_concerned(&mut self, id: IndicatorId, indicator: &Indicator, value: ExprId) -> ExprId {
        let Some(written) = indicator.applies else { return value };
        let origin = Origin::implied(self.arena.span(value));
        let concerned = match indicator.when_missing {
            WhenMissing::NotApplicable => self.copied(written),
            WhenMissing::Stays | WhenMissing::Refuse => self.arena.truth_of(FigureId::Applies(id), origin),
        };
        self.of_those(concerned, value)
    }

    fn heads(&mut self) {
        for (id, head) in self.rules.each_head() {
            if self.arena.is_full() {
                break;
            }
            let origin = Origin::implied(head.span);
            let tree = self.head_tree(id);
            if let Some(any) = tree.any_applies(self.arena) {
                self.subject(FigureId::HeadApplies(id), any);
            }
            let gross = tree.mark(self);
            let gross = self.capped(gross, head.cap.as_ref().map(|cap| &cap.value), origin);
            let gross = if self.is_weighed_by_data(head.within) {
                self.subject(FigureId::Step(NodeId::Head(id), Step::Gross), gross);
                self.arena.mark_of(FigureId::Step(NodeId::Head(id), Step::Gross), origin)
            } else {
                gross
            };
            let mark = self.rounded(gross, head.node.precision, origin);
            self.subject(FigureId::Head(id), mark);
            let full = if head.node.is_sum() {
                tree.full_marks(self.arena)
            } else {
                let full = tree.full.marks(self.arena, origin);
                match tree.any_applies(self.arena) {
                    Some(any) => {
                        let zero = self.arena.marks(Number::zero(), origin);
                        self.arena.only_where(any, full, zero, origin)
                    }
                    None => full,
                }
            };
            self.subject(FigureId::HeadFull(id), full);
        }
    }

    /// Whether the shares that the children of a node earn before rounding give their weights.
    fn is_weighed_by_data(&self, node: NodeId) -> bool {
        matches!(self.rules.node(node).weights, crate::rules::Weights::Data { .. })
    }

    /// Whether nothing below a 方面 may apply to a subject. Where marks are only added up and nothing keeps it from some
    /// subjects, something always applies, for
    /// else they do not add up, unless what is below lapses for lack of data.
    fn may_be_left_out(&self, head: HeadId) -> bool {
        let head = self.rules.head(head);
        let lapses = |child: &ChildId| match child {
            ChildId::Indicator(id) => self.rules.indicator(*id).when_missing == WhenMissing::NotApplicable,
            ChildId::Head(id) => self.may_be_left_out(*id),
        };
        head.is_limited
            || !self.rules.node(head.within).is_sum()
            || !head.node.is_sum()
            || head.node.children.iter().any(lapses)
    }

    fn head_tree(&self, id: HeadId) -> Tree {
        let head = self.rules.head(id);
        Tree {
            id: NodeId::Head(id),
            children: head.node.children.iter().map(|child| self.child(*child)).collect(),
            may_lack_all: self.may_be_left_out(id),
            full: Full::of(&head.full, head.by_kind.as_ref()),
            span: head.span,
        }
    }

    /// What stands below a node, as that sees it.
    fn child(&self, id: ChildId) -> Child {
        match id {
            ChildId::Indicator(id) => {
                let known = self.rules.indicator(id);
                Child {
                    mark: FigureId::Mark(id),
                    is_missing: false,
                    unrounded: FigureId::Score(id),
                    applies: is_limited(known).then_some(FigureId::Applies(id)),
                    full: Full::of(&known.full, known.by_kind.as_ref()),
                    full_that_applies: None,
                }
            }
            ChildId::Head(id) => {
                let head = self.rules.head(id);
                let limited = self.head_tree(id).may_lack_all();
                let is_covered = head.node.gaps.as_ref().and_then(|gaps| gaps.coverage.as_ref());
                Child {
                    mark: FigureId::Head(id),
                    // Of too little the mark is withheld, also where that is nothing.
                    is_missing: limited && is_covered.is_none_or(Number::is_zero),
                    unrounded: FigureId::Step(NodeId::Head(id), Step::Gross),
                    applies: limited.then_some(FigureId::HeadApplies(id)),
                    full: Full::of(&head.full, head.by_kind.as_ref()),
                    full_that_applies: head.node.is_sum().then_some(FigureId::HeadFull(id)),
                }
            }
        }
    }

    /// 基础分, 加分, 扣分 and 总分.
    fn total(&mut self, span: Span) {
        let rules = self.rules;
        let children = rules.total.node.children.iter().map(|child| self.child(*child));
        let full = Full { most: rules.full.clone().unwrap_or_else(Number::zero), by_kind: None };
        let tree = Tree { id: NodeId::Total, children: children.collect(), may_lack_all: true, full, span };
        let base = tree.mark(self);
        self.subject(FigureId::Base, base);
        self.block(rules.bonus.as_ref(), FigureId::Bonus, FigureId::BonusEntry, span);
        self.block(rules.deduction.as_ref(), FigureId::Deduction, FigureId::DeductionEntry, span);
        let origin = Origin::implied(span);
        let (base, bonus) = (self.arena.mark_of(FigureId::Base, origin), self.arena.mark_of(FigureId::Bonus, origin));
        let gained = self.arena.arithmetic(Operator::Add, (base, bonus), Type::marks(), origin);
        let deduction = self.arena.mark_of(FigureId::Deduction, origin);
        let gross = self.arena.arithmetic(Operator::Subtract, (gained, deduction), Type::marks(), origin);
        self.subject(FigureId::Step(NodeId::Total, Step::Gross), gross);
        let gross = self.arena.mark_of(FigureId::Step(NodeId::Total, Step::Gross), origin);
        let total = self.capped(gross, rules.total.cap.as_ref().map(|cap| &cap.value), origin);
        let total = self.rounded(total, rules.total.node.precision, origin);
        self.subject(FigureId::Total, total);
    }

    /// The entries of 加分 or 扣分 as figures, and their sum: capped, then rounded.
    fn block(&mut self, block: Option<&Block>, id: FigureId, entry_id: fn(usize) -> FigureId, span: Span) {
        let origin = Origin::implied(span);
        let Some(block) = block else {
            let nothing = self.arena.marks(Number::zero(), origin);
            return self.subject(id, nothing);
        };
        let mut entries = Vec::new();
        for (index, entry) in block.entries.iter().enumerate() {
            self.subject(entry_id(index), entry.marks);
            entries.push(self.arena.mark_of(entry_id(index), Origin::implied(entry.span)));
        }
        let total = self.arena.sum(entries, Type::marks(), origin);
        let capped = self.capped(total, block.cap.as_ref(), origin);
        let rounded = self.rounded(capped, self.rules.rounding, origin);
        self.subject(id, rounded);
    }
}

/// Whether there may be subjects to whom an indicator does not apply.
fn is_limited(indicator: &Indicator) -> bool {
    indicator.applies.is_some() || indicator.when_missing == WhenMissing::NotApplicable
}
